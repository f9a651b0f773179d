"""A line of print as the line net wants it: one height, one size of letters, one contrast, the middle at one place.

The size is taken from how far the ink spreads about its middle row, which depends little on whether a line has
capitals, marks or descenders; the height of the ink would differ by three times.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.model import Pixels

HEIGHT = 40
# Where the ink's middle row comes to lie, and its standard deviation, in rows; letters are then about 28 pixels high
# from one line to the next.
MIDDLE, SPREAD = 23.0, 5.6
STRIDE = 4
# Of dashes and dots alone the spread tells nothing: the picture's own height bounds the scale.
_LEAST, _MOST = 0.5, 1.6
_DARK, _LIGHT = 0.02, 0.9
_INK = 0.4
_LEAST_SPAN = 24.0


def shape(gray: Pixels) -> tuple[Pixels, float]:
    """The line as HEIGHT rows, ink 255 on paper 0, and by how much it was scaled; the picture holds little else."""
    ink = contrast(gray)
    middle, spread = find_spread(ink)
    rows = float(ink.shape[0])
    # By how much to enlarge it.
    scale = float(np.clip(SPREAD / max(spread, 0.1), HEIGHT * _LEAST / rows, HEIGHT * _MOST / rows))
    width = max(STRIDE * 2, round(ink.shape[1] * scale))
    height = max(1, round(ink.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = cv2.resize(ink, (width, height), interpolation=way)
    return place(np.asarray(scaled, np.uint8), round(MIDDLE - middle * scale)), scale


def contrast(gray: Pixels) -> Pixels:
    """Ink 255, paper 0, by the lightest and the darkest of the picture."""
    counts = np.cumsum(np.bincount(gray.ravel(), minlength=256))
    dark, paper = np.searchsorted(counts, np.multiply((_DARK, _LIGHT), gray.size)).tolist()
    table = np.clip((paper - np.arange(256)) * (255 / max(paper - dark, _LEAST_SPAN)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, table), np.uint8)


def find_spread(ink: Pixels) -> tuple[float, float]:
    """The ink's middle row and its standard deviation, in rows; the picture's middle where there is no ink."""
    rows = np.asarray(cv2.reduce(np.asarray(ink > 255 * _INK, np.uint8), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)).ravel()
    total = float(rows.sum())
    if not total:
        return ink.shape[0] / 2, 0.0
    places = np.arange(len(rows)) + 0.5
    middle = float((rows * places).sum() / total)
    return middle, float(np.sqrt((rows * (places - middle) ** 2).sum() / total))


def place(ink: Pixels, top: int) -> Pixels:
    """HEIGHT rows in which the picture begins at row `top` (below 0: its first rows are cut off)."""
    made = np.zeros((HEIGHT, ink.shape[1]), np.uint8)
    first, last = max(top, 0), min(top + ink.shape[0], HEIGHT)
    if first < last:
        made[first:last] = ink[first - top : last - top]
    return made


def batch(lines: list[Pixels]) -> npt.NDArray[np.float32]:
    """Lines side by side as the net's input (count, 1, HEIGHT, width), filled up with paper to a common width."""
    width = -(-max(line.shape[1] for line in lines) // STRIDE) * STRIDE
    made = np.zeros((len(lines), 1, HEIGHT, width), np.float32)
    for number, line in enumerate(lines):
        made[number, 0, :, : line.shape[1]] = line
    return np.asarray(made / np.float32(255), np.float32)
