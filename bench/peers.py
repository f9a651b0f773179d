"""sohoa and OCRmyPDF on the same pages, in turn: what a page costs, and what is read.

`python -m bench.peers [--jobs N] [--repeat N] [--pages PATH ...]`. The truth of a page stands in the nearest truth.json
above its file (samples/README.md tells its shape). OCRmyPDF takes one file at a time; files that it refuses are told
and left out of both sides. Ours is `sohoa run` as a user runs it: reading, packing, signing, sealing and the catalog
are all in its figures. Both texts are judged as pdftotext reads them out of the PDFs made. What a command costs before
it does anything for a page is told apart: one command for one small blank sheet (OCRmyPDF pays that for each file).
"""

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from bench.cer import Score, judge
from bench.meter import ROOT, Cost, measure
from bench.report import print_report, save_result

SOHOA = Path(sys.executable).with_name("sohoa")
OCRMYPDF = ROOT / ".venv" / "peers" / "bin" / "ocrmypdf"
OCRMYPDF_OPTIONS = ["-l", "vie", "--deskew", "--rotate-pages", "--output-type", "pdfa"]
A4_LONG = 297 / 25.4
MADE_OUT = 0.3
Truth = dict[Path, list[list[str]]]
Scores = dict[tuple[Path, int], Score]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one program did with the files in one turn: what it cost, the PDFs it made, what it would not take."""

    cost: Cost
    made: dict[Path, Path]
    refused: dict[Path, str]


def find_truth(paths: list[Path]) -> Truth:
    """The files named or lying in the named folders that have a truth, each page as its segments."""
    truth: Truth = {}
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            home = next((folder for folder in file.resolve().parents if (folder / "truth.json").is_file()), None)
            told = json.loads((home / "truth.json").read_text(encoding="utf-8"))["files"] if home else {}
            known = told.get(file.resolve().relative_to(home).as_posix()) if home else None
            if known:
                truth[file.resolve()] = [page["text"] for page in known["pages"]]
    return truth


def run_ocrmypdf(files: list[Path], jobs: int, folder: Path) -> Turn:
    """One command a file; the costs are added, the peak is the highest."""
    costs, made, refused = [], {}, {}
    for number, file in enumerate(files):
        target = folder / f"{number}.pdf"
        command = [str(OCRMYPDF), *OCRMYPDF_OPTIONS, "--jobs", str(jobs), *missing_dpi(file), str(file), str(target)]
        run = measure(command, folder)
        if run.cost.exit:
            refused[file] = last_sentence(run.complaint)
        else:
            costs.append(run.cost)
            made[file] = target
    peak = max((cost.peak for cost in costs), default=0)
    whole = Cost(sum(cost.cpu for cost in costs), sum(cost.wall for cost in costs), peak, 0)
    return Turn(whole, made, refused)


def missing_dpi(file: Path) -> list[str]:
    """OCRmyPDF asks for the resolution of a picture that does not tell it: that of an A4 sheet which fills it."""
    if file.suffix.lower() == ".pdf":
        return []
    with Image.open(file) as picture:
        return [] if "dpi" in picture.info else ["--image-dpi", str(round(max(picture.size) / A4_LONG))]


def last_sentence(complaint: str) -> str:
    """The error as it was said, without the log before it."""
    lines = [line.strip() for line in complaint.splitlines()]
    start = max((number for number, line in enumerate(lines) if "Error:" in line), default=-1)
    return " ".join(line for line in lines[start:] if line)


def run_sohoa(files: list[Path], jobs: int, folder: Path) -> Turn:
    """All files in one command, into an archive made for it (`sohoa init` is not counted, as no install is)."""
    archive, settings = folder / "archive", folder / "archive" / "sohoa.toml"
    subprocess.run([SOHOA, "init", archive, "--keys", folder / "keys"], check=True, capture_output=True)
    # Both sides show all pages of the truth: blank ones are hidden else.
    options = ["--keep-blanks", "--jobs", str(jobs), "--json"]
    command = [str(SOHOA), "--config", str(settings), "run", *map(str, files), *options]
    run = measure(command, folder)
    if run.cost.exit not in (0, 3):
        sys.exit(f"sohoa run failed: {run.complaint}")
    made, refused = {}, {}
    outcomes = [json.loads(line) for line in run.output.splitlines()]
    for number, file in enumerate(dict.fromkeys(outcome["file"] for outcome in outcomes)):
        mine = [outcome for outcome in outcomes if outcome["file"] == file]
        refused |= {Path(file): outcome["problem"] for outcome in mine if outcome["state"] == "held"}
        if any(outcome["state"] != "held" for outcome in mine):
            made[Path(file)] = put_together(mine, settings, folder / f"{number}.pdf")
    return Turn(run.cost, made, refused)


def put_together(outcomes: list[dict[str, Any]], settings: Path, target: Path) -> Path:
    """The papers into which a file was split, as one PDF in the file's order; empty pages for those that are held."""
    pages: dict[int, tuple[Path, int]] = {}
    for number, outcome in enumerate(outcome for outcome in outcomes if outcome["state"] != "held"):
        paper = target.with_suffix(f".{number}.pdf")
        export = [SOHOA, "--config", settings, "export", outcome["document"], "--to", paper]
        subprocess.run(export, check=True, capture_output=True)
        pages |= {side: (paper, place) for place, side in enumerate(outcome["sides"] or range(1, outcome["pages"] + 1))}
    last = max(side for outcome in outcomes for side in (*outcome["sides"], *pages))
    with pikepdf.new() as whole:
        for side in range(1, last + 1):
            if side in pages:
                with pikepdf.open(pages[side][0]) as paper:
                    page = paper.pages[pages[side][1]]
                    # The stamp is not what was read there, and its signature would not hold in another file.
                    if "/Annots" in page:
                        del page.Annots
                    whole.pages.append(page)
            else:
                whole.add_blank_page()
        whole.save(target)
    return target


