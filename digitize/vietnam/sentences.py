"""Whom a sentence is about: `đối với ông ..., sinh ngày ..., số định danh cá nhân ...` in decisions and notices."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from digitize.model import Word
from digitize.vietnam.names import read_name
from digitize.vietnam.near import bare
from digitize.vietnam.rows import Row
from digitize.vietnam.slots import Slot

_ABOUT = re.compile(
    r"\b(?:doi voi|cho|cho phep|cua ho|cua ho gia dinh)\s+(?:ho\s+)?(?:gia dinh\s+)?"
    r"(?:ong|ba|anh|chi|em|chau)(?:\s*[(/]\s*(?:ong|ba)\s*\)?)?\s*:?\s+"
)
_REACH = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A person of whom a sentence speaks: the name as read, its words, and the rows from it to the number."""

    name: str
    words: tuple[Word, ...]
    rows: tuple[Row, ...]


def find_person(rows: tuple[Row, ...], slot: Slot) -> Person | None:
    """The person whose number stands in this slot of a sentence, if the sentence says that it is about them."""
    here = next(index for index, row in enumerate(rows) if row is slot.row)
    flow = [row for row in rows[max(0, here - _REACH) : here + 1] if row.page == slot.row.page]
    starts, text = [], ""
    for row in flow:
        starts.append(len(text))
        text += (row.text if row is not slot.row else row.text[: slot.start]) + " "
    said = max(_ABOUT.finditer(bare(text)), key=re.Match.end, default=None)
    name = read_name(text[said.end() :]) if said else None
    if said is None or name is None or not name.clear:
        return None
    start, end = said.end() + name.start, said.end() + name.end
    # a full stop ends the sentence: who comes after it is somebody else
    if re.search(r"[.;]\s", text[end:]):
        return None
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
    words = [
        word
        for index in range(first, last + 1)
        for word in flow[index].among(start - starts[index] if index == first else 0, end - starts[index])
    ]
    return Person(name.value, tuple(words), tuple(flow[first:]))
