import math
import time

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.deskew import deskew
from digitize.model import Pixels, Scan
from digitize.skew import find_pieces, find_skew
from tests.digitize.sheet import askew, letter, paper, scan, shuffled, worn

PAGE = letter(150.0, shuffled())


def table(dpi: float = 150.0) -> Pixels:
    """Three ruled columns whose lines stand at different heights."""
    page = paper(dpi)
    for column in range(3):
        for row in range(26):
            top = round((30 + (8.5, 7.1, 9.3)[column] * row) / 25.4 * dpi)
            left = round((22 + 58 * column) / 25.4 * dpi)
            part = letter(dpi, ("cấp bản sao trích lục",), 11.0, 1)[170:215, 140:440]
            page[top : top + part.shape[0], left : left + part.shape[1]] = part
        cv2.line(
            page, (round((20 + 58 * column) / 25.4 * dpi), 150), (round((20 + 58 * column) / 25.4 * dpi), 1600), 0, 2
        )
    return page


@pytest.mark.parametrize("degrees", [-14.5, -6.2, -1.0, -0.3, 0.2, 1.0, 3.7, 12.0])
def test_finds_the_angle_counter_clockwise_positive(degrees: float) -> None:
    assert deskew(scan(askew(PAGE, degrees), 150.0)).skew == pytest.approx(degrees, abs=0.07)


@settings(deadline=None, max_examples=12)
@given(degrees=st.floats(-7, 7), seed=st.integers(0, 99))
def test_is_not_fooled_by_fading_noise_folds_and_black_edges(degrees: float, seed: int) -> None:
    page = worn(askew(PAGE, degrees, ground=(15, 15, 15)), 14.0, seed)
    cv2.line(page, (0, 800), (page.shape[1], 830), (110, 110, 110), 3)
    found = deskew(scan(page, 150.0)).skew
    assert found == pytest.approx(degrees, abs=0.12 if abs(degrees) > 0.1 else 0.15)


@pytest.mark.parametrize("degrees", [-2.4, 0.9])
def test_columns_whose_lines_do_not_meet_do_not_mislead(degrees: float) -> None:
    assert deskew(scan(askew(table(), degrees), 150.0)).skew == pytest.approx(degrees, abs=0.1)


def unruled(shifts: tuple[float, ...], dpi: float = 200.0) -> Pixels:
    """Columns of one number a cell, without rules; lines of each column stand lower by its shift (millimetres)."""
    page, unit, draw = paper(dpi), dpi / 25.4, np.random.default_rng(5)
    for row in range(14):
        for column, shift in enumerate(shifts):
            place = round((20 + 34 * column) * unit), round((40 + 8.5 * row + shift) * unit)
            cv2.putText(page, str(draw.integers(10**4, 10**6)), place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30,) * 3, 2)
    return page


@pytest.mark.parametrize("degrees", [-3.1, 0.0, 1.7])
@pytest.mark.parametrize("shifts", [(0.0, 1.1, 2.3, 1.1), (2.3, 0.0, 0.0, 2.3, 1.1)])
def test_an_unruled_table_is_straightened_by_its_words_or_doubted(shifts: tuple[float, ...], degrees: float) -> None:
    made = deskew(scan(askew(unruled(shifts), degrees), 200.0))
    assert made.skew == pytest.approx(degrees, abs=0.2)


def test_a_round_seal_alone_has_no_angle() -> None:
    page = paper(200.0)
    cv2.circle(page, (800, 900), 130, (200, 40, 40), 6, cv2.LINE_AA)
    for turn in np.linspace(0.0, 2 * math.pi, 26)[:-1]:
        place = round(800 + 100 * math.cos(turn)), round(900 + 100 * math.sin(turn))
        cv2.putText(page, "H", place, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (200, 40, 40), 2)
    made = deskew(scan(page, 200.0))
    assert "skew_doubtful" in [finding.name for finding in made.findings]


def test_a_straight_page_is_left_as_it_is() -> None:
    straight = scan(PAGE, 150.0)
    result = deskew(straight)
    assert (result.skew, result.width, result.height) == (0.0, straight.width, straight.height)
    assert result.pixels is straight.pixels


def grid(dpi: float = 150.0) -> Pixels:
    """A ruled table with next to nothing in its cells."""
    page = paper(dpi)
    for row in range(9):
        cv2.line(page, (150, 300 + 60 * row), (1000, 300 + 60 * row), (30, 30, 30), 2)
    for column in range(6):
        cv2.line(page, (150 + 170 * column, 300), (150 + 170 * column, 780), (30, 30, 30), 2)
    cv2.putText(page, "STT", (160, 340), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)
    return page


@pytest.mark.parametrize("degrees", [-13.0, -1.3, 0.4, 8.0])
def test_rules_tell_the_angle_where_letters_do_not(degrees: float) -> None:
    result = deskew(scan(askew(grid(), degrees), 150.0))
    assert result.skew == pytest.approx(degrees, abs=0.05)
    assert result.findings == ()


@pytest.mark.parametrize("slant", [-1.4, 1.2])
def test_a_slanted_fold_is_no_rule(slant: float) -> None:
    page = letter(150.0, copies=1)
    drop = round(1240 * math.tan(math.radians(slant)))
    cv2.line(page, (0, 1000), (1240, 1000 + drop), (120, 120, 120), 3)
    assert deskew(scan(page, 150.0)).skew == pytest.approx(0.0, abs=0.1)


