"""Signatures made before and after their certificate was revoked, with the authority's answer in the file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.validation import DocumentSecurityStore

from tests.signing.authority import Authority
from tests.signing.test_verify import sign_elsewhere


def sign_revoked(authority: Authority, file: Path) -> tuple[Path, Path]:
    """Signed a minute ago, which is after the revocation, and two days ago, which is before."""
    who, now = authority.identity("revoked"), datetime.now(UTC)
    made = []
    for name, at in (("late", now - timedelta(minutes=1)), ("early", now - timedelta(days=2))):
        signed = sign_elsewhere(file, who, at=at, subfilter=fields.SigSeedSubFilter.PADES)
        target = signed.rename(file.with_name(f"{name}.pdf"))
        with target.open("r+b") as stream:
            writer = IncrementalPdfFileWriter(stream)
            certificates = [translate_pyca_cryptography_cert_to_asn1(one) for one in who.others]
            DocumentSecurityStore.supply_dss_in_writer(
                writer, None, certs=certificates, crls=[authority.revocation_list("issuer")]
            )
            writer.write_in_place()
        made.append(target)
    return made[0], made[1]
