"""The meter counts the processor time of every process that a command starts, whoever waits for it."""

import sys
from pathlib import Path

import pytest

from bench.meter import measure

BURN = """
import time
def burn(seconds):
    while time.process_time() < seconds:
        pass
"""
IN_PROCESS = f"{BURN}\nburn(0.4)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '''{IN_PROCESS}'''])"
ORPHAN = f"import os, sys, subprocess; subprocess.Popen([sys.executable, '-c', '''{IN_PROCESS}''']); os._exit(0)"
FORKSERVER = """
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
def burn(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("forkserver")) as pool:
        list(pool.map(burn, [0.2, 0.2]))
"""


def cpu_of(program: str, folder: Path) -> float:
    script = folder / "program.py"
    script.write_text(program, encoding="utf-8")
    run = measure([sys.executable, str(script)], folder)
    assert run.cost.exit == 0, run.complaint
    return run.cost.cpu


@pytest.mark.parametrize(
    "program", [IN_PROCESS, CHILD, ORPHAN, FORKSERVER], ids=["own", "child", "orphan", "forkserver"]
)
def test_all_processor_time_is_counted(program: str, tmp_path: Path) -> None:
    start_up = cpu_of("pass", tmp_path)
    # A process that burns until its own clock says 0.4 has burnt its start-up with it.
    assert 0.39 < cpu_of(program, tmp_path) < 0.4 + 13 * start_up


def test_the_clock_waits_for_orphans(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(ORPHAN, encoding="utf-8")
    assert measure([sys.executable, str(tmp_path / "program.py")], tmp_path).cost.wall > 0.36


def test_the_peak_is_the_largest_process(tmp_path: Path) -> None:
    grow = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = bytearray(200 << 20)'])"
    (tmp_path / "program.py").write_text(grow, encoding="utf-8")
    peak = measure([sys.executable, str(tmp_path / "program.py")], tmp_path).cost.peak
    assert 200 << 20 < peak < 260 << 20


def test_what_the_command_says_and_how_it_ends(tmp_path: Path) -> None:
    say = "import sys; print('số hóa'); print('sai', file=sys.stderr); sys.exit(3)"
    run = measure([sys.executable, "-c", say], tmp_path)
    assert (run.output, run.complaint, run.cost.exit) == ("số hóa\n", "sai\n", 3)
