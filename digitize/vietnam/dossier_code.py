"""The code of a dossier (mã hồ sơ TTHC): agency, day of reception, number of that day (TT 03/2025/TT-VPCP)."""

import re
from dataclasses import dataclass
from datetime import datetime

_CODE = re.compile(
    r"(?<![\w-])(?<!\w\.)(?:\d{3}\s?\.\s?\d{2}\s?\.\s?\d{2}\s?\.\s?)?[A-K]\d{2}(?:\s?\.\s?\d{1,3})*"
    r"\s?[-–]\s?(?P<day>\d{6})\s?[-–]\s?\d{4,6}(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A code as read, without stray spaces, its span in the text, and what is wrong with it, if anything."""

    value: str
    start: int
    end: int
    problem: str = ""


def find(text: str) -> DossierCode | None:
    """The first code in a text, new form (`H08.12-241128-0001`) or old (`000.00.12.H08-241128-0001`)."""
    match = _CODE.search(text)
    if not match:
        return None
    value = re.sub(r"\s", "", match[0]).replace("–", "-")
    return DossierCode(value, match.start(), match.end(), "" if _is_day(match["day"]) else "impossible_date")


def is_code(text: str) -> bool:
    """Whether a text is a possible code and nothing else."""
    found = find(text)
    return found is not None and found.value == text and not found.problem


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%y%m%d")
    except ValueError:
        return False
    return True
