"""How long an exact look-up by citizen ID takes as the catalog grows: `python -m bench.lookup [--rows N N ...]`.

`--server` measures PostgreSQL (a real server, started here), else SQLite. Rows are filled in past the adapter, as it
would write them; people are invented. Three things are timed, each look-up in turn by all three, so that a busy moment
falls on all of them alike:

- database: the statement of the look-up alone, on a connection whose transaction is open;
- lookup: all that the adapter makes of it: begin, lock, statement, opening of the sealed record, commit;
- with_event: the same, with its audit event, which the disk must have before the commit is told.

Warm means: the tables are vacuumed and known to the planner, and the same people were looked up just before on the same
connection, so that their pages are in memory and the statement is prepared. The whole table, about ten minutes on two
idle cores and 20 GB of disk: `python -m bench.lookup --server --rows 10000 100000 1000000 10000000`. The figures and a
plot of the growth (SVG) go into bench/results.
"""

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from bench.chart import Line, chart
from bench.report import write_result
from digitize.ports import Catalog
from digitize.record import Event, Query, Record, Subject
from digitize.record_json import record_to_json
from storage import open_catalog
from storage.catalogs.faces import CatalogRecords
from storage.catalogs.postgresql_words import PostgresqlDialect
from storage.catalogs.sqlite import SqliteCatalog
from storage.keys import Keys, make_keys, open_keys
from tests.services.postgresql import PASSWORD, PostgresqlServer

_STEP = 20_000
_PEOPLE = 500
_TIMED = ("database", "lookup", "with_event")
# As an operator of a large catalog sets them; and what only makes filling quick.
_SETTINGS = ("shared_buffers=2GB", "effective_cache_size=8GB", "max_wal_size=16GB", "checkpoint_timeout=1h")
_HASTY = "SET session_replication_role = replica; SET synchronous_commit = off"
_TABLES = (
    ("documents (number, document, version, revision, state, kind, filed_at)", "int8 text int8 int8 text text text"),
    ("records (number, record)", "int8 bytea"),
    ("identities (identity, number)", "text int8"),
    ("subjects (citizen, number, role)", "bytea int8 text"),
)


@dataclass(frozen=True)
class Paper:
    """An invented paper of one person, as it lies in the tables."""

    number: int
    stored: str | bytes
    citizen: bytes

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """Its row in each of `_TABLES`."""
        document = (self.number, _name(self.number), 1, 1, "filed", "khac", "2026-11-21T05:00:00Z")
        identity = (f"i{self.number}", self.number)
        return document, (self.number, self.stored), identity, (self.citizen, self.number, "holder")


def citizen(number: int) -> str:
    """An invented citizen ID: structure right, person none."""
    return f"001{number % 2}{number // 2 % 100:02}{number // 200:06}"[:12]


def papers(start: int, end: int, keys: Keys, dialect: PostgresqlDialect | None) -> Iterator[Paper]:
    """Papers by number, one subject each."""
    model = Record("@ID@", "filed", "@KEY@", "ab" * 32, "bench", "2026-11-21T05:00:00Z")
    text = record_to_json(replace(model, subjects=(Subject("holder", "@CITIZEN@"),)))
    for number in range(start + 1, end + 1):
        name, who = _name(number), citizen(number)
        whole = text.replace("@ID@", name).replace("@KEY@", f"i{number}").replace("@CITIZEN@", who)
        yield Paper(number, dialect.cover(whole, f"{name} 1 1") if dialect else whole, keys.blind(who))


def fill_server(address: str, keys: Keys, start: int, end: int) -> None:
    """Copies rows into the tables on the server, their references unchecked, and lets it tidy up."""
    dialect = PostgresqlDialect(keys.catalog_key)
    with psycopg.connect(address, password=PASSWORD, options="-c search_path=sohoa", autocommit=True) as connection:
        connection.execute(_HASTY)
        for low in range(start, end, _STEP):
            batch = [paper.rows for paper in papers(low, min(low + _STEP, end), keys, dialect)]
            for place, (table, types) in enumerate(_TABLES):
                with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(types.split())
                    for rows in batch:
                        copy.write_row(rows[place])
        connection.execute("VACUUM (ANALYZE) documents, records, identities, subjects")
        connection.execute("CHECKPOINT")


def fill_file(catalog: SqliteCatalog, start: int, end: int) -> None:
    """Inserts rows into the tables of the file."""
    with catalog.transaction() as transaction:
        run: Any = transaction.records.connection.executemany  # type: ignore[attr-defined]
        for low in range(start, end, _STEP):
            batch = [paper.rows for paper in papers(low, min(low + _STEP, end), catalog.keys, None)]
            for place, (table, types) in enumerate(_TABLES):
                marks = ", ".join("?" * len(types.split()))
                run(f"INSERT INTO {table} VALUES ({marks})", [rows[place] for rows in batch])


