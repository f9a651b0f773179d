"""Seals and signatures: the room behind the door `Signer`."""

import logging
from importlib import import_module

from digitize.errors import ConfigError
from digitize.ports import Signer, Wrapping
from signing.terms import Terms

SCHEMES = ("pkcs12", "pkcs11")
ANY = Terms()

# pyHanko's own warnings name the people in certificates; what matters of them reaches us as a Verdict or an error.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def open_signer(address: str, secret: str, terms: Terms = ANY) -> Signer:
    """The signer of an address such as `pkcs12:FILE`, its key opened; `secret` is its password's reference.

    Raises ConfigError for an unknown scheme and for a key that does not open or may not sign; a password is tried once.
    """
    scheme, _, rest = address.partition(":")
    if scheme not in SCHEMES or not rest:
        raise ConfigError(f"unknown signer {scheme!r}: write SCHEME:PLACE with SCHEME one of {', '.join(SCHEMES)}")
    signer: Signer = import_module(f"signing.signers.{scheme}").open_signer(rest, secret, terms)
    return signer


def open_verifier(terms: Terms = ANY) -> Signer:
    """A signer without a key, which can verify and lift; its `sign` raises ConfigError."""
    verifier: Signer = import_module("signing.verifier").open_verifier(terms)
    return verifier


def open_wrapping(address: str, secret: str) -> Wrapping:
    """The key on a token that wraps the archive's master key, `pkcs11:...`; `secret` is its PIN's reference."""
    wrapping: Wrapping = import_module("signing.wrapping").open_wrapping(address.partition(":")[2], secret)
    return wrapping
