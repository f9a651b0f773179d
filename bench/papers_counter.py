"""Papers of the counter: receipt slips, applications, declarations, authorisations, and the slips of TT 01/2018."""

from datetime import date, timedelta

from bench.papers_cards import bars
from bench.papers_civil import identity, name_label, own_number, shown_name
from bench.papers_form import CodeTold, Desk, Entry, Form, Signer, head, place_and_date, sign, title
from bench.papers_people import Citizen, Place
from samples.ink import qr_code
from samples.paper import table
from samples.people import long_date
from samples.prose import take
from samples.sheet import Art, Style

PROCEDURES = (
    "Đăng ký khai sinh", "Cấp bản sao trích lục hộ tịch", "Đăng ký biến động quyền sử dụng đất",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Hỗ trợ sửa chữa nhà ở cho hộ nghèo", "Đăng ký thành lập hộ kinh doanh",
    "Trợ cấp xã hội hằng tháng", "Xác nhận tình trạng hôn nhân", "Chứng thực bản sao từ bản chính",
)  # fmt: skip
COMPONENTS = (
    "Đơn đề nghị", "Tờ khai đăng ký khai sinh", "Giấy chứng nhận quyền sử dụng đất", "Bản sao căn cước công dân",
    "Giấy ủy quyền", "Giấy chứng sinh", "Sổ hộ khẩu", "Hợp đồng chuyển nhượng", "Ảnh chụp hiện trạng nhà ở",
    "Giấy xác nhận hộ cận nghèo", "Bản vẽ thiết kế xây dựng", "Biên lai thu lệ phí",
)  # fmt: skip


def counter_desk(place: Place, old: bool) -> Desk:
    """The office at the counter."""
    upper = place.commune.upper()
    if old:
        unit = ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ")
        return Desk(
            (f"UBND {upper}", *unit), "Bộ phận Tiếp nhận và Trả kết quả", place.bare, ("BỘ PHẬN MỘT CỬA", upper)
        )
    unit = ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG")
    return Desk((f"UBND {upper}", *unit), "Trung tâm Phục vụ hành chính công", place.bare, ("HÀNH CHÍNH CÔNG", upper))


def who(form: Form, citizen: Citizen, role: str = "holder", number: str = "Số định danh cá nhân") -> list[list[Entry]]:
    """How forms ask who one is; told only for the holder, but for the number."""
    mine, born = role == "holder", citizen.person.born
    rows = [[Entry(name_label(form), shown_name(form, citizen), "full_name" if mine else "", value=citizen.name)]]
    rows += [
        [
            Entry(
                "Ngày, tháng, năm sinh", form.draw.shown(born), "date_of_birth" if mine else "", value=born.isoformat()
            ),
            Entry("Giới tính", citizen.person.sex, "sex" if mine else ""),
        ]
    ]
    rows += [[own_number(citizen, number) if mine else Entry(number, citizen.number, "all_citizen_ids", role)]]
    rows += [[Entry("Nơi cư trú", citizen.person.home, "address" if mine else "")]]
    rows += [[Entry("Số điện thoại", citizen.phone, "phone" if mine else "", value=citizen.phone.translate(SOLID))]]
    return rows


SOLID = {ord(" "): None, ord("."): None}


def code_mark(form: Form, code: str) -> float:
    """The dossier's code as QR or Code 128 at the upper right, told as a barcode; gives where it ends."""
    says = code if form.draw.random() < 0.7 else f"https://dichvucong.example.vn/tra-cuu?mahoso={code}"
    if form.draw.random() < 0.7:
        form.sheet.items.append(Art(166, form.y + 4, 26, 26, qr_code(says)))
        form.codes.append(CodeTold("QRCode", says, len(form.sheets)))
        return form.y + 32
    form.sheet.items.append(Art(140, form.y - 4, 52, 11, bars(code)))
    form.codes.append(CodeTold("Code128", code, len(form.sheets)))
    form.y += 9
    return form.y


