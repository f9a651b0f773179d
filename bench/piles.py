"""Piles of invented dossiers: how often splitting gives every page to its paper and its dossier.

`python -m bench.piles [--level printed|clean|office|poor] [--piles 100] [--dossiers 10] [--seed 1]`

Each dossier is of one family: a receipt slip, then some of their papers, a few with a blank back. A pile is some of the
dossiers in any order, each behind its separator sheet or with its slip alone; in the third kind of pile one separator
or slip is lost (or both are), which must never put a page into another citizen's dossier without a doubt; the fourth is
one dossier's papers with neither, as an operator scans them who tells the dossier (`run --dossier`). `printed`
takes what the sheets say without reading them; the other levels are worn by bench/degrade.py and read as `sohoa run`
reads.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2

from bench.degrade import degrade
from bench.sheets import DPI, Pixels
from digitize.model import Box, Code, Image, Line, Original, Page, Separator, Source, Word
from digitize.page import read_page
from digitize.pipeline import take_in
from digitize.separator import encode
from digitize.separator_sheet import plan, write_separators
from digitize.settings import Ocr
from digitize.split import Piece, split
from ocr import open_engine
from samples import cards, civil, counter, office
from samples.draw import draw_sheet
from samples.ink import qr_code
from samples.paper import Paper
from samples.people import Person, citizen_id
from samples.sheet import POINT, Art, Sheet, Text

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Cao", "Tạ")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Quốc", "Thanh", "Minh", "Xuân", "Khắc", "Diệu", "Trọng")
GIVEN = ("Giả", "Thử", "Mẫu", "Bịa", "Ước", "Ướm", "Khống", "Định", "Phỏng", "Tưởng", "Thuyết", "Nghĩ", "Dự", "Lệ")
KINDS = ("separators", "slips", "lost", "told")
TOLD = "H08.12-261130-9999"
Maker = Callable[[dict[str, Person], random.Random], Paper]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One side of a pile: of which dossier and paper it is, what stands on it (None: nothing), its code and kind."""

    code: str
    paper: str
    sheet: Sheet | None
    barcode: str = ""
    kind: str = ""


def _letter(people: dict[str, Person], draw: random.Random) -> Paper:
    number = f"{draw.randrange(10, 900)}/UBND-VP"
    return office.letter(office.COMMUNE, number, date(2026, 3, 9), "tinos", draw.randrange(999), draw.choice((2, 9)))


def _decision(people: dict[str, Person], draw: random.Random) -> Paper:
    number = f"{draw.randrange(10, 900)}/QĐ-UBND"
    return office.decision(office.REGION, number, date(2026, 3, 9), "serif", draw.randrange(999), draw.choice((5, 14)))


PAPERS: tuple[Maker, ...] = (
    lambda people, _: counter.application(people),
    lambda people, _: counter.declaration(people),
    lambda people, _: counter.authorisation(people),
    lambda people, _: civil.birth(people),
    lambda people, _: civil.marriage(people),
    lambda people, _: civil.household(people),
    lambda people, _: civil.land(people),
    lambda people, _: cards.card_2021(people),
    lambda people, _: cards.card_2024(people),
    lambda people, _: office.approval(people["ao"]),
    lambda people, _: office.minutes(people["ao"]),
    _letter,
    _decision,
)


def family(draw: random.Random) -> dict[str, Person]:
    """A holder, spouse and child under all the names by which the samples' papers ask for people."""
    last = draw.choice(FAMILY)
    made = []
    for year in (draw.randrange(1955, 1999), draw.randrange(1955, 1999), draw.randrange(2000, 2025)):
        name = " ".join((last, draw.choice(MIDDLE), *draw.sample(GIVEN, 2)))
        sex, born = draw.choice(("Nam", "Nữ")), date(year, draw.randrange(1, 13), draw.randrange(1, 29))
        number = citizen_id(sex, born, 990000 + draw.randrange(10000))
        made.append(Person(name, sex, born, number, "Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử"))
        last = draw.choice(FAMILY) if len(made) == 1 else last
    holder, spouse, child = made
    roles = dict.fromkeys(("ao", "khong", "bia", "thu", "gia", "uoc", "dung", "cau"), holder)
    return roles | dict.fromkeys(("mau", "du", "tuong", "uom"), spouse) | {"nho": child}


