"""Offices and officers as heads and feet of papers print them."""

import pytest

from digitize.vietnam.offices import full_agency, is_agency, officer, spelled, split_agencies


@pytest.mark.parametrize(
    ("lines", "agencies"),
    [
        (["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG MẪU"], ["ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU"]),
        (["UBND TỈNH PHÚ THỬ", "SỞ NỘI VỤ"], ["UBND TỈNH PHÚ THỬ", "SỞ NỘI VỤ"]),
        (
            ["UBND XÃ ĐỒNG MẪU", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"],
            ["UBND XÃ ĐỒNG MẪU", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"],
        ),
        (["UBND HUYỆN AN THỬ UBND XÃ TRƯỜNG PHỎNG"], ["UBND HUYỆN AN THỬ", "UBND XÃ TRƯỜNG PHỎNG"]),
        (["VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH"], ["VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH"]),
    ],
)
def test_lines_of_a_head_are_put_together(lines: list[str], agencies: list[str]) -> None:
    assert split_agencies(lines) == agencies


@pytest.mark.parametrize("text", ["Số: 12/QĐ-UBND", "SƠ YẾU LÝ LỊCH", "QUYẾT ĐỊNH", "/TB-HĐND", "GIẤY KHAI SINH"])
def test_what_is_no_office(text: str) -> None:
    assert not is_agency(text)


def test_abbreviations_are_written_out_and_known_lines_spelled() -> None:
    assert full_agency("UBND XÃ ĐỒNG MẪU") == "ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU"
    assert full_agency("UY BAN NHAN DÂN XÃ ĐỒNG MẪU") == "ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU"
    assert spelled("PHO CHỦ TỊCH") == "PHÓ CHỦ TỊCH"
    assert spelled("PHÓ TRẠM TRƯỞNG") == "PHÓ TRẠM TRƯỞNG"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("TM. ỦY BAN NHÂN DÂN", "officer"),
        ("KT. CHỦ TỊCH", "officer"),
        ("TUQ. GIÁM ĐỐC", "officer"),
        ("CHÁNH VĂN PHÒNG", "officer"),
        ("NGƯỜI LÀM ĐƠN", "signer"),
        ("QUYẾT ĐỊNH", None),
        ("TMĐ", None),
    ],
)
def test_who_signs(text: str, who: str | None) -> None:
    assert officer(text) == who
