"""Whether a name as read is one that people bear: marks that OCR lost make names that nobody has (data: names.toml)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from digitize.vietnam.syllables import Spelling, spell


@dataclass(frozen=True, slots=True)
class _Known:
    """Forms of syllables, and by their bare letters those that share them."""

    forms: frozenset[str]
    alike: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _known() -> tuple[_Known, _Known]:
    """Family names; and all syllables of names, for a family name may stand as a given one."""
    data = tomllib.loads((files("digitize.vietnam") / "names.toml").read_text("utf-8"))
    surnames = [spell(word) for word in data["surnames"].split()]
    return _group(surnames), _group([*surnames, *(spell(word) for word in data["given"].split())])


def _group(spellings: list[Spelling]) -> _Known:
    alike: dict[str, list[str]] = {}
    for one in spellings:
        alike.setdefault(one.bare, []).append(one.form)
    return _Known(frozenset(one.form for one in spellings), {bare: tuple(forms) for bare, forms in alike.items()})


def has_surname(text: str) -> bool:
    """Whether the first word is a family name, whatever became of its marks."""
    first = text.split(" ")[0].strip(".,;:")
    return spell(first).bare in _known()[0].alike


def odd_syllables(name: str) -> tuple[int, ...]:
    """The places (from 0) of syllables that Vietnamese does not allow, or that look like a known one with other marks.

    A syllable whose bare letters no known name has is none: it may be foreign or of a smaller people.
    """
    surnames, all_names = _known()
    spellings = [spell(word) for word in name.split()]
    # a name in which nothing is Vietnamese is judged by nobody
    if not any(one.form in all_names.forms for one in spellings):
        return ()
    return tuple(at for at, one in enumerate(spellings) if _is_odd(one, all_names if at else surnames))


def _is_odd(one: Spelling, known: _Known) -> bool:
    if one.form in known.forms:
        return False
    marked = one.form != one.bare
    return one.bare in known.alike or (not one.possible and marked)
