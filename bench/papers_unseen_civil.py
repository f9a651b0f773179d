"""Civil status papers and a household book of bench/papers_unseen.py."""

from datetime import timedelta

from bench.papers_civil import commune_desk, framed
from bench.papers_form import Form, motto, title
from bench.papers_pen import SIGN, SIGN_CIVIL, Block, pen, period
from samples.people import long_date
from samples.sheet import Sheet

SIGN_BOOK = "(Ký, ghi rõ họ tên và đóng dấu)"


def registrar(form: Form, titles: str, rim: tuple[str, str]) -> Block:
    """Who signs a civil status paper: the printed words, the note below them and the stamped office."""
    return Block((titles, form.draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))), SIGN_CIVIL, form.draw.name("Nam"), rim)


def birth_2020(form: Form) -> None:
    """Giấy khai sinh of Thông tư 04/2020/TT-BTP."""
    framed(form)
    old, place, day = period(form)
    child, mother = form.draw.citizen(day.year - 1, day.year - 1, old=old), form.draw.citizen(1980, 2000, "Nữ", old)
    father = form.draw.citizen(1976, 1999, "Nam", old)
    p = pen(form, holder=child, mother=mother, father=father, declarant=father)
    desk = commune_desk(place, old)
    p.top(desk, f"{form.draw.randrange(1, 400)}/{day.year}")
    title(form, ["GIẤY KHAI SINH"], 18)
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <born> | Ghi bằng chữ: <words>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi sinh:(1) <birthplace>",
        "Quê quán: <hometown> | Số định danh cá nhân: <number>",
        "**Họ, chữ đệm, tên người mẹ:** <mother.NAME>",
        "Năm sinh: <mother.year> | Dân tộc: <mother.kin> | Quốc tịch: <mother.nation>",
        "Nơi cư trú: <mother.home>",
        "**Họ, chữ đệm, tên người cha:** <father.NAME>",
        "Năm sinh: <father.year> | Dân tộc: <father.kin> | Quốc tịch: <father.nation>",
        "Nơi cư trú: <father.home>",
        "Họ, chữ đệm, tên người đi khai sinh: <declarant.name>",
        "Giấy tờ tùy thân:(2) Thẻ CCCD số <declarant.number>, <declarant.police> cấp ngày <declarant.issued>",
        f"Nơi đăng ký khai sinh:(3) Ủy ban nhân dân {place.whole}",
        f"Ngày, tháng, năm đăng ký: {p.day(day, shown=form.draw.shown(day))}",
    )
    p.sign(registrar(form, "NGƯỜI KÝ GIẤY KHAI SINH", desk.rim))


