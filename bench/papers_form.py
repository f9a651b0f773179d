"""How an invented paper is laid out: labels with their values in six arrangements, heads, signatures, marks.

What is written is told at the same time: each value that a reader should find, with its name, as printed and as
normalised, whose it is and on which sheet. A slot left empty is told with no value.
"""

from dataclasses import dataclass, field
from datetime import date

from bench.papers_people import Draw
from samples.ink import seal, signature
from samples.paper import BOTTOM, MOTTO, Ink, plain_words, set_in
from samples.people import long_date
from samples.sheet import POINT, Art, Sheet, Style, measure, wrap

LEFT, RIGHT, TOP = 27.0, 190.0, 22.0


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a form: where values stand, in which type, with which head, of which period."""

    name: str
    arrange: str
    face: str
    size: float
    old: bool = False
    capitals: bool = False
    head: str = "split"
    number: str = "left"


LAYOUTS = (
    Layout("after", "after", "serif", 13),
    Layout("dots", "dotted", "tinos", 12.5, old=True, number="under"),
    Layout("below", "below", "sans", 11, head="centred", number="right"),
    Layout("cells", "cells", "arimo", 11.5),
    Layout("tabbed", "tabbed", "dejavuserif", 10.5, old=True, head="split"),
    Layout("capitals", "after", "tinos", 11.5, capitals=True, head="centred", number="under"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A field as a reader should find it; `value` None: its slot is empty. Pages count from 1.

    `optional`: right if it is found, no fault if it is not.
    """

    name: str
    value: str | None
    printed: str = ""
    role: str = ""
    page: int = 1
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what is filled in; told by `name` as `value`, which is what is printed unless said otherwise."""

    label: str
    printed: str = ""
    name: str = ""
    role: str = ""
    value: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class CodeTold:
    """A barcode that is printed: its symbology, what it says, its sheet."""

    symbology: str
    text: str
    page: int


@dataclass(slots=True)
class Form:
    """A paper in the making: its sheets, where the pen stands, and what has been told."""

    draw: Draw
    layout: Layout
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    told: list[Told] = field(default_factory=list)
    codes: list[CodeTold] = field(default_factory=list)
    secrecy: str = ""
    side: str = ""
    left: float = LEFT
    right: float = RIGHT
    y: float = TOP

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def step(self) -> float:
        return self.layout.size * POINT * 1.42

    def style(self, marks: str = "", size: float = 0.0) -> Style:
        """The layout's type, for single lines."""
        return set_in(size or self.layout.size, f"{self.layout.face}:{marks}")

    def tell(self, name: str, value: str | None, printed: str = "", role: str = "", optional: bool = False) -> None:
        self.told.append(Told(name, value, printed or value or "", role, len(self.sheets), optional))

    def need(self, height: float) -> None:
        """Begin a new sheet unless this one has room."""
        if self.y + height <= min(BOTTOM, self.sheet.height - 14):
            return
        self.sheets.append(Sheet(self.sheet.width, self.sheet.height, self.sheet.paper))
        self.sheet.words(self.sheet.width / 2, 13, str(len(self.sheets)), self.style(), "centre")
        self.y = TOP

    def line(self, marked: str, align: str = "left", marks: str = "", size: float = 0.0) -> None:
        """One line at the left or centred."""
        self.need(self.step)
        x = self.left if align == "left" else (self.left + self.right) / 2
        self.sheet.words(x, self.y, marked, self.style(marks, size), align)
        self.y += max(self.step, (size or 0) * POINT * 1.35)

    def paragraph(self, marked: str, indent: float = 9.0, gap: float = 1.2) -> None:
        """Running text, broken over sheets where need be."""
        style = Style(self.layout.face, self.layout.size, leading=1.3, indent=indent)
        lines = wrap(marked, self.right - self.left, style)
        for place, words in enumerate(lines):
            self.need(self.step)
            self.sheet.set_line(self.left, self.y, self.right, (words, place == 0, place == len(lines) - 1), style)
            self.y += self.layout.size * POINT * 1.3
        self.y += gap

    def fill(self, rows: list[list[Entry]]) -> None:
        """Write rows of entries as the layout arranges them, and tell their values."""
        put = {"after": after, "dotted": dotted, "below": below, "cells": cells, "tabbed": tabbed}[self.layout.arrange]
        for row in rows:
            self.need(self.step * 2.2)
            put(self, row)
            for entry in row:
                self._tell(entry)
        self.y += 3 if self.layout.arrange == "cells" else 0

    def _tell(self, entry: Entry) -> None:
        value = (entry.value or entry.printed) or None
        for name in filter(None, (entry.name, entry.also)):
            role = "" if name == "citizen_id" else entry.role
            # of two equal holders a reader may tell the first only, or both
            self.tell(name, value, entry.printed, role, role == "spouse" and name != "all_citizen_ids")

    def label(self, entry: Entry) -> str:
        return entry.label.upper() if self.layout.capitals else entry.label


