"""Civil status papers and the declarations for them, of bench/papers_unseen_more.py."""

from datetime import date, timedelta

from bench.papers_civil import commune_desk, framed
from bench.papers_form import Desk, Form, title
from bench.papers_pen import SIGN_CIVIL, Block, Pen, pen, period
from bench.papers_people import Place, first_up
from bench.papers_unseen_civil import registrar
from samples.people import date_words, long_date

TRUE = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật."
ASKS = "(Ký, ghi rõ họ, chữ đệm, tên)"
CARDS = (
    "Thẻ căn cước công dân số <X.number>, do <X.police> cấp ngày <X.issued>",
    "CCCD <X.number> cấp ngày <X.issued>, <X.police>",
    "Căn cước số <X.number>, Bộ Công an cấp ngày <X.issued>",
)


def card(form: Form, who: str) -> str:
    """What stands after `Giấy tờ tùy thân`, in one of the ways in which registrars write it."""
    return form.draw.choice(CARDS).replace("X", who)


def three_lines(place: Place) -> Desk:
    """The commune's committee over its district and its province, as forms before 2016 have it."""
    lines = (f"UBND {place.commune.upper()}", place.district.upper(), place.province.upper())
    rim = (f"ỦY BAN NHÂN DÂN {place.commune.upper()}", place.district.upper())
    return Desk(lines, f"Ủy ban nhân dân {place.commune}", place.bare, rim)


def both_agencies(form: Form, place: Place) -> None:
    """Tells the registering office of a paper whose head does not name it; either extent is right."""
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.commune}", optional=True)
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.whole}", optional=True)


def parents(p: Pen, *order: tuple[str, str]) -> None:
    """Name, year, ethnicity, nationality and home of each parent."""
    for who, words in order:
        p.write(
            f"Họ, chữ đệm, tên người {words}: <{who}.NAME>",
            f"Năm sinh: <{who}.year> | Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation>",
            f"Nơi cư trú: <{who}.home>",
        )


def birth_copy(form: Form) -> None:
    """Giấy khai sinh (bản sao) of 2006 to 2015: father before mother, who signed the original, who the copy."""
    draw, place = form.draw, form.draw.place(True)
    day = draw.day(2008, 2013)
    copied = day + timedelta(days=draw.randrange(1, 600))
    child = draw.citizen(day.year - 1, day.year - 1, old=True)
    father, mother = draw.citizen(1970, 1986, "Nam", True), draw.citizen(1972, 1989, "Nữ", True)
    p, desk = pen(form, holder=child, father=father, mother=mother), three_lines(place)
    p.top(desk, note=f"Mẫu TP/HT-20{'06' if day.year < 2010 else '10'}-KS.1.a")
    number = p.told("document_number", f"{draw.randrange(1, 250):02d}").strip("*")
    form.sheet.words(form.right - 43, form.y - 7, f"Số: {number}   Quyển số: 01/{day.year}", form.style(), "centre")
    form.y += 3
    title(form, ["GIẤY KHAI SINH"], 19)
    form.y -= 4
    form.line("(BẢN SAO)", "centre", "b")
    p.write(
        "Họ và tên: <NAME> | Giới tính: <sex>",
        f"Ngày, tháng, năm sinh: <born> (Bằng chữ: {date_words(child.person.born)})",
        "Nơi sinh: <birthplace>",
        "Quê quán: <hometown>",
        "Dân tộc: <kin> | Quốc tịch: <nation>",
    )
    for who, words in (("father", "cha"), ("mother", "mẹ")):
        p.write(
            f"Họ và tên {words}: <{who}.NAME>",
            f"Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation> | Năm sinh: <{who}.year>",
            f"Nơi thường trú/tạm trú: <{who}.home>",
        )
    p.write(f"Nơi đăng ký: Ủy ban nhân dân {place.whole}")
    form.tell("issue_date", day.isoformat(), optional=True)
    p.write(f"Ngày, tháng, năm đăng ký: {draw.shown(day)}", "Ghi chú:")
    first = draw.name("Nam")
    p.write(f"Họ và tên, chữ ký của người đi khai sinh: (Đã ký) {father.name}")
    p.write(f"Họ, tên, chức vụ người ký Giấy khai sinh: (Đã ký) {first} - Chủ tịch")
    form.tell("signer", first, optional=True)
    form.tell("signer_title", "Chủ tịch", optional=True)
    form.need(52)
    form.line("SAO TỪ SỔ ĐĂNG KÝ KHAI SINH", "centre", "b")
    form.tell("issue_date", copied.isoformat(), long_date(copied), optional=True)
    form.sheet.words(form.right - 42, form.y, first_up(long_date(copied)), form.style("i", 11.5), "centre")
    form.y += 4
    p.sign(Block(("NGƯỜI KÝ BẢN SAO GIẤY KHAI SINH", "PHÓ CHỦ TỊCH"), "", draw.name("Nam"), desk.rim))


