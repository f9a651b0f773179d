"""Names as people bear them: marks that got lost are noticed, foreign names left in peace."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.plausible import has_surname, oddity


@pytest.mark.parametrize(
    "name", ["NGUYỄN THỊ LAN", "Trần Văn Hòa", "Trần Văn Hoà", "Lò Thị Hạnh", "JOHN SMITH", "Ksor Y Nguyên", "Đỗ Mỹ Ý"]
)
def test_common_names_are_not_odd(name: str) -> None:
    assert oddity(name) == 0


@pytest.mark.parametrize(
    "name", ["NGUYÊN THỊ LAN", "HOANG THỊ HOA", "Trân Văn An", "Đặng Thị Ÿ", "ONG THUY TRAM", "Đỉnh Tài"]
)
def test_lost_marks_of_a_family_and_impossible_syllables_are_odd(name: str) -> None:
    assert oddity(name) == 1


@pytest.mark.parametrize("name", ["Trần Van An", "Ngô Khác Bảo"])
def test_lost_marks_of_other_syllables_are_less_odd(name: str) -> None:
    assert oddity(name) == 0.75


@given(st.sampled_from(["Nguyễn", "Trần", "Đặng", "Phạm", "Hoàng", "Bùi"]))
def test_a_family_name_stripped_of_all_marks_is_odd(name: str) -> None:
    apart = unicodedata.normalize("NFD", name.replace("Đ", "D"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    assert oddity(f"{bare} Thị Lan") == 1
    assert has_surname(f"{bare} Thị Lan")


@given(st.text(max_size=30))
def test_any_text_is_weighed(text: str) -> None:
    assert oddity(text) in (0, 0.5, 0.75, 1)
