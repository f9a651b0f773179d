"""How long papers are kept (Luật Lưu trữ 2024, Đ15): from the year in which work ends, a dossier as its longest paper.

Data: `[retention]` of `rules/*.toml` in force on a day; an office's own file goes before it.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from digitize.errors import ConfigError
from digitize.record import Lock, Record

# Object locks want a day; this one stands for ever and is told as such.
FOREVER = "2199-12-31T23:59:59+00:00"
_FOREVER, _OTHER = "01", "07"
_YEARS = {"02": 70, "03": 50, "04": 30, "05": 20, "06": 10}


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods in force: a code of `maintenance` for each kind, else the default; `strict`: locked once signed."""

    default: str = _FOREVER
    kinds: tuple[tuple[str, str], ...] = ()
    strict: tuple[str, ...] = ()

    def code(self, kind: str) -> str:
        """The code of TT 05/2025/TT-BNV for a kind."""
        return dict(self.kinds).get(kind, self.default)


def periods(day: date, own: str = "") -> Periods:
    """What is in force on a day, the office's own file before it; raises ConfigError when that cannot be used."""
    found: dict[str, Any] = {"kinds": {}}
    for rules in (*_law(), *((_own(own),) if own else ())):
        if rules["effective"] <= day and "retention" in rules:
            told = rules["retention"]
            found = found | told | {"kinds": found["kinds"] | told.get("kinds", {})}
    kinds = tuple(sorted(found["kinds"].items()))
    return Periods(found.get("default", _FOREVER), kinds, tuple(found.get("strict", ())))


def lock(record: Record, dossier: Iterable[Record], in_force: Periods) -> Lock:
    """The lock of a document's objects: as long as the longest paper of its dossiers, strict for signed ones only."""
    mates = (record, *(one for one in dossier if one.state not in ("revoked", "destroyed")))
    strict = record.kind in in_force.strict and record.signature != "none"
    return Lock(max(_until(one, in_force) for one in mates), strict, record.hold)


def _until(record: Record, in_force: Periods) -> str:
    """The end of the last year; when work on a dossier ended is not known, so the year of its filing counts."""
    years = _years(in_force.code(record.kind))
    if years is None:
        return FOREVER
    year = datetime.fromisoformat(record.filed_at).year + years
    return datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC).isoformat()


def _years(code: str) -> int | None:
    if code == _FOREVER:
        return None
    other, colon, years = code.partition(":")
    if code in _YEARS:
        return _YEARS[code]
    if other == _OTHER and colon and years.isdigit() and 0 < int(years) <= 100:
        return int(years)
    raise ConfigError(f"rules.retention: {code!r} is no period: write 01 to 06, or 07:N for N years")


@lru_cache(maxsize=1)
def _law() -> tuple[dict[str, Any], ...]:
    folder = files("digitize.vietnam") / "rules"
    found = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda one: str(one["effective"])))


@lru_cache(maxsize=4)
def _own(path: str) -> dict[str, Any]:
    try:
        rules = tomllib.loads(Path(path).read_text("utf-8"))
        told = rules["retention"]
        known = isinstance(rules["effective"], date) and set(told) <= {"default", "kinds", "strict"}
        for code in (told.get("default", _FOREVER), *told.get("kinds", {}).values()):
            _years(code)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        known = False
    if not known:
        raise ConfigError("rules.retention wants `effective = 2026-01-01` and [retention] with default, kinds, strict")
    return rules
