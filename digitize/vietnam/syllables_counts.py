"""How often Vietnamese syllables follow each other in office print, and the likeliest reading of a few in a row.

The counts lie in syllables.txt, made by `python -m training.syllables`; syllables are forms (`Spelling.form`).
"""

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from digitize.vietnam.syllables import spell

# What stands among the syllables for what is none: neighbours tell much (`tỉnh` before a name, `đồng` behind a number).
ABBREVIATION, NAME, NUMBER = "<abbreviation>", "<name>", "<number>"
CLASSES = frozenset((ABBREVIATION, NAME, NUMBER))
_COMMENT = "#"
_NOTHING: dict[str, int] = {}
# What the file lacks was seen up to four times: it is not taken for impossible.
_UNSEEN = 4.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How often syllables were seen, and `after` each of them the next; `alike`: the forms that share bare letters."""

    total: int
    single: dict[str, int]
    after: dict[str, dict[str, int]]
    alike: dict[str, tuple[str, ...]]


def read_counts(lines: Iterable[str]) -> Counts:
    """The counts of a file: in each line a syllable with its count, then those that follow it with theirs."""
    single: dict[str, int] = {}
    after: dict[str, dict[str, int]] = {}
    alike: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith(_COMMENT):
            continue
        first, count, *rest = line.split()
        single[first] = int(count)
        after[first] = dict(zip(rest[::2], map(int, rest[1::2]), strict=True))
        if first not in CLASSES:
            alike.setdefault(spell(first).bare, []).append(first)
    return Counts(sum(single.values()), single, after, {bare: tuple(forms) for bare, forms in alike.items()})


@functools.cache
def load_counts() -> Counts:
    """The counts that come with the package, read once for each process."""
    text = resources.files("digitize.vietnam").joinpath("syllables.txt").read_text(encoding="utf-8")
    return read_counts(text.splitlines())


def narrow(offers: Sequence[tuple[str, ...]], counts: Counts) -> list[tuple[str, ...]]:
    """Of the forms offered at each place of a row, the first (as read) and those ever seen beside a neighbour's."""
    narrowed = []
    for at, forms in enumerate(offers):
        if len(forms) > 1:
            left = [counts.after.get(other, _NOTHING) for other in offers[at - 1]] if at else []
            right = offers[at + 1] if at + 1 < len(offers) else ()
            forms = (forms[0], *(form for form in forms[1:] if _meets(form, left, right, counts)))
        narrowed.append(forms)
    return narrowed


def _meets(form: str, left: list[dict[str, int]], right: tuple[str, ...], counts: Counts) -> bool:
    for followers in left:
        if form in followers:
            return True
    followers = counts.after[form]
    return not followers.keys().isdisjoint(right)


def choose(offers: Sequence[tuple[str, ...]], costs: Sequence[tuple[float, ...]], counts: Counts) -> list[str]:
    """The likeliest form at each place of a row of neighbours (Viterbi); costs are natural logarithms.

    Another form than the first, as read, is chosen only if it was seen beside the form chosen next to it.
    """
    read = [forms[0] for forms in offers]
    if all(len(forms) == 1 for forms in offers):
        return read
    scores = [_alone(form, counts) - cost for form, cost in zip(offers[0], costs[0], strict=True)]
    steps: list[list[int]] = []
    for at in range(1, len(offers)):
        came, gained = [], []
        for form, cost in zip(offers[at], costs[at], strict=True):
            ways = [score + _after(left, form, counts) for score, left in zip(scores, offers[at - 1], strict=True)]
            best = max(range(len(ways)), key=ways.__getitem__)
            came.append(best)
            gained.append(ways[best] - cost)
        steps.append(came)
        scores = gained
    chosen = [max(range(len(scores)), key=scores.__getitem__)]
    for came in reversed(steps):
        chosen.append(came[chosen[-1]])
    forms = [place[index] for place, index in zip(offers, reversed(chosen), strict=True)]
    return [form if form == read[at] or _is_met(at, forms, counts) else read[at] for at, form in enumerate(forms)]


def _is_met(at: int, forms: list[str], counts: Counts) -> bool:
    """Whether the form was seen beside its neighbour on either side."""
    return any(
        forms[left + 1] in counts.after.get(forms[left], _NOTHING)
        for left in (at - 1, at)
        if 0 <= left < len(forms) - 1
    )


def _alone(form: str, counts: Counts) -> float:
    return math.log(counts.single.get(form, _UNSEEN) / counts.total)


def _after(left: str, form: str, counts: Counts) -> float:
    """The logarithm of how often the form stands behind its left neighbour; what is only rare is left to chance."""
    one = counts.single.get(left, _UNSEEN)
    seen = counts.after.get(left, _NOTHING).get(form)
    if seen is None:
        return math.log(min(_UNSEEN / one, counts.single.get(form, _UNSEEN) / counts.total))
    return math.log(seen / one)
