"""The embedded catalog: one SQLCipher file (AES-256, every page authenticated), many processes, one writer at a time.

Each process, and each thread of it, has a connection of its own, made on first use. A transaction takes the writer's
place at once (BEGIN IMMEDIATE): one that read first and wrote later would fail whenever another wrote in between.
"""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Catalog, Chain, Desk, Ledger, Piles, Records, Trail, Transaction
from storage.catalogs.faces import CatalogDesk, CatalogLedger, CatalogPiles, CatalogRecords
from storage.catalogs.schema import FORMAT, sqlite_since
from storage.catalogs.sqlite_words import SqliteDialect
from storage.catalogs.trail import CatalogChain, CatalogTrail
from storage.durable import DISK_FULL, explaining, place
from storage.keys import Keys

_PATIENCE = 60.0
_FAILURES = {
    "SQLITE_BUSY": "others have been writing in it for too long; try again",
    "SQLITE_LOCKED": "others have been writing in it for too long; try again",
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_IOERR": "its disk fails to read or write",
    "SQLITE_CANTOPEN": "it cannot be opened: is its disk mounted, may this user write in its folder?",
    "SQLITE_READONLY": "it may not be written: give this user the right to write in its folder",
    "SQLITE_PERM": "it may not be read: give this user the right to its folder",
    "SQLITE_CORRUPT": "it is damaged: restore it from a backup",
}


def open_catalog(path: str, keys: Keys) -> Catalog:
    """The catalog in the file at `path`, which is made when first used, if the folder around it is there."""
    if not path:
        raise ConfigError("the catalog's address lacks its file: write sqlite:PATH")
    return SqliteCatalog(str(Path(path).expanduser().absolute()), keys)


@dataclass(frozen=True)
class SqliteCatalog:
    """An SQLCipher file (mode 0600) in WAL mode; -wal and -shm beside it belong to it and are as unreadable."""

    path: str
    keys: Keys

    def __reduce__(self) -> tuple[type["SqliteCatalog"], tuple[str, Keys]]:
        return SqliteCatalog, (self.path, self.keys)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits, durably, on leaving the block; rolls back when the block raises. Not to be nested."""
        with _explaining():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield _Transaction(connection, self.keys)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @cached_property
    def _own(self) -> threading.local:
        return threading.local()

    def _connection(self) -> Any:
        own = self._own
        if getattr(own, "process", None) != os.getpid():
            own.connection, own.process = self._connect(), os.getpid()
        return own.connection

    def _connect(self) -> Any:
        path = Path(self.path)
        with explaining("the catalog could not be opened"):
            if not path.exists():
                self._create(path)
        connection = self._unlocked(path)
        made = connection.execute("PRAGMA user_version").fetchone()[0]
        if made == 0 or made > FORMAT:
            connection.close()
            problem = "was made by a newer sohoa: update this one" if made else "is empty: restore it from a backup"
            raise ConfigError(f"the catalog {problem}")
        if made < FORMAT:
            self._bring_up(connection)
        return connection

    def _bring_up(self, connection: Any) -> None:
        """Brings an older catalog to the present form; of two processes that begin at once one finds it done."""
        with _explaining():
            connection.execute("BEGIN IMMEDIATE")
            made = connection.execute("PRAGMA user_version").fetchone()[0]
            for statement in sqlite_since(made):
                connection.execute(statement)
            connection.execute("COMMIT")

    def _create(self, path: Path) -> None:
        # Made under another name and then put in place whole: no two processes ever find a half-made catalog.
        if Path(f"{path}-wal").exists():
            raise ServiceError("the catalog is gone but its -wal file is there: restore both from a backup")
        descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.new-", dir=path.parent)
        os.close(descriptor)
        try:
            with closing(self._unlocked(Path(name))) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(f"BEGIN; {''.join(sqlite_since(0))} COMMIT;")
            place(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)

    def _unlocked(self, path: Path) -> Any:
        connection = dbapi2.connect(str(path), timeout=_PATIENCE, isolation_level=None)
        connection.executescript(f"""
            PRAGMA cipher_log_level = NONE;
            PRAGMA key = "x'{self.keys.catalog_key}'";
            PRAGMA foreign_keys = ON;
            PRAGMA synchronous = FULL;
            PRAGMA temp_store = MEMORY;
            PRAGMA secure_delete = ON;
        """)
        return connection


@dataclass(frozen=True, slots=True)
class _Transaction:
    connection: Any
    keys: Keys

    @property
    def records(self) -> Records:
        return CatalogRecords(self.connection, self.keys, SqliteDialect())

    @property
    def desk(self) -> Desk:
        return CatalogDesk(self.connection, SqliteDialect())

    @property
    def piles(self) -> Piles:
        return CatalogPiles(self.connection, SqliteDialect())

    @property
    def trail(self) -> Trail:
        return CatalogTrail(self.connection, self.keys.trail)

    @property
    def chain(self) -> Chain:
        return CatalogChain(self.connection, self.keys.trail)

    @property
    def ledger(self) -> Ledger:
        return CatalogLedger(self.connection, SqliteDialect())


@contextmanager
def _explaining() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        known = getattr(error, "sqlite_errorname", "")
        if known == "SQLITE_NOTADB":
            raise ConfigError(
                "the catalog does not open with these keys: they belong to another archive, or the file is damaged"
            ) from error
        for name, sentence in _FAILURES.items():
            if known == name or known.startswith(f"{name}_"):
                raise ServiceError(
                    f"the catalog: {sentence}", retry=name in ("SQLITE_BUSY", "SQLITE_LOCKED")
                ) from error
        raise
