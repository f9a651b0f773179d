"""No paper lies open for good: what dead processes left goes with the next command, what was shown after some days."""

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands.debug import begin, write_private
from commands.leftovers import MARKER, clear_left, note_pictures, open_folder, open_temporary, shown_file
from commands.workers import Workers
from digitize.errors import ServiceError
from digitize.settings import Run, Settings
from tests.commands.archive import Archive

ROOT = Path(__file__).resolve().parents[2]
DYING = """
import os, sys
from pathlib import Path
from commands.leftovers import open_folder, open_temporary
with (open_folder(Path(sys.argv[1])) if len(sys.argv) > 1 else open_temporary()) as own:
    (own / "page").write_text("open")
    print(own, flush=True)
    sys.stdin.read()
    os._exit(9)
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def working(*words: object) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", DYING, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_any_command_clears_the_spool_of_a_killed_run_and_not_that_of_a_living_one(archive: Archive) -> None:
    process, own = working(archive.folder / "spool")
    archive.run("find")
    assert (own / "page").exists()
    kill(process)
    assert (own / "page").exists()
    archive.run("find")
    assert not own.exists()


def test_temporary_folders_of_killed_commands_go_too(archive: Archive) -> None:
    process, own = working()
    kill(process)
    assert (own / "page").exists()
    with open_temporary() as other:
        assert not own.exists()
        assert other.parent.stat().st_mode & 0o077 == 0
    assert not other.exists()


def test_a_temporary_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    trap = tmp_path / "tmp" / f"sohoa-{os.geteuid()}"
    trap.symlink_to(tmp_path)
    with pytest.raises(ServiceError, match="set TMPDIR"), open_temporary():
        pass
    trap.unlink()
    trap.mkdir()
    trap.chmod(0o777)
    with pytest.raises(ServiceError, match="open to others"), open_temporary():
        pass


def test_what_was_shown_goes_after_the_days_of_the_setting(tmp_path: Path) -> None:
    young, old = shown_file(), shown_file()
    for file in (young, old):
        file.write_text("pdf")
    os.utime(old, (time.time() - 3.1 * 24 * 3600,) * 2)
    settings = Settings(tmp_path, run=Run(left_days=3))
    clear_left(settings)
    assert young.exists()
    assert not old.exists()


def test_any_command_clears_old_debug_folders_wherever_they_lie(archive: Archive, tmp_path: Path) -> None:
    runs = [begin(tmp_path / name / "debug", Settings(tmp_path / "none"), ()) for name in ("a", "b")]
    for run, days in zip(runs, (6.9, 7.1), strict=True):
        write_private(run / "index.html", "words of a paper")
        write_private(run / MARKER, (datetime.now(UTC) - timedelta(days=days)).isoformat())
    archive.run("find")
    assert (runs[0] / "index.html").exists()
    assert not runs[1].exists()
    noted = (tmp_path / "state" / "sohoa" / "debug-folders").read_text()
    assert noted == f"{tmp_path}/a/debug\n"


def test_a_debug_folder_on_a_stick_that_is_out_is_remembered(archive: Archive, tmp_path: Path) -> None:
    run = begin(tmp_path / "stick", Settings(tmp_path / "none"), ())
    write_private(run / MARKER, (datetime.now(UTC) - timedelta(days=8)).isoformat())
    (tmp_path / "stick").rename(tmp_path / "pocket")
    archive.run("find")
    (tmp_path / "pocket").rename(tmp_path / "stick")
    archive.run("find")
    assert not run.exists()


def test_many_who_open_a_folder_at_once_do_not_clear_each_other(tmp_path: Path) -> None:
    whole = tmp_path / "spool"
    hands = [working(whole) for _ in range(6)]
    with open_folder(whole):
        assert all((own / "page").exists() for _, own in hands)
    for process, _ in hands:
        kill(process)


def test_pictures_for_a_person_go_after_the_days_of_the_setting(tmp_path: Path) -> None:
    young, old, foreign = (tmp_path / name for name in ("young.png", "old.png", "foreign.png"))
    note_pictures([young, old])
    for file in (young, old, foreign):
        file.write_bytes(b"a name")
    for file in (old, foreign):
        os.utime(file, (time.time() - 7.1 * 24 * 3600,) * 2)
    clear_left(Settings(tmp_path))
    assert [file.name for file in sorted(tmp_path.glob("*.png"))] == ["foreign.png", "young.png"]
    assert (tmp_path / "state" / "sohoa" / "pictures").read_text() == f"{young}\n"


def left_by_a_library(word: str) -> str:
    """As pytesseract does: a file that only its maker would take away."""
    with tempfile.NamedTemporaryFile(prefix="tess_", delete=False) as file:
        file.write(word.encode())
    return file.name


def test_what_libraries_leave_in_a_worker_lies_in_the_spool(tmp_path: Path) -> None:
    with open_folder(tmp_path / "spool") as spool, Workers(1, 60, spool) as workers:
        (left,) = workers.each(left_by_a_library, ["a name"], lambda _, problem: problem)
        assert Path(left).parent == spool
    assert not Path(left).exists()


# Where nothing of a paper passes: names and numbers of objects, a sheet without words, sealed bytes, empty tables.
HARMLESS = {
    "commands/doctor.py": 1,
    "commands/sweep.py": 1,
    "commands/token.py": 1,
    "storage/durable.py": 2,
    "storage/catalogs/sqlite.py": 1,
}


def test_no_paper_lies_where_nothing_clears_it() -> None:
    """Named temporary files stand in the spool or in our temporary folder; whoever adds another place sees this."""
    named = re.compile(r"(?:TemporaryDirectory|NamedTemporaryFile|mkstemp|mkdtemp)\((?!dir=target\.parent\))")
    found = {}
    for room in ("commands", "digitize", "ocr", "storage", "signing"):
        for file in (ROOT / room).rglob("*.py"):
            if count := len(named.findall(file.read_text(encoding="utf-8"))):
                found[str(file.relative_to(ROOT))] = count
    assert found == HARMLESS
