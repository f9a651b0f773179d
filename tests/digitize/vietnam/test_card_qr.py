"""The words of a card's QR code: seven and eleven parts, and what is no card or cannot be true."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam import card_qr, citizen_id
from digitize.vietnam.card_qr import CardQr
from tests.digitize.vietnam.test_citizen_id import IDS

SEVEN = "001088000123|012345678|Nguyễn Văn Thử|05031988|Nam|Thôn Hạ, Xã Đồng Tâm, Tỉnh Thử|12052021"
HOLDER = CardQr(
    "001088000123",
    "012345678",
    "Nguyễn Văn Thử",
    "1988-03-05",
    "Nam",
    "Thôn Hạ, Xã Đồng Tâm, Tỉnh Thử",
    "2021-05-12",
)


@pytest.mark.parametrize("tail", ["", "||||", "|a|b|c|d"])
def test_seven_and_eleven_parts(tail: str) -> None:
    assert card_qr.parse(SEVEN + tail) == HOLDER


def test_no_former_number() -> None:
    found = card_qr.parse(SEVEN.replace("012345678", ""))
    assert found is not None
    assert (found.cmnd, found.problems) == ("", ())


@pytest.mark.parametrize(
    "text", ["", "H08.12-241128-0001", SEVEN.rsplit("|", 1)[0], SEVEN[1:], "O" + SEVEN[1:], "https://example.vn/a|b|c"]
)
def test_what_is_no_card_is_none(text: str) -> None:
    assert card_qr.parse(text) is None


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ("|05031988|", "|31021988|", "impossible_date"),
        ("|05031988|", "||", "impossible_date"),
        ("|12052021", "|1205202", "impossible_date"),
        ("|05031988|", "|05031989|", "year_differs"),
        ("|Nam|", "|Nữ|", "sex_differs"),
        ("|Nam|", "|M|", "unclear"),
        ("|Nguyễn Văn Thử|", "||", "unclear"),
        ("|012345678|", "|01234567|", "wrong_length"),
        ("|012345678|", "|01234567O|", "not_digits"),
        ("001088000123|", "999088000123|", "unknown_province"),
    ],
)
def test_what_cannot_be_true_is_a_problem(was: str, now: str, problem: str) -> None:
    found = card_qr.parse(SEVEN.replace(was, now))
    assert found is not None
    assert found.problems == (problem,)


@given(IDS, st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 4))
def test_cards_of_any_holder_read_back(number: str, issued: date, more: int) -> None:
    born = f"{citizen_id.birth_year(number)}-02-28"
    text = f"{number}||Lê Thị Ví Dụ|2802{born[:4]}|{citizen_id.sex(number)}|Xã Thử|{issued:%d%m%Y}" + "|" * more
    told = CardQr(number, "", "Lê Thị Ví Dụ", born, citizen_id.sex(number), "Xã Thử", issued.isoformat())
    assert card_qr.parse(text) == told


@given(st.text("0123456789|Nam ", max_size=80))
def test_anything_can_be_looked_at(text: str) -> None:
    found = card_qr.parse(text)
    assert found is None or len(found.citizen_id) == 12
