"""Draws a page in work for eyes: what was read where, and how surely. Called in the workers, where the pixels are."""

import io
import os
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digitize.errors import ServiceError
from digitize.model import Box, Line, Pixels, Scan, Word
from ocr.table import find_cells

SURE, DOUBTFUL = 0.95, 0.8
_Colour = tuple[int, int, int]
_GREEN, _YELLOW, _RED = (0, 140, 60), (215, 150, 0), (215, 0, 0)
_BLUE, _PURPLE, _TEAL = (0, 70, 220), (150, 0, 190), (0, 150, 160)
_LEGEND = (
    (_GREEN, f"chắc / sure ≥ {SURE:g}"),
    (_YELLOW, f"{DOUBTFUL:g} ≤ vừa / fair < {SURE:g}"),
    (_RED, f"nghi ngờ / doubtful < {DOUBTFUL:g}"),
    (_BLUE, "đã sửa / corrected: đọc được → thành"),
    (_PURPLE, "đọc hai lần / read twice: ? cách đọc khác"),
    (_TEAL, "ô bảng / table cell"),
)
_LABEL_MM, _MOST_LETTERS = 2.3, 40
_QUALITY = 82
INCH = 25.4
FULL = (
    "không ghi được vào thư mục --debug, hãy xem đĩa còn chỗ không / "
    "the folder of --debug cannot be written to; look whether the disk is full"
)


def draw_page(run: Path, straight: Scan, cleaned: Scan, lines: tuple[Line, ...]) -> None:
    """Writes the page with its words marked, and the reading copy that the engine saw, below the folder of this run.

    Files are named by page only, their folder like the input's in the spool; mode 0600 and 0700. Raises ServiceError
    when they cannot be written.
    """
    folder, page = run / Path(straight.original.path).parent.name, straight.original.source.page
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        is_read = cleaned is not straight
        cells = tuple(cell.box for cell in find_cells(cleaned.pixels, cleaned.dpi).cells) if is_read and lines else ()
        marked = mark_words(straight.pixels, straight.dpi, lines, cells)
        write_picture(folder / picture_name(page, "words"), marked)
        if is_read:
            write_picture(folder / picture_name(page, "cleaned"), cleaned.pixels)
    except OSError as error:
        raise ServiceError(FULL) from error


def picture_name(page: int, kind: str) -> str:
    """The file's name of a page's picture: `words` or `cleaned`."""
    return f"p{page:04d}-{kind}.{'jpg' if kind == 'words' else 'png'}"


def mark_words(pixels: Pixels, dpi: float, lines: tuple[Line, ...], cells: tuple[Box, ...]) -> Pixels:
    """The page in colour under a legend: words by their confidence, what was corrected or read twice written above."""
    page = np.array(pixels if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), np.uint8)
    pen = max(1, round(dpi / 150))
    for cell in cells:
        _tint(page, cell, (224, 248, 250))
        _outline(page, cell, _TEAL, pen)
    words = [word for line in lines for word in line.words]
    for word in words:
        _mark(page, word, pen)
    picture = Image.fromarray(page)
    draw, font = ImageDraw.Draw(picture), _font(max(12, round(_LABEL_MM * dpi / INCH)))
    for word in words:
        if label := _label(word):
            _tell(draw, word.box, label, font)
    legend = _legend(page.shape[1])
    return np.asarray(np.vstack([legend, np.asarray(picture)]), np.uint8)


def colour_of(confidence: float) -> _Colour:
    """Green, yellow or red."""
    return _GREEN if confidence >= SURE else _YELLOW if confidence >= DOUBTFUL else _RED


def _mark(page: Pixels, word: Word, pen: int) -> None:
    """Paper in the pale colour of the word's confidence, ink as it was; a frame around, thicker the more there is."""
    box, colour = word.box, colour_of(word.confidence)
    red, green, blue = (255 - (255 - one) // 3 for one in colour)
    _tint(page, box, (red, green, blue))
    _outline(page, box, colour, pen if colour == _GREEN else 2 * pen)
    if word.alternatives:
        _outline(page, _wider(box, 2 * pen), _PURPLE, pen)
    if word.read_as is not None:
        _outline(page, _wider(box, 4 * pen), _BLUE, 2 * pen)


def _tint(page: Pixels, box: Box, colour: _Colour) -> None:
    part = page[max(box.top, 0) : max(box.bottom, 0), max(box.left, 0) : max(box.right, 0)]
    np.minimum(part, np.array(colour, np.uint8), out=part)


def _wider(box: Box, by: int) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _outline(page: Pixels, box: Box, colour: _Colour, pen: int) -> None:
    cv2.rectangle(page, (box.left, box.top), (box.right - 1, box.bottom - 1), colour, pen)


def _label(word: Word) -> tuple[_Colour, str] | None:
    """What to write above a word; nothing above most."""
    if word.read_as is not None:
        return _BLUE, f"{word.read_as} → {word.text}"
    return (_PURPLE, "? " + " | ".join(word.alternatives)) if word.alternatives else None


def _tell(draw: ImageDraw.ImageDraw, box: Box, label: tuple[_Colour, str], font: ImageFont.FreeTypeFont) -> None:
    colour, text = label[0], label[1][:_MOST_LETTERS]
    height = font.size + 2
    left, top = box.left, max(0, box.top - height - 4)
    draw.rectangle((left, top, left + font.getlength(text) + 4, top + height), fill="white", outline=colour)
    draw.text((left + 2, top - 1), text, fill=colour, font=font)


def _legend(width: int) -> Pixels:
    """A band as wide as the page, with as many rows as the entries need."""
    font = _font(max(13, width // 75))
    size, places, x, row = int(font.size), [], 10, 0
    for _, text in _LEGEND:
        wide = round(2 * size + font.getlength(text) + size)
        if x > 10 and x + wide > width:
            x, row = 10, row + 1
        places.append((x, 6 + row * (size + 8)))
        x += wide
    band = Image.new("RGB", (width, 12 + (row + 1) * (size + 8)), "white")
    draw = ImageDraw.Draw(band)
    for (colour, text), (left, top) in zip(_LEGEND, places, strict=True):
        draw.rectangle((left, top + 2, left + size, top + 2 + size), outline=colour, width=max(2, size // 5))
        draw.text((left + round(1.4 * size), top), text, fill="black", font=font)
    draw.line((0, band.height - 1, width, band.height - 1), fill="black")
    return np.asarray(band, np.uint8)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("digitize") / "fonts" / "Tinos-sohoa.ttf"), size)


def write_picture(target: Path, pixels: Pixels) -> None:
    """Writes a JPEG or PNG, as the name ends, for the owner alone (mode 0600)."""
    told = io.BytesIO()
    if target.suffix == ".jpg":
        Image.fromarray(pixels).save(told, "JPEG", quality=_QUALITY)
    else:
        Image.fromarray(pixels).save(told, "PNG", compress_level=1)
    with os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(told.getbuffer())
