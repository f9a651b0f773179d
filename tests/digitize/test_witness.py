"""Witnesses: agreement makes a number sure, one reading alone does not, what differs is a doubt with both readings."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from digitize.model import Box, Code, Document, Field, Line, Page, Step, Word
from digitize.review import review, subjects
from digitize.vietnam import citizen_id
from digitize.witness import witness
from tests.digitize.conftest import lay_out_page
from tests.digitize.vietnam.test_citizen_id import IDS
from tests.digitize.vietnam.test_mrz import zone

NUMBER, OTHER = "001088000123", "001088000128"
QR = f"{NUMBER}|012345678|Nguyễn Văn Thử|05031988|Nam|Xã Đồng Tâm, Tỉnh Thử|12052021"


def page(*words: Word, codes: tuple[Code, ...] = ()) -> Page:
    """A page that an engine read: one word a line."""
    made = replace(lay_out_page("x"), lines=tuple(Line((word,)) for word in words), codes=codes)
    return replace(made, steps=(Step("clean"),))


def word(text: str, again: str | None, top: int = 100, more: tuple[str, ...] = ()) -> Word:
    return Word(text, Box(100, top, 300, top + 24), 0.97, again=again, more=more)


def field(value: str | None, name: str = "citizen_id", **changes: object) -> Field:
    told: dict[str, object] = {"confidence": 0.97, "page": 1, "box": Box(98, 98, 302, 126), **changes}
    return Field(name, value, **told)  # type: ignore[arg-type]


def heard(of: Page, *fields: Field, kind: str = "khac", doubts: tuple[str, ...] = ()) -> Document:
    return witness(Document((of,), kind, 0.99, fields=fields, doubts=doubts))


def card(*fields: Field, qr: str = QR) -> Document:
    return heard(
        page(word(NUMBER, None), codes=(Code("QRCode", qr, Box(600, 20, 700, 120)),)), *fields, kind="can_cuoc"
    )


def test_one_reading_alone_is_doubted() -> None:
    document = heard(page(word(NUMBER, "")), field(NUMBER))
    assert document.fields[0].status == "doubtful"
    assert document.doubts == ("citizen_id:one_witness",)


@pytest.mark.parametrize("again", [NUMBER, f":{NUMBER}.", "001 088 000123", f"{NUMBER}‹{NUMBER}:"])
def test_a_second_reading_that_agrees_makes_it_sure(again: str) -> None:
    document = heard(page(word(NUMBER, again)), field(NUMBER))
    assert (document.fields[0].status, document.fields[0].witnesses) == ("read", ("print", "print_again"))
    assert document.fields[0].confidence > 0.99
    assert document.doubts == ()


@pytest.mark.parametrize("again", [OTHER, NUMBER[1:], "1" + NUMBER, "00108800O123"])
def test_a_second_reading_that_differs_is_a_doubt_with_both(again: str) -> None:
    document = heard(page(word(NUMBER, again)), field(NUMBER))
    found = document.fields[0]
    assert (found.value, found.status, found.others) == (NUMBER, "doubtful", (again,))
    assert document.doubts == ("citizen_id:witnesses_differ",)


def test_the_same_number_printed_twice_is_two_witnesses() -> None:
    document = heard(page(word(NUMBER, ""), word(NUMBER, "", 300)), field(NUMBER))
    assert document.fields[0].witnesses == ("print", "print_again")


def test_low_confidence_is_settled_by_a_second_witness_but_not_what_is_wrong_with_the_number() -> None:
    doubts = ("citizen_id:low_confidence", "citizen_id:unknown_province")
    of = page(word(NUMBER, NUMBER, more=(NUMBER, NUMBER)))
    document = heard(of, field(NUMBER, confidence=0.6, status="doubtful"), doubts=doubts)
    assert document.doubts == ("citizen_id:unknown_province",)


@pytest.mark.parametrize("more", [(), (NUMBER,), (NUMBER, ""), (NUMBER, OTHER)])
def test_a_number_read_unsurely_wants_more_than_one_further_reading(more: tuple[str, ...]) -> None:
    unsure = field(NUMBER, confidence=0.6, status="doubtful")
    document = heard(page(word(NUMBER, NUMBER, more=more)), unsure, doubts=("citizen_id:low_confidence",))
    assert document.fields[0].status == "doubtful"
    assert "citizen_id:low_confidence" in document.doubts


def test_two_further_readings_outweigh_a_second_one_that_differs() -> None:
    document = heard(page(word(NUMBER, OTHER, more=(NUMBER, NUMBER))), field(NUMBER))
    assert (document.fields[0].status, document.fields[0].witnesses) == ("read", ("print", "print_again"))
    assert document.doubts == ()


@pytest.mark.parametrize("more", [(NUMBER, OTHER), (OTHER, OTHER), (NUMBER, "")])
def test_one_further_reading_does_not(more: tuple[str, ...]) -> None:
    document = heard(page(word(NUMBER, OTHER, more=more)), field(NUMBER))
    assert (document.fields[0].value, document.fields[0].others) == (NUMBER, (OTHER,))
    assert document.doubts == ("citizen_id:witnesses_differ",)


def test_an_unsure_number_that_is_read_otherwise_stays_a_doubt_whatever_else_is_read() -> None:
    unsure = field(NUMBER, confidence=0.6, status="doubtful")
    document = heard(page(word(NUMBER, OTHER, more=(NUMBER, NUMBER))), unsure)
    assert (document.fields[0].status, document.fields[0].others) == ("doubtful", (OTHER,))


DATE = "date_of_birth"


@pytest.mark.parametrize(
    ("name", "value", "first", "again"),
    [
        ("document_number", "12/QĐ-UBND", "12/QĐ-UBND", "12/QĐ-UBND"),
        (DATE, "1985-04-14", "14/04I1985", "14/04/1985"),
        (DATE, "1985-04-14", "14/04/1985", "14-4-1985"),
    ],
)
def test_an_unsure_field_read_alike_again_is_sure(name: str, value: str, first: str, again: str) -> None:
    unsure = field(value, name, confidence=0.4, status="doubtful")
    document = heard(page(word(first, again)), unsure, doubts=(f"{name}:low_confidence", f"{name}:unclear_date"))
    assert document.doubts == ()
    assert (document.fields[0].status, document.fields[0].witnesses) == ("read", ("print", "print_again"))


@pytest.mark.parametrize(
    ("name", "value", "first", "again"),
    [
        ("document_number", "12/QĐ-UBND", "12/QĐ-UBND", "17/QĐ-UBND"),
        (DATE, "1985-04-14", "14/04I1985", "14/04I1985"),
        (DATE, "1985-04-14", "14/04/1985", "11/04/1985"),
    ],
)
def test_one_that_is_read_otherwise_again_stays_a_doubt_with_both(
    name: str, value: str, first: str, again: str
) -> None:
    unsure = field(value, name, confidence=0.4, status="doubtful")
    document = heard(page(word(first, again)), unsure, doubts=(f"{name}:low_confidence",))
    assert document.doubts == (f"{name}:low_confidence",)
    assert (document.fields[0].status, document.fields[0].others) == ("doubtful", (again,))


STROKE = "14I0411985"


def read_again(first: str, again: str, more: tuple[str, ...], value: str = STROKE) -> Document:
    unsure = field(value, DATE, confidence=0.4, status="doubtful")
    return heard(page(word(first, again, more=more)), unsure, doubts=(f"{DATE}:unclear", f"{DATE}:low_confidence"))


@pytest.mark.parametrize("more", [("14/04/1985", "14-4-1985"), ("14/04/1985", STROKE)])
def test_a_day_whose_strokes_were_read_as_figures_is_told_by_two_readings(more: tuple[str, ...]) -> None:
    document = read_again(STROKE, "14.04.1985", more)
    assert [(one.value, one.status) for one in document.fields] == [("1985-04-14", "read")]
    assert document.doubts == ()


@pytest.mark.parametrize(
    ("first", "again", "more"),
    [
        (STROKE, "14/04/1985", (STROKE, STROKE)),
        (STROKE, "14/04/1985", ("11/04/1985", "14/04/1985")),
        ("14I0711985", "14/04/1985", ("14/04/1985", "14/04/1985")),
        ("114I04I1985", "14/04/1985", ("14/04/1985", "14/04/1985")),
        (STROKE, "04/1985", ("04/1985", "04/1985")),
    ],
)
def test_figures_of_a_day_are_never_mended(first: str, again: str, more: tuple[str, ...]) -> None:
    document = read_again(first, again, more, first)
    assert [(one.value, one.status) for one in document.fields] == [(first, "doubtful")]
    assert f"{DATE}:unclear" in document.doubts


def test_a_doubt_goes_only_when_all_fields_of_its_name_are_sure() -> None:
    mother, father = (field(value, "full_name", confidence=0.4, status="doubtful") for value in ("MẪU THỊ", "GIẢ VĂN"))
    father = replace(father, box=Box(98, 298, 302, 326))
    of = page(word("MẪU THỊ", "MẪU THỊ"), word("GIẢ VĂN", "GIÀ VĂN", 300))
    document = heard(of, mother, father, doubts=("full_name:low_confidence",))
    assert document.doubts == ("full_name:low_confidence",)
    assert [one.status for one in document.fields] == ["read", "doubtful"]


def test_digital_text_needs_no_second_reading() -> None:
    of = replace(page(word(NUMBER, None)), steps=())
    assert heard(of, field(NUMBER)).fields[0].status == "read"


def test_print_and_qr_agree() -> None:
    document = card(field(NUMBER), field("NGUYỄN VĂN THỬ", "full_name"), field("1988-03-05", "date_of_birth"))
    told = {one.name: one for one in document.fields}
    assert told["citizen_id"].witnesses == ("print", "qr")
    assert told["full_name"].witnesses == ("print", "qr")
    assert told["date_of_birth"].witnesses == ("print", "qr")
    assert document.doubts == ()


def test_what_only_the_qr_tells_comes_from_it() -> None:
    told = {one.name: one for one in card(field(NUMBER)).fields}
    assert (told["full_name"].value, told["full_name"].witnesses) == ("Nguyễn Văn Thử", ("qr",))
    assert told["address"].value == "Xã Đồng Tâm, Tỉnh Thử"
    assert told["issue_date"].value == "2021-05-12"
    assert (told["cmnd"].value, told["cmnd"].role) == ("012345678", "alias")


def test_a_number_that_only_the_qr_tells_is_not_sure() -> None:
    of = page(word("Nguyễn", None), codes=(Code("QRCode", QR, Box(600, 20, 700, 120)),))
    document = heard(of, kind="can_cuoc")
    number = next(one for one in document.fields if one.name == "citizen_id")
    assert (number.value, number.status) == (NUMBER, "doubtful")
    assert "citizen_id:one_witness" in document.doubts


def test_a_number_of_the_qr_that_stands_in_print_without_a_label_is_sure() -> None:
    number = next(one for one in card().fields if one.name == "citizen_id")
    assert (number.value, number.status, number.witnesses) == (NUMBER, "read", ("qr", "print"))


def test_print_that_differs_from_the_qr_is_a_doubt_and_nobody_s() -> None:
    document = review(card(field(OTHER), field(OTHER, "all_citizen_ids", role="holder")))
    number = next(one for one in document.fields if one.name == "citizen_id")
    assert (number.value, number.status, number.others) == (OTHER, "doubtful", (NUMBER,))
    assert "citizen_id:witnesses_differ" in document.doubts
    assert subjects(document) == ()


def test_a_name_that_differs_from_the_qr_is_a_doubt_with_both() -> None:
    document = card(field(NUMBER), field("Nguyễn Văn Thứ", "full_name"))
    name = next(one for one in document.fields if one.name == "full_name")
    assert (name.status, name.others) == ("doubtful", ("Nguyễn Văn Thử",))
    assert "full_name:witnesses_differ" in document.doubts


def test_a_code_settles_the_marks_of_a_name_that_print_lost() -> None:
    lost = field("NGUYÊN VĂN THỬ", "full_name", status="doubtful")
    codes = (Code("QRCode", QR, Box(600, 20, 700, 120)),)
    doubts = ("full_name:unlikely_name",)
    document = heard(page(word("NGUYÊN", None), codes=codes), lost, kind="can_cuoc", doubts=doubts)
    name = next(one for one in document.fields if one.name == "full_name")
    assert (name.value, name.status, name.others) == ("Nguyễn Văn Thử", "read", ())
    other = replace(lost, value="NGUYÊN VĂN TRỬ")
    document = heard(page(word("NGUYÊN", None), codes=codes), other, kind="can_cuoc", doubts=doubts)
    assert next(one for one in document.fields if one.name == "full_name").status == "doubtful"


def test_a_code_that_contradicts_itself_says_nothing() -> None:
    document = card(field(NUMBER), qr=QR.replace("|Nam|", "|Nữ|"))
    assert [one.name for one in document.fields] == ["citizen_id"]
    assert document.fields[0].witnesses == ("print",)


def test_cards_of_two_people_fill_in_nothing() -> None:
    codes = (
        Code("QRCode", QR, Box(600, 20, 700, 120)),
        Code("QRCode", QR.replace(NUMBER, "001088000999"), Box(6, 2, 7, 3)),
    )
    document = heard(page(word(NUMBER, NUMBER), codes=codes), field(NUMBER), kind="can_cuoc")
    assert [one.name for one in document.fields] == ["citizen_id"]
    assert document.fields[0].status == "doubtful"


def test_a_card_copied_beside_another_s_paper_contradicts_nothing() -> None:
    codes = (Code("QRCode", QR, Box(600, 20, 700, 120)),)
    document = heard(page(word(OTHER, OTHER), codes=codes), field(OTHER))
    assert (document.fields[0].status, document.doubts) == ("read", ())


@given(IDS)
def test_a_zone_witnesses_its_number(number: str) -> None:
    born = date(citizen_id.birth_year(number), 2, 28)
    lines = zone(number, born, date(2035, 2, 28), "F" if citizen_id.sex(number) == "Nữ" else "M")
    words = [Word(line, Box(10, 500 + 30 * at, 900, 525 + 30 * at), 0.9) for at, line in enumerate(lines)]
    document = heard(page(word(number, ""), *words), field(number), kind="can_cuoc")
    assert document.fields[0].witnesses == ("print", "mrz")


def test_a_second_reading_of_a_zone_counts_where_its_check_digits_fit() -> None:
    first, second, third = zone(NUMBER, date(1988, 3, 5), date(2028, 3, 5), "M")
    wrong = first.replace("001088000123", "001086000123")
    words = [
        Word(text, Box(10, 500 + 30 * at, 900, 525 + 30 * at), 0.9) for at, text in enumerate((wrong, second, third))
    ]
    of = page(word(NUMBER, ""), replace(words[0], again=first), *words[1:])
    assert heard(of, field(NUMBER), kind="can_cuoc").fields[0].witnesses == ("print", "mrz")


@pytest.mark.parametrize(("further", "witnesses"), [("first", ("mrz", "print_again")), ("other", ())])
def test_two_readings_of_a_zone_with_letters_in_the_card_s_number_are_two_witnesses(
    further: str, witnesses: tuple[str, ...]
) -> None:
    first, second, third = zone(NUMBER, date(1988, 3, 5), date(2028, 3, 5), "M")
    lettered = first[:5] + "O" + first[6:]
    again = lettered if further == "first" else lettered.replace("001088", "001086")
    lines = (word(lettered, again, 500), word(second, second, 530), word(third, None, 560))
    document = heard(page(*lines), kind="can_cuoc")
    number = [one for one in document.fields if one.name == "citizen_id"]
    assert [(one.value, one.status, one.witnesses) for one in number] == (
        [(NUMBER, "read", witnesses)] if witnesses else []
    )


def test_where_a_code_says_the_same_only_another_number_contradicts() -> None:
    for again, status in ((f"Số/1{NUMBER}", "read"), (OTHER, "doubtful")):
        codes = (Code("QRCode", QR, Box(600, 20, 700, 120)),)
        document = heard(page(word(NUMBER, again), codes=codes), field(NUMBER), kind="can_cuoc")
        assert document.fields[0].status == status


def test_the_end_of_a_label_beside_a_day_does_not_hide_it() -> None:
    one = field("2008-11-27", "date_of_birth", confidence=0.52, status="doubtful")
    document = heard(page(word("SINH:27/11/2008", "SINH: 27/11/2008")), one, doubts=("date_of_birth:low_confidence",))
    assert (document.fields[0].status, document.doubts) == ("read", ())


@pytest.mark.parametrize(
    ("printed", "witnesses", "doubts"),
    [
        ("H08.12-241128-0001", ("print", "barcode"), ()),
        ("H08.12-241128-0007", ("print",), ("dossier_code:witnesses_differ",)),
        (None, ("barcode",), ()),
    ],
)
def test_a_barcode_witnesses_the_dossier_s_code(
    printed: str | None, witnesses: tuple[str, ...], doubts: tuple[str, ...]
) -> None:
    codes = (Code("Code128", "H08.12-241128-0001", Box(600, 20, 700, 120)),)
    document = heard(page(codes=codes), *((field(printed, "dossier_code"),) if printed else ()))
    assert (document.fields[0].witnesses, document.doubts) == (witnesses, doubts)


def test_the_operator_s_word_comes_beside_the_other_witnesses() -> None:
    document = review(heard(page(word(NUMBER, NUMBER)), field(NUMBER)), NUMBER)
    assert document.fields[0].witnesses == ("print", "print_again", "operator")
