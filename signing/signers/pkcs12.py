"""A key in a PKCS#12 file (.p12, .pfx): for tests, demos, and offices whose key is held as software."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko_certvalidator.util import process_pss_params

from digitize.errors import ConfigError
from digitize.model import Stamp, Verdict
from digitize.ports import Signer
from digitize.secrets import resolve
from signing.fitness import Credential
from signing.key import LoadedKey
from signing.lift import lift
from signing.pades import sign
from signing.terms import Terms
from signing.verify import verify_file

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def open_signer(path: str, secret: str, terms: Terms) -> Signer:
    """The signer of a PKCS#12 file, its key loaded; raises ConfigError when it does not open or may not sign."""
    _load(path, secret, terms).fitness.check(datetime.now(UTC))
    return Pkcs12Signer(path, secret, terms)


@dataclass(frozen=True, slots=True)
class Pkcs12Signer:
    """Where the key lies and how its password is found; each process loads the key once, on its first signature."""

    path: str
    secret: str
    terms: Terms

    def sign(self, file: Path, stamp: Stamp) -> Path:
        """As `Signer.sign`, in `NAME.signed.pdf`; raises ConfigError for the key, InputError for the file."""
        return sign(file, stamp, _load(self.path, self.secret, self.terms))

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        """As `Signer.verify`; raises InputError for a file that is no readable PDF."""
        return verify_file(file, self.terms.roots)

    def lift(self, file: Path) -> Path:
        """As `Signer.lift`; raises InputError for a file that is no signed PDF."""
        return lift(file, self.terms)

    def warnings(self) -> tuple[str, ...]:
        """As `Signer.warnings`; raises ConfigError for a key that may not sign."""
        return _load(self.path, self.secret, self.terms).fitness.warnings(datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class SoftHand:
    """A private key in memory, parsed once."""

    private: PrivateKey

    def sign(self, data: bytes, digest: str, mechanism: Any) -> bytes:
        """As `Hand.sign`."""
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(data, ec.ECDSA(getattr(hashes, digest.upper())()))
        if mechanism.signature_algo == "rsassa_pkcs1v15":
            return self.private.sign(data, PKCS1v15(), getattr(hashes, digest.upper())())
        return self.private.sign(data, *process_pss_params(mechanism["parameters"]))


@lru_cache(maxsize=4)
def _load(path: str, secret: str, terms: Terms) -> LoadedKey:
    try:
        data = Path(path).expanduser().read_bytes()
    except OSError as error:
        raise ConfigError(f"the key file {path} cannot be read: {error.strerror}") from error
    password = resolve(secret, f"khóa ký / signing key {Path(path).name}").encode()
    try:
        private, certificate, others = pkcs12.load_key_and_certificates(data, password)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ConfigError(f"mật khẩu sai / wrong password, or no PKCS#12 file: {path}") from error
    if private is None or certificate is None:
        raise ConfigError(f"the key file {path} holds no private key with its certificate")
    if not isinstance(private, PrivateKey):
        raise ConfigError("loại khóa không dùng được / the signing key is neither RSA nor elliptic-curve")
    return LoadedKey(SoftHand(private), Credential(certificate, tuple(others)), terms)
