"""How lines were read: letters wrong, lines right, runs of digits right, and how sure the wrong ones were."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.line_letters import Letter, decode

LONG_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """Sums over lines."""

    lines: int = 0
    right: int = 0
    letters: int = 0
    wrong: int = 0
    numbers: int = 0
    exact: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def figures(self) -> dict[str, object]:
        """What the log says."""
        return {
            "cer": round(self.wrong / max(1, self.letters), 5),
            "lines_right": round(self.right / max(1, self.lines), 4),
            "numbers": f"{self.exact}/{self.numbers}",
        }


def judge(chances: npt.NDArray[np.float32], columns: list[int], texts: list[str]) -> Told:
    """The sums of one batch."""
    told = Told()
    for row, count, text in zip(chances, columns, texts, strict=True):
        said = spelled(decode(row[:count]))
        numbers = LONG_NUMBER.findall(text)
        errors = distance(said, text)
        told += Told(1, errors == 0, len(text), errors, len(numbers), sum(number in said for number in numbers))
    return told


def spelled(letters: list[Letter]) -> str:
    """The text of the letters."""
    return "".join(letter.text for letter in letters)


def distance(said: str, true: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(true) + 1))
    for at, letter in enumerate(said, start=1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(true, start=1):
            before, row[place] = row[place], min(before + (letter != wanted), row[place] + 1, row[place - 1] + 1)
    return row[-1]
