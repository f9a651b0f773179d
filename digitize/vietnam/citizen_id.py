"""The 12-digit personal identification number (số định danh cá nhân, Luật Căn cước 2023) and the 9-digit CMND.

PPP G YY NNNNNN: place of birth registration, sex and century, year of birth, six random digits. There is no check
digit, so nothing here ever mends one: a number that does not fit is a doubt for a person.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=1)
def provinces() -> frozenset[str]:
    """The known codes of places of birth registration; codes of foreign countries are not among them."""
    return frozenset(tomllib.loads((files("digitize.vietnam") / "provinces.toml").read_text("utf-8"))["codes"])


def birth_year(citizen_id: str) -> int:
    """The year of birth in a 12-digit ID (the fourth digit names the century, from 1900 on)."""
    return 1900 + int(citizen_id[3]) // 2 * 100 + int(citizen_id[4:6])


def sex(citizen_id: str) -> str:
    """Nam or Nữ: an even fourth digit is male."""
    return "Nữ" if int(citizen_id[3]) % 2 else "Nam"


def check(citizen_id: str, year: int | None = None, printed_sex: str | None = None) -> tuple[str, ...]:
    """Names of what is wrong with a 12-digit ID by itself and against the printed year of birth and sex (Nam, Nữ)."""
    if not _DIGITS.fullmatch(citizen_id):
        return ("not_digits",)
    if len(citizen_id) != 12:
        return ("wrong_length",)
    problems = []
    if citizen_id[:3] not in provinces():
        problems.append("unknown_province")
    if birth_year(citizen_id) >= 2100:
        problems.append("year_impossible")
    if year is not None and birth_year(citizen_id) != year:
        problems.append("year_differs")
    if printed_sex is not None and sex(citizen_id) != printed_sex:
        problems.append("sex_differs")
    return tuple(problems)


def check_cmnd(number: str) -> tuple[str, ...]:
    """Names of what is wrong with a CMND number of nine digits, which holds nothing that could be checked further."""
    if not _DIGITS.fullmatch(number):
        return ("not_digits",)
    return () if len(number) == 9 else ("wrong_length",)


def mask(citizen_id: str) -> str:
    """All but the last three characters as asterisks, for the screen and for JSON of many documents."""
    return "*" * (len(citizen_id) - 3) + citizen_id[-3:] if len(citizen_id) > 3 else "*" * len(citizen_id)
