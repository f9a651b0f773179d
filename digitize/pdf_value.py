"""Values of a PDF's dictionaries, whatever a damaged or hostile file put there; streams unpacked within bounds.

Source: ISO 32000-1, 7.3 (objects), 7.4 (filters), 7.7.3.4 (inherited page attributes).
"""

import io
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pikepdf
from pikepdf import settings

from digitize.errors import InputError
from digitize.picture import MOST_PIXELS, TOO_LARGE

# Content, fonts and object tables of a page stay far below this; a stream that unpacks to more is a bomb.
_MOST_UNPACKED = 32 << 20
_MOST_UNPACKED_TOGETHER = 1 << 30
_MOST_OBJECTS = 2_000_000
# Deflate packs at most 1032:1. LZW packs up to 2731:1, and qpdf has no bound for it.
_MOST_DEFLATED, _MOST_LZW = 1032, 128 << 10
_DEEPEST = 64
_HEADER_WITHIN = 1024  # bytes; viewers look no further for the header of a PDF
NO_PDF = "tệp hỏng hoặc không phải PDF / the file is damaged or is no PDF"
# Drawn by nobody, or unpacked by qpdf under the same bounds already.
_GENERAL = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"})
_NOT_DRAWN = frozenset({"/XRef", "/ObjStm", "/EmbeddedFile", "/Metadata"})

_DAMAGED = "một phần PDF bị hỏng, hãy quét lại tờ này / a part of the PDF is damaged; scan the sheet again"
BOMB = (
    "tệp PDF bung ra lớn bất thường nên bị từ chối, hãy in lại tệp hoặc quét lại / "
    "the PDF unpacks to an absurd size; it was refused, print the file anew or scan the sheets again"
)


@contextmanager
def bounded() -> Iterator[None]:
    """Within the block qpdf unpacks no stream beyond a bound (a bound of the whole process, put back after it)."""
    before = settings.set_qpdf_limits(
        flate_max_memory=_MOST_UNPACKED,
        run_length_max_memory=_MOST_UNPACKED,
        png_max_memory=_MOST_UNPACKED,
        tiff_max_memory=_MOST_UNPACKED,
        dct_max_memory=_MOST_UNPACKED,
        doc_max_warnings=1000,
    )
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


def from_header(stream: io.BufferedReader) -> io.BufferedReader | io.BytesIO:
    """The file from its header on; some portals put bytes before it, and all offsets count from the header.

    Raises InputError when it has none.
    """
    start = stream.read(_HEADER_WITHIN).find(b"%PDF-")
    if start < 0:
        raise InputError(NO_PDF)
    stream.seek(start)
    return stream if start == 0 else io.BytesIO(stream.read())


def entry(holder: object, key: str | pikepdf.Name) -> object:
    """The value under a key; None when it is absent, null, or the holder is no dictionary or stream."""
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None


def number(holder: object, key: str, default: float) -> float:
    """The number under a key, or the default."""
    return next(iter(floats([entry(holder, key)])), default)


def whole(holder: object, key: str, default: int) -> int:
    """The whole number under a key, or the default."""
    value = number(holder, key, default)
    return int(value) if abs(value) < 1 << 53 else default


def name(holder: object, key: str) -> str:
    """The name under a key with its slash; empty when there is none."""
    return spelling(entry(holder, key))


def spelling(value: object) -> str:
    """A name with its slash, whatever bytes it is made of (old fonts have names of another code); else empty."""
    return bytes(value).decode("utf-8", "backslashreplace") if isinstance(value, pikepdf.Name) else ""


def array(holder: object, key: str) -> list[object]:
    """The members under a key; none when it is no array."""
    value = entry(holder, key)
    return list(value) if isinstance(value, pikepdf.Array) else []


def numbers(holder: object, key: str) -> tuple[float, ...]:
    """The numbers under a key; none when anything else is among them."""
    members = array(holder, key)
    found = floats(members)
    return found if len(found) == len(members) else ()


