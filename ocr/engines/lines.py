"""Our own net for lines of Vietnamese print (training/lines), run by OpenCV: an engine without any program beside it.

`lines:` reads with the weights that come with the package, `lines:/path/net.onnx` with others. It knows no words: what
it writes is what it sees, letter by letter, so a number is never made likelier than it stands on the paper.
"""

import functools
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Pixels, Scan, Word
from digitize.ports import Engine
from digitize.vietnam.letters import LETTERS
from ocr import regions
from ocr.line_finder import Found, find_lines
from ocr.line_letters import ALPHABET, CLASSES, Letter, decode
from ocr.line_shape import HEIGHT, STRIDE, batch, shape

WEIGHTS = Path(__file__).parents[1] / "data" / "lines.onnx"
# What is scanned finer is made coarser first: the net sees letters about 28 pixels high, 13 points at 155 dpi.
FINEST = 200.0
# Pictures of like widths are read together, up to so many columns of pixels at once.
TOGETHER = 4000
WIDTH_STEP = 64
INK = 170
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lines:
    """The line net in a file; without one, that of the package."""

    file: str = ""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, table cells one by one, NFC; raises ServiceError when the net fails."""
        _, parts = regions.cut(ink.get_gray(scan.pixels), scan.dpi)
        small = [_coarser(part, scan.dpi) for part in parts]
        found = [find_lines(pixels, scan.dpi / factor) for pixels, factor in small]
        told = iter(_recognise([line.pixels for lines in found for line in lines], self._path()))
        readings = []
        for part, lines, (_, factor) in zip(parts, found, small, strict=True):
            read = [(line, tuple(_words(line, next(told), factor))) for line in lines]
            readings.append((part, tuple(_rows([words for _, words in read if words]))))
        return regions.gather(readings)

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the net has no output for."""
        return "".join(letter for letter in letters if letter not in ALPHABET)

    def version(self) -> str:
        """Library and weights; raises ConfigError when the weights are missing."""
        return f"lines:vie opencv {cv2.__version__} {_fingerprint(self._path())}"

    def _path(self) -> str:
        return self.file or str(WEIGHTS)


def open_engine(rest: str) -> Engine:
    """The engine with the weights in the file `rest` (empty: the package's).

    Raises ConfigError when they are missing, are not a line net, or cannot write all letters of Vietnamese.
    """
    engine = Lines(rest)
    lacking = engine.unwritable(LETTERS)
    if lacking:
        raise ConfigError(f"the line net has no output for {lacking}")
    _net(rest or str(WEIGHTS), threading.get_ident())
    return engine


@functools.cache
def _fingerprint(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise ConfigError(f"the weights of the line net are not at {path}") from error


@functools.cache
def _net(path: str, thread: int) -> cv2.dnn.Net:
    """The net, one for each thread, after it has answered for an empty line as it should."""
    _fingerprint(path)
    try:
        net = cv2.dnn.readNetFromONNX(path)
        net.setInput(np.zeros((1, 1, HEIGHT, WIDTH_STEP), np.float32))
        answer = np.asarray(net.forward())
    except cv2.error as error:
        raise ConfigError(f"the weights of the line net at {path} cannot be read; install them anew") from error
    if answer.shape != (1, WIDTH_STEP // STRIDE, CLASSES):
        raise ConfigError(f"the weights at {path} are of another line net: {answer.shape[-1]} outputs, not {CLASSES}")
    return net


def _coarser(part: regions.Region, dpi: float) -> tuple[Pixels, float]:
    """The region's picture at 200 dpi or less, and by what it was divided."""
    factor = max(1.0, dpi / FINEST)
    if factor < 1.15:
        return part.pixels, 1.0
    small = cv2.resize(part.pixels, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), factor


@dataclass(frozen=True, slots=True)
class _Told:
    """A line's letters and by how much its picture was scaled for the net."""

    letters: list[Letter]
    scale: float


def _recognise(pictures: list[Pixels], path: str) -> list[_Told]:
    """What each picture says, in the order given."""
    shaped = [shape(picture) for picture in pictures]
    order = sorted(range(len(shaped)), key=lambda at: shaped[at][0].shape[1])
    told: dict[int, _Told] = {}
    for group in _groups(order, [picture.shape[1] for picture, _ in shaped]):
        chances = _look(batch([shaped[at][0] for at in group]), path)
        for at, row in zip(group, chances, strict=True):
            picture, scale = shaped[at]
            told[at] = _Told(decode(row[: -(-picture.shape[1] // STRIDE)]), scale)
    return [told[at] for at in range(len(pictures))]


def _groups(order: list[int], widths: list[int]) -> Iterator[list[int]]:
    """Neighbours in the order that fall into one step of width, not too many at once."""
    for step, members in groupby(order, key=lambda at: -(-widths[at] // WIDTH_STEP)):
        many = list(members)
        most = max(1, TOGETHER // (step * WIDTH_STEP))
        yield from (many[at : at + most] for at in range(0, len(many), most))


def _look(pictures: Floats, path: str) -> Floats:
    net = _net(path, threading.get_ident())
    wide = -(-pictures.shape[3] // WIDTH_STEP) * WIDTH_STEP
    padded = np.pad(pictures, ((0, 0), (0, 0), (0, 0), (0, wide - pictures.shape[3])))
    try:
        net.setInput(padded)
        return np.asarray(net.forward(), np.float32)
    except cv2.error as error:
        raise ServiceError("the line net failed on this page") from error


def _words(line: Found, told: _Told, factor: float) -> Iterator[Word]:
    """The line's words, each with the bounds of the ink between the spaces around it."""
    pixel = STRIDE / told.scale
    width = line.pixels.shape[1]
    runs = [(blank, list(run)) for blank, run in groupby(told.letters, key=lambda letter: letter.text == " ")]
    edges = [0.0, *((run[0].start + run[-1].end) / 2 * pixel for blank, run in runs if blank), float(width)]
    if runs and runs[0][0]:
        del edges[0]
    for place, (_, run) in enumerate(one for one in runs if not one[0]):
        left, right = round(edges[place]), round(min(edges[place + 1], width))
        bounds = ink.find_bounds(np.asarray(line.pixels[:, left:right] < INK, np.uint8))
        if bounds:
            yield _word(run, _scaled(bounds, (line.box.left + left, line.box.top), factor))


def _word(letters: list[Letter], box: Box) -> Word:
    text = "".join(letter.text for letter in letters)
    worst = min(range(len(letters)), key=lambda at: letters[at].confidence)
    other = text[:worst] + letters[worst].other + text[worst + 1 :]
    sure = float(np.prod([letter.confidence for letter in letters]))
    told = () if any(sign.isdigit() for sign in text + other) or " " in other else (other,)
    return Word(text, box, min(1.0, max(0.0, sure)), told if sure < 0.9 else ())


def _scaled(box: Box, place: tuple[int, int], factor: float) -> Box:
    left, top = (box.left + place[0]) * factor, (box.top + place[1]) * factor
    return Box(int(left), int(top), round((box.right + place[0]) * factor), round((box.bottom + place[1]) * factor))


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
