"""What the catalog on a server promises beyond the contract: its disk shows nothing, a death loses nothing."""

import pickle
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Catalog
from digitize.record import Event, Pile, Query, Subject
from storage import open_catalog
from storage.keys import make_keys, open_keys
from tests.contracts.catalog_contract import HOLDER, file, found, paper, said
from tests.services.postgresql import PASSWORD, USER, PostgresqlServer
from tests.storage.conftest import Place

EVENT = Event("2026-11-21T05:00:00Z", "filed", "system", "a")
NAMED = paper(
    "a",
    subjects=(Subject("holder", HOLDER),),
    fields=(said("full_name", "Lò Văn Páo"), said("insurance_number", "7912345678")),
    text=f"xã Mường Chà, số {HOLDER}",
)


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_SECRET", PASSWORD)


@pytest.fixture
def database(postgresql: PostgresqlServer) -> str:
    name = f"db_{uuid4().hex[:12]}"
    postgresql.psql(f"CREATE DATABASE {name}")
    return name


@pytest.fixture
def catalog(postgresql: PostgresqlServer, database: str, place: Place) -> Catalog:
    return open_catalog(postgresql.address(database), place.keys, "env:PG_SECRET")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[PostgresqlServer]:
    """A server that a test may kill."""
    server = PostgresqlServer(tmp_path / "postgresql")
    server.start()
    yield server
    server.kill()


def test_the_server_sees_no_name_no_number_and_no_word(
    postgresql: PostgresqlServer, database: str, catalog: Catalog
) -> None:
    file(catalog, NAMED)
    with catalog.transaction() as transaction:
        transaction.records.replace(replace(NAMED, revision=2))
        transaction.piles.add(Pile("pile", "batch", "2026-11-21T05:00:00Z", ()))
    assert found(catalog, citizen_id=HOLDER) == found(catalog, name="van pao") == found(catalog, text="muong") == ["a"]
    tables = postgresql.psql("SELECT tablename FROM pg_tables WHERE schemaname = 'sohoa'", database).split()
    assert len(tables) > 25
    seen = "\n".join(postgresql.psql(f"SELECT * FROM sohoa.{table}", database) for table in tables)
    seen += "\n".join(
        bytes.fromhex(line).decode("latin-1")
        for table in ("records", "history")
        for line in postgresql.psql(f"SELECT encode(record, 'hex') FROM sohoa.{table}", database).split()
    )
    assert "filed" in seen
    for plain in (HOLDER, "Páo", "pao", "Mường", "muong", "7912345678", "full_name"):
        # As a word of its own: three letters may well stand inside a token of sixteen.
        assert not re.search(rf"\b{plain}\b", seen), plain


def test_subjects_are_spread_by_the_blind_index(postgresql: PostgresqlServer, database: str, catalog: Catalog) -> None:
    people = [Subject("holder", f"0010990{number:05}") for number in range(200)]
    file(catalog, *(paper(f"d{number}", subjects=(one,)) for number, one in enumerate(people)))
    used = postgresql.psql("SELECT count(DISTINCT tableoid) FROM sohoa.subjects", database)
    assert int(used) == 16


@pytest.mark.parametrize(
    "act", ["UPDATE sohoa.events SET act = 'x'", "DELETE FROM sohoa.events", "TRUNCATE sohoa.events CASCADE"]
)
def test_events_stay_even_for_the_owner(
    postgresql: PostgresqlServer, database: str, catalog: Catalog, act: str
) -> None:
    with catalog.transaction() as transaction:
        transaction.trail.add(EVENT)
    with pytest.raises(RuntimeError, match="never changed or removed"):
        postgresql.psql(act, database)


def test_another_user_works_but_may_change_neither_events_nor_tables(
    postgresql: PostgresqlServer, database: str, catalog: Catalog, place: Place
) -> None:
    file(catalog, NAMED)
    clerk = f"clerk_{uuid4().hex[:8]}"
    postgresql.psql(f"CREATE ROLE {clerk} LOGIN PASSWORD '{PASSWORD}'")
    theirs = open_catalog(postgresql.address(database, clerk), place.keys, "env:PG_SECRET")
    file(theirs, paper("b"))
    with theirs.transaction() as transaction:
        transaction.trail.add(EVENT)
        transaction.records.replace(replace(NAMED, revision=2))
    for act in (
        "UPDATE sohoa.events SET act = 'x'",
        "DELETE FROM sohoa.events",
        "DROP TABLE sohoa.events",
        "ALTER TABLE sohoa.events DISABLE TRIGGER ALL",
        "UPDATE sohoa.form SET form = 0",
    ):
        with pytest.raises(RuntimeError, match=r"permission denied|must be owner"):
            postgresql.psql(act, database, clerk)


def test_a_user_who_may_not_make_tables_is_told_who_must(
    postgresql: PostgresqlServer, database: str, place: Place
) -> None:
    clerk = f"clerk_{uuid4().hex[:8]}"
    postgresql.psql(f"CREATE ROLE {clerk} LOGIN PASSWORD '{PASSWORD}'")
    theirs = open_catalog(postgresql.address(database, clerk), place.keys, "env:PG_SECRET")
    with pytest.raises(ConfigError, match="as the owner"), theirs.transaction():
        pass


