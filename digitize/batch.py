"""The way of a batch on one screen: files in, piles split into papers, signed and sealed documents out.

The work on pages, piles and papers is done by `each` in worker processes (digitize/pipeline.py); what goes through the
doors is done here, one paper after the other, in the order of the batch.
"""

import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from digitize import filing
from digitize.desk import question as ask
from digitize.desk import require_holder, settle
from digitize.dossier import share_holder
from digitize.filing import Doors, Order, Outcome
from digitize.intake import identify
from digitize.model import Document, Intake, Page, Piece
from digitize.page import Failure, read_aside
from digitize.pipeline import Assembled, Each, Read, assemble, divide, lost_document, lost_pile, read_all
from digitize.ports import Engine
from digitize.separator import Count, doubt_gaps

# A paper on its way: its input (a part of its pile's), its pages, and what they came to.
_Made = tuple[Read, Assembled | Failure | Outcome]


@dataclass(slots=True)
class _Desk:
    """What lies about while a batch is worked on."""

    settled: deque[Outcome] = field(default_factory=deque)
    again: list[Intake] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    papers: Counter[str] = field(default_factory=Counter)
    separators: Count = field(default_factory=Count)

    def drain(self) -> Iterator[Outcome]:
        while self.settled:
            yield self.settled.popleft()

    def expect(self, intake: Intake, papers: int) -> None:
        """So many papers more will come of what lies in the input's folder."""
        self.papers[intake.copy] += papers

    def done_with(self, intake: Intake) -> None:
        """Empties the input's folder when nothing else will come of it."""
        self.papers[intake.copy] -= 1
        if self.papers[intake.copy] <= 0 and intake.copy:
            shutil.rmtree(Path(intake.copy).parent)


def file_batch(intakes: Iterable[Intake], order: Order, doors: Doors, each: Each) -> Iterator[Outcome]:
    """Files each paper of each input and yields what became of it; what cannot be used is held, the rest goes on.

    Raises ServiceError when a door fails: what was filed stays filed, and the same batch again goes on from there.
    """
    desk = _Desk()
    read = read_all(_fresh(intakes, order, doors, desk), partial(read_aside, doors.engine), order.notice, each)
    papers = _papers(read, order, doors, (desk, each))
    for _, made in groupby(_assemble_all(papers, order, doors.engine, each), _dossier_of):
        for (intake, results), result in _shared(list(made), order, doors):
            yield from desk.drain()
            yield replace(_settle(intake, results, result, (order, doors)), piece=intake.piece)
            desk.done_with(intake)
    yield from desk.drain()
    for intake in desk.again:
        known = filing.known(intake, order, doors)
        if known is not None:
            yield known
        desk.done_with(intake)


def _fresh(intakes: Iterable[Intake], order: Order, doors: Doors, desk: _Desk) -> Iterator[Intake]:
    """The inputs that must be read; what is known or unreadable is settled at once, a twin in the batch comes last."""
    for intake in intakes:
        known = filing.known(intake, order, doors) if intake.identity else None
        if known is None and intake.identity in desk.seen:
            desk.again.append(intake)
            continue
        desk.seen.add(intake.identity)
        if known is None and intake.form != "unreadable":
            yield from _parts(intake, order, doors, desk)
            continue
        desk.settled.append(known or filing.hold(intake, Document(()), intake.problem, (order, doors)))
        order.notice(len(intake.originals))
        desk.done_with(intake)


def _parts(intake: Intake, order: Order, doors: Doors, desk: _Desk) -> Iterator[Intake]:
    """The input itself, or, of one that was split before, those of its papers that are not filed yet."""
    with doors.catalog.transaction() as transaction:
        pile = transaction.piles.find_one(doors.vault.identify(intake.identity))
    if pile is None:
        desk.expect(intake, 1)
        yield intake
        return
    parts = [_part(intake, piece) for piece in pile.pieces]
    desk.expect(intake, len(parts))
    for part in parts:
        known = _pass_by(part, order, doors)
        if known is None:
            yield part
            continue
        desk.settled.append(replace(known, piece=part.piece))
        order.notice(len(part.originals))
        desk.done_with(part)


def _pass_by(part: Intake, order: Order, doors: Doors) -> Outcome | None:
    """What becomes of a part that needs no more work: a paper known before, a separator sheet, a secret paper."""
    house = replace(order, dossier=_code(part, order)), doors
    return filing.known(part, *house) if part.piece is None or part.piece.role == "paper" else filing.drop(part, house)


