"""Finds the lines of print in a straight picture and cuts them out, without what belongs to the lines beside them.

Letters of about one height that stand side by side make a line; marks, dots and strokes join the line they are nearest
to. Rules, and ink much taller than letters that does not stand side by side as a title's does, belong to no line.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ink import INCH, label
from digitize.model import Box, Pixels

# Ink is darker than half way from the paper to the middle of what is surely not paper, within these bounds.
NOT_PAPER, LIGHTEST, DARKEST = 200, 195.0, 150.0
LETTER_MM = (0.9, 7.0)
# All the following are shares of the letters' usual height (about half of the way from one line to the next).
LOW, TALL, WIDE = 0.6, 2.7, 9.0
BAND, GAP = 0.3, 2.6
COARSE = 4
# How long a rule's own run is at least, and the room below a line in which dots may hang together with one.
RUN, ROOM = 1.5, 0.2
# A title's letters: higher than this, so many side by side, of nearly one height, on one line.
LARGE, LARGE_MM, FEWEST_LARGE = 2.0, 16.0, 3
ONE_HEIGHT, ONE_LINE, BROAD, NESTED = 1.6, 0.25, 2.0, 0.5
# How far above and below the middle of letters the middle of marks may stand.
HIGHEST, LOWEST = 1.9, 1.1
# How far above and below a letter its marks may stand.
ABOVE, BELOW = 1.5, 0.9
SPECK = 0.06
# Small print: so many letters at least, in so many letters' heights around up or down and to a side, whose median is
# below such a share of the page's usual height; that of no print is below the least share.
FEWEST_SMALL, SMALL_DOWN, SMALL_ACROSS, SMALL, SMALLEST = 10, 1, 4, 0.8, 0.45
# How far before and behind its line a dash or a bullet may stand, and how near to the middle of its height.
BEFORE, BEHIND, LEVEL = 6.0, 2.0, 0.5
RIM = 0.12
# Between two lines: from a dot hanging on the upper one's foot down to marks close above the lower one's letters, as
# high as a letter; the dot ends within such shares of that height.
HANGING, CLOSE, DOT = 0.4, 1.1, (0.15, 0.5)
# Fewer letters than these, all lower than such a share of the usual height, can be the marks of another line.
FEW, FULL = 4, 0.9
Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A line's picture, what is not its own made paper, and where it lies."""

    pixels: Pixels
    box: Box


@dataclass(frozen=True, slots=True)
class _Blots:
    """Connected ink: a number for each pixel (0: paper), and for each number its bounds, area and middle row."""

    labels: Ints
    left: Floats
    top: Floats
    width: Floats
    height: Floats
    area: Floats
    middle: Floats


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines' numbers, their letters' usual height, where they begin and end, middle, foot, of few the highest."""

    number: Ints
    usual: Floats
    left: Floats
    right: Floats
    middle: Floats
    foot: Floats
    few_high: Floats


def find_lines(gray: Pixels, dpi: float) -> list[Found]:
    """The lines of a picture whose paper is white, from top to bottom, those of one height from left to right."""
    blots = _blots(gray)
    millimetre = dpi / INCH
    like = (blots.height >= LETTER_MM[0] * millimetre) & (blots.height <= LETTER_MM[1] * millimetre)
    like &= blots.width <= WIDE * LETTER_MM[1] * millimetre
    like[0] = False
    if not like.any():
        return []
    usual = float(np.median(blots.height[like]))
    usuals = _usuals(blots, np.flatnonzero(like), usual)
    letters = like & (blots.height >= LOW * usuals) & (blots.height <= TALL * usuals) & (blots.width <= WIDE * usuals)
    letters &= blots.area >= SPECK * usuals**2
    large = _find_large(blots, usual, millimetre)
    letters |= large
    usuals = np.where(large, blots.height, usuals)
    owner = _join(blots, letters, usuals, gray.shape)
    lines = _lines(blots, owner, usuals)
    if not lines.number.size:
        return []
    touching = _touching(blots, owner, lines)
    if touching:
        parted, above, below = (list(numbers) for numbers in zip(*touching, strict=True))
        blots = _parted(blots, parted)
        letters, usuals = np.append(letters, letters[parted]), np.append(usuals, usuals[parted])
        letters[[*parted, *range(-len(parted), 0)]] = False
        owner = np.append(owner, np.array(below, np.int32))
        owner[parted] = above
        lines = _lines(blots, np.where(letters, owner, 0), usuals)
    marks = _marks(owner, lines)
    if marks.any() and not marks.all():
        letters &= ~marks[owner]
        owner[marks[owner]] = 0
        lines = _lines(blots, np.where(letters, owner, 0), usuals)
    _adopt(blots, owner, np.flatnonzero(~letters & (owner == 0)), lines)
    found = [_cut(gray, blots, owner, *line) for line in zip(lines.number.tolist(), lines.usual.tolist(), strict=True)]
    return sorted(found, key=lambda line: (line.box.top + line.box.bottom, line.box.left))


def _usuals(blots: _Blots, like: npt.NDArray[np.intp], usual: float) -> Floats:
    """For each blot the usual height of the letters around it: the page's, or a lower one where print is small."""
    side = max(1, round(usual))
    rows, columns = (blots.middle / side).astype(int), ((blots.left + blots.width / 2) / side).astype(int)
    tallies = np.zeros((2, rows.max() + 1, columns.max() + 1), np.float32)
    np.add.at(tallies[0], (rows[like], columns[like]), 1)
    np.add.at(tallies[1], (rows[like], columns[like]), np.minimum(blots.height[like], usual))
    window = (2 * SMALL_ACROSS + 1, 2 * SMALL_DOWN + 1)
    count, sums = (cv2.boxFilter(one, -1, window, normalize=False, borderType=cv2.BORDER_CONSTANT) for one in tallies)
    means = np.where(count >= FEWEST_SMALL, sums / np.maximum(count, 1), usual)
    local = np.maximum(np.where(means < SMALL * usual, means, usual), SMALLEST * usual)
    return np.asarray(local[rows, columns], np.float64)


