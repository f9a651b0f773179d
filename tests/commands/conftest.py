"""The fixtures of commands."""

from pathlib import Path

import pytest

from tests.commands.archive import Archive, make_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with nothing in it."""
    return make_archive(tmp_path)
