"""Titles of papers: what kinds the large words on a page's upper part name (data: kinds.toml)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digitize.model import Page
from digitize.vietnam.kinds import added, kinds
from digitize.vietnam.near import Compact, Finder, Hit, begins, compact, phrase, tolerance
from digitize.vietnam.rows import Row

_TITLE = 0.8
# a title that stands below another ("KẾ HOẠCH" below "BÁO CÁO"), or that is but the beginning of a longer one
_LATER, _SHORTER = 0.75, 0.75
_LOUD = 0.59
_HEAD = tuple(map(phrase, ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc")))
_OFFICE = tuple(
    map(
        phrase,
        ("Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "Phòng", "Trung tâm", "Bộ", "Chi cục", "Văn phòng"),
    )
)
_FEWEST, _SURE_WORD = 6, 0.75


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Text that may be a title: its letters, how well it stands as one (0..1), and in which row."""

    printed: str
    text: Compact
    weight: float
    centred: bool
    row: int


def title_scores(rows: Sequence[Row], page: Page) -> dict[str, float]:
    """How well (0..0.84) the best title of each kind stands on the page; kinds without a title are left out."""
    found: dict[str, tuple[float, int]] = {}
    for candidate in _titles(rows, page):
        for name, score in _scores(candidate):
            if score > found.get(name, (0.0, 0))[0]:
                found[name] = (score, candidate.row)
    first = min((row for score, row in found.values() if score >= _LOUD), default=len(rows))
    return {name: score * (_LATER if row > first else 1.0) for name, (score, row) in found.items()}


def unknown_title(rows: Sequence[Row], page: Page) -> bool:
    """Whether a title can be read that is none of any kind, and much like none: the paper is of another kind."""
    for candidate, row in zip(_rows_alone(rows, page), rows, strict=False):
        if candidate is None or not candidate.centred or candidate.weight < 1.0:
            continue
        if len(candidate.text.letters) < _FEWEST or _is_head(candidate.printed, candidate.text):
            continue
        return min(word.confidence for word in row.words) >= _SURE_WORD and not _resembles(candidate.text.letters)
    return False


def _is_head(printed: str, text: Compact) -> bool:
    """Whether a row is the motto, or names an office (of `SỞ` the mark tells it from `SƠ YẾU LÝ LỊCH`)."""
    found = (begins(text.letters, 0, one, tolerance(len(one))) for one in _OFFICE)
    office = any(hit and hit[0] in (*text.starts, len(text.letters)) for hit in found)
    return office or printed.startswith("SỞ ") or any(begins(text.letters, 0, one, 3) for one in _HEAD)


def _resembles(letters: str) -> bool:
    """Whether it could be a title that we know, read with more faults than are allowed elsewhere."""
    return any(begins(letters, 0, title, min(3, len(title) // 5)) for _, title in _all_titles(added()))


def _rows_alone(rows: Sequence[Row], page: Page) -> Iterator[_Candidate | None]:
    """Each row of the upper part that stands alone in its place as a candidate."""
    for index, row in enumerate(rows):
        if row.top >= page.height * 0.45:
            return
        alone = len(list(row.segments())) == 1
        yield _candidate(row, (0, len(row.text)), "", (index, page)) if alone else None


def _titles(rows: Sequence[Row], page: Page) -> Iterator[_Candidate]:
    """Segments of the upper part of the page, each also with what goes on below it."""
    upper = [row for row in rows if row.top < page.height * 0.62]
    for index, row in enumerate(upper):
        below = upper[index + 1] if index + 1 < len(upper) else None
        for start, end in row.segments():
            box = [word.box for word in row.among(start, end)]
            more = _continued(below, box[0].left, box[-1].right) if below else ""
            yield _candidate(row, (start, end), more, (index, page))


def _candidate(row: Row, span: tuple[int, int], more: str, place: tuple[int, Page]) -> _Candidate:
    index, page = place
    text = row.text[span[0] : span[1]]
    box = [word.box for word in row.among(*span)]
    centre = (box[0].left + box[-1].right) / 2 / max(1, page.width)
    weight = _weight(text) * (1.0 if row.top < page.height * 0.45 else 0.85)
    return _Candidate(text, compact(f"{text} {more}"[:90]), weight, 0.33 < centre < 0.72, index)


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


def _scores(candidate: _Candidate) -> Iterator[tuple[str, float]]:
    """How well a candidate is the title of each kind whose title it begins with; the longest and best fits best."""
    if _is_head(candidate.printed, candidate.text):
        return
    hits = [hit for hit in _title_finder(added()).find(candidate.text) if not hit.start]
    best = min(hits, key=_order, default=None)
    for hit in hits:
        name, title = _all_titles(added())[hit.pattern]
        kind = kinds()[name]
        placed = candidate.centred or kind.anywhere
        if not (placed or candidate.weight == 1.0):
            continue
        length = min(len(title), 30) / 30 * 0.04
        score = (_TITLE - 0.04 * hit.errors + length) * candidate.weight * (1.0 if placed else 0.6)
        yield name, score * (1.0 if best is None or _order(hit)[:1] == _order(best)[:1] else _SHORTER)


def _order(hit: Hit) -> tuple[int, int]:
    """Longer titles first, each wrong letter counting as three that are missing."""
    return 3 * hit.errors - (hit.end - hit.start), hit.pattern


@lru_cache(maxsize=2)
def _all_titles(_: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((kind.name, title) for kind in kinds().values() for title in kind.titles)


@lru_cache(maxsize=2)
def _title_finder(files: tuple[str, ...]) -> Finder:
    return Finder(title for _, title in _all_titles(files))
