"""Finds the number in the slot of an identity paper: joined over spaces, never mended."""

import re
from dataclasses import dataclass

from digitize.vietnam import citizen_id

# the line net writes a leader as one sign, close up to the number
_TOKEN = re.compile(r"[^\s,;:()/…]+")
_CONFUSED = re.compile(r"[0-9A-Za-z|]{9,14}")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number as read, without spaces and dots, its span, and what is wrong with it (names of the glossary)."""

    value: str
    start: int
    end: int
    problems: tuple[str, ...]

    @property
    def field(self) -> str:
        """`cmnd` for nine digits, else `citizen_id`."""
        return "cmnd" if len(self.value) <= 9 else "citizen_id"


def find(text: str) -> IdNumber | None:
    """The first run of digits that is long enough to be meant as a number of a person (six and more)."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        plain = token[0].strip(".-–_*'\"").replace(".", "")
        if plain.isdecimal() and plain.isascii() and not _in_date(text, token):
            run.append(token)
            continue
        if _length(run) >= 6:
            break
        run = []
        if _CONFUSED.fullmatch(plain) and sum(letter.isdigit() for letter in plain) >= 6:
            return IdNumber(plain, token.start(), token.end(), ("not_digits",))
    return _number(run) if _length(run) >= 6 else None


def _in_date(text: str, token: re.Match[str]) -> bool:
    return "/" in (text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1])


def _length(run: list[re.Match[str]]) -> int:
    return sum(letter.isdigit() for token in run for letter in token[0])


def _number(run: list[re.Match[str]]) -> IdNumber:
    value = "".join(re.sub(r"\D", "", token[0]) for token in run)
    check = citizen_id.check_cmnd if len(value) <= 9 else citizen_id.check
    return IdNumber(value, run[0].start(), run[-1].end(), check(value))
