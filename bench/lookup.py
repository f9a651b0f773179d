"""How long an exact look-up by citizen ID takes as the catalog grows: `python -m bench.lookup [--rows N N ...]`.

`--server` measures PostgreSQL (a real server, started here), else SQLite. Rows are filled in past the adapter, as it
would write them; people are invented. Told are the milliseconds of the query alone, and of the whole transaction that
the adapter makes of it (for PostgreSQL with lock, commit and opening of the sealed record), without and with its audit
event, median and 99th percentile.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from digitize.ports import Catalog
from digitize.record import Event, Query, Record, Subject
from digitize.record_json import record_to_json
from storage import open_catalog
from storage.catalogs.postgresql import PostgresqlCatalog
from storage.catalogs.postgresql_words import PostgresqlDialect
from storage.catalogs.sqlite import SqliteCatalog
from storage.keys import Keys, make_keys, open_keys
from tests.services.postgresql import PASSWORD, PostgresqlServer

_STEP = 10_000
_ASKED = 1000
_SQL = "SELECT number FROM subjects WHERE citizen = {}"


def citizen(number: int) -> str:
    """An invented citizen ID: structure right, person none."""
    return f"001{number % 2}{number // 2 % 100:02}{number // 200:06}"[:12]


def rows(start: int, end: int, keys: Keys, dialect: PostgresqlDialect | None) -> Iterator[tuple[Any, ...]]:
    """Document, identity, sealed record and blind index of papers, one subject each."""
    model = Record("@ID@", "filed", "@KEY@", "ab" * 32, "bench", "2026-11-21T05:00:00Z")
    text = record_to_json(Record(**{**_fields(model), "subjects": (Subject("holder", "@CITIZEN@"),)}))
    for number in range(start, end):
        name = f"d{number:010}"
        whole = text.replace("@ID@", name).replace("@KEY@", f"i{number}").replace("@CITIZEN@", citizen(number))
        stored = dialect.cover(whole, f"{name} 1 1") if dialect else whole
        yield name, f"i{number}", stored, keys.blind(citizen(number)), number + 1


def fill_server(address: str, keys: Keys, start: int, end: int) -> None:
    """Copies rows into the tables on the server."""
    dialect = PostgresqlDialect(keys.catalog_key)
    with psycopg.connect(address, password=PASSWORD, options="-c search_path=sohoa") as connection:
        for low in range(start, end, _STEP):
            batch = list(rows(low, min(low + _STEP, end), keys, dialect))
            for table, columns in (
                ("documents (document, version, revision, state, kind, filed_at)", _documents),
                ("records (number, record)", lambda row: (row[4], row[2])),
                ("identities (identity, number)", lambda row: (row[1], row[4])),
                ("subjects (citizen, number, role)", lambda row: (row[3], row[4], "holder")),
            ):
                with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(columns(row))
        connection.execute("ANALYZE")
        connection.commit()


def fill_file(catalog: SqliteCatalog, start: int, end: int) -> None:
    """Inserts rows into the tables of the file."""
    with catalog.transaction() as transaction:
        run: Any = transaction.records.connection.executemany  # type: ignore[attr-defined]
        for low in range(start, end, _STEP):
            batch = list(rows(low, min(low + _STEP, end), catalog.keys, None))
            run("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", [(row[4], *_documents(row)) for row in batch])
            run("INSERT INTO records VALUES (?, ?)", [(row[4], row[2]) for row in batch])
            run("INSERT INTO identities VALUES (?, ?)", [(row[1], row[4]) for row in batch])
            run("INSERT INTO subjects VALUES (?, ?, ?)", [(row[3], row[4], "holder") for row in batch])


def ask(catalog: Catalog, count: int) -> dict[str, float]:
    """Milliseconds of looking up people at random, warm: each was looked up before."""
    asked = [random.randrange(count) for _ in range(_ASKED + 50)]
    whole, audited, alone = [], [], []
    with catalog.transaction() as transaction:
        for number in asked:
            transaction.records.find(Query(citizen_id=citizen(number)))
    for number in asked:
        start = time.perf_counter()
        with catalog.transaction() as transaction:
            found = transaction.records.find(Query(citizen_id=citizen(number)))
        whole.append((time.perf_counter() - start) * 1000)
        assert any(record.document == f"d{number:010}" for record in found)
    for number in asked:
        start = time.perf_counter()
        with catalog.transaction() as transaction:
            transaction.records.find(Query(citizen_id=citizen(number)))
            transaction.trail.add(Event("2026-11-21T05:00:00Z", "searched", "bench", "", (("by", "citizen_id"),)))
        audited.append((time.perf_counter() - start) * 1000)
    with catalog.transaction() as transaction:
        faces: Any = transaction.records
        for number in asked:
            start = time.perf_counter()
            faces.connection.execute(_SQL.format("?"), (faces.keys.blind(citizen(number)),)).fetchall()
            alone.append((time.perf_counter() - start) * 1000)
    told = {}
    for name, times in (("transaction", whole[50:]), ("with_event", audited[50:]), ("query", alone[50:])):
        told[f"{name}_median_ms"] = round(statistics.median(times), 3)
        told[f"{name}_p99_ms"] = round(statistics.quantiles(times, n=100)[98], 3)
    return told


def _documents(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0], 1, 1, "filed", "khac", "2026-11-21T05:00:00Z"


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--server", action="store_true", help="PostgreSQL")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        make_keys(Path(folder) / "keys")
        keys, server = open_keys(Path(folder) / "keys"), PostgresqlServer(Path(folder) / "postgresql")
        catalog: SqliteCatalog | PostgresqlCatalog = SqliteCatalog(f"{folder}/catalog.db", keys)
        if told.server:
            os.environ["PG_SECRET"] = PASSWORD
            server.start()
            server.psql("CREATE DATABASE archive")
            opened = open_catalog(server.address("archive"), keys, "env:PG_SECRET")
            assert isinstance(opened, PostgresqlCatalog)
            catalog = opened
        try:
            with catalog.transaction():
                pass
            filled = 0
            for count in told.rows:
                if isinstance(catalog, SqliteCatalog):
                    fill_file(catalog, filled, count)
                else:
                    fill_server(server.address("archive"), keys, filled, count)
                filled = count
                result = {"server": told.server, "rows": count} | ask(catalog, count)
                sys.stdout.write(json.dumps(result) + "\n")
                sys.stdout.flush()
        finally:
            server.kill()


if __name__ == "__main__":
    main()
