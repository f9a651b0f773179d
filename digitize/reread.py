"""Reads long numbers a second time, from another picture of them, so that two readings can witness a citizen ID.

The first reading sees the cleaned page; this one the lightest channel of the page before cleaning (a red seal is nearly
white there without having been taken off), each number alone, evened and at another size. What it gives is kept beside
the word as it was first read; nothing is chosen between them here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from digitize.model import Line, Scan, Word
from digitize.piece import picture
from digitize.ports import Engine

# Digits and the letters that engines write for them; a number of nine digits (CMND) is the shortest of interest.
_NUMBER = re.compile(r"[0-9OoQDIl|SsBZzGgqbØøđĐ]+")
_STRIPPED = ".,;:-–_'\"()"
FEWEST, FEWEST_DIGITS = 9, 6


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
    read = engine.reread(picture(straight.pixels, straight.dpi, word.box))
    return "".join(part.text for line in read for part in line.words)
