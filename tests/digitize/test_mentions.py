"""Persons who stand beside the holder: named in sentences, or whose papers somebody else hands in."""

import pytest

from digitize.vietnam import citizen_id
from tests.digitize.conftest import MOTTO, PaperMaker
from tests.digitize.test_form_slots import fields, told

RECEIPT = (
    MOTTO
    + """
               GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
Mã hồ sơ: H12.86-220414-0166
Tiếp nhận hồ sơ của: Trần Văn Thử (nộp thay)    Số ĐDCN: 001070000417
Chủ hồ sơ: LÊ THỊ VÍ DỤ    Số ĐDCN: 001190000321
Trả kết quả: ngày 20/04/2022
"""
)
COUPLE = (
    MOTTO
    + """
              ĐƠN XIN CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT
1. Người xin chuyển mục đích sử dụng đất (2): Ông Trần Văn Thử, sinh ngày
10/01/1970, CCCD số 001070000417 do Cục Cảnh sát QLHC về TTXH cấp ngày
09/5/2021; và vợ là bà Lê Thị Ví Dụ, sinh ngày 14/12/1990, CCCD số
001190000321 cấp ngày 31/01/2022
2. Địa chỉ liên hệ: Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử
"""
)
WIDOWER = (
    MOTTO
    + """
              GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN
Họ, chữ đệm, tên: TRẦN VĂN THỬ
Ngày, tháng, năm sinh: 10/01/1970
Giấy tờ tùy thân: Căn cước công dân số 001070000417, cấp ngày 04/01/2021
Tình trạng hôn nhân: Đã đăng ký kết hôn, nhưng vợ là bà Lê Thị Ví Dụ (số CCCD:
001190000321) đã chết; hiện tại chưa đăng ký kết hôn với ai.
Nơi cư trú: Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử
"""
)
AUTHORITY = (
    MOTTO
    + """
                          GIẤY ỦY QUYỀN
Tôi tên là: Trần Văn Thử    Sinh ngày: 10/01/1970
Căn cước công dân số: 001070000417    cấp ngày: 05/02/2023
Nay ủy quyền cho: Lê Thị Ví Dụ    Sinh ngày: 14/12/1990
Căn cước công dân số: 001190000321    cấp ngày: 09/05/2024
Nội dung ủy quyền: thay mặt tôi nộp hồ sơ và nhận kết quả tại Trung tâm Phục vụ hành chính công
Việc ủy quyền không có thù lao, người được ủy quyền không được ủy quyền lại.
                                     Người ủy quyền
"""
)
NOTICE = (
    MOTTO
    + """
                             THÔNG BÁO
          Số định danh cá nhân và thông tin công dân
1. Số định danh cá nhân: 001190000321
2. Họ, chữ đệm và tên khai sinh: LÊ THỊ VÍ DỤ
3. Ngày, tháng, năm sinh: 14/12/1990
16. Họ, chữ đệm và tên cha: Trần Văn Thử
Quốc tịch: Việt Nam    Số định danh cá nhân: 001070000417
19. Họ, chữ đệm và tên chủ hộ: Trần Văn Thử
Số định danh cá nhân: 001070000417    Quan hệ với chủ hộ: Con
"""
)
OWNERS = (
    MOTTO
    + """
             GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT
Ông: TRẦN VĂN THỬ, sinh năm: 1970, CCCD số: 001070000417
Và vợ: bà: LÊ THỊ VÍ DỤ, sinh năm: 1990, CCCD số: 001190000321
Địa chỉ thường trú: Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử
"""
)
MAN, WOMAN = "001070000417", "001190000321"


@pytest.mark.parametrize(
    ("paper", "holder", "other", "role"),
    [
        (RECEIPT, WOMAN, MAN, "declarant"),
        (COUPLE, MAN, WOMAN, "listed"),
        (WIDOWER, MAN, WOMAN, "listed"),
        (AUTHORITY, MAN, WOMAN, "listed"),
        (NOTICE, WOMAN, MAN, "father"),
        (OWNERS, MAN, WOMAN, "spouse"),
    ],
    ids=["receipt", "couple", "widower", "authority", "notice", "owners"],
)
def test_a_holder_is_not_mixed_with_whoever_is_named_beside(
    lay_out: PaperMaker, paper: str, holder: str, other: str, role: str
) -> None:
    found = fields(lay_out(paper))
    assert [(one.value, one.status) for one in found["citizen_id"]] == [(holder, "read")]
    assert {one.value: one.role for one in found["all_citizen_ids"]} == {holder: "holder", other: role}
    assert [(one.value or "").casefold() for one in found["full_name"]] == [
        {MAN: "trần văn thử", WOMAN: "lê thị ví dụ"}[holder]
    ]
    assert all(one.status == "read" for one in found.get("date_of_birth", ()))
    assert {(one.value or "")[:4] for one in found.get("date_of_birth", ())} <= {str(citizen_id.birth_year(holder))}


UNTOLD = (
    MOTTO
    + """
                          TỜ KHAI
I. Phần thứ nhất
Họ và tên: TRẦN VĂN THỬ
Ngày, tháng, năm sinh: 10/01/1970
Số định danh cá nhân: 001070000417
II. Phần thứ hai
Họ và tên: LÊ THỊ VÍ DỤ
Số định danh cá nhân: 001190000321
"""
)
PARENTS = (
    MOTTO
    + """
                          GIẤY KHAI SINH
Họ và tên: TRẦN VĂN THỬ
Ngày, tháng, năm sinh: 10/01/1970
      NGƯỜI CHA                          NGƯỜI MẸ
Họ và tên: Trần Văn Mẫu            Họ và tên: Lê Thị Ví Dụ
CMND số: 001050000415              CMND số: 001152000416
"""
)


def test_of_two_people_whom_nothing_tells_apart_neither_is_surely_the_holder(lay_out: PaperMaker) -> None:
    found = fields(lay_out(UNTOLD))
    assert [(one.value, one.status) for one in found["citizen_id"]] == [(MAN, "doubtful")]
    assert {found[name][0].status for name in ("full_name", "date_of_birth")} == {"doubtful"}


def test_two_columns_are_of_those_who_head_them(lay_out: PaperMaker) -> None:
    found = fields(lay_out(PARENTS))
    assert {one.value: one.role for one in found["all_citizen_ids"]} == {
        "001050000415": "father",
        "001152000416": "mother",
    }
    assert [one.status for one in found["full_name"]] == ["read"]


def test_what_follows_a_sentence_about_another_is_the_holders_again(lay_out: PaperMaker) -> None:
    assert told(lay_out(WIDOWER), "address") == ["Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử"]


@pytest.mark.parametrize(
    ("below", "value", "status"),
    [
        ("Xã: Đồng Mẫu                    Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN Xã Đồng Mẫu", "read"),
        ("Số: 147                         Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "doubtful"),
    ],
)
def test_a_peoples_committee_is_one_of_a_place(lay_out: PaperMaker, below: str, value: str, status: str) -> None:
    head = "ỦY BAN NHÂN DÂN       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document = lay_out(f"{head}\n{below}\n                 GIẤY KHAI SINH\nHọ và tên: LÊ THỊ VÍ DỤ\n")
    assert [(one.value, one.status) for one in fields(document)["issuing_agency"]] == [(value, status)]


def test_boxes_to_be_ticked_are_no_blank(lay_out: PaperMaker) -> None:
    document = lay_out(MOTTO + "\n     TỜ KHAI\nHọ và tên: LÊ THỊ VÍ DỤ    Giới tính: □ Nam ■ Nữ\n")
    assert told(document, "sex") == []
