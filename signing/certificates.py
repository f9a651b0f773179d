"""What certificates and signatures say of themselves, in the words that a Verdict uses."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data

from digitize.errors import ConfigError

VIETNAM = timezone(timedelta(hours=7))
WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})  # TT 15/2025/TT-BKHCN names SHA-2 and SHA-3 only
LEAST_BITS = {"rsa": 2048, "rsassa_pss": 2048, "ec": 256, "dsa": 2048}
ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})
SCHEMES = {
    "rsassa_pkcs1v15": "RSASSA-PKCS1-v1_5",
    "rsassa_pss": "RSASSA-PSS",
    "ecdsa": "ECDSA",
    "dsa": "DSA",
    "ed25519": "Ed25519",
    "ed448": "Ed448",
}


def load_roots(places: tuple[str, ...]) -> list[Any]:
    """The certificates in PEM or DER files, or in folders of them; raises ConfigError for what is none."""
    files: list[Path] = []
    for place in map(Path, places):
        folder = place.is_dir()
        files += sorted(one for one in place.iterdir() if one.suffix.lower() in ENDINGS) if folder else [place]
    roots: list[Any] = []
    for file in files:
        try:
            roots += load_certs_from_pemder_data(file.read_bytes())
        except (OSError, ValueError) as error:
            raise ConfigError(f"no certificate can be read from {file} (a trusted root in the settings)") from error
    return roots


def common_name(name: Any) -> str:
    """The common name of a subject or an issuer; where it has none, the organisation, else the whole name."""
    parts = name.native
    found = parts.get("common_name") or parts.get("organization_name") or name.human_friendly
    return found if isinstance(found, str) else str(found[-1])


def unit(name: Any) -> str:
    """The unit and the organisation of a subject, as far as it says them."""
    parts = name.native
    found = [parts.get(key) for key in ("organizational_unit_name", "organization_name")]
    return ", ".join(", ".join(one) if isinstance(one, list) else one for one in found if one)


def algorithm(signer_info: Any) -> str:
    """Scheme and digest of a CMS signer, such as `RSASSA-PSS SHA-256`."""
    scheme = signer_info["signature_algorithm"].signature_algo
    return f"{SCHEMES.get(scheme, scheme)} {_digest_name(digest(signer_info))}"


def digest(signer_info: Any) -> str:
    """The name of the digest as asn1crypto writes it (`sha256`)."""
    return str(signer_info["digest_algorithm"]["algorithm"].native)


def _digest_name(name: str) -> str:
    upper = name.upper().replace("_", "-")
    return f"SHA-{upper[3:]}" if upper.startswith("SHA") and upper[3:].isdigit() else upper


def is_weak(signer_info: Any, certificate: Any) -> bool:
    """Whether the digest or the key is weaker than TT 15/2025/TT-BKHCN allows."""
    key = certificate.public_key
    return digest(signer_info) in WEAK_DIGESTS or key.bit_size < LEAST_BITS.get(key.algorithm, 0)


def vietnam_time(moment: datetime | None) -> str:
    """ISO 8601 with +07:00, to the second; a time without zone is taken for Vietnam's; empty for none."""
    return in_vietnam(moment).isoformat(timespec="seconds") if moment else ""


def in_vietnam(moment: datetime) -> datetime:
    """The same moment on Vietnam's clocks."""
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
