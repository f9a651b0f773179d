"""What Tesseract's Vietnamese data writes though no Vietnamese print holds it, as what it stands for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Box, Word
from digitize.vietnam.syllables import spell
from digitize.vietnam.syllables_counts import load_counts

# Eth is told beside or for Đ, a fraction slash for the slash of dates and numbers, an inverted mark for i.
_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/", "¡": "i"})
_TWICE = re.compile("Đ[ĐÐ]|ÐĐ")
# Narrow spaces of a justified line get lost where a small letter follows a capital or a figure: no word has both.
_DAY = re.compile(r".*[A-ZĐ0-9](?P<day>ngày|tháng|năm)(?P<figures>\d[\d/.-]*[,;]?)?")


# Two syllables told as one word: seen so often side by side in print that they are a word, and no other two fit.
_JOINED, _OFTEN = re.compile(r"[^\w\s]*([^\W\d_]{3,})[^\w\s]*"), 20


def mend(text: str) -> str:
    """The word with such letters replaced, and a Đ that was told twice told once (no Vietnamese word has two)."""
    return _TWICE.sub("Đ", text).translate(_ALIKE)


def part(word: Word) -> Iterator[Word]:
    """The word, or its parts where two were told as one: `61/2018/NĐ-CPngày 8`, `Vănphòng`.

    No letter is changed. Each part has its letters' share of the box.
    """
    found = _DAY.fullmatch(word.text)
    inner = [found.start(group) for group in ("day", "figures") if found[group]] if found else _between(word.text)
    cuts = [0, *inner, len(word.text)] if inner else []
    left, width = word.box.left, word.box.right - word.box.left
    for start, end in pairwise(cuts):
        first, last = (left + round(width * at / len(word.text)) for at in (start, end))
        yield replace(word, text=word.text[start:end], box=Box(first, word.box.top, last, word.box.bottom))
    if not cuts:
        yield word


def _between(text: str) -> list[int]:
    """Where the second of two syllables begins that make up the word; nowhere unless there is one such place."""
    found = _JOINED.fullmatch(text)
    if not found or not found[1][1:].islower() or spell(found[1]).possible:
        return []
    letters, after = found[1], load_counts().after
    fits = [
        at
        for at in range(1, len(letters))
        if after.get(spell(letters[:at]).form, {}).get(spell(letters[at:]).form, 0) >= _OFTEN
    ]
    return [found.start(1) + fits[0]] if len(fits) == 1 else []
