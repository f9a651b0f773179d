"""Every catalog runs the same suite."""

from pathlib import Path

import pytest

from digitize.ports import Catalog
from storage import open_catalog
from storage.keys import make_keys, open_keys
from tests.contracts.catalog_contract import CatalogContract


class TestSqlite(CatalogContract):
    @pytest.fixture
    def catalog(self, tmp_path: Path) -> Catalog:
        make_keys(tmp_path / "keys")
        return open_catalog(f"sqlite:{tmp_path / 'catalog.db'}", open_keys(tmp_path / "keys"))
