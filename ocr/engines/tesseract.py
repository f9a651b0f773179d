"""Tesseract in this process, through tesserocr: the network is loaded once for each thread and process."""

import functools
import os
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Scan, Word
from digitize.ports import Engine
from ocr import tessdata


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's LSTM reader for `language` (`vie`, `vie+eng`); gives a page up after `timeout` seconds."""

    language: str = "vie"
    timeout: float = 120.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in Tesseract's reading order, NFC; raises ServiceError when it fails or takes too long."""
        api = _api(tessdata.get_folder(self.language), self.language, threading.get_ident())
        height, width = scan.pixels.shape[:2]
        channels = 1 if scan.pixels.ndim == 2 else scan.pixels.shape[2]
        try:
            api.SetImageBytes(scan.pixels.tobytes(), width, height, channels, width * channels)
            api.SetSourceResolution(round(scan.dpi))
            if not api.Recognize(round(self.timeout * 1000)):
                raise ServiceError("Tesseract could not read this page in time; look at its speckle or its size")
            return tuple(_lines(api.GetIterator()))
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
    text = unicodedata.normalize("NFC", item.GetUTF8Text(level)).strip()
    bounds = item.BoundingBox(level)
    if not text or bounds is None:
        return None
    return Word(text, Box(*bounds), min(1.0, max(0.0, item.Confidence(level) / 100)))