def after(form: Form, row: list[Entry]) -> None:
    """`Label: value` side by side; what has no room goes to the next line."""
    x, style = form.left, form.style()
    for entry in row:
        told = f"{form.label(entry)}: **{entry.printed}**" if entry.printed else f"{form.label(entry)}:"
        width = measure(told.replace("*", ""), style.face, style.size) * 1.04
        if x > form.left and x + width > form.right:
            x, form.y = form.left, form.y + form.step
        if width > form.right - form.left:
            loose = Style(style.face, style.size, leading=1.35, indent=0, justify=False)
            form.y = form.sheet.column(x, form.y, form.right, told, loose) - form.step
        else:
            x = form.sheet.words(x, form.y, told, style) + 9
    form.y += form.step + 0.8


def dotted(form: Form, row: list[Entry]) -> None:
    """Values on dot leaders; an empty slot is nothing but dots. A long value goes on on a second dotted line."""
    style, x = form.style(), form.left
    part = (form.right - form.left) / len(row)
    widths = [measure(f"{form.label(e)}:  {e.printed}", style.face, style.size) for e in row]
    even = all(width < part - 3 for width in widths)
    for place, entry in enumerate(row):
        if not even and place:
            x, form.y = form.left, form.y + form.step
        edge = x + part - 3 if even and place < len(row) - 1 else form.right
        start = form.sheet.words(x, form.y, f"{form.label(entry)}:", style) + 1.5
        lines = (
            wrap(entry.printed, edge - start - 2, set_in(style.size, f"{form.layout.face}:b")) if entry.printed else []
        )
        form.sheet.rule(start, form.y + 0.6, edge, form.y + 0.6, 0.22, dotted=True)
        if len(lines) > 1:
            lines = wrap(entry.printed, edge - start - 2, Style(f"{form.layout.face}:b", style.size, indent=0))
        for number, words in enumerate(lines):
            if number:
                form.y += form.step
                form.sheet.rule(form.left, form.y + 0.6, form.right, form.y + 0.6, 0.22, dotted=True)
            at = form.left + 2 if number else start + 2
            form.sheet.words(at, form.y - 0.3, plain_words(words), set_in(style.size, f"{form.layout.face}:b"))
        x += part
    form.y += form.step + 0.8


def below(form: Form, row: list[Entry]) -> None:
    """Small labels, the values on the line under them."""
    part, deepest = (form.right - form.left) / len(row), 1
    small = form.style(size=form.layout.size * 0.84)
    for place, entry in enumerate(row):
        x = form.left + place * part
        form.sheet.words(x, form.y, form.label(entry), small)
        style = Style(f"{form.layout.face}:b", form.layout.size, leading=1.25, indent=0, justify=False)
        lines = wrap(entry.printed, part - 5, style) if entry.printed else []
        for number, words in enumerate(lines):
            form.sheet.words(x, form.y + form.step * (0.95 + 0.9 * number), plain_words(words), style)
        deepest = max(deepest, len(lines))
    form.y += form.step * (1.25 + 0.9 * deepest)


def cells(form: Form, row: list[Entry]) -> None:
    """A ruled table: the label in one cell, the value in the next."""
    part = (form.right - form.left) / len(row)
    share = 0.42 if len(row) == 1 else 0.48
    style = Style(form.layout.face, form.layout.size, leading=1.2, indent=0, justify=False)
    bold = Style(f"{form.layout.face}:b", form.layout.size, leading=1.2, indent=0, justify=False)
    texts = [
        (
            wrap(form.label(e), part * share - 3, style),
            wrap(e.printed, part * (1 - share) - 3, bold) if e.printed else [],
        )
        for e in row
    ]
    lead = style.size * POINT * 1.2
    height = max(max(len(label), len(value), 1) for label, value in texts) * lead + 3
    top = form.y - style.size * POINT
    for place, (label, value) in enumerate(texts):
        x = form.left + place * part
        for at, width, lines, look in (
            (x, part * share, label, style),
            (x + part * share, part * (1 - share), value, bold),
        ):
            form.sheet.frame(at, top, width, height)
            for number, words in enumerate(lines):
                y = top + 1.5 + style.size * POINT * 0.95 + number * lead
                form.sheet.words(at + 1.5, y, plain_words(words), look)
    form.y = top + height + style.size * POINT


def tabbed(form: Form, row: list[Entry]) -> None:
    """Each entry on its own line, all colons below each other."""
    style = form.style()
    tab = form.left + 62
    for place, entry in enumerate(row):
        form.y += form.step if place else 0
        end = form.sheet.words(form.left, form.y, form.label(entry), style)
        colon = form.sheet.words(max(tab, end + 1), form.y, ":", style)
        if entry.printed:
            loose = Style(f"{form.layout.face}:b", style.size, leading=1.3, indent=0, justify=False)
            form.y = form.sheet.column(colon + 2, form.y, form.right, entry.printed, loose) - loose.size * POINT * 1.3
    form.y += form.step + 0.6


