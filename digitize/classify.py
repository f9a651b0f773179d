"""What kind of paper a document is, by its title, its symbol and the words around them (data: vietnam/kinds.toml)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from digitize.model import Document, Page
from digitize.vietnam import document_number
from digitize.vietnam.kinds import Face, Kind, added, find_by_abbreviation, kinds
from digitize.vietnam.near import Compact, Finder, begins, compact, phrase, tolerance
from digitize.vietnam.rows import Row, rows_of
from digitize.vietnam.titles import title_scores, unknown_title

_SUBJECT, _ADDRESSEE = phrase("V/v"), phrase("Kính gửi")
# evidence adds up to a confidence of at most 0.99: nothing that a machine concludes is certain
_MOST, _LEAST = 0.99, 0.3
_SYMBOL, _WORD, _WORDS = 0.12, 0.05, 0.15
# a symbol of another type, or one that begins with the office (official letters), speaks against a type's title
_OTHER_SYMBOL, _OFFICE_SYMBOL = 0.15, 0.4
# without a title: a mark that stands on no other kind, or some of a form's own words
_MARK, _FEW, _TITLED = 0.78, 3, 0.45
# a title that is none of any kind, where less than so much speaks for one
_UNKNOWN, _HARDLY = 0.7, 0.55
# a runner-up that is nearer than this makes the best one doubtful
_APART = 0.2


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a kind's own words and marks on a page: how many different ones."""

    words: Counter[str]
    marks: Counter[str]


def classify(document: Document) -> Document:
    """Sets kind, its confidence, runner-up, form and part; `khac` with 0.0 when nothing speaks for any kind.

    Confidence 0..1 falls with what speaks for another kind as well.
    """
    page = next((page for page in document.pages if page.lines), None)
    if page is None:
        return document
    rows = rows_of(page, 1)
    scores = _scores(rows, page)
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    name, confidence = "khac", 0.0
    if ranked and scores[ranked[0]] >= _LEAST:
        name, confidence = ranked[0], _confidence([scores[one] for one in ranked])
    runner_up = next((one for one in ranked if one != name), "")
    made = replace(document, kind=name, kind_confidence=round(confidence, 3), runner_up=runner_up)
    return replace(made, part=kinds()[name].part, form=_form(document, kinds()[name]))


def _confidence(ranked: Sequence[float]) -> float:
    """The best score, less where the second is near: two kinds that fit alike are a doubt."""
    best = min(_MOST, ranked[0])
    margin = ranked[0] - ranked[1] if len(ranked) > 1 else 1.0
    return best * min(1.0, 0.65 + 0.35 * max(0.0, margin) / _APART)


def _scores(rows: Sequence[Row], page: Page) -> dict[str, float]:
    """How much speaks for each kind that anything speaks for."""
    symbol = _symbol(rows, page)
    witness = find_by_abbreviation(symbol) if symbol else None
    titles = title_scores(rows, page)
    seen = _words(compact(" ".join(row.text for row in rows)))
    scores = {kind.name: _score(kind, titles, seen, (symbol, witness)) for kind in kinds().values()}
    letter = _letter_score(rows, page, symbol, witness)
    scores["cong_van"] = max(letter, scores.get("cong_van", 0.0))
    if max(scores.values()) < _HARDLY and unknown_title(rows, page):
        scores["khac"] = _UNKNOWN
    return {name: score for name, score in scores.items() if score > 0}


def _score(kind: Kind, titles: dict[str, float], seen: _Seen, symbol: tuple[str, str | None]) -> float:
    title, (printed, witness) = titles.get(kind.name, 0.0), symbol
    words = min(_WORDS, _WORD * seen.words[kind.name])
    if not title and seen.marks[kind.name] and max(titles.values(), default=0.0) < _TITLED:
        # applications for a paper speak of what it bears
        title = _MARK
    elif not title and kind.person and seen.words[kind.name] >= _FEW:
        # a few of a form's own words stand in for a title that the engine could not read
        title = min(0.7, 0.4 + 0.05 * seen.words[kind.name])
    if kind.name == witness:
        return (title or 0.4) + _SYMBOL + words
    if not title:
        return 0.0
    if witness:
        return title + words - _OTHER_SYMBOL
    other = printed and kind.abbreviation and not _is_nearly(printed, kind.abbreviation)
    return title + words - (_OFFICE_SYMBOL if other else 0.0)


