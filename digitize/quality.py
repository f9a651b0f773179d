"""Looks at a corrected page as an inspector would: what is not as the rules for digitising want it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from digitize.blank import is_blank
from digitize.blur import find_spread
from digitize.model import Finding, Original, Page, Scan
from digitize.picture import peek

SCAN_RULE = "NĐ 30/2020 PL I; TT 05/2025 Đ8"
MAP_RULE = "TT 05/2025 Đ8"
USABLE_RULE = "Luật GDĐT 20/2023 Đ12"
LEAST_DPI, LEAST_MAP_DPI = 200.0, 300.0
MOST_SKEW = 5.0
# Ink that runs so far into the paper costs as much detail as a scan at 100 dpi does: half the contrast is gone at a
# line and a gap of 1 mm. Sharp scans stay below 0.15; it is measured rather too small than too large.
MOST_SPREAD_MM = 0.19
# Shorter and longer side (mm): A6 to A0, B5, B4, letter, folio, legal, citizen card, passport's page, photographs.
PAPERS = (
    *((105.0, 148.0), (148.0, 210.0), (210.0, 297.0), (297.0, 420.0), (420.0, 594.0), (594.0, 841.0), (841.0, 1189.0)),
    *((176.0, 250.0), (250.0, 353.0), (216.0, 279.0), (210.0, 330.0), (216.0, 356.0)),
    *((54.0, 85.6), (88.0, 125.0), (30.0, 40.0), (40.0, 60.0), (100.0, 150.0)),
)
# Scanners cut up to 7 mm off a sheet of A4.
SIZE_SHARE, SIZE_MM = 0.036, 5.0
LARGEST_FORM_MM = 297.0, 420.0
# What makes a page below the standard (Không đạt chuẩn); the other findings are worth knowing, no more.
BELOW_STANDARD = frozenset(
    {"resolution_low", "map_resolution_low", "colour_depth", "blurred", "cut_edge", "photographed"}
)
_BITS = {"1": 1, "L": 8, "P": 8, "LA": 8, "PA": 8, "I;16": 16, "I;16B": 16, "I;16L": 16}


def inspect(scan: Scan) -> tuple[Finding, ...]:
    """What is wrong with a corrected, uncleaned scan; `blank` only where no text, stamp or pen mark can be seen.

    Resolution and colour: NĐ 30/2020/NĐ-CP, phụ lục I; TT 05/2025/TT-BNV, điều 8 (24 bits of colour, at least 200 dpi,
    maps and drawings 300: sheets larger than A3 are taken for these, as no paper of an office is larger). Sharpness:
    Luật Giao dịch điện tử 20/2023/QH15, điều 12 (usable for reference). Nothing is said of skew and size.
    """
    findings = [*_resolution(scan.original), *_colour(scan), *_size(scan)]
    if is_blank(scan):
        return (*findings, Finding("blank"))
    if abs(scan.skew) > MOST_SKEW:
        findings.append(Finding("skewed", (("degrees", scan.skew),)))
    spread = find_spread(scan)
    if spread is not None and spread > MOST_SPREAD_MM:
        findings.append(Finding("blurred", (("spread_mm", round(spread, 2)),), USABLE_RULE))
    return tuple(findings)


def compare(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one document, those of another size than most of them with the finding `size_differs`."""
    sizes = [_millimetres(page.original) for page in pages]
    usual = max(sizes, key=lambda one: sum(_alike(one, other) for other in sizes), default=(0.0, 0.0))
    return tuple(
        page if _alike(size, usual) else replace(page, findings=(*page.findings, _told("size_differs", size)))
        for page, size in zip(pages, sizes, strict=True)
    )


def is_below_standard(page: Page) -> bool:
    """Whether a page breaks a rule of digitising; bare paper does not matter."""
    return not page.blank and any(finding.name in BELOW_STANDARD for finding in page.findings)


def _resolution(original: Original) -> list[Finding]:
    shorter, longer = _millimetres(original)
    if original.dpi < LEAST_DPI:
        return [Finding("resolution_low", (("dpi", round(original.dpi)),), SCAN_RULE)]
    large = shorter > LARGEST_FORM_MM[0] * (1 + SIZE_SHARE) or longer > LARGEST_FORM_MM[1] * (1 + SIZE_SHARE)
    if large and original.dpi < LEAST_MAP_DPI:
        return [Finding("map_resolution_low", (("dpi", round(original.dpi)),), MAP_RULE)]
    return []


def _colour(scan: Scan) -> list[Finding]:
    """Fewer than 24 bits a pixel: gray, black and white, a palette; of a page rendered from PDF nothing is known."""
    if scan.pixels.ndim == 2:
        bits = 8
    elif scan.original.media in ("image/png", "image/tiff"):
        bits = 24
    else:
        return []
    if scan.original.media in ("image/png", "image/tiff"):
        bits = _BITS.get(peek(Path(scan.original.path)).mode, bits)
    return [] if bits >= 24 else [Finding("colour_depth", (("bits", bits),), SCAN_RULE)]


def _size(scan: Scan) -> list[Finding]:
    """A size that no paper has says that the scale is not 100 %, or that part of the sheet is missing."""
    size = _millimetres(scan.original)
    unknown = any(finding.name == "resolution_assumed" for finding in scan.findings) or scan.plane is not None
    if unknown or scan.original.media == "application/pdf":
        return []
    return [] if any(_alike(size, paper) for paper in PAPERS) else [_told("size_unusual", size)]


def _told(name: str, size: tuple[float, float]) -> Finding:
    return Finding(name, (("width_mm", round(size[0])), ("height_mm", round(size[1]))))


def _millimetres(original: Original) -> tuple[float, float]:
    """Shorter and longer side."""
    shorter, longer = sorted((original.width / original.dpi * 25.4, original.height / original.dpi * 25.4))
    return shorter, longer


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= max(SIZE_MM, SIZE_SHARE * b) for a, b in zip(one, other, strict=True))
