"""Splitting a pile: every page in one piece, papers whole, nobody's page silently in another's dossier."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.piles import KINDS, make_stock, measure
from digitize.model import Box, Code, Page
from digitize.separator import Separator, encode
from digitize.split import (
    CODE_DIFFERS,
    CODE_UNSURE,
    PAGE_ORDER,
    SEPARATOR_UNREAD,
    SLIP_UNREAD,
    STRANGER,
    Piece,
    split,
)
from tests.digitize.conftest import lay_out_page

A, B = "H08.12-241128-0001", "H08.12-241128-0002"
MOTTO = """
ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ĐỒNG MẪU                  Độc lập - Tự do - Hạnh phúc
"""
HEAD = (
    MOTTO
    + """Số: {}                Đồng Mẫu, ngày 09 tháng 3 năm 2026

                                     {}
"""
)
PROSE = "Công chức tư pháp được giao tiếp nhận hồ sơ và trả kết quả đúng hạn cho người dân"
NUMBERED = "                                                 {}\n" + PROSE
SIGNED = f"{PROSE}\nNơi nhận:                                            CHỦ TỊCH\n- Lưu: VT."
DECISION = HEAD.format("214/QĐ-UBND", "QUYẾT ĐỊNH") + PROSE
SLIP = HEAD.format("0001/TNHS", "GIẤY TIẾP NHẬN HỒ SƠ") + "                        Mã hồ sơ: {}\n" + PROSE
FORM = """
                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                          Độc lập - Tự do - Hạnh phúc

                                     TỜ KHAI
Họ, chữ đệm, tên: {}
Số định danh cá nhân: {}
"""
MINE, HERS = FORM.format("NGUYỄN VĂN MẪU", "001085995234"), FORM.format("LÊ THỊ BỊA", "001174998042")
ANNEX = (
    "                                     PHỤ LỤC\n           (Kèm theo Quyết định số {} ngày 09 tháng 3 năm 2026)\n"
)
BACK = "Đặc điểm nhận dạng / Personal identification:\nIDVNM0859952347001085995234<<4\n8503056M2803054VNM<<<<<<<<<<<2"
CARD = """
       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
          Độc lập - Tự do - Hạnh phúc
              CĂN CƯỚC CÔNG DÂN
       Số / No.: {}
