"""A pen for forms that are written line by line: `Họ và tên: <NAME> | Giới tính: <sex>`; what is printed is told.

A slot `<mother.number>` is filled with what is known of the mother; what it tells depends on the role.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bench.papers_form import Desk, Form, motto
from bench.papers_people import Citizen, Place, first_up
from samples.ink import seal, signature
from samples.paper import table
from samples.people import date_words, long_date
from samples.sheet import Art, Style, measure, wrap

# who stands in which role in the truth, where it is not told by the same word
ROLES = {"wife": "spouse", "husband": "spouse", "taker": "listed", "head": "listed", "member": "listed"}
POLICE = ("Cục Cảnh sát QLHC về TTXH", "Cục CS QLHC về TTXH", "Cục Cảnh sát quản lý hành chính về trật tự xã hội")
SIGN, SIGN_CIVIL = "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)"
CHIEFS = (("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
SLOT = re.compile(r"<(?:(\w+)\.)?(\w+)>")
SOLID = {ord(" "): None, ord("."): None}


@dataclass(slots=True)
class Who:
    """Somebody whom a paper names: all is told of a holder, only the number of others.

    Of two spouses a reader may tell either, and of somebody `named` in running text all or nothing.
    """

    form: Form
    citizen: Citizen
    role: str

    def tell(self, name: str, value: str, printed: str = "") -> str:
        if self.role in ("holder", "spouse", "named"):
            self.form.tell(name, value, printed, optional=self.role != "holder")
        return printed or value

    def number(self) -> str:
        number = self.citizen.number
        if self.role in ("spouse", "named"):
            self.form.tell("citizen_id", number, optional=True)
            self.form.tell("all_citizen_ids", number, role="holder", optional=True)
        elif self.role == "holder":
            self.form.tell("citizen_id", number)
        self.form.tell("all_citizen_ids", number, role="listed" if self.role == "named" else self.role)
        return number

    def former(self) -> str:
        self.form.tell("cmnd", self.citizen.cmnd, role=self.role, optional=self.role != "holder")
        return self.citizen.cmnd

    def born(self, key: str) -> str:
        """The date of birth in figures, long, or its year alone."""
        born = self.citizen.person.born
        if key == "year":
            return self.tell("date_of_birth", f"{born.year}")
        shown = self.form.draw.shown(born) if key == "born" else f"ngày {born:%d} tháng {born:%m} năm {born.year}"
        return self.tell("date_of_birth", born.isoformat(), shown)

    def said(self, key: str) -> str:
        """What stands in a slot of that key."""
        citizen, person, draw = self.citizen, self.citizen.person, self.form.draw
        if key in ("born", "long", "year"):
            return self.born(key)
        if key in ("name", "NAME"):
            return self.tell("full_name", citizen.name, citizen.name if key == "name" else citizen.name.upper())
        if key == "phone":
            return self.tell("phone", citizen.phone.translate(SOLID), citizen.phone)
        fields = {"sex": ("sex", person.sex), "kin": ("ethnicity", person.kin), "nation": ("nationality", "Việt Nam")}
        fields |= {"home": ("address", person.home), "hometown": ("hometown", citizen.hometown)}
        fields |= {"birthplace": ("birthplace", citizen.birthplace)}
        if key in fields:
            return self.tell(*fields[key])
        plain: dict[str, Callable[[], str]] = {
            "words": lambda: date_words(person.born),
            "number": self.number,
            "cmnd": self.former,
        }
        plain |= {"issued": lambda: draw.shown(draw.day(2021, 2024)), "police": lambda: draw.choice(POLICE)}
        word = "ông" if person.sex == "Nam" else "bà"
        plain |= {"title": lambda: first_up(word), "word": lambda: word}
        return plain[key]()


@dataclass(frozen=True, slots=True)
class Block:
    """Who signs in a column: the titles, a note below the first of them (`|` breaks it), the name, a seal."""

    titles: tuple[str, ...]
    note: str = ""
    name: str = ""
    rim: tuple[str, str] | None = None
    told: bool = True


@dataclass(slots=True)
class Pen:
    """Writes on a form: values in `mark` (`**` is bold), `dots` up to the end of each line, `gap` below it."""

    form: Form
    people: dict[str, Who]
    mark: str = ""
    dots: bool = False
    gap: float = 0.5

    def words(self, text: str) -> str:
        """The text with its slots filled and told."""

        def filled(slot: re.Match[str]) -> str:
            value = self.people[slot[1] or "holder"].said(slot[2])
            return f"{self.mark}{value}{self.mark}"

        return SLOT.sub(filled, text)

    def told(self, name: str, value: str, printed: str = "", optional: bool = False) -> str:
        """Tells a field and gives what is printed of it."""
        self.form.tell(name, value, printed, optional=optional)
        return f"{self.mark}{printed or value}{self.mark}"

    def day(self, day: date, name: str = "issue_date", shown: str = "") -> str:
        return self.told(name, day.isoformat(), shown or long_date(day))

    def write(self, *lines: str) -> None:
        """Lines of labels and values; ` | ` goes on to the next tab stop of the line."""
        for line in lines:
            self._row(line.split(" | "))

    def _row(self, parts: list[str]) -> None:
        form = self.form
        style = Style(form.layout.face, form.layout.size, indent=0, justify=False)
        space, room, x = measure(" ", style.face, style.size), (form.right - form.left) / len(parts), form.left
        for place, part in enumerate(parts):
            form.need(form.step)
            marked = self.words(part)
            x = max(x, form.left + place * room)
            lines = wrap(marked, form.right - x, style)
            if place and len(lines) > 1:
                x, form.y = form.left, form.y + form.step
                lines = wrap(marked, form.right - x, style)
            for number, words in enumerate(lines):
                if number:
                    form.y += form.step
                    form.need(form.step)
                end = form.sheet.line(x, form.y, words, style, space)
            edge = form.left + (place + 1) * room - 2 if place < len(parts) - 1 else form.right
            dots = int((edge - end - space) / measure(".", style.face, style.size)) if self.dots else 0
            if dots > 2:
                end = form.sheet.words(end + space, form.y, "." * dots, style)
            x = end + 5
        form.y += form.step + self.gap

    def text(self, *paragraphs: str) -> None:
        """Running text."""
        for one in paragraphs:
            self.form.need(self.form.step)
            self.form.paragraph(self.words(one))

    def heading(self, *lines: str) -> None:
        dots, self.dots = self.dots, False
        self.write(*(f"**{words}**" for words in lines))
        self.dots = dots

    def note(self, *lines: str) -> None:
        """Small notes in italics under a title."""
        for words in lines:
            size = fitted(words, f"{self.form.layout.face}:i", self.form.layout.size * 0.9, 160)
            self.form.line(words, "centre", "i", size)
        self.form.y += 2

    def pair(self, *sides: tuple[str, ...]) -> None:
        """Columns of lines beside each other."""
        form = self.form
        left, right, top, ends = form.left, form.right, form.y, []
        width = (right - left) / len(sides)
        for place, lines in enumerate(sides):
            form.left, form.right, form.y = left + place * width, left + (place + 1) * width - 5, top
            self.write(*lines)
            ends.append(form.y)
        form.left, form.right, form.y = left, right, max(ends)

    def boxes(self, label: str, slot: str) -> None:
        """A label and a number whose digits stand in boxes."""
        form = self.form
        form.need(form.step + 4)
        form.y += 1.5
        x = form.sheet.words(form.left, form.y, label, form.style()) + 3
        for digit in self.words(slot).strip("*"):
            form.sheet.frame(x, form.y - 4.4, 5.8, 6)
            form.sheet.words(x + 2.9, form.y, digit, form.style(), "centre")
            x += 5.8
        form.y += form.step + 2

    def table(self, widths: list[float], rows: list[list[str]]) -> None:
        form = self.form
        form.need(9.0 * len(rows))
        said = [[self.words(cell) for cell in row] for row in rows]
        form.y = table(form.sheet, form.left, form.y - 3, widths, said, Style(form.layout.face, 11)) + 7

    def top(self, desk: Desk | None, number: str = "", day: date | None = None, note: str = "") -> None:
        """The form's own number in the corner, the issuer beside the motto, number and date in the row below."""
        form, left = self.form, self.form.left + 29
        for words in filter(None, note.split("|")):
            form.sheet.words(form.right, form.y, words, form.style("i", 9.5), "right")
            form.y += 4.6
        form.y += 2 if note else 0
        if desk is None:
            motto(form, (form.left + form.right) / 2, form.y)
            form.y += 17
            return
        motto(form, form.right - 43, form.y)
        for place, words in enumerate(desk.lines):
            marks = "b" if place == len(desk.lines) - 1 else ""
            size = fitted(words, f"{form.layout.face}:{marks}", 12, 62)
            form.sheet.words(left, form.y, words, form.style(marks, size), "centre")
            form.y += 5.2
        form.sheet.rule(left - 11, form.y - 3.2, left + 11, form.y - 3.2)
        form.tell("issuing_agency", desk.name, " ".join(desk.lines))
        form.y += 3
        if number:
            form.sheet.words(left, form.y, f"Số: {number}", form.style(), "centre")
            form.tell("document_number", number, f"Số: {number}")
        if day:
            self.dated(desk.place, day)
        form.y += 11 if number or day else 6

    def dated(self, place: str, day: date) -> None:
        """Place and date at the right, on the line where the pen stands."""
        form, words = self.form, f"{place}, {long_date(day)}"
        form.tell("place", place.removeprefix("Làm tại: "))
        form.tell("issue_date", day.isoformat(), long_date(day))
        size = fitted(words, f"{form.layout.face}:i", form.layout.size, 84)
        form.sheet.words(form.right - 43, form.y, words, form.style("i", size), "centre")

    def foot(self, place: str, day: date, *blocks: Block) -> None:
        """Place and date, then who signs."""
        self.form.need(54)
        self.form.y += 2
        self.dated(place, day)
        self.form.y += 6.5
        self.sign(*blocks)

    def sign(self, *blocks: Block) -> None:
        """Columns of titles, notes, signatures and names; one alone stands at the right."""
        form, lowest = self.form, 0.0
        form.need(50)
        form.y += 3
        width = (form.right - form.left) / len(blocks)
        for place, block in enumerate(blocks):
            x = form.left + width * (place + 0.5) if len(blocks) > 1 else form.right - 42
            y = form.y
            for words, marks in rows_of(block):
                most = min(form.layout.size, 12.5) if marks == "b" else 9.5
                size = fitted(words, f"{form.layout.face}:{marks}", most, min(width, 84) - 2)
                form.sheet.words(x, y, words, form.style(marks, size), "centre")
                y += 5.2
            if block.name:
                self._ink(block, x, y)
                form.sheet.words(x, y + 23, block.name, form.style("b"), "centre")
            lowest = max(lowest, y + 29)
        form.y = lowest

    def _ink(self, block: Block, x: float, y: float) -> None:
        form, seed = self.form, self.form.draw.randrange(10**6)
        form.sheet.items.append(Art(x - 20, y - 3, 40, 20, signature(seed)))
        if block.rim:
            form.sheet.items.append(Art(x - 36, y - 9, 33, 33, seal(*block.rim, seed)))
        if block.told:
            form.tell("signer", block.name)
            form.tell("signer_title", " ".join(block.titles))
            if len(block.titles) > 1:
                form.tell("signer_title", " ".join(block.titles[1:]), optional=True)

    def receivers(self, *names: str) -> None:
        """`Nơi nhận:` at the left, beside what is signed next."""
        form = self.form
        form.need(50)
        y = form.y + 3
        form.sheet.words(form.left, y, "Nơi nhận:", form.style("bi", 11.5))
        for words in names:
            y += 4.6
            form.sheet.words(form.left, y, f"- {words};", form.style("", 10.5))
            form.tell("recipients", words, f"- {words};")
        form.sheet.words(form.left, y + 4.6, "- Lưu: VT.", form.style("", 10.5))

    def to(self, name: str) -> None:
        """`Kính gửi:` in the middle."""
        self.form.line(f"Kính gửi: {name}", "centre")
        self.form.tell("recipients", name, role="addressee", optional=True)
        self.form.y += 2


