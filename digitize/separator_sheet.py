"""Separator sheets for the printer: one A4 page each, that a person can read as well as the machine."""

from collections.abc import Sequence
from pathlib import Path

from digitize.model import Separator
from digitize.pdf_font import Letters
from digitize.pdf_sheet import WIDTH, PrintedSheet, write_sheets
from digitize.qr import pattern
from digitize.separator import HEADING, encode
from digitize.vietnam.glossary import label

_MIDDLE = WIDTH / 2
# Much larger modules are taken for stains by the cleaning of a poor scan. Twice, for a fold or a stamp may spoil one.
_CODE_MM, _CODES_AT = 55.0, (106.0, 170.0)
_ADVICE = (
    "Đặt tờ này ngay trước {} khi quét. Không gấp, không đóng dấu, không viết lên mã vuông.",
    "Mỗi đợt in dùng cho một lô quét: thiếu tờ nào thì lô bị tạm giữ để kiểm tra.",
    "Lay this sheet before the {} when scanning. One print serves one batch: a missing sheet holds the batch.",
)


def plan(dossiers: Sequence[str], kinds: Sequence[str], name: str) -> tuple[Separator, ...]:
    """The sheets of one print: for each dossier its own, then one for each kind; kinds alone without a dossier."""
    pairs = [(code, kind) for code in dossiers or ("",) for kind in ("", *kinds) if code or kind]
    return tuple(Separator(code, kind, place, len(pairs), name) for place, (code, kind) in enumerate(pairs, 1))


def write_separators(separators: Sequence[Separator], target: Path) -> None:
    """Writes a page for each; OSError when the file cannot be written."""
    letters = Letters()
    write_sheets([_draw(one, letters) for one in separators], letters, target, "Tờ phân tách / separator sheets")


def _draw(separator: Separator, letters: Letters) -> PrintedSheet:
    sheet = PrintedSheet(letters)
    sort = ("HỒ SƠ", "dossier", "hồ sơ") if not separator.kind else ("GIẤY TỜ", "paper", "giấy tờ")
    sheet.text((_MIDDLE, 42), f"{HEADING} {sort[0]}", 34, "centre", bold=True)
    sheet.text((_MIDDLE, 52), f"Separator sheet: a new {sort[1]} begins behind it", 13, "centre")
    y = 72.0
    for line in _told(separator):
        sheet.text((_MIDDLE, y), line, 28, "centre", bold=True)
        y += 15
    for top in _CODES_AT:
        sheet.squares((_MIDDLE - _CODE_MM / 2, top), _CODE_MM, pattern(encode(separator)))
    place = f"Tờ {separator.number}/{separator.total}, đợt in {separator.print}"
    sheet.text((_MIDDLE, 238), place, 16, "centre")
    for index, advice in enumerate(_ADVICE):
        sheet.text((_MIDDLE, 252 + 7 * index), advice.format((sort[2], sort[2], sort[1])[index]), 11, "centre")
    return sheet


def _told(separator: Separator) -> list[str]:
    return [part for part in (separator.dossier, label(separator.kind, "kinds") if separator.kind else "") if part]
