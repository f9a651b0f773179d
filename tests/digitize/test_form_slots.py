"""Where values stand on official forms: broken in sentences, in boxes, behind two labels, filled in by another."""

import pytest

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document, Field
from tests.digitize.conftest import MOTTO, PaperMaker

CORRECTION = (
    MOTTO
    + """
              TỜ KHAI ĐĂNG KÝ THAY ĐỔI, CẢI CHÍNH HỘ TỊCH
1. Người yêu cầu ............................................
Họ tên: Trần Thị Mẫu
Giấy tờ tùy thân: Căn cước số 001170000417    Quan hệ: Mẹ
2. Người được thay đổi, cải chính, bổ sung thông tin .........
Họ tên: LÊ VĂN VÍ DỤ
Ngày sinh: 10/06/2005    Giới tính: Nam
Giấy tờ tùy thân (nếu có):
"""
)
CERTIFICATE = (
    MOTTO
    + """
ỦY BAN NHÂN DÂN                                     Số: 300/2026
XÃ ĐỒNG MẪU
                          GIẤY KHAI SINH
Số định danh cá nhân    001325000167
Họ, chữ đệm và tên:    LÊ THỊ VÍ DỤ
Sinh:    ngày 07 tháng 08 năm 2025
Giới tính:    Nữ
"""
)
RECEIPT = (
    MOTTO
    + """
               GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
Mã hồ sơ: 000.00.86.H12-220414-0166
Họ, chữ đệm và tên người yêu cầu: LÊ THỊ VÍ DỤ
Số định danh cá nhân: 001190000321
Người nộp hồ sơ (theo giấy ủy quyền): Trần Văn Thử, CCCD số 001070000417
Trả kết quả: ngày 20/04/2022

          Người nộp                              Người nhận


        Trần Văn Thử                           Mai Thị Mẫu
"""
)


def fields(document: Document) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for field in extract(classify(document)).fields:
        found.setdefault(field.name, []).append(field)
    return found


def told(document: Document, name: str) -> list[str | None]:
    return [field.value for field in fields(document).get(name, [])]


def roles(document: Document) -> dict[str | None, str]:
    return {field.value: field.role for field in fields(document)["all_citizen_ids"]}


def test_who_asks_for_another_is_not_the_holder(lay_out: PaperMaker) -> None:
    paper = lay_out(CORRECTION)
    assert told(paper, "full_name") == ["LÊ VĂN VÍ DỤ"]
    assert told(paper, "citizen_id") == [None]
    assert roles(paper) == {"001170000417": "declarant"}


@pytest.mark.parametrize(("year", "status"), [("2025", "read"), ("2024", "doubtful")])
def test_a_number_before_its_name_is_borne_out_by_the_year_of_birth(
    year: str, status: str, lay_out: PaperMaker
) -> None:
    numbers = fields(lay_out(CERTIFICATE.replace("năm 2025", f"năm {year}")))["citizen_id"]
    assert [(one.value, one.status) for one in numbers] == [("001325000167", status)]


def test_who_hands_in_a_dossier_for_another_is_the_declarant(lay_out: PaperMaker) -> None:
    paper = lay_out(RECEIPT)
    assert told(paper, "citizen_id") == ["001190000321"]
    assert roles(paper) == {"001190000321": "holder", "001070000417": "declarant"}
    assert told(paper, "signer") == ["Mai Thị Mẫu"]


def test_who_hands_in_a_dossier_alone_is_its_holder(lay_out: PaperMaker) -> None:
    lines = RECEIPT.splitlines(keepends=True)
    alone = "".join(line for line in lines if "người yêu cầu" not in line and "Số định danh" not in line)
    paper = lay_out(alone.replace("Người nộp hồ sơ (theo giấy ủy quyền):", "Người nộp:"))
    assert told(paper, "full_name") == ["Trần Văn Thử"]
    assert roles(paper) == {"001070000417": "holder"}


