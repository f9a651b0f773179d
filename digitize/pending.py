"""Signing as an act of its own: documents that wait for their signature get it, and low levels are lifted later.

Each document is one step: signed, verified, kept, then its record with the event in one transaction. Whatever stops a
batch, the same command goes on with what is still to be done.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from digitize.errors import InputError, ServiceError
from digitize.filing import Doors, Order, write_manifest
from digitize.ports import Signer
from digitize.record import Event, Query, Record, State
from digitize.sign import countersign, judged, sign
from digitize.verdict import LEVELS, RENEW, Level

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Signed:
    """What became of one document: `record` is as it is now; `act` is signed, lifted, skipped or failed."""

    record: Record
    act: str
    problem: str = ""


def find_pending(doors: Doors) -> tuple[Record, ...]:
    """All documents that wait for their signature, oldest first."""
    return _find(doors, "to_sign")


def find_low(doors: Doors, level: Level, now: datetime) -> tuple[Record, ...]:
    """Our signed documents below a level, or whose archive time-stamp lapses soon; oldest first."""
    return tuple(one for one in _find(doors, "filed") if _is_low(one, level, now))


def sign_all(records: Iterable[Record], order: Order, doors: Doors) -> Iterator[Signed]:
    """Signs each record that waits, and (where the order says so) those that others alone signed.

    What cannot be signed is told and the rest goes on.

    Raises ConfigError and ServiceError when no further one could be signed either: the key, the token, the store.
    """
    assert doors.signer is not None
    for record in records:
        if order.countersigns and _is_theirs(record):
            yield _act(record, order, doors, _countersign_one)
        elif record.state != "to_sign":
            yield Signed(record, "skipped", "" if record.state == "filed" else "not_to_sign")
        else:
            yield _act(record, order, doors, _sign_one)


def lift_all(records: Iterable[Record], order: Order, doors: Doors) -> Iterator[Signed]:
    """Lifts each record's signature as far as the services answer now; one that stays as it was is skipped.

    So are those that others signed: incoming files stay byte for byte.
    """
    assert doors.signer is not None
    for record in records:
        if record.state != "filed" or record.signature not in LEVELS:
            yield Signed(record, "skipped", "not_ours")
            continue
        yield _act(record, order, doors, _lift_one)


Work = Callable[[Record, Path, Order, Signer], tuple[Record, Path]]


def _act(record: Record, order: Order, doors: Doors, work: Work) -> Signed:
    assert doors.signer is not None
    folder = order.spool / record.document
    folder.mkdir()
    path = folder / "document.pdf"
    try:
        _fetch(record, path, doors)
        changed, made = work(record, path, order, doors.signer)
        if made == path:
            return Signed(record, "skipped")
        changed = replace(changed, pdf=doors.vault.keep(made), revision=record.revision + 1)
        return _enter(record, changed, order, doors)
    except InputError as error:
        return Signed(record, "failed", str(error))
    finally:
        shutil.rmtree(folder)


def _sign_one(record: Record, path: Path, order: Order, signer: Signer) -> tuple[Record, Path]:
    if record.place is None:
        raise InputError("không biết chỗ đặt dấu / the record tells no place for the stamp: run the paper again")
    return sign(record, path, order.mark, signer, order.now())


def _is_theirs(record: Record) -> bool:
    """Whether a document lies there as it came in, signed by others alone."""
    return record.state == "filed" and record.signature == "incoming" and record.pdf == record.source


def _countersign_one(record: Record, path: Path, order: Order, signer: Signer) -> tuple[Record, Path]:
    return countersign(record, path, signer, order.now())


def _lift_one(record: Record, path: Path, order: Order, signer: Signer) -> tuple[Record, Path]:
    lifted = signer.lift(path)
    return (record, path) if lifted == path else (judged(record, lifted, signer), lifted)


def _fetch(record: Record, path: Path, doors: Doors) -> None:
    if record.pdf is None:
        raise ServiceError(f"document {record.document} has no PDF; run `sohoa verify {record.document}`")
    with doors.vault.open(record.pdf.name) as source, path.open("wb") as file:
        shutil.copyfileobj(source, file)


def _enter(before: Record, record: Record, order: Order, doors: Doors) -> Signed:
    """Manifest, row and event; a record that another changed in the meantime wins."""
    record = write_manifest(record, order.spool, doors.vault)
    act = "signed" if before.state == "to_sign" or _is_theirs(before) else "lifted"
    with doors.catalog.transaction() as transaction:
        now = transaction.records.find_one(record.document)
        if now != before:
            return Signed(now or before, "skipped", "changed")
        transaction.records.replace(record)
        at = order.now().astimezone(UTC).isoformat(timespec="milliseconds")
        details = (("batch", order.batch), ("level", record.signature))
        transaction.trail.add(Event(at, act, order.operator, record.document, details))
    return Signed(record, act)


def _find(doors: Doors, state: State) -> tuple[Record, ...]:
    with doors.catalog.transaction() as transaction:
        return tuple(reversed(transaction.records.find(Query(states=(state,), limit=ALL))))


def _is_low(record: Record, level: Level, now: datetime) -> bool:
    if record.signature not in LEVELS:
        return False
    if LEVELS.index(record.signature) < LEVELS.index(level):
        return True
    archived = record.signature == "B-LTA" and bool(record.until)
    return archived and datetime.fromisoformat(record.until) - now < RENEW
