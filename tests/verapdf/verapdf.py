"""veraPDF, the reference validator of PDF/A, out of Maven Central: one JVM judges any number of files.

verdicts = verapdf([signed, unsigned])
assert verdicts[signed] == Conformance(True, "2b", ())
"""

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".tools" / "verapdf"
PROGRAM = "org.verapdf.apps.GreenfieldCliWrapper"
READY = FOLDER / "complete"
SECONDS = 600


class Conformance(NamedTuple):
    """Whether the file keeps the flavour that it claims (2b, 3b ...), and the rules that it breaks (6.2.11.5-1)."""

    compliant: bool
    flavour: str
    failed: tuple[str, ...]


def verapdf(files: Sequence[Path], flavour: str = "0") -> dict[Path, Conformance]:
    """The verdict on each file, by the flavour in its metadata or by the one given; fails where Java is missing."""
    paths = [Path(file).resolve() for file in files]
    options = ["--format", "xml", "--flavour", flavour, "--maxfailuresdisplayed", "1", "--loglevel", "0", "--nonpdfext"]
    command = [_program("java"), "-cp", f"{_jars()}/*", PROGRAM, *options, *map(str, paths)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    try:
        jobs = ElementTree.fromstring(told.stdout).iter("job")
    except ElementTree.ParseError:
        raise AssertionError(f"veraPDF did not run (exit code {told.returncode}): {told.stderr[-2000:]}") from None
    verdicts = {Path(job.findtext("item/name", "")).resolve(): _conformance(job) for job in jobs}
    missing = [path for path in paths if path not in verdicts]
    assert not missing, f"veraPDF left out {len(missing)} of {len(paths)} files: {told.stderr[-2000:]}"
    return {Path(file): verdicts[Path(file).resolve()] for file in files}


def _conformance(job: ElementTree.Element) -> Conformance:
    report = job.find("validationReport")
    if report is None:  # the file could not be parsed
        return Conformance(False, "", ("unreadable",))
    name = report.get("profileName", "").removeprefix("PDF/A-").partition(" ")[0].lower()
    rules = (f"{rule.get('clause')}-{rule.get('testNumber')}" for rule in report.iter("rule"))
    return Conformance(report.get("isCompliant") == "true", name, tuple(sorted(rules)))


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
