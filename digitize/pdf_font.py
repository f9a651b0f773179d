"""The font under the invisible text: which glyph writes a letter, and the subset of it that a PDF embeds.

Source: ISO 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode); ISO 19005-2, 6.2.11 (embedded, true widths, no .notdef).
Glyph numbers stay those of the whole font, so pages can be written before it is known which letters the last one needs.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from digitize.pdf_face import open_face

_FACE = "TinosSohoa"
_INSTEAD = "\ufffd"
_SYMBOLIC_WITH_SERIFS = 4 | 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter's shape, in thousandths of the font size: its advance, and how far its ink reaches."""

    number: int
    letter: str
    advance: int
    low: int
    high: int


class Letters:
    """Writes text as glyphs, and remembers which ones a document needs and how many letters the font lacks."""

    def __init__(self) -> None:
        self.used: dict[int, Glyph] = {}
        self.lacking = 0

    def glyphs(self, text: str) -> list[Glyph]:
        """The glyphs of a text in NFC; a letter that the font lacks becomes U+FFFD and is counted."""
        known = _known()
        found = []
        for letter in unicodedata.normalize("NFC", text):
            if letter not in known:
                self.lacking += 1
            glyph = known.get(letter, known[_INSTEAD])
            self.used[glyph.number] = glyph
            found.append(glyph)
        return found

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font object, with a subset of the letters written so far."""
        used = [self.used[number] for number in sorted(self.used)]
        name = Name(f"/{_tag(used)}+{_FACE}")
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(_descriptor(pdf, name, used)),
            DW=0,
            W=Array([part for glyph in used for part in (glyph.number, Array([glyph.advance]))]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(inner)]),
                ToUnicode=Stream(pdf, _to_unicode(used)),
            )
        )


@cache
def _known() -> dict[str, Glyph]:
    """Every letter that the font has; letters that share a glyph are read back as the first of them."""
    face = open_face()
    first: dict[int, str] = {}
    return {
        letter: Glyph(number, first.setdefault(number, letter), face.metrics[number][0], *face.reach(number))
        for letter, number in face.letters.items()
    }


def _tag(used: Sequence[Glyph]) -> str:
    """Six capital letters that name this subset (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(repr([glyph.number for glyph in used]).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(pdf: pikepdf.Pdf, name: Name, used: Sequence[Glyph]) -> Dictionary:
    face = open_face()
    program = face.subset(glyph.number for glyph in used)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_SYMBOLIC_WITH_SERIFS,
        FontBBox=Array(face.bounds),
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.cap_height,
        StemV=80,
        FontFile2=Stream(pdf, program, Length1=len(program)),
    )


def _to_unicode(used: Sequence[Glyph]) -> bytes:
    pairs = [f"<{glyph.number:04x}> <{glyph.letter.encode('utf-16-be').hex()}>" for glyph in used]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode("ascii")
