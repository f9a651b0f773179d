"""What is left of a destroyed document: which one, when, by whose two hands, and the names of what was shredded.

A tombstone (`tombstone/` and the document's id) is written once, before anything is destroyed; it holds no personal
data. Whoever copies or restores an archive replays tombstones: what they name never comes back.
"""

import hmac
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from digitize.ports import Store
from storage.keys import Keys

PREFIX = "tombstone/"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Tombstone:
    """`objects`: names of the objects whose data keys were shredded; `proposed`, `approved`: by whom."""

    document: str
    at: str
    proposed: str
    approved: str
    certificate: str
    objects: tuple[str, ...]


def bury(store: Store, keys: Keys, tombstone: Tombstone) -> Tombstone:
    """Writes it, once; the one that is there, where an act that was stopped is taken up again."""
    store.put(f"{PREFIX}{tombstone.document}", io.BytesIO(_written(tombstone, keys)))
    return find_tombstone(store, keys, tombstone.document) or tombstone


def find_tombstone(store: Store, keys: Keys, document: str) -> Tombstone | None:
    """The tombstone of a document; None where there is none that was written with these keys."""
    name = f"{PREFIX}{document}"
    if not store.has(name):
        return None
    with store.get(name) as file:
        content = file.read()
    try:
        told = json.loads(content)["tombstone"]
        found = Tombstone(**{**told, "objects": tuple(told["objects"])})
    except (ValueError, KeyError, TypeError):
        return None
    return found if hmac.compare_digest(_written(found, keys), content) else None


def tombstones(store: Store, keys: Keys) -> Iterator[Tombstone]:
    """All tombstones in a store."""
    for name in store.names():
        if name.startswith(PREFIX) and (found := find_tombstone(store, keys, name.removeprefix(PREFIX))):
            yield found


def shredded(store: Store, keys: Keys) -> set[str]:
    """The names of all objects that must never come back."""
    return {name for one in tombstones(store, keys) for name in one.objects}


def _written(tombstone: Tombstone, keys: Keys) -> bytes:
    told = {"format": _FORMAT, **asdict(tombstone)}
    mac = hmac.digest(keys.trail, b"tombstone" + json.dumps(told).encode(), "sha256").hex()
    return json.dumps({"tombstone": asdict(tombstone), "mac": mac}).encode()
