"""Incoming signed files that are no PDF/A, with `signing.incoming = "copy"`: unchanged, and readable for long."""

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm

from digitize.revision import needs_reading_copy
from tests.contracts.signer_contract import paper
from tests.end_to_end.office import DOSSIERS, Office, make_office
from tests.signing.identities import Wish, identity
from tests.signing.test_verify import sign_elsewhere
from tests.verapdf.verapdf import verapdf

LETTER = DOSSIERS / "16-letter-signed.pdf"
COPY = {"SOHOA_SIGNING_INCOMING": "copy"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = make_office(tmp_path_factory.mktemp("reading"))
    made.run("run", LETTER, **COPY)
    return made


@pytest.fixture
def document(office: Office) -> str:
    (found,) = office.documents()
    assert (found["state"], found["signature"]) == ("filed", "B-B")
    return str(found["document"])


def test_the_copy_is_pdfa_3b_with_the_original_inside(office: Office, document: str, tmp_path: Path) -> None:
    office.run("export", document, "--to", tmp_path / "copy.pdf")
    assert verapdf([tmp_path / "copy.pdf"])[tmp_path / "copy.pdf"] == (True, "3b", ())
    with pikepdf.open(tmp_path / "copy.pdf") as pdf, pikepdf.open(LETTER) as original:
        assert len(pdf.pages) == len(original.pages)
        (file,) = pdf.Root.AF
        assert file.AFRelationship == "/Source"
        assert file.EF.F.read_bytes() == LETTER.read_bytes()


def test_the_original_comes_back_byte_for_byte(office: Office, document: str, tmp_path: Path) -> None:
    office.run("export", document, "--original", "--to", tmp_path / "original.pdf")
    assert (tmp_path / "original.pdf").read_bytes() == LETTER.read_bytes()


def test_the_signatures_of_both_are_told(office: Office, document: str) -> None:
    (alone,) = office.json("verify", LETTER)
    (told,) = office.json("verify", document)
    assert (told["intact"], len(told["signatures"]), told["pdfa"]["flavour"]) == (True, 1, "3b")
    assert told["embedded"] == alone["signatures"]
    shown = office.run("verify", document).stdout
    assert "Trong bản gốc đính kèm / in the embedded original" in shown


def test_it_is_known_when_it_comes_again(office: Office, document: str) -> None:
    (again,) = office.json("run", LETTER)
    assert (again["state"], again["document"]) == ("already_filed", document)


def test_only_where_it_is_needed(tmp_path: Path) -> None:
    """A signed PDF/A is readable as it is, unless it forbids that anything be added to it."""
    assert not needs_reading_copy(sign_elsewhere(paper(tmp_path / "free.pdf"), identity(Wish())))
    assert needs_reading_copy(sign_elsewhere(paper(tmp_path / "bound.pdf"), identity(Wish()), certify=True))


def test_our_signature_may_be_added_instead(tmp_path: Path) -> None:
    """With `signing.incoming = "sign"`; the file as it came is kept beside, and one that forbids it is left alone."""
    office = make_office(tmp_path)
    digital = Path(shutil.copy(DOSSIERS / "15-decision-digital.pdf", tmp_path))
    bound = sign_elsewhere(digital, identity(Wish()), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    told = office.run("run", LETTER, bound, "--json", SOHOA_SIGNING_INCOMING="sign").stdout.splitlines()
    ours, theirs = map(json.loads, told)
    assert (ours["state"], ours["signature"], ours["problem"]) == ("filed", "incoming", None)
    assert (theirs["state"], theirs["signature"]) == ("filed", "incoming")
    assert "không cho ký thêm" in theirs["problem"]
    (alone,), (both,) = office.json("verify", LETTER), office.json("verify", ours["document"])
    assert (both["intact"], len(both["signatures"])) == (True, len(alone["signatures"]) + 1)
    office.run("export", ours["document"], "--original", "--to", tmp_path / "original.pdf")
    assert (tmp_path / "original.pdf").read_bytes() == LETTER.read_bytes()
    office.run("export", theirs["document"], "--to", tmp_path / "theirs.pdf")
    assert (tmp_path / "theirs.pdf").read_bytes() == bound.read_bytes()
    # Later, on demand: what bears ours is skipped, what forbids it fails with the same sentence.
    again = office.run(
        "sign", ours["document"], theirs["document"], "--json", code=3, SOHOA_SIGNING_INCOMING="sign"
    ).stdout.splitlines()
    assert [json.loads(line)["act"] for line in again] == ["skipped", "failed"]
