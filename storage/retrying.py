"""A wrapper of any store: what failed in passing is tried again, what will fail again is not."""

import logging
import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from digitize.errors import ServiceError
from digitize.ports import Store
from digitize.record import Lock

_Result = TypeVar("_Result")
_log = logging.getLogger("sohoa")


@dataclass(frozen=True, slots=True)
class Retrying:
    """Tries again after each of `waits` (seconds, half of each at random, so that many do not come back together)."""

    store: Store
    waits: tuple[float, ...] = (0.2, 1.0, 3.0, 8.0)

    def put(self, name: str, file: BinaryIO) -> None:
        """As the store's; a stream that cannot be wound back is tried once."""
        if not file.seekable():
            self.store.put(name, file)
            return
        start = file.tell()

        def act() -> None:
            file.seek(start)
            self.store.put(name, file)

        self._try(act)

    def get(self, name: str) -> BinaryIO:
        """As the store's; what breaks while the stream is read is the reader's to try again."""
        return self._try(lambda: self.store.get(name))

    def has(self, name: str) -> bool:
        """As the store's."""
        return self._try(lambda: self.store.has(name))

    def remove(self, name: str) -> None:
        """As the store's."""
        self._try(lambda: self.store.remove(name))

    def names(self, before: float = math.inf) -> Iterator[str]:
        """As the store's, once: a list that began anew would name some twice."""
        return self.store.names(before)

    def retain(self, name: str, lock: Lock) -> None:
        """As the store's."""
        self._try(lambda: self.store.retain(name, lock))

    def _try(self, act: Callable[[], _Result]) -> _Result:
        for wait in self.waits:
            try:
                return act()
            except ServiceError as error:
                if not error.retry:
                    raise
                _log.warning("trying again: %s", error)
            time.sleep(wait * random.uniform(0.5, 1.0))
        return act()