def _find_large(blots: _Blots, usual: float, millimetre: float) -> npt.NDArray[np.bool_]:
    """Which blots are letters of a title: strokes of a pen or a seal as high seldom stand side by side on one line."""
    told = np.zeros(len(blots.left), np.bool_)
    able = (blots.height > LARGE * usual) & (blots.height <= LARGE_MM * millimetre)
    able &= (blots.width <= BROAD * blots.height) & (blots.area >= SPECK * blots.height**2)
    able[0] = False
    places = np.flatnonzero(able)
    left, width, height = blots.left[places], blots.width[places], blots.height[places]
    foot = blots.top[places] + height
    for at in range(len(places)):
        beside = (height < ONE_HEIGHT * height[at]) & (height * ONE_HEIGHT > height[at])
        beside &= np.abs(foot - foot[at]) < ONE_LINE * height[at]
        reach = GAP * height[at]
        beside &= (left < left[at] + width[at] + reach) & (left + width > left[at] - reach)
        # The rings of a fingerprint stand within one another.
        shared = np.minimum(left + width, left[at] + width[at]) - np.maximum(left, left[at])
        beside &= shared < NESTED * np.minimum(width, width[at])
        beside[at] = True
        if np.count_nonzero(beside) >= FEWEST_LARGE:
            told[places[beside]] = True
    return told


def _blots(gray: Pixels) -> _Blots:
    darker = np.cumsum(cv2.calcHist([gray], [0], None, [NOT_PAPER], [0, NOT_PAPER]))
    middle = int(np.searchsorted(darker, darker[-1] / 2)) if darker[-1] else 0
    level = np.clip((255 + middle) / 2, DARKEST, LIGHTEST)
    found = label(np.asarray(gray < level, np.uint8))
    left, top, width, height, area = found.boxes.astype(np.float64).T
    return _Blots(found.labels, left, top, width, height, area, top + height / 2)


