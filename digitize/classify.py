"""What kind of paper a document is, by its title, its symbol and the words around them (data: vietnam/kinds.toml)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from digitize.model import Document, Page
from digitize.vietnam import document_number
from digitize.vietnam.kinds import find_by_abbreviation, kinds
from digitize.vietnam.near import Compact, Finder, begins, compact, phrase, tolerance
from digitize.vietnam.rows import Row, rows_of

_SUBJECT, _ADDRESSEE = phrase("V/v"), phrase("Kính gửi")
# evidence adds up to a confidence of at most 0.99: nothing that a machine concludes is certain
_TITLE, _SYMBOL, _WORD, _WORDS = 0.8, 0.12, 0.05, 0.15
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Text that may be a title: its letters and how well it stands as one (0..1)."""

    text: Compact
    weight: float
    centred: bool


def classify(document: Document) -> Document:
    """Sets kind, its confidence and part; `khac` with 0.0 when nothing speaks for any kind."""
    if not document.pages:
        return document
    page = document.pages[0]
    rows = rows_of(page, 1)
    scores = _scores(rows, page)
    name = max(scores, key=lambda name: scores[name], default="khac")
    confidence = min(0.99, scores.get(name, 0.0))
    if confidence < 0.3:
        name, confidence = "khac", 0.0
    return replace(document, kind=name, kind_confidence=round(confidence, 3), part=kinds()[name].part)


def _scores(rows: tuple[Row, ...], page: Page) -> dict[str, float]:
    """How much speaks for each kind that anything speaks for."""
    symbol = _symbol(rows, page)
    witness = find_by_abbreviation(symbol) if symbol else None
    titles: dict[str, float] = {}
    for candidate in _titles(rows, page):
        for name, score in _title_scores(candidate):
            titles[name] = max(score, titles.get(name, 0.0))
    whole = "".join(row.compact.letters for row in rows)
    scores: dict[str, float] = {}
    for kind in kinds().values():
        title = titles.get(kind.name, 0.0)
        found = sum(1 for word in kind.words if word in whole)
        words = min(_WORDS, _WORD * found)
        # a few of a form's own words stand in for a title that the engine could not read (the back of a card)
        if not title and kind.person and found >= _FEW:
            title = 0.35 + 0.05 * found
        if kind.name == witness:
            scores[kind.name] = (title or 0.4) + _SYMBOL + words
        elif title:
            scores[kind.name] = title + words - (0.1 if witness else 0.0)
    letter = _letter_score(rows, page, symbol, witness)
    if letter > 0:
        scores["cong_van"] = letter
    return scores


def _titles(rows: tuple[Row, ...], page: Page) -> Iterator[_Candidate]:
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


def _symbol(rows: tuple[Row, ...], page: Page) -> str:
    """The first group of the document's symbol: `QĐ` in `15/QĐ-BNV`, `BNV` in `05/BNV-VP`."""
    for row in rows:
        if row.top > page.height * 0.4:
            break
        for start, _ in row.segments():
            number = document_number.find(row.text[start:])
            if number and "-" in number.symbol:
                return number.type
    return ""


def _letter_score(rows: tuple[Row, ...], page: Page, symbol: str, witness: str | None) -> float:
    """Official letters bear no type name: a subject (V/v), an addressee, a symbol that begins with the agency."""
    if witness:
        return 0.0
    upper = [row for row in rows if row.top < page.height * 0.5]
    subject = any(_opens(row, _SUBJECT) for row in upper)
    addressee = any(_opens(row, _ADDRESSEE) for row in upper)
    return (
        (0.35 if subject else 0.0) + (0.25 if addressee else 0.0) + (0.3 if symbol else 0.0)
        if (subject or (addressee and symbol))
        else 0.0
    )


def _opens(row: Row, pattern: str) -> bool:
    return any(
        begins(row.compact.letters, row.compact.index(start), pattern, tolerance(len(pattern)))
        for start, _ in row.segments()
    )
