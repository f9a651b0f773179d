"""Wraps a small key by a secret key on a token or HSM (AES key wrap, RFC 3394), which never leaves it.

Why so: docs/decisions/0012-the-master-key-on-a-token.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, PKCS11Error

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Wrapping
from signing.token import UNFIT, find_token, forget_tokens, log_in
from signing.token_address import TokenAddress, parse, show_id

_BITS = 256
_SETTING = "archive.master_secret"
_turn = threading.Lock()
_PIN_KINDS = ("env:", "fd:", "prompt:")


def open_wrapping(rest: str, secret: str) -> Wrapping:
    """The wrapping key of a PKCS#11 URI (RFC 7512), not opened yet; raises ConfigError for an address that is none."""
    address = parse(rest)
    if not address.key_id:
        raise ConfigError("archive.master must name the token's key: write id=%01 into its address")
    if not secret.startswith(_PIN_KINDS):
        raise ConfigError(f"{_SETTING} must say where the token's PIN comes from: env:NAME, fd:NUMBER or prompt:")
    return TokenWrapping(address, secret)


@dataclass(frozen=True, slots=True)
class TokenWrapping:
    """Where the key lies, and how the token's PIN is found."""

    address: TokenAddress
    secret: str

    def wrap(self, key: bytes) -> bytes:
        """As `Wrapping.wrap`; makes the token's key where there is none of that id."""
        with _answering():
            session = self._session()
            own = self._find(session) or self._make(session)
            inner = session.create_object(_inner() | {Attribute.VALUE: key})
            return bytes(own.wrap_key(inner, mechanism=Mechanism.AES_KEY_WRAP))

    def unwrap(self, wrapped: bytes) -> bytes:
        """As `Wrapping.unwrap`."""
        with _answering():
            own = self._find(self._session())
            if own is None:
                raise ConfigError(
                    f"không có khóa trên thiết bị / the token has no AES key of id {show_id(self.address.key_id)}: "
                    "look at archive.master, or restore the keys from their recovery set (sohoa keys restore)"
                )
            try:
                inner = own.unwrap_key(
                    ObjectClass.SECRET_KEY,
                    KeyType.GENERIC_SECRET,
                    wrapped,
                    mechanism=Mechanism.AES_KEY_WRAP,
                    template=_inner(),
                )
            except UNFIT:
                raise
            except PKCS11Error as error:
                raise ConfigError(
                    "khóa trên thiết bị không mở được khóa chính / the token's key does not open the master key: it is "
                    "another key, or the key file was changed; restore the keys from their recovery set"
                ) from error
            return bytes(inner[Attribute.VALUE])

    def _session(self) -> Any:
        return log_in(find_token(self.address), self.secret, _SETTING)

    def _find(self, session: Any) -> Any:
        wanted = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.KEY_TYPE: KeyType.AES}
        return next(iter(session.get_objects(wanted | {Attribute.ID: self.address.key_id})), None)

    def _make(self, session: Any) -> Any:
        """Through a session that may write; the login is the process's, not the session's."""
        with session.token.open(rw=True) as writing:
            writing.generate_key(
                KeyType.AES,
                _BITS,
                id=self.address.key_id,
                label="sohoa",
                store=True,
                template={
                    Attribute.SENSITIVE: True,
                    Attribute.EXTRACTABLE: False,
                    Attribute.WRAP: True,
                    Attribute.UNWRAP: True,
                    Attribute.ENCRYPT: False,
                    Attribute.DECRYPT: False,
                },
            )
        return self._find(session)


def _inner() -> dict[Attribute, object]:
    """The key that is wrapped: it lives for one call, and may be read by us alone."""
    return {
        Attribute.CLASS: ObjectClass.SECRET_KEY,
        Attribute.KEY_TYPE: KeyType.GENERIC_SECRET,
        Attribute.TOKEN: False,
        Attribute.SENSITIVE: False,
        Attribute.EXTRACTABLE: True,
    }


@contextmanager
def _answering() -> Iterator[None]:
    """One call at a time: threads share the token's session."""
    try:
        with _turn:
            yield
    except UNFIT as error:
        raise ConfigError(
            "thiết bị không bọc được khóa / the token cannot wrap keys by AES (CKM_AES_KEY_WRAP)"
        ) from error
    except PKCS11Error as error:
        forget_tokens()
        raise ServiceError(
            f"thiết bị giữ khóa chính không trả lời / the token of the master key does not answer "
            f"({type(error).__name__}): plug it in again and repeat the command",
            retry=True,
        ) from error
