"""Numbers and dates spelled out: `ngày ba mươi tháng chín năm hai nghìn không trăm mười chín` beside 30/09/2019."""

import re
from datetime import date

from digitize.vietnam.near import bare

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_TEN = "muoi"
_SCALES = ((1000, ("nghin", "ngan")), (100, ("tram",)))
_FILLERS = ("linh", "le")
_NUMBERS = frozenset((*_UNITS, _TEN, *_FILLERS, *(name for _, names in _SCALES for name in names)))
_SHAPE = re.compile(
    r"(?:\bngay\b)?(?P<day>(?:\s+\w+){1,4})\s+thang(?P<month>(?:\s+\w+){1,2}?)\s+nam(?P<year>(?:\s+\w+)+)"
)


def read_number(words: list[str]) -> int | None:
    """The number from 0 to 9999 that bare words spell (`hai muoi mot`); None when they spell none."""
    if len(words) == 4 and all(word in _UNITS for word in words):
        # a year read digit by digit: một chín tám tám
        return int("".join(str(_UNITS[word]) for word in words))
    value, rest = 0, words
    for scale, names in _SCALES:
        at = next((index for index, word in enumerate(rest) if word in names), None)
        if at is None:
            continue
        head = _below_hundred(rest[:at])
        if head is None or head > 9:
            return None
        value, rest = value + head * scale, rest[at + 1 :]
        if not head and not rest:
            # Nobody ends with "không trăm": more stood there and was not read.
            return None
    if not rest:
        return value if words else None
    if rest[0] in _FILLERS:
        rest = rest[1:] if len(rest) == 2 else []
    tail = _below_hundred(rest)
    return None if tail is None else value + tail


def _below_hundred(words: list[str]) -> int | None:
    if len(words) == 1 and words[0] in _UNITS:
        return _UNITS[words[0]]
    if _TEN not in words or words.count(_TEN) > 1 or len(words) > 3:
        return None
    at = words.index(_TEN)
    before, behind = words[:at], words[at + 1 :]
    if len(before) > 1 or len(behind) > 1 or any(word not in _UNITS for word in (*before, *behind)):
        return None
    tens = _UNITS[before[0]] if before else 1
    return 10 * tens + (_UNITS[behind[0]] if behind else 0)


def read_date(text: str) -> str | None:
    """The date that a text spells out, in ISO 8601; None unless every word of it is understood."""
    plain = re.sub(r"[^\w\s]|_", " ", bare(text))
    found = _SHAPE.search(" " + plain)
    if not found:
        return None
    day = [word for word in found["day"].split() if word not in ("mung", "mong", "ngay")]
    year = []
    for word in found["year"].split():
        if word not in _NUMBERS:
            break
        year.append(word)
    parts = [read_number(year), read_number(found["month"].split()), read_number(day)]
    try:
        return date(*(part if part is not None else 0 for part in parts)).isoformat()
    except (ValueError, TypeError):
        return None
