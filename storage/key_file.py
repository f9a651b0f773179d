"""The key file: an archive's keys on disk, and the master key, which may lie elsewhere.

`keys.json` holds `archive` (names objects, HMAC), `index` (blinds citizen IDs, HMAC) and `catalog` (opens the catalog,
SQLCipher), and beside them `master`, a Tink AEAD keyset that wraps the data keys, unless a reference (`file:PATH`,
`env:NAME` ...) says where that lies, or it lies here as `wrapped` by a key on a token. One file, replaced as a whole,
so that a set of keys is there whole or not at all.
"""

import io
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tink
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tink import aead, json_proto_keyset_format, secret_key_access

from digitize.errors import ConfigError
from digitize.ports import Wrapping
from digitize.secrets import resolve
from storage.durable import explaining, replace_file, sync_folder, write_once

FORMAT = 1
FILE = "keys.json"
DATA = "data"
_BYTES = 32
_NAMED = ("archive", "index", "catalog")
_NONCE = 12
_ABOUT = b"sohoa master key 1"
# Where the master key lies: "" (in the key file), a reference to it, or a token that wraps it.
Master = str | Wrapping

aead.register()


@dataclass(frozen=True)
class Secrets:
    """The three keys beside the master key."""

    archive: bytes = field(repr=False)
    index: bytes = field(repr=False)
    catalog: bytes = field(repr=False)


def new_content() -> dict[str, Any]:
    """A new set of keys, with its master key."""
    return {"format": FORMAT, **{name: secrets.token_hex(_BYTES) for name in _NAMED}, "master": new_master()}


def new_master() -> dict[str, Any]:
    """A new master key: a Tink keyset of one AES-256-GCM key."""
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    made: dict[str, Any] = json.loads(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))
    return made


def next_master(keyset: dict[str, Any]) -> dict[str, Any]:
    """The keyset with a new key that wraps from now on; the older ones still unwrap (also what lies in backups)."""
    fresh = new_master()
    while fresh["primaryKeyId"] in {key["keyId"] for key in keyset["key"]}:
        fresh = new_master()
    return {"primaryKeyId": fresh["primaryKeyId"], "key": [*keyset["key"], *fresh["key"]]}


def write_content(folder: Path, content: dict[str, Any], *, fresh: bool) -> None:
    """Writes the key file (mode 0600), durably; a fresh one never in the place of another."""
    text = _text(content)
    with explaining("the key file could not be written"):
        if fresh:
            write_once(folder / FILE, io.BytesIO(text), folder)
            sync_folder(folder.parent)
        else:
            replace_file(folder / FILE, text)


def read_content(folder: Path) -> dict[str, Any]:
    """All that stands in the key file; raises ConfigError when it is not its owner's alone, or no such file."""
    content = _read(folder / FILE)
    if content.get("format", FORMAT) != FORMAT:
        raise ConfigError(f"{folder / FILE} was written by a newer sohoa: update this one")
    return content


def read_secrets(folder: Path) -> Secrets:
    """The three keys beside the master key; raises ConfigError when they are not all there."""
    content = read_content(folder)
    try:
        found = [bytes.fromhex(content[name]) for name in _NAMED]
    except (ValueError, KeyError, TypeError):
        found = []
    # Raised outside the handler: the error's context could show pieces of the keys in a traceback.
    if [len(key) for key in found] != [_BYTES] * len(_NAMED) or "format" not in content:
        raise _incomplete(folder / FILE)
    return Secrets(*found)


def read_keyset(folder: Path, master: Master) -> dict[str, Any]:
    """The master key as a Tink keyset."""
    if not master:
        keyset = read_content(folder).get("master")
        return keyset if isinstance(keyset, dict) else {}
    try:
        text = resolve(master, "archive.master") if isinstance(master, str) else _unwrapped(folder, master)
        keyset = json.loads(text)
    except ValueError:
        keyset = {}
    return keyset if isinstance(keyset, dict) else {}


def whole_content(folder: Path, master: Master) -> dict[str, Any]:
    """What the key file holds when the master key lies open in it: what a recovery set restores, wherever it lies."""
    content = {**read_content(folder), "master": read_keyset(folder, master)}
    content.pop("wrapped", None)
    return content


