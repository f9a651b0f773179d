"""Makes the reading copy easier to read: even paper, no speckle, no seal or pen over the print. Never archived."""

from dataclasses import replace

import cv2
import numpy as np

from digitize import ink
from digitize.model import Pixels, Scan, Step

COLOURED = 60
BLACK = 120
# Below this the median costs more strokes than it saves: CER 6.9 % without, 9.1 % with it at noise 2 to 6 (200 dpi).
NOISY = 6.5
GROUND_DPI = 25.0
PRINT_CELLS = 12
DARKEST_PAPER = 32


def clean(scan: Scan) -> Scan:
    """The scan in gray, its background divided out, with coloured ink over print taken away and noise smoothed."""
    gray, coloured = _without_colour(scan.pixels, scan.dpi)
    even = _divide(gray, scan.dpi)
    noise = _noise(even)
    made = np.asarray(cv2.medianBlur(even, 3), np.uint8) if noise > NOISY else even
    made.flags.writeable = False
    numbers = (("noise", round(noise, 2)), ("coloured", round(coloured, 4)))
    return replace(scan, pixels=made, steps=(*scan.steps, Step("clean", numbers)))


def _without_colour(pixels: Pixels, dpi: float) -> tuple[Pixels, float]:
    """Luminance, but where strongly coloured ink touches black print: there the lightest channel, in which it vanishes.

    Colour that stands alone (a red number, a printed stamp) may be all there is to read and stays. Also the share of
    the page that was taken.
    """
    gray = ink.get_gray(pixels)
    if pixels.ndim == 2:
        return gray, 0.0
    red, green, blue = cv2.split(pixels)
    lightest = np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)
    darkest = ink.get_darkest(pixels)
    strong = np.asarray(cv2.subtract(lightest, darkest) > COLOURED, np.uint8)
    if not strong.any():
        return gray, 0.0
    over = _over_print(strong, np.asarray(lightest < BLACK, np.uint8), dpi)
    return np.where(over > 0, lightest, gray), float(over.mean())


def _over_print(strong: Pixels, black: Pixels, dpi: float) -> Pixels:
    """1 where a patch of coloured ink, gathered over gaps of 1.5 mm, holds enough black to be lying over print."""
    # Gathering asks for no fine detail: cells of half a millimetre, each saying whether any of its pixels is set.
    cell = max(1, round(0.5 * dpi / ink.INCH))
    colour, print_ = _cells(strong, cell), _cells(black, cell)
    patches = np.asarray(cv2.dilate(colour, np.ones((7, 7), np.uint8)), np.uint8)
    count, labels = cv2.connectedComponents(patches, connectivity=8)
    inside = np.bincount(labels[print_ > 0], minlength=count) >= PRINT_CELLS
    inside[0] = False
    height, width = strong.shape
    where = cv2.resize(np.asarray(inside[labels], np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    # The soft rim of a stroke is less coloured than its middle: two pixels more.
    return np.asarray(cv2.bitwise_and(cv2.dilate(strong, np.ones((5, 5), np.uint8)), where), np.uint8)


def _cells(mask: Pixels, cell: int) -> Pixels:
    """The mask in cells of `cell` x `cell` pixels: 1 where at least an eighth of the cell is set."""
    size = max(1, mask.shape[1] // cell), max(1, mask.shape[0] // cell)
    return np.asarray(cv2.resize(mask * 255, size, interpolation=cv2.INTER_AREA) >= 32, np.uint8)


def _divide(gray: Pixels, dpi: float) -> Pixels:
    """The page divided by its paper: the lightest of each surroundings (3 mm), smoothed, becomes white."""
    height, width = gray.shape
    factor = max(1, round(dpi / GROUND_DPI))
    size = max(1, width // factor), max(1, height // factor)
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    paper = np.maximum(cv2.medianBlur(cv2.dilate(small, np.ones((3, 3), np.uint8)), 5), DARKEST_PAPER)
    ground = cv2.resize(paper.astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, ground, scale=255), np.uint8)


def _noise(even: Pixels) -> float:
    """How far, in levels, a pixel of bare paper lies from the median of its neighbours, on average."""
    smooth = cv2.medianBlur(even, 3)
    paper = np.asarray(smooth > 200, np.uint8)
    return float(cv2.mean(cv2.absdiff(even, smooth), mask=paper)[0])
