"""Draws lines of print as they leave a printer: many fonts, sizes, styles within a line, spaced as in justified text.

Fonts lie in one folder, packed by `python -m training.lines.pack`, and are found by their file names.
"""

import functools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from digitize.model import Pixels

# Office print in Vietnam is Times New Roman by rule (NĐ 30/2020/NĐ-CP); what looks like it comes most often. All else
# comes often enough that no face is a stranger: forms, receipts and web pages are set in whatever was at hand.
SHARES = (
    (("Tinos", "LiberationSerif", "texgyretermes", "FreeSerif"), 40),
    (("Arimo", "LiberationSans", "texgyreheros-", "FreeSans", "Carlito", "NotoSans-", "DejaVuSans"), 15),
    (("",), 45),
)
# Lends the signs that a face lacks, as word processors do.
LENDER = "DejaVuSans.ttf"
# What the figures and fillers of a card's zone are printed in.
EVEN = ("Cousine", "LiberationMono", "FreeMono", "texgyrecursor", "DejaVuSansMono")
REGULAR, BOLD, ITALIC, BOLD_ITALIC = range(4)
STYLES = (REGULAR,) * 10 + (BOLD,) * 5 + (ITALIC,) * 3 + (BOLD_ITALIC,)
SMALL, LARGE = 22, 58
KEPT = 64


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as ink (255) on nothing (0), its text, the height of its letters in pixels (em), its baseline's row."""

    ink: Pixels
    text: str
    em: int
    baseline: int


@dataclass(slots=True)
class Renderer:
    """Draws lines with the fonts of a folder; the latest ones are kept, to stand above and below others."""

    folder: Path
    latest: list[Drawn] = field(default_factory=list)

    def line(self, text: str, draw: random.Random) -> Drawn:
        """The text on one line, in one or two styles of one family."""
        starts = EVEN if "<<" in text else draw.choices(*zip(*SHARES, strict=True))[0]
        faces = draw.choice(families(self.folder, starts) or families(self.folder, ("",)))
        em = draw.randint(SMALL, LARGE)
        # Headings are bold capitals, whose marks are the smallest of all.
        style = BOLD if text.isupper() and draw.random() < 0.5 else draw.choice(STYLES)
        runs = [(text, faces[style])]
        words = text.split(" ")
        if len(words) > 2 and draw.random() < 0.12:
            at = draw.randrange(1, len(words))
            runs = [(" ".join(words[:at]) + " ", faces[style]), (" ".join(words[at:]), faces[draw.choice(STYLES)])]
        if draw.random() < 0.3:
            runs = _spaced(runs)
        runs = [part for run in runs for part in _lent(*run, str(self.folder / LENDER))]
        wide = draw.uniform(0.8, 1.6) if draw.random() < 0.7 else draw.uniform(1.6, 3.6)
        drawn = _draw(runs, em, wide)
        made = Drawn(drawn[0], text, em, drawn[1])
        self.latest.append(made)
        del self.latest[:-KEPT]
        return made


def _lent(text: str, face: str, lender: str) -> Iterator[tuple[str, str]]:
    """The run, parted where the face lacks a sign, which is drawn with the lender's."""
    for has, letters in groupby(text, signs(face).__contains__):
        yield "".join(letters), face if has else lender


def _spaced(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Word by word, so that the spaces between them can be made wider or narrower."""
    return [(piece, face) for text, face in runs for word in text.split(" ") for piece in (word, " ")][:-1]


def _draw(runs: list[tuple[str, str]], em: int, wide: float) -> tuple[Pixels, int]:
    """The runs side by side, spaces between them `wide` times their width; the row of the baseline."""
    fonts = [font(face, em) for _, face in runs]
    advance = [at.getlength(text) * (wide if text == " " else 1.0) for (text, _), at in zip(runs, fonts, strict=True)]
    rim = em // 2
    size = int(sum(advance)) + 2 * rim, round(em * 1.9)
    baseline = round(em * 1.35)
    picture = Image.new("L", size, 0)
    pen, x = ImageDraw.Draw(picture), float(rim)
    for (text, _), at, step in zip(runs, fonts, advance, strict=True):
        if text.strip():
            pen.text((x, baseline), text, 255, at, anchor="ls")
        x += step
    return np.asarray(picture, np.uint8), baseline


@functools.lru_cache(maxsize=1500)
def font(face: str, em: int) -> ImageFont.FreeTypeFont:
    """The face at a size; complex layout is not needed for composed letters, and slow."""
    return ImageFont.truetype(face, em, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def signs(face: str) -> frozenset[str]:
    """What the face can draw."""
    with TTFont(face, lazy=True) as known:
        return frozenset(map(chr, known.getBestCmap()))


@functools.cache
def families(folder: Path, starts: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Families whose files' names start so, each as its four faces; another stands in for a face that is missing."""
    named: dict[str, dict[int, str]] = {}
    for path in sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")]):
        if any(path.name.startswith(start) for start in starts):
            style = path.stem.lower()
            bold, slant = "bold" in style, "italic" in style or "oblique" in style
            named.setdefault(family(path.stem), {})[2 * slant + bold] = str(path)
    return [tuple(_stand_in(faces, style) for style in range(4)) for faces in named.values()]  # type: ignore[misc]


def family(stem: str) -> str:
    """The family in a font file's name: `FreeSerifBold` and `Tinos-BoldItalic` without their styles."""
    for word in ("Regular", "regular", "BoldOblique", "BoldItalic", "bolditalic", "Bold", "bold"):
        stem = stem.removesuffix(word)
    for word in ("Oblique", "MediumItalic", "mediumitalic", "Italic", "italic"):
        stem = stem.removesuffix(word)
    return stem.rstrip("-")


def _stand_in(faces: dict[int, str], style: int) -> str:
    order = (style, style & 1, style & 2, 0, *faces)
    return next(faces[other] for other in order if other in faces)
