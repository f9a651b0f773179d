"""A paper: its sheets, what it is and what stands in its fields; and the frame of an office paper (NĐ 30/2020)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from samples.ink import seal, signature
from samples.people import Person, long_date
from samples.sheet import POINT, Art, Sheet, Style, Word, wrap

Value = str | None
LEFT, RIGHT, TOP, BOTTOM = 31.0, 192.0, 24.0, 274.0
PLAIN = Style(justify=False, indent=0)
BODY = Style(size=13.5, leading=1.3, indent=10)
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(slots=True)
class Paper:
    """One document: `fields` as a reader should find them (None: the slot is empty on the paper)."""

    kind: str
    sheets: list[Sheet]
    fields: dict[str, Value]
    people: list[dict[str, str]] = field(default_factory=list)


def set_in(size: float, face: str = "serif", indent: float = 0.0) -> Style:
    """A style for single lines."""
    return Style(face=face, size=size, indent=indent, justify=False)


def about(person: Person, role: str) -> dict[str, str]:
    """What a paper says of a person, for the truth."""
    return {
        "role": role,
        "full_name": person.name,
        "citizen_id": person.citizen_id,
        "date_of_birth": person.born.isoformat(),
    }


def holder_fields(person: Person, number: Value = None, issued: date | None = None) -> dict[str, Value]:
    """The fields of a paper about one person; number and date only where the paper has them."""
    fields: dict[str, Value] = {
        "citizen_id": person.citizen_id,
        "full_name": person.name,
        "date_of_birth": person.born.isoformat(),
    }
    if number:
        fields["document_number"] = number
    if issued:
        fields["issue_date"] = issued.isoformat()
    return fields


def plain_words(line: list[Word]) -> str:
    """A wrapped line as one string."""
    return " ".join("".join(part for part, _ in word) for word in line)


def motto(sheet: Sheet, centre: float, y: float, size: float = 12.5) -> None:
    """Quốc hiệu and Tiêu ngữ with the rule under them."""
    sheet.words(centre, y, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", set_in(size, "serif:b"), "centre")
    sheet.words(centre, y + 5.6, MOTTO, set_in(size + 1, "serif:b"), "centre")
    sheet.rule(centre - 28, y + 7.4, centre + 28, y + 7.4)


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues: the lines at the top left (the last is bold), the place, and the seal's two lines."""

    lines: tuple[str, ...]
    place: str
    rim: tuple[str, str]


