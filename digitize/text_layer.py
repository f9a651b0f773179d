"""The words that a born-digital PDF page holds itself, in place of OCR."""

import unicodedata
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException

from digitize.errors import InputError
from digitize.model import Box, Line, Original, Word


def read_text_layer(original: Original) -> tuple[Line, ...]:
    """Lines in reading order, boxes in pixels of the page at `original.dpi`; raises InputError when it is damaged."""
    try:
        with pdfplumber.open(original.path) as pdf:
            page = pdf.pages[original.source.page - 1]
            words = page.extract_words(use_text_flow=False, keep_blank_chars=False)
            left, top = float(page.bbox[0]), float(page.bbox[1])
    except (PDFException, ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError("the text of a PDF page cannot be read; print the file anew as PDF") from error
    return _lines([_word(word, original.dpi / 72, left, top) for word in words if word["text"].strip()])


def _word(word: dict[str, Any], scale: float, left: float, top: float) -> Word:
    box = Box(
        round((word["x0"] - left) * scale),
        round((word["top"] - top) * scale),
        round((word["x1"] - left) * scale),
        round((word["bottom"] - top) * scale),
    )
    return Word(unicodedata.normalize("NFC", word["text"]), box, 1.0)


def _lines(words: list[Word]) -> tuple[Line, ...]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom, word.box.left)):
        middle = (word.box.top + word.box.bottom) / 2
        if lines and lines[-1][0].box.top <= middle < lines[-1][0].box.bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(Line(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines)
