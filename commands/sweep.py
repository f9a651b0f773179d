"""`sohoa sweep`: objects that no record refers to (litter of crashed runs): lists them, removes them when told to."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext

import click

from commands.doors import find_settings, in_use, open_archive, open_stores
from commands.options import event, json_option, operator_option
from commands.screen import print_json, tell
from digitize.ports import Catalog, Store
from digitize.walk import objects as objects_of

_DAY = 24 * 3600.0


@click.command("sweep")
@click.option(
    "--days",
    type=click.IntRange(0),
    default=7,
    show_default=True,
    help="Chừa những gì mới hơn N ngày / spare what is younger: an unfinished batch will be run again.",
)
@click.option("--remove", is_flag=True, help="Xóa thật / remove them, not only list them.")
@operator_option
@json_option
@click.pass_obj
def command(config: str | None, days: int, remove: bool, operator: str | None, as_json: bool) -> None:
    """Dọn đối tượng không có hồ sơ: objects and data keys that no record, old or new, refers to.

    Lists them; with --remove they are removed, which nothing may disturb: no run may go on meanwhile.
    """
    settings = find_settings(config)
    with in_use(settings, alone=True) if remove else nullcontext():
        _, catalog = open_archive(settings)
        stores = open_stores(settings)
        count = 0
        for name in _litter(stores, catalog, time.time() - days * _DAY):
            count += 1
            if remove:
                # The object first: a key alone is harmless, an object without its key could never be kept again.
                for store in stores:
                    store.remove(name)
            if as_json:
                print_json({"object": name, "removed": remove})
            else:
                click.echo(name)
        if remove and count:
            with catalog.transaction() as transaction:
                transaction.trail.add(event("litter_removed", "", operator, objects=str(count)))
    done = "đã xóa / removed" if remove else "xóa bằng / remove them with: sohoa sweep --remove"
    tell(f"{count} đối tượng không có hồ sơ / objects without a record" + (f"; {done}" if count else ""))


def _litter(stores: tuple[Store, Store], catalog: Catalog, before: float) -> Iterator[str]:
    """Names of objects, or of data keys alone, put before a time and in no record.

    The names are gathered on the disk: an archive may hold more than fit into memory.
    """
    objects, keys = stores
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder, closing(sqlite3.connect(f"{folder}/names")) as names:
        names.execute("PRAGMA synchronous = OFF")
        names.execute("CREATE TABLE litter (name TEXT PRIMARY KEY) WITHOUT ROWID")
        add, drop = "INSERT OR IGNORE INTO litter VALUES (?)", "DELETE FROM litter WHERE name = ?"
        names.executemany(add, ((name,) for name in keys.names(before)))
        # A key is put before its object: an old one may belong to an object that is young.
        names.executemany(drop, ((name,) for name in objects.names()))
        names.executemany(add, ((name,) for name in objects.names(before) if "/" not in name))
        names.executemany(drop, ((kept.name,) for kept in objects_of(catalog)))
        yield from (name for (name,) in names.execute("SELECT name FROM litter"))
