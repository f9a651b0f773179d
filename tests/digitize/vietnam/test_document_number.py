"""Number and symbol by the grammar of NĐ 30/2020/NĐ-CP, with the offices' own quirks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import document_number

SYMBOLS = st.sampled_from(["QĐ-UBND", "TB-UBND", "UBND-HCC", "QyĐ-BNV", "TTr-VHXH", "BNV-VP", "QĐ-ĐHCNTT&TT", "NĐ-CP"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Số: 15/QĐ-BNV", "15/QĐ-BNV"),
        ("Số: 05/BNV-VP", "05/BNV-VP"),
        ("Số: 12/UBND-VX", "12/UBND-VX"),
        ("Số: 499 /TB-UBND", "499/TB-UBND"),
        ("Số: 522 /UBND-HCC", "522/UBND-HCC"),
        ("Số: 1980/UBND -VP", "1980/UBND-VP"),
        ("Số: *1980* /UBND -VP", "1980/UBND-VP"),
        ("Số: <sup>1980</sup> /UBND-VP", "1980/UBND-VP"),
        ("Số: 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("Số: 91/2025/QH15", "91/2025/QH15"),
        ("Số: 429/QĐ-ĐHCNTT&TT", "429/QĐ-ĐHCNTT&TT"),
        ("Só 12a/QĐ–UBND", "12a/QĐ-UBND"),
        ("Số:88/QĐÐ-UBND", "88/QĐ-UBND"),
    ],
)
def test_forms_that_offices_print(text: str, value: str) -> None:
    found = document_number.find(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["Số: /UBND-KGVX", "Số:     /UBND-VP", "Số: ....../QĐ-UBND", "Số: …/QĐ-UBND"])
def test_a_blank_number_stays_blank(text: str) -> None:
    found = document_number.find(text)
    assert found is not None
    assert (found.value, found.unclear) == (None, False)


@pytest.mark.parametrize("text", ["Số: A2/QĐ-UBND", "Số:4@/TB-UBND", "Số: %§ /QĐ-UBND", "Số: đổ /QĐ-UBND"])
def test_ink_that_is_no_number_is_unclear_and_not_blank(text: str) -> None:
    found = document_number.find(text)
    assert found is not None
    assert found.unclear
    assert found.value


@pytest.mark.parametrize(
    "text",
    ["Thông báo số 39/TB-UBND ngày 23/03/2022", "Căn cứ Nghị định số 30/2020/NĐ-CP", "Số lượng: 5", "Số 9 phố Mẫu"],
)
def test_a_reference_is_not_the_own_number(text: str) -> None:
    assert document_number.find(text) is None


@given(st.integers(1, 99_999), SYMBOLS, st.sampled_from(["", " "]), st.sampled_from(["-", " - ", " -", "–"]))
def test_written_numbers_read_back(number: int, symbol: str, space: str, dash: str) -> None:
    found = document_number.find(f"Số: {number:02d}{space}/{symbol.replace('-', dash)}")
    assert found is not None
    assert found.value == f"{number:02d}/{symbol}"
    assert found.type == symbol.split("-")[0]


@given(st.text(alphabet="Số: 0123456789/QĐ-UBNDlO.…", max_size=40))
def test_no_digit_is_invented_or_lost(text: str) -> None:
    found = document_number.find_slot("Số: " + text)
    if found and found.value:
        digits = [letter for letter in found.value if letter.isdigit()]
        assert "".join(digits) == "".join(
            letter for letter in ("Số: " + text)[found.start : found.end] if letter.isdigit()
        )


def test_papers_of_civil_status_have_bare_numbers() -> None:
    assert (document_number.find_slot("Số: 123/2020") or pytest.fail()).value == "123/2020"
    assert (document_number.find_slot("Số: 45") or pytest.fail()).value == "45"
    assert (document_number.find_slot("Số: 12/TLKS-BS") or pytest.fail()).value == "12/TLKS-BS"
    assert (document_number.find_slot("Số: .......") or pytest.fail()).value is None
    assert document_number.find_slot("Số nhà") is None


def test_serial_numbers_of_forms() -> None:
    assert (document_number.find_serial("DĐ 000417") or pytest.fail()).value == "DĐ 000417"
    assert document_number.find_serial("Tổ 4") is None
