"""Office papers of NĐ 30/2020 and of before: heads, numbers, marks of secrecy and urgency, recipients, signatures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from PIL import Image, ImageDraw

from bench.papers_form import Desk, Form, Signer, motto, sign
from bench.papers_people import Draw, first_up
from samples.ink import RED, blotches, tinted
from samples.paper import plain_words, set_in
from samples.people import long_date
from samples.sheet import BLACK, Art, load_face, wrap

SECRET = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
URGENT = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
RECEIVERS = (
    "Như trên", "Như Điều 3", "Thường trực HĐND", "Chủ tịch, các PCT", "Văn phòng Chính phủ", "Các sở, ban, ngành",
    "UBND các xã, phường", "Cổng Thông tin điện tử", "Công an tỉnh", "Phòng Kinh tế", "Bưu điện khu vực",
)  # fmt: skip
TITLES = (
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("CHỦ TỊCH",), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"), ("Q. CHỦ TỊCH",),
)  # fmt: skip
UNIT_TITLES = (("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"))


@dataclass(frozen=True, slots=True)
class Bureau:
    """An office, its letters in symbols, and who may sign for it."""

    desk: Desk
    letters: str
    signers: tuple[tuple[str, ...], ...]


def bureau(draw: Draw, old: bool) -> Bureau:
    """One of six sorts of offices."""
    place = draw.place(old)
    upper, province = place.commune.upper(), place.province.upper()
    town = place.province.removeprefix("tỉnh ")
    sort = draw.randrange(6)
    if sort == 0:
        desk = Desk(
            ("ỦY BAN NHÂN DÂN", province), f"Ủy ban nhân dân {place.province}", town, ("ỦY BAN NHÂN DÂN", province)
        )
        return Bureau(desk, "UBND", TITLES)
    if sort == 1 and old:
        area = place.district.upper()
        desk = Desk(
            ("ỦY BAN NHÂN DÂN", area),
            f"Ủy ban nhân dân {place.district}",
            place.district.split(" ", 1)[1].removeprefix("phố "),
            ("ỦY BAN NHÂN DÂN", area),
        )
        return Bureau(desk, "UBND", TITLES)
    if sort == 2:
        unit, letters = draw.choice(
            (("SỞ NỘI VỤ", "SNV"), ("SỞ TÀI CHÍNH", "STC"), ("SỞ TƯ PHÁP", "STP"), ("SỞ XÂY DỰNG", "SXD"))
        )
        name = (
            first_up(unit.lower()).replace("nội", "Nội").replace("tài", "Tài").replace("tư", "Tư").replace("xây", "Xây")
        )
        return Bureau(Desk((f"ỦY BAN NHÂN DÂN {province}", unit), name, town, (unit, province)), letters, UNIT_TITLES)
    if sort == 3:
        lines = (f"UBND {upper}", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG")
        return Bureau(
            Desk(lines, "Trung tâm Phục vụ hành chính công", place.bare, ("HÀNH CHÍNH CÔNG", upper)),
            "PVHCC",
            UNIT_TITLES,
        )
    if sort == 4:
        lines = ("HỘI ĐỒNG NHÂN DÂN", upper)
        desk = Desk(lines, f"Hội đồng nhân dân {place.commune}", place.bare, lines)
        return Bureau(desk, "HĐND", (("CHỦ TỊCH",), ("TM. THƯỜNG TRỰC HĐND", "PHÓ CHỦ TỊCH")))
    lines = ("ỦY BAN NHÂN DÂN", upper)
    return Bureau(Desk(lines, f"Ủy ban nhân dân {place.commune}", place.bare, lines), "UBND", TITLES)


@dataclass(frozen=True, slots=True)
class Top:
    """What stands at the top of an office paper; `number` empty: its slot is blank, `open_day`: the day is."""

    office: Bureau
    number: str
    symbol: str
    day: date
    open_day: bool = False
    subject: str = ""

    @property
    def shown(self) -> str:
        return f"Số: {self.number}/{self.symbol}" if self.number else f"Số:            /{self.symbol}"


def office_top(form: Form, top: Top) -> None:
    """The six heads: side by side (three ways to place number and date), or motto in the middle with a row below."""
    desk, way = top.office.desk, form.layout.name
    left, y = form.left + 29, form.y
    if way == "capitals":
        motto(form, 105, y)
        form.y += 14
        form.line(" ".join(desk.lines), "centre", "b", 11.5)
        form.y += 2
        number_line(form, top, form.left + 22, form.y)
        date_line(form, top, form.right - 42, form.y)
        form.y += 8
    else:
        for place, words in enumerate(desk.lines):
            marks = "b" if place == len(desk.lines) - 1 else ""
            size = 10.2 if len(words) > 26 or form.layout.face.startswith("dejavu") else 12
            form.sheet.words(left, y, words, form.style(marks, size), "centre")
            y += 5.2
        form.sheet.rule(left - 11, y - 3.2, left + 11, y - 3.2)
        motto(form, form.right - 44, form.y)
        dated = form.y + 12.6 if way == "cells" else y + 3 + (6 if way == "below" else 0)
        number_line(form, top, left, y + 3)
        date_line(form, top, form.right - 44, dated)
        form.y = max(y, dated) + 9
    form.tell("issuing_agency", desk.name, " ".join(desk.lines))
    if top.subject:
        lines = wrap(f"V/v {top.subject}", 62, set_in(form.layout.size - 1, form.layout.face))
        for words in lines:
            form.sheet.words(left, form.y, plain_words(words), form.style("", form.layout.size - 1), "centre")
            form.y += 4.7
        form.tell("subject", top.subject, f"V/v {top.subject}")
    marks_under(form, left)
    form.y += 4


def number_line(form: Form, top: Top, x: float, y: float) -> None:
    form.sheet.words(x, y, top.shown, form.style(), "centre") if top.number else gap_line(form, top, x, y)
    form.tell("document_number", f"{top.number}/{top.symbol}" if top.number else None, top.shown)


def gap_line(form: Form, top: Top, x: float, y: float) -> None:
    """`Số:` and the symbol with room for a pen between them."""
    end = form.sheet.words(x - 24, y, "Số:", form.style())
    form.sheet.words(end + 11, y, f"/{top.symbol}", form.style())


def date_line(form: Form, top: Top, x: float, y: float) -> None:
    style, place, day = form.style("i"), top.office.desk.place, top.day
    form.tell("place", place)
    if not top.open_day:
        form.sheet.words(x, y, f"{place}, {long_date(day)}", style, "centre")
        form.tell("issue_date", day.isoformat(), long_date(day))
        return
    end = form.sheet.words(x - 38, y, f"{place}, ngày", style)
    form.sheet.words(end + 9, y, f"tháng {day.month} năm {day.year}", style)
    form.tell("issue_date", f"{day:%Y-%m}", f"tháng {day.month} năm {day.year}")


def boxed(words: str, colour: tuple[int, int, int], tilt: float, frame: bool) -> Callable[[int, int], Image.Image]:
    """A mark in a frame (or without), printed straight or stamped askew with uneven ink."""

    def paint(width: int, height: int) -> Image.Image:
        canvas = Image.new("L", (width, height), 0)
        pen = ImageDraw.Draw(canvas)
        inset, size = height * 0.2, height * 0.36
        if frame:
            pen.rectangle([inset, inset, width - inset, height - inset], outline=255, width=max(2, height // 26))
        pen.text((width / 2, height / 2), words, 255, load_face("serif:b", size), anchor="mm")
        turned = canvas.rotate(tilt, Image.Resampling.BICUBIC)
        mask = np.asarray(turned) / 255.0
        worn = mask * blotches((height, width), len(words), 0.6) * 0.92 if tilt else mask
        return tinted(worn, colour)

    return paint


def marks_under(form: Form, x: float) -> None:
    """Ô 10a, 10b: rarely a mark of secrecy (told), or one of urgency; below the number, at times elsewhere."""
    draw, what = form.draw, form.draw.random()
    if what >= 0.13:
        return
    words = draw.choice(SECRET) if what < 0.07 else draw.choice(URGENT)
    form.secrecy = words if what < 0.07 else ""
    colour = draw.choice((RED, RED, BLACK))
    tilt = draw.choice((0.0, draw.uniform(-9, 9)))
    width = 16 + 4.2 * len(words)
    at = draw.choice(((x - width / 2, form.y - 5), (x - width / 2, form.y - 5), (150, 4), (88, 3)))
    form.sheet.items.append(Art(*at, width, 15, boxed(words, colour, tilt, draw.random() < 0.8)))
    form.y += 10 if at[1] == form.y - 5 else 0


def type_title(form: Form, name: str, subject: list[str]) -> None:
    """Ô 5a."""
    size = 14 * (0.88 if form.layout.face.startswith("dejavu") else 1.0)
    form.line(name, "centre", "b", size)
    for words in subject:
        form.line(words, "centre", "b" if form.layout.name != "below" else "bi", form.layout.size)
    if subject:
        whole = " ".join(subject)
        form.tell("subject", whole.removeprefix("Về việc ").removeprefix("V/v "), whole)
        form.sheet.rule(95, form.y - 2.6, 125, form.y - 2.6)
    form.y += 3


def foot(form: Form, top: Top, receivers: bool = True, signer: Signer | None = None) -> None:
    """Ô 7, 8, 9b."""
    draw = form.draw
    form.need(52)
    form.y += 3
    y = form.y
    if receivers:
        form.sheet.words(form.left, y, "Nơi nhận:", form.style("bi", 11.5))
        for words in draw.sample(RECEIVERS, draw.randint(2, 4)):
            y += 4.6
            form.sheet.words(form.left, y, f"- {words};", form.style("", 10.5))
            form.tell("recipients", words, f"- {words};")
        form.sheet.words(
            form.left, y + 4.6, f"- Lưu: VT, {draw.choice(('VP', 'KGVX', 'NC', 'KSTT'))}.", form.style("", 10.5)
        )
    who = signer or Signer(draw.choice(top.office.signers), draw.name(draw.choice(("Nam", "Nam", "Nữ"))))
    sign(form, who, top.office.desk.rim, 150)


def addressees(form: Form) -> None:
    """`Kính gửi:` one in the line, or several below."""
    names = form.draw.sample(
        ("Các phòng, ban, đơn vị trực thuộc", "Ủy ban nhân dân các xã, phường", "Bưu điện khu vực", "Sở Nội vụ"),
        form.draw.randint(1, 3),
    )
    if len(names) == 1:
        form.line(f"Kính gửi: {names[0]}", "centre")
    else:
        form.sheet.words(55, form.y, "Kính gửi:", form.style())
        for name in names:
            form.sheet.words(76, form.y, f"- {name};", form.style())
            form.y += 6
    for name in names:
        form.tell("recipients", name, role="addressee", optional=True)
    form.y += 4
