"""Puts the two columns that stand side by side above and below an official letter into reading order.

NĐ 30/2020/NĐ-CP, phụ lục I: the agency at the top left beside the national motto at the top right, the recipients
(Nơi nhận) at the bottom left beside the signer's title. An engine tells such lines across both columns. Forms and
tables without rules, whose rows belong together, are left as they are: only these two anchors are known to be columns.
"""

from dataclasses import dataclass
from statistics import median

from digitize.model import Box, Line, Word
from digitize.vietnam.fold import fold

# A gap wider than so many line heights parts two columns.
GAP = 1.2
MOTTO, RECIPIENTS = "cong hoa xa hoi", "noi nhan"
HEADER_LINES = 12
FURTHEST = 8
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words without a wide gap, and the number of its line."""

    words: tuple[Word, ...]
    line: int

    @property
    def box(self) -> Box:
        return Line(self.words).box

    @property
    def text(self) -> str:
        return fold(Line(self.words).text)


def order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those of a two-column head or foot cut at the gap: first the left column, then the right one."""
    if len(lines) < 2:
        return lines
    told = _arranged(list(lines), MOTTO, range(min(HEADER_LINES, len(lines))))
    return tuple(_arranged(told, RECIPIENTS, range(len(told))))


def _arranged(lines: list[Line], anchor: str, where: range) -> list[Line]:
    """The lines with the columns around the anchor's line put one after the other, where there are two."""
    height = median(line.box.bottom - line.box.top for line in lines)
    at = next((number for number in where if anchor in fold(lines[number].text)), None)
    if at is None:
        return lines
    first = max(0, at - 2) if anchor == MOTTO else at
    pieces = [piece for number in range(first, len(lines)) for piece in _pieces(lines[number], number, height, anchor)]
    middle = _middle(pieces, at, height, anchor)
    if middle is None:
        return lines
    zone: list[_Piece] = []
    last = first
    for number in range(first, len(lines)):
        mine = [piece for piece in pieces if piece.line == number]
        crossing = any(piece.box.left < middle - height and piece.box.right > middle + height for piece in mine)
        if crossing and number < at:
            zone = []
            first = number + 1
        elif crossing or (anchor == MOTTO and number - at > FURTHEST):
            break
        else:
            zone += mine
        last = number + 1
    left = [piece for piece in zone if piece.box.left + piece.box.right < 2 * middle]
    right = [piece for piece in zone if piece not in left]
    return [*lines[:first], *_joined(left), *_joined(right), *lines[last:]] if left and right else lines


def _joined(column: list[_Piece]) -> list[Line]:
    """The pieces of one column, those of one line together again."""
    numbers = sorted({piece.line for piece in column})
    return [Line(tuple(word for piece in column if piece.line == number for word in piece.words)) for number in numbers]


def _pieces(line: Line, number: int, height: float, anchor: str) -> list[_Piece]:
    """The line cut at its wide gaps, and before the motto."""
    runs: list[list[Word]] = [[]]
    for index, word in enumerate(line.words):
        wide = bool(runs[-1]) and word.box.left - runs[-1][-1].box.right > GAP * height
        begins = anchor == MOTTO and fold(" ".join(one.text for one in line.words[index:])).startswith(anchor)
        if runs[-1] and (wide or begins):
            runs.append([])
        runs[-1].append(word)
    return [_Piece(tuple(run), number) for run in runs]


def _middle(pieces: list[_Piece], at: int, height: float, anchor: str) -> float | None:
    """Where the gap between the columns lies, told by the anchor and what stands beside it; None without a column."""
    known = next((piece for piece in pieces if piece.line == at and anchor in piece.text), None)
    if known is None:
        return None
    near = (piece for piece in pieces if abs(piece.line - at) <= 2 and piece is not known)
    beside = [piece.box for piece in near if len(piece.text) >= SHORTEST]
    if anchor == MOTTO:
        rights = [box.right for box in beside if box.right < known.box.left + height]
        return (max(rights) + known.box.left) / 2 if rights else None
    # The list under "Nơi nhận" is wider than these words: the gap ends where the right column begins.
    lefts = [box.left for box in beside if box.left > known.box.right + GAP * height]
    return min(lefts) - height if lefts else None
