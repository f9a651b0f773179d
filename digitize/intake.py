"""Files (PDF, TIFF, JPEG, PNG) become pages, each page's own encoded stream lifted as it is into the spool."""

import hashlib
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

import numpy as np

from digitize import lift_pdf, pdf_stream, picture, tiff
from digitize.errors import InputError
from digitize.fax import REVERSED, is_whole
from digitize.model import Form, Intake, Original, Pixels, Scan, Source
from digitize.resolution import claim, find_resolution

# EXIF and TIFF orientation: 1 upright, 3 6 8 turned; 2 4 5 7 are mirrored, which no scanner does.
_SHOWN: dict[int, Literal[0, 90, 180, 270]] = {1: 0, 3: 180, 6: 90, 8: 270}
_GROUP_4, _JPEG_OF_1992, _JPEG = 4, 6, 7


def open_input(path: Path, copy: Path) -> Intake:
    """Opens one input file by its copy in the spool, and lifts its pages beside the copy.

    Raises InputError when the file is empty, damaged, protected, of another format, or larger than can be handled.
    """
    with copy.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise InputError(
            "tệp rỗng, hãy quét lại hoặc chép lại tệp từ máy quét / "
            "the file is empty; scan the sheet again or copy the file again from the scanner"
        )
    sha256 = digest(copy)
    form: Form = "scan"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        originals = _lift_tiff(path, copy)
    elif head[:3] == b"\xff\xd8\xff" or head[:8] == b"\x89PNG\r\n\x1a\n":
        originals = (_lift_picture(path, copy),)
    elif b"%PDF-" in head:
        form, originals = lift_pdf.open_pdf(path, copy, sha256)
    else:
        raise InputError(
            "tệp không phải PDF, TIFF, JPEG hay PNG, hãy lưu hoặc quét lại ở một trong các dạng này / "
            "the file is no PDF, TIFF, JPEG or PNG; save or scan it as one of these"
        )
    identity = identify(originals) if form == "scan" else sha256
    return Intake(str(path), str(copy), form, sha256, identity, originals)


def digest(path: Path) -> str:
    """The SHA-256 of a file (hex)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identify(originals: tuple[Original, ...]) -> str:
    """The identity of an input: that of its pages, in order (SHA-256, hex)."""
    return hashlib.sha256("\n".join(original.identity for original in originals).encode()).hexdigest()


def open_scan(original: Original) -> Scan:
    """Decodes a lifted page, turned as its container shows it; raises InputError when it does not decode to its end."""
    path = Path(original.path)
    pixels = lift_pdf.render(original) if original.media == "application/pdf" else picture.decode(path)
    if pixels.shape[:2] != (original.height, original.width):
        raise InputError(picture.DAMAGED)
    if original.media == "image/tiff":
        _refuse_cut_fax(path, pixels)
    if original.shown:
        pixels = np.ascontiguousarray(np.rot90(pixels, -(original.shown // 90)))
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    turn, steps, findings = original.shown, original.steps, original.findings
    return Scan(original, pixels, original.dpi, width, height, turn, steps=steps, findings=findings)


def _lift_picture(path: Path, copy: Path) -> Original:
    """A JPEG or PNG file is its page's own stream."""
    found = picture.peek(copy)
    if found.format == "PNG":
        media, identity = "image/png", pdf_stream.identify_png(copy.read_bytes())
    else:
        media, identity = "image/jpeg", digest(copy)
    claimed = claim(*found.claim) if found.claim else None
    dpi, findings = find_resolution(found.width, found.height, claimed)
    shown = _shown(found.orientation)
    source = Source(str(path), 1)
    return Original(source, str(copy), media, identity, found.width, found.height, dpi, shown, findings)


