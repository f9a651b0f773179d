"""`sohoa retain`: how long the store must keep what it holds, and legal holds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import click

from commands.doors import find_settings, open_spool, open_stores, open_trail
from commands.options import check_reason, event, must_find, operator_option
from commands.screen import Progress, tell
from digitize.errors import InputError
from digitize.filing import Outcome, all_objects
from digitize.ports import Catalog, Store
from digitize.record import Lock, Query, Record
from digitize.release import decide
from digitize.settings import Settings
from digitize.vietnam.retention import Periods, lock, periods
from digitize.walk import history, papers
from storage.anchors import Trailing

_LIMIT = 100_000


@click.command("retain")
@click.option("--hold", "held", metavar="DOCUMENT", help="Giữ theo yêu cầu tòa án, thanh tra / a legal hold.")
@click.option("--lift", "lifted", metavar="DOCUMENT", help="Bỏ giữ / lift a legal hold.")
@click.option("--reason", default="", help="Lý do / why (no names, no numbers of persons); wanted by --hold, --lift.")
@operator_option
@click.pass_obj
def command(config: str | None, held: str | None, lifted: str | None, reason: str, operator: str | None) -> None:
    """Thời hạn bảo quản: locks every object until its period ends (rules.retention; a dossier as its longest paper).

    `run` locks what it files; run this by a timer, for what was signed, linked or corrected since, and after the rules
    changed: a lock is made longer, never shorter. An S3 bucket locks by itself (governance; compliance where the rules
    say `strict`, once signed); a folder only against sohoa.
    """
    settings = find_settings(config)
    house = open_trail(settings)
    if held and lifted:
        raise click.UsageError("--hold and --lift: name one of them")
    if held or lifted:
        _hold(settings, house, (held or lifted or "", bool(held)), (reason, operator))
        return
    progress, in_force = Progress(), in_force_now(settings)
    for page in papers(house.catalog):
        for records in page:
            lock_objects(records, house.store, lock_of(records[0], house.catalog, in_force))
            progress(1)
    progress.end()


def lock_filed(outcomes: Iterable[Outcome], settings: Settings, catalog: Catalog) -> None:
    """Locks what a run has just filed: its kind is known by now."""
    store, in_force = open_stores(settings)[0], in_force_now(settings)
    for one in outcomes:
        if one.record is not None and one.state in ("filed", "to_sign"):
            lock_objects((one.record,), store, lock_of(one.record, catalog, in_force))


def in_force_now(settings: Settings) -> Periods:
    """The periods of today."""
    own = str(settings.path(settings.rules.retention)) if settings.rules.retention else ""
    return periods(datetime.now(UTC).date(), own)


def mates(record: Record, catalog: Catalog) -> tuple[Record, ...]:
    """All records of the dossiers that a document is tied to, itself among them."""
    found = {record.document: record}
    with catalog.transaction() as transaction:
        for code in transaction.desk.dossiers(record.document):
            for one in transaction.records.find(Query(dossier=code, states=(), limit=_LIMIT)):
                found[one.document] = one
    return tuple(found.values())


def lock_of(record: Record, catalog: Catalog, in_force: Periods) -> Lock:
    """The lock that a document's objects want today."""
    return lock(record, mates(record, catalog), in_force)


def lock_objects(records: Iterable[Record], store: Store, wanted: Lock) -> None:
    """Locks the objects of these records of one document; a destroyed one has none to lock."""
    for kept in dict.fromkeys(kept for record in records for kept in all_objects(record)):
        if store.has(kept.name):
            store.retain(kept.name, wanted)


def _hold(settings: Settings, house: Trailing, what: tuple[str, bool], told: tuple[str, str | None]) -> None:
    (document, hold), (reason, operator) = what, told
    if not check_reason(reason):
        raise InputError("phải nêu lý do: --reason / a reason is wanted: say --reason")
    with house.catalog.transaction() as transaction:
        record = must_find(transaction, document)
    if record.hold == hold:
        raise InputError("giấy tờ đã ở trạng thái này / it is so already")
    act = event("hold_set" if hold else "hold_lifted", record.document, operator, reason=check_reason(reason))
    with open_spool(settings) as spool:
        record = decide(record, lambda one: replace(one, hold=hold), act, (house.catalog, house.vault, spool))
    lock_objects(
        history(house.catalog, record.document), house.store, lock_of(record, house.catalog, in_force_now(settings))
    )
    tell(f"{record.document}: " + ("đã giữ / held" if hold else "đã bỏ giữ / lifted"))
