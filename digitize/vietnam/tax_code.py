"""Tax codes (mã số thuế): ten digits with a check digit, a branch's three more, or a person's own 12-digit number.

Weights and the rule of the check digit: rules of the tax administration (Thông tư 86/2024/TT-BTC and before it).
"""

import re
from dataclasses import dataclass

from digitize.vietnam import citizen_id

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CODE = re.compile(r"(?<![\w-])(\d[\d\s.]{8,16}\d)(?:\s?[-–]\s?(\d{3}))?(?![\w-])")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A code as read, without spaces and dots, its span in the text, and what is wrong with it, if anything."""

    value: str
    start: int
    end: int
    problem: str = ""


def find(text: str) -> TaxCode | None:
    """The first code in a text: `0100109106`, `0100109106-001` or the twelve digits of a person."""
    match = _CODE.search(text)
    if not match:
        return None
    digits = re.sub(r"\D", "", match[1])
    value = f"{digits}-{match[2]}" if match[2] else digits
    return TaxCode(value, match.start(), match.end(), check(value))


def check(code: str) -> str:
    """The name of what is wrong with a code: `wrong_length`, `check_digit`, or of the person's number; else empty."""
    main, _, branch = code.partition("-")
    if len(main) == 12 and not branch:
        return next(iter(citizen_id.check(main)), "")
    if not re.fullmatch(r"[0-9]{10}", main) or (branch and not re.fullmatch(r"[0-9]{3}", branch)):
        return "wrong_length"
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, main, strict=False)) % 11
    return "" if rest and 10 - rest == int(main[9]) else "check_digit"
