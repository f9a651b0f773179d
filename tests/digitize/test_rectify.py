"""Rectifying promises: photographed sheets become flat pages, scanned ones stay as they are, words find their place."""

import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from digitize.deskew import deskew
from digitize.encode import finish
from digitize.intake import open_input, open_scan
from digitize.model import Box, Finding, Image, Line, Pixels, Scan, Word
from digitize.quad import find_quad
from digitize.rectify import rectify, write_flat
from digitize.upright import upright
from tests.digitize.desk import Photograph, photograph
from tests.digitize.sheet import A4, askew, letter, paper, scan, shuffled, turned

DOSSIERS = Path(__file__).parents[2] / "samples" / "dossiers"
PAGE = letter(150.0, shuffled())
PICTURE = 900, 1200
CARD = 85.6, 53.98
ASSUMED = (Finding("resolution_assumed", (("dpi", 300.0),)),)


def untold(pixels: Pixels) -> Scan:
    """A picture whose file tells no resolution."""
    return replace(scan(pixels), findings=ASSUMED)


def error(made: Photograph) -> float:
    """By how many pixels the worst corner is off."""
    quad = find_quad(made.pixels)
    assert quad is not None
    return float(np.hypot(*(quad.corners - made.corners).T).max())


@pytest.mark.parametrize("seed", range(16))
def test_finds_the_corners_on_any_desk_in_any_light(seed: int) -> None:
    assert error(photograph(PAGE, seed, PICTURE)) < 1.0


@pytest.mark.parametrize("fill", [0.72, 0.9, 0.985])
@pytest.mark.parametrize("desk", ["dark", "beige", "light"])
def test_the_sheet_may_fill_the_picture_or_not(desk: str, fill: float) -> None:
    assert error(photograph(PAGE, 3, PICTURE, desk=desk, fill=fill, light="lamp")) < 1.0


def test_a_covered_corner_and_a_folded_one_are_found_where_the_sides_meet() -> None:
    made = photograph(PAGE, 5, PICTURE, desk="brown", texture="wood", light="lamp")
    worn = made.pixels.copy()
    cv2.circle(worn, made.corners[2].astype(int).tolist(), 70, (160, 110, 90), -1)
    cv2.circle(worn, made.corners[0].astype(int).tolist(), 25, tuple(worn[10, 10].tolist()), -1)
    assert error(replace(made, pixels=worn)) < 2.0


@pytest.mark.parametrize(("size", "inches", "dpi"), [(A4, A4, 200.0), (CARD, CARD, 600.0), (A4[::-1], A4[::-1], 200.0)])
def test_the_flat_page_has_the_papers_own_sides(
    size: tuple[float, float], inches: tuple[float, float], dpi: float
) -> None:
    sheet = paper(150.0, size)
    cv2.putText(sheet, "079203001234", (60, 150), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2)
    wide = size[0] > size[1]
    made = rectify(untold(photograph(sheet, 8, (1200, 900) if wide else PICTURE, tilt=15.0).pixels))
    assert (made.width, made.height) == tuple(round(side / 25.4 * dpi) for side in inches)
    assert (made.dpi, made.pixels.shape) == (dpi, (made.height, made.width, 3))
    assert not made.pixels.flags.writeable


def test_what_was_found_is_told() -> None:
    made = rectify(untold(photograph(PAGE, 1, PICTURE).pixels))
    (step,), (finding,) = made.steps, made.findings
    assert step.name == "rectify"
    assert [name for name, _ in step.numbers] == ["x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4", "aspect", "dpi"]
    assert (finding.name, finding.rule) == ("photographed", "NĐ 30/2020 PL I; TT 05/2025 Đ8")
    assert made.original.dpi == dict(step.numbers)["dpi"] == pytest.approx(78, abs=1)


def lain(sheet: Pixels, lid: tuple[int, int, int], degrees: float) -> Pixels:
    """The sheet on a scanner larger than itself."""
    height, width = sheet.shape[:2]
    bed = np.full((height + 240, width + 240, 3), lid, np.uint8)
    bed[120:-120, 120:-120] = sheet
    noise = np.random.default_rng(1).normal(0, 1.5, (*bed.shape[:2], 1))
    seen = askew(bed, degrees, lid).astype(np.float64) + noise
    return np.asarray(np.clip(seen, 0, 255), np.uint8)


@pytest.mark.parametrize("degrees", [0.0, 2.0, -6.0])
@pytest.mark.parametrize("lid", [(9, 9, 10), (70, 70, 70), (128, 128, 130), (244, 244, 242)])
def test_a_flatbeds_lid_makes_no_photograph(lid: tuple[int, int, int], degrees: float) -> None:
    for sheet in (PAGE, paper(150.0, CARD), framed()):
        flat = untold(lain(sheet, lid, degrees))
        assert rectify(flat) is flat


