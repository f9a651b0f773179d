"""A page's image as it will stand in the PDF: the scanner's own stream where PDF/A can hold it, else pixel for pixel.

Source: ISO 32000-1, 7.4.4 (Flate with PNG predictors), 7.4.6 (CCITT), 7.4.8 (DCT); ISO 19005-2, 6.2.4 (no CMYK without
a CMYK output intent: such a JPEG is shown converted to RGB, its original is kept as it was).
"""

import math
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
import numpy.typing as npt

from digitize import tiff
from digitize.errors import InputError
from digitize.fax import REVERSED, encode_group4
from digitize.few_colours import index
from digitize.jpeg_strips import join
from digitize.model import Box, Image, Line, Original, Page, Pixels, Scan, Step
from digitize.pdf_stream import chunks
from digitize.picture import peek, read_frame

_CONVERTED, _REDUCED, _RECODED = "image_converted_to_rgb", "image_reduced_to_8_bits", "image_recoded_lossless"
_RGB_TIFF, _YCBCR_TIFF, _CMYK_TIFF = 2, 6, 5
_UNCOMPRESSED_MODE = 2

Matrix = npt.NDArray[np.float64]


def encode(scan: Scan) -> tuple[Image, Scan]:
    """The image for the PDF, of a scan as it was opened; the scan with a step that says so when it was converted.

    Raises InputError when the image cannot be encoded.
    """
    original = scan.original
    image = {"image/jpeg": _of_jpeg, "image/tiff": _of_tiff, "image/png": _of_png}.get(original.media, _none)(original)
    if image is not None:
        return image, scan
    image, step = _of_deep(original), _RECODED
    if image is None:
        stored = np.ascontiguousarray(np.rot90(scan.pixels, original.shown // 90))
        image, step = _of_pixels(stored, original), _loss(original)
    if any(step == told.name for told in scan.steps):
        return image, scan
    return image, replace(scan, steps=(*scan.steps, Step(step)))


def finish(scan: Scan, image: Image, lines: tuple[Line, ...], spot: Box | None, blank: bool) -> Page:
    """The finished page; boxes go from pixels as read to pixels of the corrected page at the original's resolution.

    A photographed page is the picture turned upright: there a box is the bounds of where its corners stand.
    """
    way, (width, height) = _way(scan)
    return Page(
        original=scan.original,
        image=image,
        width=width,
        height=height,
        dpi=scan.original.dpi,
        turn=scan.turn,
        skew=0.0 if scan.plane else scan.skew,
        lines=tuple(
            Line(tuple(replace(word, box=_placed(word.box, way, (width, height))) for word in line.words))
            for line in lines
        ),
        steps=scan.steps,
        findings=scan.findings,
        blank=blank,
        spot=spot,
        codes=tuple(replace(code, box=_placed(code.box, way, (width, height))) for code in scan.codes),
    )


def _way(scan: Scan) -> tuple[Matrix, tuple[int, int]]:
    """The homography from pixels as read to the page, and the page's width and height.

    Back from a flat page to its picture every stage is undone: straightening, turning, flattening; each of them leaves
    the centre where it is.
    """
    height, width = scan.pixels.shape[:2]
    scale = np.diag([scan.width / width, scan.height / height, 1.0])
    if scan.plane is None:
        return scale, (scan.width, scan.height)
    across, down = scan.original.width, scan.original.height
    size = (down, across) if scan.turn in (90, 270) else (across, down)
    quarters = float(scan.turn - scan.original.shown)
    plane = _turned(quarters) @ np.reshape(scan.plane, (3, 3)) @ _turned(-quarters)
    flat = _turned(-scan.skew) @ _moved(-scan.width / 2, -scan.height / 2) @ scale
    return _moved(size[0] / 2, size[1] / 2) @ plane @ flat, size


def _moved(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _turned(degrees: float) -> Matrix:
    """Clockwise (x to the right, y downwards) about the origin."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def _placed(box: Box, way: Matrix, size: tuple[int, int]) -> Box:
    """The box on the page: at least one pixel, whatever an engine says."""
    corners = np.array([[x, y, 1.0] for x in (box.left, box.right) for y in (box.top, box.bottom)]) @ way.T
    places = corners[:, :2] / corners[:, 2:]
    (least_x, least_y), (most_x, most_y) = places.min(0).tolist(), places.max(0).tolist()
    left, top = max(min(round(least_x), size[0] - 1), 0), max(min(round(least_y), size[1] - 1), 0)
    right, bottom = min(round(most_x), size[0]), min(round(most_y), size[1])
    return Box(left, top, max(right, left + 1), max(bottom, top + 1))


def _none(original: Original) -> Image | None:
    return None


def _loss(original: Original) -> str:
    """What encoding by 8-bit pixels does to the page."""
    if original.media == "image/jpeg":
        return _CONVERTED if peek(Path(original.path)).mode == "CMYK" else _RECODED
    if original.media == "image/tiff":
        with Path(original.path).open("rb") as file:
            page = next(tiff.pages(file))
        if page.number(tiff.PHOTOMETRIC, 0) >= _CMYK_TIFF:
            return _CONVERTED
        return _REDUCED if max(page.numbers(tiff.BITS) or (1,)) > 8 else _RECODED
    if original.media == "image/png":
        return _REDUCED if Path(original.path).read_bytes()[24] > 8 else _RECODED
    return _CONVERTED if any(step.name == _CONVERTED for step in original.steps) else _RECODED


def _of_jpeg(original: Original) -> Image | None:
    frame = read_frame(Path(original.path).read_bytes())
    if frame is None or not frame.plain:
        return None
    # Three components named R, G, B and no marker: not YCbCr, though PDF would take it for that.
    rgb = frame.ids == b"RGB" and not frame.adobe and not frame.jfif
    return _dct(original.path, original, gray=len(frame.ids) == 1, rgb=rgb)


def _dct(path: str, original: Original, *, gray: bool, rgb: bool) -> Image:
    told = (("ColorTransform", 0),) if rgb else ()
    size = original.width, original.height
    return Image(path, "DCTDecode", *size, 8, "DeviceGray" if gray else "DeviceRGB", told)


def _of_tiff(original: Original) -> Image | None:
    """G4 of one strip and JPEG as they are; other bilevel pages as G4, the rest by their pixels."""
    with Path(original.path).open("rb") as file:
        page = next(tiff.pages(file))
        compression, bits = page.number(tiff.COMPRESSION, 1), page.numbers(tiff.BITS) or (1,)
        photometric = page.number(tiff.PHOTOMETRIC, 0)
        single = len(page.strips) == 1 and not page.tiled
        if compression == 7 and not page.tiled:
            strips = [tiff.read_strip(file, page, number) for number in range(len(page.strips))]
            return _tiff_jpeg(strips, page, original)
        if bits != (1,) or page.number(tiff.SAMPLES, 1) != 1 or photometric not in (0, 1):
            return None
        if compression != 4 or not single or page.number(tiff.T6_OPTIONS, 0) & _UNCOMPRESSED_MODE:
            return None
        data = tiff.read_strip(file, page)
        if page.number(tiff.FILL_ORDER, 1) == 2:
            data = data.translate(REVERSED)
        return _fax(data, original, black_is_one=photometric == 1)


def _tiff_jpeg(strips: list[bytes], page: tiff.TiffPage, original: Original) -> Image | None:
    """The JPEG with its tables put back, where PDF reads its colours as TIFF does (Adobe TIFF Technical Note 2)."""
    tables = page.tags.get(tiff.JPEG_TABLES, (7, 0, b""))[2]
    data: bytes | None = tables[:-2] + strips[0][2:] if tables else strips[0]
    if len(strips) > 1:
        data = join(strips, tables, original.height, page.number(tiff.ROWS, original.height))
    if data is None:
        return None
    frame, photometric = read_frame(data), page.number(tiff.PHOTOMETRIC, _YCBCR_TIFF)
    if frame is None or not frame.plain or frame.adobe or (original.width, original.height) != frame.size:
        return None
    rgb = photometric == _RGB_TIFF
    if (len(frame.ids) == 1) != (photometric == 1) or (rgb and frame.jfif) or (frame.ids == b"RGB" and not rgb):
        return None
    if photometric not in (1, _RGB_TIFF, _YCBCR_TIFF):
        return None
    target = _beside(original)
    target.write_bytes(data)
    return _dct(str(target), original, gray=photometric == 1, rgb=rgb)


def _fax(data: bytes, original: Original, *, black_is_one: bool) -> Image:
    target = _beside(original)
    target.write_bytes(data)
    told = (("K", -1), ("Columns", original.width), ("Rows", original.height), ("BlackIs1", black_is_one))
    return Image(str(target), "CCITTFaxDecode", original.width, original.height, 1, "DeviceGray", told)


def _of_png(original: Original) -> Image | None:
    """The IDAT of a plain PNG; interlaced and transparent ones by their pixels."""
    parts: dict[bytes, bytes] = {}
    for chunk, content in chunks(Path(original.path).read_bytes()):
        parts[chunk] = parts.get(chunk, b"") + content if chunk == b"IDAT" else content
    bits, kind, _, _, interlaced = parts[b"IHDR"][8:13]
    palette = parts.get(b"PLTE", b"") if kind == 3 else b""
    if kind not in (0, 2, 3) or interlaced or b"tRNS" in parts or len(palette) % 3 or (kind == 3) != bool(palette):
        return None
    colours = 3 if kind == 2 else 1
    return _flate(parts[b"IDAT"], original, (bits, colours), palette)


def _flate(data: bytes, original: Original, told: tuple[int, int], palette: bytes = b"") -> Image:
    """The IDAT of a PNG as a Flate stream with predictors; `told`: bits of a colour, colours."""
    bits, colours = told
    target = _beside(original)
    target.write_bytes(data)
    parameters = ("Predictor", 15), ("Colors", colours), ("BitsPerComponent", bits), ("Columns", original.width)
    colour = "Indexed" if palette else "DeviceGray" if colours == 1 else "DeviceRGB"
    size = original.width, original.height
    return Image(str(target), "FlateDecode", *size, bits, colour, parameters, palette)  # type: ignore[arg-type]


def _of_deep(original: Original) -> Image | None:
    """A TIFF of 16 bits a colour, which 8-bit pixels would lose; None for anything else, or when it cannot be read."""
    if original.media != "image/tiff":
        return None
    with Path(original.path).open("rb") as file:
        page = next(tiff.pages(file))
    colours = {(16,): 1, (16, 16, 16): 3}.get(page.numbers(tiff.BITS))
    if colours is None or page.number(tiff.PHOTOMETRIC, 0) not in (1, 2):
        return None
    try:
        values = cv2.imdecode(np.fromfile(original.path, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    wanted = (original.height, original.width) if colours == 1 else (original.height, original.width, 3)
    if values is None or values.dtype != np.uint16 or values.shape != wanted:
        return None
    return _flate(_idat(np.asarray(values, dtype=np.uint16)), original, (16, colours))


def _of_pixels(pixels: Pixels, original: Original) -> Image:
    """Gray where no pixel has a colour, G4 where none is gray, a palette for few: the same pixels in fewer bytes."""
    if pixels.ndim == 3 and all(np.array_equal(pixels[:, :, 0], pixels[:, :, one]) for one in (1, 2)):
        pixels = np.ascontiguousarray(pixels[:, :, 0])
    if pixels.ndim == 2 and bool(((pixels == 0) | (pixels == 255)).all()):
        return _fax(encode_group4(pixels == 0), original, black_is_one=False)
    few = index(pixels)
    if few is not None:
        return _flate(few.data, original, (few.bits, 1), few.palette)
    colours = 1 if pixels.ndim == 2 else 3
    return _flate(_idat(pixels if colours == 1 else pixels[:, :, ::-1]), original, (8, colours))


def _idat(values: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]) -> bytes:
    """Gray or BGR values as the image data of a PNG."""
    done, data = cv2.imencode(".png", values, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    if not done:
        raise InputError(
            "không mã hóa được ảnh của trang, hãy quét lại tờ này / "
            "the page's picture cannot be encoded; scan the sheet again"
        )
    return b"".join(content for chunk, content in chunks(data.tobytes()) if chunk == b"IDAT")


def _beside(original: Original) -> Path:
    return Path(original.path).parent / uuid4().hex
