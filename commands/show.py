"""`sohoa show`: one document with its fields and its history, or its PDF in the desktop's viewer."""

import shutil
import subprocess

import click

from commands.doors import find_settings, open_archive
from commands.leftovers import shown_file
from commands.options import event, json_option, must_find, operator_option, reason_option, stated
from commands.screen import (
    fields_json,
    findings_json,
    hidden_pages,
    print_json,
    print_table,
    record_json,
    words_of_kind,
)
from commands.words import label_doubt, words_of
from digitize.desk import is_unchecked
from digitize.errors import ConfigError, InputError
from digitize.model import Field
from digitize.ports import Vault
from digitize.record import Event, Record
from digitize.release import copy_out
from digitize.vietnam.glossary import label


@click.command("show")
@click.argument("document")
@click.option("--open", "opened", is_flag=True, help="Mở tệp PDF / open the PDF in the desktop's viewer.")
@operator_option
@reason_option
@json_option
@click.pass_obj
def command(config: str | None, document: str, opened: bool, operator: str | None, reason: str, as_json: bool) -> None:
    """Xem một giấy tờ: by its id or a unique beginning of it. Numbers are shown in full; the look is written down."""
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        record = must_find(transaction, document)
    why = stated(reason, settings, catalog, event("viewed", record.document, operator))
    with catalog.transaction() as transaction:
        transaction.trail.add(event("viewed", record.document, operator, **why))
        history = transaction.trail.of(record.document)
        dossiers = transaction.desk.dossiers(record.document)
    if opened:
        _open(record, vault)
    if as_json:
        past = [{"at": one.at, "act": one.act, "by": one.by, "details": dict(one.details)} for one in history]
        found = [
            {"page": number} | one
            for number, sheet in enumerate(record.pages, 1)
            for one in findings_json(sheet.findings)
        ]
        told = {"fields": fields_json(record.fields), "filed_at": record.filed_at, "history": past, "findings": found}
        more = {"runner_up": record.runner_up or None, "dossiers": list(dossiers)}
        print_json(record_json(record) | told | more)
    else:
        _print(record, dossiers)
        _print_history(history)


def _print(record: Record, dossiers: tuple[str, ...]) -> None:
    click.echo(f"{record.document}  {words_of_kind(record)}")
    checked = label("checked" if record.checked else "unchecked", "states")
    signed = label(record.signature, "signatures")
    click.echo(f"{label(record.state, 'states')} · {checked} · {signed} · {record.page_count} trang/pages")
    hidden = hidden_pages(record)
    if hidden:
        numbers = ", ".join(map(str, hidden))
        click.echo(f"Trang trắng đã ẩn, bản gốc vẫn giữ / blank pages hidden, originals kept: {numbers}")
    if dossiers:
        click.echo(f"Mã hồ sơ / dossier: {', '.join(dossiers)}")
    if record.problem:
        click.echo(f"Lý do tạm giữ / held because: {record.problem}")
    for doubt in record.doubts:
        click.echo(f"Nghi vấn / doubt: {label_doubt(doubt)}")
    if record.decided:
        names = ", ".join(label(name, "fields") for name in record.decided)
        click.echo(f"Cán bộ đã quyết định / decided by a person: {names}")
    rows = [
        (label(one.name, "fields"), one.role, one.value or "", f"{one.confidence:.2f}", _status(one, record))
        for one in record.fields
    ]
    if rows:
        print_table(("Trường / field", "", "Giá trị / value", "Tin cậy", "Tình trạng / status"), rows)
    found = [
        (str(number), words_of(one), one.rule) for number, sheet in enumerate(record.pages, 1) for one in sheet.findings
    ]
    if found:
        print_table(("Trang / page", "Nhận xét / finding", "Quy định / rule"), found)


def _status(field: Field, record: Record) -> str:
    return label("unchecked" if is_unchecked(field, record.kind) else field.status, "statuses")


def _print_history(history: tuple[Event, ...]) -> None:
    """Who did what when; of a decision, which fields and why."""
    rows = []
    for one in history:
        details = dict(one.details)
        names = ", ".join(label(name, "fields") for name in details.get("fields", "").split(",") if name)
        why = ": ".join(part for part in (names, details.get("reason", "")) if part)
        rows.append((one.at, label(one.act, "acts"), one.by, why))
    print_table(("Lúc / at (UTC)", "Việc / act", "Ai / by", "Về gì, vì sao / about what, why"), rows)


def _open(record: Record, vault: Vault) -> None:
    viewer = shutil.which("xdg-open")
    if viewer is None:
        raise ConfigError("no viewer (xdg-open) on this machine; use `sohoa export`")
    if record.pdf is None:
        raise InputError("this document is held and has no PDF yet; see `sohoa held`")
    file = shown_file()
    file.touch(mode=0o600)
    copy_out(vault, record.pdf, file)
    subprocess.run([viewer, str(file)], check=False)
