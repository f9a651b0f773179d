"""Straightens a page: finds by how much its lines stand askew, and makes the reading copy in one warp."""

import math
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Pixels, Scan, Step

WIDEST = 15.0
SMALLEST = 0.05
SURE = 0.15
LOOK_DPI = 140.0
LETTER_MM = (0.7, 9.0)
COARSE_POINTS = 12_000
FINE_POINTS = 40_000
STRIPS = (1, 3, 6)
EDGE_SHARE = 0.3
SPECK = 6
FEWEST_POINTS = 100

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.float32]
Pieces = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]


def deskew(scan: Scan, reading_dpi: float = 200.0) -> Scan:
    """The upright scan straightened and brought down to `reading_dpi` (never up), with `skew`, `width`, `height` set.

    The centre of the corrected page is the centre of the upright one. It grows, evenly around that centre, only where
    straightening would push ink outside. Angles below 0.05 degrees, and those the page does not show clearly, count
    as none.
    """
    small, dpi = ink.shrink(ink.get_gray(scan.pixels), scan.dpi, LOOK_DPI)
    pieces = _pieces(ink.get_mask(small, dpi))
    degrees, confidence = find_skew(*_letters(pieces, dpi), dpi / 150)
    skew = 0.0 if confidence < SURE or abs(degrees) < SMALLEST else round(degrees, 3)
    width, height = _size(pieces, scan, skew) if skew else (scan.width, scan.height)
    target = min(reading_dpi, scan.dpi)
    return replace(
        scan,
        pixels=_warp(scan.pixels, skew, (width, height), target / scan.dpi),
        dpi=target,
        width=width,
        height=height,
        skew=skew,
        steps=(*scan.steps, Step("deskew", (("degrees", skew), ("confidence", round(confidence, 3))))),
    )


