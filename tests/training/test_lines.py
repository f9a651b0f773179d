"""What the line net learns from: texts it can write, lines whose pictures hold them, the same for the same seed."""

import io
import random
import re
import shutil
import string
import tomllib
import unicodedata
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.letters import LETTERS
from ocr.line_letters import ALPHABET, CLASSES, encode
from ocr.line_shape import HEIGHT, STRIDE
from training.lines.gather import FAMILIES, put_together
from training.lines.pack import whole
from training.lines.render import LENDER, Renderer, _lent, family
from training.lines.samples import Source, batches, columns_needed, lines
from training.lines.score import Told, distance, judge
from training.lines.texts import TWINS, Texts, cut, grams, plain, tidy, twinned
from training.lines.wear import worn

FONT = Path(__file__).parents[2] / "digitize" / "fonts" / "Tinos-sohoa.ttf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What pack.py makes, with one font and no corpus."""
    (tmp_path / "fonts").mkdir()
    for name in ("Tinos-Regular.ttf", "Arimo-Regular.ttf", "Other-Regular.ttf"):
        shutil.copy(FONT, tmp_path / "fonts" / name)
    return tmp_path


def test_texts_hold_only_what_the_net_can_write_and_all_letters_of_vietnamese() -> None:
    texts, draw = Texts(None), random.Random(1)
    told = [texts.draw(draw, 30) for _ in range(3000)]
    seen = Counter("".join(told))
    assert set(seen) <= set(ALPHABET)
    assert min(seen[letter] for letter in LETTERS) >= 5
    assert all(seen[digit] > 500 for digit in string.digits)
    assert all(0 < len(text) <= 30 and text == unicodedata.normalize("NFC", text).strip() for text in told)
    assert any(re.search(r"(?<!\d)\d{12}(?!\d)", text) for text in told)


def test_leaders_of_any_length_are_one_sign() -> None:
    assert tidy("Họ và tên:..........") == tidy("Họ và tên:……") == tidy("Họ và tên: . . . . .").replace(": ", ":")
    assert tidy("Số: ____ /QĐ") == "Số: … /QĐ"
    assert tidy("a..b") == "a..b"


@given(st.text("abc ", min_size=1, max_size=80), st.integers(1, 40), st.integers())
def test_a_cut_text_is_a_part_of_the_text(text: str, length: int, seed: int) -> None:
    part = cut(text, length, random.Random(seed))
    assert part in text
    assert len(part) <= length or part == text


def unmarked(text: str) -> str:
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@given(st.text(LETTERS + "dD 19/", min_size=1, max_size=80), st.integers())
def test_a_misspelt_text_differs_in_marks_only(text: str, seed: int) -> None:
    other = twinned(text, random.Random(seed))
    assert unmarked(other) == unmarked(text)
    assert all(two in TWINS[one] for one, two in zip(text, other, strict=True) if one != two)


def test_twins_are_twins_both_ways_and_include_what_is_read_for_one_another() -> None:
    assert all(one in TWINS[two] for one, twins in TWINS.items() for two in twins)
    assert {"ư", "ù"} <= set(TWINS["u"]) and "ẽ" not in TWINS["ể"] and {"ẻ", "ễ", "ê"} <= set(TWINS["ể"])
    assert twinned("ngày mưa" * 9, random.Random(2)) != "ngày mưa" * 9


def test_a_worn_line_is_a_picture_of_about_its_size(folder: Path) -> None:
    draw, renderer = random.Random(5), Renderer(folder / "fonts")
    for _ in range(300):
        drawn = renderer.line("Số: 573/TTr-SNV", draw)
        gray = worn(drawn, renderer.latest, draw)
        assert int(gray.max()) > int(gray.min())
        assert 0.3 * drawn.ink.shape[1] < gray.shape[1] < 1.3 * drawn.ink.shape[1]


def test_lines_of_the_judging_papers_are_known_by_six_words_in_a_row() -> None:
    held = grams(plain("Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014"))
    assert grams(plain("- căn cứ luật hộ tịch, NGÀY 20")) & held
    assert not grams(plain("Căn cứ Luật Đất đai ngày 20")) & held


