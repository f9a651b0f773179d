"""Reconciliation of a batch (đối soát) and its hand-over record (biên bản bàn giao), an A4 page or more to be signed.

The record names dossiers, kinds and page counts; no person, no citizen ID.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from digitize import separator
from digitize.model import Separator
from digitize.pdf_font import Letters
from digitize.pdf_sheet import WIDTH, Align, PrintedSheet, write_sheets
from digitize.record import Reconciliation
from digitize.vietnam.glossary import Language, label

_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 195.0, 22.0, 280.0
_MIDDLE = WIDTH / 2
_COLUMNS: tuple[tuple[str, float, Align], ...] = (
    ("TT", 12, "centre"), ("Mã hồ sơ", 50, "left"), ("Loại giấy tờ", 66, "left"), ("Số trang", 17, "centre"),
    ("Trạng thái", 25, "left"),
)  # fmt: skip
_SIZE, _LINE = 11.0, 5.0
_SIGNING_ROOM = 48.0


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper as the record lists it: `kind` and `state` are names of the glossary."""

    dossier: str
    kind: str
    pages: int
    state: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What the record tells of a batch; `operator` is who digitised it, `time` is the office's own."""

    agency: str
    operator: str
    batch: str
    time: datetime
    reconciliation: Reconciliation
    papers: tuple[ListedPaper, ...]


def reconcile(counted: Reconciliation, separators: Sequence[Separator], unread: int) -> Reconciliation:
    """The counts with what does not fit: sides lost or too many, separators missing, doubled or unread."""
    accounted = counted.pages + counted.blanks + counted.separators_found + counted.secret
    sides = {counted.sheets > accounted: "sides_lost", counted.sheets < accounted: "sides_added"}.get(True)
    lost = (f"{sides}:{abs(counted.sheets - accounted)}",) if sides else ()
    problems = (*counted.problems, *lost, *separator.find_problems(separators, unread))
    return replace(counted, separators_expected=separator.expected(separators), problems=problems)


def explain(problem: str, language: Language = "vi") -> str:
    """A problem of a reconciliation in words."""
    name, _, count = problem.partition(":")
    return label(name, "problems", language).format(count)


def make_handover(handover: Handover, target: Path) -> None:
    """Writes the record; OSError when the file cannot be written."""
    letters = Letters()
    roll = _Roll(letters)
    _head(roll, handover)
    _counts(roll, handover.reconciliation)
    _list(roll, handover.papers)
    _signatures(roll)
    write_sheets(roll.sheets, letters, target, f"Biên bản bàn giao lô {handover.batch}")


