"""Whether a key may sign today: strength, certificate, chain, revocation; asked first (TT 15/2025/TT-BKHCN)."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko_certvalidator.errors import ExpiredError, NotYetValidError, PathError, RevokedError, ValidationError

from digitize.errors import ConfigError
from signing.revocation import FRESH, Chain, vouch
from signing.terms import Terms

LEAST_RSA_BITS = 2048  # TT 15/2025/TT-BKHCN
LEAST_EC_BITS = 256  # the same
WARN_DAYS = (7, 30, 60)  # before the certificate lapses

PLAIN_RSA = (
    "ký bằng PKCS#1 v1.5 vì signing.padding = pkcs1; chỉ dùng cho thiết bị không có PSS / signing with PKCS#1 v1.5 by "
    "signing.padding: only for tokens without RSASSA-PSS (TT 15/2025/TT-BKHCN asks for PSS)"
)
UNASKED = (
    "không kiểm tra được trạng thái thu hồi / the certificate's revocation status could not be asked: is the network "
    "there? Signatures are made without it"
)


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with those of its authorities, as they travel with a signature."""

    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...] = ()


class Fitness:
    """Asks for a credential's chain and revocation once in a while, not at every signature."""

    def __init__(self, credential: Credential, terms: Terms) -> None:
        self.credential, self.terms = credential, terms
        self._asked, self._told = float("-inf"), ""

    def check(self, now: datetime) -> None:
        """Raises ConfigError unless the key may sign at that time."""
        check_certificate(self.credential.certificate, now)
        self._ask()

    def warnings(self, now: datetime) -> tuple[str, ...]:
        """What a person should know although the key may sign; raises ConfigError where it may not."""
        self.check(now)
        key = self.credential.certificate.public_key()
        plain = PLAIN_RSA if self.terms.plain_rsa and isinstance(key, rsa.RSAPublicKey) else ""
        told = (lapses_soon(self.credential.certificate, now), self._told, plain)
        return tuple(one for one in told if one)

    def _ask(self) -> None:
        if self.terms.roots and time.monotonic() - self._asked > FRESH:
            self._told = ask(self.credential, self.terms)
            self._asked = time.monotonic()


def check_certificate(certificate: x509.Certificate, now: datetime) -> None:
    """Raises ConfigError unless the key is strong enough and its certificate valid at that time and meant to sign."""
    check_strength(certificate.public_key())
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        raise ConfigError(f"chứng thư số đã hết hạn / the certificate expired on {last:%Y-%m-%d}: renew it")
    if now < first:
        raise ConfigError(f"chứng thư số chưa có hiệu lực / the certificate is not valid before {first:%Y-%m-%d}")
    with suppress(x509.ExtensionNotFound):
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise ConfigError("chứng thư không dùng để ký / the certificate is not meant for signatures")


def check_strength(key: PublicKeyTypes) -> None:
    """Raises ConfigError for a kind or a size of key that TT 15/2025/TT-BKHCN does not allow."""
    if isinstance(key, rsa.RSAPublicKey):
        name, least = "RSA", LEAST_RSA_BITS
    elif isinstance(key, ec.EllipticCurvePublicKey):
        name, least = "EC", LEAST_EC_BITS
    else:
        raise ConfigError("loại khóa không dùng được / the signing key is neither RSA nor elliptic-curve")
    if key.key_size < least:
        raise ConfigError(
            f"khóa quá yếu, không được ký / the key is too weak to sign with ({name} {key.key_size} bit < {least}, "
            "TT 15/2025/TT-BKHCN)"
        )


def lapses_soon(certificate: x509.Certificate, now: datetime) -> str:
    """A warning 60, 30 and 7 days before the certificate lapses; empty while there is time."""
    left = (certificate.not_valid_after_utc - now).days
    step = next((days for days in WARN_DAYS if left < days), None)
    if step is None:
        return ""
    urgent = "GIA HẠN NGAY / RENEW NOW" if step == WARN_DAYS[0] else "hãy gia hạn / renew it"
    last = certificate.not_valid_after_utc
    return f"chứng thư số còn {left} ngày / the certificate lapses in {left} days, on {last:%Y-%m-%d}: {urgent}"


def ask(credential: Credential, terms: Terms) -> str:
    """What is unknown of the chain, in words; raises ConfigError for one that is broken or revoked."""
    certificate, *others = map(translate_pyca_cryptography_cert_to_asn1, (credential.certificate, *credential.others))
    try:
        (path,), context = vouch((Chain(certificate, others),), terms.roots, "soft-fail")
    except RevokedError as error:
        raise ConfigError(
            "chứng thư số đã bị thu hồi, không được ký / the certificate was revoked on "
            f"{error.revocation_dt:%Y-%m-%d}: sign with another one"
        ) from error
    except (ExpiredError, NotYetValidError) as error:
        raise ConfigError(
            "chứng thư của nơi cấp không có hiệu lực / a certificate of the signer's authorities is not valid now"
        ) from error
    except (ValidationError, PathError) as error:
        raise ConfigError(
            "chứng thư số không dẫn tới gốc tin cậy nào / the certificate leads to no trusted root: put its issuer's "
            "root (and what lies between) as PEM files into the folder of signing.roots"
        ) from error
    unasked = context.soft_fail_exceptions or (len(path) > 1 and not (context.ocsps or context.crls))
    return UNASKED if unasked else ""
