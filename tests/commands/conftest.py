"""The fixtures of commands."""

import shutil
from pathlib import Path

import pytest

from tests.commands.archive import Archive, make_archive


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive to copy: making one makes a demo certificate, which takes its time."""
    return make_archive(tmp_path_factory.mktemp("fresh"))


@pytest.fixture
def archive(fresh: Archive, tmp_path: Path) -> Archive:
    """An archive with nothing in it."""
    shutil.copytree(fresh.folder, tmp_path / "office")
    shutil.copytree(fresh.keys, tmp_path / "keys")
    settings = tmp_path / "office" / "sohoa.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(str(fresh.keys), str(tmp_path / "keys")))
    return Archive(tmp_path / "office", tmp_path / "keys")
