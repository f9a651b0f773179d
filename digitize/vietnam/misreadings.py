"""How often the engine reads one Vietnamese letter as another that differs from it in its marks.

The counts lie in misreadings.txt, made by `python -m training.misreadings`: single letters, in small.
"""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

_COMMENT = "#"
# As if so many more letters had been read, and that share of them so: what was never seen is not impossible.
_MORE, _SHARE = 60.0, 0.0008


@dataclass(frozen=True, slots=True)
class Misreadings:
    """How often each letter was met, and `read_as` others how often instead of it."""

    met: dict[str, int]
    read_as: dict[str, dict[str, int]]

    def cost(self, form: str, read: str) -> float:
        """How unlikely the engine reads the form so (negative natural logarithm); both have as many letters."""
        return sum(self._cost(letter, other) for letter, other in zip(form, read, strict=True) if letter != other)

    def _cost(self, letter: str, read: str) -> float:
        times = self.read_as.get(letter, {}).get(read, 0)
        return -math.log((times + _MORE * _SHARE) / (self.met.get(letter, 0) + _MORE))


def read_misreadings(lines: Iterable[str]) -> Misreadings:
    """The counts of a file: in each line a letter, how often it was met, then what it was read as how often."""
    met: dict[str, int] = {}
    read_as: dict[str, dict[str, int]] = {}
    for line in lines:
        if not line.startswith(_COMMENT):
            letter, times, *rest = line.split()
            met[letter] = int(times)
            read_as[letter] = dict(zip(rest[::2], map(int, rest[1::2]), strict=True))
    return Misreadings(met, read_as)


@functools.cache
def load_misreadings() -> Misreadings:
    """The counts that come with the package, read once for each process."""
    text = resources.files("digitize.vietnam").joinpath("misreadings.txt").read_text(encoding="utf-8")
    return read_misreadings(text.splitlines())
