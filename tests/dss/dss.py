"""EU DSS, the European Commission's validator of signatures, out of Maven Central: one JVM judges many files.

told = dss([signed], roots)
assert told[signed] == (Opinion("PAdES-BASELINE-LTA", True, "TOTAL_PASSED"),)
"""

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".tools" / "dss"
READY = FOLDER / "complete"
SECONDS = 600


class Opinion(NamedTuple):
    """On one signature: its level, whether bytes and value agree, and the verdict by ETSI EN 319 102-1."""

    level: str
    intact: bool
    indication: str


def dss(files: Sequence[Path], roots: Sequence[Path | str]) -> dict[Path, tuple[Opinion, ...]]:
    """The verdict on each signature of each file, without any network; fails where Java's compiler is missing."""
    paths = [Path(file).resolve() for file in files]
    command = [_program("java"), "-cp", f"{_jars()}/*", str(HERE / "Judge.java"), ":".join(map(str, roots))]
    told = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, timeout=SECONDS, check=False)
    assert told.returncode == 0, f"EU DSS did not run: {told.stderr[-2000:]}"
    opinions = defaultdict(list)
    for line in told.stdout.splitlines():
        path, level, intact, indication = line.split("\t")
        opinions[Path(path)].append(Opinion(level, intact == "true", indication))
    return {Path(file): tuple(opinions[Path(file).resolve()]) for file in files}


def _jars() -> Path:
    """The folder with the jars, fetched on first use (21 MB)."""
    if not READY.exists():
        target = f"-DoutputDirectory={FOLDER}"
        command = [_program("mvn"), "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", target]
        told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert told.returncode == 0, f"Maven could not fetch EU DSS: {told.stdout[-2000:]}"
        READY.touch()
    return FOLDER


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"EU DSS needs {name}: `make test` installs it (apt-get install default-jdk-headless maven)"
    return found
