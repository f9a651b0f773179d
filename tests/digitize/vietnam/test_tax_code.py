"""Tax codes: the check digit finds every single wrong figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import tax_code

# of organisations that everybody may look up
KNOWN = ["0100109106", "0300588569", "0100686209", "0101248141"]
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@pytest.mark.parametrize("code", KNOWN)
def test_known_codes_fit(code: str) -> None:
    assert tax_code.check(code) == ""
    assert tax_code.check(f"{code}-001") == ""


@given(st.sampled_from(KNOWN), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_figure_is_found(code: str, at: int, step: int) -> None:
    wrong = code[:at] + str((int(code[at]) + step) % 10) + code[at + 1 :]
    assert tax_code.check(wrong) == "check_digit"


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_there_is_at_most_one_check_digit(nine: str) -> None:
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, nine, strict=True)) % 11
    fitting = [digit for digit in "0123456789" if not tax_code.check(nine + digit)]
    assert fitting == ([str(10 - rest)] if rest else [])


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        (" 0100109106.", "0100109106", ""),
        ("0100 109 106 - 001 cấp ngày", "0100109106-001", ""),
        ("0100109107", "0100109107", "check_digit"),
        ("01001091", None, ""),
        ("01001091061", "01001091061", "wrong_length"),
        ("001057993658", "001057993658", ""),
        ("999057993658", "999057993658", "unknown_province"),
        ("chưa có", None, ""),
    ],
)
def test_as_read(text: str, value: str | None, problem: str) -> None:
    found = tax_code.find(text)
    assert (found and found.value) == value
    assert found is None or found.problem == problem
