"""The invisible text promises: every word as read, in order, where it is seen, with spaces between, and not seen."""

import subprocess
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.model import Box, Line, Packed, Word
from digitize.pack import pack
from digitize.pdf_text import number
from tests.digitize.paper import ABOUT, DPI, document, jpeg, page, printed

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
LETTERS = SMALL + SMALL.upper()
TEXTS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Họ và tên: Nguyễn Thị Ước Mơ",
    "Số: 499/TB-UBND , ngày 12/3/2024 .",
    "gì xe ☑ … – “x” ½ ₫",
)


def _packed(folder: Path, lines: tuple[Line, ...], texts: tuple[str, ...] = TEXTS) -> Packed:
    image = jpeg(folder, printed(texts)[0])
    return pack(document(page(image, lines=lines)), folder / "packed.pdf", ABOUT)


def _read(file: str, *options: str) -> list[str]:
    told = subprocess.run(["pdftotext", *options, file, "-"], capture_output=True, check=True).stdout.decode()
    return [line.strip() for line in told.replace("\f", "").splitlines() if line.strip()]


def _overlap(box: Box, word: dict[str, float]) -> float:
    """The part of the box that the word as found covers."""
    left, top, right, bottom = (word[side] * DPI / 72 for side in ("x0", "top", "x1", "bottom"))
    across = min(box.right, right) - max(box.left, left)
    down = min(box.bottom, bottom) - max(box.top, top)
    return max(across, 0) * max(down, 0) / ((box.right - box.left) * (box.bottom - box.top))


