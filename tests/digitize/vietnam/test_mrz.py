"""The zone of a card: a public test vector, zones of any holder, and digits that are never mended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import mrz
from digitize.vietnam.mrz import Mrz

VECTOR = ("IDVNM0990033332026099003333<<4", "9912304M3912302VNM<<<<<<<<<<<2", "LUONG<<DINH<NAM<<<<<<<<<<<<<<<")
READ = Mrz("026099003333", "991230", "Nam", "391230", "LUONG DINH NAM")
FIRST, SECOND = READ.citizen_id, ("991230", "391230")


def zone(number: str, born: date, until: date, sex: str) -> tuple[str, str, str]:
    """The three lines as a card has them."""
    first = f"IDVNM{number[3:]}{mrz.check_digit(number[3:])}{number}<<"
    first += str(mrz.check_digit(number + "<<"))
    dates = [f"{day:%y%m%d}{mrz.check_digit(f'{day:%y%m%d}')}" for day in (born, until)]
    last = mrz.check_digit(first[5:] + "".join(dates))
    return first, f"{dates[0]}{sex}{dates[1]}VNM{'<' * 11}{last}", "NGUYEN<<THI<THU".ljust(30, "<")


def flipped(line: str) -> list[str]:
    """The line with each of its digits replaced by each other digit."""
    return [
        line[:at] + other + line[at + 1 :]
        for at, digit in enumerate(line)
        if digit.isdigit()
        for other in "0123456789"
        if other != digit
    ]


def test_the_vector() -> None:
    assert mrz.parse(VECTOR) == READ


def test_a_first_line_with_one_wrong_digit_witnesses_nothing() -> None:
    assert [mrz.parse((line, *VECTOR[1:])) for line in flipped(VECTOR[0])] == [None] * 9 * 23


def test_a_second_line_with_one_wrong_digit_witnesses_nothing() -> None:
    assert {mrz.parse((VECTOR[0], line, VECTOR[2])) for line in flipped(VECTOR[1])} == {
        Mrz(FIRST, name="LUONG DINH NAM")
    }


@pytest.mark.parametrize(("digit", "letter"), [("0", "O"), ("0", "D"), ("3", "B"), ("2", "Z")])
def test_a_letter_is_never_taken_for_a_digit(digit: str, letter: str) -> None:
    at = VECTOR[0].index(digit)
    assert mrz.parse((VECTOR[0][:at] + letter + VECTOR[0][at + 1 :], *VECTOR[1:])) is None


def test_what_tells_nothing_may_be_read_badly() -> None:
    assert (
        mrz.find(("Ngón trỏ", "T1DVNM0990033332026099003333 << 4 ", "9912304M3912302VNM<<<«<<<<<<2", VECTOR[2])) == READ
    )
    assert mrz.find((VECTOR[0], "9912304E3912302VNM<<<<<<<<<<<2", "LUONG<<DlNH")) == Mrz(
        FIRST, SECOND[0], "", SECOND[1]
    )
    assert mrz.find(("VNM", "", "IDVNM<<<")) is None


def test_letters_in_the_card_number_leave_the_id_as_it_was_read() -> None:
    lettered = "IDVNMO9900333" + VECTOR[0][13:]
    assert mrz.parse((lettered, *VECTOR[1:])) is None
    assert mrz.parse((lettered, *VECTOR[1:]), lettered=True) == READ
    assert [mrz.parse((line, *VECTOR[1:]), lettered=True) for line in flipped(lettered)] == [None] * 9 * 22
    assert mrz.parse(("IDVNMOØŪ" + VECTOR[0][8:], *VECTOR[1:]), lettered=True) is None
    assert mrz.parse((VECTOR[0].replace("026099003333", "O26099003333"), *VECTOR[1:]), lettered=True) is None


def test_two_cards_on_a_page_are_two_zones() -> None:
    other = zone("001188000123", date(1988, 3, 5), date(2028, 3, 5), "F")
    found = [(zone.citizen_id, at) for zone, at in mrz.find_all((*VECTOR, *other))]
    assert found == [(FIRST, 0), ("001188000123", 3)]


NUMBERS = st.from_regex(r"\A[0-9]{12}\Z")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(NUMBERS, DAYS, DAYS, st.sampled_from("MF"))
def test_zones_of_any_holder_read_back(number: str, born: date, until: date, sex: str) -> None:
    told = mrz.parse(zone(number, born, until, sex))
    assert told == Mrz(number, f"{born:%y%m%d}", {"M": "Nam", "F": "Nữ"}[sex], f"{until:%y%m%d}", "NGUYEN THI THU")


@given(NUMBERS, DAYS, DAYS, st.data())
def test_no_flipped_digit_of_any_first_line_passes(number: str, born: date, until: date, data: st.DataObject) -> None:
    lines = zone(number, born, until, "M")
    assert mrz.parse((data.draw(st.sampled_from(flipped(lines[0]))), *lines[1:])) is None


@given(st.lists(st.text("<0123456789IDVNMFO ", max_size=34), max_size=4))
def test_anything_can_be_looked_at(lines: list[str]) -> None:
    found = mrz.find(lines)
    assert found is None or len(found.citizen_id) == 12
