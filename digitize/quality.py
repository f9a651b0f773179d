"""What is not as the rules want it on a page, as findings that name the rule: a person or a later stage decides."""

import cv2
import numpy as np

from digitize import ink
from digitize.model import Finding, Pixels, Scan

LOWEST_DPI = 200.0
_RULE = "NĐ 30/2020/NĐ-CP PL I.II.I.2; TT 05/2025/TT-BNV Đ8"
# Looking for blanks: fine enough for a pencil tick, and beyond the contrast of print that shows through the paper.
_DPI = 100.0
_CONTRAST = 32
# Scanners leave dark edges and staples' shadows along the rim (millimetres).
_RIM = 4.0
_STROKE_MM, _GRAIN_MM, _GRAINS = 2.0, 0.9, 12


def inspect(scan: Scan) -> tuple[Finding, ...]:
    """Findings on a corrected page whose pixels were not cleaned: resolution, colour depth, blank."""
    found = []
    if round(scan.original.dpi) < LOWEST_DPI:
        found.append(Finding("resolution_low", (("dpi", scan.original.dpi),), _RULE))
    if scan.pixels.ndim == 2:
        found.append(Finding("colour_missing", (), _RULE))
    if is_blank(scan):
        found.append(Finding("blank"))
    return tuple(found)


def is_blank(scan: Scan) -> bool:
    """Whether the page bears no ink beyond dust: no stroke of 2 mm, and not many grains of 1 mm either."""
    gray, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, _DPI)
    rim = round(_RIM / ink.INCH * dpi)
    inside = np.ascontiguousarray(gray[rim:-rim, rim:-rim])
    if not inside.size:
        return False
    sizes = _sizes(ink.get_mask(inside, dpi, _CONTRAST)) / dpi * ink.INCH
    return not (sizes >= _STROKE_MM).any() and int((sizes >= _GRAIN_MM).sum()) < _GRAINS


def _sizes(mask: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """The longer side of every connected stroke (pixels)."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return np.asarray(np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]), np.int32)
