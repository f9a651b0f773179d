"""Which way up and how far askew: quarter turns and skews found on worn pages, against what was done to them.

`python -m bench.geometry [--pages N] [--levels clean office poor] [--seed N] [--read]`: N pages of each level, each
worn once, judged in all four turns, straightened once. Two of three are real where `$SOHOA_CORPUS` is (invented
elsewhere), the third is sparse (bench/layouts.py); some bear a photograph, folds and holes, or black edges, every fifth
lies up to 15 degrees askew. The skew is judged where sohoa does not say that it is in doubt. Nothing is read, but with
`--read` every page, as `sohoa run` does, which settles turns that are in doubt and mends those of illegible pages.
"""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import cv2
import numpy as np

from bench import layouts, sheets
from bench.degrade import degrade, lay
from bench.report import save_result
from bench.sheets import Pixels
from digitize.deskew import deskew
from digitize.model import Original, Scan, Source
from digitize.page import upright_and_read
from digitize.ports import Engine
from digitize.settings import Ocr
from digitize.skew import find_pieces, find_skew
from digitize.upright import upright
from ocr import open_engine

LEVELS = ("clean", "office", "poor")
A4_300 = 2480 * 3508
WIDEST = 15.0
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Case:
    """An upright worn page: its kind, what else was done to it, and by how much it is askew (counter-clockwise)."""

    name: str
    marks: tuple[str, ...]
    pixels: Pixels
    dpi: float
    skew: float


