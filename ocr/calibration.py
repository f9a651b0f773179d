"""What a confidence of Tesseract is worth."""

from dataclasses import replace

from digitize.model import Word


def calibrate(word: Word) -> Word:
    return replace(word, confidence=word.confidence)
