"""The file of the font in our PDFs (invisible text, stamp), and the part of it that a PDF embeds.

Source: OpenType 1.9 (glyf, hmtx, loca). Outlines are copied as they stand in the file and no glyph changes its number,
so a subset costs a millisecond; fontTools', which takes every outline apart, costs twenty-five for each document.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTWriter

FONT = Path(__file__).with_name("fonts") / "Tinos-sohoa.ttf"
_KEPT = ("head", "hhea", "maxp")
_TRUETYPE = "\0\1\0\0"
# Flags of a composite outline's component.
_WIDE_OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Face:
    """A TrueType font, its outlines and (advance, left bearing) by glyph number; lengths in units of the em (1000)."""

    letters: dict[str, int]
    outlines: tuple[bytes, ...]
    metrics: tuple[tuple[int, int], ...]
    tables: dict[str, bytes]
    bounds: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def reach(self, glyph: int) -> tuple[int, int]:
        """How far a glyph's ink reaches below (negative) and above the foot of the line."""
        outline = self.outlines[glyph]
        return struct.unpack_from(">xxxxhxxh", outline) if outline else (0, 0)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file that holds these glyphs and .notdef, under the numbers that they have here."""
        kept = _whole(self.outlines, {0, *glyphs})
        data, places = bytearray(), [0]
        for number, outline in enumerate(self.outlines):
            if number in kept:
                data += outline + b"\0" * (len(outline) % 2)
            places.append(len(data) // 2)
        metrics = (pair if number in kept else (0, 0) for number, pair in enumerate(self.metrics))
        out = io.BytesIO()
        file = SFNTWriter(out, len(_KEPT) + 3, _TRUETYPE)
        for name in _KEPT:
            file[name] = self.tables[name]
        file["glyf"] = bytes(data)
        file["hmtx"] = b"".join(struct.pack(">Hh", *pair) for pair in metrics)
        file["loca"] = struct.pack(f">{len(places)}H", *places)
        file.close()
        return out.getvalue()


@cache
def open_face() -> Face:
    """The font of our PDFs, as fonts/make.py made it: 1000 units to the em, short offsets, no hinting."""
    with TTFont(FONT, recalcTimestamp=False) as font:
        head, across, count = font["head"], font["hhea"], font["maxp"].numGlyphs
        assert head.unitsPerEm == 1000 and head.indexToLocFormat == 0
        letters = {chr(code): font.getGlyphID(name) for code, name in sorted(font.getBestCmap().items())}
        metrics = tuple(font["hmtx"][name] for name in font.getGlyphOrder())
        # Every glyph with both metrics in the subset: the last ones may share an advance in the file.
        across.numberOfHMetrics = count
        tables = {"head": font.reader["head"], "maxp": font.reader["maxp"], "hhea": across.compile(font)}
        places = [2 * place for place in struct.unpack(f">{count + 1}H", font.reader["loca"])]
        data = font.reader["glyf"]
        outlines = tuple(data[start:end] for start, end in pairwise(places))
        bounds = (head.xMin, head.yMin, head.xMax, head.yMax)
        lines = across.ascent, across.descent, font["OS/2"].sCapHeight
    return Face(letters, outlines, metrics, tables, bounds, *lines)


def _whole(outlines: tuple[bytes, ...], glyphs: set[int]) -> set[int]:
    """The glyphs and all that they are put together from."""
    found, waiting = set(glyphs), list(glyphs)
    while waiting:
        parts = set(_parts(outlines[waiting.pop()])) - found
        found |= parts
        waiting += parts
    return found


def _parts(outline: bytes) -> Iterator[int]:
    """The glyphs that a composite outline names; none for a simple one."""
    if not outline or outline[0] < 0x80:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield glyph
        scales = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _MATRIX else 0
        at += (8 if flags & _WIDE_OFFSETS else 6) + 2 * scales
