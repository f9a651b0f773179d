"""`sohoa issue`: an electronic result signed by its officer, then sealed by the agency, each where the law wants it."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

import cli
from digitize.pdf_font import Letters
from digitize.pdf_sheet import PrintedSheet, write_sheets
from signing import open_verifier
from tests.signing.identities import PASSWORD, Wish, identity
from tests.verapdf.verapdf import verapdf

MM = 72 / 25.4
NAME = "Nguyễn Văn Mẫu"
DPI = 300


def result(path: Path, title: bool = True, name: str = NAME) -> Path:
    """A decision as an office program prints it, with recipients on the left of the signer."""
    letters = Letters()
    sheet = PrintedSheet(letters)
    sheet.text((105, 60), "QUYẾT ĐỊNH", 14, "centre", bold=True)
    if title:
        sheet.text((150, 200), "CHỦ TỊCH", 14, "centre", bold=True)
    sheet.text((30, 238), "- Lưu: VT.", 11)
    sheet.text((150, 238), name, 14, "centre", bold=True)
    write_sheets([sheet], letters, path.with_suffix(".draft"), "Quyết định")
    with pikepdf.open(path.with_suffix(".draft")) as pdf:
        pikepdf.pdfa.save(pdf, path, "2b")
    return path


def picture(path: Path, colour: tuple[int, int, int], size: tuple[float, float] = (40, 20)) -> Path:
    """An ellipse with a stroke through it, in millimetres, on a transparent ground."""
    pixels = tuple(round(side / 25.4 * DPI) for side in size)
    drawn = Image.new("RGBA", pixels, (255, 255, 255, 0))
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((8, 8, pixels[0] - 8, pixels[1] - 8), outline=(*colour, 255), width=8)
    draw.line((20, pixels[1] * 0.6, pixels[0] - 20, pixels[1] * 0.4), fill=(*colour, 255), width=8)
    drawn.save(path, dpi=(DPI, DPI))
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The officer's and the registry's settings, with a key each, and their pictures."""
    monkeypatch.setenv("SOHOA_TEST_PASSWORD", PASSWORD)
    for role, name in (("officer", NAME), ("agency", "Ủy ban nhân dân xã Thử Nghiệm")):
        identity(Wish(name=name)).save(tmp_path / f"{role}.p12")
        told = f'[signing]\nkey = "pkcs12:{role}.p12"\nsecret = "env:SOHOA_TEST_PASSWORD"\n'
        (tmp_path / f"{role}.toml").write_text(told)
    picture(tmp_path / "officer.png", (20, 40, 180))
    picture(tmp_path / "agency.png", (210, 20, 20), (36, 36))
    result(tmp_path / "draft.pdf")
    return tmp_path


def issue(desk: Path, role: str, file: str, target: str, *more: str) -> Result:
    words = [
        "issue",
        str(desk / file),
        "--as",
        role,
        "--picture",
        str(desk / f"{role}.png"),
        "--to",
        str(desk / target),
    ]
    named = ["--name", NAME] if role == "officer" and "--name" not in more else []
    return CliRunner().invoke(cli.group, ["--config", str(desk / f"{role}.toml"), *words, *named, *more])


def issued(desk: Path) -> Path:
    assert issue(desk, "officer", "draft.pdf", "signed.pdf").exit_code == 0
    assert issue(desk, "agency", "signed.pdf", "issued.pdf").exit_code == 0
    return desk / "issued.pdf"


