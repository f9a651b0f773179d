"""Our own net for lines of Vietnamese print (training/lines): an engine without any program beside it.

`lines:` reads with the weights that come with the package, `lines:/path/net.onnx` with others. It knows no words: what
it writes is what it sees, letter by letter. Where Tesseract is there too, words of which the net is unsure are read by
it as well and the surer reading is taken: the two err at different places.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import onnxruntime

from digitize import ink
from digitize.errors import ConfigError
from digitize.model import Box, Line, Pixels, Scan, Word
from digitize.ports import Engine
from digitize.vietnam.letters import LETTERS
from ocr import again, letter_case, line_reader, regions, spelling, tesseract_library
from ocr.line_finder import Found, find_lines
from ocr.line_letters import ALPHABET
from ocr.line_reader import Spelt, Told

WEIGHTS = Path(__file__).parents[1] / "data" / "lines.onnx"
# What is scanned finer is made coarser first: the net sees letters about 28 pixels high, 13 points at 155 dpi.
FINEST, LITTLE_FINER = 200.0, 1.15
# A word's ink is darker than half way from the paper to its line's darkest, within these bounds.
DARKEST, INK, PALEST = 2, 170, 175
LANGUAGE = "vie"
# Words less sure than this are read by Tesseract too, and what is left of the surer one's confidence where they differ;
# a page's may take it so many seconds.
DOUBTFUL, DISPUTED, SECONDS = 0.6, 0.7, 120.0
# So few signs, all less sure than this and none a figure, alone in a line, are a stroke of a pen or of a seal.
FEW, NOISE = 3, 0.2


@dataclass(frozen=True, slots=True)
class Lines:
    """The line net in a file; without one, that of the package."""

    file: str = ""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, table cells one by one, NFC; raises ServiceError when the net fails."""
        page, parts = regions.cut(ink.get_gray(scan.pixels), scan.dpi)
        factor = scan.dpi / FINEST if scan.dpi > LITTLE_FINER * FINEST else 1.0
        found = [find_lines(_coarser(part.pixels, factor), scan.dpi / factor) for part in parts]
        answers = iter(line_reader.read([line.pixels for lines in found for line in lines], self.weights()))
        readings = []
        for part, lines in zip(parts, found, strict=True):
            read = [tuple(_words(line, next(answers), factor)) for line in lines]
            readings.append((part, tuple(_rows([words for words in read if words]))))
        told = regions.gather(readings, page.shape)
        reader = tesseract_library.open_second(LANGUAGE, scan.dpi, time.monotonic() + SECONDS)
        if reader:
            told = again.improve(page, told, again.Second(reader, DOUBTFUL, DOUBTFUL, DISPUTED))
        told = tuple(line for line in told if not _is_noise(line))
        # What stood in a line that was found wrongly is noise by now, and its ink uncovered.
        told = again.fill(page, scan.dpi, told, reader, NOISE) if reader else told
        told = tuple(regions.keep_within(told, page.shape))
        parted = (Line(tuple(part for word in line.words for part in spelling.part(word))) for line in told)
        return letter_case.settle_case(page, tuple(parted))

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        """What Tesseract sees there, where it is: a witness that has nothing in common with the net."""
        reader = tesseract_library.open_second(LANGUAGE, scan.dpi, time.monotonic() + SECONDS)
        return reader(ink.get_gray(scan.pixels)) if reader else self.read(scan)

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the net has no output for."""
        return "".join(letter for letter in letters if letter not in ALPHABET)

    def version(self) -> str:
        """Library and weights, and Tesseract's where it is there; raises ConfigError when the weights are missing."""
        net = f"lines:vie onnxruntime {onnxruntime.__version__} {line_reader.fingerprint(self.weights())}"
        try:
            return f"{net} + {tesseract_library.describe(LANGUAGE)}"
        except ConfigError:
            return net

    def weights(self) -> str:
        """The file of the net."""
        return self.file or str(WEIGHTS)


def open_engine(rest: str) -> Engine:
    """The engine with the weights in the file `rest` (empty: the package's).

    Raises ConfigError when they are missing, are not a line net, or cannot write all letters of Vietnamese.
    """
    engine = Lines(rest)
    lacking = engine.unwritable(LETTERS)
    if lacking:
        raise ConfigError(f"the line net has no output for {lacking}")
    line_reader.check(engine.weights())
    return engine


def _coarser(pixels: Pixels, factor: float) -> Pixels:
    if factor == 1.0:
        return pixels
    return np.asarray(cv2.resize(pixels, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA), np.uint8)


def _is_noise(line: Line) -> bool:
    signs = line.text.replace(" ", "")
    few = len(signs) <= FEW and not any(sign.isdigit() for sign in signs)
    return few and all(word.confidence < NOISE for word in line.words)


def _words(line: Found, told: Told, factor: float) -> Iterator[Word]:
    """The line's words, each with the bounds of the ink between the spaces around it."""
    level = np.clip((255 + np.percentile(line.pixels[::2, ::2], DARKEST)) / 2, INK, PALEST)
    dark = np.asarray(line.pixels < level, np.uint8)
    for word, (left, right) in zip(told.words, pairwise(round(edge) for edge in told.edges), strict=True):
        bounds = ink.find_bounds(dark[:, left:right])
        if bounds:
            yield _word(word, bounds, (line.box.left + left, line.box.top), factor)


def _word(word: Spelt, bounds: Box, place: tuple[int, int], factor: float) -> Word:
    left, top = bounds.left + place[0], bounds.top + place[1]
    right, bottom = bounds.right + place[0], bounds.bottom + place[1]
    box = Box(*(round(edge * factor) for edge in (left, top, right, bottom)))
    return Word(word.text, box, line_reader.calibrate(word), (word.other,) if word.other else ())


def _rows(lines: list[tuple[Word, ...]]) -> Iterator[Line]:
    """The lines of one region from top to bottom; parts at one height are one line, as on the paper."""
    row: list[tuple[Word, ...]] = []
    for words in sorted(lines, key=_height):
        if row and _height(words) - _height(row[0]) > 0.5 * median(w.box.bottom - w.box.top for w in words):
            yield _side_by_side(row)
            row = []
        row.append(words)
    if row:
        yield _side_by_side(row)


def _height(words: tuple[Word, ...]) -> float:
    return median((word.box.top + word.box.bottom) / 2 for word in words)


def _side_by_side(row: list[tuple[Word, ...]]) -> Line:
    return Line(tuple(word for words in sorted(row, key=lambda words: words[0].box.left) for word in words))
