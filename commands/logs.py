"""The log file: batches, numbers, documents; never a citizen's ID or name, never an input file's name."""

import logging
import re
import traceback
from pathlib import Path

_PLACE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
_DIGITS = re.compile(r"\d{9,}")
log = logging.getLogger("sohoa")


class _Masked(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _DIGITS.sub("*********", super().format(record))


def open_log(path: Path) -> None:
    """Sends the log to a file (mode 0600) that grows; runs of nine and more digits are masked."""
    if log.handlers:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(_Masked("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def log_defect(error: BaseException) -> None:
    """Writes type and places of a defect, not its text: that may quote a paper."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    # A worker's traceback comes as text, with the code and the message that must not stand here.
    places += [f"{file}:{line} {name}" for file, line, name in _PLACE.findall(str(error.__cause__ or ""))]
    log.error("defect %s at %s", type(error).__name__, " < ".join(reversed(places)))
