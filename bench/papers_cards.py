"""Citizen cards of three generations and the CMND, on pages of their own size or copied onto one sheet.

Drawn beside samples/cards.py, whose fronts and backs of 2021 and 2024 they reuse: all layouts that scanners see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import cv2
import numpy as np
import zxingcpp
from PIL import Image

from bench.papers_form import CodeTold, Form, Told
from bench.papers_people import Citizen
from samples.cards import (
    HEIGHT,
    WIDTH,
    back_2021,
    face_2021,
    front_2024,
    place,
    qr_words,
    rear_2024,
)
from samples.ink import fingerprint, portrait, seal, tinted, waves
from samples.paper import set_in
from samples.sheet import Art, Sheet, Style

POLICE_2021 = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
POLICE_2016 = "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư"
CYAN = (218, 234, 242)
RIM = ("CỤC CẢNH SÁT", "BỘ CÔNG AN")


@dataclass(frozen=True, slots=True)
class Card:
    """Who holds it, when it was issued and until when it is valid."""

    holder: Citizen
    issued: date
    expires: date


def bars(
    words: str, symbology: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.Code128
) -> Callable[[int, int], Image.Image]:
    """A barcode of the words without its text."""

    def paint(width: int, height: int) -> Image.Image:
        made = np.asarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(words, symbology), scale=4))
        large = cv2.resize(made, (width, height), interpolation=cv2.INTER_AREA)
        return tinted(1.0 - large / 255.0, (15, 15, 18))

    return paint


def face_2016(card: Card) -> Sheet:
    """The front of the card without chip, 2016 to 2021."""
    person = card.holder.person
    sheet = Sheet(WIDTH, HEIGHT, CYAN)
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((140, 190, 220), 0.2)))
    sheet.items.append(Art(5, 19, 20, 27, portrait(5)))
    for y, words, size in ((5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 5.8), (7.8, "Độc lập - Tự do - Hạnh phúc", 5.6)):
        sheet.words(52, y, words, set_in(size, "sans:b"), "centre")
    sheet.words(52, 13.6, "CĂN CƯỚC CÔNG DÂN", set_in(10, "sans:b"), "centre")
    sheet.words(31, 19, f"Số: **{person.citizen_id}**", set_in(8.5, "sans"))
    rows = [
        ("Họ và tên:", person.name.upper()),
        ("Ngày, tháng, năm sinh:", person.shown_birth),
        ("Giới tính:", f"{person.sex}   Quốc tịch: Việt Nam"),
        ("Quê quán:", card.holder.hometown),
        ("Nơi thường trú:", person.home),
    ]
    y = 23.5
    for label, value in rows:
        marked = f"{label} **{value.replace('Quốc tịch:', '** Quốc tịch: **')}**".replace("** **", " ")
        y = sheet.column(28, y, 83, marked, Style("sans", 6.6, leading=1.15, indent=0, justify=False)) + 1.2
    sheet.words(4.5, 50.5, f"Có giá trị đến: {card.expires:%d/%m/%Y}", set_in(5.2, "sans"))
    return sheet


def back_2016(card: Card, signer: str) -> Sheet:
    """Its back: features, fingerprints, date, the director of the police, a barcode of the number."""
    sheet = Sheet(WIDTH, HEIGHT, CYAN)
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((140, 190, 220), 0.2)))
    sheet.items.append(Art(24, 2.5, 40, 7, bars(card.holder.number)))
    sheet.words(26, 14, "Đặc điểm nhận dạng:", set_in(6, "sans:b"))
    sheet.words(26, 17, "Sẹo chấm cách 1,5 cm trên sau đuôi mắt phải", set_in(6, "sans"))
    day = card.issued
    sheet.words(54, 23, f"Ngày {day:%d} tháng {day:%m} năm {day.year}", set_in(6.2, "sans"), "centre")
    for y, words in ((26, "CỤC TRƯỞNG CỤC CẢNH SÁT"), (28.6, "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ")):
        sheet.words(54, y, words, set_in(5.8, "sans:b"), "centre")
    sheet.items.append(Art(40, 29, 15, 15, seal(*RIM, 7)))
    sheet.words(54, 47, signer, set_in(6.6, "sans:b"), "centre")
    for y, label in ((5.0, "Ngón trỏ trái"), (28.0, "Ngón trỏ phải")):
        sheet.items.append(Art(5, y + 3, 15, 17, fingerprint(int(y))))
        sheet.words(12.5, y + 1.5, label, set_in(5, "sans"), "centre")
    return sheet


def face_cmnd(card: Card) -> Sheet:
    """The front of a CMND: nine digits in red, values typed on dots."""
    person = card.holder.person
    sheet = Sheet(WIDTH, HEIGHT, (206, 224, 208))
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((130, 180, 150), 0.2)))
    sheet.items.append(Art(5, 19, 20, 27, portrait(9)))
    for y, words, size in ((5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 6), (8, "Độc lập - Tự do - Hạnh phúc", 5.8)):
        sheet.words(52, y, words, set_in(size, "serif:b"), "centre")
    sheet.words(54, 14, "GIẤY CHỨNG MINH NHÂN DÂN", set_in(9, "serif:b"), "centre")
    sheet.words(
        54, 19, f"SỐ {card.holder.cmnd}", Style("sans:b", 9.5, (196, 30, 50), indent=0, justify=False), "centre"
    )
    rows = [("Họ tên:", person.name.upper()), ("Sinh ngày:", f"{person.born:%d-%m-%Y}")]
    rows += [("Nguyên quán:", card.holder.hometown), ("Nơi ĐKHK thường trú:", person.home)]
    y = 25.0
    for label, value in rows:
        sheet.rule(28, y + 0.8, 83, y + 0.8, 0.1, dotted=True)
        style = Style("serif", 7.4, leading=1.35, indent=0, justify=False)
        y = sheet.column(28, y, 83, f"{label} **{value}**", style) + 1.6
    return sheet


def back_cmnd(card: Card, signer: str, province: str) -> Sheet:
    sheet = Sheet(WIDTH, HEIGHT, (206, 224, 208))
    sheet.items.append(Art(0, 0, WIDTH, HEIGHT, waves((130, 180, 150), 0.2)))
    sheet.words(5, 6, f"Dân tộc: **{card.holder.person.kin}**", set_in(7, "serif"))
    sheet.words(45, 6, "Tôn giáo: **Không**", set_in(7, "serif"))
    sheet.words(53, 12, "DẤU VẾT RIÊNG VÀ DỊ HÌNH", set_in(7, "serif:b"), "centre")
    sheet.words(28, 16.5, "Nốt ruồi cách 2 cm dưới sau mép trái", set_in(6.8, "serif"))
    sheet.words(
        56, 24, f"Ngày {card.issued:%d} tháng {card.issued:%m} năm {card.issued.year}", set_in(7, "serif"), "centre"
    )
    sheet.words(56, 27.6, f"GIÁM ĐỐC CA {province.upper()}", set_in(6.6, "serif:b"), "centre")
    sheet.items.append(Art(40, 29, 16, 16, seal("CÔNG AN", province.upper(), 3)))
    sheet.words(56, 49, signer, set_in(7, "serif:b"), "centre")
    for y, label in ((10.0, "NGÓN TRỎ TRÁI"), (32.0, "NGÓN TRỎ PHẢI")):
        sheet.items.append(Art(5, y + 1, 15, 18, fingerprint(int(y))))
        sheet.words(12.5, y, label, set_in(5, "serif"), "centre")
    return sheet


def citizen_card(form: Form, generation: str) -> None:
    """A card of the generation (2016, 2021, 2024): which sides on which pages, the layout says."""
    draw = form.draw
    first = {"2016": (2016, 2020), "2021": (2021, 2024), "2024": (2025, 2026)}[generation]
    holder, issued = draw.citizen(1950, 2004, old=generation != "2024"), draw.day(*first)
    card = Card(holder, issued, date(issued.year + draw.choice((5, 10, 15)), holder.person.born.month, 28))
    signer = draw.name("Nam")
    person = holder.person
    fronts = {
        "2016": lambda: face_2016(card),
        "2021": lambda: face_2021(person, issued, card.expires),
        "2024": lambda: front_2024(person),
    }
    backs = {
        "2016": lambda: back_2016(card, signer),
        "2021": lambda: back_2021(person, issued, card.expires),
        "2024": lambda: rear_2024(person, issued, card.expires),
    }
    lay(form, fronts[generation](), backs[generation]())
    tell_card(form, card, generation, signer)


def tell_card(form: Form, card: Card, generation: str, signer: str) -> None:
    """What stands on the sides that are there."""
    person, front, back = card.holder.person, "front" in form.side, "back" in form.side
    page = 2 if form.side == "front+back" and len(form.sheets) == 2 else 1
    own = []
    if front:
        own += [
            ("citizen_id", person.citizen_id),
            ("full_name", person.name),
            ("date_of_birth", person.born.isoformat()),
        ]
        own += [("sex", person.sex), ("nationality", "Việt Nam")]
        if generation != "2024":
            own += [("address", person.home), ("expiry_date", card.expires.isoformat())]
        if generation == "2016":
            own += [("hometown", card.holder.hometown)]
        if generation == "2021":
            own += [("hometown", "Đồng Mẫu, An Thử, Phú Thử")]
            form.codes.append(CodeTold("QRCode", qr_words(person, card.issued), 1))
            # Its code tells the day that is printed on the back.
            form.told.append(Told("issue_date", card.issued.isoformat(), "", "", 1, optional=True))
    told(form, own, 1)
    if back:
        own = [("issue_date", card.issued.isoformat())]
        agency = {"2016": POLICE_2016, "2021": POLICE_2021, "2024": "Bộ Công an"}[generation]
        own += [("issuing_agency", agency)]
        if generation == "2016":
            own += [("signer", signer)]
            form.codes.append(CodeTold("Code128", person.citizen_id, page))
        if generation == "2021":
            own += [("signer", "Tạ Khắc Mô Phỏng")]
        if generation == "2024":
            own += [("address", person.home), ("expiry_date", card.expires.isoformat())]
            own += [("birthplace", "Xã Suối Ướm, tỉnh Phú Thử")]
            form.codes.append(CodeTold("QRCode", qr_words(person, card.issued, "||||"), page))
        if generation != "2016" and not front:
            own += [("citizen_id", person.citizen_id), ("date_of_birth", person.born.isoformat()), ("sex", person.sex)]
            if generation == "2021":
                # its zone tells the day, and the name without any marks, which is nobody's name
                form.told.append(Told("expiry_date", card.expires.isoformat(), "", "", page, optional=True))
            else:
                own += [("full_name", person.name)]
        told(form, own, page)


def told(form: Form, values: list[tuple[str, str]], page: int) -> None:
    for name, value in values:
        form.told.append(Told(name, value, value, "", page))
        if name == "citizen_id":
            form.told.append(Told("all_citizen_ids", value, value, "holder", page))


def lay(form: Form, front: Sheet, back: Sheet) -> None:
    """Six ways to scan a card: both sides on one sheet, above or beside each other; each on a page; one side alone."""
    way = form.layout.name
    form.side = {"tabbed": "front", "capitals": "back"}.get(way, "front+back")
    if way in ("after", "dots"):
        sheet = Sheet()
        places = ((62.0, 40.0), (62.0, 120.0)) if way == "after" else ((14.0, 60.0), (110.0, 60.0))
        place(sheet, front, *places[0])
        place(sheet, back, *places[1])
        form.sheets = [sheet]
    elif way == "cells":
        form.sheets = [front, back]
    elif way == "below":
        form.sheets = [Sheet(), Sheet()]
        place(form.sheets[0], front, 40, 30)
        place(form.sheets[1], back, 40, 30)
    else:
        form.sheets = [Sheet()]
        place(form.sheets[0], front if way == "tabbed" else back, 60, 45)


def card_2016(form: Form) -> None:
    citizen_card(form, "2016")


def card_2021(form: Form) -> None:
    citizen_card(form, "2021")


def card_2024(form: Form) -> None:
    citizen_card(form, "2024")


def cmnd(form: Form) -> None:
    """Giấy chứng minh nhân dân of nine digits."""
    draw = form.draw
    holder, issued = draw.citizen(1945, 1995, old=True), draw.day(1998, 2015)
    card, signer = Card(holder, issued, issued), draw.name("Nam")
    province = draw.place(True).province.removeprefix("tỉnh ")
    lay(form, face_cmnd(card), back_cmnd(card, signer, province))
    person, page = holder.person, 2 if form.side == "front+back" and len(form.sheets) == 2 else 1
    if "front" in form.side:
        born = person.born.isoformat()
        values = [("cmnd", holder.cmnd), ("full_name", person.name), ("date_of_birth", born)]
        told(form, [*values, ("hometown", holder.hometown), ("address", person.home)], 1)
    if "back" in form.side:
        told(form, [("ethnicity", person.kin), ("issue_date", issued.isoformat()), ("signer", signer)], page)
