"""Looks whether something is written where a slot was read as empty: what engines make nothing of is often a hand's.

A blank is told as such only where there is paper; ink that no word stands for is a doubt, whatever it may say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from digitize import ink
from digitize.crop import lift, straight_part
from digitize.leaders import lift_leaders
from digitize.model import Box, Document, Page, Pixels, Word
from digitize.vietnam.form import read_form
from digitize.vietnam.kinds import kinds
from digitize.vietnam.near import bare
from digitize.vietnam.rooms import find_rooms

# What decides whose paper it is.
NAMES = frozenset({"citizen_id", "full_name", "date_of_birth"})
# How much darker than paper ink is in the lightest channel (gray levels); how large a stroke is, in millimetres.
_DARKER, _PAPER = 45.0, 80.0
_STROKE_MM, _LINE_MM = 2.0, 12.0
# In heights of a label: what beside it is still its own.
_RIM = 0.15


def doubt_blanks(document: Document) -> Document:
    """The document with a doubt for each blank of a person, of its number or in its date where there is ink.

    Pages of digital text were not read, and on a photograph boxes stand on the bent sheet: neither is looked at.
    """
    blank = {one.name for one in document.fields if one.status == "blank_on_page" and one.name in NAMES}
    blank -= {name for name in blank if f"{name}:blank_unsure" in document.doubts}
    rooms = [*_rooms_of_head(document)]
    if blank:
        rooms += find_rooms(read_form(document, kinds().get(document.kind, kinds()["khac"])), frozenset(blank))
    found = sorted(set(_written(document, rooms)))
    fields = (replace(one, status="doubtful") if one.name in found and one.value else one for one in document.fields)
    doubts = (*document.doubts, *(f"{name}:blank_unsure" for name in found))
    return replace(document, fields=tuple(fields), doubts=doubts) if found else document


def _rooms_of_head(document: Document) -> Iterator[tuple[str, int, Box]]:
    """Where the figures would stand that a number and a date lack: before its slash; behind its ngày and tháng."""
    for field in document.fields:
        lines = document.pages[field.page - 1].lines
        if field.name == "issue_date" and field.box and len(field.value or "") < len("2022-06-01"):
            words = tuple(word for line in lines for word in line.words if field.box.holds(word.box))
            for label, following in (("ngay", "thang"), ("thang", "nam")):
                yield from ((field.name, field.page, box) for box in _between(words, label, following))
        elif field.name == "document_number" and field.status == "blank_on_page":
            for line in lines:
                yield from ((field.name, field.page, box) for box in _between(line.words, "so", "/"))


def _between(words: tuple[Word, ...], label: str, following: str) -> Iterator[Box]:
    """What lies between two words that begin so; behind the label itself, where more was read in one word with it."""
    for one, other in pairwise(words):
        if bare(one.text).startswith(label) and bare(other.text).startswith(following):
            share = min(1.0, (len(label) + 0.5) / len(one.text))
            left = one.box.left + round((one.box.right - one.box.left) * share)
            rim = round(_RIM * (one.box.bottom - one.box.top))
            box = Box(left + rim, one.box.top, other.box.left - rim, one.box.bottom)
            if box.right > box.left:
                yield box


def _written(document: Document, rooms: Iterable[tuple[str, int, Box]]) -> Iterator[str]:
    """The fields in whose rooms there is ink."""
    lifted: dict[int, Pixels] = {}
    for name, number, box in rooms:
        page = document.pages[number - 1]
        if page.flat or not any(step.name == "clean" for step in page.steps):
            continue
        if number not in lifted:
            lifted[number] = lift(page.original, page)
        if _has_ink(straight_part(lifted[number], page, box), page):
            yield name


def _has_ink(part: Pixels, page: Page) -> bool:
    """Whether a stroke is in it; rules, leaders and specks are none, nor is a seal, which is light in one channel."""
    light = part if part.ndim == 2 else part.max(axis=2)
    paper = float(np.percentile(light, _PAPER))
    bare = np.array(light, np.uint8)
    lift_leaders(bare, page.dpi)
    mask = np.asarray(bare < paper - _DARKER, np.uint8)
    long = max(3, round(_LINE_MM * page.dpi / ink.INCH))
    for shape in ((1, long), (long, 1)):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 0
    pieces = ink.label(mask).boxes[1:]
    least = _STROKE_MM * page.dpi / ink.INCH
    return any(max(wide, high) >= least and min(wide, high) >= least / 4 for _, _, wide, high, _ in pieces)
