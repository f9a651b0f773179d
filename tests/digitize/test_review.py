"""Cross-checks: no wrong citizen is filed silently, and an operator's word is never overwritten."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document, Field
from digitize.record import Subject
from digitize.review import review, subjects
from digitize.vietnam.glossary import glossary

PaperMaker = Callable[..., Document]


def understood(document: Document, citizen_id: str = "") -> Document:
    return review(extract(classify(document)), citizen_id)


def holder(document: Document) -> Field:
    return next(field for field in document.fields if field.name == "citizen_id")


def test_a_sound_paper_has_no_doubts(papers: dict[str, str], lay_out: PaperMaker) -> None:
    found = understood(lay_out(papers["birth"]))
    assert found.doubts == ()
    assert subjects(found) == (Subject("holder", "001219998233"), Subject("declarant", "001085995234"))


@pytest.mark.parametrize(
    ("printed", "instead", "doubt"),
    [
        ("30/09/2019", "30/09/2018", "citizen_id:year_differs"),
        ("Giới tính: Nam", "Giới tính: Nữ", "citizen_id:sex_differs"),
        ("001219998233", "001019998233", "citizen_id:year_differs"),
        ("001219998233", "003219998233", "citizen_id:unknown_province"),
    ],
)
def test_a_number_that_contradicts_the_paper_makes_nobody_a_subject(
    printed: str, instead: str, doubt: str, papers: dict[str, str], lay_out: PaperMaker
) -> None:
    # without the date in words, which would make a date in figures that differs from it a doubt of its own
    figures = "".join(line for line in papers["birth"].splitlines(keepends=True) if "bằng chữ" not in line)
    found = understood(lay_out(figures.replace(printed, instead)))
    assert doubt in found.doubts
    assert holder(found).status == "doubtful"
    assert [subject.role for subject in subjects(found)] == ["declarant"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(place=st.integers(3, 5), shift=st.integers(1, 9))
def test_no_misread_digit_of_sex_or_year_is_filed(
    place: int, shift: int, papers: dict[str, str], lay_out: PaperMaker
) -> None:
    number = "001219998233"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    found = understood(lay_out(papers["birth"].replace(number, wrong)))
    assert wrong not in [subject.citizen_id for subject in subjects(found)]


def test_two_readings_of_one_number_are_both_doubted(papers: dict[str, str], lay_out: PaperMaker) -> None:
    second = papers["card"].replace("001 188 991 951", "001 188 991 957")
    found = understood(lay_out(papers["card"], second))
    assert "citizen_id:two_values" in found.doubts
    assert subjects(found) == ()


def test_an_operator_names_the_holder_and_the_print_is_a_second_witness(
    papers: dict[str, str], lay_out: PaperMaker
) -> None:
    found = understood(lay_out(papers["birth"], confidence=0.5), "001219998233")
    assert holder(found).witnesses == ("print", "operator")
    assert (holder(found).status, holder(found).confidence) == ("read", 1.0)
    assert subjects(found)[0] == Subject("holder", "001219998233")


def test_an_operator_who_differs_from_the_print_is_believed_and_doubted(
    papers: dict[str, str], lay_out: PaperMaker
) -> None:
    found = understood(lay_out(papers["birth"]), "001219991111")
    field = holder(found)
    assert (field.value, field.witnesses, field.page, field.box) == ("001219991111", ("operator",), 1, None)
    assert field.status == "doubtful"
    assert "citizen_id:operator_differs" in found.doubts
    # what was printed makes nobody a subject as long as the two disagree
    assert [subject.citizen_id for subject in subjects(found)] == ["001219991111", "001085995234"]


def test_an_operator_names_the_holder_of_a_paper_without_number(papers: dict[str, str], lay_out: PaperMaker) -> None:
    found = understood(lay_out(papers["notice"]), "001085000123")
    assert subjects(found) == (Subject("holder", "001085000123"),)
    assert found.doubts == ()


def test_a_number_that_names_another_type_is_doubted(papers: dict[str, str], lay_out: PaperMaker) -> None:
    found = understood(lay_out(papers["decision"].replace("214/QĐ-", "214/TB-")))
    assert "document_number:type_differs" in found.doubts


def test_an_unknown_kind_is_doubted(lay_out: PaperMaker) -> None:
    assert understood(lay_out("Một trang giấy không có tiêu đề")).doubts == ("kind:doubtful",)


def test_every_doubt_has_a_word_in_the_glossary(papers: dict[str, str], lay_out: PaperMaker) -> None:
    words = glossary()
    for text in papers.values():
        for confidence in (0.95, 0.3):
            for spoilt in (text, text.replace("0", "O", 7), text.replace("1", "31", 5)):
                for doubt in understood(lay_out(spoilt, confidence=confidence)).doubts:
                    name, _, problem = doubt.rpartition(":")
                    assert name in words["fields"]
                    assert problem in words["doubts"]


def test_reviewing_twice_changes_nothing(papers: dict[str, str], lay_out: PaperMaker) -> None:
    for text in papers.values():
        once = understood(lay_out(text))
        assert review(once) == once


@pytest.mark.parametrize(("issued", "doubts"), [("2026-03-01", ()), ("2026-03-02", ("issue_date:future_date",))])
def test_a_day_still_to_come_is_a_doubt(issued: str, doubts: tuple[str, ...]) -> None:
    read = Document((), "thong_bao", 0.99, fields=(Field("issue_date", issued, 0.99, 1, None),))
    found = review(read, today=date(2026, 3, 1))
    assert found.doubts == doubts
    assert found.fields[0].status == ("doubtful" if doubts else "read")
