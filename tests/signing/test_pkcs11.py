"""Keys on tokens (SoftHSM): which one is meant, which may sign, and that no token is locked by our doing."""

import multiprocessing
import pickle
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Signer
from signing import open_signer
from signing.terms import Terms
from signing.token_address import TokenAddress, parse
from tests.contracts.signer_contract import paper, stamp
from tests.signing.soft_token import MANY, MISTYPED, PIN, PULLED, SEAL, SoftTokens

SECRET = "env:SOHOA_TEST_PIN"


@pytest.mark.parametrize(
    ("key_id", "says"), [(b"\x01", "RSASSA-PSS SHA-256"), (b"\xa2\x02", "ECDSA SHA-256"), (b"\x03", "ECDSA SHA-384")]
)
def test_every_kind_of_key_signs(tokens: SoftTokens, tmp_path: Path, key_id: bytes, says: str) -> None:
    door = open_signer(tokens.address(MANY, key_id), SECRET)
    (verdict,) = door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.intact, verdict.algorithm, verdict.problem) == (True, says, "")


def test_plain_rsa_for_tokens_without_pss(tokens: SoftTokens, tmp_path: Path) -> None:
    door = open_signer(tokens.address(SEAL), SECRET, Terms(plain_rsa=True))
    (verdict,) = door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.intact, verdict.algorithm) == (True, "RSASSA-PKCS1-v1_5 SHA-256")
    assert "PKCS#1" in door.warnings()[-1]


REFUSED = {b"\x04": "đã hết hạn", b"\x05": "khóa quá yếu", b"\x06": "không dùng để ký"}


@pytest.mark.parametrize("key_id", REFUSED)
def test_a_key_that_may_not_sign_is_refused(tokens: SoftTokens, key_id: bytes) -> None:
    with pytest.raises(ConfigError, match=REFUSED[key_id]):
        open_signer(tokens.address(MANY, key_id), SECRET)


def test_among_several_keys_one_must_be_named(tokens: SoftTokens) -> None:
    with pytest.raises(ConfigError, match="%A2%02"):
        open_signer(tokens.address(MANY), SECRET)
    with pytest.raises(ConfigError, match="0 keys"):
        open_signer(tokens.address(MANY, b"\x77"), SECRET)


def test_a_token_that_is_not_there_is_named_among_those_that_are(tokens: SoftTokens) -> None:
    with pytest.raises(ConfigError, match=SEAL):
        open_signer(tokens.address("Không có"), SECRET)
    plugged = sum(folder.exists() for folder in tokens.folders.values())
    with pytest.raises(ConfigError, match=f"fits {plugged} tokens"):
        open_signer(tokens.address(""), SECRET)
    with pytest.raises(ConfigError, match="library does not load"):
        open_signer("pkcs11:token=x?module-path=/no/such/library.so", SECRET)


def test_a_wrong_pin_is_never_tried_twice_by_itself(
    tokens: SoftTokens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = tokens.address(MISTYPED)
    monkeypatch.setenv("SOHOA_TEST_PIN", "000000")
    with pytest.raises(ConfigError, match="mã PIN sai, không thử lại") as raised:
        open_signer(address, SECRET)
    assert "000000" not in str(raised.value)
    monkeypatch.setenv("SOHOA_TEST_PIN", PIN)
    with pytest.raises(ConfigError, match="hãy tự nhập"):
        open_signer(address, SECRET)
    # The token remembers it too, so another process does not try either.
    monkeypatch.setattr("signing.token._refused", set())
    with pytest.raises(ConfigError, match="hãy tự nhập"):
        open_signer(address, SECRET)
    monkeypatch.setattr("getpass.getpass", lambda _: PIN)
    door = open_signer(address, "prompt:")
    assert door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))[0].intact


def test_a_pulled_token_says_so(tokens: SoftTokens, tmp_path: Path) -> None:
    door = open_signer(tokens.address(PULLED), SECRET)
    door.sign(paper(tmp_path / "first.pdf"), stamp())
    shutil.rmtree(tokens.folders[PULLED])
    with pytest.raises(ServiceError, match="hãy cắm lại") as raised:
        door.sign(paper(tmp_path / "second.pdf"), stamp())
    assert raised.value.retry
    assert sorted(path.name for path in tmp_path.glob("second*")) == ["second.pdf"]


def test_the_pin_is_asked_for_once(tokens: SoftTokens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_signer(tokens.address(SEAL), SECRET)
    monkeypatch.delenv("SOHOA_TEST_PIN")
    door = open_signer(tokens.address(SEAL), SECRET)
    door.sign(paper(tmp_path / "scan.pdf"), stamp())
    for shown in (repr(door).encode(), pickle.dumps(door)):
        assert PIN.encode() not in shown


def test_a_worker_does_not_open_the_token(tokens: SoftTokens) -> None:
    door = open_signer(tokens.address(SEAL), SECRET)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert "first process only" in pool.apply(_refusal, (door,))


def _refusal(door: Signer) -> str:
    with pytest.raises(ConfigError) as raised:
        door.warnings()
    return str(raised.value)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the first letters of all Unicode take a while
@given(
    st.builds(
        TokenAddress,
        st.text("abc/.%;é?& ", min_size=1),
        st.text(st.characters(exclude_categories=["Cs"])),
        st.text("0123456789abcdef;=?"),
        st.binary(max_size=20),
    )
)
def test_addresses_are_written_and_read_alike(address: TokenAddress) -> None:
    scheme, _, rest = str(address).partition(":")
    assert (scheme, parse(rest)) == ("pkcs11", address)


@pytest.mark.parametrize(
    "rest", ["x", "token=a", "token=a;token=b?module-path=/m", "slot=1?module-path=/m", "token=%ff?module-path=/m", ""]
)
def test_what_is_no_address_is_refused(rest: str) -> None:
    with pytest.raises(ConfigError):
        parse(rest)


@given(st.text())
def test_a_pin_in_an_address_is_never_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(f"token=a?module-path=/m&pin-value=4711{text}")
    assert "4711" not in str(raised.value)
