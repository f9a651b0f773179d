"""`sohoa audit`: whether the trail is as it was written, and its head put outside of the database."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from commands.doors import find_settings, open_trail, terms
from commands.leftovers import open_temporary
from commands.options import json_option
from commands.screen import print_json, tell
from digitize.errors import InputError
from digitize.record import Anchor
from digitize.settings import Settings
from digitize.vietnam.glossary import label
from signing.time_stamp import check_digest_stamp, stamp_digest
from storage.anchors import Report, anchor, audit, digest
from storage.chain import Break


@click.group("audit")
def command() -> None:
    """Nhật ký: verify, seal. Who did what, when and why; what is done to the trail itself is found."""


@command.command("verify")
@json_option
@click.pass_obj
def verify(config: str | None, as_json: bool) -> None:
    """Kiểm tra nhật ký: names the first line that was changed, removed or inserted; exit code 3.

    A cut tail and a rewritten chain are found back to the last anchor in the store.
    """
    settings = find_settings(config)
    report = _with_stamps(audit(open_trail(settings)), settings)
    if as_json:
        print_json(_json(report))
    else:
        _tell(report)
    if report.broken:
        sys.exit(InputError.exit_code)


@command.command("seal")
@click.pass_obj
def seal(config: str | None) -> None:
    """Khóa sổ: links what is open and writes the head into the store, with a time-stamp where signing.tsa is set.

    Commands seal by themselves; this one is for a timer, so that the last event of a day is anchored and stamped.
    """
    settings = find_settings(config)
    house, told = open_trail(settings), terms(settings)
    stamp = (lambda content: stamp_digest(told.tsa, told.roots, content)) if told.tsa else None
    with open_temporary() as folder:
        made = anchor(house, folder, stamp)
    if made is None:
        tell("Không có gì mới / nothing new since the last anchor.")
    else:
        click.echo(f"{made.place}: {made.number} {made.mac[:16]} {made.at}" + (" RFC 3161" if made.stamp else ""))


def _with_stamps(report: Report, settings: Settings) -> Report:
    """The report, broken where an anchor's time-stamp does not vouch for it."""
    roots = terms(settings).roots
    for one in report.anchors:
        if one.stamp and not report.broken and _stamped(one, roots) is None:
            return Report(report.events, report.sealed, report.anchors, Break(one.number, "stamp_wrong"))
    return report


def _stamped(one: Anchor, roots: tuple[str, ...]) -> datetime | None:
    return check_digest_stamp(bytes.fromhex(one.stamp), digest(one), roots)


def _json(report: Report) -> dict[str, Any]:
    broken = {"line": report.broken.number, "problem": report.broken.problem} if report.broken else None
    last = report.anchors[-1] if report.anchors else None
    told = {"whole": broken is None, "broken": broken, "events": report.events, "sealed": report.sealed}
    anchored = {"line": last.number, "at": last.at, "stamped": bool(last.stamp)} if last else None
    return told | {"anchors": len(report.anchors), "last_anchor": anchored}


def _tell(report: Report) -> None:
    click.echo(f"{report.events} dòng / lines, {report.sealed} đã nối / linked, {len(report.anchors)} mốc / anchors")
    if report.anchors:
        last = report.anchors[-1]
        at = datetime.fromisoformat(last.at).astimezone(UTC).isoformat(timespec="seconds")
        click.echo(f"Mốc cuối / last anchor: {last.number}, {at}" + (", RFC 3161" if last.stamp else ""))
    if report.broken:
        vi, en = (label(report.broken.problem, "problems", language) for language in ("vi", "en"))
        click.echo(f"KHÔNG NGUYÊN VẸN / NOT AS WRITTEN, dòng / line {report.broken.number}: {vi} / {en}")
    else:
        click.echo("Nguyên vẹn / as it was written.")
