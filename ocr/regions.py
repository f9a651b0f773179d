"""Cuts a cleaned page into regions to be read one by one: each table cell by itself, and the rest of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from digitize.ink import INCH
from digitize.model import Box, Line, Pixels
from ocr.table import find_cells

INK = 140
# Ink is darker than half way from the paper to the page's darkest, this share of what is no paper, within these bounds:
# print that faded must not be taken for an empty cell.
DARKEST, PALEST = 0.05, 165
# A whole cell with less ink than this (square millimetres) is empty: noise must not be spelled.
LEAST_INK = 0.15
SPARSE = 0.004
PAPER = 200
RIM_MM = 1.0
WIDE_MM, HIGH_MM = 110.0, 60.0
# All that stands outside the tables, lower than this, is a line or two: a page number, a heading.
LOW_MM = 12.0


@dataclass(frozen=True, slots=True)
class Region:
    """A picture to be read, where its left top corner lies on the page, and the table it belongs to (-1: none).

    `plain`: one column of text, as in a cell; else the reader must find columns and blocks by itself.
    """

    pixels: Pixels
    left: int
    top: int
    table: int
    plain: bool


def cut(gray: Pixels, dpi: float) -> tuple[Pixels, list[Region]]:
    """The page without the rules of its tables, and its regions with any ink: outside tables first, then the cells."""
    ruling = find_cells(gray, dpi)
    rest = ruling.bare.copy() if ruling.cells else gray
    cells = []
    for cell in ruling.cells:
        box = cell.box
        view = rest[box.top : box.bottom, box.left : box.right]
        mine = np.where(cell.paper > 0, view, 255).astype(np.uint8)
        view[cell.paper > 0] = 255
        cells.append((mine, cell))
    level = _find_level(ruling.bare)
    found = [_region(rest, Box(0, 0, gray.shape[1], gray.shape[0]), dpi, (level, -1))]
    found += [_region(mine, cell.box, dpi, (level, cell.table)) for mine, cell in cells]
    return ruling.bare, [region for region in found if region is not None]


def gather(readings: list[tuple[Region, tuple[Line, ...]]], page: tuple[int, ...]) -> tuple[Line, ...]:
    """The lines of all regions on the page, in reading order: a table stands before the first line below its top.

    `page`: its height and width.
    """
    readings = [
        (region, tuple(keep_within((moved(line, (region.left, region.top)) for line in told), page)))
        for region, told in readings
    ]
    lines = [line for region, told in readings if region.table < 0 for line in told]
    tables: dict[int, list[Line]] = {}
    for region, told in readings:
        if region.table >= 0:
            tables.setdefault(region.table, []).extend(told)
    for told_lines in tables.values():
        if told_lines:
            put_in(lines, told_lines, min(line.box.top for line in told_lines))
    return tuple(lines)


def keep_within(lines: Iterable[Line], page: tuple[int, ...]) -> Iterator[Line]:
    """The lines with words' places cut off at the edges of a page so high and wide; words beyond it are left out.

    A picture that is read has a rim of paper around it, and a word's place may reach into it.
    """
    for line in lines:
        placed = (replace(word, box=_cut_off(word.box, page)) for word in line.words)
        words = tuple(word for word in placed if word.box.left < word.box.right and word.box.top < word.box.bottom)
        if words:
            yield Line(words)


def _cut_off(box: Box, page: tuple[int, ...]) -> Box:
    return Box(max(box.left, 0), max(box.top, 0), min(box.right, page[1]), min(box.bottom, page[0]))


def put_in(lines: list[Line], more: list[Line], top: int) -> None:
    """Puts more lines before the first of the lines whose top lies below `top`."""
    place = next((number for number, line in enumerate(lines) if line.box.top > top), len(lines))
    lines[place:place] = more


def _find_level(page: Pixels) -> int:
    """What is darker is ink."""
    counts = np.cumsum(cv2.calcHist([page], [0], None, [PAPER], [0, PAPER]))
    darkest = int(np.searchsorted(counts, DARKEST * counts[-1])) if counts[-1] else 0
    return int(np.clip((255 + darkest) / 2, INK, PALEST))


def _region(pixels: Pixels, box: Box, dpi: float, known: tuple[int, int]) -> Region | None:
    """The part of the picture that bears ink, with a rim of paper around it; None where there is none.

    `known`: what is darker is ink, and the table's number.
    """
    millimetre, (level, table) = dpi / INCH, known
    dark = np.asarray(pixels < level, np.uint8)
    amount = cv2.countNonZero(dark)
    if amount < LEAST_INK * millimetre**2:
        return None
    left, top, width, height = cv2.boundingRect(dark)
    around = max(2, round(3 * RIM_MM * millimetre))
    x, y = max(left - around, 0), max(top - around, 0)
    part = pixels[y : top + height + around, x : left + width + around]
    if amount < SPARSE * part.size:
        # Where there is next to no ink a threshold settles on the paper's noise, and noise takes seconds to read.
        part = np.where(part > PAPER, 255, part).astype(np.uint8)
    rim = max(2, round(RIM_MM * millimetre))
    framed = cv2.copyMakeBorder(part, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=255)
    large = width > WIDE_MM * millimetre and height > HIGH_MM * millimetre
    plain = (table >= 0 and not large) or height < LOW_MM * millimetre
    return Region(np.asarray(framed, np.uint8), box.left + x - rim, box.top + y - rim, table, plain)


def moved(line: Line, place: tuple[int, int]) -> Line:
    """The line as it stands on the page, of a picture whose left top corner is at `place`."""
    return Line(tuple(replace(word, box=_shifted(word.box, place)) for word in line.words))


def _shifted(box: Box, place: tuple[int, int]) -> Box:
    return Box(box.left + place[0], box.top + place[1], box.right + place[0], box.bottom + place[1])
