"""Reads what makes a field unsure a second time, from another picture of it: two readings that agree are two witnesses.

Only fields that the engine was unsure of are looked at, so a page without one costs nothing, and one that has one its
decoding and straightening. Nothing is chosen here: what is read is kept in `Word.again`, beside the first reading.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from digitize.crop import straight
from digitize.model import Box, Document, Field, Line, Page
from digitize.piece import picture
from digitize.ports import Engine

# Short values that a clerk would have to look up; long ones (a subject, a list) are read in passing.
NAMES = frozenset({
    "cmnd", "full_name", "date_of_birth", "document_number", "issue_date", "issuing_agency", "expiry_date", "signer",
    "dossier_code", "due_date", "tax_code", "business_code", "place",
})  # fmt: skip
# These are read twice wherever they stand (reread.py); here only what was missed there.
NUMBERS = frozenset({"citizen_id", "all_citizen_ids"})
# Longer places than this are more than one line, or a line with a gap in it.
MOST_WORDS = 10


def read_doubted(engine: Engine, document: Document) -> Document:
    """The document, the words of its unsure fields with their second reading; raises ServiceError as engines do.

    Pages of digital text were not read, and on a photograph boxes stand on the bent sheet: both are left as they are.
    """
    wanted: dict[int, list[Box]] = {}
    for field in document.fields:
        if field.box and _is_unsure(field, document.doubts):
            wanted.setdefault(field.page - 1, []).append(field.box)
    pages = list(document.pages)
    for at, boxes in wanted.items():
        page = pages[at]
        was_read = any(step.name == "clean" for step in page.steps)
        if was_read and not page.flat and any(next(_runs(line, boxes), None) for line in page.lines):
            pages[at] = _again(engine, pages[at], boxes)
    return replace(document, pages=tuple(pages))


def _is_unsure(field: Field, doubts: tuple[str, ...]) -> bool:
    unsure = field.name in NAMES and field.status == "doubtful" and f"{field.name}:low_confidence" in doubts
    return bool(field.value) and (unsure or field.name in NUMBERS)


def _again(engine: Engine, page: Page, boxes: list[Box]) -> Page:
    pixels = straight(page.original, page)
    lines = []
    for line in page.lines:
        words = list(line.words)
        for run in _runs(line, boxes):
            found = engine.read(picture(pixels, page.dpi, Line(tuple(line.words[at] for at in run)).box))
            read = [word.text for told in found for word in told.words]
            for at, text in zip(run, _shared(read, len(run)), strict=True):
                words[at] = replace(words[at], again=text)
        lines.append(Line(tuple(words)))
    return replace(page, lines=tuple(lines))


def _runs(line: Line, boxes: list[Box]) -> Iterator[list[int]]:
    """The places of neighbouring words that stand in one of the boxes and were not read again yet."""
    chosen = [
        at for at, word in enumerate(line.words) if word.again is None and any(box.holds(word.box) for box in boxes)
    ]
    for _, group in groupby(enumerate(chosen), lambda pair: pair[1] - pair[0]):
        run = [at for _, at in group]
        if len(run) <= MOST_WORDS:
            yield run


def _shared(read: list[str], count: int) -> list[str]:
    """What was read, word for word; all of it with the first word where it fell into more or fewer."""
    return read if len(read) == count else [" ".join(read), *[""] * (count - 1)]
