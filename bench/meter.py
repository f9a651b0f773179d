"""What a command costs with all that it starts, orphans included: `python -m bench.meter REPORT COMMAND...`.

The kernel adds a process's time to its parent's only when the parent waits for it. A fork server's workers outlive
whoever could wait for them, so this process makes itself the one that inherits orphans (prctl(2),
PR_SET_CHILD_SUBREAPER) and waits for every process that ever comes to it. It does nothing else and stays small, because
a new process starts with its parent's size as its own peak (getrusage(2), ru_maxrss).
"""

import ctypes
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time (user and system) and of the clock; peak resident bytes of the largest process."""

    cpu: float
    wall: float
    peak: int
    exit: int


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended: what it cost and what it said."""

    cost: Cost
    output: str
    complaint: str


def measure(command: list[str], folder: Path) -> Run:
    """Runs the command under a meter of its own; its output passes through files in the folder."""
    report, output, complaint = (folder / name for name in ("cost.json", "output", "complaint"))
    meter = [sys.executable, "-m", "bench.meter", str(report), *command]
    with output.open("wb") as out, complaint.open("wb") as said:
        subprocess.run(meter, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=said, check=True)
    cost = Cost(**json.loads(report.read_text(encoding="ascii")))
    return Run(cost, output.read_text(encoding="utf-8"), complaint.read_text(encoding="utf-8", errors="replace"))


def spend(command: list[str]) -> Cost:
    """Runs the command in this process's name and waits until nothing of it is left."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "this process cannot inherit orphans")
    start, cpu, peak, code = time.monotonic(), 0.0, 0, 0
    first = os.posix_spawnp(command[0], command, os.environ)
    while True:
        try:
            process, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            return Cost(cpu, time.monotonic() - start, peak, code)
        # A process's usage holds that of the children it waited for; those that come here were waited for by nobody.
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss * 1024)
        if process == first:
            code = os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asdict(spend(sys.argv[2:]))), encoding="ascii")
