"""`sohoa retry`: runs held documents again from what was kept of them."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import click

from commands.doors import copy_out, find_settings, open_doors, open_spool
from commands.options import count_jobs, jobs_option, json_option, make_order, must_find, operator_option
from commands.run import show
from commands.screen import Progress
from commands.workers import Workers
from digitize.batch import file_batch
from digitize.errors import InputError
from digitize.intake import identify
from digitize.model import Intake, Original, Piece, Query, Record, Source
from digitize.pipeline import take_in
from digitize.ports import Vault


@click.command("retry")
@click.argument("document", required=False)
@click.option("--all", "every", is_flag=True, help="Tất cả / everything that is held.")
@jobs_option
@operator_option
@json_option
@click.pass_obj
def command(
    config: str | None, document: str | None, every: bool, jobs: int | None, operator: str | None, as_json: bool
) -> None:
    """Chạy lại giấy tờ tạm giữ: DOCUMENT or --all, from the pages kept in the archive."""
    if bool(document) == every:
        raise click.UsageError("name one DOCUMENT, or --all")
    settings = find_settings(config)
    doors = open_doors(settings)
    with doors.catalog.transaction() as transaction:
        records = (
            transaction.records.find(Query(states=("held",), limit=100_000))
            if document is None
            else (must_find(transaction, document),)
        )
    if any(record.state != "held" for record in records):
        raise InputError("giấy tờ này không bị tạm giữ / this document is not held; see `sohoa show`")
    with open_spool(settings) as spool, Workers(count_jobs(settings, jobs), settings.run.page_seconds) as workers:
        progress = Progress(sum(record.page_count for record in records))
        order = replace(make_order(settings, doors, spool, operator), again=True, notice=progress)
        intakes = _fetch(records, doors.vault, spool)
        outcomes = show(file_batch(intakes, order, doors, workers.each), order.batch, progress, as_json)
    if any(outcome.state in ("held", "secret") for outcome in outcomes):
        sys.exit(InputError.exit_code)


def _fetch(records: tuple[Record, ...], vault: Vault, spool: Path) -> Iterator[Intake]:
    """The inputs of held documents, out of the vault into the spool."""
    for record in records:
        folder = spool / uuid4().hex
        folder.mkdir()
        if record.source is not None:
            copy = folder / "kept"
            copy_out(vault, record.source, copy)
            yield replace(take_in(spool, str(copy)), path=record.document)
            shutil.rmtree(folder)
        else:
            originals = tuple(_pages(record, vault, folder))
            copy = folder / "input"
            # Split off its pile before, or held as the one paper of its file: it stays one paper.
            doubts = tuple(doubt for doubt in record.doubts if doubt.startswith("split:"))
            piece = Piece(tuple(range(len(originals))), dossier=record.dossier, doubts=doubts)
            sha256, identity = record.input_sha256, identify(originals)
            yield Intake(record.document, str(copy), "scan", sha256, identity, originals, piece=piece)


def _pages(record: Record, vault: Vault, folder: Path) -> Iterator[Original]:
    for number, sheet in enumerate(record.pages, 1):
        if sheet.kept is not None:
            path = folder / f"{number}"
            copy_out(vault, sheet.kept, path)
            yield replace(sheet.original, path=str(path), source=Source(record.document, number))
