"""Pictures for the desk: a record's page comes back exactly as its boxes were measured on it."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from digitize.crop import crop, straight
from digitize.deskew import deskew
from digitize.encode import encode, finish
from digitize.intake import open_input, open_scan
from digitize.model import Box, Original, Page, Pixels
from digitize.record import Sheet
from digitize.upright import turn, upright
from tests.digitize.sheet import letter, turned


def lifted(folder: Path, pixels: Pixels) -> Original:
    """A lossless file of a page at 100 dpi, lifted."""
    path = folder / "page.png"
    cv2.imwrite(str(path), pixels)
    return open_input(path, path).originals[0]


def as_read(original: Original, degrees: int) -> tuple[Pixels, Page]:
    """The page at its own resolution as the stages make it, and what a record knows of it."""
    image, scan = encode(open_scan(original))
    scan = deskew(turn(scan, degrees, 1.0), scan.dpi)
    return scan.pixels, finish(scan, image, (), None, blank=False)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("askew", [0.0, 1.7])
def test_a_page_comes_back_as_it_was_read(tmp_path: Path, degrees: int, askew: float) -> None:
    page = letter(100.0)
    if askew:
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), askew, 1.0)
        page = np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)), np.uint8)
    original = lifted(tmp_path, turned(page, degrees))
    pixels, read = as_read(original, degrees)
    assert abs(read.skew - askew) < 0.2
    sheet = Sheet(None, original, read.turn, read.skew, width=read.width, height=read.height)
    assert np.array_equal(straight(original, sheet), pixels)


def test_the_crop_shows_the_box_framed_with_what_stands_before_it() -> None:
    page = np.full((400, 900), 255, np.uint8)
    page[200:220, 500:600] = 0
    page[200:220, 420:440] = 128
    shown = crop(page, Box(500, 200, 600, 220))
    assert shown.shape == (20 + 2 * 40, 100 + 2 * 160, 3)
    assert (shown[:, :, 0] == 0).sum() == 20 * 100
    assert (shown == (215, 0, 0)).all(axis=2).any()
    assert (shown == 128).all(axis=2).sum() == 20 * 20, "the label before it"


def test_a_box_at_the_corner_is_shown_too() -> None:
    assert crop(np.full((50, 60, 3), 255, np.uint8), Box(0, 0, 10, 12)).shape == (36, 60, 3)


def test_upright_tells_the_same_turn(tmp_path: Path) -> None:
    """What the stage finds is what the record holds: the page needs no second judgement to be shown."""
    original = lifted(tmp_path, turned(letter(100.0), 90))
    scan = upright(open_scan(original))
    sheet = Sheet(None, original, scan.turn, width=scan.width, height=scan.height)
    assert np.array_equal(straight(original, sheet), scan.pixels)
