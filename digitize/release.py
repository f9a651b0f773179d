"""Out of the vault again: a held document's pages to be read anew, and a person's decision written down."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from digitize.errors import InputError
from digitize.filing import write_manifest
from digitize.intake import identify
from digitize.model import Intake, Original, Piece, Source
from digitize.pipeline import take_in
from digitize.ports import Catalog, Vault
from digitize.record import Event, Kept, Record


def take_back(record: Record, vault: Vault, spool: Path) -> Intake:
    """The input of a document as it came in, out of the vault into a folder of its own in the spool."""
    folder = spool / uuid4().hex
    folder.mkdir()
    if record.source is not None:
        copy_out(vault, record.source, folder / "kept")
        intake = replace(take_in(spool, str(folder / "kept")), path=record.document)
        shutil.rmtree(folder)
        return intake
    kept = (number for number, sheet in enumerate(record.pages, 1) if sheet.kept is not None)
    originals = tuple(lift_again(record, number, vault, folder) for number in kept)
    # Split off its pile before, or held as the one paper of its file: it stays one paper.
    doubts = tuple(doubt for doubt in record.doubts if doubt.startswith("split:"))
    piece = Piece(tuple(range(len(originals))), dossier=record.dossier, doubts=doubts)
    sha256, identity = record.input_sha256, identify(originals)
    return Intake(record.document, str(folder / "input"), "scan", sha256, identity, originals, piece=piece)


def lift_again(record: Record, page: int, vault: Vault, folder: Path) -> Original:
    """One page of a record as it was lifted, its stream in the folder; raises InputError when there is no such page."""
    sheet = record.pages[page - 1] if page <= len(record.pages) else None
    if sheet is not None and sheet.kept is not None:
        path = folder / f"{page}"
        copy_out(vault, sheet.kept, path)
        return replace(sheet.original, path=str(path), source=Source(record.document, page))
    originals = take_back(record, vault, folder).originals if record.source is not None else ()
    if page > len(originals):
        raise InputError("giấy tờ này không có trang đó / this document has no such page")
    return originals[page - 1]


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
