"""Makes Tinos-sohoa.ttf out of Debian's Tinos-Regular.ttf: `python make.py TINOS-REGULAR TARGET`.

1000 units per em, because pyHanko's glyph accumulator takes that for granted; no hints and no layout tables, because
the font stands under invisible text and in a stamp of precomposed (NFC) letters; the ballot boxes and check marks that
Tinos lacks are drawn here. The same input gives the same bytes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Tinos Sohoa"
# Latin with all Vietnamese letters, marks for what stays decomposed, dashes and quotes, signs, arrows, fractions
RANGES = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x2BC, 0x2DD), (0x300, 0x323)),
    *((0x391, 0x3C9), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C)),
    *((0x20AB, 0x20AC), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x226F), (0x25A0, 0x25CF)),
    *((0xFB01, 0xFB02), (0xFFFD, 0xFFFD)),
)
Contour = tuple[tuple[int, int], ...]
_OUTER: Contour = ((80, 0), (80, 680), (760, 680), (760, 0))
_INNER: Contour = ((130, 50), (710, 50), (710, 630), (130, 630))
_CHECK: Contour = ((190, 350), (240, 395), (370, 235), (600, 590), (655, 555), (380, 120))
_CROSS: tuple[Contour, ...] = (
    ((190, 150), (610, 570), (650, 530), (230, 110)),
    ((190, 530), (230, 570), (650, 150), (610, 110)),
)
DRAWN: dict[str, tuple[Contour, ...]] = {
    "\u2610": (_OUTER, _INNER),
    "\u2611": (_OUTER, _INNER, _CHECK),
    "\u2612": (_OUTER, _INNER, *_CROSS),
    "\u2713": (_CHECK,),
    "\u2714": (_CHECK,),
    "\u2717": _CROSS,
}


def make(tinos: Path, target: Path) -> None:
    """Subsets, scales, adds what is missing, names the result, and saves it."""
    font = TTFont(tinos, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(_wanted()))
    subsetter.subset(font)
    scale_upem(font, 1000)
    _draw(font)
    _name(font)
    font.save(target)


def _wanted() -> Iterator[int]:
    for first, last in RANGES:
        yield from range(first, last + 1)


def _draw(font: TTFont) -> None:
    added = {letter: f"uni{ord(letter):04X}" for letter in DRAWN}
    font.setGlyphOrder([*font.getGlyphOrder(), *added.values()])
    for letter, name in added.items():
        pen = TTGlyphPen(None)
        for contour in DRAWN[letter]:
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (840, min(x for contour in DRAWN[letter] for x, _ in contour))
        for table in font["cmap"].tables:
            table.cmap[ord(letter)] = name


def _name(font: TTFont) -> None:
    names = {1: FAMILY, 2: "Regular", 3: "1.33;Sohoa;Tinos", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
