"""Opens a key on a PKCS#11 token or HSM: in one process, once, and a wrong PIN is never tried twice by itself."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pkcs11
from cryptography import x509
from pkcs11 import Attribute, ObjectClass, PKCS11Error, TokenFlag, exceptions
from pyhanko.sign.pkcs11 import select_pkcs11_signing_params

from digitize.errors import ConfigError, ServiceError
from digitize.secrets import resolve
from signing.fitness import Credential
from signing.token_address import TokenAddress, show_id

UNFIT = (exceptions.MechanismInvalid, exceptions.MechanismParamInvalid, exceptions.KeyTypeInconsistent)
BAD_PIN = (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange)
SHUT = (exceptions.PinLocked, exceptions.PinExpired, exceptions.UserPinNotInitialized)
LOCKED = "mã PIN đã bị khóa / the token's PIN is locked or was never set: unlock it with its maker's program"
_sessions: dict[bytes, Any] = {}  # by the token's serial
_turn = threading.Lock()  # a second login, of another thread, would be refused by the token
_refused: set[bytes] = set()  # serials of tokens whose PIN was wrong in this process


@dataclass(frozen=True, slots=True)
class OpenToken:
    """A token after its PIN was given: the key, and the certificates that lie beside it."""

    label: str
    key: Any
    credential: Credential


@dataclass(frozen=True, slots=True)
class TokenHand:
    """A private key that never leaves its token."""

    key: Any

    def sign(self, data: bytes, digest: str, mechanism: Any) -> bytes:
        """As `Hand.sign`; raises ConfigError for what the token cannot do, ServiceError when it does not answer."""
        # Few tokens hash for ECDSA themselves, SoftHSM does not.
        raw = mechanism.signature_algo == "ecdsa"
        todo = select_pkcs11_signing_params(mechanism, digest, raw, {})
        try:
            made = self.key.sign(todo.pre_sign_transform(data) if todo.pre_sign_transform else data, **todo.sign_kwargs)
        except UNFIT as error:
            raise ConfigError(
                f"thiết bị không ký được theo {mechanism.signature_algo} / the token cannot sign that way; for RSA "
                'without PSS set signing.padding = "pkcs1"'
            ) from error
        except PKCS11Error as error:
            forget_tokens()
            raise ServiceError(
                f"thiết bị ký không trả lời, hãy cắm lại / the token does not answer ({type(error).__name__}): plug it "
                "in again and repeat the command, which goes on where it stopped",
                retry=True,
            ) from error
        return bytes(todo.post_sign_transform(made) if todo.post_sign_transform else made)


@lru_cache(maxsize=8)
def open_token(address: TokenAddress, secret: str) -> OpenToken:
    """The key of an address, logged in; raises ConfigError, and ServiceError for a token that is not there."""
    token = find_token(address)
    return _with_key(token.label, log_in(token, secret), address)


def log_in(token: pkcs11.Token, secret: str, setting: str = "signing.secret") -> Any:
    """A session; a process logs in once, whichever of the token's keys it uses. `setting` holds the PIN's reference.

    Raises ConfigError for a wrong PIN and in a worker, ServiceError for a token that does not answer.
    """
    if multiprocessing.parent_process() is not None:
        raise ConfigError("a token is opened by the first process only, not by its workers")
    with _turn:
        if token.serial not in _sessions:
            _sessions[token.serial] = _open(token, secret, setting)
        return _sessions[token.serial]


def _open(token: pkcs11.Token, secret: str, setting: str) -> Any:
    _spare(token, secret, setting)
    pin = resolve(secret, f"mã PIN / PIN: {token.label}")
    try:
        return token.open(user_pin=pin)
    except BAD_PIN as error:
        _refused.add(token.serial)
        raise ConfigError(
            "mã PIN sai, không thử lại / wrong PIN; it is not tried again, for tokens lock after a few tries: look at "
            f"{setting}"
        ) from error
    except SHUT as error:
        raise ConfigError(LOCKED) from error
    except PKCS11Error as error:
        raise ServiceError(f"không mở được thiết bị ký / the token does not open ({type(error).__name__})") from error


def find_token(address: TokenAddress) -> pkcs11.Token:
    """The one token that the address means; raises ConfigError for none or several, ServiceError if none is there."""
    tokens = list(plugged_in(address.module))
    if not tokens:
        raise ServiceError("không thấy thiết bị ký nào / no token is plugged in", retry=True)
    fit = [
        one
        for one in tokens
        if address.label in ("", one.label) and address.serial in ("", one.serial.decode(errors="replace").strip())
    ]
    if len(fit) != 1:
        told = ", ".join(f"token={one.label};serial={one.serial.decode(errors='replace').strip()}" for one in tokens)
        raise ConfigError(
            f"địa chỉ không chỉ đúng một thiết bị / the address fits {len(fit)} tokens; there are: {told}"
        )
    return fit[0]


def plugged_in(module: str) -> Iterator[pkcs11.Token]:
    """The initialised tokens that a maker's library sees; raises ConfigError when the library does not load."""
    try:
        slots = pkcs11.lib(module).get_slots(token_present=True)
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"the token's library does not load: {module} ({type(error).__name__})") from error
    for slot in slots:
        with suppress(PKCS11Error):  # one that is just being pulled
            token = slot.get_token()
            if token.flags & TokenFlag.TOKEN_INITIALIZED:
                yield token


def _spare(token: pkcs11.Token, secret: str, setting: str) -> None:
    """Raises ConfigError rather than try a PIN that a person did not just type where one was wrong before."""
    if token.flags & TokenFlag.USER_PIN_LOCKED:
        raise ConfigError(LOCKED)
    low = token.flags & (TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY)
    if secret != "prompt:" and (low or token.serial in _refused):
        raise ConfigError(
            "đã có lần nhập sai mã PIN, hãy tự nhập / a wrong PIN was given before, so none is tried by itself: set "
            f'{setting} = "prompt:" once and type it'
        )


def _with_key(label: str, session: Any, address: TokenAddress) -> OpenToken:
    """The key by its id; where none is named, the only one that has a certificate."""
    try:
        keys = {
            bytes(one[Attribute.ID]): one for one in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        }
        found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        certificates = [(bytes(one[Attribute.ID]), bytes(one[Attribute.VALUE])) for one in found]
    except PKCS11Error as error:
        raise ServiceError(f"không đọc được thiết bị ký / the token cannot be read ({type(error).__name__})") from error
    own = {place: value for place, value in certificates if place in keys and address.key_id in (b"", place)}
    if len(own) != 1:
        ids = ", ".join(map(show_id, keys)) or "-"
        raise ConfigError(
            f"cần chỉ rõ một khóa có chứng thư / {len(own)} keys with a certificate fit; write id=... of one of: {ids}"
        )
    ((place, value),) = own.items()
    others = tuple(x509.load_der_x509_certificate(one) for where, one in certificates if where != place)
    return OpenToken(label, keys[place], Credential(x509.load_der_x509_certificate(value), others))


def forget_tokens() -> None:
    """After a token went away nothing of it is of use."""
    open_token.cache_clear()
    for session in _sessions.values():
        with suppress(PKCS11Error):
            session.close()
    _sessions.clear()
