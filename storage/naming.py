"""What an object may be called, the same for every store, and how its name is written as one flat word."""

import re

_NAME = re.compile(r"[0-9a-z][0-9a-z.-]*(?:/[0-9a-z][0-9a-z.-]*)*")
_LONGEST = 200


def flat(name: str) -> str:
    """The name in one word; raises ValueError for what is no object's name.

    "/" is written "_", which no name holds: no name can then be the folder of another, nor lead out of the store.
    """
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise ValueError("an object's name is made of a-z, 0-9, dots, dashes and slashes, at most 200")
    return name.replace("/", "_")


def find_name(word: str) -> str:
    """The name behind a flat word; empty when it is none."""
    name = word.replace("_", "/")
    return name if _NAME.fullmatch(name) else ""
