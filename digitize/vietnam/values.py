"""Turns what stands in a slot into a field: the value as read, its place, its confidence, a doubt if there is one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from digitize.model import Field, Status, Word
from digitize.vietnam import dates, id_number
from digitize.vietnam.names import read_name
from digitize.vietnam.near import bare
from digitize.vietnam.plausible import is_ethnicity, may_lack_horn, oddity
from digitize.vietnam.rows import around
from digitize.vietnam.slots import CARDS, Slot

# A value whose least sure word is below this is a doubt: confidences are shares of right words (ocr/calibration.py).
SURE = {
    "citizen_id": 0.9, "all_citizen_ids": 0.9, "cmnd": 0.9, "full_name": 0.8, "date_of_birth": 0.7, "issue_date": 0.7,
    "document_number": 0.8, "tax_code": 0.9, "business_code": 0.9, "dossier_code": 0.8, "due_date": 0.8,
    "expiry_date": 0.8, "signer": 0.8, "signer_title": 0.8, "issuing_agency": 0.8, "place": 0.8,
}  # fmt: skip
_SURE_ELSE = 0.6
# letters get lost on dot leaders, so that a shorter name may look like a whole one
SURE_DOTTED = 0.95
# a name that nobody bears as read wants surer letters, the more so where marks may have been lost
_SURE_ODD = {0.5: 0.95, 0.75: 0.97, 1.0: 1.01}
# five of 318 names were DỰNG read DỤNG, at 0.97 at most (bench/understanding.py, seed 920)
_SURE_HORN = 0.98


@dataclass(frozen=True, slots=True)
class Reading:
    """A field and the names of the doubts about it."""

    field: Field
    doubts: tuple[str, ...] = ()


def reading(name: str, value: str | None, words: tuple[Word, ...], page: int, doubts: Iterable[str] = ()) -> Reading:
    """A value with the words that it was read from; unsure words are a doubt of their own."""
    confidence = min((word.confidence for word in words), default=0.0)
    found = tuple(doubts)
    if confidence < SURE.get(name, _SURE_ELSE):
        found = (*found, "low_confidence")
    status: Status = "doubtful" if found else "read"
    box = around(words) if words else None
    return Reading(Field(name, value, round(confidence, 4), page, box, status=status), found)


def blank(name: str, slot: Slot, *, unsure: bool = False) -> Reading:
    """The label is there and its slot empty; a doubt where something may stand there that was not read.

    `unsure`: on this paper values get lost; only a slot that shows its dots is surely empty.
    """
    return empty(name, slot.row.words, slot.row.page, unsure=slot.faint or (unsure and not slot.dots))


def empty(name: str, words: Iterable[Word], page: int, *, unsure: bool) -> Reading:
    """A blank slot between these words."""
    confidence = min((word.confidence for word in words), default=0.0)
    field = Field(name, None, round(confidence, 4), page, None, status="blank_on_page")
    return Reading(field, ("blank_unsure",) if unsure else ())


def read_id(slot: Slot) -> Reading | None:
    """The number of an identity paper, 12 or 9 digits; None when the slot holds another sort of paper."""
    found = id_number.find(slot.text)
    if found is None or (not slot.direct and slot.text[: found.start].strip(" .:")):
        return None
    if slot.below and re.search(r"\w", slot.text[: found.start] + slot.text[found.end :]):
        return None
    words = slot.words(found.start, found.end)
    made = reading(found.field, found.value, words, slot.row.page, found.problems)
    return Reading(replace(made.field, role=slot.role), made.doubts)


def read_full_name(slot: Slot) -> Reading | None:
    """The name of a person."""
    # Ông is a family name, and a card calls nobody Mr
    name = read_name(slot.text, titled=slot.kind not in CARDS)
    if name is None:
        return None
    if slot.below and (not name.clear or re.search(r"\w", slot.text[name.end :])):
        return None
    more = read_name(slot.row.text[slot.end : slot.limit])
    apart = slot.kind in CARDS or slot.row.is_faint(slot.end, slot.limit)
    broken = more is not None and more.value[:1].isupper() and not apart
    doubts = () if name.clear and not broken else ("unclear",)
    return named("full_name", name.value, slot.words(name.start, name.end), slot.row.page, doubts)


def named(field: str, value: str, words: tuple[Word, ...], page: int, doubts: Iterable[str] = ()) -> Reading:
    """A person's name; syllables that nobody is called by, but for other marks, want to be read the more surely."""
    made = reading(field, value, words, page, doubts)
    wanted = max(_SURE_ODD.get(oddity(value), 0.0), _SURE_HORN if may_lack_horn(value) else 0.0)
    if made.field.confidence < wanted:
        return Reading(replace(made.field, status="doubtful"), (*made.doubts, "unlikely_name"))
    return made


def read_date(slot: Slot) -> Reading | None:
    """A date in ISO 8601; what stands there and is none is kept as read, doubted."""
    found = dates.find_filled(slot.text)
    if found is None:
        digits = sum(letter.isdigit() for letter in slot.text)
        if not slot.direct or (slot.below and digits < 6) or not digits:
            return None
        return reading(slot.field, slot.text.strip(" .…_:"), slot.words(), slot.row.page, ("unclear",))
    if slot.below and re.search(r"\w", slot.text[found.end :]):
        return None
    if found.value is None and not found.problem:
        return blank(slot.field, slot)
    doubts = (found.problem,) if found.problem else ()
    return reading(slot.field, found.value, slot.words(found.start, found.end), slot.row.page, doubts)


def read_sex(slot: Slot) -> Reading | None:
    """Nam or Nữ, as printed; None where a form offers both to be ticked."""
    said = re.match(r"\W*(nam|nu)\b", bare(slot.text))
    if not said or re.search(r"\b(?:nam|nu)\b", bare(slot.text)[said.end() :]):
        return None
    value = {"nam": "Nam", "nu": "Nữ"}[said[1]]
    return reading("sex", value, slot.words(said.start(1), said.end(1)), slot.row.page)


def read_word(slot: Slot) -> Reading | None:
    """A few words up to the next sign (an ethnicity, a nationality)."""
    said = re.match(r"[\W_]*([^\W\d_][^;,.…(\[|:]*)", slot.text)
    value = said[1].strip() if said else ""
    if not said or not 2 <= len(value) <= 40 or (slot.below and not slot.direct):
        return None
    words = slot.words(said.start(1), said.start(1) + len(value))
    unknown = slot.field == "ethnicity" and not is_ethnicity(value)
    return reading(slot.field, value, words, slot.row.page, ("unlikely_name",) if unknown else ())


def read_phone(slot: Slot) -> Reading | None:
    """A telephone number: its digits as printed, without anything between them."""
    said = re.match(r"\W*((?:\+?84|0)[\d\s.\-()]{7,16}\d)(?!\d)", slot.text)
    digits = re.sub(r"\D", "", said[1]) if said else ""
    if not said or not 9 <= len(digits) <= 12:
        return None
    return reading("phone", digits, slot.words(said.start(1), said.end(1)), slot.row.page)


READERS: dict[str, Callable[[Slot], Reading | None]] = {
    "full_name": read_full_name,
    "date_of_birth": read_date,
    "sex": read_sex,
    "ethnicity": read_word,
    "nationality": read_word,
    "phone": read_phone,
}
