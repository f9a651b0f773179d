"""Marks of secrecy in print and in stamps; prose about secrets, other stamps and other words are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.secrecy_marks import find_mark, is_beginning, is_stamp
from tests.digitize.conftest import lay_out_page


def is_found(text: str) -> bool:
    return find_mark(lay_out_page(text).lines) is not None


@pytest.mark.parametrize(
    "text",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "Số: 12/BC-UBND\nMẬT\nBÁO CÁO",
        "TỐI MẬT        Đồng Mẫu, ngày 12 tháng 5 năm 2026",
        "| MẬT |",
        "[TUYỆT MẬT]",
        "TUYÊT MẬT.",
        "TÔI MẬT",
        "MÂT",
        "M Ậ T",
        "Độ mật: Tối mật",
        "độ mật:   Mật",
        "TÀI LIỆU MẬT",
        "TUYII MẬT",
        "TUYET NẬT",
    ],
)
def test_a_mark_that_stands_alone_is_found(text: str) -> None:
    assert is_found(text)


@pytest.mark.parametrize(
    "text",
    [
        "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "QUY ĐỊNH VỀ GIỮ BÍ\nMẬT",
        "VỀ VIỆC BẢO\nMẬT THÔNG TIN",
        "Mật độ xây dựng: 60 %",
        "mật",
        "Mật khẩu",
        "bảo đảm bí mật nhà nước, mật độ dân cư, tối mật thiết",
        "Độ mật: Thường",
        "CÓ MẶT",
        "TIỀN MẶT",
        "TIÊN MẬT",
        "THU MẶT",
        "MẪU",
        "KHẨN",
        "HỎA TỐC",
        "MAI",
        "",
    ],
)
def test_what_only_speaks_of_secrets_is_no_mark(text: str) -> None:
    assert not is_found(text)


@pytest.mark.parametrize(
    "text",
    ["MẬT", "NẬT", "MAT", "TỐI MẬT", "TÓI MAT", "TUYỆT MẬT", "rUYET MA", "TUY AT", "TUYỆT MẬ7", "ẬT", ".xvfT MẬT"],
)
def test_a_stamp_may_be_read_badly(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KHẨN",
        "HỎA TỐC",
        "THƯỢNG KHẨN",
        "HỎA TỐC HẸN GIỜ",
        "MẪU",
        "ĐẾN",
        "SAO Y",
        "MAI VĂN THỬ",
        "BẢN CHÍNH",
        "HỦY",
        "VẮNG MẶT",
        "ĐẠT",
    ],
)
def test_other_stamps_are_no_marks(text: str) -> None:
    assert not is_stamp(text)


@given(st.text(max_size=30))
def test_anything_can_be_looked_at(text: str) -> None:
    is_stamp(text)
    is_found(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MẬ", True),
        ("ẬT", True),
        ("TỐI M", True),
        ("TUYỆ", True),
        ("MÃ", False),
        ("MẪU", False),
        ("M", False),
        ("T 9", False),
    ],
)
def test_a_mark_that_a_seal_covers_in_part_is_told_by_its_marks(text: str, told: bool) -> None:
    assert is_beginning(text) is told
