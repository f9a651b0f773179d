"""Killed between any two writes, at a full disk, or beside another run: nothing is lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.office import DOSSIERS, ROOT, Make, Office

DEAD = 77


def whole(office: Office, documents: int) -> None:
    """Every document is there once, and opens."""
    found = office.documents()
    assert len(found) == documents
    for one in found:
        assert office.json("verify", one["document"])[0]["intact"] is True


def test_dying_at_any_write_loses_and_doubles_nothing(office: Office, small_scan: Make, tmp_path: Path) -> None:
    words = ["--config", str(office.folder / "sohoa.toml"), "run", str(tmp_path / "slip.jpg"), "--jobs", "1"]
    for count in range(1, 200):
        # A new paper each time, else the first run that got through would have filed it.
        slip = small_scan(tmp_path / "slip.jpg")
        slip.write_bytes(slip.read_bytes() + b"\0" * count)
        script = ROOT / "tests" / "end_to_end" / "dying.py"
        done = subprocess.run(
            [sys.executable, script, str(count), *words], capture_output=True, timeout=120, check=False
        )
        if done.returncode != DEAD:
            assert done.returncode == 0, done.stderr[-2000:]
            break
        assert office.json("run", slip)[0]["state"] in ("filed", "already_filed")
        assert len(office.documents()) == count
    assert count > 10, "the run makes more durable writes than that"
    whole(office, count)
    assert list((office.folder / "spool").iterdir()) == []


def test_killed_from_outside_at_odd_moments(office: Office, tmp_path: Path) -> None:
    """SIGKILL at times spread over the run of a few real pages, then the same again to the end."""
    files = [DOSSIERS / name for name in ("02-marriage-certificate.jpg", "13-declaration.jpg", "14-authorisation.jpg")]
    command = [sys.executable, "-c", "import cli; cli.main()", "--config", str(office.folder / "sohoa.toml"), "run"]
    for after in (1.0, 2.0, 3.0, 4.0, 5.0):
        process = subprocess.Popen(
            [*command, *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    office.run("run", *files)
    whole(office, len(files))


@pytest.mark.parametrize("after", [0.4, 0.8])
def test_ctrl_c_is_130_and_the_same_again_goes_on(office: Office, after: float) -> None:
    """Also while the workers are being started: an interpreter that loads prints a traceback of its own."""
    files = [DOSSIERS / name for name in ("02-marriage-certificate.jpg", "13-declaration.jpg")]
    command = [sys.executable, "-c", "import cli; cli.main()", "--config", str(office.folder / "sohoa.toml"), "run"]
    process = subprocess.Popen(
        [*command, *map(str, files)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 60
    while not list((office.folder / "spool").glob("*")) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in said
    office.run("run", *files)
    whole(office, len(files))


def test_two_runs_at_once_double_nothing(office: Office) -> None:
    files = [DOSSIERS / name for name in ("02-marriage-certificate.jpg", "13-declaration.jpg", "14-authorisation.jpg")]
    command = [sys.executable, "-c", "import cli; cli.main()", "--config", str(office.folder / "sohoa.toml"), "run"]
    both = [subprocess.Popen([*command, *map(str, files)], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(timeout=300) for one in both] == [0, 0]
    whole(office, len(files))


def test_a_full_disk_stops_with_a_sentence_and_goes_on_later(office: Office, small_scan: Make, tmp_path: Path) -> None:
    disk = office.archive / "objects"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    slip = small_scan(tmp_path / "slip.jpg")
    slip.write_bytes(slip.read_bytes() + os.urandom(200_000))
    try:
        said = office.run("run", slip, code=4).stderr
        assert "disk is full" in said
        assert office.documents() == []
    finally:
        subprocess.run(["umount", disk], check=True)
    office.run("run", slip)
    whole(office, 1)
