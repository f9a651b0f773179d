"""How many pixels an inch a scan has: what the file says if it makes sense, else what fits a paper size."""

from digitize.model import Finding

# Shorter and longer side in millimetres: A4 first, since it is what a one-stop office scans (then A3, A5, ID-1 card).
_PAPERS = ((210.0, 297.0), (297.0, 420.0), (148.0, 210.0), (53.98, 85.6))
_SCANNERS = (150, 200, 240, 300, 400, 600)
_LONGEST_MM, _SHORTEST_MM = 1300.0, 40.0
_UNLIKELY = frozenset({72, 96})
_ASSUMED = 300.0


def find_resolution(width: int, height: int, claimed: float | None) -> tuple[float, tuple[Finding, ...]]:
    """Dots per inch of a page of so many pixels, with the finding `resolution_assumed` where it was not told.

    A claim of 72 or 96 is what programs write that know nothing; it counts only when it makes an A4 sheet or less.
    """
    if claimed is not None and _sensible(width, height, claimed):
        return round(claimed, 3), ()
    dpi = _fitting(width, height)
    return dpi, (Finding("resolution_assumed", (("dpi", dpi),)),)


def _sensible(width: int, height: int, dpi: float) -> bool:
    if not 50 <= dpi <= 2400 or round(dpi) == 72:
        return False
    shorter, longer = sorted((width / dpi * 25.4, height / dpi * 25.4))
    if round(dpi) in _UNLIKELY:
        return longer <= 310 and shorter >= _SHORTEST_MM
    return longer <= _LONGEST_MM and shorter >= _SHORTEST_MM


def _fitting(width: int, height: int) -> float:
    """The resolution of a scanner's ladder at which the pixels make one of the papers, within 2 %."""
    shorter, longer = sorted((width, height))
    for short_mm, long_mm in _PAPERS:
        dpi = longer / long_mm * 25.4
        near = min(_SCANNERS, key=lambda step: abs(step - dpi))
        if abs(dpi / near - 1) < 0.02 and abs(shorter / longer / (short_mm / long_mm) - 1) < 0.03:
            return float(near)
    short_mm, long_mm = _PAPERS[0]
    if abs(shorter / longer / (short_mm / long_mm) - 1) < 0.03:
        return round(longer / long_mm * 25.4, 1)
    return _ASSUMED
