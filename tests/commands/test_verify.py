"""What `sohoa verify` shows of a signature: all that TT 15/2025/TT-BKHCN wants, in words that a clerk reads."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from signing import open_signer
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.authority import Authority, run_authority
from tests.signing.identities import PASSWORD, Wish, identity
from tests.signing.revoked import sign_revoked
from tests.signing.test_verify import sign_elsewhere

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00"


def shown(file: Path, settings: str, code: int = 0) -> str:
    (file.parent / "sohoa.toml").write_text(settings, encoding="utf-8")
    done = CliRunner().invoke(cli.group, ["--config", str(file.parent / "sohoa.toml"), "verify", str(file)])
    assert done.exit_code == code, done.output
    return done.output


def signing(authority: Authority) -> str:
    return f'[signing]\nroots = "{authority.roots}"\n'


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    monkeypatch.setenv("SOHOA_TEST_PASSWORD", PASSWORD)
    (tmp_path / "authority").mkdir()
    with run_authority(tmp_path / "authority") as running:
        yield running


def test_a_good_signature_is_told_whole(authority: Authority, tmp_path: Path) -> None:
    """A golden report: only times differ from run to run."""
    key = authority.identity().save(tmp_path / "key.p12")
    terms = Terms((authority.roots,), "B-LTA", authority.tsa)
    signed = open_signer(f"pkcs12:{key}", "env:SOHOA_TEST_PASSWORD", terms).sign(paper(tmp_path / "a.pdf"), stamp())
    told = re.sub(TIME, "TIME", shown(signed, signing(authority)))
    assert told.splitlines()[:9] == [
        "TOÀN VẸN / INTACT",
        "  Chữ ký / signature 1:  HỢP LỆ: nội dung nguyên vẹn, người ký được gốc tin cậy xác nhận / VALID: unchanged, "
        "signed by whom a trusted root vouches for",
        "  Ký bởi / signed by:    Nguoi ky thu, Bo phan Mot cua, Co quan thu",
        "  Nơi cấp / issuer:      Noi cap thu",
        "  Lúc / at:              TIME, chứng nhận bởi / vouched for by Cap dau thoi gian thu",
        "  Hiệu lực / valid:      TIME – TIME",
        "  Kiểm tra đến / until:  TIME",
        "  Sau khi ký / later:    chỉ thêm dấu thời gian hoặc dữ liệu kiểm tra / only time-stamps or validation data "
        "were added after it",
        "  Mức / level:           B-LTA, RSASSA-PSS SHA-256",
    ]
    assert "  PDF/A:                 2b pass" in told


def test_revoked_when_it_signed_by_what_the_file_holds(authority: Authority, tmp_path: Path) -> None:
    """Revoked a day ago; signed now by another program, which put the authority's answer into the file."""
    late, early = sign_revoked(authority, paper(tmp_path / "scan.pdf"))
    told = shown(late, signing(authority))
    assert "KHÔNG NÊN DỰA VÀO" in told
    assert "đã bị thu hồi lúc ký" in told
    told = shown(early, signing(authority))
    assert "HỢP LỆ" in told
    assert "theo lời người ký" in told


def test_an_expired_certificate_and_an_unknown_signer(tmp_path: Path) -> None:
    who = identity(Wish(first_day=-90, last_day=-30))
    roots = f'[signing]\nroots = "{who.save_root(tmp_path / "root.pem")}"\n'
    then = datetime.now(UTC) - timedelta(days=60)
    assert "HỢP LỆ" in shown(sign_elsewhere(paper(tmp_path / "a.pdf"), who, at=then), roots)
    assert "đã hết hạn lúc ký" in shown(sign_elsewhere(paper(tmp_path / "b.pdf"), who), roots)
    assert "CHƯA TIN CẬY" in shown(sign_elsewhere(paper(tmp_path / "c.pdf"), identity(Wish(name="Người lạ"))), roots)
    assert "chưa xét được người ký" in shown(sign_elsewhere(paper(tmp_path / "d.pdf"), identity()), "")


def test_a_changed_file_is_told_plainly(tmp_path: Path) -> None:
    signed = sign_elsewhere(paper(tmp_path / "a.pdf"), identity())
    signed.write_bytes(signed.read_bytes().replace(b"/MediaBox", b"/MediaBux", 1))
    told = shown(signed, "", code=3)
    assert told.startswith("KHÔNG TOÀN VẸN / NOT INTACT")
    assert "KHÔNG HỢP LỆ" in told
