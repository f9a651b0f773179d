"""Letters that Tesseract's Vietnamese data writes though no Vietnamese print holds them, as what they stand for."""

import re

# Eth is told beside or for Đ, a fraction slash for the slash of dates and numbers, an inverted mark for i.
_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/", "¡": "i"})
_TWICE = re.compile("Đ[ĐÐ]|ÐĐ")


def mend(text: str) -> str:
    """The word with such letters replaced, and a Đ that was told twice told once (no Vietnamese word has two)."""
    return _TWICE.sub("Đ", text).translate(_ALIKE)
