"""The generator of invented papers: the same for the same seed, its truth on its sheets, everything in it invented."""

import re

import pytest
import zxingcpp

from bench.papers import MAKERS, Specimen, specimen, specimens, truth
from bench.papers_form import LAYOUTS
from bench.papers_people import Draw
from bench.papers_perfect import perfect_pages
from bench.papers_piles import Wanted, pile
from digitize.classify import classify
from digitize.model import Document
from digitize.review import KIND_SURE
from digitize.vietnam import citizen_id
from digitize.vietnam.kinds import kinds
from samples.draw import draw_sheet

ROUND = len(MAKERS)
LETTERS = re.compile(r"[^\w]|_")


@pytest.fixture(scope="module")
def papers() -> list[Specimen]:
    return list(specimens(11, 2 * ROUND))


def squeezed(text: str) -> str:
    return LETTERS.sub("", text.casefold())


def test_the_same_seed_gives_the_same_papers() -> None:
    first, again = (truth(one) for one in (next(specimens(5, 1)), next(specimens(5, 1))))
    assert first == again
    assert truth(next(specimens(6, 1))) != first


def test_all_kinds_come_before_one_comes_twice(papers: list[Specimen]) -> None:
    assert {one.kind for one in papers[:ROUND]} == set(kinds())


def test_every_kind_comes_in_at_least_four_layouts() -> None:
    told = list(specimens(1, 6 * ROUND))
    for kind in kinds():
        assert len({one.layout for one in told if one.kind == kind}) >= 4


def test_what_is_told_stands_on_the_sheets(papers: list[Specimen]) -> None:
    for one in papers:
        if one.kind in ("can_cuoc", "cmnd"):
            continue
        whole = squeezed(" ".join(" ".join(sheet.truth()) for sheet in one.sheets))
        for told in one.fields:
            if told.value is not None and told.name not in ("signer_title", "subject", "address", "procedure"):
                assert all(squeezed(word) in whole for word in told.value.split()) or squeezed(told.printed) in whole, (
                    one.case,
                    told.name,
                )


def test_every_number_is_of_right_structure_and_was_never_given_out(papers: list[Specimen]) -> None:
    numbers = {told.value for one in papers for told in one.fields if told.name == "all_citizen_ids" and told.value}
    assert len(numbers) > 60
    for number in numbers:
        assert citizen_id.check(number) == ()
        assert number[6:8] == "99"


def test_a_holder_is_never_somebody_elses_number(papers: list[Specimen]) -> None:
    for one in papers:
        holders = {told.value for told in one.fields if told.name == "citizen_id" and told.value and not told.optional}
        roles = {told.value: told.role for told in one.fields if told.name == "all_citizen_ids"}
        assert len(holders) <= 1
        assert all(roles[value] == "holder" for value in holders)


def test_read_without_a_fault_every_paper_is_of_its_kind(papers: list[Specimen]) -> None:
    for one in papers:
        found = classify(Document(perfect_pages(one.sheets)))
        assert found.kind == one.kind, one.case
        assert found.kind_confidence >= KIND_SURE, one.case
        if one.kind == "can_cuoc":
            assert found.form == " ".join((one.generation, *one.side.split("+"))), one.case


@pytest.mark.parametrize("key", ["can_cuoc 2021", "can_cuoc 2024", "giay_tiep_nhan"])
def test_codes_say_what_is_told(key: str) -> None:
    one = specimen(key, LAYOUTS[0], "3")
    for told in one.codes:
        found = zxingcpp.read_barcodes(draw_sheet(one.sheets[told.page - 1], 300))
        assert told.text in [code.text for code in found]


def test_marks_of_secrecy_are_told_and_rare() -> None:
    told = [one for one in specimens(2, 5 * ROUND) if one.secrecy]
    assert {one.secrecy for one in told} <= {"MẬT", "TỐI MẬT", "TUYỆT MẬT"}
    assert 0.01 < len(told) / (5 * ROUND) < 0.1


def test_tax_codes_check() -> None:
    draw = Draw("tax")
    for _ in range(50):
        code = draw.tax_code()
        weighed = sum(int(d) * w for d, w in zip(code, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=False))
        assert int(code[9]) == 10 - weighed % 11


def test_a_pile_is_one_citizens_papers_behind_each_other() -> None:
    made = pile("3.1", Wanted(dossiers=3, backs=True, separators=True))
    assert [leaf.dossier for leaf in made.leaves] == sorted(leaf.dossier for leaf in made.leaves)
    assert len(made.leaves) == len(made.sheets)
    assert {leaf.what for leaf in made.leaves} >= {"separator", "slip", "paper", "blank"}
    for number in (1, 2, 3):
        mine = [leaf for leaf in made.leaves if leaf.dossier == number]
        assert mine[0].what == "separator"
        assert len({(leaf.code, leaf.citizen_id) for leaf in mine}) == 1
