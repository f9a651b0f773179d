"""What verification says of signatures of all kinds, made with pyHanko as other programs make them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import algos, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1, translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from digitize.errors import ConfigError, InputError
from digitize.model import Verdict
from signing import open_signer, open_verifier
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.identities import Identity, Wish, identity, rsa_key

PLAIN = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"})
PADES, OLD = fields.SigSeedSubFilter.PADES, fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED


def foreign_key(who: Identity, *, pss: bool = False) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        translate_pyca_cryptography_cert_to_asn1(who.certificate),
        translate_pyca_cryptography_key_to_asn1(who.key),
        SimpleCertificateStore(),
        prefer_pss=pss,
    )


def sign_elsewhere(
    file: Path,
    who: Identity,
    *,
    stamper: Any = None,
    at: datetime | None = None,
    box: Any = None,
    **options: Any,
) -> Path:
    """Signs as another program would; `options` are pyHanko's."""
    meta = signers.PdfSignatureMetadata(**{"field_name": "Khac", "md_algorithm": "sha256", **options})
    signed = file.with_name(f"foreign-{file.name}")

    class Signer(signers.PdfSigner):
        def init_signing_session(self, *arguments: Any, **rest: Any) -> Any:
            session = super().init_signing_session(*arguments, **rest)
            session.system_time = at or session.system_time
            return session

    with file.open("rb") as source, signed.open("w+b") as target:
        field = fields.SigFieldSpec(meta.field_name, box=box)
        worker = Signer(meta, foreign_key(who), timestamper=stamper, new_field_spec=field)
        worker.sign_pdf(IncrementalPdfFileWriter(source), output=target)
    return signed


def verify(file: Path, *roots: Path) -> tuple[Verdict, ...]:
    return open_verifier(Terms(tuple(map(str, roots)))).verify(file)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return paper(tmp_path / "scan.pdf")


def stamping_authority() -> tuple[Identity, Any]:
    who = identity(Wish(name="Cấp dấu thời gian thử", stamps_time=True))
    key = translate_pyca_cryptography_key_to_asn1(who.key)
    return who, timestamps.DummyTimeStamper(translate_pyca_cryptography_cert_to_asn1(who.certificate), key)


class TestTrust:
    def test_ends_in_a_root_that_was_given(self, scan: Path, tmp_path: Path) -> None:
        root = identity(Wish(name="Gốc thử", authority=True), rsa_key(3072))
        other = identity(Wish(name="Gốc khác", authority=True))
        signed = sign_elsewhere(scan, identity(Wish(issuer=root)))
        folder = tmp_path / "roots"
        folder.mkdir()
        root.save_root(folder / "root.pem")
        (folder / "read-me.txt").write_text("no certificate")
        assert [verify(signed, folder)[0].trusted, verify(signed, other.save_root(tmp_path / "o.crt"))[0].trusted] == [
            True,
            False,
        ]
        assert verify(signed)[0].trusted is None

    def test_a_root_in_der_is_read_too(self, scan: Path, tmp_path: Path) -> None:
        who = identity()
        (tmp_path / "root.cer").write_bytes(who.certificate.public_bytes(Encoding.DER))
        assert verify(sign_elsewhere(scan, who), tmp_path / "root.cer")[0].trusted is True

    def test_what_is_no_root_is_said(self, scan: Path, tmp_path: Path) -> None:
        for place in (scan, tmp_path / "missing.pem"):
            with pytest.raises(ConfigError, match="no certificate can be read"):
                verify(scan, place)

    def test_a_certificate_that_has_expired_since_is_still_trusted(self, scan: Path, tmp_path: Path) -> None:
        """What counts is its validity when it signed."""
        who = identity(Wish(first_day=-90, last_day=-30))
        signed = sign_elsewhere(scan, who, at=datetime.now(UTC) - timedelta(days=60))
        (verdict,) = verify(signed, who.save_root(tmp_path / "root.pem"))
        assert (verdict.intact, verdict.trusted, verdict.problem) == (True, True, "")

    def test_a_certificate_that_had_expired_is_not(self, scan: Path, tmp_path: Path) -> None:
        who = identity(Wish(first_day=-90, last_day=-30))
        (verdict,) = verify(sign_elsewhere(scan, who), who.save_root(tmp_path / "root.pem"))
        assert (verdict.intact, verdict.trusted) == (True, False)
        assert "đã hết hạn lúc ký" in verdict.problem

    def test_nor_is_one_that_was_not_yet_valid(self, scan: Path) -> None:
        (verdict,) = verify(sign_elsewhere(scan, identity(Wish(first_day=20))))
        assert "chưa có hiệu lực lúc ký" in verdict.problem


