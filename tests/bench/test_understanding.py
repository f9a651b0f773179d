"""The measure of understanding: what counts as right, doubted, wrong and missed, and what a sample proves."""

from collections import Counter

import pytest

from bench.papers import specimens
from bench.papers_form import Told
from bench.papers_perfect import perfect_pages
from bench.understanding import is_rightly_doubted, rates
from bench.understanding_score import Outcome, lower_bound, outcomes
from digitize.model import Document, Field, Status
from digitize.pipeline import understand
from ocr import open_engine


def read(name: str, value: str | None, status: Status = "read", role: str = "") -> Field:
    return Field(name, value, 0.9, 1, None, role=role, status=status)


def judge(told: Told | tuple[Told, ...], *found: Field) -> list[str]:
    return [one.what for one in outcomes(told if isinstance(told, tuple) else (told,), found)]


NUMBER = Told("citizen_id", "001188991951")


def test_sure_and_doubted_values_are_right_or_wrong() -> None:
    assert judge(NUMBER, read("citizen_id", "001188991951")) == ["right"]
    assert judge(NUMBER, read("citizen_id", "001188991957")) == ["wrong"]
    assert judge(NUMBER, read("citizen_id", "001188991951", "doubtful")) == ["doubted_right"]
    assert judge(NUMBER, read("citizen_id", "001188991957", "doubtful")) == ["doubted_wrong"]
    assert judge(NUMBER) == ["missed"]


def test_an_empty_slot_is_right_only_as_such() -> None:
    empty = Told("document_number", None)
    assert judge(empty, read("document_number", None, "blank_on_page")) == ["right"]
    assert judge(empty, read("document_number", "9/UBND")) == ["wrong"]
    assert judge(NUMBER, read("citizen_id", None, "blank_on_page")) == ["missed"]


def test_what_is_not_told_is_wrong_when_it_is_said() -> None:
    (one,) = outcomes((), (read("full_name", "Trần Văn Thử"),))
    assert one == Outcome("full_name", "wrong", None, "Trần Văn Thử", True)


def test_names_keep_their_marks_and_numbers_their_letters() -> None:
    name = Told("full_name", "Trần Văn Thử")
    assert judge(name, read("full_name", "TRẦN VĂN THỬ")) == ["right"]
    assert judge(name, read("full_name", "Trần Văn Thứ")) == ["wrong"]
    assert judge(Told("document_number", "5/QĐ-UBND"), read("document_number", "5/QD-UBND")) == ["wrong"]


def test_a_number_in_the_list_must_not_become_the_holders() -> None:
    told = (
        Told("all_citizen_ids", "001188991951", role="mother"),
        Told("all_citizen_ids", "001219990001", role="holder"),
    )
    assert judge(told, read("all_citizen_ids", "001188991951", role="holder")) == ["wrong", "missed"]
    assert judge(told, read("all_citizen_ids", "001188991951", role="listed")) == ["right", "missed"]
    assert judge(told, read("all_citizen_ids", "001219990001", role="listed")) == ["wrong", "missed"]


def test_optional_values_are_no_fault_when_missing() -> None:
    assert judge(Told("full_name", "Trần Văn Thử", optional=True)) == []


@pytest.mark.parametrize("cases", [10, 300, 3000])
def test_without_an_error_the_bound_is_the_rule_of_three(cases: int) -> None:
    assert lower_bound(cases, cases) == pytest.approx(0.05 ** (1 / cases), abs=1e-9)


def test_the_bound_falls_with_errors() -> None:
    assert lower_bound(299, 300) < lower_bound(300, 300)
    assert lower_bound(0, 10) == 0.0
    # tables of Clopper and Pearson, one-sided 95 %: 8 of 10
    assert lower_bound(8, 10) == pytest.approx(0.4931, abs=1e-3)


# Of official forms that were drawn before any rule knew them: all sure values of these are right, and so many found.
FOUND = {"citizen_id": 0.95, "full_name": 0.9, "date_of_birth": 0.88, "issue_date": 0.95, "document_number": 0.84}


@pytest.mark.parametrize("which", ["first", "more"])
def test_official_forms_are_understood_without_a_wrong_sure_value(which: str) -> None:
    engine, counts = open_engine("lines:"), {name: Counter[str]() for name in FOUND}
    for specimen in specimens(1, 72, unseen=which):
        document = understand(engine, perfect_pages(specimen.sheets))
        assert isinstance(document, Document)
        for one in outcomes(specimen.fields, document.fields):
            if one.name in counts and not is_rightly_doubted(one):
                counts[one.name][one.what] += 1
    for name, least in FOUND.items():
        assert counts[name]["wrong"] == 0, name
        assert rates(counts[name])["recall"] >= least, name
