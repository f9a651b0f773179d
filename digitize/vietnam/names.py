"""Names of persons as forms print them: two to seven words, all in capitals or each with a capital."""

import re
import unicodedata
from dataclasses import dataclass

from digitize.vietnam.near import bare
from digitize.vietnam.plausible import has_surname, may_be_middle

_EDGES = " .…_:;,-–—*|'\"“”‘’()[]/\\"
_END = re.compile(r"[.…_]{2,}|[;,(|]|\s[-–]\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
# words that go on behind a name without any mark between
_FOLLOWERS = frozenset(
    {"sinh", "nam", "nu", "la", "so", "cap", "do", "gioi", "ngay", "hien", "cu", "tru", "dan", "quoc", "que", "noi"}
    | {"chuc", "dien", "can", "cccd", "cmnd", "va"}
)
_PAPERS = frozenset({"cccd", "cmnd"})
_TITLES = re.compile(r"[\s.…_:]*(?:ong|ba|anh|chi)(?:\s*[/(]\s*(?:ong|ba)\)?)?\s*[:.]?\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read (NFC, single spaces) and its span; `clear`: it looks like a name from end to end."""

    value: str
    start: int
    end: int
    clear: bool


def read_name(text: str, *, titled: bool = True) -> Name | None:
    """The name that a slot begins with, without `ông` or `bà` before it; None when it holds no letters.

    `titled` False: no such word is expected there.
    """
    title = _TITLES.match(bare(text)) if titled else None
    start = title.end() if title and has_surname(text[title.end() :]) else 0
    either = bool(start) and _may_be_family(text[:start].lstrip(" .…_:"), text[start:])
    start = 0 if either else start
    cut = _END.search(text, re.compile(r"[\s.…_:]*").match(text, start).end())  # type: ignore[union-attr]
    end = cut.start() if cut else len(text)
    words = list(re.finditer(r"\S+", text[start:end].rstrip(_EDGES)))
    while words and not words[0][0].strip(_EDGES):
        words.pop(0)
    kept = [word for word in words if word[0].strip(_EDGES)]
    for index, word in enumerate(kept):
        follower = bare(word[0]).strip(_EDGES)
        if index >= 2 and (follower in _PAPERS or (word[0][0].islower() and follower in _FOLLOWERS)):
            kept = kept[:index]
            break
    if not kept:
        return None
    parts = [word[0].strip(_EDGES) for word in kept]
    value = unicodedata.normalize("NFC", " ".join(parts))
    return Name(value, start + kept[0].start(), start + kept[-1].end(), _clear(parts) and not either)


def _may_be_family(title: str, rest: str) -> bool:
    """Whether Ông is a family name here: Ông Nguyễn ... is Mr Nguyễn, Ông Đức ... and Ông Chử ... may be either.

    So may what stands in capitals as the name does, and before Thị: no woman is called Mr.
    """
    if not title.startswith(("Ông ", "ÔNG ")):
        return False
    return may_be_middle(rest) or (title.isupper() and rest.isupper()) or "thi" in bare(rest).split()[1:-1]


def _clear(parts: list[str]) -> bool:
    if not 2 <= len(parts) <= 7 or not all(_WORD.fullmatch(part) for part in parts):
        return False
    return all(part.isupper() for part in parts) or all(
        part.istitle() or (len(part) == 1 and part.isupper()) for part in parts
    )
