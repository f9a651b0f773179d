"""Is anything on this page? Every trace of text, stamp or pen counts; worn paper and its other side do not.

Told apart from marks: what shines through from the other side (faint and soft, for paper scatters light), the
scanner's black lid, punched holes, folds, dust, shading. Whatever is not surely one of these is a mark.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink, wear
from digitize.model import Pixels, Scan

LOOK_DPI = 100.0
AROUND_MM = 5.0
MARK_MM, DOT_MM, MOST_DOTS = 1.2, 0.8, 3
# Optics make a speck larger than it is: so much of a mark is at least half as dark as its darkest place.
CORE_MM = 1.0
# So many pieces that stand out by so many levels, besides one row or column, are print: no need to look closer.
PLAIN, MANY, MARGIN_MM, ROW_MM = 32, 30, 12.0, 8.0
# Levels below the paper around, and times the noise, from which on ink is seen at all, and is no show-through: where
# the back takes up to 14 % of the light, pieces of it as long as a letter hardly ever are that dark throughout.
FAINTEST, STRONG, NOISES = 10.0, 19.0, 3.5
# A stamp too pale to be dark is more coloured than the paper by so many levels, over so many half millimetres square.
COLOURED, SPOT = 13.0, 6
# What shines through is a page of print: many soft pieces far apart, once fine noise is smoothed away.
SOFT_MM, SOFT, SOFT_NOISES, MANY_SOFT, WIDE_SOFT = 0.4, 3.0, 2.5, 60, 0.3
# Its edges are soft. Of the ink's detail 0.3 mm wide, so much is left at half that width (root of the energies): of
# what shines through 0.44 to 0.62 where most is left, of faint print among it 0.63 and more.
SHARP, SHARP_DPI, LEAST_DPI = 0.63, 200.0, 140.0
FINE_MM, COARSE_MM = (0.13, 0.18), (0.25, 0.35)
# It is looked at in so many parts of the sheet; those tell nothing where less is inked, or much paler than elsewhere.
PARTS, LEAST_INKED, LEAST_DEPTH = (3, 4), 0.02, 0.4
# What stands on this side over it is darker than most of them, so many times.
OUTSTANDING = 2.0
# A trace on a sheet without that: so many levels and times the noise after smoothing, so long.
TRACE, TRACE_NOISES, TRACE_MM = 4.0, 5.0, 2.5
DARKEST_PAPER, SURFACE, SURFACE_MM = 100.0, 0.62, 10.0

Floats = npt.NDArray[np.float32]


def is_blank(scan: Scan) -> bool:
    """Whether a corrected, uncleaned scan shows bare paper and nothing else; in doubt it does not."""
    image, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, LOOK_DPI)
    if _printed(image, dpi):
        return False
    paper = wear.find_paper(image, scan, dpi)
    if paper is None or _has_surface(image, paper, dpi):
        return False
    dark = _darkness(image, paper, dpi)
    noise = _noise(dark, paper)
    mask = np.asarray(dark > max(FAINTEST, NOISES * noise), np.uint8)
    bare = paper.copy()
    for hole in wear.find_holes(mask * np.asarray(dark > max(STRONG, NOISES * noise), np.uint8), dpi):
        mask[hole] = 0
        bare[hole] = False
    for fold in wear.find_folds(mask, dark, dpi):
        mask[fold] = 0
        bare &= cv2.dilate(fold.astype(np.uint8), np.ones((11, 11), np.uint8)) == 0
    strong = mask * np.asarray(dark > max(STRONG, NOISES * noise), np.uint8)
    if _is_marked(strong, dark, dpi) or _coloured(scan, paper):
        return False
    # Dust is no paper, and its soft rim no faint ink.
    mask[cv2.dilate(strong, np.ones((5, 5), np.uint8)) > 0] = 0
    bare &= cv2.dilate(strong, np.ones((11, 11), np.uint8)) == 0
    if (traces := _shines_through(dark, bare, dpi)) is not None:
        return _sharpness(scan, traces, bare) < SHARP
    return not _sizes(mask, MARK_MM, dpi).any() and not _has_trace(dark, bare, dpi)


def _printed(image: Pixels, dpi: float) -> bool:
    """Whether the page plainly bears print: most pages do, and this costs little. A fold in pieces is none."""
    rim = min(round(MARGIN_MM * dpi / ink.INCH), min(image.shape) // 4)
    inner = np.ascontiguousarray(image[rim : image.shape[0] - rim, rim : image.shape[1] - rim])
    boxes = ink.label(ink.get_mask(inner, dpi, PLAIN)).boxes
    unit = dpi / ink.INCH
    large = boxes[1:][boxes[1:, 2:4].max(axis=1) >= MARK_MM * unit]
    if large.shape[0] < MANY:
        return False
    rows = ((large[:, :2] + large[:, 2:4] / 2) / (ROW_MM * unit)).astype(np.intp)
    return all(large.shape[0] - np.bincount(places).max() >= MANY for places in rows.T)


def _sizes(mask: Pixels, least: float, dpi: float) -> Floats:
    """The longer side of each piece, in millimetres, of those at least so long."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    longest = boxes[1:, 2:4].max(axis=1) * ink.INCH / dpi
    return np.asarray(longest[longest >= least], np.float32)


