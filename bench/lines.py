"""The line net beside Tesseract: the same cut-out lines of worn real pages, then the same whole pages.

`python -m bench.lines [--net FILE] [--pages N] [--levels clean office poor] [--numbers N] [--seed N]`, with
`$SOHOA_CORPUS`. Each page is worn by bench/degrade.py, turned straight by the true angle, brought to 200 dpi and
cleaned, so that only reading is judged. Lines are cut at their true places; a run of words without a wide gap is a
line. CER of lines is Levenshtein's distance over the truth's letters; of pages as in bench/cer.py. Times are CPU
seconds of this process, loading left out.
"""

import argparse
import io
import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pdfplumber
from PIL import Image

from bench import reliability, sheets
from bench.cer import Score, judge, normalise
from bench.degrade import degrade, lay
from bench.report import write_result
from digitize.clean import clean
from digitize.model import Original, Pixels, Scan, Source
from digitize.ports import Engine
from ocr import line_reader, open_engine, tessdata, tesseract_library
from ocr.engines import lines as line_engine
from training.lines.score import LONG_NUMBER, distance

DPI = 200.0
LEVELS = ("clean", "office", "poor")
# Room around a line's place in the PDF, which knows its letters' height but not the marks above them; in points.
ABOVE, BELOW, BESIDE = 1.5, 1.0, 2.0
FRAME = 10
Reader = Callable[[list[Pixels]], list[str]]


@dataclass(slots=True)
class Tally:
    """Sums over lines."""

    lines: int = 0
    exact: int = 0
    letters: int = 0
    wrong: int = 0
    seconds: float = 0.0

    def add(self, truth: str, said: str) -> None:
        told, true = normalise(said), normalise(truth)
        errors = distance(told, true)
        self.lines, self.exact = self.lines + 1, self.exact + (errors == 0)
        self.letters, self.wrong = self.letters + len(true), self.wrong + errors

    def figures(self) -> dict[str, object]:
        return {
            "lines": self.lines,
            "cer": round(self.wrong / max(1, self.letters), 5),
            "exact": round(self.exact / max(1, self.lines), 4),
            "ms_per_line": round(1000 * self.seconds / max(1, self.lines), 2),
        }


@dataclass(slots=True)
class Whole:
    """Sums over pages: finding and reading. `doubted` of `false`: wrong numbers whose word said 0.9 or less."""

    score: Score = field(default_factory=Score)
    pages: int = 0
    seconds: float = 0.0
    numbers: int = 0
    exact: int = 0
    false: int = 0
    doubted: int = 0
    told: list[reliability.Told] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        return {
            "pages": self.pages,
            "cer": round(self.score.cer, 5),
            "folded_cer": round(self.score.folded_cer, 5),
            "word_f1": round(self.score.f1, 4),
            "ece": round(reliability.distance(reliability.curve(self.told)), 4),
            "seconds_per_page": round(self.seconds / max(1, self.pages), 3),
            "numbers": self.numbers,
            "numbers_exact": self.exact,
            "false_numbers": self.false,
            "false_doubted": self.doubted,
        }


