"""What kind of paper a document is, by its title, its symbol and the words around them (data: vietnam/kinds.toml)."""

from dataclasses import replace

from digitize.model import Document, Page
from digitize.vietnam import document_number
from digitize.vietnam.kinds import find_by_abbreviation, kinds
from digitize.vietnam.near import begins, phrase, tolerance
from digitize.vietnam.rows import Row, rows_of
from digitize.vietnam.titles import title_scores

_SUBJECT, _ADDRESSEE = phrase("V/v"), phrase("Kính gửi")
# evidence adds up to a confidence of at most 0.99: nothing that a machine concludes is certain
_SYMBOL, _WORD, _WORDS = 0.12, 0.05, 0.15
_FEW = 3


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
    titles = title_scores(rows, page)
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
