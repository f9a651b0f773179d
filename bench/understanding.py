"""How well papers are understood: kinds and fields on the invented papers of bench/papers.py, worn and really read.

`python -m bench.understanding --cache DIR [--seed 101] [--count 150] [--levels clean office poor] [--jobs 1]
[--by level|layout|kind] [--field NAME] [--layouts] [--kinds KIND ...] [--unseen [more|third|fourth]] [--engine NAME]`.
`--unseen` takes papers whose layouts were written by who had not seen the rules: the first set, which the rules were
mended with since (bench/papers_unseen.py), `more`, `third` or `fourth` (bench/papers_unseen_more.py and so on).
What the engine read is kept in DIR, so that a change of rules is measured again in seconds; `--levels perfect` needs no
reading at all. For each field: sure and doubted, right and wrong, missed; precision is that of the sure values, with
the lower bound (95 %, one-sided, Clopper-Pearson) that so many cases prove. `--layouts` sets each layout beside the
others.
"""

import argparse
import hashlib
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.papers import TABLES, Specimen, specimen_at, specimens, wear
from bench.papers_perfect import perfect_pages
from bench.peers import SOHOA
from bench.report import save_result
from bench.understanding_score import Outcome, lower_bound, outcomes
from digitize.desk import blocking
from digitize.intake import open_input
from digitize.model import Document, Page
from digitize.page import Failure, read_page
from digitize.pipeline import understand
from digitize.ports import Engine
from digitize.review import KIND_SURE
from digitize.secrecy import is_secret
from digitize.settings import Ocr
from ocr import open_engine

LEVELS = ("clean", "office", "poor")
# without pixels and engine: what the rules make of papers that are read without a fault, in seconds
PERFECT = "perfect"
# a clerk's time for a doubt that blocks: open the paper, look, decide (an estimate, not measured)
SECONDS_A_DOUBT = 20
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
COLUMNS = ("right", "wrong", "doubted_right", "doubted_wrong", "missed")


@dataclass(frozen=True, slots=True)
class Case:
    """One paper at one level of wear, as the engine read it; the specimen is kept without its sheets.

    `drawn` tells what was drawn, so that a truth told otherwise later may be taken over and another drawing may not.
    """

    specimen: Specimen
    level: str
    pages: tuple[Page | Failure, ...]
    drawn: str

    @property
    def name(self) -> str:
        return f"{self.specimen.case}-{self.level}"


@dataclass(slots=True)
class Result:
    """What became of the cases: outcomes of all fields, kinds told and found, doubts, seconds of understanding."""

    outcomes: list[tuple[Case, Outcome]] = field(default_factory=list)
    kinds: list[tuple[Case, Document]] = field(default_factory=list)
    failed: list[Case] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0


def read_case(cache: Path, engine: Engine, ticket: tuple[Specimen, str]) -> None:
    """Wears the paper, reads its pages with the real engine and keeps what was read, with the scans beside it."""
    one, level = ticket
    folder = cache / "scans"
    pages: list[Page | Failure] = []
    for number, worn in enumerate(wear(one, level), 1):
        path = folder / f"{one.case}-{level}-{number}.jpg"
        path.write_bytes(worn.jpeg)
        with tempfile.TemporaryDirectory() as spool:
            copy = Path(spool) / "input"
            copy.write_bytes(worn.jpeg)
            intake = open_input(path, copy)
            pages += [read_page(engine, (intake.form, original)) for original in intake.originals]
    kept = Case(replace(one, sheets=()), level, tuple(pages), drawn(one))
    target = cache / f"{kept.name}.pickle"
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(pickle.dumps(kept))
    unfinished.rename(target)


def drawn(one: Specimen) -> str:
    """A digest of all that is printed on a paper."""
    texts = [(text.x, text.y, text.words, text.face, text.size) for sheet in one.sheets for text in sheet.texts()]
    return hashlib.sha256(repr(texts).encode()).hexdigest()


def fill_cache(cache: Path, options: argparse.Namespace) -> None:
    """Reads what is not there yet, level by level, so that each level is whole before the next begins."""
    (cache / "scans").mkdir(parents=True, exist_ok=True)
    keys = [(place, level) for level in options.levels for place in range(options.count)]
    read = partial(read_place, cache, options)
    if options.jobs == 1:
        for key in keys:
            read(key)
        return
    with get_context("spawn").Pool(options.jobs) as pool:
        pool.map(read, keys, 1)


