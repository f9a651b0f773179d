"""`sohoa read --debug DIR` leaves each page as it was read, for its owner alone, and refuses unfit places."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from commands.leftovers import INDEX, MARKER
from tests.end_to_end.office import BROKEN, DOSSIERS, Make, Office

FILES = ("08-receipt-slip.pdf", "07-application.pdf", "15-decision-digital.pdf")
NAME = "Nguyễn Thị Mẫu <img src=x onerror=alert(1)>&amp;.jpg"


def read(here: Path, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", "import cli; cli.main()", "read", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, cwd=here)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory, small_scan: Make) -> Iterator[tuple[Path, str]]:
    """The run's folder and what was printed, of three samples, a broken file and one of a hostile name."""
    here = tmp_path_factory.mktemp("debug")
    (here / "scans").mkdir()
    for name in FILES:
        shutil.copy(DOSSIERS / name, here / "scans" / name)
    shutil.copy(next(iter(sorted(BROKEN.iterdir()))), here / "scans" / "zz-broken.tif")
    small_scan(here / "scans" / "small.jpg").rename(here / "scans" / NAME)
    done = read(here, "scans", "--debug", "seen", "--jobs", 2, "--json", code=3)
    (run,) = (here / "seen").iterdir()
    assert str(Path("seen") / run.name / INDEX) in done.stderr
    yield run, done.stdout


def test_each_page_is_there_under_its_number(left: tuple[Path, str]) -> None:
    run, printed = left
    results = [json.loads(line) for line in printed.splitlines()]
    assert {Path(result["file"]).name for result in results} == {*FILES, NAME, "zz-broken.tif"}
    expected = {MARKER, INDEX}
    for number, result in enumerate(results, 1):
        for page in result.get("pages", ()):
            expected.add(f"{number:04d}/p{page['page']:04d}-words.jpg")
            if "digital" not in result["file"]:
                expected.add(f"{number:04d}/p{page['page']:04d}-cleaned.png")
    assert {str(file.relative_to(run)) for file in run.rglob("*") if file.is_file()} == expected


def test_the_page_shows_its_words_and_the_copy_is_what_the_engine_saw(left: tuple[Path, str]) -> None:
    run, printed = left
    results = [json.loads(line) for line in printed.splitlines()]
    number = next(n for n, result in enumerate(results, 1) if result["file"].endswith(FILES[0]))
    told = results[number - 1]["pages"][0]
    cleaned = np.asarray(Image.open(run / f"{number:04d}" / "p0001-cleaned.png"))
    marked = np.asarray(Image.open(run / f"{number:04d}" / "p0001-words.jpg")).astype(int)
    assert cleaned.ndim == 2
    assert marked.shape[1] == cleaned.shape[1]
    page = marked[-cleaned.shape[0] :]
    scale = cleaned.shape[1] / told["width"]
    colours = []
    for x0, y0, x1, y1, _, confidence in told["words"]:
        part = page[round(y0 * scale) : round(y1 * scale), round(x0 * scale) : round(x1 * scale)]
        # The paper of a sure word is greenest, of others least blue.
        lightest = np.median(part.reshape(-1, 3), axis=0)
        colours.append((confidence >= 0.95, lightest[1] > lightest[0] + 10))
    agreeing = sum(sure == green for sure, green in colours)
    assert agreeing > 0.95 * len(colours)


def test_only_the_owner_can_look_and_no_file_is_named_after_anybody(left: tuple[Path, str]) -> None:
    run, _ = left
    for file in (run.parent, run, *run.rglob("*")):
        assert not file.stat().st_mode & 0o077, file
        assert file.is_dir() or re.fullmatch(r"p\d{4}-(words\.jpg|cleaned\.png)|index\.html|\.sohoa-debug", file.name)


def test_the_index_tells_all_and_escapes_the_names(left: tuple[Path, str]) -> None:
    run, _ = left
    index = (run / INDEX).read_text(encoding="utf-8")
    assert "<img src=x" not in index
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;amp;.jpg" in index
    linked = re.findall(r'(?:src|href)="([^#"]+)"', index)
    assert {str(file.relative_to(run)) for file in run.glob("*/*")} == set(linked)
    for told in ("NĐ 30/2020 PL I", "Nắn thẳng", "Giấy tiếp nhận hồ sơ", "straightened", "the TIFF file is cut off"):
        assert told in index
    assert "http" not in index.replace("http-equiv", "")


def test_the_archive_its_keys_and_open_folders_are_refused(office: Office, tmp_path: Path, small_scan: Make) -> None:
    scan = small_scan(tmp_path / "scan.jpg")
    for place in (office.archive / "debug", office.keys / "debug"):
        done = office.run("read", scan, "--debug", place, code=2)
        assert "--debug" in done.stderr
        assert not place.exists()
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "mine.txt").write_text("mine")
    assert "chmod 700" in office.run("read", scan, "--debug", shared, code=2).stderr
    assert [file.name for file in shared.iterdir()] == ["mine.txt"]
