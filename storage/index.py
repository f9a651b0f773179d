"""What a record is found by, the same for every catalog: blinded, folded, ready to be compared."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from digitize.record import Record
from digitize.vietnam import tax_code
from digitize.vietnam.fold import fold
from storage.keys import Keys

# Stands between names, so that a phrase never reaches from the end of one into the next; no name holds a digit.
_BETWEEN = " 0 "


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's entries: subjects as (blind index, role); the rest folded, but `written` as it stands on paper.

    Subjects are persons by their numbers and organisations by their tax codes.

    `aliases`: pairs of blind indexes that name one person, the holder by the 12-digit number and a former one.
    """

    subjects: tuple[tuple[bytes, str], ...]
    aliases: tuple[tuple[bytes, bytes], ...]
    numbers: tuple[str, ...]
    dossier: str
    names: str
    text: str
    written: str


def entry_of(record: Record, keys: Keys) -> Entry:
    """The entries of a record: names are the fields called `...name`, numbers those called `...number`."""
    values = [(field.name, field.value) for field in record.fields if field.value]
    names = [value for name, value in values if name.endswith("name")]
    text = "\n".join([record.text, *(value for _, value in values)])
    return Entry(
        subjects=tuple({(keys.blind(number), role) for number, role in _subjects(record)}),
        aliases=tuple({(keys.blind(holder), keys.blind(former)) for holder, former in _aliases(record)}),
        numbers=tuple({compact(value) for name, value in values if name.endswith("number")} - {""}),
        dossier=fold(record.dossier),
        names=_BETWEEN.join(fold(name) for name in names),
        text=fold(text),
        written=unicodedata.normalize("NFC", text),
    )


def _subjects(record: Record) -> Iterator[tuple[str, str]]:
    yield from _people(record)
    yield from _former(record)
    yield from _organisations(record)


def _organisations(record: Record) -> Iterator[tuple[str, str]]:
    """The tax codes that were read surely and whose check digit fits; a branch is found by its main code, too."""
    for field in record.fields:
        value = field.value or ""
        if field.name == "tax_code" and field.status == "read" and value and not tax_code.check(value):
            yield value, "tax_code"
            if "-" in value:
                yield value.partition("-")[0], "tax_code"


def _people(record: Record) -> Iterator[tuple[str, str]]:
    return ((subject.citizen_id, subject.role) for subject in record.subjects if subject.citizen_id)


def _former(record: Record) -> Iterator[tuple[str, str]]:
    """The numbers of nine digits that were read surely: an old paper is found by the number that it bears."""
    sure = (field for field in record.fields if field.name == "cmnd" and field.status == "read" and field.value)
    return ((field.value or "", "cmnd") for field in sure)


def _aliases(record: Record) -> Iterator[tuple[str, str]]:
    """The holder's two numbers, where a card's QR code or a person told both of them."""
    holders = [number for number, role in _people(record) if role == "holder"]
    for field in record.fields:
        told = field.name == "cmnd" and field.role == "alias" and field.status == "read"
        if told and field.value and len(holders) == 1 and not {"qr", "operator"}.isdisjoint(field.witnesses):
            yield holders[0], field.value


def compact(number: str) -> str:
    """A document number without case, marks, spaces and strokes: `1980/UBND -VP` is `1980/ubnd-vp`."""
    return fold(number).replace(" ", "")
