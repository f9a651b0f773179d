"""`sohoa read` needs no archive and tells pages, words and fields as they are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.cer import Score, judge
from tests.end_to_end.office import BROKEN, DOSSIERS

PAGE_KEYS = {"page", "dpi", "rotation", "skew", "width", "height", "blank", "text", "words"}
FIELD_KEYS = {"value", "confidence", "page", "box", "witnesses", "status"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `read` says of all samples, run where there are no settings."""
    command = [sys.executable, "-P", "-c", "import cli; cli.main()", "read", DOSSIERS, BROKEN, "--json"]
    here = tmp_path_factory.mktemp("nowhere")
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, cwd=here)
    assert done.returncode == 3, done.stderr
    assert list(here.iterdir()) == []
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(line["file"]).name: line for line in lines}


def test_unreadable_files_are_told_with_the_reason(told: dict[str, dict[str, Any]]) -> None:
    for file in BROKEN.iterdir():
        assert told[file.name].keys() == {"file", "error"}
        assert len(told[file.name]["error"]) > 20


def test_the_json_keeps_its_contract(told: dict[str, dict[str, Any]]) -> None:
    for file in DOSSIERS.iterdir():
        line = told[file.name]
        assert line.keys() == {"file", "pages", "documents", "kind", "fields", "doubts"}
        assert line["documents"][0]["kind"] == line["kind"]
        for page in line["pages"]:
            assert page.keys() == PAGE_KEYS
            for left, top, right, bottom, _, confidence in page["words"]:
                assert 0 <= left < right <= page["width"]
                assert 0 <= top < bottom <= page["height"]
                assert 0 <= confidence <= 1
        for value in line["fields"].values():
            for one in value if isinstance(value, list) else [value]:
                assert one.keys() - {"role"} == FIELD_KEYS
                assert (one["value"] is None) == (one["status"] == "blank_on_page")


def test_turn_skew_blanks_and_resolution_are_those_of_the_truth(
    told: dict[str, dict[str, Any]], truth: dict[str, dict[str, Any]]
) -> None:
    for file, known in truth.items():
        if not file.startswith("dossiers/"):
            continue
        for page, real in zip(told[Path(file).name]["pages"], known["pages"], strict=True):
            assert (page["rotation"], page["blank"]) == (real["rotation"], real["blank"]), file
            if real["skew"] is not None and not real["blank"] and known["form"] == "scan":
                assert page["skew"] == pytest.approx(real["skew"], abs=0.15), file
            if real["dpi"] is not None:
                assert page["dpi"] == pytest.approx(real["dpi"], abs=1), file


def test_what_is_read_is_what_is_printed(told: dict[str, dict[str, Any]], truth: dict[str, dict[str, Any]]) -> None:
    score = Score()
    for file, known in truth.items():
        if file.startswith("dossiers/") and known["form"] == "scan":
            for page, real in zip(told[Path(file).name]["pages"], known["pages"], strict=True):
                score += judge(real["text"], page["text"])
    print(f"CER {score.cer:.4f}, without marks {score.folded_cer:.4f}, word F1 {score.f1:.4f}")
    assert score.cer < 0.008


def test_a_photographed_paper_is_read_like_a_scanned_one(
    told: dict[str, dict[str, Any]], truth: dict[str, dict[str, Any]]
) -> None:
    (page,), real = told["14-authorisation.jpg"]["pages"], truth["dossiers/14-authorisation.jpg"]
    assert (page["width"], page["height"], page["skew"]) == (1740, 2380, 0)
    assert judge(real["pages"][0]["text"], page["text"]).cer < 0.01
    (left, top, right, bottom), *_ = (word[:4] for word in page["words"] if word[4] == "GIẤY")
    assert 700 < (left + right) / 2 < 850 and 390 < (top + bottom) / 2 < 460  # on the picture, not on the flat page


def test_a_blank_number_stays_blank(told: dict[str, dict[str, Any]]) -> None:
    number = told["10-letter-without-number.pdf"]["fields"]["document_number"]
    assert (number["value"], number["status"]) == (None, "blank_on_page")
