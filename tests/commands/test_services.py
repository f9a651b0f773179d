"""The same commands on S3 and PostgreSQL, by strings in the settings alone."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from commands.doors import find_settings
from tests.commands.archive import Archive
from tests.services.postgresql import PASSWORD, PostgresqlServer
from tests.services.s3 import SECRET, S3Server


@pytest.fixture
def remote(archive: Archive, s3: S3Server, postgresql: PostgresqlServer, monkeypatch: pytest.MonkeyPatch) -> Archive:
    name = f"db_{uuid4().hex[:12]}"
    postgresql.psql(f"CREATE DATABASE {name}")
    monkeypatch.setenv("S3_SECRET", SECRET)
    monkeypatch.setenv("PG_SECRET", PASSWORD)
    settings = archive.folder / "sohoa.toml"
    text = settings.read_text(encoding="utf-8")
    for before, after in (
        ("directory:archive/objects", s3.address(name.replace("_", "-"))),
        ("sqlite:archive/catalog.db", postgresql.address(name)),
        ('store_secret = ""', 'store_secret = "env:S3_SECRET"'),
        ('catalog_secret = ""', 'catalog_secret = "env:PG_SECRET"'),
    ):
        assert before in text
        text = text.replace(before, after)
    settings.write_text(text, encoding="utf-8")
    archive.run("init", archive.folder)
    return archive


def test_commands_work_on_servers(remote: Archive, s3: S3Server, tmp_path: Path) -> None:
    record = remote.file("aa")
    assert record.pdf
    assert [json.loads(line)["document"] for line in remote.run("find", "--json").stdout.splitlines()] == ["aa"]
    assert "2 đối tượng" in remote.run("fixity").output
    assert remote.run("sweep", "--days", "0").stdout == ""
    remote.run("export", "aa", "--to", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF aa" * 2000
    remote.run("keys", "rotate")
    remote.run("export", "aa", "--to", tmp_path / "again.pdf")
    assert not [path for path in (remote.folder / "archive").rglob("*") if path.is_file() and "objects" in path.parts]
    # Other tests' buckets lie on the same server.
    bucket = find_settings(str(remote.folder / "sohoa.toml")).archive.store.rpartition("/")[2]
    (file,) = (s3.data / bucket).rglob(record.pdf.name)
    assert b"%PDF" not in file.read_bytes()
    file.write_bytes(file.read_bytes()[:-1])
    assert record.pdf.name in remote.run("fixity", code=3).stdout
