"""Confidences and odd letters are put right before anybody sees them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.model import Box, Word
from digitize.vietnam.letters import LETTERS
from ocr.calibration import calibrate
from ocr.spelling import mend, part

BOX = Box(0, 0, 1, 1)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_order_of_confidences_stays(one: float, other: float) -> None:
    low, high = (calibrate(Word("chữ", BOX, value)).confidence for value in sorted((one, other)))
    assert 0 <= low <= high <= 1


def test_two_readings_that_differ_are_worth_less() -> None:
    assert calibrate(Word("hồ", BOX, 0.95, ("hô",))).confidence < calibrate(Word("hồ", BOX, 0.95)).confidence


def test_a_lone_letter_of_low_confidence_is_worth_less() -> None:
    assert calibrate(Word("5", BOX, 0.8)).confidence < 0.5 < calibrate(Word("15", BOX, 0.8)).confidence


@pytest.mark.parametrize(
    ("told", "meant"),
    [("QĐÐ-UBND", "QĐ-UBND"), ("ÐĐiều", "Điều"), ("Ðiều", "Điều"), ("31⁄10/2017", "31/10/2017"), ("kh¡", "khi")],
)
def test_letters_that_no_vietnamese_print_holds(told: str, meant: str) -> None:
    assert mend(told) == meant


@given(st.text(alphabet=LETTERS + "0123456789 /-.,"))
def test_other_letters_are_left_alone(text: str) -> None:
    assert "ĐĐ" in text or mend(text) == text


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("61/2018/NĐ-CPngày", ["61/2018/NĐ-CP", "ngày"]),
        ("NĐ-CPngày07/8/2017,", ["NĐ-CP", "ngày", "07/8/2017,"]),
        ("02năm", ["02", "năm"]),
        ("ngày", ["ngày"]),
        ("hàngngày", ["hàng", "ngày"]),
        ("Vănphòng", ["Văn", "phòng"]),
        ("(thủtục", ["(thủ", "tục"]),
        ("Ytế", ["Y", "tế"]),
        ("khoản", ["khoản"]),
        ("Oanh", ["Oanh"]),
        ("Thửmẫu", ["Thửmẫu"]),
        ("UBNDtỉnh", ["UBNDtỉnh"]),
    ],
)
def test_words_told_as_one_are_parted(told: str, printed: list[str]) -> None:
    parts = list(part(Word(told, Box(100, 10, 400, 40), 0.8)))
    assert [one.text for one in parts] == printed
    assert (parts[0].box.left, parts[-1].box.right) == (100, 400)
    assert all(one.box.right == other.box.left for one, other in pairwise(parts))


@given(st.text(alphabet=LETTERS + "0123456789 /-.,", min_size=1))
def test_parting_changes_no_letter(text: str) -> None:
    assert "".join(one.text for one in part(Word(text, BOX, 0.8))) == text
