"""What the QR code of a citizen card says: seven parts, eleven on cards since July 2024 (four more, not read)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from digitize.vietnam import citizen_id

PARTS = 7
_SEXES = ("Nam", "Nữ")


@dataclass(frozen=True, slots=True)
class CardQr:
    """A card's holder; dates in ISO 8601, empty where the code says nothing or no real date.

    `problems`: names of the glossary of what is wrong with it; a code with a problem is no witness.
    """

    citizen_id: str
    cmnd: str
    full_name: str
    date_of_birth: str
    sex: str
    address: str
    issue_date: str
    problems: tuple[str, ...] = ()


def parse(text: str) -> CardQr | None:
    """The card behind a code's text; None when the text is not that of a card."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) < PARTS or not re.fullmatch(r"[0-9]{12}", parts[0]):
        return None
    number, cmnd, name, born, sex, address, issued = parts[:PARTS]
    birthday, issue_day = _iso(born), _iso(issued)
    problems = list(citizen_id.check(number, int(born[4:]) if birthday else None, sex if sex in _SEXES else None))
    if cmnd and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", cmnd):
        problems.append("not_digits" if not cmnd.isdecimal() else "wrong_length")
    if not birthday or (issued and not issue_day):
        problems.append("impossible_date")
    if not name or sex not in _SEXES:
        problems.append("unclear")
    return CardQr(number, cmnd, name, birthday, sex, address, issue_day, tuple(dict.fromkeys(problems)))


def _iso(digits: str) -> str:
    """DDMMYYYY as ISO 8601; empty when it is no day of 1900 to 2099."""
    if not re.fullmatch(r"[0-9]{8}", digits):
        return ""
    try:
        day: date = datetime.strptime(digits, "%d%m%Y").date()
    except ValueError:
        return ""
    return day.isoformat() if 1900 <= day.year < 2100 else ""
