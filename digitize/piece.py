"""A piece of a page as a scan of its own, for an engine to read it apart from the rest."""

import cv2
import numpy as np

from digitize.leaders import lift_leaders
from digitize.model import Box, Original, Pixels, Scan, Source

# How tall a word is in the second picture, in pixels. Of 356 numbers on poor pages 354 were read rightly at first and
# 333 of these again; the two wrong ones never came again (from the cleaned page, one of them did).
TALL = 28
_EDGE, _BESIDE, _MARGIN = 0.3, 0.12, 14
_DARKEST, _LIGHTEST = 1.0, 80.0


def as_scan(pixels: Pixels, dpi: float) -> Scan:
    """The pixels, made read-only, as a scan that belongs to no file."""
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    return Scan(Original(Source("", 1), "", "image/png", "", width, height, dpi), pixels, dpi, width, height)


def picture(page: Pixels, dpi: float, box: Box, tall: int = TALL, *, crisp: bool = False) -> Scan:
    """The box in its lightest channel, black on white without leaders, `tall` pixels high, with paper around.

    `crisp`: without grays (N. Otsu's threshold).
    """
    height = max(4, box.bottom - box.top)
    rise, beside = round(_EDGE * height), round(_BESIDE * height)
    part = page[max(box.top - rise, 0) : box.bottom + rise, max(box.left - beside, 0) : box.right + beside]
    light = part if part.ndim == 2 else part.max(axis=2)
    dark, white = np.percentile(light, (_DARKEST, _LIGHTEST))
    even = np.clip((light.astype(np.float32) - dark) * (255 / max(white - dark, 1)), 0, 255).astype(np.uint8)
    lift_leaders(even, dpi)
    scale = tall / height
    size = max(1, round(even.shape[1] * scale)), max(1, round(even.shape[0] * scale))
    sized = cv2.resize(even, size, interpolation=cv2.INTER_CUBIC)
    if crisp:
        _, sized = cv2.threshold(sized, 0, 255, cv2.THRESH_OTSU)
    # Neighbours would be read with it, but an engine wants paper around what it reads.
    made = np.asarray(cv2.copyMakeBorder(sized, *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    return as_scan(made, dpi * scale)
