"""Reads pictures of lines with the line net: their words, how sure each is, and what else it may be.

The net knows no words, so nothing makes a number likelier than it stands on the paper.
"""

import functools
import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import cv2
import numpy as np

from digitize.errors import ConfigError, ServiceError
from digitize.model import Pixels
from digitize.network import answer
from ocr.line_letters import CLASSES, Letter, decode
from ocr.line_shape import HEIGHT, STRIDE, batch, shape

# Pictures of like widths are read together, up to so many columns of pixels at once.
TOGETHER = 4000
WIDTH_STEP = 64
# Paper on either side: of the letters at a line's very ends the net sees less (CER a quarter lower than without).
MARGIN = 8
# A letter less sure than this may be the next best one.
UNSURE = 0.8
# What a confidence is worth; a lone letter or sign that is not sure is often a speck.
SAID = (0.0, 0.25, 0.5, 1.0)
RIGHT = (0.02, 0.1, 0.5, 0.998)
LONE, LONE_SAID = 0.5, 0.88
# A run of so many figures tells who somebody is, and nothing else on the paper tells that one of them is wrong: what is
# a little unsure of it is doubted, though more often right than it says.
LONG_RUN = re.compile(r"\d{9}")
RUN_SAID, RUN_RIGHT = (*SAID[:3], 0.98, 1.0), (*RIGHT[:3], 0.9, 0.998)


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as read: its letters' chances multiplied, another reading where one was nearly as likely."""

    text: str
    confidence: float
    other: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a picture, and the columns (pixels) before, between and after them."""

    words: tuple[Spelt, ...]
    edges: tuple[float, ...]


def read(pictures: list[Pixels], path: str) -> list[Told]:
    """What each picture says; `path`: the file of the net. Raises ServiceError when it fails."""
    shaped = [(_framed(ink), scale) for ink, scale in map(shape, pictures)]
    widths = [ink.shape[1] for ink, _ in shaped]
    told: dict[int, Told] = {}
    for group in _groups(sorted(range(len(shaped)), key=widths.__getitem__), widths):
        for at, row in zip(group, answer(Path(path), batch([shaped[at][0] for at in group])), strict=True):
            letters = decode(row[: -(-widths[at] // STRIDE)])
            told[at] = _parted(letters, shaped[at][1], pictures[at].shape[1])
    return [told[at] for at in range(len(pictures))]


def _framed(ink: Pixels) -> Pixels:
    return np.asarray(cv2.copyMakeBorder(ink, 0, 0, MARGIN, MARGIN, cv2.BORDER_CONSTANT), np.uint8)


def calibrate(word: Spelt) -> float:
    """The share of words that were right when the net was as sure (0..1); of long runs of figures, less."""
    curve = (RUN_SAID, RUN_RIGHT) if LONG_RUN.search(word.text) else (SAID, RIGHT)
    right = float(np.interp(word.confidence, *curve))
    return round(right * LONE if len(word.text) == 1 and word.confidence < LONE_SAID else right, 4)


def _groups(order: list[int], widths: list[int]) -> Iterator[list[int]]:
    """Neighbours in the order that fall into one step of width, not too many at once."""
    for step, members in groupby(order, key=lambda at: -(-widths[at] // WIDTH_STEP)):
        many = list(members)
        most = max(1, TOGETHER // (step * WIDTH_STEP))
        yield from (many[at : at + most] for at in range(0, len(many), most))


def _parted(letters: list[Letter], scale: float, width: int) -> Told:
    """The letters as words, parted at the spaces."""
    runs = [(blank, list(run)) for blank, run in groupby(letters, key=lambda letter: letter.text == " ")]
    middles = ((run[0].start + run[-1].end) / 2 * STRIDE - MARGIN for blank, run in runs if blank)
    edges = [0.0, *(max(0.0, middle / scale) for middle in middles), float(width)]
    words = tuple(_spelt(run) for blank, run in runs if not blank)
    first = 1 if runs and runs[0][0] else 0
    return Told(words, (*edges[first : first + len(words)], edges[-1]))


def _spelt(letters: list[Letter]) -> Spelt:
    # No print has a comma before a semicolon: it is the semicolon's own, seen twice on coarse scans.
    ends = [one.text + other.text for one, other in pairwise(letters)]
    letters = [one for one, pair in zip(letters, [*ends, ""], strict=True) if pair != ",;"]
    text = "".join(letter.text for letter in letters)
    worst = min(range(len(letters)), key=lambda at: letters[at].confidence)
    other = text[:worst] + letters[worst].other + text[worst + 1 :]
    fixed = any(sign.isdigit() for sign in text + other) or " " in other or letters[worst].confidence > UNSURE
    return Spelt(text, math.prod(letter.confidence for letter in letters), "" if fixed else other)


@functools.cache
def fingerprint(path: str) -> str:
    """The beginning of the file's SHA-256; raises ConfigError where it is missing."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise ConfigError(f"the weights of the line net are not at {path}") from error


def check(path: str) -> None:
    """Raises ConfigError unless the file holds a line net that answers for an empty line as it should."""
    fingerprint(path)
    try:
        shape = answer(Path(path), np.zeros((1, 1, HEIGHT, WIDTH_STEP), np.float32)).shape
    except ServiceError as error:
        raise ConfigError(f"the weights at {path} are not of a line net") from error
    if shape != (1, WIDTH_STEP // STRIDE, CLASSES):
        raise ConfigError(f"the weights at {path} are of another line net: {shape[-1]} outputs, not {CLASSES}")
