"""Whether a name as read is one that people bear: marks that OCR lost make names that nobody has (data: names.toml)."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digitize.vietnam.syllables import Spelling, spell

_LACKING = 0.75
_HORN = "\u031b"
# so many families at the head of the list, by how common they are
_COMMON = 30


@dataclass(frozen=True, slots=True)
class _Known:
    """Forms of syllables, and by their bare letters those that share them."""

    forms: frozenset[str]
    alike: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files("digitize.vietnam") / "names.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _known() -> tuple[_Known, _Known]:
    """Family names; and all syllables of names, for a family name may stand as a given one."""
    surnames = [spell(word) for word in _data()["surnames"].split()]
    return _group(surnames), _group([*surnames, *(spell(word) for word in _data()["given"].split())])


def _group(spellings: list[Spelling]) -> _Known:
    alike: dict[str, list[str]] = {}
    for one in spellings:
        alike.setdefault(one.bare, []).append(one.form)
    return _Known(frozenset(one.form for one in spellings), {bare: tuple(forms) for bare, forms in alike.items()})


def has_surname(text: str) -> bool:
    """Whether the first word is a family name, whatever became of its marks."""
    first = text.split(" ")[0].strip(".,;:")
    return spell(first).bare in _known()[0].alike


def may_be_middle(text: str) -> bool:
    """Whether the first word may be a middle name: any but the commonest family names, for a mother's family is one."""
    return spell(text.split(" ")[0].strip(".,;:")).form not in _commonest()


@lru_cache(maxsize=1)
def _commonest() -> frozenset[str]:
    """Family names that nearly everybody bears: the first of the list."""
    return frozenset(spell(word).form for word in _data()["surnames"].split()[:_COMMON])


def is_ethnicity(value: str) -> bool:
    """Whether it is one of the peoples of Vietnam (Decision 121-TCTK/PPCĐ of 1979), in one of their spellings."""
    return _letters(value) in _ethnicities()


@lru_cache(maxsize=1)
def _ethnicities() -> frozenset[str]:
    return frozenset(_letters(name) for name in _data()["ethnicities"])


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalpha())


def oddity(name: str) -> float:
    """How unlikely a name is as read, from 0 to 1.

    1: the family name is a known one with other marks, as engines lose or change them (NGUYÊN, HOANG, ĐỈNH: families
    are a closed list), or Vietnamese does not allow a syllable; 0.75: another syllable lacks marks; 0.5: one is known
    with other marks only. A syllable whose bare letters no known name has is not odd: it may be foreign or of a smaller
    people.
    """
    surnames, all_names = _known()
    spellings = [spell(word) for word in name.split()]
    known = any(one.form in all_names.forms for one in spellings)
    # a name in which nothing is Vietnamese is judged by nobody, unless it is a Vietnamese one without any marks
    if not spellings or not (known or all(one.bare in all_names.alike for one in spellings)):
        return 0.0
    first, *others = (_odd(one, all_names if at else surnames) for at, one in enumerate(spellings))
    return max(1.0 if first else 0.0, *others, 0.0)


def may_lack_horn(name: str) -> bool:
    """Whether a name in capitals may be another with a horn that ran into the next letter: DỤNG printed DỰNG."""
    return name.isupper() and any(spell(word).form in _hornless() for word in name.split())


@lru_cache(maxsize=1)
def _hornless() -> frozenset[str]:
    """Syllables of names with a u that are others with a ư."""
    forms = _known()[1].forms
    return frozenset(form for form in forms if any(other in forms for other in _with_horn(form)))


def _with_horn(form: str) -> Iterator[str]:
    apart = unicodedata.normalize("NFD", form)
    for at, letter in enumerate(apart):
        if letter == "u":
            yield unicodedata.normalize("NFC", f"{apart[: at + 1]}{_HORN}{apart[at + 1 :]}")


def _odd(one: Spelling, known: _Known) -> float:
    if one.form in known.forms:
        return 0.0
    if not one.possible and one.form != one.bare:
        return 1.0
    alike = known.alike.get(one.bare, ())
    return _LACKING if any(_lacks(one.form, form) for form in alike) else 0.5 if alike else 0.0


def _lacks(form: str, known: str) -> bool:
    """Whether the form is the known one with marks left out."""
    return Counter(_marks(form)) < Counter(_marks(known)) and all(
        set(_marks(one)) <= set(_marks(other)) for one, other in zip(form, known, strict=False)
    )


def _marks(text: str) -> str:
    """The marks of the letters, the stroke of đ among them."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if unicodedata.combining(letter) or letter == "đ")
