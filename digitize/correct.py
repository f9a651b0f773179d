"""The correction stage: diacritics repaired by their neighbours, only where the engine itself was unsure.

A small model of neighbouring syllables (digitize/vietnam/syllables.txt) weighs the forms that share a word's bare
letters. What is read stays unless another form is far likelier; digits, codes, names, quoted text and words of which
the engine was sure are never touched. `Word.read_as` keeps the first reading. The confidence stays the engine's own: it
says how well the ink could be seen, and the language has not seen the ink, so a repaired word stays as doubtful as it
was.
"""

import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digitize.model import Line, Word
from digitize.vietnam.syllables import Spelling, move_tone, spell
from digitize.vietnam.syllables_counts import Counts, choose, load_counts, narrow

# Words said to be at least this sure are left alone. Measured with Tesseract's own figures, which crowd between 0.96
# and 0.97: on worn pages one in 11 of the words below 0.965 was wrong, one in 120 of those above. With figures that
# mean what they say, 0.99 would repair a tenth more for the same harm.
UNSURE = 0.99
# What a change must gain beyond the engine's odds of being right (natural logarithms), what more it costs for each
# further letter that changes, and what is let off where the engine itself names the form (not measured: none did).
CAUTION = 4.0
FURTHER_LETTER = 2.0
LISTED = 2.0
# The engine's odds are believed between these.
_FLOOR, _CEILING = 0.5, 0.98

_WORD = re.compile(r"([^\w\s]*)([^\W\d_]+)([^\w\s]*)")
# Ð and ð (U+00D0, U+00F0) are no Vietnamese letters: OCR writes them for Đ and đ, or besides.
_STROKES = re.compile("[Đđ]?[Ðð]")
_OPENING, _CLOSING = re.compile('[“„«"″]'), re.compile('[”»"″]')
_ENDS = (".", ";", ":", "!", "?")
_SURNAMES = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong lam mai trinh dao doan cao luu"
    " luong thai chau ta phung to ha tang quach hua khuat kieu nong mac thach nghiem vuong trieu"
)
_NAMED = frozenset(_SURNAMES.split())
# Terms that bear a capital within a sentence: the bare first word, and the words of which one follows it.
_ARTICLE, _BEFORE_NAMES = "dieu", ("ông", "bà", "anh", "chị", "em", "cháu", "con", "tên")
_TERMS = {
    "quyet": ("định",),
    "nghi": ("định", "quyết"),
    "thong": ("tư", "báo"),
    "dao": ("tạo",),
    "phu": ("lục",),
    "uy": ("ban",),
    "hoi": ("đồng",),
    "to": ("trình",),
    "cong": ("văn", "thông", "dịch"),
}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word's letters apart from the signs around them; without spelling where it is no plain word."""

    text: str
    before: str
    letters: str
    after: str
    spelling: Spelling | None
    form: str = ""
    quotes: bool = False


def correct(lines: tuple[Line, ...], counts: Counts | None = None) -> tuple[Line, ...]:
    """The lines with doubtful diacritics repaired where the neighbours leave no doubt; boxes and order as they were.

    `counts`: those that come with the package, unless given.
    """
    if not any(_is_open(word) for line in lines for word in line.words):
        return lines
    counts = counts or load_counts()
    rows = [tuple(_take_apart(word.text) for word in line.words) for line in lines]
    quoted = _find_quoted(rows)
    late = _places_tone_late(rows)
    corrected = []
    for index, line in enumerate(lines):
        begins = index == 0 or rows[index - 1][-1].text.endswith(_ENDS)
        plain = _find_plain(rows[index], [_is_open(word) for word in line.words], begins)
        free = [ok and (index, at) not in quoted for at, ok in enumerate(plain)]
        words = list(line.words)
        for at, form in _read_again(line, rows[index], free, counts):
            text = _in_style(rows[index][at], form, late)
            words[at] = replace(line.words[at], text=text, read_as=line.words[at].text)
        corrected.append(Line(tuple(words)))
    return tuple(corrected)


def _is_open(word: Word) -> bool:
    return word.read_as is None and (word.confidence < UNSURE or bool(word.alternatives))


@functools.lru_cache(maxsize=8192)
def _take_apart(text: str) -> _Token:
    match = _WORD.fullmatch(text)
    quotes = bool(_OPENING.search(text) or _CLOSING.search(text))
    if not match or any(map(unicodedata.combining, text)):
        return _Token(text, "", text, "", None, quotes=quotes)
    letters = _STROKES.sub(lambda found: "đ" if found[0][0].islower() else "Đ", match[2])
    spelling = spell(letters)
    if not len(spelling.bare) == len(spelling.form) == len(letters):
        return _Token(text, match[1], letters, match[3], None, quotes=quotes)
    return _Token(text, match[1], letters, match[3], spelling, spelling.form, quotes)


def _find_quoted(rows: Sequence[tuple[_Token, ...]]) -> set[tuple[int, int]]:
    """The places (row, word) between quotes; quotes that are never closed count to the end of their line."""
    quoted: set[tuple[int, int]] = set()
    opened: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        for at, token in enumerate(row):
            if not opened and not token.quotes:
                continue
            mark = None if opened else _OPENING.search(token.text)
            if opened or mark:
                opened.append((index, at))
            if opened and _CLOSING.search(token.text, mark.end() if mark else 0):
                quoted.update(opened)
                opened = []
    quoted.update(place for place in opened if place[0] == opened[0][0])
    return quoted


def _places_tone_late(rows: Sequence[tuple[_Token, ...]]) -> bool:
    """Whether this page writes hoà rather than hòa; the older placement where it shows neither."""
    shown = [token.spelling.late for row in rows for token in row if token.spelling and token.spelling.late is not None]
    return sum(shown) * 2 > len(shown)


