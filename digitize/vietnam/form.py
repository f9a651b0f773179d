"""A document as its readers see it: rows of words, the labels found in them, and what stands in the labels' slots."""

import re
from dataclasses import dataclass

from digitize.model import Document, Word
from digitize.vietnam.kinds import Kind
from digitize.vietnam.labels import Place, behind_translation, find_places
from digitize.vietnam.names import read_name
from digitize.vietnam.near import bare
from digitize.vietnam.rows import Row, rows_of
from digitize.vietnam.slots import CARDS, Slot, slots_of

# a value goes on in the row below when that is no further away than this many letter heights, three times at most
_NEAR = 1.4
_ROWS = 3
# a label that nobody told us of, and the parts of an address that stand with a colon
_UNKNOWN = re.compile(r"[^\W\d_][^:\d;,]{2,40}:\s*\w")
_UNIT = re.compile(r"(?:so|nha|duong|to|khu|khom|thon|xom|ap|ban|xa|phuong|thi|huyen|quan|thanh|tp|tinh)\b")
_SENTENCE_END = re.compile(r"[;)]|\.(?:\s|$)")
_LEADERS = re.compile(r"[.…]{3,}\s*$|…\s*$")
_ITEM = re.compile(r"\W*(?:\d{1,2}|[ivxIVX]{1,4}|[a-zđ])\s?[.)/]")


