"""Pages of a TIFF lifted as they are: the strips byte for byte, under only the tags that are needed to decode them.

Source: TIFF 6.0 (1992), BigTIFF; Adobe TIFF Technical Note 2 for JPEG in TIFF. A strict reader with bounded counts,
because scanners' files come cut off and a hostile file may point in circles or name the same bytes a thousand times.
"""

import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from digitize.errors import InputError

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER, SAMPLES = 256, 257, 258, 259, 262, 266, 277
STRIP_OFFSETS, STRIP_COUNTS, TILE_OFFSETS, TILE_COUNTS = 273, 279, 324, 325
ROWS, TILE_WIDTH, TILE_HEIGHT, PLANES, T6_OPTIONS, PREDICTOR = 278, 322, 323, 284, 293, 317
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, ORIENTATION, SUBFILE_TYPE = 282, 283, 296, 274, 254
JPEG_TABLES, SAMPLE_FORMAT = 347, 339
_T4_OPTIONS, _PALETTE, _INK_SET, _EXTRA_SAMPLES, _ICC = 292, 320, 332, 338, 34675

# All that changes how the strips decode, YCbCr parameters (529 to 532) included.
_DECODING = (
    *(WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER, SAMPLES, ROWS, PLANES, _T4_OPTIONS, T6_OPTIONS),
    *(PREDICTOR, _PALETTE, TILE_WIDTH, TILE_HEIGHT, _INK_SET, _EXTRA_SAMPLES, SAMPLE_FORMAT, JPEG_TABLES),
    *(529, 530, 531, 532),
)
# Kept in the lifted page for its viewer, but no part of its identity.
_TELLING = (X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, _ICC)
_WANTED = frozenset(
    (*_DECODING, *_TELLING, STRIP_OFFSETS, STRIP_COUNTS, TILE_OFFSETS, TILE_COUNTS, ORIENTATION, SUBFILE_TYPE)
)
# A value that says only what holds without it does not change the identity.
_DEFAULTS = {BITS: 1, COMPRESSION: 1, FILL_ORDER: 1, SAMPLES: 1, PLANES: 1, _T4_OPTIONS: 0, T6_OPTIONS: 0}
_DEFAULTS |= {PREDICTOR: 1, SAMPLE_FORMAT: 1, _INK_SET: 1, RESOLUTION_UNIT: 2}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_LONG, _RATIONAL, _DEFLATE, _OLD_DEFLATE = 4, 5, 8, 32946
_MOST_PAGES, _MOST_TAGS, _MOST_BYTES, _MOST_PAGE_BYTES = 10_000, 1_000, 8_000_000, 1_000_000_000
_PIECE = 1 << 20

_CUT = (
    "tệp TIFF bị cắt cụt hoặc hỏng, hãy quét lại hoặc chép lại tệp từ máy quét / "
    "the TIFF file is cut off or damaged; scan the sheet again or copy the file again from the scanner"
)
_CIRCLE = (
    "tệp TIFF tự trỏ vòng, hãy để máy quét lưu lại / "
    "the TIFF file points in circles or to the same bytes again and again; let the scanner save it anew"
)

Tags = dict[int, tuple[int, int, bytes]]


@dataclass(frozen=True, slots=True)
class TiffPage:
    """One page: byte order (`<` or `>`), tags as (type, count, raw value), strips or tiles as (offset, length)."""

    order: str
    tags: Tags
    strips: tuple[tuple[int, int], ...]
    tiled: bool

    def numbers(self, tag: int) -> tuple[int, ...]:
        """The whole numbers of a tag; none when the tag is absent or holds something else."""
        return _numbers(self.order, self.tags.get(tag))

    def number(self, tag: int, default: int) -> int:
        """The first number of a tag, or the default."""
        return next(iter(self.numbers(tag)), default)

    def resolution(self) -> tuple[float, float] | None:
        """Dots per inch across and down as the file says, None when it does not (unit 1: no absolute unit)."""
        unit = {2: 1.0, 3: 2.54}.get(self.number(RESOLUTION_UNIT, 2))
        across, down = self._ratio(X_RESOLUTION), self._ratio(Y_RESOLUTION)
        return None if unit is None or not across else (across * unit, (down or across) * unit)

    def _ratio(self, tag: int) -> float:
        kind, _, value = self.tags.get(tag, (0, 0, b""))
        if kind != _RATIONAL or len(value) < 8:
            return 0.0
        above, below = struct.unpack(self.order + "II", value[:8])
        return above / below if below else 0.0


