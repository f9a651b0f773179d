"""Tesseract as the program of that name, called for each page through pytesseract: slower, but nothing to compile."""

import itertools
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import PIL.Image
import pytesseract

from digitize.errors import ConfigError, ServiceError
from digitize.model import Box, Line, Scan, Word
from digitize.ports import Engine
from ocr import spelling, tessdata

MISSING = "the program tesseract is missing; try: apt install tesseract-ocr tesseract-ocr-vie"


@dataclass(frozen=True, slots=True)
class Pytesseract:
    """The tesseract program for `language` (`vie`, `vie+eng`); ended after `timeout` seconds on a page."""

    language: str = "vie"
    timeout: float = 120.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in Tesseract's reading order, NFC; raises ServiceError when it fails or takes too long."""
        folder = tessdata.get_folder(self.language)
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        image = PIL.Image.fromarray(scan.pixels)
        image.format = "TIFF"  # the file for the program: plain TIFF is written in a tenth of PNG's time
        options = f'--tessdata-dir "{folder}" --oem 1 --psm 3 --dpi {round(scan.dpi)} -c tessedit_do_invert=0'
        try:
            table = pytesseract.image_to_data(
                image,
                lang=self.language,
                config=options,
                timeout=self.timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise ConfigError(MISSING) from error
        except pytesseract.TesseractError as error:
            raise ServiceError(f"the program tesseract failed on this page (status {error.status})") from error
        except RuntimeError as error:
            raise ServiceError(f"the program tesseract took longer than {self.timeout:.0f} s for a page") from error
        return tuple(_lines(table))

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        """What another picture of words says: read as a page is."""
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the network has no output for."""
        return tessdata.find_unwritable(self.language, letters)

    def version(self) -> str:
        """Program, binding and data; raises ConfigError when one of them is missing."""
        data = tessdata.get_fingerprint(tessdata.get_folder(self.language), self.language)
        return f"pytesseract {pytesseract.__version__} tesseract {_program_version()} {data}"


def open_engine(rest: str) -> Engine:
    """The engine for `rest`, a language (`vie` when empty); raises ConfigError when program or data is missing."""
    engine = Pytesseract(rest or "vie")
    tessdata.get_folder(engine.language)
    _program_version()
    return engine


def _program_version() -> str:
    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise ConfigError(MISSING) from error


def _lines(table: dict[str, list[Any]]) -> Iterator[Line]:
    """The words of the table, gathered by line (block, paragraph and line number)."""
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    for _, line in itertools.groupby(rows, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        told = (_word(row) for row in line if row["level"] == 5 and str(row["text"]).strip())
        words = tuple(part for word in told for part in spelling.part(word))
        if words:
            yield Line(words)


def _word(row: dict[str, Any]) -> Word:
    text = unicodedata.normalize("NFC", str(row["text"])).strip()
    left, top = int(row["left"]), int(row["top"])
    box = Box(left, top, left + int(row["width"]), top + int(row["height"]))
    return Word(text, box, min(1.0, max(0.0, float(row["conf"]) / 100)))
