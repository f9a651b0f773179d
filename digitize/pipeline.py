"""What is done to files, pages, piles and documents on their way, each in a worker process.

`batch.file_batch` walks a batch through these functions and through the doors. Nothing here knows a terminal: progress
is a function that is called, parallelism is `each`.
"""

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

from digitize import desk
from digitize.classify import classify
from digitize.clean import clean
from digitize.codes import find_codes, leave_out
from digitize.correct import correct
from digitize.crossed import doubt_crossed
from digitize.cut import find_cut
from digitize.deskew import deskew
from digitize.encode import encode, finish
from digitize.errors import InputError
from digitize.extract import extract
from digitize.filing import Order
from digitize.intake import digest, open_input, open_scan
from digitize.model import (
    Decided,
    Document,
    Finding,
    Form,
    Image,
    Intake,
    Line,
    Original,
    Packed,
    Page,
    Piece,
    Scan,
    Source,
)
from digitize.order import order
from digitize.pack import hide_blanks, pack
from digitize.page_words import lay_down, take_up
from digitize.ports import Engine
from digitize.quality import compare, inspect, is_below_standard
from digitize.rectify import rectify, write_flat
from digitize.reread import read_twice
from digitize.review import KIND_SURE, review
from digitize.secrecy import find_secrecy
from digitize.sign import SAME_ACT, stamp_texts
from digitize.split import split
from digitize.spot import find_spot
from digitize.text_layer import read_text_layer
from digitize.upright import find_turns, turn, upright
from digitize.vietnam.glossary import label
from digitize.vietnam.kinds import kinds
from digitize.witness import witness
from digitize.xmp import About

BELOW_STANDARD, SECRET = "page:below_standard", "secret_mark"
_SHEET_DPI, _CARD_DPI, _CARD_MM = 200.0, 300.0, 120.0
# Letters weighed by what their confidence exceeds 0.5: pages the right way up came to six and more, and to four times
# what they came to upside down (bench/geometry.py).
_LEGIBLE, _BETTER = 5.0, 3.0
_In = TypeVar("_In")
_Out = TypeVar("_Out")
# An input with what became of its pages.
Read = tuple[Intake, tuple["Page | Failure", ...]]
# Shown to whoever wants to see a page in work: straightened, cleaned, and what was read, in pixels of both.
Look = Callable[[Scan, Scan, tuple[Line, ...]], None]


