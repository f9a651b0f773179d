"""Numbers of identity papers in a slot: spaces are joined, digits never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import id_number


@pytest.mark.parametrize(
    ("text", "value", "problems"),
    [
        (" 001085000123 ", "001085000123", ()),
        ("001 085 000 123 do Cục Cảnh sát", "001085000123", ()),
        ("0 0 1 0 8 5 0 0 0 1 2 3", "001085000123", ()),
        ("001.085.000.123", "001085000123", ()),
        ("001085000123, cấp ngày 10/05/2021", "001085000123", ()),
        ("001085000123 10/05/2021", "001085000123", ()),
        ("123456789 cấp ngày 1/1/2010", "123456789", ()),
        ("00108500O123", "00108500O123", ("not_digits",)),
        ("00108500012", "00108500012", ("wrong_length",)),
        ("0010850001234", "0010850001234", ("wrong_length",)),
        ("999085000123", "999085000123", ("unknown_province",)),
    ],
)
def test_as_read(text: str, value: str, problems: tuple[str, ...]) -> None:
    found = id_number.find(text)
    assert found is not None
    assert (found.value, found.problems) == (value, problems)


@pytest.mark.parametrize("text", ["", "........", "không có", "10/05/2021", "B1234", "ngày 10 tháng 5 năm 2021"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert id_number.find(text) is None


@given(st.text(alphabet="0123456789 .OlIB/,-aă", max_size=40))
def test_digits_stand_in_the_text_in_that_order(text: str) -> None:
    found = id_number.find(text)
    if found:
        within = [letter for letter in text[found.start : found.end] if letter.isalnum() or letter == "|"]
        assert found.value == "".join(within)
