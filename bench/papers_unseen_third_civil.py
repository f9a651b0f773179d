"""Civil status papers, a household book and declarations for them, of bench/papers_unseen_third.py."""

from datetime import timedelta

from bench.papers_civil import commune_desk, framed
from bench.papers_form import Desk, Form, motto, title
from bench.papers_pen import SIGN, Block, pen, period
from bench.papers_people import Citizen
from bench.papers_unseen_third_pen import (
    also,
    beside,
    columns,
    grouped,
    headed,
    split_born,
    squares,
    typed,
    under,
)  # fmt: skip
from samples.people import long_date
from samples.sheet import Sheet

OFFICER = "(Ký, đóng dấu, ghi rõ họ tên)"


def parents(form: Form, old: bool, year: int) -> dict[str, Citizen]:
    """A mother and a father of a child of that year."""
    mother = form.draw.citizen(year - 38, year - 20, "Nữ", old)
    return {"mother": mother, "father": form.draw.citizen(year - 42, year - 22, "Nam", old)}


def officer(form: Form, desk: Desk, *titles: str) -> Block:
    """Who signs for a commune."""
    rank = form.draw.choice((("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    return Block(titles or rank, OFFICER if form.draw.random() < 0.5 else "", form.draw.name("Nam"), desk.rim)


def birth_typed(form: Form) -> None:
    """Giấy khai sinh of 2016 to 2020, a blank typed on; the number of some children had not been given yet."""
    framed(form)
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2016, 2020)
    child = draw.citizen(day.year - 1, day.year - 1, old=True)
    people = parents(form, True, day.year)
    p, desk = pen(form, holder=child, **people, declarant=people["mother"]), commune_desk(place, True)
    p.gap = min(p.gap, 0.6)
    headed(p, desk, f"{draw.randrange(1, 300)}/{day.year}", note="TP/HT-2015-KS.1")
    title(form, ["GIẤY KHAI SINH"], 18)
    blank = draw.random() < 0.3
    if blank:
        form.tell("citizen_id", None)
    typed(
        p,
        "Họ, chữ đệm, tên: <NAME>",
        f"Sinh {split_born(p)} Giới tính: <sex>",
        "Ghi bằng chữ: <words>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
        f"Số định danh cá nhân: {'‹›' if blank else '<number>'}",
        "Nơi sinh: <birthplace>",
        "Quê quán: <hometown>",
        "Họ, chữ đệm, tên người cha: <father.NAME>",
        "Năm sinh: <father.year> Dân tộc: <father.kin> Quốc tịch: <father.nation>",
        "Nơi cư trú: <father.home>",
        "Họ, chữ đệm, tên người mẹ: <mother.NAME>",
        "Năm sinh: <mother.year> Dân tộc: <mother.kin> Quốc tịch: <mother.nation>",
        "Nơi cư trú: <mother.home>",
        "Người đi khai sinh: <declarant.name>",
        "Giấy tờ tùy thân: CCCD <declarant.number>",
        f"Nơi đăng ký khai sinh: ‹UBND {place.whole}›",
        f"Ngày, tháng, năm đăng ký: ‹{p.day(day, shown=draw.shown(day)).strip('*')}›",
    )
    p.sign(officer(form, desk, "NGƯỜI KÝ GIẤY KHAI SINH", "CHỦ TỊCH"))


def birth_1990(form: Form) -> None:
    """Giấy khai sinh of the blanks before 1999: father and mother in columns of dots, who stood before the clerk."""
    place, day = form.draw.place(True), form.draw.day(1988, 1998)
    form.sheet.paper = (244, 236, 214)
    child, people = form.draw.citizen(day.year - 1, day.year - 1, old=True), parents(form, True, day.year)
    p = pen(form, holder=child, **people, declarant=people["father"])
    p.gap, x = 0.4, form.left + 25
    number = p.told("document_number", f"{form.draw.randrange(1, 200)}").strip("*")
    province, district = place.province.removeprefix("tỉnh "), place.district.split(" ", 1)[1].removeprefix("phố ")
    for words in (f"Xã, phường: {place.bare}", f"Huyện, thị xã: {district}", f"Tỉnh, thành phố: {province}"):
        form.sheet.words(x, form.y, words, form.style("", 11), "centre")
        form.y += 5.2
    form.sheet.words(x, form.y, "Mẫu HT2/P3", form.style("i", 10), "centre")
    motto(form, form.right - 43, form.y - 15.6)
    form.sheet.words(form.right - 43, form.y, f"Số {number}   Quyển số 01", form.style(), "centre")
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.commune}", optional=True)
    form.y += 12
    title(form, ["GIẤY KHAI SINH", "(BẢN CHÍNH)"], 17)
    typed(
        p,
        "Họ và tên: <NAME> Nam hay nữ: <sex>",
        f"Sinh {split_born(p)}",
        "Nơi sinh: <birthplace>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
    )
    form.y += 2
    side: tuple[str, ...] = ("Họ và tên: <X.name>", "Sinh năm: <X.year>", "Dân tộc: <X.kin>", "Quốc tịch: <X.nation>")
    side = (*side, f"Nghề nghiệp: ‹{form.draw.choice(('Làm ruộng', 'Giáo viên', 'Thợ mộc'))}›", "Chỗ ở: <X.home>")
    sides = []
    for who, words in (("father", "NGƯỜI CHA"), ("mother", "NGƯỜI MẸ")):
        sides.append((words, *(line.replace("X", who) for line in side)))
    columns(p, typed, *sides)
    form.y += 2
    typed(p, "Họ, tên, tuổi, số giấy chứng minh của người đứng khai: <declarant.name> CMND số <declarant.cmnd>")
    form.need(60)
    form.sheet.words(form.right - 42, form.y + 3, f"Đăng ký {p.day(day).strip('*')}", form.style("i", 11.5), "centre")
    form.y += 8
    signer = Block(("TM. UBND XÃ, PHƯỜNG",), "(Ký tên, đóng dấu)", form.draw.name("Nam"), commune_desk(place, True).rim)
    p.sign(Block(("NGƯỜI ĐỨNG KHAI",), "(Ký tên)", people["father"].name, told=False), signer)


def birth_columns(form: Form) -> None:
    """Giấy khai sinh printed from the register: the child's number under the title, parents with theirs in columns."""
    framed(form)
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    people = parents(form, old, day.year)
    p = pen(form, holder=draw.citizen(day.year - 1, day.year - 1, old=old), **people)
    p.dots, p.gap = False, min(p.gap, 1.0)
    headed(p, desk, f"{draw.randrange(1, 400):03d}/{day.year}")
    title(form, ["GIẤY KHAI SINH"], 18)
    squares(p, ("Số định danh cá nhân", f"‹{grouped(p)}›"))
    p.write(
        "Họ, chữ đệm và tên: <NAME>",
        "Sinh: <long> (<words>)",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi sinh: <birthplace>",
        "Quê quán: <hometown>",
    )
    form.y += 2
    for who, words in (("mother", "mẹ"), ("father", "cha")):
        p.heading(f"Thông tin về {words}")
        p.write(
            f"Họ, chữ đệm và tên: <{who}.NAME> | Sinh năm: <{who}.year>",
            f"Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation>",
            f"Số ĐDCN: {grouped(p, who)}",
            f"Cư trú tại: <{who}.home>",
        )
    p.write(f"Đăng ký tại {desk.name}, {place.province}, ngày {p.day(day, shown=draw.shown(day))}")
    p.sign(Block(("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",), SIGN, draw.name("Nữ"), told=False), officer(form, desk))


def extract_birth(form: Form) -> None:
    """Trích lục khai sinh as a list without rules, the register's entry first."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    child = draw.citizen(1990, 2012, old=old)
    since = child.person.born + timedelta(days=draw.randrange(5, 60))
    p = pen(form, holder=child, **parents(form, old, child.person.born.year))
    p.gap = min(p.gap, 0.6)
    p.top(desk, f"{draw.randrange(1, 900)}/TLKS-BS", day)
    title(form, ["TRÍCH LỤC KHAI SINH", "(Bản sao)"], 15)
    beside(
        p,
        66,
        f"Đăng ký khai sinh số | {draw.randrange(1, 300)}/{since.year}, ngày {since:%d-%m-%Y}",
        f"Cơ quan đã đăng ký | Ủy ban nhân dân {place.whole}",
        f"Số định danh cá nhân | {grouped(p, mark=draw.choice((' ', '.')))}",
        "Họ, chữ đệm, tên | <NAME>",
        "Giới tính | <sex>",
        "Sinh ngày | <born>",
        "Viết bằng chữ | <words>",
        "Dân tộc | <kin>",
        "Quốc tịch | <nation>",
        "Nơi sinh | <birthplace>",
        "Quê quán | <hometown>",
        "Người mẹ | <mother.NAME>, sinh năm <mother.year>, <mother.kin>",
        "Người cha | <father.NAME>, sinh năm <father.year>, <father.kin>",
    )
    p.sign(Block(("NGƯỜI THỰC HIỆN",), SIGN, draw.name("Nữ"), told=False), officer(form, desk))


def extract_change(form: Form) -> None:
    """Trích lục thay đổi, cải chính hộ tịch: who asked, whose entry was mended, what was mended in it."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    about = draw.citizen(1985, 2015, old=old)
    p = pen(form, holder=about, declarant=draw.citizen(1955, 1975, old=old))
    p.gap = min(p.gap, 1.2)
    p.top(desk, f"{draw.randrange(1, 90):02d}/TLCCHT", day)
    what = draw.choice(("CẢI CHÍNH HỘ TỊCH", "BỔ SUNG THÔNG TIN HỘ TỊCH"))
    title(form, [f"TRÍCH LỤC {what}"], 15)
    p.text("Theo yêu cầu của <declarant.word> <declarant.name>, giấy tờ tùy thân: CCCD số <declarant.number>,")
    p.heading(f"Xác nhận việc {what.lower()} cho:")
    p.write(
        "Ông/Bà/Cháu: <NAME> | Giới tính: <sex>",
        "sinh <long> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi cư trú: <home>",
        "Số định danh cá nhân/Giấy tờ tùy thân: <number>",
        f"Đã đăng ký khai sinh tại: Ủy ban nhân dân {draw.place(True).whole}",
        f"Giấy khai sinh số: {draw.randrange(1, 200)} | Quyển số: 01",
    )
    year = about.person.born.year - draw.randrange(22, 35)
    p.text(
        f"**Nội dung:** năm sinh của người mẹ, từ: “{year}” thành: “{year + 1}”. Lý do: có sai sót khi đăng ký.",
        "Nội dung này đã được ghi vào Sổ đăng ký thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc.",
    )
    p.sign(officer(form, desk))


def extract_marriage(form: Form) -> None:
    """Trích lục kết hôn, husband and wife below each other in numbered lines."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    husband, wife = draw.citizen(1960, 1994, "Nam", old), draw.citizen(1962, 1996, "Nữ", old)
    p, since = pen(form, husband=husband, wife=wife), draw.day(2015, 2020)
    p.gap = min(p.gap, 1.0)
    p.top(desk, f"{draw.randrange(1, 600):02d}/TLKH", day)
    title(form, ["TRÍCH LỤC KẾT HÔN"], 16)
    for place_, (who, words) in enumerate((("husband", "Chồng"), ("wife", "Vợ")), 1):
        p.heading(f"{place_}. {words}:")
        p.write(
            f"Họ, chữ đệm, tên: <{who}.NAME>",
            f"Sinh ngày: <{who}.born> | Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation>",
            f"Giấy tờ tùy thân: Căn cước công dân, số {grouped(p, who)}",
            f"Nơi thường trú/tạm trú: <{who}.home>",
        )
    p.write(
        "3. Đăng ký kết hôn:",
        f"Tại: Ủy ban nhân dân {place.whole}",
        f"Số: {draw.randrange(1, 90)}/{since.year} | {long_date(since)}",
        "4. Ghi chú:",
    )
    p.sign(officer(form, desk))


def single_divorced(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân of somebody divorced, on a typed blank; a CMND in the older ones."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2016, 2024)
    person = draw.citizen(1965, 1992, old=True)
    p, desk = pen(form, holder=person), commune_desk(place, True)
    p.gap, card = min(p.gap, 0.8), day.year > 2020
    given = draw.shown(draw.day(2016, 2019) if card else draw.day(2005, 2014))
    agency = "Cục Cảnh sát QLHC về TTXH" if card else f"CA {place.province}"
    headed(p, desk, f"{draw.randrange(1, 500)}/UBND-XNTTHN")
    title(form, ["GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"], 15)
    form.line(f"{desk.name.upper()} XÁC NHẬN:", "centre", "b")
    other = draw.name("Nữ" if person.person.sex == "Nam" else "Nam")
    when = draw.day(day.year - 1, day.year - 1)
    decree = f"Quyết định số {draw.randrange(10, 300)}/{when.year}/QĐST-HNGĐ ngày {when:%d/%m/%Y}"
    typed(
        p,
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <born> Giới tính: <sex>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
        f"Giấy tờ tùy thân:(5) ‹{'CCCD số <number>' if card else 'CMND số <cmnd>'}›",
        f"Nơi cấp: ‹{agency}› Ngày cấp: ‹{given}›",
        "Nơi cư trú:(6) <home>",
        f"Tình trạng hôn nhân:(7) ‹Đã đăng ký kết hôn với {other}, nhưng đã ly hôn theo {decree} của Tòa"
        f" án nhân dân {place.district}; hiện tại chưa đăng ký kết hôn với ai.›",
        "Giấy này được cấp để:(8) ‹Bổ túc hồ sơ chuyển nhượng quyền sử dụng đất›",
    )
    p.text("Giấy này có giá trị sử dụng trong thời hạn 06 tháng, kể từ ngày cấp.")
    p.foot(desk.place, day, officer(form, desk, "NGƯỜI KÝ GIẤY XÁC NHẬN", "PHÓ CHỦ TỊCH"))


def single_partner(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân for a marriage: the one to be married is named with a number, too."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    person = draw.citizen(1980, 2004, old=old)
    other = draw.citizen(1980, 2004, "Nữ" if person.person.sex == "Nam" else "Nam", old)
    p = pen(form, holder=person)
    p.mark, word = "", "ông" if other.person.sex == "Nam" else "bà"
    p.top(desk, f"{draw.randrange(1, 700):03d}/XNTTHN", day)
    title(form, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], 14)
    p.text(
        f"{desk.name} xác nhận <word>: **<NAME>**; sinh <long>; giới tính: <sex>; dân tộc: <kin>; quốc tịch: <nation>;"
        f" số định danh cá nhân: <number>; nơi cư trú: <home>.",
        f"Trong thời gian cư trú tại {place.commune} từ ngày {draw.day(2012, 2019):%d/%m/%Y} đến ngày"
        f" {day:%d/%m/%Y}: chưa đăng ký kết hôn với ai.",
    )
    form.tell("all_citizen_ids", other.number, role="spouse")
    p.text(
        f"Giấy này được cấp để làm thủ tục kết hôn với {word}: {other.name}; sinh ngày"
        f" {other.person.born:%d/%m/%Y}; Căn cước công dân số: {other.number}; nơi cư trú: {other.person.home}; tại"
        f" Ủy ban nhân dân {draw.place(old).whole}.",
        "Giấy có giá trị 06 tháng kể từ ngày cấp và không có giá trị sử dụng vào mục đích khác./.",
    )
    p.sign(officer(form, desk))


def marriage_1995(form: Form) -> None:
    """Giấy chứng nhận kết hôn of the blanks before 2005: the two in columns of dots."""
    framed(form)
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(1993, 2005)
    husband = draw.citizen(day.year - 35, day.year - 21, "Nam", True)
    wife = draw.citizen(day.year - 33, day.year - 19, "Nữ", True)
    p, desk = pen(form, husband=husband, wife=wife), commune_desk(place, True)
    p.gap = 0.6
    headed(p, desk, f"{draw.randrange(1, 120):02d}", f"Quyển số: 01/{day:%y}")
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 18)
    side: tuple[str, ...] = ("Họ và tên: <X.NAME>", "Sinh ngày: <X.born>", "Dân tộc: <X.kin>", "Quốc tịch: <X.nation>")
    side = (*side, f"Nghề nghiệp: ‹{draw.choice(('Nông', 'Công nhân', 'Buôn bán'))}›", "Nơi ở: <X.home>")
    side = (*side, "CMND số: <X.cmnd>", f"Cấp tại: ‹CA {place.province}›")
    form.y += 2
    for x, words in ((form.left + 38, "NGƯỜI CHỒNG"), (form.left + 120, "NGƯỜI VỢ")):
        form.sheet.words(x, form.y, words, form.style("b"), "centre")
    form.y += 8
    columns(p, typed, *(tuple(line.replace("X", who) for line in side) for who in ("husband", "wife")))
    form.need(90)
    p.note(f"Kết hôn {p.day(day)}".replace("*", ""), "tại trụ sở " + desk.name)
    pair = [Block((words,), "(Ký)", who.name, told=False) for words, who in (("CHỒNG", husband), ("VỢ", wife))]
    p.sign(pair[0], Block(("TM. UBND", "CHỦ TỊCH"), "", draw.name("Nam"), desk.rim), pair[1])


def marriage_listed(form: Form) -> None:
    """Giấy chứng nhận kết hôn of 2016: each label over its value, the wife over the husband."""
    framed(form)
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    wife, husband = draw.citizen(1978, 2002, "Nữ", old), draw.citizen(1975, 2001, "Nam", old)
    p = pen(form, wife=wife, husband=husband)
    headed(p, desk, f"{draw.randrange(1, 200)}/{day.year}")
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 18)
    for who, words in (("wife", "vợ"), ("husband", "chồng")):
        under(p, ("", f"<{who}.NAME>", f"(Họ, chữ đệm, tên {words})"), ("", f"<{who}.born>", "(Ngày, tháng, năm sinh)"))
        under(
            p,
            ("", f"<{who}.kin>", "(Dân tộc)"),
            ("", f"<{who}.nation>", "(Quốc tịch)"),
            ("", f"<{who}.number>", "(Số giấy tờ tùy thân)"),
        )
        under(p, ("", f"<{who}.home>", "(Nơi cư trú)"))
        form.y += 3
    registered = p.told("issue_date", day.isoformat(), draw.shown(day)).strip("*")
    under(p, ("Đăng ký tại", f"‹{desk.name}›", "(Nơi đăng ký kết hôn)"), ("ngày", f"‹{registered}›", "(Ngày đăng ký)"))
    form.need(50)
    pair = (
        Block((words,), "(Ký, ghi rõ họ tên)", who.name, told=False)
        for words, who in (("Vợ", wife), ("Chồng", husband))
    )
    p.sign(*pair, officer(form, desk, "NGƯỜI KÝ GIẤY CHỨNG NHẬN", "CHỦ TỊCH"))


def household(form: Form) -> None:
    """Sổ hộ khẩu of 2014, form HK08: the first page, the head's own page, a member's."""
    draw, paper = form.draw, (250, 244, 226)
    form.sheets, form.left, form.right, form.y = [Sheet(148, 210, paper)], 14.0, 136.0, 18.0
    leader, place, day = draw.citizen(1948, 1980, old=True), draw.place(True), draw.day(2014, 2020)
    p = pen(form, holder=leader)
    also(p, kin=draw.citizen(1985, 2004, old=True))
    p.gap, number = 0.3, p.told("document_number", f"{draw.randrange(10**8, 10**9)}").strip("*")
    form.tell("issuing_agency", f"Công an {place.district}", optional=True)
    form.line(f"CÔNG AN {place.province.upper()}", "left", "", 10.5)
    form.line(f"CÔNG AN {place.district.upper()}", "left", "b", 10.5)
    form.y += 8
    form.line("SỔ HỘ KHẨU", "centre", "b", 16)
    form.line(f"Số: {number}", "centre")
    form.y += 4
    typed(p, "Họ và tên chủ hộ: <NAME>", "Nơi thường trú: <home>")
    unit = f"TRƯỞNG CÔNG AN {place.district.upper()}"
    name = place.district.split(" ", 1)[1].removeprefix("phố ")
    p.foot(name, day, Block((unit,), OFFICER, draw.name("Nam"), ("CÔNG AN", place.district.upper())))
    for who, words in (("", "CHỦ HỘ"), ("kin.", f"QUAN HỆ VỚI CHỦ HỘ: {draw.choice(('Con đẻ', 'Cháu', 'Con nuôi'))}")):
        form.sheets.append(Sheet(148, 210, paper))
        form.y = 18
        form.line(words, "centre", "b")
        form.y += 3
        # the head's name and address have been told on the first page
        name = leader.name.upper() if not who else p.people["kin"].citizen.name.upper()
        slots = (
            f"1. Họ và tên: ‹{name}›",
            "2. Họ và tên gọi khác (nếu có): ‹›",
            "3. Ngày, tháng, năm sinh: <born> 4. Giới tính: <sex>",
            "5. Nguyên quán: <hometown>",
            "6. Dân tộc: <kin> 7. Tôn giáo: ‹Không›",
            "8. CMND số: ‹› 9. CCCD số: <number>"
            if draw.random() < 0.5
            else "8. Số CMND, CCCD: <number> 9. Hộ chiếu: ‹›",
            f"10. Nghề nghiệp, nơi làm việc: ‹{draw.choice(('Làm ruộng', 'Tiểu thương', 'Hưu trí'))}›",
            f"11. Nơi ở trước khi chuyển đến: ‹{draw.place(True).whole}›",
        )
        typed(p, *(line.replace("<", f"<{who}") for line in slots))
        p.sign(Block(("CÁN BỘ ĐĂNG KÝ",), SIGN, draw.name("Nam"), told=False), Block(("TRƯỞNG CÔNG AN",), OFFICER))
