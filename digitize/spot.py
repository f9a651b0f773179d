"""Finds bare paper for the visible signature: the top right of a page (NĐ 30/2020/NĐ-CP, phụ lục I)."""

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Box, Pixels, Scan

WIDTH_MM = 80.0
HEIGHTS_MM = (18.5, 15.0)  # room for five lines, else for four
TOP_MM = 25.0
EDGE_MM = 4.0
LOOK_DPI = 50.0
Sums = npt.NDArray[Any]


def find_spot(scan: Scan) -> Box | None:
    """An ink-free place of 80 x 18.5 mm, else 15 mm, at the top right, in pixels of the corrected page at original dpi.

    It keeps 4 mm from the edges, lies in the top 25 mm and, as far as the width allows, in the right half; a page
    narrower than that gets a narrower one (its width less 10 mm). None when ink stands everywhere. The scan must not
    have been cleaned: a faint or coloured mark is ink too.
    """
    image, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, LOOK_DPI)
    unit = dpi / ink.INCH
    edge = math.ceil(EDGE_MM * unit)
    page = image.shape[1]
    wide = math.ceil(min(WIDTH_MM * unit, page - 10 * unit))
    right = page - edge - wide
    if wide <= 0 or right < edge:
        return None
    left = max(edge, min(math.ceil(page / 2), right))
    ink_sums = cv2.integral(_ink(image, dpi))
    lowest = min(math.floor(TOP_MM * unit), image.shape[0] - edge)
    for high in (math.ceil(height * unit) for height in HEIGHTS_MM):
        found = _find(ink_sums, (edge, lowest - high, left, right), (wide, high))
        if found:
            return _scaled(*found, (wide, high), scan.width / page)
    return None


def _find(ink_sums: Sums, reach: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int] | None:
    """Left and top of the bare place nearest to the top right corner, if there is one."""
    (edge, last_top, left, right), (wide, high) = reach, size
    if last_top < edge:
        return None
    # One row and column more on every side, so that no ink stands close to the stamp.
    tops, lefts = np.mgrid[edge : last_top + 1, left : right + 1]
    above, beside, below, beyond = tops - 1, lefts - 1, tops + high + 1, lefts + wide + 1
    inside = ink_sums[below, beyond] - ink_sums[above, beyond] - ink_sums[below, beside] + ink_sums[above, beside]
    free = np.flatnonzero(inside == 0)
    if not free.size:
        return None
    far = (tops - edge).ravel()[free] + (right - lefts).ravel()[free]
    best = free[far.argmin()]
    return int(lefts.ravel()[best]), int(tops.ravel()[best])


def _ink(image: Pixels, dpi: float) -> Pixels:
    """1 where any ink stands: fine strokes by their surroundings, large dark surfaces by their darkness."""
    dark = np.asarray(image < 128, np.uint8)
    return np.asarray(cv2.bitwise_or(ink.get_mask(image, dpi), dark), np.uint8)


def _scaled(left: int, top: int, size: tuple[int, int], ratio: float) -> Box:
    """The place in the original's pixels, rounded inwards so that it never covers more than was looked at."""
    return Box(
        math.ceil(left * ratio),
        math.ceil(top * ratio),
        math.floor((left + size[0]) * ratio),
        math.floor((top + size[1]) * ratio),
    )