def read_place(cache: Path, options: argparse.Namespace, key: tuple[int, str]) -> None:
    """Reads the paper at a place at a level, unless that was done; drawn here, for sheets cannot travel."""
    one = specimen_at(options.seed, key[0], tuple(options.kinds), options.unseen)
    if not (cache / f"{one.case}-{key[1]}.pickle").exists():
        read_case(cache, open_engine(options.engine), (one, key[1]))


def cases(cache: Path, options: argparse.Namespace) -> Iterator[Case]:
    """What the cache holds of the levels, with the truth as it is told now; papers drawn otherwise now are left out."""
    drawing = specimens(options.seed, options.count, tuple(options.kinds), options.unseen)
    now = {one.case: one for one in drawing}
    digests = {name: drawn(one) for name, one in now.items()}
    for one in now.values() if PERFECT in options.levels else ():
        yield Case(replace(one, sheets=()), PERFECT, perfect_pages(one.sheets), "")
    for path in sorted(cache.glob("*.pickle")):
        case: Case = pickle.loads(path.read_bytes())
        mend(case.pages)
        case = replace(case, pages=tuple(_lying(cache, case, number) for number in range(len(case.pages))))
        name = case.specimen.case
        if case.level not in options.levels:
            continue
        if digests.get(name) != case.drawn:
            print(f"not the paper that is drawn now, left out: {case.name}")
            continue
        yield replace(case, specimen=replace(now[name], sheets=()))


def _lying(cache: Path, case: Case, at: int) -> Page | Failure:
    """The page with the path of its scan, as it lies in the cache: unsure fields are read again from there."""
    page = case.pages[at]
    if isinstance(page, Failure):
        return page
    path = cache / "scans" / f"{case.name}-{at + 1}.jpg"
    return replace(page, original=replace(page.original, path=str(path)))


def mend(kept: Any) -> None:
    """Gives what was kept before a noun got another attribute that attribute's default, all the way down."""
    if isinstance(kept, tuple):
        for one in kept:
            mend(one)
    elif is_dataclass(kept):
        for known in fields(kept):
            if not hasattr(kept, known.name):
                made = known.default_factory() if known.default_factory is not MISSING else known.default
                object.__setattr__(kept, known.name, made)
            mend(getattr(kept, known.name))


def run(found: Iterator[Case], engine: Engine) -> Result:
    """Understands each case and judges it."""
    told = Result()
    for case in found:
        started = time.process_time()
        document = understand(engine, case.pages)
        told.seconds += time.process_time() - started
        told.pages += len(case.pages)
        if isinstance(document, Failure):
            told.failed.append(case)
            continue
        told.kinds.append((case, document))
        judged = outcomes(case.specimen.fields, document.fields)
        told.outcomes += [(case, one) for one in judged if not is_rightly_doubted(one)]
    return told


def is_rightly_doubted(one: Outcome) -> bool:
    """Whether an invented day is still to come and doubted for that, as it should be: nothing to be judged."""
    return one.what == "doubted_right" and (one.told or "") > date.today().isoformat() and one.name == "issue_date"


def rates(counts: Counter[str]) -> dict[str, Any]:
    """Precision of the sure values with its bound, recall of sure and of all right ones."""
    sure, right = counts["right"] + counts["wrong"], counts["right"]
    told = sum(counts[name] for name in COLUMNS) - counts["extra"]
    return {
        **{name: counts[name] for name in COLUMNS},
        "extra": counts["extra"],
        "precision": right / sure if sure else None,
        "at_least": lower_bound(right, sure) if sure else None,
        "recall": right / told if told else None,
        "recall_doubted_too": (right + counts["doubted_right"]) / told if told else None,
    }


def table(result: Result, by: str, only: str) -> dict[str, dict[str, Any]]:
    """The outcomes counted by field and by level, layout or kind."""
    counts: dict[str, Counter[str]] = {}
    for case, one in result.outcomes:
        if only and one.name != only:
            continue
        group = {"level": case.level, "layout": case.specimen.layout, "kind": case.specimen.kind}[by]
        row = counts.setdefault(f"{one.name:18}{group}", Counter())
        row[one.what] += 1
        row["extra"] += one.extra
    return {name: rates(row) for name, row in sorted(counts.items())}


def kind_table(result: Result) -> dict[str, dict[str, Any]]:
    """Kinds right, wrong, doubted, by level."""
    counts: dict[str, Counter[str]] = {}
    for case, document in result.kinds:
        sure = "" if document.kind_confidence >= KIND_SURE else "doubted_"
        right = "right" if document.kind == case.specimen.kind else "wrong"
        counts.setdefault(case.level, Counter())[sure + right] += 1
    return {level: rates(row) | {"all_right": _share(row)} for level, row in counts.items()}


