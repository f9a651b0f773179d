"""People find with and without accents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.fold import fold


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_form_does_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_what_people_type() -> None:
    assert fold("Đặng Thuỷ  HÒA") == fold("dang thủy hoà") == "dang thui hoa"
    assert fold("số_định-danh") == "so dinh danh"