def take_turns(files: list[Path], jobs: int, repeat: int, folder: Path) -> dict[str, list[Turn]]:
    """Both programs in turn; ours is given what the other one took."""
    turns: dict[str, list[Turn]] = {"sohoa": [], "ocrmypdf": []}
    for number in range(repeat):
        for name, runner in (("ocrmypdf", run_ocrmypdf), ("sohoa", run_sohoa)):
            own = folder / f"{name}-{number}"
            own.mkdir()
            taken = list(turns["ocrmypdf"][0].made) if turns["ocrmypdf"] else files
            turns[name].append(runner(taken, jobs, own))
    return turns


def page_texts(pdf: Path | None, count: int) -> list[str]:
    """The text layer of each page as poppler reads it; nothing for a PDF that was not made.

    Annotations are taken off first: the stamp of the signature is what we wrote on the page, not what we read there.
    """
    if pdf is None:
        return [""] * count
    bare = pdf.with_suffix(".bare.pdf")
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            if "/Annots" in page:
                del page.Annots
        document.save(bare)
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", bare, "-"], check=True, capture_output=True, encoding="utf-8")
    pages = run.stdout.split("\f")[:-1]
    if len(pages) != count:
        sys.exit(f"{pdf.name} has {len(pages)} pages, the truth {count}")
    return pages


def start_up(jobs: int, folder: Path) -> dict[str, float]:
    """CPU seconds of one command of each program for a small blank sheet."""
    folder.mkdir()
    sheet = folder / "blank.png"
    Image.new("L", (583, 827), 255).save(sheet, dpi=(100, 100))
    told = {}
    for name, runner in (("sohoa", run_sohoa), ("ocrmypdf", run_ocrmypdf)):
        (folder / name).mkdir()
        told[name] = round(runner([sheet], jobs, folder / name).cost.cpu, 2)
    return told


