"""Pages of a TIFF lifted as they are: the strips byte for byte, under only the tags that are needed to decode them.

Source: TIFF 6.0 (1992), BigTIFF; Adobe TIFF Technical Note 2 for JPEG in TIFF. A strict reader with bounded counts,
because scanners' files come cut off and a hostile file may point in circles.
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
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, ORIENTATION, SUBFILE_TYPE = 282, 283, 296, 274, 254
JPEG_TABLES = 347

# All that changes how the strips decode: rows per strip, planes, T.4/T.6 options, predictor, palette, tiles, extra
# samples, sample format, JPEG tables, YCbCr parameters.
_DECODING: tuple[int, ...] = (
    WIDTH,
    HEIGHT,
    BITS,
    COMPRESSION,
    PHOTOMETRIC,
    FILL_ORDER,
    SAMPLES,
    278,
    284,
    292,
    293,
    317,
    320,
    322,
    323,
)
_DECODING += (338, 339, JPEG_TABLES, 529, 530, 531, 532)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_PAGES, _MOST_TAGS, _MOST_BYTES = 10_000, 1_000, 16_000_000

_CUT = "the TIFF file is cut off or damaged; scan the sheet again or copy the file again from the scanner"


@dataclass(frozen=True, slots=True)
class TiffPage:
    """One page: byte order (`<` or `>`), tags as (type, count, raw value), strips or tiles as (offset, length)."""

    order: str
    tags: dict[int, tuple[int, int, bytes]]
    strips: tuple[tuple[int, int], ...]
    tiled: bool

    def numbers(self, tag: int) -> tuple[int, ...]:
        """The whole numbers of a tag; none when the tag is absent or holds something else."""
        return _numbers(self.order, self.tags.get(tag))

    def number(self, tag: int, default: int) -> int:
        """The first number of a tag, or the default."""
        return next(iter(self.numbers(tag)), default)

    def resolution(self) -> float | None:
        """Dots per inch as the file says, None when it does not (unit 1: no absolute unit)."""
        entry = self.tags.get(X_RESOLUTION)
        unit = {2: 1.0, 3: 2.54}.get(self.number(RESOLUTION_UNIT, 2))
        if entry is None or entry[0] != 5 or len(entry[2]) < 8 or unit is None:
            return None
        above, below = struct.unpack(self.order + "II", entry[2][:8])
        return above / below * unit if below else None


def pages(file: BinaryIO) -> Iterator[TiffPage]:
    """The pages of a TIFF in order, reduced-size previews left out; raises InputError when the file is damaged."""
    size = file.seek(0, 2)
    order, big, at = _header(file)
    seen: set[int] = set()
    while at:
        if at in seen or len(seen) >= _MOST_PAGES:
            raise InputError("the TIFF file's pages point in a circle; it was refused")
        seen.add(at)
        tags, at = _directory(file, order, big, at)
        if _numbers(order, tags.get(SUBFILE_TYPE))[:1] != (1,):
            yield _page(order, tags, size)


def write_page(file: BinaryIO, page: TiffPage, target: Path) -> str:
    """Writes the page as a TIFF of its own, strips unchanged; returns the SHA-256 of strips and decoding tags."""
    kept = {tag: page.tags[tag] for tag in _DECODING if tag in page.tags}
    digest = hashlib.sha256(repr(sorted(kept.items())).encode())
    with target.open("wb") as out:
        out.write((b"II" if page.order == "<" else b"MM") + struct.pack(page.order + "HI", 42, 0))
        offsets = []
        for offset, length in page.strips:
            file.seek(offset)
            strip = file.read(length)
            digest.update(strip)
            offsets.append(out.tell())
            out.write(strip + b"\0" * (length % 2))
        pack = f"{page.order}{len(offsets)}I"
        lengths = [length for _, length in page.strips]
        kept[TILE_OFFSETS if page.tiled else STRIP_OFFSETS] = (4, len(offsets), struct.pack(pack, *offsets))
        kept[TILE_COUNTS if page.tiled else STRIP_COUNTS] = (4, len(offsets), struct.pack(pack, *lengths))
        _write_directory(out, page.order, kept)
    return digest.hexdigest()


def wrap(data: bytes, numbers: dict[int, tuple[int, ...]], target: Path) -> str:
    """Writes one encoded strip as a TIFF under the given tags (whole numbers); returns its identity as `write_page`."""
    tags = {tag: (4, len(values), struct.pack(f"<{len(values)}I", *values)) for tag, values in numbers.items()}
    return write_page(io.BytesIO(data), TiffPage("<", tags, ((0, len(data)),), tiled=False), target)


def read_strip(file: BinaryIO, page: TiffPage) -> bytes:
    """The first strip's bytes."""
    offset, length = page.strips[0]
    file.seek(offset)
    return file.read(length)


def _header(file: BinaryIO) -> tuple[str, bool, int]:
    file.seek(0)
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        raise InputError(_CUT)
    if struct.unpack(order + "H", head[2:4])[0] == 43:
        return order, True, struct.unpack(order + "Q", head[8:16])[0]
    return order, False, struct.unpack(order + "I", head[4:8])[0]


def _directory(file: BinaryIO, order: str, big: bool, at: int) -> tuple[dict[int, tuple[int, int, bytes]], int]:
    count_pack, entry_pack, room = ("Q", "HHQ8s", 8) if big else ("H", "HHI4s", 4)
    file.seek(at)
    (count,) = _unpack(file, order + count_pack)
    if count > _MOST_TAGS:
        raise InputError(_CUT)
    entries = [_unpack(file, order + entry_pack) for _ in range(count)]
    (following,) = _unpack(file, order + ("Q" if big else "I"))
    tags = {}
    for tag, kind, many, inline in entries:
        length = _SIZES.get(kind, 0) * many
        if length > _MOST_BYTES:
            raise InputError(_CUT)
        if length > room:
            file.seek(struct.unpack(order + ("Q" if big else "I"), inline)[0])
            tags[tag] = (kind, many, file.read(length))
            if len(tags[tag][2]) < length:
                raise InputError(_CUT)
        elif length:
            tags[tag] = (kind, many, inline[:length])
    return tags, following


def _unpack(file: BinaryIO, pattern: str) -> tuple[Any, ...]:
    data = file.read(struct.calcsize(pattern))
    if len(data) < struct.calcsize(pattern):
        raise InputError(_CUT)
    return struct.unpack(pattern, data)


def _page(order: str, tags: dict[int, tuple[int, int, bytes]], size: int) -> TiffPage:
    tiled = TILE_OFFSETS in tags
    offsets = _numbers(order, tags.get(TILE_OFFSETS if tiled else STRIP_OFFSETS))
    lengths = _numbers(order, tags.get(TILE_COUNTS if tiled else STRIP_COUNTS))
    if not offsets or len(offsets) != len(lengths) or WIDTH not in tags or HEIGHT not in tags:
        raise InputError(_CUT)
    if any(offset + length > size or not length for offset, length in zip(offsets, lengths, strict=True)):
        raise InputError(_CUT)
    return TiffPage(order, tags, tuple(zip(offsets, lengths, strict=True)), tiled)


def _numbers(order: str, entry: tuple[int, int, bytes] | None) -> tuple[int, ...]:
    if entry is None or entry[0] not in _INTEGERS:
        return ()
    return struct.unpack(f"{order}{entry[1]}{_INTEGERS[entry[0]]}", entry[2])


def _write_directory(out: BinaryIO, order: str, tags: dict[int, tuple[int, int, bytes]]) -> None:
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
