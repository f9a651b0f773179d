"""Reads what makes a field unsure again, from other pictures of it: two readings that agree are two witnesses.

Only fields that the engine was unsure of are looked at, so a page without one costs nothing, and one that has one its
decoding. Nothing is chosen here: what is read is kept in `Word.again`, beside the first reading, and where these two do
not settle it (a number read twice differently, a date that was read as none), in `Word.more`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from digitize.crop import lift, straight_part
from digitize.model import Box, Document, Field, Line, Page, Pixels, Word
from digitize.piece import TALL, picture
from digitize.ports import Engine
from digitize.vietnam.readings import standing

# Short values that a clerk would have to look up; long ones (a subject, a list) are read in passing.
NAMES = frozenset({
    "cmnd", "full_name", "date_of_birth", "document_number", "issue_date", "issuing_agency", "expiry_date", "signer",
    "dossier_code", "due_date", "tax_code", "business_code", "place",
})  # fmt: skip
# These are read twice wherever they stand (reread.py); here only what was missed there, or differs.
NUMBERS = frozenset({"citizen_id", "all_citizen_ids"})
DATES = frozenset({"date_of_birth", "issue_date", "expiry_date", "due_date"})
# Longer places than this are more than one line, or a line with a gap in it.
MOST_WORDS = 10
# Further pictures: how tall (pixels), and whether without grays. On worn sheets the page's reading had 55 numbers of
# 1659 wrong; where the second differed, these two never both said what was wrong, and rescued a third of the right.
FIGURES = ((22, False), (36, True))
# A card's back is read by its zone alone, whose check digits tell which of the readings are right.
ZONES = ((22, True), (26, True), (30, True), (36, True))
# Marks get lost where there are no grays: of 615 names that these and the second picture gave alike, 2 were wrong.
LETTERS = ((22, False), (42, False))
# What is wrong with a date whose strokes were read as letters or figures.
_UNCLEAR = frozenset({"unclear_date", "unclear"})
# A name that nobody bears as read, or that stands with other marks elsewhere.
_ODD = frozenset({"unlikely_name", "two_values"})
_SIGNS = re.compile(r"[^0-9A-Za-z]")


@dataclass(slots=True)
class _Wanted:
    """The boxes on one page whose words want a second reading, and whose figures, letters and zones further ones."""

    again: list[Box]
    figures: list[Box]
    letters: list[Box]
    zones: list[Box]


def read_doubted(engine: Engine, document: Document) -> Document:
    """The document, the words of its unsure fields with their further readings; raises ServiceError as engines do.

    Pages of digital text were not read, and on a photograph boxes stand on the bent sheet: both are left as they are.
    """
    pages = list(document.pages)
    for at, page in enumerate(document.pages):
        was_read = any(step.name == "clean" for step in page.steps)
        if was_read and not page.flat:
            wanted, lens = _wanted(document, at), _Lens(engine, page)
            lines = [_again(lens, line, wanted.again) for line in page.lines] if wanted.again else page.lines
            lines = [_more(lens, line, wanted.figures, FIGURES) for line in lines] if wanted.figures else lines
            lines = [_more(lens, line, wanted.letters, LETTERS) for line in lines] if wanted.letters else lines
            lines = [_more(lens, line, wanted.zones, ZONES) for line in lines] if wanted.zones else lines
            pages[at] = replace(page, lines=tuple(lines))
    return replace(document, pages=tuple(pages))


def _wanted(document: Document, at: int) -> _Wanted:
    wanted = _Wanted([], [], [], [])
    mine = [field for field in document.fields if field.page == at + 1 and field.box]
    for field in mine:
        doubts = {doubt.partition(":")[2] for doubt in document.doubts if doubt.partition(":")[0] == field.name}
        if field.box and _is_unsure(field, doubts):
            wanted.again.append(field.box)
        if field.box and _is_open(field, doubts, document.pages[at]):
            (wanted.letters if field.name == "full_name" else wanted.figures).append(field.box)
    names = [field for field in document.fields if field.name == "full_name" and field.value]
    if names and "full_name:two_values" in document.doubts:
        wanted.again += [Line(words).box for words in standing(names[0].value or "", document.pages[at])]
    if document.kind == "can_cuoc" and not any(field.name == "citizen_id" for field in document.fields):
        wanted.zones += [word.box for line in document.pages[at].lines for word in line.words if _in_zone(word)]
    return wanted


def _is_unsure(field: Field, doubts: set[str]) -> bool:
    asked = {"low_confidence", *_UNCLEAR, *(_ODD if field.name == "full_name" else ())}
    unsure = field.name in NAMES and field.status == "doubtful" and not doubts.isdisjoint(asked)
    return bool(field.value) and (unsure or field.name in NUMBERS)


def _is_open(field: Field, doubts: set[str], page: Page) -> bool:
    """Whether a second reading does not settle a field: a number that it reads otherwise or that is unsure, no date."""
    if field.name in DATES:
        return bool(field.value) and not doubts.isdisjoint({"low_confidence", *_UNCLEAR})
    if field.name == "full_name":
        return bool(field.value) and not doubts.isdisjoint({"low_confidence", *_ODD})
    if field.name not in NUMBERS or not field.value or not field.box:
        return False
    words = [word for line in page.lines for word in line.words if field.box.holds(word.box)]
    again = _SIGNS.sub("", "".join(word.again or "" for word in words))
    return again != field.value or "low_confidence" in doubts


def _in_zone(word: Word) -> bool:
    return "VNM" in word.text or "<<" in word.text


@dataclass(slots=True)
class _Lens:
    """Reads places of one page from other pictures; the page is decoded when the first is looked at."""

    engine: Engine
    page: Page
    lifted: Pixels | None = None

    def read(self, words: Sequence[Word], tall: int, *, crisp: bool = False) -> list[str]:
        """What stands where the words do, word for word."""
        if self.lifted is None:
            self.lifted = lift(self.page.original, self.page)
        box = Line(tuple(words)).box
        around = box.bottom - box.top
        part = Box(
            max(box.left - around, 0), max(box.top - around, 0),
            min(box.right + around, self.page.width), min(box.bottom + around, self.page.height),
        )  # fmt: skip
        place = Box(box.left - part.left, box.top - part.top, box.right - part.left, box.bottom - part.top)
        seen = picture(straight_part(self.lifted, self.page, part), self.page.dpi, place, tall, crisp=crisp)
        return _shared([word.text for line in self.engine.reread(seen) for word in line.words], len(words))


def _again(lens: _Lens, line: Line, boxes: list[Box]) -> Line:
    words = list(line.words)
    for run in _runs(line, boxes, lambda word: word.again is None):
        texts = lens.read([words[at] for at in run], TALL)
        for at, text in zip(run, texts, strict=True):
            words[at] = replace(words[at], again=text)
    return Line(tuple(words))


def _more(lens: _Lens, line: Line, boxes: list[Box], pictures: tuple[tuple[int, bool], ...]) -> Line:
    words = list(line.words)
    for run in _runs(line, boxes, lambda word: not word.more):
        mine = [words[at] for at in run]
        texts = zip(*(lens.read(mine, tall, crisp=crisp) for tall, crisp in pictures), strict=True)
        for at, read in zip(run, texts, strict=True):
            words[at] = replace(words[at], more=read)
    return Line(tuple(words))


def _runs(line: Line, boxes: list[Box], is_new: Callable[[Word], bool]) -> Iterator[list[int]]:
    """The places of neighbouring words that stand in one of the boxes and were not looked at yet."""
    chosen = [at for at, word in enumerate(line.words) if is_new(word) and any(box.holds(word.box) for box in boxes)]
    for _, group in groupby(enumerate(chosen), lambda pair: pair[1] - pair[0]):
        run = [at for _, at in group]
        if len(run) <= MOST_WORDS:
            yield run


def _shared(read: list[str], count: int) -> list[str]:
    """What was read, word for word; all of it with the first word where it fell into more or fewer."""
    return read if len(read) == count else [" ".join(read), *[""] * (count - 1)]
