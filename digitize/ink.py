"""Ink on paper: the light and dark of a page as small images that several stages look at."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, slots=True)
class Labelled:
    """The connected pieces of a mask's pixels; number 0 is the paper.

    `labels`: the piece of each pixel; `boxes`: left, top, width, height and area of each piece; `places`: the indices
    of the pixels that are not 0, row by row; `owners`: the piece to which each of these belongs.
    """

    labels: npt.NDArray[np.int32]
    boxes: npt.NDArray[np.int32]
    places: npt.NDArray[np.intp]
    owners: npt.NDArray[np.int32]


def label(mask: Pixels) -> Labelled:
    """The pieces of a sparse mask of 0 and 1, pixels that touch at a corner being one piece.

    OpenCV's own statistics visit every pixel of paper; on a page of print these cost less than half (measured).
    """
    height, width = mask.shape
    count, found = cv2.connectedComponents(mask, connectivity=8)
    labels = np.asarray(found, np.int32)
    places = np.flatnonzero(mask.view(np.bool_))
    owners = labels.ravel()[places]
    rows, columns = np.divmod(places.astype(np.int32), np.int32(width))
    left, right = np.full(count, width, np.int32), np.zeros(count, np.int32)
    top, bottom = np.zeros(count, np.int32), np.zeros(count, np.int32)
    np.minimum.at(left, owners, columns)
    np.maximum.at(right, owners, columns)
    # Row by row: of what is written to one place, the last stays.
    top[owners[::-1]] = rows[::-1]
    bottom[owners] = rows
    areas = np.bincount(owners, minlength=count)
    boxes = np.stack([left, top, right - left + 1, bottom - top + 1, areas], axis=1).astype(np.int32)
    boxes[0] = 0, 0, width, height, mask.size - places.size
    return Labelled(labels, boxes, places, owners)


def find_bounds(mask: Pixels) -> Box | None:
    """The smallest box that holds every pixel that is not 0, or None."""
    left, top, width, height = cv2.boundingRect(mask)
    return Box(left, top, left + width, top + height) if width and height else None
