"""Rectangles, matrices and clips of a PDF page: where a thing is drawn and how much of it is seen.

Source: ISO 32000-1, 8.3.4 (matrices), 8.5 (paths and clipping). User space: origin bottom left, 1/72 inch.
"""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import pikepdf

from digitize.pdf_value import floats

Matrix = pikepdf.Matrix
Point = tuple[float, float]
_MOST_POINTS = 8


class Area(NamedTuple):
    """A rectangle in user space."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Its area; 0 when it is empty or endless."""
        size = max(self.right - self.left, 0.0) * max(self.top - self.bottom, 0.0)
        return size if math.isfinite(size) else 0.0

    def within(self, other: "Area") -> "Area":
        """What both share."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Area(left, bottom, min(self.right, other.right), min(self.top, other.top))


class Path:
    """A path as it is built: only whether it is one upright rectangle matters, for that is how scanners clip."""

    def __init__(self) -> None:
        self._points: list[Point] = []
        self._odd = False

    def add(self, matrix: Matrix, operands: Sequence[Any], operator: str) -> None:
        """Takes one step of the path (ISO 32000-1, table 59)."""
        values = floats(operands)
        if operator == "re" and len(values) == 4:
            left, bottom, across, up = values
            self._points += corners(matrix, Area(left, bottom, left + across, bottom + up))
        elif operator in ("m", "l") and len(values) == 2:
            self._points.append(_moved(matrix, *values))
        elif operator != "h":
            self._odd = True
        if len(self._points) > _MOST_POINTS:
            self._points, self._odd = [], True

    def rectangle(self) -> Area | None:
        """The path as a rectangle; None when it is anything else."""
        if self._odd or not self._points:
            return None
        around = bounds(self._points)
        near = 1e-3 * max(around.right - around.left, around.top - around.bottom)
        upright = all(
            min(abs(x - around.left), abs(x - around.right)) <= near
            and min(abs(y - around.bottom), abs(y - around.top)) <= near
            for x, y in self._points
        )
        return around if upright else None


def unit_square(matrix: Matrix) -> Area:
    """Where an image placed by the matrix lies: the smallest rectangle around it."""
    return bounds(corners(matrix, Area(0, 0, 1, 1)))


def corners(matrix: Matrix, area: Area) -> list[Point]:
    """The four corners of a rectangle, moved."""
    left, bottom, right, top = area
    return [_moved(matrix, x, y) for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))]


def bounds(points: Sequence[Point]) -> Area:
    """The smallest rectangle around the points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return Area(min(across), min(up), max(across), max(up))


def matrix_of(values: Sequence[Any]) -> Matrix | None:
    """Six numbers as a matrix; None for anything else."""
    told = floats(values)
    return Matrix(*told) if len(told) == 6 else None


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


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f
