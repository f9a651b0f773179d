"""The stamp's font, cut down to the letters of one agency and made ready to be put into any number of files.

A PDF/A file must hold every glyph that it shows (ISO 19005-2, 6.2.11.4). It is cut once for each agency and process;
pyHanko's own way would do it at every signature.
"""

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from digitize.errors import ConfigError
from digitize.pdf_face import open_face

BLOCK = 100  # the most entries that one bfchar block may have
STEM = 80  # stem width of a serif text face, 1/1000 em; only a hint to viewers
SYMBOLIC = 4  # font descriptor flag: glyphs are chosen by number (ISO 32000-1, table 123)
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{blocks}
endcmap CMapName currentdict /CMap defineresource pop end end"""


@dataclass(frozen=True, slots=True)
class StampFont:
    """A cut font: glyph numbers and widths (1/1000 em) by letter, metrics (1/1000 em), and its compressed streams."""

    name: str
    glyphs: dict[str, int]
    widths: dict[str, int]
    ascent: int
    descent: int
    cap_height: int
    bounds: tuple[int, int, int, int]
    program: bytes
    program_length: int
    to_unicode: bytes

    def encode(self, text: str) -> bytes:
        """The text as a hexadecimal PDF string of glyph numbers."""
        return b"<" + b"".join(b"%04x" % self.glyphs[letter] for letter in text) + b">"


@lru_cache(maxsize=32)
def cut_font(letters: frozenset[str]) -> StampFont:
    """The font with just these letters; raises ConfigError when the font lacks one of them."""
    face = open_face()
    missing = "".join(sorted(letter for letter in letters if letter not in face.letters))
    if missing:
        raise ConfigError(f"the stamp's font has no letter {missing!r}: change the stamp's text or the agency's name")
    glyphs = {letter: face.letters[letter] for letter in sorted(letters)}
    program = face.subset(glyphs.values())
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    return StampFont(
        name=f"{tag}+SohoaSerif",
        glyphs=glyphs,
        widths={letter: face.metrics[glyph][0] for letter, glyph in glyphs.items()},
        ascent=face.ascent,
        descent=face.descent,
        cap_height=face.cap_height,
        bounds=face.bounds,
        program=zlib.compress(program, 9),
        program_length=len(program),
        to_unicode=zlib.compress(_to_unicode(glyphs).encode("ascii"), 9),
    )


def _to_unicode(glyphs: dict[str, int]) -> str:
    letters = {glyph: letter for letter, glyph in glyphs.items()}
    lines = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in sorted(letters.items())]
    blocks = [lines[start : start + BLOCK] for start in range(0, len(lines), BLOCK)]
    return CMAP.format(
        blocks="\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    )


def embed_font(writer: BasePdfFileWriter, font: StampFont) -> generic.IndirectObject:
    """Puts the font into a file as a Type 0 font with Identity-H encoding (ISO 32000-1, 9.7); its reference."""
    name = pdf_name(f"/{font.name}")
    descendant = _dictionary(
        {
            "Type": pdf_name("/Font"),
            "Subtype": pdf_name("/CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": _dictionary(
                {"Registry": pdf_string("Adobe"), "Ordering": pdf_string("Identity"), "Supplement": 0}
            ),
            "CIDToGIDMap": pdf_name("/Identity"),
            "FontDescriptor": writer.add_object(_descriptor(writer, font)),
            "W": _widths(font),
        }
    )
    type0 = _dictionary(
        {
            "Type": pdf_name("/Font"),
            "Subtype": pdf_name("/Type0"),
            "BaseFont": name,
            "Encoding": pdf_name("/Identity-H"),
            "DescendantFonts": generic.ArrayObject([writer.add_object(descendant)]),
            "ToUnicode": writer.add_object(_compressed(font.to_unicode)),
        }
    )
    return writer.add_object(type0)


def _descriptor(writer: BasePdfFileWriter, font: StampFont) -> generic.DictionaryObject:
    program = _compressed(font.program)
    program[pdf_name("/Length1")] = _number(font.program_length)
    return _dictionary(
        {
            "Type": pdf_name("/FontDescriptor"),
            "FontName": pdf_name(f"/{font.name}"),
            "FontBBox": generic.ArrayObject(map(_number, font.bounds)),
            "FontFile2": writer.add_object(program),
            "Flags": SYMBOLIC,
            "ItalicAngle": 0,
            "Ascent": font.ascent,
            "Descent": font.descent,
            "CapHeight": font.cap_height,
            "StemV": STEM,
        }
    )


def _compressed(data: bytes) -> generic.StreamObject:
    return generic.StreamObject({pdf_name("/Filter"): pdf_name("/FlateDecode")}, encoded_data=data)


def _widths(font: StampFont) -> generic.ArrayObject:
    pairs = sorted({(font.glyphs[letter], width) for letter, width in font.widths.items()})
    return generic.ArrayObject(
        part for glyph, width in pairs for part in (_number(glyph), generic.ArrayObject([_number(width)]))
    )


def _dictionary(entries: dict[str, Any]) -> generic.DictionaryObject:
    made = {pdf_name(f"/{key}"): _number(value) if isinstance(value, int) else value for key, value in entries.items()}
    return generic.DictionaryObject(made)  # type: ignore[no-untyped-call]


def _number(value: int) -> generic.NumberObject:
    return generic.NumberObject(value)  # type: ignore[no-untyped-call]
