"""A self-made certificate to try the house with; it has no legal value and says so."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from digitize.errors import ConfigError

MARK = "DEMO - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
DAYS = 3 * 365
LONGEST_NAME = 64  # X.520 upper bound of an organisation's name, characters


def make_demo_certificate(p12: Path, password: str, agency: str) -> None:
    """Writes an RSA-2048 key with a certificate marked as demo to a new PKCS#12 file (mode 0600).

    Raises ConfigError when the file is there already: keys are never overwritten.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = _certificate(key, agency)
    encryption = BestAvailableEncryption(password.encode())
    data = pkcs12.serialize_key_and_certificates(MARK.encode(), key, certificate, None, encryption)
    try:
        with os.fdopen(os.open(p12, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise ConfigError(f"{p12} is there already and is not overwritten") from error


def _certificate(key: rsa.RSAPrivateKey, agency: str) -> x509.Certificate:
    now = datetime.now(UTC)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, agency[:LONGEST_NAME] or MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, MARK),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
