"""Barcodes are found on cleaned pages of any wear, with their places; print, tables and seals are none."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
import zxingcpp

from digitize.clean import clean
from digitize.codes import find_codes, leave_out
from digitize.model import Box, Code, Line, Pixels, Word
from tests.digitize.sheet import askew, letter, paper, scan, worn

CARD = "079203001234|023456789|Nguyễn Văn Thử|05031985|Nam|Thôn Hạ, Xã Đồng Tâm, Tỉnh Thử|12052021||||"


def draw(pixels: Pixels, symbology: str, text: str, place: tuple[int, int, int]) -> Box:
    """The code printed at left, top with modules so many pixels wide; its bounds."""
    left, top, module = place
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(symbology))
    flat = np.array(made.to_image(scale=1, add_quiet_zones=False, add_hrt=False))
    if flat.shape[0] == 1 or symbology == "Code128":
        flat = np.repeat(flat[:1], 20, axis=0)
    ink = np.repeat(np.repeat(flat, module, axis=0), module, axis=1)
    pixels[top : top + ink.shape[0], left : left + ink.shape[1]] = ink[..., None]
    return Box(left, top, left + ink.shape[1], top + ink.shape[0])


def near(found: Box, true: Box, slack: int = 12) -> bool:
    sides = ("left", "top", "right", "bottom")
    return all(abs(getattr(found, side) - getattr(true, side)) <= slack for side in sides)


@pytest.mark.parametrize(
    ("symbology", "text"),
    [("QRCode", CARD), ("DataMatrix", "H08.12-241128-0001"), ("Code128", "H08.12-241128-0001"), ("PDF417", CARD)],
)
def test_a_code_among_print_is_found_with_its_place(symbology: str, text: str) -> None:
    page = letter(200.0)
    true = draw(page, symbology, text, (300, 1800, 4))

    (code,) = find_codes(clean(scan(page, 200.0)))

    assert (code.symbology, code.text) == (symbology, text)
    assert near(code.box, true)


@pytest.mark.parametrize(
    "wear", [worn, lambda page: askew(page, 6.0), lambda page: cv2.GaussianBlur(page, (0, 0), 1.2)]
)
def test_a_worn_qr_code_is_read(wear: Callable[[Pixels], Pixels]) -> None:
    page = letter(200.0)
    draw(page, "QRCode", CARD, (1200, 100, 3))

    assert [code.text for code in find_codes(clean(scan(wear(page), 200.0)))] == [CARD]


def test_two_codes_come_from_the_top() -> None:
    page = paper(200.0)
    draw(page, "QRCode", "below", (200, 1500, 4))
    draw(page, "Code128", "H08-241128-0001", (700, 300, 3))

    assert [code.text for code in find_codes(clean(scan(page, 200.0)))] == ["H08-241128-0001", "below"]


def test_print_and_black_bars_are_no_codes() -> None:
    page = letter(200.0)
    page[400:480, 200:900] = 20
    page[1500:1700:8, 200:900] = 20
    page[1500:1700, 200:900:8] = 20

    assert find_codes(clean(scan(page, 200.0))) == ()
    assert find_codes(scan(np.full((400, 300), 255, np.uint8), 200.0)) == ()


def test_words_read_into_a_code_are_left_out() -> None:
    noise, caption = Word("Ba58", Box(120, 120, 180, 150), 0.3), Word("Quét", Box(100, 210, 160, 230), 0.9)
    lines = Line((noise,)), Line((caption, noise))
    codes = (Code("QRCode", "x", Box(100, 100, 200, 200)),)

    assert leave_out(lines, codes) == (Line((caption,)),)
    assert leave_out(lines, ()) == lines


def test_what_a_code_says_is_no_part_of_its_repr() -> None:
    assert "079203001234" not in repr(Code("QRCode", CARD, Box(0, 0, 1, 1)))
