"""What a word's confidence is worth: of words said 0.9, nine in ten shall be right.

`python -m bench.reliability [--pages N] [--levels clean office poor photo] [--seed N]`. Pages as in bench/reading.py,
read as `sohoa run` reads them. Order-free: a word is right while the truth of its page holds a copy of it that no surer
word has taken. Printed and written: the reliability curve, and its mean distance from the ideal weighed by words (ECE).
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import cv2

from bench import sheets
from bench.cer import normalise
from bench.degrade import LEVELS
from bench.piles import as_read
from bench.report import save_result
from digitize.model import Line

EDGES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
WIDTH = 50
Told = tuple[float, bool]


def judge(lines: Sequence[Line], truth: Sequence[str]) -> Iterator[Told]:
    """Each word's confidence and whether it is right."""
    left = Counter(" ".join(map(normalise, truth)).split())
    words = [(word.confidence, normalise(word.text).split()) for line in lines for word in line.words]
    for confidence, tokens in sorted(words, key=lambda word: -word[0]):
        if tokens:
            right = all(left[token] > 0 for token in tokens)
            left.subtract(tokens if right else ())
            yield confidence, right


def curve(told: Sequence[Told]) -> list[dict[str, float]]:
    """For each span of confidence: words, what was said on average, and the share that was right."""
    spans = []
    for low, high in pairwise(EDGES):
        mine = [one for one in told if low <= one[0] < high]
        if mine:
            said, right = (sum(values) / len(mine) for values in zip(*mine, strict=True))
            spans.append({"from": low, "words": len(mine), "said": round(said, 4), "right": round(right, 4)})
    return spans


def distance(spans: Sequence[dict[str, float]]) -> float:
    """Expected calibration error: 0 is ideal."""
    words = sum(span["words"] for span in spans)
    return sum(span["words"] * abs(span["said"] - span["right"]) for span in spans) / max(words, 1)


def show(level: str, spans: Sequence[dict[str, float]]) -> None:
    """The curve as rows of stars, `|` where the ideal lies."""
    print(f"{level}: {sum(span['words'] for span in spans):.0f} words, ECE {100 * distance(spans):.2f} %")
    for span in spans:
        bar = list("*" * round(WIDTH * span["right"]) + " " * (WIDTH + 1))[: WIDTH + 1]
        bar[round(WIDTH * span["said"])] = "|"
        print(f"  said {span['said']:.3f}  right {span['right']:.3f}  {''.join(bar)}  {span['words']:6.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20, help="pages of each level (20)")
    parser.add_argument("--levels", nargs="+", default=["clean", "office", "poor"], choices=LEVELS)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    told: dict[str, list[Told]] = {level: [] for level in options.levels}
    with tempfile.TemporaryDirectory() as folder:
        for level in options.levels:
            for page in sheets.take(options.pages, options.seed):
                made = as_read(page.pixels, level, f"{options.seed} {page.name}", Path(folder))
                told[level] += judge(made.lines, page.segments)
            show(level, curve(told[level]))
    told["all"] = [one for level in options.levels for one in told[level]]
    show("all", curve(told["all"]))
    levels = {level: {"ece": round(distance(spans := curve(mine)), 4), "curve": spans} for level, mine in told.items()}
    save_result("reliability", vars(options) | {"levels": levels}, {})


if __name__ == "__main__":
    main()
