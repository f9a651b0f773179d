"""Makes a photographed sheet flat: a phone's picture of a paper on a desk becomes the reading copy of a scanned page.

What is archived stays the picture as it is (`Scan.plane` leads back to it). Geometry: Z. Zhang and L.-W. He,
"Whiteboard scanning and image enhancement" (2007), for the true aspect of a rectangle seen in perspective.
"""

import math
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image as Pictures

from digitize.ink import INCH
from digitize.model import Finding, Pixels, Scan, Step
from digitize.quad import Quad, find_quad

# What scanners are set to; a phone's picture tells 72 or nothing, or what came of fitting it onto a page of a PDF.
SCANNERS = (75.0, 100.0, 150.0, 200.0, 240.0, 300.0, 400.0, 600.0, 1200.0)
SHEET, CARD = 297.0 / 210.0, 85.6 / 53.98
SHEET_MM, CARD_MM = 297.0, 85.6
SHEET_DPI, CARD_DPI = 200.0, 600.0
# 500 sheets on a scanner's black, gray or white lid bent by less than 1 degree, on ground of 0.3 levels and tint 1.4.
BENT, ROUGH, TINTED = 2.0, 6.0, 8.0
# Nobody photographs a paper from so far aside: a shadow's edge was taken for one of the sheet.
MOST_BENT = 16.0
# A phone sees its picture's longer side from about 0.85 of its length (a lens of 26 to 30 mm). Found out of the four
# corners it would be better only if they were exact: at a phone's slight tilts a pixel would upset it.
EYE = 0.85
QUALITY = 85
RULE = "NĐ 30/2020 PL I; TT 05/2025 Đ8"

Numbers = npt.NDArray[np.float64]


def rectify(scan: Scan) -> Scan:
    """The sheet of a photograph made flat; any other scan, and a picture on which no sheet is found, as it came.

    Only pages whose resolution no scanner tells are looked at. Pixels, width, height and dpi become those of the sheet
    (A4 or card where its sides say so, else as long as A4), `plane` leads back; the original's dpi becomes the
    picture's own, measured on the sheet. Finding `photographed`: the rules want a scan at 100 % (NĐ 30/2020/NĐ-CP,
    phụ lục I; TT 05/2025/TT-BNV, điều 8).
    """
    told = all(finding.name != "resolution_assumed" for finding in scan.findings)
    if scan.pixels.ndim == 2 or (told and any(abs(scan.dpi / dpi - 1) < 0.01 for dpi in SCANNERS)):
        return scan
    quad = find_quad(scan.pixels)
    if quad is None or not _is_photograph(quad):
        return scan
    return _flatten(scan, quad)


def write_flat(scan: Scan) -> str:
    """Writes the flat page as a JPEG of its resolution beside the original and returns its path."""
    target = Path(scan.original.path).parent / uuid4().hex
    dpi = round(scan.dpi)
    Pictures.fromarray(scan.pixels).save(target, "JPEG", quality=QUALITY, dpi=(dpi, dpi))
    return str(target)


def _is_photograph(quad: Quad) -> bool:
    """A flatbed's sheet has right angles and lies before an even, colourless lid."""
    return quad.bend <= MOST_BENT and (quad.bend > BENT or quad.rough > ROUGH or quad.tint > TINTED)


def _flatten(scan: Scan, quad: Quad) -> Scan:
    picture = np.array(scan.pixels.shape[1::-1], np.float64)
    aspect = _aspect(quad.corners - picture / 2, picture.max())
    inches, dpi = _paper(aspect)
    seen_dpi = round(math.sqrt(_area(quad.corners) / inches.prod()), 1)
    size = np.round(inches * dpi)
    plane = _plane(size, quad.corners - picture / 2)
    pixels = _warp(scan.pixels, plane, (int(size[0]), int(size[1])))
    places = (round(float(place), 1) for place in quad.corners.ravel())
    names = (f"{axis}{number}" for number in range(1, 5) for axis in "xy")
    step = Step("rectify", (*zip(names, places, strict=True), ("aspect", round(aspect, 3)), ("dpi", seen_dpi)))
    others = tuple(finding for finding in scan.findings if finding.name != "resolution_assumed")
    return replace(
        scan,
        original=replace(scan.original, dpi=seen_dpi),
        pixels=pixels,
        dpi=dpi,
        width=int(size[0]),
        height=int(size[1]),
        plane=tuple(float(number) for number in plane.ravel()),
        steps=(*scan.steps, step),
        findings=(*others, Finding("photographed", (("dpi", seen_dpi),), RULE)),
    )


def _aspect(corners: Numbers, longer: float) -> float:
    """Height by width of the sheet whose corners (from the picture's centre, clockwise) are seen in perspective."""
    first, second, third, fourth = np.column_stack([corners, np.ones(4)])
    diagonal = np.cross(first, third)
    across = (diagonal @ fourth) / (np.cross(second, third) @ fourth) * second - first
    down = (diagonal @ second) / (np.cross(fourth, third) @ second) * fourth - first
    lens = np.array([1 / (EYE * longer), 1 / (EYE * longer), 1.0])
    return float(np.linalg.norm(down * lens) / np.linalg.norm(across * lens))


def _paper(aspect: float) -> tuple[Numbers, float]:
    """Width and height in inches of the paper that has this aspect, and at how many dpi it is made flat."""
    longer = max(aspect, 1 / aspect)
    card = abs(longer / CARD - 1) < 0.04
    if card or abs(longer / SHEET - 1) < 0.12:
        longer = CARD if card else SHEET
    long_inches = (CARD_MM if card else SHEET_MM) / INCH
    sides = np.array([long_inches / longer, long_inches])
    return (sides if aspect >= 1 else sides[::-1]), (CARD_DPI if card else SHEET_DPI)


def _area(corners: Numbers) -> float:
    after = np.roll(corners, -1, 0)
    return abs(float((corners[:, 0] * after[:, 1] - corners[:, 1] * after[:, 0]).sum())) / 2


def _plane(size: Numbers, corners: Numbers) -> Numbers:
    """The homography from the flat sheet to the picture, both measured from their centres."""
    edges = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * size / 2
    return np.asarray(cv2.getPerspectiveTransform(edges.astype(np.float32), corners.astype(np.float32)), np.float64)


def _warp(pixels: Pixels, plane: Numbers, size: tuple[int, int]) -> Pixels:
    """The sheet in one step, read-only; a picture finer than twice the sheet is halved, third ... first."""
    height, width = pixels.shape[:2]
    factor = max(1, int(math.sqrt(abs(np.linalg.det(plane)))))
    shrunk = max(1, width // factor), max(1, height // factor)
    cut = pixels[: shrunk[1] * factor, : shrunk[0] * factor]
    source = pixels if factor == 1 else cv2.resize(cut, shrunk, interpolation=cv2.INTER_AREA)
    # A place is a pixel's centre in OpenCV and its corner here: half a pixel on either side.
    before = _moved(0.5 - size[0] / 2, 0.5 - size[1] / 2)
    after = _moved(-0.5, -0.5) @ np.diag([1 / factor, 1 / factor, 1.0]) @ _moved(width / 2, height / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(source, after @ plane @ before, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    result = np.asarray(flat, np.uint8)
    result.flags.writeable = False
    return result


def _moved(x: float, y: float) -> Numbers:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
