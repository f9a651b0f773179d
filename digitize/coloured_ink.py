"""Coloured ink on paper, and the print under it: what a seal or a pen laid over black letters is taken off again.

Light passes a stroke of coloured ink and the black print below it one after the other. So the lightest channel, raised
by a share of its distance from the darkest one, shows the print alone; the share belongs to the ink and is measured
where nothing is printed under it.

Where a pen crosses a seal no channel is light. There the densities of two inks and of black add up (Beer and Lambert),
and three channels tell how much there is of each (Ruifrok and Johnston 2001, colour deconvolution).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from digitize.model import Pixels

COLOURED = 16
BLACK = 50
GATHER_MM, LEAST_MM2 = 1.5, 5.0
OVER_MM2 = 3.0
MOST_SHARE = 2.0
SEAL_MM, ROUND = (14.0, 52.0), 0.85
SQUARE, TOUCHED = 0.88, 0.25
# A page's largest crossings are unmixed; the colour of an ink is that of the fifth of it that is least like gray.
MOST_CROSSINGS, FEWEST_PIXELS, PUREST = 8, 100, 80.0
# Below this level a channel tells no density; inks more alike than this are not told apart by three channels.
DARKEST, MOST_ALIKE = 4, 15.0

Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stain:
    """A patch of one ink on a small picture: where it lies, its lightest channel, and the share of its colour to add.

    `where` is 1 on the ink and a cell or two around it, with `left` and `top` its place.
    """

    left: int
    top: int
    where: Pixels
    channel: int
    share: float

    @property
    def right(self) -> int:
        """The first column past it."""
        return self.left + int(self.where.shape[1])

    @property
    def bottom(self) -> int:
        """The first row past it."""
        return self.top + int(self.where.shape[0])


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where two inks of unlike colours meet on a small picture: the bounds of both, and each one there."""

    left: int
    top: int
    wheres: tuple[Pixels, Pixels]
    channels: tuple[int, int]


def find_stains(small: Pixels, paper: Mask, millimetre: float) -> Iterator[Stain]:
    """The ink that hides print, and round seals wherever they stand, on a small picture whose paper is white.

    Other colour that stands alone (a red number, a framed stamp) may be all there is to read and stays. A cell of the
    picture should be half a millimetre: noise has averaged out, a pen's stroke has not. `millimetre` in pixels.
    """
    channels = cv2.split(small)
    lightest = cv2.max(cv2.max(channels[0], channels[1]), channels[2])
    darkest = np.asarray(cv2.min(cv2.min(channels[0], channels[1]), channels[2]), np.uint8)
    colour = cv2.subtract(lightest, darkest)
    # The coloured fringe that a scanner gives to black letters is weak beside their darkness.
    coloured = (colour > COLOURED) & (cv2.bitwise_not(darkest) < (1 + MOST_SHARE) * colour) & paper
    reach = 2 * round(GATHER_MM * millimetre) + 1
    least = LEAST_MM2 * millimetre**2
    for number, channel in enumerate(channels):
        ink = np.asarray(coloured & (channel == lightest), np.uint8)
        if cv2.countNonZero(ink) < least:
            continue
        patches = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
        count, labels, boxes, _ = cv2.connectedComponentsWithStats(patches, connectivity=8)
        for label in range(1, count):
            left, top, width, height = (int(value) for value in boxes[label, :4])
            place = np.s_[top : top + height, left : left + width]
            mine = (ink[place] > 0) & (labels[place] == label)
            if np.count_nonzero(mine) >= least:
                light, dark = (np.asarray(one[place], np.float32) for one in (channel, darkest))
                share = _share(light[mine], dark[mine])
                if _hides(mine, light + share * (light - dark), number, millimetre):
                    where = cv2.dilate(np.asarray(mine, np.uint8), np.ones((5, 5), np.uint8))
                    yield Stain(left, top, np.asarray(where, np.uint8), number, share)


def lift(even: Pixels, colours: Pixels, stain: Stain, factor: int) -> None:
    """Takes a stain out of the gray page `even`; `colours` is that part of the page in colour, its paper white.

    `factor`: how many of the page's pixels a cell of the stain's picture is wide.
    """
    left, top = stain.left * factor, stain.top * factor
    view = even[top : top + colours.shape[0], left : left + colours.shape[1]]
    channels = cv2.split(colours)
    darkest = cv2.min(cv2.min(channels[0], channels[1]), channels[2])
    bare = cv2.addWeighted(channels[stain.channel], 1 + stain.share, darkest, -stain.share, 0)
    size = stain.where.shape[1] * factor, stain.where.shape[0] * factor
    where = cv2.resize(stain.where, size, interpolation=cv2.INTER_NEAREST)[: view.shape[0], : view.shape[1]]
    # Where two inks cross, each leaves the other: the lighter of what they leave is nearest to the print.
    np.copyto(view, cv2.max(view, bare), where=where > 0)


