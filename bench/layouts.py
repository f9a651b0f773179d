"""Invented pages on which little stands, and what else happens to sheets, to find their tops and their lines.

Kinds: a lone paragraph, a form with few words, a stamp, a table, a card, a title page. Marks: a photograph printed on
the page, folds, punch holes, black edges of the scanner's bed.
"""

import random

import cv2
import numpy as np
import numpy.typing as npt

from bench.degrade import press, punch
from bench.sheets import DPI, Pixels
from samples import cards
from samples.draw import draw_sheet
from samples.ink import portrait, seal, signature
from samples.people import make_people
from samples.prose import take
from samples.sheet import Art, Sheet, Style

KINDS = ("paragraph", "form", "stamp", "table", "card", "title")
FACES = ("serif", "tinos", "sans", "serif:b")
LABELS = ("Họ và tên:", "Ngày sinh:", "Nơi cư trú:", "Số định danh:", "Nghề nghiệp:", "Quan hệ:", "Lý do:", "Ghi chú:")
EDGE_MM = (2.0, 14.0)


def sparse(kind: str, seed: str) -> Pixels:
    """A page of that kind in colour at 300 dpi; the same seed gives the same page."""
    draw = random.Random(f"{kind} {seed}")
    maker = {"paragraph": paragraph, "form": form, "stamp": stamp, "table": table, "card": card, "title": title}[kind]
    return draw_sheet(maker(draw), DPI)


def style(draw: random.Random) -> Style:
    return Style(draw.choice(FACES), draw.choice((11.0, 12.0, 13.0, 14.0)))


def paragraph(draw: random.Random) -> Sheet:
    """Two to nine lines anywhere on the sheet."""
    sheet, words = Sheet(), take(draw.randrange(10**6), 1)[0]
    width = draw.uniform(80, 165)
    left = draw.uniform(20, 190 - width)
    sheet.column(left, draw.uniform(25, 240), left + width, words[: draw.randint(90, 500)], style(draw))
    return sheet


def form(draw: random.Random) -> Sheet:
    """Ruled slots, mostly empty, beside a few labels."""
    sheet, look, y = Sheet(), style(draw), draw.uniform(30, 60)
    if draw.random() < 0.5:
        sheet.words(105, y - 10, "TỜ KHAI", Style("serif:b", 15), "centre")
    for label in draw.sample(LABELS, draw.randint(3, 8)):
        end = sheet.words(25, y, label, look)
        if draw.random() < 0.5:
            sheet.rule(end + 2, y, 185, y, dotted=draw.random() < 0.7)
        else:
            sheet.frame(70, y - 6, 115, 8)
        y += draw.choice((9, 11, 14))
    return sheet


