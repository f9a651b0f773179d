"""Civil status papers, a household book and a court's decree, of bench/papers_unseen_fourth.py."""

from datetime import timedelta

from bench.papers_civil import commune_desk, framed
from bench.papers_form import Desk, Form, motto, title
from bench.papers_pen import SIGN, Block, Pen, fitted, pen, period
from bench.papers_people import Place
from bench.papers_unseen_third_civil import officer, parents
from bench.papers_unseen_third_pen import also, columns, footnotes, typed
from samples.ink import waves
from samples.people import long_date
from samples.sheet import Art, Sheet


def cornered(p: Pen, place: Place, *corner: str) -> None:
    """The motto in the middle, the commune's lines small at its left, the form's, number and book at its right."""
    form, width = p.form, 28.0
    middle, top = (form.left + form.right) / 2, form.y
    motto(form, middle, top)
    commune = place.commune.split(" ", 1)
    left = ("ỦY BAN NHÂN DÂN", f"{commune[0].capitalize()}: {commune[1]}", place.district, place.province)
    for x, lines in ((form.left - 4, left), (form.right - width + 4, corner)):
        for number, words in enumerate(lines):
            shown = words[:1].upper() + words[1:]
            size = fitted(shown, form.layout.face, 9.5, width)
            form.sheet.words(x, top + number * 4.7, shown, form.style("", size))
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.commune}", optional=True)
    form.y = top + 24


def birth_again(form: Form) -> None:
    """Giấy khai sinh (đăng ký lại), TP/HT-2010-KS.2: of somebody grown up, who has had it entered anew."""
    framed(form)
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2010, 2015)
    person = draw.citizen(1966, 1992, old=True)
    p = pen(form, holder=person, **parents(form, True, person.person.born.year))
    p.dots, p.gap = True, min(p.gap, 0.8)
    number = p.told("document_number", f"{draw.randrange(1, 200):02d}").strip("*")
    cornered(p, place, "TP/HT-2010-KS.2", f"Số: {number}", f"Quyển số: 01/{day.year}")
    title(form, ["GIẤY KHAI SINH"], 18)
    form.y -= 4
    form.line("BẢN CHÍNH", "centre", "b")
    form.line("(Đăng ký lại)", "centre", "i")
    form.y += 2
    p.write(
        "Họ và tên: <NAME> | Giới tính: <sex>",
        "Ngày, tháng, năm sinh: <born>",
        "(Bằng chữ: <words>)",
        "Nơi sinh: <birthplace>",
        "Dân tộc: <kin> | Quốc tịch: <nation>",
        "Quê quán: <hometown>",
    )
    for who, words in (("father", "cha"), ("mother", "mẹ")):
        p.write(
            f"Họ và tên {words}: <{who}.NAME>",
            f"Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation> | Năm sinh: <{who}.year>",
            f"Nơi thường trú/tạm trú: <{who}.home>",
        )
    p.write(
        f"Nơi đăng ký: Ủy ban nhân dân {place.whole}",
        f"Ngày, tháng, năm đăng ký: {p.day(day, shown=draw.shown(day))}",
        f"Ghi chú: Đăng ký lại; sổ cũ năm {person.person.born.year + 1} không còn",
        f"Họ và tên người đi khai sinh: {person.name}",
        "Quan hệ với người được khai sinh: Bản thân",
    )
    p.sign(
        Block(("NGƯỜI ĐI KHAI SINH",), "(Đã ký)", person.name, told=False),
        Block(("CÁN BỘ TƯ PHÁP HỘ TỊCH",), "(Đã ký)", draw.name("Nữ"), told=False),
        Block(
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "(Ký, ghi rõ họ tên, đóng dấu)", draw.name("Nam"), commune_rim(place)
        ),
    )


def commune_rim(place: Place) -> tuple[str, str]:
    """The words on a commune's seal."""
    return commune_desk(place, True).rim


