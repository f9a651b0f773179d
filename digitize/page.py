"""The way of one page, in a worker process: decoded, flat, upright, straight, inspected, cleaned, read."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from digitize import ink
from digitize.clean import clean
from digitize.codes import find_codes, leave_out
from digitize.correct import correct
from digitize.crossed import doubt_crossed
from digitize.cut import find_cut
from digitize.deskew import deskew
from digitize.encode import encode, finish
from digitize.errors import InputError
from digitize.intake import open_scan
from digitize.model import (
    Document,
    Form,
    Line,
    Original,
    Page,
    Scan,
)
from digitize.order import order
from digitize.page_words import lay_down
from digitize.ports import Engine
from digitize.quality import inspect
from digitize.rectify import rectify, write_flat
from digitize.reread import read_twice
from digitize.secrecy import find_secrecy
from digitize.spot import find_spot
from digitize.text_layer import read_text_layer
from digitize.upright import find_turns, turn, upright

_SHEET_DPI, _CARD_DPI, _CARD_MM = 200.0, 300.0, 120.0
# Letters weighed by what their confidence exceeds 0.5: pages the right way up came to six and more, and to four times
# what they came to upside down (bench/geometry.py).
_LEGIBLE, _BETTER = 5.0, 3.0
_FEW_LINES_MM, _INK = 50.0, 140
# where nothing tells which way lines run
_ANY = (0, 180, 90, 270)
# Shown to whoever wants to see a page in work: straightened, cleaned, and what was read, in pixels of both.
Look = Callable[[Scan, Scan, tuple[Line, ...]], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page or a document could not be finished, in one sentence for a person; what was understood of it."""

    problem: str
    document: Document | None = None


def unseen(straight: Scan, cleaned: Scan, lines: tuple[Line, ...]) -> None:
    """Nobody looks."""


def read_page(engine: Engine, ticket: tuple[Form, Original], look: Look = unseen) -> Page | Failure:
    """Turns, straightens, cleans and reads one page; a page that cannot be used comes out as a failure.

    `look` is called here, in the worker, for pixels go no further.
    """
    form, original = ticket
    try:
        image, scan = encode(open_scan(original))
        if form != "scan":
            lines = read_text_layer(original)
            if lines:
                scan = _marked(engine, scan, replace(scan, codes=find_codes(scan)), lines)
                look(scan, scan, lines)
                return finish(scan, image, lines, find_spot(scan), blank=False)
        scan, blank = _inspected(_straight(scan, engine))
        # No stamp on a picture whose paper lies askew: page 1 grows at the top instead.
        spot, flat = (None, write_flat(scan)) if scan.plane else (find_spot(scan), "")
        read = clean(scan)
        read, lines = (read, ()) if blank else _read(engine, scan, read)
        look(scan, read, lines)
        return replace(finish(read, image, lines, spot, blank), flat=flat)
    except InputError as error:
        return Failure(f"trang/page {original.source.page}: {error}")


def _read(engine: Engine, straight: Scan, cleaned: Scan) -> tuple[Scan, tuple[Line, ...]]:
    """Its codes, marks of secrecy, and lines in reading order; long numbers are read twice."""
    codes = find_codes(cleaned)
    read = doubt_crossed(straight, leave_out(engine.read(cleaned), codes))
    lines = correct(order(read_twice(engine, straight, read)))
    return _marked(engine, straight, replace(cleaned, codes=codes), lines), lines


def _marked(engine: Engine, straight: Scan, scan: Scan, lines: tuple[Line, ...]) -> Scan:
    return replace(scan, findings=(*scan.findings, *find_secrecy(engine, straight, lines)))


def _straight(scan: Scan, engine: Engine | None = None) -> Scan:
    """Flat, upright, straight and brought down to the reading resolution; doubts of the turn are settled by reading."""
    scan = upright(rectify(scan))
    scan = settle_turn(engine, scan) if engine else scan
    scan = replace(scan, findings=(*scan.findings, *find_cut(scan)))
    return deskew(scan, _reading_dpi(scan))


def settle_turn(engine: Engine, scan: Scan) -> Scan:
    """A page whose turn is in doubt, read in the ways that its lines allow: where one reads far better, turned so."""
    doubt = next((finding for finding in scan.findings if finding.name == "turn_doubtful"), None)
    if not doubt:
        return scan
    findings = tuple(finding for finding in scan.findings if finding is not doubt)
    bare = replace(scan, steps=scan.steps[:-1], findings=findings)
    read = []
    for way in (find_turns(scan) or _ANY)[::2]:
        one = _few_lines(clean(deskew(turn(bare, way, 0.0), _reading_dpi(scan))))
        read += [(_legible(engine, one), way), (_legible(engine, _upside_down(one)), way + 180)]
    (worse, _), (better, found) = sorted(read)[-2:]
    if better < _LEGIBLE or better < _BETTER * worse:
        return scan
    return turn(bare, found, 1 - worse / better)


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


def _legible(engine: Engine, scan: Scan) -> float:
    """How many letters can be read well: upside down, words come with little confidence."""
    return sum(len(word.text) * max(0.0, word.confidence - 0.5) for line in engine.read(scan) for word in line.words)


def look_at_page(original: Original) -> Page | Failure:
    """Inspects one page without reading it: the page as `read_page` makes it, without words."""
    try:
        image, scan = encode(open_scan(original))
        scan, blank = _inspected(_straight(scan))
        return finish(scan, image, (), None, blank)
    except InputError as error:
        return Failure(f"trang/page {original.source.page}: {error}")


def read_aside(engine: Engine, ticket: tuple[Form, Original]) -> Page | Failure:
    """As `read_page`, the lines laid down beside the page's stream."""
    page = read_page(engine, ticket)
    return lay_down(page) if isinstance(page, Page) else page


def _reading_dpi(scan: Scan) -> float:
    """200 dpi reads sheets best, and cheaper; the small print of a card wants 300 (measured on the samples)."""
    longer_mm = max(scan.width, scan.height) / scan.dpi * 25.4
    if scan.plane:
        return scan.dpi
    return _CARD_DPI if longer_mm < _CARD_MM else _SHEET_DPI


def _inspected(scan: Scan) -> tuple[Scan, bool]:
    """With what its inspection finds, and whether it is blank."""
    found = inspect(scan)
    blank = any(finding.name == "blank" for finding in found)
    findings = (*scan.findings, *found)
    # A blank page stands upright and straight either way, and has no text to cut off.
    moot = ("turn_doubtful", "skew_doubtful", "cut_edge") if blank else ()
    return replace(scan, findings=tuple(one for one in findings if one.name not in moot)), blank
