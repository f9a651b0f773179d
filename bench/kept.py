"""A sohoa command that also tells what its sealing cost: `python -m bench.kept REPORT ARGUMENTS...`.

Sealing is all that the vault does to keep an object: its name, its key, its ciphertext, the check that it opens, the
store, and what lies there read back. CPU seconds of the threads that did so, and how much they kept, go into REPORT.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cli
from digitize.record import Kept
from storage.vault import SealingVault


@dataclass
class Meter:
    """What `keep` cost so far."""

    cpu: float = 0.0
    objects: int = 0
    size: int = 0
    turn: Any = field(default_factory=threading.Lock)

    def note(self, cpu: float, size: int) -> None:
        with self.turn:
            self.cpu, self.objects, self.size = self.cpu + cpu, self.objects + 1, self.size + size


def main() -> None:
    report, meter, keep = Path(sys.argv[1]), Meter(), SealingVault.keep

    def timed(self: SealingVault, file: Path) -> Kept:
        start = time.thread_time()
        kept = keep(self, file)
        meter.note(time.thread_time() - start, kept.sealed_bytes)
        return kept

    SealingVault.keep = timed  # type: ignore[method-assign]
    sys.argv = ["sohoa", *sys.argv[2:]]
    try:
        cli.main()
    finally:
        told = {"sealing_cpu_s": meter.cpu, "objects": meter.objects, "sealed_bytes": meter.size}
        report.write_text(json.dumps(told), encoding="ascii")


if __name__ == "__main__":
    main()
