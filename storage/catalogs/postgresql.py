"""The catalog on a PostgreSQL server: many machines, the same faces as the embedded one.

One transaction at a time, as there: each takes the catalog's advisory lock first, because acts look before they write,
and two who did so at once would both write. Each thread has a connection of its own, made on first use, and made anew
when the server went away.
"""

import os
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from digitize.errors import ConfigError, ServiceError, SohoaError
from digitize.ports import Catalog, Chain, Desk, Ledger, Piles, Records, Trail, Transaction
from digitize.secrets import resolve
from storage.catalogs.faces import CatalogDesk, CatalogLedger, CatalogPiles, CatalogRecords
from storage.catalogs.postgresql_words import PostgresqlDialect
from storage.catalogs.schema import FORMAT, postgresql_since
from storage.catalogs.trail import CatalogChain, CatalogTrail
from storage.durable import DISK_FULL
from storage.keys import Keys

_PATIENCE = 60
_LOCK = 0x736F686F61
_STRANGER = "the server refuses this user or its password (archive.catalog, archive.catalog_secret)"
_REFUSALS = {
    "28P01": _STRANGER,
    "28000": _STRANGER,
    "3D000": "the server has no such database: make it (docs/operate.md), or mend archive.catalog",
    "42501": "this user may not do that: run `sohoa init` once as the owner of the database (docs/operate.md)",
}
_BEFORE = {
    "password": _STRANGER,
    "no pg_hba.conf entry": _STRANGER,
    "certificate": "its server's certificate is not trusted: sslrootcert=FILE in archive.catalog names a root",
    "does not support SSL": "its server speaks no TLS, which another machine's must",
    "does not exist": _REFUSALS["3D000"],
}
_FULL = {"53100", "53200"}
_PASSING = ("08", "40", "53", "55P03", "57")
_LOCAL = {"", "localhost", "127.0.0.1", "::1"}
_RIGHTS = """
GRANT USAGE ON SCHEMA sohoa TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sohoa TO PUBLIC;
REVOKE UPDATE, DELETE ON events, links, anchors, piles FROM PUBLIC;
REVOKE INSERT, UPDATE, DELETE ON form FROM PUBLIC;
"""


def open_catalog(address: str, keys: Keys, secret: str = "") -> Catalog:
    """The catalog at `//USER@HOST[:PORT]/DATABASE`; `secret` is a reference to the password, if one is asked for."""
    parts = urlsplit(f"postgresql:{address}")
    if parts.password or not parts.path.strip("/"):
        raise ConfigError("the catalog's address must be postgresql://USER@HOST[:PORT]/DATABASE, without a password")
    return PostgresqlCatalog(f"postgresql:{address}", keys, secret)


