"""Wears a drawn line as offices, copiers, scanners and fax machines do, and cuts it out as a line finder would.

Written apart from bench/degrade.py, which judges: kinds of wear are shared, code and figures are not. Gray values are
whole numbers throughout and noise comes from a bank, so that one core wears several hundred lines a second.
"""

import math
import random

import cv2
import numpy as np

from digitize.model import Pixels
from training.lines.render import Drawn

_BANK = np.random.default_rng(7).normal(0, 32, (512, 8192)).astype(np.int8)
_BANK_AT = 32.0


def worn(line: Drawn, others: list[Drawn], draw: random.Random) -> Pixels:
    """The line in gray, cut out with a little of what stands around it."""
    ink = _stroked(line.ink, draw)
    if others and draw.random() < 0.35:
        ink = _beside(ink, draw.choice(others), line, draw)
    top, bottom = _rows(line, draw)
    ink = _scratched(ink, line, draw)
    if others and draw.random() < 0.06:
        ink = _stamped(ink, draw.choice(others).ink, line.em, draw)
    gray = cv2.bitwise_not(ink)
    gray = _faded(gray, draw)
    gray = _moved(gray, draw)
    if others and draw.random() < 0.2:
        gray = _through(gray, draw.choice(others).ink, draw)
    gray = _cut(gray, top, bottom, draw)
    return _scanned(gray, line.em, draw)


def _rows(line: Drawn, draw: random.Random) -> tuple[int, int]:
    """The rows of the line's ink, with a margin that a line finder would leave, or a little too few."""
    rows = np.flatnonzero(line.ink.any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, line.ink.shape[0])
    em = line.em
    if bottom - top < 0.45 * em:
        top, bottom = min(top, line.baseline - round(0.45 * em)), max(bottom, line.baseline)
    above, below = (round(draw.uniform(-0.02, 0.3) * em) for _ in range(2))
    return max(0, top - above), min(line.ink.shape[0], bottom + below)


def _stroked(ink: Pixels, draw: random.Random) -> Pixels:
    """Thicker or thinner strokes, as toner and thresholds make them."""
    chance = draw.random()
    if chance > 0.3:
        return ink
    kernel = np.ones((2, 2), np.uint8) if draw.random() < 0.7 else np.ones((1, 2), np.uint8)
    other = cv2.dilate(ink, kernel) if chance < 0.15 else cv2.erode(ink, kernel)
    weight = draw.uniform(0.3, 1.0)
    return np.asarray(cv2.addWeighted(ink, 1 - weight, other, weight, 0), np.uint8)


def _beside(ink: Pixels, other: Drawn, line: Drawn, draw: random.Random) -> Pixels:
    """What stands above or below reaches into the picture."""
    made = ink.copy()
    pitch = round(draw.uniform(1.12, 1.6) * line.em) * draw.choice((-1, 1))
    top = line.baseline + pitch - other.baseline
    width = min(made.shape[1], other.ink.shape[1])
    first, last = max(0, top), min(made.shape[0], top + other.ink.shape[0])
    if first < last:
        part = made[first:last, :width]
        np.maximum(part, other.ink[first - top : last - top, :width], out=part)
    return made