def receipt(form: Form) -> None:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2019, 2024) if old else draw.day(2025, 2026)
    person, code, desk = draw.citizen(1950, 2004, old=old), draw.dossier_code(day, old), counter_desk(place, old)
    number = f"{draw.randrange(1, 999):04d}/TNHS"
    form.tell("document_number", number)
    head(form, desk, number)
    end = code_mark(form, code)
    title(form, ["GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ"], 14, number)
    form.y = max(form.y, end)
    due, what, law = day + timedelta(days=draw.randrange(3, 40)), draw.choice(PROCEDURES), draw.procedure_code()
    form.fill([[Entry("Mã hồ sơ", code, "dossier_code")], [Entry("Tiếp nhận hồ sơ của", person.name, "full_name")]])
    form.fill([[own_number(person, draw.choice(("Số định danh cá nhân", "Số CCCD/CMND", "CCCD số")))]])
    form.fill([[Entry("Địa chỉ", person.person.home, "address")]])
    form.fill([[Entry("Số điện thoại", person.phone, "phone", value=person.phone.translate(SOLID))]])
    form.fill([[Entry("Nội dung yêu cầu giải quyết", f"{what} (mã thủ tục {law})", "procedure", value=what)]])
    form.tell("procedure", law, law, "code")
    form.line("Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:")
    components(form)
    clock = f"{draw.randrange(7, 17):02d} giờ {draw.choice((0, 15, 30, 45)):02d} phút"
    rows = [[Entry("Thời gian nhận hồ sơ", f"{clock}, {long_date(day)}")]]
    rows += [[Entry("Thời gian trả kết quả", f"{clock}, {long_date(due)}", "due_date", value=due.isoformat())]]
    rows += [[Entry("Đăng ký nhận kết quả tại", "Quầy số 3")]]
    form.fill(rows)
    place_and_date(form, desk.place, day)
    y = form.y
    form.sheet.words(60, y, "NGƯỜI NỘP HỒ SƠ", form.style("b"), "centre")
    form.sheet.words(60, y + 27, person.name, form.style(), "centre")
    sign(form, Signer(("NGƯỜI TIẾP NHẬN HỒ SƠ",), draw.name("Nữ")), desk.rim if draw.random() < 0.5 else None)


def components(form: Form) -> None:
    """The table of what was handed in: each paper is told."""
    names = form.draw.sample(COMPONENTS, form.draw.randint(2, 5))
    rows = [["TT", "Tên giấy tờ", "Bản chính", "Bản sao"]]
    for place, name in enumerate(names, 1):
        form.tell("components", name)
        first = form.draw.random() < 0.6
        rows.append([str(place), name, "01" if first else "", "" if first else "01"])
    width = form.right - form.left
    form.y = table(form.sheet, form.left, form.y, [12, width - 62, 25, 25], rows, Style(form.layout.face, 11.0)) + 8


def opened(form: Form, lines: list[str], place: Place) -> None:
    """The top of what a citizen writes: motto in the middle, title, addressee."""
    head(form, None)
    title(form, lines, 14.5)
    form.line(f"Kính gửi: Ủy ban nhân dân {place.commune}", "centre")
    form.y += 2


def signed(form: Form, place: Place, day: date, title_: str, person: Citizen) -> None:
    """Place, date, signature and name of who hands in."""
    blank = form.draw.random() < 0.12
    place_and_date(form, place.bare, None if blank else day, day if blank else None)
    sign(form, Signer((title_,), person.name))


