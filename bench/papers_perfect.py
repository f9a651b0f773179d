"""Invented papers as a reader without fault would read them: pages of words in their places, made without pixels."""

from collections.abc import Iterable

from digitize.model import Box, Image, Line, Original, Page, Source, Word
from samples.sheet import POINT, Sheet, Text, spaced

DPI = 200
UNIT = DPI / 25.4


def perfect_pages(sheets: Iterable[Sheet]) -> tuple[Page, ...]:
    """A page for each sheet, its type read word by word; seals, marks and pen strokes are not seen."""
    return tuple(_page(sheet, number) for number, sheet in enumerate(sheets, 1))


def _page(sheet: Sheet, number: int) -> Page:
    width, height = round(sheet.width * UNIT), round(sheet.height * UNIT)
    original = Original(Source("invented", number), "", "image/jpeg", f"{number}", width, height, DPI)
    image = Image("", "DCTDecode", width, height, 8, "DeviceRGB")
    lines = tuple(Line(tuple(_words(run))) for run in sheet.segments())
    return Page(original, image, width, height, DPI, lines=lines, blank=not sheet.items)


def _words(run: list[Text]) -> list[Word]:
    """The pieces of a run, those without a gap between them joined to a word."""
    words: list[list[Text]] = [[]]
    for text, said in spaced(run):
        words[-1].append(text)
        if said.endswith(" "):
            words.append([])
    return [_word(parts) for parts in words if parts]


def _word(parts: list[Text]) -> Word:
    first, last = parts[0], parts[-1]
    high = max(part.size for part in parts) * POINT
    box = (first.x, first.y - 0.75 * high, last.x + last.width, first.y + 0.2 * high)
    return Word("".join(part.words for part in parts), Box(*(round(edge * UNIT) for edge in box)), 0.99)
