"""A key in a PKCS#12 file (.p12, .pfx): for tests, demos, and offices whose key is held as software."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12

from digitize.errors import ConfigError
from digitize.model import Stamp, Verdict
from digitize.ports import Signer
from digitize.secrets import resolve
from signing.pades import LoadedKey, check_key, sign
from signing.verify import verify_file


def open_signer(path: str, secret: str, roots: tuple[str, ...] = ()) -> Signer:
    """The signer of a PKCS#12 file, its key loaded; raises ConfigError when it does not open or may not sign."""
    _load(path, secret)
    return Pkcs12Signer(path, secret, roots)


@dataclass(frozen=True, slots=True)
class Pkcs12Signer:
    """Where the key lies and how its password is found; each process loads the key once, on its first signature."""

    path: str
    secret: str
    roots: tuple[str, ...] = ()

    def sign(self, file: Path, stamp: Stamp) -> Path:
        """As `Signer.sign`: PAdES B-B in `NAME.signed.pdf`; raises ConfigError for the key, InputError for the file."""
        return sign(file, stamp, _load(self.path, self.secret))

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        """As `Signer.verify`; raises InputError for a file that is no readable PDF."""
        return verify_file(file, self.roots)


@lru_cache(maxsize=4)
def _load(path: str, secret: str) -> LoadedKey:
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
    return LoadedKey(check_key(private, certificate, datetime.now(UTC)), certificate, others)
