"""`sohoa review`: the clerk's desk, where a person decides what a machine must not."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any

import click

from commands.doors import find_settings, open_archive, open_doors, open_spool
from commands.options import check_reason, count_jobs, event, json_option, must_find, operator_option
from commands.retry import file_again
from commands.review_show import show
from commands.screen import print_json, print_table, record_json, tell, words_of_kind
from commands.words import label_doubt
from digitize import decisions
from digitize.desk import blocking, doubted, is_free
from digitize.errors import InputError
from digitize.record import Record
from digitize.release import decide
from digitize.settings import Settings
from digitize.vietnam.glossary import label


@dataclass(frozen=True, slots=True)
class Decision:
    """Which document a person decides about, who and why, and at which revision they saw it (0: as it is now)."""

    document: str
    operator: str | None
    reason: str
    revision: int
    as_json: bool


def _decision(*, reason_needed: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds what all decisions take, handed on as one `decision`."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def collected(**told: Any) -> None:
            parts = {name: told.pop(name) for name in ("document", "operator", "reason", "revision", "as_json")}
            parts["reason"] = check_reason(parts["reason"])
            function(decision=Decision(**parts), config=click.get_current_context().obj, **told)

        why = click.option("--reason", default="", required=reason_needed, help="Lý do / why (no names, no numbers).")
        seen = click.option(
            "--revision",
            default=0,
            type=click.IntRange(0),
            help="Chỉ khi còn đúng bản đã xem / only if still at this one.",
        )
        for option in (json_option, seen, why, operator_option, click.argument("document")):
            collected = option(collected)
        return collected

    return add


@click.group("review")
def command() -> None:
    """Bàn kiểm tra: giấy tờ chờ người quyết định.

    What decides (holder, kind, number, date) and is in doubt holds a document until a person has decided; then it is
    filed by itself. Each decision is a new revision of the record, written down with who and why.
    """


@command.command("list")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@json_option
@click.pass_obj
def list_waiting(config: str | None, limit: int, as_json: bool) -> None:
    """Giấy tờ chờ quyết định, chờ lâu nhất trước: what waits for a person, the oldest first."""
    _, catalog = open_archive(find_settings(config))
    with catalog.transaction() as transaction:
        records = transaction.desk.waiting(limit)
    if as_json:
        for record in records:
            print_json(record_json(record) | {"filed_at": record.filed_at, "runner_up": record.runner_up or None})
    elif records:
        rows = [
            (one.document, one.filed_at[:16], words_of_kind(one), "; ".join(map(label_doubt, blocking(one))))
            for one in records
        ]
        print_table(("Mã / id", "Lúc / at (UTC)", "Loại / kind", "Nghi vấn / in doubt"), rows)
        tell("Xem: `sohoa review show MÃ --to THƯ_MỤC` / look at one with its pictures.")
    else:
        tell("Không có gì chờ quyết định / nothing waits for a decision.")


command.add_command(show)


@command.command("accept")
@_decision(reason_needed=False)
@click.argument("fields", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Mọi chỗ nghi vấn / everything in doubt.")
def accept(config: str | None, decision: Decision, fields: tuple[str, ...], every: bool) -> None:
    """Đọc đúng: FIELDS (or --all) stand on the paper as read; what was read as nothing is rightly empty."""
    if bool(fields) == every:
        raise click.UsageError("name FIELDS, or --all")
    settings = find_settings(config)
    seen = _seen(settings, decision)
    names = fields or doubted(seen)
    if not names:
        raise InputError("giấy tờ này không còn nghi vấn / nothing is in doubt in this document")
    _settle(settings, seen, partial(decisions.accept, names=names), ("accepted", names, decision))


@command.command("correct")
@_decision(reason_needed=True)
@click.argument("field")
@click.option("--blank", is_flag=True, help="Trên giấy để trống / its slot is empty on the paper.")
@click.option("--sure", is_flag=True, help="Giấy ghi đúng như vậy dù có mâu thuẫn / printed so, contradictory or not.")
def correct(config: str | None, decision: Decision, field: str, blank: bool, sure: bool) -> None:
    """Sửa: FIELD becomes the value that is read from standard input, so that it stands in no list of processes."""
    settings = find_settings(config)
    seen = _seen(settings, decision)
    value = None if blank else _ask(field)
    change = partial(decisions.correct, name=field, value=value, sure=sure)
    _settle(settings, seen, change, ("corrected", (field,), decision))


@command.command("reject")
@_decision(reason_needed=True)
def reject(config: str | None, decision: Decision) -> None:
    """Loại: no document for the archive; it is withdrawn, its pages stay."""
    settings = find_settings(config)
    _settle(settings, _seen(settings, decision), decisions.reject, ("rejected", (), decision))


@command.command("checked")
@_decision(reason_needed=False)
def checked(config: str | None, decision: Decision) -> None:
    """Đã đối chiếu bản chính: compared with the original paper."""
    settings = find_settings(config)
    _settle(settings, _seen(settings, decision), decisions.check, ("checked", (), decision))


def _seen(settings: Settings, decision: Decision) -> Record:
    """The record that the person decides about; with the revision that they say they saw."""
    _, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        record = must_find(transaction, decision.document)
    return replace(record, revision=decision.revision or record.revision)


def _ask(field: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(label(field, "fields"), err=True))
    return sys.stdin.readline()


def _settle(
    settings: Settings, seen: Record, change: Callable[[Record], Record], act: tuple[str, tuple[str, ...], Decision]
) -> None:
    """Writes the decision down, tells what it touches, and sends the document on its way when nothing blocks it."""
    name, fields, decision = act
    vault, catalog = open_archive(settings)
    details = {"fields": ",".join(fields)} if fields else {}
    details |= {"reason": decision.reason} if decision.reason else {}
    told = event(name, seen.document, decision.operator, **details)
    with open_spool(settings) as spool:
        record = decide(seen, change, told, (catalog, vault, spool))
    with catalog.transaction() as transaction:
        dossiers = transaction.desk.dossiers(record.document)
    if decision.as_json:
        print_json(record_json(record) | {"act": name, "dossiers": list(dossiers)})
    else:
        tell(f"{label(name, 'acts')}: {record.document}, {label(record.state, 'states')}")
    if name == "corrected" and decisions.CITIZEN_ID in fields and dossiers:
        tell(f"Hồ sơ đã dùng giấy này / dossiers that used this paper: {', '.join(dossiers)}")
    if is_free(record):
        jobs = min(count_jobs(settings, None), max(1, record.page_count))
        file_again((record,), (settings, open_doors(settings)), jobs, decision.operator, decision.as_json)
    elif record.state == "held":
        tell(f"Còn phải quyết định / still to be decided: {'; '.join(map(label_doubt, blocking(record)))}")
        sys.exit(InputError.exit_code)
