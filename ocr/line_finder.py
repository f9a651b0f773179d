"""Finds the lines of print in a straight picture and cuts them out, without what belongs to the lines beside them.

Letters of about one height that stand side by side make a line; marks, dots and strokes join the line they are nearest
to. Rules, and ink much taller than letters, belong to no line.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ink import INCH
from digitize.model import Box, Pixels

# Ink is darker than half way from the paper to the middle of what is surely not paper, within these bounds.
NOT_PAPER, LIGHTEST, DARKEST = 200, 195.0, 150.0
LETTER_MM = (0.9, 7.0)
# All the following are shares of the letters' usual height (about half of the way from one line to the next).
LOW, TALL, WIDE = 0.6, 2.7, 9.0
BAND, GAP = 0.3, 2.6
# How far above and below the middle of letters the middle of marks may stand.
HIGHEST, LOWEST = 1.9, 1.1
# How far above and below a letter its marks may stand.
ABOVE, BELOW = 1.5, 0.9
SPECK = 0.06
# How far before its line a dash or a bullet may stand, and how near to the middle of its height.
BEFORE, LEVEL = 6.0, 0.5
RIM = 0.12
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
    """The lines' numbers, where they begin and end, their letters' middle and foot, of few letters the highest."""

    number: Ints
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
    letters = like & (blots.height >= LOW * usual) & (blots.height <= TALL * usual) & (blots.width <= WIDE * usual)
    letters &= blots.area >= SPECK * usual**2
    owner = _join(blots, letters, usual, gray.shape)
    lines = _lines(blots, owner)
    if not lines.number.size:
        return []
    marks = _marks(blots, owner, lines, usual)
    if marks.any() and not marks.all():
        letters &= ~marks[owner]
        owner[marks[owner]] = 0
        lines = _lines(blots, owner)
    _adopt(blots, owner, np.flatnonzero(~letters), lines, usual)
    found = [_cut(gray, blots, owner, int(number), usual) for number in lines.number]
    return sorted(found, key=lambda line: (line.box.top + line.box.bottom, line.box.left))


def _blots(gray: Pixels) -> _Blots:
    shades = gray[gray < NOT_PAPER]
    level = np.clip((255 + np.median(shades)) / 2, DARKEST, LIGHTEST) if shades.size else DARKEST
    dark = np.asarray(gray < level, np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    told = stats.astype(np.float64)
    left, top, width, height, area = told.T
    return _Blots(np.asarray(labels, np.int32), left, top, width, height, area, top + height / 2)


def _join(blots: _Blots, letters: npt.NDArray[np.bool_], usual: float, shape: tuple[int, ...]) -> Ints:
    """For each blot the number of its line (0: none): the letters' middle bands, made longer, touch one another."""
    bands = np.zeros(shape, np.uint8)
    half, reach = max(1, round(BAND * usual)), round(GAP * usual)
    for number in np.flatnonzero(letters):
        middle, left = round(blots.middle[number]), int(blots.left[number])
        bands[max(0, middle - half) : middle + half, left : left + int(blots.width[number]) + reach] = 1
    _, parts = cv2.connectedComponents(bands, connectivity=4, ltype=cv2.CV_32S)
    owner = np.zeros(len(blots.left), np.int32)
    places = np.flatnonzero(letters)
    columns = (blots.left[places] + blots.width[places] / 2).astype(int)
    owner[places] = np.asarray(parts)[blots.middle[places].astype(int), columns]
    return owner


def _lines(blots: _Blots, owner: Ints) -> _Lines:
    numbers = np.unique(owner[owner > 0])
    members = [np.flatnonzero(owner == number) for number in numbers]
    return _Lines(
        numbers,
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


def _marks(blots: _Blots, owner: Ints, lines: _Lines, usual: float) -> npt.NDArray[np.bool_]:
    """By line number: the lines that are a few large marks of letters, low and within reach of another line's."""
    told = np.zeros(int(owner.max()) + 1, np.bool_)
    for at in np.flatnonzero(lines.few_high < FULL * usual):
        below = lines.middle[at] - lines.middle
        near = (below > -HIGHEST * usual) & (below < LOWEST * usual)
        near &= (lines.left <= lines.left[at] + 1) & (lines.right >= lines.right[at] - 1)
        near &= lines.right - lines.left > lines.right[at] - lines.left[at]
        told[lines.number[at]] = near.any()
    return told


def _adopt(blots: _Blots, owner: Ints, others: npt.NDArray[np.intp], lines: _Lines, usual: float) -> None:
    """Gives each blot smaller than a letter to the line above or below whose nearest letter it stands closest."""
    small = others[(blots.height[others] < FULL * usual) & (blots.width[others] < 3 * usual) & (others > 0)]
    if not small.size:
        return
    across, middle = blots.left[small] + blots.width[small] / 2, blots.middle[small]
    each = range(len(lines.number))
    distance = np.stack([_distances(blots, owner, (lines, at), (across, middle), usual) for at in each], 1)
    best = distance.argmin(axis=1)
    owner[small] = np.where(np.isfinite(distance.min(axis=1)), lines.number[best], 0)


def _distances(
    blots: _Blots, owner: Ints, line: tuple[_Lines, int], places: tuple[Floats, Floats], usual: float
) -> Floats:
    """How far such places are from a line's nearest letters, in letters' heights; infinite where out of its reach."""
    (lines, at), (across, middle) = line, places
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
    told = np.maximum(np.maximum(above / ABOVE, below / BELOW), 0.0)
    left = lines.left[at]
    reach = (across >= left - usual) & (across <= lines.right[at] + usual)
    level = np.abs(middle - lines.middle[at]) < LEVEL * usual
    reach |= level & (across < left) & (across > left - BEFORE * usual)
    return np.where(reach & (told < 1), told, np.inf)


def _cut(gray: Pixels, blots: _Blots, owner: Ints, number: int, usual: float) -> Found:
    mine = np.flatnonzero(owner == number)
    rim = max(2, round(RIM * usual))
    left, top = int(blots.left[mine].min()) - rim, int(blots.top[mine].min()) - rim
    right = int((blots.left[mine] + blots.width[mine]).max()) + rim
    bottom = int((blots.top[mine] + blots.height[mine]).max()) + rim
    box = Box(max(0, left), max(0, top), min(gray.shape[1], right), min(gray.shape[0], bottom))
    part = gray[box.top : box.bottom, box.left : box.right].copy()
    labels = blots.labels[box.top : box.bottom, box.left : box.right]
    keep = owner == number
    # Specks and strokes of a pen stay where they are: the net has learned to see past them. Rules go.
    keep |= (owner == 0) & (blots.height <= TALL * usual) & (blots.width <= 3 * usual)
    keep |= (owner == 0) & (blots.height > TALL * usual)
    keep[0] = True
    foreign = np.asarray(~keep[labels], np.uint8)
    if foreign.any():
        rim_too = cv2.dilate(foreign, np.ones((3, 3), np.uint8)) > 0
        part[rim_too & ((owner[labels] != number) | (labels == 0))] = 255
    return Found(part, box)
