"""Ink on paper: the light and dark of a page as small images that several stages look at."""

import cv2
import numpy as np

from digitize.model import Box, Pixels

INCH = 25.4
LOCAL = 0.2
CONTRAST = 24


def get_gray(pixels: Pixels) -> Pixels:
    """The page's luminance; a gray page is returned as it is."""
    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def get_darkest(pixels: Pixels) -> Pixels:
    """The least of the three channels: coloured ink stands out as much as black ink."""
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def shrink(image: Pixels, dpi: float, target: float) -> tuple[Pixels, float]:
    """The image made smaller by the whole number that comes nearest to `target` dpi from above, and its dpi."""
    factor = max(1, int(dpi / target))
    if factor == 1:
        return image, dpi
    height, width = image.shape[:2]
    size = max(1, width // factor), max(1, height // factor)
    cut = image[: size[1] * factor, : size[0] * factor]
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8), dpi / factor


def shrink_dark(gray: Pixels, dpi: float, target: float) -> tuple[Pixels, int]:
    """The image made smaller by the whole number nearest to `target` dpi, and that number; the darkest of each block.

    A rule or a stroke one pixel wide does not fade away.
    """
    factor = max(1, round(dpi / target))
    darkest = cv2.erode(gray, np.ones((factor, factor), np.uint8), anchor=(0, 0))
    return np.ascontiguousarray(darkest[::factor, ::factor], np.uint8), factor


def get_mask(gray: Pixels, dpi: float, contrast: int = CONTRAST) -> Pixels:
    """1 where the page is darker than the mean of its surroundings (5 mm) by `contrast` levels, else 0.

    Shading and show-through have soft edges and drop out; of a large black surface only the rim remains.
    """
    side = max(3, round(LOCAL * dpi) | 1)
    kind = cv2.ADAPTIVE_THRESH_MEAN_C
    return np.asarray(cv2.adaptiveThreshold(gray, 1, kind, cv2.THRESH_BINARY_INV, side, contrast), np.uint8)


def find_bounds(mask: Pixels) -> Box | None:
    """The smallest box that holds every pixel that is not 0, or None."""
    left, top, width, height = cv2.boundingRect(mask)
    return Box(left, top, left + width, top + height) if width and height else None
