"""Blank or not: whatever anybody put on the paper is seen, worn paper and its other side are not taken for it."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from bench.blanks import MARKS, make_cases
from bench.blanks import judge as is_taken_for_blank
from digitize.blank import is_blank
from digitize.model import Pixels
from samples.wear import crease, punch
from tests.digitize.sheet import askew, letter, paper, scan, worn

DPI = 200.0


def test_every_kind_of_mark_is_seen_on_worn_paper_and_most_bare_sheets_are_blank() -> None:
    cases = list(make_cases(2 * len(MARKS), seed=3, resolutions=(150, 200)))
    assert {case.mark for case in cases} == {*MARKS, ""}
    missed = [(case.mark, case.wear) for case in cases if case.mark and is_taken_for_blank(case)]
    assert not missed
    bare = [case for case in cases if not case.mark]
    assert sum(map(is_taken_for_blank, bare)) >= 0.8 * len(bare)


@pytest.mark.parametrize("where", ["near the top", "near the corner", "on the left margin", "in the middle"])
@pytest.mark.parametrize("millimetres", [2.0, 5.0])
def test_a_stroke_is_seen_wherever_it_stands(where: str, millimetres: float) -> None:
    page, unit = paper(DPI), DPI / 25.4
    x, y = {
        "near the top": (100, 3),
        "near the corner": (205 - millimetres, 290),
        "on the left margin": (3, 120),
        "in the middle": (100, 150),
    }[where]
    start, end = (round(x * unit), round(y * unit)), (round((x + millimetres) * unit), round((y + 1) * unit))
    cv2.line(page, start, end, (70, 70, 160), 3, cv2.LINE_AA)
    assert not is_blank(scan(page, DPI))


def _with_lid(page: Pixels) -> Pixels:
    """A black wedge of the scanner's lid along the right and the foot."""
    made, (height, width) = page.copy(), page.shape[:2]
    corners = [[width, 0], [width, height], [0, height], [0, height - 30], [width - 60, height - 20]]
    cv2.fillPoly(made, [np.array(corners, np.int32)], (25, 25, 28), cv2.LINE_AA)
    return made


@pytest.mark.parametrize("wear", [crease, punch, _with_lid, lambda page: worn(page, 6.0)])
def test_worn_bare_paper_is_blank_and_a_digit_on_it_is_seen(wear: Callable[[Pixels], Pixels]) -> None:
    assert is_blank(scan(wear(paper(DPI)), DPI))
    assert not is_blank(scan(wear(letter(DPI, ("7",), 12.0, 1)), DPI))


def test_a_lone_hole_is_not_surely_one() -> None:
    page = paper(DPI)
    cv2.circle(page, (88, 1170), 22, (60, 60, 60), -1, cv2.LINE_AA)
    assert not is_blank(scan(page, DPI))


def test_a_line_of_handwriting_across_the_page_is_no_fold() -> None:
    page, x = paper(DPI), np.arange(120, 1540)
    wave = 900 + 12 * np.sin(x / 9) + 6 * np.sin(x / 23)
    cv2.polylines(page, [np.column_stack([x, wave]).astype(np.int32)], False, (150, 150, 165), 2, cv2.LINE_AA)
    assert not is_blank(scan(page, DPI))


@pytest.mark.parametrize("level", [0, 60, 90])
def test_dark_sheets_and_pictures_are_not_blank(level: int) -> None:
    assert not is_blank(scan(np.full_like(paper(DPI), level), DPI))
    page = paper(DPI)
    page[500:1400, 300:1300] = cv2.GaussianBlur(np.full((900, 1000, 3), level, np.uint8), (0, 0), 9)
    assert not is_blank(scan(page, DPI))


def test_a_mark_that_straightening_moved_to_the_edge_is_seen() -> None:
    page = paper(DPI) - np.uint8(14)
    cv2.line(page, (1300, 89), (1330, 95), (60, 60, 150), 4, cv2.LINE_AA)
    made = askew(page, 14.0)
    rows = np.nonzero((made < 150).any(axis=(1, 2)))[0]
    assert rows.max() < 12  # within the rim of the page, but far from that of the paper
    assert not is_blank(replace(scan(made, DPI), skew=-14.0))
    assert is_blank(replace(scan(askew(paper(DPI) - np.uint8(14), 14.0), DPI), skew=-14.0))


def test_a_gray_scan_is_judged_too() -> None:
    assert is_blank(scan(np.ascontiguousarray(paper(DPI)[..., 0]), DPI))
    assert not is_blank(scan(np.ascontiguousarray(letter(DPI, ("7",), 12.0, 1)[..., 0]), DPI))


def test_a_pale_stamp_is_seen_among_what_shines_through() -> None:
    back = cv2.GaussianBlur(np.ascontiguousarray(letter(DPI, copies=3)[:, ::-1]), (0, 0), 2.2).astype(np.float32)
    through = np.asarray(255 - (255 - back) * 0.05, np.uint8)
    assert is_blank(scan(through.copy(), DPI))
    cv2.circle(through, (1200, 1700), 130, (232, 232, 232), 6, cv2.LINE_AA)
    cv2.circle(through, (1200, 1700), 60, (232, 232, 232), -1, cv2.LINE_AA)
    assert not is_blank(scan(through, DPI))


@pytest.mark.parametrize("strength", [0.05, 0.08, 0.12])
def test_a_page_of_print_as_pale_as_show_through_is_seen_by_its_sharp_edges(strength: float) -> None:
    front = letter(DPI, copies=3).astype(np.float32)
    assert not is_blank(scan(np.asarray(255 - (255 - front) * strength, np.uint8), DPI))
