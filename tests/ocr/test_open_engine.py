import os
import stat
from pathlib import Path

import pytest

from digitize.errors import ConfigError, ServiceError
from ocr import open_engine
from ocr.engines.pytesseract import Pytesseract
from ocr.engines.tesseract import Tesseract
from tests.digitize.sheet import letter, paper, scan


def test_an_unknown_engine_is_told_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="“abbyy”; known are: lines, pytesseract, tesseract"):
        open_engine("abbyy:vie")


@pytest.mark.parametrize("name", ["tesseract", "tesseract:", "pytesseract", "pytesseract:"])
def test_vietnamese_is_meant_where_nothing_is_said(name: str) -> None:
    assert open_engine(name) in (Tesseract("vie"), Pytesseract("vie"))


@pytest.mark.parametrize("scheme", ["tesseract", "pytesseract"])
def test_a_missing_language_says_what_to_install(scheme: str) -> None:
    with pytest.raises(ConfigError, match="apt install tesseract-ocr-vie tesseract-ocr-tlh"):
        open_engine(f"{scheme}:vie+tlh")


def test_a_missing_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="apt install tesseract-ocr"):
        open_engine("pytesseract:vie")
    with pytest.raises(ConfigError, match="apt install tesseract-ocr"):
        Pytesseract().read(scan(paper(100.0), 100.0))


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 30\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ServiceError, match="longer than 1 s"):
        Pytesseract(timeout=1.0).read(scan(paper(100.0), 100.0))


def test_a_program_that_fails_is_told_without_its_paths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ServiceError, match=r"failed on this page \(status 3\)$"):
        Pytesseract().read(scan(paper(100.0), 100.0))


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    page = scan(letter(200.0), 200.0)
    with pytest.raises(ServiceError, match="in time"):
        Tesseract(timeout=0.02).read(page)
    assert Tesseract().read(page)