class Each(Protocol):
    """A map that may work in parallel: results in the order of the tickets, tickets taken only as needed."""

    def __call__(
        self, function: Callable[[_In], _Out], tickets: Iterable[_In], lost: Callable[[_In, str], _Out], /
    ) -> Iterator[_Out]:
        """The function's result for each ticket; `lost`, told why, makes that of a ticket whose worker died."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page or a document could not be finished, in one sentence for a person; what was understood of it."""

    problem: str
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document that waits for its signature, its text apart, its pages without their lines.

    `packed` is None for an incoming signed PDF, kept as it is.
    """

    document: Document
    text: str
    packed: Packed | None


def take_in(spool: Path, path: str) -> Intake:
    """Copies one input file into a folder of its own in the spool and opens it; an unusable file comes out as such."""
    folder = spool / uuid4().hex
    folder.mkdir()
    copy = folder / "input"
    try:
        shutil.copyfile(path, copy)
    except OSError:
        problem = "không mở được tệp, hãy xem tệp còn đó và được phép đọc không / the file cannot be opened or read"
        return Intake(path, "", "unreadable", "", "", problem=problem)
    try:
        return open_input(Path(path), copy)
    except InputError as error:
        sha256 = digest(copy)
        return Intake(path, str(copy), "unreadable", sha256, sha256, problem=str(error))


def _lost_input(spool: Path, path: str, problem: str) -> Intake:
    folder = spool / uuid4().hex
    folder.mkdir()
    shutil.copyfile(path, folder / "input")
    sha256 = digest(folder / "input")
    return Intake(
        path, str(folder / "input"), "unreadable", sha256, sha256, problem=f"the file was given up: {problem}"
    )


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
                findings = (*scan.findings, *find_secrecy(engine, scan, lines))
                scan = replace(scan, codes=find_codes(scan), findings=findings)
                look(scan, scan, lines)
                return finish(scan, image, lines, find_spot(scan), blank=False)
        scan = _straight(scan, engine)
        findings = inspect(scan)
        blank = any(finding.name == "blank" for finding in findings)
        # No stamp on a picture whose paper lies askew: page 1 grows at the top instead.
        spot, flat = (None, write_flat(scan)) if scan.plane else (find_spot(scan), "")
        read = clean(replace(scan, findings=_settled((*scan.findings, *findings), blank)))
        read = read if blank else replace(read, codes=find_codes(read))
        lines = () if blank else _read(engine, scan, read)
        read = replace(read, findings=(*read.findings, *find_secrecy(engine, scan, lines)))
        look(scan, read, lines)
        return replace(finish(read, image, lines, spot, blank), flat=flat)
    except InputError as error:
        return Failure(f"trang/page {original.source.page}: {error}")


def _read(engine: Engine, straight: Scan, cleaned: Scan) -> tuple[Line, ...]:
    """The lines of a cleaned page in reading order; long numbers are read twice."""
    lines = leave_out(engine.read(cleaned), cleaned.codes)
    return correct(order(read_twice(engine, straight, doubt_crossed(straight, lines))))


def _straight(scan: Scan, engine: Engine | None = None) -> Scan:
    """Flat, upright, straight and brought down to the reading resolution; doubts of the turn are settled by reading."""
    scan = upright(rectify(scan))
    scan = settle_turn(engine, scan) if engine else scan
    scan = replace(scan, findings=(*scan.findings, *find_cut(scan)))
    return deskew(scan, _reading_dpi(scan))


def settle_turn(engine: Engine, scan: Scan) -> Scan:
    """A page whose turn is in doubt, read both ways that its lines allow: where one reads far better, turned so."""
    doubt = next((finding for finding in scan.findings if finding.name == "turn_doubtful"), None)
    ways = find_turns(scan) if doubt else ()
    if not ways:
        return scan
    findings = tuple(finding for finding in scan.findings if finding is not doubt)
    turned = [turn(replace(scan, steps=scan.steps[:-1], findings=findings), degrees, 0.0) for degrees in ways]
    worse, better = sorted((_legible(engine, one), index) for index, one in enumerate(turned))
    if better[0] < _LEGIBLE or better[0] < _BETTER * worse[0]:
        return scan
    return turn(replace(scan, steps=scan.steps[:-1], findings=findings), ways[better[1]], 1 - worse[0] / better[0])


def _legible(engine: Engine, scan: Scan) -> float:
    """How many letters can be read well: upside down, words come with little confidence."""
    lines = engine.read(clean(deskew(scan, _reading_dpi(scan))))
    return sum(len(word.text) * max(0.0, word.confidence - 0.5) for line in lines for word in line.words)


def look_at_page(original: Original) -> Page | Failure:
    """Inspects one page without reading it: the page as `read_page` makes it, without words."""
    try:
        image, scan = encode(open_scan(original))
        scan = _straight(scan)
        findings = (*scan.findings, *inspect(scan))
        blank = any(finding.name == "blank" for finding in findings)
        return finish(replace(scan, findings=_settled(findings, blank)), image, (), None, blank)
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


def _settled(findings: tuple[Finding, ...], blank: bool) -> tuple[Finding, ...]:
    """A blank page stands upright and straight either way, and has no text to cut off."""
    return tuple(one for one in findings if not (blank and one.name in ("turn_doubtful", "skew_doubtful", "cut_edge")))


def _lost_page(ticket: tuple[Form, Original], problem: str) -> Page | Failure:
    return Failure(f"trang/page {ticket[1].source.page}: {problem}")


def divide(dossier: str, ticket: Read) -> tuple[Piece, ...]:
    """How the pages of one input (as `read_aside` left them) fall apart into papers, each page in exactly one piece.

    A page that could not be read goes with what stands before it; what follows it in the same dossier is doubted,
    for the slip of another may be lost. What bears a mark of secrecy is one piece to be dropped. `dossier`: as told.
    """
    intake, results = ticket
    whole = intake.piece or Piece(tuple(range(len(results))), dossier=dossier)
    pages = tuple(take_up(result) if isinstance(result, Page) else _unread(result) for result in results)
    if intake.piece or intake.form != "scan":
        pieces: tuple[Piece, ...] = (replace(whole, pages=tuple(range(len(results)))),)
    else:
        pieces = tuple(_told(one, dossier) for one in _doubted(split(pages, dossier), results))
    return tuple(
        replace(one, role="secret") if any(is_secret(pages[at]) for at in one.pages) else one for one in pieces
    )


def is_secret(page: Page) -> bool:
    """Whether a mark of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) is suspected on the page."""
    return any(finding.name == SECRET for finding in page.findings)


def _told(piece: Piece, dossier: str) -> Piece:
    """The dossier is the operator's word; a slip that says otherwise is a doubt."""
    if not dossier or piece.dossier == dossier:
        return piece
    return replace(
        piece, dossier=dossier, doubts=(*piece.doubts, *(("split:dossier_differs",) if piece.dossier else ()))
    )


