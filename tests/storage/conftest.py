"""An archive and its keys, in two folders as on a real machine."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digitize.ports import Catalog, Store, Vault
from storage import open_catalog, open_store, open_vault
from storage.keys import Keys, make_keys, open_keys


@dataclass(frozen=True)
class Place:
    """Where an archive and its keys lie, and the doors to them."""

    archive: Path
    folder: Path

    @property
    def keys(self) -> Keys:
        return open_keys(self.folder)

    @property
    def store(self) -> Store:
        return open_store(f"directory:{self.archive / 'objects'}")

    @property
    def key_store(self) -> Store:
        return open_store(f"directory:{self.folder / 'data'}")

    @property
    def vault(self) -> Vault:
        return open_vault(self.store, self.key_store, self.keys)

    @property
    def catalog(self) -> Catalog:
        return open_catalog(f"sqlite:{self.archive / 'catalog.db'}", self.keys)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "archive").mkdir()
    make_keys(tmp_path / "keys")
    return Place(tmp_path / "archive", tmp_path / "keys")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB, where the machine lets us have one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True).returncode
    ):
        pytest.skip("this machine mounts no file system for a test")
    yield folder
    subprocess.run(["umount", folder], check=True)
