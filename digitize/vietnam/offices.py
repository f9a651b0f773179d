"""Offices and officers by their printed names (data: offices.toml)."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from digitize.vietnam.near import bare, compact

_NUMBER = re.compile(r"\W*s[o0](?:\s?[:.;,]|\s+\d)|\W*/")
_SECOND = re.compile(r"(?<!\w)(?:ubnd|ủy ban nhân dân|sở|trung tâm|bộ phận|(?<!văn )phòng)(?!\w)")
_BRANCH = re.compile(r"CHI NHÁNH\s+(?=KHU VỰC|SỐ|HUYỆN|QUẬN|THÀNH PHỐ|THỊ XÃ)", re.IGNORECASE)
_SHORT = 4
_HEADS = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
_NOUN_ALONE = frozenset({"van phong", "chi nhanh"})


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files("digitize.vietnam") / "offices.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def _pattern(group: str) -> re.Pattern[str]:
    """The words of a group, bare, the longest first."""
    words = sorted((bare(text) for text in _data()[group]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")


@lru_cache(maxsize=1)
def _authority() -> re.Pattern[str]:
    words = sorted((bare(text) for text in _data()["authority"]), key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(words)})\s?[.,]\s?\w")


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    lines = [*_data()["spelled"], *_data()["officers"], *_data()["signers"]]
    return {compact(line).letters: line for line in lines}


def spelled(line: str) -> str:
    """The line with the marks that it must have, where its letters are those of a line that every office prints."""
    known = _spelled().get(compact(line).letters)
    return known if known and line.isupper() else line


def full_agency(text: str) -> str:
    """An office's name with UBND and HĐND written out, as search and comparison want it."""
    for short, long in (("UBND", "ỦY BAN NHÂN DÂN"), ("HĐND", "HỘI ĐỒNG NHÂN DÂN")):
        if bare(text).startswith(bare(short) + " "):
            return long + text[len(short) :]
    head = next((long for long in _HEADS if bare(text).startswith(bare(long) + " ")), None)
    return head + text[len(head) :] if head and text.isupper() else spelled(text)


def is_agency(text: str) -> bool:
    """Whether an office's name begins here (`Số: 12` is none, nor is SƠ YẾU, though SỞ has their letters)."""
    plain = bare(text).strip()
    found = _pattern("agencies").match(plain)
    if not found or _NUMBER.match(plain):
        return False
    return len(found[0]) > _SHORT or text.strip()[: len(found[0])].upper() in _data()["agencies"]


def is_bare(text: str) -> bool:
    """Whether nothing stands there but UBND or HĐND, of whatever place."""
    return bare(text).strip(" .,;:") in {"ubnd", "hdnd", *map(bare, _HEADS)}


def name_branch(offices: list[str]) -> str:
    """The last of a head's offices; a branch bears the name of the office above it: CHI NHÁNH KHU VỰC II."""
    *above, last = offices
    branch = _BRANCH.match(last) if above else None
    return f"{branch[0]}{above[-1]} {last[branch.end() :]}" if branch else last


def split_agencies(lines: list[str]) -> list[str]:
    """The offices that the lines of a head name, the superior first: `UBND XÃ A`, `TRUNG TÂM HÀNH CHÍNH CÔNG`."""
    found: list[str] = []
    for line in lines:
        alone = bool(found) and bare(found[-1]).strip() in _NOUN_ALONE
        if not found or (is_agency(line) and not alone):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return [part for one in found for part in _apart(one)]


def _apart(text: str) -> list[str]:
    """One line that names two offices: cut before the second people's committee or the unit below it."""
    starts = [found.start() for found in _SECOND.finditer(text.casefold()) if found.start()]
    cuts = [0, *(starts if bare(text).startswith(("ubnd", "uy ban nhan dan")) else [])]
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def officer(text: str) -> Literal["officer", "signer"] | None:
    """Whether a line in capitals is of who signs: by office, or without one."""
    plain = bare(text).strip(" .,;:-")
    if _authority().match(bare(text)) or _pattern("officers").match(plain):
        return "officer"
    return "signer" if _pattern("signers").match(plain) else None
