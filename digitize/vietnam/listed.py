"""Numbers of people whom tables list: below a column's head, or in the cells beside a number."""

import re
from collections.abc import Iterator

from digitize.model import Word
from digitize.vietnam.labels import Place
from digitize.vietnam.rows import Row, around
from digitize.vietnam.slots import Slot

_TWELVE = re.compile(r"\W*[0-9]{12}\W*")


def listed_below(rows: tuple[Row, ...], labels: tuple[tuple[Place, ...], ...]) -> Iterator[tuple[Word, int]]:
    """Words of twelve digits, with their page, in a table's column whose head announces citizen IDs."""
    heads: list[tuple[int, int, int]] = []
    for row, found in zip(rows, labels, strict=True):
        for word in row.words:
            if _TWELVE.fullmatch(word.text) and any(_under(word, row, head) for head in heads):
                yield word, row.page
        for place in found:
            rest = row.text[place.end :].split("|")[0]
            if place.field == "citizen_id" and not place.colon and not re.match(r"\W*\d", rest):
                box = around(row.among(place.start, place.end))
                heads.append((row.page, box.left, box.right))


def numbers_beside(slot: Slot) -> tuple[Word, ...]:
    """Words of twelve digits in a number's row, in the next cells: of those who stand beside its bearer."""
    return tuple(word for word in slot.row.among(slot.end, slot.limit) if _TWELVE.fullmatch(word.text))


def _under(word: Word, row: Row, head: tuple[int, int, int]) -> bool:
    return row.page == head[0] and word.box.left < head[2] and word.box.right > head[1]
