"""Whether the papers of one dossier speak of the same people, linked by numbers and names; a stranger is a doubt.

For comparison only: nothing here says whose a paper is. A paper is linked to the dossier when it shares a citizen ID
with one that is linked, or bears the name of a person of such a paper. A paper that names nobody says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from digitize.model import Page
from digitize.vietnam.near import Compact, Finder, bare, compact

_ID = re.compile(r"(?<!\d)\d{12}(?!\d)")
# of a card's machine-readable lines: nine digits, their check digit, then the whole number
_MRZ = re.compile(r"VNM\d{10}(\d{12})<")
_CARD = re.compile(r"(\d{12})\|\d*\|([^|]+)\|")
# in the text without marks; what a label stands before is a person's name
_LABEL = re.compile(
    r"\b(?:ho(?: va|, chu dem,?(?: va)?) ten[^:]{0,30}|(?:ten toi|toi ten) la|tiep nhan ho so cua"
    r"|(?:ong|ba|ong/ba|ong \(ba\)))\s*:\s*"
)
_NAME = re.compile(r"(?:[^\W\d_]+\s+){1,5}[^\W\d_]+")
_FEWEST, _MISREAD = 7, 2


@dataclass(frozen=True, slots=True)
class People:
    """Whom a paper speaks of: citizen IDs, names (compact letters) with the IDs behind them, and all its letters."""

    ids: frozenset[str]
    names: dict[str, frozenset[str]]
    text: Compact

    @property
    def silent(self) -> bool:
        """Whether it names nobody."""
        return not self.ids and not self.names


def find_people(pages: Sequence[Page]) -> People:
    """The people of a paper, by print, machine-readable lines and the QR codes of cards."""
    lines = [line.text for page in pages for line in page.lines]
    named: dict[str, set[str]] = {}
    ids: set[str] = set()
    name = ""
    for line in lines:
        name = _name(line) or name
        found = {number for pattern in (_ID, _MRZ) for number in pattern.findall(line)}
        ids |= found
        if name:
            named.setdefault(name, set()).update(found)
    for card in (match for page in pages for code in page.codes if (match := _CARD.match(code.text))):
        ids.add(card[1])
        named.setdefault(compact(card[2]).letters, set()).add(card[1])
    names = {name: frozenset(numbers) for name, numbers in named.items() if len(name) >= _FEWEST}
    return People(frozenset(ids), names, compact("\n".join(lines)))


def _name(line: str) -> str:
    match = _LABEL.search(bare(line))
    found = _NAME.match(line, match.end()) if match else None
    return compact(found[0]).letters if found else ""


def find_strangers(papers: Sequence[People], anchor: int | None) -> frozenset[int]:
    """The papers (by place) that may belong to other people than the anchor's, or the first's that names someone.

    Silent papers between strangers, with no linked paper between them, are as doubtful as these.
    """
    speaking = [place for place, one in enumerate(papers) if not one.silent]
    if anchor is None or papers[anchor].silent:
        anchor = speaking[0] if speaking else None
    if anchor is None:
        return frozenset()
    linked, fresh = {anchor}, [anchor]
    while fresh:
        one = papers[fresh.pop()]
        found = [place for place in speaking if place not in linked and _are_linked(one, papers[place])]
        linked.update(found)
        fresh += found
    doubted: set[int] = set()
    for apart, run in groupby(range(len(papers)), key=lambda place: place not in linked):
        places = list(run)
        if apart and any(not papers[place].silent for place in places):
            doubted.update(places)
    return frozenset(doubted)


def _are_linked(one: People, other: People) -> bool:
    return bool(one.ids & other.ids) or _stands_in(one, other) or _stands_in(other, one)


def _stands_in(one: People, other: People) -> bool:
    """Whether a name of the one stands in the other as the same person's."""
    names = sorted(one.names)
    for hit in Finder(names).find(other.text):
        own, others = one.names[names[hit.pattern]], other.names.get(names[hit.pattern], frozenset())
        if own and others:
            same = any(_alike(left, right) for left in own for right in others)
        else:
            # a mother of that name on both, without a number on either, is no bond between papers that have numbers
            same = bool(own or others) or not (one.ids or other.ids)
        if same:
            return True
    return False


def _alike(left: str, right: str) -> bool:
    """A digit or two that were read wrongly do not make two people of one name; which is right is not asked here."""
    return sum(a != b for a, b in zip(left, right, strict=True)) <= _MISREAD