def _find_plain(row: tuple[_Token, ...], opened: list[bool], begins: bool) -> list[bool]:
    """Which of the open words of a row are plain words that cannot be part of a name."""
    if not any(opened):
        return opened
    heading = not any(map(str.islower, "".join(token.letters for token in row)))
    named = heading and any(token.spelling and token.spelling.bare in _NAMED for token in row)
    return [
        is_open
        and token.spelling is not None
        and (
            token.letters.islower()
            or (heading and not _is_abbreviation(token.letters) and not (named and token.spelling.possible))
            or (not heading and _begins_sentence(row, at, begins) and _goes_on(row, at))
            or (token.letters.istitle() and _is_of_law(row, at))
        )
        for at, (token, is_open) in enumerate(zip(row, opened, strict=True))
    ]


def _is_abbreviation(letters: str) -> bool:
    """Whether capitals may stand for other words or a number (TU, CA, VI), though they spell a syllable too."""
    return len(letters) == 1 or (len(letters) == 2 and letters.isascii())


def _begins_sentence(row: tuple[_Token, ...], at: int, begins: bool) -> bool:
    """Whether a word stands first in its line or behind a full stop, so that its capital need not be a name's."""
    if not any(map(str.isalnum, "".join(token.letters for token in row[:at]))):
        return begins or at > 0
    last = row[at - 1]
    return last.letters.islower() and len(last.letters) > 1 and last.after == "."


def _is_of_law(row: tuple[_Token, ...], at: int) -> bool:
    """Whether a word with a capital and what follows it are a term of law, as `Điều 3` or `Quyết định`, and no name."""
    spelling = row[at].spelling
    if spelling is None or at == 0 or at + 1 == len(row) or row[at].after:
        return False
    if row[at - 1].letters[:1].isupper() or row[at - 1].letters in _BEFORE_NAMES:
        return False
    if spelling.bare == _ARTICLE:
        return row[at + 1].text[:1].isdigit()
    following = row[at + 1].letters
    return following.islower() and following in _TERMS.get(spelling.bare, ())


def _goes_on(row: tuple[_Token, ...], at: int) -> bool:
    """Whether one capital begins the word and the next word stands beside it in small letters."""
    return (
        row[at].letters.istitle() and at + 1 < len(row) and _joined(*row[at : at + 2]) and row[at + 1].letters.islower()
    )


def _joined(left: _Token, right: _Token) -> bool:
    return left.spelling is not None and right.spelling is not None and not left.after and not right.before


def _read_again(line: Line, row: tuple[_Token, ...], free: list[bool], counts: Counts) -> Iterator[tuple[int, str]]:
    """Places in the row with the form that shall stand there."""
    for at, token in enumerate(row):
        if free[at] and token.letters not in token.text and token.form in counts.single:
            yield at, token.form
    for start, end in _chains(row, free):
        offers = [_offer(line.words[at], row[at], counts) if free[at] else (row[at].form,) for at in range(start, end)]
        narrowed = narrow(offers, counts)
        if max(map(len, narrowed)) > 1:
            costs = [_costs(line.words[at], row[at], narrowed[at - start]) for at in range(start, end)]
            for at, form in enumerate(choose(narrowed, costs, counts), start):
                if form != row[at].form:
                    yield at, form


def _chains(row: tuple[_Token, ...], free: list[bool]) -> Iterator[tuple[int, int]]:
    """Runs of free words with a neighbour on each side, where no sign or number stands between."""
    at = 0
    while at < len(row):
        if free[at]:
            start = at - 1 if at and _joined(row[at - 1], row[at]) else at
            while at + 1 < len(row) and free[at] and _joined(row[at], row[at + 1]):
                at += 1
            yield start, at + 1
            # The neighbour that ends one run may begin the next; it is not free, so nothing is read twice.
            at += free[at]
        else:
            at += 1


def _offer(word: Word, token: _Token, counts: Counts) -> tuple[str, ...]:
    """What was read, then what may stand there instead: where the engine was sure, only what it lists itself."""
    form = token.form
    alike = counts.alike.get(token.spelling.bare, ()) if token.spelling else ()
    if word.confidence >= UNSURE:
        listed = _listed(word)
        alike = tuple(other for other in alike if other in listed)
    return (form, *[other for other in alike if other != form])


def _listed(word: Word) -> set[str]:
    return {_take_apart(other).form for other in word.alternatives}


def _costs(word: Word, token: _Token, forms: tuple[str, ...]) -> tuple[float, ...]:
    """What choosing each form costs; the first, as read, nothing."""
    if len(forms) == 1 or token.spelling is None:
        return (0.0,)
    sure = min(max(word.confidence, _FLOOR), _CEILING)
    change = CAUTION + math.log(sure / (1 - sure))
    listed = _listed(word)
    return (0.0, *(change + _distance(form, token.form) - LISTED * (form in listed) for form in forms[1:]))


def _distance(form: str, other: str) -> float:
    return FURTHER_LETTER * (sum(one != two for one, two in zip(form, other, strict=True)) - 1)


def _in_style(token: _Token, form: str, late: bool) -> str:
    """The form in the word's own case and between its signs, its tone where the word or its page has it."""
    shown = token.spelling.late if token.spelling else None
    text = move_tone(form) if (late if shown is None else shown) else form
    if token.letters.isupper() and len(token.letters) > 1:
        text = text.upper()
    elif token.letters[0].isupper():
        text = text.capitalize()
    return unicodedata.normalize("NFC", token.before + text + token.after)
