"""Where the signatures of an issued electronic result stand: the officer's at box 7c, then the agency's seal at box 8.

Source: NĐ 30/2020/NĐ-CP, phụ lục I, phần II: the signature's picture between title and name; the seal in true size over
about a third of the signature, on its left. Units: millimetres from the left and the top of a page.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from digitize import gate
from digitize.errors import InputError
from digitize.intake import open_input
from digitize.model import Box, Line, Word
from digitize.stamp_text import POINTS
from digitize.text_layer import read_text_layer
from digitize.vietnam.fold import fold

_APART = 1.0  # from the lines above and below
_ROOM = 25.0  # above a name without a title
_LEAST = 6.0  # lower than that no signature is legible
_COVERED = 1 / 3  # of the signature, by the seal


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page."""

    page: int
    left: float
    top: float
    width: float
    height: float


def check_unsigned(file: Path) -> None:
    """Raises InputError unless the file is PDF/A and bears no signature: the officer is the first to sign."""
    if any(_signed(file)):
        raise InputError("tệp đã có chữ ký / the file is signed already; the agency's seal comes by --as agency")
    flavour, verdict, rules = gate.judge(file)
    if verdict != "pass":
        told = ", ".join(rules) or verdict
        raise InputError(
            "tệp chưa phải PDF/A, chưa ký gì, hãy lưu dạng PDF/A-2b / the file is no PDF/A, nothing was signed; "
            f"save it as PDF/A-2b ({flavour or 'claims none'}: {told})"
        )


def find_officer(file: Path, name: str, size: tuple[float, float], spool: Path) -> Place:
    """Box 7c: above the officer's printed name, below his title; the picture shrinks to what room there is.

    `spool` takes the file open. Raises InputError when the name does not stand in its text, or has no room above it.
    """
    copy = spool / "input"
    shutil.copyfile(file, copy)
    for original in reversed(open_input(file, copy).originals):
        lines = read_text_layer(original)
        found = _named(lines, fold(name).split())
        if found is not None:
            mm = 25.4 / original.dpi
            return _above(found, _title_above(found, lines), size, (original.source.page, mm))
    raise InputError(
        "không thấy họ tên người ký trong tệp / the signer's name does not stand in the file's text; "
        "write it with --name as it is printed"
    )


def find_seal(file: Path, size: tuple[float, float]) -> Place:
    """Box 8: over a third of the officer's signature, on its left; raises InputError when none is shown."""
    shown = [place for place in _signed(file) if place is not None]
    if not shown:
        raise InputError("người có thẩm quyền chưa ký / the officer signs first: no signature is shown in the file")
    officer, (width, height) = shown[-1], size
    left = max(0.0, officer.left + officer.width * _COVERED - width)
    return Place(officer.page, left, max(0.0, officer.top + (officer.height - height) / 2), width, height)


def _named(lines: Sequence[Line], wanted: list[str]) -> Box | None:
    """Where the name stands last, by its words alone: recipients may stand on the same line."""
    for line in reversed(lines):
        folded = [fold(word.text) for word in line.words]
        for start in range(len(folded) - len(wanted), -1, -1):
            if wanted and folded[start : start + len(wanted)] == wanted:
                return Line(line.words[start : start + len(wanted)]).box
    return None


def _title_above(name: Box, lines: Sequence[Line]) -> Box | None:
    """The lowest word above the name that stands over it."""
    over: list[Word] = [
        word
        for line in lines
        for word in line.words
        if word.box.bottom <= name.top and word.box.left < name.right and word.box.right > name.left
    ]
    return max(over, key=lambda word: word.box.bottom).box if over else None


def _above(name: Box, title: Box | None, size: tuple[float, float], page: tuple[int, float]) -> Place:
    number, mm = page
    bottom = name.top * mm - _APART
    top = max(title.bottom * mm + _APART if title else 0.0, bottom - _ROOM * 2)
    room = bottom - top if title else min(bottom, _ROOM)
    if room < _LEAST:
        raise InputError("không đủ chỗ giữa chức vụ và họ tên / there is no room for a signature above the name")
    share = min(1.0, room / size[1])
    width, height = size[0] * share, size[1] * share
    middle = (name.left + name.right) / 2 * mm
    return Place(number, max(0.0, middle - width / 2), bottom - (room + height) / 2, width, height)


def _signed(file: Path) -> Iterator[Place | None]:
    """Each signature in the file, with where it shows."""
    try:
        with pikepdf.open(file) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                for note in page.obj.get("/Annots", pikepdf.Array()):
                    field = note if "/V" in note or "/Parent" not in note else note.Parent
                    value: Any = field.get("/V", pikepdf.Dictionary())
                    if field.get("/FT") == "/Sig" and "/ByteRange" in value:
                        yield _rectangle(note.Rect, page.mediabox, number)
    except pikepdf.PdfError as error:
        raise InputError("tệp hỏng hoặc không phải PDF / the file is damaged or no PDF") from error


def _rectangle(rect: Any, media_box: Any, page: int) -> Place | None:
    x1, y1, x2, y2 = map(float, rect)
    left, right = sorted((x1, x2))
    bottom, top = sorted((y1, y2))
    if right - left < 1 or top - bottom < 1:
        return None
    edges = [float(side) for side in media_box]
    start, ceiling = min(edges[0], edges[2]), max(edges[1], edges[3])
    return Place(page, *(each / POINTS for each in (left - start, ceiling - top, right - left, top - bottom)))
