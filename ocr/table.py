"""Finds ruled tables on a cleaned page: their cells, each a region to be read by itself, and the page without rules.

A reader that sees a table whole mixes the lines of neighbouring cells and loses letters to the rules (measured: on
official lists of procedures three quarters of all errors).
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ink import INCH, label, shrink_dark
from digitize.model import Box, Pixels

LOOK_DPI = 100.0
DARK = 200
ACROSS_MM, DOWN_MM = 9.0, 4.5
THICKEST_MM = 1.3
GAP_MM = 1.5
MEET_MM, TOUCH_MM = 2.0, 0.9
CELL_MM = 2.5
TABLE_MM = 15.0
CHAIN_MM = 12.0
BEYOND_MM = 15.0
Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's bounds on the page, the number of its table, and `paper`: 1 where the page is its own, in its bounds."""

    box: Box
    table: int
    paper: Mask


@dataclass(frozen=True, slots=True)
class Ruling:
    """A page without the rules of its tables, and the cells that they enclosed, table by table, row by row."""

    bare: Pixels
    cells: tuple[Cell, ...]


def find_cells(gray: Pixels, dpi: float) -> Ruling:
    """The closed cells of all ruled tables and frames on a gray page whose paper is white."""
    small, factor = shrink_dark(gray, dpi, LOOK_DPI)
    millimetre = dpi / factor / INCH
    rules = _rules(small, millimetre)
    if not rules.any():
        return Ruling(gray, ())
    pieces = label(rules)
    cells: list[Cell] = []
    bare = gray
    for number in range(1, len(pieces.boxes)):
        left, top, width, height = map(int, pieces.boxes[number, :4])
        if width < TABLE_MM * millimetre or height < CELL_MM * millimetre:
            continue
        mine = np.asarray(pieces.labels[top : top + height, left : left + width] == number, np.uint8)
        inside = _enclosed(mine, CELL_MM * millimetre)
        if inside:
            bare = gray.copy() if bare is gray else bare
            _erase(bare, mine, (left * factor, top * factor), factor)
            table = cells[-1].table + 1 if cells else 0
            placed = (_placed(box, paper, (left, top), table, (factor, gray.shape)) for box, paper in inside)
            cells += _by_rows(list(placed))
    return Ruling(bare, tuple(cells))


def _rules(small: Pixels, millimetre: float) -> Mask:
    """1 on long thin dark runs that meet one another: a fold, an underline or a letter's stem meets none."""
    across = _runs(small, ACROSS_MM * millimetre, millimetre)
    down = _turned(_runs(_turned(small), DOWN_MM * millimetre, millimetre))
    reach = 2 * round(MEET_MM * millimetre) + 1
    near_down = cv2.dilate(down, np.ones((1, reach), np.uint8))
    near_across = cv2.dilate(across, np.ones((reach, 1), np.uint8))
    kept_across = _meeting(across, np.asarray(near_down, np.uint8), millimetre)
    kept_down = _turned(_meeting(_turned(down), _turned(np.asarray(near_across, np.uint8)), millimetre))
    kept_down = _without_stems(kept_down, across, millimetre)
    both = np.asarray(cv2.bitwise_or(kept_across, kept_down), np.uint8)
    # Corners drawn a hair apart still enclose.
    return np.asarray(cv2.morphologyEx(both, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)


def _turned(image: Mask) -> Mask:
    return np.asarray(cv2.transpose(image), np.uint8)


def _runs(small: Pixels, length: float, millimetre: float) -> Mask:
    """1 on dark runs across, at least `length` pixels long and at most 1.3 mm thick; small gaps are bridged."""
    dark = np.asarray(cv2.blur(small, (3, 1)) < DARK, np.uint8)
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(length)), np.uint8))
    thick = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((round(THICKEST_MM * millimetre) + 1, 1), np.uint8))
    thin = cv2.subtract(lines, thick)
    return np.asarray(
        cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, round(GAP_MM * millimetre)), np.uint8)), np.uint8
    )


def _meeting(runs: Mask, others: Mask, millimetre: float) -> Mask:
    """The runs across one of whose ends lies at a run down, as a rule's does, but for those of a fold.

    A fold shows in pieces, some of which end at a rule by chance: runs in one row are judged together, and those that
    go on far beyond the runs down that they cross are no rules.
    """
    bridge = np.ones((1, round(CHAIN_MM * millimetre)), np.uint8)
    chained = cv2.morphologyEx(cv2.dilate(runs, np.ones((3, 1), np.uint8)), cv2.MORPH_CLOSE, bridge)
    folds = _labelled(np.asarray(chained, np.uint8), lambda box: _beyond(runs, others, box) > BEYOND_MM * millimetre)
    return _labelled(runs * (1 - folds), lambda box: _ends(others, box))


