"""What a visible signature says: profiles by name and by the day of digitisation (data: `rules/*.toml`)."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from digitize.errors import ConfigError, InputError

WORDS = ("agency", "person", "time", "converted", "number")


def texts(name: str, day: date, words: Mapping[str, str], own: str = "") -> tuple[str, ...]:
    """The lines of a stamp as its profile of that day wants them, before they are wrapped.

    `own` is a file of the office's own profiles, which go before the law's. Raises ConfigError for an unknown profile
    and for an empty word that the law wants shown, such as the agency's name; InputError for a paper without number.
    """
    profiles = _profiles(day, own)
    if name not in profiles:
        known = ", ".join(sorted(profiles)) or "-"
        raise ConfigError(f"unknown stamp {name!r} on {day}; there are: {known} (signing.stamp in the settings)")
    return tuple(_filled(name, profiles[name]["lines"], words))


def may_bear_code(name: str, day: date, own: str = "") -> bool:
    """Whether a QR code may stand beside the lines of a stamp."""
    return bool(_profiles(day, own).get(name, {}).get("code"))


def _filled(name: str, lines: list[dict[str, str]], words: Mapping[str, str]) -> Iterator[str]:
    for line in lines:
        wanted = [word for word in WORDS if f"{{{word}}}" in line["text"]]
        missing = [word for word in wanted if not words.get(word, "").strip()]
        if line.get("when") in missing:
            continue
        if missing == ["number"]:
            raise InputError(
                f"dấu thiếu thông tin / the stamp {name!r} lacks its number: this paper has none, say --number"
            )
        if missing:
            raise ConfigError(f"dấu thiếu thông tin / the stamp {name!r} lacks its {missing[0]}: it must be shown")
        yield line["text"].format_map({word: words[word].strip() for word in wanted})


def _profiles(day: date, own: str) -> dict[str, Any]:
    """All stamps in force on a day: what came later replaces what was before."""
    found: dict[str, Any] = {}
    for rules in sorted(_law(), key=lambda one: str(one["effective"])):
        if rules["effective"] <= day:
            found |= rules.get("stamps", {})
    return found | (_own(own, day) if own else {})


@lru_cache(maxsize=1)
def _law() -> tuple[dict[str, Any], ...]:
    folder = files("digitize.vietnam") / "rules"
    return tuple(tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml"))


@lru_cache(maxsize=4)
def _own(path: str, day: date) -> dict[str, Any]:
    """The office's own file, of the same form; raises ConfigError for one that is not."""
    try:
        rules = tomllib.loads(Path(path).read_text("utf-8"))
        stamps: dict[str, Any] = rules["stamps"] if rules["effective"] <= day else {}
        for profile in stamps.values():
            for line in profile["lines"]:
                line["text"].format_map(dict.fromkeys(WORDS, ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            "signing.stamps names no file of stamps: it wants `effective = 2026-01-01` and `[stamps.NAME]` with "
            f"`lines = [{{ text = ... }}]`; known words: {', '.join(WORDS)}"
        ) from error
    return stamps
