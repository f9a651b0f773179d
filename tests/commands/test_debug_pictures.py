"""The pictures and the index say what was read, how surely, and what became of it; foreign text stays text."""

from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from commands.debug_draw import draw_page, mark_words
from commands.debug_index import show, write_index
from digitize.model import Box, Document, Field, Finding, Image, Line, Original, Page, Scan, Source, Step, Word
from digitize.page import Failure

HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u202e"
VOID = {"meta", "img"}


class Reader(HTMLParser):
    """Tags, attributes and whether every tag is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def word(text: str, left: int, confidence: float, **told: object) -> Word:
    return Word(text, Box(left, 100, left + 80, 130), confidence, **told)  # type: ignore[arg-type]


def original(page: int = 1, path: str = "x/y") -> Original:
    return Original(Source("in.pdf", page), path, "image/jpeg", "", 600, 400, 200.0)


def page(words: tuple[Word, ...], number: int = 1, **told: object) -> Page:
    image = Image("x", "DCTDecode", 600, 400, 8, "DeviceRGB")
    return Page(original(number), image, 600, 400, 200.0, lines=(Line(words),) if words else (), **told)  # type: ignore[arg-type]


def near(pixels: np.ndarray, left: int) -> tuple[int, ...]:  # type: ignore[type-arg]
    """The colour of a word's frame, the legend above cut off."""
    return tuple(pixels[-400:][130 - 1, left + 40].tolist())


def test_words_are_framed_by_their_confidence_and_the_ink_stays_black() -> None:
    pixels = np.full((400, 600, 3), 255, np.uint8)
    pixels[110:120, 20:60] = 0
    pixels.flags.writeable = False
    made = mark_words(pixels, 200.0, (Line((word("a", 10, 0.99), word("b", 200, 0.9), word("c", 400, 0.3))),), ())
    (_, green, _), (red, _, none), (most, least, _) = near(made, 10), near(made, 200), near(made, 400)
    assert green > 100
    assert red > 180 and none < 50
    assert most > 180 and least < 50
    assert (made[-400:][112:118, 30:50] == 0).all()
    assert (pixels[0] == 255).all()


def test_corrected_and_second_readings_and_cells_are_marked() -> None:
    pixels = np.full((400, 600), 255, np.uint8)
    plain = mark_words(pixels, 200.0, (Line((word("nêu", 300, 0.9),)),), ())
    for told in ({"read_as": "nếu"}, {"alternatives": ("nếu", "neu")}):
        made = mark_words(pixels, 200.0, (Line((word("nêu", 300, 0.9, **told),)),), ())
        assert (made[-400:][70:95] != plain[-400:][70:95]).any()
    made = mark_words(pixels, 200.0, (), (Box(50, 200, 500, 300),))
    assert not (made[-400:][200:300, 50:500] == 255).all(axis=-1).any()


@pytest.mark.parametrize("width", [60, 300, 3000])
def test_any_page_can_be_drawn_whatever_stands_on_it(width: int) -> None:
    """Narrow pages, boxes beyond the page, letters that the font lacks, words without end."""
    pixels = np.zeros((50, width), np.uint8)
    words = (
        Word("漢字\x00" + HOSTILE, Box(-30, -20, 10, 5), 0.1, read_as="\u202e"),
        Word("a" * 10_000, Box(width - 5, 40, width + 90, 900), 0.5, alternatives=("b" * 9000,)),
    )
    made = mark_words(pixels, 200.0, (Line(words),), (Box(-5, -5, width * 2, 500),))
    assert made.shape[1:] == (width, 3)
    assert made.shape[0] > 50


def test_pictures_are_named_by_page_and_only_the_owner_can_read_them(tmp_path: Path) -> None:
    pixels = np.full((100, 200), 255, np.uint8)
    scan = Scan(original(7, str(tmp_path / "spool" / "abc" / "page")), pixels, 200.0, 200, 100)
    cleaned = Scan(scan.original, pixels // 2, 200.0, 200, 100)
    draw_page(tmp_path, scan, cleaned, ())
    draw_page(tmp_path, scan, cleaned, ())  # a page tried again
    files = sorted((tmp_path / "abc").iterdir())
    assert [file.name for file in files] == ["p0007-cleaned.png", "p0007-words.jpg"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "abc").stat().st_mode & 0o777 == 0o700


def test_the_index_escapes_names_words_values_and_problems() -> None:
    words = (word(HOSTILE, 10, 0.2, read_as=HOSTILE), word("b", 200, 0.9, alternatives=(HOSTILE,)))
    steps, findings = (Step(HOSTILE, ((HOSTILE, HOSTILE),)),), (Finding(HOSTILE, ((HOSTILE, 1),), HOSTILE),)
    field = Field(HOSTILE, HOSTILE, 0.5, 1, None, role=HOSTILE, witnesses=(HOSTILE,))
    document = Document((page(words, steps=steps, findings=findings),), HOSTILE, 0.5, "result", (field,), (HOSTILE,))
    shown = [show(HOSTILE, document, (1.0,), {1: ("0001/p0001-words.jpg",)}), show(HOSTILE, Failure(HOSTILE), (), {})]
    read = Reader(write_index(shown))
    assert "script" not in {tag for tag, _ in read.tags}
    assert {told.get("src") for tag, told in read.tags if tag == "img"} == {"0001/p0001-words.jpg"}
    assert not any(name.startswith("on") for _, told in read.tags for name in told)
    assert read.words.count(HOSTILE) >= 10


def test_the_most_doubtful_pages_come_first_and_all_is_told() -> None:
    sure = page(tuple(word("a", 10, 0.99) for _ in range(500)), 1, steps=(Step("deskew", (("degrees", -0.71),)),))
    rule = (Finding("colour_depth", (("bits", 1),), "NĐ 30/2020 PL I"),)
    bad = page((word("trăm", 10, 0.1, read_as="trằm"), word("b", 200, 0.3)), 2, findings=rule)
    blank = page((), 3, blank=True)
    shown = [show("a.pdf", Document((sure, bad, blank)), (9.5, 1.0, 0.25), {})]
    read = Reader(write_index(shown))
    articles = [told["id"] for tag, told in read.tags if tag == "article"]
    assert articles == ["f1p2", "f1p1", "f1p3"]
    slowest = [told["href"] for tag, told in read.tags if tag == "a"][:3]
    assert slowest == ["#f1p1", "#f1p2", "#f1p3"]
    for told in ("trằm → trăm", "-0.71°", "1 bit", "NĐ 30/2020 PL I", "Trang trắng", "9.50"):
        assert told in read.words
