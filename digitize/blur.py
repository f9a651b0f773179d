"""How sharp a page is: the width of the steps from paper to ink, where print is densest."""

import math
from collections.abc import Iterator

import cv2
import numpy as np

from digitize import ink
from digitize.model import Pixels, Scan

LOOK_DPI = 50.0
TILE_MM, MOST_TILES, FEWEST_TILES = 12.0, 18, 3
UNEVEN = 8.0
REACH_MM, CONTRAST, FEWEST_STEPS = 1.1, 50.0, 15
SHARPER_THIRD = 33


def find_spread(scan: Scan) -> float | None:
    """By how many millimetres ink runs into paper: the standard deviation of the blur that makes such steps.

    Judged by the sharper third of the places that bear most ink, so that stamps, portraits and soft pencil do not count
    against the scanner. None where too little is printed to say.
    """
    found = [spread for tile in _tiles(scan) if (spread := _spread(tile, scan.dpi)) is not None]
    if len(found) < FEWEST_TILES:
        return None
    return float(np.percentile(found, SHARPER_THIRD)) * ink.INCH / scan.dpi


def _tiles(scan: Scan) -> Iterator[Pixels]:
    """The places of the page where light and dark differ most, in gray."""
    small, dpi = ink.shrink(ink.get_gray(scan.pixels), scan.dpi, LOOK_DPI)
    ratio, side = scan.pixels.shape[1] / small.shape[1], round(TILE_MM * dpi / ink.INCH)
    rows, columns = small.shape[0] // side, small.shape[1] // side
    cells = small[: rows * side, : columns * side].reshape(rows, side, columns, side).astype(np.float32)
    uneven = cells.std(axis=(1, 3)).ravel()
    for place in np.argsort(-uneven, kind="stable")[:MOST_TILES]:
        if uneven[place] >= UNEVEN:
            top, left = (round(int(cell) * side * ratio) for cell in divmod(int(place), columns))
            reach = round(side * ratio)
            yield ink.get_gray(np.ascontiguousarray(scan.pixels[top : top + reach, left : left + reach]))


def _spread(tile: Pixels, dpi: float) -> float | None:
    """The median width of the steepest steps of a tile, in pixels; None where there are too few."""
    side = max(5, round(REACH_MM * dpi / ink.INCH) | 1)
    around = np.ones((side, side), np.uint8)
    depth = cv2.subtract(cv2.dilate(tile, around), cv2.erode(tile, around)).astype(np.float32)
    values = tile.astype(np.float32)
    across = cv2.filter2D(values, -1, np.array([[-0.5, 0.0, 0.5]], np.float32))
    down = cv2.filter2D(values, -1, np.array([[-0.5], [0.0], [0.5]], np.float32))
    steep = cv2.magnitude(across, down)
    inner = np.zeros(tile.shape, np.bool_)
    inner[side:-side, side:-side] = True
    peaks = (steep >= cv2.dilate(steep, np.ones((5, 5), np.uint8))) & (steep >= 1)
    steps = peaks & (depth >= max(CONTRAST, 0.6 * float(depth.max()))) & inner
    if np.count_nonzero(steps) < FEWEST_STEPS:
        return None
    # A step blurred by a Gaussian of deviation s rises by depth / (s * sqrt(2 pi)) at its steepest.
    return float(np.median(depth[steps] / steep[steps])) / math.sqrt(2 * math.pi)
