"""Kinds of papers by title, symbol and words."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.classify import classify
from digitize.model import Document
from digitize.review import KIND_SURE
from digitize.vietnam.kinds import kinds
from digitize.vietnam.rows import rows_of
from tests.digitize.conftest import lay_out_page

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


def test_an_application_may_speak_of_the_certificate_that_it_is_about(
    papers: dict[str, str], lay_out: PaperMaker
) -> None:
    text = papers["application"].replace("HỖ TRỢ", "TÁCH THỬA ĐẤT")
    text += "\n    Thửa đất số: 56    Số vào sổ cấp giấy chứng nhận: CS0123\n"
    assert classify(lay_out(text)).kind == "don_de_nghi"


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


# rules.md 2.4: the forms in which numbers of letters and notices are printed, their slots filled in or not
@pytest.mark.parametrize(
    "number", ["       /UBND-KGVX", "522 /UBND-HCC", "      /UBND-VP", "1980/UBND -VP", "12/STC-NS"]
)
def test_a_letter_is_known_by_the_absence_of_a_type_name(
    number: str, papers: dict[str, str], lay_out: PaperMaker
) -> None:
    found = classify(lay_out(papers["letter"].replace("       /UBND-KGVX", number)))
    assert found.kind == "cong_van"
    assert found.kind_confidence >= KIND_SURE


def test_a_letter_may_speak_of_other_papers_in_capitals(papers: dict[str, str], lay_out: PaperMaker) -> None:
    more = "\n" + " " * 34 + "KẾ HOẠCH TRIỂN KHAI\n    I. MỤC ĐÍCH, YÊU CẦU\n"
    assert classify(lay_out(papers["letter"] + more)).kind == "cong_van"


@pytest.mark.parametrize(("abbreviation", "kind"), [("QyĐ", "quy_dinh"), ("QĐ", "quyet_dinh")])
def test_rules_are_no_decision(abbreviation: str, kind: str, papers: dict[str, str], lay_out: PaperMaker) -> None:
    untitled = papers["decision"].replace("QUYẾT ĐỊNH", "").replace("QĐ-UBND", f"{abbreviation}-UBND", 1)
    assert classify(lay_out(untitled)).kind == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["TỜ KHAI", "CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], "to_khai"),
        (["ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "QUYỀN SỬ DỤNG ĐẤT"], "don_de_nghi"),
        (["BÁO CÁO", "THỰC HIỆN CHƯƠNG TRÌNH CÔNG TÁC"], "bao_cao"),
        (["QUY CHẾ", "Làm việc", "Chương I", "QUY ĐỊNH CHUNG"], "quy_che"),
        (["THÔNG CÁO"], "thong_cao"),
        (["THÔNG BÁO"], "thong_bao"),
        (["PHỤ LỤC", "KẾ HOẠCH CHI TIẾT"], "phu_luc"),
    ],
)
def test_the_first_title_decides(lines: list[str], kind: str, lay_out: PaperMaker) -> None:
    text = "\n".join(" " * (50 - len(line) // 2) + line for line in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *lines])
    found = classify(lay_out(text))
    assert found.kind == kind
    assert found.kind_confidence >= KIND_SURE


def test_a_title_of_no_kind_makes_another_paper(lay_out: PaperMaker) -> None:
    text = " " * 30 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + " " * 40 + "SƠ YẾU LÝ LỊCH\n    Họ và tên: Trần Văn Thử"
    sure = classify(lay_out(text))
    assert (sure.kind, sure.kind_confidence >= KIND_SURE) == ("khac", True)
    unsure = classify(lay_out(text, confidence=0.5))
    assert (unsure.kind, unsure.kind_confidence) == ("khac", 0.0)


def test_two_kinds_that_fit_alike_are_a_doubt(papers: dict[str, str], lay_out: PaperMaker) -> None:
    contradictory = papers["decision"].replace("QUYẾT ĐỊNH", "THÔNG BÁO")
    found = classify(lay_out(contradictory))
    assert {found.kind, found.runner_up} == {"thong_bao", "quyet_dinh"}
    assert found.kind_confidence < classify(lay_out(papers["decision"])).kind_confidence


def test_a_runner_up_is_kept_and_is_never_the_kind_itself(papers: dict[str, str], lay_out: PaperMaker) -> None:
    for text in papers.values():
        found = classify(lay_out(text))
        assert found.runner_up != found.kind


def test_cards_tell_their_generation_and_sides(papers: dict[str, str], lay_out: PaperMaker) -> None:
    assert classify(lay_out(papers["card"])).form == "2021 front"
    assert classify(lay_out(papers["card_back"])).form == "2021 back"
    assert classify(lay_out(papers["card"], papers["card_back"])).form == "2021 front back"
    assert classify(lay_out(papers["decision"])).form == ""


LINES = st.lists(
    st.sampled_from(
        ["QUYẾT ĐỊNH", "Số: 9/TB-UBND", "V/v mẫu", "Kính gửi: ai đó", "PHỤ LỤC", "căn cước", "HỘI ĐỒNG NHÂN DÂN"]
    )
    | st.text("AĐẾƠ aọỷ.:/<-19", max_size=30),
    max_size=12,
)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_any_page_has_one_kind_and_an_honest_confidence(lines: list[str]) -> None:
    found = classify(Document((lay_out_page("\n".join(lines)),)))
    assert found.kind in kinds()
    assert 0 <= found.kind_confidence < 1
    assert found.runner_up != found.kind
    assert found.kind != "khac" or found.kind_confidence <= 0.7