@dataclass(frozen=True, slots=True)
class Desk:
    """Who issues: lines at the top left (the last is bold), its whole name, the place's name, the seal's two lines."""

    lines: tuple[str, ...]
    name: str
    place: str
    rim: tuple[str, str]


def head(form: Form, desk: Desk | None, number: str = "", blank_number: str = "") -> None:
    """Motto, issuer and number as the layout sets them; `blank_number` is what is printed without a number in it."""
    middle = form.sheet.width / 2
    if desk and form.layout.head == "split":
        y = form.y
        for place, words in enumerate(desk.lines):
            marks = "b" if place == len(desk.lines) - 1 else ""
            form.sheet.words(form.left + 27, y, words, form.style(marks, 11.5), "centre")
            y += 5.2
        form.sheet.rule(form.left + 17, y - 3.2, form.left + 37, y - 3.2)
        motto(form, form.right - 42, form.y)
        form.y = y + 3
    else:
        motto(form, middle, form.y)
        form.y += 15
        if desk:
            form.line(" ".join(desk.lines), "centre", "b", 12)
    if desk:
        form.tell("issuing_agency", desk.name, " ".join(desk.lines))
    if (number or blank_number) and form.layout.number == "left":
        form.sheet.words(form.left + 4, form.y, f"Số: {number or blank_number}", form.style())
    elif (number or blank_number) and form.layout.number == "right":
        form.sheet.words(form.right, form.y, f"Số: {number or blank_number}", form.style(), "right")
    form.y += 9


def motto(form: Form, centre: float, y: float) -> None:
    face, size = form.layout.face, 11.0 if form.layout.face.startswith("dejavu") else 12.0
    form.sheet.words(centre, y, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", set_in(size, f"{face}:b"), "centre")
    form.sheet.words(centre, y + 5.4, MOTTO, set_in(size + 0.6, f"{face}:b"), "centre")
    form.sheet.rule(centre - 26, y + 7.2, centre + 26, y + 7.2)


def title(form: Form, lines: list[str], size: float = 16.0, number: str = "") -> None:
    """The paper's name, and its number below where the layout has it there."""
    small = size * (0.86 if form.layout.face.startswith("dejavu") else 1.0)
    for words in lines:
        form.line(words, "centre", "b", small)
        form.y += small * POINT * 0.1
    if number and form.layout.number == "under":
        form.line(f"Số: {number}", "centre")
    form.y += 4


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines of authority and office (`KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`), and the name."""

    titles: tuple[str, ...]
    name: str


def sign(form: Form, signer: Signer, rim: tuple[str, str] | None = None, x: float = 0.0, height: float = 24) -> None:
    """Titles, signature, seal and name at the right (or about x), told as signer and signer_title."""
    x = x or form.right - 42
    y = form.y
    for words in signer.titles:
        form.sheet.words(x, y, words, form.style("b", min(form.layout.size, 12.5)), "centre")
        y += 5.3
    seed = form.draw.randrange(10**6)
    if rim:
        Ink(seed, rim, 34).put(form.sheet, x, y - 3)
    else:
        form.sheet.items.append(Art(x - 21, y - 2, 42, 20, signature(seed)))
    form.sheet.words(x, y + height, signer.name, form.style("b"), "centre")
    form.tell("signer", signer.name)
    form.tell("signer_title", " ".join(signer.titles))
    form.y = max(form.y, y + height + 6)


def place_and_date(
    form: Form, place: str, day: date | None, blank: date | None = None, name: str = "issue_date"
) -> None:
    """`Đồng Mẫu, ngày 05 tháng 3 năm 2024` at the right; with `blank` only its month and year, the day left open."""
    form.need(52)
    style, centre = form.style("i"), form.right - 42
    if day:
        words = f"{place}, {long_date(day)}"
        form.sheet.words(centre, form.y, words, style, "centre")
        form.tell(name, day.isoformat(), long_date(day))
    elif blank:
        x = centre - 36
        for part in (f"{place}, ngày", f"tháng {blank.month} năm {blank.year}"):
            x = form.sheet.words(x, form.y, part, style) + 8
        form.tell(name, f"{blank:%Y-%m}", f"tháng {blank.month} năm {blank.year}")
    form.tell("place", place)
    form.y += 6.5


def small_seal(form: Form, x: float, y: float, rim: tuple[str, str]) -> None:
    form.sheet.items.append(Art(x, y, 30, 30, seal(*rim, form.draw.randrange(10**6))))
