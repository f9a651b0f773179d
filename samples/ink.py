"""Seals, signatures, codes, portraits and plans: everything on paper that is not set in type."""

import math
import random
from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.sheet import Colour, load_face

RED: Colour = (205, 28, 44)
BLUE: Colour = (34, 52, 156)
Paint = Callable[[int, int], Image.Image]


def tinted(mask: np.ndarray, colour: Colour) -> Image.Image:
    """An RGBA picture of one ink, opaque where the mask (0..1) is."""
    alpha = (np.clip(mask, 0, 1) * 255).astype(np.uint8)
    picture = np.empty((*alpha.shape, 4), np.uint8)
    picture[..., :3] = colour
    picture[..., 3] = alpha
    return Image.fromarray(picture)


def blotches(shape: tuple[int, int], seed: int, low: float) -> np.ndarray:
    """Uneven ink: smooth values between `low` and 1."""
    noise = np.random.default_rng(seed).random((9, 9)).astype(np.float32)
    return low + (1 - low) * np.clip(cv2.resize(noise, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def arc_words(canvas: Image.Image, words: str, radius: float, size: float, top: bool) -> None:
    """Letters along a circle about the centre, reading over the top or under the bottom."""
    face = load_face("sans:b", size)
    centre = canvas.width / 2
    widths = [face.getlength(letter) * 1.12 for letter in words]
    angle = -sum(widths) / 2 / radius
    for letter, width in zip(words, widths, strict=True):
        middle = angle + width / 2 / radius
        angle += width / radius
        side = int(size * 2)
        glyph = Image.new("L", (side, side), 0)
        ImageDraw.Draw(glyph).text((side / 2, side / 2), letter, 255, face, anchor="mm")
        glyph = glyph.rotate(math.degrees(-middle if top else middle), Image.Resampling.BICUBIC)
        x = centre + radius * math.sin(middle)
        y = centre - radius * math.cos(middle) * (1 if top else -1)
        canvas.paste(255, (int(x - side / 2), int(y - side / 2)), glyph)


def star(centre: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a five-pointed star."""
    corners = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.39
        angle = math.pi * index / 5
        corners.append((centre + reach * math.sin(angle), centre - reach * math.cos(angle)))
    return corners


def seal(above: str, below: str, seed: int = 1) -> Paint:
    """A round red office seal with its name along the rim."""

    def paint(width: int, height: int) -> Image.Image:
        side = width * 2
        canvas = Image.new("L", (side, side), 0)
        pen = ImageDraw.Draw(canvas)
        for inset, stroke in ((0.01, 0.022), (0.05, 0.008), (0.235, 0.008)):
            pen.ellipse(
                [side * inset, side * inset, side * (1 - inset), side * (1 - inset)],
                outline=255,
                width=int(side * stroke),
            )
        arc_words(canvas, above, side * 0.362, side * 0.075, top=True)
        arc_words(canvas, below, side * 0.362, side * 0.075, top=False)
        pen.polygon(star(side / 2, side * 0.17), fill=255)
        mask = np.asarray(canvas.resize((width, height), Image.Resampling.LANCZOS)) / 255.0
        return tinted(mask * 0.85 * blotches((height, width), seed, 0.55), RED)

    return paint


def smooth(points: np.ndarray, count: int) -> np.ndarray:
    """Points along a Catmull-Rom curve through the given ones."""
    padded = np.vstack([points[0], points, points[-1]])
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in np.linspace(0, 1, count, endpoint=False):
            curve.append(
                0.5
                * (2 * b + (c - a) * step + (2 * a - 5 * b + 4 * c - d) * step**2 + (3 * b - a - 3 * c + d) * step**3)
            )
    return np.array(curve)


def pen_points(draw: random.Random) -> list[tuple[float, float]]:
    """Where the pen turns, 0..1: a tall first letter, some smaller ones, a flourish back or below."""
    points = [(draw.uniform(0.03, 0.2), draw.uniform(0.4, 0.9)), (draw.uniform(0.12, 0.3), draw.uniform(0.02, 0.2))]
    count, x = draw.randint(4, 9), 0.22
    for index in range(count):
        x += draw.uniform(0.3, 1.1) * 0.66 / count
        high = draw.uniform(0.15, 0.55) if index else 0.3
        points.append((x + draw.uniform(-0.06, 0.02), draw.uniform(0.55, 0.95) if index % 2 == 0 else high))
    if draw.random() < 0.5:
        points += [(0.96, draw.uniform(0.2, 0.5)), (0.5, 0.97), (draw.uniform(0.02, 0.3), 0.85), (0.9, 0.7)]
    else:
        points += [(0.9, draw.uniform(0.5, 0.7)), (0.97, draw.uniform(0.05, 0.3))]
    return points


def signature(seed: int, colour: Colour = BLUE) -> Paint:
    """Pen strokes that look like a name written in haste."""

    def paint(width: int, height: int) -> Image.Image:
        points = pen_points(random.Random(seed))
        curve = smooth(np.array(points), 30) * (width * 4, height * 4)
        canvas = Image.new("L", (width * 4, height * 4), 0)
        pen = ImageDraw.Draw(canvas)
        for index, (a, b) in enumerate(pairwise(curve)):
            nib = max(2, int(width * 4 * (0.011 + 0.005 * math.sin(index / 17))))
            pen.line([tuple(a), tuple(b)], fill=235, width=nib)
            pen.ellipse([b[0] - nib / 2, b[1] - nib / 2, b[0] + nib / 2, b[1] + nib / 2], fill=235)
        return tinted(np.asarray(canvas.resize((width, height), Image.Resampling.LANCZOS)) / 255.0, colour)

    return paint


def qr_code(words: str) -> Paint:
    """A QR code of the words (UTF-8), with its quiet zone."""

    def paint(width: int, height: int) -> Image.Image:
        modules = cv2.QRCodeEncoder.create().encode(words)
        large = cv2.resize(modules, (width, height), interpolation=cv2.INTER_NEAREST)
        return tinted(1.0 - large / 255.0, (15, 15, 18))

    return paint


def portrait(seed: int) -> Paint:
    """A figure without a face, on light blue, where a card has its photograph."""

    def paint(width: int, height: int) -> Image.Image:
        tone = 70 + seed * 13 % 50
        picture = Image.new("RGB", (width, height), (196, 214, 232))
        pen = ImageDraw.Draw(picture)
        pen.ellipse([width * 0.05, height * 0.66, width * 0.95, height * 1.4], fill=(tone, tone + 8, tone + 24))
        pen.ellipse([width * 0.28, height * 0.2, width * 0.72, height * 0.68], fill=(222, 188, 164))
        pen.pieslice([width * 0.25, height * 0.14, width * 0.75, height * 0.62], 180, 360, fill=(48, 42, 40))
        soft = picture.filter(ImageFilter.GaussianBlur(width / 90))
        soft.putalpha(255)
        return soft

    return paint


def chip() -> Paint:
    """The gold contacts of a card."""

    def paint(width: int, height: int) -> Image.Image:
        picture = Image.new("RGBA", (width, height), (214, 178, 92, 255))
        pen = ImageDraw.Draw(picture)
        for part in (0.33, 0.66):
            pen.line([0, height * part, width, height * part], fill=(130, 100, 40, 255), width=max(1, width // 40))
            pen.line([width * part, 0, width * part, height], fill=(130, 100, 40, 255), width=max(1, width // 40))
        return picture

    return paint


def waves(colour: Colour, strength: float = 0.35) -> Paint:
    """Guilloche: fine wavy lines over a whole card or certificate."""

    def paint(width: int, height: int) -> Image.Image:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        step = width / 60
        phase = y + step * 2.2 * np.sin(x / width * 9.0) + step * 0.9 * np.sin(x / width * 31.0 + 1)
        return tinted((np.sin(phase / step * 2 * math.pi) > 0.72) * strength, colour)

    return paint


def fingerprint(seed: int) -> Paint:
    """Ridges of no finger."""

    def paint(width: int, height: int) -> Image.Image:
        y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
        bend = np.hypot(x * 1.15, y * 0.9 + 0.18 * np.sin(x * 2.5 + seed)) * 34 + 1.6 * np.sin(y * 5 + seed)
        return tinted((np.sin(bend) > 0) * (np.hypot(x, y) < 0.95) * 0.8, (60, 50, 60))

    return paint


def plot_plan() -> Paint:
    """The plan of a plot of land, without its figures."""

    def paint(width: int, height: int) -> Image.Image:
        picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
        pen = ImageDraw.Draw(picture)
        corners = [(0.2, 0.25), (0.72, 0.16), (0.84, 0.7), (0.3, 0.82)]
        shape = [(x * width, y * height) for x, y in corners]
        pen.polygon(shape, outline=(20, 20, 24, 255), width=max(2, width // 180))
        for x, y in shape:
            pen.line([x, y, x + (x - width / 2) * 0.35, y + (y - height / 2) * 0.3], fill=(90, 90, 90, 255), width=2)
        pen.line([width * 0.06, height * 0.95, width * 0.95, height * 0.88], fill=(60, 60, 60, 255), width=3)
        pen.polygon(
            [(width * 0.93, height * 0.05), (width * 0.9, height * 0.2), (width * 0.96, height * 0.2)],
            fill=(20, 20, 24, 255),
        )
        return picture

    return paint
