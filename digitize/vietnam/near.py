"""Finding printed words in OCR text: marks, case, spaces and punctuation do not count, a few letters may be wrong."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_STROKES = {"đ": "d", "ð": "d"}


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter.casefold())[:1]
    return _STROKES.get(first, first)


def bare(text: str) -> str:
    """Lower case without marks, character for character (NFC in, the same length out), so that spans stay valid."""
    return "".join(map(_letter, text))


@dataclass(frozen=True, slots=True)
class Compact:
    """A text's folded letters and digits without anything between them.

    `places` holds each one's place in the text that it came from, `starts` those that begin a word.
    """

    letters: str
    places: tuple[int, ...]
    starts: tuple[int, ...]

    def after(self, index: int) -> int:
        """The place in the original text just behind the letter before `index`."""
        return self.places[index - 1] + 1 if index else 0

    def index(self, place: int) -> int:
        """The first letter that stands at or behind a place of the original text."""
        return bisect_left(self.places, place)


def compact(text: str) -> Compact:
    """The text with nothing but its folded letters and digits (y as i, as `fold` has it)."""
    letters: list[str] = []
    places, starts = [], []
    inside = False
    for place, letter in enumerate(bare(text)):
        if not letter.isalnum():
            inside = False
            continue
        if not inside:
            starts.append(len(letters))
        inside = True
        letters.append("i" if letter == "y" else letter)
        places.append(place)
    return Compact("".join(letters), tuple(places), tuple(starts))


@lru_cache(maxsize=1024)
def phrase(text: str) -> str:
    """A phrase as it is looked for: its compact letters."""
    return compact(text).letters


def tolerance(length: int) -> int:
    """How many letters of a phrase of that length may be wrong, missing or too many."""
    return 0 if length < 6 else 1 if length < 12 else 2 if length < 20 else 3


def begins(letters: str, start: int, pattern: str, errors: int) -> tuple[int, int] | None:
    """Where the pattern ends and with how many errors, if the letters from `start` on begin with it."""
    if letters.startswith(pattern, start):
        return start + len(pattern), 0
    if not errors:
        return None
    window = letters[start : start + len(pattern) + errors]
    costs = list(range(len(window) + 1))
    for count, wanted in enumerate(pattern, 1):
        before, costs[0] = costs[0], count
        for place, letter in enumerate(window, 1):
            least = min(before + (letter != wanted), costs[place] + 1, costs[place - 1] + 1)
            before, costs[place] = costs[place], least
    end = min(range(len(costs)), key=lambda place: (costs[place], abs(place - len(pattern))))
    return (start + end, costs[end]) if costs[end] <= errors else None


def find(pattern: str, text: Compact) -> Iterator[tuple[int, int, int]]:
    """Start, end (in compact letters) and errors of every place where a word begins and the pattern stands."""
    errors = tolerance(len(pattern))
    tried: set[int] = set()
    for offset, piece in _pieces(pattern, errors + 1):
        hit = text.letters.find(piece)
        while hit >= 0:
            tried.update(_near(text.starts, hit - offset, errors))
            hit = text.letters.find(piece, hit + 1)
    for start in sorted(tried):
        found = begins(text.letters, start, pattern, errors)
        if found:
            yield start, *found


@lru_cache(maxsize=1024)
def _pieces(pattern: str, count: int) -> tuple[tuple[int, str], ...]:
    # with n errors at least one of n + 1 pieces stands there unharmed: a cheap filter before the costly comparison
    size = -(-len(pattern) // count)
    return tuple((offset, pattern[offset : offset + size]) for offset in range(0, len(pattern), size))


def _near(starts: tuple[int, ...], place: int, errors: int) -> tuple[int, ...]:
    return starts[bisect_left(starts, place - errors) : bisect_right(starts, place + errors)]
