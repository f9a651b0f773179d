"""What stands on a PDF page: one plain scanned image, words of its own, or something that must be rendered.

Source: ISO 32000-1, 8.4 (graphics state), 8.9 (images), 9.3.6 (text rendering mode 3 is invisible), 12.5
(annotations), 14.11.2 (page boxes).
"""

import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pikepdf

from digitize.errors import InputError
from digitize.pdf_shape import Area, Matrix, Path, bounds, corners, matrix_of, quarter, unit_square
from digitize.pdf_value import BOMB, array, entry, flag, floats, inherited, name, number, numbers, unpack, whole

_MOST_NESTED, _MOST_IMAGES, _MOST_PARTS = 20, 10_000, 10_000
_MOST_FORMS, _MOST_OPERATORS, _MOST_CONTENT, _MOST_CONTENT_OF_PAGE = 30_000, 6_000_000, 128 << 20, 8 << 20
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"})
_CLIPS = frozenset({"W", "W*"})
_BUILDS = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_STATE = frozenset({"cm", "Tr", "gs"})
_OPERATORS = " ".join(sorted((_SHOWS_TEXT | _PAINTS | _STATE | _BUILDS | _CLIPS) - {"INLINE IMAGE"}))
_OPERATORS += " q Q n Do BI ID EI"
# An image that leaves less than this of the page free is the page: scanners crop unevenly.
_COVERS = 0.85
# An image of which a clip or the page's edge hides no more than this is shown whole.
_WHOLE = 0.98
_LETTER = (0.0, 0.0, 612.0, 792.0)
_HIDDEN, _NO_VIEW = 2, 32
_CELLS = 40
_NOWHERE = Area(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn on a page, in order: visible text, a path, or an image with the matrix that places it.

    `seen`: the part of the page that the image covers, clips and edges cut off; `plain`: it is opaque and shown whole.
    """

    what: Literal["text", "path", "image"]
    image: pikepdf.Object | None = None
    matrix: Matrix | None = None
    seen: Area = _NOWHERE
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A page at a glance: the image that is the page, if it is one, and what else stands there."""

    plain: Mark | None
    images: tuple[Mark, ...]
    has_text: bool
    covered: bool


@dataclass(slots=True)
class Budget:
    """What all pages of a file together may ask for, so that a small file cannot keep a worker busy for hours."""

    forms: int = _MOST_FORMS
    content: int = _MOST_CONTENT
    operators: int = _MOST_OPERATORS

    def spend(self, content: int, operators: int) -> None:
        """Takes a page or form with so many bytes and operators; raises InputError when the budget is used up."""
        self.forms -= 1
        self.content -= content
        self.operators -= operators
        if min(self.forms, self.content, self.operators) < 0:
            raise InputError(
                "tệp PDF có hàng triệu nét vẽ nên bị từ chối, hãy in lại tệp hoặc quét / "
                "the PDF holds millions of drawing steps; it was refused, print it anew or scan it"
            )


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that says what is seen of an image."""

    matrix: Matrix
    clip: Area
    invisible: bool = False
    altered: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the nest of forms a thing is drawn, and with which resources a form without its own draws."""

    resources: object
    forms: tuple[tuple[int, int], ...]
    budget: Budget


_TEXT, _PATH = Mark("text"), Mark("path")


def look(page: pikepdf.Page, budget: Budget) -> Look:
    """Says what the page is made of; raises InputError when its content is damaged or absurdly large."""
    paper = edges(page)
    marks: list[Mark] = []
    images: list[Mark] = []
    for mark in _marks(page.obj, _State(Matrix(), paper), _Place(None, (), budget)):
        marks.append(mark)
        if mark.what == "image":
            images.append(mark)
            if len(images) > _MOST_IMAGES:
                raise InputError(BOMB)
    if _annotated(page):
        marks.append(_PATH)
    covered = _covered(images, paper)
    # What is drawn before a covering image lies hidden under it (some scanners put the text there).
    alone = len(images) == 1 and marks[-1] is images[0] and images[0].plain and (covered or len(marks) == 1)
    return Look(images[0] if alone else None, tuple(images), _TEXT in marks, covered)


def shows_text(form: pikepdf.Object, budget: Budget) -> bool:
    """Whether a form (an annotation's appearance) draws visible text; raises InputError as `look` does."""
    everywhere = Area(-math.inf, -math.inf, math.inf, math.inf)
    return _TEXT in list(_drawn(form, _State(Matrix(), everywhere), _Place(None, (), budget)))


def is_shown(note: object) -> bool:
    """Whether an annotation is drawn on the page: a link or a closed note is not."""
    hidden = whole(note, "/F", 0) & (_HIDDEN | _NO_VIEW)
    return not hidden and name(note, "/Subtype") not in ("/Link", "/Popup")


def edges(page: pikepdf.Page) -> Area:
    """The part of the page that a viewer shows: its crop box within its media box (US letter when it has none)."""
    crop = _box(page, "/CropBox")
    return crop.within(sheet(page)) if crop else sheet(page)


def sheet(page: pikepdf.Page) -> Area:
    """The page's media box, as a viewer reads it."""
    return _box(page, "/MediaBox") or Area(*_LETTER)


def rotation(page: pikepdf.Page) -> Literal[0, 90, 180, 270]:
    """Degrees clockwise by which a viewer turns the page."""
    told = floats([inherited(page.obj, "/Rotate")])
    return quarter(int(told[0])) if told else 0


def unit(page: pikepdf.Page) -> float:
    """The page's unit in 1/72 inch."""
    told = number(page.obj, "/UserUnit", 1.0)
    return told if 0.01 <= told <= 1000 else 1.0


def resolution(mark: Mark) -> tuple[float, float]:
    """Horizontal and vertical pixels of an image in 72 user space units, as it is placed; 0 when it has no extent."""
    if mark.matrix is None:
        return 0.0, 0.0
    across = math.hypot(mark.matrix.a, mark.matrix.b)
    down = math.hypot(mark.matrix.c, mark.matrix.d)
    if not (1e-3 < across < 1e6 and 1e-3 < down < 1e6):
        return 0.0, 0.0
    return whole(mark.image, "/Width", 0) * 72 / across, whole(mark.image, "/Height", 0) * 72 / down


def _box(page: pikepdf.Page, key: str) -> Area | None:
    value = inherited(page.obj, key)
    told = floats(list(value)) if isinstance(value, pikepdf.Array) else ()
    if len(told) != 4:
        return None
    (left, right), (bottom, top) = sorted((told[0], told[2])), sorted((told[1], told[3]))
    return Area(left, bottom, right, top) if left < right and bottom < top else None


def _covered(images: list[Mark], paper: Area) -> bool:
    """Whether images (one, or the strips of one) leave next to nothing of the page free."""
    cells = np.zeros((_CELLS, _CELLS), dtype=bool)
    across, up = (paper.right - paper.left) / _CELLS, (paper.top - paper.bottom) / _CELLS
    for seen in {mark.seen for mark in images if mark.seen.size and paper.size}:
        left, right = round((seen.left - paper.left) / across), round((seen.right - paper.left) / across)
        bottom, top = round((seen.bottom - paper.bottom) / up), round((seen.top - paper.bottom) / up)
        cells[bottom:top, left:right] = True
    return float(cells.mean()) >= _COVERS


def _annotated(page: pikepdf.Page) -> bool:
    """Whether anything is stuck on the page that a viewer shows (a stamp, a note, a filled form field)."""
    return any(is_shown(note) and entry(entry(note, "/AP"), "/N") is not None for note in array(page.obj, "/Annots"))


def _marks(content: pikepdf.Object, state: _State, place: _Place) -> Iterator[Mark]:
    """Marks of a page or form in drawing order."""
    own = inherited(content, "/Resources")
    resources = place.resources if own is None else own
    kept: list[_State] = []
    path, clips = Path(), False
    for operands, operator in _instructions(content, place.budget):
        if operator == "q":
            kept.append(state)
        elif operator == "Q":
            state = kept.pop() if kept else state
        elif operator in _STATE:
            state = _changed(state, operands, operator, resources)
        elif operator in _BUILDS:
            path.add(state.matrix, operands, operator)
        elif operator in _CLIPS:
            clips = True
        elif operator in _SHOWS_TEXT and not state.invisible:
            yield _TEXT
        elif operator == "n" or operator in _PAINTS:
            if operator != "n":
                yield _PATH
            state = _clipped(state, path) if clips else state
            path, clips = Path(), False
        elif operator == "Do" and operands and isinstance(operands[0], pikepdf.Name):
            thing = entry(entry(resources, "/XObject"), operands[0])
            yield from _drawn(thing, state, replace(place, resources=resources))


def _instructions(content: pikepdf.Object, budget: Budget) -> Iterator[tuple[Sequence[Any], str]]:
    value = content if isinstance(content, pikepdf.Stream) else entry(content, "/Contents")
    parts = list(value) if isinstance(value, pikepdf.Array) else [value]
    if len(parts) > _MOST_PARTS:
        raise InputError(BOMB)
    data = bytearray()
    for part in parts:
        data += unpack(part) + b"\n" if isinstance(part, pikepdf.Stream) else b""
        if len(data) > _MOST_CONTENT_OF_PAGE:
            raise InputError(BOMB)
    with pikepdf.new() as scratch:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                instructions = pikepdf.parse_content_stream(pikepdf.Stream(scratch, bytes(data)), _OPERATORS)
        except (pikepdf.PdfError, ValueError) as error:
            raise InputError(
                "một trang PDF bị hỏng, hãy quét lại tờ này hoặc in lại tệp / "
                "a page of the PDF is damaged; scan the sheet again or print the file anew"
            ) from error
        budget.spend(len(data), len(instructions))
        for instruction in instructions:
            yield list(instruction.operands), str(instruction.operator)


def _changed(state: _State, operands: Sequence[Any], operator: str, resources: object) -> _State:
    if operator == "cm":
        matrix = matrix_of(operands)
        return replace(state, matrix=matrix @ state.matrix) if matrix is not None else state
    if operator == "Tr":
        return replace(state, invisible=floats(operands) == (3.0,))
    named = bool(operands) and isinstance(operands[0], pikepdf.Name)
    told = entry(entry(resources, "/ExtGState"), operands[0]) if named else None
    faint = number(told, "/ca", 1.0) < 1 or name(told, "/BM") not in ("", "/Normal", "/Compatible")
    masked = isinstance(entry(told, "/SMask"), pikepdf.Dictionary)
    return replace(state, altered=state.altered or faint or masked)


def _clipped(state: _State, path: Path) -> _State:
    rectangle = path.rectangle()
    if rectangle is None:
        return replace(state, altered=True)
    return replace(state, clip=state.clip.within(rectangle))


def _drawn(thing: object, state: _State, place: _Place) -> Iterator[Mark]:
    if not isinstance(thing, pikepdf.Stream):
        return
    if thing.objgen in place.forms or len(place.forms) > _MOST_NESTED:
        raise InputError(
            "một trang PDF tự lặp hoặc lồng quá sâu, hãy in lại tệp / "
            "a page of the PDF draws itself, or is nested absurdly deep; print the file anew"
        )
    if name(thing, "/Subtype") == "/Image":
        placed = unit_square(state.matrix)
        seen = placed.within(state.clip)
        plain = _opaque(thing) and not state.altered and seen.size >= _WHOLE * placed.size > 0
        yield Mark("image", thing, state.matrix, seen, plain)
    elif name(thing, "/Subtype") == "/Form":
        own = matrix_of(numbers(thing, "/Matrix"))
        matrix = own @ state.matrix if own is not None else state.matrix
        box = numbers(thing, "/BBox")
        clip = state.clip.within(bounds(corners(matrix, Area(*box)))) if len(box) == 4 else state.clip
        inner = replace(state, matrix=matrix, clip=clip, altered=state.altered or "/OC" in thing)
        yield from _marks(thing, inner, replace(place, forms=(*place.forms, thing.objgen)))


def _opaque(image: pikepdf.Object) -> bool:
    if flag(image, "/ImageMask") or whole(image, "/SMaskInData", 0):
        return False
    return all(entry(image, key) is None for key in ("/SMask", "/Mask", "/OC"))
