"""The line net beside our Tesseract engine on typefaces that neither was chosen on: real texts set anew, worn, read.

`python -m bench.typefaces FONT... [--net FILE] [--levels clean office poor] [--pages N] [--seed N]`, with
`$SOHOA_CORPUS`: for each font file so many pages, each the words of one real page in that face at 11 to 14 points. They
go the way of bench/lines.py. docs/line-net.md names the families that the net learned from: give others, such as
`python -m training.lines.gather held FOLDER` fetches.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench import sheets
from bench.lines import LEVELS, Whole, judge_page, straightened
from bench.report import write_result
from ocr import open_engine

TESSERACT = "tesseract:vie"
A4 = (2480, 3508)
LEFT, RIGHT, TOP, BOTTOM = 350, 2300, 300, 3250
LEADING = 1.45
POINT = sheets.DPI / 72


def set_page(words: list[str], font: ImageFont.FreeTypeFont, name: str) -> sheets.Print:
    """The words as lines of one page, as many as it holds."""
    picture = Image.new("RGB", A4, "white")
    pen, lines = ImageDraw.Draw(picture), list(wrapped(words, font))
    step = round(font.size * LEADING)
    shown = lines[: (BOTTOM - TOP) // step]
    for number, line in enumerate(shown):
        pen.text((LEFT, TOP + number * step), line, "black", font)
    return sheets.Print(name, np.asarray(picture, np.uint8), tuple(shown))


def wrapped(words: list[str], font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Lines no longer than the column."""
    line: list[str] = []
    for word in words:
        if line and font.getlength(" ".join([*line, word])) > RIGHT - LEFT:
            yield " ".join(line)
            line = []
        line.append(word)
    if line:
        yield " ".join(line)


def pages(path: Path, count: int, draw: random.Random) -> Iterator[sheets.Print]:
    """Pages in one typeface: texts of real pages that are long enough to fill a good part of one."""
    places = sheets.real_places()
    draw.shuffle(places)
    made = 0
    for place in places:
        words = " ".join(sheets.real_page(*place).segments).split()
        if len(words) >= 150 and made < count:
            made += 1
            font = ImageFont.truetype(
                str(path), draw.choice((11, 12, 13, 14)) * POINT, layout_engine=ImageFont.Layout.BASIC
            )
            yield set_page(words, font, f"{path.stem}-{made}")
        if made == count:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="+", type=Path, help="font files with all Vietnamese letters")
    parser.add_argument("--net", default="", help="weights (those of the package)")
    parser.add_argument("--levels", nargs="+", default=LEVELS, choices=LEVELS)
    parser.add_argument("--pages", type=int, default=1, help="of each font (1)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    engines = {"lines:": open_engine(f"lines:{options.net}"), TESSERACT: open_engine(TESSERACT)}
    told: dict[str, dict[str, object]] = {}
    for level in options.levels:
        sums = {name: Whole() for name in engines}
        for path in options.fonts:
            mine = {name: Whole() for name in engines}
            for page in pages(path, options.pages, random.Random(f"{options.seed} {path.stem}")):
                scan = straightened(page, level, f"{options.seed} {page.name}", None)
                for name, engine in engines.items():
                    judge_page(mine[name], engine, scan, page)
            for name, one in mine.items():
                sums[name].score += one.score
                sums[name].seconds, sums[name].pages = sums[name].seconds + one.seconds, sums[name].pages + one.pages
            row = "  ".join(f"{name} {100 * one.score.cer:.3f} % F1 {one.score.f1:.4f}" for name, one in mine.items())
            print(f"{level:7}{path.stem:30}{row}", flush=True)
        told[level] = {name: one.figures() for name, one in sums.items()}
        ours, theirs = (sums[name].score.cer for name in engines)
        ratio = f"{ours / theirs:.2f}" if theirs else "-"
        print(f"{level:7}{'all':30}CER {100 * ours:.3f} / {100 * theirs:.3f} % = {ratio}", flush=True)
    shown = {"fonts": [path.name for path in options.fonts], "pages": options.pages, "seed": options.seed}
    versions = {name: engine.version() for name, engine in engines.items()}
    write_result("typefaces", shown | {"versions": versions, "levels": told})


if __name__ == "__main__":
    main()
