"""From an assembled document to a record: signed, verified, sealed, known to the catalog, in the one safe order.

Objects first (pages, PDF, manifest), then the catalog's row with its event in one transaction: a crash leaves an object
without a record, which is litter, never a record without its objects, which would be a lie.
"""

import base64
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from uuid import uuid4

from digitize import desk, dossier
from digitize.dossier import Applicant
from digitize.errors import InputError, ServiceError
from digitize.model import Document, Intake, Original, Packed, Page, Piece, Source
from digitize.ports import Catalog, Engine, Signer, Transaction, Vault
from digitize.record import Event, Kept, Pile, Query, Record, Sheet, Signature, State
from digitize.record_json import record_to_json
from digitize.review import subjects
from digitize.sign import Mark, countersign, sign
from digitize.vietnam.fold import fold
from digitize.vietnam.glossary import label

_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"abcdefghjkmnpqrstvwxyz0123456789")
_ID_LETTERS = 12
_HANDS = 4
Became = Literal["filed", "to_sign", "held", "already_filed", "separator", "secret"]


def silent(pages: int) -> None:
    """Tells nobody."""


def utc_now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Doors:
    """The adapters that filing needs, opened; without a signer documents wait for their signature."""

    engine: Engine
    vault: Vault
    catalog: Catalog
    signer: Signer | None