def birth_extract(form: Form) -> None:
    """Trích lục khai sinh (bản sao) of Thông tư 04/2020/TT-BTP."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    since = draw.day(2016, 2020)
    child = draw.citizen(1986, since.year - 1, old=True)
    p = pen(
        form, holder=child, mother=draw.citizen(1958, 1968, "Nữ", True), father=draw.citizen(1955, 1967, "Nam", True)
    )
    p.top(desk, f"{draw.randrange(1, 1200):02d}/TLKS-BS", day)
    title(form, ["TRÍCH LỤC KHAI SINH"], 16)
    form.y -= 4
    form.line("(BẢN SAO)", "centre", "b")
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Ngày, tháng, năm sinh: <born>",
        "Ghi bằng chữ: <words>",
        "Nơi sinh: <birthplace>",
        "Quê quán: <hometown>",
        "Số định danh cá nhân: <number>",
    )
    parents(p, ("mother", "mẹ"), ("father", "cha"))
    p.write(
        f"Nơi đăng ký khai sinh: Ủy ban nhân dân {place.whole}",
        f"Ngày, tháng, năm đăng ký khai sinh: {draw.shown(since)} | Số: {draw.randrange(1, 300)}/{since.year}",
        "Ghi chú:(4)",
    )
    p.sign(registrar(form, "NGƯỜI KÝ TRÍCH LỤC", desk.rim))


def death_first(form: Form) -> None:
    """Trích lục khai tử, the first one that the declarant is given."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    gone = day - timedelta(days=draw.randrange(1, 15))
    dead, kin = draw.citizen(1932, 1975, old=old), draw.citizen(1968, 2000, old=old)
    p = pen(form, holder=dead, declarant=kin)
    p.top(desk, f"{draw.randrange(1, 150)}/TLKT", day)
    title(form, ["TRÍCH LỤC KHAI TỬ"], 17)
    p.write(
        "Họ, chữ đệm, tên: <NAME> | Giới tính: <sex>",
        "Ngày, tháng, năm sinh: <long> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Số định danh cá nhân: <number>",
        f"Giấy tờ tùy thân: Thẻ căn cước công dân, cấp ngày {draw.shown(draw.day(2021, 2023))}",
        "Nơi cư trú cuối cùng: <home>",
        f"Đã chết vào lúc: {draw.randrange(1, 24):02d} giờ 30 phút, ngày {gone:%d} tháng {gone:%m} năm {gone.year}",
        f"(Ghi bằng chữ: {date_words(gone)})",
        f"Nơi chết: {draw.choice(('Tại nhà riêng', 'Trạm Y tế', 'Trung tâm Y tế khu vực'))}, {place.whole}",
        f"Nguyên nhân chết: {draw.choice(('Bệnh già', 'Tai biến mạch máu não', 'Ung thư phổi'))}",
        f"Giấy báo tử số: {draw.randrange(1, 90):02d}/UBND-GBT | ngày {gone:%d/%m/%Y}",
        "Họ, chữ đệm, tên người đi khai tử: <declarant.name>",
        f"Giấy tờ tùy thân: {card(form, 'declarant')}",
        f"Đăng ký khai tử tại: Ủy ban nhân dân {place.whole}",
    )
    p.sign(registrar(form, "NGƯỜI KÝ TRÍCH LỤC", desk.rim))


