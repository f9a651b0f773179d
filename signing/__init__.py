"""Seals and signatures: the room behind the door `Signer`."""

import logging
from importlib import import_module

from digitize.errors import ConfigError
from digitize.ports import Signer

SCHEMES = ("pkcs12",)

# pyHanko's own warnings name the people in certificates; what matters of them reaches us as a Verdict or an error.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def open_signer(address: str, secret: str, roots: tuple[str, ...] = ()) -> Signer:
    """The signer of an address such as `pkcs12:FILE`, its key opened; `secret` is its password's reference.

    `roots` are PEM or DER files, or folders of them, that verification trusts. Raises ConfigError for an unknown
    scheme and for a key that does not open or may not sign; a password is tried once.
    """
    scheme, _, rest = address.partition(":")
    if scheme not in SCHEMES or not rest:
        raise ConfigError(f"unknown signer {scheme!r}: write SCHEME:PLACE with SCHEME one of {', '.join(SCHEMES)}")
    signer: Signer = import_module(f"signing.signers.{scheme}").open_signer(rest, secret, roots)
    return signer


def open_verifier(roots: tuple[str, ...] = ()) -> Signer:
    """A signer without a key, which can only verify; its `sign` raises ConfigError."""
    verifier: Signer = import_module("signing.verify").open_verifier(roots)
    return verifier
