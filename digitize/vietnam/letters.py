"""The letters of Vietnamese that English lacks, and how to tell which of them a reader can never write."""

import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")

# 12 vowels with 6 tones each, and đ; both cases: 146.
LETTERS = "".join(
    letter
    for small in (*(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES), "đ")
    for letter in (small, small.upper())
)
