"""Finding printed words in OCR text: marks, case, spaces and punctuation do not count, a few letters may be wrong."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
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
    if errors == 1:
        # most labels: what is left behind the first wrong letter stands there or does not
        same = _alike(window, pattern, 0, 0)
        tries = ((same + 1, 0), (same, -1), (same + 1, 1))
        ahead = next((ahead for at, ahead in tries if window.startswith(pattern[at - ahead :], at)), None)
        return None if ahead is None else (start + len(pattern) + ahead, 1)
    parts = _parts(pattern)
    if [part in window for part in parts].count(False) > errors:
        return None
    # by how many letters the window is ahead of the pattern: how much of the pattern so few errors can reach there
    reached = {0: _alike(window, pattern, 0, 0)}
    for cost in range(errors + 1):
        if cost:
            reached = _further(reached, window, pattern)
        ends = [ahead for ahead, length in reached.items() if length == len(pattern)]
        if ends:
            return start + len(pattern) + min(ends, key=lambda ahead: (abs(ahead), ahead)), cost
    return None


@lru_cache(maxsize=8192)
def _parts(pattern: str) -> tuple[str, ...]:
    """Pieces of three letters: each error harms one of them at most."""
    return tuple(pattern[at : at + 3] for at in range(0, len(pattern) - 2, 3))


def _alike(window: str, pattern: str, length: int, ahead: int) -> int:
    """How much of the pattern stands there when `length` of it does and what follows is the same."""
    most = min(len(pattern), len(window) - ahead)
    while length < most and pattern[length] == window[length + ahead]:
        length += 1
    return length


def _further(reached: dict[int, int], window: str, pattern: str) -> dict[int, int]:
    """What one error more can reach (E. Ukkonen 1985): another letter, one too many or one missing."""
    widest = max(map(abs, reached)) + 1
    further = {}
    for ahead in range(max(-widest, -len(pattern)), min(widest, len(window)) + 1):
        length = max(reached.get(ahead, -2) + 1, reached.get(ahead - 1, -1), reached.get(ahead + 1, -2) + 1)
        length = min(length, len(pattern), len(window) - ahead)
        if length >= max(0, -ahead):
            further[ahead] = _alike(window, pattern, length, ahead)
    return further


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern (by its number) that stands at `start` to `end` of compact letters, with so many wrong letters."""

    pattern: int
    start: int
    end: int
    errors: int


class Finder:
    """Looks for many patterns at once: each is compared only where one of its pieces stands unharmed."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)
        self._pieces: dict[str, list[tuple[int, int, str]]] = {}
        for number, pattern in enumerate(self._patterns):
            for offset, piece in _pieces(pattern, tolerance(len(pattern)) + 1):
                self._pieces.setdefault(piece[:2], []).append((number, offset, piece))

    def find(self, text: Compact) -> Iterator[Hit]:
        """Every place where a word begins and a pattern stands."""
        letters, starts = text.letters, text.starts
        tried: set[tuple[int, int]] = set()
        for place in range(len(letters) - 1):
            for number, offset, piece in self._pieces.get(letters[place : place + 2], ()):
                if letters.startswith(piece, place):
                    errors = tolerance(len(self._patterns[number]))
                    tried.update((number, start) for start in _near(starts, place - offset, errors))
        for number, start in sorted(tried):
            pattern = self._patterns[number]
            found = begins(letters, start, pattern, tolerance(len(pattern)))
            if found:
                yield Hit(number, start, *found)


def _pieces(pattern: str, count: int) -> Iterator[tuple[int, str]]:
    # with n errors at least one of n + 1 pieces stands there unharmed: a cheap filter before the costly comparison
    size = len(pattern) // count
    for index in range(count):
        offset = index * size
        yield offset, pattern[offset : offset + size if index < count - 1 else None]


def _near(starts: tuple[int, ...], place: int, errors: int) -> tuple[int, ...]:
    return starts[bisect_left(starts, place - errors) : bisect_right(starts, place + errors)]
