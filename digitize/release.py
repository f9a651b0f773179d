"""Out of the vault again: a held document's pages to be read anew, and a person's decision written down."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from digitize.errors import InputError
from digitize.filing import write_manifest
from digitize.intake import identify
from digitize.model import Event, Intake, Kept, Original, Record, Source
from digitize.pipeline import take_in
from digitize.ports import Catalog, Vault


def take_back(record: Record, vault: Vault, spool: Path) -> Intake:
    """The input of a document as it came in, out of the vault into a folder of its own in the spool."""
    folder = spool / uuid4().hex
    folder.mkdir()
    if record.source is not None:
        copy_out(vault, record.source, folder / "kept")
        intake = replace(take_in(spool, str(folder / "kept")), path=record.document)
        shutil.rmtree(folder)
        return intake
    originals = tuple(_pages(record, vault, folder))
    copy = folder / "input"
    return Intake(record.document, str(copy), "scan", record.input_sha256, identify(originals), originals)


def copy_out(vault: Vault, kept: Kept, target: Path) -> None:
    """Writes the plain bytes of an object into a file."""
    with vault.open(kept.name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def decide(
    seen: Record, change: Callable[[Record], Record], event: Event, house: tuple[Catalog, Vault, Path]
) -> Record:
    """Writes a decision about a record as a person saw it: manifest (through the spool), row and event together.

    Raises InputError, and nothing is changed, when the record is no longer as it was seen.
    """
    catalog, vault, spool = house
    with catalog.transaction() as transaction:
        now = transaction.records.find_one(seen.document)
        if now is None or (now.version, now.revision) != (seen.version, seen.revision):
            raise InputError(
                "giấy tờ vừa có người khác xử lý, hãy xem lại rồi quyết định / "
                "this document was changed in the meantime; look at it again, then decide"
            )
        changed = write_manifest(replace(change(now), revision=now.revision + 1), spool, vault)
        transaction.records.replace(changed)
        transaction.trail.add(event)
    return changed


def _pages(record: Record, vault: Vault, folder: Path) -> list[Original]:
    pages = []
    for number, sheet in enumerate(record.pages, 1):
        if sheet.kept is not None:
            path = folder / f"{number}"
            copy_out(vault, sheet.kept, path)
            pages.append(replace(sheet.original, path=str(path), source=Source(record.document, number)))
    return pages
