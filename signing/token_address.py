"""Where a key lies on a token: a PKCS#11 URI (RFC 7512), `pkcs11:token=LABEL;id=%01?module-path=/usr/lib/....so`."""

from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes

from digitize.errors import ConfigError

KNOWN = ("token", "serial", "id", "module-path")
SHAPE = "pkcs11:token=LABEL;id=%01?module-path=/usr/lib/softhsm/libsofthsm2.so"


@dataclass(frozen=True, slots=True)
class TokenAddress:
    """The maker's library, and what tells the token and the key; empty parts do not narrow."""

    module: str
    label: str = ""
    serial: str = ""
    key_id: bytes = b""

    def __str__(self) -> str:
        """As a PKCS#11 URI."""
        parts = (("token", self.label.encode()), ("serial", self.serial.encode()))
        told = [f"{name}={quote_from_bytes(value, safe='')}" for name, value in parts if value]
        told += [f"id={show_id(self.key_id)}"] if self.key_id else []
        return f"pkcs11:{';'.join(told)}?module-path={quote_from_bytes(self.module.encode(), safe='/')}"


def parse(rest: str) -> TokenAddress:
    """The address without its scheme; raises ConfigError, which never repeats a PIN that stands in it."""
    path, _, query = rest.partition("?")
    told: dict[str, bytes] = {}
    for part in (*path.split(";"), *query.split("&")):
        name, equals, value = part.partition("=")
        if not part:
            continue
        if name in ("pin-value", "pin-source"):
            raise ConfigError("a PIN does not belong in signing.key: name its reference in signing.secret")
        if not equals or name not in KNOWN or name in told:
            raise ConfigError(f"not a token's address; write {SHAPE} (known parts: {', '.join(KNOWN)})")
        told[name] = unquote_to_bytes(value)
    try:
        module, label, serial = (told.get(name, b"").decode() for name in ("module-path", "token", "serial"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"not a token's address; write {SHAPE}") from error
    if not module:
        raise ConfigError(f"the token's address names no library of its maker; write {SHAPE}")
    return TokenAddress(module, label, serial, told.get("id", b""))


def show_id(key_id: bytes) -> str:
    """A key's id as it stands in an address: every byte as %XX."""
    return "".join(f"%{byte:02X}" for byte in key_id)