def _is_nearly(printed: str, abbreviation: str) -> bool:
    """Whether a symbol that is no type's is this one but for a letter (TIr: TTr); of two letters that says nothing."""
    differ = sum(one != other for one, other in zip(printed, abbreviation, strict=False))
    return len(printed) == len(abbreviation) > 2 and differ == 1


def _words(whole: Compact) -> _Seen:
    """How many of each kind's words and marks stand on the page, a few wrong letters allowed."""
    owners = _owned(added())
    found = {hit.pattern for hit in _word_finder(added()).find(whole)}
    return _Seen(
        Counter(owners[one][0] for one in found if not owners[one][1]),
        Counter(owners[one][0] for one in found if owners[one][1]),
    )


@lru_cache(maxsize=2)
def _owned(_: tuple[str, ...]) -> tuple[tuple[str, bool, str], ...]:
    """Every word and mark with the kind that it is of."""
    return tuple(
        (kind.name, marks, word)
        for kind in kinds().values()
        for marks, words in ((False, kind.words), (True, kind.marks))
        for word in words
    )


@lru_cache(maxsize=2)
def _word_finder(files: tuple[str, ...]) -> Finder:
    return Finder(word for _, _, word in _owned(files))


def _symbol(rows: Sequence[Row], page: Page) -> str:
    """The first group of the document's symbol: `QĐ` in `15/QĐ-BNV`, `BNV` in `05/BNV-VP`."""
    for row in rows:
        if row.top > page.height * 0.4:
            break
        for start, _ in row.segments():
            number = document_number.find(row.text[start:])
            if number and "-" in number.symbol:
                return number.type
    return ""


def _letter_score(rows: Sequence[Row], page: Page, symbol: str, witness: str | None) -> float:
    """Official letters bear no type name: a subject (V/v), an addressee, a symbol that begins with the agency."""
    if witness:
        return 0.0
    upper = [row for row in rows if row.top < page.height * 0.5]
    subject = any(_opens(row, _SUBJECT) for row in upper)
    addressee = any(_opens(row, _ADDRESSEE) for row in upper)
    if not subject and not (addressee and symbol):
        return 0.0
    return 0.35 * subject + 0.3 * addressee + 0.35 * bool(symbol)


def _opens(row: Row, pattern: str) -> bool:
    return any(
        begins(row.compact.letters, row.compact.index(start), pattern, tolerance(len(pattern)))
        for start, _ in row.segments()
    )


def _form(document: Document, kind: Kind) -> str:
    """Of a card: its generation and which sides are there (`2021 front back`); of other kinds nothing."""
    if not kind.faces:
        return ""
    whole = compact(" ".join(line.text for page in document.pages for line in page.lines))
    finder = Finder(word for face in kind.faces for word in face.words)
    found = {hit.pattern for hit in finder.find(whole)}
    places = iter(range(10**6))
    seen = {face: sum(next(places) in found for _ in face.words) for face in kind.faces}
    return _sides(seen)


def _sides(seen: dict[Face, int]) -> str:
    """The generation of whose words most are there, and the sides of which at least two are; "" in a tie."""
    counts: Counter[str] = Counter()
    for face, count in seen.items():
        counts[face.generation] += count
    first, *others = counts.most_common()
    if not first[1] or (others and others[0][1] == first[1]):
        return ""
    sides = [face.side for face, count in seen.items() if face.generation == first[0] and count >= 2]
    return " ".join((first[0], *sides))
