"""Later changes that hide or replace what a page shows, and signatures that cover only a part, are named."""

import asyncio
import hashlib
import re
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from digitize.model import Verdict
from signing import open_verifier
from tests.contracts.signer_contract import paper
from tests.signing.identities import identity
from tests.signing.test_verify import foreign_key, sign_elsewhere


def verify(file: Path) -> Verdict:
    (verdict,) = open_verifier().verify(file)
    return verdict


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A file as an attacker hands it in for signing: a cover over the page, and another page's content ready in it."""
    file = tmp_path / "prepared.pdf"
    with pikepdf.open(paper(tmp_path / "plain.pdf")) as pdf:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_indirect(pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q 1 g 9 9 99 99 re f"))
        page.Resources.Font = Dictionary(F=pdf.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name.Courier)))
        other = pdf.make_stream(b"0 0 1 rg 0 0 595 842 re f")
        pdf.Root.Waiting = pdf.make_indirect(other)
        pdf.save(file)
    return file


def update(signed: Path, number: int, body: bytes) -> Path:
    """An incremental update by hand, as an attacker writes it: one object takes the place of another."""
    before = signed.read_bytes()
    with pikepdf.open(signed) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    previous = before.rsplit(b"startxref", 1)[1].split()[0].decode()
    changed = f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = (
        f"xref\n{number} 1\n{len(before):010} 00000 n \ntrailer\n<</Size {size} /Root {root} 0 R /Prev {previous}>>\n"
        f"startxref\n{len(before) + len(changed)}\n%%EOF\n"
    )
    target = signed.with_name("attacked.pdf")
    target.write_bytes(before + changed + table.encode())
    return target


def test_a_cover_taken_away_is_named(prepared: Path) -> None:
    signed = sign_elsewhere(prepared, identity())
    with pikepdf.open(signed) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
    bare = b"<</Length 35>>\nstream\nq 595 0 0 842 0 0 cm /Scan Do Q    \nendstream"
    verdict = verify(update(signed, number, bare))
    assert (verdict.intact, verdict.conclusion, verdict.later) == (False, "invalid", "changes")
    assert "shadow attack" in verdict.problem


def test_a_replaced_font_is_named(prepared: Path) -> None:
    signed = sign_elsewhere(prepared, identity())
    with pikepdf.open(signed) as pdf:
        number = pdf.pages[0].obj.Resources.Font.F.objgen[0]
    verdict = verify(update(signed, number, b"<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>"))
    assert not verdict.intact
    assert "shadow attack" in verdict.problem


def test_prepared_content_shown_by_another_catalog_is_named(prepared: Path) -> None:
    """Hide and replace: the later catalog leads to pages that waited in the signed file."""
    signed = sign_elsewhere(prepared, identity())
    with pikepdf.open(signed) as pdf:
        number, waiting = pdf.pages[0].obj.objgen[0], pdf.Root.Waiting.objgen[0]
        parent = pdf.pages[0].obj.Parent.objgen[0]
    page = f"<</Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {waiting} 0 R>>"
    verdict = verify(update(signed, number, page.encode()))
    assert not verdict.intact
    assert "shadow attack" in verdict.problem


def test_something_else_added_is_no_shadow_attack(prepared: Path) -> None:
    signed = sign_elsewhere(prepared, identity())
    with pikepdf.open(signed) as pdf:
        number = pdf.Root.objgen[0]
        entries = " ".join(f"{key} {value.objgen[0]} 0 R" for key, value in pdf.Root.items() if _is_indirect(value))
    body = f"<</Type /Catalog {entries} /Names <</JavaScript <<>>>>>>"
    verdict = verify(update(signed, number, body.encode()))
    assert not verdict.intact
    assert "shadow attack" not in verdict.problem


def _is_indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def test_a_signature_over_a_part_is_named(prepared: Path) -> None:
    """The byte range stops before the end of its revision, so that something could stand there unsigned."""
    verdict = verify(_cover_less(sign_elsewhere(prepared, identity()), 30))
    assert (verdict.intact, verdict.conclusion) == (False, "invalid")
    assert "chỉ bao một phần" in verdict.problem


def _cover_less(signed: Path, bytes_less: int) -> Path:
    """Signs the same file again by hand with a byte range that leaves out its last bytes."""
    data = signed.read_bytes()
    told = re.search(rb"/ByteRange \[([0-9 ]+)\]", data)
    _, length, resume, rest = map(int, told[1].split())
    shorter = f"0 {length} {resume} {rest - bytes_less}".encode().ljust(len(told[1]))
    data = data[: told.start(1)] + shorter + data[told.end(1) :]
    digest = hashlib.sha256(data[:length] + data[resume : resume + rest - bytes_less]).digest()
    container = asyncio.run(foreign_key(identity()).async_sign(digest, "sha256")).dump().hex().encode()
    hole = b"<" + container.ljust(resume - length - 2, b"0") + b">"
    target = signed.with_name("part.pdf")
    target.write_bytes(data[:length] + hole + data[resume:])
    return target


def test_a_remark_behind_the_end_is_told(prepared: Path) -> None:
    signed = sign_elsewhere(prepared, identity())
    signed.write_bytes(signed.read_bytes() + b"\n% a remark behind the end\n")
    verdict = verify(signed)
    assert (verdict.covers_file, verdict.ends_file and verdict.intact) == (False, False)


def test_weak_signatures_are_intact_and_not_to_be_relied_on(prepared: Path) -> None:
    verdict = verify(sign_elsewhere(prepared, identity(), md_algorithm="sha1"))
    assert (verdict.intact, verdict.conclusion) == (True, "doubtful")
    assert "SHA-1" in verdict.problem


def test_a_later_signature_is_told_and_lawful(prepared: Path) -> None:
    once = sign_elsewhere(prepared, identity())
    twice = sign_elsewhere(once, identity(), field_name="Sau", box=(10, 10, 90, 90))
    first, second = open_verifier().verify(twice)
    assert (first.intact, first.later, first.ends_file) == (True, "signatures", False)
    assert (second.intact, second.later, second.ends_file) == (True, "nothing", True)