@dataclass(frozen=True, slots=True)
class Span:
    """A value as printed, over one row or several: its text with single spaces, and its words.

    `broken`: a gap stands in it where an engine may have lost words.
    """

    text: str
    words: tuple[Word, ...]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of all pages from top to bottom, the labels in each, and the slots in reading order."""

    document: Document
    kind: Kind
    rows: tuple[Row, ...]
    labels: tuple[tuple[Place, ...], ...]
    slots: tuple[Slot, ...]

    def of(self, field: str, role: str = "") -> tuple[Slot, ...]:
        """The slots of a field, of one role or all."""
        return tuple(slot for slot in self.slots if slot.field == field and role in ("", slot.role))

    def names(self, slot: Slot) -> bool:
        """Whether a slot's person was named before it, or it is a name: where names were lost it may be another's."""
        here = next(index for index, other in enumerate(self.slots) if other is slot)
        heads = (other for other in self.slots[:here] if other.field == "full_name")
        return slot.field == "full_name" or any(head.role == slot.role for head in heads)

    def names_two(self) -> bool:
        """Whether labels name a second person without a word that tells which of the two it is about."""
        heads = (slot for slot in self.of("full_name") if slot.guessed and slot.direct and not slot.empty)
        return any(name.clear for name in map(read_name, (head.text for head in heads)) if name)

    def before_name(self, slot: Slot) -> Slot | None:
        """The slot of a name right behind this one, of the same person, if it is the first name of all."""
        here = next(index for index, other in enumerate(self.slots) if other is slot)
        first = next((index for index, other in enumerate(self.slots) if other.field == "full_name"), -1)
        return self.slots[first] if first == here + 1 and self.slots[first].role == slot.role else None

    def at(self, row: Row) -> int:
        """The place of a row among all."""
        return next(index for index, other in enumerate(self.rows) if other is row)

    def right(self, page: int) -> int:
        """Where the text of a page ends at the right, in pixels."""
        return max((row.words[-1].box.right for row in self.rows if row.page == page), default=0)

    def runs_on(self, slot: Slot, below: Row) -> bool:
        """Whether a slot in a sentence ends its row, in which the first word of the next had no room any more."""
        row, height = slot.row, slot.row.bottom - slot.row.top
        within = slot.left > row.words[0].box.left + 4 * height and not row.cuts and not slot.below
        first = below.words[0].box
        needed = row.words[-1].box.right + height / 3 + first.right - first.left
        return within and slot.end >= len(row.text) and needed > self.right(row.page)

    def whole(self, slot: Slot) -> Span:
        """What stands in a slot, and what of it goes on in the rows below."""
        text, words = slot.text.strip(), list(slot.words())
        if not words:
            return Span(text, ())
        index, last = self.at(slot.row), slot.end
        beside = [word.box.left for word in slot.row.words if word.box.left > words[-1].box.right]
        lefts, right = (words[0].box.left, slot.left), min(beside, default=self.right(slot.row.page))
        closed = any(place.start >= slot.end for place in self.labels[index]) and not beside
        for below in self.rows[index + 1 : index + 1 + _ROWS]:
            row = self.rows[self.at(below) - 1]
            room = right - row.among(0, last)[-1].box.right
            full = text.endswith(",") or slot.kind in CARDS or room < 0.16 * (right - min(lefts))
            # leaders fill up a line behind its value
            found = None if closed or _LEADERS.search(text) else self._further(row, below, lefts, right)
            if found is None and row is slot.row and self.runs_on(slot, below):
                found = self._in_sentence(row, below)
            if found is None or not (full or below.text[found[0]].islower()):
                break
            start, last = found
            text = f"{text} {below.text[start:last].strip()}"
            words += below.among(start, last)
            closed = last < len(below.text.rstrip()) and not any(cut >= last for cut in below.cuts)
        return Span(text, tuple(words), self._is_broken(slot))

    def _is_broken(self, slot: Slot) -> bool:
        """Whether more words stand behind a gap in the slot, before the next label."""
        rest = slot.row.text[slot.end : slot.limit]
        return any(map(str.isalnum, rest)) and not slot.below and not slot.row.is_faint(slot.end, slot.limit)

    def layered(self, page: int) -> bool:
        """Whether a page's words are a PDF's own: what pictures show is missing among them, and nothing is by hand."""
        return all(word.confidence == 1.0 for row in self.rows if row.page == page for word in row.words)

    def loses(self, slot: Slot) -> bool:
        """Whether a value may be missing among the words: on dot leaders, in a PDF's own text."""
        return self.dotted or self.layered(slot.row.page)

    @property
    def dotted(self) -> bool:
        """Whether values stand on dot leaders here, through which engines read badly, or not at all."""
        texts = [slot.text.strip() for slot in self.slots if not slot.empty]
        return sum(text[:1] in ".…_\"'" or ".." in text for text in texts) > 0.15 * len(texts) > 0

    def _further(self, row: Row, below: Row, lefts: tuple[int, int], right: int) -> tuple[int, int] | None:
        """The part of the row below that stands under a value or its label and announces nothing new."""
        height = row.bottom - row.top
        if below.page != row.page or below.top - row.bottom > _NEAR * height:
            return None
        value, label = lefts
        for start, stop in below.segments():
            left = below.among(start, stop)[0].box.left
            under = abs(left - value) < 2 * height or label - 4 * height < left < label + 2 * height
            if not under or left >= right:
                continue
            if not _alike(row, below):
                return None
            start += behind_translation(below.text[start:stop])
            if start >= stop:
                continue
            labels = [place.start for place in self.labels[self.at(below)] if start <= place.start < stop]
            piece = below.text[start : min([stop, *labels])].rstrip()
            return None if _opens(piece) or _announces(piece) else (start, start + len(piece))
        return None

    def _in_sentence(self, row: Row, below: Row) -> tuple[int, int] | None:
        """The part of the row below with which a value ends that its sentence is broken within: up to a sign."""
        height = row.bottom - row.top
        near = below.page == row.page and below.top - row.bottom <= _NEAR * height and _alike(row, below)
        if not near or below.cuts or below.words[0].box.left > row.words[0].box.left + height:
            return None
        end = _SENTENCE_END.search(below.text)
        stop = min([end.start() if end else 0, *(place.start for place in self.labels[self.at(below)])])
        return (0, stop) if stop and not _opens(below.text) and not _announces(below.text) else None


def _alike(row: Row, below: Row) -> bool:
    """Whether two rows are set in about the same size: a title is no part of the value above it."""
    sizes = sorted((row.bottom - row.top, below.bottom - below.top))
    return sizes[1] < 1.6 * max(1.0, sizes[0])


def _announces(text: str) -> bool:
    """Whether a row begins with a label that is not known (`Mức trợ cấp: ...`), and no part of an address."""
    found = _UNKNOWN.match(text)
    return found is not None and _UNIT.match(bare(text)) is None


def _opens(text: str) -> bool:
    """Whether a row begins something new: an item of a list, a heading, nothing at all."""
    first = text.split(" ")[0]
    return not any(map(str.isalnum, first)) or first[:1] in "-+•*(" or _ITEM.match(text) is not None


def read_form(document: Document, kind: Kind) -> Form:
    """Takes a document apart."""
    rows = tuple(row for number, page in enumerate(document.pages, 1) for row in rows_of(page, number))
    labels = find_places(rows, kind.name)
    return Form(document, kind, rows, labels, slots_of(rows, labels, kind.name))
