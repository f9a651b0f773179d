"""Citizen cards of two generations, with QR code and machine-readable zone."""

import unicodedata
from datetime import date

from samples.ink import chip, fingerprint, portrait, qr_code, seal, waves
from samples.paper import Paper, about, holder_fields, set_in
from samples.people import Person
from samples.sheet import Art, Patch, Sheet, Style

WIDTH, HEIGHT = 85.6, 54.0
GREEN = (214, 236, 224)
WHITE = (246, 249, 247)
WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """The check digit of a machine-readable line (ICAO 9303: weights 7, 3, 1)."""
    values = [int(c) if c.isdigit() else 0 if c == "<" else ord(c) - 55 for c in text]
    return str(sum(value * WEIGHTS[index % 3] for index, value in enumerate(values)) % 10)


def plain(name: str) -> str:
    """The name in capital ASCII letters."""
    folded = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in folded if not unicodedata.combining(c)).upper()


def machine_lines(person: Person, expires: date) -> list[str]:
    """The three lines of a TD1 card."""
    number = person.citizen_id[3:]
    first = f"IDVNM{number}{check_digit(number)}{person.citizen_id}<<"
    first += check_digit(person.citizen_id + "<<")
    born, until = f"{person.born:%y%m%d}", f"{expires:%y%m%d}"
    sex = "F" if person.sex == "Nữ" else "M"
    second = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}VNM<<<<<<<<<<<"
    second += check_digit(first[5:30] + born + check_digit(born) + until + check_digit(until) + "<" * 11)
    family, *rest = plain(person.name).split()
    return [first, second, f"{family}<<{'<'.join(rest)}".ljust(30, "<")[:30]]


def qr_words(person: Person, issued: date, extra: str = "") -> str:
    """What the card's QR code says: seven parts, eleven since July 2024."""
    parts = [person.citizen_id, "", person.name, f"{person.born:%d%m%Y}", person.sex, person.home, f"{issued:%d%m%Y}"]
    return "|".join(parts) + extra


def labelled(sheet: Sheet, x: float, y: float, label: str, value: str) -> float:
    """A small label (Vietnamese / English) and its value after it; gives where the value ends."""
    end = sheet.words(x, y, label, set_in(5.6, "sans"))
    return sheet.words(end + 1.2, y, value, set_in(7.2, "sans:b"))


def face_2021(person: Person, issued: date, expires: date) -> Sheet:
    """The front of a card of 2021 to 2024 (căn cước công dân gắn chíp)."""
    sheet = Sheet(WIDTH, HEIGHT, GREEN)
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((120, 190, 170), 0.22)))
    sheet.items.append(Patch(66, 3.5, 16.5, 16.5, WHITE))
    sheet.items.append(Art(66.5, 4, 15.5, 15.5, qr_code(qr_words(person, issued))))
    sheet.items.append(Art(5, 20, 20, 26, portrait(3)))
    sheet.words(45, 5.4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", set_in(5.6, "sans:b"), "centre")
    sheet.words(45, 8.2, "Độc lập - Tự do - Hạnh phúc", set_in(5.6, "sans:b"), "centre")
    sheet.words(45, 13.6, "CĂN CƯỚC CÔNG DÂN", set_in(9.5, "sans:b"), "centre")
    sheet.words(45, 16.4, "Citizen Identity Card", set_in(6, "sans"), "centre")
    labelled(sheet, 28, 21.5, "Số / No.:", person.citizen_id)
    sheet.words(28, 25.6, "Họ và tên / Full name:", set_in(5.6, "sans"))
    sheet.words(28, 29.2, person.name.upper(), set_in(8.5, "sans:b"))
    labelled(sheet, 28, 33, "Ngày sinh / Date of birth:", person.shown_birth)
    x = labelled(sheet, 28, 36.6, "Giới tính / Sex:", person.sex)
    labelled(sheet, x + 4, 36.6, "Quốc tịch / Nationality:", "Việt Nam")
    sheet.words(28, 40.2, "Quê quán / Place of origin:", set_in(5.6, "sans"))
    sheet.words(28, 43.4, "Đồng Mẫu, An Thử, Phú Thử", set_in(7.2, "sans:b"))
    sheet.words(28, 46.8, "Nơi thường trú / Place of residence:", set_in(5.6, "sans"))
    style = Style("sans:b", 6.8, indent=0, justify=False, leading=1.15)
    sheet.column(28, 49.8, 83, person.home, style)
    sheet.words(5, 50.2, f"Có giá trị đến: {expires:%d/%m/%Y}", set_in(5, "sans"))
    return sheet


def back_2021(person: Person, issued: date, expires: date) -> Sheet:
    """The back of a card of 2021 to 2024."""
    sheet = Sheet(WIDTH, HEIGHT, GREEN)
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((120, 190, 170), 0.22)))
    sheet.words(4, 5.4, "Đặc điểm nhận dạng / Personal identification:", set_in(5.6, "sans"))
    sheet.words(4, 8.8, "Nốt ruồi cách 1,5 cm dưới trước cánh mũi trái", set_in(6.5, "sans:b"))
    labelled(sheet, 4, 13, "Ngày, tháng, năm / Date, month, year:", f"{issued:%d/%m/%Y}")
    sheet.words(38, 17.4, "CỤC TRƯỞNG CỤC CẢNH SÁT", set_in(5.6, "sans:b"), "centre")
    sheet.words(38, 19.8, "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", set_in(5.6, "sans:b"), "centre")
    sheet.words(38, 33, "Tạ Khắc Mô Phỏng", set_in(6.4, "sans:b"), "centre")
    sheet.items.append(Art(4, 15, 12, 10, chip()))
    sheet.items.append(Art(22, 20.5, 12, 12, seal("MẪU THỬ KHÔNG GIÁ TRỊ", "MẪU THỬ", 5)))
    for x, label in ((62.0, "Ngón trỏ trái"), (73.5, "Ngón trỏ phải")):
        sheet.items.append(Art(x, 5, 9.5, 13, fingerprint(int(x))))
        sheet.words(x + 4.7, 20.5, label, set_in(4.6, "sans"), "centre")
    machine_zone(sheet, machine_lines(person, expires))
    return sheet


