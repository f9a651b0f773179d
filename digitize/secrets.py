"""Where passwords come from: settings hold a reference, never the value."""

import getpass
import os
import stat
import warnings
from pathlib import Path

from digitize.errors import ConfigError

KINDS = "env:NAME, file:PATH (mode 0600), fd:NUMBER or prompt:"


def resolve(reference: str, purpose: str) -> str:
    """The secret that a reference points to, without its line end; `purpose` is shown when a person is asked.

    Raises ConfigError, which never quotes the secret, when there is none to be had.
    """
    kind, _, place = reference.partition(":")
    match kind:
        case "env":
            return _from_environment(place)
        case "file":
            return _from_file(Path(place).expanduser())
        case "fd":
            return _from_descriptor(place)
        case "prompt":
            return _from_person(purpose)
    # The text may be a password that was written where its reference belongs, so it is not repeated.
    raise ConfigError(f"not a reference to a secret for {purpose}: write {KINDS}")


def _from_environment(name: str) -> str:
    if name not in os.environ:
        raise ConfigError(f"the environment variable {name} is not set; it should hold a password")
    return os.environ[name]


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & 0o077:
                raise ConfigError(f"others may read the secret in {path} (mode {mode:04o}): run chmod 600 {path}")
            return _first_line(file.read())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the secret in {path} cannot be read: {type(error).__name__}") from error


def _from_descriptor(number: str) -> str:
    try:
        with os.fdopen(int(number), encoding="utf-8") as file:
            return _first_line(file.read())
    except (OSError, ValueError) as error:
        raise ConfigError(f"no secret can be read from file descriptor {number!r}") from error


def _from_person(purpose: str) -> str:
    try:
        with warnings.catch_warnings():
            # Without a terminal getpass would only warn, and echo what is typed.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(f"Mật khẩu / password ({purpose}): ")
    except (getpass.GetPassWarning, EOFError, OSError) as error:
        raise ConfigError(f"no terminal to ask for the password ({purpose}): use {KINDS}") from error


def _first_line(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