def judge_turn(turn: Turn, truth: Truth, files: list[Path]) -> Scores:
    """The score of each page; a file that was held is a file in which nothing was read."""
    scores = {}
    for file in files:
        texts = page_texts(turn.made.get(file), len(truth[file]))
        for number, (segments, text) in enumerate(zip(truth[file], texts, strict=True), 1):
            scores[file, number] = judge(segments, text)
    return scores


def compare(truth: Truth, jobs: int, repeat: int) -> dict[str, object]:
    """Everything measured, as it goes into the report."""
    # As it is installed: both programs' sources are compiled.
    for package in ("commands", "digitize", "ocr", "signing", "storage"):
        compileall.compile_dir(ROOT / package, quiet=1)
    # On a busy machine Tesseract's OpenMP threads wait by spinning and OCRmyPDF's time doubles: one thread for both.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        turns = take_turns(list(truth), jobs, repeat, Path(folder))
        taken = list(turns["ocrmypdf"][0].made)
        if not taken:
            sys.exit("OCRmyPDF took none of these files: there is nothing to compare")
        started = start_up(jobs, Path(folder) / "start-up")
        scores = {name: judge_turn(own[0], truth, taken) for name, own in turns.items()}
    # A page left lying on its side weighs more than a hundred wrong tones: the pages made out by both are told apart.
    clear = [page for page in scores["sohoa"] if all(own[page].cer < MADE_OUT for own in scores.values())]
    sides = {name: summary(turns[name], scores[name], clear) for name in turns}
    return {
        "jobs": jobs,
        "repeat": repeat,
        "files": len(taken),
        "pages": len(scores["sohoa"]),
        "pages_made_out_by_both": len(clear),
        "sides": sides,
        "start_up_cpu_a_command": started,
        "cpu_ratio": round(sides["sohoa"]["cpu_per_page"] / sides["ocrmypdf"]["cpu_per_page"], 3),
        "refused": {file.name: why for file, why in turns["ocrmypdf"][0].refused.items()},
        "held": {file.name: why for file, why in turns["sohoa"][0].refused.items()},
        "by_page": [page_line(scores, *page) for page in scores["sohoa"]],
    }


def page_line(scores: dict[str, Scores], file: Path, number: int) -> dict[str, object]:
    """Both sides' figures for one page."""
    told = {name: page_figures(own[file, number]) for name, own in scores.items()}
    return {"file": file.name, "page": number} | told


def summary(turns: list[Turn], scores: Scores, clear: list[tuple[Path, int]]) -> dict[str, float]:
    """One program's figures over all pages and over the clear ones; costs are the median of the turns."""
    total = sum(scores.values(), Score())
    cpu = statistics.median(turn.cost.cpu for turn in turns)
    return {
        "cpu_per_page": round(cpu / len(scores), 3),
        "cpu_seconds": round(cpu, 2),
        "wall_seconds": round(statistics.median(turn.cost.wall for turn in turns), 2),
        "peak_mib": round(max(turn.cost.peak for turn in turns) / 2**20, 1),
        "cer": round(total.cer, 5),
        "cer_made_out": round(sum((scores[page] for page in clear), Score()).cer, 5),
        "folded_cer": round(total.folded_cer, 5),
        "word_f1": round(total.f1, 5),
    }


def page_figures(score: Score) -> dict[str, float]:
    return {"errors": round(score.errors, 1), "characters": score.characters, "cer": round(score.cer, 5)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="processes of either program (2)")
    parser.add_argument("--repeat", type=int, default=1, help="turns; costs are the median (1)")
    parser.add_argument("--pages", type=Path, nargs="+", default=[ROOT / "samples" / "dossiers"], help="files, folders")
    options = parser.parse_args()
    truth = find_truth(options.pages)
    if not truth:
        sys.exit("no file with a truth is among these paths")
    result = compare(truth, options.jobs, options.repeat)
    print_report(result)
    save_result("peers", result, {"sohoa": SOHOA, "ocrmypdf": OCRMYPDF})


if __name__ == "__main__":
    main()