def _doubted(pieces: tuple[Piece, ...], results: tuple[Page | Failure, ...]) -> tuple[Piece, ...]:
    """Papers that a lost page may have parted from their own dossier."""
    made: list[Piece] = []
    unsure = ""
    for one in pieces:
        if one.dossier != unsure:
            unsure = ""
        made.append(replace(one, doubts=(*one.doubts, "split:page_lost")) if unsure else one)
        if any(isinstance(results[at], Failure) for at in one.pages):
            unsure = one.dossier
    return tuple(made)


def _unread(failure: Failure) -> Page:
    """Stands for a page that could not be read, so that the others keep their places."""
    original = Original(Source("", 1), "", "", "", 1, 1, 200.0)
    return Page(original, Image("", "FlateDecode", 1, 1, 8, "DeviceGray"), 1, 1, 200.0, blank=True)


def assemble(order: Order, ticket: Read) -> Assembled | Failure:
    """Understands the pages of one paper (as `read_aside` left them) and packs them as PDF/A, past the gate."""
    intake, results = ticket
    if not any(isinstance(result, Failure) for result in results):
        results = tuple(take_up(result) if isinstance(result, Page) else result for result in results)
    document = understand(results, order.citizen_id, intake.piece, intake.decided)
    if isinstance(document, Failure):
        return document
    if desk.blocking(document):
        return Failure(desk.question(document), _bare(document))
    if intake.form == "signed":
        return _assembled(document, None)
    if intake.form == "scan" and not order.keep_blanks:
        document = hide_blanks(document)
    target = Path(intake.copy).with_name(f"{intake.identity[:16]}.pdf")
    attached = Path(intake.copy) if intake.form == "digital" else None
    try:
        about = About(label(document.kind, "kinds"), order.producer, order.fingerprint, order.now().isoformat())
        packed = pack(document, target, about, attached, _stamp(order, intake.form, document))
    except InputError as error:
        return Failure(str(error), _bare(document))
    lacking = ("text:letters_lacking",) if packed.lacking else ()
    return _assembled(replace(document, doubts=(*document.doubts, *lacking)), packed)


def _stamp(order: Order, form: Form, document: Document) -> tuple[str, ...]:
    """The most that the stamp may have to say: where a document waits for its signature, both times stand in it."""
    now = order.now()
    converted = now - 2 * SAME_ACT if form == "scan" else None
    return stamp_texts(order.mark, document.fields, now, converted)


