"""What stands at the head of a paper: its own number, the place and day of issue, who issued it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Document, Word
from digitize.vietnam import dates, document_number
from digitize.vietnam.document_number import DocumentNumber
from digitize.vietnam.form import Form
from digitize.vietnam.kinds import Kind
from digitize.vietnam.near import bare, compact
from digitize.vietnam.rows import Row
from digitize.vietnam.values import Reading, blank, read_date, reading

_REFERENCE = re.compile(r"\b(?:kem theo|can cu)\b")
_PLACE = re.compile(r"\W*(?:[^\W\d_][\w.'’-]*\s+){0,6}[^\W\d_][\w.'’-]*\s*[,.;]\s*")
# down to this share of page 1 a document's own number is looked for
_REACH = {"head": 0.4, "slot": 0.75, "serial": 1.0}
_FINDERS = {
    "head": document_number.find,
    "slot": document_number.find_slot,
    "serial": document_number.find_serial,
}


def read_number(form: Form) -> Iterator[Reading]:
    """The document's own number: at the head of page 1, never one that running text refers to."""
    document, kind = form.document, form.kind
    if kind.number == "none" or not document.pages:
        return
    page = document.pages[0]
    reach = page.height * _REACH[kind.number]
    for row in (row for row in form.rows if row.page == 1 and row.top < reach):
        segments = list(row.segments())
        for index, (start, end) in enumerate(segments):
            if kind.number == "head" and row.among(start, end)[0].box.left > page.width / 2:
                continue
            # a blank between "Số:" and the stroke is a gap as wide as one between columns
            further = segments[index + 1][1] if index + 1 < len(segments) else end
            for text in (row.text[start:further], row.text[start:end]):
                number = _FINDERS[kind.number](text)
                if number and _alone(text[number.end :], number):
                    yield _own(document, kind, number, row, start)
                    return


def _alone(rest: str, number: DocumentNumber) -> bool:
    """Whether nothing follows but what belongs there: a date, the volume, a remark in brackets."""
    words = re.sub(r"\([^)]*\)", "", bare(rest))
    if not re.search(r"\w", words) or dates.find_worded(words) or "quien so" in words.replace("y", "i"):
        return True
    # a number with its symbol is unmistakable; "Số 9 phố ..." is an address
    return bool(number.symbol) and len(words.split()) <= 4


def _own(document: Document, kind: Kind, number: DocumentNumber, row: Row, start: int) -> Reading:
    words = row.among(start + number.start, start + number.end)
    if number.value is None:
        return Reading(
            replace(reading("document_number", None, words, row.page).field, box=None, status="blank_on_page")
        )
    value = number.value
    doubts = ["unclear"] if number.unclear else ["by_hand"] if _by_hand(words) else []
    alike = compact(number.type).letters == compact(kind.abbreviation).letters
    if alike and number.type != kind.abbreviation and document.kind_confidence >= 0.8:
        # letters only, and the printed title is a second witness for them (QD under QUYẾT ĐỊNH is QĐ)
        value = value.replace(number.type, kind.abbreviation, 1)
    elif kind.abbreviation and number.symbol and "-" not in number.symbol and not number.year:
        doubts.append("symbol_short")
    return reading("document_number", value, words, row.page, doubts)


def _by_hand(words: tuple[Word, ...]) -> bool:
    """Whether a number was filled in: print leaves no gap before the stroke (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    return any(
        word.text.startswith("/") and word.box.left - last.box.right > 0.5 * (word.box.bottom - word.box.top)
        for last, word in pairwise(words)
        if last.text.isdecimal()
    )


def read_issued(form: Form) -> Iterator[Reading]:
    """The date beside the place's name, else the date behind a label; dates in running text are not the document's."""
    for row in form.rows:
        if _REFERENCE.search(bare(row.text)):
            continue
        width = form.document.pages[row.page - 1].width
        for start, end in row.segments():
            found = tuple(_place_date(row, start, end, width))
            if found:
                yield from found
                return
    mine = form.of("issue_date")
    read = [one for one in (read_date(slot) for slot in mine if not slot.empty) if one]
    if read:
        yield read[0]
    elif mine:
        yield from filter(None, [blank("issue_date", mine[0], dotted=form.dotted)])


def _place_date(row: Row, start: int, end: int, width: int) -> Iterator[Reading]:
    """`Hà Nội, ngày 05 tháng 3 năm 2024` at the right of the page and nothing else there; blanks may be wide gaps."""
    number = document_number.find(row.text[start:end])
    start += number.end if number else 0
    found = dates.find_worded(row.text[start:])
    if found is None or start + found.start >= end:
        return
    last = next(stop for _, stop in row.segments() if stop >= start + found.end)
    before = row.text[start : start + found.start]
    if re.search(r"\w", row.text[start + found.end : last]) or not _is_place(before):
        return
    words = row.among(start + found.start, start + found.end)
    if (words[0].box.left + words[-1].box.right) / 2 < 0.42 * width:
        return
    if found.value is None and not found.problem:
        yield Reading(replace(reading("issue_date", None, words, row.page).field, box=None, status="blank_on_page"))
    else:
        doubts = filter(None, (found.problem, "by_hand" if _uneven(words) else ""))
        yield reading("issue_date", found.value, words, row.page, doubts)
    place = before.strip(" .,;:")
    if place:
        at = start + before.index(place)
        yield reading("place", place, row.among(at, at + len(place)), row.page)


def _uneven(words: tuple[Word, ...]) -> bool:
    """Whether some figures are taller than others: a day filled in by hand between printed words."""
    heights = [word.box.bottom - word.box.top for word in words if word.text.isdecimal()]
    return bool(heights) and max(heights) > 1.2 * min(heights)


def _is_place(text: str) -> bool:
    return not re.search(r"\w", text) or (_PLACE.fullmatch(text) is not None and text != text.lower())
