"""What else invented papers tell: agencies, subjects, signers, recipients, slips; and who witnesses a value."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document, Field

PaperMaker = Callable[..., Document]


def read(document: Document) -> tuple[Field, ...]:
    return extract(classify(document)).fields


def one(document: Document, name: str) -> Field:
    """The first field of that name."""
    return next(field for field in read(document) if field.name == name)


def told(document: Document, *names: str) -> list[tuple[str, str | None]]:
    return [(field.name, field.value) for field in read(document) if field.name in names and field.role != "code"]


MORE = {
    "birth": [
        ("ethnicity", "Kinh"),
        ("nationality", "Việt Nam"),
        ("birthplace", "Trạm Y tế xã Đồng Mẫu"),
        ("issuing_agency", "ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU"),
    ],
    "card": [("nationality", "Việt Nam"), ("hometown", "Đồng Mẫu, An Thử, Phú Thử"), ("expiry_date", "2028-03-05")],
    "business": [
        ("ethnicity", "Kinh"),
        ("nationality", "Việt Nam"),
        ("phone", "0900000417"),
        ("address", "Tổ 4, phường Bến Thử, tỉnh Phú Thử"),
        ("issuing_agency", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"),
        ("signer", "Quách Nhật Minh"),
        ("signer_title", "TRƯỞNG PHÒNG"),
        ("tax_code", "0100109106"),
        ("business_code", "41A8012345"),
    ],
    "land": [
        ("address", "Tổ 4, phường Bến Thử, tỉnh Phú Thử"),
        ("place", "Phú Thử"),
        ("signer", "Quách Nhật Minh"),
        ("signer_title", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        ("plot", "218"),
        ("map_sheet", "36"),
    ],
    "slip": [
        ("issuing_agency", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"),
        ("signer", "Mai Đức Phong"),
        ("signer_title", "NGƯỜI TIẾP NHẬN HỒ SƠ"),
        ("procedure", "Hỗ trợ sửa chữa nhà ở"),
        ("due_date", "2026-12-11"),
        ("components", "Đơn đề nghị hỗ trợ sửa chữa"),
        ("components", "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở"),
    ],
    "order": [
        ("place", "Phú Thử"),
        ("issuing_agency", "SỞ NỘI VỤ"),
        ("subject", "ban hành Quy chế tiếp nhận hồ sơ của Bộ phận Một cửa các sở, ngành"),
        ("signer", "Hoàng Diễm Thuyết"),
        ("signer_title", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"),
        ("recipients", "Như Điều 3"),
        ("recipients", "Các phòng, ban trực thuộc"),
    ],
}
TITLES = ("PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊC")
NAMES = (
    "ethnicity", "nationality", "birthplace", "hometown", "address", "phone", "issuing_agency", "place", "subject",
    "recipients", "signer", "signer_title", "expiry_date", "due_date", "procedure", "components", "tax_code",
    "business_code", "plot", "map_sheet",
)  # fmt: skip


@pytest.mark.parametrize("paper", MORE)
def test_the_further_fields_of_a_paper(paper: str, papers: dict[str, str], lay_out: PaperMaker) -> None:
    assert told(lay_out(papers[paper]), *NAMES) == MORE[paper]


def test_a_title_that_lost_a_letter_under_a_seal_is_a_doubt(papers: dict[str, str], lay_out: PaperMaker) -> None:
    whole, cut = (one(lay_out(papers["land"].replace("PHÓ CHỦ TỊCH", title)), "signer_title") for title in TITLES)
    assert (whole.status, cut.status) == ("read", "doubtful")
    assert (cut.value or "").endswith("PHÓ CHỦ TỊC")


def test_the_code_of_a_procedure_stands_beside_its_name(papers: dict[str, str], lay_out: PaperMaker) -> None:
    found = [(field.value, field.role) for field in read(lay_out(papers["slip"])) if field.name == "procedure"]
    assert found == [("Hỗ trợ sửa chữa nhà ở", ""), ("1.000894", "code")]
    assert one(lay_out(papers["slip"]), "dossier_code").value == "000.00.12.H08-241128-0001"


def test_who_fills_in_a_form_for_a_child_is_not_its_holder(papers: dict[str, str], lay_out: PaperMaker) -> None:
    document = lay_out(papers["declared"])
    holder = told(document, "citizen_id", "full_name", "date_of_birth", "sex")
    assert [value for _, value in holder] == ["001219998233", "TRẦN NGUYỄN BẢO THÍ", "2019-09-30", "Nam"]
    roles = [(field.role, field.value) for field in read(document) if field.name == "all_citizen_ids"]
    assert roles == [("declarant", "001085995234"), ("holder", "001219998233")]


def test_a_place_goes_on_in_the_next_row(papers: dict[str, str], lay_out: PaperMaker) -> None:
    whole = "Thôn Ví Dụ, xã Đồng Mẫu, huyện An Thử, tỉnh Phú Thử, nước Việt Nam"
    assert one(lay_out(papers["declared"]), "hometown").value == whole


@pytest.mark.parametrize("paper", ["cells", "under"])
def test_values_stand_in_the_next_cell_or_below(paper: str, papers: dict[str, str], lay_out: PaperMaker) -> None:
    document = lay_out(papers[paper])
    found = [value for _, value in told(document, "citizen_id", "full_name", "date_of_birth", "sex")]
    assert found == ["001192999118", "HUỲNH NGỌC ẢNH", "1992-06-26", "Nữ"]


def test_words_bear_figures_out(papers: dict[str, str], lay_out: PaperMaker) -> None:
    born = one(lay_out(papers["birth"], confidence=0.65), "date_of_birth")
    assert (born.status, born.witnesses) == ("read", ("print", "words"))
    assert born.confidence == pytest.approx(1 - 0.35 * 0.35)


def test_words_that_say_another_day_are_a_doubt_with_both(papers: dict[str, str], lay_out: PaperMaker) -> None:
    text = papers["birth"].replace("Ngày ba mươi tháng chín", "Ngày ba mốt tháng tám").replace("ba mốt", "hai mươi mốt")
    document = extract(classify(lay_out(text)))
    born = next(field for field in document.fields if field.name == "date_of_birth")
    assert (born.value, born.others, born.status) == ("2019-09-30", ("2019-08-21",), "doubtful")
    assert "date_of_birth:two_values" in document.doubts


def test_a_name_printed_again_bears_the_first_out(papers: dict[str, str], lay_out: PaperMaker) -> None:
    signed = papers["application"] + "\n                                  NGƯỜI LÀM ĐƠN\n\n"
    again = lay_out(signed + "                                  Huỳnh Ngọc Ảo\n", confidence=0.8)
    assert one(again, "full_name").witnesses == ("print", "repeat")
    assert one(again, "full_name").status == "read"


def test_a_name_printed_again_with_other_marks_is_a_doubt(papers: dict[str, str], lay_out: PaperMaker) -> None:
    signed = papers["application"] + "\n                                  NGƯỜI LÀM ĐƠN\n\n"
    name = one(lay_out(signed + "                                  Huỳnh Ngọc Ào\n"), "full_name")
    assert (name.value, name.others, name.status) == ("Huỳnh Ngọc Ảo", ("Huỳnh Ngọc Ào",), "doubtful")


def test_a_family_name_without_its_marks_is_doubted_and_never_repaired(
    papers: dict[str, str], lay_out: PaperMaker
) -> None:
    document = extract(classify(lay_out(papers["card"].replace("NGUYỄN", "NGUYÊN"))))
    name = next(field for field in document.fields if field.name == "full_name")
    assert (name.value, name.status) == ("NGUYÊN THỊ MẪU", "doubtful")
    assert "full_name:unlikely_name" in document.doubts


@pytest.mark.parametrize(
    ("name", "confidence", "status"),
    [("TRẦN ĐỨC DỤNG", 0.95, "doubtful"), ("TRẦN ĐỨC DỤNG", 0.99, "read"), ("TRẦN ĐỨC DỰNG", 0.95, "read")],
)
def test_a_name_that_may_have_lost_a_horn_wants_surer_letters(
    name: str, confidence: float, status: str, papers: dict[str, str], lay_out: PaperMaker
) -> None:
    paper = lay_out(papers["card"].replace("NGUYỄN THỊ MẪU", name), confidence=confidence)
    assert one(paper, "full_name").status == status


def with_confidence(document: Document, word: str, confidence: float) -> Document:
    """The document with one word read less surely."""
    page = document.pages[0]
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=confidence) if w.text == word else w for w in line.words))
        for line in page.lines
    )
    return replace(document, pages=(replace(page, lines=lines), *document.pages[1:]))


def test_noise_beside_a_label_is_no_value(papers: dict[str, str], lay_out: PaperMaker) -> None:
    text = papers["card"].replace("Full name:", "Full name:       Ễaj")
    assert one(with_confidence(lay_out(text), "Ễaj", 0.2), "full_name").value == "NGUYỄN THỊ MẪU"


def test_a_slot_that_holds_something_unreadable_is_not_surely_blank(
    papers: dict[str, str], lay_out: PaperMaker
) -> None:
    text = papers["declared"].replace("001219998233", "     ~x~j")
    document = extract(classify(with_confidence(lay_out(text), "~x~j", 0.1)))
    number = next(field for field in document.fields if field.name == "citizen_id")
    assert (number.value, number.status) == (None, "blank_on_page")
    assert "citizen_id:blank_unsure" in document.doubts


def test_a_blank_of_a_text_layer_may_be_a_stamp(papers: dict[str, str], lay_out: PaperMaker) -> None:
    document = extract(classify(lay_out(papers["letter"], confidence=1.0)))
    assert "document_number:blank_unsure" in document.doubts
    assert "issue_date:blank_unsure" in document.doubts


def test_strokes_read_as_letters_leave_the_date_in_doubt(papers: dict[str, str], lay_out: PaperMaker) -> None:
    born = one(lay_out(papers["authorisation"].replace("22/05/1974", "22I05I1974")), "date_of_birth")
    assert (born.value, born.status) == ("1974-05-22", "doubtful")


def test_a_tax_code_whose_check_digit_fails_is_doubted(papers: dict[str, str], lay_out: PaperMaker) -> None:
    document = extract(classify(lay_out(papers["business"].replace("0100109106", "0100109107"))))
    assert "tax_code:check_digit" in document.doubts


def test_a_name_of_a_family_that_is_also_a_title_is_whole(papers: dict[str, str], lay_out: PaperMaker) -> None:
    assert one(lay_out(papers["cells"].replace("HUỲNH NGỌC ẢNH", "ÔNG THẾ ANH")), "full_name").value == "ÔNG THẾ ANH"


HOUSEHOLD = """
                                   SỔ HỘ KHẨU
    Số: 355505849
    HỌ VÀ TÊN CHỦ HỘ: Đỗ Ngọc Tuệ
    NƠI THƯỜNG TRÚ: Xóm Thửa Ruộng, xã Phước Dụ, huyện Krông Giả
    HỒ SƠ HỘ KHẨU SỐ: 2019
    QUAN HỆ VỚI CHỦ HỘ: MẸ
    HỌ VÀ TÊN: ĐINH TRỌNG SĨ
    NGÀY, THÁNG, NĂM SINH: 15/10/1961      GIỚI TÍNH: Nam
    SỐ CMND/CCCD: 015061999881
"""


@pytest.mark.parametrize("head", ["HỌ VÀ TÊN CHỦ HỘ: Đỗ Ngọc Tuệ", "HO VA CHU: Do Ngoc"])
def test_a_member_of_a_household_is_not_its_head(head: str, lay_out: PaperMaker) -> None:
    fields = read(lay_out(HOUSEHOLD.replace("HỌ VÀ TÊN CHỦ HỘ: Đỗ Ngọc Tuệ", head)))
    assert [field.role for field in fields if field.name == "all_citizen_ids"] == ["listed"]
    assert not [field for field in fields if field.name in ("citizen_id", "date_of_birth")]
