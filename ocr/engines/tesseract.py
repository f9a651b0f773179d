"""Tesseract in this process, through tesserocr: the network is loaded once for each thread and process."""

import functools
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digitize import ink
from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Scan, Word
from digitize.ports import Engine
from ocr import regions, tessdata
from ocr.regions import Region


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's LSTM reader for `language` (`vie`, `vie+eng`); gives a page up after `timeout` seconds."""

    language: str = "vie"
    timeout: float = 120.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, table cells one by one, NFC; raises ServiceError when it fails or takes too long."""
        until = time.monotonic() + self.timeout
        gray = ink.get_gray(scan.pixels)
        readings = [(region, self._read_region(region, scan.dpi, until)) for region in regions.cut(gray, scan.dpi)]
        return regions.gather(readings)

    def _read_region(self, region: Region, dpi: float, until: float) -> tuple[Line, ...]:
        api = _api(tessdata.get_folder(self.language), self.language, threading.get_ident())
        height, width = region.pixels.shape
        try:
            api.SetPageSegMode(_tesserocr().PSM.SINGLE_BLOCK if region.plain else _tesserocr().PSM.AUTO)
            api.SetImageBytes(region.pixels.tobytes(), width, height, 1, width)
            api.SetSourceResolution(round(dpi))
            if not api.Recognize(max(1, round((until - time.monotonic()) * 1000))):
                raise ServiceError("Tesseract could not read this page in time; look at its speckle or its size")
            return tuple(_lines(api.GetIterator(), (region.left, region.top)))
        except RuntimeError as error:
            raise ServiceError("Tesseract failed on this page") from error
        finally:
            api.Clear()

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the network has no output for."""
        return tessdata.find_unwritable(self.language, letters)

    def version(self) -> str:
        """Library, binding and data; raises ConfigError when one of them is missing."""
        library = _tesserocr()
        data = tessdata.get_fingerprint(tessdata.get_folder(self.language), self.language)
        return f"tesserocr {library.__version__} {library.tesseract_version().splitlines()[0]} {data}"


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


def _lines(found: Any, place: tuple[int, int]) -> Iterator[Line]:
    """The words of the result, gathered by line; spaces and empty readings are left out."""
    if found is None:
        return
    library = _tesserocr()
    words: list[Word] = []
    for item in library.iterate_level(found, library.RIL.WORD):
        if item.IsAtBeginningOf(library.RIL.TEXTLINE) and words:
            yield Line(tuple(words))
            words = []
        if not item.Empty(library.RIL.WORD) and (word := _word(item, library.RIL.WORD, place)):
            words.append(word)
    if words:
        yield Line(tuple(words))


def _word(item: Any, level: int, place: tuple[int, int]) -> Word | None:
    text = unicodedata.normalize("NFC", item.GetUTF8Text(level)).strip()
    bounds = item.BoundingBox(level)
    if not text or bounds is None:
        return None
    left, top, right, bottom = bounds
    box = Box(left + place[0], top + place[1], right + place[0], bottom + place[1])
    return Word(text, box, min(1.0, max(0.0, item.Confidence(level) / 100)))
