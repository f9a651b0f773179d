"""Dates: what is written is read, what is blank stays blank, what cannot be is doubted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import dates

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.booleans(), st.sampled_from(["", " "]))
def test_words_read_back(day: date, zeros: bool, glue: str) -> None:
    month = f"{day.month:02d}" if zeros else str(day.month)
    found = dates.find(f"Đồng Mẫu, ngày{glue or ' '}{day.day:02d} tháng {month} năm {day.year}")
    assert found is not None
    assert (found.value, found.problem) == (day.isoformat(), "")


@given(DAYS, st.sampled_from("/-."))
def test_figures_read_back(day: date, mark: str) -> None:
    found = dates.find(f"sinh ngày: {day.day:02d}{mark}{day.month:02d}{mark}{day.year};")
    assert found is not None
    assert (found.value, found.problem) == (day.isoformat(), "")


@given(st.text(alphabet="0123456789 ngàythámuăm/.…-,:OlB", max_size=60))
def test_no_digit_is_invented(text: str) -> None:
    found = dates.find(text)
    if found and found.value:
        digits = [letter for letter in text if letter.isdigit()]
        for letter in found.value.replace("-", ""):
            # the only thing that may be added is the zero before a single figure
            assert letter == "0" or letter in digits
        assert len(found.value) in (4, 7, 10)


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("ngày     tháng 6 năm 2022", "2022-06", ""),
        ("ngày ..... tháng 6 năm 2022", "2022-06", ""),
        ("ngày … tháng … năm …", None, ""),
        ("ngày .... tháng .... năm 20....", None, ""),
        ("ngày     tháng     năm 2026", "2026", ""),
        ("03/1985", "1985-03", ""),
        ("năm 1985", "1985", ""),
        ("ngày 1 5 tháng 3 năm 20 24", "2024-03-15", ""),
        ("ngày15 tháng3 năm2024", "2024-03-15", ""),
        ("ngày 31 tháng 02 năm 2020", "2020-02-31", "impossible_date"),
        ("45/13/2020", "2020-13-45", "impossible_date"),
        ("ngày 1O tháng 3 năm 2022", "2022-03", "unclear_date"),
        ("ngày 05 tháng    năm 2022", "2022", "unclear_date"),
        ("ngày 05 tháng 3 năm 202A", None, "unclear_date"),
    ],
)
def test_what_is_there_and_no_more(text: str, value: str | None, problem: str) -> None:
    found = dates.find(text)
    assert found is not None
    assert (found.value, found.problem) == (value, problem)


@pytest.mark.parametrize("text", ["", "ngày làm việc và tháng sau", "1.000894", "số 12/QĐ-UBND", "0900 000 611"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.find(text) is None


def test_a_slot_whose_label_took_the_word_for_day() -> None:
    found = dates.find_filled(" 05 tháng 3 năm 1988, tại")
    assert found is not None
    assert found.value == "1988-03-05"
    assert dates.find_filled("chưa rõ, khoảng 1988") is None
