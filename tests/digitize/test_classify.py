"""Kinds of papers by title, symbol and words."""

from collections.abc import Callable

import pytest

from digitize.classify import classify
from digitize.model import Document
from digitize.vietnam.kinds import kinds
from digitize.vietnam.rows import rows_of

PaperMaker = Callable[..., Document]
KINDS = {
    "birth": "giay_khai_sinh",
    "marriage": "giay_chung_nhan_ket_hon",
    "card": "can_cuoc",
    "card_back": "can_cuoc",
    "decision": "quyet_dinh",
    "letter": "cong_van",
    "notice": "thong_bao",
    "receipt": "giay_tiep_nhan",
    "declaration": "to_khai",
    "authorisation": "giay_uy_quyen",
    "annex": "phu_luc",
    "application": "don_de_nghi",
}


@pytest.mark.parametrize(("paper", "kind"), KINDS.items())
def test_papers_are_known(paper: str, kind: str, papers: dict[str, str], lay_out: PaperMaker) -> None:
    found = classify(lay_out(papers[paper]))
    assert found.kind == kind
    assert found.part == kinds()[kind].part
    assert 0.5 <= found.kind_confidence < 1


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("QUYẾT ĐỊNH", "QUYÉT ĐỊNH"),
        ("QUYẾT ĐỊNH", "QUYẾT ĐINH"),
        ("QUYẾT ĐỊNH", "QUYÊT ĐJNH"),
        ("QUYẾT ĐỊNH", "QUYẾTĐỊNH"),
    ],
)
def test_a_title_with_a_wrong_letter_is_still_the_title(
    printed: str, read: str, papers: dict[str, str], lay_out: PaperMaker
) -> None:
    assert classify(lay_out(papers["decision"].replace(printed, read))).kind == "quyet_dinh"


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if kind.titles], ids=lambda kind: kind.name)
def test_every_kind_is_known_by_its_bare_title(kind: object, lay_out: PaperMaker) -> None:
    from digitize.vietnam.glossary import label

    name = kind.name  # type: ignore[attr-defined]
    title = {"sao_y": "SAO Y", "trich_sao": "TRÍCH SAO", "sao_luc": "SAO LỤC", "can_cuoc": "CĂN CƯỚC"}.get(
        name, label(name, "kinds").upper()
    )
    head = " " * 20 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    indent = " " * max(0, 50 - len(title) // 2)
    text = {"trich_luc_ho_tich": " " * 40 + "TRÍCH LỤC KHAI SINH"}.get(name, indent + title)
    assert classify(lay_out(head + text)).kind == name


def test_a_refusal_is_no_mere_notice(lay_out: PaperMaker) -> None:
    assert classify(lay_out("\n" + " " * 35 + "THÔNG BÁO TỪ CHỐI GIẢI QUYẾT HỒ SƠ")).kind == "phieu_tu_choi"


def test_an_agency_in_capitals_is_no_title(papers: dict[str, str], lay_out: PaperMaker) -> None:
    text = papers["letter"].replace("XÃ ĐỒNG MẪU    ", "PHÒNG TÀI CHÍNH\n    KẾ HOẠCH    ", 1)
    assert classify(lay_out(text)).kind == "cong_van"


def test_a_paper_that_says_nothing_is_other(lay_out: PaperMaker) -> None:
    found = classify(lay_out("Quyết định số 5 của ông ấy làm mọi người ngạc nhiên, và thông báo cũng vậy."))
    assert (found.kind, found.kind_confidence) == ("khac", 0.0)
    assert classify(Document(())).kind == "khac"


def test_lines_that_an_engine_reads_apart_are_one_row(papers: dict[str, str], lay_out: PaperMaker) -> None:
    rows = rows_of(lay_out(papers["marriage"]).pages[0], 1)
    assert [len(list(row.segments())) for row in rows[:6]] == [2, 2, 1, 1, 2, 2]
