"""Keys and certificates of all kinds, made on the spot."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "mật khẩu"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Identity:
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...] = ()

    def save(self, file: Path, password: str = PASSWORD) -> Path:
        encryption = BestAvailableEncryption(password.encode())
        file.write_bytes(
            pkcs12.serialize_key_and_certificates(b"", self.key, self.certificate, self.others, encryption)
        )
        return file

    def save_root(self, file: Path) -> Path:
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return file


@dataclass(frozen=True)
class Wish:
    """What a certificate should be like; days count from now."""

    name: str = "Người ký thử"
    first_day: float = -1
    last_day: float = 30
    authority: bool = False
    stamps_time: bool = False
    issuer: Identity | None = None


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """One of each size is enough for all tests: making them takes a while."""
    return rsa.generate_private_key(65537, bits)


def identity(wish: Wish | None = None, key: Key | None = None) -> Identity:
    wish, key = wish or Wish(), key or rsa_key()
    signer = wish.issuer.key if wish.issuer else key
    return Identity(key, _builder(wish, key).sign(signer, hashes.SHA256()))


def _builder(wish: Wish, key: Key) -> x509.CertificateBuilder:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(wish.issuer.certificate.subject if wish.issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=wish.first_day))
        .not_valid_after(now + timedelta(days=wish.last_day))
        .add_extension(x509.BasicConstraints(ca=wish.authority, path_length=None), critical=True)
        .add_extension(_usage(wish.authority), critical=True)
    )
    if wish.stamps_time:
        return builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
