"""The machine-readable zone of a citizen card: ICAO 9303 part 5, TD1 (three lines of 30), with its five check digits.

It holds the only check digits that protect a citizen ID. No digit is ever mended: a line in which a letter stands for
a digit, or a check digit fails, witnesses nothing. What protects nothing and tells nothing (the letters before VNM in
line 1, the filler) may be read badly. The card's number in line 1 is the end of the ID behind it, so letters in that
number leave the ID as it was read: such a line is no witness by itself, two readings of it that agree are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

_WEIGHTS = (7, 3, 1)
_FIRST = re.compile(
    r".{0,3}VNM(?P<number>[0-9]{9})(?P<check>[0-9])(?P<id>[0-9]{12})[^0-9]{2}(?P<last>[0-9])[^0-9]{0,3}"
)
_LETTERED = re.compile(_FIRST.pattern.replace("(?P<number>[0-9]{9})", "(?P<number>[^<]{9})"))
_MOST_LETTERS = 2
_SECOND = re.compile(
    r"(?P<born>[0-9]{6})(?P<born_check>[0-9])(?P<sex>[A-Z<]{1,2})(?P<until>[0-9]{6}|<{6})(?P<until_check>[0-9])VN[MN]"
    r"[^0-9]{8,14}(?P<all>[0-9])[^0-9]{0,3}"
)
_NAME = re.compile(r"(?P<family>[A-Z]+)<<(?P<given>[A-Z]+(?:<[A-Z]+)*)<*")
_SEXES = {"M": "Nam", "F": "Nữ"}


@dataclass(frozen=True, slots=True)
class Mrz:
    """What a zone tells: the ID by its first line; birth and expiry (YYMMDD) and sex (Nam, Nữ) by its second.

    Empty is what the second line does not tell, all of it when one of its digits fails. `name` is in capital ASCII
    letters, family name first: it has no check digit, so it is no witness for more than itself.
    """

    citizen_id: str
    born: str = ""
    sex: str = ""
    expiry: str = ""
    name: str = ""


def check_digit(text: str) -> int:
    """The check digit of digits, capital letters and fillers (ICAO 9303 part 3, 4.9: weights 7, 3, 1)."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return sum(value * weight for value, weight in zip(values, cycle(_WEIGHTS), strict=False)) % 10


def parse(lines: Sequence[str], *, lettered: bool = False) -> Mrz | None:
    """The contents of a zone's lines; None when the first is not read so that its two check digits fit.

    `lettered`: letters may stand for a figure or two of the card's number, which the ID's own must bear out.
    """
    first = (_LETTERED if lettered else _FIRST).fullmatch(lines[0]) if lines else None
    if not first or not _fits_first(first):
        return None
    second = _SECOND.fullmatch(lines[1]) if len(lines) > 1 else None
    name = _NAME.fullmatch(lines[2]) if len(lines) > 2 else None
    said = f"{name['family']} {name['given'].replace('<', ' ')}" if name else ""
    if not second or not _fits_second(first, second):
        return Mrz(first["id"], name=said)
    sex = _SEXES.get(second["sex"].strip("<"), "")
    return Mrz(first["id"], second["born"], sex, second["until"].strip("<"), said)


def find(lines: Sequence[str]) -> Mrz | None:
    """The first zone among a page's lines of text, their spaces closed up."""
    return next((zone for zone, _ in find_all(lines)), None)


def find_all(lines: Sequence[str], *, lettered: bool = False) -> Iterator[tuple[Mrz, int]]:
    """The zones among a page's lines of text, in their order, with the place of their first line."""
    closed = [re.sub(r"\s", "", line) for line in lines]
    for at, line in enumerate(closed):
        found = parse(closed[at : at + 3], lettered=lettered) if "VNM" in line[:6] else None
        if found:
            yield found, at


def _fits_first(line: re.Match[str]) -> bool:
    """The number is the ID's end as far as it is read, and has its check digit, and so has the whole ID."""
    own = line["id"][3:]
    different = [sign for sign, digit in zip(line["number"], own, strict=True) if sign != digit]
    return (
        len(different) <= _MOST_LETTERS
        and not any(sign in "0123456789" for sign in different)
        and check_digit(own) == int(line["check"])
        and check_digit(line["id"] + "<<") == int(line["last"])
    )


def _fits_second(first: re.Match[str], second: re.Match[str]) -> bool:
    number = first["id"][3:] + first["check"] + first["id"] + "<<" + first["last"]
    dates = second["born"] + second["born_check"] + second["until"] + second["until_check"]
    return (
        check_digit(second["born"]) == int(second["born_check"])
        and check_digit(second["until"]) == int(second["until_check"])
        and check_digit(number + dates) == int(second["all"])
    )
