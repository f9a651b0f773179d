"""How many pixels an inch a scan has: what the file says if it makes sense, else what fits a paper size."""

from math import isfinite

from digitize.errors import InputError
from digitize.model import Finding, Scan

# Shorter and longer side in millimetres: A4, A3, A5, card (ISO/IEC 7810 ID-1).
_PAPERS = ((210.0, 297.0), (297.0, 420.0), (148.0, 210.0), (53.98, 85.6))
# Likeliest first: an A5 sheet at 300 dpi has the pixels of an A3 sheet at 150, which nobody is allowed to scan.
_SCANNERS = (300, 200, 400, 600, 240, 150)
_LONGEST_MM, _SHORTEST_MM = 1300.0, 20.0
_ASSUMED = 300.0
_SHEET_DPI, _CARD_DPI, _CARD_MM = 200.0, 300.0, 120.0


def find_resolution(width: int, height: int, claimed: float | None) -> tuple[float, tuple[Finding, ...]]:
    """Dots per inch of a page of so many pixels, with the finding `resolution_assumed` where it was not told.

    72 is what programs write that know nothing, and never counts; 96 counts only when it makes an A4 sheet or less.
    """
    if claimed is not None and _sensible(width, height, claimed):
        near = round(claimed)
        return float(near) if abs(claimed - near) < 0.02 else round(claimed, 3), ()
    dpi = _fitting(width, height)
    return dpi, (Finding("resolution_assumed", (("dpi", dpi),)),)


def reading_dpi(scan: Scan) -> float:
    """200 dpi reads sheets best, and cheaper; the small print of a card wants 300 (measured on the samples)."""
    longer_mm = max(scan.width, scan.height) / scan.dpi * 25.4
    if scan.plane:
        return scan.dpi
    return _CARD_DPI if longer_mm < _CARD_MM else _SHEET_DPI


def claim(across: float, down: float) -> float | None:
    """One claim out of two; None when they make no sense; raises InputError when pixels are not square (fax)."""
    if not (isfinite(across) and isfinite(down)) or min(across, down) < 1:
        return across if isfinite(across) and across >= 1 else None
    if not 0.95 < across / down < 1.05:
        raise InputError(
            "điểm ảnh không vuông (bản fax?), hãy để máy quét lưu cùng độ phân giải hai chiều / "
            "the picture's pixels are not square (a fax?); let the scanner save it at one resolution"
        )
    return across


def _sensible(width: int, height: int, dpi: float) -> bool:
    if not 50 <= dpi <= 2400 or round(dpi) == 72:
        return False
    shorter, longer = sorted((width / dpi * 25.4, height / dpi * 25.4))
    longest = 310.0 if round(dpi) == 96 else _LONGEST_MM
    return longer <= longest and shorter >= _SHORTEST_MM


def _fitting(width: int, height: int) -> float:
    """The resolution of a scanner's ladder at which the pixels make one of the papers, within 2 %."""
    shorter, longer = sorted((width, height))
    for dpi in _SCANNERS:
        for short_mm, long_mm in _PAPERS:
            if abs(longer / dpi * 25.4 / long_mm - 1) < 0.02 and abs(shorter / dpi * 25.4 / short_mm - 1) < 0.03:
                return float(dpi)
    short_mm, long_mm = _PAPERS[0]
    dpi_of_a4 = longer / long_mm * 25.4
    if abs(shorter / longer / (short_mm / long_mm) - 1) < 0.03 and 100 <= dpi_of_a4 <= 1200:
        return round(dpi_of_a4, 1)
    return _ASSUMED
