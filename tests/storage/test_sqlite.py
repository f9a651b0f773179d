"""What the embedded catalog promises beyond the contract: sealed pages, an unchangeable trail, many processes."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from digitize.errors import ConfigError, ServiceError
from digitize.record import Event, Query, Record, Subject
from storage import open_catalog
from storage.catalogs.schema import FORMAT
from storage.keys import make_keys, open_keys
from tests.contracts.catalog_contract import HOLDER, file, found, paper, said
from tests.storage.conftest import Place

ROOT = Path(__file__).parents[2]


def raw(place: Place) -> Any:
    """A connection past the adapter, as an administrator with the key has it."""
    connection = dbapi2.connect(str(place.archive / "catalog.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{place.keys.catalog_key}'\"")
    return connection


def test_no_file_of_the_catalog_shows_what_stands_in_it(place: Place) -> None:
    catalog = place.catalog
    named = paper(
        "a", subjects=(Subject("holder", HOLDER),), fields=(said("full_name", "Lò Văn Páo"),), text="xã Mường"
    )
    file(catalog, named)
    with catalog.transaction() as transaction:
        transaction.records.replace(replace(named, revision=2))
        transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "Lò Văn Páo", "a", (("id", HOLDER),)))
    files = list(place.archive.iterdir())
    assert {path.name for path in files} == {"catalog.db", "catalog.db-wal", "catalog.db-shm"}
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format")
        for plain in (HOLDER, "Văn Páo", "van pao", "Mường", "muong", "documents", "holder"):
            assert plain.encode() not in content, (path.name, plain)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_blind_index_holds_no_citizen_id(place: Place) -> None:
    file(place.catalog, paper("a", subjects=(Subject("holder", HOLDER),)))
    (row,) = raw(place).execute("SELECT citizen, role FROM subjects").fetchall()
    assert row == (place.keys.blind(HOLDER), "holder")
    assert len(row[0]) == 32


def test_another_key_opens_nothing_and_changes_nothing(place: Place, tmp_path: Path, capfd: Any) -> None:
    file(place.catalog, paper("a"))
    before = (place.archive / "catalog.db").read_bytes()
    make_keys(tmp_path / "other")
    stranger = open_catalog(f"sqlite:{place.archive / 'catalog.db'}", open_keys(tmp_path / "other"))
    with pytest.raises(ConfigError, match="does not open with these keys"), stranger.transaction():
        pass
    assert (place.archive / "catalog.db").read_bytes() == before
    assert found(place.catalog) == ["a"]
    assert capfd.readouterr() == ("", ""), "the library keeps its own words to itself"


@pytest.mark.parametrize("content", [b"hello" * 1000, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_catalog_is_refused(place: Place, content: bytes) -> None:
    (place.archive / "catalog.db").write_bytes(content)
    with pytest.raises(ConfigError, match="does not open"), place.catalog.transaction():
        pass
    assert (place.archive / "catalog.db").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"x"])
def test_an_empty_file_is_no_catalog(place: Place, content: bytes) -> None:
    (place.archive / "catalog.db").write_bytes(content)
    with pytest.raises(ConfigError, match="empty"), place.catalog.transaction():
        pass


def test_a_damaged_page_is_noticed(place: Place) -> None:
    file(place.catalog, *(paper(f"d{number}", text="giấy " * 200) for number in range(50)))
    path = place.archive / "catalog.db"
    raw(place).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    data = bytearray(path.read_bytes())
    for start in range(4096 + 100, len(data), 4096):
        data[start] ^= 1
    path.write_bytes(data)
    with pytest.raises((ServiceError, ConfigError)), place.catalog.transaction() as transaction:
        transaction.records.find(Query(limit=1000))


def test_a_newer_catalog_is_left_alone(place: Place) -> None:
    file(place.catalog, paper("a"))
    raw(place).execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(ConfigError, match="update this one"), place.catalog.transaction():
        pass


def test_an_older_catalog_is_brought_up_with_all_that_it_holds(place: Place) -> None:
    file(place.catalog, paper("a"))
    old = raw(place)
    old.executescript(
        "DROP TABLE links; DROP TABLE anchors; ALTER TABLE events DROP COLUMN mark; DROP TABLE piles;"
        "DROP TABLE aliases; PRAGMA user_version = 1;"
        "INSERT INTO events (at, act, by, document, details) VALUES ('2026-11-21', 'filed', 'system', 'a', '[]')"
    )
    old.close()
    with place.catalog.transaction() as transaction:
        assert [event.act for event in transaction.trail.of("a")] == ["filed"]
        transaction.trail.add(Event("2026-11-21", "viewed", "system", "a"))
        assert transaction.chain.seal() == 2
        assert transaction.records.find_one("a") == paper("a")
        assert transaction.piles.find_one("none") is None
    assert raw(place).execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_catalog_whose_file_was_lost_is_not_begun_anew(place: Place) -> None:
    holder = place.catalog
    file(holder, paper("a"))
    (place.archive / "catalog.db").unlink()
    with pytest.raises(ServiceError, match="restore both"), place.catalog.transaction():
        pass


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET by = 'nobody'", "DELETE FROM events", "REPLACE INTO events SELECT * FROM events"]
)
def test_the_trail_refuses_all_but_adding(place: Place, statement: str) -> None:
    with place.catalog.transaction() as transaction:
        transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "system", "a"))
    with pytest.raises(dbapi2.IntegrityError, match="never"):
        raw(place).execute(statement)
    with place.catalog.transaction() as transaction:
        assert [event.by for event in transaction.trail.of("a")] == ["system"]


def test_the_history_holds_every_earlier_record(place: Place) -> None:
    file(place.catalog, paper("a"))
    for version, revision in ((1, 2), (1, 3), (2, 3)):
        with place.catalog.transaction() as transaction:
            transaction.records.replace(paper("a", version=version, revision=revision))
    rows = raw(place).execute("SELECT version, revision FROM history ORDER BY 1, 2").fetchall()
    assert rows == [(1, 1), (1, 2), (1, 3)]


def test_a_writer_that_never_ends_is_said_and_may_be_tried_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    file(place.catalog, paper("a"))
    monkeypatch.setattr("storage.catalogs.sqlite._PATIENCE", 0.1)
    waiting = place.catalog
    with place.catalog.transaction():
        with pytest.raises(ServiceError, match="try again") as caught, waiting.transaction():
            pass
        assert caught.value.retry
    assert found(waiting) == ["a"]


def start(place: Place, prefix: str, count: int) -> subprocess.Popen[str]:
    script = str(Path(__file__).with_name("filer.py"))
    return subprocess.Popen(
        [sys.executable, script, str(place.archive), str(place.folder), prefix, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def check(place: Place, record: Record, acts: list[str]) -> None:
    """A record, what it is found by and its events must tell the same story."""
    corrected = record.revision == 2
    assert acts == (["filed", "corrected"] if corrected else ["filed"])
    assert record.text == ("bản sửa" if corrected else "giấy khai sinh")


def story(place: Place) -> set[str]:
    with place.catalog.transaction() as transaction:
        records = transaction.records.find(Query(limit=10_000))
        for record in records:
            check(place, record, [event.act for event in transaction.trail.of(record.document)])
        by_text = {each.document for each in transaction.records.find(Query(text="ban sua", limit=10_000))}
        by_citizen = {each.document for each in transaction.records.find(Query(citizen_id=HOLDER, limit=10_000))}
    assert by_text == {record.document for record in records if record.revision == 2}
    assert by_citizen == {record.document for record in records}
    return by_citizen


def test_processes_that_begin_a_catalog_and_write_at_once_all_succeed(place: Place) -> None:
    hands = [start(place, prefix, 30) for prefix in ("a", "b", "c", "a")]
    problems = [hand.communicate(timeout=120)[1] for hand in hands]
    # The two that file the same documents meet on the correction: one of them is told.
    assert [hand.returncode for hand in hands[1:3]] == [0, 0], problems
    assert {f"{prefix}-{number}" for prefix in "bc" for number in range(30)} <= story(place)
    assert not list(place.archive.glob("*.new-*"))


def test_a_process_killed_while_filing_leaves_whole_transactions(place: Place) -> None:
    told: set[str] = set()
    for turn, lines in enumerate((1, 4, 9, 25)):
        hand = start(place, f"turn{turn}", 10_000)
        assert hand.stdout is not None
        told |= {hand.stdout.readline().strip() for _ in range(lines)}
        hand.kill()
        hand.communicate()
        assert told <= story(place), "what was said to be filed is filed"
    assert raw(place).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
