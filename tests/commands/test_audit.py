"""`sohoa audit`: what every command writes into the trail, that it is sealed in time, and that damage is named."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from commands.doors import find_settings
from digitize.record import Event, Link, Subject
from storage.keys import open_keys
from tests.commands.archive import Archive
from tests.contracts.catalog_contract import HOLDER, paper
from tests.signing.authority import run_authority


def lines(archive: Archive) -> tuple[Link, ...]:
    with archive.doors[1].transaction() as transaction:
        return transaction.chain.page(0, 1000)


def raw(archive: Archive) -> Any:
    connection = dbapi2.connect(str(archive.folder / "archive" / "catalog.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{open_keys(archive.keys).catalog_key}'\"")
    return connection


def required(archive: Archive) -> None:
    file = archive.folder / "sohoa.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('reasons = "optional"', 'reasons = "required"'))


def test_every_command_links_what_it_wrote(archive: Archive) -> None:
    archive.file("aa")
    archive.run("show", "aa", "--operator", "Lò Văn Páo", "--reason", "đối chiếu hồ sơ")
    archive.run("find", "--kind", "khac")
    found = lines(archive)
    acts = [one.event.act for one in found if one.event.act != "settings_changed"]
    assert acts == ["viewed", "searched"]
    assert all(one.mark and one.mac for one in found)
    assert ("reason", "đối chiếu hồ sơ") in next(one for one in found if one.event.act == "viewed").event.details
    told = json.loads(archive.run("audit", "verify", "--json").stdout)
    assert told["whole"]
    assert (told["events"], told["sealed"], told["anchors"]) == (len(found), len(found), 0)


def test_a_look_up_tells_whose_papers_without_a_number(archive: Archive) -> None:
    with archive.doors[1].transaction() as transaction:
        transaction.records.add(paper("bb", subjects=(Subject("holder", HOLDER),)))
    for _ in range(2):
        archive.run("find", "--citizen-id", "-", "--reason", "cấp lại", stdin=f"{HOLDER}\n")
    archive.run("find", "--citizen-id", "-", stdin="001099000018\n")
    told = [dict(one.event.details) for one in lines(archive) if one.event.act == "searched"]
    assert told[0]["subject"] == told[1]["subject"] != told[2]["subject"]
    assert (told[0]["documents"], told[0]["reason"], told[2]["documents"]) == ("bb", "cấp lại", "")
    assert not re.search(r"\d{9}", json.dumps(told)), "no citizen ID, and nothing that looks like one"


def test_where_reasons_are_required_a_look_without_one_is_denied_and_told(archive: Archive, tmp_path: Path) -> None:
    archive.file("aa")
    required(archive)
    target = tmp_path / "out.pdf"
    for words in (("find", "--kind", "khac"), ("show", "aa"), ("export", "aa", "--to", target), ("verify", "aa")):
        assert archive.run(*words, code=1).exception
        archive.run(*words, "--reason", "kiểm tra", code=3 if words[0] == "verify" else 0)
    acts = [(one.event.act, one.event.document) for one in lines(archive) if one.event.act != "settings_changed"]
    assert acts == [
        ("denied", ""),
        ("searched", ""),
        ("denied", "aa"),
        ("viewed", "aa"),
        ("denied", "aa"),
        ("exported", "aa"),
        ("denied", "aa"),
        ("verified", "aa"),
    ]


def test_changed_settings_are_named_without_their_values(archive: Archive) -> None:
    archive.run("find")
    required(archive)
    archive.run("find", "--reason", "x")
    changes = [one.event.details for one in lines(archive) if one.event.act == "settings_changed"]
    assert changes[-1] == (("settings", "audit.reasons"),)


def test_a_damaged_trail_is_named_and_the_exit_code_tells(archive: Archive) -> None:
    archive.file("aa")
    for _ in range(3):
        archive.run("show", "aa")
    connection = raw(archive)
    connection.executescript("DROP TRIGGER events_unchanged; UPDATE events SET by = 'nobody' WHERE number = 3")
    connection.close()
    told = json.loads(archive.run("audit", "verify", "--json", code=3).stdout)
    assert told["broken"] == {"line": 3, "problem": "line_changed"}
    assert "line 3" in archive.run("audit", "verify", code=3).stdout


def test_an_hour_gets_an_anchor_by_itself_and_sweep_leaves_it(archive: Archive) -> None:
    _, catalog = archive.doors
    then = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    with catalog.transaction() as transaction:
        transaction.trail.add(Event(then, "viewed", "system", "aa"))
    archive.run("find")
    told = json.loads(archive.run("audit", "verify", "--json").stdout)
    assert told["last_anchor"] == {"line": told["events"], "at": told["last_anchor"]["at"], "stamped": False}
    archive.run("find")
    assert json.loads(archive.run("audit", "verify", "--json").stdout)["anchors"] == 1, "not every command anew"
    assert archive.run("sweep", "--days", "0", "--remove").stdout == ""


def test_a_sealed_day_is_time_stamped(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "authority").mkdir()
    with run_authority(tmp_path / "authority") as authority:
        monkeypatch.setenv("SOHOA_SIGNING_TSA", authority.tsa)
        monkeypatch.setenv("SOHOA_SIGNING_ROOTS", authority.roots)
        archive.run("find")
        assert "RFC 3161" in archive.run("audit", "seal").stdout
        assert json.loads(archive.run("audit", "verify", "--json").stdout)["last_anchor"]["stamped"]
        authority.away = True
        archive.run("find")
        assert archive.run("audit", "seal", code=1).exception, "an anchor that was asked to be stamped is not left bare"
    monkeypatch.setenv("SOHOA_SIGNING_ROOTS", find_settings(str(archive.folder / "sohoa.toml")).signing.roots)
    assert json.loads(archive.run("audit", "verify", "--json").stdout)["whole"]