def places(path: Path, number: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The lines of a page with their bounds in points from the top left corner."""
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[number]
        runs = sheets.runs(page.extract_words(extra_attrs=["size"]), page.vertical_edges)
        return [(" ".join(word["text"] for word in run), bounds(run)) for run in runs]


def bounds(run: list[dict[str, float]]) -> tuple[float, float, float, float]:
    left, right = min(word["x0"] for word in run), max(word["x1"] for word in run)
    return left, min(word["top"] for word in run), right, max(word["bottom"] for word in run)


def straightened(page: sheets.Print, level: str, seed: str, back: Pixels | None) -> Scan:
    """The page worn, straight again by what is known of its wear, at 200 dpi or a little less, cleaned."""
    worn = degrade(page.pixels, level, seed, back)
    with Image.open(io.BytesIO(worn.jpeg)) as picture:
        pixels = np.rot90(np.asarray(picture.convert("RGB")), -worn.turn // 90)
    assert worn.dpi is not None
    scale = worn.dpi / sheets.DPI
    size = round(page.pixels.shape[1] * scale), round(page.pixels.shape[0] * scale)
    if worn.skew:
        probe = np.zeros((size[1], size[0]), np.uint8)
        outer = lay(probe, worn.skew, (0, 0, 0)).shape
        matrix = cv2.getRotationMatrix2D(((size[0] - 1) / 2, (size[1] - 1) / 2), worn.skew, 1.0)
        matrix[:, 2] += (outer[1] - size[0]) / 2, (outer[0] - size[1]) / 2
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        pixels = cv2.warpAffine(np.ascontiguousarray(pixels), matrix, size, flags=flags, borderValue=(255, 255, 255))
    if worn.dpi > DPI:
        size = round(size[0] * DPI / worn.dpi), round(size[1] * DPI / worn.dpi)
        pixels = cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA)
    made = np.ascontiguousarray(pixels, np.uint8)
    made.flags.writeable = False
    original = Original(Source(page.name, 1), "", "image/jpeg", "", size[0], size[1], DPI)
    return clean(Scan(original, made, DPI, size[0], size[1]))


def crops(scan: Scan, lines: list[tuple[str, tuple[float, float, float, float]]]) -> Iterator[tuple[str, Pixels]]:
    """Each line's picture; what lies off the page or shows no ink is left out."""
    unit = DPI / 72
    height, width = scan.pixels.shape[:2]
    for text, (left, top, right, bottom) in lines:
        rows = slice(max(0, round((top - ABOVE) * unit)), min(height, round((bottom + BELOW) * unit)))
        columns = slice(max(0, round((left - BESIDE) * unit)), min(width, round((right + BESIDE) * unit)))
        part = scan.pixels[rows, columns]
        if min(part.shape) > 8 and part.min() < 150 and normalise(text):
            yield unicodedata.normalize("NFC", text), np.ascontiguousarray(part)


def net_reader(file: str) -> Reader:
    path = file or str(line_engine.WEIGHTS)

    def read(pictures: list[Pixels]) -> list[str]:
        return [" ".join(word.text for word in one.words) for one in line_reader.read(pictures, path)]

    return read


def tesseract_reader(data: tuple[str, str]) -> Reader:
    def read(pictures: list[Pixels]) -> list[str]:
        mode = tesseract_library.load().PSM.SINGLE_LINE
        return [" ".join(line.text for line in look(framed(picture), mode)) for picture in pictures]

    def look(picture: Pixels, mode: int):  # type: ignore[no-untyped-def]
        until = time.monotonic() + 60
        return tesseract_library.recognise(picture, data=data, mode=mode, dpi=DPI, until=until)

    return read


def framed(part: Pixels) -> Pixels:
    return np.asarray(cv2.copyMakeBorder(part, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=255), np.uint8)


def judge_lines(told: Tally, reader: Reader, cut: list[tuple[str, Pixels]]) -> None:
    start = time.process_time()
    said = reader([picture for _, picture in cut])
    told.seconds += time.process_time() - start
    for (truth, _), text in zip(cut, said, strict=True):
        told.add(truth, text)


def judge_page(told: Whole, engine: Engine, scan: Scan, page: sheets.Print) -> None:
    start = time.process_time()
    lines = engine.read(scan)
    told.seconds += time.process_time() - start
    told.pages += 1
    if not page.numbers:
        told.score += judge(page.segments, "\n".join(line.text for line in lines))
        told.told += reliability.judge(lines, page.segments)
        return
    words = [
        (number, word.confidence) for line in lines for word in line.words for number in LONG_NUMBER.findall(word.text)
    ]
    told.numbers += len(page.numbers)
    told.exact += len(set(page.numbers) & {number for number, _ in words})
    false = [confidence for number, confidence in words if number not in page.numbers]
    told.false += len(false)
    told.doubted += sum(confidence <= 0.9 for confidence in false)


def readers(net: str) -> dict[str, tuple[Reader, Engine]]:
    """By name: what reads a line, and the engine that reads a page."""
    fast = tessdata.get_folder("vie"), "vie"
    best = tessdata.find_better("vie") or fast
    engine = open_engine("tesseract:vie")
    return {
        "net": (net_reader(net), open_engine(f"lines:{net}")),
        "tesseract fast": (tesseract_reader(fast), engine),
        "tesseract best": (tesseract_reader(best), engine),
    }


def run_level(level: str, options: argparse.Namespace) -> dict[str, object]:
    """The figures of one level."""
    sides = {name: pair for name, pair in readers(options.net).items() if not options.only or name in options.only}
    lines = {name: Tally() for name in sides}
    pages = {name: Whole() for name in sides if name != "tesseract best"}
    back = None
    for path, number in random.Random(options.seed).sample(sheets.real_places(), options.pages):
        page = sheets.real_page(path, number)
        scan = straightened(page, level, f"{options.seed} {page.name}", back)
        cut = list(crops(scan, places(path, number)))
        for name, (reader, engine) in sides.items():
            judge_lines(lines[name], reader, cut)
            if name in pages:
                judge_page(pages[name], engine, scan, page)
        back = page.pixels
    for page in sheets.numbers(options.numbers, options.seed):
        scan = straightened(page, level, f"{options.seed} {page.name}", None)
        for name, told in pages.items():
            judge_page(told, sides[name][1], scan, page)
    return {
        "lines": {name: told.figures() for name, told in lines.items()},
        "pages": {name: told.figures() for name, told in pages.items()},
    }


def show(level: str, told: dict[str, dict[str, dict[str, object]]]) -> None:
    for kind, sides in told.items():
        for name, figures in sides.items():
            row = "  ".join(f"{key} {value}" for key, value in figures.items())
            print(f"{level:7}{kind:6}{name:15} {row}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--net", default="", help="the net's file (the package's)")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--numbers", type=int, default=0, help="twelve-digit numbers of each level (0)")
    parser.add_argument("--levels", nargs="+", default=LEVELS, choices=LEVELS)
    parser.add_argument("--only", nargs="+", help="of: net, tesseract fast, tesseract best (all)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    told = {}
    for level in options.levels:
        told[level] = run_level(level, options)
        show(level, told[level])  # type: ignore[arg-type]
    shown = vars(options) | {"net": Path(options.net).name or "package"}
    write_result("lines", shown | {"versions": {"net": open_engine(f"lines:{options.net}").version()}, "levels": told})


if __name__ == "__main__":
    main()
