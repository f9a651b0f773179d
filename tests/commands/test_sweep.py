"""`sohoa sweep` takes litter and nothing else."""

import io
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from commands.doors import find_settings, in_use, open_stores
from digitize.errors import ConfigError
from digitize.filing import write_manifest
from digitize.record import Pile, Record
from tests.commands.archive import Archive


def all_older(archive: Archive, days: float) -> None:
    """Sets the clock of everything in the archive back."""
    then = time.time() - days * 24 * 3600
    for folder in (archive.folder / "archive" / "objects", archive.keys / "data"):
        for path in folder.rglob("*"):
            if path.is_file():
                os.utime(path, (then, then))


def litter(archive: Archive, content: bytes) -> str:
    plain = archive.folder / "plain"
    plain.write_bytes(content)
    kept = archive.doors[0].keep(plain)
    plain.unlink()
    return kept.name


def files(archive: Archive) -> set[Path]:
    return {path for path in archive.folder.rglob("*") if path.is_file() and path.name[:4] not in ("soho", "cata")}


@pytest.fixture
def record(archive: Archive) -> Record:
    vault, catalog = archive.doors
    record = archive.file("aa")
    later = write_manifest(replace(record, revision=2), archive.folder, vault)
    with catalog.transaction() as transaction:
        transaction.records.replace(later)
    return record


def test_lists_then_removes_what_no_record_refers_to(archive: Archive, record: Record) -> None:
    name = litter(archive, b"of a run that died")
    all_older(archive, 8)
    young = litter(archive, b"of a batch that is not finished")
    before = files(archive)
    assert archive.run("sweep").stdout.split() == [name]
    assert files(archive) == before, "listing removes nothing"
    assert archive.run("sweep", "--remove").stdout.split() == [name]
    objects, keys = open_stores(find_settings(str(archive.folder / "sohoa.toml")))
    assert not objects.has(name)
    assert not keys.has(name)
    assert objects.has(young)
    assert archive.run("sweep", "--remove").stdout == ""
    archive.run("fixity")
    assert archive.run("sweep", "--days", "0").stdout.split() == [young]


def test_separator_sheets_of_a_pile_are_no_litter_and_are_looked_at(archive: Archive, record: Record) -> None:
    vault, catalog = archive.doors
    plain = archive.folder / "plain"
    plain.write_bytes(b"a separator sheet")
    sheet = vault.keep(plain)
    plain.unlink()
    with catalog.transaction() as transaction:
        assert transaction.piles.add(Pile("pile", "batch", "2026-11-21T05:00:00Z", (), (sheet,)))
        assert transaction.ledger.piles("", 9)[0].separators == (sheet,)
    all_older(archive, 8)
    assert archive.run("sweep", "--remove").stdout == ""
    archive.run("fixity")
    archive.object_file(sheet.name).unlink()
    assert sheet.name in archive.run("fixity", code=3).stdout


def test_a_data_key_without_its_object_is_litter_unless_its_object_is_young(archive: Archive, record: Record) -> None:
    alone, paired = "ab" * 32, "cd" * 32
    objects, keys = open_stores(find_settings(str(archive.folder / "sohoa.toml")))
    keys.put(alone, io.BytesIO(b"key"))
    keys.put(paired, io.BytesIO(b"key"))
    all_older(archive, 8)
    objects.put(paired, io.BytesIO(b"object"))
    assert archive.run("sweep", "--remove").stdout.split() == [alone]
    assert keys.has(paired)


def test_nothing_is_removed_while_a_run_goes_on(archive: Archive, record: Record) -> None:
    name = litter(archive, b"kept again by the run that goes on")
    all_older(archive, 8)
    with in_use(find_settings(str(archive.folder / "sohoa.toml"))):
        with pytest.raises(ConfigError, match="a run is going on"):
            archive.run("sweep", "--remove")
        assert archive.run("sweep").stdout.split() == [name]
    assert archive.run("sweep", "--remove").stdout.split() == [name]