class TestKinds:
    def test_the_older_form_is_cms(self, scan: Path) -> None:
        (verdict,) = verify(sign_elsewhere(scan, identity(), subfilter=OLD))
        assert (verdict.level, verdict.algorithm) == ("CMS", "RSASSA-PKCS1-v1_5 SHA-256")
        assert (verdict.intact, verdict.problem) == (True, "")

    @pytest.mark.parametrize("weak", [{"md_algorithm": "sha1"}, {"who": 1024}])
    def test_weak_ones_are_intact_and_said_to_be_weak(self, scan: Path, weak: dict[str, Any]) -> None:
        who = identity(key=rsa_key(weak.pop("who", 2048)))
        (verdict,) = verify(sign_elsewhere(scan, who, **weak))
        assert verdict.intact is True
        assert "thuật toán quá yếu" in verdict.problem

    def test_a_time_stamp_makes_it_b_t(self, scan: Path) -> None:
        _, stamper = stamping_authority()
        long_ago = datetime.now(UTC) - timedelta(hours=9)
        (verdict,) = verify(sign_elsewhere(scan, identity(), stamper=stamper, at=long_ago, subfilter=PADES))
        assert (verdict.intact, verdict.level, verdict.problem) == (True, "B-T", "")
        told = datetime.fromisoformat(verdict.time)
        assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
        assert told.utcoffset() == timedelta(hours=7)

    def test_an_archive_time_stamp_has_its_own_verdict(self, scan: Path) -> None:
        signed = sign_elsewhere(scan, identity(), subfilter=PADES)
        _, stamper = stamping_authority()
        with signed.open("r+b") as file:
            signers.PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(file), "sha256", in_place=True)
        first, last = verify(signed)
        # A document time-stamp is as good a proof of time as one in the container (EN 319 142-1, 6.3).
        assert (first.level, first.intact, first.covers_file) == ("B-T", True, False)
        assert (last.level, last.intact, last.covers_file) == ("DTS", True, True)

    @pytest.mark.parametrize(("archived", "level"), [(False, "B-LT"), (True, "B-LTA")])
    def test_long_term_levels(self, scan: Path, tmp_path: Path, archived: bool, level: str) -> None:
        authority, stamper = stamping_authority()
        root = identity(Wish(name="Gốc thử", authority=True), rsa_key(3072))
        who = identity(Wish(issuer=root))
        context = ValidationContext(
            trust_roots=[translate_pyca_cryptography_cert_to_asn1(one.certificate) for one in (root, authority)],
            crls=[revocation_list(root)],
        )
        signed = sign_elsewhere(
            scan,
            who,
            stamper=stamper,
            subfilter=PADES,
            validation_context=context,
            embed_validation_info=True,
            use_pades_lta=archived,
        )
        verdict = verify(signed, root.save_root(tmp_path / "root.pem"))[0]
        assert (verdict.level, verdict.intact, verdict.trusted, verdict.problem) == (level, True, True, "")

    def test_stray_parameters_of_plain_rsa_do_not_matter(self, scan: Path) -> None:
        """Programs in Vietnamese offices write the parameters of PSS after the identifier of plain RSA."""

        class Stray(signers.SimpleSigner):
            def signer_info(self, *arguments: Any) -> Any:
                info = super().signer_info(*arguments)
                stray = algos.RSASSAPSSParams({}).dump(force=True)
                body = PLAIN.dump()[2:].removesuffix(core.Null().dump()) + stray
                info["signature_algorithm"] = algos.SignedDigestAlgorithm.load(bytes([0x30, len(body)]) + body)
                return info

        normal = foreign_key(identity())
        key = Stray(normal.signing_cert, normal.signing_key, normal.cert_registry, PLAIN)
        signed = scan.with_name("stray.pdf")
        with scan.open("rb") as source, signed.open("w+b") as target:
            meta = signers.PdfSignatureMetadata(field_name="Khac", md_algorithm="sha256")
            signers.sign_pdf(IncrementalPdfFileWriter(source), meta, key, output=target)
        (verdict,) = verify(signed)
        assert (verdict.intact, verdict.problem) == (True, "")


def revocation_list(root: Identity) -> bytes:
    now = datetime.now(UTC)
    builder = x509.CertificateRevocationListBuilder(
        root.certificate.subject, now - timedelta(hours=1), now + timedelta(days=1)
    )
    made = builder.sign(root.key, hashes.SHA256())
    return made.public_bytes(Encoding.DER)


