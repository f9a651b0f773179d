"""Options and small steps that several commands share."""

import getpass
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

import click

from commands.doors import fingerprint
from digitize.errors import ConfigError, InputError
from digitize.filing import Doors, Order
from digitize.ports import Catalog, Transaction
from digitize.record import Event, Record
from digitize.settings import Settings
from digitize.sign import Mark
from digitize.vietnam import citizen_id, tax_code

_LONGEST_PREFIX = 45  # a QR code of 33 modules holds 62 bytes at level M
_Command = TypeVar("_Command", bound=Callable[..., Any])


def json_option(command: _Command) -> _Command:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help="Kết quả dạng JSON / one JSON object a line.")(command)


def jobs_option(command: _Command) -> _Command:
    """Adds --jobs."""
    help_text = "Số tiến trình / worker processes (default: settings, else one for each processor)."
    return click.option("--jobs", type=click.IntRange(1, 256), help=help_text)(command)


def operator_option(command: _Command) -> _Command:
    """Adds --operator."""
    help_text = "Họ tên cán bộ / who does this (default: the system user)."
    return click.option("--operator", default=None, help=help_text)(command)


def reason_option(command: _Command) -> _Command:
    """Adds --reason: why somebody looks, for the trail."""
    help_text = "Lý do tra cứu / why (no names, no numbers of persons); see audit.reasons."
    return click.option("--reason", default="", help=help_text)(command)


def stated(reason: str, settings: Settings, catalog: Catalog, asked: Event) -> dict[str, str]:
    """The reason as a detail of an event; raises InputError, and writes that down, where one is wanted and lacking."""
    told = check_reason(reason)
    if not told and settings.audit.reasons == "required":
        with catalog.transaction() as transaction:
            transaction.trail.add(replace(asked, act="denied", details=(("denied", asked.act), ("why", "no_reason"))))
        raise InputError("phải nêu lý do: --reason / a reason is wanted (audit.reasons): say --reason")
    return {"reason": told} if told else {}


def count_jobs(settings: Settings, jobs: int | None) -> int:
    """As many processes as asked, set, or as there are processors."""
    return jobs or settings.run.jobs or len(os.sched_getaffinity(0))


def operator_name(operator: str | None) -> str:
    """The operator named, else the user of the system."""
    if operator:
        return operator
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def read_secretly(value: str | None) -> str:
    """A citizen ID as given, or read from standard input for `-`, so that it stands in no list of processes."""
    if value != "-":
        return (value or "").strip()
    return sys.stdin.readline().strip()


def check_reason(reason: str) -> str:
    """The reason without blanks around; raises InputError when a number of a person may stand in it."""
    if re.search(r"(?:\d[ .-]?){9}", reason):
        raise InputError("lý do không được chứa số của người dân / a reason must not hold a citizen's number")
    return reason.strip()


def check_citizen_id(value: str) -> str:
    """The ID without spaces; raises InputError unless it has 12 digits."""
    bare = "".join(value.split())
    if bare and not (bare.isascii() and bare.isdigit() and len(bare) == 12):
        raise InputError("số định danh gồm 12 chữ số / a citizen ID has 12 digits")
    return bare


def check_number(value: str) -> str:
    """What a person is looked for by: a citizen ID, or a former number of nine digits; raises InputError else."""
    bare = "".join(value.split())
    return bare if not citizen_id.check_cmnd(bare) else check_citizen_id(bare)


def check_tax_code(value: str) -> str:
    """What an organisation is looked for by: ten digits whose last one checks, perhaps a branch; raises InputError."""
    bare = "".join(value.split())
    if bare and (len(bare.partition("-")[0]) != 10 or tax_code.check(bare)):
        raise InputError(
            "mã số thuế của tổ chức gồm 10 chữ số, có số kiểm tra; của người dân thì tìm bằng --citizen-id"
            " / an organisation's tax code has ten digits, the last one checks; people are found by --citizen-id"
        )
    return bare


def make_order(settings: Settings, doors: Doors, spool: Any, operator: str | None) -> Order:
    """The order of one run; raises ConfigError when the stamp would be without an agency."""
    if not settings.agency.name.strip():
        raise ConfigError("agency.name is empty in the settings; the stamp must name the office that digitises")
    producer = fingerprint(doors)
    own = str(settings.path(settings.signing.stamps)) if settings.signing.stamps else ""
    return Order(
        spool=spool,
        mark=Mark(
            agency=settings.agency.name.strip(),
            person=(operator or "").strip(),
            stamp=settings.signing.stamp,
            own=own,
            waits=doors.signer is None,
            qr=_check_prefix(settings.signing.qr.strip()),
        ),
        fingerprint=producer,
        producer=producer.rpartition("-")[0].replace("-", " "),
        operator=operator_name(operator),
        batch=uuid4().hex[:8],
        reading_copies=settings.signing.incoming == "copy",
        countersigns=settings.signing.incoming == "sign",
    )


def _check_prefix(qr: str) -> str:
    """What goes into QR codes; raises ConfigError where their squares would become too small to be read."""
    if len(qr.encode()) > _LONGEST_PREFIX or not (qr.isascii() and qr.isprintable()):
        raise ConfigError(f"signing.qr takes up to {_LONGEST_PREFIX} ASCII characters, e.g. https://hoso.example.vn/d/")
    return qr


def must_find(transaction: Transaction, document: str) -> Record:
    """The record of that id or unique beginning; raises InputError when there is none."""
    record = transaction.records.find_one(document.strip().lower())
    if record is None:
        raise InputError("không có giấy tờ với mã này / there is no document of that id; try `sohoa find`")
    return record


def event(act: str, document: str, operator: str | None, **details: str) -> Event:
    """An event of now."""
    return Event(now("milliseconds"), act, operator_name(operator), document, tuple(details.items()))


def now(precision: str = "seconds") -> str:
    """The time, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec=precision)
