"""Ruled tables fall into their cells; folds, underlines and text without rules do not make any."""

import cv2
import numpy as np
import pytest

from ocr.table import find_cells

DPI = 200
MM = DPI / 25.4


def at(*values: float) -> list[int]:
    return [round(value * MM) for value in values]


def page() -> np.ndarray:
    return np.full(at(297, 210), 255, np.uint8)


def rule(
    image: np.ndarray, start: tuple[float, float], end: tuple[float, float], ink: int = 60, width: int = 2
) -> None:
    cv2.line(image, tuple(at(*start)), tuple(at(*end)), ink, width)


def grid(image: np.ndarray, columns: list[float], rows: list[float], ink: int = 60) -> None:
    for x in columns:
        rule(image, (x, rows[0]), (x, rows[-1]), ink)
    for y in rows:
        rule(image, (columns[0], y), (columns[-1], y), ink)


def words(image: np.ndarray, text: str, x: float, y: float, size: float = 0.8) -> None:
    cv2.putText(image, text, tuple(at(x, y)), cv2.FONT_HERSHEY_SIMPLEX, size, 30, 2, cv2.LINE_AA)


COLUMNS, ROWS = [20.0, 45.0, 110.0, 190.0], [60.0, 75.0, 110.0, 130.0]


@pytest.mark.parametrize("ink", [40, 120, 160])
def test_each_cell_of_a_grid_is_found_in_reading_order(ink: int) -> None:
    image = page()
    grid(image, COLUMNS, ROWS, ink)
    cells = find_cells(image, DPI).cells
    assert len(cells) == 9
    assert {cell.table for cell in cells} == {0}
    expected = [(x, y) for y in ROWS[:-1] for x in COLUMNS[:-1]]
    for cell, (x, y) in zip(cells, expected, strict=True):
        assert abs(cell.box.left / MM - x) < 1 and abs(cell.box.top / MM - y) < 1


def test_the_rules_are_gone_and_the_words_stay() -> None:
    image = page()
    words(image, "Ho so 0123", 50, 70)
    bare = find_cells(image, DPI).bare.copy()
    grid(image, COLUMNS, ROWS)
    ruling = find_cells(image, DPI)
    assert np.array_equal(ruling.bare, bare)
    assert ruling.bare is not image


def test_stems_of_letters_right_below_a_rule_stay() -> None:
    image = page()
    grid(image, COLUMNS, ROWS)
    for x in (50.0, 56.0, 62.0):
        rule(image, (x, ROWS[0] + 0.4), (x, ROWS[0] + 5.2), 30)
    found = find_cells(image, DPI)
    assert len(found.cells) == 9
    middle, low = at(ROWS[0] + 3.0, ROWS[0] + 4.8)
    assert all((found.bare[middle:low, column] < 128).all() for column in at(50.0, 56.0, 62.0))


def test_a_merged_cell_is_one() -> None:
    image = page()
    grid(image, COLUMNS, ROWS[:2])
    grid(image, [COLUMNS[0], COLUMNS[-1]], ROWS[1:3])
    assert len(find_cells(image, DPI).cells) == 4


def test_two_tables_are_told_apart() -> None:
    image = page()
    grid(image, COLUMNS, ROWS)
    grid(image, [20, 100, 190], [200, 220, 240])
    cells = find_cells(image, DPI).cells
    assert [cell.table for cell in cells].count(0) == 9 and [cell.table for cell in cells].count(1) == 4


def test_a_fold_through_a_table_cuts_no_cell() -> None:
    image = page()
    grid(image, COLUMNS, ROWS)
    rule(image, (70, 3), (70, 294), ink=150)
    rule(image, (3, 95), (207, 95), ink=150)
    assert len(find_cells(image, DPI).cells) == 9


def test_text_and_underlines_make_no_table() -> None:
    image = page()
    for line in range(12):
        words(image, "CONG HOA XA HOI CHU NGHIA VIET NAM IIIIII", 25, 40 + 8 * line, 1.1)
    rule(image, (60, 45), (140, 45))
    ruling = find_cells(image, DPI)
    assert not ruling.cells and ruling.bare is image


def test_a_frame_around_the_whole_page_is_one_region() -> None:
    image = page()
    grid(image, [10, 200], [10, 287])
    words(image, "Giay khai sinh", 60, 60)
    assert len(find_cells(image, DPI).cells) == 1