def _has_surface(image: Pixels, paper: npt.NDArray[np.bool_], dpi: float) -> bool:
    """Whether a large dark surface lies on the paper (a picture, a black sheet), or the paper itself is dark."""
    level = float(np.median(image[::3, ::3][paper[::3, ::3]])) if paper.any() else 0.0
    if level < DARKEST_PAPER:
        return True
    side = round(SURFACE_MM * dpi / ink.INCH)
    even = np.where(paper, image, np.uint8(level)).astype(np.uint8)
    size = max(1, image.shape[1] // side), max(1, image.shape[0] // side)
    cells = cv2.resize(even, size, interpolation=cv2.INTER_AREA)
    return float(cells.min()) < SURFACE * level


def _darkness(image: Pixels, paper: npt.NDArray[np.bool_], dpi: float) -> Floats:
    """By how many levels each pixel is darker than the paper around it; what is no paper does not count."""
    side = round(AROUND_MM * dpi / ink.INCH) | 1
    weights = paper.astype(np.float32)
    values = image.astype(np.float32)
    total = cv2.boxFilter(values * weights, -1, (side, side), normalize=False)
    around = total / np.maximum(cv2.boxFilter(weights, -1, (side, side), normalize=False), 1)
    return np.asarray((around - values) * weights, np.float32)


def _noise(dark: Floats, paper: npt.NDArray[np.bool_]) -> float:
    """The spread of bare paper's levels: by the middle half of them, as ink covers less; 0.3 at least."""
    some = np.abs(dark[::3, ::3][paper[::3, ::3]])
    return max(0.3, 1.48 * float(np.median(some))) if some.size else 0.3


def _is_marked(strong: Pixels, dark: Floats, dpi: float) -> bool:
    """Whether a piece as large as a letter is there, or more dots than dust leaves."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(strong, connectivity=8)
    peaks, places = np.zeros(count, np.float32), np.nonzero(strong)
    owners = np.asarray(labels, np.intp)[places]
    np.maximum.at(peaks, owners, dark[places])
    core = np.zeros_like(strong)
    core[places] = dark[places] >= peaks[owners] / 2
    sizes = _sizes(core, DOT_MM, dpi)
    longest = boxes[1:, 2:4].max(initial=0) * ink.INCH / dpi
    return bool((longest >= MARK_MM and (sizes >= CORE_MM).any()) or sizes.size > MOST_DOTS)


def _coloured(scan: Scan, paper: npt.NDArray[np.bool_]) -> bool:
    """Whether a spot is more coloured than the paper: a stamp too pale to stand out by its darkness."""
    if scan.pixels.ndim == 2:
        return False
    small = ink.shrink(scan.pixels, scan.dpi, LOOK_DPI / 2)[0]
    colour = small.max(axis=2).astype(np.int16) - small.min(axis=2)
    size = colour.shape[1], colour.shape[0]
    inside = cv2.erode(cv2.resize(paper.astype(np.uint8), size), np.ones((5, 5), np.uint8))
    if not inside.any():
        return False
    spots = np.asarray((colour > np.median(colour[inside > 0][::3]) + COLOURED) & (inside > 0), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    return bool((stats[1:, 4] >= SPOT).any())


def _has_trace(dark: Floats, paper: npt.NDArray[np.bool_], dpi: float) -> bool:
    """Whether a trace that noise hides shows once the page is smoothed: pencil, a stamp without ink."""
    soft = np.asarray(cv2.GaussianBlur(dark, (0, 0), SOFT_MM * dpi / ink.INCH) * paper, np.float32)
    mask = np.asarray(soft > max(TRACE, TRACE_NOISES * _noise(soft, paper)), np.uint8)
    for fold in wear.find_folds(mask, soft, dpi):
        mask[fold] = 0
    return bool(_sizes(mask, TRACE_MM, dpi).size)


def _shines_through(dark: Floats, paper: npt.NDArray[np.bool_], dpi: float) -> Pixels | None:
    """The traces of a page of print that lie all over the sheet, none of them much darker than the others, if any."""
    unit = dpi / ink.INCH
    soft = np.asarray(cv2.GaussianBlur(dark, (0, 0), SOFT_MM * unit) * paper, np.float32)
    mask = np.asarray(soft > max(SOFT, SOFT_NOISES * _noise(soft, paper)), np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    large = boxes[:, 2:4].max(axis=1) >= MARK_MM * unit
    large[0] = False
    if np.count_nonzero(large) < MANY_SOFT:
        return None
    middles = (boxes[large, :2] + boxes[large, 2:4] / 2) / np.array(dark.shape[::-1])
    spread = np.percentile(middles, 90, axis=0) - np.percentile(middles, 10, axis=0)
    peaks, places = np.zeros(count, np.float32), np.nonzero(mask)
    np.maximum.at(peaks, np.asarray(labels, np.intp)[places], soft[places])
    darker = np.asarray(soft > OUTSTANDING * np.median(peaks[large]), np.uint8)
    return mask if (spread >= WIDE_SOFT).all() and not _sizes(darker, MARK_MM, dpi).size else None


def _sharpness(scan: Scan, traces: Pixels, paper: npt.NDArray[np.bool_]) -> float:
    """How much of the traces' detail is left at half the width, in the sharpest part of the sheet.

    The noise of bare paper is taken off. Infinite where it cannot be told.
    """
    image, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, SHARP_DPI)
    if dpi < LEAST_DPI:
        return math.inf
    # Around a hole, a fold or the lid the detail is not that of paper.
    reach = round(AROUND_MM * LOOK_DPI / ink.INCH) | 1
    sound = cv2.erode(paper.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    near, far = (cv2.dilate(traces, np.ones((wide, wide), np.uint8)) for wide in (5, 11))
    size = image.shape[1], image.shape[0]
    inked, bare = (
        np.asarray(cv2.resize(np.asarray(part & sound, np.uint8), size, interpolation=cv2.INTER_NEAREST), np.uint8)
        for part in (near > 0, far == 0)
    )
    share = np.asarray(cv2.resize(inked.astype(np.float32), PARTS, interpolation=cv2.INTER_AREA), np.float32)
    seen = image.astype(np.float32)
    (fine, _), (coarse, overall) = (
        _detail(seen, (inked, bare), share, (inner * dpi / ink.INCH, outer * dpi / ink.INCH))
        for inner, outer in (FINE_MM, COARSE_MM)
    )
    telling = (share > LEAST_INKED) & (coarse > max(LEAST_DEPTH * overall, 0.0))
    return math.sqrt(max(0.0, float((fine[telling] / coarse[telling]).max()))) if telling.any() else math.inf


def _detail(
    seen: Floats, masks: tuple[Pixels, Pixels], share: Floats, widths: tuple[float, float]
) -> tuple[Floats, float]:
    """The energy of the ink's detail between two widths (pixels) in each part of the sheet, and on the whole."""
    inked, bare = masks
    inner, outer = (cv2.GaussianBlur(seen, (0, 0), width) for width in widths)
    energy = (inner - outer) ** 2
    noise = cv2.mean(energy, mask=bare)[0]
    parts = cv2.resize(energy * inked, PARTS, interpolation=cv2.INTER_AREA) / np.maximum(share, 1e-6)
    return np.asarray(parts - noise, np.float32), cv2.mean(energy, mask=inked)[0] - noise
