"""The committed samples: all there, small, invented, and telling the truth."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageSequence

from samples import make, people

SAMPLES = Path(make.HOME)
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["files"]
KEYS = {"citizen_id", "full_name", "date_of_birth", "document_number", "issue_date", "dossier_code"}


def committed(folder: str) -> list[Path]:
    return sorted((SAMPLES / folder).iterdir())


def page_count(path: Path) -> int:
    if path.suffix == ".pdf":
        return len(pdfium.PdfDocument(path))
    with Image.open(path) as picture:
        return sum(1 for _ in ImageSequence.Iterator(picture))


def printed(told: dict[str, Any]) -> str:
    return "\n".join(segment for page in told["pages"] for segment in page["text"])


def test_truth_names_every_dossier_and_no_other() -> None:
    assert sorted(TRUTH) == [f"dossiers/{path.name}" for path in committed("dossiers")]


def test_at_least_ten_kinds_and_thirty_pages_in_eight_megabytes() -> None:
    files = committed("dossiers") + committed("broken")
    assert len({told["kind"] for told in TRUTH.values()}) >= 10
    assert sum(len(told["pages"]) for told in TRUTH.values()) >= 30
    assert sum(path.stat().st_size for path in files) < 8_000_000


@pytest.mark.parametrize("name", TRUTH)
def test_each_file_has_the_pages_that_the_truth_tells(name: str) -> None:
    assert page_count(SAMPLES / name) == len(TRUTH[name]["pages"])


def test_every_citizen_id_is_invented_and_fits_its_holder() -> None:
    for person in people.make_people(make.SEED).values():
        number = person.citizen_id
        assert len(number) == 12
        assert number.startswith("001")
        assert int(number[6:]) >= 990000
        assert number[4:6] == f"{person.born:%y}"
        assert int(number[3]) == (2 if person.born.year >= 2000 else 0) + (person.sex == "Nữ")


def test_no_other_number_looks_like_a_citizen_id() -> None:
    known = {person.citizen_id for person in people.make_people(make.SEED).values()}
    for told in TRUTH.values():
        assert set(re.findall(r"(?<!\w)\d{12}(?!\d)", printed(told))) <= known


@pytest.mark.parametrize("name", TRUTH)
def test_every_field_stands_on_its_paper(name: str) -> None:
    told = TRUTH[name]
    text = " ".join(printed(told).casefold().split())
    assert set(told["fields"]) <= KEYS
    for key, value in told["fields"].items():
        if value is None:
            continue
        shown = [value.casefold()]
        if key in {"date_of_birth", "issue_date"}:
            day = date.fromisoformat(value)
            shown = [f"{day:%d/%m/%Y}", people.long_date(day), f"năm sinh: {day.year}"]
        assert any(form in text for form in shown), key


def test_the_letter_without_a_number_says_so() -> None:
    told = TRUTH["dossiers/10-letter-without-number.pdf"]
    assert told["fields"] == {"document_number": None, "issue_date": None}
    assert "/UBND-KGVX" in told["pages"][0]["text"]


def test_text_is_composed_and_every_page_but_a_blank_one_has_some() -> None:
    for told in TRUTH.values():
        for page in told["pages"]:
            assert page["blank"] == (not page["text"])
            assert all(segment == unicodedata.normalize("NFC", segment).strip() for segment in page["text"])


def test_file_names_hold_neither_names_nor_numbers_of_people() -> None:
    for path in committed("dossiers") + committed("broken"):
        assert re.fullmatch(r"[a-z0-9-]+\.(pdf|tif|jpg|png)", path.name)
        assert not re.search(r"\d{3}", path.stem)


def test_the_committed_truth_is_what_the_script_tells() -> None:
    crowd = people.make_people(make.SEED)
    told = {f"dossiers/{one.name}": make.sample_truth(one, one.paper(crowd)) for one in make.SAMPLES}
    assert json.loads(json.dumps(told)) == TRUTH


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    names = ("03-citizen-card.pdf", "15-decision-digital.pdf")
    for folder in ("first", "second"):
        make.make(tmp_path / folder, names)
    for name in names:
        first, second = (tmp_path / folder / "dossiers" / name for folder in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


def test_the_signed_letter_is_signed_and_carries_no_private_key() -> None:
    path = SAMPLES / "dossiers/16-letter-signed.pdf"
    with pikepdf.open(path) as pdf:
        kinds = [field.V.SubFilter for field in pdf.Root.AcroForm.Fields]
    assert kinds == ["/ETSI.CAdES.detached"]
    assert b"PRIVATE KEY" not in path.read_bytes()


def test_a_scanner_page_is_the_paper_at_full_size() -> None:
    with pikepdf.open(SAMPLES / "dossiers/07-application.pdf") as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
        image = pdf.pages[0].Resources.XObject.Im0
        assert image.Filter == "/CCITTFaxDecode"
        assert box[2] == pytest.approx(int(image.Width) * 72 / 300, abs=0.01)


def test_the_card_shows_the_seven_parts_of_its_code() -> None:
    page = pdfium.PdfDocument(SAMPLES / "dossiers/03-citizen-card.pdf")[0]
    pixels = np.asarray(page.render(scale=600 / 72).to_pil().convert("L"))
    height, width = pixels.shape
    corner = np.ascontiguousarray(pixels[: height * 4 // 10, width * 7 // 10 :])
    words, _, _ = cv2.QRCodeDetector().detectAndDecode(corner)
    told = TRUTH["dossiers/03-citizen-card.pdf"]["fields"]
    parts = words.split("|")
    assert len(parts) == 7
    assert (parts[0], parts[2]) == (told["citizen_id"], told["full_name"])


def test_the_phone_picture_claims_no_resolution() -> None:
    with Image.open(SAMPLES / "dossiers/14-authorisation.jpg") as picture:
        assert "dpi" not in picture.info


def test_the_readme_tells_of_every_file() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for path in committed("dossiers") + committed("broken"):
        assert f"`{path.parent.name}/{path.name}`" in readme
