"""Looks at a corrected page as an inspector would: what is not as the rules for digitising want it."""

import cv2
import numpy as np

from digitize import ink
from digitize.model import Finding, Scan

SCAN_RULE = "NĐ 30/2020 PL I; TT 05/2025 Đ8"
LEAST_DPI = 200.0
MOST_SKEW = 5.0
LOOK_DPI = 100.0
RIM_MM = 3.0
FAINTEST = 32
MARK_MM = 2.0
DOT_MM = 0.8
MOST_DOTS = 3


def inspect(scan: Scan) -> tuple[Finding, ...]:
    """What is wrong with a corrected, uncleaned scan; `blank` only where no text, stamp or pen mark can be seen.

    Resolution and colour: NĐ 30/2020/NĐ-CP, phụ lục I; TT 05/2025/TT-BNV, điều 8 (colour, at least 200 dpi).
    """
    findings = []
    if scan.original.dpi < LEAST_DPI:
        findings.append(Finding("resolution_low", (("dpi", round(scan.original.dpi)),), SCAN_RULE))
    if scan.pixels.ndim == 2:
        findings.append(Finding("colour_depth", (("channels", 1),), SCAN_RULE))
    if abs(scan.skew) > MOST_SKEW:
        findings.append(Finding("skewed", (("degrees", scan.skew),)))
    marks, dots = _count(scan)
    if not marks and dots <= MOST_DOTS:
        findings.append(Finding("blank", (("dots", dots),)))
    return tuple(findings)


def _count(scan: Scan) -> tuple[int, int]:
    """How many pieces of ink are as large as a letter, and how many at least as a full stop (not in the rim).

    Show-through of the other side is fainter than 32 levels; dust is smaller than a letter, but a lone digit is not.
    """
    image, dpi = ink.shrink(ink.get_darkest(scan.pixels), scan.dpi, LOOK_DPI)
    rim = min(round(RIM_MM * dpi / ink.INCH), min(image.shape) // 4)
    height, width = image.shape
    inner = np.ascontiguousarray(image[rim : height - rim, rim : width - rim])
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.get_mask(inner, dpi, FAINTEST), connectivity=8)
    longest = stats[1:, 2:4].max(axis=1) * ink.INCH / dpi
    return int(np.count_nonzero(longest >= MARK_MM)), int(np.count_nonzero(longest >= DOT_MM))
