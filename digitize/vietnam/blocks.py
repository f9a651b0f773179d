"""Blocks of print: runs of words with their boxes, and which of them stand below each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digitize.model import Box, Word
from digitize.vietnam.rows import Row, around


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of a row that no wide gap parts."""

    row: Row
    start: int
    end: int
    box: Box

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return self.row.text[self.start : self.end]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words themselves."""
        return self.row.among(self.start, self.end)

    @property
    def centre(self) -> float:
        """The middle from left to right."""
        return (self.box.left + self.box.right) / 2

    @property
    def height(self) -> float:
        """The usual height of the row's letters."""
        return self.row.bottom - self.row.top

    @property
    def faint(self) -> bool:
        """Whether nothing of it could be read well."""
        return self.row.is_faint(self.start, self.end)


def runs_of(rows: Iterable[Row]) -> Iterator[Run]:
    """All runs of the rows, from left to right in each."""
    for row in rows:
        for start, end in row.segments():
            yield Run(row, start, end, around(row.among(start, end)))


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals, and there are some."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def below(run: Run, others: Iterable[Run], gap: float = 1.3) -> Run | None:
    """The run in the next row under this one, no further away than so many letter heights, about the same middle."""
    near = [
        other
        for other in others
        if other.row.page == run.row.page
        and other.row.top - run.row.top > 0
        and other.row.top - run.row.bottom < gap * run.height
        and other.box.left < run.box.right
        and other.box.right > run.box.left
    ]
    return min(near, key=lambda other: (other.row.top, abs(other.centre - run.centre)), default=None)