def _share(row: Counter[str]) -> float:
    return (row["right"] + row["doubted_right"]) / sum(row.values())


def blocked(result: Result) -> dict[str, float]:
    """The share of documents whose doubts keep them waiting, by level."""
    shares = {}
    for level in {case.level for case, _ in result.kinds}:
        mine = [document for case, document in result.kinds if case.level == level]
        shares[level] = sum(bool(blocking(document)) for document in mine) / len(mine)
    return shares


def review_minutes(result: Result) -> float:
    """Minutes of review for 100 pages, by the doubts that block."""
    doubts = sum(len(blocking(document)) for _, document in result.kinds)
    return 100 * doubts * SECONDS_A_DOUBT / 60 / max(1, result.pages)


def calibration(result: Result) -> Iterator[str]:
    """How many kinds are right among those told with a confidence of each bin."""
    for low, high in pairwise(BINS):
        mine = [one for one in result.kinds if low <= one[1].kind_confidence < high]
        right = sum(document.kind == case.specimen.kind for case, document in mine)
        yield f"  kind told with {low:.2f} to {high:.2f}: {right} of {len(mine)} right"


def cards(result: Result) -> str:
    """Generations and sides of citizen cards told right."""
    mine = [(case.specimen, document.form) for case, document in result.kinds if case.specimen.generation]
    right = sum(form == " ".join((one.generation, *one.side.split("+"))) for one, form in mine)
    same = sum(form.split(" ")[0] == one.generation for one, form in mine)
    return f"cards: {len(mine)}, generation right {same}, sides too {right}"


def codes(result: Result) -> str:
    """Barcodes that are printed, and those found with what they say."""
    told = [(case, code) for case, _ in result.kinds for code in case.specimen.codes if case.level != PERFECT]
    found = sum(
        any(code.text == seen.text for page in case.pages if isinstance(page, Page) for seen in page.codes)
        for case, code in told
    )
    return f"barcodes: {len(told)} printed, {found} read"


def secrecy(result: Result) -> str:
    """Papers with a mark of secrecy that are suspected, and papers without one that are."""
    mine = [
        (bool(case.specimen.secrecy), any(is_secret(page) for page in document.pages))
        for case, document in result.kinds
        if case.level != PERFECT
    ]
    marked, plain = [seen for told, seen in mine if told], [seen for told, seen in mine if not told]
    return f"secrecy: {sum(marked)} of {len(marked)} marks seen, {sum(plain)} false alarms in {len(plain)} papers"


def confusions(result: Result) -> list[str]:
    """Each paper whose kind was told wrong."""
    return [
        f"{case.name}: {case.specimen.kind} read as {document.kind} {document.kind_confidence} ({document.runner_up})"
        for case, document in result.kinds
        if document.kind != case.specimen.kind
    ]


def leave_one_out(result: Result) -> Iterator[str]:
    """The confidence from which kinds are sure, chosen on five layouts and judged on the sixth."""
    layouts = sorted({case.specimen.layout for case, _ in result.kinds})
    for layout in layouts:
        known = [(d.kind_confidence, d.kind == c.specimen.kind) for c, d in result.kinds if c.specimen.layout != layout]
        limit = max((confidence for confidence, right in known if not right), default=0.0) + 0.001
        mine = [(d.kind_confidence, d.kind == c.specimen.kind) for c, d in result.kinds if c.specimen.layout == layout]
        sure = [right for confidence, right in mine if confidence >= limit]
        yield f"{layout:10} limit {limit:.3f}: {len(mine)} papers, {len(sure)} sure, {sure.count(False)} of them wrong"


def by_layout(result: Result) -> Iterator[str]:
    """Of each field, its sure values right and wrong and those not sure, layout by layout: weak layouts show."""
    layouts = sorted({case.specimen.layout for case, _ in result.kinds})
    counts: dict[str, dict[str, Counter[str]]] = {}
    for case, one in result.outcomes:
        what = one.what if one.what in ("right", "wrong") else "unsure"
        counts.setdefault(one.name, {}).setdefault(case.specimen.layout, Counter())[what] += 1
    yield f"{'sure right/wrong, not sure':20}" + "".join(f"{layout:>14}" for layout in layouts)
    for name, mine in sorted(counts.items()):
        cells = (mine.get(layout, Counter()) for layout in layouts)
        yield f"{name:20}" + "".join(f"{c['right']}/{c['wrong']}, {c['unsure']}".rjust(14) for c in cells)