"""


def page(text: str, code: str = "", card: bool = False, confidence: float = 0.95) -> Page:
    """A page that shows the text (four spaces part columns) and a code; without either it is blank."""
    made = lay_out_page(text, 1, confidence)
    if card:
        made = replace(made, width=480, height=300)
    codes = (Code("QRCode", code, Box(500, 600, 800, 900)),) if code else ()
    return replace(made, codes=codes, blank=not text.strip() and not code)


def sheet(code: str, kind: str = "", place: int = 1) -> Page:
    return page("TỜ PHÂN TÁCH", encode(Separator(code, kind, place, 9, "5eed01")))


BLANK, DAMAGED = page(""), page("TỜ PHÂN TÁCH", encode(Separator(A, "", 1, 9, "5eed01")).replace("0001", "0009"))


def papers(*pages: Page, known: str = "") -> list[Piece]:
    return [piece for piece in split(pages, known) if piece.role == "paper"]


def places(*pages: Page, known: str = "") -> list[tuple[int, ...]]:
    return [piece.pages for piece in papers(*pages, known=known)]


LEAVES = [BLANK, DAMAGED, sheet(A), sheet(B), sheet("", "to_khai"), sheet(A, "to_khai", 3), page(MINE), page(HERS)]
LEAVES += [page(text) for text in (DECISION, SIGNED, PROSE, NUMBERED.format(2), NUMBERED.format(5), "PHỤ LỤC")]
LEAVES += [page(SLIP.format(A)), page(SLIP.format(B)), page(SLIP.format("")), page(BACK, card=True)]


@given(st.lists(st.sampled_from(LEAVES), max_size=12), st.sampled_from(["", A]))
@settings(max_examples=100, deadline=None)
def test_every_page_is_in_exactly_one_piece_in_order(leaves: list[Page], known: str) -> None:
    pieces = split(leaves, known)
    assert [place for piece in pieces for place in piece.pages] == list(range(len(leaves)))
    assert all(piece.pages for piece in pieces)


def test_piles_come_apart_exactly_and_a_lost_sheet_is_doubted() -> None:
    told = measure(make_stock(6, "printed", 11), 8, 12)
    assert {kind: told[kind]["right, no doubt"] for kind in KINDS} == {
        "separators": 8,
        "slips": 8,
        "lost": 0,
        "told": 8,
    }
    assert [told[kind]["pages misfiled silently"] for kind in KINDS] == [0, 0, 0, 0]


def test_a_blank_back_goes_with_the_paper_before_it_or_with_the_separator() -> None:
    pieces = split([BLANK, sheet(A), BLANK, page(MINE), BLANK, page(HERS), BLANK, BLANK])
    assert [piece.pages for piece in pieces] == [(0, 1, 2), (3, 4), (5, 6, 7)]
    assert [piece.role for piece in pieces] == ["separator", "paper", "paper"]


def test_pages_follow_a_first_page_until_the_next() -> None:
    assert places(page(DECISION), page(PROSE), page(SIGNED), page(DECISION), page(NUMBERED.format(2))) == [
        (0, 1, 2),
        (3, 4),
    ]


def test_a_formula_or_a_cited_title_on_a_later_page_begins_no_paper() -> None:
    formula = NUMBERED.format(2) + "\n                                     QUYẾT ĐỊNH:\nĐiều 1. " + PROSE
    cited = PROSE + "\n1    Giấy chứng nhận quyền sử dụng đất    01\n2    Giấy ủy quyền    01"
    assert places(page(DECISION), page(formula), page(cited)) == [(0, 1, 2)]


def test_an_annex_stays_with_the_document_that_it_names_and_with_no_other() -> None:
    assert places(page(DECISION), page(SIGNED), page(ANNEX.format("214/QĐ-UBND"))) == [(0, 1, 2)]
    assert places(page(DECISION), page(SIGNED), page(ANNEX.format("88/QĐ-UBND"))) == [(0, 1), (2,)]


def test_an_annex_with_a_head_of_its_own_that_is_numbered_on_stays_too() -> None:
    attached = NUMBERED.format(2) + MOTTO + "\n       (Ban hành kèm theo Quyết định số 214/QĐ-UBND)"
    assert places(page(DECISION), page(attached)) == [(0, 1)]


def test_the_back_of_a_card_belongs_to_its_front() -> None:
    front, back = page(CARD.format("001085995234"), card=True), page(BACK, card=True)
    assert places(front, back, front, back) == [(0, 1), (2, 3)]
    assert places(page(MINE), front, back, page(DECISION)) == [(0,), (1, 2), (3,)]


def test_another_size_of_paper_begins_another_paper() -> None:
    assert places(page(PROSE), replace(page(PROSE), width=800, height=1100)) == [(0,), (1,)]


def test_a_missing_page_is_doubted() -> None:
    assert papers(page(DECISION), page(NUMBERED.format(2)), page(NUMBERED.format(3)))[0].doubts == ()
    assert papers(page(DECISION), page(NUMBERED.format(3)))[0].doubts == (PAGE_ORDER,)
    assert papers(page(NUMBERED.format(2)))[0].doubts == (PAGE_ORDER,)
    assert papers(page(DECISION), page(NUMBERED.format("Trang 2/3")))[0].doubts == (PAGE_ORDER,)


def test_a_separator_tells_dossier_and_kind() -> None:
    pieces = split([sheet(A), sheet(A, "to_khai", 2), page(MINE), page(MINE), sheet("", "don_de_nghi", 3), page(MINE)])
    assert [piece.kind for piece in pieces if piece.role == "paper"] == ["to_khai", "", "don_de_nghi"]
    assert {piece.dossier for piece in pieces} == {A}
    assert [piece.separator.number for piece in pieces if piece.separator] == [1, 2, 3]


def test_a_separator_that_cannot_be_read_closes_the_dossier_before_it() -> None:
    first, after, last = papers(sheet(A), page(MINE), DAMAGED, page(MINE), sheet(B), page(HERS))
    assert (first.dossier, first.doubts) == (A, ())
    assert (after.dossier, after.doubts) == ("", (SEPARATOR_UNREAD,))
    assert (last.dossier, last.doubts) == (B, ())


def test_a_slip_begins_a_dossier() -> None:
    told = papers(page(SLIP.format(A), A), page(MINE), page(SLIP.format(B), B), page(HERS))
    assert [(piece.dossier, piece.doubts) for piece in told] == [(A, ()), (A, ()), (B, ()), (B, ())]


@pytest.mark.parametrize(
    ("slip", "dossier", "doubt"),
    [
        (page(SLIP.format("")), "", SLIP_UNREAD),
        (page(SLIP.format(B), confidence=0.6), B, CODE_UNSURE),
        (page(SLIP.format(B), A.replace("0001", "0007")), A.replace("0001", "0007"), CODE_DIFFERS),
    ],
)
def test_a_slip_in_doubt_puts_what_follows_in_doubt(slip: Page, dossier: str, doubt: str) -> None:
    told = papers(page(SLIP.format(A), A), page(MINE), slip, page(MINE))
    assert [(piece.dossier, piece.doubts) for piece in told[2:]] == [(dossier, (doubt,))] * 2


def test_a_slip_against_what_a_person_told_is_doubted() -> None:
    assert papers(page(SLIP.format(A)), page(MINE), known=A)[1].doubts == ()
    assert papers(page(SLIP.format("000.00.12.H08-241128-0001")), known=A)[0].doubts == ()
    assert [piece.doubts for piece in papers(page(SLIP.format(B)), page(MINE), known=A)] == [(CODE_DIFFERS,)] * 2
    assert papers(page(SLIP.format("")), page(MINE), known=A)[1].doubts == ()


def test_another_dossiers_code_on_a_paper_is_doubted() -> None:
    told = papers(sheet(A), page(MINE), page(MINE + f"Mã hồ sơ: {B}"), page(MINE))
    assert [piece.doubts for piece in told] == [(), (CODE_DIFFERS,), ()]


def test_a_stranger_and_the_silent_papers_beside_it_are_doubted() -> None:
    told = papers(sheet(A), page(MINE), page(DECISION), page(HERS), page(DECISION), page(MINE), page(DECISION))
    assert [piece.doubts for piece in told] == [(), (STRANGER,), (STRANGER,), (STRANGER,), (), ()]


def test_two_people_of_one_name_are_two_people() -> None:
    other = FORM.format("NGUYỄN VĂN MẪU", "001090123456")
    assert papers(sheet(A), page(MINE), page(other))[1].doubts == (STRANGER,)


def test_a_misread_digit_makes_no_stranger() -> None:
    misread = FORM.format("NGUYỄN VĂN MẤU", "001085995284")
    assert papers(sheet(A), page(MINE), page(misread))[1].doubts == ()


def test_relatives_are_linked_by_names_and_numbers() -> None:
    child = FORM.format("NGUYỄN THỊ GIẢ", "001319990001") + "Họ, chữ đệm, tên người cha: NGUYỄN VĂN MẪU"
    wife = FORM.format("LÊ THỊ BỊA", "001174998042") + "Con: NGUYỄN THỊ GIẢ, số định danh 001319990001"
    assert [piece.doubts for piece in papers(sheet(A), page(MINE), page(wife), page(child))] == [(), (), ()]
