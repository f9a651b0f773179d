"""The desk's rules: what blocks, what does not, and that no machine undoes a person's decision."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize import decisions, desk
from digitize.classify import classify
from digitize.errors import InputError
from digitize.extract import extract
from digitize.model import Box, Decided, Document, Field, Intake
from digitize.record import Record, Subject
from digitize.review import review, subjects
from digitize.vietnam.glossary import glossary

HOLDER, OTHER = "001219998233", "001185000321"
PaperMaker = Callable[..., Document]


def said(name: str, value: str | None, **parts: object) -> Field:
    field = Field(name, value, 0.7, 1, Box(1, 2, 30, 40), status="doubtful")
    return replace(field, **parts)  # type: ignore[arg-type]


def waiting(*fields: Field, doubts: tuple[str, ...] = (), **parts: object) -> Record:
    """A held record of an invented birth certificate."""
    record = Record("k7m2p", "held", "1" * 64, "2" * 64, "sohoa 0", "2026-11-21T05:00:00Z", kind="giay_khai_sinh")
    return replace(record, fields=fields, doubts=doubts, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doubt", "kind", "held"),
    [
        ("citizen_id:year_differs", "giay_khai_sinh", True),
        ("citizen_id:operator_differs", "cong_van", True),
        ("kind:doubtful", "khac", True),
        ("split:page_order", "cong_van", True),
        ("document_number:low_confidence", "quyet_dinh", True),
        ("issue_date:unclear", "cong_van", True),
        # A card, an application, an annex bears no number of its own: it is known by its holder.
        ("issue_date:unclear", "can_cuoc", False),
        ("document_number:by_hand", "don_de_nghi", False),
        ("full_name:low_confidence", "giay_khai_sinh", False),
        ("all_citizen_ids:two_values", "phu_luc", False),
        ("date_of_birth:unclear", "can_cuoc", False),
        ("page:below_standard", "quyet_dinh", False),
        ("text:letters_lacking", "quyet_dinh", False),
        ("document_number:low_confidence", "a kind that an operator made", True),
    ],
)
def test_only_what_decides_blocks(doubt: str, kind: str, held: bool) -> None:
    assert desk.blocks(doubt, kind) is held
    assert bool(desk.question(Document((), kind=kind, doubts=(doubt,)))) is held


def test_an_empty_slot_is_no_doubt_and_a_letter_needs_no_holder(papers: dict[str, str], lay_out: PaperMaker) -> None:
    for name in ("notice", "birth", "decision"):
        found = review(extract(classify(lay_out(papers[name]))))
        assert desk.blocking(desk.require_holder(found)) == (), name


def test_a_paper_of_a_person_must_tell_of_whom() -> None:
    nobody = Document((), kind="giay_khai_sinh", kind_confidence=0.9)
    assert desk.require_holder(nobody).doubts == (desk.MISSING,)
    assert desk.require_holder(desk.require_holder(nobody)).doubts == (desk.MISSING,)
    for clue in (said("full_name", "Lò Văn Páo"), said("cmnd", "012345678"), said("citizen_id", HOLDER)):
        assert desk.require_holder(replace(nobody, fields=(clue,))).doubts == ()
    assert desk.require_holder(replace(nobody, fields=(said("full_name", None),))).doubts == (desk.MISSING,)
    for kind in ("cong_van", "quyet_dinh", "khac"):
        assert desk.require_holder(replace(nobody, kind=kind)).doubts == ()


def test_every_field_that_blocks_has_a_name_for_people() -> None:
    record = waiting(doubts=("citizen_id:missing", "split:x", "kind:doubtful", "secrecy:x", "issue_date:unclear"))
    for name in desk.doubted(record):
        assert glossary()["fields"][name]["vi"] in desk.question(record)


def test_what_blocks_is_asked_first_and_pages_are_not_asked_at_all() -> None:
    doubts = ("page:below_standard", "full_name:unclear", "all_citizen_ids:two_values", "citizen_id:two_values")
    assert desk.doubted(waiting(doubts=doubts)) == ("citizen_id", "full_name")


def test_accepting_settles_a_doubt_and_makes_the_holder_a_subject() -> None:
    record = waiting(said("citizen_id", HOLDER, others=(OTHER,)), doubts=("citizen_id:year_differs",))
    assert record.subjects == ()
    done = decisions.accept(record, ("citizen_id",))
    field = desk.find_field(done, "citizen_id")
    assert field == said(
        "citizen_id", HOLDER, confidence=1.0, witnesses=("print", "operator"), status="read", others=()
    )
    assert (done.doubts, done.decided, done.subjects) == ((), ("citizen_id",), (Subject("holder", HOLDER),))
    assert desk.is_free(done)
    assert not desk.is_free(record)
    assert "sohoa retry" in done.problem


def test_accepting_nothing_says_that_there_is_nothing() -> None:
    done = decisions.accept(waiting(doubts=(desk.MISSING,)), ("citizen_id",))
    field = desk.find_field(done, "citizen_id")
    assert field is not None
    assert (field.value, field.status, done.subjects) == (None, "blank_on_page", ())
    again = desk.settle(Document((), kind="giay_khai_sinh", doubts=(desk.MISSING,)), desk.recall(done))
    assert again.doubts == ()


def test_a_corrected_holder_ousts_every_other_reading() -> None:
    listed = said("all_citizen_ids", HOLDER, role="holder", status="read")
    mother = said("all_citizen_ids", OTHER, role="mother", status="read")
    record = waiting(said("citizen_id", HOLDER), listed, mother, doubts=("citizen_id:two_values",), state="filed")
    done = decisions.correct(record, "citizen_id", "001 219 998 234")
    assert done.subjects == (Subject("holder", "001219998234"), Subject("mother", OTHER))
    assert done.problem == ""


def test_a_corrected_birth_date_may_settle_the_holder_too() -> None:
    number, born = said("citizen_id", HOLDER), said("date_of_birth", "2018-09-30", status="read")
    record = waiting(number, born, doubts=("citizen_id:year_differs",))
    done = decisions.correct(record, "date_of_birth", "30/09/2019")
    assert done.doubts == ()
    assert done.subjects == (Subject("holder", HOLDER),)
    kept = decisions.correct(record, "date_of_birth", "30/9/2017")
    assert (kept.doubts, kept.subjects) == (("citizen_id:year_differs",), ())


def test_a_kind_that_a_person_decided_is_certain_and_read_by() -> None:
    record = waiting(doubts=("kind:doubtful",), kind="khac", runner_up="to_khai")
    done = decisions.correct(record, "kind", "  giấy  khai sinh")
    assert (done.kind, done.kind_confidence, done.runner_up, done.doubts) == ("giay_khai_sinh", 1.0, "", ())
    again = desk.settle(Document((), kind="to_khai", kind_confidence=0.99), desk.recall(done))
    assert (again.kind, again.kind_confidence, again.part) == ("giay_khai_sinh", 1.0, "component")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("citizen_id", "1234"),
        ("citizen_id", "00121999823O"),
        ("kind", "giay_la"),
        ("kind", None),
        ("issue_date", "31/02/2020"),
        ("issue_date", "hôm qua"),
        ("full_name", "  "),
        ("all_citizen_ids", HOLDER),
    ],
)
def test_what_no_field_can_hold_is_refused_and_not_repeated(name: str, value: str | None) -> None:
    record = waiting(said("citizen_id", HOLDER), doubts=("citizen_id:year_differs",))
    with pytest.raises(InputError) as refused:
        decisions.correct(record, name, value)
    assert not (value or "").strip() or str(value) not in str(refused.value)


@pytest.mark.parametrize(
    ("given_as", "kept"),
    [
        ("31/12/2024", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
        ("6/2022", "2022-06"),
        ("2022", "2022"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05"),
    ],
)
def test_dates_may_be_given_as_people_write_them(given_as: str, kept: str) -> None:
    assert decisions.well_formed("issue_date", given_as) == kept


def test_what_was_not_held_by_a_doubt_cannot_be_decided() -> None:
    for record in (waiting(problem="quét lại"), waiting(state="revoked"), waiting(state="replaced")):
        with pytest.raises(InputError):
            decisions.correct(record, "citizen_id", HOLDER)
    with pytest.raises(InputError):
        decisions.reject(waiting(state="filed"))
    with pytest.raises(InputError):
        decisions.check(waiting())


FIELDS = st.lists(
    st.builds(
        said,
        st.sampled_from(["citizen_id", "full_name", "issue_date", "document_number"]),
        st.sampled_from([HOLDER, OTHER, "x", None]),
        witnesses=st.sampled_from([("print",), ("operator",), ("slip",), ("print", "qr")]),
        status=st.sampled_from(["read", "doubtful", "blank_on_page"]),
    ),
    unique_by=lambda field: field.name,
    max_size=4,
).map(tuple)
DOUBTS = st.lists(
    st.sampled_from(["citizen_id:two_values", "kind:doubtful", "full_name:unclear", "issue_date:unclear"]), unique=True
).map(tuple)


@given(before=FIELDS, told=DOUBTS, read=FIELDS, doubts=DOUBTS, names=st.sets(st.sampled_from(["citizen_id", "kind"])))
def test_a_machine_never_overwrites_a_person(
    before: tuple[Field, ...],
    told: tuple[str, ...],
    read: tuple[Field, ...],
    doubts: tuple[str, ...],
    names: set[str],
) -> None:
    record = waiting(*before, doubts=told, decided=tuple(sorted(names)))
    known = desk.recall(record)
    settled = desk.settle(Document((), kind="quyet_dinh", fields=read, doubts=doubts), known)
    assert desk.settle(settled, known) == settled
    for name in record.decided:
        assert not any(doubt.startswith(f"{name}:") for doubt in settled.doubts if doubt not in known.doubts)
        if name == "kind":
            assert settled.kind == record.kind
        elif (mine := desk.find_field(record, name)) is not None:
            assert [field for field in settled.fields if field.name == name] == [mine]
    outside = [field for field in record.fields if not {"operator", "slip"}.isdisjoint(field.witnesses)]
    assert all(field in settled.fields for field in outside)


def test_without_a_decision_nothing_changes() -> None:
    document = Document((), kind="quyet_dinh", fields=(said("citizen_id", HOLDER),), doubts=("citizen_id:two_values",))
    assert desk.settle(document, None) is document
    assert desk.settle(document, desk.recall(waiting())) == document


def test_another_reading_of_the_holder_makes_nobody_a_subject_beside_the_decided_one() -> None:
    record = decisions.accept(waiting(said("citizen_id", HOLDER), doubts=("citizen_id:year_differs",)), ("citizen_id",))
    again = (said("citizen_id", OTHER, status="read"), said("all_citizen_ids", OTHER, role="holder", status="read"))
    settled = desk.settle(Document((), kind="giay_khai_sinh", fields=again), desk.recall(record))
    assert subjects(settled) == (Subject("holder", HOLDER),)


def test_a_reading_that_did_not_know_of_the_decision_is_stale() -> None:
    intake = Intake("path", "copy", "scan", "2" * 64, "1" * 64)
    record = waiting(decided=("kind",), revision=3)
    assert desk.is_stale(intake, record)
    assert desk.is_stale(replace(intake, decided=Decided(revision=2)), record)
    assert not desk.is_stale(replace(intake, decided=Decided(revision=3)), record)
    assert not desk.is_stale(intake, waiting(revision=3))
    assert not desk.is_stale(intake, replace(record, state="filed"))


def test_a_paper_in_doubt_about_its_dossier_stays_in_it_or_goes_into_another() -> None:
    slip = said("citizen_id", OTHER, witnesses=("slip",), status="read")
    record = waiting(slip, doubts=("split:other_person",), dossier="H08.12-241128-0001")
    stays = decisions.accept(record, ("split",))
    assert (stays.dossier, stays.fields, stays.doubts) == (record.dossier, record.fields, ())
    goes = decisions.correct(record, "split", "H08.12-241128-0002")
    assert (goes.dossier, goes.fields, goes.doubts, goes.subjects) == ("H08.12-241128-0002", (), (), ())
    assert decisions.correct(record, "split", None).dossier == ""
    with pytest.raises(InputError):
        decisions.correct(record, "split", "H08")


def test_what_a_slip_told_outlives_a_reading_of_the_paper_alone() -> None:
    told = said("all_citizen_ids", OTHER, role="applicant", witnesses=("slip",), status="read")
    record = waiting(told, doubts=("kind:doubtful",))
    mother = said("all_citizen_ids", HOLDER, role="mother", status="read")
    settled = desk.settle(Document((), kind="giay_khai_sinh", fields=(mother,)), desk.recall(record))
    assert settled.fields == (mother, told)
    assert desk.settle(settled, desk.recall(record)) == settled
    assert desk.require_holder(settled).doubts == ()
