"""Dotted lines go from under what is written on them, and nothing else goes."""

import cv2
import numpy as np

from digitize.leaders import lift_leaders
from digitize.model import Pixels

DPI = 200.0


def sheet() -> Pixels:
    return np.full((400, 1200), 255, np.uint8)


def dotted(page: Pixels, top: int, left: int, right: int) -> list[tuple[int, int]]:
    places = [(left + number, top) for number in range(0, right - left, 9)]
    for x, y in places:
        page[y : y + 3, x : x + 3] = 40
    return places


def written(page: Pixels, base: int, left: int) -> None:
    cv2.putText(page, "Mau Van Thu", (left, base), cv2.FONT_HERSHEY_DUPLEX, 1.0, (0,), 2)


def left_over(page: Pixels, places: list[tuple[int, int]]) -> int:
    return sum(int(page[y + 1, x + 1] < 200) for x, y in places)


def test_a_leader_that_is_written_on_goes_and_what_is_written_stays() -> None:
    page = sheet()
    written(page, 150, 300)
    alone = page.copy()
    places = dotted(page, 158, 100, 1000)
    assert lift_leaders(page, DPI) == len(places)
    assert left_over(page, places) == 0
    assert np.array_equal(page, alone)


def test_an_empty_one_stays() -> None:
    page = sheet()
    written(page, 100, 300)
    places = dotted(page, 158, 100, 1000)
    before = page.copy()
    assert lift_leaders(page, DPI) == 0
    assert left_over(page, places) == len(places)
    assert np.array_equal(page, before)


def test_what_print_hides_of_it_is_followed() -> None:
    page = sheet()
    written(page, 150, 300)
    places = dotted(page, 158, 100, 1000)
    page[140:170, 400:450] = 0
    lift_leaders(page, DPI)
    assert left_over(page, [place for place in places if not 390 < place[0] < 460]) == 0
    assert (page[140:170, 400:450] == 0).all()


def test_dots_that_belong_to_letters_stay() -> None:
    page = sheet()
    written(page, 150, 300)
    for x in (310, 352, 371, 440, 466, 520, 575, 601):
        page[155:160, x : x + 5] = 0
    before = page.copy()
    assert lift_leaders(page, DPI) == 0
    assert np.array_equal(page, before)


def test_an_empty_page_is_left_alone() -> None:
    page = sheet()
    assert lift_leaders(page, DPI) == 0
