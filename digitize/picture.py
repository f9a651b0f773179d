"""Pictures (JPEG, PNG, TIFF) decoded by Pillow or OpenCV, within bounds; what is wrong with one said in a sentence.

Source: ITU-T T.81, B.1.1.3 (JPEG markers); Adobe Technical Note 5116 (the APP14 marker).
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pictures

from digitize.errors import InputError
from digitize.model import Pixels

# A1 at 300 dpi is 70 million pixels; anything larger would take more memory than a worker may have.
MOST_PIXELS = 120_000_000
TOO_LARGE = (
    "ảnh có quá nhiều điểm ảnh, hãy quét ở độ phân giải thấp hơn / "
    "the picture has more pixels than can be handled; scan it at a lower resolution"
)
DAMAGED = (
    "ảnh bị cắt cụt, hỏng hoặc dạng hiếm, hãy quét lại hoặc chép lại tệp / "
    "the picture is cut off, damaged or of a rare kind; scan the sheet again or copy the file again"
)

# What Pillow's readers raise on hostile bytes, beside the OSError that they promise.
_FAILS = (
    OSError,
    SyntaxError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)
_EXIF_ORIENTATION = 0x0112
# A progressive JPEG has about ten scans; one with thousands keeps a processor busy for hours.
_MOST_SCANS, _MOST_BYTES = 64, 1 << 30


@dataclass(frozen=True, slots=True)
class Peek:
    """What a picture's header says; `claim` is dots per inch across and down, `orientation` that of EXIF (1 to 8)."""

    format: str
    mode: str
    width: int
    height: int
    claim: tuple[float, float] | None
    orientation: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a JPEG: its SOF marker, bits of a sample, width and height, component ids, application markers."""

    marker: int
    bits: int
    size: tuple[int, int]
    ids: bytes
    jfif: bool
    adobe: bool

    @property
    def plain(self) -> bool:
        """Whether DCTDecode reads it in gray or RGB: baseline, extended or progressive, Huffman coded, 8 bits."""
        return self.marker in (0xC0, 0xC1, 0xC2) and self.bits == 8 and len(self.ids) in (1, 3)


def peek(path: Path) -> Peek:
    """Reads a picture's header; raises InputError when it is damaged, too large or made to waste time."""
    if path.stat().st_size > _MOST_BYTES:
        raise InputError(TOO_LARGE)
    with _opened(path) as picture:
        claim = picture.info.get("dpi")
        told = (float(claim[0]), float(claim[1])) if isinstance(claim, tuple) and len(claim) == 2 else None
        found = Peek(str(picture.format), picture.mode, *picture.size, told, _orientation(picture))
    if found.format in ("JPEG", "MPO") and path.read_bytes().count(b"\xff\xda") > _MOST_SCANS:
        raise InputError(
            "ảnh có quá nhiều lớp, hãy lưu lại dạng JPEG thường / "
            "the picture is built of an absurd number of layers; save it anew as a plain JPEG"
        )
    return found


def decode(path: Path) -> Pixels:
    """Pixels as gray or RGB; strict: a stream that ends too early is an InputError, not a page half gray."""
    with _opened(path) as picture:
        if picture.format in ("JPEG", "MPO") and picture.mode in ("RGB", "L"):
            pixels = _decode_jpeg(path, picture.mode)
            if pixels is not None and pixels.shape[1::-1] == picture.size:
                return pixels
        picture.load()
        return _flat(picture)


def read_frame(data: bytes) -> Frame | None:
    """The frame of a JPEG stream; None when there is none."""
    at, jfif, adobe = 2, False, False
    while data[:2] == b"\xff\xd8" and at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
            ids = data[at + 10 : at + 10 + 3 * data[at + 9] : 3]
            return Frame(marker, data[at + 4], (width, height), ids, jfif, adobe)
        jfif = jfif or (marker == 0xE0 and data[at + 4 : at + 8] == b"JFIF")
        adobe = adobe or (marker == 0xEE and data[at + 4 : at + 9] == b"Adobe")
        at += 2 + length
    return None


@contextmanager
def _opened(path: Path) -> Iterator[Pictures.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pictures.open(path, formats=("JPEG", "PNG", "TIFF")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise InputError(TOO_LARGE)
                yield picture
    except Pictures.DecompressionBombError as error:
        raise InputError(TOO_LARGE) from error
    except _FAILS as error:
        raise InputError(DAMAGED) from error


def _orientation(picture: Pictures.Image) -> int:
    """A damaged EXIF block costs the orientation, not the page."""
    try:
        told = picture.getexif().get(_EXIF_ORIENTATION, 1)
    except _FAILS:
        return 1
    return told if isinstance(told, int) and 1 <= told <= 8 else 1


def _decode_jpeg(path: Path, mode: str) -> Pixels | None:
    """A plain JPEG by OpenCV; None where the stream ends too early or is not for it.

    Same library and same pixels as by Pillow, for half of its time: Pillow's have to be copied twice to be ours.
    """
    kind = cv2.IMREAD_GRAYSCALE if mode == "L" else cv2.IMREAD_COLOR_RGB
    try:
        pixels = cv2.imdecode(np.fromfile(path, np.uint8), kind | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    return None if pixels is None else np.asarray(pixels, np.uint8)


def _flat(picture: Pictures.Image) -> Pixels:
    if picture.mode.startswith("I;16"):
        return np.asarray(np.asarray(picture) >> 8, dtype=np.uint8)
    if picture.mode in ("I", "F"):
        raise InputError(
            "ảnh có hơn 16 bit mỗi màu, hãy lưu lại với 8 bit / "
            "the picture has more than 16 bits for a colour; save it anew with 8"
        )
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Pictures.new("RGB", layer.size, (255, 255, 255))
        paper.paste(layer, mask=layer.getchannel("A"))
        return np.asarray(paper)
    if picture.mode == "1":
        return np.asarray(picture.convert("L"))
    return np.asarray(picture if picture.mode in ("L", "RGB") else picture.convert("RGB"))