def _scratched(ink: Pixels, line: Drawn, draw: random.Random) -> Pixels:
    """Rules below, above and beside; a pen's and a seal's strokes across."""
    height, width = ink.shape
    made = ink.copy()
    shade = draw.randint(90, 255)
    thick = draw.choice((1, 1, 2, 3))
    if draw.random() < 0.1:
        row = line.baseline + round(draw.choice((0.12, 0.2, 0.35, -1.05)) * line.em)
        cv2.line(made, (0, row), (width, row + draw.randint(-2, 2)), shade, thick)
    if draw.random() < 0.07:
        column = draw.choice((draw.randint(0, line.em // 3), width - 1 - draw.randint(0, line.em // 3)))
        cv2.line(made, (column, 0), (column, height), shade, thick)
    if draw.random() < 0.08:
        centre = draw.randint(-width // 4, width * 5 // 4), draw.randint(-3 * height, 4 * height)
        radius = draw.randint(height, 5 * height)
        strokes = np.zeros_like(made)
        cv2.circle(strokes, centre, radius, draw.randint(40, 140), draw.randint(1, 4), cv2.LINE_AA)
        cv2.circle(strokes, centre, max(3, radius - line.em // 4), draw.randint(40, 140), 1, cv2.LINE_AA)
        np.maximum(made, strokes, out=made)
    if draw.random() < 0.06:
        points = np.array([[draw.randint(0, width), draw.randint(0, height)] for _ in range(5)], np.int32)
        strokes = np.zeros_like(made)
        cv2.polylines(strokes, [points], False, draw.randint(50, 200), draw.randint(1, 3), cv2.LINE_AA)
        np.maximum(made, strokes, out=made)
    return made


def _stamped(ink: Pixels, other: Pixels, em: int, draw: random.Random) -> Pixels:
    """A seal's words, at any angle, and its star, pale across the print."""
    height, width = ink.shape
    seal = np.zeros_like(ink)
    shade = draw.randint(40, 150)
    middle = draw.uniform(0, width), draw.uniform(0.2, 0.8) * height
    turn = cv2.getRotationMatrix2D((draw.uniform(0, other.shape[1]), other.shape[0] / 2), draw.uniform(-90, 90), 0.8)
    turn[:, 2] += middle[0] - other.shape[1] / 2, middle[1] - other.shape[0] / 2
    cv2.warpAffine(other, turn, (width, height), dst=seal)
    if draw.random() < 0.4:
        radius = em * draw.uniform(0.8, 2)
        points = [_corner(at, radius * (0.4 if at % 2 else 1), middle) for at in range(10)]
        cv2.fillPoly(seal, [np.array(points, np.int32)], 255, cv2.LINE_AA)
    return np.maximum(ink, cv2.convertScaleAbs(seal, alpha=shade / 255))


def _corner(at: int, radius: float, middle: tuple[float, float]) -> tuple[float, float]:
    angle = math.pi * at / 5
    return middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)


def _faded(gray: Pixels, draw: random.Random) -> Pixels:
    """Paler ink, at times in patches."""
    if draw.random() < 0.5:
        return gray
    kept = draw.uniform(0.35, 0.95)
    table = (255 - (255 - np.arange(256)) * kept).astype(np.uint8)
    pale = np.asarray(cv2.LUT(gray, table), np.uint8)
    if draw.random() < 0.8:
        return pale
    mask = cv2.resize(_noise((3, 8), draw, 60.0) + 128, gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.where(mask > 128, gray, pale)


def _moved(gray: Pixels, draw: random.Random) -> Pixels:
    """Slightly askew, wider or narrower, at times slanted or bent."""
    if draw.random() < 0.3:
        return gray
    height, width = gray.shape
    slope = draw.uniform(-1, 1) * min(0.012, 0.12 * height / width)
    slant = draw.uniform(-0.08, 0.08) if draw.random() < 0.2 else 0.0
    wide = draw.uniform(0.9, 1.1)
    made_width = round(width * wide)
    matrix = np.array([[wide, slant, -slant * height / 2], [slope, 1, -slope * width / 2]], np.float32)
    return np.asarray(cv2.warpAffine(gray, matrix, (made_width, height), borderValue=255), np.uint8)


def _through(gray: Pixels, back: Pixels, draw: random.Random) -> Pixels:
    """The other side's print shines through, mirrored and soft."""
    height, width = gray.shape
    mirrored = cv2.resize(back[:, ::-1], (width, height), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(mirrored, (0, 0), draw.uniform(1.5, 3))
    return np.asarray(cv2.addWeighted(gray, 1, soft, -draw.uniform(0.04, 0.2), 0), np.uint8)


def _cut(gray: Pixels, top: int, bottom: int, draw: random.Random) -> Pixels:
    """These rows, and most often less than the whole margin at both ends."""
    left, right = draw.randint(0, 18), draw.randint(0, 18)
    part = gray[top:bottom, left : gray.shape[1] - right]
    return part if part.shape[1] > 8 else gray[top:bottom]


def _scanned(gray: Pixels, em: int, draw: random.Random) -> Pixels:
    """Resolution, optics, light, noise, and what a scanner's and an archive's coding leave."""
    height, width = gray.shape
    if draw.random() < 0.4:
        least = min(1.0, max(16 / em, 0.4))
        share = draw.uniform(least, 1.0)
        gray = cv2.resize(
            gray, (max(8, round(width * share)), max(8, round(height * share))), interpolation=cv2.INTER_AREA
        )
        em = round(em * share)
    if draw.random() < 0.75:
        gray = cv2.GaussianBlur(gray, (0, 0), draw.uniform(0.3, 1.15) * max(0.6, em / 40))
    if draw.random() < 0.35:
        gray = _lit(gray, draw)
    if draw.random() < 0.6:
        gray = _noisy(gray, draw)
    if draw.random() < 0.15:
        gray = cv2.medianBlur(gray, 3)
    if draw.random() < 0.5:
        coded = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, draw.randint(30, 88)])[1]
        gray = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    if draw.random() < 0.06:
        level = draw.randint(-25, 25) + int(cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)[0])
        gray = np.where(gray > level, 255, 0)
    return np.asarray(gray, np.uint8)


def _lit(gray: Pixels, draw: random.Random) -> Pixels:
    """Light that falls off to one side; at times a fold."""
    width = gray.shape[1]
    light = np.linspace(draw.uniform(0.6, 1), draw.uniform(0.6, 1), width, dtype=np.float32)
    if draw.random() < 0.15:
        light -= draw.uniform(0.1, 0.5) * np.exp(-(((np.arange(width) - draw.uniform(0, width)) / 1.5) ** 2))
    return np.asarray(gray * light, np.uint8)


def _noise(shape: tuple[int, int], draw: random.Random, amount: float) -> Pixels:
    """Normal noise of a standard deviation, as signed small numbers."""
    height, width = shape
    row, column = draw.randrange(_BANK.shape[0] - height), draw.randrange(max(1, _BANK.shape[1] - width))
    return _BANK[row : row + height, column : column + width] * np.float32(amount / _BANK_AT)


def _noisy(gray: Pixels, draw: random.Random) -> Pixels:
    """Grain, and at times specks."""
    height, width = gray.shape
    if width >= _BANK.shape[1] or height >= _BANK.shape[0]:
        return gray
    made = np.clip(gray + _noise(gray.shape, draw, draw.uniform(1, 13)), 0, 255).astype(np.uint8)
    if draw.random() < 0.12:
        for _ in range(draw.randint(1, 12)):
            spot = draw.randrange(width), draw.randrange(height)
            cv2.circle(made, spot, draw.choice((0, 0, 1, 2)), draw.choice((0, 60, 255)), -1)
    return made
