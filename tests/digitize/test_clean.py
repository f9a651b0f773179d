import cv2
import numpy as np
import pytest

from digitize.clean import clean
from digitize.model import Pixels
from tests.digitize.sheet import letter, paper, scan, worn


def cleaned(pixels: Pixels) -> Pixels:
    return clean(scan(pixels, 200.0)).pixels


def test_gives_gray_read_only_pixels_of_the_same_size_and_tells_the_step() -> None:
    before = scan(letter(200.0), 200.0)
    after = clean(before)
    assert after.pixels.shape == before.pixels.shape[:2]
    assert not after.pixels.flags.writeable
    assert [step.name for step in after.steps] == ["clean"]


def test_uneven_light_becomes_white_paper_and_ink_stays_dark() -> None:
    page = letter(200.0)
    made = cleaned(worn(page, 3.0))
    bare, ink = page[..., 0] > 250, cv2.erode(np.asarray(page[..., 0] < 60, np.uint8), np.ones((2, 2))) > 0
    assert made[bare].mean() > 245
    assert made[ink].mean() < 140


def test_a_red_seal_over_print_vanishes_and_the_print_under_it_stays() -> None:
    page = letter(200.0)
    sealed = page.copy()
    cv2.circle(sealed, (500, 500), 120, (220, 40, 50), 6)
    cv2.circle(sealed, (500, 500), 90, (220, 40, 50), 4)
    sealed = np.minimum(sealed, page)
    made = cleaned(sealed)
    print_ = page[..., 0] < 60
    seal = (sealed[..., 0] > 150) & (sealed[..., 1] < 100)
    assert made[seal].mean() > 190
    assert made[print_].mean() < 90


def test_a_red_number_that_stands_alone_stays_readable() -> None:
    page = paper(200.0)
    cv2.putText(page, "0071234", (400, 600), cv2.FONT_HERSHEY_SIMPLEX, 2, (210, 30, 40), 4)
    red = page[..., 1] < 100
    assert cleaned(page)[red].mean() < 120


@pytest.mark.parametrize(("noise", "smoothed"), [(0.0, False), (4.0, False), (40.0, True)])
def test_only_a_very_noisy_page_is_smoothed(noise: float, smoothed: bool) -> None:
    page = worn(letter(200.0), noise)
    step = dict(clean(scan(page, 200.0)).steps[-1].numbers)
    spread = float(cleaned(page)[:150].std())
    assert (float(step["noise"]) > 6.5) is smoothed
    assert not smoothed or spread < noise / 2


def test_a_gray_page_is_cleaned_too() -> None:
    assert cleaned(np.ascontiguousarray(worn(letter(200.0))[..., 0])).mean() > 225
