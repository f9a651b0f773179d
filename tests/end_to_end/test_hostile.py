"""What hostile surroundings cannot do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.office import Make, Office


def test_a_module_in_the_current_folder_is_not_run(
    office: Office, small_scan: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "scans"
    here.mkdir()
    (here / "numpy.py").write_text(f"open({str(tmp_path / 'taken')!r}, 'w')\n")
    small_scan(here / "slip.jpg")
    command = [sys.executable, "-P", "-c", "import cli; cli.main()", "--config", str(office.folder / "sohoa.toml")]
    subprocess.run([*command, "run", "slip.jpg"], cwd=here, check=True, capture_output=True, timeout=120)
    assert not (tmp_path / "taken").exists()


def test_one_bomb_costs_its_own_document_only(office: Office, small_scan: Make, tmp_path: Path) -> None:
    """A page that takes too long is given up; its neighbours are filed."""
    import numpy as np
    from PIL import Image

    folder = tmp_path / "scans"
    folder.mkdir()
    small_scan(folder / "a.jpg")
    noise = np.random.default_rng(1).integers(0, 2, (7000, 5000), np.uint8) * 255
    Image.fromarray(noise).save(folder / "b.png", dpi=(300, 300))
    small_scan(folder / "c.jpg").write_bytes((folder / "a.jpg").read_bytes() + b"\0")
    done = office.run("run", folder, "--json", code=3, SOHOA_RUN_PAGE_SECONDS="8")
    states = [line.split('"state": "')[1].split('"')[0] for line in done.stdout.splitlines()]
    assert sorted(states) == ["filed", "filed", "held"]