def _without_stems(down: Mask, across: Mask, millimetre: float) -> Mask:
    """Runs down without the short ones that do not go from rule to rule: stems of letters right below a rule."""
    touch = cv2.dilate(across, np.ones((2 * round(TOUCH_MM * millimetre) + 1, 1), np.uint8))
    rules = _turned(np.asarray(touch, np.uint8))

    def goes_through(box: Box) -> bool:
        rows = rules[box.top : box.bottom]
        return bool(rows[:, box.left : box.left + 2].any() and rows[:, box.right - 2 : box.right].any())

    return _turned(
        _labelled(_turned(down), lambda box: box.right - box.left >= ACROSS_MM * millimetre or goes_through(box))
    )


def _labelled(mask: Mask, wanted: Callable[[Box], bool]) -> Mask:
    """The connected pieces of the mask (thin: none inside another) whose bounds are wanted."""
    # On a sparse mask contours are found in a tenth of the time that labelling every pixel takes.
    pieces, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    kept = [piece for piece in pieces if wanted(_bounds(piece))]
    filled = cv2.drawContours(np.zeros_like(mask), kept, -1, 1, cv2.FILLED)
    return np.asarray(cv2.bitwise_and(mask, filled), np.uint8)


def _bounds(piece: cv2.typing.MatLike) -> Box:
    left, top, width, height = cv2.boundingRect(piece)
    return Box(left, top, left + width, top + height)


def _ends(others: Mask, box: Box) -> bool:
    """Whether either end of a run lies at a run of the other direction."""
    rows = others[max(box.top - 1, 0) : box.bottom + 1]
    return bool(rows[:, box.left : box.left + 2].any() or rows[:, box.right - 2 : box.right].any())


def _beyond(runs: Mask, others: Mask, box: Box) -> int:
    """How many of a chain's columns hold a run outside its outermost crossings."""
    held = np.flatnonzero(runs[box.top : box.bottom, box.left : box.right].any(axis=0))
    crossed = np.flatnonzero(others[box.top : box.bottom, box.left : box.right].any(axis=0))
    if not crossed.size:
        return 0
    return int(np.count_nonzero((held < crossed[0]) | (held > crossed[-1])))


def _enclosed(rules: Mask, least: float) -> list[tuple[Box, Mask]]:
    """The pieces of paper that the rules enclose, and which pixels of their bounds they are."""
    padded = cv2.copyMakeBorder(rules, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(padded == 0, np.uint8), connectivity=4)
    found = []
    for number in range(1, count):
        left, top, width, height = (int(value) for value in stats[number, :4])
        if number != labels[0, 0] and min(width, height) >= least:
            paper = np.asarray(labels[top : top + height, left : left + width] == number, np.uint8)
            found.append((Box(left - 1, top - 1, left + width - 1, top + height - 1), paper))
    return found


def _placed(box: Box, paper: Mask, place: tuple[int, int], number: int, scale: tuple[int, tuple[int, ...]]) -> Cell:
    """A cell of the small picture on the page."""
    factor, (height, width) = scale
    left, top = (box.left + place[0]) * factor, (box.top + place[1]) * factor
    right, bottom = (box.right + place[0]) * factor, (box.bottom + place[1]) * factor
    grown = np.repeat(np.repeat(paper, factor, 0), factor, 1)[: height - top, : width - left]
    return Cell(Box(left, top, min(right, width), min(bottom, height)), number, grown)


def _by_rows(cells: list[Cell]) -> list[Cell]:
    """Row by row: a cell whose top lies in the upper half of a row's first cell belongs to that row."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.box.top):
        if rows and cell.box.top < (rows[-1][0].box.top + rows[-1][0].box.bottom) / 2:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [cell for row in rows for cell in sorted(row, key=lambda cell: cell.box.left)]


def _erase(page: Pixels, rules: Mask, place: tuple[int, int], factor: int) -> None:
    """Paints these rules white, with a pixel on either side: their soft rim."""
    grown = np.repeat(np.repeat(rules, factor, 0), factor, 1)
    left, top = place
    view = page[top : top + grown.shape[0], left : left + grown.shape[1]]
    wide = cv2.dilate(grown, np.ones((3, 3), np.uint8))[: view.shape[0], : view.shape[1]]
    view[wide > 0] = 255