@dataclass(slots=True)
class Roll:
    """Office pages written from top to bottom; a new sheet begins where one is full."""

    body: Style = field(default_factory=lambda: BODY)
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    y: float = TOP

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def need(self, height: float) -> None:
        """Begin a new sheet, numbered at the top (NĐ 30), unless this one has room for the height."""
        if self.y + height <= BOTTOM:
            return
        self.sheets.append(Sheet())
        self.sheet.words(105, 15, str(len(self.sheets)), set_in(13, self.body.face), "centre")
        self.y = TOP

    def paragraph(self, marked: str, gap: float = 1.6) -> None:
        """A paragraph of the body, broken over sheets where need be."""
        lines = wrap(marked, RIGHT - LEFT, self.body)
        for number, line in enumerate(lines):
            self.need(0)
            self.sheet.set_line(LEFT, self.y, RIGHT, (line, number == 0, number == len(lines) - 1), self.body)
            self.y += self.body.size * self.body.leading * POINT
        self.y += gap

    def centred(self, marked: str, style: Style, gap: float = 6.0) -> None:
        """One centred line."""
        self.need(0)
        self.sheet.words((LEFT + RIGHT) / 2, self.y, marked, style, "centre")
        self.y += gap

    def head(self, office: Office, number: str, day: date | None, subject: str = "") -> None:
        """The top of an office paper: ô 1, 2, 3, 4 and, for letters, 5b."""
        sheet, face = self.sheet, self.body.face
        left, y = 60.0, TOP
        for index, line in enumerate(office.lines):
            bold = index == len(office.lines) - 1
            sheet.words(left, y, line, set_in(12, f"{face}:b" if bold else face), "centre")
            y += 5.2
        sheet.rule(left - 12, y - 3, left + 12, y - 3)
        motto(sheet, 143, TOP)
        self.number_line(number, y + 3.6)
        self.place_line(office.place, day, y + 3.6)
        y += 9.5
        for words in wrap(subject, 58, set_in(12, face)) if subject else []:
            sheet.words(left, y, plain_words(words), set_in(12, face), "centre")
            y += 4.9
        self.y = y + 6

    def number_line(self, number: str, y: float) -> None:
        """Ô 3; a number that begins with a slash leaves room for a pen."""
        style = set_in(13, self.body.face)
        if number.startswith("/"):
            self.sheet.words(self.sheet.words(40, y, "Số:", style) + 11, y, number, style)
        else:
            self.sheet.words(60, y, f"Số: {number}", style, "centre")

    def place_line(self, place: str, day: date | None, y: float) -> None:
        """Ô 4; without a day it leaves room for a pen."""
        style = set_in(13, f"{self.body.face}:i")
        if day:
            self.sheet.words(143, y, f"{place}, {long_date(day)}", style, "centre")
            return
        x = 107.0
        for part in (f"{place}, ngày", "tháng", "năm 2026"):
            x = self.sheet.words(x, y, part, style) + 9

    def title(self, name: str, subject: list[str]) -> None:
        """Ô 5a: the paper's type and what it is about."""
        face = f"{self.body.face}:b"
        self.centred(name, set_in(14, face), 6.2)
        for line in subject:
            self.centred(line, set_in(13.5, face), 5.8)
        self.sheet.rule(93, self.y - 3.4, 130, self.y - 3.4)
        self.y += 4

    def foot(self, receivers: list[str], titles: list[str], name: str, ink: "Ink") -> None:
        """Ô 7, 8 and 9b: receivers at the left; titles, signature, seal and name at the right."""
        self.need(48)
        sheet, face, y = self.sheet, self.body.face, self.y + 5
        if receivers:
            sheet.words(LEFT, y, "Nơi nhận:", set_in(12, f"{face}:bi"))
        for index, line in enumerate(receivers):
            sheet.words(LEFT, y + 4.8 + index * 4.5, line, set_in(11, face))
        for index, line in enumerate(titles):
            sheet.words(150, y + index * 5.4, line, set_in(13, f"{face}:b"), "centre")
        y += len(titles) * 5.4
        ink.put(sheet, 150, y - 2)
        sheet.words(150, y + 26, name, set_in(13.5, f"{face}:b"), "centre")
        self.y = y + 32


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature and a seal beside it, a third of it over the signature (NĐ 30, Phụ lục I)."""

    seed: int
    rim: tuple[str, str] | None = None
    size: float = 35.0

    def put(self, sheet: Sheet, x: float, y: float) -> None:
        """The signature centred about x below y, the seal over its left third."""
        sheet.items.append(Art(x - 21, y, 44, 21, signature(self.seed)))
        if self.rim:
            sheet.items.append(Art(x - 40, y - 7, self.size, self.size, seal(*self.rim, self.seed)))


def table(sheet: Sheet, x: float, y: float, widths: list[float], rows: list[list[str]], style: Style) -> float:
    """A ruled table whose first row is bold and centred; cells wrap; gives the y of its lower edge."""
    for number, row in enumerate(rows):
        face = f"{style.face}:b" if number == 0 else style.face
        cell = Style(face, style.size, style.colour, 1.15, 0, False)
        deepest, left = 1, x
        for words, width in zip(row, widths, strict=True):
            lines = wrap(words, width - 3, cell)
            deepest = max(deepest, len(lines))
            centred = number == 0 or len(words) < 6
            for index, line in enumerate(lines):
                shown = plain_words(line)
                place = left + width / 2 if centred else left + 1.5
                at = y + 1.2 + style.size * POINT * (0.95 + index * 1.15)
                sheet.words(place, at, shown, cell, "centre" if centred else "left")
            left += width
        height = 3.2 + deepest * style.size * POINT * 1.15
        left = x
        for width in widths:
            sheet.frame(left, y, width, height)
            left += width
        y += height
    return y


Maker = Callable[[dict[str, Person]], Paper]
