"""An image stream of a PDF, lifted losslessly into a file that any viewer opens.

Source: ISO 32000-1, 7.4 (filters), 8.9.5 (image dictionaries); TIFF 6.0; PNG (ISO 15948): a Flate stream with PNG
predictors is what IDAT holds.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from uuid import uuid4

import pikepdf

from digitize import picture, tiff
from digitize.errors import InputError
from digitize.pdf_value import array, entry, filters, flag, name, numbers, spelling, whole

_PNG = b"\x89PNG\r\n\x1a\n"
_END_OF_JPEG = b"\xff\xd9"
# Ways back up, sizes that follow from the rest, and what no viewer draws.
_NO_PART = frozenset({"/Parent", "/P", "/Length", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents"})
_NO_PART |= {
    "/Type",
    "/Interpolate",
    "/Intent",
    "/LastModified",
    "/Name",
    "/Thumb",
    "/B",
    "/AA",
    "/A",
    "/Dest",
    "/Popup",
    "/IRT",
    "/ID",
}
# All that says how an image looks (ISO 32000-1, table 89); anything else may lead through the whole file.
_IMAGE_KEYS = frozenset({"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent"})
_IMAGE_KEYS |= {"/Decode", "/DecodeParms", "/Filter", "/Interpolate", "/Length"}
_MOST_NODES, _MOST_UNPACKED = 200_000, 256 << 20
_PIECE, _MOST_PIECES = 16 << 20, 64
_GRAY, _RGB, _CMYK = 1, 3, 4


@dataclass(frozen=True, slots=True)
class Lifted:
    """A stream in a file of its own; `converted`: its colours are no gray or RGB, so it is shown converted."""

    path: str
    media: str
    identity: str
    width: int
    height: int
    converted: bool = False


def lift(image: pikepdf.Object, spool: Path) -> Lifted | None:
    """The image's own stream in a file in the spool: a JPEG, a TIFF or PNG around the same bytes, else a PDF page.

    None when the image has no size.
    """
    width, height = whole(image, "/Width", 0), whole(image, "/Height", 0)
    if width < 1 or height < 1:
        return None
    return _in_a_shell(image, spool) or _alone(image, spool)


def fingerprint(*things: object) -> str:
    """The identity of PDF objects with all that they refer to, but not of where they stand in a file (SHA-256, hex).

    Raises InputError when they refer to an absurd number of objects.
    """
    digest = hashlib.sha256()
    seen: dict[tuple[int, int], int] = {}
    waiting: list[object] = list(reversed(things))
    for _ in range(_MOST_NODES):
        if not waiting:
            return digest.hexdigest()
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in seen:
                digest.update(f"again {seen[thing.objgen]};".encode())
                continue
            seen[thing.objgen] = len(seen)
        for part in _parts(thing):
            if isinstance(part, bytes):
                digest.update(part)
            else:
                waiting.append(part)
    raise InputError(
        "một trang PDF có quá nhiều phần, hãy in lại tệp hoặc quét tờ giấy / "
        "a page of the PDF is built of an absurd number of parts; print the file anew or scan the sheet"
    )


def identify_png(data: bytes) -> str:
    """The identity of a PNG: its header, palette, transparency and image data, no other chunk (SHA-256, hex)."""
    digest = hashlib.sha256()
    for chunk, content in chunks(data):
        if chunk in (b"IHDR", b"PLTE", b"tRNS"):
            digest.update(chunk + content)
    digest.update(b"".join(content for chunk, content in chunks(data) if chunk == b"IDAT"))
    return digest.hexdigest()


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG in order: name and content."""
    at = len(_PNG)
    while at + 8 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _parts(thing: object) -> list[object]:
    """What stands for one object (bytes), then its members, the first on top."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        members = sorted((part for part in thing.items() if part[0] not in _NO_PART), key=itemgetter(0))
        told: list[object] = [f"{len(members)};".encode()]
        if isinstance(thing, pikepdf.Stream):
            told += [b"stream ", hashlib.sha256(thing.read_raw_bytes()).digest()]
        told += [f"{key};".encode("utf-8", "surrogateescape") for key, _ in members]
        return told + [value for _, value in reversed(members)]
    if isinstance(thing, pikepdf.Array):
        return [f"array {len(thing)};".encode(), *reversed(list(thing))]
    if isinstance(thing, int | float | Decimal):
        return [f"{float(thing):.6g};".encode()]
    if isinstance(thing, pikepdf.String):
        return [b"string ", hashlib.sha256(bytes(thing)).digest()]
    return [bytes(thing) if isinstance(thing, pikepdf.Name) else f"{thing};".encode()]


def _in_a_shell(image: pikepdf.Object, spool: Path) -> Lifted | None:
    colours, (packed_by, parameters), data = _colours(image), *_peeled(image)
    inverted = _inverted(image, colours)
    if inverted is None or data is None:
        return None
    if packed_by == "/DCTDecode":
        return _jpeg(image, data, (colours, inverted), spool) if entry(parameters, "/ColorTransform") is None else None
    if packed_by == "/CCITTFaxDecode" and colours == _GRAY:
        return _fax(image, data, (parameters, inverted), spool)
    if packed_by == "/FlateDecode" and not inverted and colours in (_GRAY, _RGB):
        predictor = whole(parameters, "/Predictor", 1)
        if predictor >= 10:
            return _png(image, data, (parameters, colours), spool)
        return _deflated(image, data, (predictor, colours), spool)
    return None


def _peeled(image: pikepdf.Object) -> tuple[tuple[str, object], bytes | None]:
    """The last filter with its parameters, and what it unpacks: some programs deflate a JPEG once more."""
    packed_by = filters(image)
    data: bytes | None = image.read_raw_bytes() if packed_by else None
    for filter_name, parameters in packed_by[:-1]:
        if data is None or filter_name != "/FlateDecode" or whole(parameters, "/Predictor", 1) != 1:
            return ("", None), None
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, _MOST_UNPACKED)
        except zlib.error as error:
            raise InputError(
                "một ảnh trong PDF bị hỏng, hãy quét lại tờ này / a picture in the PDF is damaged; scan the sheet again"
            ) from error
        data = data if unpacker.eof else None
    return packed_by[-1] if packed_by else ("", None), data


def _colours(image: pikepdf.Object) -> int:
    """Components of a gray, RGB or CMYK space; 0 for palettes, spot colours and the like."""
    space = entry(image, "/ColorSpace")
    kind = name(image, "/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space):
        kind = spelling(space[0])
        if kind == "/ICCBased" and len(space) > 1:
            count = whole(space[1], "/N", 0)
            return count if count in (_GRAY, _RGB, _CMYK) else 0
    known = {"/DeviceGray": _GRAY, "/CalGray": _GRAY, "/DeviceRGB": _RGB, "/CalRGB": _RGB, "/DeviceCMYK": _CMYK}
    return known.get(kind, 0)


def _inverted(image: pikepdf.Object, colours: int) -> bool | None:
    """Whether /Decode inverts the samples; None for any other mapping, or when the colours are not known."""
    decode = numbers(image, "/Decode")
    if not colours or bool(decode) != bool(array(image, "/Decode")):
        return None
    if decode in ((), (0.0, 1.0) * colours):
        return False
    return True if decode == (1.0, 0.0) * colours else None


def _jpeg(image: pikepdf.Object, data: bytes, told: tuple[int, bool], spool: Path) -> Lifted | None:
    """The JPEG as a file, where that file looks like the image in the PDF."""
    colours, inverted = told
    # Some writers count the line end before `endstream` with the stream.
    bare = data.rstrip(b"\r\n")
    data = bare if bare.endswith(_END_OF_JPEG) else data
    # The file of a CMYK JPEG is read with inverted inks, as Adobe began it; the PDF must say the same.
    if inverted != (colours == _CMYK):
        return None
    size = whole(image, "/Width", 0), whole(image, "/Height", 0)
    frame = picture.read_frame(data)
    if frame is None or len(frame.ids) != colours:
        return None
    target = spool / uuid4().hex
    target.write_bytes(data)
    found = picture.peek(target)
    if (found.width, found.height) != size:
        return None
    identity = hashlib.sha256(data).hexdigest()
    return Lifted(str(target), "image/jpeg", identity, *size, converted=colours == _CMYK)


def _fax(image: pikepdf.Object, data: bytes, told: tuple[object, bool], spool: Path) -> Lifted | None:
    """CCITT group 4 as a TIFF of one strip (compression 4); group 3 and byte-aligned rows need a PDF around them."""
    parameters, inverted = told
    width, height = whole(image, "/Width", 0), whole(image, "/Height", 0)
    aligned = flag(parameters, "/EncodedByteAlign")
    if whole(parameters, "/K", 0) >= 0 or aligned or whole(parameters, "/Columns", 1728) != width:
        return None
    photometric = 1 if flag(parameters, "/BlackIs1") != inverted else 0
    return _tiff(data, (width, height), {tiff.COMPRESSION: (4,), tiff.PHOTOMETRIC: (photometric,)}, spool)


def _deflated(image: pikepdf.Object, data: bytes, told: tuple[int, int], spool: Path) -> Lifted | None:
    """A plain Flate stream as a TIFF of one strip (compression 8, Adobe deflate; predictor 2 is TIFF's own)."""
    predictor, colours = told
    bits = whole(image, "/BitsPerComponent", 8)
    if bits not in (1, 8) or (bits == 1 and colours == _RGB) or (predictor == 2 and bits == 1):
        return None
    tags: dict[int, tuple[int, ...]] = {tiff.BITS: (bits,) * colours, tiff.COMPRESSION: (8,)}
    tags |= {tiff.PHOTOMETRIC: (2 if colours == _RGB else 1,), tiff.SAMPLES: (colours,), tiff.PREDICTOR: (predictor,)}
    return _tiff(data, (whole(image, "/Width", 0), whole(image, "/Height", 0)), tags, spool)


def _tiff(data: bytes, size: tuple[int, int], tags: dict[int, tuple[int, ...]], spool: Path) -> Lifted:
    target = spool / uuid4().hex
    width, height = size
    whole_tags = {tiff.WIDTH: (width,), tiff.HEIGHT: (height,), tiff.BITS: (1,), tiff.SAMPLES: (1,)}
    identity = tiff.wrap(data, whole_tags | {tiff.ROWS: (height,)} | tags, target)
    return Lifted(str(target), "image/tiff", identity, width, height)


def _png(image: pikepdf.Object, data: bytes, told: tuple[object, int], spool: Path) -> Lifted | None:
    """A Flate stream with PNG predictors, as the IDAT of a PNG."""
    parameters, colours = told
    width, height, bits = (whole(image, f"/{key}", 8) for key in ("Width", "Height", "BitsPerComponent"))
    columns, samples = whole(parameters, "/Columns", 1), whole(parameters, "/Colors", 1)
    if (columns, samples, whole(parameters, "/BitsPerComponent", 8)) != (width, colours, bits):
        return None
    if bits not in (1, 2, 4, 8, 16) or (colours == _RGB and bits < 8):
        return None
    header = struct.pack(">IIBBBBB", width, height, bits, 0 if colours == _GRAY else 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    whole_png = _PNG + b"".join(_chunk(chunk, content) for chunk, content in parts)
    target = spool / uuid4().hex
    target.write_bytes(whole_png)
    return Lifted(str(target), "image/png", identify_png(whole_png), width, height)


def _chunk(chunk: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + chunk + content + struct.pack(">I", zlib.crc32(chunk + content))


def _alone(image: pikepdf.Object, spool: Path) -> Lifted:
    """A PDF page of the image's very pixels, so that drawing it at 72 dpi decodes it (JBIG2, JPX, palettes, CMYK)."""
    for key in [key for key in image.keys() if key not in _IMAGE_KEYS]:  # noqa: SIM118 - a stream has no iterator
        del image[key]
    _refuse_cut_flate(image)
    width, height = whole(image, "/Width", 0), whole(image, "/Height", 0)
    identity = fingerprint(image)
    target = spool / uuid4().hex
    with pikepdf.new() as single:
        held = single.copy_foreign(image)
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, width, height]),
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=held)),
            Contents=pikepdf.Stream(single, f"{width} 0 0 {height} 0 0 cm /I Do".encode("ascii")),
        )
        single.pages.append(pikepdf.Page(single.make_indirect(page)))
        single.save(target, deterministic_id=True)
    return Lifted(str(target), "application/pdf", identity, width, height, converted=_foreign(image))


def _refuse_cut_flate(image: pikepdf.Object) -> None:
    """Raises InputError when a Flate stream has no end: it would be drawn with a blank rest, without a word."""
    (packed_by, _), data = _peeled(image)
    if packed_by != "/FlateDecode" or data is None:
        return
    unpacker = zlib.decompressobj()
    try:
        for _ in range(_MOST_PIECES):
            unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
            if unpacker.eof or not data:
                break
    except zlib.error as error:
        raise InputError(picture.DAMAGED) from error
    if not unpacker.eof:
        raise InputError(picture.DAMAGED)


def _foreign(image: pikepdf.Object) -> bool:
    """Whether the image's colours must be converted to be shown (a JPEG 2000 without a colour space has its own)."""
    space = entry(image, "/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) > 1 and spelling(space[0]) == "/Indexed":
        return spelling(space[1]) not in ("/DeviceRGB", "/DeviceGray")
    return space is not None and _colours(image) not in (_GRAY, _RGB)
