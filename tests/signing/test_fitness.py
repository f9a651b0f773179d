"""Which keys may sign, asked before they do: chain, revocation, time left, padding; by a real authority on loopback."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digitize.errors import ConfigError
from digitize.ports import Signer
from signing import open_signer
from signing.fitness import lapses_soon
from signing.signers.pkcs12 import _load
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.authority import Authority
from tests.signing.identities import Identity, Wish, identity

SECRET = "env:SOHOA_TEST_PASSWORD"


def opened(who: Identity, folder: Path, terms: Terms) -> Signer:
    return open_signer(f"pkcs12:{who.save(folder / 'key.p12')}", SECRET, terms)


def test_a_revoked_certificate_signs_nothing(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="đã bị thu hồi, không được ký / the certificate was revoked on 20"):
        opened(authority.identity("revoked"), tmp_path, Terms((authority.roots,)))


def test_revocation_is_asked_again_in_a_long_batch(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was good when the key was opened may be revoked an hour later."""
    door = opened(authority.identity(), tmp_path, Terms((authority.roots,)))
    door.sign(paper(tmp_path / "first.pdf"), stamp())
    asked = authority.asked
    door.sign(paper(tmp_path / "second.pdf"), stamp())
    assert authority.asked == asked
    key = _load(str(tmp_path / "key.p12"), SECRET, Terms((authority.roots,)))
    monkeypatch.setattr(key.fitness, "credential", _credential(authority, "revoked"))
    monkeypatch.setattr(key.fitness, "_asked", float("-inf"))
    with pytest.raises(ConfigError, match="đã bị thu hồi"):
        door.sign(paper(tmp_path / "third.pdf"), stamp())


def _credential(authority: Authority, label: str):
    from signing.fitness import Credential

    who = authority.identity(label)
    return Credential(who.certificate, who.others)


def test_a_chain_to_no_root_signs_nothing(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="không dẫn tới gốc tin cậy nào"):
        opened(identity(), tmp_path, Terms((authority.roots,)))


def test_an_unknown_status_is_a_warning(authority: Authority, tmp_path: Path) -> None:
    """TT 15/2025/TT-BKHCN: warn when the status cannot be had."""
    authority.away = True
    door = opened(authority.identity(), tmp_path, Terms((authority.roots,)))
    assert [one.partition(" / ")[0] for one in door.warnings()] == ["không kiểm tra được trạng thái thu hồi"]
    (verdict,) = door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.intact, verdict.level) == (True, "B-B")


def test_a_good_certificate_has_no_warning(authority: Authority, tmp_path: Path) -> None:
    assert opened(authority.identity(), tmp_path, Terms((authority.roots,))).warnings() == ()


@pytest.mark.parametrize(
    ("days", "says"),
    [(60.5, None), (59.5, "renew it"), (29.5, "renew it"), (6.5, "GIA HẠN NGAY"), (0.5, "còn 0 ngày")],
)
def test_a_certificate_that_lapses_soon_is_told(tmp_path: Path, days: float, says: str | None) -> None:
    told = opened(identity(Wish(last_day=days)), tmp_path, Terms()).warnings()
    assert (says in told[0]) if says else told == ()


def test_days_left_are_counted_down() -> None:
    certificate = identity(Wish(last_day=100)).certificate
    now = datetime.now(UTC)
    told = {day: lapses_soon(certificate, now + timedelta(days=day)) for day in range(99)}
    assert [bool(text) for text in told.values()] == [day >= 40 for day in told]
    assert "còn 6 ngày" in told[93]


def test_plain_rsa_is_by_explicit_wish_and_warned_of(tmp_path: Path) -> None:
    door = opened(identity(), tmp_path, Terms(plain_rsa=True))
    assert any("PKCS#1 v1.5" in one for one in door.warnings())
    (verdict,) = door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.algorithm, verdict.intact, verdict.problem) == ("RSASSA-PKCS1-v1_5 SHA-256", True, "")
    (verdict,) = opened(identity(), tmp_path, Terms()).verify(
        opened(identity(), tmp_path, Terms()).sign(paper(tmp_path / "scan.pdf"), stamp())
    )
    assert verdict.algorithm == "RSASSA-PSS SHA-256"
