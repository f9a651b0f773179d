"""What further readings of a place say of a day or a name that was read unsurely: nothing is mended, only outvoted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from digitize.model import Page, Word
from digitize.vietnam import dates
from digitize.vietnam.near import bare, compact
from digitize.vietnam.plausible import may_lack_horn, oddity

# Of 615 names that were read three times alike, 2 were wrong: both lacked the marks of their family name.
ALIKE = 3
# A syllable known with other marks only may be one, where the first reading says so, too.
_SELDOM = 0.5
_EDGES = " .,;:…_-–()[]/\"'“”"
_PARTED = re.compile(r"([0-9]{1,2})[Iil|!/]([0-9]{1,2})[Iil|!/]{1,2}((?:19|20)[0-9]{2})")
_DAY = len("31/12/1999")
_STROKE = r"\s?[Iil|!/1\]Jj.-]{0,2}\s?"


def tell_day(text: str, readings: Sequence[str], said: Sequence[str]) -> str | None:
    """The day that two readings tell clearly, or others say (`said`, ISO 8601), and whose figures stand in the text.

    None where two of them differ: no figure is ever taken for another, only strokes between figures may be misread.
    Strokes that are letters part days and months of two figures as clearly; others, where all readings have the same.
    """
    told_by = ([*clear_days([reading]), parted_day(reading)] for reading in readings)
    clear = [days[0] for days in told_by if days[0]]
    parted = [_parted(reading) for reading in (text, *readings)]
    if len(readings) >= ALIKE and None not in parted and len({*parted, *said}) == 1:
        return parted[0]
    told = {*clear, *said}
    if len(told) != 1 or (len(clear) < 2 and not said):
        return None
    value = told.pop()
    return value if _has_figures(text, value) else None


def parted_day(text: str) -> str | None:
    """The day of two, two and four figures with a stroke between that may be read as a letter: none can be a figure."""
    return _parted(text) if len(text.strip(_EDGES)) >= _DAY else None


def _parted(text: str) -> str | None:
    """The day of three figures with a sign between each that is no figure."""
    match = _PARTED.fullmatch(text.strip(_EDGES))
    value = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else ""
    return value if dates.is_possible(value) else None


def clear_days(readings: Sequence[str]) -> list[str]:
    """The days that readings tell without a doubt."""
    found = [dates.find_filled(reading) for reading in readings]
    return [one.value for one in found if one and one.value and not one.problem]


def _has_figures(text: str, value: str) -> bool:
    """Whether a text has the figures of a whole day, with nothing between them but what is read for a stroke."""
    year, *rest = value.split("-")
    if len(rest) != 2:
        return False
    month, day = (figures.removeprefix("0") for figures in rest)
    return re.search(rf"(?<![0-9])0?{day}{_STROKE}0?{month}{_STROKE}{year}(?![0-9])", text) is not None


def tell_name(value: str, readings: Sequence[str], *, sure: bool) -> str | None:
    """The name that further readings tell alike, if its letters are those of the value and only marks may differ.

    `sure`: the value was read surely, so that other marks do not outweigh it. Where they differ it is the one that
    three tell and people bear, if nobody bears what the others say: marks that are lost make names that nobody has.
    """
    names = [plain(reading) for reading in readings]
    if len(names) < ALIKE:
        return None
    spaced = _spaced(value, names)
    if spaced:
        return spaced
    if len(set(names)) != 1 or bare(names[0]) != bare(plain(value)):
        return _borne(value, readings)
    if names[0] == plain(value):
        # the same engine loses a horn in the same print again
        return value if oddity(value) <= _SELDOM and not may_lack_horn(value) else None
    written = _written(readings[0])
    return None if sure or oddity(written) else written


def _borne(value: str, readings: Sequence[str]) -> str | None:
    """The only name among the readings that is one, told three times at least, where all have its letters."""
    told = [value, *readings]
    if len({bare(plain(one)).replace(" ", "") for one in told}) != 1:
        return None
    borne = [one for one in told if oddity(plain(one)) < _SELDOM]
    odd = all(oddity(plain(one)) > _SELDOM for one in told if one not in borne)
    if not odd or len(borne) < ALIKE or len(set(map(plain, borne))) != 1:
        return None
    return _written(borne[0])


def _written(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(word.strip(_EDGES) for word in name.split()))


def _spaced(value: str, names: Sequence[str]) -> str | None:
    """The name whose words stand apart in a further reading only, if all its letters and marks are the same in each."""
    written = "".join(word.strip(_EDGES) for word in value.split())
    apart = {name for name in names if name.count(" ") > plain(value).count(" ")}
    if any(name.replace(" ", "") != written.casefold() for name in names) or len(apart) != 1:
        return None
    # the value's own letters, capitals as they are
    letters, ends = iter(written), [len(word) for word in apart.pop().split(" ")]
    spaced = " ".join("".join(islice(letters, end)) for end in ends)
    return spaced if plain(spaced).replace(" ", "") == written.casefold() and not oddity(spaced) else None


def plain(name: str) -> str:
    """A name in small letters with its marks, nothing around its words."""
    return _written(name).casefold()


def standing(name: str, page: Page) -> Iterator[tuple[Word, ...]]:
    """Where a name's letters stand on a page, whatever their marks."""
    wanted = [compact(part).letters for part in name.split()]
    for line in page.lines:
        letters = [compact(word.text).letters for word in line.words]
        for at in range(len(letters) - len(wanted) + 1):
            if letters[at : at + len(wanted)] == wanted:
                yield line.words[at : at + len(wanted)]
