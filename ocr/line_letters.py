"""What the line net can write, and how its columns become text: connectionist temporal classification (Graves 2006).

Each column of the net's answer holds a score for “nothing” (place 0) and for each of the letters in their order here.
"""

import string
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

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
    best = chances.argmax(axis=1)
    ends = np.flatnonzero(np.diff(best)) + 1
    letters = []
    for start, end in pairwise([0, *ends.tolist(), len(best)] if len(best) else []):
        place = int(best[start])
        if place:
            peak = chances[start:end].max(axis=0)
            sure = float(peak[place])
            peak[place] = peak[0] = -1.0
            letters.append(Letter(ALPHABET[place - 1], start, end, sure, ALPHABET[int(peak.argmax()) - 1]))
    return letters
