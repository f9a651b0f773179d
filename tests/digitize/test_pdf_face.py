"""The embedded font: whole outlines under their own numbers, and nothing else."""

import io

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from digitize.pdf_face import FONT, open_face


def drawn(font: TTFont, glyph: int) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("text", ["Độc lập - Tự do - Hạnh phúc", "ỘẾỮỵ", " "])
def test_a_subset_draws_its_letters_as_the_whole_font_does(text: str) -> None:
    face = open_face()
    used = {face.letters[letter] for letter in text}
    with TTFont(FONT) as whole, TTFont(io.BytesIO(face.subset(used))) as cut:
        assert cut["maxp"].numGlyphs == whole["maxp"].numGlyphs
        for glyph in used:
            assert drawn(cut, glyph) == drawn(whole, glyph)
            assert cut["hmtx"][cut.getGlyphName(glyph)] == whole["hmtx"][whole.getGlyphName(glyph)]
        left_out = [face.letters[letter] for letter in "XZ%"]
        assert all(not drawn(cut, glyph) for glyph in left_out)


def test_metrics_and_reach_are_those_of_the_font() -> None:
    face = open_face()
    with TTFont(FONT) as font:
        for letter in "aộĐg. ":
            glyph = face.letters[letter]
            name = font.getBestCmap()[ord(letter)]
            outline = font["glyf"][name]
            reach = (outline.yMin, outline.yMax) if outline.numberOfContours else (0, 0)
            assert (face.metrics[glyph], face.reach(glyph)) == (font["hmtx"][name], reach)
