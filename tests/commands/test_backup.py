"""Backup, restore and rebuild: what comes back equals what was there, field by field, and nothing destroyed returns."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commands.doors import find_settings
from digitize.errors import ConfigError
from digitize.filing import write_manifest
from digitize.model import Field, Piece
from digitize.ports import Catalog
from digitize.record import Pile, Query, Record, Subject
from digitize.record_json import record_to_json
from digitize.walk import papers, piles
from tests.commands.archive import Archive
from tests.commands.test_services import remote as remote
from tests.contracts.catalog_contract import HOLDER
from tests.services.postgresql import PostgresqlServer
from tests.services.s3 import S3Server

OLD = "012345678"


def revise(archive: Archive, record: Record, **parts: Any) -> Record:
    vault, catalog = archive.doors
    record = write_manifest(replace(record, revision=record.revision + 1, **parts), archive.folder, vault)
    with catalog.transaction() as transaction:
        transaction.records.replace(record)
    return record


def fill(archive: Archive) -> None:
    """A reviewed, a linked and a revoked document, one with two numbers of its holder, and a pile."""
    vault, catalog = archive.doors
    named = Field("full_name", "Lò Văn Páo", 0.9, 1, None)
    numbered = Field("number", "12/QĐ-UBND", 0.9, 1, None)
    alias = Field("cmnd", OLD, 1.0, 1, None, role="alias", witnesses=("qr",))
    first = archive.file("aa")
    second = revise(
        archive, first, fields=(named, numbered), decided=("full_name",), text="bản khai", dossier="H08.12-241128-0001"
    )
    revise(archive, second, checked=True)
    revise(archive, archive.file("bb"), linked=("H08.12-241128-0002",))
    revise(archive, archive.file("cc"), state="revoked")
    revise(archive, archive.file("dd"), subjects=(Subject("holder", HOLDER),), fields=(alias,))
    sheet, told = archive.folder / "sheet", archive.folder / "told"
    sheet.write_bytes(b"a separator sheet")
    pile = Pile("keyed", "batch", "2026-11-21T05:00:00Z", (Piece((0, 1)),), (vault.keep(sheet),))
    told.write_text(record_to_json(pile), encoding="utf-8")
    with catalog.transaction() as transaction:
        assert transaction.piles.add(replace(pile, manifest=vault.keep(told)))
    for path in (sheet, told):
        path.unlink()
    archive.run("show", "aa", "--reason", "xem")


def everything(catalog: Catalog) -> dict[str, Any]:
    """All that a catalog holds or answers, its trail apart."""
    queries = (Query(citizen_id=HOLDER), Query(citizen_id=OLD), Query(dossier="H08.12-241128-0002"), Query(name="pao"))
    with catalog.transaction() as transaction:
        found = [[one.document for one in transaction.records.find(query)] for query in queries]
        tied = [transaction.desk.dossiers(name) for name in ("aa", "bb", "cc", "dd")]
    return {
        "records": [records for page in papers(catalog) for records in page],
        "piles": list(piles(catalog)),
        "found": found,
        "tied": tied,
    }


def tables(catalog: Catalog) -> dict[str, list[Any]]:
    """The tables by which the catalog finds, field by field; a document stands for its inner number."""
    told = {
        "documents": "document, documents.version, documents.revision, state, kind, filed_at",
        "history": "document, history.version, history.revision",
        "identities": "document, identity",
        "subjects": "document, citizen, role",
        "aliases": "document, citizen, other",
        "numbers": "document, folded",
        "dossiers": "document, folded, code, own",
    }
    with catalog.transaction() as transaction:
        run: Any = transaction.records.connection.execute  # type: ignore[attr-defined]
        found = {}
        for name, columns in told.items():
            joined = "" if name == "documents" else f" JOIN {name} USING (number)"
            found[name] = sorted(map(tuple, run(f"SELECT {columns} FROM documents{joined}").fetchall()))
    assert all(found.values()), "each table was filled"
    return found


def trail(catalog: Catalog) -> tuple[Any, ...]:
    with catalog.transaction() as transaction:
        return transaction.chain.page(0, 10_000)


def emptied(archive: Archive, folder: Path) -> Archive:
    """Another place with the same key file, and nothing else."""
    (folder / "office").mkdir(parents=True)
    (folder / "office" / "archive").mkdir()
    (folder / "keys" / "data").mkdir(parents=True, mode=0o700)
    for name in ("keys.json", "demo.p12", "demo-password"):
        shutil.copy2(archive.keys / name, folder / "keys" / name)
    text = (archive.folder / "sohoa.toml").read_text(encoding="utf-8")
    (folder / "office" / "sohoa.toml").write_text(text.replace(str(archive.keys), str(folder / "keys")))
    return Archive(folder / "office", folder / "keys")


def test_a_restored_archive_equals_the_original(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    to, keys = tmp_path / "to", tmp_path / "to-keys"
    archive.run("backup", to, "--keys", keys)
    before = everything(archive.doors[1]), trail(archive.doors[1])
    other = emptied(archive, tmp_path / "other")
    done = other.run("restore", to, "--keys", keys, "--verify")
    assert "4 giấy tờ" in done.output
    assert everything(other.doors[1]) == before[0]
    assert tables(other.doors[1]) == tables(archive.doors[1])
    links = trail(other.doors[1])
    assert links[: len(before[1])] == before[1]
    assert [one.event.act for one in links[len(before[1]) :]] == ["restored", "settings_changed"]
    other.run("audit", "verify")
    other.run("export", "aa", "--to", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF aa" * 2000
    with pytest.raises(ConfigError, match="not empty"):
        other.run("restore", to)


def test_only_what_is_new_is_copied_and_a_changed_copy_is_told(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    to, keys = tmp_path / "to", tmp_path / "to-keys"
    archive.run("backup", to, "--keys", keys)
    record = archive.file("ee")
    done = archive.run("backup", to, "--keys", keys)
    assert "3 mới chép" in done.output, "document, manifest, and the trail's next segment"
    assert record.pdf
    copied = to / "objects" / record.pdf.name[:2] / record.pdf.name
    copied.write_bytes(copied.read_bytes()[:-1])
    other = emptied(archive, tmp_path / "other")
    assert record.pdf.name in other.run("restore", to, "--keys", keys, "--verify", code=3).stdout
    (to / "index.jsonl").write_text((to / "index.jsonl").read_text().replace('"version": 1', '"version": 2', 1))
    with pytest.raises(ConfigError, match="changed or cut"):
        emptied(archive, tmp_path / "third").run("restore", to, "--keys", keys)


def test_nothing_in_a_backup_opens_without_the_keys(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    archive.run("backup", tmp_path / "to", "--keys", tmp_path / "to-keys")
    for path in (*(tmp_path / "to").rglob("*"), *(tmp_path / "to-keys").rglob("*")):
        if path.is_file() and path.parent.name != "settings":
            content = path.read_bytes()
            for plain in (b"%PDF", HOLDER.encode(), OLD.encode(), "Páo".encode(), b"H08.12"):
                assert plain not in content
    for places in ((archive.folder / "in", "x"), ("y", archive.keys / "in"), ("z", "z/in")):
        with pytest.raises(ConfigError, match=r"outside|two places"):
            archive.run("backup", tmp_path / places[0], "--keys", tmp_path / places[1])


def test_damage_at_the_source_is_named_not_copied(archive: Archive, tmp_path: Path) -> None:
    record = archive.file("aa")
    assert record.pdf
    archive.object_file(record.pdf.name).write_bytes(b"rotten")
    done = archive.run("backup", tmp_path / "to", "--keys", tmp_path / "to-keys", code=3)
    assert done.stdout.split() == [record.pdf.name]


def lose_file(archive: Archive, **_: Any) -> None:
    for path in (archive.folder / "archive").glob("catalog.db*"):
        path.unlink()


def test_a_lost_catalog_is_rebuilt(archive: Archive) -> None:
    fill(archive)
    archive.run("audit", "seal")
    before, indexed = (everything(archive.doors[1]), trail(archive.doors[1])), tables(archive.doors[1])
    with pytest.raises(ConfigError, match="not empty"):
        archive.run("rebuild")
    lose_file(archive)
    archive.run("rebuild")
    assert everything(archive.doors[1]) == before[0]
    assert tables(archive.doors[1]) == indexed
    assert trail(archive.doors[1])[: len(before[1])] == before[1]
    archive.run("audit", "verify")
    archive.run("fixity")


def test_servers_are_backed_up_and_restored_into_files(remote: Archive, tmp_path: Path) -> None:
    fill(remote)
    to, keys = tmp_path / "to", tmp_path / "to-keys"
    remote.run("backup", to, "--keys", keys)
    before = everything(remote.doors[1])
    other = emptied(remote, tmp_path / "other")
    settings, text = other.folder / "sohoa.toml", (other.folder / "sohoa.toml").read_text(encoding="utf-8")
    lines = {"store =": 'store = "directory:archive/objects"', "catalog =": 'catalog = "sqlite:archive/catalog.db"'}
    told = [next((new for old, new in lines.items() if line.startswith(old)), line) for line in text.splitlines()]
    settings.write_text("\n".join(told), encoding="utf-8")
    other.run("restore", to, "--keys", keys, "--verify")
    assert everything(other.doors[1]) == before


def test_servers_are_restored_onto_other_servers_and_their_lost_catalog_is_rebuilt(
    remote: Archive, s3: S3Server, postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    fill(remote)
    to, keys = tmp_path / "to", tmp_path / "to-keys"
    remote.run("backup", to, "--keys", keys)
    before, indexed, links = everything(remote.doors[1]), tables(remote.doors[1]), trail(remote.doors[1])
    other, name = emptied(remote, tmp_path / "other"), f"db_{uuid4().hex[:12]}"
    postgresql.psql(f"CREATE DATABASE {name}")
    settings, text = other.folder / "sohoa.toml", (other.folder / "sohoa.toml").read_text(encoding="utf-8")
    old = find_settings(str(remote.folder / "sohoa.toml")).archive
    text = text.replace(old.store, s3.address(name.replace("_", "-"))).replace(old.catalog, postgresql.address(name))
    settings.write_text(text, encoding="utf-8")
    other.run("restore", to, "--keys", keys, "--verify")
    assert (everything(other.doors[1]), tables(other.doors[1])) == (before, indexed)
    assert trail(other.doors[1])[: len(links)] == links

    other.run("audit", "seal")
    links = trail(other.doors[1])
    postgresql.psql("DROP SCHEMA sohoa CASCADE", name)
    other.run("rebuild")
    assert (everything(other.doors[1]), tables(other.doors[1])) == (before, indexed)
    assert trail(other.doors[1])[: len(links)] == links
    other.run("audit", "verify")
    other.run("fixity")