def _lift_tiff(path: Path, copy: Path) -> tuple[Original, ...]:
    originals = []
    with copy.open("rb") as file:
        for number, page in enumerate(tiff.pages(file), 1):
            width, height = page.number(tiff.WIDTH, 0), page.number(tiff.HEIGHT, 0)
            _refuse_rare(page, width * height)
            target = copy.parent / uuid4().hex
            media, identity = _write_jpeg(file, page, target) or ("image/tiff", tiff.write_page(file, page, target))
            told = page.resolution()
            dpi, findings = find_resolution(width, height, claim(*told) if told else None)
            shown = _shown(page.number(tiff.ORIENTATION, 1))
            source = Source(str(path), number)
            originals.append(Original(source, str(target), media, identity, width, height, dpi, shown, findings))
    if not originals:
        raise InputError(
            "tệp TIFF không có trang nào, hãy quét lại / the TIFF file holds no page; scan the sheet again"
        )
    return tuple(originals)


def _write_jpeg(file: BinaryIO, page: tiff.TiffPage, target: Path) -> tuple[str, str] | None:
    """A whole JPEG stream in a TIFF page becomes a JPEG file, and so has the identity that it has anywhere else."""
    whole = len(page.strips) == 1 and not page.tiled and tiff.JPEG_TABLES not in page.tags
    if page.number(tiff.COMPRESSION, 1) != _JPEG or not whole:
        return None
    data = tiff.read_strip(file, page)
    frame = picture.read_frame(data)
    usual = {1: 1, 6: 3}.get(page.number(tiff.PHOTOMETRIC, 6))
    if frame is None or len(frame.ids) != usual or frame.ids == b"RGB" or frame.adobe:
        return None
    target.write_bytes(data)
    found = picture.peek(target)
    same = (found.width, found.height) == (page.number(tiff.WIDTH, 0), page.number(tiff.HEIGHT, 0))
    return ("image/jpeg", digest(target)) if same else None


def _refuse_cut_fax(path: Path, pixels: Pixels) -> None:
    """Raises InputError when a strip of G4 ends before its rows do."""
    with path.open("rb") as file:
        page = next(tiff.pages(file))
        if page.number(tiff.COMPRESSION, 1) != _GROUP_4 or page.tiled or pixels.ndim != 2:
            return
        ink = pixels == (0 if page.number(tiff.PHOTOMETRIC, 0) == 0 else 255)
        rows, turned = min(page.number(tiff.ROWS, len(ink)), len(ink)), page.number(tiff.FILL_ORDER, 1) == 2
        for number, top in enumerate(range(0, len(ink), rows)):
            strip = tiff.read_strip(file, page, number)
            if not is_whole(strip.translate(REVERSED) if turned else strip, ink[top : top + rows]):
                raise InputError(picture.DAMAGED)


def _refuse_rare(page: tiff.TiffPage, pixels: int) -> None:
    """Raises InputError for pages that would decode wrongly, or to more than a worker's memory."""
    if pixels > picture.MOST_PIXELS:
        raise InputError(picture.TOO_LARGE)
    if page.number(tiff.COMPRESSION, 1) == _JPEG_OF_1992:
        raise InputError(
            "tệp TIFF dùng kiểu JPEG cũ (1992), hãy để máy quét lưu lại / "
            "the TIFF uses the withdrawn JPEG variant of 1992; let the scanner save it anew"
        )
    bits, samples = page.numbers(tiff.BITS) or (1,), page.numbers(tiff.SAMPLE_FORMAT)
    negative = max(bits) == 16 and page.number(tiff.PHOTOMETRIC, 1) == 0
    if not set(bits) <= {1, 2, 4, 8, 16} or len(bits) > 8 or not set(samples) <= {1, 4} or negative:
        raise InputError(
            "tệp TIFF có kiểu màu hiếm, hãy để máy quét lưu 8 bit mỗi màu / "
            "the TIFF holds colours of a rare kind; let the scanner save it with 8 bits for a colour"
        )


def _shown(orientation: int) -> Literal[0, 90, 180, 270]:
    if orientation in (2, 4, 5, 7):
        raise InputError(
            "ảnh bị lưu ngược gương, hãy tắt chế độ gương rồi quét lại / "
            "the picture is stored mirrored; turn the mirroring off and save or scan it anew"
        )
    return _SHOWN.get(orientation, 0)