def find_crossings(stains: Sequence[Stain]) -> Iterator[Crossing]:
    """The crossings of stains with unlike lightest channels, the largest first, no more than a page may have."""
    pairs = [(_count_shared(one, two), one, two) for one, two in combinations(stains, 2) if one.channel != two.channel]
    shared = sorted((pair for pair in pairs if pair[0]), key=lambda pair: -pair[0])
    for _, one, two in shared[:MOST_CROSSINGS]:
        left, top = min(one.left, two.left), min(one.top, two.top)
        wheres = np.zeros((2, max(one.bottom, two.bottom) - top, max(one.right, two.right) - left), np.uint8)
        for where, stain in zip(wheres, (one, two), strict=True):
            where[stain.top - top : stain.bottom - top, stain.left - left : stain.right - left] = stain.where
        yield Crossing(left, top, (wheres[0], wheres[1]), (one.channel, two.channel))


def _count_shared(one: Stain, two: Stain) -> int:
    """How many cells both stains cover."""
    left, top = max(one.left, two.left), max(one.top, two.top)
    right, bottom = max(min(one.right, two.right), left), max(min(one.bottom, two.bottom), top)
    first, second = (
        stain.where[top - stain.top : bottom - stain.top, left - stain.left : right - stain.left]
        for stain in (one, two)
    )
    return int(np.count_nonzero(first & second))


def unmix(even: Pixels, colours: Pixels, crossing: Crossing, factor: int) -> None:
    """Takes both inks of a crossing out of the gray page `even` where each is seen; arguments as for `lift`."""
    left, top = crossing.left * factor, crossing.top * factor
    view = even[top : top + colours.shape[0], left : left + colours.shape[1]]
    first, second = (
        cv2.resize(where, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST)[: view.shape[0], : view.shape[1]]
        for where in crossing.wheres
    )
    inks = [
        _colour(colours[(mine > 0) & (other == 0)], channel)
        for mine, other, channel in zip((first, second), (second, first), crossing.channels, strict=True)
    ]
    if inks[0] is None or inks[1] is None:
        return
    mixing = np.stack([inks[0], inks[1], np.ones(3, np.float32)], axis=1)
    if np.linalg.cond(mixing) > MOST_ALIKE:
        return
    amounts = _density(colours) @ np.linalg.inv(mixing).T.astype(np.float32)
    print_ = np.asarray(255 * np.exp(-np.maximum(amounts[..., 2], 0)), np.uint8)
    seen = ((first > 0) | (second > 0)) & (amounts[..., 0] > 0) & (amounts[..., 1] > 0)
    np.copyto(view, cv2.max(view, print_), where=seen)


def _density(colours: Pixels) -> Values:
    """How much light each channel lost on its way: the logarithm of white over it."""
    table = np.log(255 / np.maximum(np.arange(256), DARKEST)).astype(np.float32)
    return np.asarray(table[colours], np.float32)


def _colour(pixels: Pixels, channel: int) -> Values | None:
    """An ink's densities in the channels, the largest 1, from pixels of it and of paper; None where too few are pure.

    `channel`: the ink's lightest.
    """
    levels = pixels.astype(np.int16)
    density = _density(pixels[(np.ptp(levels, axis=1) > COLOURED) & (levels.argmax(axis=1) == channel)])
    if len(density) < FEWEST_PIXELS:
        return None
    pure = np.ptp(density, axis=1)
    density = density[pure >= np.percentile(pure, PUREST)]
    return np.asarray(np.median(density / density.max(axis=1, keepdims=True), axis=0), np.float32)


def _share(light: Values, dark: Values) -> float:
    """How far, in parts of its colour, this ink's lightest channel stays below white (most of it lies on paper)."""
    return float(np.clip(np.median((255 - light) / np.maximum(light - dark, 1)), 0, MOST_SHARE))


def _hides(ink: Mask, print_: Values, channel: int, millimetre: float) -> bool:
    """Whether print lies under the ink, or it is a round red seal; a framed stamp that print just touches stays."""
    near = cv2.dilate(np.asarray(ink, np.uint8), np.ones((3, 3), np.uint8)) > 0
    over = np.count_nonzero(near & (print_ < 255 - BLACK))
    points = np.argwhere(ink)[:, ::-1].astype(np.int32)
    hull = cv2.convexHull(points)
    area = cv2.contourArea(hull)
    _, radius = cv2.minEnclosingCircle(hull)
    if channel == 0 and area > ROUND * np.pi * radius**2 and SEAL_MM[0] <= 2 * radius / millimetre <= SEAL_MM[1]:
        return True
    _, (width, height), _ = cv2.minAreaRect(hull)
    framed = area > SQUARE * width * height and over < TOUCHED * points.shape[0]
    return bool(not framed and over >= OVER_MM2 * millimetre**2)