def application(form: Form) -> None:
    """Đơn đề nghị, đơn xin, đơn đăng ký."""
    draw, place = form.draw, form.draw.place(form.layout.old)
    person, day = draw.citizen(1950, 2004, old=form.layout.old), draw.day(2019, 2026)
    what = draw.choice(("ĐỀ NGHỊ", "XIN", "ĐỀ NGHỊ", "ĐĂNG KÝ"))
    subject = draw.choice(("HỖ TRỢ SỬA CHỮA NHÀ Ở", "CẤP LẠI GIẤY CHỨNG NHẬN", "XÁC NHẬN NƠI CƯ TRÚ", "TÁCH THỬA ĐẤT"))
    opened(form, [f"ĐƠN {what}", subject] if draw.random() < 0.5 else [f"ĐƠN {what} {subject}"], place)
    number = draw.choice(("Số định danh cá nhân", "Số CCCD/CMND", "CCCD số", "Số định danh cá nhân/Căn cước"))
    form.fill(who(form, person, number=number))
    for text in take(draw.randrange(10**6), draw.randint(1, 3)):
        form.paragraph(text)
    form.paragraph("Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    signed(form, place, day, "NGƯỜI LÀM ĐƠN", person)


def declaration(form: Form) -> None:
    """Tờ khai: who asks is the declarant, whom it is about the holder."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2019, 2026)
    what = draw.choice(("KHAI SINH", "LẠI KHAI SINH", "KHAI TỬ", "NHẬN CHA, MẸ, CON"))
    asks, about = draw.citizen(1950, 2000, old=old), draw.citizen(1960, 2024, old=old)
    opened(form, [f"TỜ KHAI ĐĂNG KÝ {what}"] if draw.random() < 0.6 else ["TỜ KHAI", f"ĐĂNG KÝ {what}"], place)
    form.fill([[Entry("Họ, chữ đệm, tên người yêu cầu", asks.name)], [Entry("Nơi cư trú", asks.person.home)]])
    form.fill(
        [[identity(form, asks, "declarant")], [Entry("Quan hệ", draw.choice(("Cha", "Mẹ", "Con", "Người thân")))]]
    )
    form.paragraph("**Đề nghị cơ quan đăng ký cho người có tên dưới đây:**", 0)
    rows = who(form, about)[:2]
    born, sex = about.person.born.isoformat(), about.person.sex
    if draw.random() < 0.15:
        rows = [[Entry(name_label(form), "", "full_name")], [Entry("Ngày, tháng, năm sinh", "", "date_of_birth")]]
    elif draw.random() < 0.3:
        shown = f"{about.person.born:%d/%m/%Y}"
        rows[1] = [Entry("Ngày, tháng, năm sinh", shown, "date_of_birth", value=born), Entry("Giới tính", sex, "sex")]
    rows += [[Entry("Dân tộc", about.person.kin, "ethnicity"), Entry("Quốc tịch", "Việt Nam", "nationality")]]
    rows += [[Entry("Nơi sinh", about.birthplace, "birthplace")], [Entry("Quê quán", about.hometown, "hometown")]]
    rows += [[own_number(about, blank=draw.random() < 0.3)]]
    form.fill(rows)
    form.paragraph("Tôi cam đoan nội dung khai trên đây là đúng sự thật.")
    signed(form, place, day, "NGƯỜI YÊU CẦU", asks)


def authorisation(form: Form) -> None:
    """Giấy ủy quyền: who gives is the holder, who takes is listed."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2019, 2026)
    giver, taker = draw.citizen(1950, 2000, old=old), draw.citizen(1950, 2000, old=old)
    head(form, None)
    title(form, ["GIẤY ỦY QUYỀN"], 16)
    for words, role, person in (("I. BÊN ỦY QUYỀN", "holder", giver), ("II. BÊN ĐƯỢC ỦY QUYỀN", "listed", taker)):
        form.line(words, marks="b")
        form.fill(who(form, person, role, "Số CCCD" if draw.random() < 0.5 else "Số định danh cá nhân")[:4])
    form.line("III. NỘI DUNG ỦY QUYỀN", marks="b")
    form.paragraph("Bên được ủy quyền thay mặt bên ủy quyền nộp hồ sơ và nhận kết quả tại bộ phận một cửa.")
    place_and_date(form, place.bare, day)
    form.sheet.words(60, form.y, "BÊN ĐƯỢC ỦY QUYỀN", form.style("b"), "centre")
    form.sheet.words(60, form.y + 29, taker.name, form.style("b"), "centre")
    sign(form, Signer(("BÊN ỦY QUYỀN",), giver.name))


def slip(form: Form, name: list[str], type_: str, rows: list[str]) -> None:
    """The slips that the counter gives to whom it lets wait or refuses."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2019, 2024) if old else draw.day(2025, 2026)
    person, desk, code = draw.citizen(1950, 2004, old=old), counter_desk(place, old), draw.dossier_code(day, old)
    number = f"{draw.randrange(10, 400)}/{type_}"
    form.tell("document_number", number)
    head(form, desk, number)
    if form.layout.head == "split":
        place_and_date(form, desk.place, day)
        form.y += 3
    title(form, name, 15, number)
    form.line(f"Kính gửi: Ông/Bà {person.name}", "centre")
    form.tell("full_name", person.name, optional=True)
    form.fill([[Entry("Mã hồ sơ", code, "dossier_code")], [Entry("Họ và tên", person.name, "full_name")]])
    form.fill([[own_number(person, "Số định danh cá nhân")], [Entry("Địa chỉ", person.person.home, "address")]])
    form.fill([[Entry("Nội dung yêu cầu giải quyết", draw.choice(PROCEDURES), "procedure")]])
    for text in (*rows, *take(draw.randrange(10**6), 1)):
        form.paragraph(text)
    if form.layout.head != "split":
        place_and_date(form, desk.place, day)
    form.need(45)
    sign(
        form,
        Signer(draw.choice((("TRƯỞNG BỘ PHẬN",), ("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))), draw.name("Nam")),
        desk.rim,
    )


def apology(form: Form) -> None:
    name = ["PHIẾU XIN LỖI", "VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"] if form.draw.random() < 0.8 else ["THƯ XIN LỖI"]
    slip(form, name, "PXL", ["Lý do: hồ sơ cần xác minh thêm. Chúng tôi xin lỗi Ông/Bà vì sự chậm trễ này."])


def supplement(form: Form) -> None:
    lines = (
        ["PHIẾU YÊU CẦU BỔ SUNG,", "HOÀN THIỆN HỒ SƠ"]
        if form.draw.random() < 0.6
        else ["PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"]
    )
    slip(
        form,
        lines,
        "HDHS",
        ["Nội dung yêu cầu hoàn thiện: bổ sung bản sao giấy chứng nhận. Lý do: thành phần chưa đủ."],
    )


def refusal(form: Form) -> None:
    lines = (
        ["PHIẾU TỪ CHỐI", "TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"]
        if form.draw.random() < 0.7
        else ["PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ"]
    )
    slip(form, lines, "PTC", ["Lý do từ chối tiếp nhận hồ sơ: không thuộc thẩm quyền giải quyết."])


def control(form: Form) -> None:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: the table of who had it when."""
    draw, old = form.draw, form.layout.old
    place, day = draw.place(old), draw.day(2019, 2026)
    desk, code = counter_desk(place, old), draw.dossier_code(day, old)
    head(form, desk)
    title(form, ["PHIẾU KIỂM SOÁT", "QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"], 14)
    form.fill([[Entry("Mã hồ sơ", code, "dossier_code")], [Entry("Cơ quan giải quyết", desk.name)]])
    heads = ["TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ", "KẾT QUẢ GIẢI QUYẾT", "GHI CHÚ"]
    rows = [heads]
    for unit in ("Bộ phận một cửa", "Phòng chuyên môn", "Lãnh đạo UBND"):
        rows.append([f"Giao: {unit}", f"{draw.randrange(7, 17)} giờ 15, {draw.shown(day)}", "Đúng hạn", ""])
        rows.append(["Nhận:", draw.name("Nam"), "", ""])
    form.y = table(form.sheet, form.left, form.y, [45, 52, 40, 26], rows, Style(form.layout.face, 11.0)) + 8