def test_a_drawn_line_has_its_ink_around_its_baseline(folder: Path) -> None:
    drawn = Renderer(folder / "fonts").line("xanh", random.Random(3))
    rows = np.flatnonzero(drawn.ink.any(axis=1))
    assert drawn.baseline - drawn.em < rows[0] < rows[-1] <= drawn.baseline + 2


def test_signs_that_a_face_lacks_are_lent(tmp_path: Path) -> None:
    lender, poor = tmp_path / LENDER, tmp_path / "Poor-Regular.ttf"
    shutil.copy(FONT, lender)
    poor.write_bytes(part(FONT, "Có").read())
    drawn = Renderer(tmp_path).line("Có 5 ổ", random.Random(3))
    assert list(_lent("Có 5 ổ", str(poor), str(lender))) == [("Có", str(poor)), (" 5 ổ", str(lender))]
    assert drawn.text == "Có 5 ổ"


def part(path: Path, letters: str, flavor: str | None = None) -> io.BytesIO:
    """A font with these letters only."""
    made, subsetter = io.BytesIO(), Subsetter(Options(notdef_outline=True, flavor=flavor))
    subsetter.populate(text=letters)
    with TTFont(path) as font:
        subsetter.subset(font)
        font.flavor = flavor
        font.save(made)
    made.seek(0)
    return made


def test_a_font_that_comes_in_pieces_is_put_together(tmp_path: Path) -> None:
    ascii_letters = [letter for letter in LETTERS if letter.isascii()]
    others = [letter for letter in LETTERS if not letter.isascii()]
    pieces = [part(FONT, "".join(letters), "woff").read() for letters in (others[::2], others[1::2], ascii_letters)]
    target = tmp_path / "Whole-Regular.ttf"
    put_together(pieces, tmp_path).save(target)
    assert whole(target)
    target.write_bytes(part(FONT, "".join(others[::2])).read())
    assert not whole(target)


def test_no_family_that_judges_is_learned_from() -> None:
    told = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))
    assert not set(told["learned"]) & set(told["held"])
    assert not [name for name in told["learned"] if name.startswith(("roboto", "inter", "vollkorn", "eb-garamond"))]


def test_a_font_without_a_style_stands_in_for_it() -> None:
    assert family("FreeSerifBoldItalic") == family("FreeSerif") == "FreeSerif"
    assert family("texgyretermes-bolditalic") == family("texgyretermes-regular") == "texgyretermes"


def test_the_same_seed_gives_the_same_lines_wide_enough_for_their_letters(folder: Path) -> None:
    first, second, other = (list(islice(lines(Source(folder), seed), 60)) for seed in ("a", "a", "b"))
    assert [text for _, text in first] == [text for _, text in second] != [text for _, text in other]
    assert all((one == two).all() for (one, _), (two, _) in zip(first, second, strict=True))
    for picture, text in first:
        assert picture.shape[0] == HEIGHT
        assert picture.shape[1] // STRIDE >= columns_needed(encode(text))
        assert picture.max() > 150


def test_a_batch_pads_to_the_widest_and_tells_each_width(folder: Path) -> None:
    batch = next(batches(Source(folder, 4, 12), "a", 8))
    count, _, height, width = batch.pictures.shape
    assert (count, height, width) == (8, HEIGHT, max(batch.columns) * STRIDE)
    for picture, columns, target in zip(batch.pictures, batch.columns, batch.targets, strict=True):
        assert not picture[0, :, columns * STRIDE :].any()
        assert len(target) <= columns


@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_the_distance_is_one(said: str, true: str) -> None:
    assert distance(said, true) == distance(true, said) <= max(len(said), len(true))
    assert (distance(said, true) == 0) == (said == true)
    assert abs(len(said) - len(true)) <= distance(said, true)


def test_lines_read_are_counted_with_their_numbers() -> None:
    text = "Số 079203001234"
    chances = np.eye(CLASSES, dtype=np.float32)[[c for place in encode(text) for c in (place, 0)]]
    told = judge(np.stack([chances, chances]), [len(chances), len(chances) - 2], [text, text])
    assert told == Told(2, 1, 2 * len(text), 1, 2, 1)
    assert told.figures() == {"cer": round(1 / 30, 5), "lines_right": 0.5, "numbers": "1/2"}
