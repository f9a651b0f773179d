"""A page whose turn is in doubt is read both ways that its lines allow, by the real engine."""

from dataclasses import replace

import pytest

from digitize.clean import clean
from digitize.model import Finding, Line, Scan
from digitize.settle import reconsider, settle_turn
from digitize.upright import turn
from ocr import open_engine
from tests.digitize.sheet import LETTER, letter, paper, scan, turned

ENGINE = open_engine("lines:")


class Deaf:
    """An engine that must not be asked."""

    name = "deaf"

    def read(self, scan: Scan) -> tuple[Line, ...]:
        raise AssertionError("read once more")

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        raise AssertionError("read once more")


def doubtful(whole: Scan) -> Scan:
    """As `upright` leaves a page of which it is not sure."""
    return turn(replace(whole, findings=(Finding("turn_doubtful"),)), 0, 0.4)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_way_that_reads_far_better_settles_it(degrees: int) -> None:
    page = letter(150.0, LETTER[4:9], copies=1)
    result = settle_turn(ENGINE, doubtful(scan(turned(page, degrees), 150.0)))
    assert (result.turn, result.findings) == (degrees, ())
    assert [dict(step.numbers)["turn"] for step in result.steps] == [degrees]


def test_what_cannot_be_read_either_way_stays_as_it_came_with_its_doubt() -> None:
    came = doubtful(scan(paper(150.0), 150.0))
    assert settle_turn(ENGINE, came) is came


def test_a_page_without_doubt_is_not_read() -> None:
    came = scan(letter(150.0), 150.0)
    assert settle_turn(ENGINE, came) is came


def test_a_page_that_reads_badly_is_looked_at_the_other_way() -> None:
    came = scan(turned(letter(150.0), 180), 150.0)
    result = reconsider(ENGINE, came, came, ENGINE.read(clean(came)))
    assert (result.turn, result.findings) == (180, ())


def test_a_page_that_reads_well_stays_and_is_not_read_again() -> None:
    came = scan(letter(150.0), 150.0)
    assert reconsider(Deaf(), came, came, ENGINE.read(clean(came))) is came
