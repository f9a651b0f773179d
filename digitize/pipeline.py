"""What is done to files, pages, piles and documents on their way, each in a worker process.

`batch.file_batch` walks a batch through these functions and through the doors. Nothing here knows a terminal: progress
is a function that is called, parallelism is `each`.
"""

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

from digitize import desk
from digitize.classify import classify
from digitize.doubted import read_doubted
from digitize.errors import InputError
from digitize.extract import extract
from digitize.filing import Order
from digitize.intake import digest, open_input
from digitize.model import (
    Decided,
    Document,
    Form,
    Image,
    Intake,
    Original,
    Packed,
    Page,
    Piece,
    Source,
)
from digitize.pack import hide_blanks, pack
from digitize.page import Failure, Look, read_page, unseen
from digitize.page_words import take_up
from digitize.ports import Engine
from digitize.quality import compare, is_below_standard
from digitize.review import KIND_SURE, review
from digitize.revision import needs_reading_copy
from digitize.secrecy import is_secret
from digitize.sign import SAME_ACT, bears_code, stamp_texts
from digitize.split import split
from digitize.stamp_text import Says
from digitize.unread import doubt_blanks
from digitize.vietnam.glossary import label
from digitize.vietnam.kinds import kinds
from digitize.witness import witness
from digitize.xmp import About

BELOW_STANDARD = "page:below_standard"
_In = TypeVar("_In")
_Out = TypeVar("_Out")
# An input with what became of its pages.
Read = tuple[Intake, tuple[Page | Failure, ...]]


class Each(Protocol):
    """A map that may work in parallel: results in the order of the tickets, tickets taken only as needed."""

    def __call__(
        self, function: Callable[[_In], _Out], tickets: Iterable[_In], lost: Callable[[_In, str], _Out], /
    ) -> Iterator[_Out]:
        """The function's result for each ticket; `lost`, told why, makes that of a ticket whose worker died."""
        ...


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document that waits for its signature, its text apart, its pages without their lines.

    `packed` is None for an incoming signed PDF that is kept as it is.
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


def assemble(order: Order, engine: Engine, ticket: Read) -> Assembled | Failure:
    """Understands the pages of one paper (as `read_aside` left them) and packs them as PDF/A, past the gate."""
    intake, results = ticket
    if not any(isinstance(result, Failure) for result in results):
        results = tuple(take_up(result) if isinstance(result, Page) else result for result in results)
    document = understand(engine, results, order.citizen_id, (intake.piece, intake.decided))
    if isinstance(document, Failure):
        return document
    if desk.blocking(document):
        return Failure(desk.question(document), _bare(document))
    if intake.form == "signed" and not (order.reading_copies and needs_reading_copy(Path(intake.copy))):
        return _assembled(document, None)
    if intake.form == "scan" and not order.keep_blanks:
        document = hide_blanks(document)
    target = Path(intake.copy).with_name(f"{intake.identity[:16]}.pdf")
    attached = Path(intake.copy) if intake.form != "scan" else None
    try:
        about = About(label(document.kind, "kinds"), order.producer, order.fingerprint, order.now().isoformat())
        packed = pack(document, target, about, attached, _stamp(order, intake.form, document))
    except InputError as error:
        return Failure(str(error), _bare(document))
    lacking = ("text:letters_lacking",) if packed.lacking else ()
    return _assembled(replace(document, doubts=(*document.doubts, *lacking)), packed)


def _stamp(order: Order, form: Form, document: Document) -> Says:
    """What the stamp will say; where a document waits for its signature, both times stand in it."""
    now = order.now()
    converted: datetime | None = now - 2 * SAME_ACT if order.mark.waits else now
    converted = converted if form == "scan" else None
    texts = stamp_texts(order.mark, document.fields, now, converted)
    return Says(texts, bears_code(order.mark, now, converted))


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
        yield intake.path, understand(engine, results)
    yield from failed


def understand(
    engine: Engine,
    results: tuple[Page | Failure, ...],
    citizen_id: str = "",
    told: tuple[Piece | None, Decided | None] = (None, None),
) -> Document | Failure:
    """Classifies the pages, extracts and reviews the fields of one document; any page that failed fails it.

    `told`: a separator sheet's kind holds where the page's own title does not contradict it; what was decided about the
    document before stands in the place of what is read. The engine reads unsure fields a second time.
    """
    piece, decided = told
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
    witnessed = witness(doubt_blanks(read_doubted(engine, extract(classified))))
    return desk.settle(review(desk.settle(witnessed, decided), citizen_id), decided)


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
