"""An image stream of a PDF, lifted losslessly into a file that any viewer opens.

Source: ISO 32000-1, 7.4 (filters); TIFF 6.0; PNG (ISO 15948): a Flate stream with PNG predictors is what IDAT holds.
"""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pikepdf
from PIL import Image as Pictures

from digitize import pdf_page, tiff

_MOST_PIXELS = 120_000_000


@dataclass(frozen=True, slots=True)
class Lifted:
    """A stream in a file of its own."""

    path: str
    media: str
    identity: str
    width: int
    height: int


def lift(image: pikepdf.Object, spool: Path) -> Lifted | None:
    """The image's own stream in a file in the spool; None when it can only be shown by rendering its page."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    colours = _colours(image)
    if not 0 < width * height <= _MOST_PIXELS or any(key in image for key in ("/SMask", "/Mask")):
        return None
    filters, parameters = image.get("/Filter"), image.get("/DecodeParms", pikepdf.Dictionary())
    if isinstance(filters, pikepdf.Array):
        filters = filters[0] if len(filters) == 1 else None
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[0] if len(parameters) and parameters[0] is not None else pikepdf.Dictionary()
    inverted = _inverted(image, colours or 0)
    if colours is None or filters is None or inverted is None or bool(image.get("/ImageMask", False)):
        return None
    if str(filters) == "/DCTDecode" and not inverted:
        return _jpeg(image.read_raw_bytes(), width, height, spool)
    if str(filters) == "/CCITTFaxDecode":
        return _fax(image, parameters, inverted, spool)
    if str(filters) == "/FlateDecode" and not inverted:
        predictor = int(parameters.get("/Predictor", 1))
        return _png(image, parameters, spool) if predictor >= 10 else _deflated(image, predictor, colours, spool)
    return None


def fingerprint(page: pikepdf.Page, look: pdf_page.Look) -> str:
    """The identity of a page that must be rendered: of its content and of all image streams on it (SHA-256, hex)."""
    digest = hashlib.sha256(repr((page.mediabox.unparse(), page.cropbox.unparse(), int(page.rotation))).encode())
    contents = page.obj.get("/Contents", pikepdf.Array())
    for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
        digest.update(stream.read_raw_bytes())
    for mark in look.images:
        if mark.image is not None:
            digest.update(mark.image.read_raw_bytes())
    return digest.hexdigest()


def _colours(image: pikepdf.Object) -> int | None:
    """Components of a plain gray or RGB space; None for CMYK, palettes and spot colours."""
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) > 1 and str(space[0]) == "/ICCBased":
        count = int(space[1].get("/N", 0))
        return count if count in (1, 3) else None
    if isinstance(space, pikepdf.Array) and space:
        space = space[0]
    return {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(str(space))


def _inverted(image: pikepdf.Object, colours: int) -> bool | None:
    """Whether /Decode inverts the samples; None for any other mapping."""
    decode = [float(number) for number in image.get("/Decode", [])]
    if decode in ([], [0.0, 1.0] * colours):
        return False
    return True if decode == [1.0, 0.0] * colours else None


def _jpeg(data: bytes, width: int, height: int, spool: Path) -> Lifted | None:
    target = spool / f"{uuid4().hex}.jpg"
    target.write_bytes(data)
    try:
        with Pictures.open(target) as picture:
            same = picture.format == "JPEG" and picture.size == (width, height)
    except OSError:
        same = False
    return Lifted(str(target), "image/jpeg", hashlib.sha256(data).hexdigest(), width, height) if same else None


def _fax(image: pikepdf.Object, parameters: pikepdf.Object, inverted: bool, spool: Path) -> Lifted | None:
    """CCITT group 4 as a TIFF of one strip (compression 4); groups 3 and byte-aligned rows are rendered."""
    width, height = int(image.Width), int(image.Height)
    aligned = bool(parameters.get("/EncodedByteAlign", False))
    if int(parameters.get("/K", 0)) >= 0 or aligned or int(parameters.get("/Columns", 1728)) != width:
        return None
    photometric = 1 if bool(parameters.get("/BlackIs1", False)) != inverted else 0
    tags = {256: width, 257: height, 258: 1, 259: 4, 262: photometric, 277: 1, 278: height, 293: 0}
    return _shelled(image.read_raw_bytes(), {tag: (number,) for tag, number in tags.items()}, spool)


def _deflated(image: pikepdf.Object, predictor: int, colours: int, spool: Path) -> Lifted | None:
    """A plain Flate stream as a TIFF of one strip (compression 8, Adobe deflate; predictor 2 is TIFF's own)."""
    width, height, bits = int(image.Width), int(image.Height), int(image.get("/BitsPerComponent", 8))
    if bits not in (1, 8) or (bits == 1 and colours == 3):
        return None
    tags = {256: (width,), 257: (height,), 258: (bits,) * colours, 259: (8,), 262: (2 if colours == 3 else 1,)}
    tags |= {277: (colours,), 278: (height,), 317: (predictor,)}
    return _shelled(image.read_raw_bytes(), tags, spool)


def _shelled(data: bytes, tags: dict[int, tuple[int, ...]], spool: Path) -> Lifted:
    target = spool / f"{uuid4().hex}.tif"
    identity = tiff.wrap(data, tags, target)
    return Lifted(str(target), "image/tiff", identity, tags[256][0], tags[257][0])


def _png(image: pikepdf.Object, parameters: pikepdf.Object, spool: Path) -> Lifted | None:
    """A Flate stream with PNG predictors, as the IDAT of a PNG."""
    width, height, bits = int(image.Width), int(image.Height), int(image.get("/BitsPerComponent", 8))
    colours = _colours(image)
    told = (parameters.get("/Columns", 1), parameters.get("/Colors", 1), parameters.get("/BitsPerComponent", 8))
    if bits not in (1, 2, 4, 8) or tuple(int(number) for number in told) != (width, colours, bits):
        return None
    header = struct.pack(">IIBBBBB", width, height, bits, 0 if colours == 1 else 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", image.read_raw_bytes()), (b"IEND", b""))
    whole = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)
    target = spool / f"{uuid4().hex}.png"
    target.write_bytes(whole)
    return Lifted(str(target), "image/png", hashlib.sha256(whole).hexdigest(), width, height)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
