"""A sheet of paper as a list of what stands on it: drawn as pixels, as a PDF page, or told as truth.

Units: millimetres from the left and the top; a text's y is its base line; type sizes are points.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageFont

Colour = tuple[int, int, int]
BLACK: Colour = (22, 22, 26)
POINT = 25.4 / 72
SIDES = {"left": 0.0, "centre": 0.5, "right": 1.0}
FONTS = Path("/usr/share/fonts/truetype")
FOLDERS = ("liberation2", "liberation", "croscore", "dejavu")  # Debian 12 and 13 name the first differently
FAMILIES = {"serif": "LiberationSerif", "sans": "LiberationSans", "tinos": "Tinos", "arimo": "Arimo", "mono": "Cousine"}
UPRIGHT = {"dejavu": "DejaVuSans", "dejavuserif": "DejaVuSerif"}  # the core package of DejaVu has no italics
STYLES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    words: str
    face: str
    size: float
    colour: Colour = BLACK

    @property
    def width(self) -> float:
        return measure(self.words, self.face, self.size)


@dataclass(frozen=True, slots=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.25
    colour: Colour = BLACK
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Art:
    """A picture that multiplies with what it lies on (ink); `paint` gives RGBA of the asked size in pixels."""

    x: float
    y: float
    width: float
    height: float
    paint: Callable[[int, int], Image.Image]


Item = Text | Rule | Patch | Art


def face_path(face: str) -> Path:
    """The font file of a face such as `serif` or `serif:bi`; FileNotFoundError names a missing one."""
    family, _, style = face.partition(":")
    if family in UPRIGHT:
        name = f"{UPRIGHT[family]}{'-Bold' if 'b' in style else ''}.ttf"
    else:
        name = f"{FAMILIES[family]}-{STYLES[style]}.ttf"
    found = [FONTS / folder / name for folder in FOLDERS if (FONTS / folder / name).exists()]
    if not found:
        raise FileNotFoundError(f"{name}: install fonts-liberation2, fonts-croscore and fonts-dejavu-core")
    return found[0]


@lru_cache(maxsize=256)
def load_face(face: str, pixels: float) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels."""
    return ImageFont.truetype(str(face_path(face)), pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20000)
def measure(words: str, face: str, size: float) -> float:
    """The width of the words in millimetres."""
    return load_face(face, 1000).getlength(words) / 1000 * size * POINT


def styled(face: str, bold: bool, italic: bool) -> str:
    """The face with bold and italic added to its own style."""
    family, _, style = face.partition(":")
    mark = ("b" if bold or "b" in style else "") + ("i" if italic or "i" in style else "")
    return f"{family}:{mark}"


def pieces(marked: str, face: str) -> Iterator[list[tuple[str, str]]]:
    """The words of a marked text (`**bold**`, `__italic__`), each as its fragments with their faces."""
    bold = italic = False
    for chunk in marked.split():
        word: list[tuple[str, str]] = []
        for part in re.split(r"(\*\*|__)", chunk):
            if part == "**":
                bold = not bold
            elif part == "__":
                italic = not italic
            elif part:
                word.append((part, styled(face, bold, italic)))
        if word:
            yield word


@dataclass(slots=True)
class Style:
    """How a run of text is set; leading in multiples of the size, indent in millimetres."""

    face: str = "serif"
    size: float = 13.0
    colour: Colour = BLACK
    leading: float = 1.28
    indent: float = 10.0
    justify: bool = True


Word = list[tuple[str, str]]


def word_width(word: Word, size: float) -> float:
    """The width of a word with its fragments, in millimetres."""
    return sum(measure(part, face, size) for part, face in word)


def wrap(marked: str, width: float, style: Style) -> list[list[Word]]:
    """The marked text broken into lines no wider than asked; the first is shorter by the indent."""
    lines: list[list[Word]] = [[]]
    room = width - style.indent
    for word in pieces(marked, style.face):
        need = word_width(word, style.size) + (measure(" ", style.face, style.size) if lines[-1] else 0)
        if need > room and lines[-1]:
            lines.append([])
            room, need = width, word_width(word, style.size)
        lines[-1].append(word)
        room -= need
    return lines


