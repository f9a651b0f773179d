"""Blank or not: invented pages with nothing or one small mark on them, worn as offices wear paper.

`python -m bench.blanks [--pages N] [--seed N] [--keep FOLDER]` prints the marks that were missed (a page with ink that
would be hidden: there must be none) and the false alarms (blank pages that are kept, which costs nobody anything).
Half of the pages are blank: bare, or with the other side shining through, holes, folds, black edges, dust, shading.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digitize.deskew import deskew
from digitize.model import Original, Pixels, Scan, Source
from digitize.quality import inspect
from samples.ink import Paint, fingerprint, seal, signature
from samples.prose import take

FONT = Path(__file__).resolve().parents[1] / "digitize" / "fonts" / "Tinos-sohoa.ttf"
WIDTH, HEIGHT = 210.0, 297.0
PENS = ((35, 35, 40), (40, 50, 150), (200, 40, 50), (20, 90, 60))
RESOLUTIONS = (200, 200, 150, 300)


@dataclass(frozen=True, slots=True)
class Case:
    """One page: what stands on it (empty: nothing), what was done to the paper, and its pixels."""

    mark: str
    wear: str
    dpi: int
    pixels: Pixels


def make_cases(count: int, seed: int = 0, resolutions: Sequence[int] = RESOLUTIONS) -> Iterator[Case]:
    """Pages without and with a mark in turn; the same seed gives the same pages."""
    kinds = sorted(MARKS)
    for number in range(count):
        draw = np.random.default_rng([seed, number])
        mark = kinds[number // 2 % len(kinds)] if number % 2 else ""
        dpi = int(draw.choice(resolutions))
        sheet, told = _paper(draw, dpi)
        if mark:
            sheet = MARKS[mark](sheet, draw, dpi)
        sheet, worn = _wear(sheet, draw, dpi)
        yield Case(mark, " ".join([*told, *worn]), dpi, _seen(sheet, draw, dpi))


def judge(case: Case) -> bool:
    """Whether sohoa takes the page for blank."""
    pixels = np.ascontiguousarray(case.pixels)
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    original = Original(Source("page.jpg", 1), "", "image/jpeg", "0" * 64, width, height, float(case.dpi))
    scan = deskew(Scan(original, pixels, float(case.dpi), width, height))
    return any(finding.name == "blank" for finding in inspect(scan))


def _paper(draw: np.random.Generator, dpi: int) -> tuple[Pixels, list[str]]:
    """Bare paper of some tint; on every second sheet the other side shines through."""
    size = round(HEIGHT / 25.4 * dpi), round(WIDTH / 25.4 * dpi)
    tint = draw.choice(((255, 255, 255), (250, 248, 243), (238, 234, 222), (244, 224, 226), (226, 232, 240)))
    sheet = np.full((*size, 3), tint, np.float32)
    if draw.random() < 0.5:
        return sheet.astype(np.uint8), []
    back = cv2.resize(_print(int(draw.integers(6))), size[::-1], interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(back, (0, 0), draw.uniform(0.2, 0.4) * dpi / 25.4).astype(np.float32)
    strength = float(draw.uniform(0.02, 0.14))
    return (sheet * (1 - strength * (1 - soft / 255))).astype(np.uint8), [f"through={strength:.2f}"]


@cache
def _print(seed: int) -> Pixels:
    """A printed page as seen from its back, at 200 dpi; every second one with a red seal."""
    picture = Image.new("RGB", (1654, 2339), "white")
    pen, face = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 39)
    for row, words in enumerate(take(seed, 12 + 10 * (seed % 3))):
        for part in range(0, min(len(words), 180), 60):
            pen.text((180, 180 + row * 120 + part // 60 * 50), words[part : part + 60], (25, 25, 25), face)
    pixels = np.asarray(picture)
    if seed % 2:
        pixels = _press(pixels, seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", seed), (110, 200, 34, 34), 200)
    return np.ascontiguousarray(pixels[:, ::-1])


def _press(
    sheet: Pixels, paint: Paint, place: tuple[float, float, float, float], dpi: int, full: float = 1.0
) -> Pixels:
    """Ink onto the sheet at left, top, width, height (mm); `full` is its strength."""
    left, top, width, height = (round(value / 25.4 * dpi) for value in place)
    ink = np.asarray(paint(width, height).convert("RGBA")).astype(np.float32)
    made, area = sheet.copy(), np.s_[top : top + height, left : left + width]
    made[area] = (made[area] * (1 - full * ink[..., 3:] / 255 * (1 - ink[..., :3] / 255))).astype(np.uint8)
    return made


def _write(words: str, points: float, strength: tuple[float, float]) -> "Marker":
    def mark(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
        picture = Image.fromarray(sheet)
        face = ImageFont.truetype(str(FONT), points / 72 * dpi)
        x, y = draw.uniform(15, WIDTH - 60) / 25.4 * dpi, draw.uniform(8, HEIGHT - 20) / 25.4 * dpi
        ImageDraw.Draw(picture).text((x, y), words, _ink(sheet, PENS[0], draw.uniform(*strength)), face)
        return np.asarray(picture)

    return mark


def _page_number(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
    """In the middle of the head or the foot, as close as 6 mm to the edge."""
    picture, face = Image.fromarray(sheet), ImageFont.truetype(str(FONT), draw.uniform(9, 14) / 72 * dpi)
    y = draw.uniform(6, 15) if draw.random() < 0.5 else HEIGHT - draw.uniform(12, 20)
    place = (WIDTH / 2 / 25.4 * dpi, y / 25.4 * dpi)
    ImageDraw.Draw(picture).text(place, str(draw.integers(1, 99)), _ink(sheet, PENS[0], draw.uniform(0.4, 1)), face)
    return np.asarray(picture)


def _stroke(length: tuple[float, float], strength: tuple[float, float], width: float) -> "Marker":
    """A tick, a dash or a curl of so many millimetres."""

    def mark(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
        unit, size = dpi / 25.4, draw.uniform(*length)
        start = np.array([draw.uniform(12, WIDTH - 12 - size), draw.uniform(12, HEIGHT - 12 - size)])
        steps = np.array([[0, 0.5], [0.3, 1], [1, 0]] if draw.random() < 0.6 else [[0, 0], [1, draw.uniform(0, 0.5)]])
        points = np.round((start + steps * size) * unit * 16).astype(np.int32)
        made, pen = sheet.copy(), PENS[int(draw.integers(len(PENS)))]
        thick = max(1, round(width * unit))
        cv2.polylines(made, [points], False, _ink(sheet, pen, draw.uniform(*strength)), thick, cv2.LINE_AA, 4)
        return made

    return mark


def _pressed(paint: Callable[[int], Paint], size: tuple[float, float], strength: tuple[float, float]) -> "Marker":
    def mark(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
        left, top = draw.uniform(8, WIDTH - 8 - size[0]), draw.uniform(8, HEIGHT - 8 - size[1])
        return _press(sheet, paint(int(draw.integers(99))), (left, top, *size), dpi, draw.uniform(*strength))

    return mark


def _ink(sheet: Pixels, pen: tuple[int, int, int], strength: float) -> tuple[int, ...]:
    paper = sheet[0, 0].astype(float)
    return tuple(int(one) for one in paper - (paper - np.minimum(pen, paper)) * strength)


def _seal(seed: int) -> Paint:
    return seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", seed)


def _faded_page(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
    """A whole page of print, as pale as what shines through."""
    front = cv2.resize(_print(int(draw.integers(6)))[:, ::-1], sheet.shape[1::-1], interpolation=cv2.INTER_AREA)
    return (sheet * (1 - draw.uniform(0.05, 0.15) * (1 - front.astype(np.float32) / 255))).astype(np.uint8)


Marker = Callable[[Pixels, np.random.Generator, int], Pixels]
MARKS: dict[str, Marker] = {
    "tick": _stroke((3, 10), (0.5, 1), 0.5),
    "small dash": _stroke((2, 3), (0.6, 1), 0.4),
    "pencil": _stroke((6, 20), (0.2, 0.4), 0.5),
    "stamp": _pressed(_seal, (34, 34), (0.6, 1)),
    "faint stamp": _pressed(_seal, (34, 34), (0.12, 0.3)),
    "signature": _pressed(signature, (45, 20), (0.5, 1)),
    "fingerprint": _pressed(fingerprint, (16, 20), (0.3, 0.9)),
    "page number": _page_number,
    "digit": _write("1", 12, (0.5, 1)),
    "small print": _write("Mẫu số 03", 7, (0.5, 1)),
    "faded word": _write("(xem tiếp)", 13, (0.2, 0.4)),
    "faded page": _faded_page,
    "line of text": _write("Trang này để trống", 13, (0.5, 1)),
}


def _wear(sheet: Pixels, draw: np.random.Generator, dpi: int) -> tuple[Pixels, list[str]]:
    """Folds, holes, dust and a black lid, each on some of the sheets."""
    told, unit, made = [], dpi / 25.4, sheet.astype(np.float32)
    if draw.random() < 0.25:
        told.append("fold")
        made = _folded(made, draw, unit)
    if draw.random() < 0.3:
        told.append("holes")
        shade = (52, 50, 50) if draw.random() < 0.5 else (225, 224, 222)
        for offset in (-40, 40):
            centre = round(11 * unit), round((HEIGHT / 2 + offset) * unit)
            cv2.circle(made, centre, round(2.8 * unit), shade, -1, cv2.LINE_AA)
            cv2.circle(made, centre, round(2.8 * unit), (140, 138, 136), max(1, round(0.2 * unit)), cv2.LINE_AA)
    if draw.random() < 0.3:
        told.append("dust")
        for _ in range(int(draw.integers(3, 20))):
            place = round(draw.uniform(0, WIDTH) * unit), round(draw.uniform(0, HEIGHT) * unit)
            cv2.circle(made, place, max(1, round(draw.uniform(0.05, 0.25) * unit)), (70, 68, 66), -1, cv2.LINE_AA)
    if draw.random() < 0.25:
        told.append("edge")
        made = _edged(made, draw, unit)
    return np.clip(made, 0, 255).astype(np.uint8), told


def _folded(sheet: np.ndarray, draw: np.random.Generator, unit: float) -> np.ndarray:
    """A soft fold across the page, hardly ever quite level."""
    rows = np.arange(sheet.shape[0], dtype=np.float32)[:, None]
    tilt = math.tan(math.radians(draw.uniform(-0.4, 0.4))) * np.arange(sheet.shape[1], dtype=np.float32)[None]
    away = rows - sheet.shape[0] * draw.uniform(0.3, 0.7) - tilt
    depth, reach = draw.uniform(0.1, 0.3), draw.uniform(0.15, 0.6) * unit
    profile = 1 - depth * np.exp(-((away / reach) ** 2)) - 0.04 * np.exp(-((away / (6 * unit)) ** 2))
    return sheet * profile[..., None]


def _edged(sheet: np.ndarray, draw: np.random.Generator, unit: float) -> np.ndarray:
    """The lid beside the paper: a dark wedge along one or two sides."""
    made = sheet.copy()
    height, width = made.shape[:2]
    for side in draw.permutation(4)[: draw.integers(1, 3)]:
        near, far = draw.uniform(0, 7, 2) * unit
        corners = {
            0: [[0, 0], [width, 0], [width, far], [0, near]],
            1: [[0, height], [width, height], [width, height - far], [0, height - near]],
            2: [[0, 0], [0, height], [far, height], [near, 0]],
            3: [[width, 0], [width, height], [width - far, height], [width - near, 0]],
        }[int(side)]
        cv2.fillPoly(made, [np.round(corners).astype(np.int32)], (28, 27, 29), cv2.LINE_AA)
    return made


def _seen(sheet: Pixels, draw: np.random.Generator, dpi: int) -> Pixels:
    """The scanner's optics, light and noise, and its JPEG; some scan in gray."""
    blurred = cv2.GaussianBlur(sheet, (0, 0), draw.uniform(0.35, 0.75) * dpi / 200).astype(np.float32)
    light = cv2.resize(draw.random((4, 3)).astype(np.float32), sheet.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    lit = blurred * (1 - draw.uniform(0, 0.2) * np.clip(light, 0, 1))[..., None]
    lit += draw.normal(0, draw.uniform(0.3, 6), (*sheet.shape[:2], 1)).astype(np.float32)
    pixels = np.clip(lit, 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(draw.integers(50, 88))]
    if draw.random() < 0.2:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", pixels, quality)[1], cv2.IMREAD_UNCHANGED), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400, help="how many, half of them blank (400)")
    parser.add_argument("--seed", type=int, default=0, help="other seeds make other pages (0)")
    parser.add_argument("--keep", type=Path, help="a folder for the pages judged wrongly")
    options = parser.parse_args()
    wrong: Counter[str] = Counter()
    marked = Counter(case.mark for case in _told(options, wrong))
    missed = sum(count for kind, count in wrong.items() if kind)
    with_mark = marked.total() - marked[""]
    print(f"marks missed: {missed} of {with_mark}; blank pages kept: {wrong['']} of {marked['']}")
    sys.exit(1 if missed else 0)


def _told(options: argparse.Namespace, wrong: Counter[str]) -> Iterator[Case]:
    """The cases as they are judged; the wrong ones are counted and told."""
    for number, case in enumerate(make_cases(options.pages, options.seed)):
        if judge(case) == bool(case.mark):
            wrong[case.mark] += 1
            print(f"{number}: {case.mark or 'blank, kept'} at {case.dpi} dpi ({case.wear or 'bare'})")
            if options.keep:
                cv2.imwrite(str(options.keep / f"{number}.png"), case.pixels[..., ::-1] if case.mark else case.pixels)
        yield case


if __name__ == "__main__":
    main()
