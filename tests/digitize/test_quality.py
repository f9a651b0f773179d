from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from digitize.model import Finding, Page, Pixels
from digitize.model import Image as PageImage
from digitize.quality import BELOW_STANDARD, SCAN_RULE, compare, inspect, is_below_standard
from digitize.vietnam.glossary import glossary
from tests.digitize.sheet import brought_down, letter, paper, scan, worn


def names(pixels: Pixels, dpi: float = 200.0) -> set[str]:
    return {finding.name for finding in inspect(scan(pixels, dpi))}


def test_a_good_page_has_no_findings() -> None:
    assert inspect(brought_down(scan(letter(300.0)), 200.0)) == ()


def test_low_resolution_and_gray_name_the_rule() -> None:
    gray = scan(np.ascontiguousarray(letter(150.0)[..., 0]), 150.0)
    assert inspect(gray) == (
        Finding("resolution_low", (("dpi", 150),), SCAN_RULE),
        Finding("colour_depth", (("bits", 8),), SCAN_RULE),
    )


def test_resolution_is_judged_by_the_original_not_by_the_reading_copy() -> None:
    assert inspect(replace(brought_down(scan(letter(300.0)), 100.0))) == ()


def test_a_strong_skew_is_told() -> None:
    assert Finding("skewed", (("degrees", -6.5),)) in inspect(replace(scan(letter(200.0), 200.0), skew=-6.5))


@pytest.mark.parametrize("noise", [0.0, 5.0, 12.0])
def test_bare_paper_is_blank_even_when_noisy_and_unevenly_lit(noise: float) -> None:
    assert "blank" in names(worn(paper(200.0), noise))


def test_show_through_of_the_other_side_is_blank() -> None:
    back = cv2.GaussianBlur(np.ascontiguousarray(letter(200.0)[:, ::-1]), (0, 0), 2.5).astype(np.float32)
    assert "blank" in names(np.asarray(255 - (255 - back) * 0.09, np.uint8))


@pytest.mark.parametrize("mark", ["word", "digit", "stamp", "faint pencil", "pen"])
def test_a_page_with_any_mark_is_kept(mark: str) -> None:
    page = paper(200.0)
    if mark == "word":
        page = letter(200.0, ("(xem tiếp)",), 10.0, 1)
    if mark == "digit":
        page = letter(200.0, ("7",), 12.0, 1)
    if mark == "stamp":
        cv2.circle(page, (900, 1200), 140, (255, 150, 150), 5)
    if mark == "faint pencil":
        cv2.line(page, (700, 900), (760, 870), (190, 190, 190), 3)
    if mark == "pen":
        cv2.polylines(page, [np.array([[800, 800], [850, 760], [870, 830]])], False, (60, 60, 200), 3)
    assert "blank" not in names(page)


def test_maps_must_be_finer_and_office_papers_need_not() -> None:
    small = scan(paper(40.0), 40.0)
    for millimetres, dpi, expected in ((594.0, 283.0, True), (594.0, 300.0, False), (420.0, 200.0, False)):
        width, height = round(millimetres / 25.4 * dpi), round(millimetres / 2**0.5 / 25.4 * dpi)
        told = replace(small, original=replace(small.original, width=width, height=height, dpi=dpi))
        assert ("map_resolution_low" in {finding.name for finding in inspect(told)}) == expected


@pytest.mark.parametrize(
    ("mode", "bits"), [("RGB", None), ("RGBA", None), ("P", 8), ("L", 8), ("LA", 8), ("1", 1), ("I;16", 16)]
)
def test_the_depth_of_the_file_counts_not_that_of_its_pixels(tmp_path: Path, mode: str, bits: int | None) -> None:
    file = tmp_path / "page.png"
    Image.new(mode, (40, 60)).save(file)
    base = scan(letter(200.0), 200.0)
    told = replace(base, original=replace(base.original, path=str(file), media="image/png"))
    found = [dict(finding.numbers)["bits"] for finding in inspect(told) if finding.name == "colour_depth"]
    assert found == ([] if bits is None else [bits])


@pytest.mark.parametrize(
    ("size", "usual"),
    [
        ((210.0, 297.0), True),
        ((297.0, 420.0), True),
        ((85.6, 54.0), True),
        ((203.5, 291.0), True),
        ((297.0, 210.0), True),
        ((210.0, 150.0), True),
        ((210.0, 250.0), False),
        ((120.0, 297.0), False),
    ],
)
def test_sizes_that_no_paper_has_are_told(size: tuple[float, float], usual: bool) -> None:
    found = {finding.name for finding in inspect(scan(paper(100.0, size), 100.0))}
    assert ("size_unusual" not in found) == usual


def test_size_is_not_judged_where_the_resolution_was_guessed() -> None:
    guessed = replace(scan(paper(100.0, (120.0, 297.0)), 100.0), findings=(Finding("resolution_assumed"),))
    assert "size_unusual" not in {finding.name for finding in inspect(guessed)}


def _page(width: int, height: int, *names: str, blank: bool = False) -> Page:
    original = replace(scan(paper(20.0), 100.0).original, width=width, height=height)
    image = PageImage("", "DCTDecode", width, height, 8, "DeviceRGB")
    return Page(original, image, width, height, 100.0, findings=tuple(map(Finding, names)), blank=blank)


def test_pages_of_another_size_than_most_are_told() -> None:
    a4, lying, a5 = _page(827, 1169), _page(1169, 827), _page(583, 827)
    assert [bool(page.findings) for page in compare([a4, a5, lying, a4])] == [False, True, False, False]
    assert compare([a5]) == (a5,)
    assert compare([]) == ()


@pytest.mark.parametrize("name", ["resolution_low", "map_resolution_low", "colour_depth", "blurred", "cut_edge"])
def test_a_broken_rule_makes_a_page_fall_below_the_standard_unless_it_is_blank(name: str) -> None:
    assert is_below_standard(_page(827, 1169, name))
    assert not is_below_standard(_page(827, 1169, name, blank=True))


@pytest.mark.parametrize("name", ["skewed", "size_unusual", "size_differs", "turn_doubtful", "resolution_assumed"])
def test_what_breaks_no_rule_does_not(name: str) -> None:
    assert not is_below_standard(_page(827, 1169, name))


def test_every_finding_has_its_words_in_both_languages() -> None:
    told = glossary()["findings"]
    assert BELOW_STANDARD | {"skewed", "blank", "size_unusual", "size_differs"} <= told.keys()
    assert "Không đạt chuẩn" in glossary()["doubts"]["below_standard"]["vi"]
