"""Every store runs the same suite."""

from pathlib import Path

import pytest

from digitize.ports import Store
from storage import open_store
from tests.contracts.store_contract import StoreContract


class TestDirectory(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return open_store(f"directory:{tmp_path / 'objects'}")
