"""The way of one page, in a worker process: decoded, flat, upright, straight, inspected, cleaned, read."""

from collections.abc import Callable
from dataclasses import dataclass, replace

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
from digitize.resolution import reading_dpi
from digitize.secrecy import find_secrecy
from digitize.settle import reconsider, settle_turn
from digitize.spot import find_spot
from digitize.text_layer import read_text_layer
from digitize.upright import upright

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
        scan, read, lines, blank = upright_and_read(engine, rectify(scan))
        # No stamp on a picture whose paper lies askew: page 1 grows at the top instead.
        spot, flat = (None, write_flat(scan)) if scan.plane else (find_spot(scan), "")
        read, lines = (read, ()) if blank else _understood(engine, scan, read, lines)
        look(scan, read, lines)
        return replace(finish(read, image, lines, spot, blank), flat=flat)
    except InputError as error:
        return Failure(f"trang/page {original.source.page}: {error}")


def upright_and_read(engine: Engine, scan: Scan) -> tuple[Scan, Scan, tuple[Line, ...], bool]:
    """A flat page straightened, cleaned, as first read (not where it is blank), and whether it is blank.

    Reading settles doubtful turns. Raises ServiceError as the engine does.
    """
    turned = upright(scan)
    inspected = _straight(turned)
    # most pages that show no turn are blank backs, on which there is nothing to read
    settled = turned if inspected[1] else settle_turn(engine, turned)
    made = _clean_and_read(engine, *(inspected if settled is turned else _straight(settled)))
    reconsidered = reconsider(engine, scan, settled, made[2])
    return made if reconsidered is settled else _clean_and_read(engine, *_straight(reconsidered))


def _clean_and_read(engine: Engine, straight: Scan, blank: bool) -> tuple[Scan, Scan, tuple[Line, ...], bool]:
    cleaned = clean(straight)
    return straight, cleaned, () if blank else engine.read(cleaned), blank


def _understood(
    engine: Engine, straight: Scan, cleaned: Scan, lines: tuple[Line, ...]
) -> tuple[Scan, tuple[Line, ...]]:
    """Its codes, marks of secrecy, and lines in reading order; long numbers are read twice."""
    codes = find_codes(cleaned)
    read = doubt_crossed(straight, leave_out(lines, codes))
    lines = correct(order(read_twice(engine, straight, read)))
    return _marked(engine, straight, replace(cleaned, codes=codes), lines), lines


def _marked(engine: Engine, straight: Scan, scan: Scan, lines: tuple[Line, ...]) -> Scan:
    return replace(scan, findings=(*scan.findings, *find_secrecy(engine, straight, lines)))


def _straight(turned: Scan) -> tuple[Scan, bool]:
    """Straight and brought down to the reading resolution, with what its inspection finds; whether it is blank."""
    turned = replace(turned, findings=(*turned.findings, *find_cut(turned)))
    return _inspected(deskew(turned, reading_dpi(turned)))


def look_at_page(original: Original) -> Page | Failure:
    """Inspects one page without reading it: the page as `read_page` makes it, without words."""
    try:
        image, scan = encode(open_scan(original))
        scan, blank = _straight(upright(rectify(scan)))
        return finish(scan, image, (), None, blank)
    except InputError as error:
        return Failure(f"trang/page {original.source.page}: {error}")


def read_aside(engine: Engine, ticket: tuple[Form, Original]) -> Page | Failure:
    """As `read_page`, the lines laid down beside the page's stream."""
    page = read_page(engine, ticket)
    return lay_down(page) if isinstance(page, Page) else page


def _inspected(scan: Scan) -> tuple[Scan, bool]:
    """With what its inspection finds, and whether it is blank."""
    found = inspect(scan)
    blank = any(finding.name == "blank" for finding in found)
    findings = (*scan.findings, *found)
    # A blank page stands upright and straight either way, and has no text to cut off.
    moot = ("turn_doubtful", "skew_doubtful", "cut_edge") if blank else ()
    return replace(scan, findings=tuple(one for one in findings if one.name not in moot)), blank
