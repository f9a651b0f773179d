"""A signed born-digital PDF, with a key made on the fly and thrown away."""

import io
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

AGENCY = "Ủy ban nhân dân xã Đồng Mẫu (cơ quan bịa đặt)"


def invented_signer() -> signers.SimpleSigner:
    """An agency that does not exist, with its own certificate; the key lives only in memory."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, AGENCY)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2046, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
        prefer_pss=True,
    )


def sign_pdf(path: Path) -> None:
    """Add an invisible PAdES signature to the file, as an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    meta = signers.PdfSignatureMetadata(
        field_name="CoQuan", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=AGENCY
    )
    out = signers.sign_pdf(writer, meta, signer=invented_signer())
    path.write_bytes(out.getbuffer())
