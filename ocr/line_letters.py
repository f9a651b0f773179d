"""What the line net can write, and how its columns become text: connectionist temporal classification (Graves 2006).

Each column of the net's answer holds a score for “nothing” (place 0) and for each of the letters in their order here.
"""

import string
import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitize.vietnam.letters import LETTERS

Floats = npt.NDArray[np.float32]
# Leaders of any length are one sign: three dots.
_SIGNS = " !\"#%&'()*+,-./:;<=>?@[]_|–…“”‘’•²³°½₫×§☐☑"
ALPHABET = "".join(dict.fromkeys(string.digits + string.ascii_letters + LETTERS + _SIGNS))
PLACES = {letter: place for place, letter in enumerate(ALPHABET, start=1)}
CLASSES = len(ALPHABET) + 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter read: from which column up to which (exclusive), how sure (0..1), and the next best letter there."""

    text: str
    start: int
    end: int
    confidence: float
    other: str = ""


def encode(text: str) -> list[int]:
    """The places of the letters of an NFC text; letters that the net cannot write are left out."""
    return [PLACES[letter] for letter in unicodedata.normalize("NFC", text) if letter in PLACES]


def decode(chances: Floats) -> list[Letter]:
    """The letters of the best path; `chances`: columns by classes, each row summing up to 1."""
    if not len(chances):
        return []
    best = chances.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    peaks = np.maximum.reduceat(chances, starts, axis=0)
    written = np.flatnonzero(best[starts])
    places, peaks = best[starts][written], peaks[written]
    rows = np.arange(len(written))
    sure = peaks[rows, places]
    peaks[rows, places] = peaks[:, 0] = -1.0
    told = zip(places, starts[written], ends[written], sure, peaks.argmax(axis=1), strict=True)
    return [
        Letter(ALPHABET[place - 1], int(start), int(end), float(chance), ALPHABET[other - 1])
        for place, start, end, chance, other in told
    ]
