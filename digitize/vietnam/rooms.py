"""Where on a page a value would stand that is not there: beside an empty slot's label, or below it."""

from collections.abc import Iterator

from digitize.model import Box
from digitize.vietnam.form import Form
from digitize.vietnam.slots import Slot

# in letter heights: how far below its label a value may begin and end, and how long one is at most
_BELOW, _LONG = 2.2, 14.0
_RIM = 0.3


def find_rooms(form: Form, names: frozenset[str]) -> Iterator[tuple[str, int, Box]]:
    """The rooms of the holder's empty slots of those fields: the field's name, the page, and the box (pixels)."""
    for slot in form.slots:
        if slot.empty and slot.role == "holder" and slot.field in names:
            for box in _rooms(slot, form):
                if box.right > box.left and box.bottom > box.top:
                    yield slot.field, slot.row.page, box


def _rooms(slot: Slot, form: Form) -> Iterator[Box]:
    row, height = slot.row, slot.row.bottom - slot.row.top
    page = form.document.pages[row.page - 1]
    behind = row.among(slot.limit, slot.limit + 1) if slot.limit < len(row.text) else ()
    edge = behind[0].box.left if behind else min(page.width, form.right(row.page))
    label = row.among(0, slot.start)[-1].box.right
    rim = round(_RIM * height)
    yield Box(label + rim, round(row.top) - rim, edge - rim, round(row.bottom) + rim)
    if slot.unmarked:
        right = min(edge, round(slot.left + _LONG * height))
        words = (word for below in form.rows[form.at(row) + 1 :] if below.page == row.page for word in below.words)
        tops = (
            word.box.top
            for word in words
            if word.box.left < right and word.box.right > slot.left and any(map(str.isalnum, word.text))
        )
        end = min([round(row.bottom + _BELOW * height), *tops])
        yield Box(slot.left, round(row.bottom) + rim, right, end - rim)
