"""Every catalog runs the same suite."""

from pathlib import Path
from uuid import uuid4

import pytest

from digitize.ports import Catalog
from storage import open_catalog
from storage.keys import make_keys, open_keys
from tests.contracts.catalog_contract import CatalogContract
from tests.services.postgresql import PASSWORD, PostgresqlServer


class TestSqlite(CatalogContract):
    @pytest.fixture
    def catalog(self, tmp_path: Path) -> Catalog:
        make_keys(tmp_path / "keys")
        return open_catalog(f"sqlite:{tmp_path / 'catalog.db'}", open_keys(tmp_path / "keys"))


class TestPostgresql(CatalogContract):
    @pytest.fixture
    def catalog(self, postgresql: PostgresqlServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
        monkeypatch.setenv("PG_SECRET", PASSWORD)
        database = f"db_{uuid4().hex[:12]}"
        postgresql.psql(f"CREATE DATABASE {database}")
        make_keys(tmp_path / "keys")
        return open_catalog(postgresql.address(database), open_keys(tmp_path / "keys"), "env:PG_SECRET")
