"""Makes the reading copy easier to read: even paper, no lid or fold, no seal or pen over the print. Never archived."""

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink, wear
from digitize.coloured_ink import find_crossings, find_stains, lift, unmix
from digitize.fold import lift_folds
from digitize.leaders import lift_leaders
from digitize.model import Pixels, Scan, Step

# Below this the median costs more strokes than it saves: CER 6.9 % without, 9.1 % with it at noise 2 to 6 (200 dpi).
NOISY = 6.5
CELL_DPI = 50.0
DARKEST_PAPER = 32
DARK, SOLID_MM, LID_MM, NEAR_MM = 0.55, 2.0, 8.0, 3.0
HOLE_MM, HOLE_FULL, HOLE_EDGE_MM = (4.0, 8.5), (0.68, 0.92), 26.0

Mask = npt.NDArray[np.bool_]


def clean(scan: Scan) -> Scan:
    """The scan in gray: its background divided out, coloured ink over print, lid, holes, folds, dots taken away.

    Noise is smoothed where there is much. The step tells the noise (levels), the share of the page from which ink was
    taken, the share painted white, the number of folds, and of dots of leaders under print.
    """
    small, dpi = ink.shrink(scan.pixels, scan.dpi, CELL_DPI)
    ground = _ground(small)
    paper = wear.find_paper(ink.get_gray(small), scan, dpi)
    sheet = np.ones(small.shape[:2], np.bool_) if paper is None else paper
    even = _divide(ink.get_gray(scan.pixels), ink.get_gray(ground))
    coloured = _take_ink(even, scan, (small, ground), sheet)
    painted = _paint(even, ink.get_gray(small), sheet, dpi)
    folds = lift_folds(even, scan.dpi)
    dots = lift_leaders(even, scan.dpi)
    noise = _noise(even)
    made = np.asarray(cv2.medianBlur(even, 3), np.uint8) if noise > NOISY else even
    made.flags.writeable = False
    numbers = (
        ("noise", round(noise, 2)),
        ("coloured", round(coloured, 4)),
        ("painted", round(painted, 4)),
        ("folds", folds),
        ("dots", dots),
    )
    return replace(scan, pixels=made, steps=(*scan.steps, Step("clean", numbers)))


def _ground(small: Pixels) -> Pixels:
    """The paper at 25 dpi: the lightest of each surroundings (3 mm), smoothed, channel by channel."""
    size = max(1, small.shape[1] // 2), max(1, small.shape[0] // 2)
    half = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(half, np.ones((3, 3), np.uint8)), 5)
    return np.maximum(np.asarray(paper, np.uint8), np.uint8(DARKEST_PAPER))


def _divide(page: Pixels, ground: Pixels) -> Pixels:
    """The page divided by its paper, which becomes white."""
    size = page.shape[1], page.shape[0]
    return np.asarray(cv2.divide(page, cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR), scale=255), np.uint8)


def _take_ink(even: Pixels, scan: Scan, looks: tuple[Pixels, Pixels], sheet: Mask) -> float:
    """Takes coloured ink off the print, in place; the share of the page that was touched (a gray page has none)."""
    if scan.pixels.ndim == 2:
        return 0.0
    small, ground = looks
    factor = even.shape[1] // small.shape[1]
    stains = list(find_stains(_divide(small, ground), sheet, scan.dpi / factor / ink.INCH))
    for stain in stains:
        lift(even, _colours(scan, ground, (stain.left, stain.top, *stain.where.shape), factor), stain, factor)
    for crossing in find_crossings(stains):
        place = crossing.left, crossing.top, *crossing.wheres[0].shape
        unmix(even, _colours(scan, ground, place, factor), crossing, factor)
    return sum(cv2.countNonZero(stain.where) for stain in stains) / sheet.size


def _colours(scan: Scan, ground: Pixels, place: tuple[int, int, int, int], factor: int) -> Pixels:
    """A part of the page in colour, its paper white; `place`: left, top, rows and columns of the small picture."""
    left, top, rows, columns = (edge * factor for edge in place)
    view = scan.pixels[top : top + rows, left : left + columns]
    paper = _cut(ground, (left, top, view.shape[1], view.shape[0]), scan.pixels.shape[:2])
    return np.asarray(cv2.divide(view, paper, scale=255), np.uint8)


def _cut(ground: Pixels, place: tuple[int, int, int, int], page: tuple[int, ...]) -> Pixels:
    """The part of the ground at a place (left, top, width, height) of the page, in the page's pixels."""
    left, top, width, height = place
    across, down = ground.shape[1] / page[1], ground.shape[0] / page[0]
    matrix = np.array([[across, 0, (left + 0.5) * across - 0.5], [0, down, (top + 0.5) * down - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    part = cv2.warpAffine(ground, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(part, np.uint8)


def _paint(even: Pixels, small: Pixels, sheet: Mask, dpi: float) -> float:
    """Paints the scanner's black lid and punched holes white, in place; which share of the page that is."""
    unit = dpi / ink.INCH
    dark = np.asarray(small < DARK * float(np.median(small[::3, ::3])), np.uint8)
    away = _lid(dark, sheet, unit) | _holes(dark, unit)
    if not away.any():
        return 0.0
    even[cv2.resize(away, even.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0] = 255
    return float(away.mean())


def _lid(dark: Pixels, sheet: Mask, unit: float) -> Pixels:
    """1 beyond the sheet and on what is dark near there, if the lid is seen: black, solid, longer than a letter."""
    # A stamp or a rule that runs over the scan's edge is dark there too, but thin.
    kernel = np.ones((max(3, round(SOLID_MM * unit)),) * 2, np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    if not ((solid > 0) & ~sheet).any():
        return np.zeros_like(dark)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(dark & ~sheet, np.uint8), connectivity=8)
    long = boxes[:, 2:4].max(axis=1) >= LID_MM * unit
    long[0] = False
    if count == 1 or not long.any():
        return np.zeros_like(dark)
    near = cv2.dilate(long[labels].astype(np.uint8), np.ones((2 * round(NEAR_MM * unit) + 1,) * 2, np.uint8))
    # Between lid and sheet the rim is soft, and ragged where the lid is a thin wedge.
    ragged = cv2.dilate(cv2.bitwise_and(near, dark), np.ones((5, 5), np.uint8))
    return np.asarray((ragged > 0) | ~sheet, np.uint8)


def _holes(dark: Pixels, unit: float) -> Pixels:
    """1 on round dark discs of a punched hole's size near an edge, and on their soft rim."""
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    sides = boxes[:, 2:4]
    full = boxes[:, 4] / sides.prod(axis=1)
    edge = np.minimum(middles, np.array(dark.shape[::-1]) - middles).min(axis=1)
    fits = (sides.min(axis=1) >= HOLE_MM[0] * unit) & (sides.max(axis=1) <= HOLE_MM[1] * unit)
    fits &= (np.abs(np.diff(sides)[:, 0]) <= unit) & (full > HOLE_FULL[0]) & (full < HOLE_FULL[1])
    fits &= edge <= HOLE_EDGE_MM * unit
    if not fits.any():
        return np.zeros_like(dark)
    return np.asarray(cv2.dilate(fits[labels].astype(np.uint8), np.ones((5, 5), np.uint8)), np.uint8)


def _noise(even: Pixels) -> float:
    """How far, in levels, a pixel of bare paper lies from the median of its neighbours, on average."""
    smooth = cv2.medianBlur(even, 3)
    paper = np.asarray(smooth > 200, np.uint8)
    return float(cv2.mean(cv2.absdiff(even, smooth), mask=paper)[0])
