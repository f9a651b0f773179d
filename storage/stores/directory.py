"""A store in a folder: one file per object, fanned out by the first two characters of the name.

What is being written lies in `_incoming`, under a temporary name; what a crash left there is swept away a day later.
"""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Store
from digitize.record import Lock
from storage.durable import explaining, replace_file, sync_folder, write_once
from storage.naming import find_name, flat

_INCOMING = "_incoming"
_LOCKS = "_locks"
_LEFT_FOR_DEAD = 24 * 3600.0
# Folders whose names this process knows to be durable: a sync costs milliseconds, and nobody removes them.
_lasting: set[Path] = set()


def open_store(path: str) -> Store:
    """A store in the folder at `path`, which is made when first written to, if the folder around it is there."""
    if not path:
        raise ConfigError("the store's address lacks its folder: write directory:PATH")
    return Directory(str(Path(path).expanduser().absolute()))


def prepare_store(path: str) -> None:
    """Makes the folder, and the one around it: only here, where a person says that the store is to be new."""
    with explaining("the store's folder could not be made"):
        Path(path).expanduser().mkdir(mode=0o700, parents=True, exist_ok=True)


@dataclass(frozen=True, slots=True)
class Directory:
    """Objects as files (mode 0600) in folders (0700); needs a file system with hard links."""

    path: str

    def put(self, name: str, file: BinaryIO) -> None:
        """Whole or not at all, and durable on return; a name that is there already is left as it is."""
        path = self._file(name)
        with explaining("an object could not be put into the store"):
            self._ready(path.parent)
            self._sweep()
            write_once(path, file, Path(self.path) / _INCOMING)

    def get(self, name: str) -> BinaryIO:
        """The object as a stream to be closed by the caller; raises ServiceError when it is not there."""
        with explaining("an object could not be read from the store"):
            try:
                return self._file(name).open("rb")
            except FileNotFoundError as error:
                raise ServiceError(
                    f"object {name[:12]} is not in the store: restore it from a backup of the archive"
                ) from error

    def has(self, name: str) -> bool:
        """Whether an object of that name is there, durably: another may have put it there this very moment."""
        path = self._file(name)
        with explaining("the store could not be looked into"):
            there = path.exists()
            if there:
                sync_folder(path.parent)
        return there

    def remove(self, name: str) -> None:
        """Removes the object, durably; one that is not there is no error."""
        path = self._file(name)
        with explaining("an object could not be removed from the store"):
            lock = self._lock(name)
            if lock.hold or lock.until > datetime.now(UTC).isoformat():
                raise ServiceError(f"object {name[:12]} is locked and stays where it is (sohoa retain)")
            if path.exists():
                path.unlink(missing_ok=True)
                sync_folder(path.parent)
            self._lock_file(name).unlink(missing_ok=True)

    def retain(self, name: str, lock: Lock) -> None:
        """A note beside the objects, which `remove` obeys; against other hands only the file system can lock."""
        file, before = self._lock_file(name), self._lock(name)
        wanted = Lock(max(before.until, lock.until), before.strict or lock.strict, lock.hold)
        if wanted == before:
            return
        with explaining("an object could not be locked"):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(file, json.dumps(asdict(wanted)).encode())

    def _lock(self, name: str) -> Lock:
        try:
            return Lock(**json.loads(self._lock_file(name).read_bytes()))
        except FileNotFoundError:
            return Lock("")

    def _lock_file(self, name: str) -> Path:
        file = flat(name)
        return Path(self.path) / _LOCKS / file[:2] / file

    def swap(self, name: str, content: bytes) -> None:
        """Another wrapping of the same data key in the place of the first (never another object)."""
        with explaining("a data key could not be wrapped anew"):
            replace_file(self._file(name), content)

    def names(self, before: float = math.inf) -> Iterator[str]:
        """The names of all objects put before a time; what is being written, or was left by a crash, is none."""
        root = Path(self.path)
        with explaining("the store's names could not be listed"):
            folders = [folder for folder in root.iterdir() if folder.is_dir()] if root.exists() else []
            for folder in folders:
                for file in folder.iterdir():
                    name = find_name(file.name) if file.name[:2] == folder.name else ""
                    if name and (before == math.inf or file.stat().st_mtime < before):
                        yield name

    def _file(self, name: str) -> Path:
        file = flat(name)
        return Path(self.path) / file[:2] / file

    def _ready(self, folder: Path) -> None:
        # Only the store's own folder is made: where the folder around it is missing, a disk is not mounted, and an
        # empty store in its place would be a trap.
        root = Path(self.path)
        if not root.exists():
            root.mkdir(mode=0o700, exist_ok=True)
            sync_folder(root.parent)
        fresh = [each for each in (root / _INCOMING, folder) if not each.exists()]
        for each in fresh:
            each.mkdir(mode=0o700, exist_ok=True)
        # Whoever made the folder: its name must be durable before an object in it counts as durable.
        if fresh or folder not in _lasting:
            sync_folder(root)
            _lasting.add(folder)

    def _sweep(self) -> None:
        dead = time.time() - _LEFT_FOR_DEAD
        for file in (Path(self.path) / _INCOMING).iterdir():
            try:
                if file.stat().st_mtime < dead:
                    file.unlink()
            except FileNotFoundError:
                continue
