"""`sohoa held`: what is held and why, in words that say what to do."""

import click

from commands.doors import find_settings, open_archive
from commands.options import json_option
from commands.screen import print_json, print_table, record_json, tell, words_of_kind
from digitize.record import Query


@click.command("held")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@json_option
@click.pass_obj
def command(config: str | None, limit: int, as_json: bool) -> None:
    """Việc đang tạm giữ: papers that a person must look at, newest first."""
    _, catalog = open_archive(find_settings(config))
    with catalog.transaction() as transaction:
        records = transaction.records.find(Query(states=("held",), limit=limit))
    if as_json:
        for record in records:
            print_json(record_json(record) | {"filed_at": record.filed_at})
    elif records:
        rows = [(one.document, one.filed_at[:16], words_of_kind(one), one.problem) for one in records]
        print_table(("Mã / id", "Lúc / at (UTC)", "Loại / kind", "Vì sao / why"), rows)
        tell("Sửa xong: quét lại rồi `sohoa run`, hoặc `sohoa retry MÃ` / scan again and run, or retry the id.")
        tell("Cần người quyết định: `sohoa review list` / what a person must decide: see `sohoa review list`.")
    else:
        tell("Không có gì tạm giữ / nothing is held.")
