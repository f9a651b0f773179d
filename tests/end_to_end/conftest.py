"""Offices for the end-to-end tests: an empty one, one that has filed all samples, and what was exported of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.office import BROKEN, DOSSIERS, SAMPLES, Make, Office, draw_slip, make_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


@pytest.fixture(scope="session")
def samples_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, list[dict[str, Any]]]:
    """An office that has filed all samples, good and broken, and what `run` said of them."""
    office = make_office(tmp_path_factory.mktemp("samples"))
    return office, office.json("run", DOSSIERS, BROKEN, code=3)


@pytest.fixture(scope="session")
def truth() -> dict[str, dict[str, Any]]:
    """The truth of the samples, by the path of the file below samples/."""
    told: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    return told["files"]


@pytest.fixture(scope="session")
def exported(
    samples_office: tuple[Office, list[dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every filed document's PDF, by the name of its input."""
    office, outcomes = samples_office
    folder, files = tmp_path_factory.mktemp("exported"), {}
    for number, outcome in enumerate(outcomes):
        if outcome["state"] == "filed":
            files[Path(outcome["file"]).name] = folder / f"{number}.pdf"
            office.run("export", outcome["document"], "--to", folder / f"{number}.pdf")
    return files


@pytest.fixture(scope="session")
def small_scan() -> Make:
    """Makes a small scanned slip of an invented person: quick to read."""

    def make(path: Path) -> Path:
        return draw_slip(path, "GIẤY ỦY QUYỀN", "Họ và tên: Nguyễn Thị Mẫu", "Số định danh cá nhân: 001185000321")

    return make
