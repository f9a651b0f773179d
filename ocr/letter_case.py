"""Tells small letters from capitals where the reader could not: `cơ sở` alone in a cell comes as CƠ SỞ, `Mục II` as ll.

A network sees each line at one height: of letters that look alike in both cases (c, o, s, u, v, x, z) nothing there
tells which they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from statistics import median

import cv2
import numpy as np

from digitize.model import Box, Line, Pixels, Word
from digitize.vietnam.syllables import spell

ALIKE = frozenset("COSUVXZ")
# In faces without serifs an I is a small L. Alone that is a point of an article or a litre, but not behind such words.
_ROMAN = re.compile(r"(?=\w)X{0,3}(?:IX|IV|V?I{0,3})")
NUMBERED = frozenset(
    {"mục", "phần", "chương", "lục", "quý", "nhóm", "loại", "hạng", "bậc", "kỳ", "đợt", "khóa", "tập", "vực"}
)
# Small letters that are as high as an x, marks aside; so many words with such tell how high that is.
PLAIN, ENOUGH = frozenset("acemnorsuvxz"), 12
DARK = 160
# Letters so many times as high as an x at most are small (capitals: 1.4 to 1.5).
SMALL = 1.12
# How far words beside and lines above one another tell each other's height, in their heights.
BESIDE, NEAR = 5.0, 4.0
# What stands so far above the foot of the line, in its height, is a mark; what is so much lower than an x, or than
# its word, no letter.
FOOT, LETTER, SPECK = 0.36, 0.7, 0.35


def settle_case(page: Pixels, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with words in capitals made small where their letters are no higher than small ones nearby."""
    lines = tuple(Line(tuple(_as_roman(map(_in_one_case, line.words)))) for line in lines)
    return tuple(
        replace(line, words=tuple(_settled(page, line, word, lines) for word in line.words))
        if any(_may_be_small(word) for word in line.words)
        else line
        for line in lines
    )


def _in_one_case(word: Word) -> Word:
    """`vực` for `vựC`: behind a small letter of a syllable no letter is a capital, if it may look like a small one."""
    text = word.text
    start = next((at for at, (one, other) in enumerate(pairwise(text), 1) if one.islower() and other.isupper()), 0)
    if not start or not all(_bare(letter) in ALIKE for letter in text[start:] if letter.isupper()):
        return word
    letters = "".join(filter(str.isalpha, text))
    return replace(word, text=text[:start] + text[start:].lower()) if spell(letters).possible else word


def _as_roman(words: Iterable[Word]) -> Iterator[Word]:
    """`Mục II.` for `Mục ll.`: small L and capitals that make a Roman numeral."""
    before = ""
    for word in words:
        core = word.text.strip(".,;:()/-")
        numeral = "l" in core and _ROMAN.fullmatch(core.replace("l", "I")) and (len(core) > 1 or before in NUMBERED)
        yield replace(word, text=word.text.replace("l", "I")) if numeral else word
        before = word.text.lower()


def _settled(page: Pixels, line: Line, word: Word, lines: tuple[Line, ...]) -> Word:
    if not _may_be_small(word):
        return word
    usual = _x_height(page, word, line, lines)
    standing = _standing(page, word.box, LETTER * usual) if usual else []
    # Of a word with one capital only its first letter is judged.
    found = standing[:1] if word.text.istitle() else sorted(standing)[:1]
    if usual and found and found[0] <= SMALL * usual:
        return replace(word, text=word.text.lower())
    return word


def _may_be_small(word: Word) -> bool:
    """Whether its capitals, all letters or the first, look as their small letters do."""
    text = word.text
    if text.istitle():
        return len(text) > 1 and _looks_alike(text[0]) and text[0].isalpha()
    return text.isupper() and sum(map(str.isalpha, text)) > 1 and _looks_alike(text)


def _looks_alike(text: str) -> bool:
    return all(_bare(letter.upper()) in ALIKE for letter in text if letter.isalnum())


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _x_height(page: Pixels, at: Word, line: Line, lines: tuple[Line, ...]) -> float | None:
    """How high an x is there: by the words beside, or by the lines next to one that says nothing of it."""
    box, height = at.box, at.box.bottom - at.box.top
    beside = (
        word for word in line.words if max(word.box.left - box.right, box.left - word.box.right) <= BESIDE * height
    )
    near = (
        word
        for other in lines
        if min(box.right, other.box.right) > max(box.left, other.box.left)
        and -NEAR * height < other.box.top - box.top < NEAR * height
        for word in other.words
    )
    # Print of another size stands near too: where the line has other letters, those tell its case.
    for words in (beside, near) if _looks_alike(line.text) else (beside,):
        shown = islice((word for word in words if _shows_x(word.text)), ENOUGH)
        sizes = [_standing(page, one.box, SPECK * (one.box.bottom - one.box.top)) for one in shown]
        found = [min(standing) for standing in sizes if standing]
        if found:
            return median(found)
    return None


def _shows_x(text: str) -> bool:
    return text.isalpha() and text.islower() and not PLAIN.isdisjoint(map(_bare, text))


def _standing(page: Pixels, box: Box, least: float) -> list[int]:
    """The heights of the letters of `least` pixels and more that stand on the line, from left to right.

    Marks above are not counted.
    """
    part = np.asarray(page[box.top : box.bottom, box.left : box.right] < DARK, np.uint8)
    # A part of a narrow word may be less than a pixel wide, and OpenCV 5.0 dies of an empty picture.
    if not part.size:
        return []
    _, _, boxes, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    whole = box.bottom - box.top
    return [
        height
        for _, top, _, height, _ in sorted(boxes[1:].tolist())
        if whole - top - height <= FOOT * whole and height >= least
    ]
