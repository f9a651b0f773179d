"""The line net as an engine: what it writes, what it takes as weights, where it puts words, how it sees a line."""

from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from bench import sheets
from bench.cer import Score, judge
from bench.degrade import degrade
from digitize.clean import clean
from digitize.deskew import deskew
from digitize.errors import ConfigError
from digitize.model import Pixels
from digitize.vietnam.letters import LETTERS
from ocr import open_engine, tesseract_library
from ocr.engines.lines import DOUBTFUL
from ocr.line_finder import find_lines
from ocr.line_letters import ALPHABET, CLASSES, decode, encode
from ocr.line_reader import Spelt, calibrate
from ocr.line_shape import HEIGHT, MIDDLE, SPREAD, find_spread, shape
from tests.digitize.sheet import FONT, letter, scan

DPI = 200.0


def line(text: str, size: int = 40, ink: int = 0, paper: int = 255) -> Pixels:
    """A line of print with a little room around it."""
    font = ImageFont.truetype(FONT, size)
    left, top, right, bottom = (round(value) for value in font.getbbox(text))
    picture = Image.new("L", (right - left + 12, bottom - top + 8), paper)
    ImageDraw.Draw(picture).text((6 - left, 4 - top), text, ink, font)
    return np.asarray(picture, np.uint8)


