"""Dates spelled out: every day that can be written is read back, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import spelled
from samples.people import date_words, under_hundred

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from([str, str.upper, str.lower, str.title]))
def test_every_day_reads_back(day: date, case: type[str]) -> None:
    assert spelled.read_date(case(date_words(day))) == day.isoformat()


@given(DAYS)
def test_a_lost_word_never_makes_another_day_of_the_same_length(day: date) -> None:
    words = date_words(day).split()
    for at in range(len(words)):
        found = spelled.read_date(" ".join(words[:at] + words[at + 1 :]))
        assert found is None or len(found) == len("2019-09-30")


@given(st.integers(1, 99))
def test_numbers_below_a_hundred(number: int) -> None:
    from digitize.vietnam.near import bare

    assert spelled.read_number(bare(under_hundred(number)).split()) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ngày mồng một tháng giêng năm hai nghìn linh năm", None),
        ("ngày mười lăm tháng năm năm một nghìn chín trăm tám mươi lăm", "1985-05-15"),
        ("Ngày mùng năm, tháng mười hai, năm hai ngàn không trăm lẻ bảy", "2007-12-05"),
        ("Ngày mùng ba, tháng mười, năm hai nghìn không trăm", None),
        ("hai mươi mốt tháng tư năm một chín bảy tư", "1974-04-21"),
        ("ngày ba mươi tháng hai năm hai nghìn", None),
        ("ngày tháng năm", None),
        ("Ngày 30 tháng 9 năm 2019", None),
        ("", None),
    ],
)
def test_as_written(text: str, said: str | None) -> None:
    assert spelled.read_date(text) == said


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = spelled.read_date(text)
    assert found is None or date.fromisoformat(found)
