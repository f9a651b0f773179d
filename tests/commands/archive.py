"""A small archive made without reading a page: invented papers, filed as `run` files them."""

from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner, Result

import cli
from commands.doors import find_settings, open_archive
from digitize.filing import write_manifest
from digitize.ports import Catalog, Vault
from digitize.record import Record


@dataclass(frozen=True)
class Archive:
    """An archive with its settings and keys in two folders, and the commands that work on it."""

    folder: Path
    keys: Path

    def run(self, *words: object, code: int = 0, stdin: str | None = None) -> Result:
        done = CliRunner().invoke(
            cli.group, ["--config", str(self.folder / "sohoa.toml"), *map(str, words)], input=stdin
        )
        if code == 0 and done.exception:
            raise done.exception
        assert done.exit_code == code, done.output
        return done

    @property
    def doors(self) -> tuple[Vault, Catalog]:
        return open_archive(find_settings(str(self.folder / "sohoa.toml")))

    def file(self, name: str) -> Record:
        """Files an invented paper of two objects, the document and its manifest."""
        vault, catalog = self.doors
        plain = self.folder / "plain"
        plain.write_bytes(f"%PDF {name}".encode() * 2000)
        record = replace(_blank(name), pdf=vault.keep(plain))
        plain.unlink()
        record = write_manifest(record, self.folder, vault)
        with catalog.transaction() as transaction:
            assert transaction.records.add(record)
        return record

    def object_file(self, name: str) -> Path:
        return self.folder / "archive" / "objects" / name[:2] / name


def make_archive(folder: Path) -> Archive:
    made = CliRunner().invoke(cli.group, ["init", str(folder / "office"), "--keys", str(folder / "keys")])
    assert made.exit_code == 0, made.output
    return Archive(folder / "office", folder / "keys")


def _blank(name: str) -> Record:
    return Record(name, "filed", f"identity of {name}", "ab" * 32, "sohoa 0", "2026-11-21T05:00:00Z")
