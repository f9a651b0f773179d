"""The recovery set: the key file sealed into three shares, any two of which open it, and none alone.

A 256-bit key, split as two secrets of 128 bits by Shamir's scheme (PyCryptodome), seals the key file with AES-256-GCM;
each share holds the sealed file and its part of both secrets. Why so: docs/decisions/0007-recovery-set.md.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from digitize.errors import ConfigError

SHARES = 3
NEEDED = 2
_FORMAT = 1
_HALF = 16
_NONCE = 12
_README = (
    "Phần khôi phục khóa của kho sohoa: cần 2 trong 3 phần, giữ ở 3 nơi khác nhau. Recovery share of a sohoa archive: "
    "any 2 of 3 restore its keys (sohoa keys restore); keep each in another place, never two together."
)


@dataclass(frozen=True, slots=True)
class Share:
    """One of the shares of a recovery set; `keys` is the fingerprint of the keys in it."""

    set: str
    number: int
    keys: str
    made: str
    sealed: str = field(repr=False)
    part: str = field(repr=False)


def split(content: dict[str, Any], fingerprint: str, now: str) -> tuple[Share, ...]:
    """The shares of a key file's content."""
    halves = [secrets.token_bytes(_HALF) for _ in range(2)]
    name, nonce = secrets.token_hex(4), secrets.token_bytes(_NONCE)
    sealed = nonce + AESGCM(b"".join(halves)).encrypt(nonce, json.dumps(content).encode(), _bound(name, fingerprint))
    parts = [dict(Shamir.split(NEEDED, SHARES, half)) for half in halves]
    return tuple(
        Share(name, number, fingerprint, now, _coded(sealed), _coded(parts[0][number] + parts[1][number]))
        for number in range(1, SHARES + 1)
    )


def join(shares: Sequence[Share]) -> dict[str, Any]:
    """The key file's content; raises ConfigError when the shares are too few, or do not belong together."""
    different = {share.number: share for share in shares}
    if len(different) < NEEDED:
        raise ConfigError(f"{NEEDED} different shares of the recovery set are needed")
    if len({(share.set, share.sealed, share.keys) for share in shares}) > 1:
        raise ConfigError("these shares are of different recovery sets: find two of one set (their `set` is the same)")
    two = list(different.values())[:NEEDED]
    parts = [(share.number, base64.b64decode(share.part)) for share in two]
    key = b"".join(
        Shamir.combine([(number, part[start : start + _HALF]) for number, part in parts]) for start in (0, _HALF)
    )
    sealed = base64.b64decode(two[0].sealed)
    try:
        opened = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(two[0].set, two[0].keys))
    except InvalidTag as error:
        raise ConfigError("these shares do not open the recovery set: one of them was changed") from error
    content: dict[str, Any] = json.loads(opened)
    return content


def share_to_text(share: Share) -> str:
    """As it is written or printed: a few lines of JSON, with a checksum against slips."""
    told = {"format": _FORMAT, **asdict(share)}
    return json.dumps({"readme": _README, **told, "checksum": _checksum(told)}, indent=1, ensure_ascii=False) + "\n"


def share_from_text(text: str) -> Share:
    """Raises ConfigError for what is no whole share."""
    try:
        told = json.loads(text)
        checksum = told.pop("checksum")
        told.pop("readme", None)
        if checksum == _checksum(told) and told.pop("format") == _FORMAT:
            return Share(**told)
    except (ValueError, KeyError, TypeError, AttributeError):
        checksum = ""
    raise ConfigError("this is no whole recovery share: it was changed or cut; use another of the three")


def _bound(name: str, fingerprint: str) -> bytes:
    return f"sohoa recovery {_FORMAT} {name} {fingerprint}".encode()


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _checksum(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
