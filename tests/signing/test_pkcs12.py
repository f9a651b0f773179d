"""Keys in PKCS#12 files: which may sign, which may not, and that nothing secret leaks."""

import os
import pickle
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12

from digitize.errors import ConfigError
from digitize.model import Stamp
from digitize.ports import Signer
from signing import open_signer, open_verifier
from signing.demo import MARK, make_demo_certificate
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.identities import PASSWORD, Identity, Wish, identity, rsa_key


def test_a_wrong_password_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = identity().save(tmp_path / "key.p12")
    monkeypatch.setenv("SOHOA_WRONG", "không đúng")
    with pytest.raises(ConfigError, match="mật khẩu sai / wrong password") as raised:
        open_signer(f"pkcs12:{file}", "env:SOHOA_WRONG")
    assert "không đúng" not in str(raised.value)


def test_the_password_is_asked_for_once(tmp_path: Path) -> None:
    """A descriptor can be read only once, so a second reading would fail."""
    signer = _signer_by_descriptor(identity().save(tmp_path / "key.p12"))
    for _ in range(2):
        signer.sign(paper(tmp_path / "scan.pdf"), stamp())


def _signer_by_descriptor(file: Path) -> Signer:
    out, into = os.pipe()
    os.write(into, PASSWORD.encode())
    os.close(into)
    return open_signer(f"pkcs12:{file}", f"fd:{out}")


def test_neither_pickle_nor_repr_holds_the_secret(tmp_path: Path, password: str) -> None:
    signer = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    signer.sign(paper(tmp_path / "scan.pdf"), stamp())
    number = rsa_key().private_numbers().p
    for shown in (repr(signer).encode(), pickle.dumps(signer)):
        assert PASSWORD.encode() not in shown
        assert number.to_bytes(128, "big") not in shown
        assert len(shown) < 500


REFUSED: dict[str, tuple[str, Callable[[], Identity]]] = {
    "expired": ("đã hết hạn", lambda: identity(Wish(first_day=-30, last_day=-1))),
    "early": ("chưa có hiệu lực", lambda: identity(Wish(first_day=1))),
    "short RSA": ("khóa quá yếu", lambda: identity(key=rsa_key(1024))),
    "short curve": ("khóa quá yếu", lambda: identity(key=ec.generate_private_key(ec.SECP224R1()))),
    "authority": ("không dùng để ký", lambda: identity(Wish(authority=True))),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_key_that_may_not_sign_is_refused(tmp_path: Path, password: str, kind: str) -> None:
    says, make = REFUSED[kind]
    with pytest.raises(ConfigError, match=says):
        open_signer(f"pkcs12:{make().save(tmp_path / 'key.p12')}", password)


def test_a_certificate_that_has_expired_at_the_stamp_s_time_does_not_sign(tmp_path: Path, password: str) -> None:
    signer = open_signer(f"pkcs12:{identity(Wish(last_day=1)).save(tmp_path / 'key.p12')}", password)
    late = stamp().time.replace("20", "21", 1)
    with pytest.raises(ConfigError, match="đã hết hạn"):
        signer.sign(paper(tmp_path / "scan.pdf"), _at(late))


@pytest.mark.parametrize("time", ["hôm nay", "2026-11-21T09:15:30"])
def test_a_time_without_zone_does_not_sign(tmp_path: Path, password: str, time: str) -> None:
    signer = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    with pytest.raises(ConfigError, match="time"):
        signer.sign(paper(tmp_path / "scan.pdf"), _at(time))


def _at(time: str) -> Stamp:
    return replace(stamp(), time=time)


@pytest.mark.parametrize(
    ("curve", "says"),
    [(ec.SECP256R1(), "ECDSA SHA-256"), (ec.SECP384R1(), "ECDSA SHA-384"), (ec.SECP521R1(), "ECDSA SHA-512")],
)
def test_elliptic_curves_sign(tmp_path: Path, password: str, curve: ec.EllipticCurve, says: str) -> None:
    file = identity(key=ec.generate_private_key(curve)).save(tmp_path / "key.p12")
    signer = open_signer(f"pkcs12:{file}", password)
    (verdict,) = signer.verify(signer.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.intact, verdict.algorithm, verdict.problem) == (True, says, "")


def test_a_chain_travels_with_the_signature(tmp_path: Path, password: str) -> None:
    root = identity(Wish(name="Gốc thử", authority=True))
    signer = identity(Wish(issuer=root), rsa_key(3072))
    file = tmp_path / "key.p12"
    chain = [root.certificate]
    secret = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"", signer.key, signer.certificate, chain, secret))
    door = open_signer(f"pkcs12:{file}", password, Terms((str(root.save_root(tmp_path / "root.pem")),)))
    (verdict,) = door.verify(door.sign(paper(tmp_path / "scan.pdf"), stamp()))
    assert (verdict.trusted, verdict.issuer, verdict.signer) == (True, "Gốc thử", "Người ký thử")


def test_files_that_hold_no_key_are_refused(tmp_path: Path, password: str) -> None:
    junk, bare = tmp_path / "junk.p12", tmp_path / "bare.p12"
    junk.write_bytes(b"no such thing")
    certificates: list[x509.Certificate] = [identity().certificate]
    bare.write_bytes(pkcs12.serialize_key_and_certificates(b"", None, None, certificates, NoEncryption()))
    for file in (junk, bare, tmp_path / "missing.p12", tmp_path):
        with pytest.raises(ConfigError):
            open_signer(f"pkcs12:{file}", password)


def test_letters_that_the_font_lacks_are_named(tmp_path: Path, password: str) -> None:
    signer = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    with pytest.raises(ConfigError, match="字"):
        signer.sign(paper(tmp_path / "scan.pdf"), stamp("UBND 字"))


@pytest.mark.parametrize("address", ["", "pkcs12", "pkcs12:", "pkcs99:key", "key.p12"])
def test_an_unknown_address_names_the_known_ones(address: str) -> None:
    with pytest.raises(ConfigError, match="pkcs12"):
        open_signer(address, "env:ANY")


def test_verifying_needs_no_key_and_signing_does(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no signing key"):
        open_verifier().sign(paper(tmp_path / "scan.pdf"), stamp())


class TestDemoCertificate:
    def test_is_plainly_marked_and_private(self, tmp_path: Path, password: str) -> None:
        file = tmp_path / "demo.p12"
        make_demo_certificate(
            file, PASSWORD, "Ủy ban nhân dân xã Thử Nghiệm, huyện Rất Là Xa Xôi, tỉnh Không Có Thật Đâu"
        )
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        signer = open_signer(f"pkcs12:{file}", password)
        (verdict,) = signer.verify(signer.sign(paper(tmp_path / "scan.pdf"), stamp()))
        assert MARK in verdict.signer
        assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in verdict.issuer

    def test_never_overwrites(self, tmp_path: Path) -> None:
        file = tmp_path / "demo.p12"
        file.write_bytes(b"a key that cannot be made again")
        with pytest.raises(ConfigError, match="not overwritten"):
            make_demo_certificate(file, PASSWORD, "")
        assert file.read_bytes() == b"a key that cannot be made again"

    def test_needs_no_agency(self, tmp_path: Path, password: str) -> None:
        make_demo_certificate(tmp_path / "demo.p12", PASSWORD, "")
        assert open_signer(f"pkcs12:{tmp_path / 'demo.p12'}", password)
