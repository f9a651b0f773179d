"""Separator sheets printed by the command come through scanner and reading, whichever way they lie."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from click.testing import CliRunner

import cli
from bench.degrade import degrade
from digitize.model import Page
from digitize.pipeline import read_page, take_in
from digitize.split import split
from ocr import open_engine

DOSSIERS = ("H08.12-241128-0001", "000.00.12.H08-241128-0002")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.group, ["separators", *arguments])
    return result.exit_code, result.output + str(result.exception or "")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("print") / "separators.pdf"
    named = [part for code in DOSSIERS for part in ("--dossier", code)]
    assert run(*named, "--kind", "giay_khai_sinh", "--to", str(target))[0] == 0
    return target


@pytest.mark.parametrize(("turns", "level"), [(0, "office"), (1, "poor"), (2, "poor"), (3, "office")])
def test_a_printed_sheet_is_read_back(printed: Path, tmp_path: Path, turns: int, level: str) -> None:
    with pypdfium2.PdfDocument(printed) as pdf:
        pixels = np.asarray(pdf[turns].render(scale=300 / 72, rev_byteorder=True).to_numpy())[..., :3]
    worn = degrade(np.ascontiguousarray(np.rot90(pixels, turns)), level, f"sheet {turns}")
    (tmp_path / "sheet.jpg").write_bytes(worn.jpeg)
    intake = take_in(tmp_path, str(tmp_path / "sheet.jpg"))
    page = read_page(open_engine("lines:"), (intake.form, intake.originals[0]))
    assert isinstance(page, Page)
    (piece,) = split([page])
    assert piece.role == "separator" and piece.separator is not None and not piece.doubts
    assert (piece.dossier, piece.separator.number) == (DOSSIERS[turns // 2], turns + 1)
    assert piece.separator.kind == ("giay_khai_sinh" if turns % 2 else "")


def test_what_is_no_code_or_kind_and_what_exists_is_refused(printed: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "new.pdf")
    assert "mã hồ sơ không đúng dạng" in run("--dossier", "H08.12-241199-0001", "--to", target)[1]
    assert "no such kind" in run("--dossier", DOSSIERS[0], "--kind", "giay_bao", "--to", target)[1]
    assert "tệp đã có" in run("--dossier", DOSSIERS[0], "--to", str(printed))[1]
    assert run("--to", target)[0] != 0
    assert not Path(target).exists()