def framed() -> Pixels:
    """A page with a printed ground, a frame around it and a dark photograph."""
    page = PAGE.copy()
    cv2.rectangle(page, (60, 60), (1180, 1690), (120, 40, 30), 6)
    page[70:1680, 70:1170] = np.minimum(page[70:1680, 70:1170], (250, 244, 220))
    page[1300:1600, 100:400] = (40, 45, 60)
    return page


@pytest.mark.parametrize("seed", [0, 1])
def test_a_page_that_fills_its_scan_is_left_alone(seed: int) -> None:
    for page in (framed(), PAGE, askew(PAGE, 3.0, (12, 12, 12)), paper(150.0)):
        noisy = page + np.random.default_rng(seed).normal(0, 3 * seed, (*page.shape[:2], 1))
        flat = untold(np.asarray(np.clip(noisy, 0, 255), np.uint8))
        assert rectify(flat) is flat


@pytest.mark.parametrize("name", sorted(path.name for path in DOSSIERS.glob("*.*")))
def test_of_the_samples_only_the_phones_picture_is_one(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "input"
    copy.write_bytes((DOSSIERS / name).read_bytes())
    for original in open_input(Path(name), copy).originals:
        page = open_scan(original)
        if page.pixels.ndim == 2:
            continue
        made = rectify(replace(page, findings=ASSUMED))
        assert (made.plane is not None) == (name == "14-authorisation.jpg")


def test_a_scanners_resolution_and_gray_pages_are_believed() -> None:
    picture = photograph(PAGE, 1, PICTURE).pixels
    told, gray = scan(picture), replace(scan(np.ascontiguousarray(picture[..., 1])), findings=ASSUMED)
    assert rectify(told) is told
    assert rectify(gray) is gray
    assert rectify(scan(picture, 362.8)).plane is not None  # a picture fitted onto a page of a PDF


def test_a_picture_without_a_sheet_goes_on_as_it_is() -> None:
    picture = untold(photograph(np.full((60, 40, 3), 200, np.uint8), 1, PICTURE, fill=0.1).pixels)
    assert rectify(picture) is picture
    tiny = untold(np.full((80, 60, 3), 250, np.uint8))
    assert rectify(tiny) is tiny


DOTS = ((300, 400), (950, 700), (620, 1450))


@pytest.mark.parametrize(("shown", "turn"), [(0, 0), (90, 0), (0, 90), (90, 180), (270, 270)])
def test_words_of_the_flat_page_stand_where_they_are_on_the_picture(shown: int, turn: int) -> None:
    """`shown`: as the camera tells; `turn`: how much further the picture must be turned."""
    page = PAGE.copy()
    for x, y in DOTS:
        cv2.circle(page, (x, y), 12, (255, 0, 0), -1)
    made = photograph(askew(page, 1.5), 11, (1500, 2000), light="lamp", tilt=14.0)
    stored = turned(made.pixels, shown + turn)
    before = untold(turned(made.pixels, turn))
    height, width = stored.shape[:2]
    original = replace(before.original, width=width, height=height, shown=shown)
    seen = replace(before, original=original, turn=shown)  # type: ignore[arg-type]
    flat = deskew(upright(rectify(seen)), 150.0)
    assert flat.plane is not None and flat.turn == (shown + turn) % 360
    assert flat.skew == pytest.approx(1.5, abs=0.1)
    image = Image("spool", "DCTDecode", width, height, 8, "DeviceRGB")
    done = finish(flat, image, (Line(tuple(red_words(flat.pixels))),), None, blank=False)
    assert (done.width, done.height, done.skew) == (1500, 2000, 0.0)
    found = sorted((box.left + box.right, box.top + box.bottom) for box in (word.box for word in done.lines[0].words))
    places = sorted((box.left + box.right, box.top + box.bottom) for box in boxes(made.pixels))
    assert len(places) == len(DOTS)
    assert np.array(found) / 2 == pytest.approx(np.array(places) / 2, abs=1.5)


def boxes(pixels: Pixels) -> list[Box]:
    red = np.asarray(pixels[..., 0].astype(int) - pixels[..., 1] > 70, np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(red)
    return [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, area in stats[1:] if area > 80]


def red_words(pixels: Pixels) -> list[Word]:
    return [Word("o", box, 1.0) for box in boxes(pixels)]


def test_the_flat_page_is_written_in_colour_with_its_resolution(tmp_path: Path) -> None:
    made = rectify(untold(photograph(PAGE, 1, PICTURE).pixels))
    kept = replace(made, original=replace(made.original, path=str(tmp_path / "input")))
    intake = open_input(Path("flat.jpg"), Path(write_flat(kept)))
    (original,) = intake.originals
    assert (original.dpi, original.width, original.height) == (200.0, made.width, made.height)
    assert open_scan(original).pixels.shape == made.pixels.shape


def test_is_cheap() -> None:
    picture = untold(photograph(letter(300.0), 2, (3000, 4000)).pixels)
    started = time.process_time()
    assert rectify(picture).plane is not None
    assert time.process_time() - started < 0.6
