"""A4 sheets that we print ourselves (separators, hand-over records): text, rules and squares as vector PDF.

Units: millimetres from the left and the top; a text's y is the foot of its line; sizes are points. Source: ISO 32000-1.
"""

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from digitize.model import Pixels
from digitize.pdf_font import Letters
from digitize.pdf_text import number
from digitize.qr import runs

WIDTH, HEIGHT = 210.0, 297.0
_MM = 72 / 25.4
# the embedded face has one weight: bold is the outline drawn along, by this share of the size
_BOLD = 0.035
_SIDES = {"left": 0.0, "centre": 0.5, "right": 1.0}
Align = Literal["left", "centre", "right"]


class PrintedSheet:
    """One page in the making; all pages of a file share their letters."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._parts: list[str] = []

    def width(self, words: str, size: float) -> float:
        """How wide the words run."""
        return sum(glyph.advance for glyph in self._letters.glyphs(words)) * size / 1000 / _MM

    def text(
        self, place: tuple[float, float], words: str, size: float, align: Align = "left", bold: bool = False
    ) -> None:
        """One line of black text, its left end, middle or right end at the place."""
        x = place[0] - self.width(words, size) * _SIDES[align]
        mode = f"2 Tr {number(size * _BOLD)} w" if bold else "0 Tr"
        codes = "".join(f"{glyph.number:04x}" for glyph in self._letters.glyphs(words))
        self._parts.append(f"BT /F {number(size)} Tf {mode} {_point(x, place[1])} Td <{codes}> Tj ET")

    def fold(self, words: str, size: float, room: float) -> list[str]:
        """The words on lines no wider than the room; a single word may be wider."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def rule(self, start: tuple[float, float], end: tuple[float, float], width: float = 0.2) -> None:
        """A straight black line."""
        self._parts.append(f"{number(width * _MM)} w {_point(*start)} m {_point(*end)} l S")

    def squares(self, place: tuple[float, float], side: float, pattern: Pixels) -> None:
        """A square pattern (0 is black), its top left corner at the place: one path, so that no seams show."""
        step = side / len(pattern)
        for row, column, length in runs(pattern):
            corner = _point(place[0] + column * step, place[1] + (row + 1) * step)
            self._parts.append(f"{corner} {number(length * step * _MM)} {number(step * _MM)} re")
        self._parts.append("f")

    def content(self) -> bytes:
        """The page's content stream."""
        return "\n".join(self._parts).encode("ascii")


def _point(x: float, y: float) -> str:
    return f"{number(x * _MM)} {number((HEIGHT - y) * _MM)}"


def write_sheets(sheets: Sequence[PrintedSheet], letters: Letters, target: Path, title: str) -> None:
    """Writes the pages as one PDF file; OSError when it cannot be written."""
    with pikepdf.new() as pdf:
        font = letters.embed(pdf)
        for sheet in sheets:
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(WIDTH * _MM, 2), round(HEIGHT * _MM, 2)]),
                Resources=Dictionary(Font=Dictionary(F=font)),
                Contents=Stream(pdf, zlib.compress(sheet.content(), 9), Filter=Name.FlateDecode),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.Root.Lang = String("vi")
        pdf.docinfo[Name.Title] = String(title)
        pdf.save(target)