@dataclass(frozen=True)
class PostgresqlCatalog:
    """A database on a server; other machines' servers are spoken to by TLS only, their certificate checked."""

    address: str
    keys: Keys
    secret: str = ""

    def __reduce__(self) -> tuple[type["PostgresqlCatalog"], tuple[str, Keys, str]]:
        return PostgresqlCatalog, (self.address, self.keys, self.secret)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits, durably, on leaving the block; rolls back when the block raises. Not to be nested."""
        with _explaining():
            connection = self._connection()
            with _alone(connection):
                yield _Transaction(_Connection(connection), self.keys, self._dialect)

    @cached_property
    def _dialect(self) -> PostgresqlDialect:
        return PostgresqlDialect(self.keys.catalog_key)

    @cached_property
    def _own(self) -> threading.local:
        return threading.local()

    def _connection(self) -> psycopg.Connection[Any]:
        own = self._own
        held: _Held | None = getattr(own, "held", None)
        if held is None or held.process != os.getpid() or held.connection.closed:
            held = own.held = _Held(self._connect(), os.getpid())
        return held.connection

    def _connect(self) -> psycopg.Connection[Any]:
        told = conninfo_to_dict(self.address)
        if str(told.get("host", "")) not in _LOCAL and not str(told.get("host", "")).startswith("/"):
            if told.get("sslmode", "verify-full") != "verify-full":
                raise ConfigError("the catalog's server is elsewhere: only sslmode=verify-full protects the way to it")
            told = {"sslrootcert": "system", **told, "sslmode": "verify-full"}
        password = {"password": resolve(self.secret, "archive.catalog_secret")} if self.secret else {}
        settings = f"-c search_path=sohoa -c lock_timeout={_PATIENCE}s -c synchronous_commit=on"
        where = make_conninfo("", **{**told, **password}, options=settings, connect_timeout=_PATIENCE // 6)
        connection = psycopg.connect(where, autocommit=True)
        try:
            self._bring_up(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _bring_up(self, connection: psycopg.Connection[Any]) -> None:
        """Makes the tables, or brings older ones to the present form; of two that begin at once one finds it done."""
        with _alone(connection):
            known = connection.execute("SELECT to_regclass('sohoa.form')").fetchone()
            form, check = 0, self._dialect.blind("these keys")
            if known and known[0]:
                row = connection.execute("SELECT form, keys FROM form").fetchone()
                form, keys = row if row else (0, "")
                if keys != check:
                    raise ConfigError("the catalog does not open with these keys: they belong to another archive")
            if form > FORMAT:
                raise ConfigError("the catalog was made by a newer sohoa: update this one")
            if form < FORMAT:
                _change(connection, form, check)


@contextmanager
def _alone(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """A transaction that nobody else is in; beginning and lock go to the server in one message."""
    try:
        connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK})".encode(), prepare=False)
        yield
        connection.commit()
    except BaseException:
        # A connection that broke has nothing left to roll back, and the error to tell is the first one.
        with suppress(psycopg.Error):
            connection.rollback()
        raise


def _change(connection: psycopg.Connection[Any], form: int, check: str) -> None:
    if not form:
        connection.execute("CREATE SCHEMA IF NOT EXISTS sohoa; CREATE TABLE form (form bigint, keys text)")
        connection.execute("INSERT INTO form VALUES (0, %s)", (check,))
    connection.execute(postgresql_since(form).encode())
    connection.execute(_RIGHTS)
    connection.execute("UPDATE form SET form = %s", (FORMAT,))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Held:
    """A thread's connection, closed when the thread is no more."""

    connection: psycopg.Connection[Any]
    process: int

    def __post_init__(self) -> None:
        weakref.finalize(self, _close, self.connection, self.process)


def _close(connection: psycopg.Connection[Any], process: int) -> None:
    # A connection inherited from a parent process is the parent's to close.
    if process == os.getpid():
        connection.close()


@dataclass(frozen=True, slots=True)
class _Connection:
    """A connection that takes `?` where a value stands."""

    connection: psycopg.Connection[Any]

    def execute(self, sql: str, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        return self.connection.execute(sql.replace("?", "%s").encode(), values)

    def executemany(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        if rows:
            self.connection.cursor().executemany(sql.replace("?", "%s").encode(), rows)


@dataclass(frozen=True, slots=True)
class _Transaction:
    connection: _Connection
    keys: Keys
    dialect: PostgresqlDialect

    @property
    def records(self) -> Records:
        return CatalogRecords(self.connection, self.keys, self.dialect)

    @property
    def desk(self) -> Desk:
        return CatalogDesk(self.connection, self.dialect)

    @property
    def piles(self) -> Piles:
        return CatalogPiles(self.connection, self.dialect)

    @property
    def trail(self) -> Trail:
        return CatalogTrail(self.connection, self.keys.trail)

    @property
    def chain(self) -> Chain:
        return CatalogChain(self.connection, self.keys.trail)

    @property
    def ledger(self) -> Ledger:
        return CatalogLedger(self.connection, self.dialect)


@contextmanager
def _explaining() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        told = _told(error)
        if told is None:
            raise
        raise told from error


def _told(error: psycopg.Error) -> SohoaError | None:
    """What an error of the server or of the way to it means; None for a defect of ours."""
    code = error.sqlstate or ""
    if code in _REFUSALS:
        return ConfigError(f"the catalog: {_REFUSALS[code]}")
    if code in _FULL:
        return ServiceError(f"the catalog: {DISK_FULL}")
    if code.startswith(_PASSING) or (not code and isinstance(error, psycopg.OperationalError)):
        # What fails before the session begins has no code.
        for words, sentence in _BEFORE.items():
            if words in str(error):
                return ConfigError(f"the catalog: {sentence}")
        return ServiceError("the catalog: its server did not answer, or broke off", retry=True)
    return None
