"""The key folder: the archive's keys in one file, beside it the wrapped data keys. Without it nothing is ever opened.

`data/` is the key store: one wrapped data key per object, and nothing in it opens without the master key, which is read
when the first data key is asked for: who only looks names up or compares hashes never touches it.
"""

import base64
import hashlib
import hmac
import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import tink
from tink import json_proto_keyset_format, streaming_aead

from digitize.errors import ConfigError, ServiceError
from storage.durable import CHUNK, explaining
from storage.key_file import (
    DATA,
    FILE,
    FORMAT,
    Master,
    Secrets,
    new_content,
    open_master,
    read_keyset,
    read_secrets,
    whole_content,
    wrapped_by,
    write_content,
)

# Sixteen letters for the hexadecimal digits: a name that happened to hold twelve digits would look like a citizen's.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

streaming_aead.register()


@dataclass(frozen=True)
class Keys:
    """The keys of one archive, by their folder; read on first use in each process, never pickled, never shown.

    `master` refers to the master key (`file:PATH`, `env:NAME` ...) where it does not lie open in the key file, or is
    the token whose key wraps it.
    """

    folder: str
    master: Master = ""

    def __reduce__(self) -> tuple[type["Keys"], tuple[str, Master]]:
        return Keys, (self.folder, self.master)

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

    @property
    def trail(self) -> bytes:
        """The key under which the audit trail is chained."""
        return hmac.digest(self._secrets.archive, b"trail", "sha256")

    def blind(self, citizen_id: str) -> bytes:
        """The blind index of a citizen ID, spaces and dots aside: its 12 digits are too few to stand there hashed."""
        bare = "".join(letter for letter in citizen_id if letter.isalnum())
        return hmac.digest(self._secrets.index, bare.encode(), "sha256")

    def new_data_key(self, name: str) -> BinaryIO:
        """A fresh data key for the object of that name, wrapped, as it goes into the key store."""
        handle = tink.new_keyset_handle(streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB)
        return io.BytesIO(self._wrapped(handle, name))

    def data_key(self, name: str, wrapped: bytes) -> Any:
        """The sealing primitive (Tink StreamingAead) of an object; raises ServiceError when its key does not open."""
        try:
            content = json.loads(wrapped)
            known = content["format"] == FORMAT
            if known:
                key = json.dumps(content["key"])
                handle = json_proto_keyset_format.parse_encrypted(key, self._wrapping, name.encode())
                return handle.primitive(streaming_aead.StreamingAead)
        except (ValueError, KeyError, TypeError, tink.TinkError) as error:
            raise _unopened(name) from error
        raise ServiceError(f"the data key of object {name[:12]} was written by a newer sohoa: update this one")

    def rewrapped(self, name: str, wrapped: bytes) -> bytes | None:
        """The data key wrapped by the newest version of the master key; None when it is so already."""
        if self.version(wrapped) == self.newest:
            return None
        try:
            key = json.dumps(json.loads(wrapped)["key"])
            handle = json_proto_keyset_format.parse_encrypted(key, self._wrapping, name.encode())
        except (ValueError, KeyError, TypeError, tink.TinkError) as error:
            raise _unopened(name) from error
        return self._wrapped(handle, name)

    @cached_property
    def newest(self) -> int:
        """The version (Tink key id) of the master key that wraps now."""
        return int(read_keyset(Path(self.folder), self.master)["primaryKeyId"])

    def version(self, wrapped: bytes) -> int:
        """The version of the master key that wrapped a data key: it stands before the ciphertext (Tink wire format)."""
        try:
            return int.from_bytes(base64.b64decode(json.loads(wrapped)["key"]["encryptedKeyset"])[1:5], "big")
        except (ValueError, KeyError, TypeError):
            return 0

    @property
    def fingerprint(self) -> str:
        """What tells one state of the keys, the master key's versions too, from another, and reveals none."""
        whole = whole_content(Path(self.folder), self.master)
        mac = hmac.new(self._secrets.archive, json.dumps(whole, sort_keys=True).encode(), hashlib.sha256)
        return spell(mac)[:16]

    def _wrapped(self, handle: Any, name: str) -> bytes:
        wrapped = json_proto_keyset_format.serialize_encrypted(handle, self._wrapping, name.encode())
        return json.dumps({"format": FORMAT, "key": json.loads(wrapped)}).encode()

    @cached_property
    def _secrets(self) -> Secrets:
        return read_secrets(Path(self.folder))

    @cached_property
    def _wrapping(self) -> Any:
        return open_master(Path(self.folder), self.master)

    def check(self) -> None:
        """Raises ConfigError unless everything is there; a master key that lies elsewhere is not asked for."""
        if not self._secrets.catalog or not (self.master or self._wrapping) or not self.data_folder.is_dir():
            raise ConfigError(f"{self.folder} lacks its folder {DATA}/: restore the whole key folder from its backup")


def make_keys(folder: Path, master: Master = "") -> None:
    """Makes a new set of keys (folder 0700, file 0600) unless there is one; raises ConfigError for a part of one."""
    path = folder / FILE
    if path.exists():
        open_keys(folder, master)
        return
    if (folder / DATA).exists() and any((folder / DATA).iterdir()):
        raise ConfigError(
            f"{folder} holds data keys but not the {FILE} that opens them: restore the whole folder from its backup; "
            "new keys would open nothing"
        )
    with explaining("the key folder could not be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / DATA).mkdir(mode=0o700, exist_ok=True)
    content = new_content()
    if not isinstance(master, str):
        content["wrapped"] = wrapped_by(master, content.pop("master"))
    write_content(folder, content, fresh=True)
    open_keys(folder, "" if isinstance(master, str) else master)


def open_keys(folder: Path, master: Master = "") -> Keys:
    """The keys in a folder; raises ConfigError when they are not all there, or not their owner's alone to read."""
    keys = Keys(str(folder.expanduser().absolute()), master)
    keys.check()
    return keys


def inside(folder: Path, archive: Path) -> bool:
    """Whether the key folder lies in the archive, links followed: one copy would then hold both lock and key."""
    return folder.resolve().is_relative_to(archive.resolve())


def spell(mac: "hmac.HMAC") -> str:
    """An object's name: the code in letters alone."""
    return mac.hexdigest().translate(_LETTERS)


def _unopened(name: str) -> ServiceError:
    return ServiceError(
        f"the data key of object {name[:12]} does not open: it was changed, or belongs to other keys; "
        "restore the key folder from its backup"
    )
