"""Stores that fail on purpose, as real ones do: what stands behind them is a real store."""

import errno
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from digitize.ports import Store
from digitize.record import Lock
from storage.durable import explained


@dataclass(frozen=True, slots=True)
class FullStore:
    """The disk is full: reads, but takes nothing more."""

    store: Store

    def put(self, name: str, file: BinaryIO) -> None:
        file.read(4096)
        error = OSError(errno.ENOSPC, "No space left on device")
        raise explained(error, "an object could not be put into the store") from error

    def get(self, name: str) -> BinaryIO:
        return self.store.get(name)

    def has(self, name: str) -> bool:
        return self.store.has(name)

    def remove(self, name: str) -> None:
        self.store.remove(name)

    def names(self, before: float = math.inf) -> Iterator[str]:
        return self.store.names(before)

    def retain(self, name: str, lock: Lock) -> None:
        self.store.retain(name, lock)


@dataclass(frozen=True, slots=True)
class CutStore:
    """Every stream breaks off after `after` bytes: `silently`, as if that were all, or with an error of the disk."""

    store: Store
    after: int
    silently: bool = True

    def put(self, name: str, file: BinaryIO) -> None:
        self.store.put(name, file)

    def get(self, name: str) -> BinaryIO:
        with self.store.get(name) as stream:
            start = stream.read(self.after)
        return io.BytesIO(start) if self.silently else _Torn(start)

    def has(self, name: str) -> bool:
        return self.store.has(name)

    def remove(self, name: str) -> None:
        self.store.remove(name)

    def names(self, before: float = math.inf) -> Iterator[str]:
        return self.store.names(before)

    def retain(self, name: str, lock: Lock) -> None:
        self.store.retain(name, lock)


@dataclass(frozen=True, slots=True)
class ForgetfulStore:
    """Says thank you and keeps nothing, as a volume that was unmounted under its mount point would."""

    store: Store

    def put(self, name: str, file: BinaryIO) -> None:
        file.read()

    def get(self, name: str) -> BinaryIO:
        return self.store.get(name)

    def has(self, name: str) -> bool:
        return self.store.has(name)

    def remove(self, name: str) -> None:
        self.store.remove(name)

    def names(self, before: float = math.inf) -> Iterator[str]:
        return self.store.names(before)

    def retain(self, name: str, lock: Lock) -> None:
        self.store.retain(name, lock)


class _Torn(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if not data:
            raise OSError(errno.EIO, "Input/output error")
        return data
