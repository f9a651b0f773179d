"""Takes dotted lines (leaders) away where something is written on them, which they make hard to read.

One on which nothing stands stays: it shows that a slot is empty. A dot belongs to a leader by its size, its height and
the leader's step, so that the dot below a letter (nặng) is not taken for one.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from digitize.ink import INCH, Labelled, label
from digitize.model import Pixels

DARK = 180
# Dots, and letters, in millimetres; how far the dots of a leader are apart, and how far off its line and its step.
DOT_MM, LETTER_MM, STEP_MM = (0.1, 0.75), 1.2, (0.4, 2.7)
OFF_MM, OFF_STEP, OFF_SIZE = 0.16, 0.22, 1.9
FEWEST, RECENT = 6, 8
# A leader is followed under print that hides its dots for so long. What is written on one reaches so high above it,
# and is no smaller than so many square millimetres.
HIDDEN_MM, ABOVE_MM, ON_IT = 12.0, 3.2, 1.5

Boxes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Dot:
    """A small piece of ink: its middle and area in pixels, its number among all pieces."""

    x: float
    y: float
    area: float
    label: int


def lift_leaders(even: Pixels, dpi: float) -> int:
    """Paints leaders that are written on white, in place, on a gray page whose paper is white; how many dots."""
    unit = dpi / INCH
    pieces = label(np.asarray(even < DARK, np.uint8))
    boxes, labels = pieces.boxes[:, :4], pieces.labels
    letters = boxes[1:][boxes[1:, 3] >= LETTER_MM * unit]
    taken = 0
    for leader in _leaders(sorted(_dots(pieces, unit), key=lambda dot: dot.x), unit):
        if not _is_written_on(leader, letters, unit):
            continue
        taken += len(leader)
        for dot in leader:
            left, top, width, height = boxes[dot.label].tolist()
            place = np.s_[max(top - 1, 0) : top + height + 1, max(left - 1, 0) : left + width + 1]
            # What is no paper there belongs to a letter beside it.
            even[place][(labels[place] == dot.label) | (labels[place] == 0)] = 255
    return taken


def _dots(pieces: Labelled, unit: float) -> list[_Dot]:
    """The pieces as small as dots; `unit`: pixels in a millimetre."""
    sides = pieces.boxes[:, 2:4] / unit
    rows, columns = np.divmod(pieces.places, pieces.labels.shape[1])
    x, y = (np.bincount(pieces.owners, many, len(sides)) for many in (columns, rows))
    fits = np.flatnonzero((sides.min(axis=1) >= DOT_MM[0]) & (sides.max(axis=1) <= DOT_MM[1]))
    areas = pieces.boxes[:, 4].astype(np.float64)
    return [_Dot(float(x[at] / areas[at]), float(y[at] / areas[at]), float(areas[at]), at) for at in fits.tolist()]


def _is_written_on(leader: list[_Dot], letters: Boxes, unit: float) -> bool:
    """Whether letters (boxes: left, top, width, height) stand right above it, anywhere between its ends."""
    low = fmean(dot.y for dot in leader) - 0.3 * unit
    across = np.minimum(letters[:, 0] + letters[:, 2], leader[-1].x) - np.maximum(letters[:, 0], leader[0].x)
    down = np.minimum(letters[:, 1] + letters[:, 3], low) - np.maximum(letters[:, 1], low - ABOVE_MM * unit)
    return bool((across.clip(0) * down.clip(0)).sum() >= ON_IT * unit**2)


def _leaders(dots: list[_Dot], unit: float) -> Iterator[list[_Dot]]:
    """The dots of each leader from left to right, followed both ways from where many stand in a row."""
    places = [dot.x for dot in dots]
    taken: set[int] = set()
    for first, dot in enumerate(dots):
        if dot.label in taken:
            continue
        row = [dot]
        at = _next(dots, first, unit)
        while at is not None and dots[at].label not in taken and _is_steady(row, dots[at]):
            row.append(dots[at])
            at = _next(dots, at, unit)
        if len(row) >= FEWEST:
            step = (row[-1].x - row[0].x) / (len(row) - 1)
            back = _beyond(dots, places, row[::-1], (-step, unit))
            row = [*back[::-1], *row, *_beyond(dots, places, row, (step, unit))]
            taken.update(one.label for one in row)
            yield row


def _next(dots: list[_Dot], at: int, unit: float) -> int | None:
    """The next dot to the right at the same height, about as large."""
    dot, least, most = dots[at], STEP_MM[0] * unit, STEP_MM[1] * unit
    for other in range(at + 1, len(dots)):
        apart = dots[other].x - dot.x
        if apart > most:
            return None
        if apart >= least and abs(dots[other].y - dot.y) <= OFF_MM * unit and _alike(dots[other].area, dot.area):
            return other
    return None


def _alike(one: float, other: float) -> bool:
    # A dot of four pixels may be one of seven beside it.
    return max(one, other) <= OFF_SIZE * min(one, other) + 2


def _is_steady(row: list[_Dot], following: _Dot) -> bool:
    if len(row) < 2:
        return True
    recent = row[-RECENT:]
    step = (recent[-1].x - recent[0].x) / (len(recent) - 1)
    return abs(following.x - row[-1].x - step) <= max(OFF_STEP * step, 1.0)


def _beyond(dots: list[_Dot], places: list[float], row: list[_Dot], sight: tuple[float, float]) -> list[_Dot]:
    """The leader's dots beyond the last of the row, in its step, as far as print hides no more of them.

    `sight`: the step from the last dot onwards, and pixels in a millimetre.
    """
    step, unit = sight
    area = fmean(dot.area for dot in row)
    slope = (row[-1].y - row[0].y) / (row[-1].x - row[0].x)
    off = max(OFF_STEP * abs(step), 1.0)
    found: list[_Dot] = []
    last = row[-1]
    x = last.x + step
    while abs(x - last.x) <= HIDDEN_MM * unit:
        for at in range(bisect_left(places, x - off), len(dots)):
            dot = dots[at]
            if dot.x > x + off:
                break
            if abs(dot.y - last.y - slope * (dot.x - last.x)) <= OFF_MM * unit and _alike(dot.area, area):
                found.append(dot)
                last, x = dot, dot.x
                break
        x += step
    return found
