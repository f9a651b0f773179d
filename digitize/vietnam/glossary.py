"""The one glossary: what each English key is called in Vietnamese and in English (data: `glossary.toml`)."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from digitize.vietnam.kinds import kinds

Language = Literal["vi", "en"]


@lru_cache(maxsize=1)
def glossary() -> dict[str, dict[str, dict[Language, str]]]:
    """All groups (states, kinds, fields ...) with their keys and what these are called."""
    return tomllib.loads((files("digitize.vietnam") / "glossary.toml").read_text("utf-8"))


def label(key: str, group: str, language: Language = "vi") -> str:
    """What a key of a group is called; an office's own kind by its own label; else the key itself."""
    found = glossary().get(group, {}).get(key)
    if found:
        return found[language]
    own = kinds().get(key) if group == "kinds" else None
    return own.label if own and own.label else key
