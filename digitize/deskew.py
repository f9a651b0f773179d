"""Straightens a page: finds by how much its lines stand askew, and makes the reading copy in one warp."""

import math
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Pixels, Scan, Step
from digitize.skew import Pieces, find_pieces, find_skew

SMALLEST = 0.05
EDGE_SHARE = 0.3
SPECK_MM2 = 0.17

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def deskew(scan: Scan, reading_dpi: float = 200.0) -> Scan:
    """The upright scan straightened and brought down to `reading_dpi` (never up), with `skew`, `width`, `height` set.

    The centre of the corrected page is the centre of the upright one. It grows, evenly around that centre, only where
    straightening would push ink outside. Angles below 0.05 degrees count as none. Finding `skew_doubtful`: the page
    does not show its angle clearly (then it is left as it is), or its parts tell different ones.
    """
    pieces = find_pieces(scan.pixels, scan.dpi)
    found = find_skew(pieces)
    skew = 0.0 if abs(found.degrees) < SMALLEST else round(found.degrees, 3)
    width, height = _size(pieces, scan, skew) if skew else (scan.width, scan.height)
    target = min(reading_dpi, scan.dpi)
    return replace(
        scan,
        pixels=warp(scan.pixels, skew, (width, height), target / scan.dpi),
        dpi=target,
        width=width,
        height=height,
        skew=skew,
        steps=(*scan.steps, Step("deskew", (("degrees", skew), ("confidence", round(found.confidence, 3))))),
        findings=(*scan.findings, Finding("skew_doubtful")) if found.doubtful else scan.findings,
    )


def _size(pieces: Pieces, scan: Scan, skew: float) -> tuple[int, int]:
    """Width and height (original's pixels) of a page that holds all ink after straightening, never smaller."""
    ratio = scan.width / pieces.mask.shape[1]
    left, top, wide, high, _ = pieces.stats.T
    centre = np.array([scan.width / 2, scan.height / 2])
    reach = np.zeros((left.size, 2))
    for x, y in ((left, top), (left + wide, top), (left, top + high), (left + wide, top + high)):
        reach = np.maximum(reach, np.abs((np.stack([x, y], axis=1) * ratio - centre) @ _rotation(skew).T))
    # Most pieces stay inside with all of their box; only of the others each pixel is looked at.
    beyond = (reach > centre).any(axis=1) & _is_print(pieces)
    places = pieces.places[beyond[pieces.owners]]
    if not places.size:
        return scan.width, scan.height
    rows, columns = np.divmod(places, pieces.mask.shape[1])
    hull = cv2.convexHull(np.stack([columns, rows], axis=1).astype(np.int32)).reshape(-1, 2)
    around = (hull[:, None, :] + np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).reshape(-1, 2) * ratio
    most = np.abs((around - centre) @ _rotation(skew).T).max(axis=0)
    return max(scan.width, math.ceil(2 * most[0])), max(scan.height, math.ceil(2 * most[1]))


def _is_print(pieces: Pieces) -> Flags:
    """Which pieces are neither specks nor long black strips along the rim (the scanner's lid beside the paper)."""
    height, width = pieces.mask.shape
    left, top, wide, high, area = pieces.stats.T
    beside = ((left == 0) | (left + wide == width)) & (high > EDGE_SHARE * height)
    across = ((top == 0) | (top + high == height)) & (wide > EDGE_SHARE * width)
    keep = (area >= SPECK_MM2 * (pieces.dpi / ink.INCH) ** 2) & ~beside & ~across
    keep[0] = False
    return np.asarray(keep, np.bool_)


def _rotation(skew: float) -> Numbers:
    """Turns places of the upright page clockwise by `skew` degrees (x to the right, y downwards)."""
    cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    return np.array([[cosine, -sine], [sine, cosine]])


def warp(pixels: Pixels, skew: float, size: tuple[int, int], scale: float) -> Pixels:
    """The page straightened (to `size`, then times `scale`) in one step, on white; read-only."""
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
        made = (
            pixels
            if target == (width, height)
            else cv2.resize(pixels, target, interpolation=cv2.INTER_LINEAR if scale >= 0.5 else cv2.INTER_AREA)
        )
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
