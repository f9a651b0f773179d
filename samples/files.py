"""Pages become files as scanners, phones and office programs write them."""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
from fpdf import FPDF
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from samples.draw import Pixels
from samples.sheet import POINT, Rule, Sheet, face_path, spaced

MADE = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A page's own stream and what a PDF must know of it."""

    data: bytes
    width: int
    height: int
    dpi: int
    black_and_white: bool = False


def to_jpeg(pixels: Pixels, quality: int, dpi: int | None) -> bytes:
    """The page as a scanner's JPEG (4:2:0); without dpi it says none."""
    memory = io.BytesIO()
    options = {"dpi": (dpi, dpi)} if dpi else {}
    Image.fromarray(pixels).save(memory, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", **options)
    return memory.getvalue()


def jpeg_page(pixels: Pixels, quality: int, dpi: int) -> Encoded:
    """A colour page for a PDF."""
    return Encoded(to_jpeg(pixels, quality, dpi), pixels.shape[1], pixels.shape[0], dpi)


def fax_page(pixels: Pixels, dpi: int) -> Encoded:
    """A black-and-white page for a PDF: one G4 strip."""
    memory = io.BytesIO()
    picture = Image.fromarray(pixels).convert("1", dither=Image.Dither.NONE)
    picture.save(memory, "TIFF", compression="group4", tiffinfo={278: picture.height, 262: 0})
    memory.seek(0)
    with TiffImageFile(memory) as written:
        (offset,), (size,) = written.tag_v2[273], written.tag_v2[279]
    return Encoded(memory.getvalue()[offset : offset + size], picture.width, picture.height, dpi, True)


def image_object(pdf: pikepdf.Pdf, page: Encoded) -> pikepdf.Stream:
    """The page's stream, byte for byte, as an image."""
    stream = pikepdf.Stream(pdf, page.data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = page.width, page.height
    if page.black_and_white:
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceGray, 1
        stream.Filter = pikepdf.Name.CCITTFaxDecode
        stream.DecodeParms = pikepdf.Dictionary(K=-1, Columns=page.width, Rows=page.height)
    else:
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        stream.Filter = pikepdf.Name.DCTDecode
    return stream


def write_scanner_pdf(path: Path, pages: Sequence[Encoded], hidden: Sequence[Sheet] = ()) -> None:
    """A scanner's PDF: each page one image, pixels / dpi large, with hidden text where sheets are given."""
    pdf = pikepdf.new()
    for index, page in enumerate(pages):
        width, height = page.width * 72 / page.dpi, page.height * 72 / page.dpi
        made = pdf.add_blank_page(page_size=(width, height))
        content = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Im0 Do Q\n".encode()
        made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image_object(pdf, page)))
        if hidden:
            made.Resources.Font = pikepdf.Dictionary(F0=plain_font())
            content += hidden_text(hidden[index], height)
        made.Contents = pikepdf.Stream(pdf, content)
    pdf.docinfo["/Producer"] = "Invented Scanner 1.0"
    pdf.save(path, deterministic_id=True)


def plain_font() -> pikepdf.Dictionary:
    """Helvetica, as scanners name it without embedding it."""
    name = pikepdf.Name
    return pikepdf.Dictionary(
        Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica, Encoding=name.WinAnsiEncoding
    )


def hidden_text(sheet: Sheet, height: float) -> bytes:
    """The words as a scanner reads them that knows no Vietnamese: in place, but without their marks."""
    lines = ["BT 3 Tr"]
    for text, words in (piece for run in sheet.segments() for piece in spaced(run)):
        words = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
        shown = words.encode("ascii", "ignore").decode().translate({40: "\\(", 41: "\\)", 92: "\\\\"})
        lines.append(
            f"/F0 {text.size:.2f} Tf 1 0 0 1 {text.x / POINT:.2f} {height - text.y / POINT:.2f} Tm ({shown}) Tj"
        )
    return "\n".join([*lines, "ET"]).encode("ascii")


def write_fax_tiff(path: Path, pages: Sequence[Pixels], dpi: int) -> None:
    """A multi-page G4 TIFF."""
    pictures = [Image.fromarray(page).convert("1", dither=Image.Dither.NONE) for page in pages]
    save_tiff(path, pictures, dpi, compression="group4")


def write_colour_tiff(path: Path, pages: Sequence[Pixels], dpi: int, quality: int) -> None:
    """A multi-page TIFF whose pages are JPEG streams."""
    save_tiff(path, [Image.fromarray(page) for page in pages], dpi, compression="jpeg", quality=quality)


def few_colours(pixels: Pixels) -> Image.Image:
    """The page in a few colours: the paper and its ways to black, red and blue ink."""
    paper = np.median(pixels.reshape(-1, 3)[::101], axis=0)
    inks = [np.array(ink) for ink in ((18, 18, 22), (205, 60, 70), (34, 52, 156), (95, 25, 40))]
    colours = [paper + (ink - paper) * step for ink in inks for step in (0.2, 0.4, 0.6, 0.8, 1.0)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.round([paper, *colours]).astype(np.uint8).tobytes())
    return Image.fromarray(pixels).quantize(palette=palette, dither=Image.Dither.NONE)


def write_palette_tiff(path: Path, pages: Sequence[Pixels], dpi: int) -> None:
    """A TIFF of few colours, LZW."""
    pictures = [few_colours(page) for page in pages]
    save_tiff(path, pictures, dpi, compression="tiff_lzw")


def save_tiff(path: Path, pictures: list[Image.Image], dpi: int, **options: str | int) -> None:
    """All pictures as pages of one TIFF."""
    pictures[0].save(path, "TIFF", save_all=True, append_images=pictures[1:], dpi=(dpi, dpi), **options)


def write_palette_png(path: Path, pixels: Pixels, dpi: int) -> None:
    """A PNG of few colours, so that it stays small."""
    few_colours(pixels).save(path, "PNG", dpi=(dpi, dpi), optimize=True)


def write_office_pdf(path: Path, sheets: Sequence[Sheet], title: str) -> None:
    """A born-digital PDF: real text in embedded fonts, no image of the page."""
    pdf = FPDF(unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.set_creator("Invented Office 1.0")
    for face in sorted({text.face for sheet in sheets for text in sheet.texts()}):
        pdf.add_font(face.replace(":", "-"), fname=face_path(face))
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        put_sheet(pdf, sheet)
    pdf.output(str(path))


def put_sheet(pdf: FPDF, sheet: Sheet) -> None:
    """The type and the rules of a sheet; a born-digital paper has no pen ink and no seal on it."""
    for text, words in (piece for run in sheet.segments() for piece in spaced(run)):
        pdf.set_font(text.face.replace(":", "-"), size=text.size)
        pdf.text(text.x, text.y, words)
    for rule in (item for item in sheet.items if isinstance(item, Rule)):
        pdf.set_line_width(rule.width)
        pdf.line(rule.x1, rule.y1, rule.x2, rule.y2)


def cut(source: Path, target: Path, share: float) -> None:
    """The first part of a file, as a broken transfer leaves it."""
    data = source.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])


def noise_file(target: Path, seed: int, size: int) -> None:
    """A file that says it is a PDF and then is nothing."""
    target.write_bytes(b"%PDF-1.7\n" + np.random.default_rng(seed).bytes(size))
