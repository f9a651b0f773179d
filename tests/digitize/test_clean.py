from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from digitize.clean import clean
from digitize.deskew import deskew
from digitize.model import Pixels
from tests.digitize.sheet import FONT, LETTER, askew, letter, paper, scan, worn

DPI = 200.0
MM = DPI / 25.4
RED, BLUE = (205, 28, 44), (34, 52, 156)


def cleaned(pixels: Pixels) -> Pixels:
    return clean(scan(pixels, DPI)).pixels


def told(pixels: Pixels) -> dict[str, float]:
    return {name: float(value) for name, value in clean(scan(pixels, DPI)).steps[-1].numbers}


def inked(page: Pixels, strokes: Pixels, colour: tuple[int, int, int], fade: float = 1.0) -> Pixels:
    """The page with one coloured ink laid over it as light sees it: what lies below shines through."""
    share = cv2.GaussianBlur(strokes.astype(np.float32), (0, 0), 0.6)[..., None] * 0.9
    mixed = page * (1 - share * (1 - np.array(colour, np.float32) / 255))
    return np.asarray(255 - (255 - mixed) * fade, np.uint8)


def blank(page: Pixels) -> Pixels:
    return np.zeros(page.shape[:2], np.uint8)


def seal(page: Pixels, middle: tuple[int, int]) -> Pixels:
    """A round seal of 35 mm: two rims, a star's place and letters along the rim."""
    strokes = blank(page)
    cv2.circle(strokes, middle, round(17.5 * MM), 1, 6, cv2.LINE_AA)
    cv2.circle(strokes, middle, round(9 * MM), 1, 3, cv2.LINE_AA)
    cv2.circle(strokes, middle, round(4 * MM), 1, -1, cv2.LINE_AA)
    for angle in range(0, 360, 30):
        x, y = (round(middle[n] + 13 * MM * f(np.radians(angle))) for n, f in ((0, np.cos), (1, np.sin)))
        cv2.putText(strokes, "A", (x - 10, y + 10), cv2.FONT_HERSHEY_SIMPLEX, 1, 1, 3, cv2.LINE_AA)
    return strokes


def stamped(page: Pixels, words: str, place: tuple[int, int], frame: bool = True) -> Pixels:
    """Words in capital letters, in a frame as a stamp has it."""
    image = Image.fromarray(blank(page))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 60)
    box = draw.textbbox(place, words, font)
    draw.text(place, words, 1, font)
    if frame:
        draw.rectangle([box[0] - 15, box[1] - 15, box[2] + 15, box[3] + 15], outline=1, width=5)
    return np.array(image)


def difference(made: Pixels, other: Pixels) -> float:
    """How far the ink of two readings is apart, in parts of the ink (0: the same)."""
    away, ink = cv2.absdiff(made, other).astype(float).sum(), (255.0 - other).sum()
    return float(away / ink)


def test_gives_gray_read_only_pixels_of_the_same_size_and_tells_the_step() -> None:
    before = scan(letter(DPI), DPI)
    after = clean(before)
    assert after.pixels.shape == before.pixels.shape[:2]
    assert not after.pixels.flags.writeable
    assert [step.name for step in after.steps] == ["clean"]
    assert [name for name, _ in after.steps[0].numbers] == ["noise", "coloured", "painted", "folds", "dots"]


def test_a_plain_page_is_left_as_it_was_printed() -> None:
    page = letter(DPI)
    assert told(page) == {"noise": pytest.approx(0, abs=0.5), "coloured": 0, "painted": 0, "folds": 0, "dots": 0}
    assert difference(cleaned(page), page[..., 0]) < 0.02


def test_uneven_light_becomes_white_paper_and_ink_stays_dark() -> None:
    page = letter(DPI)
    made = cleaned(worn(page, 3.0))
    bare, ink = page[..., 0] > 250, cv2.erode(np.asarray(page[..., 0] < 60, np.uint8), np.ones((2, 2))) > 0
    assert made[bare].mean() > 245
    assert made[ink].mean() < 140


