"""`sohoa sign` through the real command: what waits is signed, once; what stops a batch loses nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from commands.doors import open_doors, open_key
from commands.options import make_order
from digitize.errors import InputError, ServiceError
from digitize.model import Stamp, Verdict
from digitize.pending import find_pending, sign_all
from digitize.ports import Signer
from digitize.settings import load_settings
from tests.end_to_end.office import Make, Office
from tests.signing.authority import Authority, run_authority
from tests.verapdf.verapdf import verapdf

PENDING = {"SOHOA_SIGNING_WHEN": "pending"}


@pytest.fixture
def waiting(office: Office, small_scan: Make, tmp_path: Path) -> Office:
    """An office with three slips that wait for their signature."""
    folder = tmp_path / "slips"
    folder.mkdir()
    slip = small_scan(folder / "1.jpg")
    for number in (2, 3):
        # Another comment makes another paper.
        (folder / f"{number}.jpg").write_bytes(_commented(slip.read_bytes(), number))
    office.run("run", folder, "--operator", "Trần Văn Mẫu", **PENDING)
    return office


def _commented(jpeg: bytes, number: int) -> bytes:
    return jpeg[:2] + b"\xff\xfe\x00\x04" + bytes([number, number]) + jpeg[2:]


def test_what_waits_is_signed_once(waiting: Office, tmp_path: Path) -> None:
    done = waiting.json("sign", "--pending", "--operator", "Trần Văn Mẫu")
    assert [(one["act"], one["state"], one["signature"]) for one in done] == [("signed", "filed", "B-B")] * 3
    assert waiting.json("sign", "--pending") == []
    (again,) = waiting.json("sign", done[0]["document"])
    assert again["act"] == "skipped"
    told = waiting.json("verify", done[0]["document"])[0]
    assert (told["intact"], told["fixity"], len(told["signatures"])) == (True, True, 1)
    waiting.run("export", done[0]["document"], "--to", tmp_path / "signed.pdf")
    assert verapdf([tmp_path / "signed.pdf"])[tmp_path / "signed.pdf"].compliant
    with pikepdf.open(tmp_path / "signed.pdf") as pdf:
        assert len(pdf.pages[0].Annots) == 1
    shown = waiting.run("show", done[0]["document"]).stdout
    assert "Ký số" in shown


def test_the_key_is_asked_before_anything_is_touched(waiting: Office, tmp_path: Path) -> None:
    told = waiting.run("sign", "--pending", code=2, SOHOA_SIGNING_SECRET="env:WRONG", WRONG="sai").stderr
    assert "mật khẩu sai / wrong password" in told
    assert [one["state"] for one in waiting.documents()] == ["to_sign"] * 3


def test_lifted_without_the_key_once_the_authority_answers(waiting: Office, tmp_path: Path) -> None:
    with run_authority(tmp_path) as authority:
        authority.identity().save(tmp_path / "own.p12")
        terms = _terms(authority)
        keyless = terms | {"SOHOA_SIGNING_KEY": ""}
        authority.away = True
        done = waiting.run("sign", "--pending", "--json", **terms).stdout
        assert done.count('"signature": "B-B"') == 3
        assert waiting.run("sign", "--upgrade", **keyless).stdout.count("B-B") == 3
        authority.away = False
        lifted = waiting.run("sign", "--upgrade", "--json", **keyless).stdout
        assert lifted.count('"signature": "B-LTA"') == 3
        assert waiting.run("sign", "--upgrade", "--json", **keyless).stdout == ""
        document = waiting.documents()[0]["document"]
        told = waiting.run("verify", document, **terms).stdout
        assert "HỢP LỆ" in told
        assert "Nguoi ky thu, Bo phan Mot cua" in told


def _terms(authority: Authority) -> dict[str, str]:
    return {
        "SOHOA_SIGNING_KEY": f"pkcs12:{authority.folder / 'own.p12'}",
        "SOHOA_SIGNING_SECRET": "env:SOHOA_TEST_PASSWORD",
        "SOHOA_TEST_PASSWORD": "mật khẩu",
        "SOHOA_SIGNING_ROOTS": authority.roots,
        "SOHOA_SIGNING_LEVEL": "B-LTA",
        "SOHOA_SIGNING_TSA": authority.tsa,
    }


class Stumbling:
    """A signer that fails on its second document: as a pulled token does, or one bad paper."""

    def __init__(self, signer: Signer, error: Exception) -> None:
        self.signer, self.error, self.count = signer, error, 0

    def sign(self, file: Path, stamp: Stamp) -> Path:
        self.count += 1
        if self.count == 2:
            raise self.error
        return self.signer.sign(file, stamp)

    def verify(self, file: Path) -> tuple[Verdict, ...]:
        return self.signer.verify(file)


def _sign(office: Office, spool: Path, error: Exception) -> Iterator[str]:
    settings = load_settings(office.folder / "sohoa.toml", {})
    doors = open_doors(settings, signs=False)
    signer = Stumbling(open_key(settings), error)
    spool.mkdir(exist_ok=True)
    order = make_order(settings, doors, spool, "Trần Văn Mẫu")
    for one in sign_all(find_pending(doors), order, replace(doors, signer=signer)):
        yield one.act


def test_a_pulled_token_stops_and_the_next_run_goes_on(waiting: Office, tmp_path: Path) -> None:
    acts = []
    with pytest.raises(ServiceError):
        for act in _sign(waiting, tmp_path / "spool", ServiceError("pulled", retry=True)):
            acts.append(act)
    assert acts == ["signed"]
    assert list((tmp_path / "spool").iterdir()) == []
    assert sorted(one["state"] for one in waiting.documents()) == ["filed", "to_sign", "to_sign"]
    assert len(waiting.json("sign", "--pending")) == 2
    assert [one["state"] for one in waiting.documents()] == ["filed"] * 3


def test_one_bad_paper_does_not_stop_the_others(waiting: Office, tmp_path: Path) -> None:
    assert list(_sign(waiting, tmp_path / "spool", InputError("bad"))) == ["signed", "failed", "signed"]
