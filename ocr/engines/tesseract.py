"""Tesseract in this process, through tesserocr: the network is loaded once for each thread and process.

A page is read in regions (ocr/regions.py); what was missed or is doubtful is read again (ocr/again.py).
"""

import functools
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from digitize import ink
from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Pixels, Scan, Word
from digitize.ports import Engine
from ocr import again, calibration, letter_case, regions, spelling, tessdata


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's LSTM reader for `language` (`vie`, `vie+eng`); gives a page up after `timeout` seconds."""

    language: str = "vie"
    timeout: float = 120.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, table cells one by one, NFC; raises ServiceError when it fails or takes too long."""
        until = time.monotonic() + self.timeout
        modes = _tesserocr().PSM
        first = tessdata.get_folder(self.language), self.language
        better = tessdata.find_better(self.language) or first
        look = partial(_recognise, dpi=scan.dpi, until=until)
        page, parts = regions.cut(ink.get_gray(scan.pixels), scan.dpi)
        readings = [
            (part, look(part.pixels, data=first, mode=modes.SINGLE_BLOCK if part.plain else modes.AUTO))
            for part in parts
        ]
        lines = regions.gather(readings)
        lines = again.fill(page, scan.dpi, lines, partial(look, data=better, mode=modes.SINGLE_BLOCK))
        lines = again.improve(page, lines, partial(look, data=better, mode=modes.SINGLE_LINE))
        lines = letter_case.settle_case(page, lines)
        # Parted last: their shares of the box are too rough to cut pictures by.
        return tuple(
            Line(tuple(calibration.calibrate(part) for word in line.words for part in spelling.part(word)))
            for line in lines
        )

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the network has no output for."""
        return tessdata.find_unwritable(self.language, letters)

    def version(self) -> str:
        """Library, binding and data; raises ConfigError when one of them is missing."""
        library = _tesserocr()
        data = tessdata.get_fingerprint(tessdata.get_folder(self.language), self.language)
        better = tessdata.find_better(self.language)
        more = f" {tessdata.get_fingerprint(*better)}" if better else ""
        return f"tesserocr {library.__version__} {library.tesseract_version().splitlines()[0]} {data}{more}"


def open_engine(rest: str) -> Engine:
    """The engine for `rest`, a language (`vie` when empty); raises ConfigError when its data is missing."""
    engine = Tesseract(rest or "vie")
    tessdata.get_folder(engine.language)
    return engine


def _tesserocr() -> Any:
    # Some builds of the library use OpenMP, which makes several pages at once slower; it reads this while loading.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError as error:
        raise ConfigError("the Python package tesserocr is missing; try: pip install tesserocr") from error
    # Its image library writes lines of its own to standard error on any odd page.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr


@functools.cache
def _api(folder: str, language: str, thread: int) -> Any:
    """The library's object, one for each thread (it has no lock of its own)."""
    library = _tesserocr()
    try:
        api = library.PyTessBaseAPI(path=folder, lang=language, oem=library.OEM.LSTM_ONLY, psm=library.PSM.AUTO)
    except RuntimeError as error:
        raise ConfigError(f"Tesseract cannot load its data for “{language}” from {folder}") from error
    # White print on black is rare here and the second look at every line costs 3 % (measured).
    api.SetVariable("tessedit_do_invert", "0")
    return api


def _recognise(gray: Pixels, *, data: tuple[str, str], mode: int, dpi: float, until: float) -> tuple[Line, ...]:
    """The lines of one picture; `data`: folder and language; `until`: when to give up (time.monotonic)."""
    api = _api(*data, threading.get_ident())
    height, width = gray.shape
    try:
        api.SetPageSegMode(mode)
        api.SetImageBytes(gray.tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(dpi))
        if not api.Recognize(max(1, round((until - time.monotonic()) * 1000))):
            raise ServiceError("Tesseract could not read this page in time; look at its speckle or its size")
        return tuple(_lines(api.GetIterator()))
    except RuntimeError as error:
        raise ServiceError("Tesseract failed on this page") from error
    finally:
        api.Clear()


def _lines(found: Any) -> Iterator[Line]:
    """The words of the result, gathered by line; spaces and empty readings are left out."""
    if found is None:
        return
    library = _tesserocr()
    words: list[Word] = []
    for item in library.iterate_level(found, library.RIL.WORD):
        if item.IsAtBeginningOf(library.RIL.TEXTLINE) and words:
            yield Line(tuple(words))
            words = []
        if not item.Empty(library.RIL.WORD) and (word := _word(item, library.RIL.WORD)):
            words.append(word)
    if words:
        yield Line(tuple(words))


def _word(item: Any, level: int) -> Word | None:
    text = spelling.mend(unicodedata.normalize("NFC", item.GetUTF8Text(level)).strip())
    bounds = item.BoundingBox(level)
    if not text or bounds is None:
        return None
    return Word(text, Box(*bounds), min(1.0, max(0.0, item.Confidence(level) / 100)))
