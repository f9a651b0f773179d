"""Tesseract in this process, through tesserocr: the network is loaded once for each thread and process.

A page is read in regions (ocr/regions.py); what was missed or is doubtful is read again (ocr/again.py).
"""

import time
from dataclasses import dataclass
from functools import partial

from digitize import ink
from digitize.model import Line, Scan
from digitize.ports import Engine
from ocr import again, calibration, letter_case, regions, spelling, tessdata, tesseract_library


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's LSTM reader for `language` (`vie`, `vie+eng`); gives a page up after `timeout` seconds."""

    language: str = "vie"
    timeout: float = 120.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, table cells one by one, NFC; raises ServiceError when it fails or takes too long."""
        until = time.monotonic() + self.timeout
        modes = tesseract_library.load().PSM
        first = tessdata.get_folder(self.language), self.language
        better = tessdata.find_better(self.language) or first
        look = partial(tesseract_library.recognise, dpi=scan.dpi, until=until)
        page, parts = regions.cut(ink.get_gray(scan.pixels), scan.dpi)
        readings = [
            (part, look(part.pixels, data=first, mode=modes.SINGLE_BLOCK if part.plain else modes.AUTO))
            for part in parts
        ]
        lines = regions.gather(readings, page.shape)
        lines = again.fill(page, scan.dpi, lines, partial(look, data=better, mode=modes.SINGLE_BLOCK))
        lines = again.improve(page, lines, again.Second(partial(look, data=better, mode=modes.SINGLE_LINE)))
        lines = letter_case.settle_case(page, tuple(regions.keep_within(lines, page.shape)))
        # Parted last: their shares of the box are too rough to cut pictures by.
        return tuple(
            Line(tuple(calibration.calibrate(part) for word in line.words for part in spelling.part(word)))
            for line in lines
        )

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        """What another picture of words says: read as a page is."""
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the network has no output for."""
        return tessdata.find_unwritable(self.language, letters)

    def version(self) -> str:
        """Library, binding and data; raises ConfigError when one of them is missing."""
        return tesseract_library.describe(self.language)


def open_engine(rest: str) -> Engine:
    """The engine for `rest`, a language (`vie` when empty); raises ConfigError when its data is missing."""
    engine = Tesseract(rest or "vie")
    tessdata.get_folder(engine.language)
    return engine
