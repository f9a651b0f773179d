"""Titles of papers: what kinds the large words on a page's upper part name (data: kinds.toml)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digitize.model import Page
from digitize.vietnam.kinds import kinds
from digitize.vietnam.near import Compact, Finder, compact
from digitize.vietnam.rows import Row

_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Text that may be a title: its letters and how well it stands as one (0..1)."""

    text: Compact
    weight: float
    centred: bool


def title_scores(rows: Sequence[Row], page: Page) -> dict[str, float]:
    """How well (0..0.84) the best title of each kind stands on the page; kinds without a title are left out."""
    titles: dict[str, float] = {}
    for candidate in _titles(rows, page):
        for name, score in _title_scores(candidate):
            titles[name] = max(score, titles.get(name, 0.0))
    return titles


def _titles(rows: Sequence[Row], page: Page) -> Iterator[_Candidate]:
    """Segments of the upper part of the page, each also with what goes on below it."""
    upper = [row for row in rows if row.top < page.height * 0.62]
    for index, row in enumerate(upper):
        below = upper[index + 1] if index + 1 < len(upper) else None
        for start, end in row.segments():
            text = row.text[start:end]
            box = [word.box for word in row.among(start, end)]
            centre = (box[0].left + box[-1].right) / 2 / max(1, page.width)
            more = _continued(below, box[0].left, box[-1].right) if below else ""
            weight = _weight(text) * (1.0 if row.top < page.height * 0.45 else 0.85)
            yield _Candidate(compact(f"{text} {more}"[:90]), weight, 0.33 < centre < 0.72)


def _continued(row: Row, left: int, right: int) -> str:
    for start, end in row.segments():
        words = row.among(start, end)
        if words[0].box.left < right and words[-1].box.right > left:
            return row.text[start:end]
    return ""


def _weight(text: str) -> float:
    """Titles are printed in capitals; one in small letters may be a sentence."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if not letters:
        return 0.0
    if capitals > 0.7 * len(letters):
        return 1.0
    return 0.7 if text.lstrip()[:1].isupper() and len(text) < 60 else 0.0


def _title_scores(candidate: _Candidate) -> Iterator[tuple[str, float]]:
    """How well a candidate is the title of each kind whose title it begins with."""
    for hit in _title_finder().find(candidate.text):
        name, title = _all_titles()[hit.pattern]
        kind = kinds()[name]
        placed = candidate.centred or kind.anywhere
        if hit.start or not (placed or candidate.weight == 1.0):
            continue
        # the longer of two titles that fit says more: "thông báo từ chối" is no mere "thông báo"
        length = min(len(title), 30) / 30 * 0.04
        yield name, (_TITLE - 0.04 * hit.errors + length) * candidate.weight * (1.0 if placed else 0.6)


@lru_cache(maxsize=1)
def _all_titles() -> tuple[tuple[str, str], ...]:
    return tuple((kind.name, title) for kind in kinds().values() for title in kind.titles)


@lru_cache(maxsize=1)
def _title_finder() -> Finder:
    return Finder(title for _, title in _all_titles())