def _papers(
    read: Iterable[Read], order: Order, doors: Doors, house: tuple[_Desk, Each]
) -> Iterator[tuple[Read, Outcome | None]]:
    """The papers of each input that was read; how a pile was split is written down before any of them is filed."""
    desk, each = house
    waiting: deque[Read] = deque()

    def tickets() -> Iterator[Read]:
        for one in read:
            waiting.append(one)
            yield one

    for pieces, last in _with_last(each(partial(divide, order.dossier), tickets(), lost_pile)):
        intake, results = waiting.popleft()
        pieces, desk.separators = doubt_gaps(pieces, desk.separators, last)
        if len(pieces) > 1:
            filing.note_pile(intake, pieces, (order, doors))
        desk.expect(intake, len(pieces) - 1)
        for piece in pieces:
            part = _part(intake, piece) if len(pieces) > 1 else replace(intake, piece=piece)
            known = _pass_by(part, order, doors)
            part = part if known else filing.recall(part, doors)
            yield (part, tuple(results[at] for at in piece.pages)), known


def _with_last(piles: Iterable[tuple[Piece, ...]]) -> Iterator[tuple[tuple[Piece, ...], bool]]:
    """Each, with whether it is the last."""
    before: tuple[Piece, ...] | None = None
    for pile in piles:
        if before is not None:
            yield before, False
        before = pile
    if before is not None:
        yield before, True


def _part(intake: Intake, piece: Piece) -> Intake:
    """The pages of one piece as an input of their own: the same paper alone in a file would be the same document."""
    originals = tuple(intake.originals[at] for at in piece.pages)
    return replace(intake, originals=originals, identity=identify(originals), piece=piece)


def _assemble_all(
    papers: Iterable[tuple[Read, Outcome | None]], order: Order, engine: Engine, each: Each
) -> Iterator[_Made]:
    """Papers assembled in parallel; what needs no more work passes by, in its place."""
    waiting: deque[tuple[Read, Outcome | None]] = deque()

    def tickets() -> Iterator[Read]:
        for paper in papers:
            waiting.append(paper)
            if paper[1] is None:
                yield paper[0]

    def passing() -> Iterator[_Made]:
        while waiting and (known := waiting[0][1]) is not None:
            yield waiting.popleft()[0], known

    # A worker gets the order without its notice, which belongs to the terminal.
    for result in each(partial(assemble, replace(order, notice=filing.silent), engine), tickets(), lost_document):
        yield from passing()
        yield waiting.popleft()[0], result
    yield from passing()


def _dossier_of(made: _Made) -> tuple[str, str]:
    """Papers of one dossier in one input stand together; one without a code stands alone."""
    intake = made[0][0]
    code = intake.piece.dossier if intake.piece else ""
    return intake.copy, code or intake.identity


def _shared(made: list[_Made], order: Order, doors: Doors) -> Iterator[_Made]:
    """The papers of a dossier, each knowing whose dossier it is; an operator who names the holder knows better."""
    documents = tuple(document for _, result in made if (document := _document_of(result)))
    code = _code(made[0][0][0], order)
    if code and documents and not order.citizen_id:
        documents = share_holder(documents, filing.find_applicant(code, doors))
    shared = iter(documents)
    for read, result in made:
        if isinstance(result, Assembled | Failure) and _document_of(result):
            result = replace(result, document=next(shared))
        yield read, result


def _document_of(result: Assembled | Failure | Outcome) -> Document | None:
    """What was understood of a paper, filed or held, that surely belongs to its dossier."""
    document = None if isinstance(result, Outcome) else result.document
    return None if document and any(doubt.startswith("split:") for doubt in document.doubts) else document


def _settle(
    intake: Intake,
    results: tuple[Page | Failure, ...],
    result: Assembled | Failure | Outcome,
    house: tuple[Order, Doors],
) -> Outcome:
    order, doors = house
    house = replace(order, dossier=_code(intake, order)), doors
    if isinstance(result, Outcome):
        return result
    if isinstance(result, Failure):
        read = tuple(page for page in results if isinstance(page, Page))
        return filing.hold(intake, result.document or Document(read), result.problem, house)
    # Only now is it known whether the dossier tells whose paper it is.
    document = settle(require_holder(result.document), intake.decided)
    if question := ask(document):
        return filing.hold(intake, document, question, house)
    return filing.file(intake, document, result.packed, house, result.text)


def _code(intake: Intake, order: Order) -> str:
    """The dossier's code: as the operator says, else as slips and separator sheets do."""
    return order.dossier or (intake.piece.dossier if intake.piece else "")
