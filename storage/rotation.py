"""A new version of the master key: data keys are wrapped anew, no object is touched, and it can stop anywhere.

The older versions stay in the keyset: what a stop left wrapped by them still opens, and so do older copies of `data/`.
"""

from collections.abc import Iterator
from pathlib import Path

from storage.key_file import next_master, read_keyset, write_keyset
from storage.keys import Keys
from storage.stores.directory import Directory


def begin_rotation(keys: Keys) -> Keys:
    """Adds a version to the master key, durably; the keys to go on with."""
    folder = Path(keys.folder)
    write_keyset(folder, keys.master, next_master(read_keyset(folder, keys.master)))
    return Keys(keys.folder, keys.master)


def wrap_anew(keys: Keys) -> Iterator[bool]:
    """For each data key, whether it was wrapped anew; those that have the newest version already are left."""
    store = Directory(str(keys.data_folder))
    for name in list(store.names()):
        with store.get(name) as stream:
            wrapped = keys.rewrapped(name, stream.read())
        if wrapped is not None:
            store.swap(name, wrapped)
        yield wrapped is not None


def count_versions(keys: Keys) -> dict[int, int]:
    """How many data keys each version of the master key wraps (0: unreadable)."""
    store, counts = Directory(str(keys.data_folder)), dict[int, int]()
    for name in store.names():
        with store.get(name) as stream:
            version = keys.version(stream.read())
        counts[version] = counts.get(version, 0) + 1
    return counts
