"""`sohoa read`: reads scans without storing anything."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from commands.doors import settings_if_any
from commands.leftovers import open_temporary
from commands.options import jobs_option, json_option
from commands.run import find_files
from commands.screen import Progress, fields_json, print_json, tell
from commands.words import label_doubt
from commands.workers import open_workers
from digitize.errors import InputError
from digitize.model import Document, Field, Intake, Page
from digitize.page import Failure
from digitize.pipeline import Each, read_documents, take_in_all
from digitize.ports import Engine
from digitize.settings import Settings
from digitize.vietnam.glossary import label
from ocr import open_engine

_Reader = Callable[[Iterable[Intake], Engine, Callable[[int], None], Each], Iterator[tuple[str, Document | Failure]]]


@click.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@jobs_option
@click.option(
    "--debug",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Để lại hình từng trang / leave pictures of each page and an index in DIR, for 7 days.",
)
@json_option
@click.pass_obj
def command(config: str | None, paths: tuple[str, ...], jobs: int | None, debug: str | None, as_json: bool) -> None:
    """Đọc mà không lưu: prints text, words and fields; nothing is kept. Needs no archive.

    With --debug DIR: each page upright and straight with its words coloured by confidence, corrections and second
    readings marked, its reading copy, and index.html, for the owner's eyes only. DIR: new, or your own with mode 0700.
    """
    settings = settings_if_any(config) or Settings()
    read = _reader(debug, settings, paths)
    engine = open_engine(settings.ocr.engine)
    engine.version()
    progress, failed = Progress(), False
    with open_temporary() as spool, open_workers(settings, jobs, spool) as workers:
        intakes = take_in_all(find_files(paths), spool, workers.each)
        for file, result in read(intakes, engine, progress, workers.each):
            progress.end()
            failed = failed or isinstance(result, Failure)
            if as_json:
                print_json(_error(file, result) if isinstance(result, Failure) else _read(file, result))
            else:
                _show(file, result)
    if failed:
        sys.exit(InputError.exit_code)


def _reader(debug: str | None, settings: Settings, paths: tuple[str, ...]) -> _Reader:
    """What reads documents: as it is, or leaving pictures."""
    if debug is None:
        return read_documents
    # Loaded here: who wants no pictures should not wait for what draws them.
    from commands.debug import begin, read_and_show

    return partial(read_and_show, begin(Path(debug), settings, paths))


def _error(file: str, failure: Failure) -> dict[str, Any]:
    return {"file": file, "error": failure.problem}


def _read(file: str, document: Document) -> dict[str, Any]:
    """One document for each file; the last three keys mirror it."""
    kind, fields, doubts = document.kind, fields_json(document.fields), list(document.doubts)
    numbers = list(range(1, len(document.pages) + 1))
    told = {"kind": kind, "fields": fields, "doubts": doubts}
    pages = [_page(number, page) for number, page in enumerate(document.pages, 1)]
    return {"file": file, "pages": pages, "documents": [{"pages": numbers} | told]} | told


def _page(number: int, page: Page) -> dict[str, Any]:
    words = [
        [box.left, box.top, box.right, box.bottom, word.text, round(word.confidence, 4)]
        for line in page.lines
        for word in line.words
        for box in [word.box]
    ]
    return {
        "page": number,
        "dpi": page.dpi,
        "rotation": (page.turn - page.original.shown) % 360,
        "skew": round(page.skew, 3),
        "width": page.width,
        "height": page.height,
        "blank": page.blank,
        "text": page.text,
        "words": words,
    }


def _show(file: str, result: Document | Failure) -> None:
    if isinstance(result, Failure):
        tell(f"{file}: {result.problem}")
        return
    click.echo(f"== {file}: {label(result.kind, 'kinds')}")
    for one in result.fields:
        click.echo(f"   {label(one.name, 'fields')}: {_value(one)}")
    for doubt in result.doubts:
        click.echo(f"   ? {label_doubt(doubt)}")
    for number, page in enumerate(result.pages, 1):
        click.echo(f"-- {number} / {len(result.pages)}")
        click.echo(page.text)


def _value(one: Field) -> str:
    value = one.value if one.value is not None else "-"
    return value if one.status == "read" else f"{value} ({label(one.status, 'statuses')})"
