"""The judge of corrections counts what was repaired and what was harmed, and trains on nothing that it judges."""

import lzma
from pathlib import Path

import numpy as np
import pytest
from fpdf import FPDF

from digitize.model import Box, Line, Word
from digitize.vietnam.syllables_counts import load_counts
from training.judge import WEAR, Reading, held_out, judge, worn

FONT = Path(__file__).parents[2] / "digitize" / "fonts" / "Tinos-sohoa.ttf"


def test_repairs_and_harms_are_counted_against_the_truth() -> None:
    read = ("của", "chính", "quyên", "địa", "phương", "của", "chính", "quyên")
    words = tuple(Word(word, Box(0, 0, 1, 1), 0.7) for word in read)
    truth = ("của", "chính", "quyền", "địa", "phương,", "của", "chính", "quyên")
    score = judge([Reading(truth, (Line(words),))], load_counts())
    assert (score["words"], score["judged"], score["changed"]) == (8, 8, 2)
    assert (score["wrong"], score["repaired"], score["harmed"]) == (1, 1, 1)


def test_lines_of_the_judged_papers_are_left_out_of_the_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("Tinos", fname=FONT)
    pdf.set_font("Tinos", size=12)
    pdf.cell(text="các thủ tục hành chính công")
    pdf.output(str(tmp_path / "paper.pdf"))
    (tmp_path / "text").mkdir()
    with lzma.open(tmp_path / "text" / "a.txt.xz", "wt", encoding="utf-8") as file:
        file.write("thủ tục hành chính\ntheo các thủ tục khác\nhồ sơ khác\n" * 5)
    monkeypatch.setenv("SOHOA_CORPUS", str(tmp_path))
    assert set(held_out([tmp_path / "paper.pdf"], 0).single) == {"theo", "các", "thủ", "tục", "khác", "hồ", "sơ"}
    assert set(held_out([tmp_path / "paper.pdf"], 3).single) == {"hồ", "sơ", "khác"}


@pytest.mark.parametrize("wear", WEAR)
def test_worn_pages_keep_their_size_and_are_the_same_each_time(wear: tuple[float, float, float, float]) -> None:
    page = np.full((80, 60), 255, np.uint8)
    page[20:40, 10:50] = 0
    assert worn(page, wear, 3).shape == page.shape
    assert (worn(page, wear, 3) == worn(page, wear, 3)).all()
    assert worn(page, wear, 3).min() < 120
