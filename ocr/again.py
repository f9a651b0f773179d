"""What is read twice: ink that looks like letters but that no word covers, and doubtful words.

Tesseract now and then loses a whole block of a page, or spells a seal over the print as one tall word; and better data
reads doubtful words better, for more time. `Reader` reads one picture and gives its lines in that picture's places.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from statistics import fmean, median

import cv2
import numpy as np

from digitize.ink import INCH, label, shrink_dark
from digitize.model import Box, Line, Pixels, Word
from digitize.vietnam.fold import fold
from ocr.regions import INK, moved, put_in

LOOK_DPI = 100.0
# A word below `BAD` and taller than so many usual words covers nothing: it is a seal or a fold with the print under it.
BAD, TALL = 0.5, 1.8
# Words below this are read again with so many neighbours: CER as with their whole lines, for a third of the time.
DOUBTFUL, NEIGHBOURS = 0.6, 2
# Alone in its line a sign or two is read worse: of those below this many are wrong, `8` comes as `§` or `S`. So does a
# sign that looks like a digit beside one: `I5`, `1O`; and a digit among capitals: `TT4TXH` for TTATXH.
LONE, LONE_DOUBTFUL, LONE_RIM = 2, 0.95, 4
LIKE_DIGITS = re.compile(r"(?<![^\W\d_])[IlO§]\d|\d[IlO§](?![^\W\d_])|QHI\d|[A-ZĐ]{2}\d[A-ZĐ]")
# A second reading must hold so much of what the first was sure of: else it is of something beside the line.
ALIKE = 0.6
# Letters of uncovered ink that are worth a look, and how sure its reading must be to count.
FEWEST, SURE = 2, 0.7
LETTER_MM = (1.1, 7.0)
GAP_MM = 3.0
MOST_LINES = 25
FRAME = 10
Reader = Callable[[Pixels], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Second:
    """A better reader of single lines, and what it is asked for.

    `doubtful`, `lone`: below which confidence a word is, and a sign or two that stand alone. `disputed`: what is left
    of the surer reading's confidence where the two differ.
    """

    reader: Reader
    doubtful: float = DOUBTFUL
    lone: float = LONE_DOUBTFUL
    disputed: float = 1.0


def fill(page: Pixels, dpi: float, lines: tuple[Line, ...], reader: Reader, bad: float = BAD) -> tuple[Line, ...]:
    """The lines, and those of uncovered ink in their places; a bad word gives way to what is read where it stood.

    `bad`: below which confidence a tall word is.
    """
    told, covering = list(lines), _covering(lines, bad)
    for box in _uncovered(page, dpi, covering):
        picture = _without(page, box, covering)
        found = [moved(line, (box.left - FRAME, box.top - FRAME)) for line in reader(picture)]
        sure = [line for line in found if fmean(word.confidence for word in line.words) >= SURE]
        if sure:
            told = _put(told, sure, covering)
    return tuple(told)


def _covering(lines: tuple[Line, ...], bad: float) -> frozenset[Box]:
    """Where words stand that may be believed to tell what is there."""
    boxes = [(word, word.box.bottom - word.box.top) for line in lines for word in line.words]
    usual = median(height for _, height in boxes) if boxes else 0
    return frozenset(word.box for word, height in boxes if word.confidence >= bad or height <= TALL * usual)


def _uncovered(page: Pixels, dpi: float, covering: frozenset[Box]) -> list[Box]:
    """The bounds of groups of letters (pixels of the page) that nothing covers."""
    small, factor = shrink_dark(page, dpi, LOOK_DPI)
    millimetre = dpi / factor / INCH
    ink = np.asarray(small < INK, np.uint8)
    pad = round(0.5 * millimetre)
    for box in covering:
        rows = slice(max(box.top // factor - pad, 0), box.bottom // factor + pad + 1)
        ink[rows, max(box.left // factor - pad, 0) : box.right // factor + pad + 1] = 0
    letters = _letters(ink, millimetre)
    if len(letters) < FEWEST:
        return []
    drawn = cv2.drawContours(np.zeros_like(ink), letters, -1, 1, cv2.FILLED)
    joined = cv2.dilate(drawn, np.ones((3, round(GAP_MM * millimetre)), np.uint8))
    pieces = label(np.asarray(joined, np.uint8))
    owners = [pieces.labels[letter[0, 0, 1], letter[0, 0, 0]] for letter in letters]
    members = np.bincount(owners, minlength=len(pieces.boxes))
    return [
        Box(left * factor, top * factor, (left + width) * factor, (top + height) * factor)
        for left, top, width, height in pieces.boxes[members >= FEWEST, :4].tolist()
    ][:MOST_LINES]


def _letters(ink: Pixels, millimetre: float) -> list[cv2.typing.MatLike]:
    """The outlines of the pieces of ink as large as letters."""
    pieces, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sizes = [cv2.boundingRect(piece)[2:] for piece in pieces]
    least, most = LETTER_MM[0] * millimetre, LETTER_MM[1] * millimetre
    return [
        p for p, (width, height) in zip(pieces, sizes, strict=True) if height >= least and max(width, height) <= most
    ]


def _without(page: Pixels, box: Box, covering: frozenset[Box]) -> Pixels:
    """The part of the page in a frame of paper, without the words that stand beside it."""
    part = page[box.top : box.bottom, box.left : box.right].copy()
    for word in covering:
        left, top = max(word.left - box.left, 0), max(word.top - box.top, 0)
        part[top : max(word.bottom - box.top, 0), left : max(word.right - box.left, 0)] = 255
    return _framed(part)


def _put(lines: list[Line], found: list[Line], covering: frozenset[Box]) -> list[Line]:
    """The found lines among the others, each before the first that begins below it; what covers nothing gives way."""
    kept = [replace(line, words=words) for line in lines if (words := _kept(line, found, covering))]
    for line in found:
        put_in(kept, [line], line.box.top)
    return kept


def _kept(line: Line, found: list[Line], covering: frozenset[Box]) -> tuple[Word, ...]:
    return tuple(w for w in line.words if w.box in covering or not any(_overlap(w.box, new.box) for new in found))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) > max(one.left, other.left)
    return across and min(one.bottom, other.bottom) > max(one.top, other.top)


def improve(page: Pixels, lines: tuple[Line, ...], second: Second) -> tuple[Line, ...]:
    """The lines, doubtful words among their neighbours as the second reader has them, where it is surer.

    Where both tell the same number of words, the surer reading of each is taken and the other kept as its alternative.
    """
    return tuple(_improved(page, line, second) for line in lines)


def _improved(page: Pixels, line: Line, second: Second) -> Line:
    if len(line.words) == 1 and len(line.words[0].text) <= LONE:
        word = line.words[0]
        return Line((_closer(page, word, second) if word.confidence < second.lone else word,))
    doubtful = [at for at, word in enumerate(line.words) if _is_doubtful(word, second.doubtful)]
    # From the last to the first: another number of words must not move those still to be looked at.
    for first, last in reversed(_runs(doubtful, len(line.words))):
        line = Line(
            (*line.words[:first], *_better(page, line, (first, last), second).words, *line.words[last:]),
        )
    return line


def _closer(page: Pixels, word: Word, second: Second) -> Word:
    """A sign or two that stand alone, cut out closely: what is read so counts where it is surer."""
    picture, place = _alone(page, word.box, (word.box.left - LONE_RIM, word.box.right + LONE_RIM))
    found = [moved(line, place) for line in second.reader(picture)]
    if len(found) != 1 or len(found[0].words) != 1 or len(found[0].words[0].text) > LONE:
        return word
    return _surer(word, found[0].words[0], second.disputed)


def _is_doubtful(word: Word, limit: float) -> bool:
    unsure = word.confidence < limit and any(letter.isalnum() for letter in word.text)
    return unsure or bool(LIKE_DIGITS.search(word.text))


def _runs(places: list[int], count: int) -> list[tuple[int, int]]:
    """The places with `NEIGHBOURS` on either side: first and past the last of each run."""
    runs: list[tuple[int, int]] = []
    for place in places:
        first, last = max(0, place - NEIGHBOURS), min(count, place + NEIGHBOURS + 1)
        if runs and first <= runs[-1][1]:
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return runs


def _better(page: Pixels, line: Line, run: tuple[int, int], second: Second) -> Line:
    known = Line(line.words[slice(*run)])
    # Noise told as a tall word would let the lines above and below in.
    credible = Line(tuple(word for word in known.words if word.confidence >= BAD) or known.words)
    bounds = Box(known.box.left, credible.box.top, known.box.right, credible.box.bottom)
    picture, place = _alone(page, bounds, _room(line, run, page.shape[1]))
    words = tuple(word for found in second.reader(picture) for word in moved(found, place).words)
    if not words or not _holds(Line(words).text, credible.text):
        return known
    if len(words) == len(known.words):
        return Line(tuple(_surer(*pair, second.disputed) for pair in zip(known.words, words, strict=True)))
    if min(w.confidence for w in words) < min(w.confidence for w in known.words):
        return known
    if fmean(w.confidence for w in words) < fmean(w.confidence for w in known.words):
        return known
    for before in known.words:
        if _figures(before.text):
            words = _with_figures(words, before, second)
    return Line(words)


def _with_figures(words: tuple[Word, ...], before: Word, second: Second) -> tuple[Word, ...]:
    """The words, with what stood in the place of `before`: no figures give way unseen, be they other ones or none."""
    width = before.box.right - before.box.left
    over = [word for word in words if _common(word.box, before.box, min(width, word.box.right - word.box.left))]
    if not over:
        kept = (before,) if before.confidence >= second.doubtful else ()
        return tuple(sorted((*words, *kept), key=lambda word: word.box.left))
    text = "".join(word.text for word in over)
    if _figures(text) == _figures(before.text) and (len(over) == 1 or not before.text.isdigit()):
        return words
    least = min(word.confidence for word in over)
    if all(_common(word.box, before.box, word.box.right - word.box.left) for word in over):
        chosen = _surer(before, Word(text, before.box, least), second.disputed)
        first = words.index(over[0])
        return (*words[:first], chosen, *(word for word in words[first:] if word not in over))
    return tuple(
        replace(word, confidence=word.confidence * second.disputed) if word in over else word for word in words
    )


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _common(one: Box, other: Box, narrow: int) -> bool:
    """Whether two words of a line share more than half of such a width."""
    return min(one.right, other.right) - max(one.left, other.left) > narrow / 2


def _room(line: Line, run: tuple[int, int], width: int) -> tuple[int, int]:
    """How far to the left and to the right the run's picture may reach: half way to the words beside it."""
    before, words, after = line.words[: run[0]], line.words[slice(*run)], line.words[run[1] :]
    left = (before[-1].box.right + words[0].box.left) // 2 if before else 0
    right = (words[-1].box.right + after[0].box.left) // 2 if after else width
    box = Line(words).box
    return min(left, box.left), max(right, box.right)


