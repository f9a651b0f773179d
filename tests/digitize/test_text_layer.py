"""A born-digital page's own words stand where a viewer draws them; hidden text under a scan is no text layer."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, Stream

from digitize.errors import InputError
from digitize.intake import open_scan
from digitize.model import Original, Word
from digitize.text_layer import read_text_layer
from tests.digitize.containers import add_page, encoded, jpeg_stream, only, open_bytes, saved, sheet, text_pdf

FONT = Path(__file__).parents[2] / "digitize" / "fonts"
VERSES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 01/QĐ-UBND, ngày 05 tháng 01 năm 2026",
)


def office_pdf(*pages: tuple[str, ...]) -> bytes:
    """What a word processor writes: embedded font, Unicode map."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("F", fname=next(FONT.glob("*.ttf")))
    for lines in pages:
        pdf.add_page()
        pdf.set_font("F", size=13)
        for row, line in enumerate(lines):
            pdf.text(60, 80 + 30 * row, line)
    return bytes(pdf.output())


def words(original: Original) -> list[Word]:
    return [word for line in read_text_layer(original) for word in line.words]


def ink_share(original: Original, word: Word) -> float:
    """How much of the ink around a word lies in its box: 1.0 when the box is where the letters are."""
    page = open_scan(original).pixels
    gray = page if page.ndim == 2 else page.min(axis=2)
    box, margin = word.box, 60
    upper, left = max(box.top - margin, 0), max(box.left - margin, 0)
    around = gray[upper : box.bottom + margin, left : box.right + margin] < 128
    inside = gray[box.top : box.bottom, box.left : box.right] < 128
    return float(inside.sum() / max(around.sum(), 1))


def test_vietnamese_is_read_line_by_line_as_it_stands(tmp_path: Path) -> None:
    intake = open_bytes(office_pdf(VERSES, VERSES[::-1]), tmp_path)

    assert intake.form == "digital"
    for original, verses in zip(intake.originals, (VERSES, VERSES[::-1]), strict=True):
        lines = read_text_layer(original)
        assert tuple(line.text for line in lines) == verses
        assert all(word.confidence == 1.0 for line in lines for word in line.words)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (-5, 30, 260, 150), (40, 20, 300, 200)])
@pytest.mark.parametrize("origin", [(0, 0), (-20, 15), (100, 50)])
def test_words_stand_where_they_are_drawn(
    rotate: int, crop: tuple[int, ...] | None, origin: tuple[int, int], tmp_path: Path
) -> None:
    pdf = pikepdf.new()
    left, bottom = origin
    more = {"CropBox": Array([crop[0] + left, crop[1] + bottom, crop[2] + left, crop[3] + bottom])} if crop else {}
    # Upright for who looks at the page as shown.
    turn = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[rotate]
    content = f"BT /F 14 Tf {turn} {150 + left} {90 + bottom} Tm (Word) Tj ET"
    add_page(pdf, content, None, (left, bottom, 300 + left, 200 + bottom), Rotate=rotate, **more)

    original = only(saved(pdf), tmp_path)
    (word,) = words(original)

    assert word.text == "Word"
    assert ink_share(original, word) > 0.98
    assert 0 <= word.box.left < word.box.right <= original.width
    assert 0 <= word.box.top < word.box.bottom <= original.height


def test_the_unit_of_a_page_moves_no_word(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "BT /F 14 Tf 50 50 Td (Word) Tj ET", None, (0, 0, 200, 100), UserUnit=2)

    original = only(saved(pdf), tmp_path)

    assert ink_share(original, words(original)[0]) > 0.98


def test_a_scan_with_hidden_text_has_no_text_layer(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    content = "q 200 0 0 100 0 0 cm /I Do Q BT 3 Tr /F 14 Tf 50 50 Td (guessed) Tj ET"
    add_page(pdf, content, {"I": jpeg_stream(pdf, encoded(sheet(400, 200), "JPEG"))}, (0, 0, 200, 100))
    file = tmp_path / "signed.pdf"
    file.write_bytes(saved(pdf))
    original = only(text_pdf("x"), tmp_path)

    assert read_text_layer(Original(original.source, str(file), *("application/pdf", "", 833, 417, 300.0))) == ()


def test_words_cropped_away_are_not_read(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    content = "BT /F 14 Tf 50 50 Td (Seen) Tj 0 500 Td (Unseen) Tj ET"
    add_page(pdf, content, None, (0, 0, 200, 700), CropBox=Array([0, 0, 200, 100]))

    assert [word.text for word in words(only(saved(pdf), tmp_path))] == ["Seen"]


def test_letters_that_the_file_does_not_name_are_left_out(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "BT /G 14 Tf 50 50 Td <00410042> Tj /F 14 Tf 90 0 Td (Named) Tj ET", None, (0, 0, 300, 100))
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.X,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
    )
    pdf.pages[0].Resources.Font.G = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.X,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([below]),
    )

    assert [word.text for word in words(only(saved(pdf), tmp_path))] == ["Named"]


@pytest.mark.parametrize(
    "change",
    [
        "/Font null", "/Font 5", "/Font << /F 5 >>", "/Font << /F << /Type /Font /Subtype /Type0 >> >>",
        "/Font << /F << /Type /Font /Subtype /Type0 /DescendantFonts 5 /Encoding 7 >> >>",
        "/Font << /F << /Type /Font /Subtype /Type3 >> >>", "/Font << /F << /Subtype /Type1 /FirstChar (a) >> >>",
        "/Font << /F << /Subtype /TrueType /Widths [null] /Encoding << /Differences [1 2 /a] >> >> >>",
    ],
)  # fmt: skip
def test_damaged_fonts_are_read_or_refused(change: str, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(text_pdf("Text", box=(0, 0, 200, 100)))) as pdf:
        pdf.pages[0].Resources = pikepdf.Object.parse(f"<< {change} >>".encode())
        data = saved(pdf)
    try:
        read_text_layer(only(data, tmp_path))
    except InputError as refused:
        assert "001085000000" not in str(refused)


def test_a_damaged_letter_map_is_read_or_refused(tmp_path: Path) -> None:
    data = office_pdf(VERSES)
    rng = np.random.default_rng(1)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        whole = font.ToUnicode.read_bytes()
        for _ in range(20):
            broken = bytearray(whole)
            for at in rng.integers(0, len(broken), 20):
                broken[at] = rng.integers(0, 256)
            font.ToUnicode = Stream(pdf, bytes(broken))
            try:
                read_text_layer(only(saved(pdf), tmp_path))
            except InputError as refused:
                assert str(refused)
