"""`sohoa keys`: rotation touches no object, the recovery set restores, the master key may lie elsewhere."""

import json
import shutil
from pathlib import Path

import pytest

from commands.doors import find_settings, in_use, open_archive_keys, open_stores
from commands.fixity import read_rounds
from digitize.errors import ConfigError, ServiceError
from digitize.record import Record
from storage import open_vault
from storage.keys import Keys, open_keys
from storage.rotation import count_versions
from tests.commands.archive import Archive


def keys_of(archive: Archive) -> Keys:
    return open_archive_keys(find_settings(str(archive.folder / "sohoa.toml")))


def opened(archive: Archive, record: Record) -> bytes:
    assert record.pdf
    with archive.doors[0].open(record.pdf.name) as stream:
        return stream.read()


def sealed(archive: Archive) -> dict[str, bytes]:
    folder = archive.folder / "archive" / "objects"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sticks(folder: Path) -> list[Path]:
    places = [folder / f"stick-{number}" for number in range(3)]
    for place in places:
        place.mkdir(exist_ok=True)
    return places


def backup(archive: Archive, folder: Path) -> list[Path]:
    told = archive.run("keys", "backup", *sticks(folder)).stdout.splitlines()
    return [Path(line.partition(": ")[2]) for line in told]


def master(archive: Archive, reference: str) -> None:
    settings = archive.folder / "sohoa.toml"
    settings.write_text(settings.read_text().replace('master = ""', f'master = "{reference}"'))


@pytest.fixture
def record(archive: Archive) -> Record:
    return archive.file("aa")


def test_rotation_wraps_every_data_key_anew_and_touches_no_object(archive: Archive, record: Record) -> None:
    before, old = sealed(archive), keys_of(archive).newest
    old_keys = {path.name: path.read_bytes() for path in (archive.keys / "data").rglob("*") if path.is_file()}
    archive.run("keys", "rotate")
    new = keys_of(archive)
    assert new.newest != old
    assert sealed(archive) == before
    assert count_versions(new) == {new.newest: len(before)}
    assert opened(archive, record) == b"%PDF aa" * 2000
    archive.run("keys", "rotate")
    for path in (archive.keys / "data").rglob("*"):
        if path.is_file():
            assert path.read_bytes() != old_keys[path.name]
            # An older copy of data/ still opens.
            path.write_bytes(old_keys[path.name])
    assert opened(archive, record) == b"%PDF aa" * 2000
    assert archive.run("keys", "show").stdout.count("khóa dữ liệu") == 2


def test_a_master_key_of_before_does_not_open_what_is_wrapped_after(archive: Archive, record: Record) -> None:
    stolen = archive.folder.parent / "stolen"
    shutil.copytree(archive.keys, stolen)
    archive.run("keys", "rotate")
    shutil.rmtree(stolen / "data")
    shutil.copytree(archive.keys / "data", stolen / "data")
    vault = open_vault(*open_stores(find_settings(str(archive.folder / "sohoa.toml"))), open_keys(stolen))
    assert record.pdf
    with pytest.raises(ServiceError, match="does not open"):
        vault.open(record.pdf.name)


