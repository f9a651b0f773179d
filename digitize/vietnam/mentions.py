"""Persons whom sentences name right before their day of birth or number: ... và vợ là bà Lò Thị Thử, sinh ngày ..."""

import re
from collections.abc import Iterable
from itertools import pairwise

from digitize.vietnam.labels import SECTION, Place
from digitize.vietnam.near import bare
from digitize.vietnam.plausible import has_surname

_TITLE = re.compile(r"(?:^|[\s(:,])(ong|ba|anh|chi|em|chau)$")
_MOST, _LEAST = 6, 2


def is_mention(place: Place) -> bool:
    """Whether a name is one within a sentence, which no label announces."""
    return place.field == "full_name" and not (place.colon or place.opens)


def with_mentions(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """A row's labels, with a place for each name in a sentence before a day of birth or a number."""
    made: list[Place] = []
    for before, place in pairwise((None, *found)):
        mention = _mention(before, place) if place else None
        made += [one for one in (mention, place) if one]
    return tuple(made)


def find_heads(found: Iterable[Place]) -> list[Place]:
    """The labels of a row that say who comes now: names and headings, but no name right behind its heading."""
    heads = [place for place in found if place.field in ("full_name", SECTION) and not is_mention(place)]
    return [place for before, place in pairwise((None, *heads)) if place and not (before and _is_headed(before, place))]


def _is_headed(section: Place, name: Place) -> bool:
    """Whether a heading stands right before a name: Và vợ: bà: ..."""
    apart = any(section.end <= cut <= name.start for cut in section.row.cuts)
    return section.field == SECTION and not apart and not section.row.text[section.end : name.start].strip()


def _mention(before: Place | None, place: Place) -> Place | None:
    if place.opens or place.field not in ("citizen_id", "date_of_birth"):
        return None
    row, begin = place.row, before.end if before else 0
    begin = max([begin, *(cut for cut in row.cuts if cut <= place.start)])
    said = row.text[begin : place.start].rstrip(" ,(-–")
    words = list(re.finditer(r"\S+", said))
    first = len(words)
    while first and len(words) - first < _MOST and _is_name(words[first - 1][0]):
        first -= 1
    # what stands before the name: Mr or Mrs, or a label's colon
    title = bool(first and _TITLE.search(bare(said[: words[first - 1].end()])))
    if first < len(words) and not title and _TITLE.search(bare(words[first][0])):
        first, title = first + 1, True
    if len(words) - first < _LEAST or not has_surname(said[words[first].start() :]):
        return None
    if title and not (before and before.field == "full_name" and first == 1):
        return Place(
            "full_name", "", row, begin + words[first - 1].start(), begin + words[first - 1].end(), False, False
        )
    if not first and before and before.colon and before.field not in ("full_name", "citizen_id", "date_of_birth"):
        return Place("full_name", "", row, before.start, before.end, False, False)
    return None


def _is_name(word: str) -> bool:
    return word.isalpha() and (word.istitle() or word.isupper())
