"""Slots of a person that are empty, labels whose colon was lost, and values before which no name was read."""

from dataclasses import replace

import pytest

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document
from tests.digitize.conftest import PaperMaker

BELOW = """
                         TỜ KHAI ĐĂNG KÝ KHAI SINH
    Kính gửi: Ủy ban nhân dân xã Đồng Mẫu
    Họ, chữ đệm, tên

    Ngày, tháng, năm sinh

    Dân tộc                              Quốc tịch
    Kinh                                 Việt Nam

    Số định danh cá nhân

    Tôi cam đoan nội dung khai trên đây là đúng sự thật.
"""
BIRTH = """
                              GIẤY KHAI SINH
    Số: 12/2019
    Họ, chữ đệm, tên: NGUYỄN VĂN THỬ
    Ngày, tháng, năm sinh: 30/09/2019         Giới tính: Nam
    Số định danh cá nhân: 001219998233
    Họ, chữ đệm, tên người mẹ: Lê Thị Giả
    Năm sinh: 1994         Dân tộc: Kinh
"""


def read(document: Document) -> Document:
    return extract(classify(document))


def states(document: Document) -> dict[str, tuple[str | None, str]]:
    return {one.name: (one.value, one.status) for one in document.fields}


def test_labels_without_colon_with_room_below_are_blank(lay_out: PaperMaker) -> None:
    document = read(lay_out(BELOW))
    found = states(document)
    assert {found[name] for name in ("full_name", "date_of_birth", "citizen_id")} == {(None, "blank_on_page")}
    assert found["ethnicity"] == ("Kinh", "read")
    assert document.doubts == ()


def test_a_label_that_lost_its_colon_is_not_surely_blank(lay_out: PaperMaker) -> None:
    marked = BELOW.replace("Dân tộc                              Quốc tịch", "Dân tộc: Kinh      Quốc tịch: Việt Nam")
    document = read(lay_out(marked.replace("    Kinh                                 Việt Nam\n", "")))
    assert states(document)["full_name"] == (None, "blank_on_page")
    assert "full_name:blank_unsure" in document.doubts and "citizen_id:blank_unsure" in document.doubts


def test_what_cannot_be_read_below_a_label_is_no_blank(lay_out: PaperMaker) -> None:
    document = lay_out(BELOW.replace("Số định danh cá nhân\n", "Số định danh cá nhân\n    ~x~j\n"))
    document = read(with_unread(document, "~x~j"))
    assert states(document)["citizen_id"] == (None, "blank_on_page")
    assert "citizen_id:blank_unsure" in document.doubts


def with_unread(document: Document, word: str) -> Document:
    """The document with one word that the engine could not read."""

    page = document.pages[0]
    lines = tuple(
        replace(line, words=tuple(replace(one, confidence=0.1) if one.text == word else one for one in line.words))
        for line in page.lines
    )
    return replace(document, pages=(replace(page, lines=lines),))


@pytest.mark.parametrize("head", ["Họ và tên      Ngày sinh      Số định danh      Nơi cư trú", "STT      Họ và tên"])
def test_a_table_s_head_is_no_blank(head: str, lay_out: PaperMaker) -> None:
    document = read(lay_out(f"          TỜ KHAI ĐĂNG KÝ KHAI SINH\n\n    {head}\n\n\n    Tôi cam đoan đúng sự thật."))
    assert "full_name" not in states(document)


def test_a_label_misread_beside_that_of_a_day_is_not_its_value(lay_out: PaperMaker) -> None:
    text = BIRTH.replace(
        "Ngày, tháng, năm sinh: 30/09/2019         Giới tính: Nam",
        "Ngày, tháng, năm sinh             Giới Ứnh\n    30/09/2019                        Nam",
    )
    assert states(read(lay_out(text)))["date_of_birth"] == ("2019-09-30", "read")


def test_what_stands_before_any_name_is_nobody_s_for_sure(lay_out: PaperMaker) -> None:
    lost = "\n".join(BIRTH.splitlines()[:3] + BIRTH.splitlines()[5:6] + BIRTH.splitlines()[7:])
    document = read(lay_out(lost))
    found = states(document)
    assert found["date_of_birth"] == ("1994", "doubtful")
    assert {"date_of_birth:unnamed", "citizen_id:unnamed"} <= set(document.doubts)
    assert not [doubt for doubt in read(lay_out(BIRTH)).doubts if doubt.endswith(":unnamed")]


MARRIED = """
                    GIẤY CHỨNG NHẬN KẾT HÔN
    Họ, chữ đệm và tên vợ: PHẠM NHƯ      Họ, chữ đệm, tên chồng: ÂU TRỌNG ĐỆ
    PHƯỢNG                               Ngày, tháng, năm sinh: 05/10/1978
    Ngày, tháng, năm sinh: 14/09/1974


    Phạm Như Phượng                      Âu Trọng Đệ
"""


def test_a_name_goes_on_below_where_it_is_printed_whole_once_more(lay_out: PaperMaker) -> None:
    assert states(read(lay_out(MARRIED)))["full_name"] == ("PHẠM NHƯ PHƯỢNG", "read")
    alone = MARRIED.replace("    Phạm Như Phượng   ", "                      ")
    assert states(read(lay_out(alone)))["full_name"][0] == "PHẠM NHƯ"


BESIDE = """
                    GIẤY CHỨNG NHẬN KẾT HÔN
    Họ và tên vợ: Thạch Ánh Hường             Họ và tên chồng: Hồ Vũ Thế Cường
    Nơi cư trú: xã Đồng Mẫu                   Giấy tờ tùy thân: Căn cước công dân số
    Giấy tờ tùy thân: Căn cước số             086076991993
    052195993083
"""


def test_a_number_in_the_other_one_s_column_is_nobody_else_s(lay_out: PaperMaker) -> None:
    numbers = [(one.value, one.role) for one in read(lay_out(BESIDE)).fields if one.name == "all_citizen_ids"]
    assert sorted(numbers) == [("052195993083", "holder"), ("086076991993", "spouse")]


def test_noise_before_a_card_s_number_does_not_hide_it_and_cards_have_no_blanks(lay_out: PaperMaker) -> None:
    card = """
                       CĂN CƯỚC
                       IDENTITY CARD
            Số định danh cá nhân / Personal identification number:
        CÀ  092165997245
            Họ, chữ đệm và tên khai sinh / Full name:
            ĐỒNG THỊ SƯƠNG
    """
    document = read(with_unread(lay_out(card), "CÀ"))
    assert states(document)["citizen_id"] == ("092165997245", "read")
    assert "citizen_id" not in states(read(lay_out(card.replace("CÀ  092165997245", ""))))
