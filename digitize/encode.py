"""A page's image as it will stand in the PDF: the scanner's own stream where PDF/A can hold it, else pixel for pixel.

Source: ISO 32000-1, 7.4.4 (Flate with PNG predictors), 7.4.6 (CCITT), 7.4.8 (DCT); ISO 19005-2, 6.2.4 (no CMYK without
a CMYK output intent: such a JPEG is shown converted to RGB, its original is kept as it was).
"""

import io
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
from PIL import Image as Pictures

from digitize import tiff
from digitize.errors import InputError
from digitize.model import Box, Image, Line, Original, Page, Pixels, Scan, Step, Word

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def encode(scan: Scan) -> tuple[Image, Scan]:
    """The image for the PDF, of a scan as it was opened; the scan with a step that says so when it was converted.

    Raises InputError when the image cannot be encoded.
    """
    original = scan.original
    image = {"image/jpeg": _of_jpeg, "image/tiff": _of_tiff, "image/png": _of_png}.get(original.media, _none)(original)
    if image is not None:
        return image, scan
    stored = np.ascontiguousarray(np.rot90(scan.pixels, original.shown // 90))
    return _of_pixels(stored, original), replace(scan, steps=(*scan.steps, Step("image_recoded_lossless")))


def finish(scan: Scan, image: Image, lines: tuple[Line, ...], spot: Box | None, blank: bool) -> Page:
    """The finished page; boxes go from pixels as read to pixels of the corrected page at the original's resolution."""
    scale = scan.original.dpi / scan.dpi
    return Page(
        original=scan.original,
        image=image,
        width=scan.width,
        height=scan.height,
        dpi=scan.original.dpi,
        turn=scan.turn,
        skew=scan.skew,
        lines=tuple(Line(tuple(_scaled(word, scale, scan) for word in line.words)) for line in lines),
        steps=scan.steps,
        findings=scan.findings,
        blank=blank,
        spot=spot,
    )


def _scaled(word: Word, scale: float, scan: Scan) -> Word:
    box = word.box
    right, bottom = min(round(box.right * scale), scan.width), min(round(box.bottom * scale), scan.height)
    left, top = min(round(box.left * scale), right - 1), min(round(box.top * scale), bottom - 1)
    return replace(word, box=Box(max(left, 0), max(top, 0), right, bottom))


def _none(original: Original) -> Image | None:
    return None


def _of_jpeg(original: Original) -> Image | None:
    with Pictures.open(original.path) as picture:
        if picture.mode not in ("L", "RGB"):
            return None
        colour: str = picture.mode
    return _dct(original.path, original, colour == "L", ())


def _dct(path: str, original: Original, gray: bool, parameters: tuple[tuple[str, int | bool], ...]) -> Image:
    colour = "DeviceGray" if gray else "DeviceRGB"
    return Image(path, "DCTDecode", original.width, original.height, 8, colour, parameters)  # type: ignore[arg-type]


def _of_tiff(original: Original) -> Image | None:
    """G4 and JPEG of one strip as they are; other bilevel pages as G4, the rest by their pixels."""
    with Path(original.path).open("rb") as file:
        page = next(tiff.pages(file))
        compression, bits = page.number(tiff.COMPRESSION, 1), page.numbers(tiff.BITS) or (1,)
        single = len(page.strips) == 1 and not page.tiled
        if bits == (1,):
            white_is_zero = page.number(tiff.PHOTOMETRIC, 0) == 0
            if compression == 4 and single:
                data = tiff.read_strip(file, page)
                if page.number(tiff.FILL_ORDER, 1) == 2:
                    data = data.translate(_REVERSED)
                return _fax(data, original, black_is_one=not white_is_zero)
            return _fax(_group4(original), original, black_is_one=False)
        if compression == 7 and single:
            return _tiff_jpeg(tiff.read_strip(file, page), page, original)
    return None


def _tiff_jpeg(strip: bytes, page: tiff.TiffPage, original: Original) -> Image | None:
    tables = page.tags.get(tiff.JPEG_TABLES, (7, 0, b""))[2]
    photometric, samples = page.number(tiff.PHOTOMETRIC, 6), page.number(tiff.SAMPLES, 1)
    if samples not in (1, 3):
        return None
    target = _beside(original, ".jpg")
    target.write_bytes(tables[:-2] + strip[2:] if tables else strip)
    rgb = (("ColorTransform", 0),) if photometric == 2 else ()
    return _dct(str(target), original, samples == 1, rgb)


def _fax(data: bytes, original: Original, *, black_is_one: bool) -> Image:
    target = _beside(original, ".g4")
    target.write_bytes(data)
    told = (("K", -1), ("Columns", original.width), ("Rows", original.height), ("BlackIs1", black_is_one))
    return Image(str(target), "CCITTFaxDecode", original.width, original.height, 1, "DeviceGray", told)


def _group4(original: Original) -> bytes:
    """The bilevel page as one strip of G4 (Pillow writes many strips unless told)."""
    out = io.BytesIO()
    with Pictures.open(original.path) as picture:
        told = {tiff.PHOTOMETRIC: 0, 278: original.height}
        picture.convert("1").save(out, "TIFF", compression="group4", tiffinfo=told)
    page = next(tiff.pages(out))
    data = tiff.read_strip(out, page)
    return data.translate(_REVERSED) if page.number(tiff.FILL_ORDER, 1) == 2 else data


def _of_png(original: Original) -> Image | None:
    """The IDAT of a plain PNG; interlaced, 16-bit and transparent ones by their pixels."""
    data = Path(original.path).read_bytes()
    bits, kind, interlaced = data[24], data[25], data[28]
    parts = _chunks(data)
    if bits > 8 or kind not in (0, 2, 3) or interlaced or b"tRNS" in parts:
        return None
    target = _beside(original, ".idat")
    target.write_bytes(parts[b"IDAT"])
    colours = 3 if kind == 2 else 1
    told = (("Predictor", 15), ("Colors", colours), ("BitsPerComponent", bits), ("Columns", original.width))
    colour = {0: "DeviceGray", 2: "DeviceRGB", 3: "Indexed"}[kind]
    size = original.width, original.height
    return Image(str(target), "FlateDecode", *size, bits, colour, told, parts.get(b"PLTE", b""))  # type: ignore[arg-type]


def _of_pixels(pixels: Pixels, original: Original) -> Image:
    colours = 1 if pixels.ndim == 2 else 3
    done, data = cv2.imencode(".png", pixels if colours == 1 else pixels[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 3])
    if not done:
        raise InputError("the page's picture cannot be encoded; scan the sheet again")
    target = _beside(original, ".idat")
    target.write_bytes(_chunks(data.tobytes())[b"IDAT"])
    height, width = pixels.shape[:2]
    told = (("Predictor", 15), ("Colors", colours), ("BitsPerComponent", 8), ("Columns", width))
    return Image(str(target), "FlateDecode", width, height, 8, "DeviceGray" if colours == 1 else "DeviceRGB", told)


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG by name, those of one name joined."""
    parts: dict[bytes, bytes] = {}
    at = 8
    while at + 8 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        name = png[at + 4 : at + 8]
        parts[name] = parts.get(name, b"") + png[at + 8 : at + 8 + length]
        at += 12 + length
    return parts


def _beside(original: Original, suffix: str) -> Path:
    return Path(original.path).parent / f"{uuid4().hex}{suffix}"