class _Roll:
    """Sheets written from top to bottom, numbered at the top from the second on."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self.sheets = [PrintedSheet(letters)]
        self.y = _TOP

    @property
    def sheet(self) -> PrintedSheet:
        return self.sheets[-1]

    def need(self, height: float) -> bool:
        """Begins a new sheet unless this one has room; tells whether it did."""
        if self.y + height <= _BOTTOM:
            return False
        self.sheets.append(PrintedSheet(self._letters))
        self.sheet.text((_MIDDLE, 15), str(len(self.sheets)), 12, "centre")
        self.y = _TOP
        return True

    def paragraph(self, words: str, bold: bool = False) -> None:
        """Lines over the whole width."""
        for line in self.sheet.fold(words, 12, _RIGHT - _LEFT):
            self.need(6)
            self.sheet.text((_LEFT, self.y), line, 12, bold=bold)
            self.y += 6


def _head(roll: _Roll, handover: Handover) -> None:
    sheet, left, right = roll.sheet, 62.0, 145.0
    y = _TOP
    for line in sheet.fold(handover.agency.upper(), 12, 70):
        sheet.text((left, y), line, 12, "centre", bold=True)
        y += 5.5
    sheet.text((right, _TOP), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11.5, "centre", bold=True)
    sheet.text((right, _TOP + 5.5), "Độc lập - Tự do - Hạnh phúc", 12.5, "centre", bold=True)
    sheet.rule((right - 27, _TOP + 7.5), (right + 27, _TOP + 7.5), 0.3)
    roll.y = max(y, _TOP + 11) + 10
    sheet.text((_MIDDLE, roll.y), "BIÊN BẢN BÀN GIAO", 16, "centre", bold=True)
    sheet.text((_MIDDLE, roll.y + 7), "Lô hồ sơ giấy đã số hóa", 13, "centre", bold=True)
    roll.y += 18
    roll.paragraph(f"Lô: {handover.batch}")
    roll.paragraph(f"Thời gian số hóa: {handover.time:%H giờ %M phút, ngày %d tháng %m năm %Y}")
    roll.paragraph(f"Người thực hiện: {handover.operator}")
    roll.y += 3


def _counts(roll: _Roll, told: Reconciliation) -> None:
    roll.paragraph("1. Đối soát", bold=True)
    pairs = (
        ("Mặt giấy đã quét", f"{told.sheets}"),
        ("Mặt có nội dung", f"{told.pages}"),
        ("Mặt trắng", f"{told.blanks}"),
        ("Tờ phân tách (có / phải có)", f"{told.separators_found} / {told.separators_expected}"),
        ("Mặt dừng vì nghi mật", f"{told.secret}"),
        ("Giấy tờ", f"{told.documents}"),
        ("Trong đó tạm giữ", f"{told.held}"),
    )
    columns: tuple[tuple[float, Align], ...] = ((75, "left"), (35, "right"))
    for pair in pairs:
        _row(roll, pair, columns)
    roll.y += 7
    if told.balanced:
        roll.paragraph("Kết quả: khớp.", bold=True)
    else:
        roll.paragraph("Kết quả: KHÔNG KHỚP, lô được tạm giữ để kiểm tra:", bold=True)
        for problem in told.problems:
            roll.paragraph(f"- {explain(problem)}.")
    roll.y += 3


def _list(roll: _Roll, papers: Sequence[ListedPaper]) -> None:
    roll.paragraph("2. Giấy tờ trong lô", bold=True)
    columns = tuple((width, align) for _, width, align in _COLUMNS)
    titles = tuple(title for title, _, _ in _COLUMNS)
    _row(roll, titles, columns, bold=True)
    for count, paper in enumerate(papers, 1):
        if roll.need(3 * _LINE):
            _row(roll, titles, columns, bold=True)
        state, kind = label(paper.state, "states"), label(paper.kind, "kinds")
        _row(roll, (f"{count}", paper.dossier or "(chưa rõ)", kind, f"{paper.pages}", state), columns)


def _row(roll: _Roll, cells: Sequence[str], columns: Sequence[tuple[float, Align]], bold: bool = False) -> None:
    """A ruled row; cells fold into as many lines as they need."""
    folded = [roll.sheet.fold(cell, _SIZE, width - 3) for cell, (width, _) in zip(cells, columns, strict=True)]
    height = max(len(lines) for lines in folded) * _LINE + 1.6
    roll.need(height)
    top, left = roll.y - 4.2, _LEFT
    for lines, (width, align) in zip(folded, columns, strict=True):
        x = {"left": left + 1.5, "centre": left + width / 2, "right": left + width - 1.5}[align]
        for index, line in enumerate(lines):
            roll.sheet.text((x, roll.y + index * _LINE), line, _SIZE, align, bold=bold)
        _frame(roll.sheet, (left, top), (left + width, top + height))
        left += width
    roll.y += height


def _frame(sheet: PrintedSheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    corners = (start, (end[0], start[1]), end, (start[0], end[1]), start)
    for one, other in pairwise(corners):
        sheet.rule(one, other)


def _signatures(roll: _Roll) -> None:
    roll.y += 6
    roll.need(_SIGNING_ROOM)
    for x, side in ((62.0, "BÊN GIAO"), (150.0, "BÊN NHẬN")):
        roll.sheet.text((x, roll.y), side, 12, "centre", bold=True)
        roll.sheet.text((x, roll.y + 5.5), "(Ký, ghi rõ họ tên)", 11, "centre")
