"""What Tesseract's Vietnamese data writes though no Vietnamese print holds it, as what it stands for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Box, Word

# Eth is told beside or for Đ, a fraction slash for the slash of dates and numbers, an inverted mark for i.
_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/", "¡": "i"})
_TWICE = re.compile("Đ[ĐÐ]|ÐĐ")
# Narrow spaces of a justified line get lost where a small letter follows a capital or a figure: no word has both.
_DAY = re.compile(r".*[A-ZĐ0-9](?P<day>ngày|tháng|năm)(?P<figures>\d[\d/.-]*[,;]?)?")


def mend(text: str) -> str:
    """The word with such letters replaced, and a Đ that was told twice told once (no Vietnamese word has two)."""
    return _TWICE.sub("Đ", text).translate(_ALIKE)


def part(word: Word) -> Iterator[Word]:
    """The word, or its parts where a day's words were told as one with what stands before: `61/2018/NĐ-CPngày 8`.

    No letter is changed. Each part has its letters' share of the box.
    """
    found = _DAY.fullmatch(word.text)
    cuts = [0, *(found.start(group) for group in ("day", "figures") if found[group]), len(word.text)] if found else []
    left, width = word.box.left, word.box.right - word.box.left
    for start, end in pairwise(cuts):
        first, last = (left + round(width * at / len(word.text)) for at in (start, end))
        yield replace(word, text=word.text[start:end], box=Box(first, word.box.top, last, word.box.bottom))
    if not cuts:
        yield word