@dataclass(slots=True)
class Tally:
    """What was found on one level: turns judged, wrong, doubted, wrong and doubted; errors in degrees; CPU in ms."""

    turns: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[float, str]] = field(default_factory=list)
    doubted: list[tuple[float, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=lambda: {"upright": [], "angle": [], "deskew": []})


def make_cases(count: int, level: str, seed: int = 0) -> Iterator[Case]:
    """Worn pages; the same seed gives the same ones."""
    prints = sheets.take(count - count // 3, seed)
    back = None
    for number in range(count):
        draw = np.random.default_rng(list(f"geometry {level} {seed} {number}".encode()))
        kind = layouts.KINDS[number // 3 % len(layouts.KINDS)]
        page = None if number % 3 == 2 else next(prints, None)
        pixels = page.pixels if page else layouts.sparse(kind, f"{seed} {number}")
        marks = ["full" if page else kind]
        for mark, share, change in (
            ("photograph", 0.12, layouts.with_photograph),
            ("folded", 0.15, layouts.with_folds_and_holes),
        ):
            if draw.random() < share:
                pixels, marks = change(pixels, draw), [*marks, mark]
        name = f"{page.name if page else kind}-{number}"
        yield _worn(Case(name, tuple(marks), pixels, 0, 0), level, back, draw)
        back = pixels


def _worn(case: Case, level: str, back: Pixels | None, draw: np.random.Generator) -> Case:
    worn = degrade(case.pixels, level, f"{draw.integers(1 << 30)} {case.name}", back)
    seen = cv2.imdecode(np.frombuffer(worn.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    pixels, skew, marks = np.rot90(np.asarray(seen, np.uint8), -worn.turn // 90), worn.skew, case.marks
    if draw.random() < 0.2:
        more = round(float(draw.uniform(-WIDEST, WIDEST)) - skew, 3)
        paper = tuple(int(value) for value in np.median(pixels[::16, ::16], axis=(0, 1)))
        laid = lay(np.ascontiguousarray(pixels), more, paper)  # type: ignore[arg-type]
        pixels, skew, marks = np.asarray(laid, np.uint8), round(skew + more, 3), (*marks, "askew")
    if draw.random() < 0.25:
        pixels, marks = layouts.with_black_edges(pixels, draw, float(worn.dpi or 0)), (*marks, "edges")
    return replace(case, pixels=np.ascontiguousarray(pixels), dpi=float(worn.dpi or 0), skew=skew, marks=marks)


def as_scan(pixels: Pixels, dpi: float) -> Scan:
    """The pixels as intake would hand them on."""
    held = np.ascontiguousarray(pixels)
    held.flags.writeable = False
    height, width = held.shape[:2]
    original = Original(Source("page.jpg", 1), "", "image/jpeg", "0" * 64, width, height, dpi)
    return Scan(original, held, dpi, width, height)


def judge(case: Case, told: Tally, engine: Engine | None = None) -> None:
    """One page in four turns, then straightened."""
    words = f"{case.name} ({' '.join(case.marks)})"
    for quarter in range(4):
        scan = as_scan(np.rot90(case.pixels, quarter), case.dpi)
        found, spent = timed(partial(upright, scan))
        told.times["upright"].append(spent)
        found = upright_and_read(engine, scan)[0] if engine else found
        doubtful = any(one.name == "turn_doubtful" for one in found.findings)
        right = found.turn == 90 * quarter
        told.turns.update(judged=1, wrong=not right, doubted=doubtful, told=doubtful and not right)
        if not right:
            told.wrong.append(f"{words} {90 * quarter}: {found.turn}{' doubted' if doubtful else ''}")
    scan = as_scan(case.pixels, case.dpi)
    straight, whole = timed(lambda: deskew(scan))
    if case.dpi == sheets.DPI:
        told.times["angle"].append(
            timed(lambda: find_skew(find_pieces(scan.pixels, scan.dpi)))[1] * A4_300 / scan.pixels[..., 0].size
        )
        told.times["deskew"].append(whole * A4_300 / scan.pixels[..., 0].size)
    doubtful = any(one.name == "skew_doubtful" for one in straight.findings)
    (told.doubted if doubtful else told.errors).append((straight.skew - case.skew, f"{words} {case.skew:+.2f}"))


def timed(work: Callable[[], _Result]) -> tuple[_Result, float]:
    """What the work gives, and the CPU milliseconds that it took."""
    started = time.process_time()
    result = work()
    return result, 1000 * (time.process_time() - started)


def figures(told: Tally) -> dict[str, object]:
    """A tally as it is printed and written."""
    errors = sorted(abs(error) for error, _ in told.errors) or [0.0]
    worst = sorted(told.errors, key=lambda one: -abs(one[0]))[:10]
    return {
        "turns": dict(told.turns),
        "skews": len(told.errors),
        "skew_doubts": len(told.doubted),
        "skew_mean": round(statistics.fmean(errors), 4),
        "skew_99": round(errors[min(len(errors) - 1, int(0.99 * len(errors)))], 3),
        "skew_worst": round(errors[-1], 3),
        "cpu_ms": {name: round(statistics.fmean(spent), 1) for name, spent in told.times.items() if spent},
        "worst_skews": [f"{words}: {error:+.3f}" for error, words in worst],
        "doubted_skews": [f"{words}: {error:+.3f}" for error, words in told.doubted],
        "wrong_turns": told.wrong,
    }


def show(level: str, told: Tally) -> None:
    """One row of the table, and what to look at."""
    made, turns = figures(told), told.turns
    print(
        f"{level:7} turns right {turns['judged'] - turns['wrong']}/{turns['judged']}"
        f" (wrong {turns['wrong']}, of these doubted {turns['told']}; doubts {turns['doubted']})"
        f"  skew mean {made['skew_mean']} 99 % {made['skew_99']} worst {made['skew_worst']}"
        f" of {made['skews']} (doubts {made['skew_doubts']})  CPU ms {made['cpu_ms']}",
        flush=True,
    )
    for key in ("worst_skews", "doubted_skews", "wrong_turns"):
        print(f"        {key}: " + "; ".join(made[key][:10]), flush=True)  # type: ignore[index]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400, help="pages of each level (400)")
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=LEVELS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--read", action="store_true", help="settle turns by reading, as sohoa run does")
    options = parser.parse_args()
    engine = open_engine(Ocr().engine) if options.read else None
    cv2.setNumThreads(1)
    told = {}
    for level in options.levels:
        tally = Tally()
        for case in make_cases(options.pages, level, options.seed):
            judge(case, tally, engine)
        show(level, tally)
        told[level] = figures(tally)
    save_result("geometry", vars(options) | {"levels": told}, {})


if __name__ == "__main__":
    main()
