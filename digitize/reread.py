"""Reads long numbers a second time, from another picture of them, so that two readings can witness a citizen ID.

The first reading sees the cleaned page; this one the lightest channel of the page before cleaning (a red seal is nearly
white there without having been taken off), each number alone, evened and at another size. What it gives is kept beside
the word as it was first read; nothing is chosen between them here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from digitize.model import Box, Line, Pixels, Scan, Word
from digitize.piece import as_scan
from digitize.ports import Engine

# Digits and the letters that engines write for them; a number of nine digits (CMND) is the shortest of interest.
_NUMBER = re.compile(r"[0-9OoQDIl|SsBZzGgqbØøđĐ]+")
_STRIPPED = ".,;:-–_'\"()"
FEWEST, FEWEST_DIGITS = 9, 6
# How tall a word is in the second picture, in pixels. Of 356 numbers on poor pages 354 were read rightly at first and
# 333 of these again; the two wrong ones never came again (from the cleaned page, one of them did).
TALL = 28
_EDGE, _BESIDE, _MARGIN = 0.3, 0.12, 14
_DARKEST, _LIGHTEST = 1.0, 80.0


def read_twice(engine: Engine, straight: Scan, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, each word of a number of nine digits or more with its second reading in `again` (units: none).

    `straight` is the scan before cleaning, with boxes of the lines in its pixels; raises ServiceError as engines do.
    """
    return tuple(_twice(engine, straight, line) if _numbers(line) else line for line in lines)


def _twice(engine: Engine, straight: Scan, line: Line) -> Line:
    wanted = _numbers(line)
    words = (
        replace(word, again=_read(engine, straight, word)) if at in wanted else word
        for at, word in enumerate(line.words)
    )
    return Line(tuple(words))


def _numbers(line: Line) -> frozenset[int]:
    """The places of words that make up long numbers, or a line of a card's machine-readable zone."""
    found: set[int] = set()
    for run in _runs(line):
        text = "".join(line.words[at].text.strip(_STRIPPED) for at in run)
        if len(text) >= FEWEST and sum(sign.isdigit() for sign in text) >= FEWEST_DIGITS:
            found.update(run)
    return frozenset(found)


def _runs(line: Line) -> Iterator[list[int]]:
    """Neighbouring words that look like parts of one number."""
    run: list[int] = []
    for at, word in enumerate(line.words):
        if "VNM" in word.text or "<<" in word.text:
            yield [at]
        if _NUMBER.fullmatch(word.text.strip(_STRIPPED).replace(".", "")):
            run.append(at)
        else:
            yield run
            run = []
    yield run


def _read(engine: Engine, straight: Scan, word: Word) -> str:
    """What the engine reads in the picture of a word alone; empty when it reads nothing."""
    picture, dpi = _picture(straight, word.box)
    read = engine.read(as_scan(picture, dpi))
    return "".join(part.text for line in read for part in line.words)


def _picture(straight: Scan, box: Box) -> tuple[Pixels, float]:
    """The word's place in its lightest channel, black on white, `TALL` pixels high, and the picture's resolution."""
    height = max(4, box.bottom - box.top)
    rise, beside = round(_EDGE * height), round(_BESIDE * height)
    part = straight.pixels[max(box.top - rise, 0) : box.bottom + rise, max(box.left - beside, 0) : box.right + beside]
    light = part if part.ndim == 2 else part.max(axis=2)
    dark, white = np.percentile(light, (_DARKEST, _LIGHTEST))
    even = np.clip((light.astype(np.float32) - dark) * (255 / max(white - dark, 1)), 0, 255).astype(np.uint8)
    scale = TALL / height
    size = max(1, round(even.shape[1] * scale)), max(1, round(even.shape[0] * scale))
    sized = cv2.resize(even, size, interpolation=cv2.INTER_CUBIC)
    # Neighbours would be read with it, but an engine wants paper around what it reads.
    made = np.asarray(cv2.copyMakeBorder(sized, *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    return made, straight.dpi * scale
