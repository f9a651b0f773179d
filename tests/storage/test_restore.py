"""A copy of two folders is a backup, and one of them alone is worth nothing to a thief."""

import shutil
from pathlib import Path

import pytest

from digitize.errors import ConfigError, ServiceError
from digitize.record import Event, Kept, Subject
from storage.keys import make_keys
from tests.contracts.catalog_contract import HOLDER, found, paper, said
from tests.storage.conftest import Place

PLAIN = ("001099000017", "Lò Văn Páo", "lo van pao", "%PDF-1.7", "holder")


@pytest.fixture
def kept(place: Place, tmp_path: Path) -> Kept:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 001099000017 L\xc3\xb2 V\xc4\x83n P\xc3\xa1o" * 4000)
    kept = place.vault.keep(tmp_path / "paper.pdf")
    record = paper(
        "a", pdf=kept, subjects=(Subject("holder", HOLDER),), fields=(said("full_name", "Lò Văn Páo"),), text=PLAIN[1]
    )
    with place.catalog.transaction() as transaction:
        transaction.records.add(record)
        transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "system", "a"))
    return kept


def copied(place: Place, to: Path) -> Place:
    shutil.copytree(place.archive, to / "archive")
    shutil.copytree(place.folder, to / "keys")
    return Place(to / "archive", to / "keys")


def test_a_copy_of_the_two_folders_opens_everything(place: Place, kept: Kept, tmp_path: Path) -> None:
    there = copied(place, tmp_path / "elsewhere")
    shutil.rmtree(place.archive)
    shutil.rmtree(place.folder)
    assert found(there.catalog, citizen_id=HOLDER) == ["a"]
    assert there.vault.fixity(kept)
    with there.vault.open(kept.name) as stream:
        assert stream.read().startswith(b"%PDF-1.7")
    again = there.vault.keep(tmp_path / "paper.pdf")
    assert again == kept


def test_the_archive_alone_opens_nothing_and_tells_nothing(place: Place, kept: Kept, tmp_path: Path) -> None:
    there = copied(place, tmp_path / "stolen")
    shutil.rmtree(there.folder)
    with pytest.raises(ConfigError):
        there.keys  # noqa: B018
    make_keys(there.folder)
    with pytest.raises(ConfigError), there.catalog.transaction():
        pass
    with pytest.raises(ServiceError):
        there.vault.open(kept.name)
    files = [path for path in there.archive.rglob("*") if path.is_file()]
    assert len(files) >= 2
    for path in files:
        content = path.read_bytes() + path.name.encode()
        assert not [plain for plain in PLAIN if plain.encode() in content], path.name


def test_the_data_keys_alone_open_nothing(place: Place, kept: Kept, tmp_path: Path) -> None:
    there = copied(place, tmp_path / "stolen")
    (there.folder / "keys.json").unlink()
    with pytest.raises(ConfigError):
        there.keys  # noqa: B018
    shutil.rmtree(there.folder)
    make_keys(there.folder)
    shutil.rmtree(there.folder / "data")
    shutil.copytree(place.folder / "data", there.folder / "data")
    with pytest.raises(ServiceError, match="belongs to other keys"):
        there.vault.open(kept.name)