def open_master(folder: Path, master: Master) -> Any:
    """The primitive (Tink AEAD) that wraps data keys; raises ConfigError when there is no whole master key."""
    keyset = read_keyset(folder, master)
    try:
        handle = json_proto_keyset_format.parse(json.dumps(keyset), secret_key_access.TOKEN)
        return handle.primitive(aead.Aead)
    except tink.TinkError:
        handle = None
    if master:
        raise ConfigError("archive.master does not lead to a master key: restore it, or mend the setting")
    raise _incomplete(folder / FILE)


def write_keyset(folder: Path, master: Master, keyset: dict[str, Any]) -> None:
    """Puts a master key in the place of the one that is there; raises ConfigError where that cannot be written to."""
    if not isinstance(master, str):
        write_content(folder, {**read_content(folder), "wrapped": wrapped_by(master, keyset)}, fresh=False)
        return
    kind, _, place = master.partition(":")
    if not master:
        write_content(folder, {**read_content(folder), "master": keyset}, fresh=False)
    elif kind == "file":
        with explaining("the master key could not be written"):
            replace_file(Path(place).expanduser(), _text(keyset))
    else:
        raise ConfigError(f"a master key from {kind}: cannot be written to: move it into a file first (archive.master)")


def move_master(folder: Path, target: Path | Wrapping) -> None:
    """Moves the open master key out of the key file: into a file of its own (mode 0600, made new), or under a token."""
    content = read_content(folder)
    keyset = content.pop("master", None)
    if not keyset:
        raise ConfigError("the master key lies elsewhere already (archive.master)")
    if isinstance(target, Path):
        with explaining("the master key could not be written"):
            write_once(target, io.BytesIO(_text(keyset)), target.parent)
        if read_keyset(folder, f"file:{target}") != keyset:
            raise ConfigError(f"{target} is there already and holds something else: name another file")
    else:
        content["wrapped"] = wrapped_by(target, keyset)
    write_content(folder, content, fresh=False)


def wrapped_by(token: Wrapping, keyset: dict[str, Any]) -> dict[str, str]:
    """The keyset sealed (AES-256-GCM) under a fresh key that only the token's key opens; read back before it counts."""
    key, nonce = secrets.token_bytes(_BYTES), secrets.token_bytes(_NONCE)
    wrapped = token.wrap(key)
    if token.unwrap(wrapped) != key:
        raise ConfigError("the token does not give back what it wrapped: the master key stays where it is")
    sealed = nonce + AESGCM(key).encrypt(nonce, json.dumps(keyset).encode(), _ABOUT)
    return {"key": wrapped.hex(), "keyset": sealed.hex()}


def _unwrapped(folder: Path, token: Wrapping) -> str:
    """The keyset's text; raises ValueError for what is no wrapped keyset, or was changed."""
    told = read_content(folder).get("wrapped")
    try:
        wrapped, sealed = (bytes.fromhex(told[name]) for name in ("key", "keyset")) if told else (b"", b"")
    except (KeyError, TypeError) as error:
        raise ValueError("not a wrapped keyset") from error
    if not wrapped:
        return ""
    try:
        return AESGCM(token.unwrap(wrapped)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _ABOUT).decode()
    except InvalidTag as error:
        raise ValueError("the wrapped keyset was changed") from error


def _text(content: dict[str, Any]) -> bytes:
    return json.dumps(content, indent=1).encode()


def _incomplete(path: Path) -> ConfigError:
    return ConfigError(f"{path} does not hold a whole set of keys: restore it from its backup or its recovery set")


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read()
    except OSError as error:
        raise ConfigError(f"the keys could not be read from {path}: {os.strerror(error.errno or 0)}") from error
    if stat.S_IMODE(mode) & 0o077:
        raise ConfigError(f"others than its owner may read {path}: chmod 600 it, and ask who has read it")
    try:
        content = json.loads(text)
    except ValueError:
        content = {}
    return content if isinstance(content, dict) else {}