def test_columns_that_tell_another_angle_than_the_page_are_a_doubt() -> None:
    page = paper(150.0)
    words = letter(150.0, ("cấp bản",), 11.0, 1)[170:215, 140:300]
    for column in range(5):
        for row in range(24):
            top, left = 150 + 60 * row + 7 * column, 100 + 220 * column
            page[top : top + 45, left : left + 160] = words
    result = deskew(scan(page, 150.0))
    assert [finding.name for finding in result.findings] == ["skew_doubtful"] or abs(result.skew) < 0.1


def test_a_lid_beside_a_bare_page_tells_no_angle() -> None:
    page = paper(150.0)
    high, wide = page.shape[:2]
    drop = round(high * math.tan(math.radians(2.2)))
    for edge in (40, wide - 120):
        strip = np.array([(edge, 0), (edge + 40, 0), (edge + 40 + drop, high - 1), (edge + drop, high - 1)], np.int32)
        cv2.fillPoly(page, [strip], (25, 25, 25))
    result = deskew(scan(page, 150.0))
    assert [finding.name for finding in result.findings] == ["skew_doubtful"]


def test_words_tell_a_slanted_page_of_few_lines() -> None:
    page = letter(150.0, ("TỜ KHAI", "Họ và tên: Lê Thị Ví Dụ"), 14.0, 2)
    for degrees in (-12.0, -3.0, 7.5):
        assert deskew(scan(askew(page, degrees), 150.0)).skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("ground", ["bare", "noise", "dots"])
def test_a_page_without_lines_is_not_turned_and_doubted(ground: str) -> None:
    page = paper(150.0)
    dice = np.random.default_rng(3)
    if ground == "noise":
        page = worn(page, 30.0)
    if ground == "dots":
        for x, y in dice.integers(60, 1200, (60, 2)):
            cv2.circle(page, (int(x), int(y)), 7, (0, 0, 0), -1)
    result = deskew(scan(page, 150.0))
    assert result.skew == 0.0
    assert [finding.name for finding in result.findings] == ["skew_doubtful"]


def test_reading_copy_is_brought_down_to_200_dpi_and_never_up() -> None:
    fine, coarse = deskew(scan(letter(300.0))), deskew(scan(PAGE, 150.0))
    assert (fine.dpi, fine.pixels.shape, fine.width, fine.height) == (200.0, (2339, 1653, 3), 2480, 3508)
    assert (coarse.dpi, coarse.pixels.shape[:2]) == (150.0, (1754, 1240))


def test_the_pixels_are_read_only_and_the_step_is_told() -> None:
    result = deskew(scan(askew(PAGE, 2.0), 150.0))
    assert not result.pixels.flags.writeable
    assert result.steps[-1].name == "deskew"
    assert dict(result.steps[-1].numbers)["degrees"] == result.skew


def rotated(point: tuple[float, float], before: Scan, after: Scan) -> tuple[float, float]:
    """Where a point of the upright page must stand on the corrected page, by the rule that the PDF relies on."""
    x, y = point[0] - before.width / 2, point[1] - before.height / 2
    angle = math.radians(after.skew)
    return (
        x * math.cos(angle) - y * math.sin(angle) + after.width / 2,
        x * math.sin(angle) + y * math.cos(angle) + after.height / 2,
    )


@pytest.mark.parametrize(("degrees", "reading_dpi"), [(4.0, 150.0), (-5.0, 100.0), (6.0, 60.0)])
def test_places_are_where_turning_about_the_centre_puts_them(degrees: float, reading_dpi: float) -> None:
    page = askew(PAGE, degrees)
    spot = (900.5, 1500.5)
    cv2.circle(page, (900, 1500), 14, (255, 0, 0), -1)
    before = scan(page, 150.0)
    after = deskew(before, reading_dpi)
    red = after.pixels[..., 0].astype(int) - after.pixels[..., 1] > 100
    rows, columns = np.nonzero(red)
    across, down = after.width / after.pixels.shape[1], after.height / after.pixels.shape[0]
    found = (columns.mean() + 0.5) * across, (rows.mean() + 0.5) * down
    assert found == pytest.approx(rotated(spot, before, after), abs=0.6)


def test_the_page_grows_around_its_centre_only_where_ink_would_fall_off() -> None:
    page = askew(PAGE, 5.0)
    inside = deskew(scan(page.copy(), 150.0))
    assert (inside.width, inside.height) == (1240, 1754)
    cv2.putText(page, "M", (2, 60), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    grown = deskew(scan(page.copy(), 150.0))
    assert grown.width > 1240 or grown.height > 1754
    rows, columns = np.nonzero(page[:70, :70, 0] < 128)
    corners = [rotated((x, y), scan(page, 150.0), grown) for x, y in zip(columns, rows, strict=True)]
    assert -2 <= min(min(corner) for corner in corners) <= 2


def test_is_cheap() -> None:
    whole = scan(askew(letter(300.0), 1.5))
    started = time.process_time()
    deskew(whole)
    assert time.process_time() - started < 0.6


@pytest.mark.parametrize("seed", range(40))
def test_any_few_strokes_have_an_angle_within_reach(seed: int) -> None:
    draw, page = np.random.default_rng(seed), np.full((900, 640), 255, np.uint8)
    for _ in range(draw.integers(0, 12)):
        places = [tuple(int(value) for value in draw.integers(0, [640, 900])) for _ in range(2)]
        if draw.random() < 0.5:
            cv2.line(page, *places, 0, int(draw.integers(1, 4)))
        else:
            cv2.putText(page, "Ho so 123", places[0], cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1)
    assert abs(find_skew(find_pieces(page, 140.0)).degrees) <= 16
