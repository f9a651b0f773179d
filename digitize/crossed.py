"""Numbers that a seal or a pen crosses are doubted, however sure the engine was of what was left of them.

Of 600 twelve-digit numbers on worn sheets with a seal, most of the six read wrong lay under its ink, one of them said
0.95: taking the colour off takes a part of the digits with it.
"""

from dataclasses import replace

import numpy as np

from digitize.model import Line, Scan, Word

COLOURED = 40
BLACK = 160
SHARE = 0.02
DIGITS = 4
MOST = 0.6


def doubt_crossed(scan: Scan, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines as read from this scan's cleaned copy, unsure of each word of many digits under coloured ink."""
    if scan.pixels.ndim == 2:
        return lines
    return tuple(Line(tuple(_doubted(scan, word) for word in line.words)) for line in lines)


def _doubted(scan: Scan, word: Word) -> Word:
    if word.confidence <= MOST or sum(letter.isdigit() for letter in word.text) < DIGITS:
        return word
    box = word.box
    part = scan.pixels[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right].astype(np.int16)
    if not part.size:
        return word
    lightest = part.max(axis=2)
    chroma = lightest - part.min(axis=2)
    # More than half of a word's box is paper, which may be coloured itself (land certificates, household registers).
    limit = COLOURED + int(np.median(chroma))
    coloured = float((chroma > limit).mean()) > SHARE
    # A number that is itself printed in red or blue is crossed by nothing.
    black = float(((lightest < BLACK) & (chroma <= limit)).mean()) > SHARE
    return replace(word, confidence=MOST) if coloured and black else word
