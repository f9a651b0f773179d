"""Codes of agencies: their form, the known ministries and provinces, councils beside committees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import agency_code


def test_all_63_provinces_and_their_councils_are_known() -> None:
    assert len([code for code in agency_code.agencies() if code[0] == "H"]) == 63
    assert agency_code.name("H08.12") == "UBND tỉnh Bình Định"
    assert agency_code.name("K35") == "HĐND tỉnh Lai Châu"
    assert agency_code.name("G15.03.1") == "Bộ Tư pháp"
    assert agency_code.name("A01") == ""


@given(st.integers(1, 63), st.lists(st.integers(0, 999), max_size=5))
def test_units_of_any_province_are_right(province: int, units: list[int]) -> None:
    assert agency_code.check(".".join([f"H{province:02d}", *map(str, units)])) == ()


@pytest.mark.parametrize("code", ["", "h08", "H8", "H08.", "L01", "H08.12.1234", "H08" + ".123" * 9, "H08-241128"])
def test_other_forms_are_unclear(code: str) -> None:
    assert agency_code.check(code) == ("unclear",)


def test_an_unknown_province_or_ministry_is_told() -> None:
    assert agency_code.check("H64") == agency_code.check("G99.1") == agency_code.check("K00") == ("unknown_agency",)
    assert agency_code.check("A11.2") == ()
