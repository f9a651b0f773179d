"""What stands on a PDF page: one plain scanned image, words of its own, or something that must be rendered.

Source: ISO 32000-1, 8.3 (coordinates), 8.9 (images), 9.3.6 (text rendering mode 3 is invisible).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf

from digitize.errors import InputError

Matrix = pikepdf.Matrix
_MOST_NESTED = 6
_MOST_OPERATORS = 2_000_000
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"})
# An image that leaves less than this of the page free is the page: scanners crop unevenly.
_COVERS = 0.85


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn on a page, in order: visible text, a path, or an image with the matrix that places it."""

    what: Literal["text", "path", "image"]
    image: pikepdf.Object | None = None
    matrix: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A page at a glance: its covering image if it has one and nothing visible is drawn over it, and the rest."""

    plain: Mark | None
    images: tuple[Mark, ...]
    has_text: bool
    covered: bool


def look(page: pikepdf.Page) -> Look:
    """Says what the page is made of; raises InputError when its content is damaged or absurdly large."""
    marks = list(_marks(page.obj, Matrix(), 0, [0]))
    images = tuple(mark for mark in marks if mark.what == "image")
    left, bottom, right, top = _edges(page)
    area = abs((right - left) * (top - bottom))
    covering = [at for at, mark in enumerate(marks) if mark.what == "image" and _area(mark, page) >= _COVERS * area]
    has_text = any(mark.what == "text" for mark in marks)
    if not covering:
        return Look(None, images, has_text, covered=False)
    # What is drawn before the last covering image lies hidden under it (some scanners put the text there).
    alone = covering[-1] == len(marks) - 1 and len(images) == 1
    return Look(marks[covering[-1]] if alone else None, images, has_text, covered=True)


def turned(matrix: Matrix) -> Literal[0, 90, 180, 270] | None:
    """Degrees clockwise by which a matrix turns an image; None when it mirrors or slants it."""
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    size = max(abs(a), abs(b), abs(c), abs(d)) * 1e-3
    if abs(b) <= size and abs(c) <= size:
        return 0 if a > 0 and d > 0 else 180 if a < 0 and d < 0 else None
    if abs(a) <= size and abs(d) <= size:
        return 90 if b < 0 < c else 270 if c < 0 < b else None
    return None


def quarter(degrees: int) -> Literal[0, 90, 180, 270]:
    """The quarter turn that equals so many degrees."""
    quarters: tuple[Literal[0, 90, 180, 270], ...] = (0, 90, 180, 270)
    return quarters[degrees // 90 % 4]


def resolution(mark: Mark) -> tuple[float, float]:
    """Horizontal and vertical dots per inch of an image as it is placed (user space unit: 1/72 inch)."""
    assert mark.image is not None
    assert mark.matrix is not None
    across = (mark.matrix.a**2 + mark.matrix.b**2) ** 0.5
    down = (mark.matrix.c**2 + mark.matrix.d**2) ** 0.5
    if not across or not down:
        return 0.0, 0.0
    return int(mark.image.Width) * 72 / across, int(mark.image.Height) * 72 / down


def _area(mark: Mark, page: pikepdf.Page) -> float:
    assert mark.matrix is not None
    left, bottom, right, top = _edges(page)
    box = mark.matrix.transform(pikepdf.Rectangle(0, 0, 1, 1))
    across = min(box.urx, right) - max(box.llx, left)
    up = min(box.ury, top) - max(box.lly, bottom)
    return max(across, 0.0) * max(up, 0.0)


def _marks(content: pikepdf.Object, matrix: Matrix, depth: int, count: list[int]) -> Iterator[Mark]:
    """Marks of a page or form in drawing order; `count` bounds the operators of all nested forms together."""
    resources = content.get("/Resources", pikepdf.Dictionary())
    forms = resources.get("/XObject", pikepdf.Dictionary())
    invisible, kept = False, []
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, TypeError, ValueError) as error:
        raise InputError("a page of the PDF is damaged; scan the sheet again or print the file anew") from error
    for instruction in instructions:
        operands, operator = instruction.operands, str(instruction.operator)
        count[0] += 1
        if count[0] > _MOST_OPERATORS:
            raise InputError("a page of the PDF holds millions of drawing steps; it was refused")
        if operator == "q":
            kept.append((matrix, invisible))
        elif operator == "Q" and kept:
            matrix, invisible = kept.pop()
        elif operator == "cm":
            matrix = _matrix(operands) @ matrix
        elif operator == "Tr":
            invisible = int(operands[0]) == 3
        elif operator in _SHOWS_TEXT and not invisible:
            yield Mark("text")
        elif operator in _PAINTS:
            yield Mark("path")
        elif operator == "Do":
            yield from _drawn(forms.get(str(operands[0])), matrix, depth, count)


def _drawn(thing: pikepdf.Object | None, matrix: Matrix, depth: int, count: list[int]) -> Iterator[Mark]:
    if thing is None or depth > _MOST_NESTED:
        return
    if thing.get("/Subtype") == "/Image":
        yield Mark("image", thing, matrix)
    elif thing.get("/Subtype") == "/Form":
        own = _matrix(thing.Matrix) if "/Matrix" in thing else Matrix()
        yield from _marks(thing, own @ matrix, depth + 1, count)


def _edges(page: pikepdf.Page) -> tuple[float, float, float, float]:
    box = pikepdf.Rectangle(page.mediabox)
    return box.llx, box.lly, box.urx, box.ury


def _matrix(numbers: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return Matrix(a, b, c, d, e, f)