@pytest.mark.parametrize("fade", [1.0, 0.55])
@pytest.mark.parametrize("middle", [(500, 500), (1200, 520)])
def test_a_red_seal_over_print_vanishes_and_the_print_under_it_stays(middle: tuple[int, int], fade: float) -> None:
    page = letter(DPI)
    strokes = seal(page, middle)
    bare, made = (cleaned(inked(page, ink, RED, fade)) for ink in (blank(page), strokes))
    assert difference(made, bare) < 0.05
    crossed = (strokes > 0) & (page[..., 0] < 60)
    assert made[crossed].mean() < bare[crossed].mean() + 25


def test_a_blue_signature_over_print_vanishes_and_the_print_under_it_stays() -> None:
    page = letter(DPI)
    strokes = blank(page)
    curve = np.array([[400 + 3 * t, 520 + round(60 * np.sin(t / 8))] for t in range(120)], np.int32)
    cv2.polylines(strokes, [curve], False, 1, 4, cv2.LINE_AA)
    bare, made = cleaned(page), cleaned(inked(page, strokes, BLUE))
    assert difference(made, bare) < 0.04
    assert made[(strokes > 0) & (page[..., 0] < 60)].mean() < 90


def test_where_a_signature_crosses_the_seal_both_vanish() -> None:
    page = letter(DPI)
    pen = blank(page)
    curve = np.array([[480 + 3 * t, 500 + round(60 * np.sin(t / 8))] for t in range(100)], np.int32)
    cv2.polylines(pen, [curve], False, 1, 4, cv2.LINE_AA)
    both = inked(inked(page, seal(page, (500, 500)), RED), pen, BLUE)
    assert difference(cleaned(both), cleaned(page)) < 0.06


def test_a_pen_across_the_solid_part_of_a_seal_leaves_no_stroke_and_print_under_both_stays() -> None:
    page = letter(DPI)
    red, pen = blank(page), blank(page)
    cv2.circle(red, (500, 500), round(9 * MM), 1, -1, cv2.LINE_AA)
    for shift in (-45, 0, 45):
        cv2.line(pen, (420 + shift, 640), (580 + shift, 360), 1, 9, cv2.LINE_AA)
    bare, made = cleaned(page), cleaned(inked(inked(page, red, RED), pen, BLUE))
    crossed = cv2.erode(red & pen, np.ones((3, 3), np.uint8)) > 0
    assert (made[crossed & (bare > 240)] < 150).mean() < 0.02
    assert made[crossed & (bare < 60)].mean() < 110


def test_a_round_red_seal_vanishes_from_a_table_cell_without_print() -> None:
    page = paper(DPI)
    cv2.rectangle(page, (300, 300), (1200, 900), (20, 20, 20), 3)
    made = cleaned(inked(page, seal(page, (700, 600)), RED))
    assert made[320:880, 320:1180].min() > 180


def test_a_gray_scan_keeps_its_seal() -> None:
    page = paper(DPI)
    strokes = seal(page, (700, 600))
    gray = np.ascontiguousarray(inked(page, strokes, RED)[..., 1])
    made = cleaned(gray)
    assert made[strokes > 0].mean() < 120


@pytest.mark.parametrize("words", ["MẬT", "ĐẾN", "HỎA TỐC", "BẢN SAO"])
def test_a_framed_red_stamp_stays_readable(words: str) -> None:
    page = letter(DPI)
    strokes = stamped(page, words, (300, 1900))
    assert cleaned(inked(page, strokes, RED))[strokes > 0].mean() < 150


