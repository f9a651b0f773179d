"""Tells which way up a page stands on which little but a round seal is seen: by the words along the seal's rim.

Its upper words stand around its top and run clockwise; the lower ones stand around its foot and run the other way.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Line, Pixels, Scan

# Radii of the ring that a seal is found by, which may be any of its two or three: seals measure 30 to 42 mm.
_RADII_MM = 12.0, 22.0
_LOOK_DPI, _READ_DPI, _MOST_SEALS = 75.0, 300.0, 3
# How sharp and how whole a ring must be (OpenCV's Hough gradient): worn seals were found at 40, as many at 20.
_SHARP, _WHOLE = 120, 30
# The outermost ring lies within so many of the found ones, and is so dark beside the darkest.
_BEYOND, _RING = 1.35, 0.4
# Where the words stand, in radii of the outermost ring.
_INNER, _OUTER = 0.56, 0.9
# The strip goes on beyond a full turn by this share, for words stand across its seam.
_OVERLAP = 0.4
# Letters weighed by what their confidence exceeds 0.5; how far they must agree about the top (all letters of a whole
# rim come to 0.5); by how many degrees the top may lie beside a quarter turn. Of 384 looks at worn seals under pens 311
# passed these, one of them wrongly.
_LEGIBLE, _AGREED, _ASKEW = 8.0, 0.4, 35.0
_Point = tuple[float, float]
_Values = npt.NDArray[np.floating] | npt.NDArray[np.integer]


def seal_inks(pixels: Pixels) -> Iterator[Pixels]:
    """Gray pictures of a page to look for seals on: its red ink without the pen across it, and all of its ink.

    Worn pages have lost the colours of their letters.
    """
    if pixels.ndim == 3:
        redness = cv2.subtract(pixels[..., 0], pixels[..., 1])
        yield np.asarray(cv2.bitwise_not(cv2.add(redness, redness)), np.uint8)
    yield ink.get_darkest(pixels)


def unroll(scan: Scan, gray: Pixels) -> tuple[Scan, ...]:
    """The words along each seal's rim as a strip at 300 dpi, with a margin.

    Its top is the rim; it runs clockwise from the seal's right and goes on beyond a full turn.
    """
    strips = []
    for centre, radius in _find_rings(gray, scan.dpi):
        strip = _strip(gray, centre, radius, _READ_DPI / scan.dpi)
        strip.flags.writeable = False
        height, width = strip.shape
        strips.append(replace(scan, pixels=strip, dpi=_READ_DPI, width=width, height=height))
    return tuple(strips)


def find_top(read: Iterable[tuple[Scan, tuple[Line, ...], tuple[Line, ...]]]) -> tuple[int, float] | None:
    """The degrees clockwise (0, 90, 180, 270) that turn the seals upright, and how far their letters agree (0 to 1).

    `read`: each strip with what was read on it and on it upside down. None where too little of it is legible, or the
    top lies between two turns.
    """
    total, weight = 0j, 0.0
    for strip, upper, lower in read:
        for way, middle, letters in _clearest((*_words(upper), *_words(lower, strip.width))):
            turns = _turns(middle, strip)
            # what stands on both sides of the seam counts once
            if _OVERLAP / 2 <= turns < 1 + _OVERLAP / 2:
                total += way * letters * np.exp(2j * math.pi * turns)
                weight += letters
    if weight < _LEGIBLE or abs(total) < _AGREED * weight:
        return None
    leans = (math.degrees(math.atan2(total.imag, total.real)) + 90) / 90
    if abs(leans - round(leans)) > _ASKEW / 90:
        return None
    return -round(leans) * 90 % 360, float(abs(total) / weight)


def _turns(x: float, strip: Scan) -> float:
    """How many turns clockwise from the right a place in a strip stands."""
    margin = strip.height // 4
    return (x - margin) / (strip.width - 2 * margin) * (1 + _OVERLAP)


def _words(lines: tuple[Line, ...], turned: int = 0) -> Iterator[tuple[float, float, float, int]]:
    """The legible words: letters by their confidence, left and right edge, and 1; -1 of a strip so wide upside down."""
    for line in lines:
        for word in line.words:
            letters = sum(letter.isalpha() for letter in word.text)
            # lone letters are often strokes
            if letters > 1 and word.confidence > 0.5:
                edges = (turned - word.box.right, turned - word.box.left) if turned else (word.box.left, word.box.right)
                yield letters * (word.confidence - 0.5), *edges, -1 if turned else 1


def _clearest(words: tuple[tuple[float, float, float, int], ...]) -> Iterator[tuple[int, float, float]]:
    """Way, middle and letters of each word, where the same ink was read both ways only of the one that reads better."""
    kept: list[tuple[float, float, int]] = []
    for letters, left, right, way in sorted(words, reverse=True):
        middle = (left + right) / 2
        if not any(other != way and start < middle < end for start, end, other in kept):
            kept.append((left, right, way))
            yield way, middle, letters


def _find_rings(gray: Pixels, dpi: float) -> Iterator[tuple[_Point, float]]:
    """The outermost rings of what may be seals: centre (x, y) and radius in pixels, the clearest first."""
    small, look = ink.shrink(gray, dpi, _LOOK_DPI)
    least, most = (round(radius * look / ink.INCH) for radius in _RADII_MM)
    soft = np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.uint8)
    found = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 1, 2 * least, param1=_SHARP, param2=_WHOLE, minRadius=least, maxRadius=most
    )
    factor = dpi / look
    for x, y, radius in [] if found is None else found[0][:_MOST_SEALS]:
        yield ((x + 0.5) * factor - 0.5, (y + 0.5) * factor - 0.5), _outermost(soft, (x, y), radius) * factor


def _outermost(small: Pixels, centre: _Point, radius: float) -> float:
    """The radius of the last ring around a found one."""
    radii = np.arange(round(radius * 0.9), round(radius * _BEYOND))
    angles = np.linspace(0, 2 * math.pi, 180, endpoint=False)
    dark = 255 - _polar(small, centre, radii[:, None], angles).astype(np.float32)
    along = np.median(dark, axis=1)
    along -= along.min()
    return float(radii[np.flatnonzero(along >= _RING * along.max())[-1]])


def _strip(gray: Pixels, centre: _Point, radius: float, scale: float) -> Pixels:
    """The ring of words laid straight."""
    turn = 2 * math.pi * (_INNER + _OUTER) / 2 * radius * scale
    height = round((_OUTER - _INNER) * radius * scale)
    angles = np.arange(round(turn * (1 + _OVERLAP))) * (2 * math.pi / turn)
    strip = _polar(gray, centre, radius * np.linspace(_OUTER, _INNER, height)[:, None], angles)
    margins, bare = (height // 2,) * 4, (float(np.median(strip)),)
    return np.asarray(cv2.copyMakeBorder(strip, *margins, cv2.BORDER_CONSTANT, value=bare), np.uint8)


def _polar(gray: Pixels, centre: _Point, radii: _Values, angles: _Values) -> Pixels:
    """The page at each radius and angle around a point; what lies beyond it is white."""
    x = np.asarray(centre[0] + radii * np.cos(angles), np.float32)
    y = np.asarray(centre[1] + radii * np.sin(angles), np.float32)
    return np.asarray(cv2.remap(gray, x, y, cv2.INTER_LINEAR, borderValue=(255,)), np.uint8)
