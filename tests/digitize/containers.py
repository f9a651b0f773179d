"""Invented pages in every container that the intake must open, byte by byte where no library writes it."""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from digitize import tiff
from digitize.intake import open_input
from digitize.model import Intake, Original

Bytes = npt.NDArray[np.uint8]
FULL = "q 595.2 0 0 841.92 0 0 cm /I Do Q"
_INTEGERS = {1: "B", 3: "H", 4: "I", 16: "Q"}


def sheet(width: int = 248, height: int = 351, mode: str = "RGB", seed: int = 1) -> Image.Image:
    """A page that no turn or mirror leaves the same: noise, and a black corner at the top left."""
    noise = np.random.default_rng(seed).integers(90, 255, (height, width, 3), dtype=np.uint8)
    page = Image.fromarray(noise)
    ImageDraw.Draw(page).rectangle((0, 0, width // 2, height // 8), fill=(10, 20, 30))
    return page.convert(mode, dither=Image.Dither.NONE) if mode == "1" else page.convert(mode)


def encoded(page: Image.Image, kind: str, **told: Any) -> bytes:
    """The page as a file."""
    out = io.BytesIO()
    page.save(out, kind, **told)
    return out.getvalue()


def pixels(page: Image.Image) -> Bytes:
    """Gray or RGB values."""
    return np.array(page.convert("L") if page.mode == "1" else page)


def open_bytes(data: bytes, folder: Path) -> Intake:
    """The intake of a file with these bytes, as `take_in` does it."""
    copy = folder / "input"
    copy.write_bytes(data)
    return open_input(Path("Nguyễn Văn Bịa 001085000000.pdf"), copy)


def only(data: bytes, folder: Path) -> Original:
    """The one page of a file."""
    (original,) = open_bytes(data, folder).originals
    return original


def shown_by_a_viewer(data: bytes, size: tuple[int, int]) -> Bytes:
    """The first page as pdfium draws it in exactly so many pixels."""
    with pypdfium2.PdfDocument(data) as pdf:
        width, height = pdf[0].get_size()
        assert abs(width / size[0] - height / size[1]) < 0.01
        drawn = pdf[0].render(scale=(size[0] - 1e-3) / width, rev_byteorder=True).to_numpy()
        return np.array(drawn[: size[1], : size[0]])


def tiff_file(
    pages: Sequence[tuple[dict[int, tuple[int, Sequence[int]]], Sequence[bytes]]],
    order: str = "<",
    *,
    big: bool = False,
) -> bytes:
    """A TIFF of pages given as tags (type, numbers) and strips (tiles where there is a tag 322)."""
    head = (b"II" if order == "<" else b"MM") + struct.pack(
        order + ("HHHQ" if big else "HI"), *((43, 8, 0) if big else (42,)), 0
    )
    body, at_link = bytearray(head), len(head) - (8 if big else 4)
    far, entry = ("Q", "HHQ") if big else ("I", "HHI")
    room = 8 if big else 4
    for tags, strips in pages:
        offsets = []
        for strip in strips:
            offsets.append(len(body))
            body += strip + b"\0" * (len(strip) % 2)
        tiled = 322 in tags
        whole = dict(tags)
        whole[324 if tiled else 273] = (16 if big else 4, offsets)
        whole[325 if tiled else 279] = (16 if big else 4, [len(strip) for strip in strips])
        records = b""
        for tag, (kind, values) in sorted(whole.items()):
            packed = struct.pack(f"{order}{len(values)}{_INTEGERS[kind]}", *values)
            if len(packed) > room:
                place, body = len(body), body + packed
                packed = struct.pack(order + far, place)
            records += struct.pack(order + entry, tag, kind, len(values)) + packed.ljust(room, b"\0")
        body += b"\0" * (len(body) % 2)
        struct.pack_into(order + far, body, at_link, len(body))
        body += struct.pack(order + ("Q" if big else "H"), len(whole)) + records
        at_link = len(body)
        body += b"\0" * room
    return bytes(body)


def strips_of(data: bytes) -> list[list[bytes]]:
    """The strips of each page of a TIFF."""
    return [[data[at : at + length] for at, length in page.strips] for page in tiff.pages(io.BytesIO(data))]


def tiff_tags(page: Bytes, **more: Sequence[int]) -> dict[int, tuple[int, Sequence[int]]]:
    """The tags of an uncompressed gray or RGB page."""
    height, width = page.shape[:2]
    samples = 1 if page.ndim == 2 else page.shape[2]
    bits = page.dtype.itemsize * 8
    tags = {
        256: [width],
        257: [height],
        258: [bits] * samples,
        259: [1],
        262: [2 if samples == 3 else 1],
        277: [samples],
    }
    tags |= {278: [height]} | {int(tag[1:]): list(values) for tag, values in more.items()}
    return {tag: (3 if max(values) < 65536 else 4, values) for tag, values in tags.items()}


def image_stream(pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], **told: Any) -> Stream:
    """An image XObject around encoded bytes."""
    stream = Stream(pdf, b"")
    stream.write(data, filter=told.pop("Filter", None), decode_parms=told.pop("DecodeParms", None))
    for key, value in (
        {"Type": Name.XObject, "Subtype": Name.Image, "Width": size[0], "Height": size[1]} | told
    ).items():
        stream[f"/{key}"] = value
    return stream


def jpeg_stream(pdf: pikepdf.Pdf, data: bytes) -> Stream:
    """A JPEG as an image XObject."""
    with Image.open(io.BytesIO(data)) as page:
        size, mode = page.size, page.mode
    colour = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]
    return image_stream(pdf, data, size, Filter=Name.DCTDecode, ColorSpace=colour, BitsPerComponent=8)


