"""The words that a PDF page holds itself, in place of OCR: its own and those that are stuck on it.

Source: ISO 32000-1, 9.10 (what text says), 14.11.2 (page boxes).
"""

import copy
import logging
import math
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from digitize import pdf_page, pdf_value
from digitize.errors import InputError
from digitize.model import Box, Line, Original, Word
from digitize.pdf_note import Note, find_notes

if TYPE_CHECKING:
    from pdfplumber.page import Page

# What pdfminer raises on damaged files, beside its own exceptions.
_FAILS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, OSError, RuntimeError)
_DAMAGED = (
    "không đọc được chữ của một trang PDF, hãy in lại tệp dạng PDF / "
    "the text of a PDF page cannot be read; print the file anew as PDF"
)
# Points, in the blank's longer direction (its line's height, mostly): no print is set so small.
_LEAST_BLANK = 2.0
_UNNAMED = re.compile(r"\(cid:\d+\)")

# Its warnings quote the page's content.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

Frame = tuple[float, float, float]


def read_text_layer(original: Original) -> tuple[Line, ...]:
    """Lines in reading order, boxes in pixels of the page at `original.dpi`; none for a page covered by an image.

    Such a page is a scan, whatever hidden text its scanner put there. Letters that the file does not name (no Unicode
    map) and words beyond the page's edge are left out. Raises InputError when the text is damaged.
    """
    seen = _seen(original)
    if seen is None:
        return ()
    try:
        words = [_word(word, frame, original) for word, frame in _told(original, *seen)]
    except _FAILS as error:
        raise InputError(_DAMAGED) from error
    return _lines([word for word in words if word is not None])


def _told(original: Original, shown: Frame, notes: tuple[Note, ...]) -> list[tuple[dict[str, Any], Frame]]:
    """The words of the page as pdfplumber finds them, and where on the page the shown part lies."""
    # Loaded here, for few runs meet a PDF with words of its own and all would wait for it.
    import pdfplumber
    from pdfminer.pdfdocument import PDFXRefFallback
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with Path(original.path).open("rb") as file, pdfplumber.open(pdf_value.from_header(file)) as pdf:
            # Without the file's own table it would read the first revision: other words than the page shows.
            if any(isinstance(table, PDFXRefFallback) for table in pdf.doc.xrefs):
                raise InputError(_DAMAGED)
            page = pdf.pages[original.source.page - 1 if len(pdf.pages) > 1 else 0]
            frame = page.mediabox[0] + shown[0], page.mediabox[1] + shown[1], shown[2]
            words = _words(page)
            # Each note apart: what is set into a gap of the print would else be torn by the gap's own blanks.
            stuck = [word for note in notes for word in _stuck(page, note)]
            return [(word, frame) for word in (*words, *stuck)]
    except (PSException, PdfminerException, MalformedPDFException) as error:
        raise InputError(_DAMAGED) from error


def _words(page: "Page") -> list[dict[str, Any]]:
    """Words in the order of the page; a blank too small to be seen (word processors leave them) parts no word."""
    seen = page.filter(lambda thing: thing["object_type"] != "char" or thing["text"] != " " or _is_wide(thing))
    return seen.extract_words(use_text_flow=False, keep_blank_chars=False)


def _is_wide(blank: dict[str, Any]) -> bool:
    return bool(max(blank["x1"] - blank["x0"], blank["bottom"] - blank["top"]) >= _LEAST_BLANK)


def _stuck(page: "Page", note: Note) -> list[dict[str, Any]]:
    """The words of a note where the page shows them: those that its frame cuts off are left out."""
    from pdfminer.pdftypes import PDFObjRef, PDFStream

    placing = " ".join(f"{value:.6f}" for value in note.matrix.shorthand)
    left, bottom, right, top = note.place
    content = f"{left:.6f} {bottom:.6f} {right - left:.6f} {top - bottom:.6f} re f q {placing} cm /N Do Q".encode()
    drawing, bare = PDFStream({"Length": len(content)}, content), copy.copy(page.page_obj)
    # A number that no file has: pdfminer leaves out what has none.
    drawing.set_objid(-1, 0)
    bare.contents = [drawing]
    bare.resources = {"XObject": {"N": PDFObjRef(bare.doc, note.stream)}}
    alone = type(page)(page.pdf, bare, page.page_number)
    # The rectangle drawn first is the frame, turned as the page is turned.
    frame = alone.rects[0]
    return [
        word
        for word in _words(alone)
        if frame["x0"] <= (word["x0"] + word["x1"]) / 2 <= frame["x1"]
        and frame["top"] <= (word["top"] + word["bottom"]) / 2 <= frame["bottom"]
    ]


def _seen(original: Original) -> tuple[Frame, tuple[Note, ...]] | None:
    """Where on the turned sheet the shown part lies (left, top, width), and what is stuck on it.

    None when an image covers the page. Told here because pdfplumber does not turn a page's crop box with the page.
    """
    try:
        with pdf_value.bounded(), pikepdf.open(original.path) as pdf:
            page = pdf.pages[original.source.page - 1 if len(pdf.pages) > 1 else 0]
            if pdf_page.look(page, pdf_page.Budget()).covered:
                return None
            notes = find_notes(page)
            sheet, paper, turn = pdf_page.sheet(page), pdf_page.edges(page), pdf_page.rotation(page)
    except (pikepdf.PikepdfError, IndexError, RecursionError) as error:
        raise InputError(_DAMAGED) from error
    lefts, rights = paper.left - sheet.left, sheet.right - paper.right
    tops, bottoms = sheet.top - paper.top, paper.bottom - sheet.bottom
    left, top = {0: (lefts, tops), 90: (bottoms, lefts), 180: (rights, bottoms), 270: (tops, rights)}[turn]
    return (left, top, paper.top - paper.bottom if turn in (90, 270) else paper.right - paper.left), notes


def _word(told: dict[str, Any], frame: Frame, original: Original) -> Word | None:
    left, top, width = frame
    scale = original.width / width
    edges = [(told[key] - start) * scale for key, start in (("x0", left), ("top", top), ("x1", left), ("bottom", top))]
    text = unicodedata.normalize("NFC", _UNNAMED.sub("", told["text"])).strip()
    if not text or not all(map(math.isfinite, edges)):
        return None
    if not (0 <= (edges[0] + edges[2]) / 2 < original.width and 0 <= (edges[1] + edges[3]) / 2 < original.height):
        return None
    start, upper = max(round(edges[0]), 0), max(round(edges[1]), 0)
    end, lower = min(round(edges[2]), original.width), min(round(edges[3]), original.height)
    return Word(text, Box(start, upper, max(end, start + 1), max(lower, upper + 1)), 1.0)


def _lines(words: list[Word]) -> tuple[Line, ...]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom, word.box.left)):
        middle = (word.box.top + word.box.bottom) / 2
        if lines and lines[-1][0].box.top <= middle < lines[-1][0].box.bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(Line(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines)
