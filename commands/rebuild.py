"""`sohoa rebuild`: a lost catalog made anew from the sealed manifests in the store."""

import sys

import click

from commands.doors import find_settings, open_trail
from commands.options import event, operator_option
from commands.screen import Progress, tell
from digitize.errors import InputError
from storage.rebuild import Found, Rebuilt, anchors_of, check_empty, fill, look_through
from storage.tombstones import shredded


@click.command("rebuild")
@operator_option
@click.pass_obj
def command(config: str | None, operator: str | None) -> None:
    """Dựng lại mục lục: a lost catalog from the store alone: records with their history, links, piles, the trail.

    Every object is opened, so it takes its time. The trail comes back up to its last anchor. Exit code 3: objects do
    not open, or two manifests claim one revision (a crash leaves such); they are named, the rest is done.
    """
    settings = find_settings(config)
    house = open_trail(settings)
    check_empty(house.catalog)
    progress, manifests, closed = Progress(), list[Found](), list[str]()
    for one in look_through(house.store, house.vault):
        progress(1)
        if isinstance(one, Found):
            manifests.append(one)
        else:
            closed.append(one)
    progress.end()
    done = fill(house.catalog, house.vault, manifests, anchors_of(house.store, house.keys))
    closed = sorted(set(closed) - shredded(house.store, house.keys))
    told = {"documents": str(done.documents), "records": str(done.records), "closed": str(len(closed))}
    with house.catalog.transaction() as transaction:
        transaction.trail.add(event("rebuilt", "", operator, **told))
    tell_rebuilt(done)
    for name in closed:
        click.echo(f"KHÔNG MỞ ĐƯỢC / DOES NOT OPEN: {name}")
    if closed or done.aside:
        sys.exit(InputError.exit_code)


def tell_rebuilt(done: Rebuilt) -> None:
    """What came back."""
    tell(f"{done.documents} giấy tờ / documents, {done.records} bản ghi / records, {done.piles} tập / piles")
    tell(f"{done.events} sự kiện / events of the trail")
    for one in done.aside:
        click.echo(f"ĐỂ RIÊNG / SET ASIDE: {one.about} {one.version}.{one.revision}: {one.kept.name}")
