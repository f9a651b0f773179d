"""What stands at the head of a paper: its own number, the place and day of issue, who issued it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Word
from digitize.vietnam import dates, document_number
from digitize.vietnam.agency import read_agency
from digitize.vietnam.document_number import DocumentNumber
from digitize.vietnam.form import Form
from digitize.vietnam.kinds import Kind, find_by_abbreviation
from digitize.vietnam.near import bare, compact
from digitize.vietnam.rows import Row
from digitize.vietnam.values import Reading, blank, empty, read_date, reading

_REFERENCE = re.compile(r"\b(?:kem theo|can cu)\b")
# no part of a place's name: where and when it was written, which registration it is
_BEFORE = re.compile(
    r"\W*(?:lam tai|lap tai|viet tai|dang ky lan (?:dau|thu \w+)|dang ky thay doi lan thu \w+)\s*[:,]?\s*"
)
_PLACE = re.compile(r"\W*(?:[^\W\d_][\w.'’-]*\s+){0,6}[^\W\d_][\w.'’-]*\s*[,.;]\s*")
# a symbol that title and office bear out was read whole: then the figures before it may be less sure
_SURE_SYMBOL = 0.5
# down to this share of page 1 a document's own number is looked for
_REACH = {"head": 0.4, "slot": 0.75, "serial": 1.0}
# so far down it may stand at the right, where nothing is at the left: slips of the one-stop office
_RIGHT = 0.2
# a figure, perhaps with the label before it and specks behind
_FILLED = re.compile(r"[^\W\d_]+[0-9]{1,2}")
_FIGURE = re.compile(r"\d[\W_]*$")
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
    for right in (False, True) if kind.number == "head" else (False,):
        found = next(_numbers(form, right=right), None)
        if found:
            yield _own(form, *found)
            return


def _numbers(form: Form, *, right: bool) -> Iterator[tuple[DocumentNumber, Row, int]]:
    """Numbers with their row and where their text begins: at the left, or else at the `right` above the title."""
    page, kind = form.document.pages[0], form.kind
    reach = page.height * (_RIGHT if right else _REACH[kind.number])
    for row in (row for row in form.rows if row.page == 1 and row.top < reach):
        segments = list(row.segments())
        for index, (start, end) in enumerate(segments):
            if kind.number == "head" and (row.among(start, end)[0].box.left > page.width / 2) != right:
                continue
            # a blank between "Số:" and the stroke is a gap as wide as one between columns
            further = segments[index + 1][1] if index + 1 < len(segments) else end
            for text in (row.text[start:further], row.text[start:end]):
                number = _FINDERS[kind.number](text)
                if number and _alone(text[number.end :], number):
                    yield number, row, start


def _alone(rest: str, number: DocumentNumber) -> bool:
    """Whether nothing follows but what belongs there: a date, the volume, a remark in brackets."""
    words = re.sub(r"\([^)]*\)", "", bare(rest))
    if not re.search(r"\w", words) or dates.find_worded(words) or "quien so" in words.replace("y", "i"):
        return True
    # a number with its symbol is unmistakable; "Số 9 phố ..." is an address
    return bool(number.symbol) and len(words.split()) <= 4


def _own(form: Form, number: DocumentNumber, row: Row, start: int) -> Reading:
    document, kind = form.document, form.kind
    words = row.among(start + number.start, start + number.end)
    if number.value is None:
        return empty("document_number", words, row.page, unsure=form.layered(row.page))
    value = number.value
    doubts = ["unclear"] if number.unclear else ["by_hand"] if not form.layered(row.page) and _by_hand(words) else []
    alike = compact(number.type).letters == compact(kind.abbreviation).letters
    if alike and number.type != kind.abbreviation and document.kind_confidence >= 0.8:
        # letters only, and the printed title is a second witness for them (QD under QUYẾT ĐỊNH is QĐ)
        value = value.replace(number.type, kind.abbreviation, 1)
    elif kind.abbreviation and number.symbol and "-" not in number.symbol and not number.year:
        doubts.append("symbol_short")
    elif kind.abbreviation and len(number.type) == len(kind.abbreviation) and find_by_abbreviation(number.type) is None:
        # A type that does not exist, as long as the title's: TIr under TỜ TRÌNH is a misread TTr, or nobody knows what.
        doubts.append("unclear")
    made = reading("document_number", value, words, row.page, doubts)
    if made.doubts == ("low_confidence",) and made.field.confidence >= _SURE_SYMBOL and _is_known(number, kind, form):
        return Reading(replace(made.field, status="read"))
    return made


def _is_known(number: DocumentNumber, kind: Kind, form: Form) -> bool:
    """Whether the title's type and the office's letters bear the symbol out, so that it was read right as a whole."""
    groups = number.symbol.split("-")
    typed = bool(kind.abbreviation) and groups[0] == kind.abbreviation
    office = groups[1] if typed and len(groups) == 2 else groups[0] if kind.name == "cong_van" else ""
    offices = next((one.field.value or "" for one in read_agency(form)), "")
    letters = [word[0] for word in bare(offices).split() if word[0].isalpha()]
    initials = {"".join(letters[at:end]) for at in range(len(letters)) for end in range(at + 2, len(letters) + 1)}
    return bare(office) in initials


def _by_hand(words: tuple[Word, ...]) -> bool:
    """Whether a number was filled in: print leaves no gap before the stroke (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    return any(
        word.text.startswith("/") and word.box.left - last.box.right > 0.5 * (word.box.bottom - word.box.top)
        for last, word in pairwise(words)
        if _FIGURE.search(last.text)
    )


def read_issued(form: Form) -> Iterator[Reading]:
    """The date beside the place's name, else the date behind a label; dates in running text are not the document's."""
    for row in form.rows:
        if _REFERENCE.search(bare(row.text)):
            continue
        # the head's page of an open household book is the left one
        width = 0 if form.kind.name == "so_ho_khau" else form.document.pages[row.page - 1].width
        for start, end in row.segments():
            found = tuple(_place_date(row, start, end, (width, form.layered(row.page))))
            if found:
                yield from found
                return
    mine = form.of("issue_date")
    read = [one for one in (read_date(slot) for slot in mine if not slot.empty) if one]
    if read:
        yield read[0]
    elif mine:
        yield blank("issue_date", mine[0], unsure=form.loses(mine[0]))


def _place_date(row: Row, start: int, end: int, page: tuple[int, bool]) -> Iterator[Reading]:
    """`Hà Nội, ngày 05 tháng 3 năm 2024` at the right of the page and nothing else there; blanks may be wide gaps."""
    width, layered = page
    number = document_number.find(row.text[start:end])
    start += number.end if number else 0
    found = dates.find_worded(row.text[start:])
    if found is None or start + found.start >= end:
        return
    if found.problem and not any(map(str.isdigit, row.text[start + found.start : start + found.end])):
        # a label ("Ngày, tháng, năm sinh"), or a day in words
        return
    last = next(stop for _, stop in row.segments() if stop >= start + found.end)
    said = _BEFORE.match(bare(row.text[start : start + found.start]))
    first = start + said.end() if said else start
    before = row.text[first : start + found.start]
    if re.search(r"\w", row.text[start + found.end : last]) or not _is_place(before):
        return
    words = row.among(start + found.start, start + found.end)
    if (words[0].box.left + words[-1].box.right) / 2 < 0.42 * width:
        return
    if found.value is None and not found.problem:
        yield empty("issue_date", words, row.page, unsure=layered)
    else:
        partial = layered and len(found.value or "") < len("2022-06-01")
        by_hand = not layered and _uneven(words)
        doubts = filter(None, (found.problem, "by_hand" if by_hand else "", "blank_unsure" if partial else ""))
        yield reading("issue_date", found.value, words, row.page, doubts)
    place = before.strip(" .,;:")
    if place:
        at = first + before.index(place)
        yield reading("place", place, row.among(at, at + len(place)), row.page)


def _uneven(words: tuple[Word, ...]) -> bool:
    """Whether figures are taller than others or close up to a word: a day filled in by hand between printed words."""
    if any(_FILLED.fullmatch(word.text) for word in words):
        return True
    heights = [word.box.bottom - word.box.top for word in words if word.text.isdecimal()]
    # the year is printed, and a lone 4 lower than it in many types
    return len(heights) > 1 and max(heights[:-1]) > 1.2 * heights[-1]


def _is_place(text: str) -> bool:
    return not re.search(r"\w", text) or (_PLACE.fullmatch(text) is not None and text != text.lower())
