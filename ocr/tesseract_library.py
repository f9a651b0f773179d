"""Tesseract's library in this process, by tesserocr: pictures in, lines out; the network is loaded once a thread."""

import functools
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from typing import Any

from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Pixels, Word
from ocr import calibration, spelling, tessdata
from ocr.again import Reader


def open_second(language: str, dpi: float, until: float) -> Reader | None:
    """Reads pictures of single lines with the better data, for another engine's doubtful words; None without Tesseract.

    `until`: when to give up (time.monotonic). Its confidences mean what they say.
    """
    try:
        data = tessdata.find_better(language) or (tessdata.get_folder(language), language)
        mode = load().PSM.SINGLE_LINE
    except ConfigError:
        return None

    def read(picture: Pixels) -> tuple[Line, ...]:
        found = recognise(picture, data=data, mode=mode, dpi=dpi, until=until)
        return tuple(Line(tuple(map(calibration.calibrate, line.words))) for line in found)

    return read


def load() -> Any:
    """The binding; raises ConfigError when it is missing."""
    # Some builds of the library use OpenMP, which makes several pages at once slower; it reads this while loading.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError as error:
        raise ConfigError("the Python package tesserocr is missing; try: pip install tesserocr") from error
    # Its image library writes lines of its own to standard error on any odd page.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr


def describe(language: str) -> str:
    """Library, binding and data; raises ConfigError when one of them is missing."""
    library = load()
    data = tessdata.get_fingerprint(tessdata.get_folder(language), language)
    better = tessdata.find_better(language)
    more = f" {tessdata.get_fingerprint(*better)}" if better else ""
    return f"tesserocr {library.__version__} {library.tesseract_version().splitlines()[0]} {data}{more}"


@functools.cache
def _api(folder: str, language: str, thread: int) -> Any:
    """The library's object, one for each thread (it has no lock of its own)."""
    library = load()
    try:
        api = library.PyTessBaseAPI(path=folder, lang=language, oem=library.OEM.LSTM_ONLY, psm=library.PSM.AUTO)
    except RuntimeError as error:
        raise ConfigError(f"Tesseract cannot load its data for “{language}” from {folder}") from error
    # White print on black is rare here and the second look at every line costs 3 % (measured).
    api.SetVariable("tessedit_do_invert", "0")
    return api


def recognise(gray: Pixels, *, data: tuple[str, str], mode: int, dpi: float, until: float) -> tuple[Line, ...]:
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
    library = load()
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
