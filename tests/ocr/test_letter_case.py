"""Words whose letters look alike in both cases get the case that their height on the page shows."""

import cv2
import numpy as np
import pytest

from digitize.ink import get_gray
from digitize.model import Box, Line, Pixels, Word
from ocr.letter_case import settle_case
from samples.draw import draw_sheet
from samples.sheet import Sheet, Style

DPI = 200
STYLE = Style("tinos", 13.0)


def draw(*rows: tuple[str, ...]) -> tuple[Pixels, list[list[Box]]]:
    """A page with these words, row by row, and where the ink of each stands."""
    sheet, unit = Sheet(210, 60), DPI / 25.4
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            sheet.words(10 + 13 * column, 15 + 8 * row, word, STYLE)
    page = np.ascontiguousarray(get_gray(draw_sheet(sheet, DPI)))
    boxes = []
    for row, words in enumerate(rows):
        bounds = []
        for column in range(len(words)):
            left, top = round((9 + 13 * column) * unit), round((15 + 8 * row - 6) * unit)
            part = page[top : top + round(7.8 * unit), left : left + round(12.8 * unit)]
            x, y, width, height = cv2.boundingRect(np.asarray(part < 160, np.uint8))
            bounds.append(Box(left + x, top + y, left + x + width, top + y + height))
        boxes.append(bounds)
    return page, boxes


def settle(drawn: tuple[tuple[str, ...], ...], read: tuple[tuple[str, ...], ...]) -> list[str]:
    page, boxes = draw(*drawn)
    lines = tuple(
        Line(tuple(Word(word, box, 0.9) for word, box in zip(words, places, strict=True)))
        for words, places in zip(read, boxes, strict=True)
    )
    return [line.text for line in settle_case(page, lines)]


@pytest.mark.parametrize("alone", ["cơ sở", "có sổ", "sở."])
def test_small_letters_that_were_read_as_capitals_become_small(alone: str) -> None:
    words = tuple(alone.split())
    read = tuple(word.upper() for word in words)
    above = ("quyết", "định", "của")
    assert settle((above, words), (above, read)) == [" ".join(above), alone]


def test_capitals_stay_capitals() -> None:
    rows = (("quyết", "định", "của"), ("SỞ", "XÂY", "DỰNG"), ("CƠ", "SỞ"), ("UBND", "cấp", "xã"), ("Cục", "TTHC"))
    assert settle(rows, rows) == [" ".join(row) for row in rows]


def test_a_line_whose_own_words_tell_it_needs_no_other() -> None:
    assert settle((("các", "cơ"),), (("các", "CƠ"),)) == ["các cơ"]
    assert settle((("cơ", "sở"),), (("CƠ", "SỞ"),)) == ["CƠ SỞ"]


def test_a_word_with_one_capital_is_judged_by_it_alone() -> None:
    assert settle((("bổ", "sung", "một"),), (("bổ", "Sung", "một"),)) == ["bổ sung một"]
    assert settle((("ông", "Sơn", "Việt"),), (("ông", "Sơn", "Việt"),)) == ["ông Sơn Việt"]


def test_no_capital_stands_behind_a_small_letter_of_a_syllable() -> None:
    read = ("vựC", "sỞ;", "TTr", "pH", "cơSỞ", "iOS")
    lines = settle_case(np.full((9, 9), 255, np.uint8), (Line(tuple(Word(one, Box(0, 0, 9, 9), 0.9) for one in read)),))
    assert [word.text for word in lines[0].words] == ["vực", "sở;", "TTr", "pH", "cơSỞ", "iOS"]


@pytest.mark.parametrize(
    ("read", "true"),
    [
        ("Phụ lục l", "Phụ lục I"),
        ("ll. Nội dung", "II. Nội dung"),
        ("Chương Vll:", "Chương VII:"),
        ("khu vực lll", "khu vực III"),
        ("điểm l khoản 1", "điểm l khoản 1"),
        ("l) Giấy khai sinh", "l) Giấy khai sinh"),
        ("5 l dầu", "5 l dầu"),
        ("llll", "llll"),
    ],
)
def test_a_roman_numeral_is_made_of_capitals(read: str, true: str) -> None:
    lines = (Line(tuple(Word(one, Box(0, 0, 9, 9), 0.9) for one in read.split())),)
    assert settle_case(np.full((9, 9), 255, np.uint8), lines)[0].text == true
