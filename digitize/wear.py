"""What a sheet and a scanner do without anybody having written anything: black lid, folds, punched holes."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Pixels, Scan

RIM_MM = 1.5
LID_DARK, LID_MM, LID_GROWN_MM, LID_REACH = 0.55, 2.0, 1.6, 0.3
FOLD_LONG_MM, FOLD_THICK_MM, FOLD_BAND_MM, FOLD_COVERS, FOLD_OFF_MM = 4.0, 3.5, 1.3, 0.75, 0.6
# Folds are hardly ever quite level: by so much they rise over their length; ink on one is so many times darker.
FOLD_RISE, FOLD_INK = 0.03, 1.7
HOLE_MM, HOLE_EDGE_MM, HOLE_ROUND, HOLES_APART_MM = (4.0, 8.5), 22.0, (0.72, 0.85), (50.0, 130.0)
HOLE_RIM_MM = 1.0

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int32]


def find_paper(image: Pixels, scan: Scan, dpi: float) -> Mask | None:
    """Where the sheet lies in the image: not beyond the scanned picture, in its rim, or on the scanner's black lid.

    None when so much is black that it is no lid.
    """
    unit = dpi / ink.INCH
    pad = round(2 * LID_MM * unit)
    beyond = _beyond(image, scan, pad)
    dark = cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_REPLICATE) < LID_DARK * float(
        np.median(image[::3, ::3])
    )
    # Strokes are thinner than this and vanish; what hangs together with the border and is thicker is no stroke.
    side = max(3, round(LID_MM * unit))
    joined = np.asarray(dark | (beyond > 0), np.uint8)
    solid = np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)), np.uint8)
    _, labels = cv2.connectedComponents(solid, connectivity=4)
    lid = np.isin(labels, np.unique(labels[(beyond > 0) & (solid > 0)])) & (solid > 0)
    inner = np.s_[pad : pad + image.shape[0], pad : pad + image.shape[1]]
    if (lid & (beyond == 0))[inner].mean() > LID_REACH:
        return None
    # The lid's edge is more ragged than the picture's.
    rim, grown = (np.ones((2 * round(mm * unit) + 1,) * 2, np.uint8) for mm in (RIM_MM, LID_GROWN_MM))
    away = (cv2.dilate(beyond, rim) > 0) | (cv2.dilate(np.asarray(lid & (beyond == 0), np.uint8), grown) > 0)
    return np.asarray(~away[inner], np.bool_)


def _beyond(image: Pixels, scan: Scan, pad: int) -> Pixels:
    """1 where the page, `pad` pixels around it included, shows nothing of the scanned picture, which was turned."""
    height, width = image.shape
    made = np.zeros((height + 2 * pad, width + 2 * pad), np.uint8)
    across, down = float(width), float(height)
    if scan.skew and scan.plane is None:
        size = scan.original.width, scan.original.height
        across, down = (side * width / scan.width for side in (size if scan.turn in (0, 180) else size[::-1]))
    middle = pad + (width - 1) / 2, pad + (height - 1) / 2
    corners = cv2.boxPoints((middle, (across - 1, down - 1), scan.skew))
    cv2.fillConvexPoly(made, np.round(corners).astype(np.int32), 1)
    outside = np.asarray(made == 0, np.uint8)
    # Straightening fills up with white: whatever is not white was scanned.
    outside[pad : pad + height, pad : pad + width] &= np.asarray(image == 255, np.uint8)
    return outside


def find_folds(mask: Pixels, dark: npt.NDArray[np.float32], dpi: float) -> Iterator[Mask]:
    """The pixels of each fold: a straight, level or upright, even line from one edge of the sheet to the other."""
    for turned in (False, True):
        seen, depth = (mask.T, dark.T) if turned else (mask, dark)
        for fold in _level_folds(np.ascontiguousarray(seen), depth, dpi):
            yield fold.T if turned else fold


def _level_folds(mask: Pixels, dark: npt.NDArray[np.float32], dpi: float) -> Iterator[Mask]:
    unit = dpi / ink.INCH
    # A hole that the fold runs into must not make one thick piece of both.
    thick = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((round(FOLD_THICK_MM * unit) + 1, 1), np.uint8))
    run = np.ones((1, round(FOLD_LONG_MM * unit / 2)), np.uint8)
    runs = cv2.morphologyEx(cv2.subtract(mask, thick), cv2.MORPH_OPEN, run)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8), connectivity=8)
    thin = stats[:, 2] >= FOLD_LONG_MM * unit
    thin &= stats[:, 3] <= FOLD_THICK_MM * unit + FOLD_RISE * stats[:, 2]
    thin[0] = False
    centres = np.asarray(stats[:, :2] + stats[:, 2:4] / 2, np.float64)
    while thin.any():
        longest = int(np.flatnonzero(thin)[stats[thin, 2].argmax()])
        away = np.abs(centres - centres[longest])
        group = thin & (away[:, 1] <= FOLD_THICK_MM * unit + FOLD_RISE * away[:, 0])
        thin &= ~group
        if stats[group, 2].sum() < FOLD_COVERS / 2 * mask.shape[1]:
            continue
        rows, columns = np.nonzero(group[labels])
        slope, start = np.polyfit(columns, rows, 1)
        offset = np.arange(mask.shape[0])[:, None] - (start + slope * np.arange(mask.shape[1]))[None]
        band = (np.abs(offset) <= FOLD_BAND_MM * unit) & (mask > 0)
        even = np.std(rows - start - slope * columns) <= FOLD_OFF_MM * unit
        if even and band.any(axis=0).mean() >= FOLD_COVERS:
            yield band & ~_is_darker(band, offset, dark)


def _is_darker(band: Mask, offset: npt.NDArray[np.float64], dark: npt.NDArray[np.float32]) -> Mask:
    """Ink that crosses the fold: darker than the fold mostly is, and than it mostly is so far from its middle."""
    places = np.nonzero(band)
    seen, steps = dark[places], np.round(offset[places]).astype(np.intp)
    usual = np.full(int(np.ptp(steps)) + 1, np.median(seen), np.float32)
    for step in np.unique(steps):
        usual[step - steps.min()] = max(usual[step - steps.min()], np.median(seen[steps == step]))
    darker = np.zeros_like(band)
    darker[places] = seen > FOLD_INK * usual[steps - steps.min()]
    return darker


def find_holes(strong: Pixels, dpi: float) -> Iterator[tuple[slice, slice]]:
    """The places of punched holes among dark pieces, with the rim that optics make around them.

    They are round, of the usual size, near an edge, and at least two in a row.
    """
    unit = dpi / ink.INCH
    # A hole is filled so that it outlives the opening, which takes off the fold that runs into it.
    outlines, _ = cv2.findContours(strong, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros_like(strong), outlines, -1, 1, cv2.FILLED)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(unit) + 1,) * 2)
    solid = np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, disc), np.uint8)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    labels, boxes = np.asarray(pieces, np.int32), np.asarray(stats, np.int32)
    rim = round(HOLE_RIM_MM * unit)
    for left, top, wide, high in boxes[_in_rows(labels, boxes, dpi), :4].tolist():
        yield np.s_[max(top - rim, 0) : top + high + rim], np.s_[max(left - rim, 0) : left + wide + rim]


def _in_rows(labels: Numbers, boxes: Numbers, dpi: float) -> Mask:
    """Which pieces are round, of a hole's size, near an edge, and at a usual distance from another one."""
    unit = dpi / ink.INCH
    height, width = labels.shape
    sides, middle = boxes[:, 2:4] / unit, (boxes[:, :2] + boxes[:, 2:4] / 2) / unit
    fits = (sides.min(axis=1) >= HOLE_MM[0]) & (sides.max(axis=1) <= HOLE_MM[1]) & (np.abs(np.diff(sides)[:, 0]) <= 1.2)
    fits[0] = False
    for one in np.flatnonzero(fits):
        fits[one] = _is_round(labels, boxes[one], int(one))
    edges = np.column_stack([middle, np.array([width, height]) / unit - middle])
    found = np.zeros(boxes.shape[0], np.bool_)
    for side in range(4):
        near = np.flatnonzero(fits & (edges[:, side] <= HOLE_EDGE_MM))
        for one in near:
            beside = np.abs(edges[near, side] - edges[one, side]) <= 3.0
            apart = np.abs(middle[near, 1 - side % 2] - middle[one, 1 - side % 2])
            found[one] |= (beside & (apart >= HOLES_APART_MM[0]) & (apart <= HOLES_APART_MM[1])).any()
    return found


def _is_round(labels: Numbers, box: Numbers, one: int) -> bool:
    left, top, wide, high = (int(value) for value in box[:4])
    shape = np.asarray(labels[top : top + high, left : left + wide] == one, np.uint8)
    rows, columns = np.nonzero(shape)
    hull = cv2.convexHull(np.column_stack([columns, rows]).astype(np.int32))
    share = (cv2.contourArea(hull) + cv2.arcLength(hull, True) / 2 + 1) / (wide * high)
    return HOLE_ROUND[0] <= share <= HOLE_ROUND[1]
