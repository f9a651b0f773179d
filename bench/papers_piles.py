"""Piles of dossiers as they lie in a scanner's tray, with the truth of how they fall apart: for measuring splits.

`python -m bench.papers_piles --to DIR [--seed 3] [--piles 4] [--dossiers 5] [--level office] [--slips] [--separators]
[--backs]` writes each pile's pages in order and truth.json. A dossier is one citizen's: with --separators our sheet,
with --slips a receipt slip, then two to five papers of one or more pages; with --backs some pages are followed by
their empty back.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from bench.degrade import degrade
from bench.papers import Specimen, specimen
from bench.papers_form import LAYOUTS
from bench.papers_people import Citizen, Draw
from bench.sheets import DPI, Pixels
from digitize.separator_sheet import plan, write_separators
from samples.draw import draw_sheet
from samples.sheet import Sheet

# what citizens hand in
COMPONENTS = (
    "don_de_nghi", "to_khai", "can_cuoc 2021", "can_cuoc 2024", "giay_khai_sinh", "so_ho_khau", "giay_chung_nhan_qsdd",
    "giay_uy_quyen", "cmnd", "xac_nhan_tinh_trang_hon_nhan", "trich_luc_ho_tich", "dang_ky_ho_kinh_doanh",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a pile: what it is (slip, separator, paper, blank), of which dossier and of which paper in the pile.

    Pages of papers count from 1; `citizen_id` is that of the dossier's citizen.
    """

    what: str
    dossier: int
    code: str
    citizen_id: str
    paper: int = 0
    page: int = 0
    kind: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Pages in the order in which they are scanned, with what each is."""

    name: str
    leaves: tuple[Leaf, ...]
    sheets: tuple[Sheet | Pixels, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a pile is made up."""

    dossiers: int = 5
    slips: bool = True
    backs: bool = False
    separators: bool = False


def piles(seed: int, count: int, wanted: Wanted) -> Iterator[Pile]:
    """So many piles out of a seed."""
    for number in range(count):
        yield pile(f"{seed}.{number}", wanted)


def pile(name: str, wanted: Wanted) -> Pile:
    """One pile."""
    draw = Draw(f"pile {name}")
    leaves: list[Leaf] = []
    sheets: list[Sheet | Pixels] = []
    papers = 0
    for number in range(1, wanted.dossiers + 1):
        citizen = draw.citizen(1955, 2003)
        keys = draw.sample(COMPONENTS, draw.randint(2, 5))
        slip = paper_of("giay_tiep_nhan", citizen, f"{name}.{number}", draw)
        code = next(one.value or "" for one in slip.fields if one.name == "dossier_code")
        if wanted.separators:
            leaves.append(Leaf("separator", number, code, citizen.number))
            sheets.append(Sheet())
        for one in [
            *([slip] if wanted.slips else []),
            *(paper_of(key, citizen, f"{name}.{number}", draw) for key in keys),
        ]:
            papers += 1
            what = "slip" if one is slip else "paper"
            for page, sheet in enumerate(one.sheets, 1):
                leaves.append(Leaf(what, number, code, citizen.number, papers, page, one.kind, one.case))
                sheets.append(sheet)
                if wanted.backs and draw.random() < 0.25:
                    leaves.append(Leaf("blank", number, code, citizen.number, papers))
                    sheets.append(Sheet(sheet.width, sheet.height, sheet.paper))
    if wanted.separators:
        put_separators(leaves, sheets, f"{draw.randrange(16**6):06x}")
    return Pile(name, tuple(leaves), tuple(sheets))


def put_separators(leaves: list[Leaf], sheets: list[Sheet | Pixels], name: str) -> None:
    """The sheets of one print of ours, in the places that wait for them."""
    places = [place for place, leaf in enumerate(leaves) if leaf.what == "separator"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "separators.pdf"
        write_separators(plan([leaves[place].code for place in places], (), name), path)
        with pypdfium2.PdfDocument(path) as pdf:
            for place, page in zip(places, pdf, strict=True):
                picture = page.render(scale=DPI / 72, rev_byteorder=True).to_numpy()
                sheets[place] = np.ascontiguousarray(picture[:, :, :3])


def paper_of(key: str, citizen: Citizen, seed: str, draw: Draw) -> Specimen:
    """A paper about that citizen, in any layout."""
    return specimen(key, draw.choice(LAYOUTS), seed, citizen)


def scans(one: Pile, level: str) -> Iterator[bytes]:
    """The pages' JPEG files, each with the page before it shining through."""
    back = None
    for number, sheet in enumerate(one.sheets, 1):
        pixels: Pixels = draw_sheet(sheet, DPI) if isinstance(sheet, Sheet) else sheet
        yield degrade(pixels, level, f"{one.name} {number}", back, False).jpeg
        back = pixels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--piles", type=int, default=4)
    parser.add_argument("--dossiers", type=int, default=5)
    parser.add_argument("--level", default="office")
    parser.add_argument("--slips", action="store_true")
    parser.add_argument("--separators", action="store_true")
    parser.add_argument("--backs", action="store_true")
    options = parser.parse_args()
    told = []
    wanted = Wanted(options.dossiers, options.slips, options.backs, options.separators)
    for one in piles(options.seed, options.piles, wanted):
        folder = options.to / f"pile-{one.name}"
        folder.mkdir(parents=True, exist_ok=True)
        for number, jpeg in enumerate(scans(one, options.level), 1):
            (folder / f"{number:03d}.jpg").write_bytes(jpeg)
        told.append({"pile": folder.name, "pages": [asdict(leaf) for leaf in one.leaves]})
    (options.to / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