def _holds(text: str, known: str) -> bool:
    """Whether most letters of the known text stand in the other in the same order, marks aside."""
    text, known = fold(text), fold(known)
    matches = SequenceMatcher(None, known, text, autojunk=False).get_matching_blocks()
    return sum(match.size for match in matches) >= ALIKE * len(known)


def _surer(one: Word, other: Word, disputed: float) -> Word:
    if one.text == other.text:
        return one if one.confidence >= other.confidence else replace(one, confidence=other.confidence)
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    return replace(best, box=one.box, confidence=best.confidence * disputed, alternatives=(rest.text,))


def _alone(page: Pixels, box: Box, room: tuple[int, int]) -> tuple[Pixels, tuple[int, int]]:
    """The words with room above and below for their marks, without what belongs to their neighbours; and its place."""
    height = box.bottom - box.top
    rise, reach = max(4, round(0.35 * height)), max(6, height // 2)
    top, left = max(box.top - rise, 0), max(box.left - reach, room[0], 0)
    part = page[top : box.bottom + rise, left : min(box.right + reach, room[1])].copy()
    _, labels, _, centres = cv2.connectedComponentsWithStats(np.asarray(part < 170, np.uint8), connectivity=8)
    middle, slack = centres[:, 1] + top, 0.12 * height
    mine = (middle >= box.top - slack) & (middle <= box.bottom + slack)
    foreign = ~mine
    mine[0] = foreign[0] = False
    rim = cv2.dilate(np.asarray(foreign[labels], np.uint8), np.ones((3, 3), np.uint8))
    part[(rim > 0) & ~mine[labels]] = 255
    return _framed(part), (left - FRAME, top - FRAME)


def _framed(part: Pixels) -> Pixels:
    return np.asarray(cv2.copyMakeBorder(part, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=255), np.uint8)
