"""What a record is found by, the same for every catalog: blinded, folded, ready to be compared."""

import unicodedata
from dataclasses import dataclass

from digitize.model import Record
from digitize.vietnam.fold import fold
from storage.keys import Keys

# Stands between names, so that a phrase never reaches from the end of one into the next; no name holds a digit.
_BETWEEN = " 0 "


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's entries: subjects as (blind index, role); the rest folded, but `written` as it stands on paper."""

    subjects: tuple[tuple[bytes, str], ...]
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
        subjects=tuple({(keys.blind(each.citizen_id), each.role) for each in record.subjects if each.citizen_id}),
        numbers=tuple({compact(value) for name, value in values if name.endswith("number")} - {""}),
        dossier=fold(record.dossier),
        names=_BETWEEN.join(fold(name) for name in names),
        text=fold(text),
        written=unicodedata.normalize("NFC", text),
    )


def compact(number: str) -> str:
    """A document number without case, marks, spaces and strokes: `1980/UBND -VP` is `1980/ubnd-vp`."""
    return fold(number).replace(" ", "")