def slip(people: dict[str, Person], code: str) -> Sheet:
    """The samples' receipt slip with another dossier code, in print and as QR code."""
    sheet = counter.receipt(people).sheets[0]
    items = [replace(item, words=code) if isinstance(item, Text) and item.words.startswith("H08.12-") else item
             for item in sheet.items]  # fmt: skip
    shown = [replace(item, paint=qr_code(code)) if isinstance(item, Art) and item.width == 27 else item
             for item in items]  # fmt: skip
    return Sheet(sheet.width, sheet.height, sheet.paper, shown)


def dossier(draw: random.Random, number: int) -> list[Leaf]:
    """The leaves of one dossier: slip, then three to six papers."""
    people, code = family(draw), f"H08.12-2611{draw.randrange(10, 29)}-{number:04}"
    leaves = [Leaf(code, f"{code} slip", slip(people, code), code, "giay_tiep_nhan")]
    for place, maker in enumerate(draw.sample(PAPERS, draw.randrange(3, 7))):
        paper, name = maker(people, draw), f"{code} {place}"
        leaves += [Leaf(code, name, sheet, kind=paper.kind) for sheet in paper.sheets]
        if draw.random() < 0.3:
            leaves.append(Leaf(code, name, None, kind=paper.kind))
    return leaves


@dataclass(frozen=True, slots=True)
class Stock:
    """Pages to make piles of: those of each dossier, and its separator sheet."""

    dossiers: tuple[tuple[tuple[Leaf, Page], ...], ...]
    separators: tuple[Page, ...]


def as_printed(leaf: Leaf) -> Page:
    """The page as a perfect reader gives it."""
    scale, sheet = 200 / 25.4, leaf.sheet or Sheet()
    size = round(sheet.width * scale), round(sheet.height * scale)
    lines = []
    for run in sheet.segments():
        words = []
        for text in run:
            top, right = text.y - 0.72 * text.size * POINT, text.x + text.width
            box = Box(round(text.x * scale), round(top * scale), round(right * scale), round(text.y * scale))
            words.append(Word(text.words, box, 0.97))
        lines.append(Line(tuple(words)))
    original = Original(Source("", 1), "", "image/jpeg", "", *size, 200)
    codes = (Code("QRCode", leaf.barcode, Box(0, 0, 9, 9)),) if leaf.barcode else ()
    image = Image("", "DCTDecode", *size, 8, "DeviceRGB")
    return Page(original, image, *size, 200, lines=tuple(lines), blank=not lines and not codes, codes=codes)


def as_read(pixels: Pixels, level: str, seed: str, folder: Path) -> Page:
    """The page worn and read; raises AssertionError when it cannot be used."""
    blank = not (pixels != pixels[0, 0]).any()
    worn = degrade(pixels, "clean" if blank else level, seed)
    (folder / "page.jpg").write_bytes(worn.jpeg)
    intake = take_in(folder, str(folder / "page.jpg"))
    page = read_page(_engine(), (intake.form, intake.originals[0]))
    assert isinstance(page, Page), page
    return page


@lru_cache(maxsize=1)
def _engine():  # type: ignore[no-untyped-def]
    return open_engine(Ocr().engine)


def draw_separators(planned: Sequence[Separator], folder: Path) -> list[Pixels]:
    """The separator sheets as they come out of the printer."""
    write_separators(planned, folder / "separators.pdf")
    with pypdfium2.PdfDocument(folder / "separators.pdf") as pdf:
        drawn = [np.asarray(one.render(scale=DPI / 72, rev_byteorder=True).to_numpy())[..., :3] for one in pdf]
    return [np.ascontiguousarray(one) for one in drawn]


