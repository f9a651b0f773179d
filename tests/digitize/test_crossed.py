"""Digits under a seal are doubted; digits that stand free, words, and gray scans are left as they were read."""

import numpy as np
import pytest

from digitize.crossed import doubt_crossed
from digitize.model import Box, Line, Pixels, Word
from tests.digitize.sheet import scan

NUMBER = Word("079203001234", Box(100, 100, 300, 130), 0.97)


def page(colour: tuple[int, int, int] | None) -> Pixels:
    pixels = np.full((400, 600, 3), 250, np.uint8)
    pixels[110:120, 110:290] = 30
    if colour:
        pixels[60:170, 180:190] = colour
    return pixels


def confidence(pixels: Pixels, word: Word = NUMBER) -> float:
    (line,) = doubt_crossed(scan(pixels, 200.0), (Line((word,)),))
    return line.words[0].confidence


@pytest.mark.parametrize("colour", [(205, 28, 44), (34, 52, 156), (235, 170, 175)])
def test_a_number_under_coloured_ink_is_doubted(colour: tuple[int, int, int]) -> None:
    assert confidence(page(colour)) == 0.6


def test_what_stands_free_keeps_its_confidence() -> None:
    assert confidence(page(None)) == 0.97
    warm = (page(None) * np.array([1.0, 0.96, 0.9])).astype(np.uint8)
    assert confidence(warm) == 0.97


def test_a_number_printed_in_red_is_crossed_by_nothing() -> None:
    red = page(None)
    red[110:120, 110:290] = (200, 40, 50)
    assert confidence(red) == 0.97


def test_words_and_gray_scans_keep_theirs() -> None:
    assert confidence(page((205, 28, 44)), Word("nhân", NUMBER.box, 0.97)) == 0.97
    assert confidence(page((205, 28, 44))[..., 0]) == 0.97
