"""Dots per inch: what the file says if it makes sense, else what fits a paper, else 300; what is assumed is told."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.errors import InputError
from digitize.resolution import claim, find_resolution

A4_AT_300 = 2480, 3508


@pytest.mark.parametrize("told", [300.0, 200.0, 96.52, 299.9994, 250.5])
def test_a_sensible_claim_counts(told: float) -> None:
    dpi, findings = find_resolution(*A4_AT_300, told)

    assert dpi == (300.0 if told == 299.9994 else told)
    assert findings == ()


@pytest.mark.parametrize("told", [None, 0.0, -300.0, 1.0, 72.0, 72.009, 9000.0, math.inf, math.nan, 50.0])
def test_a_missing_or_absurd_claim_gives_way_to_the_paper(told: float | None) -> None:
    dpi, findings = find_resolution(*A4_AT_300, told)

    assert dpi == 300.0
    assert [(finding.name, finding.numbers) for finding in findings] == [("resolution_assumed", (("dpi", 300.0),))]


@pytest.mark.parametrize(
    ("millimetres", "dpi"),
    [
        ((210, 297), 300),
        ((210, 297), 200),
        ((210, 297), 150),
        ((210, 297), 240),
        ((210, 297), 400),
        ((210, 297), 600),
        ((297, 420), 300),
        ((297, 420), 200),
        ((148, 210), 300),
        ((148, 210), 200),
        ((54, 85.6), 300),
        ((54, 85.6), 600),
    ],
)
def test_known_papers_tell_their_resolution_lying_or_standing(millimetres: tuple[float, float], dpi: int) -> None:
    width, height = (round(side / 25.4 * dpi) for side in millimetres)

    for size in ((width, height), (height, width), (width - 9, height + 11)):
        assert find_resolution(*size, None)[0] == dpi


def test_a_sheet_of_no_known_paper_is_taken_for_300() -> None:
    assert find_resolution(1000, 3000, None)[0] == 300
    assert find_resolution(30, 40, None)[0] == 300


def test_a_screen_may_say_96_only_of_a_sheet() -> None:
    assert find_resolution(794, 1123, 96.0) == (96.0, ())
    assert find_resolution(*A4_AT_300, 96.0)[0] == 300


@given(st.integers(1, 100_000), st.integers(1, 100_000), st.none() | st.floats())
def test_the_resolution_is_always_one_that_a_page_can_have(width: int, height: int, told: float | None) -> None:
    dpi, findings = find_resolution(width, height, told)

    assert 50 <= dpi <= 2400
    assert [finding.name for finding in findings] in ([], ["resolution_assumed"])


def test_pixels_that_are_not_square_are_refused() -> None:
    assert claim(204.0, 196.0) == 204.0
    assert claim(300.0, 0.0) == 300.0
    assert claim(math.nan, 300.0) is None
    assert claim(0.0, 0.0) is None
    with pytest.raises(InputError, match="square"):
        claim(204.0, 98.0)


@given(st.floats(), st.floats())
def test_any_two_numbers_make_a_claim_or_are_refused(across: float, down: float) -> None:
    try:
        found = claim(across, down)
    except InputError:
        return
    assert found is None or found == across
