"""Pages through the real engine: cards with their codes, numbers read twice, stamps of secrecy beside other stamps."""

import random
from pathlib import Path

import cv2
import pytest

from bench.degrade import press
from bench.secrecy import office_page, stamp
from bench.sheets import DPI
from digitize.model import Document, Page
from digitize.pipeline import read_page, take_in, understand
from digitize.secrecy import is_secret
from ocr import open_engine
from samples.draw import draw_sheet

SAMPLES = Path(__file__).parents[2] / "samples" / "dossiers"


def read(path: Path, spool: Path) -> tuple[Page, ...]:
    intake = take_in(spool, str(path))
    pages = [read_page(open_engine("lines:"), (intake.form, original)) for original in intake.originals]
    assert all(isinstance(page, Page) for page in pages)
    return tuple(page for page in pages if isinstance(page, Page))


@pytest.mark.parametrize("name", ["03-citizen-card.pdf", "04-citizen-card-copy.jpg"])
def test_a_card_s_number_is_sure_by_its_code(name: str, tmp_path: Path) -> None:
    pages = read(SAMPLES / name, tmp_path)
    assert [code.symbology for page in pages for code in page.codes] == ["QRCode"]

    document = understand(open_engine("lines:"), pages)

    assert isinstance(document, Document)
    number = next(field for field in document.fields if field.name == "citizen_id")
    assert number.status == "read"
    assert {"print", "qr"} <= set(number.witnesses)
    assert not [doubt for doubt in document.doubts if doubt.startswith("citizen_id:")]


def test_a_declaration_s_number_is_sure_by_reading_it_twice(tmp_path: Path) -> None:
    (page,) = read(SAMPLES / "13-declaration.jpg", tmp_path)
    twice = [word for line in page.lines for word in line.words if word.again is not None]
    assert twice
    assert any(word.again and word.text.strip(".,") in word.again for word in twice)


@pytest.mark.parametrize(("words", "secret"), [("TỐI MẬT", True), ("MẬT", True), ("HỎA TỐC", False), ("MẪU", False)])
def test_a_red_stamp_of_secrecy_is_seen_and_others_are_not(words: str, secret: bool, tmp_path: Path) -> None:
    draw = random.Random(words)
    ink = stamp(words, draw)
    pixels = press(draw_sheet(office_page(draw, ""), DPI), lambda width, height: ink, (350, 500), ink.size)
    cv2.imwrite(str(tmp_path / "page.png"), pixels[..., ::-1])

    (page,) = read(tmp_path / "page.png", tmp_path)

    assert is_secret(page) == secret
