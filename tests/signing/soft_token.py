"""Tokens in software (SoftHSM), made anew for a run of tests: their library reads its settings only once a process."""

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass

from signing.token_address import TokenAddress
from tests.signing.identities import Identity, Wish, identity, rsa_key

PIN = "567890"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
SEAL, MANY, MISTYPED, PULLED = "Con dấu thử", "Nhiều khóa", "Nhầm PIN", "Rút ra"


@dataclass(frozen=True)
class SoftTokens:
    """Where the library and its tokens lie."""

    module: str
    folders: dict[str, Path]

    def address(self, label: str, key_id: bytes = b"") -> str:
        return str(TokenAddress(self.module, label, key_id=key_id))


@cache
def soft_tokens() -> SoftTokens:
    folder = Path(tempfile.mkdtemp(prefix="sohoa-softhsm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    folders = {label: _make(folder / "tokens", label) for label in (SEAL, MANY, MISTYPED, PULLED)}
    for label in (SEAL, MISTYPED, PULLED):
        _import(folder, label, b"\x01", identity())
    _import(folder, MANY, b"\x01", identity())
    _import(folder, MANY, b"\xa2\x02", identity(key=ec.generate_private_key(ec.SECP256R1())))
    _import(folder, MANY, b"\x03", identity(key=ec.generate_private_key(ec.SECP384R1())))
    _import(folder, MANY, b"\x04", identity(Wish(first_day=-30, last_day=-1)))
    _import(folder, MANY, b"\x05", identity(key=rsa_key(1024)))
    _import(folder, MANY, b"\x06", identity(Wish(authority=True)))
    module = next(one for one in MODULES if Path(one).exists())
    for label, key_id, who in _waiting:
        _certify(module, label, key_id, who)
    return SoftTokens(module, folders)


_waiting: list[tuple[str, bytes, Identity]] = []  # certificates go in by the library, once all tokens are there


def _make(tokens: Path, label: str) -> Path:
    before = set(tokens.iterdir())
    _run("--init-token", "--free", "--label", label, "--so-pin", "123456", "--pin", PIN)
    return (set(tokens.iterdir()) - before).pop()


def _import(folder: Path, label: str, key_id: bytes, who: Identity) -> None:
    file = folder / "key.pem"
    file.write_bytes(who.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _run("--import", str(file), "--token", label, "--label", "khoa", "--id", key_id.hex(), "--pin", PIN)
    file.unlink()
    _waiting.append((label, key_id, who))


def _certify(module: str, label: str, key_id: bytes, who: Identity) -> None:
    token = next(slot.get_token() for slot in pkcs11.lib(module).get_slots(True) if slot.get_token().label == label)
    with token.open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.ID: key_id,
                Attribute.SUBJECT: who.certificate.subject.public_bytes(),
                Attribute.VALUE: who.certificate.public_bytes(Encoding.DER),
            }
        )


def _run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
