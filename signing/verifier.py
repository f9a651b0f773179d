"""Without a key: verifies what others signed, and lifts what was signed at too low a level."""

from dataclasses import dataclass
from pathlib import Path

from digitize.errors import ConfigError
from digitize.model import Stamp, Verdict
from digitize.ports import Signer
from signing.lift import lift
from signing.terms import Terms
from signing.verify import verify_file

NO_KEY = "no signing key is set: name one in the settings, [signing] key"


def open_verifier(terms: Terms) -> Signer:
    """A Signer that cannot sign."""
    return Verifier(terms)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies and lifts without a key."""

    terms: Terms

    def sign(self, file: Path, stamp: Stamp) -> Path:
        """Raises ConfigError: there is no key."""
        raise ConfigError(NO_KEY)

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        """As `Signer.verify`; raises InputError for a file that is no readable PDF."""
        return verify_file(file, self.terms.roots)

    def lift(self, file: Path) -> Path:
        """As `Signer.lift`; raises InputError for a file that is no signed PDF."""
        return lift(file, self.terms)

    def warnings(self) -> tuple[str, ...]:
        """Raises ConfigError: there is no key."""
        raise ConfigError(NO_KEY)
