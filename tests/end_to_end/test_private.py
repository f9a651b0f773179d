"""Nothing of a citizen lies open: not in the archive, not in logs, not in names; without the keys nothing opens."""

import re
import shutil
from pathlib import Path
from typing import Any

from tests.end_to_end.office import Office, prove_recovery

Filed = tuple[Office, list[dict[str, Any]]]


def secrets_of(truth: dict[str, dict[str, Any]]) -> list[str]:
    """Every ID and name of the samples."""
    values = []
    for told in truth.values():
        fields = told.get("fields", {})
        values += [fields[name] for name in ("citizen_id", "full_name") if fields.get(name)]
    return values


def test_no_id_and_no_name_lies_open(samples_office: Filed, truth: dict[str, dict[str, Any]]) -> None:
    office, _ = samples_office
    values = secrets_of(truth)
    assert len(values) >= 10
    needles = [form.encode(code) for value in values for form in (value, value.upper()) for code in ("utf-8", "utf-16")]
    for file in office.folder.rglob("*"):
        assert not re.search(r"\d{12}", file.name)
        if file.is_file():
            data = file.read_bytes()
            assert not any(needle in data for needle in needles), file
            assert b"%PDF" not in data or file.suffix == ".toml", file


def test_the_log_has_no_file_names_and_no_long_numbers(samples_office: Filed) -> None:
    office, outcomes = samples_office
    log = (office.folder / "sohoa.log").read_text(encoding="utf-8")
    assert len(log.splitlines()) > len(outcomes)
    assert not re.search(r"\d{9}", log)
    for outcome in outcomes:
        assert Path(outcome["file"]).name not in log


def test_without_the_keys_nothing_opens(samples_office: Filed, tmp_path: Path) -> None:
    office, outcomes = samples_office
    copy = tmp_path / "office"
    shutil.copytree(office.folder, copy)
    settings = copy / "sohoa.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(str(office.keys), str(tmp_path / "other")))
    stranger = Office(copy, tmp_path / "other")
    stranger.run("find", code=2)
    from storage.keys import make_keys

    make_keys(tmp_path / "other")
    done = stranger.run("find", code=2)
    assert "Traceback" not in done.stderr
    assert outcomes


def test_a_copy_of_the_two_folders_is_a_backup(samples_office: Filed, tmp_path: Path) -> None:
    office, outcomes = samples_office
    shutil.copytree(office.folder, tmp_path / "office")
    shutil.copytree(office.keys, tmp_path / "keys")
    settings = tmp_path / "office" / "sohoa.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(str(office.keys), str(tmp_path / "keys")))
    restored = Office(tmp_path / "office", tmp_path / "keys")
    assert len(restored.documents()) == len([one for one in outcomes if one["state"] == "filed"])
    filed = next(one for one in outcomes if one["state"] == "filed" and one["signature"] == "B-B")
    assert restored.json("verify", filed["document"])[0]["intact"] is True
    assert "keys backup" in restored.run("doctor", code=2).stdout
    prove_recovery(restored, tmp_path)
    restored.run("doctor")


def test_key_files_are_for_their_owner_alone(samples_office: Filed) -> None:
    office, _ = samples_office
    for file in (office.keys, *office.keys.rglob("*")):
        assert not file.stat().st_mode & 0o077, file
