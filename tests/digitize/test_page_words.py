"""Words laid on disk between two processes come back as they were."""

from pathlib import Path

from digitize.model import Box, Image, Line, Original, Page, Source, Word
from digitize.page_words import lay_down, take_up


def test_a_page_gets_its_lines_back(tmp_path: Path) -> None:
    for number in (1, 2):
        source = Source("a.tif", number)
        original = Original(source, str(tmp_path / f"stream{number}"), "image/jpeg", "0", 10, 10, 300.0)
        image = Image(original.path, "DCTDecode", 10, 10, 8, "DeviceGray")
        lines = (Line((Word(f"số {number}", Box(1, 2, 3, 4), 0.5),)),)
        page = Page(original, image, 10, 10, 300.0, lines=lines)
        bare = lay_down(page)
        assert (bare.lines, take_up(bare)) == ((), page)