def make_stock(count: int, level: str, seed: int) -> Stock:
    """So many dossiers and the separator sheets of one print."""
    made = [dossier(random.Random(f"{seed} {number}"), number + 1) for number in range(count)]
    planned = plan([leaves[0].code for leaves in made], [], "5eed01")
    if level == "printed":
        told = (Leaf(one.dossier, "", Sheet(), encode(one)) for one in planned)
        pages = tuple(tuple((leaf, as_printed(leaf)) for leaf in leaves) for leaves in made)
        return Stock(pages, tuple(map(as_printed, told)))
    with tempfile.TemporaryDirectory() as folder:
        spool = Path(folder)
        drawn = draw_separators(planned, spool)
        separators = tuple(as_read(one, level, f"s{n}", spool) for n, one in enumerate(drawn))
        pages = tuple(
            tuple(
                (leaf, as_read(draw_sheet(leaf.sheet or Sheet(), DPI), level, f"{leaf.paper} {place}", spool))
                for place, leaf in enumerate(leaves)
            )
            for leaves in made
        )
    return Stock(pages, separators)


def pile(stock: Stock, kind: str, draw: random.Random) -> tuple[list[Leaf], list[Page]]:
    """Three to six dossiers in any order, or one without its slip; separator sheets are leaves without a paper."""
    if kind == "told":
        alone = draw.choice(stock.dossiers)[1:]
        return [replace(leaf, code=TOLD) for leaf, _ in alone], [page for _, page in alone]
    chosen = draw.sample(range(len(stock.dossiers)), min(len(stock.dossiers), draw.randrange(3, 7)))
    separated = kind == "separators" or (kind == "lost" and draw.random() < 0.5)
    lost = draw.choice(chosen[1:]) if kind == "lost" else None
    leaves: list[tuple[Leaf, Page]] = []
    for number in chosen:
        own = stock.dossiers[number]
        if separated and number != lost:
            leaves.append((Leaf(own[0][0].code, "", Sheet()), stock.separators[number]))
        leaves += own[1:] if number == lost and (not separated or draw.random() < 0.5) else own
    return [leaf for leaf, _ in leaves], [page for _, page in leaves]


def truth(leaves: Sequence[Leaf]) -> Iterator[tuple[tuple[int, ...], str, str]]:
    """Pages, role and dossier of each true piece."""
    start = 0
    for place in range(1, len(leaves) + 1):
        if place == len(leaves) or leaves[place].paper != leaves[start].paper or not leaves[place].paper:
            yield tuple(range(start, place)), "paper" if leaves[start].paper else "separator", leaves[start].code
            start = place


def misfiled(leaves: Sequence[Leaf], pieces: Sequence[Piece]) -> int:
    """How many pages came into another dossier, or a paper of two dossiers, without a doubt."""
    papers = [piece for piece in pieces if piece.role == "paper" and piece.dossier and not piece.doubts]
    return sum(leaves[place].code != piece.dossier for piece in papers for place in piece.pages)


def measure(stock: Stock, count: int, seed: int) -> dict[str, Counter[str]]:
    """For each kind of pile, how many came out exactly right, and what was doubted or silently wrong."""
    told: dict[str, Counter[str]] = {}
    for kind in KINDS:
        tally = told.setdefault(kind, Counter())
        for number in range(count):
            leaves, pages = pile(stock, kind, random.Random(f"{seed} {kind} {number}"))
            pieces = split(pages, TOLD if kind == "told" else "")
            right = [(piece.pages, piece.role, piece.dossier) for piece in pieces] == list(truth(leaves))
            tally["right"] += right
            tally["right, no doubt"] += right and not any(piece.doubts for piece in pieces)
            tally["pages"] += len(pages)
            tally["papers"] += sum(piece.role == "paper" for piece in pieces)
            tally["papers doubted"] += sum(bool(piece.doubts) for piece in pieces if piece.role == "paper")
            tally["pages misfiled silently"] += misfiled(leaves, pieces)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--level", default="printed", choices=("printed", "clean", "office", "poor"))
    parser.add_argument("--piles", type=int, default=100)
    parser.add_argument("--dossiers", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    stock = make_stock(options.dossiers, options.level, options.seed)
    print(f"{sum(map(len, stock.dossiers))} pages in stock, level {options.level}")
    for kind, tally in measure(stock, options.piles, options.seed).items():
        print(f"{kind}: {options.piles} piles, " + ", ".join(f"{value} {name}" for name, value in tally.items()))


if __name__ == "__main__":
    main()
