"""Civil status papers and household registers, old and new, each in every layout of bench/papers_form.py."""

from datetime import date, timedelta

from bench.papers_form import Desk, Entry, Form, Signer, head, place_and_date, sign, title
from bench.papers_people import Citizen, Place, first_up
from samples.ink import waves
from samples.people import date_words
from samples.sheet import Art, Sheet

HEADS = (("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))


def commune_desk(place: Place, old: bool) -> Desk:
    """The people's committee of a commune."""
    upper = place.commune.upper()
    lines = (f"UBND {place.district.upper()}", f"UBND {upper}") if old else ("ỦY BAN NHÂN DÂN", upper)
    rim = (f"ỦY BAN NHÂN DÂN {upper}", place.province.upper())
    return Desk(lines, f"Ủy ban nhân dân {place.commune}", place.bare, rim)


def head_signer(form: Form) -> Signer:
    return Signer(form.draw.choice(HEADS), form.draw.name(form.draw.choice(("Nam", "Nữ"))))


def whose(label: str, role: str) -> str:
    """`Họ, chữ đệm, tên` of the mother: `Họ, chữ đệm, tên người mẹ`."""
    words = {"mother": " người mẹ", "father": " người cha", "holder": "", "wife": " vợ", "husband": " chồng"}
    return label + words[role]


def name_label(form: Form) -> str:
    return "Họ và tên" if form.layout.old else form.draw.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm và tên"))


def shown_name(form: Form, citizen: Citizen) -> str:
    return citizen.name.upper() if form.draw.random() < 0.7 else citizen.name


def name_entry(form: Form, citizen: Citizen, role: str) -> Entry:
    """The name; told as full_name only where it is the holder's."""
    named = "full_name" if role in ("holder", "wife", "husband") else ""
    return Entry(whose(name_label(form), role), shown_name(form, citizen), named, _role(role), citizen.name)


def _role(role: str) -> str:
    return {"holder": "", "wife": "spouse", "husband": "spouse"}.get(role, role)


def birth_entries(form: Form, citizen: Citizen) -> list[list[Entry]]:
    """Date of birth in figures and words, sex, ethnicity, nationality."""
    born = citizen.person.born
    rows = [
        [
            Entry("Ngày, tháng, năm sinh", form.draw.shown(born), "date_of_birth", value=born.isoformat()),
            Entry("Giới tính", citizen.person.sex, "sex"),
        ],
        [Entry("Ghi bằng chữ", date_words(born))],
        [Entry("Dân tộc", citizen.person.kin, "ethnicity"), Entry("Quốc tịch", "Việt Nam", "nationality")],
    ]
    return rows if form.draw.random() < 0.75 else [rows[0], rows[2]]


def identity(form: Form, citizen: Citizen, role: str, label: str = "Giấy tờ tùy thân") -> Entry:
    """`Giấy tờ tùy thân: CCCD số ...`, of the holder also as citizen_id; on old papers a CMND, told as cmnd."""
    if form.layout.old and form.draw.random() < 0.5:
        return Entry(label, f"CMND số {citizen.cmnd}", "cmnd", role, citizen.cmnd)
    words = form.draw.choice(("CCCD số", "Căn cước công dân số", "Thẻ căn cước số", "Căn cước số"))
    first = "citizen_id" if role == "holder" else "all_citizen_ids"
    also = "all_citizen_ids" if role == "holder" else ""
    return Entry(label, f"{words} {citizen.number}", first, role, citizen.number, also)


def own_number(citizen: Citizen, label: str = "Số định danh cá nhân", blank: bool = False) -> Entry:
    if blank:
        return Entry(label, "", "citizen_id", "holder")
    return Entry(label, citizen.number, "citizen_id", "holder", also="all_citizen_ids")


def registered(form: Form, place: Place, day: date, what: str) -> list[list[Entry]]:
    return [
        [Entry(f"Nơi đăng ký {what}", f"Ủy ban nhân dân {place.whole}")],
        [Entry("Ngày, tháng, năm đăng ký", form.draw.shown(day), "issue_date", value=day.isoformat())],
    ]


def number_of(form: Form, day: date, type_: str = "") -> str:
    """The number of a civil status paper, as offices of the period write it; told as document_number."""
    plain = f"{form.draw.randrange(1, 400):0{form.draw.choice((1, 2, 3))}d}"
    number = f"{plain}/{type_}" if type_ else form.draw.choice((f"{plain}/{day.year}", plain, f"{plain}/{day.year}"))
    form.tell("document_number", number, f"Số: {number}")
    return number


def framed(form: Form) -> None:
    """The printed ground and frame of a certificate, on some of them."""
    if form.draw.random() < 0.6:
        form.sheet.paper = form.draw.choice(((252, 247, 240), (253, 246, 238), (246, 250, 244), (252, 251, 247)))
        tint = form.draw.choice(((236, 170, 170), (240, 190, 150), (150, 200, 180)))
        form.sheet.items.append(Art(8, 8, 194, 281, waves(tint, form.draw.uniform(0.1, 0.18))))
    if form.draw.random() < 0.6:
        form.sheet.frame(10, 10, 190, 277)


def birth(form: Form) -> None:
    """Giấy khai sinh: child, mother, father, who declared."""
    draw, old = form.draw, form.layout.old
    framed(form)
    place, day = draw.place(old), draw.day(1998, 2014) if old else draw.day(2016, 2026)
    child = draw.citizen(day.year - 1, day.year - 1, old=old)
    mother, father = draw.citizen(1965, 1998, "Nữ", old), draw.citizen(1962, 1997, "Nam", old)
    number = number_of(form, day)
    head(form, commune_desk(place, old), number)
    title(form, ["GIẤY KHAI SINH"] + (["(BẢN SAO)"] if draw.random() < 0.15 else []), 20, number)
    rows = [[name_entry(form, child, "holder")], *birth_entries(form, child)]
    rows += [[Entry("Nơi sinh", child.birthplace, "birthplace")], [Entry("Quê quán", child.hometown, "hometown")]]
    if not old or draw.random() < 0.2:
        rows.append([own_number(child, blank=draw.random() < 0.12)])
    for role, parent in (("mother", mother), ("father", father)):
        rows.append([name_entry(form, parent, role)])
        rows.append(
            [
                Entry("Năm sinh", str(parent.person.born.year)),
                Entry("Dân tộc", parent.person.kin),
                Entry("Quốc tịch", "Việt Nam"),
            ]
        )
        if form.layout.name in ("cells", "below") and draw.random() < 0.7:
            rows.append([identity(form, parent, role)])
        rows.append([Entry("Nơi cư trú", parent.person.home)])
    rows.append([Entry("Họ, chữ đệm, tên người đi khai sinh", father.name)])
    rows.append([identity(form, father, "declarant")])
    form.fill(rows + registered(form, place, day, "khai sinh") + [[Entry("Ghi chú")]])
    form.need(46)
    form.y += 2
    desk = commune_desk(place, old)
    titles = ("NGƯỜI KÝ GIẤY KHAI SINH", *draw.choice((("CHỦ TỊCH",), ("PHÓ CHỦ TỊCH",))))
    sign(form, Signer(titles, draw.name("Nam")), desk.rim)


def extract(form: Form) -> None:
    """Trích lục khai sinh, kết hôn, khai tử."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2016, 2024) if old else draw.day(2021, 2026)
    what, short = draw.choice((("KHAI SINH", "TLKS"), ("KẾT HÔN", "TLKH"), ("KHAI TỬ", "TLKT")))
    person = draw.citizen(1940, 2010, old=old)
    number = number_of(form, day, f"{short}-BS" if draw.random() < 0.7 else short)
    desk = commune_desk(place, old)
    head(form, desk, number)
    title(form, [f"TRÍCH LỤC {what}"] + (["(BẢN SAO)"] if draw.random() < 0.6 else []), 17, number)
    rows = [[name_entry(form, person, "holder")], *birth_entries(form, person)]
    if short == "TLKS":
        rows += [[Entry("Nơi sinh", person.birthplace, "birthplace")], [Entry("Quê quán", person.hometown, "hometown")]]
        rows += [[own_number(person)]]
        for role, parent in (("mother", draw.citizen(1930, 1985, "Nữ")), ("father", draw.citizen(1930, 1985, "Nam"))):
            rows += [
                [name_entry(form, parent, role)],
                [Entry("Dân tộc", parent.person.kin), Entry("Quốc tịch", "Việt Nam")],
            ]
    elif short == "TLKT":
        gone = day - timedelta(days=draw.randrange(2, 20))
        rows += [[identity(form, person, "holder")], [Entry("Nơi cư trú cuối cùng", person.person.home, "address")]]
        rows += [[Entry("Đã chết vào lúc", f"{draw.randrange(24)} giờ 15 phút, ngày {gone:%d/%m/%Y}")]]
        rows += [[Entry("Nơi chết", first_up(place.whole))], [Entry("Nguyên nhân chết", "Tuổi già")]]
    else:
        other = draw.citizen(1950, 2000, "Nữ" if person.person.sex == "Nam" else "Nam")
        rows += [[identity(form, person, "holder")], [Entry("Nơi cư trú", person.person.home, "address")]]
        word = "vợ" if other.person.sex == "Nữ" else "chồng"
        rows += [[Entry(f"{name_label(form)} {word}", shown_name(form, other))], [identity(form, other, "spouse")]]
    rows += [[Entry("Đăng ký tại", f"Ủy ban nhân dân {place.whole}")], [Entry("Trích lục từ", "Sổ đăng ký hộ tịch")]]
    form.fill(rows)
    place_and_date(form, desk.place, day)
    sign(form, head_signer(form), desk.rim)


def marital(form: Form) -> None:
    """Giấy xác nhận tình trạng hôn nhân."""
    draw, old = form.draw, form.layout.old
    place, day, person = draw.place(old), draw.day(2016, 2026), draw.citizen(1970, 2005, old=old)
    desk, number = commune_desk(place, old), number_of(form, day, draw.choice(("UBND-XNTTHN", "XNTTHN", "UBND")))
    head(form, desk, number)
    title(form, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], 15, number)
    form.line(f"ỦY BAN NHÂN DÂN {place.commune.upper()}", "centre", "b")
    form.paragraph(f"Xét đề nghị của ông/bà {person.name} về việc cấp Giấy xác nhận tình trạng hôn nhân,")
    form.line("XÁC NHẬN:", "centre", "b")
    rows = [[name_entry(form, person, "holder")], *birth_entries(form, person), [identity(form, person, "holder")]]
    rows += [[Entry("Nơi cư trú", person.person.home, "address")]]
    rows += [[Entry("Tình trạng hôn nhân", "Hiện tại chưa đăng ký kết hôn với ai")]]
    form.fill(rows)
    form.paragraph("Giấy này có giá trị 06 tháng kể từ ngày cấp, được sử dụng để: bổ sung hồ sơ chuyển nhượng đất.")
    place_and_date(form, desk.place, day)
    sign(form, head_signer(form), desk.rim)


def marriage(form: Form) -> None:
    """Giấy chứng nhận kết hôn: wife and husband below each other or side by side."""
    draw, old = form.draw, form.layout.old
    framed(form)
    place, day = draw.place(old), draw.day(2004, 2014) if old else draw.day(2016, 2026)
    couple = (("wife", draw.citizen(1970, 2000, "Nữ", old)), ("husband", draw.citizen(1968, 2000, "Nam", old)))
    number = number_of(form, day)
    head(form, commune_desk(place, old), number)
    title(form, ["GIẤY CHỨNG NHẬN KẾT HÔN"], 18, number)
    top, ends = form.y, []
    beside = form.layout.name in ("after", "dots", "below")
    for place_, (role, person) in enumerate(couple):
        if beside:
            form.left, form.right, form.y = (20.0, 103.0, top) if place_ == 0 else (109.0, 192.0, top)
        form.fill(spouse(form, role, person))
        form.tell("citizen_id", person.number, optional=True)
        form.tell("all_citizen_ids", person.number, role="holder", optional=True)
        ends.append(form.y)
    form.left, form.right = 27.0, 190.0
    form.y = max(ends) + 3
    form.fill(registered(form, place, day, "kết hôn"))
    form.need(46)
    titles = ("NGƯỜI KÝ GIẤY CHỨNG NHẬN", draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    for x, word, (_, person) in ((44.0, "Vợ", couple[0]), (92.0, "Chồng", couple[1])):
        form.sheet.words(x, form.y, word, form.style("b"), "centre")
        form.sheet.words(x, form.y + 30, person.name, form.style(), "centre")
    sign(form, Signer(titles, draw.name("Nam")), commune_desk(place, old).rim, 155, 30)


def spouse(form: Form, role: str, person: Citizen) -> list[list[Entry]]:
    born = person.person.born
    return [
        [name_entry(form, person, role)],
        [Entry("Ngày, tháng, năm sinh", form.draw.shown(born), "date_of_birth", "spouse", born.isoformat())],
        [Entry("Dân tộc", person.person.kin, "ethnicity", "spouse")],
        [Entry("Quốc tịch", "Việt Nam", "nationality", "spouse")],
        [Entry("Nơi cư trú", person.person.home, "address", "spouse")],
        [identity(form, person, "spouse")],
    ]


def household(form: Form) -> None:
    """Sổ hộ khẩu: the head's page and one or two members, small pages; at times the cover first."""
    draw = form.draw
    paper = draw.choice(((250, 243, 230), (246, 238, 226), (252, 251, 247)))
    form.sheets = [Sheet(148, 210, paper)]
    form.left, form.right = 14.0, 136.0
    day, leader = draw.day(2006, 2020), draw.citizen(1940, 1985, old=True)
    number = f"{draw.randrange(10**8, 10**9)}"
    form.tell("document_number", number)
    if draw.random() < 0.4:
        form.sheet.paper = (238, 196, 178)
        form.y = 70
        for words, size in (("SỔ HỘ KHẨU", 26), (f"Số: {number}", 14)):
            form.line(words, "centre", "b", size)
            form.y += 16
        form.sheets.append(Sheet(148, 210, paper))
    form.y = 18
    form.line("SỔ HỘ KHẨU", "centre", "b", 15)
    form.line(f"Số: {number}", "centre")
    rows = [[Entry("Họ và tên chủ hộ", shown_name(form, leader), "full_name", value=leader.name)]]
    rows += [
        [Entry("Nơi thường trú", leader.person.home, "address")],
        [Entry("Hồ sơ hộ khẩu số", str(draw.randrange(100, 9999)))],
    ]
    rows += [
        [Entry("Sổ đăng ký thường trú số", f"{draw.randrange(1, 30):02d}"), Entry("Tờ số", str(draw.randrange(1, 99)))]
    ]
    if draw.random() < 0.5:
        rows += [[own_number(leader, "Số CMND/CCCD")]]
    form.fill(rows)
    place_and_date(form, draw.place(True).bare, day)
    unit = f"TRƯỞNG CÔNG AN HUYỆN {draw.choice(('AN THỬ', 'PHÚ MẪU', 'ĐỨC VÍ'))}"
    sign(form, Signer((unit,), draw.name("Nam")), ("CÔNG AN HUYỆN", "CÔNG AN TỈNH"), 98)
    for kin in draw.sample(("Vợ", "Con", "Cháu", "Mẹ"), draw.randint(1, 2)):
        member(form, kin, draw.citizen(1935, 2015, old=True))


def member(form: Form, kin: str, person: Citizen) -> None:
    """A member's page; nobody of it is the holder."""
    form.sheets.append(Sheet(148, 210, form.sheets[-1].paper))
    form.y = 18
    form.line(f"QUAN HỆ VỚI CHỦ HỘ: {kin.upper()}", "centre", "b")
    born = form.draw.shown(person.person.born)
    rows = [[Entry("Họ và tên", shown_name(form, person))], [Entry("Họ và tên gọi khác (nếu có)")]]
    rows += [[Entry("Ngày, tháng, năm sinh", born), Entry("Giới tính", person.person.sex)]]
    rows += [[Entry("Quê quán", person.hometown)], [Entry("Dân tộc", person.person.kin), Entry("Tôn giáo", "Không")]]
    rows += [[Entry("Số CMND/CCCD", person.number, "all_citizen_ids", "listed")]]
    rows += [
        [Entry("Nghề nghiệp, nơi làm việc", "Làm ruộng")],
        [Entry("Nơi thường trú trước khi chuyển đến", person.birthplace)],
    ]
    form.fill(rows)
    form.line("CÁN BỘ ĐĂNG KÝ", "centre", "b")
