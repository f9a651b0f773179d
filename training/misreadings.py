"""Makes digitize/vietnam/misreadings.txt: which letters Tesseract takes for which, by their marks alone.

`python -m training.misreadings [PAGES]`, from the repository's root, with the folder of the corpus in SOHOA_CORPUS.
Pages of `signed/*.pdf` are worn and read as by training/judge.py; each word that agrees with the PDF's own but for its
marks is held against it letter by letter. Only counts of single letters enter the file.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from digitize.vietnam.syllables import spell
from ocr import open_engine
from training.judge import Reading, letters, read

TARGET = Path(__file__).parents[1] / "digitize" / "vietnam" / "misreadings.txt"
_HEAD = """\
# Which letters Tesseract takes for which, by their marks alone, for digitize.correct.
# Made by `python -m training.misreadings`. Each line: a letter, how often it was met, what it was read as how often.
"""


def pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    """Each true letter with the one that was read, of words that differ in nothing but marks."""
    said = [spell(letters(word.text)) for line in reading.lines for word in line.words]
    truth = [spell(letters(word)) for word in reading.truth]
    matcher = SequenceMatcher(None, [one.bare for one in truth], [one.bare for one in said], autojunk=False)
    for at, to, length in matcher.get_matching_blocks():
        for true, read_so in zip(truth[at : at + length], said[to : to + length], strict=True):
            if len(true.form) == len(read_so.form):
                yield from zip(true.form, read_so.form, strict=True)


def told(readings: Iterable[Reading]) -> str:
    """The text of the file, in the order of the alphabet; letters that were always read right are left out."""
    counts = Counter(pair for reading in readings for pair in pairs(reading))
    met: Counter[str] = Counter()
    for (letter, _), times in counts.items():
        met[letter] += times
    rows = []
    for letter in sorted(met):
        wrong = [f"{other} {times}" for (one, other), times in counts.most_common() if one == letter != other]
        if wrong:
            rows.append(" ".join((letter, str(met[letter]), *wrong)))
    return _HEAD + "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Writes the file."""
    files = sorted((Path(os.environ["SOHOA_CORPUS"]) / "signed").glob("*.pdf"))
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 64
    TARGET.write_text(told(read(open_engine("tesseract:vie"), files, pages)), encoding="utf-8")


if __name__ == "__main__":
    main()
