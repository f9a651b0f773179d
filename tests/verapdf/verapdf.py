"""veraPDF out of Maven Central, for tests: one JVM judges any number of files.

verdicts = verapdf([signed, unsigned])
assert verdicts[signed] == Conformance(True, "2b", ())
"""

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from signing.verapdf import Conformance, judge

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".tools" / "verapdf"
PROGRAM = "org.verapdf.apps.GreenfieldCliWrapper"
READY = FOLDER / "complete"
SECONDS = 600


def verapdf(files: Sequence[Path], flavour: str = "0") -> dict[Path, Conformance]:
    """The verdict on each file, by the flavour in its metadata or by the one given; fails where Java is missing."""
    return judge(verapdf_command(), files, flavour)


def verapdf_command() -> str:
    """As `conformance.verapdf` in the settings names it."""
    return shlex.join((_program("java"), "-cp", f"{_jars()}/*", PROGRAM))


def _jars() -> Path:
    """The folder with veraPDF's jars, fetched on first use (19 MB)."""
    if not READY.exists():
        target = f"-DoutputDirectory={FOLDER}"
        command = [_program("mvn"), "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", target]
        told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert told.returncode == 0, f"Maven could not fetch veraPDF: {told.stdout[-2000:]}"
        READY.touch()
    return FOLDER


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"veraPDF needs {name}: `make test` installs it (apt-get install default-jre-headless maven)"
    return found
