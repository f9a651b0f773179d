"""Tokens in software (SoftHSM), made anew for a run of tests: their library reads its settings only once a process."""

import atexit
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.exceptions import GeneralError
from pkcs11.util.rsa import decode_rsa_private_key

from signing.token_address import TokenAddress
from tests.signing.identities import Identity, Wish, identity, rsa_key

PIN = "567890"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
SEAL, MANY, MISTYPED, PULLED, EMPTY = "Con dấu thử", "Nhiều khóa", "Nhầm PIN", "Rút ra", "Trống"
# For the tests of the command: what happened to a token stays with it.
OFFICE_MISTYPED, OFFICE_PULLED = "Nhầm PIN hai", "Rút ra hai"
# Without a key until an archive makes one there.
KEEPER, KEEPER_MISTYPED = "Khóa chính", "Khóa chính nhầm PIN"
SINGLE = (SEAL, MISTYPED, PULLED, OFFICE_MISTYPED, OFFICE_PULLED)


@dataclass(frozen=True)
class SoftTokens:
    """Where the library and its tokens lie."""

    module: str
    folders: dict[str, Path]

    def address(self, label: str, key_id: bytes = b"") -> str:
        return str(TokenAddress(self.module, label, key_id=key_id))

    def add(self, label: str, key_id: bytes, who: Identity) -> str:
        """Puts an RSA key with its certificates on a token that is open already; its address."""
        der = who.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        wanted = {Attribute.ID: key_id, Attribute.TOKEN: True, Attribute.SIGN: True, Attribute.PRIVATE: True}
        with _token(self.module, label).open(rw=True, user_pin=PIN) as session:
            session.create_object(decode_rsa_private_key(der) | wanted)
        _certify(self.module, label, key_id, who.certificate)
        for number, one in enumerate(who.others):
            _certify(self.module, label, bytes([0xEE, number]), one)
        return self.address(label, key_id)


@cache
def soft_tokens() -> SoftTokens:
    folder = Path(tempfile.mkdtemp(prefix="sohoa-softhsm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    folders = {label: _make(folder / "tokens", label) for label in (*SINGLE, MANY, EMPTY, KEEPER, KEEPER_MISTYPED)}
    for label in SINGLE:
        _import(folder, label, b"\x01", identity())
    _import(folder, MANY, b"\x01", identity())
    _import(folder, MANY, b"\xa2\x02", identity(key=ec.generate_private_key(ec.SECP256R1())))
    _import(folder, MANY, b"\x03", identity(key=ec.generate_private_key(ec.SECP384R1())))
    _import(folder, MANY, b"\x04", identity(Wish(first_day=-30, last_day=-1)))
    _import(folder, MANY, b"\x05", identity(key=rsa_key(1024)))
    _import(folder, MANY, b"\x06", identity(Wish(authority=True)))
    module = next(one for one in MODULES if Path(one).exists())
    for label, key_id, who in _waiting:
        _certify(module, label, key_id, who.certificate)
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


def _token(module: str, label: str) -> pkcs11.Token:
    for slot in pkcs11.lib(module).get_slots(True):
        # One that a test has pulled out answers with an error ever after.
        with suppress(GeneralError):
            if (token := slot.get_token()).label == label:
                return token
    raise LookupError(label)


def _certify(module: str, label: str, key_id: bytes, certificate: x509.Certificate) -> None:
    with _token(module, label).open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.ID: key_id,
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            }
        )


def _run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
