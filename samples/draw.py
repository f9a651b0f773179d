"""A sheet becomes pixels, as if printed and laid under a perfect scanner."""

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from samples.sheet import POINT, Art, Item, Patch, Rule, Sheet, Text, load_face

Pixels = npt.NDArray[np.uint8]


def draw_sheet(sheet: Sheet, dpi: int) -> Pixels:
    """The sheet in colour at the given resolution; ink lies over type in the order of the items."""
    scale = dpi / 25.4
    picture = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), sheet.paper)
    for item in sheet.items:
        put(picture, item, scale)
    return np.asarray(picture)


def put(picture: Image.Image, item: Item, scale: float) -> None:
    """One item onto the picture; `scale` is pixels per millimetre."""
    pen = ImageDraw.Draw(picture)
    if isinstance(item, Text):
        face = load_face(item.face, round(item.size * POINT * scale, 2))
        pen.text((item.x * scale, item.y * scale), item.words, item.colour, face, anchor="ls")
    elif isinstance(item, Rule):
        put_rule(pen, item, scale)
    elif isinstance(item, Patch):
        corners = (item.x, item.y, item.x + item.width, item.y + item.height)
        pen.rectangle([value * scale for value in corners], fill=item.colour)
    else:
        put_art(picture, item, scale)


def put_rule(pen: ImageDraw.ImageDraw, rule: Rule, scale: float) -> None:
    """A line, or dots 1.1 mm apart along a horizontal one."""
    width = max(1, round(rule.width * scale))
    if not rule.dotted:
        pen.line([v * scale for v in (rule.x1, rule.y1, rule.x2, rule.y2)], fill=rule.colour, width=width)
        return
    for x in np.arange(rule.x1, rule.x2, 1.1) * scale:
        y = rule.y1 * scale
        pen.ellipse([x, y - width, x + width, y], fill=rule.colour)


def put_art(picture: Image.Image, art: Art, scale: float) -> None:
    """Ink over what is there: the colours multiply, as on paper."""
    size = (round(art.width * scale), round(art.height * scale))
    left, top = round(art.x * scale), round(art.y * scale)
    ink = np.asarray(art.paint(*size).convert("RGBA")).astype(np.float32)
    below = np.asarray(picture.crop((left, top, left + size[0], top + size[1]))).astype(np.float32)
    alpha = ink[..., 3:] / 255
    mixed = below * (1 - alpha * (1 - ink[..., :3] / 255))
    picture.paste(Image.fromarray(mixed.round().astype(np.uint8)), (left, top))


def bilevel(pixels: Pixels, threshold: int = 150) -> Pixels:
    """Black and white as an office scanner makes it: 0 or 255 in one channel."""
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 0.6)
    return np.where(grey < threshold, 0, 255).astype(np.uint8)
