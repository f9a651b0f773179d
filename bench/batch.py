"""A mixed batch of many sides through the real command, held against its truth: split, told, read and reconciled.

`python -m bench.batch [--sides 60] [--level office] [--seed 1] [--jobs 2] [--keep DIR]`. Invented dossiers
(bench/piles.py), each behind its separator sheet, worn by bench/degrade.py and run as one PDF by `sohoa run`.
"""

import argparse
import io
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from bench.degrade import degrade
from bench.meter import measure
from bench.peers import SOHOA
from bench.piles import Leaf, dossier, draw_separators, truth
from bench.report import save_result
from bench.sheets import DPI, Pixels
from digitize.separator_sheet import plan
from samples.draw import draw_sheet
from samples.files import Encoded, write_scanner_pdf
from samples.sheet import Sheet


def make(sides: int, seed: int, folder: Path) -> list[tuple[Leaf, Pixels]]:
    """Whole dossiers with their separator sheets, until there are so many sides."""
    made: list[list[Leaf]] = []
    while sum(len(one) + 1 for one in made) < sides:
        made.append(dossier(random.Random(f"batch {seed} {len(made)}"), len(made) + 1))
    sheets = draw_separators(plan([leaves[0].code for leaves in made], [], "5eed02"), folder)
    pile: list[tuple[Leaf, Pixels]] = []
    for leaves, sheet in zip(made, sheets, strict=True):
        pile.append((Leaf(leaves[0].code, "", Sheet()), sheet))
        pile += [(leaf, draw_sheet(leaf.sheet or Sheet(), DPI)) for leaf in leaves]
    return pile


def scan(pile: Sequence[tuple[Leaf, Pixels]], level: str, seed: int, target: Path) -> None:
    """The pile as a scanner's PDF of worn JPEG pages; blank sides are worn little."""
    pages = []
    for place, (leaf, pixels) in enumerate(pile):
        worn = degrade(pixels, level if leaf.sheet else "clean", f"{seed} {place}")
        with Image.open(io.BytesIO(worn.jpeg)) as picture:
            pages.append(Encoded(worn.jpeg, *picture.size, worn.dpi or DPI))
    write_scanner_pdf(target, pages)


def run(pile: Path, jobs: int, folder: Path) -> tuple[list[dict[str, Any]], str]:
    """What `sohoa run` tells of each paper, and the reconciliation that it prints at the end."""
    subprocess.run([SOHOA, "init", folder / "archive", "--keys", folder / "keys"], check=True, capture_output=True)
    options = ["--jobs", str(jobs), "--json", "--handover", str(folder / "handover.pdf")]
    settings = str(folder / "archive" / "sohoa.toml")
    made = measure([str(SOHOA), "--config", settings, "run", str(pile), *options], folder)
    if made.cost.exit not in (0, 3):
        sys.exit(f"sohoa run failed: {made.complaint}")
    told = [line for line in made.complaint.splitlines() if "reconciliation" in line]
    return list(map(json.loads, made.output.splitlines())), told[-1] if told else ""


def judge(leaves: Sequence[Leaf], outcomes: Sequence[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Counts over the true papers, and a line for each that did not come out right."""
    pieces = {tuple(one["sides"]): one for one in outcomes}
    told: Counter[str] = Counter()
    wrong = []
    for pages, role, code in truth(leaves):
        sides = tuple(page + 1 for page in pages)
        one, kind = pieces.get(sides), leaves[pages[0]].kind
        told[role] += 1
        if one is None:
            wrong.append(f"{kind or role} {sides}: cut otherwise")
            continue
        told[f"{role} cut right"] += 1
        if role != "paper":
            continue
        told[one["state"]] += 1
        if one["document"] is None:
            wrong.append(f"{kind} {sides}: {one['state']}: {one['problem']}")
            continue
        told["kind right"] += one["kind"] == kind
        told["dossier right"] += one["dossier"] == code
        if one["kind"] != kind or one["dossier"] != code:
            wrong.append(f"{kind} {sides}: {one['kind']} {one['dossier']}")
    return told, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sides", type=int, default=60)
    parser.add_argument("--level", default="office", choices=("clean", "office", "poor"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="leave the batch and what came of it there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        pile = make(options.sides, options.seed, folder)
        scan(pile, options.level, options.seed, folder / "batch.pdf")
        outcomes, balance = run(folder / "batch.pdf", options.jobs, folder)
    told, wrong = judge([leaf for leaf, _ in pile], outcomes)
    print(f"{len(pile)} sides: " + ", ".join(f"{count} {name}" for name, count in told.items()), *wrong, sep="\n  ")
    print(balance)
    result = {"level": options.level, "seed": options.seed, "sides": len(pile), "counts": dict(told), "wrong": wrong}
    save_result("batch", result | {"balance": balance}, {"sohoa": SOHOA})


if __name__ == "__main__":
    main()
