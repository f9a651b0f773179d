"""`sohoa review show`: what is in doubt in one document, with pictures of the places on its pages."""

import os
from pathlib import Path
from typing import Any

import click

from commands.debug_draw import write_picture
from commands.doors import find_settings, open_archive, open_spool
from commands.leftovers import note_pictures
from commands.options import event, json_option, must_find, operator_option
from commands.screen import print_json, print_table, record_json, words_of_kind
from commands.words import label_doubt
from digitize.crop import crop, straight
from digitize.desk import blocks, doubted, find_field
from digitize.errors import ConfigError
from digitize.model import Pixels
from digitize.ports import Vault
from digitize.record import Record
from digitize.release import lift_again
from digitize.vietnam.glossary import label


@click.command("show")
@click.argument("document")
@click.option("--to", "target", type=click.Path(file_okay=False), help="Thư mục ghi ảnh / the folder for pictures.")
@operator_option
@json_option
@click.pass_obj
def show(config: str | None, document: str, target: str | None, operator: str | None, as_json: bool) -> None:
    """Chỗ nghi vấn của một giấy tờ: values in full, other readings, and with --to a picture of each place.

    A place that was not found is shown by its whole page. The look is written down.
    """
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        record = must_find(transaction, document)
        transaction.trail.add(event("viewed", record.document, operator))
    pictures: dict[str, str] = {}
    if target:
        with open_spool(settings) as spool:
            pictures = _write_pictures(record, vault, spool, Path(target))
    told = [_told(record, name, pictures.get(name)) for name in doubted(record)]
    if as_json:
        print_json(record_json(record) | {"runner_up": record.runner_up or None, "in_doubt": told})
        return
    click.echo(f"{record.document}  {words_of_kind(record)}  {label(record.state, 'states')}")
    click.echo(f"Bản ghi lần / revision: {record.revision}")
    rows = [_row(record, one) for one in told]
    if rows:
        head = ("Trường / field", "Nghi vấn / in doubt", "Giá trị / value", "Cách đọc khác", "Tin cậy", "Trang", "Ảnh")
        print_table(head, rows)
    else:
        click.echo("Không còn nghi vấn / nothing is in doubt.")


def _told(record: Record, name: str, picture: str | None) -> dict[str, Any]:
    """One name in doubt: why, what was read, what else it may be, where."""
    field = find_field(record, name)
    doubts = [doubt for doubt in record.doubts if doubt.startswith(f"{name}:")]
    told: dict[str, Any] = {"name": name, "doubts": doubts, "blocks": any(blocks(one, record.kind) for one in doubts)}
    if name == "kind":
        others = [record.runner_up] if record.runner_up else []
        told |= {"value": record.kind, "others": others, "confidence": record.kind_confidence, "page": 1}
    elif field is not None:
        told |= {"value": field.value, "others": list(field.others), "confidence": field.confidence, "page": field.page}
    else:
        told |= {"value": None, "others": [], "confidence": 0.0, "page": 1}
    return told | {"picture": picture}


def _row(record: Record, told: dict[str, Any]) -> tuple[str, ...]:
    name, why = str(told["name"]), ", ".join(label_doubt(doubt).partition(": ")[2] for doubt in told["doubts"])
    marked = label(name, "fields") if told["blocks"] else f"{label(name, 'fields')} ({label('unchecked', 'statuses')})"
    values = [told["value"] or "", *told["others"]]
    shown = [label(value, "kinds") for value in values] if name == "kind" else values
    picture = Path(told["picture"]).name if told["picture"] else ""
    return (marked, why, shown[0], " | ".join(shown[1:]), f"{told['confidence']:.2f}", str(told["page"]), picture)


def _write_pictures(record: Record, vault: Vault, spool: Path, target: Path) -> dict[str, str]:
    """A picture for each name in doubt: its place on the page, else the page; the owner's alone, cleared in time."""
    written: dict[str, str] = {}
    pages: dict[int, Pixels] = {}
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number, name in enumerate(doubted(record), 1):
            field = find_field(record, name)
            page = field.page if field else 1
            if page not in pages:
                pages[page] = straight(lift_again(record, page, vault, spool), record.pages[page - 1])
            placed = field is not None and field.box is not None
            path = target / (f"{record.document}-{number}-{name}.png" if placed else f"{record.document}-p{page}.jpg")
            note_pictures([path])
            picture = crop(pages[page], field.box) if field and field.box else pages[page]
            write_picture(path, picture)
            written[name] = os.fspath(path)
    except OSError as error:
        raise ConfigError("không ghi được vào thư mục / the folder cannot be written to") from error
    return written
