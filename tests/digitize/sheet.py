"""Invented sheets of paper as a scanner sees them, for the tests of the page stages and of the engines."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digitize.model import Original, Pixels, Scan, Source

FONT = Path(__file__).parents[2] / "digitize" / "fonts" / "Tinos-sohoa.ttf"
A4 = 210.0, 297.0
WHITE = (255, 255, 255)
LETTER = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM",
    "Số: 1980/UBND-VP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014",
    "Xét đề nghị của ông Nguyễn Văn Thử về việc cấp bản sao",
    "Số định danh cá nhân: 079203001234",
    "Nơi thường trú: thôn Hạ, xã Đồng Tâm, tỉnh Bình Định",
    "Điều 1. Cấp bản sao trích lục khai sinh cho người có tên trên.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    "Những người có liên quan chịu trách nhiệm thi hành.",
)


def scan(pixels: Pixels, dpi: float = 300.0) -> Scan:
    """The pixels as intake would hand them on."""
    pixels = np.ascontiguousarray(pixels)
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    original = Original(Source("batch.pdf", 1), "spool", "image/jpeg", "ab" * 32, width, height, dpi)
    return Scan(original, pixels, dpi, width, height)


def paper(dpi: float = 300.0, size: tuple[float, float] = A4) -> Pixels:
    """Bare white paper; size in millimetres."""
    return np.full((round(size[1] / 25.4 * dpi), round(size[0] / 25.4 * dpi), 3), 255, np.uint8)


def letter(dpi: float = 300.0, lines: tuple[str, ...] = LETTER, points: float = 14.0, copies: int = 2) -> Pixels:
    """A4 with the lines printed one below the other, `copies` times, from 30 mm below the top."""
    image = Image.fromarray(paper(dpi))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), points / 72 * dpi)
    for row, line in enumerate(lines * copies):
        draw.text((25 / 25.4 * dpi, (30 + row * 9) / 25.4 * dpi), line, (20, 20, 20), font)
    return np.array(image)


def shuffled(lines: int = 14, seed: int = 5) -> tuple[str, ...]:
    """Lines of the letter's words in any order: no shape that comes again and again."""
    dice = np.random.default_rng(seed)
    words = " ".join(LETTER).split()
    return tuple(" ".join(str(word) for word in dice.choice(words, dice.integers(5, 12))) for _ in range(lines))


def askew(pixels: Pixels, degrees: float, ground: tuple[int, int, int] = WHITE) -> Pixels:
    """The page turned counter-clockwise about its centre, as a careless feeder does."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=ground), np.uint8)


def turned(pixels: Pixels, degrees: int) -> Pixels:
    """The page as scanned when it must be turned clockwise by so much to stand upright again."""
    return np.ascontiguousarray(np.rot90(pixels, degrees // 90))


def worn(pixels: Pixels, noise: float = 12.0, seed: int = 0) -> Pixels:
    """Faded, unevenly lit and noisy."""
    dice = np.random.default_rng(seed)
    light = np.linspace(1.0, 0.75, pixels.shape[1])[None, :, None]
    faded = (255 - (255 - pixels.astype(np.float32)) * 0.6) * light
    return np.asarray(np.clip(faded + dice.normal(0, noise, pixels.shape[:2])[..., None], 0, 255), np.uint8)


def brought_down(whole: Scan, dpi: float) -> Scan:
    """The scan as deskew hands it on where nothing was askew."""
    size = round(whole.width * dpi / whole.dpi), round(whole.height * dpi / whole.dpi)
    small = np.asarray(cv2.resize(whole.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    small.flags.writeable = False
    return replace(whole, pixels=small, dpi=dpi)