def _join(blots: _Blots, letters: npt.NDArray[np.bool_], usuals: Floats, shape: tuple[int, ...]) -> Ints:
    """For each blot the number of its line (0: none): the letters' middle bands, made longer, touch one another.

    Across, a few pixels are one: bands are much longer than that.
    """
    places = np.flatnonzero(letters)
    halves, middles = np.maximum(1, np.rint(BAND * usuals[places])), np.rint(blots.middle[places])
    ends = np.rint((blots.left[places] + blots.width[places] + GAP * usuals[places]) / COARSE)
    bounds = np.stack([np.maximum(0, middles - halves), middles + halves, blots.left[places] // COARSE, ends], 1)
    bands = np.zeros((shape[0], shape[1] // COARSE + 1), np.uint8)
    for top, bottom, left, right in bounds.astype(int).tolist():
        bands[top:bottom, left:right] = 1
    _, parts = cv2.connectedComponents(bands, connectivity=4, ltype=cv2.CV_32S)
    owner = np.zeros(len(blots.left), np.int32)
    columns = ((blots.left[places] + blots.width[places] / 2) / COARSE).astype(int)
    owner[places] = np.asarray(parts)[blots.middle[places].astype(int), columns]
    return owner


def _lines(blots: _Blots, owner: Ints, usuals: Floats) -> _Lines:
    numbers = np.unique(owner[owner > 0])
    members = [np.flatnonzero(owner == number) for number in numbers]
    return _Lines(
        numbers,
        np.array([_median(usuals[mine]) for mine in members]),
        np.array([blots.left[mine].min() for mine in members]),
        np.array([(blots.left[mine] + blots.width[mine]).max() for mine in members]),
        np.array([_median(blots.middle[mine]) for mine in members]),
        np.array([_median(blots.top[mine] + blots.height[mine]) for mine in members]),
        np.array([blots.height[mine].max() if len(mine) < FEW else np.inf for mine in members]),
    )


def _median(values: Floats) -> float:
    """As numpy's, which takes ten times as long for as few."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    parted = np.partition(values, (low, high))
    return float(parted[low] + parted[high]) / 2


def _touching(blots: _Blots, owner: Ints, lines: _Lines) -> list[tuple[int, int, int]]:
    """Blots that are a dot below a line and marks above the next in one: which, and the numbers of both lines."""
    few = np.isfinite(lines.few_high) & (lines.few_high >= FULL * lines.usual)
    lone = np.isin(owner, lines.number[few]) & (owner > 0)
    told = []
    for blot in np.flatnonzero(lone).tolist():
        top, bottom = blots.top[blot], blots.top[blot] + blots.height[blot]
        around = (lines.left <= blots.left[blot]) & (lines.right >= blots.left[blot] + blots.width[blot])
        around &= (lines.number != owner[blot]) & (blots.height[blot] < ONE_HEIGHT * lines.usual)
        hanging = around & (np.abs(top - lines.foot) < HANGING * lines.usual)
        close = around & (lines.middle > bottom) & (lines.middle < bottom + CLOSE * lines.usual)
        if hanging.any() and close.any():
            told.append((blot, int(lines.number[hanging.argmax()]), int(lines.number[close.argmax()])))
    return told


def _parted(blots: _Blots, numbers: list[int]) -> _Blots:
    """Each of these as two, where it is thinnest below its dot: its upper part keeps its number."""
    bounds = np.stack([blots.left, blots.top, blots.width, blots.height, blots.area])
    added = []
    for number, blot in enumerate(numbers, start=bounds.shape[1]):
        left, top, width, height = bounds[:4, blot].astype(int).tolist()
        mine = blots.labels[top : top + height, left : left + width] == blot
        first, last = (max(1, round(share * height)) for share in DOT)
        row = first + int(mine[first : last + 1].sum(axis=1).argmin())
        blots.labels[top + row : top + height, left : left + width][mine[row:]] = number
        parts = []
        for start, part in ((top, mine[:row]), (top + row, mine[row:])):
            columns = np.flatnonzero(part.any(axis=0))
            parts.append((left + columns[0], start, np.ptp(columns) + 1, len(part), part.sum()))
        bounds[:, blot] = parts[0]
        added.append(parts[1])
    left, top, width, height, area = np.concatenate([bounds, np.array(added, float).T], axis=1)
    return _Blots(blots.labels, left, top, width, height, area, top + height / 2)


def _marks(owner: Ints, lines: _Lines) -> npt.NDArray[np.bool_]:
    """By line number: the lines that are a few large marks of letters, low and within reach of another line's."""
    told = np.zeros(int(owner.max()) + 1, np.bool_)
    for at in np.flatnonzero(lines.few_high < FULL * lines.usual.max()):
        below = (lines.middle[at] - lines.middle) / lines.usual
        near = (below > -HIGHEST) & (below < LOWEST) & (lines.few_high[at] < FULL * lines.usual)
        near &= (lines.left <= lines.left[at] + 1) & (lines.right >= lines.right[at] - 1)
        near &= lines.right - lines.left > lines.right[at] - lines.left[at]
        told[lines.number[at]] = near.any()
    return told


def _adopt(blots: _Blots, owner: Ints, others: npt.NDArray[np.intp], lines: _Lines) -> None:
    """Gives each blot smaller than a letter to the line above or below whose nearest letter it stands closest."""
    most = lines.usual.max()
    small = others[(blots.height[others] < FULL * most) & (blots.width[others] < 3 * most) & (others > 0)]
    if not small.size:
        return
    distance = np.stack([_distances(blots, owner, (lines, at), small) for at in range(len(lines.number))], 1)
    best = distance.argmin(axis=1)
    owner[small] = np.where(np.isfinite(distance.min(axis=1)), lines.number[best], 0)


def _distances(blots: _Blots, owner: Ints, line: tuple[_Lines, int], small: npt.NDArray[np.intp]) -> Floats:
    """How far such blots are from a line's nearest letters, in letters' heights; infinite where out of its reach."""
    lines, at = line
    usual, across, middle = lines.usual[at], blots.left[small] + blots.width[small] / 2, blots.middle[small]
    letters = np.flatnonzero(owner == lines.number[at])
    letters = letters[np.argsort(blots.left[letters] + blots.width[letters] / 2)]
    centre = blots.left[letters] + blots.width[letters] / 2
    after = np.clip(np.searchsorted(centre, across), 1, max(1, len(letters) - 1))
    before = after - 1
    after = np.minimum(after, len(letters) - 1)
    near = letters[np.where(across - centre[before] < centre[after] - across, before, after)]
    above = (blots.top[near] - middle) / usual
    # Below letters it is the baseline that counts: a mark of the next line may stand beside a descender.
    below = (middle - lines.foot[at]) / usual
    left, right = lines.left[at], lines.right[at]
    # A mark over one part of a form's line stands level with the part beside it, too.
    beyond = np.maximum(left - across, across - right) / usual
    told = np.maximum.reduce([above / ABOVE, below / BELOW, beyond / BEFORE, np.zeros_like(across)])
    reach = (across >= left - usual) & (across <= right + usual)
    level = np.abs(middle - lines.middle[at]) < LEVEL * usual
    reach |= level & (across > left - BEFORE * usual) & (across < right + BEHIND * usual)
    reach &= (blots.height[small] < FULL * usual) & (blots.width[small] < 3 * usual)
    return np.where(reach & (told < 1), told, np.inf)


def _cut(gray: Pixels, blots: _Blots, owner: Ints, number: int, usual: float) -> Found:
    mine = np.flatnonzero(owner == number)
    rim = max(2, round(RIM * usual))
    left, top = int(blots.left[mine].min()) - rim, int(blots.top[mine].min()) - rim
    right = int((blots.left[mine] + blots.width[mine]).max()) + rim
    bottom = int((blots.top[mine] + blots.height[mine]).max()) + round(ROOM * usual)
    box = Box(max(0, left), max(0, top), min(gray.shape[1], right), min(gray.shape[0], bottom))
    part = gray[box.top : box.bottom, box.left : box.right].copy()
    labels = blots.labels[box.top : box.bottom, box.left : box.right]
    keep = owner == number
    # Specks and strokes of a pen stay where they are: the net has learned to see past them. Rules go.
    keep |= (owner == 0) & (blots.height <= TALL * usual) & (blots.width <= 3 * usual)
    keep |= (owner == 0) & (blots.height > TALL * usual)
    keep[0] = True
    foreign = np.asarray(~keep[labels], np.uint8)
    rules = np.asarray(foreign & (owner[labels] == 0), np.uint8)
    if rules.any():
        # Dots below letters hang together with a rule that underlines them: only its own long run is none of the line.
        run = np.ones((1, max(3, round(RUN * usual))), np.uint8)
        foreign &= ~np.asarray(rules - cv2.morphologyEx(rules, cv2.MORPH_OPEN, run), np.uint8)
    if foreign.any():
        rim_too = cv2.dilate(foreign, np.ones((3, 3), np.uint8)) > 0
        part[rim_too & ((owner[labels] != number) | (labels == 0))] = 255
    return Found(part, box)
