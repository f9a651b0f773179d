"""Codes of dossiers, both forms (rules of the one-stop desks)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import dossier_code


@pytest.mark.parametrize("code", ["H08.12-241128-0001", "000.00.12.H08-241128-0001", "G15-250101-123456"])
def test_both_forms(code: str) -> None:
    found = dossier_code.find(f"Mã hồ sơ: {code}.")
    assert found is not None
    assert (found.value, found.problem) == (code, "")


@given(st.integers(1, 63), st.integers(1, 99), st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 9999))
def test_written_codes_read_back_over_stray_spaces(province: int, unit: int, day: date, number: int) -> None:
    code = f"H{province:02d}.{unit:02d}-{day:%y%m%d}-{number:04d}"
    found = dossier_code.find("số " + code.replace("-", " - "))
    assert found is not None
    assert (found.value, found.problem) == (code, "")


def test_an_impossible_day_is_a_problem() -> None:
    found = dossier_code.find("H08.12-241328-0001")
    assert found is not None
    assert found.problem == "impossible_date"


@pytest.mark.parametrize("text", ["H08.12-2411l8-0001", "h08.12-241128-0001", "0900-000-611", "XH08.12-241128-0001"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert dossier_code.find(text) is None