def test_records_in_each_others_place_and_changed_ones_are_noticed(
    postgresql: PostgresqlServer, database: str, catalog: Catalog
) -> None:
    file(catalog, NAMED, paper("b"))
    with catalog.transaction() as transaction:
        transaction.records.replace(replace(NAMED, revision=2))
    replay = "UPDATE sohoa.records SET record = h.record FROM sohoa.history h WHERE h.number = records.number"
    swap = "UPDATE sohoa.records SET record = (SELECT record FROM sohoa.records ORDER BY number DESC LIMIT 1)"
    flip = "UPDATE sohoa.records SET record = set_byte(record, 20, get_byte(record, 20) # 1)"
    for harm in (replay, swap, flip):
        postgresql.psql(harm, database)
        with pytest.raises(ServiceError, match="was changed"), catalog.transaction() as transaction:
            transaction.records.find_one("a")


def test_other_keys_open_nothing(postgresql: PostgresqlServer, database: str, catalog: Catalog, tmp_path: Path) -> None:
    file(catalog, NAMED)
    make_keys(tmp_path / "other")
    stranger = open_catalog(postgresql.address(database), open_keys(tmp_path / "other"), "env:PG_SECRET")
    with pytest.raises(ConfigError, match="another archive"), stranger.transaction():
        pass


def test_a_wrong_password_and_a_missing_database_are_for_a_person(
    postgresql: PostgresqlServer, database: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = open_catalog(postgresql.address("nowhere"), place.keys, "env:PG_SECRET")
    with pytest.raises(ConfigError, match="no such database"), missing.transaction():
        pass
    monkeypatch.setenv("PG_SECRET", "wrong-secret")
    wrong = open_catalog(postgresql.address(database), place.keys, "env:PG_SECRET")
    with pytest.raises(ConfigError, match="password") as caught, wrong.transaction():
        pass
    assert "wrong-secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["postgresql:", "postgresql://", "postgresql://u@h", "postgresql://u:p@h/db"])
def test_an_address_that_lacks_something_or_holds_a_password_is_refused(place: Place, address: str) -> None:
    with pytest.raises(ConfigError, match="postgresql:"):
        open_catalog(address, place.keys)


def test_another_machines_server_is_spoken_to_by_tls_only(place: Place) -> None:
    catalog = open_catalog("postgresql://u@db.example.invalid/x?sslmode=prefer", place.keys)
    with pytest.raises(ConfigError, match="verify-full"), catalog.transaction():
        pass


def test_a_killed_server_loses_only_what_was_not_committed_and_is_found_again(
    own: PostgresqlServer, place: Place
) -> None:
    own.psql("CREATE DATABASE archive")
    catalog = open_catalog(own.address("archive"), place.keys, "env:PG_SECRET")
    file(catalog, NAMED)
    with pytest.raises(ServiceError, match="did not answer") as caught, catalog.transaction() as transaction:
        assert transaction.records.add(paper("lost"))
        own.kill()
        transaction.trail.add(EVENT)
    assert caught.value.retry
    with pytest.raises(ServiceError, match="did not answer"), catalog.transaction():
        pass
    own.start()
    assert found(catalog, text="muong") == ["a"]
    assert found(catalog) == ["a"]


def test_two_who_look_and_then_write_do_not_both_write(catalog: Catalog, place: Place) -> None:
    file(catalog, paper("a"))
    seen: list[int] = []

    def revise() -> None:
        with catalog.transaction() as transaction:
            record = transaction.records.find_one("a")
            assert record
            seen.append(record.revision)
            transaction.records.replace(replace(record, revision=record.revision + 1))

    hands = [threading.Thread(target=revise) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(seen) == list(range(1, 9))


def test_an_older_form_is_brought_up(postgresql: PostgresqlServer, database: str, place: Place) -> None:
    def opened() -> Catalog:
        return open_catalog(postgresql.address(database), place.keys, "env:PG_SECRET")

    file(opened(), NAMED)
    postgresql.psql(
        "DROP TABLE sohoa.piles, sohoa.aliases, sohoa.links, sohoa.anchors; UPDATE sohoa.form SET form = 1;"
        "ALTER TABLE sohoa.events DROP COLUMN mark, ALTER number ADD GENERATED ALWAYS AS IDENTITY",
        database,
    )
    with opened().transaction() as transaction:
        assert transaction.piles.add(Pile("x", "batch", "2026-11-21T05:00:00Z", ()))
        assert transaction.records.find(Query()) == (NAMED,)
    postgresql.psql("UPDATE sohoa.form SET form = 99", database)
    with pytest.raises(ConfigError, match="newer sohoa"), opened().transaction():
        pass


def test_very_long_papers_are_kept_and_found(catalog: Catalog) -> None:
    words = " ".join(f"tu{number}" for number in range(60_000))
    file(catalog, paper("a", text=f"Đầu trang {words}"))
    assert found(catalog, text="dau trang") == found(catalog, text="Đầu trang") == ["a"]


def test_nothing_of_the_password_is_pickled_or_shown(catalog: Catalog) -> None:
    assert PASSWORD.encode() not in pickle.dumps(catalog)
    assert PASSWORD not in repr(catalog)
    assert USER in repr(catalog)