@dataclass(frozen=True, slots=True)
class Order:
    """What one run was asked to do, and by whom.

    `again` reads held inputs anew even if nothing has changed; `keep_blanks` leaves blank pages in the PDF;
    `reading_copies` packs incoming signed files that are no PDF/A into one, for reading; `countersigns` adds our
    signature to incoming signed files that allow it.
    """

    spool: Path
    mark: Mark
    fingerprint: str
    producer: str
    operator: str
    batch: str
    dossier: str = ""
    citizen_id: str = field(default="", repr=False)
    again: bool = False
    keep_blanks: bool = False
    reading_copies: bool = False
    countersigns: bool = False
    notice: Callable[[int], None] = silent
    now: Callable[[], datetime] = utc_now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper, or of sides that are none (a separator sheet, a secret paper).

    `record` is None for those and for a file that could not even be opened; `piece`: which sides of the file it was.
    """

    file: str
    state: Became
    record: Record | None
    problem: str = ""
    piece: Piece | None = None


def document_id(vault: Vault, identity: str) -> str:
    """The short name of the document with that identity: twelve letters and digits that can be typed."""
    keyed = bytes.fromhex(vault.identify(identity))
    return base64.b32encode(keyed).translate(_ALPHABET)[:_ID_LETTERS].decode()


def known(intake: Intake, order: Order, doors: Doors) -> Outcome | None:
    """What is known of an input: filed before (under this dossier it is linked), or still held; None when it is new.

    A held one counts as new when the pipeline has changed, when asked for, and once a person has decided.
    """
    with doors.catalog.transaction() as transaction:
        record = transaction.records.find_one(document_id(doors.vault, intake.identity))
        if record is None:
            return None
        if record.state == "held":
            changed = order.again or record.fingerprint != order.fingerprint or desk.is_free(record)
            return None if changed else Outcome(intake.path, "held", record, record.problem)
        doubted = intake.piece is not None and intake.piece.doubts
        tied = {fold(code) for code in (record.dossier, *record.linked)}
        if order.dossier and not doubted and fold(order.dossier) not in tied and record.state in ("filed", "to_sign"):
            linked = replace(record, linked=(*record.linked, order.dossier), revision=record.revision + 1)
            record = write_manifest(linked, order.spool, doors.vault)
            transaction.records.replace(record)
            transaction.trail.add(_event(order, "linked", record.document))
        return Outcome(intake.path, "already_filed", record)


def recall(intake: Intake, doors: Doors) -> Intake:
    """The input with what was decided about it, if it was held before."""
    with doors.catalog.transaction() as transaction:
        record = transaction.records.find_one(document_id(doors.vault, intake.identity))
    return replace(intake, decided=desk.recall(record)) if record is not None else intake


def file(intake: Intake, document: Document, packed: Packed | None, house: tuple[Order, Doors], text: str) -> Outcome:
    """Signs, keeps and records a document; an incoming signed PDF is kept byte for byte and else only recorded.

    Where we add our signature to it, both are kept; where we may not, the outcome tells why. The text is told apart,
    because the pages come here without their lines.
    """
    (order, doors), refused = house, ""
    record = replace(_record(intake, document, order, doors), text=text)
    record = replace(record, pages=_keep_pages(intake, document.pages, doors.vault))
    if intake.form != "scan":
        record = replace(record, source=doors.vault.keep(Path(intake.copy)))
    if packed is None:
        incoming: Signature = "incoming"
        size = Path(intake.copy).stat().st_size
        record = replace(record, state="filed", signature=incoming, pdf=record.source, pdf_bytes=size)
        if order.countersigns and doors.signer is not None:
            try:
                record, signed = countersign(record, Path(intake.copy), doors.signer, order.now())
                record = replace(record, pdf=doors.vault.keep(signed))
            except InputError as error:
                refused = str(error)
    else:
        record = _with_pdf(record, packed, order, doors)
    outcome = _enter(record, intake, house)
    return replace(outcome, problem=outcome.problem or refused)


def hold(intake: Intake, document: Document, problem: str, house: tuple[Order, Doors]) -> Outcome:
    """Keeps what came in, with what was understood of it, and records why a person must decide.

    A file that is not there leaves no record.
    """
    order, doors = house
    if not intake.copy:
        return Outcome(intake.path, "held", None, problem)
    record = _record(intake, desk.settle(document, intake.decided), order, doors)
    record = replace(record, pages=_keep_held(intake, document.pages, doors.vault))
    if intake.form != "scan":
        record = replace(record, source=doors.vault.keep(Path(intake.copy)))
    record = replace(record, problem=problem, page_count=len(intake.originals))
    return _enter(record, intake, house)


def drop(intake: Intake, house: tuple[Order, Doors]) -> Outcome:
    """Keeps nothing of a paper under a mark of secrecy, and tells so; a separator sheet is kept with its pile."""
    order, doors = house
    if intake.piece is not None and intake.piece.role == "separator":
        return Outcome(intake.path, "separator", None)
    with doors.catalog.transaction() as transaction:
        transaction.trail.add(_event(order, "secret", ""))
    return Outcome(intake.path, "secret", None, label("secret_mark", "findings"))


def note_pile(intake: Intake, pieces: tuple[Piece, ...], house: tuple[Order, Doors]) -> None:
    """Writes down how an input falls apart, and keeps its separator sheets, before the first paper of it is filed."""
    order, doors = house
    sheets = [intake.originals[at] for piece in pieces if piece.role == "separator" for at in piece.pages]
    at = order.now().astimezone(UTC).isoformat(timespec="milliseconds")
    pile = Pile(doors.vault.identify(intake.identity), order.batch, at, pieces, _keep_all(sheets, doors.vault))
    pile = replace(pile, manifest=_seal(record_to_json(pile), f"pile-{order.batch}", order.spool, doors.vault))
    with doors.catalog.transaction() as transaction:
        transaction.piles.add(pile)


def find_applicant(code: str, doors: Doors) -> Applicant | None:
    """Whose dossier that is, by its papers that were filed before."""
    with doors.catalog.transaction() as transaction:
        records = transaction.records.find(Query(dossier=code))
    return dossier.find_applicant((record.kind, record.fields) for record in records)


def write_manifest(record: Record, spool: Path, vault: Vault) -> Record:
    """Seals the record itself beside its objects, so that the catalog can be made anew from them."""
    name = f"{record.document}-{record.version}-{record.revision}"
    return replace(record, manifest=_seal(record_to_json(replace(record, manifest=None)), name, spool, vault))


def _seal(text: str, name: str, spool: Path, vault: Vault) -> Kept:
    path = spool / f"{name}-{uuid4().hex}.json"
    path.write_text(text, encoding="utf-8")
    kept = vault.keep(path)
    path.unlink()
    return kept


def _record(intake: Intake, document: Document, order: Order, doors: Doors) -> Record:
    return Record(
        document=document_id(doors.vault, intake.identity),
        state="held",
        identity=doors.vault.identify(intake.identity),
        input_sha256=intake.sha256,
        fingerprint=order.fingerprint,
        filed_at=order.now().astimezone(UTC).isoformat(timespec="milliseconds"),
        dossier=order.dossier,
        kind=document.kind,
        kind_confidence=document.kind_confidence,
        runner_up=document.runner_up,
        part=document.part,
        subjects=subjects(document),
        fields=document.fields,
        doubts=document.doubts,
        decided=intake.decided.names if intake.decided else (),
        page_count=len(document.pages),
    )


def _with_pdf(record: Record, packed: Packed, order: Order, doors: Doors) -> Record:
    """The record with its PDF kept: signed and verified where a key is at hand, else waiting for its signature."""
    path = Path(packed.path)
    size = path.stat().st_size
    place = (packed.left, packed.top, packed.width, packed.height)
    record = replace(record, state="to_sign", place=place, unsigned_bytes=size, pdf_bytes=size)
    if doors.signer is not None:
        record, path = sign(record, path, order.mark, doors.signer, order.now())
    return replace(record, pdf=doors.vault.keep(path))


def _keep_pages(intake: Intake, pages: tuple[Page, ...], vault: Vault) -> tuple[Sheet, ...]:
    """Keeps each page's own stream; pages of a PDF that is kept whole have no object of their own."""
    kept = _keep_all([page.original for page in pages], vault) if intake.form == "scan" else (None,) * len(pages)
    return tuple(
        Sheet(
            kept=own,
            original=_pathless(page.original),
            turn=page.turn,
            skew=page.skew,
            blank=page.blank,
            steps=page.steps,
            findings=page.findings,
            width=page.width,
            height=page.height,
        )
        for page, own in zip(pages, kept, strict=True)
    )


