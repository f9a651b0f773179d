"""Finds text that runs off the picture: letters cut through by an edge of the scan, in rows as lines of text have."""

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Pixels, Scan

RULE = "Luật GDĐT 20/2023 Đ12; NĐ 30/2020 PL I"
SIDES = ("left", "top", "right", "bottom")
LOOK_DPI, STRIP_MM, CONTRAST = 150.0, 12.0, 40
# A letter or a run of joined ones, along the edge and away from it; thinner is a ragged edge, larger no letter.
WIDE_MM, DEEP_MM, LONGEST_MM = 0.6, 0.5, 7.0
NEAR_MM = 3.0
# Lines of text that end at an edge, each with more of it beside; letters of one line that lie along the edge.
FEWEST_LINES, FEWEST_LETTERS = 3, 8

Boxes = npt.NDArray[np.float64]


def find_cut(scan: Scan) -> tuple[Finding, ...]:
    """`cut_edge` for each edge of the picture that cuts through text; the scan must not be straightened yet.

    A lone stroke, a rule, a table's frame, a black lid or a hole at the edge is none: at least three lines must end in
    a cut letter, or eight letters of one line lie along the edge. The rule: the copy must be whole
    (Luật Giao dịch điện tử 20/2023/QH15, điều 12; scale 100 %).
    """
    found = []
    for side in range(4):
        if not _is_touched(_strip(scan.pixels, side, 2)):
            continue
        letters = _letters(_strip(scan.pixels, side, round(STRIP_MM / ink.INCH * scan.dpi)), scan.dpi)
        count = max(_ending(letters), _along(letters))
        if count:
            found.append(Finding("cut_edge", (("side", SIDES[side]), ("letters", count)), RULE))
    return tuple(found)


def _strip(pixels: Pixels, side: int, deep: int) -> Pixels:
    """The strip along one side, turned so that the edge is its first row."""
    if side == 0:
        return ink.get_gray(np.ascontiguousarray(pixels[:, :deep].swapaxes(0, 1)))
    if side == 1:
        return ink.get_gray(np.ascontiguousarray(pixels[:deep]))
    if side == 2:
        return ink.get_gray(np.ascontiguousarray(pixels[:, : -deep - 1 : -1].swapaxes(0, 1)))
    return ink.get_gray(np.ascontiguousarray(pixels[: -deep - 1 : -1]))


def _is_touched(strip: Pixels) -> bool:
    """Whether ink may touch the edge in as many places as lines must: hardly a page needs the closer look."""
    dark = np.asarray(strip[0] < int(strip.max()) - CONTRAST, np.int8)
    return int(np.count_nonzero(np.diff(dark) > 0)) + int(dark[0]) >= FEWEST_LINES


def _letters(strip: Pixels, dpi: float) -> Boxes:
    """Pieces of ink as large as letters: start and end along the edge, start and end away from it, millimetres."""
    small, dpi = ink.shrink(strip, dpi, LOOK_DPI)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.get_mask(small, dpi, CONTRAST), connectivity=8)
    boxes = stats[1:, :4] * (ink.INCH / dpi)
    fits = (boxes[:, 2] >= WIDE_MM) & (boxes[:, 3] >= DEEP_MM) & (boxes[:, 2:4].max(axis=1) <= LONGEST_MM)
    left, top, wide, high = boxes[fits].T
    return np.column_stack([left, left + wide, top, top + high])


def _ending(letters: Boxes) -> int:
    """How many lines end at the edge in a cut letter that has another one beside it; 0 for too few."""
    touching, others = letters[letters[:, 2] <= 0], letters[letters[:, 2] > 0]
    lines: list[float] = []
    for start, end, _, deep in touching:
        shared = np.minimum(others[:, 1], end) - np.maximum(others[:, 0], start)
        beside = (others[:, 2] >= deep - 1.0) & (others[:, 2] - deep <= NEAR_MM)
        close = beside & (shared >= 0.5 * np.minimum(end - start, others[:, 1] - others[:, 0]))
        if close.any() and not any(abs((start + end) / 2 - line) < 2.0 for line in lines):
            lines.append((start + end) / 2)
    return len(lines) if len(lines) >= FEWEST_LINES else 0


def _along(letters: Boxes) -> int:
    """How many letters of a row along the edge it cuts through; 0 for too few."""
    touching = letters[letters[:, 2] <= 0]
    touching = touching[touching[:, 0].argsort()]
    if touching.shape[0] < FEWEST_LETTERS:
        return 0
    gaps = touching[1:, 0] - touching[:-1, 1]
    breaks = np.flatnonzero(gaps > NEAR_MM)
    runs = np.diff(np.concatenate([[-1], breaks, [touching.shape[0] - 1]]))
    return int(runs.max()) if runs.max() >= FEWEST_LETTERS else 0
