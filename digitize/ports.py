"""The doors: what the house asks of the world outside, as Protocols. Read this before writing an adapter.

An adapter is a small frozen dataclass of its parameters that pickles; models, connections and sessions are made on
first use, per process. It translates foreign exceptions into ours, with `retry=True` where trying again may help.
What is common to all adapters is a wrapper of the same Protocol, never a base class.
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from digitize.model import Line, Scan, Stamp, Verdict
from digitize.record import Anchor, Event, Kept, Link, Lock, Pile, Query, Record


class Engine(Protocol):
    """Reads a corrected page: words and boxes, never files."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        """Lines in reading order, boxes in pixels of `scan.pixels`; raises ServiceError when the engine fails."""
        ...

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        """What another picture of words already read says, as independently of `read` as the engine can."""
        ...

    def unwritable(self, letters: str) -> str:
        """Those of the letters that the engine can never write."""
        ...

    def version(self) -> str:
        """Engine, version and data in one line, for the pipeline's fingerprint; raises ConfigError when unusable."""
        ...


class Signer(Protocol):
    """Signs PDF files with one key and verifies any signed PDF."""

    def sign(self, file: Path, stamp: Stamp) -> Path:
        """A new file beside the given one: its bytes with one signature appended (PAdES, ETSI EN 319 142-1)."""
        ...

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        """One verdict for each signature in the file, in order; none for an unsigned file."""
        ...

    def lift(self, file: Path) -> Path:
        """A new file beside the signed one, at the level that the settings ask for as far as services answer now.

        Only appended to (time-stamps, revocation data), without the key; the file itself where nothing was added.
        """
        ...

    def warnings(self) -> tuple[str, ...]:
        """What a person should know of the key, which may sign; raises ConfigError for one that may not."""
        ...


class Wrapping(Protocol):
    """A key on a device that wraps other keys and never leaves it; parameters only, so it pickles."""

    def wrap(self, key: bytes) -> bytes:
        """The 32 bytes, wrapped; raises ConfigError for what the device cannot do, ServiceError when it is away."""
        ...

    def unwrap(self, wrapped: bytes) -> bytes:
        """The bytes again; raises ConfigError when its key does not open them, ServiceError when it is away."""
        ...


class Store(Protocol):
    """Keeps ciphertext under a name; what is there is never overwritten."""

    def put(self, name: str, file: BinaryIO) -> None:
        """Whole or not at all, and durable on return; a name that is there already is left as it is."""
        ...

    def get(self, name: str) -> BinaryIO:
        """The object as a stream to be closed by the caller; raises ServiceError when it is not there."""
        ...

    def has(self, name: str) -> bool:
        """Whether an object of that name is there."""
        ...

    def remove(self, name: str) -> None:
        """Removes the object; one that is not there is no error."""
        ...

    def names(self, before: float = math.inf) -> Iterator[str]:
        """The names of all objects that were put before a time (seconds since 1970), in no order."""
        ...

    def retain(self, name: str, lock: Lock) -> None:
        """From now on `remove` refuses the object until then; a lock is made longer or stricter, never less."""
        ...


class Vault(Protocol):
    """Seals, names by content and keeps; the only way from the house to a Store."""

    def identify(self, identity: str) -> str:
        """The keyed name (HMAC-SHA256, hex) of an identity: it reveals and confirms nothing to who lacks the key."""
        ...

    def keep(self, file: Path) -> Kept:
        """Keeps the file's bytes, sealed; keeping the same bytes twice is harmless."""
        ...

    def open(self, name: str) -> BinaryIO:
        """The plain bytes as a stream; raises ServiceError when the object is missing, changed or without its key."""
        ...

    def measure(self, name: str) -> Kept:
        """Size and SHA-256 of what lies in the store; raises ServiceError when it is not there."""
        ...

    def fixity(self, kept: Kept) -> bool:
        """Whether what lies in the store is byte for byte what was put there (needs no key)."""
        ...


class Records(Protocol):
    """The records of a catalog, within one transaction."""

    def add(self, record: Record) -> bool:
        """Adds a first record of a document; False, and nothing changed, when the document is there already."""
        ...

    def replace(self, record: Record) -> None:
        """Puts a later version or revision in the place of the current one, which stays in the history."""
        ...

    def erase(self, stubs: Iterable[Record]) -> None:
        """Puts what is left of destroyed documents in the place of all that was known of them."""
        ...

    def find_one(self, document: str) -> Record | None:
        """The record of a document by its id or a unique beginning of it; raises InputError when it is not unique."""
        ...

    def find(self, query: Query) -> tuple[Record, ...]:
        """The records that match, newest first."""
        ...


class Desk(Protocol):
    """What waits for a person in a catalog, and what their decisions touch, within one transaction."""

    def waiting(self, limit: int) -> tuple[Record, ...]:
        """The held records with a doubt that blocks (`digitize.desk`), the longest waiting first."""
        ...

    def dossiers(self, document: str) -> tuple[str, ...]:
        """The codes of all dossiers that a document is tied to, its own first, then in order."""
        ...


class Piles(Protocol):
    """How inputs of several papers were split, within one transaction; only ever added to."""

    def add(self, pile: Pile) -> bool:
        """Adds how an input was split; False, and nothing changed, when that is known already."""
        ...

    def find_one(self, identity: str) -> Pile | None:
        """How the input of that identity was split."""
        ...


class Trail(Protocol):
    """The audit events of a catalog, within one transaction; only ever added to."""

    def add(self, event: Event) -> None:
        """Adds one event."""
        ...

    def of(self, document: str) -> tuple[Event, ...]:
        """The events of a document, oldest first."""
        ...


class Chain(Protocol):
    """The same events as links of one chain that tells what was changed past the house, within one transaction."""

    def seal(self) -> int:
        """Links the events that are not linked yet; how many."""
        ...

    def page(self, after: int, count: int) -> tuple[Link, ...]:
        """The next `count` events after that number, in order."""
        ...

    def anchors(self) -> tuple[Anchor, ...]:
        """What was written into the store of the chain's head, in order."""
        ...

    def anchor(self, anchor: Anchor) -> None:
        """Notes what was written into the store."""
        ...

    def restore(self, links: Iterable[Link]) -> None:
        """Puts events back as they were, numbers and marks too, into a trail that has none of these."""
        ...


class Ledger(Protocol):
    """Every record and pile that ever stood in a catalog, for those who go through all of it."""

    def page(self, after: str, count: int) -> tuple[tuple[Record, ...], ...]:
        """Of the next `count` documents after that id: all records of each, the current one first."""
        ...

    def piles(self, after: str, count: int) -> tuple[Pile, ...]:
        """The next `count` piles after that identity."""
        ...


class Transaction(Protocol):
    """One transaction: an act and its event are written together or not at all."""

    @property
    def records(self) -> Records:
        """The records."""
        ...

    @property
    def desk(self) -> Desk:
        """The clerk's desk."""
        ...

    @property
    def piles(self) -> Piles:
        """How inputs were split."""
        ...

    @property
    def trail(self) -> Trail:
        """The audit trail."""
        ...

    @property
    def chain(self) -> Chain:
        """The audit trail as a chain."""
        ...

    @property
    def ledger(self) -> Ledger:
        """All records, the earlier ones too."""
        ...


class Catalog(Protocol):
    """Knows every document, whose it is and what was done with it."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Commits on leaving the block, rolls back when the block raises; raises ServiceError when it cannot open."""
        ...
