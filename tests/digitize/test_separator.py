"""Separator sheets: what their code tells, that damage to it is noticed, and that a scanned print is known again."""

import io
import random
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from digitize.model import Box, Code, Image, Line, Original, Page, Source, Word
from digitize.qr import pattern
from digitize.separator import Separator, decode, encode, expected, find_problems, find_separator
from digitize.separator_sheet import plan, write_separators
from digitize.vietnam.kinds import kinds

CODES = st.builds(
    "H{:02}.{}-{:02}{:02}{:02}-{:04}".format,
    st.integers(1, 63),
    st.integers(1, 99),
    st.integers(20, 40),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 9999),
)
SEPARATORS = st.builds(
    lambda code, kind, place, more, name: Separator(code, kind, place, place + more, name),
    st.one_of(st.just(""), CODES, CODES.map("000.00.12.".__add__)),
    st.one_of(st.just(""), st.sampled_from(sorted(kinds()))),
    st.integers(1, 500),
    st.integers(0, 500),
    st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
)
ONE = Separator("H08.12-241128-0001", "giay_khai_sinh", 2, 5, "a1b2c3")


def page(*lines: tuple[str, int], codes: tuple[str, ...] = ()) -> Page:
    """An A4 page at 200 dpi: lines of text with the height of their letters in pixels, and codes."""
    placed, top = [], 150
    for text, height in lines:
        box = Box(300, top, 1300, top + height)
        placed.append(Line((Word(text, box, 0.95),)))
        top += 2 * height
    original = Original(Source("", 1), "", "image/jpeg", "", 1654, 2339, 200)
    image = Image("", "DCTDecode", 1654, 2339, 8, "DeviceRGB")
    found = tuple(Code("QRCode", text, Box(500, 900, 1100, 1500)) for text in codes)
    return Page(original, image, 1654, 2339, 200, lines=tuple(placed), codes=found)


@given(SEPARATORS)
def test_what_is_encoded_is_decoded(separator: Separator) -> None:
    assert decode(encode(separator)) == separator


@given(SEPARATORS, st.data())
def test_a_single_damaged_character_is_noticed(separator: Separator, data: st.DataObject) -> None:
    text = encode(separator)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda letter: letter != text[place]))
    assert decode(text[:place] + other + text[place + 1 :]) is None
    assert decode(text[:place] + text[place + 1 :]) is None
    assert decode(text[:place] + other + text[place:]) is None


@given(st.text())
def test_no_other_text_is_taken_for_a_separator(text: str) -> None:
    assert decode(text) is None


@pytest.mark.parametrize("kind", ["", "giay_khai_sinh"])
def test_a_print_has_a_sheet_for_each_dossier_and_kind(kind: str) -> None:
    sheets = plan(["H08.12-241128-0001", "H08.12-241128-0002"], [kind] if kind else [], "a1b2c3")
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert {sheet.total for sheet in sheets} == {4 if kind else 2}
    assert [sheet.kind for sheet in sheets] == (["", kind, "", kind] if kind else ["", ""])


def test_kinds_alone_make_sheets_without_a_dossier() -> None:
    assert [(one.dossier, one.kind) for one in plan([], ["to_khai"], "a1")] == [("", "to_khai")]


def test_missing_doubled_and_unread_sheets_of_a_print_are_told() -> None:
    one, two, three = (Separator("H08.12-241128-0001", "", place, 3, "aa") for place in (1, 2, 3))
    assert expected([one, two]) == 3
    assert list(find_problems([one, two, three], 0)) == []
    assert list(find_problems([one, three], 0)) == ["separators_missing:1"]
    assert list(find_problems([one, two, two, three], 0)) == ["separators_twice:1"]
    assert list(find_problems([one, three], 1)) == ["separators_unread:1"]


def test_a_sheet_is_known_by_its_code() -> None:
    seen = find_separator(page(("TỜ PHÂN TÁCH HỒ SƠ", 80), codes=("https://example.vn", encode(ONE))))
    assert seen is not None and seen.told == ONE


def test_a_sheet_whose_check_value_fails_is_a_separator_that_tells_nothing() -> None:
    damaged = encode(ONE).replace("0001", "0007")
    seen = find_separator(page(("TỜ PHÂN TÁCH HỒ SƠ", 80), ("H08.12-241128-0001", 60), codes=(damaged,)))
    assert seen is not None and seen.told is None and seen.printed == "H08.12-241128-0001"


def test_a_sheet_is_known_by_its_heading_when_the_code_cannot_be_seen() -> None:
    seen = find_separator(page(("TỜ PHÂN TÁCH HỒ SO", 80), ("H08.12-241128-0001", 60)))
    assert seen is not None and seen.told is None and seen.printed == "H08.12-241128-0001"


def test_a_paper_that_names_separator_sheets_is_none() -> None:
    assert find_separator(page(("QUYẾT ĐỊNH", 30), ("Tờ phân tách hồ sơ được đặt trước mỗi hồ sơ", 28))) is None
    assert find_separator(page()) is None


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_printed_sheet_reads_as_it_was_planned_whichever_way_it_lies(tmp_path: Path, turns: int) -> None:
    target = tmp_path / "separators.pdf"
    planned = plan(["H08.12-241128-0001", "000.00.12.H08-241128-0002"], ["giay_khai_sinh"], "a1b2c3")
    write_separators(planned, target)
    with pypdfium2.PdfDocument(target) as pdf:
        drawn = [np.asarray(sheet.render(scale=100 / 72).to_numpy())[..., 0].copy() for sheet in pdf]
    assert [decode(zxingcpp.read_barcodes(np.rot90(one, turns).copy())[0].text) for one in drawn] == list(planned)


def test_a_code_survives_ink_over_a_twelfth_of_it() -> None:
    drawn = np.kron(np.pad(pattern(encode(ONE)), 4, constant_values=255), np.ones((8, 8), np.uint8))
    side = len(drawn)
    draw = random.Random(5)
    for _ in range(10):
        spoilt, size = drawn.copy(), round(side * 0.28)
        x, y = (draw.randrange(side // 3, side - side // 3 - size // 2) for _ in "xy")
        spoilt[y : y + size, x : x + size] = 0
        assert decode(zxingcpp.read_barcodes(spoilt)[0].text) == ONE


def test_the_sheet_says_in_words_what_its_code_says(tmp_path: Path) -> None:
    write_separators((ONE,), tmp_path / "one.pdf")
    with pypdfium2.PdfDocument(io.BytesIO((tmp_path / "one.pdf").read_bytes())) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    for words in ("TỜ PHÂN TÁCH GIẤY TỜ", "H08.12-241128-0001", "Giấy khai sinh", "Tờ 2/5, đợt in a1b2c3"):
        assert words in text