def rows_of(block: Block) -> Iterator[tuple[str, str]]:
    """The lines over a signature with their marks."""
    for place, words in enumerate(block.titles):
        yield words, "b"
        for note in filter(None, block.note.split("|")) if place == 0 else ():
            yield note, "i"


def fitted(words: str, face: str, size: float, width: float) -> float:
    """The size at which the words are no wider than that."""
    return size * min(1.0, width / measure(words, face, size))


def pen(form: Form, **people: Citizen) -> Pen:
    """A pen that knows those people, by role; whether values are bold or on dots is drawn."""
    known = {name: Who(form, citizen, ROLES.get(name, name)) for name, citizen in people.items()}
    return Pen(
        form, known, form.draw.choice(("**", "", "")), form.draw.random() < 0.5, form.draw.choice((0.6, 1.4, 2.2))
    )


def period(form: Form) -> tuple[bool, Place, date]:
    """Whether districts were still there, a place and a day of that time."""
    old = form.layout.old or form.draw.random() < 0.3
    day = form.draw.day(2021, 2024) if old else date(2025, 7, 1) + timedelta(days=form.draw.randrange(480))
    return old, form.draw.place(old), day


def chief(form: Form, rim: tuple[str, str]) -> Block:
    return Block(form.draw.choice(CHIEFS), "", form.draw.name(form.draw.choice(("Nam", "Nữ"))), rim)
