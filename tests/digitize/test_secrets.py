"""Passwords come from where their reference points to, and from nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.errors import ConfigError
from digitize.secrets import KINDS, resolve

ASK = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from digitize.secrets import resolve
print(resolve("prompt:", "key")[::-1])
"""


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_TEST_SECRET", "bí mật\n")
    assert resolve("env:SOHOA_TEST_SECRET", "key") == "bí mật\n"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_from_a_private_file_without_its_line_end(tmp_path: Path, end: str) -> None:
    file = tmp_path / "password"
    file.write_bytes(f"bí mật {end}".encode())
    file.chmod(0o600)
    assert resolve(f"file:{file}", "key") == "bí mật "


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "password"
    file.write_text("bí mật")
    file.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600") as raised:
        resolve(f"file:{file}", "key")
    assert "bí mật" not in str(raised.value)


def test_from_a_file_descriptor() -> None:
    out, into = os.pipe()
    os.write(into, b"secret\n")
    os.close(into)
    assert resolve(f"fd:{out}", "key") == "secret"


def test_asks_a_person_on_the_terminal_without_echo() -> None:
    """In a child whose controlling terminal is ours, as getpass reads from /dev/tty."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ASK]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, start_new_session=True) as child:
        shown = _read_until(ours, b"): ")
        os.write(ours, b"abcdef\n")
        shown += _read_until(ours, b"fedcba")
        assert child.wait(30) == 0
    os.close(ours)
    os.close(theirs)
    assert "Mật khẩu / password (key): " in shown.decode()
    assert b"abcdef" not in shown


def _read_until(terminal: int, end: bytes) -> bytes:
    shown = b""
    while end not in shown:
        shown += os.read(terminal, 1024)
    return shown


def test_without_a_terminal_nobody_is_asked() -> None:
    command = [sys.executable, "-c", "from digitize.secrets import resolve; resolve('prompt:', 'key')"]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True, check=False)
    assert b"ConfigError: no terminal" in told.stderr


@pytest.mark.parametrize("reference", ["env:SOHOA_NO_SUCH_NAME", "file:/no/such/file", "fd:99", "fd:x", "fd:"])
def test_says_what_is_missing(reference: str) -> None:
    with pytest.raises(ConfigError):
        resolve(reference, "key")


@given(st.text().filter(lambda text: text.partition(":")[0] not in ("env", "file", "fd", "prompt")))
def test_a_password_in_place_of_its_reference_is_never_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as raised:
        resolve(text, "key")
    assert str(raised.value) == f"not a reference to a secret for key: write {KINDS}"