def _assembled(document: Document, packed: Packed | None) -> Assembled:
    return Assembled(_bare(document), document.text, packed)


def _bare(document: Document) -> Document:
    return replace(document, pages=tuple(replace(page, lines=()) for page in document.pages))


def lost_document(ticket: Read, problem: str) -> Assembled | Failure:
    """What a document is whose worker died."""
    return Failure(problem)


def lost_pile(ticket: Read, problem: str) -> tuple[Piece, ...]:
    """A pile whose worker died while splitting it is one paper, which a person must look at."""
    return (Piece(tuple(range(len(ticket[1]))), doubts=("split:failed",)),)


def take_in_all(paths: Iterable[str], spool: Path, each: Each) -> Iterator[Intake]:
    """Opens the files of a batch."""
    return each(partial(take_in, spool), paths, partial(_lost_input, spool))


def read_documents(
    intakes: Iterable[Intake], engine: Engine, notice: Callable[[int], None], each: Each, look: Look = unseen
) -> Iterator[tuple[str, Document | Failure]]:
    """Reads and understands each input without any other door; yields its path with what was read, or why not."""
    failed: deque[tuple[str, Failure]] = deque()

    def readable() -> Iterator[Intake]:
        for intake in intakes:
            if intake.form == "unreadable":
                failed.append((intake.path, Failure(intake.problem)))
            else:
                yield intake

    for intake, results in read_all(readable(), partial(read_page, engine, look=look), notice, each):
        while failed:
            yield failed.popleft()
        yield intake.path, understand(results, "")
    yield from failed


def understand(
    results: tuple[Page | Failure, ...], citizen_id: str, piece: Piece | None = None, decided: Decided | None = None
) -> Document | Failure:
    """Classifies the pages, extracts and reviews the fields of one document; any page that failed fails it.

    A separator sheet's kind holds where the page's own title does not contradict it. What was decided about the
    document before stands in the place of what is read.
    """
    problems = [result.problem for result in results if isinstance(result, Failure)]
    if problems:
        return Failure("; ".join(problems[:3]))
    pages = compare([result for result in results if isinstance(result, Page)])
    turned = any(finding.name == "turn_doubtful" for page in pages for finding in page.findings)
    doubts = ("page:turn_doubtful",) if turned else ()
    if any(is_below_standard(page) for page in pages):
        doubts = (*doubts, BELOW_STANDARD)
    doubts = (*doubts, *(piece.doubts if piece else ()))
    classified = desk.settle(_told_kind(classify(Document(pages, doubts=doubts)), piece), decided)
    return desk.settle(review(witness(desk.settle(extract(classified), decided)), citizen_id), decided)


def _told_kind(document: Document, piece: Piece | None) -> Document:
    if piece is None or not piece.kind:
        return document
    if document.kind in (piece.kind, "khac") or document.kind_confidence < KIND_SURE:
        return replace(document, kind=piece.kind, kind_confidence=0.99, part=kinds()[piece.kind].part)
    return replace(document, doubts=(*document.doubts, "kind:separator_differs"))


def read_all(
    intakes: Iterable[Intake],
    read: Callable[[tuple[Form, Original]], Page | Failure],
    notice: Callable[[int], None],
    each: Each,
) -> Iterator[tuple[Intake, tuple[Page | Failure, ...]]]:
    """Pages of all inputs in one stream through the workers, joined to their inputs again."""
    reading: deque[Intake] = deque()

    def tickets() -> Iterator[tuple[Form, Original]]:
        for intake in intakes:
            reading.append(intake)
            yield from ((intake.form, original) for original in intake.originals)

    pages: list[Page | Failure] = []
    for page in each(read, tickets(), _lost_page):
        notice(1)
        pages.append(page)
        if len(pages) == len(reading[0].originals):
            yield reading.popleft(), tuple(pages)
            pages = []
