"""Invented Vietnamese office papers of all kinds with exact truth, as a scanner sees them.

`python -m bench.papers --to DIR [--seed 7] [--count 40] [--levels clean,office] [--kinds can_cuoc,...]
[--unseen [more|third|fourth]]` writes the pages as JPEG files and truth.json beside them. The same seed gives the
same papers. Kinds and layouts come in turn, so that every kind appears before one appears twice.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from bench import papers_cards as cards
from bench import papers_civil as civil
from bench import papers_counter as counter
from bench import papers_hard as hard
from bench import papers_property as property_
from bench import papers_types as types
from bench.degrade import Worn, degrade
from bench.papers_form import LAYOUTS, CodeTold, Form, Layout, Told
from bench.papers_people import Citizen, Draw
from bench.papers_unseen import UNSEEN
from bench.papers_unseen_fourth import FOURTH
from bench.papers_unseen_more import MORE
from bench.papers_unseen_third import THIRD
from bench.sheets import DPI, Pixels
from samples.draw import draw_sheet
from samples.sheet import Sheet

Maker = Callable[[Form], None]
MAKERS: dict[str, Maker] = {
    "giay_khai_sinh": civil.birth,
    "trich_luc_ho_tich": civil.extract,
    "xac_nhan_tinh_trang_hon_nhan": civil.marital,
    "giay_chung_nhan_ket_hon": civil.marriage,
    "can_cuoc 2016": cards.card_2016,
    "can_cuoc 2021": cards.card_2021,
    "can_cuoc 2024": cards.card_2024,
    "cmnd": cards.cmnd,
    "so_ho_khau": civil.household,
    "giay_chung_nhan_qsdd": property_.land,
    "dang_ky_ho_kinh_doanh": property_.business,
    "giay_phep_xay_dung": property_.permit,
    "giay_tiep_nhan": counter.receipt,
    "don_de_nghi": counter.application,
    "to_khai": counter.declaration,
    "giay_uy_quyen": counter.authorisation,
    "phieu_xin_loi": counter.apology,
    "phieu_yeu_cau_bo_sung": counter.supplement,
    "phieu_tu_choi": counter.refusal,
    "phieu_kiem_soat": counter.control,
    "cong_van": types.letter,
    "quyet_dinh": types.decision,
    "bien_ban": types.minutes,
    "hop_dong": types.contract,
    "phu_luc": types.annex,
    "thu_cong": types.thanks,
    "ban_do": types.map_sheet,
    "ban_ve": types.drawing,
    "khac": types.other,
    **{kind: partial(types.typed, kind=kind) for kind in types.TYPES if kind != "quyet_dinh"},
    **{f"{kind} capitals": partial(hard.in_capitals, kind=kind) for kind in hard.CAPITALS},
    "to_khai hard": hard.declaration,
    "don_de_nghi hard": hard.application,
    "cong_van hard": hard.letter,
    "quy_che hard": hard.rules,
    "phu_luc hard": hard.annex,
    "khac hard": hard.other,
}
# by the word after --unseen: the papers that rules were made with, and the sets that nobody had in mind then
TABLES: dict[str, dict[str, Maker]] = {"": MAKERS, "first": UNSEEN, "more": MORE, "third": THIRD, "fourth": FOURTH}


@dataclass(frozen=True, slots=True)
class Specimen:
    """One invented paper: its case number, what it is, how it is laid out, its sheets and what they say.

    `generation` and `side` are of cards; `secrecy` the mark that it bears, if any.
    """

    case: str
    kind: str
    layout: str
    sheets: tuple[Sheet, ...]
    fields: tuple[Told, ...]
    codes: tuple[CodeTold, ...]
    generation: str = ""
    side: str = ""
    secrecy: str = ""


def specimen(key: str, layout: Layout, seed: str, citizen: Citizen | None = None, unseen: str = "") -> Specimen:
    """The paper of that kind (`can_cuoc 2021` names a generation) in that layout; about the citizen, if one is told.

    `unseen` names the table of layouts that it is from: none of them was known when the rules were written.
    """
    kind, _, variant = key.partition(" ")
    form = Form(Draw(f"{seed} {key} {layout.name}"), layout)
    form.draw.expected = citizen
    TABLES[unseen][key](form)
    case = f"{seed}-{key.replace(' ', '')}-{layout.name}"
    return Specimen(
        case, kind, layout.name, tuple(form.sheets), tuple(form.told), tuple(form.codes),
        variant if kind == "can_cuoc" else "", form.side, form.secrecy,
    )  # fmt: skip


def specimens(seed: int, count: int, kinds: tuple[str, ...] = (), unseen: str = "") -> Iterator[Specimen]:
    """So many papers: in each round every kind once, its layout moving on from round to round."""
    return (specimen_at(seed, place, kinds, unseen) for place in range(count))


def specimen_at(seed: int, place: int, kinds: tuple[str, ...] = (), unseen: str = "") -> Specimen:
    """The paper at that place of `specimens`, without those before it."""
    keys = [key for key in TABLES[unseen] if not kinds or key.split()[0] in kinds]
    turn, within = divmod(place, len(keys))
    return specimen(keys[within], LAYOUTS[(turn + within) % len(LAYOUTS)], f"{seed}.{turn}", unseen=unseen)


def wear(one: Specimen, level: str) -> list[Worn]:
    """The pages as a scanner sees them; papers bear their own seals, a few get another over their print."""
    worn, back = [], None
    for number, sheet in enumerate(one.sheets, 1):
        pixels: Pixels = draw_sheet(sheet, DPI)
        draw = Draw(f"{one.case} {level} {number}")
        stamped = sheet.width > 140 and draw.random() < 0.2
        worn.append(degrade(pixels, level, f"{one.case} {number}", back, stamped))
        back = pixels
    return worn


def truth(one: Specimen) -> dict[str, object]:
    """What a reader should find, as it is written in truth.json."""
    told: dict[str, object] = {
        "case": one.case,
        "kind": one.kind,
        "layout": one.layout,
        "generation": one.generation,
        "side": one.side,
    }
    told |= {"secrecy": one.secrecy, "fields": [asdict(field) for field in one.fields]}
    return told | {"codes": [asdict(code) for code in one.codes], "pages": [sheet.truth() for sheet in one.sheets]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--levels", default="clean,office")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--unseen", nargs="?", const="first", default="", choices=[*TABLES][1:], help="papers held out")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    told = []
    kinds = tuple(filter(None, options.kinds.split(",")))
    for one in specimens(options.seed, options.count, kinds, options.unseen):
        files: dict[str, list[str]] = {}
        for level in options.levels.split(","):
            for number, page in enumerate(wear(one, level), 1):
                name = f"{one.case}-{level}-{number}.jpg"
                (options.to / name).write_bytes(page.jpeg)
                files.setdefault(level, []).append(name)
        told.append(truth(one) | {"files": files})
    (options.to / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
