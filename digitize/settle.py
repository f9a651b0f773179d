"""Settles by reading which way up a page stands where looking at it does not tell: words upside down are illegible."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from digitize import ink
from digitize.clean import clean
from digitize.deskew import deskew
from digitize.model import Finding, Line, Pixels, Scan
from digitize.ports import Engine
from digitize.resolution import reading_dpi
from digitize.rim import find_top, seal_inks, unroll
from digitize.upright import find_turns, turn

# Letters weighed by what their confidence exceeds 0.5: pages the right way up came to six and more, and to four times
# what they came to upside down (bench/geometry.py).
_LEGIBLE, _BETTER = 5.0, 3.0
_FEW_LINES_MM, _INK = 50.0, 140
# where nothing tells which way lines run
_ANY = (0, 180, 90, 270)
# A page is misread where its letters, so weighed, come to a smaller share of what they could: of 180 poor pages those
# upside down came to 0.42 at most, those upright to 0.36 and more (a form under a seal), nearly all to 0.5.
_MISREAD, _FEWEST_LETTERS = 0.45, 10
_DOUBT = "turn_doubtful"


def _is_doubtful(scan: Scan) -> bool:
    """Whether looking at a page did not tell its turn."""
    return any(finding.name == _DOUBT for finding in scan.findings)


def settle_turn(engine: Engine, scan: Scan) -> Scan:
    """A page whose turn is in doubt, read in the ways that its lines allow: where one reads far better, turned so.

    Where none does, the words along the rim of a seal may tell it.
    """
    if not _is_doubtful(scan):
        return scan
    findings = tuple(finding for finding in scan.findings if finding.name != _DOUBT)
    bare = replace(scan, steps=scan.steps[:-1], findings=findings)

    @cache
    def made(way: int) -> Scan:
        return clean(deskew(turn(bare, way, 0.0), reading_dpi(scan)))

    # most ink may be a photograph's and lines of a table run both ways: then all of the page is read, in all ways
    for ways, part in ((find_turns(scan) or _ANY, _few_lines), (_ANY, _whole)):
        read = [found for way in ways[::2] for found in _both_ways(engine, part(made(way)), way)]
        (worse, *_), (better, found, misread) = sorted(read)[-2:]
        # columns of figures on their side are read as something, too
        lone = misread and part is _few_lines
        if better >= _LEGIBLE and better >= _BETTER * worse and not lone:
            return turn(bare, found, 1 - worse / better)
    tops = (find_top(_rims(engine, scan, gray)) for gray in seal_inks(scan.pixels))
    seals = next(filter(None, tops), None)
    return turn(bare, *seals) if seals else scan


def reconsider(engine: Engine, scan: Scan, turned: Scan, lines: tuple[Line, ...]) -> Scan:
    """`turned`, unless its lines are hardly legible and reading tells another turn of `scan`, which came so.

    The network that looks at pages is at times sure of a wrong turn of a worn page with few words.
    """
    if not _is_misread(lines):
        return turned
    doubtful = turn(replace(scan, findings=(*scan.findings, Finding(_DOUBT))), 0, 0.0)
    settled = settle_turn(engine, doubtful)
    return turned if settled is doubtful or settled.turn == turned.turn else settled


def _is_misread(lines: tuple[Line, ...]) -> bool:
    letters = sum(len(word.text) for line in lines for word in line.words)
    return letters >= _FEWEST_LETTERS and _legible(lines) < _MISREAD * letters / 2


def _both_ways(engine: Engine, one: Scan, way: int) -> Iterator[tuple[float, int, bool]]:
    """How legible a page or a part is as it was turned, and upside down, with both turns; whether it is misread."""
    for scan, turned in ((one, way), (_upside_down(one), way + 180)):
        lines = engine.read(scan)
        yield _legible(lines), turned, _is_misread(lines)


def _whole(scan: Scan) -> Scan:
    return scan


def _few_lines(scan: Scan) -> Scan:
    """The part of a page, over all its width, that bears the most ink: some lines tell the turn as well as all do."""
    rows = np.count_nonzero(ink.get_gray(scan.pixels) < _INK, axis=1)
    height = round(_FEW_LINES_MM * scan.dpi / ink.INCH)
    if height >= rows.size:
        return scan
    sums = np.cumsum(np.concatenate([[0], rows]))
    top = int(np.argmax(sums[height:] - sums[:-height]))
    return replace(scan, pixels=scan.pixels[top : top + height])


def _upside_down(scan: Scan) -> Scan:
    return replace(scan, pixels=np.ascontiguousarray(np.rot90(scan.pixels, 2)))


def _legible(lines: tuple[Line, ...]) -> float:
    """How many letters are read well: upside down, words come with little confidence."""
    return sum(len(word.text) * max(0.0, word.confidence - 0.5) for line in lines for word in line.words)


def _rims(engine: Engine, scan: Scan, gray: Pixels) -> Iterator[tuple[Scan, tuple[Line, ...], tuple[Line, ...]]]:
    """What stands along the rims of the page's seals, as laid straight and upside down."""
    for strip in unroll(scan, gray):
        even = clean(strip)
        yield strip, engine.read(even), engine.read(_upside_down(even))
