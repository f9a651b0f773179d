"""The clerk's desk with the real command: what is in doubt waits, is shown, decided, then goes its way by itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PIL import Image

from commands.doors import find_settings, open_doors, open_spool
from commands.options import event, make_order
from digitize import decisions
from digitize.batch import file_batch
from digitize.page import Failure
from digitize.release import decide, take_back
from tests.end_to_end.office import Make, Office, draw_slip, make_office

# Printed on the slip, with a year of birth that contradicts it; and what a clerk reads there.
READ, RIGHT = "001185000321", "001186000321"
SLIP = ("GIẤY ỦY QUYỀN", "Họ và tên: Nguyễn Thị Mẫu", "Ngày sinh: 12/03/1986", f"Số định danh cá nhân: {READ}")
WHY = ("--operator", "Lê Văn Thử", "--reason", "xem lại ảnh quét")
_In = TypeVar("_In")
_Out = TypeVar("_Out")


def held(office: Office, path: Path, *lines: str, extra: tuple[str, ...] = ()) -> str:
    """The id of a slip that a run has held."""
    outcome = office.json("run", draw_slip(path, *lines), *extra, code=3)[0]
    assert outcome["state"] == "held"
    return str(outcome["document"])


def shown(office: Office, document: str) -> dict[str, Any]:
    return office.json("show", document)[0]


def test_a_doubted_holder_waits_is_corrected_and_found(office: Office, tmp_path: Path) -> None:
    document = held(office, tmp_path / "slip.jpg", *SLIP)
    assert office.documents() == office.json("find", "--citizen-id", "-", stdin=READ) == []
    waiting = office.json("review", "list")
    assert [one["document"] for one in waiting] == [document]
    assert waiting[0]["blocking"] == ["citizen_id:year_differs"]
    assert waiting[0]["signature"] == "none"
    assert READ not in office.run("review", "list").stdout

    told = office.json("review", "show", document, "--to", tmp_path / "pictures")[0]["in_doubt"]
    assert [(one["name"], one["value"], one["blocks"]) for one in told] == [("citizen_id", READ, True)]
    with Image.open(told[0]["picture"]) as picture:
        assert picture.width < 1000
        assert picture.height < 300
        assert picture.convert("L").getextrema()[0] < 80, "the number stands on it"

    office.run("review", "correct", document, "citizen_id", *WHY, stdin=f"{RIGHT}\n")
    assert office.json("find", "--citizen-id", "-", stdin=READ) == []
    found = office.json("find", "--citizen-id", "-", stdin=RIGHT)
    assert [(one["document"], one["state"], one["doubts"]) for one in found] == [(document, "filed", [])]
    record = shown(office, document)
    number = record["fields"]["citizen_id"]
    assert (number["value"], number["confidence"], number["witnesses"]) == (RIGHT, 1.0, ["operator"])
    assert [(one["act"], one["by"]) for one in record["history"]][2:] == [
        ("corrected", "Lê Văn Thử"),
        ("filed", WHY[1]),
        ("viewed", record["history"][0]["by"]),
    ]
    assert record["history"][2]["details"] == {"fields": "citizen_id", "reason": "xem lại ảnh quét"}
    assert not re.search(r"\d{9}", str(record["history"]) + (office.folder / "sohoa.log").read_text())
    assert office.json("verify", document)[0]["intact"] is True
    assert office.json("review", "list") == []
    again = office.json("run", tmp_path / "slip.jpg")[0]
    assert (again["state"], shown(office, document)["fields"]["citizen_id"]["value"]) == ("already_filed", RIGHT)


def test_what_was_decided_outlives_every_other_reading(office: Office, tmp_path: Path) -> None:
    document = held(office, tmp_path / "slip.jpg", "Một tờ giấy không có tên loại", *SLIP[1:])
    assert set(shown(office, document)["blocking"]) == {"kind:doubtful", "citizen_id:year_differs"}
    office.run("review", "accept", document, "citizen_id", code=3)
    assert shown(office, document)["blocking"] == ["kind:doubtful"]
    office.run("retry", document, code=3)
    record = shown(office, document)
    assert (record["decided"], record["blocking"]) == (["citizen_id"], ["kind:doubtful"])
    office.run("review", "correct", document, "kind", *WHY, stdin="Giấy ủy quyền\n")
    record = shown(office, document)
    assert (record["state"], record["kind"], record["doubts"]) == ("filed", "giay_uy_quyen", [])
    assert set(record["decided"]) == {"citizen_id", "kind"}
    assert len(office.json("find", "--citizen-id", "-", stdin=READ)) == 1


def test_two_who_decide_at_once_the_second_is_told(office: Office, tmp_path: Path) -> None:
    document = held(office, tmp_path / "slip.jpg", "Một tờ giấy không có tên loại", *SLIP[1:])
    office.run("review", "accept", document, "citizen_id", "--revision", 1, code=3)
    late = office.run("review", "correct", document, "citizen_id", "--revision", 1, *WHY, stdin=RIGHT, code=3)
    assert "changed in the meantime" in late.stderr
    assert shown(office, document)["fields"]["citizen_id"]["value"] == READ


def test_a_decision_made_while_a_machine_reads_is_not_lost(office: Office, tmp_path: Path) -> None:
    document = held(office, tmp_path / "slip.jpg", *SLIP)
    settings = find_settings(str(office.folder / "sohoa.toml"))
    doors = open_doors(settings)
    with doors.catalog.transaction() as transaction:
        record = transaction.records.find_one(document)
    assert record is not None
    accept = partial(decisions.accept, names=("citizen_id",))
    with open_spool(settings) as spool:

        def meanwhile(
            function: Callable[[_In], _Out], tickets: Iterable[_In], lost: Callable[[_In, str], _Out], /
        ) -> Iterator[_Out]:
            for ticket in tickets:
                result = function(ticket)
                if isinstance(result, Failure):
                    told = event("accepted", document, "Lê Văn Thử")
                    decide(record, accept, told, (doors.catalog, doors.vault, spool))
                yield result

        order = replace(make_order(settings, doors, spool, "máy"), again=True)
        outcome = next(file_batch([take_back(record, doors.vault, spool)], order, doors, meanwhile))
    assert (outcome.state, outcome.record is not None and outcome.record.decided) == ("held", ("citizen_id",))
    assert office.json("run", tmp_path / "slip.jpg")[0]["state"] == "filed"
    assert shown(office, document)["decided"] == ["citizen_id"]


def test_a_filed_document_is_corrected_as_a_new_revision(office: Office, small_scan: Make, tmp_path: Path) -> None:
    codes = ("H08.12-241128-0001", "H08.12-241128-0002")
    slip = small_scan(tmp_path / "slip.jpg")
    document = office.json("run", slip, "--dossier", codes[0])[0]["document"]
    office.run("run", slip, "--dossier", codes[1])  # the second dossier is a revision of its own
    office.run("export", document, "--to", tmp_path / "before.pdf")
    done = office.json("review", "correct", document, "citizen_id", *WHY, stdin=f"{RIGHT[:6]} {RIGHT[6:]}\n")
    assert [(one["revision"], one["state"], one["dossiers"]) for one in done] == [(3, "filed", list(codes))]
    assert office.json("find", "--citizen-id", "-", stdin=READ) == []
    assert len(office.json("find", "--citizen-id", "-", stdin=RIGHT)) == 1
    office.run("export", document, "--to", tmp_path / "after.pdf")
    assert (tmp_path / "before.pdf").read_bytes() == (tmp_path / "after.pdf").read_bytes()
    told = office.run("review", "correct", document, "citizen_id", *WHY, stdin=READ)
    assert all(code in told.stderr for code in codes)
    assert office.json("review", "checked", document, "--operator", "Văn thư")[0]["checked"] is True
    office.run("review", "checked", document, code=3)
    record = shown(office, document)
    assert (record["revision"], record["checked"]) == (5, True)
    assert [one["act"] for one in record["history"]].count("checked") == 1
    assert "Đã đối chiếu" in office.run("show", document).stdout


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("correct", "citizen_id"), "00118500032", "12 digits"),
        (("correct", "citizen_id"), "001085000321", "--sure"),
        (("correct", "issue_date"), "31/02/2024", "right form"),
        (("correct", "colour"), "red", "no field"),
        (("accept", "full_name"), "", "not in doubt"),
    ],
)
def test_what_no_clerk_can_mean_is_refused_and_nothing_changes(
    waiting_office: tuple[Office, str], words: tuple[str, ...], stdin: str, said: str
) -> None:
    office, document = waiting_office
    refused = office.run("review", words[0], document, *words[1:], *WHY, stdin=f"{stdin}\n", code=3)
    assert said in refused.stderr
    assert not stdin or stdin not in refused.stderr
    assert shown(office, document)["revision"] == 1


def test_a_reason_holds_no_number_of_a_person(waiting_office: tuple[Office, str]) -> None:
    office, document = waiting_office
    office.run("review", "reject", document, "--reason", f"của {READ[:6]} {READ[6:]}", code=3)
    assert shown(office, document)["state"] == "held"


def test_a_rejected_paper_is_out_and_its_page_stays(office: Office, tmp_path: Path) -> None:
    document = held(office, tmp_path / "slip.jpg", *SLIP)
    office.run("review", "reject", document, *WHY)
    assert shown(office, document)["state"] == "revoked"
    assert office.json("review", "list") == office.json("held") == []
    office.run("review", "accept", document, "--all", code=3)
    office.run("export", document, "--original", "--to", tmp_path / "page.jpg")
    assert (tmp_path / "page.jpg").read_bytes() == (tmp_path / "slip.jpg").read_bytes()
    assert office.json("run", tmp_path / "slip.jpg")[0]["state"] == "already_filed"


def test_an_operator_who_differs_from_the_print_is_asked_once_more(
    office: Office, small_scan: Make, tmp_path: Path
) -> None:
    slip = small_scan(tmp_path / "slip.jpg")
    told = "001085000777"
    office.run("run", slip, "--citizen-id", "-", stdin=f"{told}\n", code=3)
    document = office.json("review", "list")[0]["document"]
    assert shown(office, document)["blocking"] == ["citizen_id:operator_differs"]
    assert office.json("find", "--citizen-id", "-", stdin=told) == []
    office.run("review", "accept", document, "--all", "--operator", "Lê Văn Thử")
    assert len(office.json("find", "--citizen-id", "-", stdin=told)) == 1
    assert office.json("find", "--citizen-id", "-", stdin=READ) == []


def test_unsure_fields_that_decide_nothing_do_not_wait(samples_office: tuple[Office, list[dict[str, Any]]]) -> None:
    office, outcomes = samples_office
    unsure = [one for one in outcomes if one["state"] == "filed" and one["unchecked"]]
    for outcome in unsure:
        assert "Chưa kiểm tra" in office.run("show", outcome["document"]).stdout
    waiting = [one["document"] for one in office.json("review", "list")]
    assert waiting == [one["document"] for one in outcomes if one["blocking"]]


@pytest.fixture(scope="module")
def waiting_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """An office in which one slip waits for a person; tests that use it change nothing."""
    folder = tmp_path_factory.mktemp("waiting")
    office = make_office(folder)
    return office, held(office, folder / "slip.jpg", *SLIP)
