"""Our signature behind those of others: nothing of theirs changes, and where they forbid it nothing is added."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm

from digitize.errors import InputError
from digitize.ports import Signer
from digitize.record import Record
from digitize.sign import countersign
from signing import open_signer
from tests.contracts.signer_contract import paper
from tests.signing.identities import Wish, identity
from tests.signing.test_verify import PADES, sign_elsewhere
from tests.verapdf.verapdf import verapdf

RECORD = Record("aa", "filed", "", "", "", "", signature="incoming")


@pytest.fixture
def door(tmp_path: Path, password: str) -> Signer:
    return open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)


def theirs(folder: Path, **told: object) -> Path:
    return sign_elsewhere(paper(folder / "a.pdf"), identity(Wish(name="Cơ quan khác")), subfilter=PADES, **told)


@pytest.mark.parametrize(
    "told", [{}, {"certify": True, "docmdp_permissions": MDPPerm.FILL_FORMS}], ids=["approval", "certified"]
)
def test_every_verdict_stays_and_so_does_every_byte(tmp_path: Path, door: Signer, told: dict[str, object]) -> None:
    file = theirs(tmp_path, **told)
    twice = sign_elsewhere(file, identity(Wish(name="Người khác")), field_name="Thu2", subfilter=PADES)
    before = door.verify(twice)

    record, signed = countersign(RECORD, twice, door, datetime.now(UTC))

    after = door.verify(signed)
    assert signed.read_bytes().startswith(twice.read_bytes())
    assert record.pdf_bytes == signed.stat().st_size
    assert record.signature == "incoming"
    assert [replace(one, covers_file=False, later="signatures") for one in after[:2]] == [
        replace(one, covers_file=False, later="signatures") for one in before
    ]
    assert len(after) == 3
    assert (after[2].intact, after[2].covers_file, after[2].level) == (True, True, "B-B")
    assert verapdf([signed])[signed] == (True, "2b", ())


def refused(file: Path, door: Signer) -> str:
    kept = file.read_bytes()
    with pytest.raises(InputError) as told:
        countersign(RECORD, file, door, datetime.now(UTC))
    assert file.read_bytes() == kept
    return str(told.value)


def test_a_certifying_signature_that_forbids_it_is_obeyed(tmp_path: Path, door: Signer) -> None:
    file = theirs(tmp_path, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    assert "không cho ký thêm" in refused(file, door)


def test_none_is_added_to_one_that_does_not_hold(tmp_path: Path, door: Signer) -> None:
    file = theirs(tmp_path)
    data = bytearray(file.read_bytes())
    data[data.index(b"Scan")] ^= 1
    file.write_bytes(data)
    assert "không còn đúng" in refused(file, door)
    assert "không còn đúng" in refused(paper(tmp_path / "unsigned.pdf"), door)


def test_none_is_added_where_bytes_stand_before_the_header(tmp_path: Path, door: Signer) -> None:
    file = theirs(tmp_path)
    file.write_bytes(b"\r\n" * 10 + file.read_bytes())
    assert "phần đầu" in refused(file, door)
