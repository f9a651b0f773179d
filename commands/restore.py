"""`sohoa restore`: an archive from its backup, into an empty place, and the proof that nothing is missing."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from commands.doors import find_settings, open_stores, open_trail, store_address
from commands.options import event, operator_option
from commands.rebuild import tell_rebuilt
from commands.screen import Progress, tell
from digitize.errors import InputError, SohoaError
from digitize.ports import Store
from storage import prepare_store
from storage.anchors import Trailing, audit
from storage.backup import Entry, carry_back, entries, objects_of, read_index
from storage.rebuild import Found, anchors_of, check_empty, fill
from storage.stores.directory import Directory
from storage.tombstones import tombstones


@click.command("restore")
@click.argument("source", metavar="FROM", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--keys",
    "keys_from",
    type=click.Path(exists=True, file_okay=False),
    help="Khóa dữ liệu đã sao / the copied data keys (default: they are in the key folder already).",
)
@click.option("--verify", is_flag=True, help="Mở và so từng đối tượng / open and compare every object afterwards.")
@operator_option
@click.pass_obj
def command(config: str | None, source: str, keys_from: str | None, verify: bool, operator: str | None) -> None:
    """Khôi phục from a backup into the empty store and catalog of sohoa.toml; what was destroyed stays so.

    First: sohoa.toml from FROM/settings (paths mended), keys by `sohoa keys restore SHARE SHARE --to`. No `sohoa init`.
    Exit code 3: something is missing or damaged, and is named.
    """
    settings = find_settings(config)
    prepare_store(*store_address(settings))
    house = open_trail(settings)
    check_empty(house.catalog)
    index, place = read_index(Path(source), house.keys), Path(source)
    dead = {one.document: one for store in (house.store, objects_of(place)) for one in tombstones(store, house.keys)}
    index = tuple(one for one in index if one.about not in dead or one.kept.name not in dead[one.about].objects)
    living = {kept.name for entry in index for kept in (entry.kept, *entry.objects)}
    shredded = {name for one in dead.values() for name in one.objects} - living
    progress = Progress()
    damaged = carry_back(index, place, house.store, progress)
    progress.end()
    if keys_from:
        _carry_keys(Path(keys_from), open_stores(settings)[1], shredded)
    if damaged:
        index = tuple(entry for entry in index if entry.kept.name not in damaged)
    _enter(house, index, operator, len(damaged))
    broken = sorted({*damaged, *(map(str, _verify(house, index)) if verify else ())})
    for name in broken:
        click.echo(name)
    tell(
        f"{len(broken)} thiếu hoặc hư hỏng / missing or damaged"
        + ("" if verify else " (--verify: xem từng cái / looks at each)")
    )
    if broken:
        sys.exit(InputError.exit_code)


def _enter(house: Trailing, index: tuple[Entry, ...], operator: str | None, damaged: int) -> None:
    wanted = {entry.kept.name for entry in index if not entry.about}
    anchors = tuple(one for one in anchors_of(house.store, house.keys) if one.segment.name in wanted)
    done = fill(house.catalog, house.vault, (entry.found for entry in index if entry.about), anchors)
    with house.catalog.transaction() as transaction:
        told = {"documents": str(done.documents), "records": str(done.records), "damaged": str(damaged)}
        transaction.trail.add(event("restored", "", operator, **told))
    tell_rebuilt(done)


def _carry_keys(source: Path, data_keys: Store, shredded: set[str]) -> None:
    copies = Directory(str(source))
    for name in copies.names():
        if name not in shredded:
            with copies.get(name) as file:
                data_keys.put(name, file)


def _verify(house: Trailing, index: tuple[Entry, ...]) -> Iterator[str]:
    """What is not as it was: each object opened, each record against its manifest, the trail."""
    for kept in sorted({kept for entry in index for kept in (entry.kept, *entry.objects)}, key=lambda one: one.name):
        try:
            whole = house.vault.fixity(kept)
            house.vault.open(kept.name).close()
        except SohoaError:
            whole = False
        if not whole:
            yield kept.name
    for one in _wanted(index) ^ {entry.found for entry in entries(house.catalog) if entry.about}:
        yield f"{one.about} {one.version}.{one.revision}"
    report = audit(house)
    if report.broken:
        yield f"{report.broken.problem} {report.broken.number}"


def _wanted(index: tuple[Entry, ...]) -> set[Found]:
    return {entry.found for entry in index if entry.about}
