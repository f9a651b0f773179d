"""Separator sheets (tờ phân tách): what their QR code says, and how one is known in a pile.

The code tells format, dossier, kind, running number, print and a check value, parted by bars. The check value is CRC-32
(ISO 3309), without a key: it guards against misreading, not against forging, for whoever feeds the scanner could type
any code as well. It notices every damage to a single character.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digitize.model import Page, Piece, Separator
from digitize.vietnam import dossier_code
from digitize.vietnam.near import begins, phrase, tolerance
from digitize.vietnam.rows import Row, rows_of

HEADING = "TỜ PHÂN TÁCH"
SEPARATOR_MISSING = "split:separator_missing"
_TAG = "SOHOA1"
_BODY = re.compile(
    rf"{_TAG}\|(?P<dossier>[A-Z0-9.-]*)\|(?P<kind>[a-z0-9_]*)\|(?P<number>[1-9]\d*)/(?P<total>[1-9]\d*)\|(?P<print>[0-9a-f]+)"
)
# such a sheet holds little else, and its heading is far larger than the text of a paper that only names such sheets
_MOST_ROWS, _HEADING_MM, _HEADING_PLACE = 14, 4.5, 0.35


def encode(separator: Separator) -> str:
    """What the QR code says."""
    place = f"{separator.number}/{separator.total}"
    body = "|".join((_TAG, separator.dossier, separator.kind, place, separator.print))
    return f"{body}|{_check(body)}"


def decode(text: str) -> Separator | None:
    """The sheet that a QR code tells of; None for any other code, and for one whose check value does not fit."""
    body, bar, check = text.rpartition("|")
    match = _BODY.fullmatch(body)
    if not match or not bar or check != _check(body):
        return None
    number, total = int(match["number"]), int(match["total"])
    code = match["dossier"]
    if number > total or (code and not dossier_code.is_code(code)):
        return None
    return Separator(code, match["kind"], number, total, match["print"])


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08X}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A separator sheet as seen: what its code told (None: it could not be read), and the dossier code in print."""

    told: Separator | None
    printed: str


def find_separator(page: Page) -> Seen | None:
    """What a page tells as a separator sheet; None where it is none. Its heading alone makes it one that is unread."""
    # pages full of text are not worth a closer look
    rows = rows_of(page, 1) if len(page.lines) <= 2 * _MOST_ROWS else ()
    texts = [code.text for code in page.codes]
    told = next((found for found in map(decode, texts) if found), None)
    if told is None and not any(text.startswith(_TAG) for text in texts) and not _is_headed(page, rows):
        return None
    return Seen(told, _printed(rows))


def _is_headed(page: Page, rows: Sequence[Row]) -> bool:
    if not 0 < len(rows) <= _MOST_ROWS:
        return False
    pattern = phrase(HEADING)
    large = (
        row for row in rows if row.top < page.height * _HEADING_PLACE and _height(row) > _HEADING_MM * page.dpi / 25.4
    )
    return any(begins(row.compact.letters, 0, pattern, tolerance(len(pattern))) for row in large)


def _height(row: Row) -> float:
    return row.bottom - row.top


def _printed(rows: Sequence[Row]) -> str:
    found = next((code for row in rows if (code := dossier_code.find(row.text))), None)
    return found.value if found and not found.problem else ""


def expected(separators: Sequence[Separator]) -> int:
    """How many sheets should have come: all of every print of which one came. A print belongs to one batch."""
    return sum({one.print: one.total for one in separators}.values())


def find_problems(separators: Sequence[Separator], unread: int) -> Iterator[str]:
    """Names of what does not fit: sheets that are missing, came twice, or could not be read, with how many."""
    seen = Counter((one.print, one.number) for one in separators)
    missing = expected(separators) - len(seen) - unread
    if missing > 0:
        yield f"separators_missing:{missing}"
    if twice := sum(count - 1 for count in seen.values()):
        yield f"separators_twice:{twice}"
    if unread:
        yield f"separators_unread:{unread}"


@dataclass(frozen=True, slots=True)
class Count:
    """How far the sheets of each print have come, pile after pile of one batch: (print, last number, of how many)."""

    prints: tuple[tuple[str, int, int], ...] = ()


def doubt_gaps(pieces: Sequence[Piece], count: Count, last: bool) -> tuple[tuple[Piece, ...], Count]:
    """The pieces, those doubted behind which a sheet of the print is missing: they may hold another dossier's papers.

    Sheets lie in the pile in the order of their print. `last`: no pile of the batch comes after this one.
    """
    come = {name: (number, total) for name, number, total in count.prints}
    made: list[Piece] = []
    begun = 0
    for piece in pieces:
        told = piece.separator
        if told is not None:
            if told.number != come.get(told.print, (0, 0))[0] + 1:
                made[begun:] = map(_gap, made[begun:])
            come[told.print] = told.number, told.total
            begun = len(made) + 1
        made.append(piece)
    if last and any(number < total for number, total in come.values()):
        made[begun:] = map(_gap, made[begun:])
    return tuple(made), Count(tuple((name, *numbers) for name, numbers in come.items()))


def _gap(piece: Piece) -> Piece:
    return replace(piece, doubts=(*piece.doubts, SEPARATOR_MISSING)) if piece.role == "paper" else piece
