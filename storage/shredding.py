"""Destruction that nothing undoes (Luật Lưu trữ 2024, Đ16; NIST SP 800-88: cryptographic erase).

The tombstone comes first, then the catalog forgets, then the data keys go, then the objects. Whatever stops it, the
tombstones tell what is still to be shredded. Older copies of the key store must be destroyed apart (docs/operate.md).
"""

from collections import Counter
from collections.abc import Sequence

from digitize.errors import SohoaError
from digitize.filing import all_objects
from digitize.ports import Catalog, Store
from digitize.record import Record
from digitize.walk import objects
from storage.keys import Keys
from storage.tombstones import shredded


def stub(record: Record) -> Record:
    """What is left of a destroyed document in the catalog: that it was, of which kind, in which dossier; no person."""
    return Record(
        document=record.document,
        state="destroyed",
        identity=record.identity,
        input_sha256="",
        fingerprint=record.fingerprint,
        filed_at=record.filed_at,
        version=record.version,
        revision=record.revision + 1,
        dossier=record.dossier,
        linked=record.linked,
        kind=record.kind,
        part=record.part,
        page_count=record.page_count,
    )


def only_theirs(catalog: Catalog, records: Sequence[tuple[Record, ...]]) -> dict[str, tuple[str, ...]]:
    """For each document (all its records) the names of the objects that nothing beside these documents refers to."""
    named = {
        group[0].document: tuple(dict.fromkeys(kept.name for record in group for kept in all_objects(record)))
        for group in records
    }
    theirs = Counter(kept.name for group in records for record in group for kept in all_objects(record))
    everywhere = Counter(kept.name for kept in objects(catalog) if kept.name in theirs)
    return {
        document: tuple(name for name in names if everywhere[name] == theirs[name]) for document, names in named.items()
    }


def shred(stores: tuple[Store, Store], catalog: Catalog, keys: Keys) -> tuple[int, tuple[str, ...]]:
    """Removes the data keys, then the objects, of all that tombstones name; how many keys went, and what was locked.

    What was kept anew since, for a living document, stays.
    """
    store, data_keys = stores
    doomed = {name for name in shredded(store, keys) if data_keys.has(name) or store.has(name)}
    doomed -= {kept.name for kept in objects(catalog)} if doomed else set()
    count, locked = 0, []
    for name in sorted(doomed):
        count += data_keys.has(name)
        data_keys.remove(name)
        try:
            store.remove(name)
        except SohoaError:
            # Without its key it is noise; the lock's end lets the next call take it.
            locked.append(name)
    return count, tuple(locked)