def stamp(draw: random.Random) -> Sheet:
    """Nothing but a seal, a signature and at times a name below them."""
    sheet, x, y = Sheet(), draw.uniform(30, 130), draw.uniform(30, 220)
    sheet.items.append(Art(x, y, 35, 35, seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", draw.randrange(99))))
    sheet.items.append(Art(x + 14, y + 6, 46, 20, signature(draw.randrange(99))))
    if draw.random() < 0.6:
        sheet.words(x + 25, y + 42, "Lê Hoàng Giả Định", Style("serif:b", 14), "centre")
    return sheet


def table(draw: random.Random) -> Sheet:
    """Cells with one word or number each, with or without rules; its columns' lines stand at different heights."""
    sheet, look, ruled = Sheet(), style(draw), draw.random() < 0.6
    widths = [draw.choice((14, 22, 30, 42)) for _ in range(draw.randint(3, 6))]
    high, shifts = draw.choice((7.0, 8.5, 11.0)), [draw.choice((0.0, 0.0, 1.1, 2.3)) for _ in widths]
    for row in range(draw.randint(6, 26)):
        x, y = 15.0, 35 + high * row
        for column, width in enumerate(widths):
            if ruled:
                sheet.frame(x, y, width, high)
            words = str(draw.randint(1, 99_999)) if column % 2 else draw.choice(("Đạt", "Không", "Trần", "xã", "01/02"))
            sheet.words(x + 2, y + 5 + min(shifts[column], high - 5.5), words, look)
            x += width
    return sheet


def card(draw: random.Random) -> Sheet:
    """Both sides of a citizen's card on one sheet, somewhere."""
    paper = cards.card_2024(make_people(draw.randrange(1000)))
    return paper.sheets[0]


def title(draw: random.Random) -> Sheet:
    """Three lines of large type in the middle, one at the foot."""
    sheet = Sheet()
    for row, words in enumerate(("ĐỀ ÁN", "SỐ HÓA HỒ SƠ LƯU TRỮ", "GIAI ĐOẠN 2026 - 2030")):
        sheet.words(105, 110 + 12 * row, words, Style(draw.choice(("serif:b", "sans:b")), 18 + 2 * row), "centre")
    sheet.words(105, 270, "Phú Thử, tháng 7 năm 2026", Style("serif:i", 13), "centre")
    return sheet


def with_photograph(pixels: Pixels, draw: np.random.Generator) -> Pixels:
    """A gray photograph printed on the page: a scene with slanted edges and texture, or a portrait."""
    unit = DPI / 25.4
    size = round(draw.uniform(45, 110) * unit), round(draw.uniform(35, 80) * unit)
    left = int(draw.integers(0, max(1, pixels.shape[1] - size[0])))
    top = int(draw.integers(0, max(1, pixels.shape[0] - size[1])))
    made = pixels.copy()
    if draw.random() < 0.4:
        paint = portrait(int(draw.integers(99)))
        return press(made, paint, (left, top), (30 * unit, 40 * unit))
    made[top : top + size[1], left : left + size[0]] = _scene(size, draw)[
        : pixels.shape[0] - top, : pixels.shape[1] - left
    ]
    return made


def _scene(size: tuple[int, int], draw: np.random.Generator) -> Pixels:
    coarse = draw.uniform(40, 220, (8, 6)).astype(np.float32)
    scene = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    for _ in range(40):
        ends = draw.integers(0, max(size), 4)
        shade = int(draw.integers(20, 235))
        cv2.line(scene, (int(ends[0]), int(ends[1])), (int(ends[2]), int(ends[3])), shade, int(draw.integers(1, 14)))
    grain = cv2.resize(draw.normal(0, 22, (size[1] // 3, size[0] // 3)).astype(np.float32), size)
    gray = np.clip(scene + grain, 5, 250).astype(np.uint8)
    return np.repeat(gray[..., None], 3, axis=2)


def with_folds_and_holes(pixels: Pixels, draw: np.random.Generator) -> Pixels:
    """A fold across and at times one down, as slanted as hands fold, and two filing holes."""
    high, width = pixels.shape[:2]
    shade = np.zeros((high, width), np.float32)
    for down in (False, True) if draw.random() < 0.4 else (False,):
        middle, slant = draw.uniform(0.3, 0.7), draw.uniform(-0.02, 0.02)
        ends = (0, middle * high, width, middle * high + slant * width)
        if down:
            ends = (middle * width, 0, middle * width + slant * high, high)
        start, end = (round(ends[0]), round(ends[1])), (round(ends[2]), round(ends[3]))
        cv2.line(shade, start, end, draw.uniform(0.3, 0.6), 3, cv2.LINE_AA)
    creased = pixels * (1 - cv2.GaussianBlur(shade, (0, 0), 1.2))[..., None]
    return np.clip(punch(creased.astype(np.float32), DPI), 0, 255).astype(np.uint8)


def with_black_edges(pixels: Pixels, draw: np.random.Generator, dpi: float) -> Pixels:
    """The scanner's bed beside the paper, on one side or two: a black wedge along the whole length."""
    made = pixels.copy()
    for side in draw.choice(4, int(draw.integers(1, 3)), replace=False):
        turned: npt.NDArray[np.uint8] = np.rot90(made, side)
        high, width = turned.shape[:2]
        ends = draw.uniform(*EDGE_MM) + np.array([0.0, draw.uniform(-2, 2)])
        near, far = np.maximum(ends, 0.5) / 25.4 * dpi
        shadow = np.zeros((high, width), np.uint8)
        cv2.fillPoly(shadow, [np.array([[0, 0], [round(near), 0], [round(far), high], [0, high]], np.int32)], 1)
        turned[shadow > 0] = draw.integers(8, 40, (int(shadow.sum()), 1))
    return made
