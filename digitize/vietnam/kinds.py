"""The kinds of papers, as `kinds.toml` describes them (types of NĐ 30/2020/NĐ-CP, papers of citizens, office slips)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from digitize.vietnam.near import compact, phrase


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper; the comment at the top of `kinds.toml` says what each value means."""

    name: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    part: Literal["component", "result"]
    abbreviation: str = ""
    person: bool = False
    about: bool = False
    number: Literal["head", "slot", "serial", "none"] = "head"
    anywhere: bool = False


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """All kinds by name; their titles and words as compact letters, ready to be looked for."""
    tables = tomllib.loads((files("digitize.vietnam") / "kinds.toml").read_text("utf-8"))
    return {name: _kind(name, table) for name, table in tables.items()}


def _kind(name: str, table: dict[str, object]) -> Kind:
    parts = {key: value for key, value in table.items() if key not in ("titles", "words")}
    titles, words = (tuple(map(phrase, _strings(table.get(key, [])))) for key in ("titles", "words"))
    return Kind(name, titles, words, **parts)  # type: ignore[arg-type]


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {kind.abbreviation: kind.name for kind in kinds().values() if kind.abbreviation}


def find_by_abbreviation(abbreviation: str) -> str | None:
    """The kind of that abbreviation, as it is spelt (`QyĐ` is not `QĐ`); `QD` still means what only one can mean."""
    exact = _abbreviations().get(abbreviation)
    if exact:
        return exact
    letters = compact(abbreviation).letters
    alike = {name for known, name in _abbreviations().items() if compact(known).letters == letters}
    return alike.pop() if len(alike) == 1 and abbreviation[:1].isupper() else None
