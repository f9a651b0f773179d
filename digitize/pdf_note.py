"""What is stuck on a PDF page and shows words: signatures' appearances, stamps, filled form fields.

Offices that issue electronically print number and date so, when the paper is signed. Source: ISO 32000-1, 12.5.5 (how
an appearance is placed: algorithm 8.1).
"""

import math
from dataclasses import dataclass

import pikepdf

from digitize.errors import InputError
from digitize.pdf_page import Budget, is_shown, shows_text
from digitize.pdf_shape import Area, Matrix, bounds, corners, matrix_of
from digitize.pdf_value import BOMB, array, entry, numbers

# An appearance of a signature nests three or four forms.
_MOST, _MOST_FORMS, _MOST_OPERATORS, _MOST_CONTENT = 500, 3_000, 200_000, 8 << 20


@dataclass(frozen=True, slots=True)
class Note:
    """An appearance with words: its stream's object, what places it, and the part of the page that shows it (points).

    `matrix` comes before the stream's own.
    """

    stream: int
    matrix: Matrix
    place: Area


def find_notes(page: pikepdf.Page) -> tuple[Note, ...]:
    """The notes of a page in drawing order; raises InputError when one is damaged or absurdly large.

    Boxes to tick (appearances of several states) hold marks, no words, and are left out.
    """
    found, budget = [], Budget(_MOST_FORMS, _MOST_CONTENT, _MOST_OPERATORS)
    for annotation in array(page.obj, "/Annots"):
        drawn = entry(entry(annotation, "/AP"), "/N")
        if not isinstance(drawn, pikepdf.Stream) or not is_shown(annotation):
            continue
        note = _placed(drawn, numbers(annotation, "/Rect"))
        if note is not None and shows_text(drawn, budget):
            found.append(note)
        if len(found) > _MOST:
            raise InputError(BOMB)
    return tuple(found)


def _placed(drawn: pikepdf.Object, rectangle: tuple[float, ...]) -> Note | None:
    """None where it has no extent, and so is not drawn."""
    box = numbers(drawn, "/BBox")
    if len(box) != 4 or len(rectangle) != 4:
        return None
    place = bounds(((rectangle[0], rectangle[1]), (rectangle[2], rectangle[3])))
    own = matrix_of(numbers(drawn, "/Matrix"))
    before = bounds(corners(Matrix() if own is None else own, Area(*box)))
    if not (math.isfinite(sum(before)) and place.size and before.size):
        return None
    across = (place.right - place.left) / (before.right - before.left)
    up = (place.top - place.bottom) / (before.top - before.bottom)
    matrix = Matrix(across, 0, 0, up, place.left - before.left * across, place.bottom - before.bottom * up)
    return Note(drawn.objgen[0], matrix, place)
