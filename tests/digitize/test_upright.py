import os
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from digitize.model import Pixels
from digitize.upright import upright
from tests.digitize.sheet import LETTER, askew, letter, paper, scan, turned, worn

TURNS = (0, 90, 180, 270)


def form(dpi: float = 150.0) -> Pixels:
    """A ruled form whose slots are mostly empty."""
    page = paper(dpi)
    labels = letter(dpi, ("Họ và tên:", "Ngày sinh:", "Nơi cư trú:", "Nghề nghiệp:"), 13.0, 3)
    for row in range(13):
        top = round((28 + 9 * row) / 25.4 * dpi)
        cv2.rectangle(page, (100, top), (1140, top + 53), (0, 0, 0), 2)
    return np.minimum(page, labels)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("kind", ["letter", "sparse", "form", "worn and askew", "gray"])
def test_turns_any_page_upright_and_says_by_how_much(kind: str, turn: int) -> None:
    page = letter(150.0)
    if kind == "sparse":
        page = letter(150.0, LETTER[:6], copies=1)
    if kind == "form":
        page = form()
    if kind == "worn and askew":
        page = worn(askew(page, 4.0))
    if kind == "gray":
        page = np.ascontiguousarray(page[..., 0])
    came = scan(turned(page, turn), 150.0)
    result = upright(came)
    assert result.turn == turn
    assert result.findings == ()
    assert np.array_equal(result.pixels, page)
    assert (result.height, result.width) == page.shape[:2]
    assert not result.pixels.flags.writeable


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("degrees", [-13.0, 14.0])
def test_a_strongly_askew_page_is_turned_upright(degrees: float, turn: int) -> None:
    result = upright(scan(turned(worn(askew(letter(150.0), degrees)), turn), 150.0))
    assert (result.turn, result.findings) == (turn, ())


def test_the_step_tells_the_turn_and_a_confidence() -> None:
    step = upright(scan(turned(letter(150.0), 90), 150.0)).steps[-1]
    numbers = dict(step.numbers)
    assert (step.name, numbers["turn"]) == ("upright", 90)
    assert 0.9 <= float(numbers["confidence"]) <= 1


@pytest.mark.parametrize("turn", TURNS)
def test_bare_paper_is_left_as_it_came_with_a_doubt(turn: int) -> None:
    came = scan(turned(paper(150.0), turn), 150.0)
    result = upright(came)
    assert result.turn == 0
    assert [finding.name for finding in result.findings] == ["turn_doubtful"]
    assert result.pixels is came.pixels


def corpus_pages() -> list[tuple[Path, int]]:
    folder = os.environ.get("SOHOA_CORPUS")
    return [(path, 0) for path in sorted(Path(folder, "signed").glob("*.pdf"))] if folder else []


@pytest.mark.skipif(not corpus_pages(), reason="SOHOA_CORPUS is not set: no real pages to turn")
def test_real_decisions_are_turned_upright() -> None:
    wrong = 0
    for path, number in corpus_pages():
        with pypdfium2.PdfDocument(path) as pdf:
            page = np.ascontiguousarray(pdf[number].render(scale=150 / 72).to_numpy()[..., :3])
        wrong += sum(upright(scan(turned(page, turn), 150.0)).turn != turn for turn in TURNS)
    assert wrong == 0
