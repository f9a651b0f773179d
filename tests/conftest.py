"""Lets tests import the contract suites and the doubles (`tests.contracts`, `tests.broken`); servers for all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.services.postgresql import PostgresqlServer
from tests.services.s3 import S3Server


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What sohoa notes for its user stays out of the developer's own home."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server, shared: each test takes a bucket of its own."""
    server = S3Server(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A real PostgreSQL server, shared: each test takes a database of its own.

    Its data lie outside of pytest's folder: a second run closes that to all but root, and the server is another user.
    """
    with tempfile.TemporaryDirectory(prefix="sohoa-postgresql-", ignore_cleanup_errors=True) as folder:
        server = PostgresqlServer(Path(folder))
        server.start()
        yield server
        server.kill()