def test_a_rotation_that_stopped_half_way_opens_everything_and_goes_on(
    archive: Archive, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.file("bb")
    whole, calls = Keys.rewrapped, []

    def stopping(self: Keys, name: str, wrapped: bytes) -> bytes | None:
        calls.append(name)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(self, name, wrapped)

    monkeypatch.setattr(Keys, "rewrapped", stopping)
    archive.run("keys", "rotate", code=1)
    versions = count_versions(keys_of(archive))
    assert sorted(versions.values()) == [2, 2]
    assert opened(archive, record) == b"%PDF aa" * 2000
    archive.run("keys", "rotate", "--resume")
    assert list(count_versions(keys_of(archive)).values()) == [4]
    assert list(count_versions(keys_of(archive))) == [keys_of(archive).newest]


def test_no_rotation_while_a_run_goes_on(archive: Archive) -> None:
    with in_use(find_settings(str(archive.folder / "sohoa.toml"))), pytest.raises(ConfigError, match="run is going on"):
        archive.run("keys", "rotate")


def test_doctor_is_red_until_the_recovery_set_was_shown_to_open(archive: Archive, tmp_path: Path) -> None:
    def said() -> tuple[str, str]:
        told = [json.loads(line) for line in archive.run("doctor", "--json", code=code).stdout.splitlines()]
        return next((one["verdict"], one["says"]) for one in told if "recovery" in one["check"])

    code = 2
    assert said()[0] == "fail"
    assert "keys backup" in said()[1]
    files = backup(archive, tmp_path)
    assert said() == ("fail", "prove that two shares open: sohoa keys restore SHARE SHARE")
    archive.run("keys", "restore", *files[1:])
    code = 0
    assert said()[0] == "ok"
    archive.run("keys", "rotate")
    code = 2
    assert "older keys" in said()[1]
    with pytest.raises(ConfigError, match="other keys"):
        archive.run("keys", "restore", *files[:2])


def test_two_shares_and_a_copy_of_the_data_keys_open_the_archive_again(
    archive: Archive, record: Record, tmp_path: Path
) -> None:
    files = backup(archive, tmp_path)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    shutil.move(archive.keys, tmp_path / "lost")
    archive.run("keys", "restore", files[0], files[2], "--to", archive.keys)
    shutil.rmtree(archive.keys / "data")
    shutil.copytree(tmp_path / "lost" / "data", archive.keys / "data")
    assert opened(archive, record) == b"%PDF aa" * 2000
    with pytest.raises(ConfigError, match="not empty"):
        archive.run("keys", "restore", files[0], files[2], "--to", archive.keys)


def test_shares_lie_in_three_places_outside_archive_and_keys(archive: Archive, tmp_path: Path) -> None:
    one, two, three = sticks(tmp_path)
    for places, problem in (
        ((one, two, one), "three different folders"),
        ((one, two, archive.keys), "outside"),
        ((one, archive.folder, three), "outside"),
    ):
        with pytest.raises(ConfigError, match=problem):
            archive.run("keys", "backup", *places)
    assert not list(one.iterdir())


def test_the_master_key_may_lie_elsewhere(
    archive: Archive, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    line = archive.run("keys", "move", stick / "master.json").stdout
    assert f'master = "file:{stick}/master.json"' in line
    assert "master" not in json.loads((archive.keys / "keys.json").read_text())
    with pytest.raises(ConfigError, match="whole set of keys"):
        archive.doors  # noqa: B018
    master(archive, f"file:{stick}/master.json")
    assert opened(archive, record) == b"%PDF aa" * 2000
    archive.run("keys", "rotate")
    assert opened(archive, record) == b"%PDF aa" * 2000
    files = backup(archive, tmp_path)
    archive.run("keys", "restore", *files[:2])

    text = (stick / "master.json").read_text()
    (stick / "master.json").unlink()
    assert archive.run("fixity").exception is None, "needs no master key"
    assert read_rounds(archive.folder / "fixity.json").ended
    with pytest.raises(ConfigError, match="cannot be read"):
        opened(archive, record)

    settings = archive.folder / "sohoa.toml"
    settings.write_text(settings.read_text().replace(f"file:{stick}/master.json", "env:SOHOA_ARCHIVE_MASTER_KEY"))
    monkeypatch.setenv("SOHOA_ARCHIVE_MASTER_KEY", text)
    assert opened(archive, record) == b"%PDF aa" * 2000
    with pytest.raises(ConfigError, match="cannot be written to"):
        archive.run("keys", "rotate")
    monkeypatch.setenv("SOHOA_ARCHIVE_MASTER_KEY", "{}")
    with pytest.raises(ConfigError, match=r"archive\.master"):
        opened(archive, record)


def test_every_act_on_keys_is_in_the_trail(archive: Archive, tmp_path: Path) -> None:
    archive.run("keys", "rotate")
    archive.run("keys", "restore", *backup(archive, tmp_path)[:2])
    with archive.doors[1].transaction() as transaction:
        acts = [one.act for one in transaction.trail.of("") if one.act != "settings_changed"]
    assert acts == ["keys_rotated", "keys_backed_up", "recovery_proven"]
