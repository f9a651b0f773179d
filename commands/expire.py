"""`sohoa expire`: what has been kept long enough; destroyed only by two persons, for good, with a certificate."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import click

from commands.doors import find_settings, in_use, open_stores, open_trail
from commands.leftovers import open_temporary
from commands.options import event, json_option, now, operator_name, operator_option
from commands.retain import in_force_now, lock_of, mates
from commands.screen import print_json, print_table, tell, words_of_kind
from digitize.errors import ConfigError, InputError
from digitize.filing import write_manifest
from digitize.record import Record
from digitize.settings import Settings
from digitize.vietnam.fold import fold
from digitize.vietnam.retention import Periods
from digitize.walk import history, papers
from storage.anchors import Trailing
from storage.shredding import only_theirs, shred, stub
from storage.tombstones import Tombstone, bury

CERTIFICATE = "certificate/"
_CODE = 8
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True, slots=True)
class Due:
    """A document whose period is over, and since when."""

    record: Record
    until: str


@click.command("expire")
@click.option("--propose", is_flag=True, help="Đề nghị hủy / propose what is due for destruction; prints a code.")
@click.option("--approve", metavar="CODE", help="Người thứ hai duyệt / a second person approves: destroyed for good.")
@click.option(
    "--certificate", type=click.Path(dir_okay=False), help="Biên bản hủy / the certificate's file (--approve)."
)
@operator_option
@json_option
@click.pass_obj
def command(
    config: str | None,
    propose: bool,
    approve: str | None,
    certificate: str | None,
    operator: str | None,
    as_json: bool,
) -> None:
    """Hết thời hạn bảo quản: lists what may be destroyed (whole dossiers, no legal hold); it takes two persons.

    --propose by one, --approve CODE by another: data keys are shredded, so that no copy of the objects opens again, the
    catalog forgets all but a stub; a tombstone and a certificate stay. Exit code 3: somebody may not do that.
    """
    if propose and approve:
        raise click.UsageError("--propose and --approve are two persons' acts")
    if bool(approve) != bool(certificate):
        raise click.UsageError("--approve wants --certificate FILE, and this wants --approve")
    settings = find_settings(config)
    house = open_trail(settings)
    due = tuple(_due(house, in_force_now(settings)))
    if approve:
        assert certificate
        with in_use(settings, alone=True):
            _destroy(settings, house, due, (approve.strip().lower(), operator, Path(certificate)))
        return
    _show(due, as_json)
    if propose and due:
        code = uuid4().hex[:_CODE].translate(_LETTERS)
        with house.catalog.transaction() as transaction:
            for one in due:
                transaction.trail.add(event("expiry_proposed", one.record.document, operator, code=code))
        click.echo(f"Mã đề nghị / code: {code}")
        tell(f"Người khác duyệt / another person: sohoa expire --approve {code} --certificate FILE")


def _due(house: Trailing, in_force: Periods) -> Iterator[Due]:
    at = now()
    for page in papers(house.catalog):
        for record, *_ in page:
            until = lock_of(record, house.catalog, in_force).until
            if record.state != "destroyed" and until < at and not any(one.hold for one in mates(record, house.catalog)):
                yield Due(record, until)


def _show(due: tuple[Due, ...], as_json: bool) -> None:
    if as_json:
        for one in due:
            print_json({"document": one.record.document, "kind": one.record.kind, "until": one.until})
    elif due:
        rows = [(one.record.document, words_of_kind(one.record), one.record.dossier, one.until[:10]) for one in due]
        print_table(("Mã / id", "Loại / kind", "Hồ sơ / dossier", "Giữ đến / kept until"), rows)
    else:
        tell("Không có gì hết hạn / nothing is due.")


def _destroy(settings: Settings, house: Trailing, due: tuple[Due, ...], told: tuple[str, str | None, Path]) -> None:
    code, operator, file = told
    # What an approval that was stopped left: its tombstones stand.
    shred(open_stores(settings), house.catalog, house.keys)
    chosen = {one.record.document: proposer for one in due if (proposer := _proposer(house, one.record, code))}
    if not chosen:
        raise InputError("không có đề nghị với mã này / nothing that is due was proposed under this code")
    second = operator_name(operator)
    if any(fold(second) == fold(first) for first in chosen.values()):
        with house.catalog.transaction() as transaction:
            transaction.trail.add(event("denied", "", operator, denied="destroyed", why="same_person", code=code))
        raise InputError("người duyệt phải khác người đề nghị / whoever approves must not be who proposed it")
    _reserve(file)
    groups = tuple(history(house.catalog, document) for document in chosen)
    names, at = only_theirs(house.catalog, groups), now()
    for document, first in chosen.items():
        bury(house.store, house.keys, Tombstone(document, at, first, second, code, names[document]))
    with open_temporary() as spool:
        stubs = tuple(write_manifest(stub(group[0]), spool, house.vault) for group in groups)
    with house.catalog.transaction() as transaction:
        transaction.records.erase(stubs)
        for document, first in chosen.items():
            transaction.trail.add(event("destroyed", document, operator, code=code, proposed=first))
    count, locked = shred(open_stores(settings), house.catalog, house.keys)
    text = _certificate(settings, stubs, (code, at, second, chosen, names))
    house.store.put(f"{CERTIFICATE}{code}", io.BytesIO(text.encode()))
    file.write_text(text, encoding="utf-8")
    tell(f"{len(stubs)} giấy tờ đã hủy / documents destroyed, {count} khóa đã hủy / data keys shredded: {file}")
    if locked:
        tell(f"{len(locked)} đối tượng còn bị khóa, không mở được nữa / objects still locked, never to be opened again")
        sys.exit(InputError.exit_code)


def _proposer(house: Trailing, record: Record, code: str) -> str:
    with house.catalog.transaction() as transaction:
        events = transaction.trail.of(record.document)
    return next((one.by for one in events if one.act == "expiry_proposed" and dict(one.details)["code"] == code), "")


def _reserve(file: Path) -> None:
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise ConfigError("không ghi được biên bản / the certificate cannot be written there, or is there") from error


def _certificate(
    settings: Settings,
    stubs: tuple[Record, ...],
    told: tuple[str, str, str, dict[str, str], dict[str, tuple[str, ...]]],
) -> str:
    """Biên bản tiêu hủy: what was destroyed, by whom, how; no personal data of citizens."""
    code, at, second, chosen, names = told
    papers_told = [
        {"document": one.document, "kind": one.kind, "dossier": one.dossier, "filed_at": one.filed_at}
        | {"pages": one.page_count, "proposed": chosen[one.document], "objects": list(names[one.document])}
        for one in stubs
    ]
    whole = {
        "certificate": "Biên bản tiêu hủy tài liệu điện tử / certificate of destruction",
        "agency": settings.agency.name,
        "code": code,
        "at": at,
        "approved": second,
        "method": "cryptographic erase (NIST SP 800-88): data keys shredded, objects removed",
        "documents": papers_told,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