def _keep_held(intake: Intake, pages: tuple[Page, ...], vault: Vault) -> tuple[Sheet, ...]:
    """Every page as it came in, to be read again; with the evidence of this reading where all could be read."""
    if len(pages) == len(intake.originals):
        sheets = _keep_pages(intake, pages, vault)
    elif intake.form == "scan":
        sheets = tuple(map(Sheet, _keep_all(intake.originals, vault), intake.originals))
    else:
        return ()
    originals = map(_pathless, intake.originals)
    return tuple(replace(sheet, original=original) for sheet, original in zip(sheets, originals, strict=True))


def _keep_all(originals: Sequence[Original], vault: Vault) -> tuple[Kept, ...]:
    """Some at a time: keeping is mostly waiting for the disk, and all others wait for it."""
    with ThreadPoolExecutor(_HANDS) as hands:
        return tuple(hands.map(vault.keep, (Path(original.path) for original in originals)))


def _pathless(original: Original) -> Original:
    """Without paths: scan files are often named after people."""
    return replace(original, path="", source=Source("", original.source.page))


def _enter(record: Record, intake: Intake, house: tuple[Order, Doors]) -> Outcome:
    """Writes manifest, row and event; a record that another run wrote in the meantime wins."""
    order, doors = house
    with doors.catalog.transaction() as transaction:
        before = transaction.records.find_one(record.document)
    if before is not None:
        if desk.is_stale(intake, before):
            return Outcome(intake.path, "held", before, before.problem)
        since = before.filed_at if record.state == "held" else record.filed_at
        dossier = record.dossier or before.dossier
        record = replace(record, revision=before.revision + 1, dossier=dossier, filed_at=since)
    record = write_manifest(record, order.spool, doors.vault)
    with doors.catalog.transaction() as transaction:
        now = transaction.records.find_one(record.document)
        if now is not None and now.state != "held":
            return Outcome(intake.path, "already_filed", now)
        changed = now != before
        if not changed:
            _write(transaction, record, intake, house)
    if changed:
        return _enter(record, intake, house)
    state: Literal["filed", "to_sign", "held"] = "held"
    if record.state in ("filed", "to_sign"):
        state = record.state
    return Outcome(intake.path, state, record, record.problem)


def _write(transaction: Transaction, record: Record, intake: Intake, house: tuple[Order, Doors]) -> None:
    order, _ = house
    if record.revision > 1:
        transaction.records.replace(record)
    elif not transaction.records.add(record):
        raise ServiceError("the catalog holds another document under this identity; run `sohoa doctor`")
    transaction.trail.add(_event(order, record.state, record.document))
    _retire(transaction, record, intake, house)


def _retire(transaction: Transaction, record: Record, intake: Intake, house: tuple[Order, Doors]) -> None:
    """A file that was held as unreadable and can be read now was known by its bytes: that record is replaced."""
    order, doors = house
    stale = transaction.records.find_one(document_id(doors.vault, intake.sha256))
    if stale is not None and stale.document != record.document and stale.state == "held":
        gone: State = "replaced"
        gone_record = replace(stale, state=gone, revision=stale.revision + 1)
        transaction.records.replace(write_manifest(gone_record, order.spool, doors.vault))
        transaction.trail.add(_event(order, "replaced", stale.document))


def _event(order: Order, act: str, document: str) -> Event:
    at = order.now().astimezone(UTC).isoformat(timespec="milliseconds")
    details = (("batch", order.batch), *((("dossier", order.dossier),) if order.dossier else ()))
    return Event(at, act, order.operator, document, details)


def all_objects(record: Record) -> tuple[Kept, ...]:
    """Every object that a record refers to."""
    ones = (record.pdf, record.source, record.manifest, *(sheet.kept for sheet in record.pages))
    return tuple(dict.fromkeys(kept for kept in ones if kept is not None))