def birth_1999(form: Form) -> None:
    """Giấy khai sinh of the book of 1999: the place in three lines, the parents in a table, no personal number."""
    framed(form)
    place, day = form.draw.place(True), form.draw.day(1999, 2005)
    child, mother = form.draw.citizen(day.year - 1, day.year - 1, old=True), form.draw.citizen(1960, 1980, "Nữ", True)
    p = pen(form, holder=child, mother=mother, father=form.draw.citizen(1955, 1979, "Nam", True), declarant=mother)
    number = p.told("document_number", f"{form.draw.randrange(1, 300):02d}").strip("*")
    form.sheet.words(form.right, form.y, "Mẫu TP/HT-1999-A.1", form.style("i", 10), "right")
    form.y += 7
    province, district = place.province.removeprefix("tỉnh "), place.district.split(" ", 1)[1].removeprefix("phố ")
    lines = (f"Tỉnh, thành phố: {province}", f"Huyện, quận: {district}", f"Xã, phường: {place.bare}")
    motto(form, form.right - 43, form.y)
    form.sheet.words(form.right - 43, form.y + 15, f"Số: {number}  Quyển số: 01/{day.year}", form.style(), "centre")
    p.pair(lines, (), ())
    form.y += 4
    title(form, ["GIẤY KHAI SINH"], 19)
    p.write(
        "Họ và tên: <NAME> | Nam, nữ: <sex>",
        "Sinh ngày, tháng, năm: <born> (bằng chữ: <words>)",
        "Nơi sinh: <birthplace>",
        "Dân tộc: <kin> | Quốc tịch: <nation>",
        "Quê quán: <hometown>",
    )
    rows = [["PHẦN KHAI VỀ CHA, MẸ", "NGƯỜI MẸ", "NGƯỜI CHA"], ["Họ và tên", "<mother.name>", "<father.name>"]]
    rows += [["Sinh năm", "<mother.year>", "<father.year>"], ["Dân tộc", "<mother.kin>", "<father.kin>"]]
    rows += [["Quốc tịch", "Việt Nam", "Việt Nam"], ["Nghề nghiệp", "Làm ruộng", "Thợ xây"]]
    p.mark = ""
    p.table([43, 60, 60], [*rows, ["Nơi ĐKNK thường trú", "<mother.home>", "<father.home>"]])
    p.write("Họ, tên, nơi ĐKNK thường trú, số CMND của người đứng khai: <declarant.name>, số CMND <declarant.cmnd>")
    form.need(54)
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.commune}", optional=True)
    form.sheet.words(form.right - 42, form.y, f"Đăng ký {p.day(day)}", form.style("i", 11.5), "centre")
    form.y += 6
    rim = commune_desk(place, True).rim
    clerk = Block(("NGƯỜI ĐỨNG KHAI",), SIGN, mother.name, told=False)
    p.sign(clerk, Block(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", form.draw.name("Nam"), rim))


def death_extract(form: Form) -> None:
    """Trích lục khai tử, a copy of Thông tư 04/2020/TT-BTP."""
    old, place, day = period(form)
    gone, p = form.draw.day(2016, 2020), pen(form, holder=form.draw.citizen(1930, 1970, old=old))
    desk = commune_desk(place, old)
    p.top(desk, f"{form.draw.randrange(1, 900)}/TLKT-BS", day)
    title(form, ["TRÍCH LỤC KHAI TỬ"], 16)
    form.y -= 4
    p.note("(BẢN SAO)")
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <long>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi cư trú cuối cùng: <home>",
        "Giấy tờ tùy thân/Số định danh cá nhân: <number>",
        f"Đã chết vào lúc: 04 giờ 20 phút, {long_date(gone)}",
        f"Nơi chết: {form.draw.choice(('Tại nhà', 'Tại nơi cư trú', 'Bệnh viện Đa khoa'))}",
        "Nguyên nhân chết: Bệnh tim mạch",
        f"Số Giấy báo tử/giấy tờ thay thế Giấy báo tử: {form.draw.randrange(1, 90)}/GBT",
        f"Đăng ký khai tử tại: Ủy ban nhân dân {place.whole}",
        f"Số: {form.draw.randrange(1, 90)}/{gone.year} | Ngày đăng ký: {gone + timedelta(days=3):%d/%m/%Y}",
        "Trích lục từ: Cơ sở dữ liệu hộ tịch điện tử",
    )
    p.sign(registrar(form, "NGƯỜI KÝ TRÍCH LỤC", desk.rim))


def marriage_extract(form: Form) -> None:
    """Trích lục kết hôn, a copy: husband and wife beside each other."""
    old, place, day = period(form)
    wife, husband = form.draw.citizen(1970, 1996, "Nữ", old), form.draw.citizen(1966, 1996, "Nam", old)
    p, desk = pen(form, wife=wife, husband=husband), commune_desk(place, old)
    since = form.draw.day(2016, 2020)
    p.dots = False
    p.top(desk, f"{form.draw.randrange(1, 900)}/TLKH-BS", day)
    title(form, ["TRÍCH LỤC KẾT HÔN", "(BẢN SAO)"], 15)
    column = ("Ngày, tháng, năm sinh: <X.born>", "Dân tộc: <X.kin>", "Quốc tịch: <X.nation>", "Nơi cư trú: <X.home>")
    column = (*column, "Giấy tờ tùy thân: CCCD số <X.number>")
    sides = []
    for who, words in (("wife", "vợ"), ("husband", "chồng")):
        sides.append(tuple(one.replace("X", who) for one in (f"Họ, chữ đệm, tên {words}: <X.NAME>", *column)))
    p.pair(*sides)
    p.write(
        f"Đăng ký kết hôn tại: Ủy ban nhân dân {place.whole}",
        f"Giấy chứng nhận kết hôn số: {form.draw.randrange(1, 90)}/{since.year}, {long_date(since)}",
        "Ghi chú: Không",
    )
    p.sign(registrar(form, "NGƯỜI KÝ TRÍCH LỤC", desk.rim))


def single(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân with its numbered notes."""
    old, place, day = period(form)
    person, desk = form.draw.citizen(1975, 2004, old=old), commune_desk(place, old)
    p, start = pen(form, holder=person), form.draw.day(2005, 2015)
    p.top(desk, f"{form.draw.randrange(1, 500)}/UBND-XNTTHN", day)
    title(form, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], 14)
    form.line(f"ỦY BAN NHÂN DÂN {place.whole.upper()}", "centre", "b", form.layout.size * 0.85)
    p.text(f"Xét đề nghị của ông/bà:(3) {person.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân cho(4) bản thân,")
    form.line("XÁC NHẬN:", "centre", "b")
    p.write(
        "Họ, chữ đệm, tên: <name> | Giới tính: <sex>",
        "Ngày, tháng, năm sinh: <born> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Giấy tờ tùy thân:(5) Căn cước công dân số <number>, <police> cấp ngày <issued>",
        "Nơi cư trú:(6) <home>",
        f"Trong thời gian cư trú tại: {place.whole}",
        f"từ {long_date(start)} | đến {long_date(day)}",
        "Tình trạng hôn nhân:(7) Chưa đăng ký kết hôn với ai",
        "Giấy này được cấp để:(8) Làm thủ tục vay vốn ngân hàng",
    )
    p.note("(Giấy này có giá trị sử dụng trong thời hạn 06 tháng kể từ ngày cấp)")
    p.sign(registrar(form, "NGƯỜI KÝ GIẤY XÁC NHẬN", desk.rim))


def marriage_2010(form: Form) -> None:
    """Giấy chứng nhận kết hôn of 2010: a table, the husband first."""
    framed(form)
    place, day = form.draw.place(True), form.draw.day(2010, 2015)
    wife, husband = form.draw.citizen(1965, 1990, "Nữ", True), form.draw.citizen(1962, 1990, "Nam", True)
    p = pen(form, wife=wife, husband=husband)
    p.top(None, note="Mẫu TP/HT-2010-B.1")
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 18)
    p.mark, p.dots = "", False
    number = p.told("document_number", f"{form.draw.randrange(1, 200):02d}")
    p.write(f"Số: {number} | Quyển số: 01/{day.year}")
    form.y += 4
    number = form.draw.choice(("cmnd", "cmnd", "number"))
    rows = [["", "CHỒNG", "VỢ"]]
    for label, key in (
        ("Họ và tên", "NAME"),
        ("Ngày, tháng, năm sinh", "born"),
        ("Dân tộc", "kin"),
        ("Quốc tịch", "nation"),
        ("Nơi thường trú/tạm trú", "home"),
        ("Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế", number),
    ):
        rows.append([label, f"<husband.{key}>", f"<wife.{key}>"])
    p.table([45, 59, 59], rows)
    p.write(f"Nơi đăng ký: Ủy ban nhân dân {place.whole}", f"Ngày, tháng, năm đăng ký: {p.day(day)}")
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.commune}", optional=True)
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.whole}", optional=True)
    form.y += 3
    pair = (Block((words,), SIGN, who.name, told=False) for words, who in (("CHỒNG", husband), ("VỢ", wife)))
    titles = ("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", "CHỦ TỊCH")
    p.sign(*pair, Block(titles, "", form.draw.name("Nam"), commune_desk(place, True).rim))


def member(form: Form) -> None:
    """Sổ hộ khẩu lying open: the head's page at the left, a member's at the right."""
    draw = form.draw
    form.sheets = [Sheet(250, 176, (249, 242, 228))]
    form.left, form.right, form.y = 12.0, 118.0, 16.0
    day, leader = draw.day(2008, 2019), draw.citizen(1945, 1975, old=True)
    p = pen(form, holder=leader, member=draw.citizen(1980, 2004, old=True))
    form.sheet.rule(125, 4, 125, 172, 0.15)
    form.line("SỔ HỘ KHẨU", "centre", "b", 15)
    form.line(f"Số: {p.told('document_number', f'{draw.randrange(10**8, 10**9)}')}", "centre")
    p.write("Họ và tên chủ hộ: <NAME>", "Nơi thường trú: <home>")
    form.y += 5
    unit = draw.choice(("An Thử", "Phú Mẫu", "Đức Ví"))
    form.tell("issuing_agency", f"Công an huyện {unit}", optional=True)
    signer = Block(
        (f"TRƯỞNG CÔNG AN HUYỆN {unit.upper()}",), SIGN_BOOK, draw.name("Nam"), ("CÔNG AN HUYỆN", "CÔNG AN TỈNH")
    )
    p.foot(unit, day, signer)
    p.write(f"Hồ sơ hộ khẩu số: {draw.randrange(100, 9999)}")
    p.write(f"Sổ đăng ký thường trú số: {draw.randrange(1, 30):02d} | Tờ số: {draw.randrange(1, 99)}")
    form.left, form.right, form.y = 132.0, 240.0, 16.0
    form.line(f"QUAN HỆ VỚI CHỦ HỘ: {draw.choice(('Con', 'Cháu', 'Cháu nội'))}", marks="b")
    number = draw.choice(("CMND số: <member.cmnd> | Hộ chiếu số:", "CMND/CCCD số: <member.number> | Hộ chiếu số:"))
    p.write(
        "Họ và tên: <member.NAME>",
        "Họ và tên gọi khác (nếu có):",
        "Ngày, tháng, năm sinh: <member.born> | Giới tính: <member.sex>",
        "Quê quán: <member.hometown>",
        "Dân tộc: <member.kin> | Tôn giáo: Không",
        number,
        "Nghề nghiệp, nơi làm việc: Công nhân",
        f"Chuyển đến ngày: {day:%d/%m/%Y}",
        "Nơi thường trú trước khi chuyển đến: <member.birthplace>",
    )
    form.sheet.words(152, form.y + 4, "CÁN BỘ ĐĂNG KÝ", form.style("b", 10), "centre")
    form.sheet.words(210, form.y + 4, "TRƯỞNG CÔNG AN", form.style("b", 10), "centre")
    form.sheet.words(132, 168, "Lý do xóa đăng ký thường trú: ..............................", form.style("", 10))
