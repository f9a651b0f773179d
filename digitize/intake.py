"""Files (PDF, TIFF, JPEG, PNG) become pages, each page's own encoded stream lifted as it is into the spool."""

import hashlib
import warnings
from pathlib import Path
from typing import Literal
from uuid import uuid4

import numpy as np
from PIL import Image as Pictures
from PIL import UnidentifiedImageError

from digitize import lift_pdf, tiff
from digitize.errors import InputError
from digitize.model import Intake, Original, Pixels, Scan, Source
from digitize.resolution import find_resolution

# A1 at 300 dpi is 70 million pixels; anything larger would take more memory than a worker may have.
MOST_PIXELS = 120_000_000
Pictures.MAX_IMAGE_PIXELS = MOST_PIXELS
_SHOWN: dict[int, Literal[0, 90, 180, 270]] = {3: 180, 6: 90, 8: 270}
_EXIF_ORIENTATION = 0x0112
_CUT = "the picture is cut off or damaged; scan the sheet again or copy the file again from the scanner"


def open_input(path: Path, copy: Path) -> Intake:
    """Opens one input file by its copy in the spool, and lifts its pages beside the copy.

    Raises InputError when the file is empty, damaged, protected, of another format, or larger than can be handled.
    """
    with copy.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise InputError("the file is empty; scan the sheet again or copy the file again from the scanner")
    sha256 = digest(copy)
    if b"%PDF-" in head:
        return lift_pdf.open_pdf(path, copy, sha256)
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        originals = _lift_tiff(path, copy)
    elif head[:3] == b"\xff\xd8\xff" or head[:8] == b"\x89PNG\r\n\x1a\n":
        originals = (_lift_picture(path, copy, sha256),)
    else:
        raise InputError("the file is no PDF, TIFF, JPEG or PNG; save or scan it as one of these")
    return Intake(str(path), str(copy), "scan", sha256, identify(originals), originals)


def digest(path: Path) -> str:
    """The SHA-256 of a file (hex)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identify(originals: tuple[Original, ...]) -> str:
    """The identity of an input: that of its pages, in order (SHA-256, hex)."""
    return hashlib.sha256("\n".join(original.identity for original in originals).encode()).hexdigest()


def open_scan(original: Original) -> Scan:
    """Decodes a lifted page, turned as its container shows it; raises InputError when it does not decode to its end."""
    pixels = lift_pdf.render(original) if original.media == "application/pdf" else _decode(Path(original.path))
    turns = original.shown // 90
    if turns:
        pixels = np.ascontiguousarray(np.rot90(pixels, -turns))
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    return Scan(original, pixels, original.dpi, width, height, original.shown, findings=original.findings)


def _decode(path: Path) -> Pixels:
    """Pixels as gray or RGB; strict: a stream that ends too early is an error, not a page half gray."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pictures.open(path) as picture:
                return _flat(picture)
    except Pictures.DecompressionBombError as error:
        raise InputError("the picture has more pixels than can be handled; scan it at a lower resolution") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError(_CUT) from error


def _flat(picture: Pictures.Image) -> Pixels:
    if picture.mode == "1":
        return np.array(picture.convert("L"), dtype=np.uint8)
    if picture.mode in ("I;16", "I;16B", "I", "F"):
        values = np.asarray(picture, dtype=np.float64)
        return np.asarray(values / max(float(values.max()), 255.0) * 255.0, dtype=np.uint8)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Pictures.new("RGBA", layer.size, (255, 255, 255, 255))
        return np.array(Pictures.alpha_composite(paper, layer).convert("RGB"))
    return np.array(picture if picture.mode in ("L", "RGB") else picture.convert("RGB"))


def _lift_picture(path: Path, copy: Path, sha256: str) -> Original:
    """A JPEG or PNG file is its page's own stream."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pictures.open(copy) as picture:
                width, height = picture.size
                media = "image/png" if picture.format == "PNG" else "image/jpeg"
                claimed = picture.info.get("dpi")
                shown = _SHOWN.get(picture.getexif().get(_EXIF_ORIENTATION, 1), 0)
    except Pictures.DecompressionBombError as error:
        raise InputError("the picture has more pixels than can be handled; scan it at a lower resolution") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputError(_CUT) from error
    dpi, findings = find_resolution(width, height, float(claimed[0]) if claimed else None)
    return Original(Source(str(path), 1), str(copy), media, sha256, width, height, dpi, shown, findings)


def _lift_tiff(path: Path, copy: Path) -> tuple[Original, ...]:
    originals = []
    with copy.open("rb") as file:
        for number, page in enumerate(tiff.pages(file), 1):
            width, height = page.number(tiff.WIDTH, 0), page.number(tiff.HEIGHT, 0)
            if width * height > MOST_PIXELS or not width * height:
                raise InputError("a page of the TIFF has more pixels than can be handled; scan at a lower resolution")
            if page.number(tiff.COMPRESSION, 1) == 6:
                raise InputError("the TIFF uses the withdrawn JPEG variant of 1992; let the scanner save it anew")
            target = copy.parent / f"{uuid4().hex}.tif"
            identity = tiff.write_page(file, page, target)
            dpi, findings = find_resolution(width, height, page.resolution())
            shown = _SHOWN.get(page.number(tiff.ORIENTATION, 1), 0)
            source = Source(str(path), number)
            originals.append(Original(source, str(target), "image/tiff", identity, width, height, dpi, shown, findings))
    if not originals:
        raise InputError("the TIFF file holds no page; scan the sheet again")
    return tuple(originals)
