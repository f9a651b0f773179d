"""veraPDF, the reference validator of PDF/A: another program's word on what our own gate let pass.

Its command is a setting: the installed `verapdf`, or `java -cp FOLDER/* org.verapdf.apps.GreenfieldCliWrapper`.
"""

import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from digitize.errors import ConfigError, ServiceError

_OPTIONS = ("--format", "xml", "--maxfailuresdisplayed", "1", "--loglevel", "0", "--nonpdfext")
_SECONDS = 1800
_BY_ITS_METADATA = "0"


class Conformance(NamedTuple):
    """Whether a file keeps the flavour that it claims (2b, 3b ...), and the rules that it breaks (6.2.11.5-1)."""

    compliant: bool
    flavour: str
    failed: tuple[str, ...]


def judge(command: str, files: Sequence[Path], flavour: str = _BY_ITS_METADATA) -> dict[Path, Conformance]:
    """The verdict on each file, by the flavour in its metadata or by the one given, in one start of the program.

    Raises ConfigError where the command names no program, ServiceError when that gives no verdict.
    """
    program, *rest = _words(command)
    paths = {Path(file).resolve(): file for file in files}
    call = [program, *rest, *_OPTIONS, "--flavour", flavour, *map(str, paths)]
    try:
        told = subprocess.run(call, capture_output=True, text=True, timeout=_SECONDS, check=False)
        jobs = ElementTree.fromstring(told.stdout).iter("job")
    except (OSError, ElementTree.ParseError, subprocess.TimeoutExpired) as error:
        raise ServiceError("veraPDF chạy nhưng không trả lời / veraPDF was started but gave no verdict") from error
    verdicts = {Path(job.findtext("item/name", "")).resolve(): _conformance(job) for job in jobs}
    missing = len([path for path in paths if path not in verdicts])
    if missing:
        raise ServiceError(f"veraPDF bỏ sót / veraPDF left out {missing} of {len(paths)} files")
    return {file: verdicts[path] for path, file in paths.items()}


def _words(command: str) -> tuple[str, ...]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise ConfigError(
            "chưa cài veraPDF: cài rồi ghi lệnh của nó ở conformance.verapdf / veraPDF is not installed: install it "
            "(verapdf.org) and write its command into the settings (conformance.verapdf)"
        )
    return (program, *words[1:])


def _conformance(job: ElementTree.Element) -> Conformance:
    report = job.find("validationReport")
    if report is None:  # the file could not be parsed
        return Conformance(False, "", ("unreadable",))
    name = report.get("profileName", "").removeprefix("PDF/A-").partition(" ")[0].lower()
    rules = (f"{rule.get('clause')}-{rule.get('testNumber')}" for rule in report.iter("rule"))
    return Conformance(report.get("isCompliant") == "true", name, tuple(sorted(rules)))
