"""The kinds of papers, as `kinds.toml` describes them (types of NĐ 30/2020/NĐ-CP, papers of citizens, office slips).

An office may add kinds of its own, or titles and words to ours, in a file of the same form (`use_kinds`).
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from digitize.errors import ConfigError
from digitize.vietnam.near import compact, phrase

_PHRASES = ("titles", "words", "marks")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PARTS = ("component", "result")
_NUMBERS = ("head", "slot", "serial", "none")


@dataclass(frozen=True, slots=True)
class Face:
    """One printed form of a kind: its generation, the side of it, and words that stand there and nowhere else."""

    generation: str
    side: Literal["front", "back"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper; the comment at the top of `kinds.toml` says what each value means."""

    name: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    part: Literal["component", "result"]
    marks: tuple[str, ...] = ()
    abbreviation: str = ""
    code: str = "32"
    person: bool = False
    about: bool = False
    number: Literal["head", "slot", "serial", "none"] = "head"
    anywhere: bool = False
    label: str = ""
    faces: tuple[Face, ...] = ()


_added: tuple[str, ...] = ()


def use_kinds(own: tuple[str, ...]) -> None:
    """Our kinds and those of an office's own files from now on; raises ConfigError when a file cannot be used.

    A kind that is ours already gets its titles and words beside ours; its other values replace ours.
    """
    global _added
    before, _added = _added, own
    _forget()
    try:
        kinds()
    except ConfigError:
        _added = before
        _forget()
        raise


def added() -> tuple[str, ...]:
    """The office's own files, for worker processes, which begin without them."""
    return _added


def _forget() -> None:
    kinds.cache_clear()
    _abbreviations.cache_clear()


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """All kinds by name; their titles and words as compact letters, ready to be looked for."""
    text = (files("digitize.vietnam") / "kinds.toml").read_text("utf-8")
    found = {name: _kind(name, table) for name, table in tomllib.loads(text).items()}
    for file in _added:
        for name, table in _tables(Path(file)).items():
            found[name] = _kind(name, table, found.get(name))
    return found


def _tables(file: Path) -> dict[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("rules.kinds: the file of kinds cannot be read") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"rules.kinds: the file of kinds is not valid TOML: {error}") from error
    for name, table in tables.items():
        _check(name, table)
    return tables


def _check(name: str, table: object) -> None:
    """What an office wrote; raises ConfigError that names the kind and the key."""
    if not _NAME.fullmatch(name) or not isinstance(table, dict):
        raise ConfigError(f"rules.kinds: [{name}]: a kind is a table named in small letters, figures and underscores")
    sorts: dict[str, Any] = dict.fromkeys(_PHRASES, list) | dict.fromkeys(("person", "about", "anywhere"), bool)
    sorts |= dict.fromkeys(("part", "number", "abbreviation", "code", "label"), str)
    for key, value in table.items():
        if key not in sorts:
            raise ConfigError(f"rules.kinds: [{name}]: unknown key {key}; valid: {', '.join(sorted(sorts))}")
        if not isinstance(value, sorts[key]) or (sorts[key] is list and not all(isinstance(one, str) for one in value)):
            raise ConfigError(f"rules.kinds: [{name}]: {key} is of the wrong sort")
        if sorts[key] is list and not all(map(phrase, value)):
            raise ConfigError(f"rules.kinds: [{name}]: {key} holds a text without letters")
    for key, valid in (("part", _PARTS), ("number", _NUMBERS)):
        if table.get(key, valid[0]) not in valid:
            raise ConfigError(f"rules.kinds: [{name}]: {key} must be one of: {', '.join(valid)}")


def _kind(name: str, table: dict[str, Any], ours: Kind | None = None) -> Kind:
    parts = {key: value for key, value in table.items() if key not in (*_PHRASES, "faces")}
    told = {key: tuple(map(phrase, table.get(key, ()))) for key in _PHRASES}
    if ours:
        parts |= {key: (*getattr(ours, key), *told[key]) for key in _PHRASES}
        return replace(ours, **parts)
    faces = tuple(
        Face(generation, side, tuple(map(phrase, words)))
        for generation, sides in table.get("faces", {}).items()
        for side, words in sides.items()
    )
    values: dict[str, Any] = {"part": "component"} | parts | told
    return Kind(name, faces=faces, **values)


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
