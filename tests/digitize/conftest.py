"""Lays out invented papers as an engine would give them: lines of words with boxes."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from digitize.model import Box, Document, Image, Line, Original, Page, Source, Word

WIDE, HIGH, STEP, WIDTH = 12, 24, 40, 1200
PaperMaker = Callable[..., Document]
MOTTO = """
                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                        Độc lập - Tự do - Hạnh phúc
"""


def lay_out_page(text: str, number: int = 1, confidence: float = 0.95) -> Page:
    """One line of text is one line of the page; each character is 12 pixels wide, so four spaces part two columns."""
    lines = []
    for row, content in enumerate(text.strip("\n").splitlines()):
        top = 40 + row * STEP
        words = [
            Word(found[0], Box(found.start() * WIDE, top, found.end() * WIDE, top + HIGH), confidence)
            for found in re.finditer(r"\S+", content)
        ]
        if words:
            lines.append(Line(tuple(words)))
    original = Original(Source("paper.pdf", number), "spool", "image/jpeg", f"page{number}", WIDTH, 1700, 145.0)
    image = Image("spool", "DCTDecode", WIDTH, 1700, 8, "DeviceGray")
    return Page(original, image, WIDTH, 1700, 145.0, lines=tuple(lines))


@pytest.fixture
def lay_out() -> PaperMaker:
    """A document of one page for each text."""

    def make(*texts: str, confidence: float = 0.95) -> Document:
        return Document(tuple(lay_out_page(text, number, confidence) for number, text in enumerate(texts, 1)))

    return make


@pytest.fixture
def papers() -> dict[str, str]:
    """Invented papers by name, as text."""
    return tomllib.loads((Path(__file__).parent / "papers.toml").read_text("utf-8"))
