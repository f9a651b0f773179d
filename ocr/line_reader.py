"""Reads pictures of lines with the line net: its words with their letters, doubtful lines at several sizes.

A net that sees a line a little wider, narrower or lower errs elsewhere: of a doubtful line's words the surest look is
taken, and what another look says is kept as the alternative. No look knows words, so none makes a number likelier.
"""

import functools
import hashlib
import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from digitize.errors import ConfigError, ServiceError
from digitize.model import Pixels
from ocr.line_letters import CLASSES, Letter, decode
from ocr.line_shape import HEIGHT, STRIDE, batch, shape

# Pictures of like widths are read together, up to so many columns of pixels at once.
TOGETHER = 4000
WIDTH_STEP = 64
# A line with a letter less sure than this is looked at again: so much wider, and so many rows lower.
UNSURE = 0.8
LOOKS = ((1.08, 0), (0.93, 0), (1.0, 1))
# What is left of a word's confidence where two looks differ; of one with figures, at most so much.
DISPUTED, DISPUTED_FIGURE = 0.7, 0.5
# What a confidence is worth; a lone letter or sign that is not sure is often a speck.
SAID = (0.0, 0.31, 0.48, 0.64, 1.0)
RIGHT = (0.02, 0.12, 0.33, 0.68, 0.999)
LONE, LONE_SAID = 0.5, 0.88


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as read: its letters' chances multiplied, another reading where one was nearly as likely."""

    text: str
    confidence: float
    other: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a picture, the columns (pixels) before, between and after them, its least sure letter (0..1)."""

    words: tuple[Spelt, ...]
    edges: tuple[float, ...]
    least: float


def read(pictures: list[Pixels], path: str) -> list[Told]:
    """What each picture says; `path`: the file of the net. Raises ServiceError when it fails."""
    told = _look(pictures, path, (1.0, 0))
    doubtful = [at for at, one in enumerate(told) if one.words and one.least < UNSURE]
    looks = [_look([pictures[at] for at in doubtful], path, way) for way in LOOKS]
    for place, at in enumerate(doubtful):
        told[at] = settle([told[at], *(look[place] for look in looks)])
    return told


def calibrate(word: Spelt) -> float:
    """The share of words that were right when the net was as sure (0..1)."""
    right = float(np.interp(word.confidence, SAID, RIGHT))
    return round(right * LONE if len(word.text) == 1 and word.confidence < LONE_SAID else right, 4)


def settle(looks: list[Told]) -> Told:
    """One reading of several looks at a line: word by word where they have as many words as the first one."""
    best = max(looks, key=_surety)
    alike = [look for look in looks if len(look.words) == len(best.words)]
    words = tuple(_settled([look.words[at] for look in alike]) for at in range(len(best.words)))
    return Told(words, best.edges, max(look.least for look in alike))


def _surety(told: Told) -> float:
    """The mean logarithm of its letters' chances; a look that saw nothing is the last to be believed."""
    letters = sum(len(word.text) for word in told.words)
    return sum(math.log(max(word.confidence, 1e-9)) for word in told.words) / letters if letters else -math.inf


def _settled(words: list[Spelt]) -> Spelt:
    best = max(words, key=lambda word: word.confidence)
    others = sorted((word for word in words if word.text != best.text), key=lambda word: -word.confidence)
    if not others:
        return best
    figures = any(sign.isdigit() for word in words for sign in word.text)
    sure = best.confidence * DISPUTED
    return Spelt(best.text, min(sure, DISPUTED_FIGURE) if figures else sure, "" if figures else others[0].text)


def _look(pictures: list[Pixels], path: str, way: tuple[float, int]) -> list[Told]:
    """One look at each picture, so much wider and so many rows lower."""
    shaped = [shape(_stretched(picture, way[0]), way[1]) for picture in pictures]
    widths = [picture.shape[1] for picture, _ in shaped]
    told: dict[int, Told] = {}
    for group in _groups(sorted(range(len(shaped)), key=widths.__getitem__), widths):
        for at, row in zip(group, _answer(batch([shaped[at][0] for at in group]), path), strict=True):
            letters = decode(row[: -(-widths[at] // STRIDE)])
            told[at] = _parted(letters, STRIDE / shaped[at][1] / way[0], pictures[at].shape[1])
    return [told[at] for at in range(len(pictures))]


def _stretched(picture: Pixels, wide: float) -> Pixels:
    if wide == 1.0:
        return picture
    width = max(1, round(picture.shape[1] * wide))
    return np.asarray(cv2.resize(picture, (width, picture.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _groups(order: list[int], widths: list[int]) -> Iterator[list[int]]:
    """Neighbours in the order that fall into one step of width, not too many at once."""
    for step, members in groupby(order, key=lambda at: -(-widths[at] // WIDTH_STEP)):
        many = list(members)
        most = max(1, TOGETHER // (step * WIDTH_STEP))
        yield from (many[at : at + most] for at in range(0, len(many), most))


def _answer(pictures: npt.NDArray[np.float32], path: str) -> npt.NDArray[np.float32]:
    net = open_net(path, threading.get_ident())
    wide = -(-pictures.shape[3] // WIDTH_STEP) * WIDTH_STEP
    padded = np.pad(pictures, ((0, 0), (0, 0), (0, 0), (0, wide - pictures.shape[3])))
    try:
        net.setInput(padded)
        return np.asarray(net.forward(), np.float32)
    except cv2.error as error:
        raise ServiceError("the line net failed on this page") from error


def _parted(letters: list[Letter], pixel: float, width: int) -> Told:
    """The letters as words, parted at the spaces."""
    runs = [(blank, list(run)) for blank, run in groupby(letters, key=lambda letter: letter.text == " ")]
    edges = [0.0, *((run[0].start + run[-1].end) / 2 * pixel for blank, run in runs if blank), float(width)]
    words = tuple(_spelt(run) for blank, run in runs if not blank)
    first = 1 if runs and runs[0][0] else 0
    least = min((letter.confidence for letter in letters), default=0.0)
    return Told(words, (*tuple(edges[first : first + len(words)]), edges[-1]), least)


def _spelt(letters: list[Letter]) -> Spelt:
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


@functools.cache
def open_net(path: str, thread: int) -> cv2.dnn.Net:
    """The net, one for each thread, after it has answered for an empty line as it should; else ConfigError."""
    fingerprint(path)
    try:
        net = cv2.dnn.readNetFromONNX(path)
        net.setInput(np.zeros((1, 1, HEIGHT, WIDTH_STEP), np.float32))
        answer = np.asarray(net.forward())
    except cv2.error as error:
        raise ConfigError(f"the weights of the line net at {path} cannot be read; install them anew") from error
    if answer.shape != (1, WIDTH_STEP // STRIDE, CLASSES):
        raise ConfigError(f"the weights at {path} are of another line net: {answer.shape[-1]} outputs, not {CLASSES}")
    return net