def guardianship(form: Form) -> None:
    """Trích lục đăng ký giám hộ of Thông tư 04/2020/TT-BTP: the guardian over the ward; a reader may tell either."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p = pen(form, named=draw.citizen(1950, 1985, old=old))
    ward = draw.citizen(2009, 2020, old=old)
    p.people |= {"ward": pen(form, named=ward).people["named"]}
    p.gap, since = min(p.gap, 1.0), draw.day(2016, 2020) if ward.person.born.year < 2016 else day - timedelta(days=4)
    p.top(desk, f"{draw.randrange(1, 60):02d}/TLGH", day)
    title(form, ["TRÍCH LỤC ĐĂNG KÝ GIÁM HỘ"], 15)
    for who, words in (("named", "người giám hộ"), ("ward", "người được giám hộ")):
        p.write(
            f"Họ, chữ đệm, tên {words}: <{who}.NAME>",
            f"Ngày, tháng, năm sinh: <{who}.born> | Giới tính: <{who}.sex>",
            f"Dân tộc: <{who}.kin> | Quốc tịch: <{who}.nation>",
            f"Giấy tờ tùy thân: {'Thẻ căn cước số' if who == 'named' else 'Số định danh cá nhân'} <{who}.number>",
            f"Nơi cư trú: <{who}.home>",
        )
        form.y += 2
    p.write(
        f"Lý do giám hộ: {draw.choice(('Cha, mẹ đều đã chết', 'Mồ côi cha mẹ, không nơi nương tựa'))}",
        f"Đã đăng ký việc giám hộ tại: Ủy ban nhân dân {place.whole}",
        f"Số: {draw.randrange(1, 30):02d}/{since.year} | Ngày đăng ký: {since:%d/%m/%Y}",
        "Thực hiện trích lục từ: Sổ đăng ký giám hộ",
    )
    p.sign(officer(form, desk, "NGƯỜI KÝ TRÍCH LỤC", draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))))


def widowed(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân of a widow or widower, at a child's request, with the dead spouse's number."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    person = draw.citizen(1950, 1972, old=old)
    woman = person.person.sex == "Nữ"
    gone = draw.citizen(1948, 1972, "Nam" if woman else "Nữ", old)
    p, died = pen(form, holder=person), draw.day(2017, 2020)
    also(p, gone=gone, child=draw.citizen(1975, 1999, old=old))
    p.dots, p.gap = False, min(p.gap, 0.8)
    p.top(desk, f"{draw.randrange(1, 900)}/UBND-XNTTHN", day)
    title(form, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], 14)
    p.text(
        f"Xét đề nghị của ông/bà:(3) {p.people['child'].citizen.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân"
        f" cho:(4) {person.name},"
    )
    form.line("XÁC NHẬN:", "centre", "b")
    form.y += 1
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <born>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Giấy tờ tùy thân:(5) Thẻ căn cước công dân số <number>, <police> cấp ngày <issued>",
        "Nơi cư trú:(6) <home>",
        f"Tình trạng hôn nhân:(7) Đã đăng ký kết hôn, nhưng {'chồng là ông' if woman else 'vợ là bà'} <gone.name> (số"
        f" CCCD: <gone.number>) đã chết (Trích lục khai tử số {draw.randrange(1, 90)}/TLKT do"
        f" UBND {place.commune} cấp ngày {died:%d/%m/%Y}); hiện tại chưa đăng ký kết hôn với ai.",
        f"Giấy này được cấp để:(8) {draw.choice(('làm thủ tục vay vốn', 'chuyển nhượng quyền sử dụng đất'))}",
        "Giấy này có giá trị sử dụng trong thời hạn 06 tháng, kể từ ngày cấp.",
    )
    titles = draw.choice((("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    p.sign(officer(form, desk, *titles))
    footnotes(
        p,
        "(3) Ghi rõ họ tên người yêu cầu. (4) Ghi rõ họ tên người được cấp Giấy xác nhận.",
        "(5) Ghi rõ loại giấy tờ, số, cơ quan cấp, ngày cấp (ví dụ: Căn cước công dân số 001089123456, Cục Cảnh sát"
        " quản lý hành chính về trật tự xã hội cấp ngày 12/5/2021).",
        "(8) Ghi rõ mục đích sử dụng; trường hợp để kết hôn thì ghi rõ họ tên người dự định kết hôn.",
    )


def marriage_2006(form: Form) -> None:
    """Giấy chứng nhận kết hôn TP/HT-2006-KH.1 on a sheet that lies: husband at the left, wife at the right."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2006, 2010)
    form.sheets, form.left, form.right, form.y = [Sheet(297, 210, (252, 240, 234))], 26.0, 271.0, 20.0
    form.sheet.items.append(Art(7, 7, 283, 196, waves((230, 140, 130), 0.13)))
    form.sheet.frame(10, 10, 277, 190)
    husband, wife = draw.citizen(1968, 1986, "Nam", True), draw.citizen(1970, 1988, "Nữ", True)
    p = pen(form, husband=husband, wife=wife)
    p.gap, number = 1.2, p.told("document_number", f"{draw.randrange(1, 150):02d}").strip("*")
    cornered(p, place, "Mẫu TP/HT-2006-KH.1", f"Số: {number}", f"Quyển số: 01/{day.year}")
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 19)
    side = (
        "Họ và tên W: <X.NAME>",
        "Ngày, tháng, năm sinh: <X.born>",
        "Dân tộc: <X.kin> Quốc tịch: <X.nation>",
        "Nơi thường trú/tạm trú: <X.home>",
        "Số Giấy CMND/Hộ chiếu: <X.cmnd>",
    )
    sides = []
    for who, words in (("husband", "chồng"), ("wife", "vợ")):
        sides.append(tuple(one.replace("X", who).replace("W", words) for one in side))
    columns(p, typed, *sides)
    form.y += 1
    typed(
        p,
        f"Nơi đăng ký: ‹Ủy ban nhân dân {place.whole}›",
        f"Ngày, tháng, năm đăng ký: ‹{p.day(day).strip('*')}› Ghi chú: ‹›",
    )
    seal = Block(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", draw.name("Nam"), commune_rim(place))
    pair = [Block((words,), SIGN, one.name, told=False) for words, one in (("Chồng", husband), ("Vợ", wife))]
    p.sign(*pair, seal)


def household_1995(form: Form) -> None:
    """Sổ hộ khẩu gia đình, NK3a, of before 2005: the cover's inside, then all members in one table with CMND."""
    draw, paper = form.draw, (247, 239, 216)
    form.sheets, form.left, form.right, form.y = [Sheet(148, 210, paper)], 14.0, 136.0, 18.0
    place, day = draw.place(True), draw.day(1993, 2004)
    head = draw.citizen(1935, 1962, "Nam", True)
    p = pen(form, holder=head)
    also(p, wife=draw.citizen(1938, 1965, "Nữ", True))
    also(p, **{f"kin{number}": draw.citizen(1966, 1987, old=True) for number in range(draw.randint(1, 3))})
    p.gap, number = 0.6, p.told("document_number", f"{draw.randrange(10**5, 10**6)}").strip("*")
    form.sheet.words(form.right, form.y, "Mẫu NK3a", form.style("i", 9), "right")
    form.y += 7
    motto(form, 75, form.y)
    form.y += 24
    form.line("SỔ HỘ KHẨU", "centre", "b", 20)
    form.line("GIA ĐÌNH", "centre", "b", 16)
    form.line(f"Số: {number}", "centre")
    form.y += 6
    street = head.person.home.split(", ", 1)
    typed(
        p,
        "Họ và tên chủ hộ: <NAME>",
        f"Số nhà, đường phố (thôn, ấp): ‹{street[0]}›",
        f"Phường, xã, huyện, tỉnh: ‹{street[1]}›",
    )
    form.tell("address", head.person.home, optional=True)
    form.tell("issuing_agency", f"Công an {place.district}", optional=True)
    name = place.district.split(" ", 1)[1].removeprefix("phố ")
    unit = Block(
        (f"TRƯỞNG CÔNG AN {place.district.upper()}",), "", draw.name("Nam"), ("CÔNG AN", place.district.upper())
    )
    p.foot(name, day, unit)
    form.sheets.append(Sheet(210, 148, paper))
    form.left, form.right, form.y, p.mark = 10.0, 200.0, 18.0, ""
    form.line("NHỮNG NGƯỜI TRONG HỘ", "centre", "b")
    form.y += 2
    rows = [["TT", "Họ và tên", "Quan hệ với chủ hộ", "Nam, nữ", "Ngày, tháng, năm sinh", "Nguyên quán", "Số CMND"]]
    people = [("", "Chủ hộ"), ("wife.", "Vợ"), *((f"{who}.", "Con") for who in p.people if who.startswith("kin"))]
    for place_, (who, kin) in enumerate(people, 1):
        slots = [f"<{who}{key}>" for key in ("name", "sex", "born", "hometown", "cmnd")]
        rows.append([f"{place_}", slots[0], kin, *slots[1:]])
    p.table([9, 42, 23, 13, 28, 50, 25], rows)


def court_desk(place: Place, old: bool, number: int) -> Desk:
    """A court of first instance: of the district until June 2025, of a region since."""
    province = place.province.removeprefix("tỉnh ")
    area = place.district if old else f"khu vực {number} - {province}"
    name = place.district.split(" ", 1)[1].removeprefix("phố ") if old else province
    rim = ("TÒA ÁN NHÂN DÂN", area.upper())
    return Desk(("TÒA ÁN NHÂN DÂN", area.upper()), f"Tòa án nhân dân {area}", name, rim)


def divorce(form: Form) -> None:
    """Quyết định công nhận thuận tình ly hôn, mẫu số 31-DS: the two by turns, their child, a judge."""
    old, place, day = period(form)
    draw, desk = form.draw, court_desk(place, old, form.draw.randrange(1, 9))
    wife, husband = draw.citizen(1975, 1996, "Nữ", old), draw.citizen(1972, 1995, "Nam", old)
    child = draw.citizen(2010, 2019, old=old)
    p = pen(form, wife=wife, husband=husband)
    p.mark, number = "", f"{draw.randrange(10, 400)}/{day.year}/QĐST-HNGĐ"
    p.top(desk, number, day)
    title(form, ["QUYẾT ĐỊNH"], 14)
    form.y -= 4
    about = ["CÔNG NHẬN THUẬN TÌNH LY HÔN", "VÀ SỰ THỎA THUẬN CỦA CÁC ĐƯƠNG SỰ"]
    for words in about:
        form.line(words, "centre", "b", form.layout.size)
    form.tell("subject", " ".join(about))
    form.y += 3
    came = day - timedelta(days=draw.randrange(20, 60))
    p.text(
        f"Căn cứ hồ sơ vụ án dân sự thụ lý số {draw.randrange(10, 600)}/{came.year}/TLST-HNGĐ {long_date(came)} về việc"
        " tranh chấp hôn nhân và gia đình, giữa:"
    )
    for who, words in (("wife", "Nguyên đơn: Chị"), ("husband", "Bị đơn: Anh")):
        p.text(f"- {words} <{who}.name>, sinh ngày <{who}.born>; số CCCD: <{who}.number>; nơi cư trú: <{who}.home>.")
    p.text(
        "Căn cứ các điều 212, 213 và 397 của Bộ luật Tố tụng dân sự; các điều 55, 81, 82 và 83 của Luật Hôn nhân và"
        " gia đình; xét thấy thỏa thuận của các đương sự là tự nguyện, không trái đạo đức xã hội."
    )
    form.line("QUYẾT ĐỊNH:", "centre", "b")
    form.y += 1
    p.text(
        f"1. Công nhận sự thuận tình ly hôn giữa chị {wife.name} và anh {husband.name}.",
        f"2. Về con chung: giao con chung tên {child.name}, sinh ngày {child.person.born:%d/%m/%Y} cho chị {wife.name}"
        " trực tiếp nuôi dưỡng. Về tài sản chung và nợ chung: không yêu cầu Tòa án giải quyết.",
        f"3. Về án phí: chị {wife.name} chịu 150.000 đồng án phí dân sự sơ thẩm.",
        "4. Quyết định này có hiệu lực pháp luật ngay sau khi được ban hành và không bị kháng cáo, kháng nghị theo thủ"
        " tục phúc thẩm.",
    )
    form.need(50)
    p.receivers("Các đương sự", "Viện kiểm sát nhân dân", f"UBND {place.commune}")
    p.sign(Block(("THẨM PHÁN",), "", draw.name(draw.choice(("Nam", "Nữ"))), desk.rim))
