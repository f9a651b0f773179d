"""The marks of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT (Luật Bảo vệ bí mật nhà nước 2018; NĐ 30/2020, Phụ lục I, ô 10a)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from digitize.model import Line, Word
from digitize.vietnam.near import begins, phrase

_MARKS = ("mat", "toimat", "tuietmat")
# Before a mark in the same breath: "Độ mật: Tối mật", "TÀI LIỆU MẬT".
_HEAD = r"(?:domat|dau|tailieu|vanban|dau?chi(?:do)?mat)?"
_PLAIN = re.compile(_HEAD + "(?:" + "|".join(_MARKS) + ")")
_SAID = re.compile(r"\bdo mat\s*[:.]?\s*(?:toi mat|tuyet mat|mat)\b")
# What comes before a line that only goes on with the word: BÍ | MẬT, BẢO | MẬT.
_GOES_ON = ("bi", "bao", "co", "vang", "truoc", "be", "ten")
# How an engine may spell the three letters of a stamp that it read badly; MẪU, MÃ and the like are other words. The
# first of them may be lost under a seal.
_STAMPED = re.compile(r"(?:[mnhw]|in|lm|nn|iv)?at|ma[tl1f7]|m[oe4]t|tu[il1]?[a-z]{0,4}at|t[o0][il1]?[a-z]{0,2}at")
# two small letters without any mark: the pink waves of a land certificate were read so
_SPECKS = "at"
_BEGUN = re.compile(r"[\W_]*(?:M[ẬÂ]|[ẬÂ]T|T[ỐÔ]I(?: ?M[ẬÂ]?)?|TUY[ỆÊ]T?(?: ?M[ẬÂ]?)?|[ỐÔ]?I M[ẬÂ]T?)[\W_]*")
_GAP, _LONGEST = 1.5, 14


def find_mark(lines: Sequence[Line]) -> Line | None:
    """The first line that is a mark by itself, in capitals, or tells the degree of secrecy; None where none is."""
    before = ""
    for line in lines:
        for segment in _segments(line):
            text = " ".join(word.text for word in segment)
            if _is_mark(text, before) or _SAID.search(" ".join(map(phrase, text.split()))):
                return Line(segment)
            before = phrase(segment[-1].text)
    return None


def is_stamp(text: str) -> bool:
    """Whether the text of a stamp read by itself is a mark; a letter or two may be wrong, case does not count."""
    letters = phrase(text)
    if len(letters) > _LONGEST or not letters or text.replace(" ", "") == _SPECKS:
        return False
    if _PLAIN.fullmatch(letters) or _STAMPED.fullmatch(letters):
        return True
    *others, last = map(phrase, text.split())
    if last == "mat" and others and others[-1] not in (*_GOES_ON, "tien"):
        # what stands before it may be spoilt
        return True
    return any(
        abs(len(letters) - len(mark)) <= 2 and any(begins(letters, start, mark, errors) for start in range(3))
        for mark, errors in (("toimat", 1), ("tuietmat", 2))
    )


def is_beginning(text: str) -> bool:
    """Whether the text may be a mark whose end or beginning lies under a seal: MẬ, ẬT, TỐI M; marks tell it from MÃ."""
    return _BEGUN.fullmatch(unicodedata.normalize("NFC", text)) is not None


def _is_mark(text: str, before: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > _LONGEST or any(letter.islower() for letter in letters) or before in _GOES_ON:
        return False
    plain = phrase(text)
    if _PLAIN.fullmatch(plain):
        return True
    # A frame close around the longest mark spoils two of its letters; TIỀN MẶT (cash) is as near to it.
    most = 2 if plain.endswith("mat") and not plain.startswith("tien") else 1
    return len(plain) >= 6 and any(
        (end := begins(plain, 0, mark, errors)) is not None and end[0] == len(plain)
        for mark, errors in (("toimat", 1), ("tuietmat", most))
    )


def _segments(line: Line) -> Iterator[tuple[Word, ...]]:
    """The parts of a line between wide gaps: columns of a page's head stand side by side."""
    run: list[Word] = []
    for word in line.words:
        if run and word.box.left - run[-1].box.right > _GAP * (run[-1].box.bottom - run[-1].box.top):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)
