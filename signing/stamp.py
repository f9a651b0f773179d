"""The visible stamp of a digitised copy: who signs and when, top right on page 1.

NĐ 30/2020 annex I and TT 05/2025/TT-BNV Điều 8: Times New Roman, upright, 10 points, black; the agency's name and the
time in ISO 8601 with Vietnam's zone; the seal's image is not shown.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from digitize.model import Stamp
from digitize.qr import QUIET, pattern, runs
from digitize.stamp_text import CODE, LEADING, POINTS, SIZE, Says, lowest, too_small
from signing.stamp_font import StampFont, cut_font, embed_font

USUAL = frozenset(" 0123456789-:T+")  # of every time, so that a font is cut once for an agency


@dataclass(frozen=True, kw_only=True)
class StampStyle(BaseStampStyle):
    """What pyHanko asks to draw the signature's appearance: lines of text and nothing else."""

    lines: tuple[str, ...]
    font: StampFont
    leading: float
    code: str = ""

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]) -> BaseStamp:
        """The appearance in one file; the parameters that pyHanko would write are not shown."""
        return _Appearance(writer, self, box)


class _Appearance(BaseStamp):
    style: StampStyle

    def render(self) -> bytes:
        """Black text from the top left corner of the box, in DeviceGray (which any PDF/A output intent allows)."""
        font = self.style.font
        assert self.writer is not None
        self.set_resource(ResourceType.FONT, pdf_name("/F1"), embed_font(self.writer, font))
        first = self.box.height - font.ascent * SIZE / 1000
        shown = b" T* ".join(font.encode(line) + b" Tj" for line in self.style.lines)
        text = b"q BT 0 g /F1 %g Tf %g TL 0 %.2f Td %s ET Q" % (SIZE, self.style.leading, first, shown)
        corner = self.box.width - CODE, self.box.height
        return text + _squares(self.style.code, corner) if self.style.code else text


def stamp_style(stamp: Stamp) -> StampStyle:
    """The lines of a stamp, wrapped into its box.

    Raises InputError when they do not fit (a paper may be too narrow), ConfigError for letters that the font lacks.
    """
    width, height = _size(stamp)
    font = cut_font(frozenset(unicodedata.normalize("NFC", "".join(stamp.texts))) | USUAL)
    lines, coded = Says(stamp.texts, bool(stamp.code)).lay_out(width, height)
    if height < lowest(len(lines)):
        raise too_small("high", height, lowest(len(lines)))
    gaps = max(1, len(lines) - 1)
    leading = min(LEADING, (height - lowest(1)) / gaps)
    return StampStyle(border_width=0, lines=lines, font=font, leading=leading, code=stamp.code if coded else "")


def _squares(text: str, corner: tuple[float, float]) -> bytes:
    """A QR code in black squares below and right of that corner, its bare margin within, as one path without seams."""
    modules = pattern(text, "M")
    step = CODE / (len(modules) + 2 * QUIET)
    left, top = corner[0] + QUIET * step, corner[1] - QUIET * step
    parts = (
        b"%.4f %.4f %.4f %.4f re " % (left + column * step, top - (row + 1) * step, length * step, step)
        for row, column, length in runs(modules)
    )
    return b" q 0 g " + b"".join(parts) + b"f Q"


def stamp_box(stamp: Stamp, media_box: generic.ArrayObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the stamp in points of the page, from millimetres off its left and top edges."""
    x1, y1, x2, y2 = (float(number) for number in media_box)
    left, top = min(x1, x2) + stamp.left * POINTS, max(y1, y2) - stamp.top * POINTS
    width, height = _size(stamp)
    return round(left, 2), round(top - height, 2), round(left + width, 2), round(top, 2)


def _size(stamp: Stamp) -> tuple[int, int]:
    """Width and height in whole points: pyHanko cuts fractions off appearances, and viewers would stretch the text."""
    return int(stamp.width * POINTS), int(stamp.height * POINTS)