def test_a_framed_red_stamp_that_just_touches_a_line_of_print_stays_readable() -> None:
    page = letter(DPI)
    last = int(np.flatnonzero((page[..., 0] < 60).any(axis=1))[-1])
    strokes = stamped(page, "CÔNG VĂN ĐẾN", (260, last + 2))
    assert (strokes[last - 3 : last] > 0).any()
    assert cleaned(inked(page, strokes, RED))[strokes > 0].mean() < 150


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_a_coloured_number_beside_black_print_stays_readable(colour: tuple[int, int, int]) -> None:
    page = paper(DPI)
    label = stamped(page, "Số:", (400, 600), frame=False)
    end = int(np.flatnonzero(label.any(axis=0))[-1])
    page[label > 0] = 20
    strokes = stamped(page, "0071234", (end + round(0.8 * MM), 600), frame=False)
    assert cleaned(inked(page, strokes, colour))[strokes > 0].mean() < 150


def test_warm_light_is_no_coloured_ink() -> None:
    warm = letter(DPI).astype(np.float32) * np.array([0.98, 0.86, 0.62])
    warm *= np.linspace(1, 0.6, warm.shape[1])[None, :, None]
    page = np.asarray(warm, np.uint8)
    assert told(page)["coloured"] == 0
    assert difference(cleaned(page), cleaned(letter(DPI))) < 0.1


def test_a_seal_in_warm_light_vanishes_too() -> None:
    page = letter(DPI)
    light = np.array([0.98, 0.86, 0.62])
    bare, sealed = (np.asarray(one * light, np.uint8) for one in (page, inked(page, seal(page, (500, 500)), RED)))
    assert difference(cleaned(sealed), cleaned(bare)) < 0.06


def test_the_black_lid_around_a_skewed_sheet_becomes_white_and_the_print_stays() -> None:
    page = letter(DPI, LETTER, copies=2)
    lid = np.full((page.shape[0] + 240, page.shape[1] + 240, 3), 24, np.uint8)
    lid[120:-120, 120:-120] = page
    whole = deskew(scan(askew(lid, 4.0, (24, 23, 25)), DPI), DPI)
    assert abs(whole.skew) == pytest.approx(4.0, abs=0.1)
    made = clean(whole)
    dark = made.pixels < 128
    height, width = dark.shape
    assert not dark[:, : round(0.06 * width)].any()
    assert not dark[: round(0.05 * height)].any()
    assert np.count_nonzero(dark) == pytest.approx(np.count_nonzero(cleaned(page) < 128), rel=0.1)


def test_punched_holes_become_white_and_a_ring_or_a_letter_of_that_size_stays() -> None:
    page = letter(DPI)
    for y in (800, 1430):
        cv2.circle(page, (80, y), round(2.8 * MM), (50, 50, 50), -1, cv2.LINE_AA)
    cv2.circle(page, (80, 300), round(2.8 * MM), (50, 50, 50), 4, cv2.LINE_AA)
    made = cleaned(page)
    assert made[750:1500, :130].min() > 200
    assert made[250:350, :130].min() < 90


def test_letters_at_the_very_edge_of_a_scan_stay() -> None:
    page = letter(DPI)[:, round(24.6 * MM) :]
    made = cleaned(np.ascontiguousarray(page))
    assert difference(made, page[..., 0]) < 0.03


def test_a_stamp_that_runs_over_the_edge_of_a_scan_stays() -> None:
    page = letter(DPI)
    cv2.rectangle(page, (-20, 1900), (400, 2100), (20, 20, 20), 4)
    cv2.line(page, (3, 1800), (3, 2200), (20, 20, 20), 5)
    skewed = deskew(scan(askew(page, 1.0), DPI), DPI)
    assert dict(clean(skewed).steps[-1].numbers)["painted"] == 0


def test_the_coloured_fringe_of_black_letters_is_no_ink() -> None:
    page = letter(DPI, points=8.0)
    for channel, axis in ((0, 1), (2, 0)):
        one = page[..., channel]
        page[..., channel] = cv2.addWeighted(one, 0.7, np.roll(one, 1, axis), 0.3, 0)
    assert told(page)["coloured"] == 0


