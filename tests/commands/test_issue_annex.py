"""`sohoa issue --as annex`: an annex of its own names its document, on bare paper, and is signed by the agency."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from click.testing import CliRunner, Result

import cli
from digitize.pdf_font import Letters
from digitize.pdf_sheet import PrintedSheet, write_sheets
from signing import open_verifier
from tests.contracts.signer_contract import shown_stamp
from tests.signing.identities import PASSWORD, Wish, identity
from tests.signing.test_stamp import drawn
from tests.verapdf.verapdf import verapdf

MM = 72 / 25.4
NUMBER = "250/QĐ-UBND"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_TEST_PASSWORD", PASSWORD)
    identity(Wish(name="Ủy ban nhân dân xã Thử Nghiệm")).save(tmp_path / "agency.p12")
    told = '[signing]\nkey = "pkcs12:agency.p12"\nsecret = "env:SOHOA_TEST_PASSWORD"\n'
    (tmp_path / "agency.toml").write_text(told)
    return tmp_path


def annex(path: Path, first: float, **page: object) -> Path:
    """Lines over the whole width, the first one so many millimetres from the top."""
    letters = Letters()
    sheet = PrintedSheet(letters)
    for number in range(20):
        sheet.text((10, first + 8 * number), "Danh mục thủ tục hành chính ban hành kèm theo Quyết định, " * 2, 12)
    write_sheets([sheet, sheet], letters, path.with_suffix(".draft"), "Phụ lục")
    with pikepdf.open(path.with_suffix(".draft")) as pdf:
        for key, value in page.items():
            pdf.pages[0][f"/{key}"] = value
        pikepdf.pdfa.save(pdf, path, "2b")
    return path


def issue(desk: Path, file: Path, *more: str) -> Result:
    words = ["--config", str(desk / "agency.toml"), "issue", str(file), "--as", "annex", "--to", str(desk / "new.pdf")]
    return CliRunner().invoke(cli.group, [*words, *more])


@pytest.mark.parametrize("first", [35, 6], ids=["bare top", "full page"])
def test_number_and_time_stand_top_right_over_no_ink(desk: Path, first: float) -> None:
    file = annex(desk / "annex.pdf", first)
    before = file.read_bytes()
    done = issue(desk, file, "--number", NUMBER)
    assert done.exit_code == 0, done.output + str(done.exception)
    assert file.read_bytes() == before

    new = desk / "new.pdf"
    (verdict,) = open_verifier().verify(new)
    assert (verdict.intact, verdict.covers_file, verdict.signer) == (True, True, "Ủy ban nhân dân xã Thử Nghiệm")
    lines, letters = shown_stamp(new)
    assert lines[:2] == [NUMBER, verdict.time]
    letters = [letter for letter in letters if round(letter["size"], 3) == 10.0]
    assert min(letter["x0"] for letter in letters) > 105 * MM
    assert max(letter["bottom"] for letter in letters) < 25 * MM
    assert verapdf([new])[new] == (True, "2b", ())
    # Scale 100 %: what was drawn stands as it stood, from the bottom of the page.
    plain, stamped = drawn(file, 100), drawn(new, 100)
    grown = len(stamped) - len(plain)
    assert (grown > 0) == (first < 20)
    changed = plain.astype(int) - stamped[grown:] > 20
    assert not changed.any() or plain[changed].min() > 240
    assert np.abs(plain.astype(int) - stamped[grown:])[plain < 128].max() < 40
    with pikepdf.open(new) as pdf:
        assert [float(page.mediabox[3]) for page in pdf.pages][1] == pytest.approx(297 * MM, abs=0.1)


@pytest.mark.parametrize("page", [{"Rotate": 90}, {"CropBox": pikepdf.Array([10, 10, 500, 700])}])
def test_a_page_that_is_not_what_it_shows_is_refused(desk: Path, page: dict[str, object]) -> None:
    done = issue(desk, annex(desk / "annex.pdf", 35, **page), "--number", NUMBER)
    assert "trang 1 bị xoay hoặc bị xén" in str(done.exception)
    assert not (desk / "new.pdf").exists()


def test_an_annex_names_its_document(desk: Path) -> None:
    assert "wants --number" in issue(desk, annex(desk / "annex.pdf", 35)).output
