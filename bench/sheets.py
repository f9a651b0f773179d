"""Pages with exact truth to be worn and read: real decisions with a text layer, invented papers, sheets of numbers.

The real ones come from `$SOHOA_CORPUS/signed` and stay in memory: only sums of them are ever printed or written.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pdfplumber
import pypdfium2

from samples import civil, counter, office
from samples.draw import draw_sheet
from samples.paper import Paper
from samples.people import PROVINCE, make_people
from samples.prose import paragraphs
from samples.sheet import Sheet, Style

Pixels = npt.NDArray[np.uint8]
DPI = 300
WIDE_GAP = 1.3
FEWEST = 40
NAMES = ("Trần Văn Thử", "Phạm Quỳnh Ví Dụ", "Lê Hoàng Giả Định", "Huỳnh Ngọc Ảo", "Bùi Thị Bịa")


@dataclass(frozen=True, slots=True)
class Print:
    """A page as it left the printer, in colour at 300 dpi: its name, its true segments, its twelve-digit numbers."""

    name: str
    pixels: Pixels
    segments: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def take(count: int, seed: int = 0) -> Iterator[Print]:
    """Real pages, drawn evenly from all files, where the corpus is; else invented ones."""
    places = real_places()
    if not places:
        yield from invented(count)
        return
    order = random.Random(seed).sample(places, min(count, len(places)))
    for path, number in order:
        yield real_page(path, number)


def real_places() -> list[tuple[Path, int]]:
    """Each page of the corpus that has a text layer worth judging by, as file and page number from 0."""
    corpus = os.environ.get("SOHOA_CORPUS", "")
    files = sorted((Path(corpus) / "signed").glob("*.pdf")) if corpus else []
    places = []
    for path in files:
        with pdfplumber.open(path) as pdf:
            places += [(path, number) for number, page in enumerate(pdf.pages) if len(page.chars) >= FEWEST]
    return places


def real_page(path: Path, number: int) -> Print:
    """One page of a born-digital PDF, without the stamps of its signatures, which its text layer does not tell."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[number].render(scale=DPI / 72, draw_annots=False, may_draw_forms=False, rev_byteorder=True)
        pixels = np.ascontiguousarray(picture.to_numpy()[:, :, :3])
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[number]
        segments = tuple(join(page.extract_words(extra_attrs=["size"]), page.vertical_edges))
    return Print(f"{path.stem}-{number + 1}", pixels, segments)


def join(words: list[dict[str, Any]], walls: list[dict[str, Any]]) -> Iterator[str]:
    """The words of each line, cut where a gap is wider than 1.3 letters or a table's rule stands between."""
    return (" ".join(word["text"] for word in run) for run in runs(words, walls))


def runs(words: list[dict[str, Any]], walls: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The same runs as the words they are made of, with their places."""
    run: list[dict[str, Any]] = []
    for word, after in pairwise([*words, None]):
        assert word is not None
        run.append(word)
        if after is None or parted(word, after, walls):
            yield run
            run = []


def parted(word: dict[str, Any], after: dict[str, Any], walls: list[dict[str, Any]]) -> bool:
    """Whether the next word begins another segment."""
    middle = (word["top"] + word["bottom"]) / 2
    gap = after["x0"] - word["x1"]
    if not after["top"] <= middle <= after["bottom"] or not -1 <= gap <= WIDE_GAP * max(word["size"], after["size"]):
        return True
    return any(
        word["x1"] - 1 <= wall["x0"] <= after["x0"] + 1 and wall["top"] <= middle <= wall["bottom"] for wall in walls
    )


def invented(count: int) -> Iterator[Print]:
    """Pages of the samples' papers with other people in them, as many as asked."""
    for seed in range(count):
        sheet = invented_paper(seed).sheets[0]
        yield Print(f"invented-{seed}", draw_sheet(sheet, DPI), tuple(sheet.truth()))


def invented_paper(seed: int) -> Paper:
    """One of five kinds of paper, with its own people, numbers and prose."""
    people, day = make_people(seed), date(2024, 1 + seed % 12, 1 + seed % 28)
    if seed % 5 == 0:
        return civil.birth(people)
    if seed % 5 == 1:
        return office.decision(office.REGION, f"{100 + seed}/QĐ-UBND", day, "serif", seed, 14)
    if seed % 5 == 2:
        return counter.declaration(people)
    if seed % 5 == 3:
        return office.letter(office.COMMUNE, f"{seed}/UBND-VP", day, "tinos", seed, 9)
    return counter.application(people)


def numbers(count: int, seed: int = 0) -> Iterator[Print]:
    """Sheets with 20 twelve-digit numbers each, in running text, after labels and in a ruled table, `count` in all."""
    for page in range(0, count, 20):
        yield number_sheet(random.Random(f"{seed} {page}"), f"numbers-{page // 20}", min(20, count - page))


def number_sheet(draw: random.Random, name: str, count: int) -> Print:
    """One such sheet: a quarter of the numbers in prose, two fifths after labels, the rest in a table."""
    told = [PROVINCE[0] + "".join(draw.choices("0123456789", k=11)) for _ in range(count)]
    style = Style(draw.choice(("serif", "tinos", "serif:b", "sans")), draw.choice((11.0, 12.0, 13.0, 14.0)))
    sheet, y, prose = Sheet(), 28.0, paragraphs(draw.randrange(10**6))
    for number in told[:5]:
        line = f"{next(prose).split(',')[0]}; số định danh cá nhân {number}, cư trú tại xã Đồng Mẫu."
        y = sheet.column(25, y, 195, line, style)
    for number in told[5:13]:
        y += 9
        sheet.words(25, y, f"Số định danh cá nhân/CCCD: {number}", style)
    y += 6
    for row, number in enumerate(told[13:], 1):
        for left, width, words in ((25, 12, f"{row}"), (37, 78, draw.choice(NAMES)), (115, 80, number)):
            sheet.frame(left, y, width, 9)
            sheet.words(left + 3, y + 6, words, style)
        y += 9
    return Print(name, draw_sheet(sheet, DPI), tuple(sheet.truth()), tuple(told))