def add_page(
    pdf: pikepdf.Pdf,
    content: str,
    images: dict[str, Stream] | None = None,
    box: Sequence[float] = (0, 0, 595.2, 841.92),
    **more: Any,
) -> pikepdf.Page:
    """A page with the given content and images, and Helvetica as /F."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    objects = Dictionary({f"/{name}": stream for name, stream in (images or {}).items()})
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([*box]),
        Resources=Dictionary(XObject=objects, Font=Dictionary(F=font)),
        Contents=Stream(pdf, content.encode("latin-1")),
        **more,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def saved(pdf: pikepdf.Pdf, **told: Any) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    pdf.save(out, **({"compress_streams": False} | told))
    return out.getvalue()


def image_pdf(data: bytes, content: str = FULL, size: tuple[int, int] = (248, 351), **told: Any) -> bytes:
    """A PDF of one page with an image (a `sheet` if no size is given) around encoded bytes."""
    pdf = pikepdf.new()
    add_page(pdf, content, {"I": image_stream(pdf, data, size, **told)})
    return saved(pdf)


def scan_pdf(*jpegs: bytes, hidden: str = "") -> bytes:
    """What a scanner writes: a JPEG on each A4 page, with hidden text above it if asked for."""
    pdf = pikepdf.new()
    for jpeg in jpegs:
        text = f"BT 3 Tr /F 12 Tf 72 700 Td ({hidden}) Tj ET" if hidden else ""
        add_page(pdf, f"{FULL} {text}", {"I": jpeg_stream(pdf, jpeg)})
    return saved(pdf)


def text_pdf(*texts: str, box: Sequence[float] = (0, 0, 595.2, 841.92)) -> bytes:
    """What an office program writes: a page for each text."""
    pdf = pikepdf.new()
    for text in texts:
        add_page(pdf, f"BT /F 12 Tf 20 {box[3] - 40:g} Td ({text}) Tj ET", box=box)
    return saved(pdf)


def deflated(data: bytes) -> bytes:
    """As FlateDecode wants it."""
    return zlib.compress(data, 6)
