"""The audit trail: whatever is done to it past the house is found and its first line named."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from digitize.errors import ServiceError
from digitize.ports import Catalog
from digitize.record import Event
from storage import open_catalog
from storage.anchors import Trailing, anchor, anchored, audit, seal, segment
from storage.chain import link, mark
from tests.services.postgresql import PASSWORD, PostgresqlServer
from tests.storage.conftest import Place
from tests.storage.test_sqlite import raw

LINES = 9
Sql = Callable[[str], None]
_FREE = ("events_unchanged", "events_unremoved", "events_unreplaced", "links_update", "links_delete", "anchors_delete")


@pytest.fixture(params=["sqlite", "postgresql"])
def attacked(
    request: pytest.FixtureRequest, place: Place, postgresql: PostgresqlServer, monkeypatch: pytest.MonkeyPatch
) -> tuple[Catalog, Sql]:
    """A catalog, and the hand of an administrator in it who has put all its guards aside."""
    if request.param == "sqlite":
        catalog = place.catalog
        seal(catalog)

        def script(sql: str) -> None:
            connection = raw(place)
            connection.executescript("".join(f"DROP TRIGGER IF EXISTS {name};" for name in _FREE) + sql)
            connection.close()

        return catalog, script
    monkeypatch.setenv("PG_SECRET", PASSWORD)
    database = f"db_{uuid4().hex[:12]}"
    postgresql.psql(f"CREATE DATABASE {database}")

    def statements(sql: str) -> None:
        postgresql.psql(f"SET session_replication_role = replica; SET search_path = sohoa; {sql}", database)

    return open_catalog(postgresql.address(database), place.keys, "env:PG_SECRET"), statements


def house(place: Place, catalog: Catalog) -> Trailing:
    return Trailing(catalog, place.vault, place.store, place.keys)


def write(catalog: Catalog, count: int, act: str = "viewed") -> None:
    for number in range(count):
        with catalog.transaction() as transaction:
            transaction.trail.add(Event("2026-11-21T05:00:00Z", act, "cán bộ", f"d{number}", (("reason", "a"),)))


def broken(place: Place, catalog: Catalog) -> tuple[int, str] | None:
    found = audit(house(place, catalog)).broken
    return (found.number, found.problem) if found else None


def test_an_untouched_trail_holds_sealed_or_not(place: Place, attacked: tuple[Catalog, Sql]) -> None:
    catalog, _ = attacked
    write(catalog, LINES)
    assert seal(catalog) == LINES
    assert seal(catalog) == 0
    write(catalog, 2)
    report = audit(house(place, catalog))
    assert (report.events, report.sealed, report.anchors, report.broken) == (LINES + 2, LINES, (), None)


@pytest.mark.parametrize("number", [1, 5, LINES, LINES + 1])
@pytest.mark.parametrize(
    "change", ["act = 'x'", "at = '2026'", "by = 'nobody'", "document = 'e'", "details = '[]'", "number = 77"]
)
def test_a_changed_line_is_found(place: Place, attacked: tuple[Catalog, Sql], change: str, number: int) -> None:
    catalog, sql = attacked
    write(catalog, LINES)
    seal(catalog)
    write(catalog, 1)
    sql(f"UPDATE events SET {change} WHERE number = {number};")
    found = broken(place, catalog)
    assert found
    assert found[0] in (number, 77), "a line put elsewhere is missed at its place, or wrong where it stands"


def test_a_removed_line_is_found_even_with_its_link(place: Place, attacked: tuple[Catalog, Sql]) -> None:
    catalog, sql = attacked
    write(catalog, LINES)
    seal(catalog)
    sql("DELETE FROM links WHERE number = 4; DELETE FROM events WHERE number = 4;")
    assert broken(place, catalog) == (4, "line_removed")


@pytest.mark.parametrize("marked", ["NULL", "mark"])
def test_an_inserted_line_is_found_even_before_the_sealer_comes(
    place: Place, attacked: tuple[Catalog, Sql], marked: str
) -> None:
    catalog, sql = attacked
    write(catalog, LINES)
    seal(catalog)
    told = f"SELECT {LINES + 1}, at, act, by, document, details, {marked} FROM events WHERE number = 3"
    sql(f"INSERT INTO events (number, at, act, by, document, details, mark) {told};")
    found = (LINES + 1, "line_inserted" if marked == "NULL" else "line_changed")
    assert broken(place, catalog) == found
    seal(catalog)
    assert broken(place, catalog) == found, "a sealer makes nothing of it true"


def test_lines_that_changed_places_are_found(place: Place, attacked: tuple[Catalog, Sql]) -> None:
    catalog, sql = attacked
    write(catalog, LINES)
    seal(catalog)
    sql("UPDATE links SET number = -4 WHERE number = 4; UPDATE events SET number = -4 WHERE number = 4;")
    sql("UPDATE links SET number = 4 WHERE number = 5; UPDATE events SET number = 4 WHERE number = 5;")
    sql("UPDATE links SET number = 5 WHERE number = -4; UPDATE events SET number = 5 WHERE number = -4;")
    assert broken(place, catalog) == (4, "line_changed")


def test_a_cut_tail_is_found_back_to_the_last_anchor(
    place: Place, attacked: tuple[Catalog, Sql], tmp_path: Path
) -> None:
    catalog, sql = attacked
    write(catalog, LINES)
    assert anchor(house(place, catalog), tmp_path)
    write(catalog, 3)
    seal(catalog)
    sql(f"DELETE FROM links WHERE number > {LINES}; DELETE FROM events WHERE number > {LINES};")
    assert broken(place, catalog) is None, "younger than the last anchor: nobody can know"
    sql("DELETE FROM links WHERE number > 6; DELETE FROM events WHERE number > 6; DELETE FROM anchors;")
    assert broken(place, catalog) == (7, "tail_cut")
    write(catalog, 1)
    with pytest.raises(ServiceError, match="does not lead to"):
        anchor(house(place, catalog), tmp_path)


def rewritten(place: Place, catalog: Catalog, sql: Sql) -> None:
    """The chain from line 5 on, made anew by someone who has the key."""
    with catalog.transaction() as transaction:
        links = transaction.chain.page(0, 100)
    key, before = place.keys.trail, links[3].mac
    for one in links[4:]:
        event = Event("2026-11-21T05:00:00Z", "viewed", "somebody else", one.event.document)
        made = link(key, before, type(one)(one.number, event, mark(key, one.number, event)))
        before = made.mac
        if sql.__name__ == "script":
            told = (f"x'{made.mark}'", f"x'{made.mac}'")
        else:
            told = (f"decode('{made.mark}', 'hex')", f"decode('{made.mac}', 'hex')")
        sql(f"UPDATE events SET by = 'somebody else', details = '[]', mark = {told[0]} WHERE number = {one.number};")
        sql(f"UPDATE links SET mac = {told[1]} WHERE number = {one.number};")


def test_a_rewritten_chain_is_found_by_its_anchors(place: Place, attacked: tuple[Catalog, Sql], tmp_path: Path) -> None:
    catalog, sql = attacked
    write(catalog, 3)
    assert anchor(house(place, catalog), tmp_path)
    write(catalog, LINES)
    seal(catalog)
    rewritten(place, catalog, sql)
    assert broken(place, catalog) is None, "with the key in hand, and younger than the last anchor"
    rewritten(place, catalog, sql)
    assert anchor(house(place, catalog), tmp_path)
    sql("DELETE FROM anchors WHERE place = 2; UPDATE links SET mac = mac;")
    with catalog.transaction() as transaction:
        event = transaction.chain.page(11, 1)[0].event
    made = mark(place.keys.trail, 12, type(event)(event.at, "x", event.by, event.document))
    quoted = f"x'{made}'" if sql.__name__ == "script" else f"decode('{made}', 'hex')"
    sql(f"UPDATE events SET act = 'x', details = '[]', mark = {quoted} WHERE number = 12; DELETE FROM links;")
    seal(catalog)
    assert broken(place, catalog) == (4, "trail_rewritten"), "after the last anchor that still fits"


def test_an_anchor_that_is_changed_or_gone_is_told(place: Place, tmp_path: Path) -> None:
    catalog = place.catalog
    for _ in range(3):
        write(catalog, 2)
        anchor(house(place, catalog), tmp_path)
    (file,) = (place.archive / "objects").rglob("anchor_" + "a" * 11 + "c")
    content = file.read_bytes()
    file.write_bytes(content.replace(b'"number": 4', b'"number": 5'))
    assert broken(place, catalog) == (4, "anchor_lost")
    file.unlink()
    assert broken(place, catalog) == (4, "anchor_lost")
    file.write_bytes(content)
    assert broken(place, catalog) is None


def test_segments_give_every_event_back(place: Place, tmp_path: Path) -> None:
    catalog = place.catalog
    write(catalog, 1200)
    anchor(house(place, catalog), tmp_path)
    write(catalog, 3, "exported")
    anchor(house(place, catalog), tmp_path, lambda digest: digest)
    assert anchor(house(place, catalog), tmp_path) is None
    found = [one for _, one in anchored(place.store, place.keys)]
    links = [link for one in found if one for link in segment(one, place.vault)]
    with catalog.transaction() as transaction:
        assert tuple(links) == transaction.chain.page(0, 2000)
    assert [bool(one and one.stamp) for one in found] == [False, True]
    other = open_catalog(f"sqlite:{tmp_path / 'other.db'}", place.keys)
    with other.transaction() as transaction:
        transaction.chain.restore(links)
        assert transaction.chain.seal() == 0
        assert transaction.chain.page(0, 2000) == tuple(links)
    with pytest.raises(ServiceError, match="not empty"), other.transaction() as transaction:
        transaction.chain.restore(links)


def test_an_anchor_of_a_killed_process_is_taken_over(place: Place, tmp_path: Path) -> None:
    catalog = place.catalog
    write(catalog, 2)
    made = anchor(house(place, catalog), tmp_path)
    connection = raw(place)
    connection.executescript("DROP TRIGGER anchors_delete; DELETE FROM anchors;")
    connection.close()
    write(catalog, 2)
    assert anchor(house(place, catalog), tmp_path) == made
    following: Any = anchor(house(place, catalog), tmp_path)
    assert (following.place, following.number) == (2, 4)
    assert broken(place, catalog) is None


def test_random_damage_is_always_found(place: Place) -> None:
    catalog, chance = place.catalog, random.Random(7)
    write(catalog, 20)
    seal(catalog)
    for _ in range(40):
        number, column = chance.randint(1, 20), chance.choice(("at", "act", "by", "document", "details"))
        connection = raw(place)
        connection.executescript("DROP TRIGGER IF EXISTS events_unchanged")
        (before,) = connection.execute(f"SELECT {column} FROM events WHERE number = ?", (number,)).fetchone()
        after = json.dumps([["reason", chance.random()]]) if column == "details" else before + "x"
        connection.execute(f"UPDATE events SET {column} = ? WHERE number = ?", (after, number))
        assert broken(place, catalog) == (number, "line_changed")
        connection.execute(f"UPDATE events SET {column} = ? WHERE number = ?", (before, number))
        connection.close()
    assert broken(place, catalog) is None