def floats(values: Iterable[object]) -> tuple[float, ...]:
    """Those of the values that are finite numbers."""
    found = (float(one) for one in values if isinstance(one, int | float | Decimal) and not isinstance(one, bool))
    return tuple(one for one in found if math.isfinite(one))


def flag(holder: object, key: str) -> bool:
    """Whether there is a true under a key."""
    return entry(holder, key) is True


def inherited(page: object, key: str) -> object:
    """An attribute of a page or of the tree above it."""
    for _ in range(_DEEPEST):
        value = entry(page, key)
        if value is not None or page is None:
            return value
        page = entry(page, "/Parent")
    return None


def filters(stream: pikepdf.Object) -> list[tuple[str, object]]:
    """The filters of a stream in the order of unpacking, each with its parameters."""
    value, told = entry(stream, "/Filter"), entry(stream, "/DecodeParms")
    names = list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]
    parameters: list[object] = list(told) if isinstance(told, pikepdf.Array) else [told]
    parameters += [None] * (len(names) - len(parameters))
    return list(zip(map(spelling, names), parameters, strict=False))


def unpack(stream: pikepdf.Object) -> bytes:
    """A stream unpacked; raises InputError when it is a bomb or does not unpack. Only within `bounded()`."""
    packed_by = [filter_name for filter_name, _ in filters(stream)]
    if any("LZW" in one for one in packed_by) and _raw_length(stream) > _MOST_LZW:
        raise InputError(BOMB)
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError as error:
        bomb = "limit" in str(error)
        raise InputError(BOMB if bomb else _DAMAGED) from error
    if len(data) > _MOST_UNPACKED:
        raise InputError(BOMB)
    return data


def refuse_bombs(pdf: pikepdf.Pdf) -> None:
    """Raises InputError when any stream that a viewer may unpack is absurdly large. Only within `bounded()`."""
    together = 0
    if len(pdf.objects) > _MOST_OBJECTS:
        raise InputError(BOMB)
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if name(thing, "/Subtype") == "/Image":
            _refuse_image(thing)
        elif name(thing, "/Type") not in _NOT_DRAWN:
            together += _unpacked_length(thing)
            if together > _MOST_UNPACKED_TOGETHER:
                raise InputError(BOMB)


def _refuse_image(image: pikepdf.Object) -> None:
    width, height = whole(image, "/Width", 0), whole(image, "/Height", 0)
    packed_by = [filter_name for filter_name, _ in filters(image)]
    if "/JPXDecode" in packed_by:
        # A JPEG 2000 stream has its own size, whatever the dictionary says (ISO 15444-1, A.5.1).
        data = image.read_raw_bytes()
        at = data.find(b"\xff\x4f\xff\x51")
        right, below, left, above = (int.from_bytes(data[at + 8 + n : at + 12 + n], "big") for n in (0, 4, 8, 12))
        width, height = max(width, right - left), max(height, below - above)
    if width * height > MOST_PIXELS:
        raise InputError(TOO_LARGE)
    if len(packed_by) > 1 and _raw_length(image) * _MOST_DEFLATED > _MOST_UNPACKED:
        _refuse_chain(image, packed_by)


def _refuse_chain(image: pikepdf.Object, packed_by: list[str]) -> None:
    """A viewer unpacks all filters but the last one whole, in memory."""
    if packed_by.count("/FlateDecode") > 1 or any("LZW" in one for one in packed_by):
        raise InputError(BOMB)


def _unpacked_length(stream: pikepdf.Object) -> int:
    """The length of what a stream unpacks to; 0 when it is surely small, or when no viewer unpacks it."""
    packed_by = {filter_name for filter_name, _ in filters(stream)}
    if not packed_by or not packed_by <= _GENERAL:
        return 0
    if len(filters(stream)) == 1 and _raw_length(stream) * _MOST_DEFLATED < _MOST_UNPACKED:
        return 0
    return len(unpack(stream))


def _raw_length(stream: pikepdf.Object) -> int:
    return len(memoryview(stream.get_raw_stream_buffer()))