def pages(file: BinaryIO) -> Iterator[TiffPage]:
    """The pages of a TIFF in order, previews and masks left out; raises InputError when the file is damaged."""
    size = file.seek(0, 2)
    reader = _Reader(file, size)
    at = reader.begin()
    seen: set[int] = set()
    strips = 0
    while at:
        if at in seen or len(seen) >= _MOST_PAGES:
            raise InputError(_CIRCLE)
        seen.add(at)
        tags, at = reader.directory(at)
        # Bit 0: a reduced copy of another page; bit 2: a transparency mask.
        if next(iter(_numbers(reader.order, tags.get(SUBFILE_TYPE))), 0) & 5:
            continue
        page = _page(reader.order, tags, size)
        strips += sum(length for _, length in page.strips)
        if strips > 2 * size:
            raise InputError(_CIRCLE)
        yield page


def write_page(file: BinaryIO, page: TiffPage, target: Path) -> str:
    """Writes the page as a TIFF of its own, strips unchanged; returns the SHA-256 of strips and decoding tags."""
    kept = {tag: _classic(page.order, page.tags[tag]) for tag in (*_DECODING, *_TELLING) if tag in page.tags}
    digest = hashlib.sha256(repr(_canonical(page)).encode())
    with target.open("wb") as out:
        out.write((b"II" if page.order == "<" else b"MM") + struct.pack(page.order + "HI", 42, 0))
        offsets = []
        for offset, length in page.strips:
            offsets.append(out.tell())
            for piece in _pieces(file, offset, length):
                digest.update(piece)
                out.write(piece)
            out.write(b"\0" * (length % 2))
        lengths = [length for _, length in page.strips]
        kept[TILE_OFFSETS if page.tiled else STRIP_OFFSETS] = _longs(page.order, offsets)
        kept[TILE_COUNTS if page.tiled else STRIP_COUNTS] = _longs(page.order, lengths)
        _write_directory(out, page.order, kept)
    return digest.hexdigest()


def wrap(data: bytes, numbers: dict[int, tuple[int, ...]], target: Path) -> str:
    """Writes one encoded strip as a TIFF under the given tags (whole numbers); returns its identity as `write_page`."""
    tags = {tag: _longs("<", values) for tag, values in numbers.items()}
    return write_page(io.BytesIO(data), TiffPage("<", tags, ((0, len(data)),), tiled=False), target)


def read_strip(file: BinaryIO, page: TiffPage, number: int = 0) -> bytes:
    """A strip's bytes; strips count from 0."""
    offset, length = page.strips[number]
    file.seek(offset)
    return file.read(length)


@dataclass(slots=True)
class _Reader:
    """Reads directories; `left` bounds the bytes of all values together, since directories may overlap."""

    file: BinaryIO
    size: int
    order: str = "<"
    big: bool = False
    left: int = 0

    def begin(self) -> int:
        """Reads the header; returns where the first directory lies."""
        self.left = 2 * self.size
        self.file.seek(0)
        head = self.file.read(16)
        order = {b"II": "<", b"MM": ">"}.get(head[:2])
        if order is None or len(head) < 16:
            raise InputError(_CUT)
        self.order = order
        self.big = struct.unpack(order + "H", head[2:4])[0] == 43
        return int(struct.unpack(order + ("Q" if self.big else "I"), head[8:16] if self.big else head[4:8])[0])

    def directory(self, at: int) -> tuple[Tags, int]:
        """The wanted tags of one directory, and where the next one lies."""
        self._seek(at)
        (count,) = self._unpack("Q" if self.big else "H")
        if count > _MOST_TAGS:
            raise InputError(_CUT)
        entries = [self._unpack("HHQ8s" if self.big else "HHI4s") for _ in range(count)]
        (following,) = self._unpack("Q" if self.big else "I")
        tags = {}
        for tag, kind, many, inline in entries:
            if tag in _WANTED and kind in _SIZES and many:
                tags[tag] = (kind, many, self._value(_SIZES[kind] * many, inline))
        return tags, following

    def _value(self, length: int, inline: bytes) -> bytes:
        if length <= len(inline):
            return inline[:length]
        self.left -= length
        if length > _MOST_BYTES or self.left < 0:
            raise InputError(_CUT)
        self._seek(struct.unpack(self.order + ("Q" if self.big else "I"), inline)[0])
        value = self.file.read(length)
        if len(value) < length:
            raise InputError(_CUT)
        return value

    def _seek(self, at: int) -> None:
        if at > self.size:
            raise InputError(_CUT)
        self.file.seek(at)

    def _unpack(self, pattern: str) -> tuple[Any, ...]:
        data = self.file.read(struct.calcsize(self.order + pattern))
        if len(data) < struct.calcsize(self.order + pattern):
            raise InputError(_CUT)
        return struct.unpack(self.order + pattern, data)


