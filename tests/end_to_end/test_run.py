"""The main job on the samples: filed, found, exported, verified, and the same again files nothing twice."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.end_to_end.office import BROKEN, DOSSIERS, Make, Office
from tests.verapdf.verapdf import verapdf

Filed = tuple[Office, list[dict[str, Any]]]
RUN_KEYS = {"document", "version", "file", "dossier", "kind", "pages", "state", "checked", "doubts", "subjects"}
RUN_KEYS |= {"signature", "pdf_bytes"}


def by_name(outcomes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {Path(outcome["file"]).name: outcome for outcome in outcomes}


def test_every_sample_is_filed_or_held_for_a_reason(samples_office: Filed) -> None:
    """Broken files are held, and papers of which something that decides is in doubt (a number hard to read)."""
    _, outcomes = samples_office
    held = {Path(outcome["file"]).name for outcome in outcomes if outcome["state"] == "held"}
    asked = {Path(outcome["file"]).name: outcome["blocking"] for outcome in outcomes if outcome["blocking"]}
    assert held == {file.name for file in BROKEN.iterdir()} | asked.keys()
    assert asked.keys() <= {"09-decision.tif"}
    filed = {Path(outcome["file"]).name for outcome in outcomes if outcome["state"] == "filed"}
    assert filed == {file.name for file in DOSSIERS.iterdir()} - asked.keys()


def test_the_json_of_run_keeps_its_contract(samples_office: Filed) -> None:
    _, outcomes = samples_office
    for outcome in outcomes:
        assert outcome.keys() >= RUN_KEYS
        assert outcome["checked"] is False
        for subject in outcome["subjects"]:
            assert subject["citizen_id"][:-3] == "*" * 9
        if outcome["state"] == "filed":
            assert outcome["signature"] in ("B-B", "incoming")
            assert outcome["pdf_bytes"] > 0
        else:
            assert len(outcome["problem"]) > 20


def test_pages_and_kinds_are_those_of_the_truth(samples_office: Filed, truth: dict[str, dict[str, Any]]) -> None:
    outcomes = by_name(samples_office[1])
    for file, told in truth.items():
        if file.startswith("dossiers/"):
            outcome = outcomes[Path(file).name]
            assert (outcome["pages"], outcome["kind"]) == (len(told["pages"]), told["kind"]), file


def test_documents_are_found_by_every_citizen_id(samples_office: Filed, truth: dict[str, dict[str, Any]]) -> None:
    office, outcomes = samples_office
    named = by_name(outcomes)
    asked = 0
    for file, told in truth.items():
        value = told.get("fields", {}).get("citizen_id")
        if value:
            found = office.json("find", "--citizen-id", "-", stdin=value + "\n")
            assert named[Path(file).name]["document"] in {one["document"] for one in found}, file
            asked += 1
    assert asked >= 5


def test_find_narrows_and_finding_nothing_is_no_error(samples_office: Filed) -> None:
    office, _ = samples_office
    births = office.json("find", "--kind", "giay_khai_sinh")
    assert births
    assert {one["kind"] for one in births} == {"giay_khai_sinh"}
    assert office.run("find", "--citizen-id", "001099999999").stdout == ""
    assert len(office.json("find", "--limit", 2)) == 2


def test_exported_files_are_pdfa_after_signing(exported: dict[str, Path], samples_office: Filed) -> None:
    named = by_name(samples_office[1])
    ours = {name: path for name, path in exported.items() if named[name]["signature"] == "B-B"}
    assert len(ours) >= 10
    verdicts = verapdf(list(ours.values()))
    refused = {name: verdicts[path] for name, path in ours.items() if not verdicts[path].compliant}
    assert not refused


def test_exported_files_verify_and_one_flipped_byte_is_noticed(
    exported: dict[str, Path], samples_office: Filed, tmp_path: Path
) -> None:
    office, outcomes = samples_office
    ours = {name for name, outcome in by_name(outcomes).items() if outcome["signature"] == "B-B"}
    path = min((exported[name] for name in ours), key=lambda one: one.stat().st_size)
    told = office.json("verify", path)[0]
    assert told["intact"] is True
    assert told["trusted"] is None
    assert told["pdfa"] == {"flavour": "2b", "verdict": "pass"}
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data)
    told = office.json("verify", broken, code=3)[0]
    assert told["intact"] is False
    assert told["problems"]


def test_a_document_verifies_in_the_archive(samples_office: Filed) -> None:
    office, outcomes = samples_office
    filed = next(outcome for outcome in outcomes if outcome["signature"] == "B-B")
    told = office.json("verify", filed["document"][:8])[0]
    assert told["intact"] is True
    assert told["fixity"] is True


def test_the_stamp_names_agency_and_time_at_the_top_right(exported: dict[str, Path]) -> None:
    with pdfplumber.open(exported["01-birth-certificate.pdf"]) as pdf:
        page = pdf.pages[0]
        widget = page.annots[0]
        assert widget["x0"] >= float(page.width) / 2 - 60
        assert widget["top"] <= 25 / 25.4 * 72 + 1


def test_incoming_signed_files_stay_byte_for_byte(exported: dict[str, Path], samples_office: Filed) -> None:
    named = by_name(samples_office[1])
    incoming = [name for name, outcome in named.items() if outcome["signature"] == "incoming"]
    assert incoming
    for name in incoming:
        assert exported[name].read_bytes() == (DOSSIERS / name).read_bytes()


def test_originals_come_back_as_they_were_scanned(samples_office: Filed, tmp_path: Path) -> None:
    office, outcomes = samples_office
    named = by_name(outcomes)
    for name in ("02-marriage-certificate.jpg", "17-letter.png", "15-decision-digital.pdf"):
        office.run("export", named[name]["document"], "--original", "--to", tmp_path / name)
        assert (tmp_path / name).read_bytes() == (DOSSIERS / name).read_bytes()


def test_export_never_overwrites(samples_office: Filed, tmp_path: Path) -> None:
    office, outcomes = samples_office
    target = tmp_path / "there.pdf"
    target.write_text("precious")
    office.run("export", outcomes[0]["document"], "--to", target, code=2)
    assert target.read_text() == "precious"


def test_the_same_input_again_is_known_also_from_another_folder(samples_office: Filed, tmp_path: Path) -> None:
    office, outcomes = samples_office
    before = len(office.documents())
    shutil.copytree(DOSSIERS, tmp_path / "elsewhere")
    again = office.json("run", tmp_path / "elsewhere", BROKEN, code=3)
    assert {one["state"] for one in again if one["state"] != "held"} == {"already_filed"}
    assert {one["document"] for one in again} == {one["document"] for one in outcomes}
    assert len(office.documents()) == before


def test_a_container_does_not_change_what_a_page_is(samples_office: Filed, tmp_path: Path) -> None:
    import pikepdf
    from PIL import Image

    office, outcomes = samples_office
    source = DOSSIERS / "02-marriage-certificate.jpg"
    with Image.open(source) as picture:
        width, height = picture.size
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width * 72 / 200, height * 72 / 200))
        image = pikepdf.Stream(pdf, source.read_bytes())
        image.update(pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width))
        image.Height, image.BitsPerComponent = height, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pikepdf.Stream(pdf, b"%f 0 0 %f 0 0 cm /I Do" % (width * 72 / 200, height * 72 / 200))
        pdf.save(tmp_path / "inside.pdf")
    again = office.json("run", tmp_path / "inside.pdf")
    assert again[0]["state"] == "already_filed"
    assert again[0]["document"] == by_name(outcomes)[source.name]["document"]


def test_inputs_are_only_read(office: Office, small_scan: Make, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    small_scan(folder / "slip.jpg")
    shutil.copy(BROKEN / "cut-short.tif", folder)
    before = {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns) for file in folder.iterdir()
    }
    office.run("run", folder, code=3)
    after = {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns) for file in folder.iterdir()
    }
    assert before == after


def test_held_says_why_and_retry_keeps_it_held(samples_office: Filed) -> None:
    office, outcomes = samples_office
    held = office.json("held")
    assert {one["document"] for one in held} == {one["document"] for one in outcomes if one["state"] == "held"}
    assert all(len(one["problem"]) > 20 for one in held)
    again = office.json("retry", "--all", code=3)
    assert {one["state"] for one in again} == {"held"}
    assert len(office.json("held")) == len(held)


@pytest.mark.parametrize("word", ["nguyen", "NGUYỄN"])
def test_names_are_found_with_and_without_accents(office: Office, small_scan: Make, tmp_path: Path, word: str) -> None:
    small_scan(tmp_path / "slip.jpg")
    office.run("run", tmp_path / "slip.jpg")
    assert len(office.json("find", "--name", f"{word} thi mau")) == 1
    assert office.json("find", "--name", "nguyen van khac") == []


def test_another_dossier_is_a_link_and_revoking_hides(office: Office, small_scan: Make, tmp_path: Path) -> None:
    slip = small_scan(tmp_path / "slip.jpg")
    first = office.json("run", slip, "--dossier", "H08.12-241128-0001")[0]
    assert first["dossier"] == "H08.12-241128-0001"
    second = office.json("run", slip, "--dossier", "H08.12-241128-0002", "--operator", "Văn thư")[0]
    assert second["state"] == "already_filed"
    assert len(office.documents()) == 1
    for code in ("H08.12-241128-0001", "H08.12-241128-0002"):
        assert len(office.json("find", "--dossier", code)) == 1
    shown = office.json("show", first["document"])[0]
    acts = [one["act"] for one in shown["history"]]
    assert acts[:2] == ["filed", "linked"]
    assert shown["history"][1]["by"] == "Văn thư"
    office.run("revoke", first["document"], "--reason", "lưu nhầm hồ sơ")
    assert office.documents() == []
    assert office.json("show", first["document"])[0]["state"] == "revoked"
    assert office.json("run", slip)[0]["state"] == "already_filed"
    assert office.documents() == []


def test_the_operator_may_tell_whose_paper_it_is(office: Office, small_scan: Make, tmp_path: Path) -> None:
    slip = small_scan(tmp_path / "slip.jpg")
    office.run("run", slip, "--citizen-id", "-", stdin="001185000321\n")
    assert len(office.json("find", "--citizen-id", "001185000321")) == 1
    office.run("run", slip, "--citizen-id", "001085000777", code=2)
    office.run("run", slip, "--citizen-id", "-", stdin="12345\n", code=3)


def test_without_a_key_documents_wait(office: Office, small_scan: Make, tmp_path: Path) -> None:
    slip = small_scan(tmp_path / "slip.jpg")
    done = office.run("run", slip, "--json", SOHOA_SIGNING_WHEN="pending")
    assert '"to_sign"' in done.stdout
    found = office.documents()
    assert [one["state"] for one in found] == ["to_sign"]
    assert office.json("verify", found[0]["document"], code=3)[0]["signatures"] == []
