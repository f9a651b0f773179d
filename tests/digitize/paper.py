"""Invented pages for the tests of packing: pictures as a scanner writes them, and words where a reader found them."""

import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont
from PIL.TiffImagePlugin import TiffImageFile

from digitize.model import Box, Document, Image, Line, Original, Page, Source, Step, Word
from digitize.xmp import About

ABOUT = About("Giấy khai sinh", "sohoa 0.1.0", "fingerprint-1", "2026-11-21T09:15:30+07:00")
DPI = 100
SIZE = 827, 1169  # A4 at 100 dpi
SPOT = Box(500, 10, 815, 70)
LETTER_FONT = Path(__file__).parents[2] / "digitize" / "fonts" / "Tinos-sohoa.ttf"


def jpeg(folder: Path, picture: Pictures.Image, name: str = "page.jpg") -> Image:
    """The picture as a scanner's JPEG (gray or RGB)."""
    path = folder / name
    picture.save(path, quality=90)
    return Image(str(path), "DCTDecode", *picture.size, 8, "DeviceGray" if picture.mode == "L" else "DeviceRGB")


def fax(folder: Path, picture: Pictures.Image) -> Image:
    """The bilevel picture as one strip of G4, out of a TIFF by Pillow."""
    tiff, path = folder / "page.tif", folder / "page.g4"
    picture.save(tiff, compression="group4", tiffinfo={262: 0, 278: picture.height})
    with Pictures.open(tiff) as opened:
        assert isinstance(opened, TiffImageFile)
        (start,), (length,) = opened.tag_v2[273], opened.tag_v2[279]
    path.write_bytes(tiff.read_bytes()[start : start + length])
    told = (("K", -1), ("Columns", picture.width), ("Rows", picture.height), ("BlackIs1", False))
    return Image(str(path), "CCITTFaxDecode", *picture.size, 1, "DeviceGray", told)


def flate(folder: Path, picture: Pictures.Image, *, inverted: bool = False) -> Image:
    """The picture's rows (L, RGB, P or 1) as PNG writes them, each with the filter Sub."""
    bits = 1 if picture.mode == "1" else 8
    colours = 3 if picture.mode == "RGB" else 1
    raw, step = picture.tobytes(), 1 if bits == 1 else colours
    across = len(raw) // picture.height
    rows = [raw[at : at + across] for at in range(0, len(raw), across)]
    coded = b"".join(b"\1" + bytes((byte - row[i - step]) % 256 if i >= step else byte for i, byte in enumerate(row))
                     for row in rows)  # fmt: skip
    path = folder / "page.idat"
    path.write_bytes(zlib.compress(coded))
    told = (("Predictor", 15), ("Colors", colours), ("BitsPerComponent", bits), ("Columns", picture.width))
    palette = bytes(picture.getpalette() or ()) if picture.mode == "P" else b""
    colour = {"L": "DeviceGray", "1": "DeviceGray", "RGB": "DeviceRGB", "P": "Indexed"}[picture.mode]
    return Image(str(path), "FlateDecode", *picture.size, bits, colour, told, palette, inverted)  # type: ignore[arg-type]


def page(image: Image, **changes: object) -> Page:
    """A page that shows the image upright and straight, with room for a stamp; changes replace what is said here."""
    original = Original(Source("batch.pdf", 1), image.path, "image/jpeg", "ab" * 32, image.width, image.height, DPI)
    told: dict[str, object] = {"width": image.width, "height": image.height, "dpi": DPI, "spot": SPOT, **changes}
    return Page(original, image, **told)  # type: ignore[arg-type]


def document(*pages: Page) -> Document:
    """The pages as one paper."""
    return Document(pages)


def marked(size: tuple[int, int] = SIZE) -> Pictures.Image:
    """A white page with three blocks that no turning or mirroring maps onto each other."""
    picture = Pictures.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in BLOCKS:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=0)
    return picture


BLOCKS = ((120, 150, 180, 210), (600, 260, 640, 300), (200, 900, 300, 920))


def printed(texts: Sequence[str], size: int = 24) -> tuple[Pictures.Image, tuple[Line, ...]]:
    """A page with the texts printed below each other, and their words in the boxes of their ink."""
    picture = Pictures.new("L", SIZE, 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(str(LETTER_FONT), size)
    lines = []
    for row, text in enumerate(texts):
        left, top, words = 60.0, 100 + row * size * 1.8, []
        for word in text.split():
            box = draw.textbbox((left, top), word, font=font)
            draw.text((left, top), word, font=font, fill=0)
            words.append(Word(word, Box(*map(int, box)), 0.9))
            left += draw.textlength(f"{word} ", font=font)
        lines.append(Line(tuple(words)))
    return picture, tuple(lines)


DESKEWED = Step("deskew", (("degrees", -0.71),))
