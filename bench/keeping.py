"""The store's promises, measured: `python -m bench.keeping seal|filing|damage|crash [--count N] [--s3 [--postgresql]]`.

seal: MB/s of sealing alone and of `keep`, one core. filing: the CPU of sealing as a share of that of a whole `sohoa
run` of the samples, all its processes. damage: N objects flipped, cut, swapped, deleted, replaced by older
ones: how many fixity names, how many are served. crash: N times a process that files invented papers, or the server,
is killed at a random moment.
"""

import argparse
import io
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.meter import ROOT, measure
from bench.report import write_result
from digitize.errors import InputError, SohoaError
from digitize.filing import all_objects, write_manifest
from digitize.ports import Catalog, Store, Vault
from digitize.record import Event, Kept, Record
from storage import open_catalog, open_store, open_vault, prepare_store
from storage.keys import make_keys, open_keys
from storage.stores.directory import Directory
from storage.vault import seal
from tests.services.postgresql import PASSWORD, PostgresqlServer
from tests.services.s3 import SECRET, S3Server

_MB = 1_000_000
Harm = Callable[[Path, Path, Path], None]


@dataclass(frozen=True)
class House:
    """An archive in a folder, its objects and its catalog there or on servers, and where the objects lie as files."""

    folder: Path
    server: S3Server | None = None
    database: PostgresqlServer | None = None

    @property
    def store(self) -> Store:
        if self.server:
            os.environ["S3_SECRET"] = SECRET
            return open_store(self.server.address("archive"), "env:S3_SECRET")
        return open_store(f"directory:{self.folder / 'objects'}")

    @property
    def vault(self) -> Vault:
        return open_vault(self.store, Directory(str(self.folder / "keys" / "data")), open_keys(self.folder / "keys"))

    @property
    def catalog(self) -> Catalog:
        keys = open_keys(self.folder / "keys")
        if self.database:
            os.environ["PG_SECRET"] = PASSWORD
            return open_catalog(self.database.address("archive"), keys, "env:PG_SECRET")
        return open_catalog(f"sqlite:{self.folder / 'catalog.db'}", keys)

    @property
    def servers(self) -> list[S3Server | PostgresqlServer]:
        return [server for server in (self.server, self.database) if server]

    @property
    def objects(self) -> Path:
        return self.server.data / "archive" if self.server else self.folder / "objects"


def make_house(folder: Path, *, s3: bool, postgresql: bool = False) -> House:
    """An empty archive; its servers, if any, are started."""
    make_keys(folder / "keys")
    if not s3:
        return House(folder)
    server = S3Server(folder / "s3")
    server.start()
    os.environ["S3_SECRET"] = SECRET
    prepare_store(server.address("archive"), "env:S3_SECRET")
    database = PostgresqlServer(folder / "postgresql") if postgresql else None
    if database:
        database.start()
        database.psql("CREATE DATABASE archive")
    return House(folder, server, database)


def file_paper(house: House, vault: Vault, catalog: Catalog, number: int, revision: int = 1) -> Record:
    """Files an invented paper as `sohoa run` does: object, manifest, row with its event; again is harmless."""
    plain = house.folder / f"plain-{os.getpid()}"
    plain.write_bytes(f"%PDF paper {number} revision {revision} ".encode() * 2000)
    name = f"paper-{number:06}"
    record = Record(name, "filed", f"identity {name}", "ab" * 32, "bench", "2026-11-21T05:00:00Z", revision=revision)
    record = write_manifest(replace(record, pdf=vault.keep(plain)), house.folder, vault)
    with catalog.transaction() as transaction:
        if revision > 1:
            transaction.records.replace(record)
        elif transaction.records.add(record):
            transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "bench", name))
    return record


# ---- damage


