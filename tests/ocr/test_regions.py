"""A page falls into regions that are read apart and come back in reading order."""

import cv2
import numpy as np

from digitize.model import Box, Line, Word
from ocr import regions
from ocr.regions import Region, cut, gather

DPI = 200
MM = DPI / 25.4


def page() -> np.ndarray:
    return np.full((round(297 * MM), round(210 * MM)), 255, np.uint8)


def put(image: np.ndarray, x: float, y: float) -> None:
    cv2.putText(image, "12 Ho so", (round(x * MM), round(y * MM)), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2)


def told(text: str, left: int, top: int) -> Line:
    return Line((Word(text, Box(left, top, left + 50, top + 20), 0.9),))


def test_an_empty_page_has_no_region() -> None:
    noise = np.random.default_rng(0).integers(190, 256, page().shape).astype(np.uint8)
    assert cut(noise, DPI)[1] == []


def test_cells_without_ink_are_not_read() -> None:
    image = page()
    for y in (60, 80, 100):
        cv2.line(image, (round(20 * MM), round(y * MM)), (round(190 * MM), round(y * MM)), 50, 2)
    for x in (20, 100, 190):
        cv2.line(image, (round(x * MM), round(60 * MM)), (round(x * MM), round(100 * MM)), 50, 2)
    put(image, 30, 72)
    put(image, 30, 150)
    body, cell = cut(image, DPI)[1]
    assert (body.table, cell.table, cell.plain) == (-1, 0, True)
    assert cell.left < 30 * MM < cell.left + cell.pixels.shape[1]


def test_where_ink_is_rare_the_paper_is_made_white() -> None:
    image = np.random.default_rng(0).integers(205, 256, page().shape).astype(np.uint8)
    put(image, 10, 20)
    put(image, 150, 280)
    region = cut(image, DPI)[1][0]
    assert np.count_nonzero(region.pixels == 255) > 0.98 * region.pixels.size


def test_a_table_stands_where_it_begins() -> None:
    body = Region(page(), 0, 0, -1, False)
    cell = Region(page(), 100, 500, 0, True)
    lines = gather([(body, (told("trên", 0, 100), told("dưới", 0, 900))), (cell, (told("ô", 5, 5),))], page().shape)
    assert [line.text for line in lines] == ["trên", "ô", "dưới"]
    assert lines[1].box == Box(105, 505, 155, 525)


def test_words_do_not_reach_beyond_the_page() -> None:
    region = Region(page(), -8, -8, -1, False)
    inside, beyond = told("mép", 2, 2), Line((Word("rìa", Box(0, 0, 7, 20), 0.9),))
    (line,) = gather([(region, (inside, beyond))], page().shape)
    assert line.words[0].box == Box(0, 0, 44, 14)


def test_moving_keeps_everything_but_the_place() -> None:
    line = Line((Word("a", Box(1, 2, 3, 4), 0.5, ("b",)),))
    assert regions.moved(line, (10, 20)).words[0] == Word("a", Box(11, 22, 13, 24), 0.5, ("b",))
