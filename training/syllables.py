"""Makes digitize/vietnam/syllables.txt: how often Vietnamese syllables and pairs of neighbours stand in office print.

`python -m training.syllables`, from the repository's root, with the folder of the corpus in SOHOA_CORPUS (its
`text/*.xz`). The same texts give the same file.

What may stand in the file is bounded so that it can hold nobody's name and no text: pairs at most, seen at least five
times all in small letters, of syllables that Vietnamese allows, without digits. Only what passed that test is then
counted where a sentence begins or a heading is in capitals too. A run of capitalised words, a number and an
abbreviation count as what they are, never as what they say.
"""

import lzma
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from digitize.vietnam.syllables import spell
from digitize.vietnam.syllables_counts import ABBREVIATION, CLASSES, NAME, NUMBER

TARGET = Path(__file__).parents[1] / "digitize" / "vietnam" / "syllables.txt"
LEAST = 5
_HEAD = """\
# How often syllables and pairs of neighbours stand in Vietnamese administrative and legal print, for digitize.correct.
# Made by `python -m training.syllables`: seen five times or more in small letters, without digits and without names.
# Each line: a syllable and its count, then the syllables that follow it with theirs.
"""
# A word of letters only, with the signs around it.
_PIECE = re.compile(r"([^\w\s]*)([^\W\d_]+)([^\w\s]*)")
_NUMBER = re.compile(r"([^\w\s]*)(\d(?:[\d.,/]*\d)?)([^\w\s]*)")


@dataclass(slots=True)
class Tally:
    """Counts of single syllables and of pairs: in small letters, and with capitals where no name can be."""

    small: Counter[tuple[str, ...]] = field(default_factory=Counter)
    capital: Counter[tuple[str, ...]] = field(default_factory=Counter)


def count(lines: Iterable[str]) -> Tally:
    """Counts every line by itself: what stands at its end has no neighbour in the next."""
    tally = Tally()
    for line in lines:
        for chain in chains(line):
            grams = [(one,) for one in chain] + list(pairwise(chain))
            for gram in grams:
                forms = tuple(word if word in CLASSES else spell(word).form for word in gram)
                side = tally.small if all(word.islower() or word in CLASSES for word in gram) else tally.capital
                side[forms] += 1
    return tally


def chains(line: str) -> Iterator[list[str]]:
    """Runs of neighbouring words as written, cut at signs; what is no syllable stands as its class."""
    heading = not any(letter.islower() for letter in line)
    pieces = [_take_apart(piece) for piece in line.split()]
    capital = [False, *(letters[:1].isupper() and not heading for _, letters, _ in pieces), False]
    chain: list[str] = []
    for index, (before, letters, after) in enumerate(pieces, start=1):
        word = _as_counted(letters, named=capital[index] and (capital[index - 1] or capital[index + 1]))
        if chain and (before or not word):
            yield chain
            chain = []
        if word and not (word == NAME and chain[-1:] == [NAME]):
            chain.append(word)
        if chain and after:
            yield chain
            chain = []
    if chain:
        yield chain


def _take_apart(piece: str) -> tuple[str, ...]:
    match = _PIECE.fullmatch(piece) or _NUMBER.fullmatch(piece)
    return match.groups() if match else ("", "", "")


def _as_counted(letters: str, *, named: bool) -> str:
    """The word, its class, or nothing where it is neither."""
    if letters[:1].isdigit():
        return NUMBER
    possible = spell(letters).possible
    if letters.isupper() and len(letters) > 1 and not possible:
        return ABBREVIATION
    if named:
        return NAME
    return letters if possible else ""


def admitted(tally: Tally) -> dict[tuple[str, ...], int]:
    """What was seen often enough in small letters, with all its counts; a pair only if both its syllables are in."""
    single = {gram for gram, times in tally.small.items() if len(gram) == 1 and times >= LEAST}
    return {
        gram: times + tally.capital[gram]
        for gram, times in tally.small.items()
        if times >= LEAST and all((one,) in single for one in gram)
    }


def told(counts: dict[tuple[str, ...], int]) -> str:
    """The text of the file, in the order of the alphabet."""
    rows: dict[str, list[str]] = {}
    for gram, times in sorted(counts.items(), key=lambda item: (item[0][0], len(item[0]), item[0][1:])):
        rows.setdefault(gram[0], []).append(f"{gram[-1]} {times}")
    return _HEAD + "".join(" ".join(row) + "\n" for row in rows.values())


def corpus() -> Iterator[str]:
    """The lines of the corpus, file by file."""
    for file in sorted((Path(os.environ["SOHOA_CORPUS"]) / "text").glob("*.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            yield from lines


def main() -> None:
    """Writes the file."""
    TARGET.write_text(told(admitted(count(corpus()))), encoding="utf-8")


if __name__ == "__main__":
    main()
