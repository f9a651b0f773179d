"""Marks of secrecy whose reading a frame or a seal spoils are seen where the page's own lines tell nothing."""

import random

import numpy as np
import pytest

from bench.degrade import press
from bench.secrecy import stamp
from bench.sheets import DPI, Pixels
from digitize.model import Box, Line, Word
from digitize.piece import as_scan
from digitize.secrecy import FINDING, find_secrecy
from digitize.vietnam.secrecy_marks import is_stamp
from ocr import open_engine
from samples.draw import draw_sheet
from samples.ink import seal
from samples.sheet import Sheet, Style


def framed(words: str) -> Pixels:
    """Words in black within a frame on a small sheet."""
    sheet = Sheet(120, 60)
    end = sheet.words(60, 30, words, Style("tinos:b", 16), "centre")
    sheet.frame(60 - (end - 57), 24.5, 2 * (end - 57), 8)
    return draw_sheet(sheet, DPI)


def under_a_seal(words: str) -> Pixels:
    """A red stamp whose beginning lies under a round seal."""
    ink = stamp(words, random.Random(f"{words} 5"))
    sheet = press(draw_sheet(Sheet(120, 80), DPI), lambda width, height: ink, (500, 300), ink.size)
    unit = DPI / 25.4
    return press(sheet, seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", 7), (230, 330), (36 * unit, 36 * unit))


@pytest.mark.parametrize(("words", "found"), [("TUYỆT MẬT", (FINDING,)), ("MẬT", (FINDING,)), ("KHẨN", ())])
def test_a_mark_in_a_frame_is_read_by_itself(words: str, found: tuple[object, ...]) -> None:
    assert find_secrecy(open_engine("lines:"), as_scan(framed(words), DPI), ()) == found


def test_a_frame_whose_words_were_read_surely_is_not_read_again() -> None:
    whole = Line((Word("HỌ VÀ TÊN", Box(600, 290, 900, 390), 0.97),))
    assert find_secrecy(open_engine("lines:"), as_scan(framed("TUYỆT MẬT"), DPI), (whole,)) == ()


@pytest.mark.parametrize(("words", "found"), [("TUYỆT MẬT", (FINDING,)), ("HỎA TỐC", ())])
def test_a_stamp_that_a_seal_covers_in_part_is_read_beside_it(words: str, found: tuple[object, ...]) -> None:
    pixels = np.asarray(under_a_seal(words), np.uint8)
    assert find_secrecy(open_engine("lines:"), as_scan(pixels, DPI), ()) == found


@pytest.mark.parametrize(("text", "stamp"), [("ẬT", True), ("AT", True), ("MAT", True), ("a t", False), ("at", False)])
def test_a_stamp_whose_first_letter_is_lost_is_one_but_specks_are_none(text: str, stamp: bool) -> None:
    assert is_stamp(text) == stamp