@dataclass
class Timed:
    """A connection that notes how long its last statement took, its rows fetched."""

    connection: Any
    milliseconds: list[float] = field(default_factory=list)

    def execute(self, sql: str, values: Sequence[object] = ()) -> "Timed":
        start = time.perf_counter()
        self.rows = self.connection.execute(sql, values).fetchall()
        self.milliseconds.append((time.perf_counter() - start) * 1000)
        return self

    def fetchall(self) -> list[Any]:
        return list(self.rows)


def ask(catalog: Catalog, count: int, turns: int) -> dict[str, float]:
    """Milliseconds of looking up people drawn at random, `turns` times each; the first two turns are not counted."""
    people = random.sample(range(1, count + 1), _PEOPLE)
    times: dict[str, list[float]] = {name: [] for name in _TIMED}
    for turn in range(turns + 2):
        taken = {"database": _alone(catalog, people), "lookup": [], "with_event": []}
        for number, audited in itertools.product(people, (False, True)):
            taken["with_event" if audited else "lookup"].append(_whole(catalog, number, audited=audited))
        for name in _TIMED if turn > 1 else ():
            times[name] += taken[name]
    told: dict[str, float] = {"lookups": len(times["lookup"])}
    for name, every in times.items():
        told[f"{name}_p50_ms"] = round(statistics.median(every), 3)
        told[f"{name}_p99_ms"] = round(statistics.quantiles(every, n=100)[98], 3)
    return told


def _whole(catalog: Catalog, number: int, *, audited: bool) -> float:
    start = time.perf_counter()
    with catalog.transaction() as transaction:
        found = transaction.records.find(Query(citizen_id=citizen(number)))
        if audited:
            transaction.trail.add(Event("2026-11-21T05:00:00Z", "searched", "bench", "", (("by", "citizen_id"),)))
    taken = (time.perf_counter() - start) * 1000
    assert any(record.document == _name(number) for record in found)
    return taken


def _alone(catalog: Catalog, people: list[int]) -> list[float]:
    with catalog.transaction() as transaction:
        faces: Any = transaction.records
        timed = Timed(faces.connection)
        records = CatalogRecords(timed, faces.keys, faces.dialect)
        for number in people:
            records.find(Query(citizen_id=citizen(number)))
    return timed.milliseconds


def plot(results: list[dict[str, Any]], title: str) -> str:
    """The growth as an SVG: rows against milliseconds, both logarithmic."""
    lines = [
        Line(f"{name} {part}", [(one["rows"], one[f"{name}_{part}_ms"]) for one in results], dashed=part == "p99")
        for name in _TIMED
        for part in ("p50", "p99")
    ]
    return chart(lines, title, ("documents", "milliseconds"))


def _name(number: int) -> str:
    return f"d{number:010}"


def measure(folder: Path, rows: list[int], turns: int, *, on_server: bool) -> list[dict[str, Any]]:
    """What was measured at each of the numbers of rows."""
    make_keys(folder / "keys")
    keys = open_keys(folder / "keys")
    server = PostgresqlServer(folder / "postgresql", settings=_SETTINGS)
    catalog: Catalog = SqliteCatalog(str(folder / "catalog.db"), keys)
    if on_server:
        os.environ["PG_SECRET"] = PASSWORD
        server.start()
        server.psql("CREATE DATABASE archive")
        catalog = open_catalog(server.address("archive"), keys, "env:PG_SECRET")
    results: list[dict[str, Any]] = []
    try:
        with catalog.transaction():
            pass
        for start, end in itertools.pairwise((0, *rows)):
            began = time.perf_counter()
            if isinstance(catalog, SqliteCatalog):
                fill_file(catalog, start, end)
            else:
                fill_server(server.address("archive"), keys, start, end)
            filled = round(time.perf_counter() - began)
            results.append({"rows": end, "filled_s": filled, "load": os.getloadavg()[0]} | ask(catalog, end, turns))
            sys.stdout.write(f"{results[-1]}\n")
            sys.stdout.flush()
    finally:
        server.kill()
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--turns", type=int, default=10, help=f"look-ups of each of {_PEOPLE} people")
    parser.add_argument("--server", action="store_true", help="PostgreSQL")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        results = measure(Path(folder), told.rows, told.turns, on_server=told.server)
    kind = "postgresql" if told.server else "sqlite"
    growth = {
        f"{name}_{part}": round(results[-1][f"{name}_{part}_ms"] / results[0][f"{name}_{part}_ms"], 2)
        for name in _TIMED
        for part in ("p50", "p99")
    }
    sys.stdout.write(f"growth from {told.rows[0]} to {told.rows[-1]} rows: {growth}\n")
    written = write_result(f"lookup-{kind}", {"catalog": kind, "results": results, "growth": growth})
    written.with_suffix(".svg").write_text(plot(results, f"Look-up by citizen ID, {kind}, warm"), encoding="utf-8")


if __name__ == "__main__":
    main()
