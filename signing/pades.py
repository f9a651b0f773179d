"""What all signers share: a PAdES B-B signature (ETSI EN 319 142-1) as an incremental update, with a visible stamp."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.rw_common import PdfHandler, find_inherited_value_in_tree
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import process_pss_params

from digitize.errors import ConfigError, InputError
from digitize.model import Stamp
from signing.stamp import stamp_box, stamp_style

LEAST_RSA_BITS = 2048  # TT 15/2025/TT-BKHCN
LEAST_EC_BITS = 256  # the same
CONTAINER = 2048  # bytes, more than a CMS container takes beside its certificates; known, so no dry run is needed
CURVE_DIGESTS = {256: "sha256", 384: "sha384", 521: "sha512"}

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class LoadedKey(signers.Signer):
    """A key in memory, parsed once: RSASSA-PSS for RSA, ECDSA for an elliptic curve."""

    def __init__(
        self, private: PrivateKey, certificate: x509.Certificate, others: Sequence[x509.Certificate] = ()
    ) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(map(translate_pyca_cryptography_cert_to_asn1, others))
        super().__init__(
            prefer_pss=True,
            signing_cert=translate_pyca_cryptography_cert_to_asn1(certificate),
            cert_registry=store,
        )
        self.private = private
        self.certificate = certificate
        self.digest = "sha256"
        if isinstance(private, ec.EllipticCurvePrivateKey):
            self.digest = CURVE_DIGESTS.get(private.key_size, "sha256")
        size = sum(len(one.public_bytes(Encoding.DER)) for one in (certificate, *others))
        self.reserved = 2 * (size + CONTAINER)
        # Made anew at every signature otherwise, which costs as much as the signature itself.
        self._signature_mechanism = self.get_signature_mechanism_for_digest(self.digest)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature's value; of a dry run only the length matters."""
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            curve = ec.ECDSA(getattr(hashes, digest_algorithm.upper())())
            return bytes(self.private.key_size // 4 + 16) if dry_run else self.private.sign(data, curve)
        if dry_run:
            return bytes(self.private.key_size // 8)
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        return self.private.sign(data, *process_pss_params(mechanism["parameters"]))

    async def signed_attrs(self, *arguments: Any, **options: Any) -> Any:
        """As bytes at once: asn1crypto would encode each part anew for every part around it (half of the time)."""
        return cms.CMSAttributes.load((await super().signed_attrs(*arguments, **options)).dump())

    def signer_info(self, *arguments: Any) -> Any:
        """As bytes at once, for the same reason."""
        return cms.SignerInfo.load(super().signer_info(*arguments).dump())


def check_key(private: object, certificate: x509.Certificate, now: datetime) -> PrivateKey:
    """The key, if it may sign today: strong enough, certificate valid and meant for signatures; else ConfigError."""
    if isinstance(private, rsa.RSAPrivateKey):
        if private.key_size < LEAST_RSA_BITS:
            raise _weak(f"RSA {private.key_size} bit < {LEAST_RSA_BITS}")
    elif isinstance(private, ec.EllipticCurvePrivateKey):
        if private.key_size < LEAST_EC_BITS:
            raise _weak(f"EC {private.key_size} bit < {LEAST_EC_BITS}")
    else:
        raise ConfigError("loại khóa không dùng được / the signing key is neither RSA nor elliptic-curve")
    check_validity(certificate, now)
    with suppress(x509.ExtensionNotFound):
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise ConfigError("chứng thư không dùng để ký / the certificate is not meant for signatures")
    return private


def _weak(what: str) -> ConfigError:
    return ConfigError(f"khóa quá yếu, không được ký / the key is too weak to sign with ({what}, TT 15/2025/TT-BKHCN)")


def check_validity(certificate: x509.Certificate, now: datetime) -> None:
    """Raises ConfigError unless the certificate is valid at that time."""
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        raise ConfigError(f"chứng thư số đã hết hạn / the certificate expired on {last:%Y-%m-%d}: renew it")
    if now < first:
        raise ConfigError(f"chứng thư số chưa có hiệu lực / the certificate is not valid before {first:%Y-%m-%d}")


def sign(file: Path, stamp: Stamp, key: LoadedKey) -> Path:
    """A new file `NAME.signed.pdf` beside the given one, which stays as it is: its bytes and one signature.

    The signature says the stamp's time. Raises ConfigError for a certificate that is not valid now, InputError for a
    file that cannot be signed or has no room for the stamp.
    """
    moment = _moment(stamp.time)
    for time in (datetime.now(UTC), moment):
        check_validity(key.certificate, time)
    style = stamp_style(stamp)
    signed = file.with_name(f"{file.stem}.signed.pdf")
    unfinished = signed.with_suffix(".part")
    try:
        with file.open("rb") as source, unfinished.open("w+b") as target:
            writer = _Appender(source)
            meta = signers.PdfSignatureMetadata(
                field_name=_free_name(writer.prev), md_algorithm=key.digest, subfilter=SigSeedSubFilter.PADES
            )
            field = SigFieldSpec(meta.field_name or "", box=_box(writer, stamp))  # type: ignore[arg-type]
            _TimedSigner(meta, key, stamp_style=style, new_field_spec=field).at(moment).sign_pdf(
                writer, bytes_reserved=key.reserved, output=target
            )
        unfinished.replace(signed)
    except (PdfError, SigningError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"tệp không ký được / this PDF cannot be signed ({type(error).__name__})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return signed


class _Appender(IncrementalPdfFileWriter):
    """Leaves the document's own metadata as they are; pyHanko would name itself their producer."""

    def _update_meta(self) -> None:
        pass


class _TimedSigner(signers.PdfSigner):
    """Signs at a given time instead of the machine's, so that the stamp and the signature say the same."""

    moment: datetime

    def at(self, moment: datetime) -> "_TimedSigner":
        self.moment = moment
        return self

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def _moment(time: str) -> datetime:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as error:
        raise ConfigError("the stamp's time is not in ISO 8601") from error
    if moment.tzinfo is None:
        raise ConfigError("the stamp's time has no zone: write +07:00 after it")
    return moment


def _free_name(reader: PdfHandler) -> str:
    taken = {name for name, _, _ in enumerate_sig_fields(reader)}
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _box(writer: IncrementalPdfFileWriter, stamp: Stamp) -> tuple[float, float, float, float]:
    page = writer.find_page_for_modification(0)[0].get_object()  # type: ignore[no-untyped-call]
    box = find_inherited_value_in_tree(page, "/MediaBox", "/Parent")  # type: ignore[no-untyped-call]
    return stamp_box(stamp, box)