@dataclass(slots=True)
class Sheet:
    """One side of a paper; `paper` is its colour."""

    width: float = 210.0
    height: float = 297.0
    paper: Colour = (252, 251, 247)
    items: list[Item] = field(default_factory=list)

    def words(self, x: float, y: float, marked: str, style: Style, align: str = "left") -> float:
        """Set one line at x, y, aligned about x; gives the x where it ends."""
        line = list(pieces(marked, style.face))
        space = measure(" ", style.face, style.size)
        width = sum(word_width(word, style.size) for word in line) + space * (len(line) - 1)
        return self.line(x - width * SIDES[align], y, line, style, space)

    def line(self, x: float, y: float, line: list[Word], style: Style, space: float) -> float:
        """Set the words from x on, with the given space between them; gives the x where they end."""
        for word in line:
            for part, face in word:
                self.items.append(Text(x, y, part, face, style.size, style.colour))
                x += measure(part, face, style.size)
            x += space
        return x - space

    def column(self, left: float, y: float, right: float, marked: str, style: Style) -> float:
        """Set a paragraph between left and right, its first base line at y; gives the base line after the last."""
        lines = wrap(marked, right - left, style)
        for number, line in enumerate(lines):
            self.set_line(left, y, right, (line, number == 0, number == len(lines) - 1), style)
            y += style.size * style.leading * POINT
        return y

    def set_line(self, left: float, y: float, right: float, line: tuple[list[Word], bool, bool], style: Style) -> None:
        """Set one line (words, is first, is last) of a paragraph, justified where that leaves no wide gap."""
        words, first, last = line
        left += style.indent if first else 0
        space = measure(" ", style.face, style.size)
        slack = right - left - sum(word_width(word, style.size) for word in words)
        if style.justify and not last and len(words) > 1 and slack / (len(words) - 1) < 3 * space:
            space = slack / (len(words) - 1)
        self.line(left, y, words, style, space)

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.25, dotted: bool = False) -> None:
        """Draw a straight line."""
        self.items.append(Rule(x1, y1, x2, y2, width, BLACK, dotted))

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a rectangle's outline."""
        for x1, y1, x2, y2 in (
            (x, y, x + width, y),
            (x, y + height, x + width, y + height),
            (x, y, x, y + height),
            (x + width, y, x + width, y + height),
        ):
            self.rule(x1, y1, x2, y2)

    def texts(self) -> list[Text]:
        """The pieces of text on the sheet, in the order in which they were set."""
        return [item for item in self.items if isinstance(item, Text)]

    def segments(self) -> list[list[Text]]:
        """Runs of text that share a base line, without a gap over 1.3 em or a rule between, from top to bottom."""
        lines: list[list[Text]] = []
        for text in sorted(self.texts(), key=lambda text: text.y):
            if lines and text.y - lines[-1][0].y < 0.3:
                lines[-1].append(text)
            else:
                lines.append([text])
        runs: list[list[Text]] = []
        for text in (text for line in lines for text in sorted(line, key=lambda text: text.x)):
            last = runs[-1][-1] if runs else None
            gap = text.x - last.x - last.width if last else 0.0
            near = last and abs(last.y - text.y) < 0.3 and gap < 1.3 * max(text.size, last.size) * POINT
            if last and near and not self.parted(last, text):
                runs[-1].append(text)
            else:
                runs.append([text])
        return runs

    def parted(self, one: Text, other: Text) -> bool:
        """Whether an upright rule stands between two pieces of a line, as between two cells of a table."""
        rules = (item for item in self.items if isinstance(item, Rule) and item.x1 == item.x2)
        between = (rule for rule in rules if one.x + one.width - 0.5 <= rule.x1 <= other.x + 0.5)
        return any(min(rule.y1, rule.y2) <= one.y - 1 <= max(rule.y1, rule.y2) for rule in between)

    def truth(self) -> list[str]:
        """The segments' words as a reader would write them."""
        return ["".join(words for _, words in spaced(run)) for run in self.segments()]


def spaced(run: list[Text]) -> Iterator[tuple[Text, str]]:
    """The run's pieces and their words, with the space that follows wherever there is a gap."""
    for text, after in pairwise(run):
        gap = after.x - text.x - text.width
        yield text, text.words + (" " if gap > 0.1 * text.size * POINT else "")
    yield run[-1], run[-1].words
