"""Folds of a sheet: thin dark lines from edge to edge, whose darkness is taken off the print that they cross."""

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Pixels

STEP = 16
DEEP, DEEPEST = 16, 128
COVERS, BEYOND = 0.7, 0.6
BEYOND_MM = 6.0
BAND_MM, WINDOW_MM = 0.9, 12.0
AROUND_MM, STRAIGHT = 1.5, 1.6
PRINT, PRINT_MM = 160, 3.0
# what is dark so near to the border is the lid beyond the sheet
RIM_MM = 3.0
MOST = 3

Numbers = npt.NDArray[np.float64]


def lift_folds(even: Pixels, dpi: float) -> int:
    """Lightens, in place, the level and upright folds of a straightened gray page whose paper is white; how many.

    A fold goes on beyond the print on both sides; a table's rule does not.
    """
    cell = 4
    rim = max(1, round(RIM_MM * dpi / ink.INCH / cell))
    print_ = cv2.erode(even, np.ones((cell, cell), np.uint8), anchor=(0, 0))[::cell, ::cell] < PRINT
    found = 0
    for page, axis in ((even, 0), (even.T, 1)):
        # The lightest of every 16 pixels along a row: letters are narrower and vanish, lines stay.
        shape = (1, STEP + 1) if axis == 0 else (STEP + 1, 1)
        widened = cv2.dilate(even, np.ones(shape, np.uint8))
        runs = np.ascontiguousarray((widened if axis == 0 else widened.T)[:, STEP // 2 :: STEP])
        across = np.count_nonzero(print_, axis=axis)
        across[:rim] = across[len(across) - rim :] = 0
        bearing = np.flatnonzero(across >= PRINT_MM * dpi / ink.INCH / cell)
        if not bearing.size:
            continue
        block = int(bearing[0]) * cell // STEP, -(-int(bearing[-1] + 1) * cell // STEP)
        for line in _find(np.asarray(runs, np.uint8), block, dpi / ink.INCH):
            _lift(page, line, dpi / ink.INCH)
            found += 1
    return found


def _find(runs: Pixels, block: tuple[int, int], unit: float) -> list[Numbers]:
    """The row, run by run, of each level fold that goes beyond the block of print (its first run, and one past it)."""
    reach = round(AROUND_MM * unit)
    around = cv2.dilate(cv2.blur(runs, (1, 3)), np.ones((2 * reach + 1, 1), np.uint8))
    depth = np.asarray(cv2.subtract(around, runs), np.uint8)
    deep = cv2.inRange(depth, np.array(DEEP), np.array(DEEPEST))
    cover = cv2.dilate(deep, np.ones((7, 1), np.uint8)).mean(axis=1) / 255
    # So near to the page's border it is the sheet's own edge.
    cover[: round(BEYOND_MM * unit)] = cover[-round(BEYOND_MM * unit) :] = 0
    found: list[Numbers] = []
    for _ in range(MOST):
        row = int(cover.argmax())
        if cover[row] < COVERS:
            break
        cover[max(row - reach, 0) : row + reach + 1] = 0
        top = max(row - reach + 2, 0)
        line = _fit(depth[top : row + reach - 1], block, max(3, round(BEYOND_MM * unit / STEP)))
        if line is not None:
            found.append(top + line)
    return found


def _fit(depth: Pixels, block: tuple[int, int], beyond: int) -> Numbers | None:
    """The straight line along which the band is dark, if it covers the block and so many runs beyond it."""
    place, deepest = depth.argmax(axis=0), depth.max(axis=0)
    runs = np.flatnonzero((deepest > DEEP) & (deepest <= DEEPEST))
    first, last = block[0] - beyond, block[1] + beyond
    if runs.size < 8 or first < 0 or last > depth.shape[1]:
        return None
    rows, half = place[runs], runs.size // 2
    slope = np.median((rows[half : 2 * half] - rows[:half]) / (runs[half : 2 * half] - runs[:half]))
    start = np.median(rows - slope * runs)
    covered = np.zeros(depth.shape[1], np.bool_)
    covered[runs[np.abs(rows - start - slope * runs) <= STRAIGHT]] = True
    # Close up to the block a punched hole may have taken it away.
    margins = covered[: block[0]], covered[block[1] :]
    stretches = [np.convolve(margin, np.full(beyond, 1 / beyond), "valid").max() for margin in margins]
    if covered[first:last].mean() < COVERS or min(stretches) < BEYOND:
        return None
    return np.asarray(start + slope * np.arange(depth.shape[1]), np.float64)


def _lift(page: Pixels, line: Numbers, unit: float) -> None:
    """Divides a band along the line by its own paper: the middle of its lightest runs, window by window."""
    height, width = page.shape
    places = (np.arange(width) - STEP // 2) / STEP
    slope = (line[-1] - line[0]) / max(line.size - 1, 1)
    middle = np.round(line[0] + slope * places).astype(np.intp)
    reach = round(BAND_MM * unit)
    rows = np.clip(middle[None] + np.arange(-reach, reach + 1)[:, None], 0, height - 1)
    columns = np.arange(width)[None]
    band = page[rows, columns]
    runs = cv2.dilate(band, np.ones((1, STEP + 1), np.uint8))
    window = round(WINDOW_MM * unit)
    centres = range(window // 2, width, window)
    levels = [np.median(runs[:, max(centre - window, 0) : centre + window], axis=1) for centre in centres]
    profile = cv2.resize(np.stack(levels, 1).astype(np.float32), (width, rows.shape[0]))
    share = profile / np.maximum((profile[:1] + profile[-1:]) / 2, 1)
    page[rows, columns] = np.clip(band / np.clip(share, 0.2, 1), 0, 255).astype(np.uint8)
