"""How surely marks of secrecy are seen, and how often something else is taken for one, on invented worn pages.

`python -m bench.secrecy [--count N] [--seed N] [--levels clean office poor] [--keep DIR]`. Half of the pages bear a
mark (printed in black or stamped in red, framed or not, turned up to 8 degrees, at times over print or a seal); the
others bear what resembles one: red KHẨN and HỎA TỐC stamps, receipt stamps, red numbers, seals, and prose that speaks
of bí mật nhà nước. Each page is worn by bench/degrade.py and goes the way of `read_page`.
"""

import argparse
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.degrade import degrade, press
from bench.report import save_result
from bench.sheets import DPI, Pixels
from digitize.intake import open_input
from digitize.page import Failure, read_page
from digitize.ports import Engine
from digitize.secrecy import is_secret
from digitize.settings import Ocr
from ocr import open_engine
from samples.draw import draw_sheet
from samples.ink import RED, blotches, seal, tinted
from samples.prose import paragraphs
from samples.sheet import Sheet, Style, face_path

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
OTHERS = (
    "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN", "HỎA TỐC HẸN GIỜ", "ĐẾN", "SAO Y", "BẢN CHÍNH", "ĐÃ THU TIỀN", "MẪU",
    "No 0012345", "MAI VĂN THỬ", "CÔNG VĂN ĐẾN", "ĐÃ NHẬN", "HỦY", "TÀI LIỆU HỌP", "BẢO HÀNH", "MẪU SỐ 01",
    "ĐÃ KIỂM TRA", "MẶT SAU", "",
)  # fmt: skip
PROSE = (
    "thực hiện nghiêm quy định về bảo vệ bí mật nhà nước, bảo mật thông tin cá nhân",
    "mật độ xây dựng tối đa của lô đất là 60 %, mật khẩu được cấp qua tin nhắn",
    "niêm phong, bảo đảm bí mật; không tiết lộ cho người không có trách nhiệm",
)
TITLES = ("QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "KẾ HOẠCH BẢO MẬT", "V/v rà soát mật độ dân cư", "BÁO CÁO", "QUYẾT ĐỊNH")
LEVELS = ("clean", "office", "poor")


@dataclass(frozen=True, slots=True)
class Case:
    """A page before it is worn: what is stamped or printed on it, and how."""

    name: str
    words: str
    secret: bool
    pixels: Pixels


def stamp(words: str, draw: random.Random) -> Image.Image:
    """Red letters, framed or not, turned a little, with uneven ink."""
    size, face = draw.uniform(13, 22), draw.choice(("serif:b", "sans:b", "tinos:b"))
    font = ImageFont.truetype(face_path(face), size / 72 * DPI)
    left, top, right, bottom = font.getbbox(words)
    pad, line = draw.uniform(0.2, 0.45) * (bottom - top), draw.choice((0, 4, 6, 9))
    canvas = Image.new("L", (round(right - left + 4 * pad), round(bottom - top + 2 * pad)), 0)
    pen = ImageDraw.Draw(canvas)
    pen.text((2 * pad - left, pad - top), words, 255, font)
    if line:
        pen.rectangle([line, line, canvas.width - line - 1, canvas.height - line - 1], outline=255, width=line)
    turned = canvas.rotate(draw.uniform(-8, 8), expand=True, resample=Image.Resampling.BICUBIC)
    mask = np.asarray(turned) / 255.0 * blotches((turned.height, turned.width), draw.randrange(999), 0.6) * 0.9
    return tinted(mask, RED)


def make(number: int, seed: int) -> Case:
    """Case `number`: even ones bear a mark."""
    draw = random.Random(f"secrecy {seed} {number}")
    secret = number % 2 == 0
    words = draw.choice(MARKS) if secret else draw.choice(OTHERS)
    printed = secret and draw.random() < 0.4
    sheet = office_page(draw, words if printed else "")
    pixels = draw_sheet(sheet, DPI)
    if words and not printed:
        ink = stamp(words, draw)
        places = ((28, 48), (60, 45), (120, 44), (30, 12), (90, 150), (35, 230), (130, 225))
        x, y = draw.choice(places[:3] if draw.random() < 0.6 else places)
        unit = DPI / 25.4
        place = (x + draw.uniform(-5, 5)) * unit, (y + draw.uniform(-4, 4)) * unit
        pixels = press(pixels, lambda width, height: ink, place, ink.size)
    if draw.random() < 0.5:
        unit = DPI / 25.4
        ink = seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", draw.randrange(99))
        pixels = press(
            pixels, ink, (draw.uniform(95, 125) * unit, draw.uniform(225, 240) * unit), (36 * unit, 36 * unit)
        )
    way = "printed" if printed else "stamped"
    return Case(f"{number:03d} {way} {words or 'nothing'}", words, secret, pixels)


def office_page(draw: random.Random, mark: str) -> Sheet:
    """A letter or decision in the form of NĐ 30/2020, with the mark printed under its number."""
    sheet, bold, plain = Sheet(), Style("tinos:b", 13), Style("tinos", 13)
    sheet.words(65, 20, "ỦY BAN NHÂN DÂN", plain, "centre")
    sheet.words(65, 26, "XÃ ĐỒNG MẪU", bold, "centre")
    sheet.words(145, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Style("tinos:b", 12), "centre")
    sheet.words(145, 26, "Độc lập - Tự do - Hạnh phúc", bold, "centre")
    sheet.words(
        65, 36, f"Số: {draw.randrange(1, 900)}/{draw.choice(('QĐ-UBND', 'UBND-VP', 'KH-UBND'))}", plain, "centre"
    )
    sheet.words(145, 36, f"Đồng Mẫu, ngày {draw.randrange(10, 28)} tháng 5 năm 2026", Style("tinos:i", 13), "centre")
    if mark:
        end = sheet.words(65, 45, mark, Style(draw.choice(("tinos:b", "sans:b")), draw.choice((13, 14, 16))), "centre")
        if draw.random() < 0.6:
            half = end - 65 + 3
            sheet.frame(65 - half, 39.5, 2 * half, 8)
    sheet.words(105, 66, draw.choice(TITLES), Style("tinos:b", 14), "centre")
    y, prose = 76.0, paragraphs(draw.randrange(10**6))
    for index in range(6):
        text = draw.choice(PROSE).capitalize() + "." if index in (1, 4) else next(prose)
        y = sheet.column(30, y, 190, text, plain) + 2
        if y > 215:
            break
    return sheet


def is_seen(engine: Engine, case: Case, worn: tuple[str, int], folder: Path) -> bool:
    """Whether the page, worn (level and seed) and read, has the finding."""
    (level, seed), path = worn, folder / "page.jpg"
    path.write_bytes(degrade(case.pixels, level, f"{seed} {case.name}").jpeg)
    (folder / "input").write_bytes(path.read_bytes())
    intake = open_input(path, folder / "input")
    page = read_page(engine, (intake.form, intake.originals[0]))
    return not isinstance(page, Failure) and is_secret(page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="pages of each level, half of them with a mark (40)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=LEVELS)
    parser.add_argument("--engine", default=Ocr().engine, help="what reads (the default engine)")
    options = parser.parse_args()
    told, engine = {}, open_engine(options.engine)
    for level in options.levels:
        counts: Counter[str] = Counter()
        for number in range(options.count):
            case = make(number, options.seed)
            with tempfile.TemporaryDirectory() as folder:
                seen = is_seen(engine, case, (level, options.seed), Path(folder))
            counts[("seen" if seen else "missed") if case.secret else ("alarm" if seen else "quiet")] += 1
            if seen != case.secret:
                print(f"  {'missed' if case.secret else 'false alarm'}: {level} {case.name}", flush=True)
        told[level] = dict(counts)
        marks, others = counts["seen"] + counts["missed"], counts["alarm"] + counts["quiet"]
        print(f"{level:7}marks seen {counts['seen']}/{marks}, false alarms {counts['alarm']}/{others}", flush=True)
    save_result("secrecy", vars(options) | {"levels": told}, {})


if __name__ == "__main__":
    main()
