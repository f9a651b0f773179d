"""Dates as Vietnamese papers write them: `ngày 05 tháng 3 năm 2024`, `05/3/2024`; what is left blank stays blank."""

import re
from dataclasses import dataclass, replace
from datetime import date

from digitize.vietnam.near import bare

_SLOT = r"(?P<{}>[^\w]*(?:\w{{1,4}}[^\w]+?){{0,2}}\w{{0,4}}[^\w]*?)"
_WORDED = re.compile(
    r"\bnga[yv]" + _SLOT.format("day") + r"(?<![a-z])th?ang" + _SLOT.format("month")
    + r"(?<![a-z])nam[\s.…_:]*(?P<year>\d(?:\s?\d){3}(?!\w)|\w{1,4}(?!\w))?"
)  # fmt: skip
_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<day>\d{1,2})\s{0,2}(?P<mark>[/.-])\s{0,2})?(?P<month>\d{1,2})\s{0,2}"
    r"(?(mark)(?P=mark)|/)\s{0,2}(?P<year>\d{4})(?![\w/])"
)
# a stroke is often read as a letter: 27I04I1953
_STROKES = re.compile(r"(?<![\w/.-])(\d{1,2})\s?([Il|!/]?)\s?(\d{1,2})\s?([Il|!/]?)\s?((?:19|20)\d{2})(?![\w/])")
_WHOLE = re.compile(
    r"\s*(?:ngày\s+)?[0-9]{1,2}(?:\s?[/.-]\s?|\s*tháng\s*)[0-9]{1,2}(?:\s?[/.-]\s?|\s*năm\s*)[0-9]{4}(?![0-9])",
    re.IGNORECASE,
)
# a figure in each box of a form
_BOXES = re.compile(
    r"\W*" + r"\s*[/.-]?\s*".join((r"(\d) (\d)", r"(\d) (\d)", r"(\d) (\d) (\d) (\d)")) + r"(?!\s*[\d/])"
)
_YEAR = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d{2})(?![\w/])")


@dataclass(frozen=True, slots=True)
class Date:
    """A date in ISO 8601, as far as it was written (`2022-06`; None when all is blank), and its span in the text.

    `problem`: `impossible_date` (31 February; the value keeps the figures), `unclear_date` (something that is no
    figure stands in a slot; the value leaves it out).
    """

    value: str | None
    start: int
    end: int
    problem: str = ""

    @property
    def year(self) -> int | None:
        """The year, if it was written."""
        return int(self.value[:4]) if self.value else None


def find_worded(text: str) -> Date | None:
    """The first `ngày ... tháng ... năm ...` in a text, whether filled in or blank."""
    match = _WORDED.search(bare(text))
    if not match:
        return None
    year, month, day = (_slot(match[name] or "") for name in ("year", "month", "day"))
    # forms print the century before the blank: "năm 20..."
    return _date(["" if year in ("19", "20") else year, month, day], match.start(), match.end())


def find_figures(text: str) -> Date | None:
    """The first `dd/mm/yyyy` (also with - or .) or `mm/yyyy` in a text."""
    match = _FIGURES.search(text)
    return _date([match["year"], match["month"], match["day"] or ""], match.start(), match.end()) if match else None


def find_unclear(text: str) -> Date | None:
    """A date in figures whose strokes were read as something else, which makes it unclear however sure the figures."""
    match = _STROKES.search(text)
    if not match or not (match[2] or match[4] or len(match[1]) == len(match[3]) == 2):
        return None
    found = _date([match[5], match[3], match[1]], match.start(), match.end())
    return None if found.problem else replace(found, problem="unclear_date")


def find_year(text: str) -> Date | None:
    """The first year from 1900 to 2099 that stands alone in a text."""
    match = _YEAR.search(text)
    return Date(match["year"], match.start(), match.end()) if match else None


def find(text: str) -> Date | None:
    """The first date in words or figures, or else the first year."""
    found = [date for date in (find_worded(text), find_figures(text)) if date]
    return min(found, key=lambda date: date.start) if found else find_unclear(text) or find_year(text)


def find_filled(text: str) -> Date | None:
    """The date that a slot begins with, whose label may have taken the word `ngày` away."""
    boxes = _BOXES.match(text)
    if boxes:
        figures = "".join(boxes.groups())
        return _date([figures[4:], figures[2:4], figures[:2]], boxes.start(1), boxes.end())
    found = find(text)
    prefix = "ngày "
    if (found is None or len(found.value or "") == 4) and bare(text).find("thang") >= 0:
        worded = find_worded(prefix + text)
        if worded:
            found = Date(worded.value, max(0, worded.start - len(prefix)), worded.end - len(prefix), worded.problem)
    return found if found and not re.search(r"\w", re.sub(r"ng[aà]y|n[aă]m", "", text[: found.start].lower())) else None


def find_end(text: str, start: int, limit: int) -> int | None:
    """Where the date ends with which the text goes on from `start`, if it is there with day, month and year."""
    match = _WHOLE.match(text, start, limit)
    return match.end() if match else None


def _slot(text: str) -> str:
    # what is no figure stays in: such a slot is unclear, never mended
    return re.sub(r"\s+", "", text).strip(".…_:;/,-'\"")


def _date(parts: list[str], start: int, end: int) -> Date:
    """Year, month and day as written; what stands behind a blank or unclear part is not part of the value."""
    value: str | None = None
    unclear = any(part and not part.isdecimal() for part in parts) or (bool(parts[0]) and len(parts[0]) != 4)
    kept = parts if len(parts[0]) == 4 else []
    for part in kept:
        if not part.isdecimal():
            break
        value = part if value is None else f"{value}-{part:0>2}"
    complete = bool(value) and len(str(value)) >= 10
    # a day or month without what stands before it says nothing that could be filed
    unclear = unclear or (bool(parts[2]) and not complete) or (bool(parts[1]) and not value)
    if value and not is_possible(value):
        return Date(value, start, end, "impossible_date")
    return Date(value, start, end, "unclear_date" if unclear else "")


def is_possible(value: str) -> bool:
    """Whether an ISO date, or the beginning of one (`2022-06`), lies in 1900 to 2099."""
    try:
        return 1900 <= date.fromisoformat((value + "-01-01")[:10]).year < 2100
    except ValueError:
        return False