def worst_layouts(result: Result) -> Iterator[str]:
    """Of each field, the layout with the least recall beside the recall of the five others.

    Rules have nothing that was fitted to a layout, so leaving one out is judging it by itself; that all six were looked
    at when the rules were made stays true.
    """
    counts: dict[str, dict[str, Counter[str]]] = {}
    for case, one in result.outcomes:
        row = counts.setdefault(one.name, {}).setdefault(case.specimen.layout, Counter())
        row[one.what] += 1
        row["extra"] += one.extra
    yield "worst layout: recall (sure wrong), the others' recall (sure wrong)"
    for name, mine in sorted(counts.items()):
        told = {layout: rates(row) for layout, row in mine.items()}
        worst = min(told, key=lambda layout: told[layout]["recall"] if told[layout]["recall"] is not None else 1.0)
        others = rates(sum((row for layout, row in mine.items() if layout != worst), Counter()))
        cells = (f"{100 * (one['recall'] or 0):6.2f} ({one['wrong']})" for one in (told[worst], others))
        yield f"{name:20}{worst:10}" + "  ".join(cells)


def show(rows: dict[str, dict[str, Any]]) -> None:
    """One line a row."""
    print(
        f"{'':34}{'sure':>6}{'wrong':>6}{'?right':>7}{'?wrong':>7}{'missed':>7}{'prec.':>8}{'proved':>8}{'recall':>8}{'+?':>8}"
    )
    for name, row in rows.items():
        numbers = "".join(f"{row[column]:>{width}}" for column, width in zip(COLUMNS, (6, 6, 7, 7, 7), strict=True))
        shares = (row["precision"], row["at_least"], row["recall"], row["recall_doubted_too"])
        print(f"{name:34}{numbers}" + "".join(f"{100 * one:8.2f}" if one is not None else "       -" for one in shares))


def show_worst(result: Result, only: str, most: int) -> None:
    """Sure and wrong first, then what was missed."""
    order = {"wrong": 0, "doubted_wrong": 1, "missed": 2, "doubted_right": 3}
    bad = [(order[one.what], case.name, one) for case, one in result.outcomes if one.what in order]
    shown = sorted((row for row in bad if not only or row[2].name == only), key=lambda row: row[:2])
    for _, name, one in shown[:most]:
        print(f"  {one.what:14}{one.name:17}{name}: told {one.told!r}, found {one.found!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(), help="where readings are kept")
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--kinds", nargs="+", default=[], help="only papers of these kinds (all)")
    parser.add_argument("--unseen", nargs="?", const="first", default="", choices=[*TABLES][1:], help="papers held out")
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=[*LEVELS, "photo", PERFECT])
    parser.add_argument("--engine", default=Ocr().engine, help="what reads (the default engine)")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--by", default="level", choices=("level", "layout", "kind"))
    parser.add_argument("--field", default="", help="only this field")
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--cached", action="store_true", help="read nothing: only what the cache holds")
    parser.add_argument("--layouts", action="store_true", help="one layout left out in turn, and all fields")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    if not options.cached and options.levels != [PERFECT]:
        fill_cache(options.cache, options)
    result = run(cases(options.cache, options), open_engine(options.engine))
    rows, kinds = table(result, options.by, options.field), kind_table(result)
    show(rows | {f"kind              {level}": row for level, row in kinds.items()})
    print("kinds right:", {level: round(row["all_right"], 4) for level, row in kinds.items()})
    print("held by deciding doubts:", {level: round(share, 4) for level, share in blocked(result).items()})
    print(f"review: {review_minutes(result):.1f} minutes per 100 pages at {SECONDS_A_DOUBT} s a blocking doubt")
    print(cards(result), codes(result), secrecy(result), *calibration(result), sep="\n")
    print(f"{1000 * result.seconds / max(1, result.pages):.1f} ms CPU a page beside OCR, {result.pages} pages")
    print(f"pages that could not be read: {[case.name for case in result.failed]}")
    print("\n".join(confusions(result)))
    show_worst(result, options.field, options.worst)
    if options.layouts:
        print("\n".join([*leave_one_out(result), *by_layout(result), *worst_layouts(result)]))
    if options.save:
        told = {name: getattr(options, name) for name in ("seed", "engine", "unseen", "by")}
        told |= {"only": options.kinds, "fields": rows, "kinds": kinds, "held": blocked(result)}
        save_result("understanding", told | {"pages": result.pages, "seconds": result.seconds}, {"sohoa": SOHOA})


if __name__ == "__main__":
    main()
