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
from itertools import pairwise

from digitize.model import Line, Word
from digitize.vietnam.misreadings import load_misreadings
from digitize.vietnam.syllables import Spelling, move_tone, spell
from digitize.vietnam.syllables_counts import ABBREVIATION, NAME, NUMBER, Counts, choose, load_counts, narrow

# Words said to be at least this sure are left alone: a third of all, one in 200 of them wrong. Measured by
# training/judge.py; up to here no right word was harmed, beyond there the first.
UNSURE = 0.994
# What a change must gain (natural logarithms) beyond how unlikely the engine reads that form so
# (digitize/vietnam/misreadings.txt), and what is let off where the engine itself names the form.
CAUTION, LISTED = 2.0, 2.0
# So many of all words are wrong, of those less sure than usual more; the engine's odds are believed between these.
WRONG, _FLOOR, _CEILING = 0.02, 0.05, 0.9985
_LEAST = 0.5

_WORD = re.compile(r"([^\w\s]*)([^\W\d_]+)([^\w\s]*)")
_NUMBER = re.compile(r"([^\w\s]*)(\d(?:[\d.,/]*\d)?)([^\w\s]*)")
# A line goes on in the next where that begins so little below it (in its height), and is about as high.
_NEXT_LINE, _ALIKE = 1.3, 1.6
# So many words of it are looked at: the second tells whether the first is part of a name.
_AROUND = 2
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
    "chu": ("tịch",),
    "chinh": ("phủ",),
    "kiem": ("soát", "tra"),
    "tuyen": ("sinh", "dụng"),
    "bo": ("trưởng",),
    "dich": ("vụ",),
}
# Titles and terms before them that bear a capital too; whoever bears a name is not called so.
_BEFORE_TERMS = frozenset(("Phó", "Luật", "Như", "Cục", "Bộ", "Sở"))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word's letters apart from the signs around them; without spelling where it is no plain word.

    `form`: what its neighbours see, a syllable's form or the class of what is none; empty where nothing is known of it.
    """

    text: str
    before: str
    letters: str
    after: str
    spelling: Spelling | None
    form: str = ""
    quotes: bool = False


# A word of a row, taken apart, and whether it may be repaired.
_Seen = tuple[Word, _Token, bool]


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
    corrected: list[Line] = []
    for index, line in enumerate(lines):
        begins = index == 0 or rows[index - 1][-1].text.endswith(_ENDS)
        heading = _is_heading(rows[index])
        named = heading and _names_somebody(rows[index], counts)
        plain = _find_plain(rows[index], [_is_open(word) for word in line.words], (begins, named))
        free = [ok and (index, at) not in quoted for at, ok in enumerate(plain)]
        if not any(free):
            corrected.append(line)
            continue
        words = list(line.words)
        # The last words before the line and the first behind it are neighbours too, where the text goes on.
        before = corrected[-1].words[-_AROUND:] if corrected and _goes_over(corrected[-1], line) else ()
        last = index + 1 == len(lines)
        after = lines[index + 1].words[:_AROUND] if not last and _goes_over(line, lines[index + 1]) else ()
        around = (*before, *line.words, *after)
        allowed = (*(False for _ in before), *free, *(False for _ in after))
        context = _in_context(tuple(_take_apart(word.text) for word in around), allowed, heading, counts)
        for place, form in _read_again(list(zip(around, context, allowed, strict=True)), counts):
            at = place - len(before)
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
    if number := _NUMBER.fullmatch(text):
        return _Token(text, number[1], number[2], number[3], None, NUMBER, quotes)
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


def _is_heading(row: tuple[_Token, ...]) -> bool:
    return not any(map(str.islower, "".join(token.letters for token in row)))


def _names_somebody(row: tuple[_Token, ...], counts: Counts) -> bool:
    """Whether a family name may stand in the row: not where it makes up a word with its neighbour (tài nguyên)."""
    forms = ["", *(token.form for token in row), ""]
    return any(
        token.spelling is not None
        and token.spelling.bare in _NAMED
        and not any(two in counts.after.get(one, ()) for one, two in pairwise(forms[at : at + 3]))
        for at, token in enumerate(row)
    )


def _find_plain(row: tuple[_Token, ...], opened: list[bool], known: tuple[bool, bool]) -> list[bool]:
    """Which of the open words of a row are plain words that cannot be part of a name.

    `known`: whether the row begins a sentence, and whether it is a heading that names somebody.
    """
    if not any(opened):
        return opened
    begins, named = known
    heading = _is_heading(row)
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
    last, following = row[at - 1].letters, row[at + 1]
    if last in _BEFORE_NAMES or (last[:1].isupper() and last not in _BEFORE_TERMS):
        return False
    if spelling.bare == _ARTICLE:
        return following.text[:1].isdigit() or following.letters == "này"
    terms = _TERMS.get(spelling.bare, ())
    return following.letters in terms or (last == "Luật" and spelling.bare == "to" and following.letters == "chức")


def _goes_on(row: tuple[_Token, ...], at: int) -> bool:
    """Whether one capital begins the word and the next word stands beside it in small letters."""
    return (
        row[at].letters.istitle() and at + 1 < len(row) and _joined(*row[at : at + 2]) and row[at + 1].letters.islower()
    )


def _joined(left: _Token, right: _Token) -> bool:
    return bool(left.form and right.form) and not left.after and not right.before


def _in_context(row: tuple[_Token, ...], free: tuple[bool, ...], heading: bool, counts: Counts) -> tuple[_Token, ...]:
    """The row, with what is no plain word as its class: an abbreviation, a run of words with capitals."""
    capital = [False, *(token.letters[:1].isupper() and not heading for token in row), False]
    seen = []
    for at, token in enumerate(row):
        form = token.form
        if token.spelling and not free[at]:
            if token.letters.isupper() and len(token.letters) > 1 and token.spelling.bare not in counts.alike:
                form = ABBREVIATION
            elif capital[at + 1] and (capital[at] or capital[at + 2]):
                form = NAME
        seen.append(token if form == token.form else replace(token, form=form))
    return tuple(seen)


def _goes_over(one: Line, other: Line) -> bool:
    """Whether the second line stands right below the first, as the next of its paragraph does."""
    if not one.words or not other.words:
        return False
    upper, lower = one.box, other.box
    height, following = upper.bottom - upper.top, lower.bottom - lower.top
    across = min(upper.right, lower.right) - max(upper.left, lower.left)
    return (
        across > 0
        and upper.top + height / 2 < lower.top <= upper.bottom + _NEXT_LINE * height
        and max(height, following) <= _ALIKE * min(height, following)
    )


def _read_again(seen: list[_Seen], counts: Counts) -> Iterator[tuple[int, str]]:
    """Places in the row with the form that shall stand there."""
    words, row, free = zip(*seen, strict=True) if seen else ((), (), ())
    for at, token in enumerate(row):
        if free[at] and token.letters not in token.text and token.form in counts.single:
            yield at, token.form
    for start, end in _chains(row, free):
        offers = [_offer(words[at], row[at], counts) if free[at] else (row[at].form,) for at in range(start, end)]
        narrowed = narrow(offers, counts)
        if max(map(len, narrowed)) > 1:
            costs = [_costs(words[at], row[at], narrowed[at - start]) for at in range(start, end)]
            for at, form in enumerate(choose(narrowed, costs, counts), start):
                if form != row[at].form:
                    yield at, form


def _chains(row: tuple[_Token, ...], free: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
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
    misread, listed = load_misreadings(), _listed(word)
    change = CAUTION + math.log(sure / (1 - sure)) - math.log((1 - WRONG) / WRONG)
    ways = (change + misread.cost(form, token.form) - LISTED * (form in listed) for form in forms[1:])
    return (0.0, *(max(_LEAST, cost) for cost in ways))


def _in_style(token: _Token, form: str, late: bool) -> str:
    """The form in the word's own case and between its signs, its tone where the word or its page has it."""
    shown = token.spelling.late if token.spelling else None
    text = move_tone(form) if (late if shown is None else shown) else form
    if token.letters.isupper() and len(token.letters) > 1:
        text = text.upper()
    elif token.letters[0].isupper():
        text = text.capitalize()
    return unicodedata.normalize("NFC", token.before + text + token.after)
