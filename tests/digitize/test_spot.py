import cv2
import pytest

from digitize.model import Box, Scan
from digitize.spot import find_spot
from tests.digitize.sheet import brought_down, letter, paper, scan

MM = 300 / 25.4


def assert_lawful(box: Box | None, page: Scan, width: float = 80.0, high: float = 18.5) -> Box:
    """The size, the margins and the top 25 mm, in millimetres."""
    assert box is not None
    assert (box.right - box.left) / MM == pytest.approx(width, abs=1.0)
    assert (box.bottom - box.top) / MM == pytest.approx(high, abs=1.0)
    assert min(box.left, box.top, page.width - box.right) >= 4 * MM - 1
    assert box.bottom <= 25 * MM + 1
    return box


def test_a_free_head_gets_its_top_right_corner_in_the_originals_pixels() -> None:
    page = brought_down(scan(letter(300.0)), 200.0)
    box = assert_lawful(find_spot(page), page)
    assert (page.width - box.right) / MM == pytest.approx(4, abs=0.6)
    assert box.top / MM == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("colour", [(0, 0, 0), (220, 120, 120), (200, 200, 200)])
def test_moves_aside_for_ink_of_any_colour(colour: tuple[int, int, int]) -> None:
    pixels = paper(300.0)
    cv2.putText(pixels, "07", (round(195 * MM), round(12 * MM)), cv2.FONT_HERSHEY_SIMPLEX, 2, colour, 6)
    page = brought_down(scan(pixels), 200.0)
    box = assert_lawful(find_spot(page), page)
    assert box.right <= 195 * MM
    assert box.left >= page.width / 2


def test_a_head_full_of_ink_has_no_spot() -> None:
    pixels = paper(300.0)
    for row in range(4, 25, 5):
        cv2.putText(pixels, "UBND " * 12, (100, round(row * MM)), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    assert find_spot(scan(pixels)) is None


def test_a_black_surface_is_no_spot() -> None:
    pixels = paper(300.0)
    pixels[: round(26 * MM)] = 30
    assert find_spot(scan(pixels)) is None


def test_a_card_gets_a_narrower_spot() -> None:
    page = scan(paper(300.0, (85.6, 54.0)))
    assert_lawful(find_spot(page), page, 75.6)


def test_a_strip_too_small_has_none() -> None:
    assert find_spot(scan(paper(300.0, (60.0, 12.0)))) is None
