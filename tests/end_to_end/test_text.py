"""The text that any program finds in our files is the text that we read: pdftotext and pdfplumber, word for word."""

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from commands.doors import open_archive
from digitize.record import Query
from digitize.revision import before_first_signature
from digitize.settings import load_settings
from tests.end_to_end.office import Office

LEAST = 0.999
LEAST_ALONE = 0.997  # where the engine read noise as words that overlap, or columns almost touch


def pdftotext(file: Path) -> str:
    """With -layout, for without it a hyphen at the end of a line joins it with the next (30/NĐ- CP)."""
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode()


def plumbed(file: Path) -> str:
    with pdfplumber.open(file) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def f1(found: Counter[str], truth: Counter[str]) -> float:
    return 2 * (found & truth).total() / (found.total() + truth.total())


@pytest.mark.parametrize("read", [pdftotext, plumbed])
def test_text_out_of_the_file_is_the_text_as_read(
    read: Callable[[Path], str],
    samples_office: tuple[Office, list[dict[str, Any]]],
    exported: dict[str, Path],
    tmp_path: Path,
) -> None:
    office, outcomes = samples_office
    _, catalog = open_archive(load_settings(office.folder / "sohoa.toml", {}))
    with catalog.transaction() as transaction:
        texts = {one.document: one.text for one in transaction.records.find(Query(limit=1000))}
    found, truth = Counter[str](), Counter[str]()
    for one in outcomes:
        if one["state"] == "filed" and one["signature"] != "incoming":
            words = Counter(read(_unstamped(exported[Path(one["file"]).name], tmp_path)).split())
            as_read = Counter(texts[one["document"]].split())
            assert f1(words, as_read) >= LEAST_ALONE
            found, truth = found + words, truth + as_read
    assert truth.total() > 5000
    assert f1(found, truth) >= LEAST


def _unstamped(signed: Path, folder: Path) -> Path:
    """The file before its signature, whose stamp some programs take for text of the page."""
    before = folder / signed.name
    before.write_bytes(signed.read_bytes()[: before_first_signature(signed)])
    return before
