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

from digitize.errors import InputError
from digitize.model import Stamp
from signing.stamp_font import StampFont, cut_font, embed_font

POINTS = 72 / 25.4  # of a millimetre
SIZE = 10.0  # points
LEADING = 11.5  # points from line to line
TIGHTEST = 10.0  # the same, where the box is low
MOST_AGENCY_LINES = 3
TIME_LETTERS = frozenset("0123456789-:T+")


@dataclass(frozen=True, kw_only=True)
class StampStyle(BaseStampStyle):
    """What pyHanko asks to draw the signature's appearance: lines of text and nothing else."""

    lines: tuple[str, ...]
    font: StampFont
    leading: float

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
        return b"q BT 0 g /F1 %g Tf %g TL 0 %.2f Td %s ET Q" % (SIZE, self.style.leading, first, shown)


def stamp_style(stamp: Stamp) -> StampStyle:
    """The lines of a stamp, wrapped into its box.

    Raises InputError when they do not fit (a paper may be too narrow), ConfigError for letters that the font lacks.
    """
    width, height = _size(stamp)
    agency = unicodedata.normalize("NFC", " ".join(stamp.agency.split()))
    font = cut_font(frozenset(agency) | TIME_LETTERS)
    lines = (*_wrap(agency, width, font), stamp.time)
    if font.width(stamp.time, SIZE) > width:
        raise _too_small("wide", width, font.width(stamp.time, SIZE))
    line_height = (font.ascent - font.descent) * SIZE / 1000
    gaps = len(lines) - 1
    leading = min(LEADING, (height - line_height) / max(1, gaps))
    if height < line_height + gaps * TIGHTEST:
        raise _too_small("high", height, line_height + gaps * TIGHTEST)
    return StampStyle(border_width=0, lines=lines, font=font, leading=leading)


def _wrap(agency: str, width: int, font: StampFont) -> tuple[str, ...]:
    lines: list[str] = []
    for word in agency.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.width(longer, SIZE) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > MOST_AGENCY_LINES or any(font.width(line, SIZE) > width for line in lines):
        raise _too_small("wide", width, font.width(agency, SIZE) / MOST_AGENCY_LINES)
    return tuple(lines)


def _too_small(which: str, is_: int, needed: float) -> InputError:
    return InputError(
        f"khung chữ ký quá nhỏ / the stamp's box is {is_ / POINTS:.0f} mm {which}, its text needs "
        f"{needed / POINTS:.0f} mm: shorten the agency's name in the settings"
    )


def stamp_box(stamp: Stamp, media_box: generic.ArrayObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the stamp in points of the page, from millimetres off its left and top edges."""
    x1, y1, x2, y2 = (float(number) for number in media_box)
    left, top = min(x1, x2) + stamp.left * POINTS, max(y1, y2) - stamp.top * POINTS
    width, height = _size(stamp)
    return round(left, 2), round(top - height, 2), round(left + width, 2), round(top, 2)


def _size(stamp: Stamp) -> tuple[int, int]:
    """Width and height in whole points: pyHanko cuts fractions off appearances, and viewers would stretch the text."""
    return int(stamp.width * POINTS), int(stamp.height * POINTS)
