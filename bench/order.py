"""Whether text comes in reading order: heads of two columns, and table cells of several lines.

`python -m bench.order [--pages N] [--levels clean office]`. A column or a cell is in order when its lines, one after
the other, stand in the output with at most one error in ten characters. Real pages of `$SOHOA_CORPUS`; all programs
read the same files.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from bench import sheets
from bench.cer import infix_distance, normalise
from bench.degrade import degrade
from bench.peers import OCRMYPDF, SOHOA
from bench.reading import readers
from bench.report import save_result

MOTTO = "CỘNG HÒA XÃ HỘI"
ERRORS = 0.1
LEAST = 12


def columns(page: pdfplumber.page.Page) -> Iterator[str]:
    """The left and the right column of a letter's head: the lines at the motto's height and the one below it."""
    lines = page.extract_text_lines()
    motto = next((word for word in page.search(MOTTO) if word["top"] < page.height / 3), None)
    below = [line["top"] for line in lines if motto and line["top"] > motto["top"] + 3]
    if motto is None or not below:
        return
    head = page.crop((0, max(motto["top"] - 2, 0), page.width, min(below) + motto["bottom"] - motto["top"] + 2))
    edge = motto["x0"] - 3
    for box in ((0, head.bbox[1], edge, head.bbox[3]), (edge, head.bbox[1], page.width, head.bbox[3])):
        yield head.crop(box).extract_text()


def cells(page: pdfplumber.page.Page) -> Iterator[str]:
    """The text of each cell of several lines."""
    for table in page.find_tables():
        for box in table.cells:
            text = page.crop(box, strict=False).extract_text()
            if "\n" in text:
                yield text


def in_order(pieces: list[str], output: str) -> int:
    told = normalise(output)
    return sum(infix_distance(normalise(piece), told) <= ERRORS * len(normalise(piece)) for piece in pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--levels", nargs="+", default=["clean", "office"])
    parser.add_argument("--only", nargs="+", default=["sohoa", "tesseract", "ocrmypdf"])
    options = parser.parse_args()
    places = sheets.real_places()
    if not places:
        sys.exit("reading order is judged on real pages: set SOHOA_CORPUS")
    heads = [place for place in places if place[1] == 0]
    rest = random.Random(1).sample([place for place in places if place[1]], max(options.pages - len(heads), 0))
    told: dict[str, object] = {}
    for level in options.levels:
        told[level] = judge_level(level, [*heads, *rest][: options.pages], options.only)
    save_result("order", {"pages": options.pages, "levels": told}, {"sohoa": SOHOA, "ocrmypdf": OCRMYPDF})


def judge_level(level: str, places: list[tuple[Path, int]], only: list[str]) -> dict[str, dict[str, int]]:
    """How many columns and cells each program tells in order."""
    with tempfile.TemporaryDirectory() as held:
        folder, work = Path(held) / "pages", Path(held) / "work"
        folder.mkdir()
        work.mkdir()
        truth: dict[str, tuple[list[str], list[str]]] = {}
        for path, number in places:
            page = sheets.real_page(path, number)
            (folder / f"{page.name}.jpg").write_bytes(degrade(page.pixels, level, page.name).jpeg)
            with pdfplumber.open(path) as pdf:
                kinds = columns(pdf.pages[number]), cells(pdf.pages[number])
                heads, inner = ([text for text in kind if len(text) >= LEAST] for kind in kinds)
            truth[f"{page.name}.jpg"] = heads, inner
        told = {}
        for name, reader in readers(2).items():
            if name in only:
                _, texts = reader([folder / file for file in truth], work)
                counts = {
                    "columns": sum(len(heads) for heads, _ in truth.values()),
                    "columns_in_order": sum(in_order(truth[file][0], texts.get(file, "")) for file in truth),
                    "cells": sum(len(inner) for _, inner in truth.values()),
                    "cells_in_order": sum(in_order(truth[file][1], texts.get(file, "")) for file in truth),
                }
                told[name] = counts
                print(f"{level:7}{name:10}", counts, flush=True)
        return told


if __name__ == "__main__":
    main()
