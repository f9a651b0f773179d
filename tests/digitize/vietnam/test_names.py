"""Names as forms print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.names import read_name

SYLLABLES = st.sampled_from(["Nguyễn", "Trần", "Đặng", "Thị", "Văn", "Ước", "Mẫu", "Ví", "Dụ", "Y", "Ảo"])


@given(st.lists(SYLLABLES, min_size=2, max_size=7), st.booleans(), st.sampled_from(["", ".", " ......", ", sinh năm"]))
def test_names_read_back(words: list[str], capitals: bool, tail: str) -> None:
    name = " ".join(words).upper() if capitals else " ".join(words)
    found = read_name(f" ..... {name}{tail}")
    assert found is not None
    assert (found.value, found.clear) == (name, True)


@pytest.mark.parametrize("text", ["NGUYỄN V4N MẪU", "Nguyễn văn mẫu", "MẪU", "NGuYỄN VĂN MẪU", "Nguyễn Văn M@u"])
def test_what_looks_odd_is_not_clear(text: str) -> None:
    found = read_name(text)
    assert found is not None
    assert not found.clear


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ông Trần Văn Thử, sinh ngày", "Trần Văn Thử"),
        ("Bà: VÕ THỊ ƯỚM sinh năm 1961", "VÕ THỊ ƯỚM"),
        ("Bà Triệu Mẫu", "Triệu Mẫu"),
    ],
)
def test_forms_of_address_are_no_part_of_it(text: str, value: str) -> None:
    found = read_name(text)
    assert found is not None
    assert (found.value, found.clear) == (value, True)


@pytest.mark.parametrize("text", ["", " .......", "…", ": "])
def test_an_empty_slot_holds_no_name(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("text", "value", "clear"),
    [
        ("Ông Nguyễn Văn Thử", "Nguyễn Văn Thử", True),
        ("Ông Lê Hữu Ước", "Lê Hữu Ước", True),
        ("ông Đức Văn Thử", "Đức Văn Thử", True),
        ("Ông Đức Sĩ", "Ông Đức Sĩ", False),
        ("ÔNG BÁ ĐÌNH MẪN", "ÔNG BÁ ĐÌNH MẪN", False),
        ("Ông Chử Kim Vân", "Ông Chử Kim Vân", False),
        ("ÔNG NGUYỄN VĂN THỬ", "ÔNG NGUYỄN VĂN THỬ", False),
        ("Ông NGUYỄN VĂN THỬ", "NGUYỄN VĂN THỬ", True),
        ("Ông Ngô Thị Bịa", "Ông Ngô Thị Bịa", False),
    ],
)
def test_ong_may_be_a_family_name(text: str, value: str, clear: bool) -> None:
    name = read_name(text)
    assert name is not None
    assert (name.value, name.clear) == (value, clear)
