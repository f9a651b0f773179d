"""`sohoa fixity` names what is damaged, and goes on where it was stopped."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commands import fixity
from digitize.filing import write_manifest
from digitize.record import Kept, Record
from storage.vault import SealingVault
from tests.commands.archive import Archive


def damaged(archive: Archive, *words: str, code: int = 3) -> set[str]:
    done = archive.run("fixity", "--json", *words, code=code)
    return {json.loads(line)["object"] for line in done.stdout.splitlines()}


@pytest.fixture
def records(archive: Archive) -> list[Record]:
    return [archive.file(name) for name in ("aa", "bb", "cc")]


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:-1] + b"\0"),
        lambda file: file.write_bytes(b""),
    ],
)
def test_damage_is_named_audited_and_told_by_the_exit_code(
    archive: Archive, records: list[Record], harm: Callable[[Path], None]
) -> None:
    assert damaged(archive, code=0) == set()
    hurt = records[1].pdf
    assert hurt
    harm(archive.object_file(hurt.name))
    assert damaged(archive) == {hurt.name}
    assert damaged(archive, "--sample", "9") == {hurt.name}
    with archive.doors[1].transaction() as transaction:
        told = [(one.act, dict(one.details)["object"]) for one in transaction.trail.of("bb")]
    assert told == [("damaged", hurt.name)] * 2


def test_old_versions_are_looked_at_too(archive: Archive, records: list[Record]) -> None:
    vault, catalog = archive.doors
    later = write_manifest(replace(records[0], revision=2), archive.folder, vault)
    with catalog.transaction() as transaction:
        transaction.records.replace(later)
    old = records[0].manifest
    assert old and later.manifest and old != later.manifest
    archive.object_file(old.name).unlink()
    assert damaged(archive) == {old.name}


def test_a_round_goes_on_where_it_was_stopped(
    archive: Archive, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    whole = SealingVault.fixity

    def stopping(self: SealingVault, kept: Kept) -> bool:
        seen.append(kept.name)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return whole(self, kept)

    monkeypatch.setattr(fixity, "_PAGE", 1)
    monkeypatch.setattr(fixity, "_HANDS", 1)
    monkeypatch.setattr(SealingVault, "fixity", stopping)
    archive.run("fixity", code=1)
    state = fixity.read_rounds(archive.folder / "fixity.json")
    assert (state.after, state.objects) == ("aa", 2)
    assert archive.run("fixity").output.startswith("Làm tiếp")
    assert len(set(seen)) == 6
    assert len(seen) == 8, "only what was in the making is looked at twice"
    assert fixity.read_rounds(archive.folder / "fixity.json").ended
    archive.run("fixity")
    assert len(seen) == 14


def test_a_sample_looks_at_as_many_as_asked(archive: Archive, records: list[Record]) -> None:
    assert "2 đối tượng" in archive.run("fixity", "--sample", "1").output
    assert "6 đối tượng" in archive.run("fixity", "--sample", "50").output
    assert not (archive.folder / "fixity.json").exists()


def test_an_empty_archive_is_whole(archive: Archive) -> None:
    assert "0 đối tượng" in archive.run("fixity").output
    assert "0 đối tượng" in archive.run("fixity", "--sample", "3").output