@pytest.mark.parametrize("options", [(), ("-layout",), ("-raw",)])
def test_pdftotext_gives_the_lines_as_read(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert _read(_packed(tmp_path, printed(TEXTS)[1]).path, *options) == list(TEXTS)


def test_pdfium_gives_the_lines_as_read(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(_packed(tmp_path, printed(TEXTS)[1]).path) as pdf:
        assert pdf[0].get_textpage().get_text_bounded().splitlines() == list(TEXTS)


def test_each_word_stands_where_it_is_seen(tmp_path: Path) -> None:
    lines = printed(TEXTS)[1]
    with pdfplumber.open(_packed(tmp_path, lines).path) as pdf:
        found = pdf.pages[0].extract_words()
        assert pdf.pages[0].extract_text() == "\n".join(TEXTS)
    words = [word for line in lines for word in line.words]
    assert [word["text"] for word in found] == [word.text for word in words]
    for word, seen in zip(words, found, strict=True):
        assert _overlap(word.box, seen) > 0.8
        assert seen["x0"] * DPI / 72 == pytest.approx(word.box.left, abs=1)
        assert seen["x1"] * DPI / 72 == pytest.approx(word.box.right, abs=1)


def test_size_and_foot_are_those_of_the_print(tmp_path: Path) -> None:
    with pdfplumber.open(_packed(tmp_path, printed(TEXTS)[1]).path) as pdf:
        letters = pdf.pages[0].chars
    assert {round(letter["size"] * DPI / 72) for letter in letters} <= {23, 24, 25}


def test_the_text_is_not_seen(tmp_path: Path) -> None:
    shown = []
    for lines in ((), printed(TEXTS)[1]):
        with pypdfium2.PdfDocument(_packed(tmp_path, lines).path) as pdf:
            shown.append(pdf[0].render(scale=2).to_numpy().copy())
    assert np.array_equal(*shown)


def test_every_vietnamese_letter_can_be_found_again(tmp_path: Path) -> None:
    assert len(LETTERS) == 146
    pairs = [LETTERS[at : at + 2] for at in range(0, 146, 2)]
    texts = tuple(" ".join(pairs[at : at + 8]) for at in range(0, 73, 8))
    packed = _packed(tmp_path, printed(texts)[1], texts)
    assert _read(packed.path) == list(texts)
    assert packed.lacking == 0


def test_letters_are_composed_and_what_the_font_lacks_is_counted(tmp_path: Path) -> None:
    words = (
        Word(unicodedata.normalize("NFD", "Nguyễn"), Box(60, 100, 160, 130), 1),
        Word("中文", Box(170, 100, 230, 130), 1),
    )
    packed = _packed(tmp_path, (Line(words),))
    assert _read(packed.path) == ["Nguyễn \ufffd\ufffd"]
    assert packed.lacking == 2


def test_the_font_holds_only_what_is_used(tmp_path: Path) -> None:
    with pikepdf.open(_packed(tmp_path, printed(TEXTS)[1]).path) as pdf:
        (inner,) = pdf.pages[0].Resources.Font.F.DescendantFonts
        assert len(inner.FontDescriptor.FontFile2.read_bytes()) < 20_000
        assert str(inner.BaseFont)[7] == "+"


def test_words_of_a_bent_line_keep_their_own_foot(tmp_path: Path) -> None:
    line = Line(tuple(Word("Nam", Box(60 + 90 * i, 300 + 8 * i, 120 + 90 * i, 320 + 8 * i), 1) for i in range(7)))
    with pdfplumber.open(_packed(tmp_path, (line,)).path) as pdf:
        found = sorted(pdf.pages[0].extract_words(), key=lambda word: word["x0"])
    assert [word["text"] for word in found] == ["Nam"] * 7
    assert all(_overlap(word.box, seen) > 0.8 for word, seen in zip(line.words, found, strict=True))


def test_odd_boxes_harm_nothing(tmp_path: Path) -> None:
    odd = (
        Line((Word("", Box(0, 0, 5, 5), 0.1),)),
        Line((Word("\u0301", Box(60, 100, 60, 100), 0.1), Word(".", Box(60, 100, 63, 103), 0.1))),
        Line((Word("ngược", Box(400, 200, 460, 220), 0.9), Word("chiều", Box(300, 200, 380, 220), 0.9))),
    )
    assert {"ngược", "chiều"} <= set(" ".join(_read(_packed(tmp_path, odd).path, "-raw")).split())


# pdftotext takes a line of nothing but single letters for one letterspaced word: such lines are left out
WORDS = st.text(LETTERS + "0123456789", min_size=1, max_size=9)
ROWS = st.lists(WORDS, min_size=1, max_size=7).filter(lambda row: any(len(word) > 1 for word in row))


@settings(max_examples=15, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=9))
def test_any_words_come_back(rows: list[list[str]]) -> None:
    texts = tuple(" ".join(row) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        packed = _packed(Path(folder), printed(texts, 16)[1], texts)
        with pdfplumber.open(packed.path) as pdf:
            assert [word["text"] for word in pdf.pages[0].extract_words()] == " ".join(texts).split()
        assert " ".join(_read(packed.path)).split() == " ".join(texts).split()


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_numbers_are_written_as_pdf_reads_them(value: float) -> None:
    assert float(number(value)) == pytest.approx(value, abs=1e-4)
    assert not set(number(value)) - set("-.0123456789")


def test_a_pdf_s_own_words_stand_on_its_own_lines(tmp_path: Path) -> None:
    """Their boxes are the font's, not their ink's: rows of two columns, half a line apart, must not run together."""
    cells = (("lâm sàng, ngoại", 100), ("Đối với người bệnh", 430))
    rows = []
    for count in range(12):
        for text, left in cells:
            down, at, words = 100 + count * 23 + (11 if left > 400 else 0), left, []
            for part in text.split():
                words.append(Word(part, Box(at, down, at + 10 * len(part), down + 20), 1.0))
                at += 10 * len(part) + 6
            rows.append(Line(tuple(words)))
    packed = _packed(tmp_path, tuple(rows), ())
    assert sorted(" ".join(_read(packed.path, "-layout")).split()) == sorted(
        word.text for row in rows for word in row.words
    )
    with pdfplumber.open(packed.path) as pdf:
        letters = pdf.pages[0].chars
    assert {round(letter["size"], 2) for letter in letters} == {round(20 * 72 / DPI, 2)}
    assert len({round(letter["matrix"][5], 2) for letter in letters}) == len(rows)
