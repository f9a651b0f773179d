"""`sohoa retry`: runs held documents again from what was kept of them."""

import sys
from dataclasses import replace

import click

from commands.doors import find_settings, open_doors, open_spool
from commands.options import jobs_option, json_option, make_order, must_find, operator_option
from commands.retain import lock_filed
from commands.run import show
from commands.screen import Progress
from commands.workers import open_workers
from digitize.batch import file_batch
from digitize.errors import InputError
from digitize.filing import Doors
from digitize.record import Query, Record
from digitize.release import take_back
from digitize.settings import Settings


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
    file_again(records, (settings, doors), jobs, operator, as_json)


def file_again(
    records: tuple[Record, ...], house: tuple[Settings, Doors], jobs: int | None, operator: str | None, as_json: bool
) -> None:
    """Runs held documents through the whole way again, and prints what became of them; what was decided stays so."""
    settings, doors = house
    with open_spool(settings) as spool, open_workers(settings, jobs, spool) as workers:
        progress = Progress(sum(record.page_count for record in records))
        order = replace(make_order(settings, doors, spool, operator), again=True, notice=progress)
        intakes = (take_back(record, doors.vault, spool) for record in records)
        outcomes = show(file_batch(intakes, order, doors, workers.each), order.batch, progress, as_json)
        lock_filed(outcomes, settings, doors.catalog)
    if any(outcome.state in ("held", "secret") for outcome in outcomes):
        sys.exit(InputError.exit_code)