@pytest.mark.parametrize(
    ("written", "value"),
    [("0 3 / 1 1 / 1 9 7 4", "1974-11-03"), ("0 3 1 1 1 9 7 4", "1974-11-03"), ("3 1 / 0 2 / 1 9 7 4", "1974-02-31")],
)
def test_figures_in_boxes_are_a_day(written: str, value: str, lay_out: PaperMaker) -> None:
    paper = lay_out(
        f"{MOTTO}\n                    TỜ KHAI\nHọ và tên: LÊ THỊ VÍ DỤ\nNgày, tháng, năm sinh: {written}\n"
    )
    found = fields(paper)["date_of_birth"]
    assert [one.value for one in found] == [value]
    assert (found[0].status == "doubtful") == (value == "1974-02-31")


def test_a_number_below_the_dots_of_a_long_label_is_no_blank(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
                        TỜ KHAI
Họ và tên: LÊ THỊ VÍ DỤ
Số CMND/Hộ chiếu/CCCD (trường hợp cá nhân chưa có mã số thuế): ....
001190000321 ......................................................
"""
    )
    assert told(paper, "citizen_id") == ["001190000321"]


def test_values_broken_in_a_sentence_go_on_in_the_next_row(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
                   GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN
Ủy ban nhân dân phường Đồng Mẫu xác nhận bà: LÊ THỊ VÍ
DỤ; sinh ngày 05/03/1990; giới tính: Nữ; quốc tịch: Việt
Nam; số định danh cá nhân: 001190000321; nơi cư trú: Tổ
4, xã Đồng Mẫu, tỉnh Phú Thử. Chưa kết hôn với ai.
"""
    )
    assert told(paper, "full_name") == ["LÊ THỊ VÍ DỤ"]
    assert told(paper, "nationality") == ["Việt Nam"]
    assert told(paper, "address") == ["Tổ 4, xã Đồng Mẫu, tỉnh Phú Thử"]


def test_another_name_opens_nobody_elses_part(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
                    TỜ KHAI CĂN CƯỚC CÔNG DÂN
1. Họ, chữ đệm và tên: LÊ THỊ VÍ DỤ
2. Họ, chữ đệm và tên gọi khác (nếu có):
3. Ngày, tháng, năm sinh: 05/03/1990    4. Giới tính: Nữ
5. Số CMND/CCCD: 001190000321
"""
    )
    assert told(paper, "date_of_birth") == ["1990-03-05"]
    assert told(paper, "citizen_id") == ["001190000321"]


def test_a_plot_and_a_sheet_behind_both_labels_keep_their_order(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
                         GIẤY CHỨNG NHẬN
                        QUYỀN SỬ DỤNG ĐẤT
Bà LÊ THỊ VÍ DỤ
a) Thửa đất số, tờ bản đồ số    560, 82
b) Địa chỉ    xã Đồng Mẫu, tỉnh Phú Thử
"""
    )
    assert (told(paper, "plot"), told(paper, "map_sheet")) == (["560"], ["82"])


def test_whose_decision_it_is_is_not_what_it_is_about(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
Số: 59/QĐ-UB
                            QUYẾT ĐỊNH
               CỦA ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU
                 V/v công nhận trưởng thôn 3

- Căn cứ kết quả hội nghị bầu cử của nhân dân.
"""
    )
    assert told(paper, "subject") == ["công nhận trưởng thôn 3"]


def test_the_english_of_a_label_is_no_part_of_its_value(lay_out: PaperMaker) -> None:
    paper = lay_out(
        MOTTO
        + """
                         ĐƠN ĐỀ NGHỊ CẤP
1. Tôi là (chữ in hoa)       LÊ THỊ VÍ DỤ
6. Nơi cư trú                Khóm 3, phường Vĩnh Mẫu, thành phố
   Permanent address         Phú Thử, tỉnh Hải Mẫu
"""
    )
    assert told(paper, "address") == ["Khóm 3, phường Vĩnh Mẫu, thành phố Phú Thử, tỉnh Hải Mẫu"]