def machine_zone(sheet: Sheet, lines: list[str]) -> None:
    """The machine-readable zone at the foot of a card."""
    sheet.items.append(Patch(0, 36, WIDTH, HEIGHT - 36, (236, 243, 238)))
    for index, line in enumerate(lines):
        sheet.words(5, 41.3 + index * 4.7, line, set_in(11.9, "mono"))


def card_2021(people: dict[str, Person]) -> Paper:
    """Both sides of a chip card, each on a page of its own size."""
    person, issued, expires = people["mau"], date(2021, 5, 12), date(2028, 3, 5)
    sheets = [face_2021(person, issued, expires), back_2021(person, issued, expires)]
    return Paper("can_cuoc", sheets, holder_fields(person, issued=issued), [about(person, "holder")])


def card_2024(people: dict[str, Person]) -> Paper:
    """Both sides of a card after July 2024, copied onto one A4 sheet."""
    person, issued, expires = people["cau"], date(2024, 9, 23), date(2028, 1, 31)
    sheet = Sheet()
    place(sheet, front_2024(person), 62, 40)
    place(sheet, rear_2024(person, issued, expires), 62, 120)
    return Paper("can_cuoc", [sheet], holder_fields(person, issued=issued), [about(person, "holder")])


def front_2024(person: Person) -> Sheet:
    """The front: the holder, no place."""
    card = Sheet(WIDTH, HEIGHT, (222, 232, 240))
    card.items.append(Art(0, 0, WIDTH, HEIGHT, waves((130, 170, 205), 0.2)))
    card.items.append(Art(5, 19, 20, 26, portrait(7)))
    card.items.append(Art(68, 29, 12, 10, chip()))
    card.words(45, 6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", set_in(5.8, "arimo:b"), "centre")
    card.words(45, 9, "Độc lập - Tự do - Hạnh phúc", set_in(5.8, "arimo:b"), "centre")
    card.words(45, 14.6, "CĂN CƯỚC", set_in(10, "arimo:b"), "centre")
    card.words(45, 17.4, "IDENTITY CARD", set_in(6, "arimo"), "centre")
    rows = [
        ("Số định danh cá nhân / Personal identification number:", person.citizen_id),
        ("Họ, chữ đệm và tên khai sinh / Full name:", person.name.upper()),
        ("Ngày, tháng, năm sinh / Date of birth:", person.shown_birth),
        ("Giới tính / Sex:", person.sex),
        ("Quốc tịch / Nationality:", "Việt Nam"),
    ]
    for index, (label, value) in enumerate(rows):
        card.words(28, 22 + index * 6.4, label, set_in(5.2, "arimo"))
        card.words(28, 25.2 + index * 6.4, value, set_in(8, "arimo:b"))
    return card


def rear_2024(person: Person, issued: date, expires: date) -> Sheet:
    """The back: places, dates, issuer, QR code of eleven parts, machine-readable zone."""
    card = Sheet(WIDTH, HEIGHT, (222, 232, 240))
    card.items.append(Art(0, 0, WIDTH, HEIGHT, waves((130, 170, 205), 0.2)))
    card.items.append(Patch(63.5, 3, 18.5, 18.5, WHITE))
    card.items.append(Art(64, 3.5, 17.5, 17.5, qr_code(qr_words(person, issued, "||||"))))
    rows = [
        ("Nơi cư trú / Place of residence:", person.home),
        ("Nơi đăng ký khai sinh / Place of birth:", "Xã Suối Ướm, tỉnh Phú Thử"),
        ("Ngày, tháng, năm cấp / Date of issue:", f"{issued:%d/%m/%Y}"),
        ("Ngày, tháng, năm hết hạn / Date of expiry:", f"{expires:%d/%m/%Y}"),
    ]
    for index, (label, value) in enumerate(rows):
        card.words(4, 6 + index * 6.6, label, set_in(5.2, "arimo"))
        card.words(4, 9.2 + index * 6.6, value, set_in(6.6, "arimo:b"))
    card.words(70, 33, "BỘ CÔNG AN", set_in(7, "arimo:b"), "centre")
    machine_zone(card, machine_lines(person, expires))
    return card


def place(sheet: Sheet, card: Sheet, x: float, y: float) -> None:
    """Lay a card on a sheet."""
    sheet.items.append(Patch(x, y, card.width, card.height, card.paper))
    for item in card.items:
        if isinstance(item, Art):
            sheet.items.append(Art(item.x + x, item.y + y, item.width, item.height, item.paint))
        elif isinstance(item, Patch):
            sheet.items.append(Patch(item.x + x, item.y + y, item.width, item.height, item.colour))
    for text in card.texts():
        sheet.words(text.x + x, text.y + y, text.words, Style(text.face, text.size, indent=0, justify=False))
    sheet.frame(x, y, card.width, card.height)
