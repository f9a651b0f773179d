"""How many wrong diacritics digitize.correct repairs, and how many right words it harms, on real print.

`python -m training.judge [PAGES]`, with the folder of the corpus in SOHOA_CORPUS. Pages of `signed/*.pdf` are rendered
at 200 dpi, worn in one of four ways, and read by Tesseract; the words are held against the PDF's own text. The counts
are made anew without any line that these papers hold (and, a second time, without any that shares six words with them),
so that the model has not seen what it is judged by. Only figures are printed.
"""

import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from digitize.correct import correct
from digitize.model import Line, Original, Pixels, Scan, Source
from digitize.ports import Engine
from digitize.settings import Ocr
from digitize.vietnam.syllables import spell
from digitize.vietnam.syllables_counts import Counts, read_counts
from ocr import open_engine
from training.syllables import admitted, corpus, count, told

DPI = 200
SHARED = 6
# (resolution kept, blur in pixels, contrast kept, noise in grey values) of the four kinds of wear
WEAR = ((1.0, 0.6, 1.0, 0.0), (0.7, 0.5, 1.0, 8.0), (1.0, 1.5, 0.7, 12.0), (0.55, 0.8, 0.7, 10.0))


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's words as its PDF has them, and the lines as read."""

    truth: tuple[str, ...]
    lines: tuple[Line, ...]


def worn(grey: Pixels, wear: tuple[float, float, float, float], seed: int) -> Pixels:
    """The page as a poor scanner would see it."""
    kept, blur, contrast, noise = wear
    small = cv2.resize(grey, None, fx=kept, fy=kept, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(cv2.resize(small, grey.shape[::-1], interpolation=cv2.INTER_CUBIC), (0, 0), blur)
    grain = np.random.default_rng(seed).normal(0, noise, grey.shape) if noise else 0.0
    return np.asarray(np.clip(255 - (255 - soft.astype(np.float32)) * contrast + grain, 0, 255), np.uint8)


def read(engine: Engine, files: list[Path], pages: int) -> Iterator[Reading]:
    """The first pages of each file, then the second, with another wear from page to page, until there are enough."""
    longest = max(len(pypdfium2.PdfDocument(file)) for file in files)
    tickets = [
        (file, number) for number in range(longest) for file in files if number < len(pypdfium2.PdfDocument(file))
    ][:pages]
    for seed, (file, number) in enumerate(tickets):
        page = pypdfium2.PdfDocument(file)[number]
        grey = page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()
        pixels = worn(np.ascontiguousarray(grey), WEAR[seed % len(WEAR)], seed)
        height, width = pixels.shape
        original = Original(Source(str(file), number + 1), "", "image/png", "", width, height, DPI)
        truth = unicodedata.normalize("NFC", page.get_textpage().get_text_range()).split()
        yield Reading(tuple(truth), engine.read(Scan(original, pixels, DPI, width, height)))


def letters(word: str) -> str:
    """The word without signs."""
    return re.sub(r"[\W_]", "", word)


def judge(readings: list[Reading], counts: Counts) -> Counter[str]:
    """Counts words by what became of them; only words that agree with the truth but for their marks can be judged."""
    score: Counter[str] = Counter()
    for reading in readings:
        old = [word for line in reading.lines for word in line.words]
        start = time.perf_counter()
        new = [word for line in correct(reading.lines, counts) for word in line.words]
        score["microseconds"] += round(1e6 * (time.perf_counter() - start))
        score["words"] += len(old)
        score["changed"] += sum(one.text != other.text for one, other in zip(old, new, strict=True))
        truth = [spell(letters(word)).bare for word in reading.truth]
        said = [spell(letters(word.text)).bare for word in old]
        for at, to, length in SequenceMatcher(None, truth, said, autojunk=False).get_matching_blocks():
            for index in range(length):
                told_form, first, last = (
                    spell(letters(text)).form
                    for text in (reading.truth[at + index], old[to + index].text, new[to + index].text)
                )
                score["judged"] += 1
                score["wrong"] += first != told_form
                score["repaired"] += first != told_form == last
                score["harmed"] += first == told_form != last
    return score


def held_out(files: list[Path], shared: int) -> Counts:
    """Counts without the lines that these files hold, and without those that share so many words in a row with them."""
    held = " \n ".join(
        plain(page.get_textpage().get_text_range()) for file in files for page in pypdfium2.PdfDocument(file)
    )
    grams = {tuple(words[at : at + shared]) for words in [held.split()] for at in range(len(words) - shared + 1)}
    lines = []
    for line in corpus():
        words = plain(line).split()
        met = any(tuple(words[at : at + shared]) in grams for at in range(len(words) - shared + 1)) if shared else False
        if not met and not (len(words) > 1 and " ".join(words) in held):
            lines.append(line)
    return read_counts(told(admitted(count(lines))).splitlines())


def plain(text: str) -> str:
    """Words in small letters with single spaces between them, without signs."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def main() -> None:
    """Prints the figures for both ways of holding out."""
    files = sorted((Path(os.environ["SOHOA_CORPUS"]) / "signed").glob("*.pdf"))
    readings = list(read(open_engine(Ocr().engine), files, int(sys.argv[1]) if len(sys.argv) > 1 else 12))
    for shared in (0, SHARED):
        score = judge(readings, held_out(files, shared))
        each = score["microseconds"] / max(score["words"], 1) / 2
        sys.stdout.write(f"held out: lines{f' and {shared} words' if shared else ''}: {dict(score)}, ")
        sys.stdout.write(f"{each:.1f} ms for 500 words\n")


if __name__ == "__main__":
    main()
