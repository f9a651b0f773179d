"""The 12-digit ID: its structure is checked, its digits are never changed."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import citizen_id

IDS = st.builds(
    lambda province, century, year, serial: f"{province}{century}{year:02d}{serial:06d}",
    st.sampled_from(sorted(citizen_id.provinces())),
    st.integers(0, 3),
    st.integers(0, 99),
    st.integers(0, 999_999),
)


def test_the_table_holds_all_63_provinces() -> None:
    assert len(citizen_id.provinces()) == 63
    assert all(len(code) == 3 and code.isdecimal() for code in citizen_id.provinces())


@given(IDS)
def test_a_right_number_agrees_with_itself(number: str) -> None:
    assert citizen_id.check(number, citizen_id.birth_year(number), citizen_id.sex(number)) == ()
    assert 1900 <= citizen_id.birth_year(number) < 2100


@given(IDS, st.integers(3, 5), st.integers(1, 9))
def test_one_wrong_digit_of_sex_century_or_year_is_flagged(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert citizen_id.check(wrong, citizen_id.birth_year(number), citizen_id.sex(number))


@given(IDS, st.integers(0, 2), st.integers(1, 9))
def test_a_wrong_province_is_flagged_unless_it_is_another_province(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert ("unknown_province" in citizen_id.check(wrong)) == (wrong[:3] not in citizen_id.provinces())


@given(st.text(max_size=20))
def test_anything_can_be_checked(text: str) -> None:
    problems = citizen_id.check(text)
    assert problems or (len(text) == 12 and text.isdecimal())


def test_names_of_problems() -> None:
    assert citizen_id.check("00108500012O") == ("not_digits",)
    assert citizen_id.check("00108500012") == ("wrong_length",)
    assert citizen_id.check("999085000123") == ("unknown_province",)
    assert citizen_id.check("001485000123") == ("year_impossible",)
    assert citizen_id.check("001085000123", 1986, "Nữ") == ("year_differs", "sex_differs")
    assert citizen_id.check_cmnd("123456789") == ()
    assert citizen_id.check_cmnd("12345678") == ("wrong_length",)
    assert citizen_id.check_cmnd("12345678O") == ("not_digits",)


def test_the_mask_shows_the_last_three_digits_only() -> None:
    assert citizen_id.mask("001085000123") == "*********123"
    assert citizen_id.mask("12") == "**"
