"""The gate promises: nothing that is no PDF/A gets through, any file can be asked about, none can break the asking."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from digitize import gate
from digitize.errors import InputError
from digitize.pack import pack
from tests.digitize.paper import ABOUT, document, jpeg, marked, page, printed


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gate")
    picture, lines = printed(("Giấy khai sinh",))
    return Path(pack(document(page(jpeg(folder, picture), lines=lines)), folder / "good.pdf", ABOUT).path)


def _without_font(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources.Font = Dictionary(F=font)


def _with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")


def _without_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _with_unknown_things(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@pytest.mark.parametrize("spoil", [_without_font, _with_script, _without_profile, _with_unknown_things])
def test_refuses_what_is_no_pdfa_and_names_the_rules(good: Path, tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    target = tmp_path / "out.pdf"
    with pikepdf.open(good) as pdf:
        spoil(pdf)
        with pytest.raises(InputError, match=r"PDF/A-2b \(.*(ISO_19005_2:6|pikepdf:)"):
            gate.save(pdf, target, "2b")
    assert not list(tmp_path.iterdir())


def test_packing_what_pdfa_cannot_hold_is_an_input_error(tmp_path: Path) -> None:
    huge = page(jpeg(tmp_path, marked((20, 20))), dpi=0.05)
    with pytest.raises(InputError, match="a person must look"):
        pack(document(huge), tmp_path / "out.pdf", ABOUT)
    assert not (tmp_path / "out.pdf").exists()


def test_judges_by_what_the_file_claims(good: Path, tmp_path: Path) -> None:
    assert gate.judge(good) == ("2b", "pass", ())
    assert gate.judge(io.BytesIO(good.read_bytes())) == ("2b", "pass", ())
    spoilt, plain, strict = (tmp_path / name for name in ("spoilt.pdf", "plain.pdf", "2u.pdf"))
    with pikepdf.open(good) as pdf:
        _without_profile(pdf)
        pdf.save(spoilt)
    flavour, verdict, rules = gate.judge(spoilt)
    assert (flavour, verdict) == ("2b", "fail")
    assert any(rule.startswith("ISO_19005_2:6.2.4.3") for rule in rules)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(plain)
    assert gate.judge(plain) == ("", "not_checked", ())
    with pikepdf.open(good) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told["pdfaid:conformance"] = "U"
        pdf.save(strict)
    assert gate.judge(strict) == ("2u", "not_checked", ())


def test_what_can_only_be_read_by_repairing_it_fails(good: Path) -> None:
    whole = io.BytesIO()
    with pikepdf.open(good) as pdf:
        pdf.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert gate.judge(whole) == ("2b", "pass", ())
    assert gate.judge(io.BytesIO(whole.getvalue()[:-40])) == ("2b", "fail", (gate.DAMAGED,))
    with pytest.raises(InputError):
        gate.judge(io.BytesIO(good.read_bytes()[:-40]))


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\0\xff",
        b"<x:xmpmeta",
        b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>",
        b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part><rdf:Bag><rdf:li>2
        </rdf:li></rdf:Bag></pdfaid:part></rdf:Description></rdf:RDF></x:xmpmeta>""",
    ],
)
def test_metadata_that_make_no_sense_claim_nothing(good: Path, tmp_path: Path, packet: bytes) -> None:
    file = tmp_path / "odd.pdf"
    with pikepdf.open(good) as pdf:
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        pdf.save(file, fix_metadata_version=False)
        assert gate.judge(file) == ("", "not_checked", ())
        pdf.Root.Metadata = 7
        pdf.save(file, fix_metadata_version=False)
    assert gate.judge(file) == ("", "not_checked", ())


def test_a_locked_file_and_no_pdf_at_all_are_input_errors(good: Path, tmp_path: Path) -> None:
    locked, letter = tmp_path / "locked.pdf", tmp_path / "letter.txt"
    with pikepdf.open(good) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    letter.write_text("no PDF")
    for file in (locked, letter):
        with pytest.raises(InputError):
            gate.judge(file)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_judge(good: Path, data: st.DataObject) -> None:
    whole = bytearray(good.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    try:
        _, verdict, _ = gate.judge(io.BytesIO(cut))
    except InputError:
        return
    assert verdict in ("pass", "fail", "not_checked")