def single_2010(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân of Nghị định 158/2005/NĐ-CP: CMND, nơi thường trú/tạm trú."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2010, 2015)
    p, desk = pen(form, holder=draw.citizen(1965, 1994, old=True)), three_lines(place)
    p.top(desk, f"{draw.randrange(1, 400):02d}/XN", day, "Mẫu TP/HT-2010-XNHN.1")
    title(form, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], 15)
    p.text(f"Xét đề nghị của ông/bà: {p.people['holder'].citizen.name},")
    form.line(f"ỦY BAN NHÂN DÂN {place.commune.upper()}", "centre", "b")
    form.line("XÁC NHẬN:", "centre", "b")
    given = draw.shown(draw.day(2001, 2009))
    p.write(
        "Ông/bà: <NAME> | Giới tính: <sex>",
        "Ngày, tháng, năm sinh: <born>",
        "Nơi sinh: <birthplace>",
        "Dân tộc: <kin> | Quốc tịch: <nation>",
        "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế: <cmnd>",
        f"Nơi cấp: Công an {place.province} | Ngày cấp: {given}",
        "Nơi thường trú/tạm trú: <home>",
        f"Tình trạng hôn nhân: {draw.choice(('Chưa đăng ký kết hôn lần nào', 'Chưa đăng ký kết hôn với ai'))}.",
    )
    p.text(
        "Giấy xác nhận này được sử dụng để làm thủ tục đăng ký kết hôn.",
        "Giấy này có giá trị 06 tháng, kể từ ngày cấp.",
    )
    p.sign(Block(draw.choice((("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("CHỦ TỊCH",))), "", draw.name("Nam"), desk.rim))


def marriage_2020(form: Form) -> None:
    """Giấy chứng nhận kết hôn of Thông tư 04/2020/TT-BTP: the wife at the left, the husband at the right."""
    framed(form)
    old, place, day = period(form)
    draw = form.draw
    wife, husband = draw.citizen(1980, 2003, "Nữ", old), draw.citizen(1976, 2002, "Nam", old)
    p, desk = pen(form, wife=wife, husband=husband), commune_desk(place, old)
    p.dots, number = False, f"{draw.randrange(1, 300):02d}/{day.year}"
    p.top(desk, number)
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 18)
    kind = draw.choice(("CCCD số", "Căn cước công dân số", "Thẻ căn cước số"))
    column = (
        "Ngày, tháng, năm sinh:|<X.born>",
        "Dân tộc: <X.kin>",
        "Quốc tịch: <X.nation>",
        "Nơi cư trú: <X.home>",
        f"Giấy tờ tùy thân: {kind}|<X.number>,|cấp ngày <X.issued>",
    )
    sides = []
    for who, words in (("wife", "vợ"), ("husband", "chồng")):
        lines = (f"Họ, chữ đệm, tên {words}:|**<X.NAME>**" if not p.mark else f"Họ, chữ đệm, tên {words}:|<X.NAME>",)
        sides.append(tuple(part.replace("X", who) for line in (*lines, *column) for part in line.split("|")))
    p.pair(*sides)
    p.write(
        f"Nơi đăng ký kết hôn: Ủy ban nhân dân {place.whole}",
        f"Ngày, tháng, năm đăng ký: {p.day(day)}",
        "Giấy chứng nhận kết hôn này có giá trị kể từ ngày, tháng, năm đăng ký.",
    )
    signers = (Block((words,), ASKS, who.name, told=False) for words, who in (("Vợ", wife), ("Chồng", husband)))
    titles = ("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    p.sign(*signers)
    p.sign(Block(titles, SIGN_CIVIL, draw.name("Nam"), desk.rim))


def asked(p: Pen, place: Place, name: list[str], kin: str) -> None:
    """The upper part of a civil status declaration: title, addressee, who asks."""
    form = p.form
    p.top(None)
    title(form, name, 15)
    p.to(f"{form.draw.choice(('', '(1) '))}Ủy ban nhân dân {place.whole}")
    p.write(
        "Họ, chữ đệm, tên người yêu cầu: <declarant.name>",
        "Nơi cư trú: <declarant.home>",
        f"Giấy tờ tùy thân: {card(form, 'declarant')}",
        kin,
    )


def asks(p: Pen, place: Place, day: date) -> None:
    """The lower part of one: the oath, place and date, who signs."""
    p.text(TRUE)
    block = Block((p.form.draw.choice(("Người yêu cầu", "NGƯỜI YÊU CẦU")),), ASKS, p.people["declarant"].citizen.name)
    p.form.need(64)
    p.foot(f"Làm tại: {place.bare}", day, block)


def declare_birth(form: Form) -> None:
    """Tờ khai đăng ký khai sinh of Thông tư 04/2020/TT-BTP, by the father; the child has no number yet."""
    old, place, day = period(form)
    draw = form.draw
    child, mother = draw.citizen(day.year - 1, day.year - 1, old=old), draw.citizen(1982, 2003, "Nữ", old)
    father = draw.citizen(1978, 2002, "Nam", old)
    p = pen(form, holder=child, mother=mother, father=father, declarant=father)
    p.gap = min(p.gap, 0.8)
    asked(p, place, ["TỜ KHAI ĐĂNG KÝ KHAI SINH"], "Quan hệ với người được khai sinh: Cha đẻ")
    p.heading("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:")
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <born> | ghi bằng chữ: <words>",
        "Nơi sinh:(4) <birthplace>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Quê quán: <hometown>",
    )
    parents(p, ("mother", "mẹ"), ("father", "cha"))
    p.write(f"Đề nghị cấp bản sao: Có □ | Không □ | Số lượng: {draw.randrange(1, 6):02d} bản")
    asks(p, place, day)


def declare_marriage(form: Form) -> None:
    """Tờ khai đăng ký kết hôn: a table of bên nữ and bên nam with room for their photographs."""
    old, place, day = period(form)
    draw = form.draw
    wife, husband = draw.citizen(1985, 2004, "Nữ", old), draw.citizen(1980, 2003, "Nam", old)
    p = pen(form, wife=wife, husband=husband)
    p.mark, p.dots = "", False
    p.top(None)
    for x, words in ((58.0, "bên nữ"), (132.0, "bên nam")):
        form.sheet.frame(x, form.y, 24, 28)
        form.sheet.words(x + 12, form.y + 13, "Ảnh 3x4", form.style("i", 9), "centre")
        form.sheet.words(x + 12, form.y + 18, words, form.style("i", 9), "centre")
    form.y += 39
    title(form, ["TỜ KHAI ĐĂNG KÝ KẾT HÔN"], 15)
    p.to(f"Ủy ban nhân dân {place.commune}")
    rows = [["Thông tin", "Bên nữ", "Bên nam"]]
    for label, words in (
        ("Họ, chữ đệm, tên", "<X.NAME>"),
        ("Ngày, tháng, năm sinh", "<X.born>"),
        ("Dân tộc", "<X.kin>"),
        ("Quốc tịch", "<X.nation>"),
        ("Nơi cư trú", "<X.home>"),
        ("Giấy tờ tùy thân", "CCCD số <X.number>, cấp ngày <X.issued>"),
        ("Kết hôn lần thứ mấy", "Lần thứ nhất"),
    ):
        rows.append([label, words.replace("X", "wife"), words.replace("X", "husband")])
    p.table([35, 64, 64], rows)
    p.text(
        "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, không vi"
        " phạm quy định của Luật Hôn nhân và gia đình Việt Nam. Đề nghị Quý cơ quan đăng ký."
    )
    for person, words in ((wife, "Bên nữ"), (husband, "Bên nam")):
        form.tell("signer", person.name, optional=True)
        form.tell("signer_title", words, optional=True)
    p.foot(
        place.bare,
        day,
        Block(("Bên nữ",), ASKS, wife.name, told=False),
        Block(("Bên nam",), ASKS, husband.name, None, False),
    )


def declare_single(form: Form) -> None:
    """Tờ khai cấp Giấy xác nhận tình trạng hôn nhân, for oneself."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1975, 2004, old=old)
    p = pen(form, holder=person, declarant=person)
    name = ["TỜ KHAI CẤP GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"]
    p.top(None)
    title(form, name, 15)
    p.to(f"Ủy ban nhân dân {place.whole}")
    form.tell("all_citizen_ids", person.number, role="declarant", optional=True)
    p.write(
        f"Họ, chữ đệm, tên người yêu cầu: {person.name}",
        f"Nơi cư trú:(2) {person.person.home}",
        f"Giấy tờ tùy thân:(3) CCCD số {person.number}",
        f"Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân: {draw.choice(('Bản thân', 'Chính mình'))}",
    )
    p.heading("Đề nghị cơ quan cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:")
    p.write(
        "Họ, chữ đệm, tên: <name>",
        "Ngày, tháng, năm sinh: <born>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi cư trú:(2) <home>",
        f"Giấy tờ tùy thân:(3) {card(form, 'holder')}",
        "Tình trạng hôn nhân:(4) Hiện tại chưa đăng ký kết hôn với ai",
        f"Trong thời gian cư trú tại:(5) {place.whole}",
        f"từ ngày {draw.day(2008, 2013):%d/%m/%Y} | đến ngày {day:%d/%m/%Y}",
        f"Mục đích sử dụng Giấy xác nhận:(6) {draw.choice(('Mua bán nhà đất', 'Vay vốn ngân hàng'))}",
    )
    asks(p, place, day)


def declare_again(form: Form) -> None:
    """Tờ khai đăng ký lại khai sinh: an older person's, handed in by a child; father before mother."""
    old, place, day = period(form)
    draw, at = form.draw, form.draw.place(True)
    born = draw.citizen(1950, 1966, old=old)
    p = pen(form, holder=born, declarant=draw.citizen(1975, 1999, old=old))
    p.people["mother"] = pen(form, mother=draw.citizen(1925, 1932, "Nữ", old)).people["mother"]
    p.people["father"] = pen(form, father=draw.citizen(1922, 1931, "Nam", old)).people["father"]
    p.gap = min(p.gap, 0.8)
    asked(p, place, ["TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH"], "Quan hệ với người được khai sinh: Con")
    p.heading("Đề nghị cơ quan đăng ký lại khai sinh cho người có tên dưới đây:")
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <long>",
        f"Ghi bằng chữ: {date_words(born.person.born)}",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi sinh: <birthplace>",
        "Quê quán: <hometown>",
    )
    parents(p, ("father", "cha"), ("mother", "mẹ"))
    first = born.person.born + timedelta(days=draw.randrange(20, 900))
    p.write(
        f"Đã đăng ký khai sinh tại:(4) Ủy ban hành chính {at.whole} | ngày {first:%d/%m/%Y}",
        f"Theo Giấy khai sinh số:(5) {draw.randrange(1, 90)} | Quyển số: 01",
        "Lý do đăng ký lại: Sổ hộ tịch và bản chính Giấy khai sinh đều bị mất",
    )
    asks(p, place, day)
