"""A key on a token or an HSM (PKCS#11): it stays there, and one process opens it, once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from digitize.model import Stamp, Verdict
from digitize.ports import Signer
from signing.key import LoadedKey
from signing.lift import lift
from signing.pades import sign
from signing.terms import Terms
from signing.token import OpenToken, TokenHand, open_token
from signing.token_address import TokenAddress, parse
from signing.verify import verify_file


def open_signer(rest: str, secret: str, terms: Terms) -> Signer:
    """The signer of a PKCS#11 URI (RFC 7512), its token opened; raises ConfigError, ServiceError without a token."""
    signer = Pkcs11Signer(parse(rest), secret, terms)
    signer.warnings()
    return signer


@dataclass(frozen=True, slots=True)
class Pkcs11Signer:
    """Where the key lies and how its PIN is found."""

    address: TokenAddress
    secret: str
    terms: Terms

    def sign(self, file: Path, stamp: Stamp) -> Path:
        """As `Signer.sign`, in `NAME.signed.pdf`; raises ConfigError, InputError, ServiceError for a pulled token."""
        return sign(file, stamp, self._key())

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        """As `Signer.verify`; raises InputError for a file that is no readable PDF."""
        return verify_file(file, self.terms.roots)

    def lift(self, file: Path) -> Path:
        """As `Signer.lift`; raises InputError for a file that is no signed PDF."""
        return lift(file, self.terms)

    def warnings(self) -> tuple[str, ...]:
        """As `Signer.warnings`; raises ConfigError for a key that may not sign."""
        return self._key().fitness.warnings(datetime.now(UTC))

    def _key(self) -> LoadedKey:
        return _loaded(open_token(self.address, self.secret), self.terms)


@lru_cache(maxsize=4)
def _loaded(token: OpenToken, terms: Terms) -> LoadedKey:
    return LoadedKey(TokenHand(token.key), token.credential, terms)
