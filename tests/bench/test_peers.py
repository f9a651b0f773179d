"""What the comparison with OCRmyPDF takes, leaves out and adds up."""

import json
from pathlib import Path

import pytest
from PIL import Image

from bench.cer import Score
from bench.meter import Cost
from bench.peers import Turn, find_truth, judge_turn, last_sentence, missing_dpi, summary


def write_truth(folder: Path) -> None:
    pages = [{"page": 1, "text": ["Số: 12/QĐ-UBND"]}, {"page": 2, "text": []}]
    (folder / "truth.json").write_text(json.dumps({"files": {"scans/a.pdf": {"pages": pages}}}), encoding="utf-8")


def test_truth_is_found_above_the_file_and_files_without_are_left_out(tmp_path: Path) -> None:
    write_truth(tmp_path)
    scans = tmp_path / "scans"
    scans.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (scans / name).touch()
    assert find_truth([scans]) == {scans / "a.pdf": [["Số: 12/QĐ-UBND"], []]}
    assert find_truth([scans / "b.pdf"]) == {}


@pytest.mark.parametrize(("told", "asked"), [({}, ["--image-dpi", "200"]), ({"dpi": (300, 300)}, [])])
def test_the_resolution_is_given_only_where_it_is_missing(
    told: dict[str, tuple[int, int]], asked: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.jpg"
    Image.new("L", (1654, 2339)).save(file, **told)
    assert missing_dpi(file) == asked


def test_a_refusal_is_told_without_the_log_before_it() -> None:
    assert last_sentence("Scanning\nDpiError: no resolution.\n  Give one.\n") == "DpiError: no resolution. Give one."


def test_a_file_that_was_held_counts_as_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    turn = Turn(Cost(3.0, 2.0, 1 << 20, 0), {}, {file: "held"})
    scores = judge_turn(turn, {file: [["mười hai"], []]}, [file])
    assert scores == {(file, 1): Score(8, 8, 8, 0, 0, 2), (file, 2): Score()}


def test_costs_are_medians_and_the_peak_is_the_highest(tmp_path: Path) -> None:
    turns = [Turn(Cost(cpu, 1.0, peak << 20, 0), {}, {}) for cpu, peak in ((4.0, 100), (6.0, 300), (5.0, 200))]
    good, bad = (tmp_path, 1), (tmp_path, 2)
    told = summary(turns, {good: Score(1, 1, 100, 9, 10, 10), bad: Score(90, 90, 100, 0, 10, 10)}, [good])
    assert (told["cpu_per_page"], told["peak_mib"]) == (2.5, 300)
    assert (told["cer"], told["cer_made_out"], told["word_f1"]) == (0.455, 0.01, 0.45)