def spoken(letters: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Chances by which the net would say these letters, each for two columns with a column of nothing after it."""
    columns = [place for letter in encode(letters) for place in (letter, letter, 0)]
    return np.eye(CLASSES, dtype=np.float32)[columns].reshape(-1, CLASSES) * 0.9


def test_the_alphabet_holds_all_letters_of_vietnamese_once() -> None:
    assert set(LETTERS) <= set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == CLASSES - 1
    assert open_engine("lines:").unwritable(LETTERS + "0123456789–…•₫½²☐☑") == ""
    assert open_engine("lines:").unwritable("aЖb漢") == "Ж漢"


@given(st.text(ALPHABET, max_size=40))
def test_what_is_said_column_by_column_is_the_text(text: str) -> None:
    letters = decode(spoken(text))
    assert "".join(letter.text for letter in letters) == text
    assert all(letter.start < letter.end and letter.confidence == pytest.approx(0.9) for letter in letters)


def test_a_letter_tells_the_next_best_one() -> None:
    chances = spoken("a")
    chances[:2, encode("à")[0]] = 0.1
    assert [letter.other for letter in decode(chances)] == ["à"]


@pytest.mark.parametrize("text", ["xem con nào sao", "QUYẾT ĐỊNH", "Nguyễn Thị Gấp", "079203001234", "ỆẤỔ gyp"])
def test_lines_with_and_without_capitals_and_marks_come_out_at_one_size_and_place(text: str) -> None:
    sizes = []
    for size in (25, 40, 60):
        picture, scale = shape(line(text, size))
        middle, spread = find_spread(picture)
        assert picture.shape[0] == HEIGHT
        assert middle == pytest.approx(MIDDLE, abs=1.5)
        assert spread == pytest.approx(SPREAD, rel=0.25)
        sizes.append(size * scale)
    assert max(sizes) < 1.15 * min(sizes)
    assert 20 < min(sizes) < 40


def test_faded_print_looks_like_fresh_print() -> None:
    fresh, faded = (shape(line("Điều 1. Cấp bản sao", 40, ink, paper))[0] for ink, paper in ((0, 255), (150, 235)))
    assert np.abs(fresh.astype(int) - faded).mean() < 6


@pytest.mark.parametrize("picture", [np.full((1, 1), 255, np.uint8), np.zeros((3, 90), np.uint8), line("-"), line(".")])
def test_any_picture_has_a_shape(picture: Pixels) -> None:
    assert shape(picture)[0].shape[0] == HEIGHT


def test_each_line_of_a_page_is_found_with_all_its_marks() -> None:
    gray = letter(DPI, copies=1)[..., 0]
    lines = find_lines(gray, DPI)
    covered = np.full_like(gray, 255)
    for found in lines:
        part = covered[found.box.top : found.box.bottom, found.box.left : found.box.right]
        np.minimum(part, found.pixels, out=part)
    assert len(lines) == 11
    assert (covered > 128)[gray < 128].mean() < 0.002


@pytest.mark.parametrize("text", ["- gửi hồ sơ", "nơi thường trú. -"])
def test_a_dash_at_either_end_is_a_part_of_its_line(text: str) -> None:
    page, drawn = np.full((200, 640), 255, np.uint8), line(text, 40)
    page[80 : 80 + drawn.shape[0], 60 : 60 + drawn.shape[1]] = drawn
    (found,) = find_lines(page, DPI)
    assert found.pixels.shape[1] >= drawn.shape[1] - 12


@pytest.mark.parametrize("gap", range(60, 320, 20))
def test_marks_stay_with_the_part_of_a_form_that_they_stand_over(gap: int) -> None:
    left, right = line("Số:"), line("/QĐ-UBND")
    page = np.full((200, 800), 255, np.uint8)
    page[80 : 80 + left.shape[0], 100 : 100 + left.shape[1]] = left
    at = 100 + left.shape[1] + gap
    # Their letters stand on one line.
    foot = 80 + int(np.flatnonzero((left < 128).any(axis=1))[-1])
    top = foot - int(np.flatnonzero((right[:, : right.shape[1] // 8] < 128).any(axis=1))[-1])
    page[top : top + right.shape[0], at : at + right.shape[1]] = np.minimum(
        page[top : top + right.shape[0], at : at + right.shape[1]], right
    )
    found = find_lines(page, DPI)
    dark = [int((part.pixels < 128).sum()) for part in found]
    if len(found) == 2:
        assert dark == [int((one < 128).sum()) for one in (left, right)]
        assert found[0].box.right < at
    else:
        assert dark == [int((page < 128).sum())]


@pytest.mark.parametrize("pitch", [42, 43, 44, 45, 46])
def test_a_dot_that_touches_the_marks_below_it_leaves_both_lines_whole(pitch: int) -> None:
    upper, lower = line("hoạt động nọ của nhân dân", 40), line("các thu nể do quan tâm an", 40)
    page = np.full((180, 620), 255, np.uint8)
    page[30 : 30 + upper.shape[0], 20 : 20 + upper.shape[1]] = upper
    # 204: the dot of ọ; 163: the hook of ể, which comes to stand below it. Bold print runs together there.
    top, left = 30 + pitch - 1, 20 + 204 - 163
    view = page[top : top + lower.shape[0], left : left + lower.shape[1]]
    np.minimum(view, lower, out=view)
    page[30 + 38 : top + 10, 20 + 203 : 20 + 206] = 0
    first, second = find_lines(page, DPI)
    # The stroke that holds them together is not theirs.
    assert abs(int((first.pixels < 128).sum()) - int((upper < 128).sum())) < 9
    assert -9 < int((second.pixels < 128).sum()) - int((lower < 128).sum()) < 48


def test_lines_that_touch_are_cut_apart() -> None:
    upper, lower = line("gypjq Nguyễn Văn gypjq", 40), line("Ế Ổ Ấ CỘNG HÒA ĐỘC LẬP", 40)
    page = np.full((140, 620), 255, np.uint8)
    page[30 : 30 + upper.shape[0], 20 : 20 + upper.shape[1]] = upper
    view = page[62 : 62 + lower.shape[0], 20 : 20 + lower.shape[1]]
    np.minimum(view, lower, out=view)
    first, second = find_lines(page, DPI)
    assert (first.pixels < 128).sum() == pytest.approx((upper < 128).sum(), rel=0.12)
    assert (second.pixels < 128).sum() == pytest.approx((lower < 128).sum(), rel=0.12)


def test_small_print_of_a_stamp_falls_into_lines_beside_larger_print() -> None:
    page = np.full((760, 1300), 255, np.uint8)
    for row in range(8):
        words = line("Thực hiện nội dung các Quyết định về việc công bố thủ tục", 40)
        page[220 + 62 * row : 220 + 62 * row + words.shape[0], 40 : 40 + words.shape[1]] = words
    tops = (20, 38, 56)
    for top, text in zip(
        tops, ("Ký bởi: Ủy ban nhân dân", "Cơ quan: Tỉnh Phú Thử", "Thời gian ký: 17/01/2025"), strict=True
    ):
        words = line(text, 15)[2:-2]
        view = page[top : top + words.shape[0], 900 : 900 + words.shape[1]]
        np.minimum(view, words, out=view)
    found = find_lines(page, DPI)
    assert len(found) == 11
    assert all(one.box.bottom - one.box.top < 36 for one in found[:3])


def test_the_rings_of_a_fingerprint_take_no_line_with_them() -> None:
    page = np.full((400, 1000), 255, np.uint8)
    for half in (60, 48, 38, 28, 18):
        cv2.ellipse(page, (120, 200), (round(0.7 * half), half), 0, 0, 360, 90, 4)
    for row, text in enumerate(("Nốt ruồi cách 2 cm dưới sau mép trái", "Ngày 10 tháng 01 năm 2006", "GIÁM ĐỐC CA")):
        words = line(text, 36)
        page[110 + 60 * row : 110 + 60 * row + words.shape[0], 400 : 400 + words.shape[1]] = words
    beside = [found for found in find_lines(page, DPI) if found.box.right > 400]
    assert len(beside) == 3
    assert all(found.box.left > 300 and found.box.bottom - found.box.top < 60 for found in beside)


def test_a_rule_under_a_line_is_no_part_of_it() -> None:
    page = np.full((160, 700), 255, np.uint8)
    words = line("Độc lập - Tự do - Hạnh phúc", 40)
    page[40 : 40 + words.shape[0], 30 : 30 + words.shape[1]] = words
    cv2.line(page, (30, 105), (560, 105), 0, 2)
    (found,) = find_lines(page, DPI)
    assert found.box.bottom <= 105 or (found.pixels[105 - found.box.top] > 128).all()


def test_dots_below_letters_that_hang_together_with_an_underline_stay() -> None:
    page = np.full((160, 700), 255, np.uint8)
    words = line("Độc lập - Tự do - Hạnh phúc", 40)
    page[40 : 40 + words.shape[0], 30 : 30 + words.shape[1]] = words
    dots = page[40:, 30:600] < 128
    foot = 40 + int(np.flatnonzero(dots[:, :60].any(axis=1)).max())
    page[foot + 1 : foot + 3, 30:560] = 0
    assert [told.text for told in open_engine("lines:").read(scan(page, DPI))] == ["Độc lập - Tự do - Hạnh phúc"]


def test_weights_that_are_missing_or_broken_or_of_another_net_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="are not at"):
        open_engine(f"lines:{tmp_path / 'none.onnx'}")
    (tmp_path / "broken.onnx").write_bytes(b"no net")
    with pytest.raises(ConfigError, match="cannot be read"):
        open_engine(f"lines:{tmp_path / 'broken.onnx'}")
    other = Path(__file__).parents[2] / "digitize" / "models" / "orientation.onnx"
    with pytest.raises(ConfigError, match="not of a line net"):
        open_engine(f"lines:{other}")


def test_the_version_names_the_weights_and_what_reads_doubtful_words() -> None:
    told = open_engine("lines:").version()
    assert told.startswith(f"lines:vie onnxruntime {onnxruntime.__version__} ")
    assert told.endswith(f" + {open_engine('tesseract:vie').version()}")


def test_tesseract_reads_doubtful_words_too_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    errors, doubtful = [], []
    for absent in (False, True):
        if absent:
            monkeypatch.setattr(tesseract_library, "open_second", lambda *_: None)
        told, unsure = Score(), 0
        for page in sheets.invented(8):
            worn = degrade(page.pixels, "poor", page.name)
            picture = cv2.imdecode(np.frombuffer(worn.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
            upright = np.rot90(np.asarray(picture, np.uint8), -worn.turn // 90)
            straight = clean(deskew(scan(np.ascontiguousarray(upright), float(worn.dpi or DPI))))
            lines = open_engine("lines:").read(straight)
            told += judge(page.segments, "\n".join(line.text for line in lines))
            unsure += sum(word.confidence < DOUBTFUL for line in lines for word in line.words)
        errors.append(told.errors)
        doubtful.append(unsure)
    assert errors[0] <= errors[1]
    assert doubtful[0] < doubtful[1]


def test_a_title_much_higher_than_the_text_around_it_is_a_line_with_its_marks() -> None:
    page = np.full((700, 900), 255, np.uint8)
    for text, size, top in (
        ("Ủy ban nhân dân xã Đồng Mẫu", 30, 40),
        ("SỔ HỘ KHẨU", 90, 200),
        ("Số: 330127744", 30, 500),
    ):
        part = line(text, size)
        page[top : top + part.shape[0], 100 : 100 + part.shape[1]] = part
    assert [told.text for told in open_engine("lines:").read(scan(page, DPI))] == [
        "Ủy ban nhân dân xã Đồng Mẫu",
        "SỔ HỘ KHẨU",
        "Số: 330127744",
    ]


def test_no_other_reading_is_offered_for_a_number() -> None:
    faint = np.where(letter(DPI, ("Số 079203001234 là số định danh",), copies=1) < 128, 120, 255).astype(np.uint8)
    words = [word for told in open_engine("lines:").read(scan(faint, DPI)) for word in told.words]
    assert words
    assert not any(word.alternatives for word in words if any(sign.isdigit() for sign in word.text))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_little_doubt_of_a_long_number_is_a_doubt(one: float, other: float) -> None:
    low, high = sorted((one, other))
    said = [calibrate(Spelt("001234567890", sure)) for sure in (low, high)]
    assert 0 <= said[0] <= said[1] <= calibrate(Spelt("hồ", high))
    assert high > 0.98 or said[1] <= 0.9


@pytest.mark.parametrize("ink", [0, 100, 150])
def test_a_faded_number_is_read_with_all_its_figures(ink: int) -> None:
    page = np.full((400, 700), 255, np.uint8)
    part = line("075652383465", 34, ink)
    page[150 : 150 + part.shape[0], 200 : 200 + part.shape[1]] = part
    assert [told.text for told in open_engine("lines:").read(scan(page, DPI))] == ["075652383465"]


def test_no_comma_stands_before_a_semicolon() -> None:
    page = np.full((400, 900), 255, np.uint8)
    part = line("thanh tra,; chức vụ, nhiệm vụ;", 34)
    page[150 : 150 + part.shape[0], 200 : 200 + part.shape[1]] = part
    assert [told.text for told in open_engine("lines:").read(scan(page, DPI))] == ["thanh tra; chức vụ, nhiệm vụ;"]
