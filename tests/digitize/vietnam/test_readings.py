"""Further readings tell a day or a name only where they agree, and never another figure or another letter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.readings import standing, tell_day, tell_name
from tests.digitize.conftest import lay_out_page

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from("I1l|!]"))
def test_a_day_with_a_misread_stroke_is_told_by_two_readings(day: date, stroke: str) -> None:
    text, clear = f"{day:%d}{stroke}{day:%m}/{day:%Y}", f"{day:%d/%m/%Y}"
    assert tell_day(text, [clear, "", clear], []) == day.isoformat()
    assert tell_day(text, [clear, "", ""], []) is None
    assert tell_day(text, [], [day.isoformat()]) == day.isoformat()


@given(DAYS, DAYS)
def test_a_day_of_other_figures_is_never_told(printed: date, read: date) -> None:
    told = tell_day(f"{printed:%d}I{printed:%m}I{printed:%Y}", [f"{read:%d/%m/%Y}"] * 3, [])
    assert told == (printed.isoformat() if printed == read else None)


def test_strokes_that_are_letters_each_time_part_the_same_figures() -> None:
    assert tell_day("3I6l2024", ["3I6I2024", "3I6l2024", "3/6/2024"], []) == "2024-06-03"
    assert tell_day("3I6l2024", ["3I6I2024", "3I6l2024", "8I6l2024"], []) is None
    assert tell_day("3I6l2024", ["3I6I2024"], []) is None


def test_strokes_that_are_letters_part_whole_days_in_three_readings() -> None:
    assert tell_day("22I10/1974", ["22I10/1974", "2210/1974", "22i10/1974"], []) == "1974-10-22"
    assert tell_day("22I10/1974", ["22I10/1974", "2210/1974", ""], []) is None
    assert tell_day("22I10/1974", ["22I10/1974", "2210/1974", "21/10/1974"], []) is None
    # the stroke of one that has a single figure may be its other figure
    assert tell_day("2I10I1974", ["2I10I1974", "2I10I1974", ""], []) is None


def test_readings_that_differ_tell_no_day() -> None:
    assert tell_day("14I04I1985", ["14/04/1985", "14/04/1985", "11/04/1985"], []) is None
    assert tell_day("14I04I1985", ["14/04/1985", "14/04/1985"], ["1985-04-15"]) is None


@pytest.mark.parametrize(
    ("value", "readings", "sure", "told"),
    [
        ("HỒ VĂN THUỞNG", ["HỒ VĂN THƯỞNG"] * 3, False, "HỒ VĂN THƯỞNG"),
        ("HỒ VĂN THUỞNG", ["HỒ VĂN THƯỞNG"] * 3, True, None),
        ("HỒ VĂN THUỞNG", ["HỒ VĂN THƯỞNG"] * 2, False, None),
        ("HỒ VĂN THUỞNG", ["HỒ VĂN THƯỞNG", "HỒ VĂN THƯỞNG", "HỒ VĂN THUỞNG"], False, None),
        ("HỒ VĂN THUỞNG", ["HỒ VĂN TRƯỞNG"] * 3, False, None),
        ("Vũ Khác Bằng", ["Vũ Khác Bằng", "Vũ Khắc Bằng", "Vũ Khắc Bằng", "Vũ Khắc Bằng"], True, "Vũ Khắc Bằng"),
        ("Vũ Khác Bằng", ["Vũ Khác Bằng", "Vũ Khắc Bằng", "Vũ Khắc Bằng"], True, None),
        ("Vũ Khắc Bằng", ["Vũ Khắc Bảng", "Vũ Khắc Bằng", "Vũ Khắc Bằng", "Võ Khắc Bằng"], True, None),
        ("QUÁCH QUỲNHNGA", ["QUÁCH QUỲNHNGA", "QUÁCH QUỲNH NGA.", "QUÁCH QUỲNH NGA"], False, "QUÁCH QUỲNH NGA"),
        ("QUÁCH QUỲNHNGA", ["QUÁCH QUỲNHNGA", "QUÁCH QUỲNH NGÀ", "QUÁCH QUỲNH NGA"], False, None),
        ("QUÁCH QUỲNHNGA", ["QUÁCH QUỲNHNGA"] * 3, False, None),
        ("Võ Diễm Ỷ", ["Võ Diễm Ỷ.", "Võ Diễm Ỷ", "VÕ DIỄM Ỷ"], True, "Võ Diễm Ỷ"),
        ("Đỉnh Văn Tài", ["Đỉnh Văn Tài"] * 3, False, None),
        ("Nguyên Gia Bảo", ["Nguyên Gia Bảo"] * 3, False, None),
        ("Nguyễn Gia Bảo", ["Nguyên Gia Bảo"] * 3, False, None),
    ],
)
def test_a_name_is_told_by_three_readings_that_agree(
    value: str, readings: list[str], sure: bool, told: str | None
) -> None:
    assert tell_name(value, readings, sure=sure) == told


def test_a_name_is_found_wherever_its_letters_stand() -> None:
    page = lay_out_page("Họ và tên: Võ Diễm Nga\nNgười nộp\nVõ Diêm Nga\nVõ Diễm Ngân")
    found = [" ".join(word.text for word in words) for words in standing("VÕ DIỄM NGA", page)]
    assert found == ["Võ Diễm Nga", "Võ Diêm Nga"]