def _page(order: str, tags: Tags, size: int) -> TiffPage:
    tiled = TILE_OFFSETS in tags
    offsets = _numbers(order, tags.get(TILE_OFFSETS if tiled else STRIP_OFFSETS))
    lengths = _numbers(order, tags.get(TILE_COUNTS if tiled else STRIP_COUNTS))
    if not offsets or len(offsets) != len(lengths):
        raise InputError(_CUT)
    if any(offset + length > size or not length for offset, length in zip(offsets, lengths, strict=True)):
        raise InputError(_CUT)
    page = TiffPage(order, tags, tuple(zip(offsets, lengths, strict=True)), tiled)
    # A page with too few strips would decode with a blank lower end, without a word.
    if len(offsets) < _expected(page) or sum(lengths) > _MOST_PAGE_BYTES:
        raise InputError(_CUT)
    return page


def _expected(page: TiffPage) -> int:
    """How many strips or tiles the page's size asks for; raises InputError when it has no size."""
    width, height = page.number(WIDTH, 0), page.number(HEIGHT, 0)
    across, down = (page.number(TILE_WIDTH, 0), page.number(TILE_HEIGHT, 0)) if page.tiled else (width, height)
    if not page.tiled:
        down = min(page.number(ROWS, height), height)
    if not (width and height and across and down):
        raise InputError(_CUT)
    planes = page.number(SAMPLES, 1) if page.number(PLANES, 1) == 2 else 1
    return -(-width // across) * -(-height // down) * planes


def _canonical(page: TiffPage) -> list[tuple[int, object]]:
    """What decodes the strips, told one way however the file tells it: byte order, types, defaults."""
    told: dict[int, object] = {}
    for tag in _DECODING:
        values = page.numbers(tag) or page.tags.get(tag, (0, 0, b""))[2]
        if values and set(values) != {_DEFAULTS.get(tag)}:
            told[tag] = values
    if told.get(COMPRESSION) == (_OLD_DEFLATE,):
        told[COMPRESSION] = (_DEFLATE,)
    if len(page.strips) == 1:
        told.pop(ROWS, None)
    else:
        told[STRIP_COUNTS] = tuple(length for _, length in page.strips)
    if max(page.numbers(BITS), default=1) > 8:
        told[0] = page.order
    return sorted(told.items())


def _numbers(order: str, entry: tuple[int, int, bytes] | None) -> tuple[int, ...]:
    if entry is None or entry[0] not in _INTEGERS:
        return ()
    return struct.unpack(f"{order}{entry[1]}{_INTEGERS[entry[0]]}", entry[2])


def _longs(order: str, numbers: tuple[int, ...] | list[int]) -> tuple[int, int, bytes]:
    if max(numbers) >= 1 << 32:
        raise InputError(_CUT)
    return _LONG, len(numbers), struct.pack(f"{order}{len(numbers)}I", *numbers)


def _classic(order: str, entry: tuple[int, int, bytes]) -> tuple[int, int, bytes]:
    """BigTIFF's 64-bit numbers as the 32-bit ones of a plain TIFF."""
    return _longs(order, _numbers(order, entry)) if entry[0] in (13, 16, 18) else entry


def _pieces(file: BinaryIO, offset: int, length: int) -> Iterator[bytes]:
    file.seek(offset)
    while length > 0:
        piece = file.read(min(length, _PIECE))
        if not piece:
            raise InputError(_CUT)
        length -= len(piece)
        yield piece


def _write_directory(out: BinaryIO, order: str, tags: Tags) -> None:
    places = {}
    for tag, (_, _, value) in tags.items():
        if len(value) > 4:
            places[tag] = out.tell()
            out.write(value + b"\0" * (len(value) % 2))
    start = out.tell()
    out.write(struct.pack(order + "H", len(tags)))
    for tag, (kind, count, value) in sorted(tags.items()):
        inline = struct.pack(order + "I", places[tag]) if tag in places else value.ljust(4, b"\0")
        out.write(struct.pack(order + "HHI", tag, kind, count) + inline)
    out.write(struct.pack(order + "I", 0))
    out.seek(4)
    out.write(struct.pack(order + "I", start))
