"""Every store runs the same suite."""

from pathlib import Path
from uuid import uuid4

import pytest

from digitize.ports import Store
from storage import open_store, prepare_store
from tests.contracts.store_contract import StoreContract
from tests.services.s3 import SECRET, S3Server


class TestDirectory(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return open_store(f"directory:{tmp_path / 'objects'}")


class TestS3(StoreContract):
    @pytest.fixture
    def store(self, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Store:
        monkeypatch.setenv("S3_SECRET", SECRET)
        address = s3.address(f"bucket-{uuid4().hex[:12]}")
        prepare_store(address, "env:S3_SECRET")
        return open_store(address, "env:S3_SECRET")
