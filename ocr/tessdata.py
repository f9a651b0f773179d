"""Tesseract's language data: where it lies, and which letters it can write (tesseract-ocr tessdatamanager.h)."""

import functools
import hashlib
import os
import struct
import unicodedata
from pathlib import Path

from digitize.errors import ConfigError

FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)
LSTM_UNICHARSET = 21
MAX_COMPONENTS = 64


def get_folder(language: str) -> str:
    """The first folder that holds the data of all languages of `vie+eng`; raises ConfigError when none does."""
    names = _names(language)
    candidates = [folder for folder in (os.environ.get("TESSDATA_PREFIX"), *FOLDERS) if folder]
    for folder in candidates:
        if all(_file(folder, name).is_file() for name in names):
            return folder
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-').lower()}" for name in names)
    raise ConfigError(
        f"Tesseract's data for “{language}” is in none of {', '.join(candidates)}; try: apt install {packages}"
    )


def find_better(language: str) -> tuple[str, str] | None:
    """Folder and name of the better, slower data that comes with this package for a language; None where none does."""
    folder = Path(__file__).parent / "data"
    name = f"{language}_best"
    return (str(folder), name) if _file(str(folder), name).is_file() else None


@functools.cache
def get_letters(folder: str, language: str) -> frozenset[str]:
    """All characters that the LSTM networks of these languages can emit; raises ConfigError for a damaged file."""
    found: set[str] = set()
    for name in _names(language):
        found.update(_read_letters(_file(folder, name)))
    return frozenset(found)


@functools.cache
def get_fingerprint(folder: str, language: str) -> str:
    """The languages, each with the beginning of its file's SHA-256: another file is another reader."""
    files = ((name, _file(folder, name).read_bytes()) for name in _names(language))
    return " ".join(f"{name}:{hashlib.sha256(content).hexdigest()[:12]}" for name, content in files)


def find_unwritable(language: str, letters: str) -> str:
    """Those of the letters that no network of these languages can emit; raises ConfigError when data is missing."""
    known = get_letters(get_folder(language), language)
    return "".join(letter for letter in letters if unicodedata.normalize("NFC", letter) not in known)


def _names(language: str) -> list[str]:
    return [name for name in language.split("+") if name]


def _file(folder: str, name: str) -> Path:
    return Path(folder, f"{name}.traineddata")


def _read_letters(path: Path) -> set[str]:
    """The characters of the unicharset inside a traineddata file: one per line, its first word, after a count."""
    try:
        lines = _component(path.read_bytes(), LSTM_UNICHARSET).decode("utf-8").splitlines()
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"the Tesseract data file {path} is damaged; install it anew") from error
    units = (line.split(" ", 1)[0] for line in lines[1:])
    return {letter for unit in units if unit != "NULL" for letter in unicodedata.normalize("NFC", unit)}


def _component(content: bytes, index: int) -> bytes:
    """One component of the container: a count, then as many offsets (-1: absent), then the components in order."""
    order = "<" if struct.unpack_from("<i", content)[0] <= MAX_COMPONENTS else ">"
    count = struct.unpack_from(f"{order}i", content)[0]
    offsets = struct.unpack_from(f"{order}{count}q", content, 4)
    if index >= count or offsets[index] < 0:
        raise ValueError("no LSTM network in this file")
    later = [offset for offset in offsets[index + 1 :] if offset >= 0]
    return content[offsets[index] : min(later, default=len(content))]
