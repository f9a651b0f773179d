"""A pile of several dossiers through the real command: split at its separator sheets, reconciled, handed over."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.end_to_end.office import DOSSIERS, Office, make_office

CODES = ("H08.12-261120-0001", "H08.12-261120-0002", "H08.12-261120-0003")
# What lies behind each separator sheet: (sample, kind, sides).
PILE = (
    (("08-receipt-slip.pdf", "giay_tiep_nhan", 1), ("07-application.pdf", "don_de_nghi", 3)),
    (("01-birth-certificate.pdf", "giay_khai_sinh", 1), ("05-household-register.tif", "so_ho_khau", 4)),
    (
        ("09-decision.tif", "quyet_dinh", 4),
        ("17-letter.png", "cong_van", 1),
        ("19-benefit-decision.pdf", "quyet_dinh", 2),
    ),
)
Ran = tuple[Office, Path, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """An office that has run the pile, the folder of the pile, and what became of it.

    Two papers wait for a person: the register names other people than the certificate before it, and a number is
    hard to read.
    """
    folder = tmp_path_factory.mktemp("pile")
    office, pile = make_office(folder), folder / "pile"
    pile.mkdir()
    sheets = folder / "separators.pdf"
    office.run("separators", *(word for code in CODES for word in ("--dossier", code)), "--to", sheets)
    subprocess.run(["pdftoppm", "-r", "150", "-png", sheets, folder / "sheet"], check=True, timeout=120)
    for number, papers in enumerate(PILE, 1):
        shutil.copy(folder / f"sheet-{number}.png", pile / f"{number}-0.png")
        for place, (name, _, _) in enumerate(papers, 1):
            shutil.copy(DOSSIERS / name, pile / f"{number}-{place}-{name}")
    return office, pile, office.json("run", "--pile", pile, "--handover", folder / "handover.pdf", code=3)


def test_the_pile_falls_apart_into_its_dossiers_and_papers(ran: Ran) -> None:
    _, _, outcomes = ran
    told = [(outcome["dossier"], outcome["kind"], outcome["pages"]) for outcome in outcomes if outcome["document"]]
    truth = [(code, kind, pages) for code, papers in zip(CODES, PILE, strict=True) for _, kind, pages in papers]
    assert told == truth
    assert [outcome["sides"] for outcome in outcomes if outcome["state"] == "separator"] == [[1], [6], [12]]


def test_every_side_is_accounted_for_and_handed_over(ran: Ran) -> None:
    office, _, outcomes = ran
    assert sorted(side for outcome in outcomes for side in outcome["sides"]) == list(range(1, 20))
    with pdfplumber.open(office.folder.parent / "handover.pdf") as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "BIÊN BẢN BÀN GIAO" in text
    assert "Kết quả: khớp." in text
    assert all(code in text for code in CODES)
    assert not any(subject["citizen_id"] in text for outcome in outcomes for subject in outcome.get("subjects", []))


def test_the_same_pile_again_is_known_without_reading(ran: Ran) -> None:
    office, pile, outcomes = ran
    again = office.json("run", "--pile", pile, code=3)
    assert [outcome["document"] for outcome in again] == [outcome["document"] for outcome in outcomes]
    assert {outcome["state"] for outcome in again} == {"already_filed", "separator", "held"}


def test_a_paper_alone_is_the_paper_out_of_the_pile(ran: Ran) -> None:
    office, _, outcomes = ran
    (alone,) = office.json("run", DOSSIERS / "17-letter.png")
    assert (alone["state"], alone["document"]) == (
        "already_filed",
        next(o["document"] for o in outcomes if o["kind"] == "cong_van"),
    )


def test_a_missing_separator_unbalances_the_batch_and_links_nobody_elses_papers(ran: Ran, tmp_path: Path) -> None:
    office, pile, outcomes = ran
    gap = tmp_path / "gap"
    shutil.copytree(pile, gap)
    (gap / "2-0.png").unlink()
    done = office.run("run", "--pile", gap, code=3)
    assert "thiếu 1 tờ phân tách" in done.stderr
    birth = next(o["document"] for o in outcomes if o["kind"] == "giay_khai_sinh")
    assert birth not in {one["document"] for one in office.json("find", "--dossier", CODES[0])}


def test_a_paper_that_may_be_a_strangers_waits_and_goes_into_the_dossier_that_a_person_names(ran: Ran) -> None:
    office, _, outcomes = ran
    register = next(outcome for outcome in outcomes if outcome["kind"] == "so_ho_khau")
    assert (register["state"], register["blocking"]) == ("held", ["split:person_differs"])
    assert register["document"] not in {one["document"] for one in office.json("find", "--dossier", CODES[1])}
    why = ("--operator", "Lê Văn Thử", "--reason", "kẹp nhầm hồ sơ")
    office.run("review", "correct", register["document"], "split", *why, stdin=f"{CODES[2]}\n")
    assert register["document"] in {one["document"] for one in office.json("find", "--dossier", CODES[2])}
    assert register["document"] not in {one["document"] for one in office.json("find", "--dossier", CODES[1])}


def test_two_passes_that_differ_in_number_are_refused(ran: Ran, tmp_path: Path) -> None:
    office, _, _ = ran
    before = len(office.documents())
    office.run("run", "--duplex-pass", DOSSIERS / "05-household-register.tif", DOSSIERS / "17-letter.png", code=3)
    assert len(office.documents()) == before
