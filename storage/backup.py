"""A copy of an archive in another place, sealed as it is: objects, an index of what the catalog holds, settings.

The catalog itself is never copied: all that stands in it stands in sealed manifests and segments too, so a copy holds
nothing that shredding its data key does not destroy. The data keys go to a place of their own.
"""

import hmac
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from digitize.errors import ConfigError, ServiceError
from digitize.filing import all_objects
from digitize.ports import Catalog, Store
from digitize.record import Kept, Record
from digitize.walk import papers, pile_objects, piles
from storage.durable import copy, explaining, replace_file, spool
from storage.keys import Keys
from storage.rebuild import Found
from storage.stores.directory import Directory
from storage.tombstones import shredded
from storage.vault import measured

INDEX = "index.jsonl"
SETTINGS = "settings"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One manifest of the catalog (or a segment of the trail, `about` empty) and the objects that it refers to."""

    about: str
    version: int
    revision: int
    kept: Kept
    objects: tuple[Kept, ...] = ()

    @property
    def found(self) -> Found:
        """As `rebuild` wants it."""
        return Found(self.about, self.version, self.revision, self.kept)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup did: objects in the index, how many were new, and those that were damaged at their source."""

    objects: int
    fresh: int
    damaged: tuple[str, ...]


def objects_of(place: Path) -> Store:
    """The copied objects."""
    return Directory(str(place / "objects"))


def entries(catalog: Catalog) -> Iterator[Entry]:
    """What the catalog holds, by its sealed manifests; raises ServiceError for what has none."""
    for page in papers(catalog):
        yield from (_entry(record) for records in page for record in records)
    for pile in piles(catalog):
        if pile.manifest is None:
            raise ServiceError("a pile of an older sohoa has no manifest: split its input again (sohoa run)")
        yield Entry(pile.identity, 0, 0, pile.manifest, pile_objects(pile))
    with catalog.transaction() as transaction:
        anchors = transaction.chain.anchors()
    yield from (Entry("", 0, anchor.place, anchor.segment) for anchor in anchors)


def back_up(
    catalog: Catalog, stores: tuple[Store, Store], keys: Keys, to: tuple[Path, Path], notice: Callable[[int], None]
) -> Copied:
    """Copies what is not there yet into `to` (archive, data keys), then puts the index in the place of the old one.

    What was shredded since goes out of both. An object that is not as it was put is named, not copied.
    """
    (store, data_keys), (place, key_place) = stores, to
    target, key_target = objects_of(place), Directory(str(key_place))
    known, fresh, damaged, lines = set[str](), 0, list[str](), list[str]()
    for entry in entries(catalog):
        lines.append(json.dumps(asdict(entry)))
        for kept in (entry.kept, *entry.objects):
            if kept.name in known:
                continue
            known.add(kept.name)
            notice(1)
            if not target.has(kept.name):
                fresh += 1
                damaged += [] if _carry(kept, store, target) else [kept.name]
            if not key_target.has(kept.name):
                _carry_plain(kept.name, data_keys, key_target)
    for name in store.names():
        if "/" in name and not target.has(name):
            _carry_plain(name, store, target)
    for name in shredded(store, keys) - known:
        target.remove(name)
        key_target.remove(name)
    replace_file(place / INDEX, _signed(lines, keys))
    return Copied(len(known), fresh, tuple(damaged))


def read_index(place: Path, keys: Keys) -> tuple[Entry, ...]:
    """The index of a copy; raises ConfigError for one that was changed, cut, or made with other keys."""
    with explaining("the backup's index could not be read"):
        *lines, last = (place / INDEX).read_text(encoding="utf-8").splitlines() or [""]
    if _signed(lines, keys).decode().splitlines()[-1] != last:
        raise ConfigError("the backup's index was changed or cut, or belongs to another archive's keys")
    return tuple(_read(json.loads(line)) for line in lines)


def carry_back(entries: tuple[Entry, ...], place: Path, store: Store, notice: Callable[[int], None]) -> tuple[str, ...]:
    """Copies the index's objects and all marks into a store; the names of those that are damaged in the copy."""
    source, damaged = objects_of(place), []
    for kept in {kept for entry in entries for kept in (entry.kept, *entry.objects)}:
        notice(1)
        if not store.has(kept.name) and not (source.has(kept.name) and _carry(kept, source, store)):
            damaged.append(kept.name)
    for name in source.names():
        if "/" in name and not store.has(name):
            _carry_plain(name, source, store)
    return tuple(sorted(damaged))


def _entry(record: Record) -> Entry:
    if record.manifest is None:
        raise ServiceError(f"document {record.document} has no manifest, and so cannot be backed up: sohoa verify it")
    return Entry(record.document, record.version, record.revision, record.manifest, all_objects(record))


def _carry(kept: Kept, source: Store, target: Store) -> bool:
    """Whether the object is as it was put; only then it is copied."""
    with spool() as whole:
        if not source.has(kept.name):
            return False
        with source.get(kept.name) as stream:
            copy(stream, whole)
        if measured(kept.name, whole) != kept:
            return False
        whole.seek(0)
        target.put(kept.name, whole)
    return True


def _carry_plain(name: str, source: Store, target: Store) -> None:
    with source.get(name) as stream:
        target.put(name, io.BytesIO(stream.read()))


def _signed(lines: list[str], keys: Keys) -> bytes:
    body = "".join(f"{line}\n" for line in lines)
    mac = hmac.digest(keys.trail, b"backup" + body.encode(), "sha256").hex()
    return (body + json.dumps({"format": _FORMAT, "entries": len(lines), "mac": mac}) + "\n").encode()


def _read(told: dict[str, object]) -> Entry:
    objects = tuple(Kept(**one) for one in told["objects"])  # type: ignore[attr-defined]
    return Entry(**{**told, "kept": Kept(**told["kept"]), "objects": objects})  # type: ignore[arg-type]
