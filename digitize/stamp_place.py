"""Where the visible signature stands on page 1: on bare paper, else above the paper, which grows for it.

Source: NĐ 30/2020/NĐ-CP, phụ lục I; TT 05/2025/TT-BNV, Điều 8: top right. The scale stays 100 %.
"""

import math
from dataclasses import dataclass

from digitize.model import Box
from digitize.stamp_text import POINTS, Says, lowest

ROOM = (80.0, 15.0)  # millimetres, width and height of a stamp
MARGIN = 1.5  # millimetres above and below a stamp where page 1 grows at the top because ink is everywhere
EDGE = 2.5  # millimetres between that stamp and the page's right edge


@dataclass(frozen=True, slots=True)
class StampPlace:
    """Where a stamp may stand, in millimetres of the page as packed, which grew by `grown` at the top for it."""

    left: float
    top: float
    width: float
    height: float
    grown: float = 0.0


def place_stamp(spot: Box | None, across: float, mm: float, stamp: Says) -> StampPlace:
    """The bare spot (pixels of `mm` millimetres) when it holds the stamp, else room above a page so wide (mm)."""
    if spot is not None:
        width, height = (spot.right - spot.left) * mm, (spot.bottom - spot.top) * mm
        if height >= _needed(stamp, width):
            return StampPlace(spot.left * mm, spot.top * mm, width, height)
    width = min(ROOM[0], across - 2 * EDGE)
    height = max(ROOM[1], _needed(stamp, width))
    return StampPlace(across - EDGE - width, MARGIN, width, height, height + 2 * MARGIN)


def _needed(stamp: Says, width: float) -> float:
    """Millimetres of height that a stamp takes at a width in millimetres; whole points, as it will be drawn."""
    lines, _ = stamp.lay_out(int(width * POINTS))
    return math.ceil(lowest(len(lines))) / POINTS + 0.01 if lines else 0.0