def _flip(target: Path, other: Path, older: Path) -> None:
    data = bytearray(target.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    target.write_bytes(data)


def _cut(target: Path, other: Path, older: Path) -> None:
    os.truncate(target, random.randrange(target.stat().st_size))


def _swap(target: Path, other: Path, older: Path) -> None:
    target.write_bytes(other.read_bytes())


def _delete(target: Path, other: Path, older: Path) -> None:
    target.unlink()


def _replay(target: Path, other: Path, older: Path) -> None:
    target.write_bytes(older.read_bytes())


HARMS: tuple[Harm, ...] = (_flip, _cut, _swap, _delete, _replay)


def damage(house: House, count: int) -> dict[str, Any]:
    """Damages so many objects, one by one, each put right again; counts those that were found, and wrongly served."""
    vault, catalog = house.vault, house.catalog
    papers = []
    for number in range(12):
        papers.append([file_paper(house, vault, catalog, number, revision) for revision in (1, 2)])
    places = {path.name: path for path in house.objects.rglob("*") if path.is_file()}
    made, found, served = Counter[str](), 0, 0
    for turn in range(count):
        (older, newer), (other, _) = random.sample(papers, 2)[0], random.sample(papers, 2)[1]
        part = random.choice(("pdf", "manifest"))
        if other.document == older.document:
            other = next(paper[0] for paper in papers if paper[0].document != older.document)
        kepts: list[Kept] = [getattr(one, part) for one in (newer, other, older)]
        target = places[kepts[0].name]
        before = target.read_bytes()
        attributes = {name: os.getxattr(target, name) for name in os.listxattr(target)}
        harm = HARMS[turn % len(HARMS)]
        harm(target, places[kepts[1].name], places[kepts[2].name])
        made[harm.__name__.strip("_")] += 1
        found += not vault.fixity(kepts[0])
        served += _opens(vault, kepts[0].name)
        target.write_bytes(before)
        for name, value in attributes.items():
            os.setxattr(target, name, value)
        assert vault.fixity(kepts[0]), "put right again"
    return {"damaged": count, "kinds": dict(made), "found": found, "served": served}


def _opens(vault: Vault, name: str) -> bool:
    try:
        vault.open(name).close()
    except SohoaError:
        return False
    return True


# ---- crash


def crash(house: House, count: int) -> dict[str, Any]:
    """Kills the filing process, or its server, at random moments; then counts what is lost or doubled."""
    told, killed = 0, Counter[str]()
    for turn in range(count):
        whoms: list[S3Server | PostgresqlServer | None] = [None, *house.servers]
        whom = whoms[turn % len(whoms)]
        told += _one_life(house, told, whom)
        killed[type(whom).__name__ if whom else "process"] += 1
    vault, catalog = house.vault, house.catalog
    records = list(_records(catalog))
    numbers = Counter(record.document for record in records)
    referred = {kept for record in records for kept in all_objects(record)}
    names = Counter(house.store.names())
    return {
        "killed": dict(killed),
        "told_as_filed": told,
        "records": len(records),
        "lost": sum(f"paper-{number:06}" not in numbers for number in range(told)),
        "doubled": sum(many - 1 for many in (numbers + names).values()),
        "records_without_objects": sum(not vault.fixity(kept) or not _opens(vault, kept.name) for kept in referred),
        "litter": len(names) - len(referred),
    }


def _one_life(house: House, start: int, whom: S3Server | PostgresqlServer | None) -> int:
    """How many papers a process filed, from a number on, before it or one of its servers was killed."""
    near, far = os.pipe()
    child = os.fork()
    if not child:
        os.close(near)
        # Also when a server that went away ends it: the folders are the parent's to clear.
        try:
            _file_on(house, start, far)
        finally:
            os._exit(1)
    os.close(far)
    with os.fdopen(near, "rb") as pipe:
        # The first paper pays for opening; the moment is drawn over the next few.
        select.select([pipe], [], [], random.uniform(0.02, 1.5))
        time.sleep(random.uniform(0.0, 0.08))
        if whom:
            whom.kill()
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = len(pipe.read())
    if whom:
        whom.start()
    return told


def _file_on(house: House, number: int, pipe: int) -> None:
    vault, catalog = house.vault, house.catalog
    while True:
        file_paper(house, vault, catalog, number)
        os.write(pipe, b".")
        number += 1


def _records(catalog: Catalog) -> Iterator[Record]:
    with catalog.transaction() as transaction:
        for records in transaction.ledger.page("", 1_000_000):
            yield records[0]


# ---- speed


def speed(house: House, megabytes: int = 64) -> dict[str, Any]:
    """MB/s on one core: sealing alone, and `keep` with its name, its check and the disk; milliseconds for a page."""
    data, keys = os.urandom(megabytes * _MB), open_keys(house.folder / "keys")
    key = keys.data_key("bench", keys.new_data_key("bench").read())
    tries = []
    for _ in range(5):
        start = time.process_time()
        seal(key, "bench", io.BytesIO(data), io.BytesIO())
        tries.append(time.process_time() - start)
    alone = min(tries)
    (house.folder / "large").write_bytes(data)
    start = time.process_time()
    house.vault.keep(house.folder / "large")
    whole = time.process_time() - start
    vault, pages = house.vault, 50
    start = time.perf_counter()
    for _ in range(pages):
        (house.folder / "page").write_bytes(os.urandom(150_000))
        vault.keep(house.folder / "page")
    page = (time.perf_counter() - start) / pages
    return {
        "seal_mb_per_s": round(megabytes / alone),
        "keep_mb_per_s_cpu": round(megabytes / whole),
        "keep_page_150_kb_ms": round(page * 1000, 2),
    }


def filing(house: House, files: tuple[str, ...] = ("samples/dossiers",)) -> dict[str, Any]:
    """The CPU seconds of sealing beside those of the whole `sohoa run` that did it, and what sealing is of them."""
    office, report = house.folder / "office", house.folder / "kept.json"
    settings = ["--config", str(office / "sohoa.toml")]
    sohoa = [sys.executable, "-m", "bench.kept", str(report)]
    made = measure([*sohoa, "init", str(office), "--keys", str(house.folder / "own")], house.folder)
    assert made.cost.exit == 0, made.complaint
    run = measure([*sohoa, *settings, "run", *(str(ROOT / file) for file in files)], house.folder)
    assert run.cost.exit in (0, InputError.exit_code), run.complaint
    told = json.loads(report.read_text(encoding="ascii"))
    return told | {
        "run_cpu_s": round(run.cost.cpu, 2),
        "share_percent": round(100 * told["sealing_cpu_s"] / run.cost.cpu, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("seal", "filing", "damage", "crash"))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--s3", action="store_true", help="objects on a real S3 server")
    parser.add_argument("--postgresql", action="store_true", help="with --s3: the catalog on a real PostgreSQL server")
    told = parser.parse_args()
    acts: dict[str, Callable[[House], dict[str, Any]]] = {
        "seal": speed,
        "filing": filing,
        "damage": lambda house: damage(house, told.count),
        "crash": lambda house: crash(house, told.count),
    }
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        house = make_house(Path(folder), s3=told.s3, postgresql=told.postgresql)
        try:
            start = time.perf_counter()
            result = acts[told.what](house) | {"seconds": round(time.perf_counter() - start, 1)}
        finally:
            for server in house.servers:
                server.kill()
    where = {"s3": told.s3, "postgresql": told.postgresql}
    sys.stdout.write(json.dumps({"what": told.what} | where | result) + "\n")
    write_result(f"keeping-{told.what}", where | result)


if __name__ == "__main__":
    main()
