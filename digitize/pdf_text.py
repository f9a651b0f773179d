"""The invisible text of a page: each word as wide as its box, on the foot of its line, with real spaces between.

Source: ISO 32000-1, 9.3.6 (text rendering mode 3: neither filled nor stroked), 9.3.4 (horizontal scaling in percent).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from digitize.model import Box, Line, Page
from digitize.pdf_font import Glyph, Letters

_X_HEIGHT = 450  # thousandths of the font size that a word without tall letters reaches at least
_SPACE = 0.3  # of the font size: no space is wider, so that columns stay apart
_TIGHT = 0.05  # of the font size: the space between words whose boxes touch
_ROOM = 0.2  # of the font size: what stays free before the next word, else extractors join the two
_DESCENT = 0.216  # of the font size: how far a text face's own box (not its ink) reaches below the line's foot
_DRIFT = 0.25  # of the font size: a word whose foot is further from its line's keeps its own


def show(page: Page, letters: Letters) -> bytes:
    """The text object of a page, in points from its bottom left; nothing for a page without words."""
    scale = 72 / page.dpi
    # Engines box a word's ink and are never sure of all words; of a PDF's own text the font's box is known.
    inked = any(word.confidence < 1.0 for line in page.lines for word in line.words)
    told = [part for line in page.lines for part in _line(line, letters, scale, (page.height, inked))]
    return "\n".join(["BT", "3 Tr", *told, "ET", ""]).encode("ascii") if told else b""


def number(value: float) -> str:
    """A number as PDF writes it: no exponent, four decimals at most."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class _Written:
    glyphs: list[Glyph]
    box: Box

    @property
    def text(self) -> str:
        return "".join(glyph.letter for glyph in self.glyphs)

    @property
    def telling(self) -> bool:
        """Whether its ink says where the line stands: marks alone (a dash, dots) do not."""
        return any(letter.isalnum() for letter in self.text)

    @property
    def low(self) -> int:
        return min(0, *(glyph.low for glyph in self.glyphs))

    @property
    def reach(self) -> int:
        return max(_X_HEIGHT, *(glyph.high for glyph in self.glyphs)) - self.low

    @property
    def height(self) -> int:
        return max(self.box.bottom - self.box.top, 1)

    @property
    def width(self) -> int:
        return max(self.box.right - self.box.left, 1)

    def size(self, inked: bool) -> float:
        """The font size that its box tells of: the box of its ink, or of the font."""
        return self.height * 1000 / self.reach if inked else self.height

    def foot(self, size: float, inked: bool) -> float:
        """Where its line stands, in pixels from the top of the page."""
        return self.box.bottom + (self.low * size / 1000 if inked else -_DESCENT * size)


def _line(line: Line, letters: Letters, scale: float, page: tuple[int, bool]) -> Iterator[str]:
    height, inked = page
    words = [_Written(letters.glyphs(word.text), word.box) for word in line.words if word.text]
    if not words:
        return
    size, foot = _fit(words, inked)
    yield f"/F {number(size * scale)} Tf"
    for word, following in pairwise([*words, None]):
        assert word is not None
        own = word.foot(size, inked)
        drifts = word.telling and abs(own - foot) > _DRIFT * size
        y = height - (own if drifts else foot)
        yield f"1 0 0 1 {number(word.box.left * scale)} {number(y * scale)} Tm"
        yield _stretched(word.glyphs, _free_width(word, following, size), size)
        if following is not None:
            gap = following.box.left - word.box.right
            yield _stretched(letters.glyphs(" "), min(max(gap, _TIGHT * size), _SPACE * size), size)


def _fit(words: Sequence[_Written], inked: bool) -> tuple[float, float]:
    """Font size and foot (baseline) of a line in pixels, from its words' boxes; marks alone say little of either."""
    telling = [word for word in words if word.telling] or words
    size = median(word.size(inked) for word in telling)
    return size, median(word.foot(size, inked) for word in telling)


def _free_width(word: _Written, following: _Written | None, size: float) -> float:
    """The word's width, less what the next word needs to stand apart, but never under half of it."""
    if following is None or following.box.left <= word.box.left:
        return word.width
    return max(min(word.width, following.box.left - word.box.left - _ROOM * size), word.width / 2)


def _stretched(glyphs: Sequence[Glyph], width: float, size: float) -> str:
    natural = sum(glyph.advance for glyph in glyphs) * size / 1000 or width
    codes = "".join(f"{glyph.number:04x}" for glyph in glyphs)
    return f"{number(100 * width / natural)} Tz <{codes}> Tj"
