"""Blank backs are hidden in the PDF, told, kept, and come back; papers below the standard are filed and say so."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.end_to_end.office import BROKEN, DOSSIERS, Office, make_office

BACKED = DOSSIERS / "19-benefit-decision.pdf"


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, dict[str, Any]]:
    """An office that has filed a decision whose page 2 is a blank back."""
    office = make_office(tmp_path_factory.mktemp("backs"))
    return office, office.json("run", BACKED)[0]


def _pages(office: Office, document: str, target: Path) -> list[str]:
    office.run("export", document, "--to", target)
    with pikepdf.open(target) as pdf:
        return [str(page.label) for page in pdf.pages]


def test_a_blank_back_is_hidden_and_told(filed: tuple[Office, dict[str, Any]], tmp_path: Path) -> None:
    office, outcome = filed
    assert (outcome["pages"], outcome["hidden"]) == (2, [2])
    assert _pages(office, outcome["document"], tmp_path / "shown.pdf") == ["1"]
    shown = office.json("show", outcome["document"])[0]
    assert shown["hidden"] == [2]
    assert {"page": 2, "name": "blank", "rule": None} in shown["findings"]
    words = office.run("show", outcome["document"]).stdout
    assert "Trang trắng đã ẩn" in words
    assert office.json("verify", outcome["document"])[0]["fixity"] is True


def test_the_hidden_sheet_comes_back_as_it_was_scanned(filed: tuple[Office, dict[str, Any]], tmp_path: Path) -> None:
    office, outcome = filed
    office.run("export", outcome["document"], "--page", 2, "--to", tmp_path / "back.jpg", "--operator", "Văn thư")
    with pikepdf.open(BACKED) as pdf:
        (image,) = pdf.pages[1].Resources.XObject.values()
        assert (tmp_path / "back.jpg").read_bytes() == image.read_raw_bytes()
    history = office.json("show", outcome["document"])[0]["history"]
    assert any(one["act"] == "exported" and one["by"] == "Văn thư" for one in history)


def test_a_page_that_is_not_there_is_told(filed: tuple[Office, dict[str, Any]], tmp_path: Path) -> None:
    office, outcome = filed
    done = office.run("export", outcome["document"], "--page", 3, "--to", tmp_path / "none.jpg", code=3)
    assert "2 trang" in done.stderr
    office.run("export", outcome["document"], "--page", 1, "--original", "--to", tmp_path / "none.jpg", code=2)
    assert not (tmp_path / "none.jpg").exists()


def test_blanks_are_kept_where_asked_and_poor_papers_filed_below_the_standard(office: Office, tmp_path: Path) -> None:
    done = office.run("run", BACKED, DOSSIERS / "07-application.pdf", "--keep-blanks")
    assert "Không đạt chuẩn / below standard: 1" in done.stderr
    assert "Đã ẩn" not in done.stderr
    papers = {one["pages"]: one for one in office.documents()}
    assert _pages(office, papers[2]["document"], tmp_path / "both.pdf") == ["1", "2"]
    assert papers[2]["hidden"] == []
    assert (papers[3]["state"], "page:below_standard" in papers[3]["doubts"]) == ("filed", True)
    words = office.run("show", papers[3]["document"]).stdout
    assert "Không đạt chuẩn" in words
    assert "Không phải ảnh màu 24 bit (1 bit)  NĐ 30/2020" in words


def test_doctor_judges_a_pile_without_an_archive_worst_pages_first(tmp_path: Path) -> None:
    files = [DOSSIERS / name for name in ("07-application.pdf", "17-letter.png", "15-decision-digital.pdf")]
    command = [sys.executable, "-P", "-c", "import cli; cli.main()", "doctor", "--pages", *files, BACKED, BROKEN]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert list(tmp_path.iterdir()) == []
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    pages = [line for line in lines if "page" in line]
    broken = [any(one["name"] == "colour_depth" for one in page["findings"]) and not page["blank"] for page in pages]
    assert broken == sorted(broken, reverse=True)
    assert sum(broken) == 3
    assert [Path(line["file"]).name for line in lines if "error" in line] == ["cut-short.tif", "not-really-a.pdf"]
    assert lines[-1] == {
        "pages": 6,
        "up_to_standard": 3,
        "counts": {"colour_depth": 4, "blank": 2},
        "files_failed": 2,
        "files_no_scans": 1,
    }
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path)
    assert "6 trang / pages; 3 (50.0%) đạt chuẩn" in done.stdout
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "07-application.pdf 1-2 300 Không phải ảnh màu 24 bit (1 bit)" in lines
    assert any("not a 24-bit colour scan NĐ 30/2020 PL I" in line for line in lines)
    assert any(line.startswith("- Không phải ảnh màu 24 bit: chọn chế độ quét màu") for line in lines)
    assert done.stderr.count("cut-short.tif") == 1


def test_doctor_wants_paths_with_pages_and_only_with_it(office: Office) -> None:
    office.run("doctor", "--pages", code=2)
    office.run("doctor", DOSSIERS, code=2)