def rectangles(file: Path) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each signature in millimetres."""
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        height = float(page.mediabox[3])
        sides = [[float(side) for side in note.Rect] for note in page.obj.Annots]
    return [(x1 / MM, (height - y2) / MM, x2 / MM, (height - y1) / MM) for x1, y1, x2, y2 in sides]


def test_officer_first_then_the_agency_both_hold_and_it_stays_pdfa(desk: Path) -> None:
    officer, agency = open_verifier().verify(issued(desk))
    assert (officer.signer, agency.signer) == (NAME, "Ủy ban nhân dân xã Thử Nghiệm")
    assert (officer.intact, officer.later, agency.intact, agency.covers_file) == (True, "signatures", True, True)
    files = [desk / "signed.pdf", desk / "issued.pdf"]
    assert set(verapdf(files).values()) == {(True, "2b", ())}


def test_each_stands_where_the_law_wants_it(desk: Path) -> None:
    """NĐ 30/2020/NĐ-CP, phụ lục I: between title and name; the seal in true size over a third of it, on its left."""
    (left, top, right, bottom), seal = rectangles(issued(desk))
    assert (left + right) / 2 == pytest.approx(150, abs=0.5)
    assert (top, bottom) > (200, 200)
    assert bottom < 238 - 3.5  # the height of the name's letters
    assert (right - left) / (bottom - top) == pytest.approx(2, rel=0.05)
    assert (seal[2] - seal[0], seal[3] - seal[1]) == (pytest.approx(36, abs=0.4), pytest.approx(36, abs=0.4))
    assert (seal[2] - left) / (right - left) == pytest.approx(1 / 3, abs=0.02)
    assert (seal[1] + seal[3]) / 2 == pytest.approx((top + bottom) / 2, abs=0.4)


def test_no_words_stand_in_them(desk: Path) -> None:
    with pikepdf.open(issued(desk)) as pdf:
        for note in pdf.pages[0].obj.Annots:
            assert list(note.AP.N.Resources.keys()) == ["/XObject"]
            assert "SMask" in str(note.AP.N.Resources.XObject.P.keys())


def test_the_seal_waits_for_the_officer(desk: Path) -> None:
    told = issue(desk, "agency", "draft.pdf", "issued.pdf")
    assert "người có thẩm quyền chưa ký" in str(told.exception)
    assert not (desk / "issued.pdf").exists()


def test_the_officer_signs_once_and_only_pdfa(desk: Path) -> None:
    issue(desk, "officer", "draft.pdf", "signed.pdf")
    assert "đã có chữ ký" in str(issue(desk, "officer", "signed.pdf", "again.pdf").exception)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(desk / "plain.pdf")
    assert "chưa phải PDF/A" in str(issue(desk, "officer", "plain.pdf", "again.pdf").exception)
    assert not (desk / "again.pdf").exists()


def test_a_name_that_is_not_printed_and_no_room_are_told(desk: Path) -> None:
    told = issue(desk, "officer", "draft.pdf", "signed.pdf", "--name", "Trần Thị Khác")
    assert "không thấy họ tên" in str(told.exception)
    letters = Letters()
    sheet = PrintedSheet(letters)
    sheet.text((150, 232), "CHỦ TỊCH", 14, "centre")
    sheet.text((150, 238), NAME, 14, "centre")
    write_sheets([sheet], letters, desk / "tight.draft", "Quyết định")
    with pikepdf.open(desk / "tight.draft") as pdf:
        pikepdf.pdfa.save(pdf, desk / "tight.pdf", "2b")
    assert "không đủ chỗ" in str(issue(desk, "officer", "tight.pdf", "signed.pdf").exception)


@pytest.mark.parametrize(
    ("wrong", "says"), [("red", "màu xanh"), ("opaque", "nền trong suốt"), ("text", "không đọc được ảnh"), ("", "")]
)
def test_pictures_that_the_law_does_not_want_are_refused(desk: Path, wrong: str, says: str) -> None:
    file = desk / "officer.png"
    if wrong == "red":
        picture(file, (210, 20, 20))
    elif wrong == "opaque":
        Image.fromarray(np.full((40, 80, 4), 255, np.uint8)).save(file)
    elif wrong == "text":
        file.write_text("no picture")
    told = issue(desk, "officer", "draft.pdf", "signed.pdf")
    assert says in str(told.exception)
    assert (told.exit_code == 0) == (not wrong)
