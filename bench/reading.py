"""What is read on worn pages, level by level: sohoa, plain Tesseract and OCRmyPDF on the same files in the same run.

`python -m bench.reading [--pages N] [--levels clean office ...] [--only sohoa ...] [--numbers N] [--seed N]
[--jobs N]`. Real pages where `$SOHOA_CORPUS` is, invented ones elsewhere; bench/degrade.py wears them. CER, word F1 and
CPU seconds as bench/cer.py and bench/meter.py define them; OCRmyPDF's text is its sidecar. `--numbers` adds sheets with
so many twelve-digit numbers and counts those read exactly.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import sheets
from bench.cer import Score, judge
from bench.degrade import LEVELS, degrade
from bench.meter import Cost, measure
from bench.peers import OCRMYPDF, OCRMYPDF_OPTIONS, SOHOA, last_sentence, missing_dpi
from bench.report import save_result
from bench.sheets import Print

Texts = dict[str, str]
Reader = Callable[[list[Path], Path], tuple[Cost, Texts]]


@dataclass(slots=True)
class Tally:
    """What one program did on one level; `worst` are pages by name with their errors, the worst first."""

    score: Score = field(default_factory=Score)
    cpu: float = 0.0
    pages: int = 0
    numbers: int = 0
    exact: int = 0
    worst: list[tuple[float, int, str]] = field(default_factory=list)


def read_sohoa(jobs: int, files: list[Path], folder: Path) -> tuple[Cost, Texts]:
    """One command for all files."""
    run = measure([str(SOHOA), "read", *map(str, files), "--jobs", str(jobs), "--json"], folder)
    if run.cost.exit:
        print(f"sohoa: {last_sentence(run.complaint)}", file=sys.stderr)
    told = map(json.loads, run.output.splitlines())
    return run.cost, {Path(one["file"]).name: "\n".join(p["text"] for p in one.get("pages", ())) for one in told}


def read_each(command: Callable[[Path, Path], list[str]], files: list[Path], folder: Path) -> tuple[Cost, Texts]:
    """One command a file, which leaves its text in `text.txt` of the folder."""
    costs, texts = [], {}
    for file in files:
        target = folder / "text.txt"
        target.unlink(missing_ok=True)
        run = measure(command(file, target), folder)
        costs.append(run.cost)
        texts[file.name] = target.read_text(encoding="utf-8") if target.is_file() else ""
        if run.cost.exit:
            print(f"{file.name}: {last_sentence(run.complaint)}", file=sys.stderr)
    return Cost(sum(c.cpu for c in costs), sum(c.wall for c in costs), max(c.peak for c in costs), 0), texts


def tesseract(file: Path, target: Path) -> list[str]:
    return ["tesseract", str(file), str(target.with_suffix("")), "-l", "vie"]


def ocrmypdf(jobs: int, file: Path, target: Path) -> list[str]:
    made = target.with_suffix(".pdf")
    options = [*OCRMYPDF_OPTIONS, "--jobs", str(jobs), "--sidecar", str(target), *missing_dpi(file)]
    return [str(OCRMYPDF), *options, str(file), str(made)]


def readers(jobs: int) -> dict[str, Reader]:
    """The programs by name."""
    return {
        "sohoa": partial(read_sohoa, jobs),
        "tesseract": partial(read_each, tesseract),
        "ocrmypdf": partial(read_each, partial(ocrmypdf, jobs)),
    }


def wear_all(prints: Iterator[Print], level: str, folder: Path, seed: int) -> dict[str, Print]:
    """The worn pages as files of the folder; each page's other side is the page before it."""
    made, back = {}, None
    for page in prints:
        name = f"{level}-{page.name}.jpg"
        (folder / name).write_bytes(degrade(page.pixels, level, f"{seed} {page.name}", back).jpeg)
        made[name], back = Print(page.name, page.pixels[:0], page.segments, page.numbers), page.pixels
    return made


def tally(pages: dict[str, Print], cost: Cost, texts: Texts) -> Tally:
    """The sums of one program on one level."""
    told = Tally(cpu=cost.cpu, pages=len(pages))
    for name, page in pages.items():
        text = texts.get(name, "")
        if page.numbers:
            words = text.replace(",", " ").replace(".", " ").replace("|", " ").split()
            told.numbers += len(page.numbers)
            told.exact += sum(number in words for number in page.numbers)
            continue
        score = judge(page.segments, text)
        told.score += score
        told.worst.append((score.errors, score.characters, page.name))
    told.worst = sorted(told.worst, reverse=True)[:10]
    return told


def figures(one: Tally) -> dict[str, object]:
    """A tally as it is printed and written."""
    return {
        "pages": one.pages,
        "cer": round(one.score.cer, 5),
        "folded_cer": round(one.score.folded_cer, 5),
        "word_f1": round(one.score.f1, 5),
        "cpu_per_page": round(one.cpu / max(one.pages, 1), 3),
        "numbers": one.numbers,
        "numbers_exact": one.exact,
        "worst": [f"{name}: {errors:g} of {characters}" for errors, characters, name in one.worst],
    }


def run_level(level: str, options: argparse.Namespace) -> dict[str, dict[str, object]]:
    """Each program on the same pages of one level."""
    with tempfile.TemporaryDirectory() as held:
        folder, work = Path(held) / "pages", Path(held) / "work"
        folder.mkdir()
        work.mkdir()
        pages = wear_all(sheets.take(options.pages, options.seed), level, folder, options.seed)
        lists = wear_all(sheets.numbers(options.numbers, options.seed), level, folder, options.seed)
        files = [folder / name for name in (*pages, *lists)]
        told = {}
        for name, reader in readers(options.jobs).items():
            if name in options.only:
                told[name] = figures(tally(pages | lists, *reader(files, work)))
                show(level, name, told[name])
        return told


def show(level: str, name: str, told: dict[str, object]) -> None:
    """One row of the table."""
    exact = f"  numbers {told['numbers_exact']}/{told['numbers']}" if told["numbers"] else ""
    cer, folded = (100 * float(str(told[key])) for key in ("cer", "folded_cer"))
    print(
        f"{level:7}{name:11}CER {cer:7.3f} %  folded {folded:7.3f} %"
        f"  F1 {float(str(told['word_f1'])):.4f}  CPU {told['cpu_per_page']:>6} s/page{exact}",
        flush=True,
    )
    if name == "sohoa":
        print("        worst: " + ", ".join(list(map(str, told["worst"]))[:10]), flush=True)  # type: ignore[call-overload]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40, help="pages of each level (40)")
    parser.add_argument("--numbers", type=int, default=0, help="twelve-digit numbers of each level (0)")
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=LEVELS)
    parser.add_argument("--only", nargs="+", default=["sohoa", "tesseract", "ocrmypdf"])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    told = {level: run_level(level, options) for level in options.levels}
    save_result("reading", vars(options) | {"levels": told}, {"sohoa": SOHOA, "ocrmypdf": OCRMYPDF})


if __name__ == "__main__":
    main()
