"""The line net beside Tesseract on a few worn pages: figures that a change of weights, finding or shaping must hold."""

import pytest

from bench import sheets
from bench.lines import Whole, judge_page, straightened
from ocr import open_engine

PAGES, NUMBERS = 5, 60
# At most this share of letters wrong, at least this share of numbers right (one of 60 on poor pages: a pen crosses it).
GOLDEN = {"clean": (0.001, 1.0), "office": (0.002, 1.0), "poor": (0.004, 0.98)}


@pytest.mark.parametrize("level", GOLDEN)
def test_worn_pages_are_read_as_well_as_ever_and_better_than_by_tesseract(level: str) -> None:
    pages = [*sheets.invented(PAGES), *sheets.numbers(NUMBERS)]
    scans = [straightened(page, level, page.name, None) for page in pages]
    ours, theirs = Whole(), Whole()
    for told, name in ((ours, "lines:"), (theirs, "tesseract:vie")):
        for page, scan in zip(pages, scans, strict=True):
            judge_page(told, open_engine(name), scan, page)
    cer, right = GOLDEN[level]
    assert ours.score.cer <= min(cer, theirs.score.cer)
    assert ours.exact / ours.numbers >= right
    assert ours.doubted == ours.false
