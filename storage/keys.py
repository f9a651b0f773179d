"""The key folder: the archive's keys in one file, beside it the wrapped data keys. Without it nothing is ever opened.

`keys.json` holds four keys: `archive` names objects (HMAC), `index` blinds citizen IDs (HMAC), `catalog` opens the
catalog (SQLCipher), `master` wraps the data keys (Tink AEAD). One file, so that a set of keys is there whole or not
at all. `data/` is the key store: one wrapped data key per object, and nothing in it opens without `master`.
"""

import hashlib
import hmac
import io
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import tink
from tink import aead, json_proto_keyset_format, secret_key_access, streaming_aead

from digitize.errors import ConfigError, ServiceError
from storage.durable import CHUNK, explaining, sync_folder, write_once

FORMAT = 1
FILE = "keys.json"
DATA = "data"
_BYTES = 32
# Sixteen letters for the hexadecimal digits: a name that happened to hold twelve digits would look like a citizen's.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

aead.register()
streaming_aead.register()


@dataclass(frozen=True)
class _Secrets:
    archive: bytes = field(repr=False)
    index: bytes = field(repr=False)
    catalog: bytes = field(repr=False)
    master: Any = field(repr=False)


@dataclass(frozen=True)
class Keys:
    """The keys of one archive, by their folder; read on first use in each process, never pickled, never shown."""

    folder: str

    def __reduce__(self) -> tuple[type["Keys"], tuple[str]]:
        return Keys, (self.folder,)

    @property
    def data_folder(self) -> Path:
        """Where the key store lies."""
        return Path(self.folder) / DATA

    @property
    def catalog_key(self) -> str:
        """The catalog's raw 256-bit key, hex."""
        return self._secrets.catalog.hex()

    def object_name(self, file: BinaryIO) -> str:
        """HMAC-SHA256, in letters, of what is left to read in the file: it tells nothing without the key."""
        mac = self.naming()
        while chunk := file.read(CHUNK):
            mac.update(chunk)
        return spell(mac)

    def naming(self) -> "hmac.HMAC":
        """An object's name in the making, for bytes that come in pieces."""
        return hmac.new(self._secrets.archive, digestmod=hashlib.sha256)

    def identify(self, identity: str) -> str:
        """The keyed name (hex) of an identity, under a key of its own so that it is never an object's name."""
        own = hmac.digest(self._secrets.archive, b"identity", "sha256")
        return hmac.digest(own, identity.encode(), "sha256").hex()

    def blind(self, citizen_id: str) -> bytes:
        """The blind index of a citizen ID, spaces and dots aside: its 12 digits are too few to stand there hashed."""
        bare = "".join(letter for letter in citizen_id if letter.isalnum())
        return hmac.digest(self._secrets.index, bare.encode(), "sha256")

    def new_data_key(self, name: str) -> BinaryIO:
        """A fresh data key for the object of that name, wrapped, as it goes into the key store."""
        handle = tink.new_keyset_handle(streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB)
        wrapped = json_proto_keyset_format.serialize_encrypted(handle, self._secrets.master, name.encode())
        return io.BytesIO(json.dumps({"format": FORMAT, "key": json.loads(wrapped)}).encode())

    def data_key(self, name: str, wrapped: bytes) -> Any:
        """The sealing primitive (Tink StreamingAead) of an object; raises ServiceError when its key does not open."""
        try:
            content = json.loads(wrapped)
            known = content["format"] == FORMAT
            if known:
                key = json.dumps(content["key"])
                handle = json_proto_keyset_format.parse_encrypted(key, self._secrets.master, name.encode())
                return handle.primitive(streaming_aead.StreamingAead)
        except (ValueError, KeyError, TypeError, tink.TinkError) as error:
            raise ServiceError(
                f"the data key of object {name[:12]} does not open: it was changed, or belongs to other keys; "
                "restore the key folder from its backup"
            ) from error
        raise ServiceError(f"the data key of object {name[:12]} was written by a newer sohoa: update this one")

    @cached_property
    def _secrets(self) -> _Secrets:
        return _read(Path(self.folder))


def make_keys(folder: Path) -> None:
    """Makes a new set of keys (folder 0700, file 0600) unless there is one; raises ConfigError for a part of one."""
    path = folder / FILE
    if path.exists():
        open_keys(folder)
        return
    if (folder / DATA).exists() and any((folder / DATA).iterdir()):
        raise ConfigError(
            f"{folder} holds data keys but not the {FILE} that opens them: restore the whole folder from its backup; "
            "new keys would open nothing"
        )
    content = {
        "format": FORMAT,
        **{name: secrets.token_hex(_BYTES) for name in ("archive", "index", "catalog")},
        "master": _new_master(),
    }
    with explaining("the key folder could not be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / DATA).mkdir(mode=0o700, exist_ok=True)
        write_once(path, io.BytesIO(json.dumps(content, indent=1).encode()), folder)
        sync_folder(folder.parent)
    open_keys(folder)


def open_keys(folder: Path) -> Keys:
    """The keys in a folder; raises ConfigError when they are not all there, or not their owner's alone to read."""
    keys = Keys(str(folder.expanduser().absolute()))
    if not keys.catalog_key or not keys.data_folder.is_dir():
        raise ConfigError(f"{folder} lacks its folder {DATA}/: restore the whole key folder from its backup")
    return keys


def inside(folder: Path, archive: Path) -> bool:
    """Whether the key folder lies in the archive, links followed: one copy would then hold both lock and key."""
    return folder.resolve().is_relative_to(archive.resolve())


def _new_master() -> object:
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    return json.loads(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


def spell(mac: "hmac.HMAC") -> str:
    """An object's name: the code in letters alone."""
    return mac.hexdigest().translate(_LETTERS)


def _read(folder: Path) -> _Secrets:
    content = _content(folder / FILE)
    try:
        if content["format"] != FORMAT:
            raise ConfigError(f"{folder / FILE} was written by a newer sohoa: update this one")
        master = json_proto_keyset_format.parse(json.dumps(content["master"]), secret_key_access.TOKEN)
        archive, index, catalog = (bytes.fromhex(content[name]) for name in ("archive", "index", "catalog"))
        found = _Secrets(archive, index, catalog, master.primitive(aead.Aead))
    except (ValueError, KeyError, TypeError, tink.TinkError):
        found = None
    # Raised outside the handler: the error's context could show pieces of the keys in a traceback.
    if found is None or {len(found.archive), len(found.index), len(found.catalog)} != {_BYTES}:
        raise ConfigError(f"{folder / FILE} does not hold a whole set of keys: restore it from its backup")
    return found


def _content(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read()
    except OSError as error:
        raise ConfigError(f"the keys could not be read from {path}: {os.strerror(error.errno or 0)}") from error
    if stat.S_IMODE(mode) & 0o077:
        raise ConfigError(f"others than its owner may read {path}: chmod 600 it, and ask who has read it")
    try:
        return json.loads(text)
    except ValueError:
        return {}
