"""How official forms tell their holder: captions, entries in brackets, two languages, footnotes, persons beside."""

import pytest

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document
from tests.digitize.conftest import MOTTO, PaperMaker

CAPTIONS = (
    MOTTO
    + """
                          ĐƠN ĐỀ NGHỊ XÁC NHẬN
          Kính gửi: Ủy ban nhân dân xã Đồng Mẫu, tỉnh Phú Thử
Tôi tên là    LÊ THỊ VÍ DỤ    sinh    05/03/1990
         (họ và tên, viết chữ in hoa)    (ngày, tháng, năm sinh)
Số CCCD    001190000321    cấp ngày 13/03/2024
         (giấy chứng minh, căn cước)    (ngày cấp)
Hiện cư trú tại    Tổ 4, xã Đồng Mẫu, tỉnh Phú Thử
"""
)
ENTRIES = (
    MOTTO
    + """
                              TỜ KHAI
                    THAM GIA BẢO HIỂM XÃ HỘI
[01]. Họ và tên (viết chữ in hoa): LÊ THỊ VÍ DỤ [02]. Giới tính: Nữ
[03]. Ngày, tháng, năm sinh: 05/03/1990 [04]. Quốc tịch: Việt Nam
[06]. Số CCCD/ĐDCN/Hộ chiếu: 001190000321
"""
)
LANGUAGES = (
    MOTTO
    + """
                         ĐƠN ĐỀ NGHỊ CẤP
                    GIẤY PHÉP LÁI XE QUỐC TẾ
1. Tôi là (chữ in hoa)       LÊ THỊ VÍ DỤ
   Full name
3. Ngày tháng năm sinh       05/03/1990
   Date of birth
7. Số CCCD (Hộ chiếu)        001190000321
   ID or passport No.
"""
)
SENTENCE = (
    MOTTO
    + """
                   GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN
    Ủy ban nhân dân xã Đồng Mẫu xác nhận bà: LÊ THỊ VÍ DỤ; sinh ngày 05/03/1990;
giới tính: Nữ; dân tộc: Kinh; quốc tịch: Việt Nam; số định danh cá
nhân: 001190000321; nơi cư trú: Tổ 4, xã Đồng Mẫu, tỉnh Phú Thử.
"""
)
NOTICE = (
    MOTTO
    + """
Số: 569/TB-CAX                      Đồng Mẫu, ngày 14 tháng 4 năm 2022
                               THÔNG BÁO
                  Về việc giải quyết đăng ký cư trú
1. Công dân: LÊ THỊ VÍ DỤ
2. Số định danh cá nhân: 001190000321
3. Sinh ngày: 05/03/1990    4. Giới tính: Nữ
6. Chủ hộ: Trần Văn Thử    Số định danh cá nhân: 001070000417
7. Quan hệ với chủ hộ: Con
"""
)
DECISION = (
    MOTTO
    + """
Số: 710/QĐ-UBND                     Đồng Mẫu, ngày 27 tháng 5 năm 2024
                              QUYẾT ĐỊNH
                 Về việc nghỉ hưu để hưởng bảo hiểm
    Điều 1. Bà LÊ THỊ VÍ DỤ
Sinh: ngày 05 tháng 3 năm 1990    Số CCCD: 001190000321
Quê quán: xã Đồng Mẫu, tỉnh Phú Thử
được nghỉ hưu kể từ ngày 01 tháng 7 năm 2024.
"""
)
FORMS = {
    "captions": CAPTIONS,
    "entries": ENTRIES,
    "languages": LANGUAGES,
    "sentence": SENTENCE,
    "notice": NOTICE,
    "decision": DECISION,
}


def values(document: Document, name: str) -> list[str | None]:
    return [field.value for field in extract(classify(document)).fields if field.name == name]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_tells_its_holder(form: str, lay_out: PaperMaker) -> None:
    document = lay_out(FORMS[form])
    assert values(document, "citizen_id") == ["001190000321"]
    assert values(document, "full_name") == ["LÊ THỊ VÍ DỤ"]
    assert values(document, "date_of_birth") == ["1990-03-05"]


def test_a_number_in_a_footnote_is_nobodys(lay_out: PaperMaker) -> None:
    form = (
        MOTTO
        + """
                       TỜ KHAI ĐĂNG KÝ KHAI SINH
Họ, chữ đệm, tên người yêu cầu: LÊ THỊ VÍ DỤ
Giấy tờ tùy thân:(2) ................................
Họ, chữ đệm, tên người được khai sinh: TRẦN VĂN THỬ
Ngày, tháng, năm sinh: 05/03/2024
Nơi cư trú: Tổ 4, xã Đồng Mẫu, tỉnh Phú Thử
(1) Ghi rõ tên cơ quan đăng ký khai sinh.
(2) Ghi thông tin về giấy tờ tùy thân (ví dụ: Thẻ căn cước công dân số 001089123456).
"""
    )
    assert "001089123456" not in (*values(lay_out(form), "citizen_id"), *values(lay_out(form), "all_citizen_ids"))


def test_an_office_under_a_motto_in_the_middle_is_the_lower_one(lay_out: PaperMaker) -> None:
    form = (
        MOTTO
        + """
UBND HUYỆN AN THỬ                                  Số: 66/2019
UBND XÃ ĐỒNG MẪU

                          GIẤY KHAI SINH
Họ, chữ đệm, tên: TRẦN VĂN THỬ
Sinh ngày    05    tháng    03    năm    2018    Giới tính: Nam
"""
    )
    assert values(lay_out(form), "issuing_agency") == ["ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU"]
    assert values(lay_out(form), "date_of_birth") == ["2018-03-05"]


def test_a_home_that_ends_in_the_middle_is_doubted(lay_out: PaperMaker) -> None:
    form = SENTENCE.replace("Tổ 4, xã Đồng Mẫu, tỉnh Phú Thử.", "Tổ 4, xã Đồng Mẫu, tỉnh")
    home = next(field for field in extract(classify(lay_out(form))).fields if field.name == "address")
    assert home.status == "doubtful"


@pytest.mark.parametrize("words", ["Theo từng lần phát sinh ngày 16/05/2022", "Đã khai sinh ngày 16/05/2022"])
def test_another_day_that_sounds_like_a_birth_is_none(words: str, lay_out: PaperMaker) -> None:
    assert values(lay_out(ENTRIES.replace("[03]. Ngày, tháng, năm sinh: 05/03/1990", words)), "date_of_birth") == []