class TestChanges:
    def test_a_certifying_signature_forbids_further_visible_ones(
        self, scan: Path, tmp_path: Path, password: str
    ) -> None:
        certified = sign_elsewhere(scan, identity(), certify=True)
        assert verify(certified)[0].problem == ""
        unseen = sign_elsewhere(certified, identity(), field_name="Them")
        assert [one.intact for one in verify(unseen)] == [True, True]
        door = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
        with pytest.raises(InputError, match="chữ ký trước không cho ký thêm"):
            door.sign(certified, stamp())
        seen = sign_elsewhere(certified, identity(), field_name="Hien", box=(10, 10, 90, 90))
        first, second = verify(seen)
        assert (first.intact, second.intact) == (False, True)
        assert "chữ ký chứng nhận cấm" in first.problem

    def test_the_signature_of_another_document_does_not_fit(self, tmp_path: Path) -> None:
        """The container is moved whole from one document into another of the same length."""
        signed = [sign_elsewhere(paper(tmp_path / f"{n}.pdf", pages=n), identity()).read_bytes() for n in (1, 2)]
        starts = [one.index(b"/Contents <") + len(b"/Contents <") for one in signed]
        length = signed[0].index(b">", starts[0]) - starts[0]
        moved = tmp_path / "moved.pdf"
        container = signed[0][starts[0] : starts[0] + length]
        moved.write_bytes(signed[1][: starts[1]] + container + signed[1][starts[1] + length :])
        (verdict,) = verify(moved)
        assert verdict.intact is False
        assert "nội dung đã bị sửa" in verdict.problem

    def test_bytes_hidden_behind_the_container_are_noticed(self, scan: Path, tmp_path: Path) -> None:
        signed = sign_elsewhere(scan, identity()).read_bytes()
        end = signed.index(b"0>", signed.index(b"/Contents <"))
        hidden = tmp_path / "hidden.pdf"
        hidden.write_bytes(signed[: end - 3] + b"abcd" + signed[end + 1 :])
        (verdict,) = verify(hidden)
        assert verdict.intact is False
        assert "dữ liệu lạ" in verdict.problem

    def test_a_file_rewritten_whole_is_noticed(self, scan: Path, tmp_path: Path) -> None:
        """What most programs do when they save a PDF."""
        rewritten = tmp_path / "rewritten.pdf"
        with pikepdf.open(sign_elsewhere(scan, identity())) as pdf:
            pdf.save(rewritten)
        assert [one.intact for one in verify(rewritten)] == [False]

    def test_a_signed_file_attached_to_an_unsigned_one_is_no_signature(self, scan: Path, tmp_path: Path) -> None:
        signed = sign_elsewhere(scan, identity())
        outer = tmp_path / "outer.pdf"
        with pikepdf.open(scan) as pdf:
            pdf.attachments["signed.pdf"] = signed.read_bytes()
            pdf.save(outer, compress_streams=False)
        assert b"/ByteRange" in outer.read_bytes()
        assert verify(outer) == ()

    def test_an_encrypted_file_is_read_unless_it_needs_a_password(self, scan: Path, tmp_path: Path) -> None:
        for user, refused in (("", False), ("mở", True)):
            locked = tmp_path / "locked.pdf"
            with pikepdf.open(scan) as pdf:
                pdf.save(locked, encryption=pikepdf.Encryption(user=user, owner="chủ", R=6))
            if refused:
                with pytest.raises(InputError, match="mật khẩu mở"):
                    verify(locked)
            else:
                assert verify(locked) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_leads_to_another_error(scan: Path, data: st.DataObject) -> None:
    """Cut, overwritten, doubled and shuffled files give verdicts or InputError, and end."""
    whole = bytearray((scan.parent / "foreign-scan.pdf").read_bytes() if _signed(scan) else b"")
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(whole) - 1))
        if data.draw(st.booleans()):
            start = max(0, len(whole) - 1 - start % 3000)
        part = data.draw(
            st.sampled_from([b"", b"<<>>", b"[[[[", b"/Prev 0", b"-1", b"9" * 12, b"1 0 R", b"null", b"\0"])
        )
        whole[start : start + data.draw(st.integers(0, 200))] = part
    broken = scan.parent / "broken.pdf"
    broken.write_bytes(whole)
    try:
        verdicts = verify(broken)
    except InputError:
        return
    assert all(one.problem for one in verdicts if not one.intact)


def _signed(scan: Path) -> bool:
    target = scan.parent / "foreign-scan.pdf"
    return target.exists() or sign_elsewhere(scan, identity()) == target


def test_real_signed_files_keep_their_verdicts(tmp_path: Path, password: str) -> None:
    """Real decisions with the signatures of public authorities; nothing of them is shown, not even their names.

    Where we may sign behind them, every verdict on an earlier signature stays; else nothing is written.
    """
    corpus = os.environ.get("SOHOA_CORPUS")
    if not corpus:
        pytest.skip("SOHOA_CORPUS is not set: real signed documents are not at hand")
    files = sorted(Path(corpus, "signed").glob("*.pdf"))
    assert files
    door = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    signatures = changed = refused = 0
    for file in files:
        copy = tmp_path / "incoming.pdf"
        copy.write_bytes(file.read_bytes())
        before = verify(copy)
        signatures += len(before)
        try:
            after = verify(door.sign(copy, stamp()))
        except InputError:
            refused += 1
            continue
        changed += _essence(before) != _essence(after[: len(before)])
    assert signatures >= len(files)
    assert (changed, refused < len(files) // 2) == (0, True)


def _essence(verdicts: tuple[Verdict, ...]) -> list[tuple[Any, ...]]:
    return [(one.signer, one.time, one.intact, one.trusted, one.problem, one.level) for one in verdicts]
