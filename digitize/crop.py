"""What a person is shown of a page: the place where a field was read, straight as it was read, framed."""

import cv2
import numpy as np

from digitize.deskew import warp
from digitize.intake import open_scan
from digitize.model import Box, Original, Page, Pixels
from digitize.record import Sheet
from digitize.upright import turn

# Around the box, by its height: as much as shows the label before it and the lines above and below.
_ACROSS, _DOWN = 8, 2
_FRAME = (215, 0, 0)


def lift(original: Original, sheet: Sheet | Page) -> Pixels:
    """The page, lifted again and turned upright; raises InputError when it does not decode."""
    return turn(open_scan(original), (sheet.turn - original.shown) % 360, 1.0).pixels


def straight(original: Original, sheet: Sheet | Page) -> Pixels:
    """The page, lifted again, as its fields' boxes are measured on it: turned and straightened.

    Raises InputError when it does not decode. A photograph's boxes stand on the picture itself, only turned.
    """
    pixels = lift(original, sheet)
    return warp(pixels, sheet.skew, (sheet.width, sheet.height), 1.0) if sheet.skew and sheet.width else pixels


def straight_part(lifted: Pixels, sheet: Sheet | Page, part: Box) -> Pixels:
    """A box of what `straight` gives, for a page as `lift` gives it: much cheaper than all of it."""
    if sheet.skew and sheet.width:
        return warp(lifted, sheet.skew, (sheet.width, sheet.height), 1.0, part)
    return lifted[part.top : part.bottom, part.left : part.right]


def crop(page: Pixels, box: Box) -> Pixels:
    """The box on its page with a frame around it, and what stands near."""
    colour = np.array(page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), np.uint8)
    height = box.bottom - box.top
    pen = max(1, height // 16)
    corner = box.left - 2 * pen, box.top - 2 * pen
    cv2.rectangle(colour, corner, (box.right + 2 * pen, box.bottom + 2 * pen), _FRAME, pen)
    across, down = _ACROSS * height, _DOWN * height
    top, left = max(box.top - down, 0), max(box.left - across, 0)
    return np.ascontiguousarray(colour[top : box.bottom + down, left : box.right + across])
