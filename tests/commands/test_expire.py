"""Retention and destruction: what is locked stays, what is due goes only by two persons, and never comes back."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands import expire
from commands.doors import find_settings, open_stores
from digitize.errors import ConfigError, InputError, ServiceError, SohoaError
from digitize.filing import write_manifest
from digitize.record import Kept, Query, Record, Subject
from digitize.walk import history
from storage import open_vault
from storage.keys import open_keys
from tests.commands.archive import Archive
from tests.commands.test_backup import emptied, revise
from tests.commands.test_services import remote as remote
from tests.contracts.catalog_contract import HOLDER
from tests.storage.conftest import Place
from tests.storage.test_sqlite import raw


def paper(archive: Archive, name: str, kind: str, year: int, dossier: str = "", text: str = "") -> Record:
    """A document of that year, of two revisions and three objects of its own."""
    vault, catalog = archive.doors
    plain = archive.folder / "plain"
    plain.write_bytes(f"%PDF {name} secret words".encode() * 500)
    record = Record(name, "filed", f"identity {name}", "ab" * 32, "sohoa", f"{year}-05-01T00:00:00+00:00")
    record = replace(record, kind=kind, dossier=dossier, text=text, subjects=(Subject("holder", HOLDER),))
    record = write_manifest(replace(record, pdf=vault.keep(plain)), archive.folder, vault)
    plain.unlink()
    with catalog.transaction() as transaction:
        assert transaction.records.add(record)
    return revise(archive, record, checked=True)


@pytest.fixture
def rules(archive: Archive) -> Archive:
    """Applications are kept for ten years, decisions for seventy, the rest for ever."""
    own = archive.folder / "retention.toml"
    own.write_text('effective = 2020-01-01\n[retention.kinds]\ndon_de_nghi = "06"\nquyet_dinh = "02"\n')
    settings = archive.folder / "sohoa.toml"
    text = settings.read_text(encoding="utf-8").replace('retention = ""', 'retention = "retention.toml"')
    settings.write_text(text, encoding="utf-8")
    return archive


def objects(archive: Archive, document: str) -> set[Kept]:
    return {kept for one in history(archive.doors[1], document) for kept in (one.pdf, one.manifest) if kept is not None}


def due(archive: Archive) -> list[str]:
    return sorted(json.loads(line)["document"] for line in archive.run("expire", "--json").stdout.splitlines())


def destroy(archive: Archive, certificate: Path, code: int = 0) -> str:
    told = archive.run("expire", "--propose", "--operator", "Lò Văn Páo").stdout
    key = told.split("code: ")[1].strip()
    archive.run("expire", "--approve", key, "--certificate", certificate, "--operator", "Đỗ Thị Hoà", code=code)
    return key


def test_whole_dossiers_are_due_when_their_longest_paper_is(rules: Archive) -> None:
    paper(rules, "aa", "don_de_nghi", 2010)
    paper(rules, "bb", "don_de_nghi", 2010, "H08.12-101128-0001")
    paper(rules, "cc", "quyet_dinh", 2010, "H08.12-101128-0001")
    paper(rules, "dd", "don_de_nghi", 2020)
    paper(rules, "ee", "giay_khai_sinh", 1990)
    assert due(rules) == ["aa"]


def test_what_is_locked_cannot_be_removed_by_sweep_or_hand(rules: Archive) -> None:
    record = paper(rules, "dd", "don_de_nghi", 2020)
    rules.run("retain")
    store = open_stores(find_settings(str(rules.folder / "sohoa.toml")))[0]
    for kept in objects(rules, "dd"):
        with pytest.raises(SohoaError, match="locked"):
            store.remove(kept.name)
    assert record.pdf
    rules.run("fixity")
    assert rules.run("sweep", "--days", "0", "--remove").stdout == ""


def test_two_persons_destroy_for_good(rules: Archive, tmp_path: Path) -> None:
    record = paper(rules, "aa", "don_de_nghi", 2010, text="từ chỉ có ở đây")
    kept = paper(rules, "bb", "quyet_dinh", 2010)
    gone = objects(rules, "aa")
    rules.run("backup", tmp_path / "to", "--keys", tmp_path / "to-keys")
    stolen = {one.name: rules.object_file(one.name).read_bytes() for one in gone}
    rules.run("retain")
    destroy(rules, tmp_path / "certificate.json")
    assert due(rules) == []
    told = json.loads((tmp_path / "certificate.json").read_text(encoding="utf-8"))
    assert [one["document"] for one in told["documents"]] == ["aa"]
    assert set(told["documents"][0]["objects"]) == {one.name for one in gone}
    assert HOLDER not in json.dumps(told)
    # The catalog knows that it was, and nothing of it.
    vault, catalog = rules.doors
    (left,) = history(catalog, "aa")
    assert (left.state, left.text, left.subjects, left.pdf, left.input_sha256) == ("destroyed", "", (), None, "")
    with catalog.transaction() as transaction:
        assert [one.document for one in transaction.records.find(Query(citizen_id=HOLDER, states=()))] == ["bb"]
        assert transaction.records.find(Query(text="chi co o day", states=())) == ()
    # The ciphertext that somebody kept opens with no key that is left, here or in the backup of the keys.
    rules.run("backup", tmp_path / "to", "--keys", tmp_path / "to-keys")
    for name, content in stolen.items():
        rules.object_file(name).write_bytes(content)
        with pytest.raises(ServiceError, match="no data key"):
            vault.open(name)
        assert not list((tmp_path / "to-keys").rglob(name))
        assert not list((tmp_path / "to").rglob(name))
        rules.object_file(name).unlink()
    assert record.pdf
    assert kept.pdf
    vault.open(kept.pdf.name).close()
    rules.run("fixity")
    rules.run("audit", "verify")
    assert rules.run("sweep", "--days", "0", "--remove").stdout == ""


def test_what_was_destroyed_does_not_come_back_from_an_older_backup(rules: Archive, tmp_path: Path) -> None:
    paper(rules, "aa", "don_de_nghi", 2010)
    paper(rules, "bb", "quyet_dinh", 2010)
    gone = {one.name for one in objects(rules, "aa")}
    rules.run("backup", tmp_path / "old", "--keys", tmp_path / "old-keys")
    destroy(rules, tmp_path / "certificate.json")
    # A new catalog in the same store, whose tombstones still stand.
    other = emptied(rules, tmp_path / "other")
    (other.folder / "retention.toml").write_bytes((rules.folder / "retention.toml").read_bytes())
    shutil.copytree(rules.folder / "archive" / "objects", other.folder / "archive" / "objects")
    other.run("restore", tmp_path / "old", "--keys", tmp_path / "old-keys", "--verify")
    assert not history(other.doors[1], "aa")
    assert history(other.doors[1], "bb")
    for name in gone:
        assert not list(other.keys.rglob(name))
        assert not other.object_file(name).exists()


def test_one_person_alone_destroys_nothing(rules: Archive, tmp_path: Path) -> None:
    paper(rules, "aa", "don_de_nghi", 2010)
    key = rules.run("expire", "--propose", "--operator", "Lò Văn Páo").stdout.split("code: ")[1].strip()
    with pytest.raises(InputError, match="must not be"):
        rules.run("expire", "--approve", key, "--certificate", tmp_path / "c", "--operator", "LÒ VĂN PÁO")
    with pytest.raises(InputError, match="nothing that is due"):
        rules.run("expire", "--approve", "abcdefgh", "--certificate", tmp_path / "c", "--operator", "Đỗ Thị Hoà")
    (tmp_path / "c").write_text("there already")
    with pytest.raises(ConfigError, match="certificate"):
        rules.run("expire", "--approve", key, "--certificate", tmp_path / "c", "--operator", "Đỗ Thị Hoà")
    assert due(rules) == ["aa"]
    with rules.doors[1].transaction() as transaction:
        assert [one.act for one in transaction.trail.of("")].count("denied") == 1


def test_a_legal_hold_stops_it_until_it_is_lifted(rules: Archive) -> None:
    paper(rules, "aa", "don_de_nghi", 2010)
    with pytest.raises(InputError, match="reason"):
        rules.run("retain", "--hold", "aa")
    rules.run("retain", "--hold", "aa", "--reason", "thanh tra")
    assert due(rules) == []
    store = open_stores(find_settings(str(rules.folder / "sohoa.toml")))[0]
    for kept in objects(rules, "aa"):
        with pytest.raises(SohoaError, match="locked"):
            store.remove(kept.name)
    rules.run("retain", "--lift", "aa", "--reason", "xong")
    assert due(rules) == ["aa"]


def test_what_others_use_too_is_not_shredded(rules: Archive, tmp_path: Path) -> None:
    first = paper(rules, "aa", "don_de_nghi", 2010)
    second = paper(rules, "bb", "quyet_dinh", 2010)
    revise(rules, second, source=first.pdf)
    destroy(rules, tmp_path / "certificate.json")
    assert first.pdf
    rules.doors[0].open(first.pdf.name).close()
    rules.run("fixity")


def exported(archive: Archive, plain: Path) -> bytes:
    """All tables of the catalog, the word index too, without their encryption."""
    connection = raw(Place(archive.folder / "archive", archive.keys))
    connection.executescript(f"ATTACH '{plain}' AS plain KEY ''; SELECT sqlcipher_export('plain');")
    connection.close()
    return plain.read_bytes()


def test_nothing_of_a_destroyed_paper_is_left_in_the_catalog(rules: Archive, tmp_path: Path) -> None:
    paper(rules, "aa", "don_de_nghi", 2010, text="rattabana kikiriki")
    assert exported(rules, tmp_path / "before.db").count(b"rattabana") > 2, "record, history, words"
    destroy(rules, tmp_path / "certificate.json")
    assert b"rattabana" not in exported(rules, tmp_path / "after.db")


def test_a_destruction_that_was_stopped_is_brought_to_its_end(
    rules: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper(rules, "aa", "don_de_nghi", 2010)
    gone = {one.name for one in objects(rules, "aa")}
    whole, calls = expire.shred, []

    def stopping(*doors: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(*doors)

    monkeypatch.setattr(expire, "shred", stopping)
    key = destroy(rules, tmp_path / "one.json", code=1)
    assert all(rules.object_file(name).exists() for name in gone)
    with pytest.raises(InputError, match="nothing that is due"):
        rules.run("expire", "--approve", key, "--certificate", tmp_path / "two.json", "--operator", "Đỗ Thị Hoà")
    assert not any(rules.object_file(name).exists() for name in gone)
    assert not any(list(rules.keys.rglob(name)) for name in gone)


def test_it_works_on_servers(remote: Archive, tmp_path: Path) -> None:
    own = remote.folder / "retention.toml"
    own.write_text('effective = 2020-01-01\n[retention.kinds]\ndon_de_nghi = "06"\n')
    settings = remote.folder / "sohoa.toml"
    text = settings.read_text(encoding="utf-8").replace('retention = ""', 'retention = "retention.toml"')
    settings.write_text(text, encoding="utf-8")
    paper(remote, "aa", "don_de_nghi", 2010)
    locked = paper(remote, "bb", "don_de_nghi", 2020)
    remote.run("retain")
    stores = open_stores(find_settings(str(settings)))
    assert locked.pdf
    with pytest.raises(SohoaError):
        stores[0].remove(locked.pdf.name)
    gone = objects(remote, "aa")
    destroy(remote, tmp_path / "certificate.json")
    vault = open_vault(*stores, open_keys(remote.keys))
    for one in gone:
        assert not stores[0].has(one.name)
        with pytest.raises(ServiceError):
            vault.open(one.name)
    remote.run("fixity")
    remote.run("audit", "verify")
