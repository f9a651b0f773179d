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
Ints = npt.NDArray[np.intp]
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
    """The letters of the best path; `chances`: columns by classes, each row summing up to 1.

    A letter is the less sure the likelier another one is lost between it and the next.
    """
    if not len(chances):
        return []
    best = chances.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    peaks = np.maximum.reduceat(chances, starts, axis=0)
    runs = best[starts]
    kept = _kept(peaks, runs)
    written = np.flatnonzero(runs)
    places, peaks = runs[written], peaks[written]
    rows = np.arange(len(written))
    sure = peaks[rows, places] * kept[written]
    peaks[rows, places] = peaks[:, 0] = -1.0
    told = zip(places, starts[written], ends[written], sure, peaks.argmax(axis=1), strict=True)
    return [
        Letter(ALPHABET[place - 1], int(start), int(end), float(chance), ALPHABET[other - 1])
        for place, start, end, chance, other in told
    ]


def _kept(peaks: Floats, runs: Ints) -> Floats:
    """For each run of columns how unlikely it is that a letter was lost beside it, where nothing is written.

    What is lost behind a space is told of the letter after it. The tails of the letters on either side are none.
    """
    kept = np.ones(len(runs), np.float32)
    gaps = np.flatnonzero(runs == 0)
    around = np.pad(runs, 1)
    lost = peaks[gaps]
    rows = np.arange(len(gaps))
    lost[:, 0] = lost[rows, around[gaps]] = lost[rows, around[gaps + 2]] = 0.0
    behind = (around[gaps] == PLACES[" "]) | (gaps == 0)
    told = np.clip(np.where(behind, gaps + 1, gaps - 1), 0, len(runs) - 1)
    np.minimum.at(kept, told, 1 - lost.max(axis=1, initial=0.0))
    return kept
