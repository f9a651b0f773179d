"""Rows of a printed form: words that stand at one height, with the places where a wide gap parts them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from digitize.model import Box, Line, Page, Word
from digitize.vietnam.near import Compact, compact

# a gap of this many letter heights parts columns; justified text stays below it
GAP = 1.8
# words below this confidence are noise (a picture, a code, a seal) or handwriting that nobody could read
FAINT = 0.3
# a full cell leaves less; then its line ends and the next begins where a column does in rows so near (letter heights)
_PARTED, _ALIGNED, _FAR = 0.4, 0.8, 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page (pages count from 1): its words from left to right, and their text with single spaces.

    `starts` holds each word's place in the text, `cuts` the places of the words that a wide gap goes before.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    starts: tuple[int, ...]
    cuts: tuple[int, ...]
    compact: Compact
    top: float
    bottom: float

    def among(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of which a part stands in that span of the text."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return tuple(
            word
            for place, word in zip(self.starts[first:], self.words[first:], strict=True)
            if place < end and place + len(word.text) > start
        )

    def is_faint(self, start: int, end: int) -> bool:
        """Whether no word of that span could be read at all well; a date or a number is no noise."""
        words = [word for word in self.among(start, end) if any(map(str.isalnum, word.text))]
        return bool(words) and all(word.confidence < FAINT and _digits(word) < 6 for word in words)

    def segments(self) -> Iterator[tuple[int, int]]:
        """Start and end of each run of words that no wide gap parts."""
        bounds = (0, *self.cuts, len(self.text) + 1)
        for start, end in pairwise(bounds):
            yield start, end - 1


def around(words: Iterable[Word]) -> Box:
    """The smallest box around the words (at least one)."""
    return Line(tuple(words)).box


def rows_of(page: Page, number: int) -> tuple[Row, ...]:
    """The rows of a page from top to bottom; lines side by side, which an engine reads apart, are one row."""
    groups: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda line: _band(line.words)[0]):
        beside = next((group for group in reversed(groups[-4:]) if _beside(group, line)), None)
        if beside is None:
            groups.append([line])
        else:
            beside.append(line)
    found = (row_of(number, _by_left(word for line in group for word in line.words)) for group in groups)
    rows = sorted((row for row in found if row.text), key=lambda row: (row.top + row.bottom) / 2)
    owners = {id(word): index for index, line in enumerate(page.lines) for word in line.words}
    return tuple(_with_columns(row, rows[max(0, at - _FAR) : at + _FAR + 1], owners) for at, row in enumerate(rows))


def _with_columns(row: Row, near: list[Row], owners: dict[int, int]) -> Row:
    """The row, parted also where another line begins at the left of a column that rows above or below show."""
    height = row.bottom - row.top
    lefts = [other.words[other.starts.index(cut)].box.left for other in near for cut in other.cuts]
    cuts = [
        place
        for last, word, place in zip(row.words, row.words[1:], row.starts[1:], strict=False)
        if owners[id(last)] != owners[id(word)]
        and word.box.left - last.box.right > _PARTED * height
        and any(abs(word.box.left - left) < _ALIGNED * height for left in lefts)
    ]
    return replace(row, cuts=tuple(sorted({*row.cuts, *cuts}))) if cuts else row


def _band(words: Iterable[Word]) -> tuple[float, float]:
    """Middle top and bottom of the words: one wild box does not move it."""
    boxes = [word.box for word in words]
    return median(box.top for box in boxes), median(box.bottom for box in boxes)


def _beside(group: list[Line], line: Line) -> bool:
    top, bottom = _band(line.words)
    box = line.box
    for other in group:
        upper, lower = _band(other.words)
        shared = min(bottom, lower) - max(top, upper)
        apart = box.left >= other.box.right or box.right <= other.box.left or _between(line, other)
        if not apart or shared < 0.5 * min(bottom - top, lower - upper):
            return False
    return True


def _between(line: Line, other: Line) -> bool:
    """Whether the words of one line stand in gaps of the other: noise at its end does not part a row."""
    boxes = [word.box for word in other.words]
    return all(word.box.left >= box.right or word.box.right <= box.left for word in line.words for box in boxes)


def _by_left(words: Iterable[Word]) -> list[Word]:
    return sorted(words, key=lambda word: word.box.left)


def _digits(word: Word) -> int:
    return sum(map(str.isdigit, word.text))


def row_of(page: int, words: Iterable[Word]) -> Row:
    """The row that these words make, in this order and whatever their heights."""
    ordered = tuple(word for word in words if word.text.strip())
    starts, cuts, place = [], [], 0
    height = median([word.box.bottom - word.box.top for word in ordered] or [1])
    for index, word in enumerate(ordered):
        if index and word.box.left - ordered[index - 1].box.right > GAP * height:
            cuts.append(place)
        starts.append(place)
        place += len(word.text) + 1
    text = " ".join(word.text for word in ordered)
    top, bottom = _band(ordered) if ordered else (0, 0)
    return Row(page, ordered, text, tuple(starts), tuple(cuts), compact(text), top, bottom)
