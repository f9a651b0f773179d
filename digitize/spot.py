"""Finds bare paper for the visible signature: the top right of a page (NĐ 30/2020/NĐ-CP, phụ lục I)."""

import math

import cv2
import numpy as np

from digitize import ink
from digitize.model import Box, Pixels, Scan

WIDTH_MM = 80.0
HEIGHT_MM = 15.0
TOP_MM = 25.0
EDGE_MM = 4.0
LOOK_DPI = 50.0


def find_spot(scan: Scan) -> Box | None:
    """An ink-free place of 80 x 15 mm at the top right, in pixels of the corrected page at the original's dpi.

    It keeps 4 mm from the edges, lies in the top 25 mm and, as far as the width allows, in the right half; a page
    narrower than that gets a narrower one (its width less 10 mm). None when ink stands everywhere. The scan must not
    have been cleaned: a faint or coloured mark is ink too.
    """
    image, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, LOOK_DPI)
    unit = dpi / ink.INCH
    edge = math.ceil(EDGE_MM * unit)
    page = image.shape[1]
    wide = math.ceil(min(WIDTH_MM * unit, page - 10 * unit))
    high = math.ceil(HEIGHT_MM * unit)
    last_top = min(math.floor(TOP_MM * unit), image.shape[0] - edge) - high
    right = page - edge - wide
    if wide <= 0 or last_top < edge or right < edge:
        return None
    left = max(edge, min(math.ceil(page / 2), right))
    # One row and column more on every side, so that no ink stands close to the stamp.
    ink_sums = cv2.integral(_ink(image, dpi))
    tops, lefts = np.mgrid[edge : last_top + 1, left : right + 1]
    above, beside, below, beyond = tops - 1, lefts - 1, tops + high + 1, lefts + wide + 1
    inside = ink_sums[below, beyond] - ink_sums[above, beyond] - ink_sums[below, beside] + ink_sums[above, beside]
    free = np.flatnonzero(inside == 0)
    if not free.size:
        return None
    far = (tops - edge).ravel()[free] + (right - lefts).ravel()[free]
    best = free[far.argmin()]
    return _scaled(int(lefts.ravel()[best]), int(tops.ravel()[best]), (wide, high), scan.width / page)


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
