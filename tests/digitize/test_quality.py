from dataclasses import replace

import cv2
import numpy as np
import pytest

from digitize.model import Finding, Pixels
from digitize.quality import SCAN_RULE, inspect
from tests.digitize.sheet import brought_down, letter, paper, scan, worn


def names(pixels: Pixels, dpi: float = 200.0) -> set[str]:
    return {finding.name for finding in inspect(scan(pixels, dpi))}


def test_a_good_page_has_no_findings() -> None:
    assert inspect(brought_down(scan(letter(300.0)), 200.0)) == ()


def test_low_resolution_and_gray_name_the_rule() -> None:
    gray = scan(np.ascontiguousarray(letter(150.0)[..., 0]), 150.0)
    assert inspect(gray) == (
        Finding("resolution_low", (("dpi", 150),), SCAN_RULE),
        Finding("colour_depth", (("bits", 8),), SCAN_RULE),
    )


def test_resolution_is_judged_by_the_original_not_by_the_reading_copy() -> None:
    assert inspect(replace(brought_down(scan(letter(300.0)), 100.0))) == ()


def test_a_strong_skew_is_told() -> None:
    assert Finding("skewed", (("degrees", -6.5),)) in inspect(replace(scan(letter(200.0), 200.0), skew=-6.5))


@pytest.mark.parametrize("noise", [0.0, 5.0, 12.0])
def test_bare_paper_is_blank_even_when_noisy_and_unevenly_lit(noise: float) -> None:
    assert "blank" in names(worn(paper(200.0), noise))


def test_show_through_of_the_other_side_is_blank() -> None:
    back = cv2.GaussianBlur(np.ascontiguousarray(letter(200.0)[:, ::-1]), (0, 0), 2.5).astype(np.float32)
    assert "blank" in names(np.asarray(255 - (255 - back) * 0.09, np.uint8))


@pytest.mark.parametrize("mark", ["word", "digit", "stamp", "faint pencil", "pen"])
def test_a_page_with_any_mark_is_kept(mark: str) -> None:
    page = paper(200.0)
    if mark == "word":
        page = letter(200.0, ("(xem tiếp)",), 10.0, 1)
    if mark == "digit":
        page = letter(200.0, ("7",), 12.0, 1)
    if mark == "stamp":
        cv2.circle(page, (900, 1200), 140, (255, 150, 150), 5)
    if mark == "faint pencil":
        cv2.line(page, (700, 900), (760, 870), (190, 190, 190), 3)
    if mark == "pen":
        cv2.polylines(page, [np.array([[800, 800], [850, 760], [870, 830]])], False, (60, 60, 200), 3)
    assert "blank" not in names(page)
