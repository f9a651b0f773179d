"""Which way up a lone seal stands, told by the words along its rim, read by the real engine."""

import numpy as np
import pytest

from digitize.model import Pixels, Scan
from digitize.rim import seal_inks, unroll
from digitize.settle import settle_turn
from digitize.upright import upright
from ocr import open_engine
from samples.draw import draw_sheet
from samples.ink import seal, signature
from samples.sheet import Art, Sheet
from tests.digitize.sheet import paper, scan, turned

ENGINE = open_engine("lines:")
DPI = 200
TURNS = (0, 90, 180, 270)


def stamped(above: str = "ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", below: str = "TỈNH PHÚ THỬ") -> Pixels:
    """A sheet with nothing but a seal and the signature across it."""
    sheet = Sheet()
    sheet.items.append(Art(90, 180, 36, 36, seal(above, below, 3)))
    sheet.items.append(Art(106, 188, 46, 20, signature(5)))
    return draw_sheet(sheet, DPI)


def far_below(page: Pixels, other: Pixels) -> Pixels:
    """Both sheets' ink on one longer sheet."""
    return np.vstack([page, other])


def unrolled(page: Pixels) -> list[tuple[Scan, ...]]:
    """The strips of the red ink, and of all ink."""
    came = scan(page, DPI)
    return [unroll(came, gray) for gray in seal_inks(came.pixels)]


@pytest.mark.parametrize("turn", TURNS)
def test_a_lone_seal_is_turned_upright_by_the_words_along_its_rim(turn: int) -> None:
    came = scan(turned(stamped(), turn), DPI)
    doubtful = upright(came)
    assert [finding.name for finding in doubtful.findings] == ["turn_doubtful"]
    settled = settle_turn(ENGINE, doubtful)
    assert (settled.turn, settled.findings) == (turn, ())


def test_a_seal_without_legible_words_stays_as_it_came_with_its_doubt() -> None:
    doubtful = upright(scan(turned(stamped("", ""), 90), DPI))
    assert settle_turn(ENGINE, doubtful) is doubtful


def test_two_seals_that_stand_head_to_foot_tell_nothing() -> None:
    page = far_below(stamped(), turned(stamped(), 180))
    doubtful = upright(scan(page, DPI))
    assert settle_turn(ENGINE, doubtful) is doubtful


def test_each_seal_is_laid_straight_once_and_paper_without_one_not_at_all() -> None:
    assert [len(strips) for strips in unrolled(stamped())] == [1, 1]
    assert [len(strips) for strips in unrolled(far_below(stamped(), stamped()))] == [2, 2]
    assert [len(strips) for strips in unrolled(paper(DPI))] == [0, 0]
