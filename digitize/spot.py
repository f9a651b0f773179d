"""A place on the page where a stamp hides nothing: no text, seal, signature or picture under it."""

import cv2
import numpy as np

from digitize import ink
from digitize.model import Box, Pixels, Scan

# Millimetres: the stamp's width and height, how far down it may reach (NĐ 30/2020, box 14: top right of page 1), the
# distance from the edges, and how fine the page is looked at.
STAMP = (80.0, 15.0)
REACH = 25.0
EDGE = 4.0
_DPI = 50.0
_SPECK = 2


def find_spot(scan: Scan) -> Box | None:
    """An ink-free place at the top right of the corrected page (pixels at the original's dpi), None if there is none.

    The page's pixels must not have been cleaned: a faint stamp or pencil mark is ink.
    """
    gray, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, _DPI)
    free = _free(ink.get_mask(gray, dpi))
    height, width = free.shape
    mm = dpi / ink.INCH
    wide = round(min(STAMP[0] * mm, width - 2 * EDGE * mm))
    tall, edge = round(STAMP[1] * mm), round(EDGE * mm)
    if wide <= 0 or tall + edge > height:
        return None
    leftmost = min(width // 2, width - edge - wide)
    lowest = min(round(REACH * mm), height) - tall
    covered = cv2.integral(1 - free)
    for top in range(edge, lowest + 1):
        for left in range(width - edge - wide, leftmost - 1, -1):
            right, bottom = left + wide, top + tall
            if covered[bottom, right] - covered[top, right] - covered[bottom, left] + covered[top, left] == 0:
                scale = scan.original.dpi / dpi
                return Box(*(round(edge * scale) for edge in (left, top, right, bottom)))
    return None


def _free(mask: Pixels) -> Pixels:
    """1 where no ink is, with a cell of room around it; specks of dust do not count."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    large = stats[:count, cv2.CC_STAT_AREA] > _SPECK
    large[0] = False
    inked = np.asarray(large[labels], np.uint8)
    return np.asarray(1 - cv2.dilate(inked, np.ones((3, 3), np.uint8)), np.uint8)
