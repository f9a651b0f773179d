"""What `read --debug` leaves goes after seven days and nothing else with it; only its owner can look."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands.debug import begin, write_private
from commands.debug_draw import picture_name
from commands.leftovers import INDEX, MARKER, clear_old
from digitize.errors import ConfigError
from digitize.settings import Archive, Settings

DAYS = 7


def settings_in(folder: Path) -> Settings:
    return Settings(folder, Archive("directory:archive/objects", "sqlite:archive/catalog.db", str(folder / "keys")))


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    (tmp_path / "office").mkdir()
    return settings_in(tmp_path / "office")


def old_run(folder: Path, office: Settings, days: float) -> Path:
    """A run as it stands some days later."""
    run = begin(folder, office, ())
    write_private(run / MARKER, (datetime.now(UTC) - timedelta(days=days)).isoformat())
    (run / "0001").mkdir(0o700)
    for kind in ("words", "cleaned"):
        write_private(run / "0001" / picture_name(1, kind), "picture")
    write_private(run / INDEX, "index")
    return run


def test_after_seven_days_the_next_run_clears_away_what_sohoa_left(tmp_path: Path, office: Settings) -> None:
    young, old = old_run(tmp_path / "debug", office, DAYS - 0.1), old_run(tmp_path / "debug", office, DAYS + 0.1)
    # A run cut short: its pictures still lie where the workers put them.
    (old / "0001").rename(old / ("0f" * 16))
    begin(tmp_path / "debug", office, ())
    assert not old.exists()
    assert (young / "0001" / "p0001-words.jpg").exists()


def test_nothing_that_sohoa_did_not_make_is_cleared(tmp_path: Path, office: Settings) -> None:
    """A clerk's note inside a run, folders named alike without a marker, a copied marker elsewhere."""
    folder = tmp_path / "debug"
    old = old_run(folder, office, 30)
    notes = [old / "note.txt", old / "0001" / "letter.jpg", folder / "mine.txt", folder / "sohoa-debug-mine" / "a.jpg"]
    notes += [folder / "photographs" / name for name in (INDEX, "p0001-words.jpg")]
    for note in notes:
        note.parent.mkdir(exist_ok=True)
        note.write_text("mine")
    (folder / "photographs" / MARKER).write_text((old / MARKER).read_text())
    clear_old(folder, datetime.now(UTC), DAYS)
    assert all(note.read_text() == "mine" for note in notes)
    assert not (old / "0001" / "p0001-words.jpg").exists()
    assert not (old / INDEX).exists()


def test_links_are_not_followed(tmp_path: Path, office: Settings) -> None:
    folder, other = tmp_path / "debug", tmp_path / "other"
    old = old_run(folder, office, 30)
    elsewhere = old_run(other, office, 30)
    kept = [elsewhere / "0001" / "p0001-words.jpg", elsewhere / INDEX, elsewhere / MARKER]
    (folder / "sohoa-debug-link").symlink_to(elsewhere)
    (old / "0002").symlink_to(elsewhere / "0001")
    (old / "0001" / "p0002-words.jpg").symlink_to(kept[0])
    (old / "0001" / "p0003-words.jpg").mkdir()
    marked = folder / "sohoa-debug-marked"
    (marked / "0001").mkdir(parents=True)
    write_private(marked / "0001" / "p0001-words.jpg", "mine")
    (marked / MARKER).symlink_to(elsewhere / MARKER)
    clear_old(folder, datetime.now(UTC), DAYS)
    assert all(file.exists() for file in kept)
    assert (marked / "0001" / "p0001-words.jpg").exists()
    assert (old / "0002").is_symlink()


@pytest.mark.parametrize(
    "told", ["", "no date", "2020-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "\x00" * 5000, "é"]
)
def test_a_marker_that_sohoa_did_not_write_clears_nothing(tmp_path: Path, office: Settings, told: str) -> None:
    run = old_run(tmp_path / "debug", office, 30)
    (run / MARKER).write_text(told, encoding="utf-8")
    clear_old(tmp_path / "debug", datetime.now(UTC), DAYS)
    assert (run / INDEX).exists()


def test_a_marker_that_is_a_pipe_holds_nobody_up(tmp_path: Path, office: Settings) -> None:
    run = old_run(tmp_path / "debug", office, 30)
    (run / MARKER).unlink()
    os.mkfifo(run / MARKER)
    clear_old(tmp_path / "debug", datetime.now(UTC), DAYS)
    assert (run / INDEX).exists()


def test_the_folder_is_made_for_its_owner_alone_whatever_the_umask(tmp_path: Path, office: Settings) -> None:
    before = os.umask(0)
    try:
        run = begin(tmp_path / "new", office, ())
    finally:
        os.umask(before)
    assert (run.parent.stat().st_mode & 0o777, run.stat().st_mode & 0o777) == (0o700, 0o700)
    assert (run / MARKER).stat().st_mode & 0o777 == 0o600


def test_an_empty_folder_is_closed_and_one_that_others_can_look_into_refused(tmp_path: Path, office: Settings) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    begin(folder, office, ())
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o750)
    with pytest.raises(ConfigError, match="others can look into it"):
        begin(folder, office, ())
    assert folder.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("place", ["archive", "archive/objects/new", "keys", "keys/deep/new"])
def test_archive_and_keys_hold_no_open_pictures(office: Settings, place: str) -> None:
    with pytest.raises(ConfigError, match="lies in the archive or among the keys"):
        begin(office.folder / place, office, ())
    assert not (office.folder / place).exists()


def test_a_link_into_the_archive_is_the_archive(tmp_path: Path, office: Settings) -> None:
    (office.folder / "archive").mkdir()
    (tmp_path / "link").symlink_to(office.folder / "archive")
    with pytest.raises(ConfigError, match="lies in the archive"):
        begin(tmp_path / "link" / "debug", office, ())


def test_pictures_are_not_put_among_the_scans_being_read(tmp_path: Path, office: Settings) -> None:
    (tmp_path / "scans").mkdir()
    for place in ("scans", "scans/debug"):
        with pytest.raises(ConfigError, match="being read"):
            begin(tmp_path / place, office, (str(tmp_path / "scans"),))
    assert list((tmp_path / "scans").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, office: Settings) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="--debug"):
        begin(tmp_path / "file" / "new", office, ())