def folded(page: Pixels, row: float, slope: float = 0.0, deep: float = 0.4) -> Pixels:
    """A crease across the sheet: a thin dark ridge, whatever lies there made darker by it."""
    rows, columns = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    ridge = 1 - deep * np.exp(-(((rows - row - slope * columns) / 1.6) ** 2))
    return np.asarray(page * ridge[..., None], np.uint8)


@pytest.mark.parametrize(("slope", "deep"), [(0.0, 0.45), (0.004, 0.2)])
def test_a_fold_vanishes_and_the_letters_that_it_crosses_stay(slope: float, deep: float) -> None:
    page = worn(letter(DPI), 2.0)
    row = 30 * MM + 9 * MM * 4 + 22
    after = clean(scan(folded(page, row, slope, deep), DPI))
    made, bare = after.pixels, cleaned(page)
    assert dict(after.steps[-1].numbers)["folds"] == 1
    assert difference(made, bare) < 0.04
    line = np.s_[round(row) - 12 : round(row) + 13]
    assert np.count_nonzero(made[line] < 128) == pytest.approx(np.count_nonzero(bare[line] < 128), rel=0.12)


def test_a_fold_through_a_punched_hole_close_to_the_print_vanishes_too() -> None:
    page = letter(DPI)
    row = round(30 * MM + 9 * MM * 4 + 22)
    creased = folded(page, row, deep=0.3)
    first = int(np.flatnonzero((page[..., 0] < 128).any(axis=0))[0])
    cv2.circle(creased, (first - round(3.5 * MM), row), round(2.75 * MM), (40, 40, 40), -1, cv2.LINE_AA)
    assert told(creased)["folds"] == 1
    assert difference(cleaned(creased), cleaned(page)) < 0.05


def test_a_fold_of_a_sheet_on_a_dark_lid_vanishes_too() -> None:
    page = letter(DPI)
    rimmed = [one.copy() for one in (page, folded(page, 30 * MM + 9 * MM * 4 + 22, deep=0.3))]
    for one in rimmed:
        cv2.rectangle(one, (0, 0), (one.shape[1] - 1, one.shape[0] - 1), (60, 60, 60), 2)
    assert [told(one)["folds"] for one in rimmed] == [0, 1]
    assert difference(cleaned(rimmed[1]), cleaned(rimmed[0])) < 0.05


def test_an_upright_fold_vanishes_too() -> None:
    page = letter(DPI)
    creased = np.ascontiguousarray(folded(page.transpose(1, 0, 2), 700).transpose(1, 0, 2))
    assert told(creased)["folds"] == 1
    assert difference(cleaned(creased), cleaned(page)) < 0.06


def test_the_rules_of_a_table_are_no_folds() -> None:
    page = letter(DPI)
    for y in range(250, 2100, 120):
        cv2.line(page, (160, y), (page.shape[1] - 160, y), (60, 60, 60), 1)
    for x in (160, 700, page.shape[1] - 160):
        cv2.line(page, (x, 250), (x, 2050), (60, 60, 60), 1)
    assert told(page)["folds"] == 0
    assert difference(cleaned(page), page[..., 0]) < 0.05


@pytest.mark.parametrize(("noise", "smoothed"), [(0.0, False), (4.0, False), (40.0, True)])
def test_only_a_very_noisy_page_is_smoothed(noise: float, smoothed: bool) -> None:
    page = worn(letter(DPI), noise)
    spread = float(cleaned(page)[:150].std())
    assert (told(page)["noise"] > 6.5) is smoothed
    assert not smoothed or spread < noise / 2


def test_a_gray_page_is_cleaned_too() -> None:
    assert cleaned(np.ascontiguousarray(worn(letter(DPI))[..., 0])).mean() > 225


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (40, 2), (700, 5, 3)])
def test_no_page_is_too_small(shape: tuple[int, ...]) -> None:
    tiny = np.full(shape, 200, np.uint8)
    assert clean(replace(scan(tiny, DPI))).pixels.shape == shape[:2]
