"""Blur and cut text are told where they are, and nowhere else."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from digitize.blur import find_spread
from digitize.cut import find_cut
from digitize.model import Pixels
from digitize.quality import MOST_SPREAD_MM, inspect
from samples.wear import punch
from tests.digitize.sheet import brought_down, letter, paper, scan, shuffled, worn

DPI = 300.0
MM = DPI / 25.4


def _spread(page: Pixels, dpi: float = DPI) -> float:
    spread = find_spread(brought_down(scan(page, dpi), min(dpi, 200.0)))
    assert spread is not None
    return spread


@pytest.mark.parametrize("points", [7.0, 10.0, 14.0, 40.0])
@pytest.mark.parametrize("noise", [0.0, 9.0])
def test_sharp_print_of_any_size_is_not_blurred(points: float, noise: float) -> None:
    page = letter(DPI, shuffled(9), points, 2)
    assert _spread(worn(page, noise) if noise else page) < 0.85 * MOST_SPREAD_MM


@pytest.mark.parametrize("millimetres", [0.28, 0.4])
@pytest.mark.parametrize("points", [10.0, 14.0])
def test_blurred_print_is_told_with_how_far_its_ink_runs(millimetres: float, points: float) -> None:
    page = cv2.GaussianBlur(letter(DPI, shuffled(9), points, 2), (0, 0), millimetres * MM)
    small = brought_down(scan(np.asarray(page, np.uint8), DPI), 200.0)
    (told,) = (dict(finding.numbers)["spread_mm"] for finding in inspect(small) if finding.name == "blurred")
    assert 0.65 * millimetres < told < 1.1 * millimetres


def test_the_sharpest_places_count_not_a_soft_portrait() -> None:
    page = letter(DPI)
    soft = np.random.default_rng(1).integers(0, 255, (12, 9, 3)).astype(np.uint8)
    page[2200:3200, 1500:2250] = cv2.resize(soft, (750, 1000), interpolation=cv2.INTER_CUBIC)
    assert _spread(page) < MOST_SPREAD_MM


def test_of_a_few_words_nothing_is_said() -> None:
    assert find_spread(scan(letter(200.0, ("7",), 12.0, 1), 200.0)) is None
    assert find_spread(scan(paper(200.0), 200.0)) is None


# The letter's print begins 25 mm from the left and 30 mm from the top; its lines are of different lengths.
CUTS = {
    "left": np.s_[:, round(27.5 * MM) :],
    "right": np.s_[:, : round(75 * MM)],
    "top": np.s_[round(32.6 * MM) :],
    "bottom": np.s_[: round(96.5 * MM)],
}


@pytest.mark.parametrize("side", CUTS)
def test_text_cut_by_an_edge_is_told_with_the_side(side: str) -> None:
    found = find_cut(scan(letter(DPI)[CUTS[side]], DPI))
    assert [dict(finding.numbers)["side"] for finding in found] == [side]
    assert found[0].rule


@pytest.mark.parametrize("noise", [0.0, 9.0])
def test_whole_pages_are_not_cut(noise: float) -> None:
    page = letter(DPI)
    assert find_cut(scan(worn(page, noise) if noise else page, DPI)) == ()
    close = page[round(31 * MM) :, round(24 * MM) :]
    assert find_cut(scan(close, DPI)) == ()


def test_lids_holes_frames_rules_and_a_stray_stroke_cut_nothing() -> None:
    page = punch(letter(DPI))
    page[:, :50], page[-40:] = 25, 30
    page[:, 30:60][np.random.default_rng(2).random((page.shape[0], 30)) < 0.4] = 25
    page[500:506], page[:, 2000:2006] = 20, 20
    cv2.line(page, (2400, 900), (2479, 960), (40, 40, 160), 6)
    assert find_cut(scan(page, DPI)) == ()


def test_cut_text_is_looked_for_before_straightening_and_in_gray_too() -> None:
    gray = np.ascontiguousarray(letter(DPI)[CUTS["left"]][..., 0])
    assert [finding.name for finding in find_cut(replace(scan(gray, DPI), turn=180))] == ["cut_edge"]
