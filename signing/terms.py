"""On which terms we sign: the PAdES level, the time-stamping authority, the trusted roots, the RSA padding."""

from dataclasses import dataclass
from typing import Literal

from digitize.errors import ConfigError

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
LEVELS: tuple[Level, ...] = ("B-B", "B-T", "B-LT", "B-LTA")


@dataclass(frozen=True, slots=True)
class Terms:
    """`roots`: PEM or DER files, or folders of them; `tsa`: the address of an RFC 3161 authority.

    `plain_rsa`: PKCS#1 v1.5 instead of RSASSA-PSS, for tokens that cannot do better. Raises ConfigError where a level
    lacks what it needs.
    """

    roots: tuple[str, ...] = ()
    level: Level = "B-B"
    tsa: str = ""
    plain_rsa: bool = False

    def __post_init__(self) -> None:
        if self.at_least("B-T") and not self.tsa:
            raise ConfigError(f"signing.level {self.level} needs a time-stamping authority: set signing.tsa to its URL")
        if self.tsa and not self.tsa.startswith(("http://", "https://")):
            raise ConfigError("signing.tsa must begin with http:// or https://")
        if self.at_least("B-LT") and not self.roots:
            raise ConfigError(
                f"signing.level {self.level} needs trusted roots: set signing.roots to a folder of PEM files"
            )

    def at_least(self, level: Level) -> bool:
        """Whether the level asked for is this one or higher."""
        return reaches(self.level, level)


def reaches(level: str, wanted: Level) -> bool:
    """Whether a level is the wanted one or higher; other forms (CMS, incoming, none) reach nothing."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(wanted)
