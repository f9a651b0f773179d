"""Reads the fields of a document: what stands behind its labels, its own number and its date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Document, Word
from digitize.vietnam import dates, document_number, dossier_code
from digitize.vietnam.document_number import DocumentNumber
from digitize.vietnam.kinds import Kind, kinds
from digitize.vietnam.labels import places
from digitize.vietnam.near import bare, compact
from digitize.vietnam.rows import Row, rows_of
from digitize.vietnam.sentences import find_person
from digitize.vietnam.slots import Slot, listed_below, slots_of
from digitize.vietnam.values import READERS, Reading, blank, read_date, read_id, reading

_REFERENCE = re.compile(r"\b(?:kem theo|can cu)\b")
_PLACE = re.compile(r"\W*(?:[^\W\d_][\w.'’-]*\s+){0,6}[^\W\d_][\w.'’-]*\s*[,.;]\s*")
# down to this share of page 1 a document's own number is looked for
_REACH = {"head": 0.4, "slot": 0.75, "serial": 1.0}
_FINDERS = {
    "head": document_number.find,
    "slot": document_number.find_slot,
    "serial": document_number.find_serial,
}


def extract(document: Document) -> Document:
    """Adds the fields that are on the paper; a doubtful reading is kept as read, with a doubt that says why."""
    kind = kinds().get(document.kind, kinds()["khac"])
    rows = tuple(row for number, page in enumerate(document.pages, 1) for row in rows_of(page, number))
    person: tuple[Reading, ...] = ()
    labels = tuple(places(row, kind.name) for row in rows)
    slots = slots_of(rows, labels, kind.name)
    if kind.about:
        slots, person = _about(slots, rows)
    found = [
        *_ids(slots, listed_below(rows, labels), kind),
        *(_personal(slots) if kind.person else ()),
        *person,
        *_number(document, rows, kind),
        *_issued(document, rows, slots),
        *_dossier(slots, rows),
    ]
    doubts = dict.fromkeys(f"{one.field.name}:{doubt}" for one in found for doubt in one.doubts)
    fields = tuple(one.field for one in found)
    return replace(document, fields=fields, doubts=tuple(dict.fromkeys((*document.doubts, *doubts))))


def _ids(slots: tuple[Slot, ...], table: Iterable[tuple[Word, int]], kind: Kind) -> Iterator[Reading]:
    """The holder's number, then everybody's with their roles; numbers of nine digits are the holder's CMND."""
    mine = [slot for slot in slots if slot.field == "citizen_id"]
    read = [one for one in (read_id(slot) for slot in mine if not slot.empty) if one]
    if not kind.person and not kind.about:
        read = [Reading(replace(one.field, role="listed"), one.doubts) for one in read]
    holders = [one for one in read if one.field.role == "holder"]
    for name in ("citizen_id", "cmnd"):
        first = next((one for one in holders if one.field.name == name), None)
        if first:
            yield Reading(replace(first.field, role=""), first.doubts)
    if kind.person and not holders:
        empty = [slot for slot in mine if slot.empty and slot.role == "holder"]
        yield from (blank("citizen_id", slot) for slot in empty[:1])
    listed = [_listed(word, page) for word, page in table]
    seen: set[str | None] = set()
    for one in (*(one for one in read if one.field.name == "citizen_id"), *listed):
        if one.field.value not in seen:
            seen.add(one.field.value)
            yield Reading(replace(one.field, name="all_citizen_ids"), () if one.field.role == "holder" else one.doubts)


def _about(slots: tuple[Slot, ...], rows: tuple[Row, ...]) -> tuple[tuple[Slot, ...], tuple[Reading, ...]]:
    """Makes the only person of a decision its holder, where it says that it is about them; else all stay listed."""
    listed = tuple(replace(slot, role="listed") for slot in slots)
    mine = [slot for slot in listed if slot.field == "citizen_id" and read_id(slot)]
    person = find_person(rows, mine[0]) if len(mine) == 1 else None
    if person is None:
        return listed, ()
    born = [slot for slot in listed if slot.field == "date_of_birth" and any(slot.row is row for row in person.rows)]
    name = reading("full_name", person.name, person.words, person.rows[0].page)
    dates = [one for one in map(read_date, born) if one] if len(born) == 1 else []
    return tuple(replace(slot, role="holder") if slot is mine[0] else slot for slot in listed), (name, *dates)


def _listed(word: Word, page: int) -> Reading:
    made = reading("all_citizen_ids", re.sub(r"\D", "", word.text), (word,), page)
    return Reading(replace(made.field, role="listed"), made.doubts)


