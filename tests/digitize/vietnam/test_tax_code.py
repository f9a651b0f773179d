"""Tax codes: ten digits with a check digit, branches, persons; every flipped digit is flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import tax_code

# Public codes of well-known companies.
KNOWN = ("0100109106", "0100686174", "0300588569", "0101248141")
NINE = st.from_regex(r"\A[0-9]{9}\Z").filter(lambda nine: tax_code.check_digit(nine) is not None)


@pytest.mark.parametrize("code", KNOWN)
def test_known_codes_fit_and_no_flipped_digit_does(code: str) -> None:
    assert tax_code.check(code) == ""
    for at in range(10):
        for other in set("0123456789") - {code[at]}:
            assert tax_code.check(code[:at] + other + code[at + 1 :]) == "check_digit"


@given(NINE, st.integers(0, 999), st.integers(0, 9), st.integers(1, 9))
def test_any_code_and_branch(nine: str, branch: int, at: int, shift: int) -> None:
    code = f"{nine}{tax_code.check_digit(nine)}"
    wrong = code[:at] + str((int(code[at]) + shift) % 10) + code[at + 1 :]
    found = tax_code.find(f"MST: {code} - {branch:03d}.")
    assert found is not None
    assert (found.value, found.problem) == (f"{code}-{branch:03d}", "")
    assert tax_code.check(wrong) == "check_digit"


def test_spaces_and_dots_between_digits_are_closed_up() -> None:
    found = tax_code.find("Mã số thuế: 01 00.109 106")
    assert found is not None
    assert (found.value, found.problem) == (KNOWN[0], "")


def test_a_person_s_code_is_the_citizen_id() -> None:
    assert tax_code.check("001088000123") == ""
    assert tax_code.check("999088000123") == "unknown_province"


@pytest.mark.parametrize("code", ["010010910", "01001091066", "0100109106-01", "0100109106-", "001088000123-001", ""])
def test_other_lengths_are_wrong(code: str) -> None:
    assert tax_code.check(code) in ("wrong_length", "not_digits")


def test_letters_are_not_taken_for_digits() -> None:
    assert tax_code.check("O100109106") == "not_digits"
    assert tax_code.find("MST O100109106, x-0100109106") is None


@given(st.text(max_size=20))
def test_anything_can_be_checked(text: str) -> None:
    assert isinstance(tax_code.check(text), str)
    tax_code.find(text)
