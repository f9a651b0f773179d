"""Blank pages are left out of the PDF and of nothing else: labels, text, stamp and evidence stay with their sheets."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pictures

from digitize.model import Image, Page
from digitize.pack import hide_blanks, is_hidden, pack
from tests.digitize.paper import ABOUT, DPI, SIZE, SPOT, document, jpeg, page, printed


def _pages(folder: Path, blanks: str) -> tuple[Page, ...]:
    """One page for each letter: `.` is blank, others bear their letter three times."""
    made = []
    for number, letter in enumerate(blanks):
        if letter == ".":
            empty = jpeg(folder, Pictures.new("L", SIZE, 255), f"{number}.jpg")
            made.append(page(empty, blank=True, spot=None))
        else:
            picture, lines = printed([f"{letter * 3} trang {number + 1}"])
            made.append(page(jpeg(folder, picture, f"{number}.jpg"), lines=lines))
    return tuple(made)


def _packed(folder: Path, pages: tuple[Page, ...]) -> tuple[list[str], list[str]]:
    """The labels of the pages and their texts, as a reader sees them."""
    hidden = hide_blanks(document(*pages))
    assert len(hidden.pages) == len(pages)
    file = pack(hidden, folder / "packed.pdf", ABOUT).path
    with pikepdf.open(file) as pdf:
        labels = [str(one.label) for one in pdf.pages]
    with pypdfium2.PdfDocument(file) as pdf:
        texts = [pdf[number].get_textpage().get_text_range().strip() for number in range(len(pdf))]
    return labels, texts


@pytest.mark.parametrize(
    ("blanks", "shown"),
    [("ab.", "1 2"), ("a.b", "1 3"), (".ab", "2 3"), ("a..b.c", "1 4 6"), ("..a", "3"), ("ab", "1 2")],
)
def test_labels_keep_the_numbers_of_the_sheets_and_texts_stay_on_their_pages(
    tmp_path: Path, blanks: str, shown: str
) -> None:
    labels, texts = _packed(tmp_path, _pages(tmp_path, blanks))
    assert labels == shown.split()
    assert texts == [f"{blanks[int(number) - 1] * 3} trang {number}" for number in labels]


def test_a_document_of_blank_pages_only_hides_none(tmp_path: Path) -> None:
    assert _packed(tmp_path, _pages(tmp_path, ".."))[0] == ["1", "2"]


def test_the_stamp_goes_onto_the_first_page_that_is_shown(tmp_path: Path) -> None:
    packed = pack(hide_blanks(document(*_pages(tmp_path, ".a"))), tmp_path / "packed.pdf", ABOUT)
    assert (packed.left, packed.top) == pytest.approx((SPOT.left * 25.4 / DPI, SPOT.top * 25.4 / DPI))
    full = tuple(replace(one, spot=None) for one in _pages(tmp_path, ".a"))
    packed = pack(hide_blanks(document(*full)), tmp_path / "grown.pdf", ABOUT)
    with pikepdf.open(packed.path) as pdf:
        assert float(pdf.pages[0].mediabox[3]) > SIZE[1] / DPI * 72 + 40


def test_the_pdf_tells_which_sheets_were_hidden(tmp_path: Path) -> None:
    pack(hide_blanks(document(*_pages(tmp_path, "a."))), tmp_path / "packed.pdf", ABOUT)
    with pikepdf.open(tmp_path / "packed.pdf") as pdf:
        assert pdf.open_metadata()["dc:description"] == "Page 2: hidden."


def test_pages_that_nobody_hid_are_shown_blank_or_not(tmp_path: Path) -> None:
    pack(document(*_pages(tmp_path, "a.")), tmp_path / "packed.pdf", ABOUT)
    with pikepdf.open(tmp_path / "packed.pdf") as pdf:
        assert len(pdf.pages) == 2


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_hidden_are_the_blank_pages_unless_all_are(blanks: list[bool]) -> None:
    one = page(Image("nowhere", "DCTDecode", *SIZE, 8, "DeviceGray"))
    made = hide_blanks(document(*(replace(one, blank=blank) for blank in blanks)))
    assert [is_hidden(each) for each in made.pages] == ([False] * len(blanks) if all(blanks) else blanks)
    assert [each.blank for each in made.pages] == blanks
