"""A piece of a page as a scan of its own, for an engine to read it apart from the rest."""

from digitize.model import Original, Pixels, Scan, Source


def as_scan(pixels: Pixels, dpi: float) -> Scan:
    """The pixels, made read-only, as a scan that belongs to no file."""
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    return Scan(Original(Source("", 1), "", "image/png", "", width, height, dpi), pixels, dpi, width, height)
