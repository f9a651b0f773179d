"""The vault over any store: names objects by content, seals them, and checks what it sealed before trusting it.

How keys, objects and crashes fit together stands in docs/decisions/0002-data-keys.md. In short: a data key is in the
key store, durably, before its object is in the store; neither is ever overwritten; so an object always has its key,
and of two who keep the same bytes at once both seal with the key that came first.
"""

import hashlib
import hmac
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import tink

from digitize.errors import ServiceError
from digitize.ports import Store, Vault
from digitize.record import Kept
from storage.durable import CHUNK, copy, explaining, spool
from storage.keys import Keys, spell

HEADER = b"sohoa sealed 1\n"
_RESTORE = "restore it from a backup of the archive, or, with its paper at hand, remove it and run that again"


def open_vault(store: Store, key_store: Store, keys: Keys) -> Vault:
    """The vault that seals into `store` and keeps each object's wrapped data key in `key_store`."""
    return SealingVault(store, key_store, keys)


@dataclass(frozen=True, slots=True)
class SealingVault:
    """An object is `HEADER`, then Tink's streaming AEAD (AES256_GCM_HKDF_1MB) with the object's name bound to it."""

    store: Store
    key_store: Store
    keys: Keys

    def identify(self, identity: str) -> str:
        """The keyed name (HMAC-SHA256, hex) of an identity."""
        return self.keys.identify(identity)

    def keep(self, file: Path) -> Kept:
        """Keeps the file's bytes, sealed; an object already there is trusted only if it opens with its key."""
        with explaining("a file could not be sealed"), file.open("rb") as plain:
            name = self.keys.object_name(plain)
            ours = "" if self.store.has(name) else self._add(name, plain)
            with self._fetch(name) as sealed:
                kept = measured(name, sealed)
                if kept.sealed_sha256 != ours:
                    self._check(self._data_key(name), name, sealed)
        return kept

    def open(self, name: str) -> BinaryIO:
        """The plain bytes, verified to the last before the first is given; raises ServiceError where they are not."""
        with explaining("an object could not be opened"), self._fetch(name) as sealed, ExitStack() as failing:
            plain = failing.enter_context(spool())
            for chunk in self._plain(self._data_key(name), name, sealed):
                plain.write(chunk)
            plain.seek(0)
            failing.pop_all()
        return plain

    def measure(self, name: str) -> Kept:
        """Size and SHA-256 of what lies in the store; raises ServiceError when it is not there."""
        with explaining("an object could not be read"), self._fetch(name) as sealed:
            return measured(name, sealed)

    def fixity(self, kept: Kept) -> bool:
        """Whether what lies in the store is byte for byte what was put there (needs no key); False if it is gone."""
        if not self.store.has(kept.name):
            return False
        return self.measure(kept.name) == kept

    def _add(self, name: str, plain: BinaryIO) -> str:
        # Another process may put its key between our look and our put: then ours is dropped and theirs read back.
        self.key_store.put(name, self.keys.new_data_key(name))
        key = self._data_key(name)
        with spool() as sealed:
            plain.seek(0)
            seal(key, name, plain, sealed)
            self._check(key, name, sealed)
            sealed.seek(0)
            self.store.put(name, sealed)
            return measured(name, sealed).sealed_sha256

    def _data_key(self, name: str) -> Any:
        try:
            wrapped = self.key_store.get(name)
        except ServiceError as error:
            if self.key_store.has(name):
                raise
            raise ServiceError(
                f"object {name[:12]} has no data key, and without it can never be opened: restore the key folder's "
                "data/ from its backup"
            ) from error
        with wrapped:
            return self.keys.data_key(name, wrapped.read())

    @contextmanager
    def _fetch(self, name: str) -> Iterator[BinaryIO]:
        # Read whole before anything is opened: an error of the disk is then told from a changed object.
        with spool() as sealed, self.store.get(name) as stored:
            copy(stored, sealed)
            sealed.seek(0)
            yield sealed

    def _check(self, key: Any, name: str, sealed: BinaryIO) -> None:
        for _ in self._plain(key, name, sealed):
            pass

    def _plain(self, key: Any, name: str, sealed: BinaryIO) -> Iterator[bytes]:
        # What comes out may be trusted only when this has come to its end.
        sealed.seek(0)
        if sealed.read(len(HEADER)) != HEADER:
            raise ServiceError(f"object {name[:12]} is not sealed in a form that this sohoa knows: {_RESTORE}")
        mac = self.keys.naming()
        try:
            reader = key.new_decrypting_stream(_Lent(sealed), name.encode())
            while chunk := reader.read(CHUNK):
                mac.update(chunk)
                yield chunk
            if not hmac.compare_digest(spell(mac), name):
                raise tink.TinkError("the content does not have the object's name")
        except tink.TinkError as error:
            raise ServiceError(
                f"object {name[:12]} is not what was sealed (changed, cut short or another's): {_RESTORE}"
            ) from error


class _Lent(io.RawIOBase):
    """A stream lent to Tink, which closes what it is given: closing this one leaves the stream open.

    Tink turns an error of the disk into one of its own and then cannot be closed: `failure` keeps it for later.
    """

    failure: OSError | None = None

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)

    def write(self, data: Any, /) -> int:
        try:
            self._stream.write(data)
        except OSError as error:
            self.failure = error
        return len(data)


def seal(key: Any, name: str, plain: BinaryIO, sealed: BinaryIO) -> None:
    """Writes header and ciphertext of what is left to read; raises OSError when the disk fails."""
    sealed.write(HEADER)
    lent = _Lent(sealed)
    with key.new_encrypting_stream(lent, name.encode()) as writer:
        copy(plain, writer)
    if lent.failure:
        raise lent.failure


def measured(name: str, sealed: BinaryIO) -> Kept:
    """Size and SHA-256 of a whole stream."""
    sealed.seek(0)
    digest = hashlib.sha256()
    while chunk := sealed.read(CHUNK):
        digest.update(chunk)
    return Kept(name, sealed.tell(), digest.hexdigest())
