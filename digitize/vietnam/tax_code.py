"""Tax codes (mã số thuế): ten digits with a check digit, a branch behind a dash, or a person's twelve-digit number.

Source: TT 86/2024/TT-BTC (from July 2025 a person's tax code is the citizen ID). Nothing is mended.
"""

import re
from dataclasses import dataclass

from digitize.vietnam import citizen_id

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CODE = re.compile(r"(?<![\w-])([0-9][0-9\s.]{8,16}[0-9])(?:\s?[-–]\s?([0-9]{3}))?(?![\w-])")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A code as read, without spaces and dots, its span in the text, and what is wrong with it, if anything."""

    value: str
    start: int
    end: int
    problem: str = ""


def check_digit(nine: str) -> int | None:
    """The tenth digit for the first nine; None where no such code is issued."""
    rest = sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11
    return 10 - rest if rest else None


def check(code: str) -> str:
    """The name of what is wrong with a code of any of the three forms; empty when nothing is."""
    main, _, branch = code.partition("-")
    if not re.fullmatch(r"[0-9]+", main + branch):
        return "not_digits"
    if len(main) == 12 and "-" not in code:
        return next(iter(citizen_id.check(main)), "")
    if len(main) != 10 or ("-" in code and len(branch) != 3):
        return "wrong_length"
    return "" if check_digit(main[:9]) == int(main[9]) else "check_digit"


def find(text: str) -> TaxCode | None:
    """The first number in a text that has the form of a code; ask only where the label says that it is one."""
    match = _CODE.search(text)
    if not match:
        return None
    digits = re.sub(r"[^0-9]", "", match[1])
    value = f"{digits}-{match[2]}" if match[2] else digits
    return TaxCode(value, match.start(), match.end(), check(value))