def _personal(slots: tuple[Slot, ...]) -> Iterator[Reading]:
    """Name, date of birth and sex of the holder."""
    for name, reader in READERS.items():
        mine = [slot for slot in slots if slot.field == name and slot.role == "holder"]
        read = [one for one in (reader(slot) for slot in mine if not slot.empty) if one]
        if read:
            yield _agreed(read)
        elif mine and mine[0].empty:
            yield blank(name, mine[0])


def _agreed(read: list[Reading]) -> Reading:
    """The fullest of several readings; readings that contradict each other are a doubt."""
    best = max(read, key=lambda one: (one.field.status == "read", len(one.field.value or "")))
    value = (best.field.value or "").casefold()
    if all(value.startswith((one.field.value or "").casefold()) for one in read):
        return best
    return Reading(replace(best.field, status="doubtful"), (*best.doubts, "two_values"))


def _number(document: Document, rows: tuple[Row, ...], kind: Kind) -> Iterator[Reading]:
    """The document's own number: at the head of page 1, never one that running text refers to."""
    if kind.number == "none" or not document.pages:
        return
    page = document.pages[0]
    reach = page.height * _REACH[kind.number]
    for row in (row for row in rows if row.page == 1 and row.top < reach):
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


def _issued(document: Document, rows: tuple[Row, ...], slots: tuple[Slot, ...]) -> Iterator[Reading]:
    """The date beside the place's name, else the date behind a label; dates in running text are not the document's."""
    for row in rows:
        if _REFERENCE.search(bare(row.text)):
            continue
        width = document.pages[row.page - 1].width
        for start, end in row.segments():
            found = _place_date(row, start, end, width)
            if found:
                yield found
                return
    mine = [slot for slot in slots if slot.field == "issue_date"]
    read = [one for one in (read_date(slot) for slot in mine if not slot.empty) if one]
    if read:
        yield read[0]
    elif mine:
        yield blank("issue_date", mine[0])


def _place_date(row: Row, start: int, end: int, width: int) -> Reading | None:
    """`Hà Nội, ngày 05 tháng 3 năm 2024` at the right of the page and nothing else there; blanks may be wide gaps."""
    number = document_number.find(row.text[start:end])
    start += number.end if number else 0
    found = dates.find_worded(row.text[start:])
    if found is None or start + found.start >= end:
        return None
    last = next(stop for _, stop in row.segments() if stop >= start + found.end)
    before = row.text[start : start + found.start]
    if re.search(r"\w", row.text[start + found.end : last]) or not _is_place(before):
        return None
    words = row.among(start + found.start, start + found.end)
    if (words[0].box.left + words[-1].box.right) / 2 < 0.42 * width:
        return None
    if found.value is None and not found.problem:
        return Reading(replace(reading("issue_date", None, words, row.page).field, box=None, status="blank_on_page"))
    doubts = filter(None, (found.problem, "by_hand" if _uneven(words) else ""))
    return reading("issue_date", found.value, words, row.page, doubts)


def _uneven(words: tuple[Word, ...]) -> bool:
    """Whether some figures are taller than others: a day filled in by hand between printed words."""
    heights = [word.box.bottom - word.box.top for word in words if word.text.isdecimal()]
    return bool(heights) and max(heights) > 1.2 * min(heights)


def _is_place(text: str) -> bool:
    return not re.search(r"\w", text) or (_PLACE.fullmatch(text) is not None and text != text.lower())


def _dossier(slots: tuple[Slot, ...], rows: tuple[Row, ...]) -> Iterator[Reading]:
    """The dossier's code behind its label, else the only one that stands on the pages."""
    mine = [slot for slot in slots if slot.field == "dossier_code"]
    for slot in mine:
        found = dossier_code.find(slot.text)
        if found:
            words = slot.words(found.start, found.end)
            yield reading("dossier_code", found.value, words, slot.row.page, (found.problem,) if found.problem else ())
            return
    hits = [(row, code) for row in rows for code in [dossier_code.find(row.text)] if code]
    if len({code.value for _, code in hits}) == 1:
        row, code = hits[0]
        yield reading(
            "dossier_code", code.value, row.among(code.start, code.end), row.page, filter(None, [code.problem])
        )
        return
    for slot in mine[:1]:
        if slot.empty:
            yield blank("dossier_code", slot)
        elif sum(letter.isdigit() for letter in _first(slot.text)) >= 6:
            yield reading("dossier_code", _first(slot.text), slot.words(), slot.row.page, ("unclear",))


def _first(text: str) -> str:
    return next(iter(text.strip(" .…_:").split()), "")
