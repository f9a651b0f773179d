"""The room's door: addresses lead to adapters, and wrong ones say what is right."""

from pathlib import Path

import pytest

from digitize.errors import ConfigError, ServiceError
from storage import open_catalog, open_store
from tests.storage.conftest import Place


@pytest.mark.parametrize("address", ["", "directory", "directory:", "ftp:here", "Directory:here", "os:path", ":x"])
def test_an_unknown_store_is_answered_with_the_known_ones(address: str) -> None:
    with pytest.raises(ConfigError, match=r"directory:\.\.\."):
        open_store(address)


@pytest.mark.parametrize("address", ["", "sqlite", "sqlite:", "schema:x", "oracle:x"])
def test_an_unknown_catalog_is_answered_with_the_known_ones(address: str, place: Place) -> None:
    with pytest.raises(ConfigError, match=r"sqlite:\.\.\."):
        open_catalog(address, place.keys)


def test_a_relative_address_stays_where_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    monkeypatch.chdir(tmp_path)
    store, catalog = open_store("directory:archive/objects"), open_catalog("sqlite:archive/catalog.db", place.keys)
    monkeypatch.chdir("/")
    assert store == place.store
    assert catalog == place.catalog


def test_an_archive_that_is_not_mounted_is_not_mistaken_for_an_empty_one(place: Place, tmp_path: Path) -> None:
    place.archive.rmdir()
    file = tmp_path / "page"
    file.write_bytes(b"x")
    with pytest.raises(ServiceError, match="mounted"):
        place.vault.keep(file)
    with pytest.raises(ServiceError, match="mounted"), place.catalog.transaction():
        pass
    assert not place.archive.exists()
