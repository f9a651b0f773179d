"""A record (or how a pile was split) as JSON and back, exactly: what the sealed manifest and the catalog hold."""

import dataclasses
import json
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from digitize.errors import ServiceError
from digitize.record import Pile, Record

FORMAT = 1
_Noun = TypeVar("_Noun", Record, Pile)


def record_to_json(record: Record | Pile) -> str:
    """One JSON object on one line, the same for equal records; raises ValueError for a number that is not finite."""
    content = {"format": FORMAT, **dataclasses.asdict(record)}
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def record_from_json(text: str) -> Record:
    """The record that was written; raises ServiceError when the text is none, or one of a newer form."""
    return _read(Record, text)


def pile_from_json(text: str) -> Pile:
    """The pile that was written; raises ServiceError when the text is none, or one of a newer form."""
    return _read(Pile, text)


def _read(kind: type[_Noun], text: str) -> _Noun:
    try:
        content = json.loads(text)
        newer = content.pop("format") > FORMAT
        noun = None if newer else _value(kind, content)
    except (ValueError, KeyError, TypeError, AttributeError):
        # The cause is left out on purpose: it would show what stands in the record.
        raise ServiceError("a record could not be read: restore it from a backup") from None
    if not isinstance(noun, kind):
        raise ServiceError("a record was written by a newer sohoa: update this one")
    return noun


def _value(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _value(hints[name], part) for name, part in value.items()})
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value)
    if get_origin(kind) in (Union, UnionType) and value is not None:
        nested = [each for each in get_args(kind) if dataclasses.is_dataclass(each) or get_origin(each) is tuple]
        return _value(nested[0], value) if nested else value
    return value


def _tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[1:] == (Ellipsis,):
        return tuple(_value(kinds[0], value) for value in values)
    return tuple(_value(kind, value) for kind, value in zip(kinds, values, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