def _pieces(mask: Pixels) -> Pieces:
    """The connected pieces of ink: a label for each pixel, and left, top, width, height, area for each label."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def find_skew(x: Places, y: Places, unit: float = 1.0) -> tuple[float, float]:
    """The angle of the lines (degrees, counter-clockwise) whose letters' ink stands at x, y, and its clearness (0..1).

    The angle at which the letters, shadowed along the lines, fall on the fewest rows (projection profile). `unit` is
    1/150 inch in pixels.
    """
    if x.size < FEWEST_POINTS:
        return 0.0, 0.0
    few = max(1, x.size // COARSE_POINTS)
    coarse = np.arange(-WIDEST - 0.5, WIDEST + 0.51, 0.25)
    scores = _scores((x[::few], y[::few]), coarse, 3.0 * unit, STRIPS)
    best = float(coarse[scores.argmax()])
    confidence = 1 - math.exp((float(np.median(scores)) - float(scores.max())) / len(STRIPS))
    for reach, step, bin_height, strips in ((0.3, 0.05, 1.5, STRIPS), (0.08, 0.01, 1.0, STRIPS[:2])):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = _peak(angles, _scores((x, y), angles, bin_height * unit, strips))
    return best, confidence


def _letters(pieces: Pieces, dpi: float) -> tuple[Places, Places]:
    """The ink of all pieces as large as letters: rules, folds, black edges, photographs and specks are no witnesses.

    The places are jittered within their pixels: the grid itself would else make a false peak at 0 degrees.
    """
    labels, stats = pieces
    longest = stats[:, 2:4].max(axis=1)
    keep = (longest >= LETTER_MM[0] * dpi / ink.INCH) & (longest <= LETTER_MM[1] * dpi / ink.INCH)
    keep[0] = False
    rows, columns = np.nonzero(keep[labels])
    every = max(1, rows.size // FINE_POINTS)
    rows, columns = rows[::every], columns[::every]
    jitter = np.random.default_rng(0).random((2, rows.size), np.float32)
    x = columns.astype(np.float32) + jitter[0] - np.float32(labels.shape[1] / 2)
    return x, rows.astype(np.float32) + jitter[1]


def _scores(points: tuple[Places, Places], angles: Numbers, bin_height: float, strips: tuple[int, ...]) -> Numbers:
    """For each angle, how unevenly the ink falls on the rows of the page sheared by it.

    The whole width gives the sharpest peak, but columns whose lines stand at different heights make false ones; in
    narrow strips those are gone. The sum of the logarithms peaks where all widths agree.
    """
    x, y = points[0] / np.float32(bin_height), points[1] / np.float32(bin_height)
    offset = np.float32(np.abs(x).max() * math.tan(math.radians(WIDEST + 1)) + 1)
    rows = int(y.max() + 2 * offset) + 2
    shares = (x - x.min()) / (np.ptp(x) + 1)
    bases = [(count, (shares * count).astype(np.int32) * rows) for count in strips]
    scores = np.zeros(angles.size)
    for index, angle in enumerate(angles):
        row = (y + x * np.float32(math.tan(math.radians(angle))) + offset).astype(np.int32)
        for count, base in bases:
            profile = np.bincount(row + base, minlength=rows * count).astype(np.float64)
            scores[index] += math.log(profile @ profile)
    return scores


def _peak(angles: Numbers, scores: Numbers) -> float:
    """The top of the parabola through the highest score and its neighbours."""
    top = int(scores.argmax())
    if not 0 < top < scores.size - 1:
        return float(angles[top])
    before, peak, after = scores[top - 1 : top + 2]
    bend = before - 2 * peak + after
    shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(angles[top] + shift * (angles[1] - angles[0]))


def _size(pieces: Pieces, scan: Scan, skew: float) -> tuple[int, int]:
    """Width and height (original's pixels) of a page that holds all ink after straightening, never smaller."""
    rows, columns = np.nonzero(_without_edges(pieces))
    if not rows.size:
        return scan.width, scan.height
    ratio = scan.width / pieces[0].shape[1]
    corners = np.stack([columns, rows], axis=1)
    hull = cv2.convexHull(corners.astype(np.int32)).reshape(-1, 2)
    around = (hull[:, None, :] + np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).reshape(-1, 2) * ratio
    centred = around - np.array([scan.width / 2, scan.height / 2])
    reach = np.abs(centred @ _rotation(skew).T).max(axis=0)
    return max(scan.width, math.ceil(2 * reach[0])), max(scan.height, math.ceil(2 * reach[1]))


def _without_edges(pieces: Pieces) -> npt.NDArray[np.bool_]:
    """Where there is ink but for long black strips along the rim (the scanner's lid beside the paper) and specks."""
    labels, stats = pieces
    height, width = labels.shape
    left, top, wide, high, area = stats.T
    beside = ((left == 0) | (left + wide == width)) & (high > EDGE_SHARE * height)
    across = ((top == 0) | (top + high == height)) & (wide > EDGE_SHARE * width)
    keep = (area >= SPECK) & ~beside & ~across
    keep[0] = False
    return np.asarray(keep[labels], np.bool_)


def _rotation(skew: float) -> Numbers:
    """Turns places of the upright page clockwise by `skew` degrees (x to the right, y downwards)."""
    cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    return np.array([[cosine, -sine], [sine, cosine]])


def _warp(pixels: Pixels, skew: float, size: tuple[int, int], scale: float) -> Pixels:
    """The page straightened and scaled in one step, on white; read-only."""
    height, width = pixels.shape[:2]
    target = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    if skew:
        # Beyond half the size a warp's four neighbours would miss ink: halve, third ... first.
        factor = max(1, int(1 / scale))
        shrunk = max(1, round(width / factor)), max(1, round(height / factor))
        source = pixels if factor == 1 else cv2.resize(pixels, shrunk, interpolation=cv2.INTER_AREA)
        matrix = _matrix(skew, (width, height, *size), (*shrunk, *target))
        made = cv2.warpAffine(source, matrix, target, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    else:
        made = pixels if target == (width, height) else cv2.resize(pixels, target, interpolation=cv2.INTER_AREA)
    result = np.asarray(made, np.uint8)
    result.flags.writeable = False
    return result


def _matrix(skew: float, pages: tuple[int, int, int, int], images: tuple[int, int, int, int]) -> Numbers:
    """OpenCV's 2 x 3 matrix from one image to the other: `pages` are the upright and the corrected page's sizes."""
    before, after = np.array(pages[:2]), np.array(pages[2:])
    here, there = np.array(images[:2]) / before, np.array(images[2:]) / after
    linear = there[:, None] * _rotation(skew) / here[None, :]
    move = there * after / 2 - linear @ (here * before / 2)
    # A place is a pixel's centre in OpenCV and its corner here: half a pixel on either side.
    return np.column_stack([linear, move + linear @ np.array([0.5, 0.5]) - 0.5])
