"""Declarations that citizens fill in, of bench/papers_unseen_third.py."""

from datetime import date, timedelta

from bench.papers_form import Form, title
from bench.papers_pen import SIGN, Block, Pen, pen, period
from bench.papers_people import Citizen, Place, first_up
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_pen import also, footnotes, grouped, squares, struck, typed

OATHS = (
    "Tôi cam đoan lời khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình.",
    "Tôi xin chịu hoàn toàn trách nhiệm trước pháp luật về nội dung khai trên.",
)
PRECEPTS = (
    "(1) Ghi rõ tên cơ quan đăng ký hộ tịch.",
    "(2) Ghi theo nơi đăng ký thường trú; nếu không có thì ghi theo nơi đăng ký tạm trú hoặc nơi đang sinh sống.",
    "(3) Ghi thông tin về giấy tờ tùy thân của người đi đăng ký (ví dụ: Thẻ căn cước công dân số 001089123456,"
    " Cục Cảnh sát QLHC về TTXH cấp ngày 20/10/2018).",
)


def asks(p: Pen, place: Place, day: date) -> None:
    """The foot of a declaration: the oath, place and date, who asks, how to fill it in."""
    p.text(p.form.draw.choice(OATHS))
    p.form.need(58)
    block = Block(("Người khai",), "(Ký, ghi rõ họ, chữ đệm, tên)", p.people["declarant"].citizen.name)
    p.foot(f"Làm tại: {place.bare}", day, block)
    footnotes(p, *PRECEPTS)


def declare_death(form: Form) -> None:
    """Tờ khai đăng ký khai tử: who declares crosses out how one is not addressed."""
    old, place, day = period(form)
    draw, gone = form.draw, day - timedelta(days=form.draw.randrange(1, 12))
    dead, kin = draw.citizen(1930, 1965, old=old), draw.citizen(1966, 2000, old=old)
    p = pen(form, holder=dead, declarant=kin)
    p.gap, man = min(p.gap, 0.8), kin.person.sex == "Nam"
    p.top(None)
    title(form, ["TỜ KHAI ĐĂNG KÝ KHAI TỬ"], 15)
    p.to(f"(1) Ủy ban nhân dân {place.commune}")
    struck(p, "Bà" if man else "Ông", "Ông" if man else "Bà", "<declarant.name>, là người đi khai tử,")
    p.write(
        "nơi cư trú:(2) <declarant.home>",
        "giấy tờ tùy thân:(3) CCCD số <declarant.number>, <declarant.police> cấp ngày <declarant.issued>",
        f"Quan hệ với người đã chết: {draw.choice(('Con', 'Con rể', 'Cháu'))}",
    )
    p.heading("Đề nghị đăng ký khai tử cho người có tên sau đây:")
    typed(
        p,
        "Họ, chữ đệm, tên: <NAME>",
        "Sinh ngày: <born> Giới tính: <sex>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
        "Nơi cư trú cuối cùng:(2) <home>",
        "Giấy tờ tùy thân:(3) ‹CCCD <number>›",
        f"Đã chết lúc: ‹{draw.randrange(1, 23)}› giờ ‹15› phút, ngày ‹{gone:%d}› tháng ‹{gone:%m}› năm ‹{gone.year}›",
        f"Nơi chết: ‹{draw.choice(('Tại nhà', 'Bệnh viện Đa khoa'))}›",
        f"Nguyên nhân chết: ‹{draw.choice(('Tuổi già', 'Suy tim', 'Tai nạn giao thông'))}›",
        f"Giấy báo tử số: ‹{draw.randrange(1, 60)}/GBT› do ‹Trạm Y tế {place.commune}› cấp",
    )
    asks(p, place, day)


def declare_change(form: Form) -> None:
    """Tờ khai đăng ký thay đổi, cải chính, bổ sung thông tin hộ tịch, by a parent; a table of what is asked for."""
    old, place, day = period(form)
    draw = form.draw
    about, kin = draw.citizen(2004, 2020, old=old), draw.citizen(1972, 1985, old=old)
    p = pen(form, holder=about, declarant=kin)
    p.gap, blank = min(p.gap, 0.6), draw.random() < 0.3
    since = about.person.born + timedelta(days=draw.randrange(4, 90))
    parent = "Cha" if kin.person.sex == "Nam" else "Mẹ"
    p.top(None)
    title(form, ["TỜ KHAI ĐĂNG KÝ THAY ĐỔI, CẢI CHÍNH,", "BỔ SUNG THÔNG TIN HỘ TỊCH"], 14)
    p.to(f"Ủy ban nhân dân {place.whole}")
    p.write("1. Người yêu cầu")
    typed(p, "Họ tên: <declarant.name>", "Nơi cư trú: <declarant.home>")
    typed(
        p,
        f"Giấy tờ tùy thân: ‹Căn cước số {grouped(p, 'declarant')}› Quan hệ: ‹{parent}›",
    )
    if blank:
        form.tell("citizen_id", None)
    p.write("2. Người được thay đổi, cải chính, bổ sung thông tin")
    typed(
        p,
        "Họ tên: <NAME>",
        "Ngày sinh: <born> Giới tính: <sex>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
        "Nơi cư trú: <home>",
        f"Giấy tờ tùy thân (nếu có): ‹{'' if blank else 'Số định danh cá nhân <number>'}›",
        f"Đã đăng ký khai sinh tại: ‹UBND {draw.place(True).whole}›",
        f"Số: ‹{draw.randrange(1, 300)}› Quyển số: ‹01› ngày ‹{since:%d/%m/%Y}›",
    )
    p.write("3. Nội dung đề nghị thay đổi, cải chính, bổ sung")
    form.y += 3
    other = draw.place(True).whole
    p.table([48, 58, 57], [["Thông tin", "Đã ghi", "Đề nghị ghi lại"], ["Quê quán của người cha", place.whole, other]])
    asks(p, place, day)


def residence_2021(form: Form) -> None:
    """Tờ khai CT01 of Thông tư 56/2021/TT-BCA, fifteen questions, date of birth and numbers in squares."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2022, 2023)
    person, head = draw.citizen(1972, 2003, old=True), draw.citizen(1945, 1970, old=True)
    p = pen(form, holder=person, head=head)
    p.gap, p.mark, born = min(p.gap, 0.3), "", person.person.born
    others = [draw.citizen(2006, 2019, old=True) for _ in range(draw.randint(0, 2))]
    also(p, **{f"kin{number}": one for number, one in enumerate(others)})
    p.top(None, note="Mẫu CT01 ban hành theo TT số 56/2021/TT-BCA ngày 15/5/2021")
    title(form, ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"], 14)
    p.to(f"(1) Công an {place.commune}")
    p.write("1. Họ, chữ đệm và tên: <NAME> | 3. Giới tính: <sex>")
    p.told("date_of_birth", born.isoformat(), f"{born:%d %m %Y}")
    squares(p, ("2. Ngày, tháng, năm sinh:", f"‹{born:%d}›"), ("/", f"‹{born:%m}›"), ("/", f"‹{born.year}›"))
    squares(p, ("4. Số định danh cá nhân/CMND:", "<number>"))
    p.write(
        "5. Số điện thoại liên hệ: <phone> | 6. Email:",
        "7. Nơi thường trú: <home>",
        "8. Nơi tạm trú: Không",
        "9. Nơi ở hiện tại: Như mục 7",
        f"10. Nghề nghiệp, nơi làm việc: {draw.choice(('Tự do', 'Công nhân may', 'Giáo viên'))}",
        f"11. Họ, chữ đệm và tên chủ hộ: <head.name> | 12. Quan hệ với chủ hộ: {draw.choice(('Con', 'Con dâu'))}",
    )
    squares(p, ("13. Số định danh cá nhân/CMND của chủ hộ:", "<head.number>"))
    p.write(
        f"14. Nội dung đề nghị(2): {draw.choice(('Nhập hộ khẩu', 'Tách hộ', 'Đăng ký tạm trú'))}",
        "15. Những thành viên trong hộ gia đình cùng thay đổi:",
    )
    rows = [
        ["TT", "Họ, chữ đệm và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân/CMND", "Nghề nghiệp", "Quan hệ"]
    ]
    for number in range(len(others)):
        slots = (f"<kin{number}.{key}>" for key in ("name", "born", "sex", "number"))
        rows.append([f"{number + 1}", *slots, "Học sinh", "Con"])
    form.y += 2
    p.table([9, 43, 25, 14, 34, 20, 18], rows if others else [*rows, [""] * 7])
    chief, owner = Block(("Ý KIẾN CỦA CHỦ HỘ(3)",), "", head.name, told=False), Block(("XÁC NHẬN CỦA CÔNG AN(5)",))
    p.foot(place.bare, day, chief, owner, Block(("NGƯỜI KÊ KHAI",), SIGN, person.name))


def kin_lines(p: Pen, *known: tuple[str, str, str]) -> None:
    """Name, nationality and number of each relative, the number in squares."""
    for number, who, words in known:
        p.write(f"{number}. Họ, chữ đệm và tên của {words}(1): <{who}.name> | Quốc tịch: <{who}.nation>")
        squares(p, ("Số CCCD/CMND(*):", f"<{who}.number>"))


def card_form(form: Form) -> None:
    """Tờ khai căn cước công dân, CC01: one's own squares, those of father and mother; blank for a first card."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2021, 2023)
    way = draw.choice(("number", "cmnd", "blank"))
    first = way == "blank"
    person = draw.citizen(2005, 2007, old=True) if first else draw.citizen(1965, 1998, old=True)
    year = person.person.born.year
    people = {"father": draw.citizen(year - 40, year - 25, "Nam", True)}
    people["mother"] = draw.citizen(year - 36, year - 22, "Nữ", True)
    p = pen(form, holder=person, **people)
    p.gap, p.mark = 0.0, ""
    if first:
        form.tell("citizen_id", None)
    p.top(None, note="Mẫu CC01 ban hành kèm theo TT số 41/2019/TT-BCA ngày 01/10/2019")
    form.y -= 4
    title(form, ["TỜ KHAI CĂN CƯỚC CÔNG DÂN"], 14)
    p.write(
        "1. Họ, chữ đệm và tên(1): <NAME>",
        "2. Họ, chữ đệm và tên gọi khác (nếu có)(1):",
        "3. Ngày, tháng, năm sinh: <born> | 4. Giới tính (Nam/nữ): <sex>",
    )
    squares(p, ("5. Số CMND/CCCD(2):", "‹____________›" if first else f"<{way}>"))
    p.write(
        "6. Dân tộc: <kin> | 7. Tôn giáo: Không | 8. Quốc tịch: <nation>",
        "9. Tình trạng hôn nhân: | 10. Nhóm máu (nếu có)(3):",
        f"11. Nơi đăng ký khai sinh: {first_up(draw.place(True).whole)}",
        "12. Quê quán: <hometown>",
        "13. Nơi thường trú: <home>",
        f"14. Nơi ở hiện tại: {person.person.home}",
        f"15. Nghề nghiệp: {'Học sinh' if first else 'Thợ điện'} | 16. Trình độ học vấn: {'9' if first else '12'}/12",
    )
    kin_lines(p, ("17", "father", "cha"), ("18", "mother", "mẹ"))
    p.write(
        f"22. Yêu cầu của công dân: cấp CCCD {'lần đầu' if first else 'đổi'}",
        "- Chuyển phát bằng đường Bưu điện đến tận tay công dân (có/không): Không | Số điện thoại: <phone>",
    )
    p.text("Tôi xin cam đoan những thông tin kê khai trên là đúng sự thật./.")
    form.need(66)
    p.foot(place.bare, day, Block(("NGƯỜI KHAI",), SIGN, person.name))


def kinship(person: Citizen, other: Citizen) -> str:
    """What somebody may be to a person, by age and sex."""
    later, woman = other.person.born.year - person.person.born.year, other.person.sex == "Nữ"
    if later > 16:
        return "Con"
    if later < -16:
        return "Mẹ" if woman else "Cha"
    return ("Chị" if woman else "Anh") if later < 0 else "Em"


def insurance(form: Form) -> None:
    """Tờ khai TK1-TS of the social insurance: questions numbered in square brackets, a table of the household."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1975, 2004, old=old)
    others = [draw.citizen(1950, 2015, old=old) for _ in range(draw.randint(1, 3))]
    p = pen(form, holder=person)
    p.gap, p.mark = min(p.gap, 0.5), ""
    also(p, **{f"kin{number}": one for number, one in enumerate(others)})
    p.top(None, note="Mẫu TK1-TS|(Ban hành kèm theo QĐ số 505/QĐ-BHXH ngày 27/3/2020)")
    title(form, ["TỜ KHAI", "THAM GIA, ĐIỀU CHỈNH THÔNG TIN", "BẢO HIỂM XÃ HỘI, BẢO HIỂM Y TẾ"], 13)
    p.to(f"Bảo hiểm xã hội {place.district or place.province}")
    p.write(
        "[01]. Họ và tên (viết chữ in hoa): <NAME> | [02]. Giới tính: <sex>",
        "[03]. Ngày, tháng, năm sinh: <born> | [04]. Quốc tịch: <nation>",
        f"[05]. Dân tộc: <kin> | [06]. Số CCCD/ĐDCN/Hộ chiếu: {grouped(p)}",
        "[07]. Điện thoại: <phone> | [08]. Email (nếu có):",
        f"[09]. Nơi đăng ký khai sinh: {first_up(draw.place(True).whole)}",
        "[10]. Họ tên cha/mẹ/giám hộ (đối với trẻ em dưới 6 tuổi):",
        "[11]. Địa chỉ nhận hồ sơ, kết quả: <home>",
        f"[12]. Mã số BHXH (nếu đã có): {draw.randrange(10**9, 10**10)}",
        "[13]. Nội dung đăng ký: Tham gia BHYT hộ gia đình | [14]. Mức đóng: 4,5%",
    )
    p.heading("Thành viên hộ gia đình tham gia BHYT")
    rows = [["STT", "Họ và tên", "Ngày sinh", "Quan hệ với chủ hộ", "Số CCCD/ĐDCN", "Ghi chú"]]
    for number in range(len(others)):
        slots = (f"<kin{number}.{key}>" for key in ("name", "born"))
        rows.append([f"{number + 1}", *slots, kinship(person, others[number]), f"<kin{number}.number>", ""])
    form.y += 2
    p.table([12, 47, 27, 26, 36, 15], rows)
    p.text("Tôi cam đoan những nội dung kê khai là đúng và chịu trách nhiệm trước pháp luật về những nội dung này.")
    form.need(66)
    p.foot(place.bare, day, Block(("Xác nhận của đơn vị",)), Block(("Người kê khai",), SIGN, person.name))


def fee_form(form: Form) -> None:
    """Tờ khai lệ phí trước bạ, mẫu số 01/LPTB: the tax code in squares; who sold the plot is named, too."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1958, 1999, old=old)
    p, tax = pen(form, holder=person), draw.tax_code()
    also(p, seller=draw.citizen(1945, 1985, old=old))
    p.gap = min(p.gap, 0.5)
    p.top(None, note="Mẫu số: 01/LPTB|(Ban hành kèm theo Thông tư số 80/2021/TT-BTC)")
    title(form, ["TỜ KHAI LỆ PHÍ TRƯỚC BẠ"], 14)
    form.y -= 4
    p.note("(Áp dụng đối với nhà, đất)")
    plot, sheet = parcel(p)
    p.write(
        "[01] Kỳ tính thuế: Theo từng lần phát sinh ngày " + f"{day:%d/%m/%Y}",
        "[02] Lần đầu: [x] | [03] Bổ sung lần thứ: [ ]",
        "[04] Tên người nộp thuế: <NAME>",
    )
    form.tell("tax_code", tax)
    squares(p, ("[05] Mã số thuế:", f"‹{tax}›"))
    p.write(
        "[06] Số CMND/Hộ chiếu/CCCD (trường hợp cá nhân chưa có mã số thuế):",
        "<number>",
        "[07] Địa chỉ: <home>",
        "[08] Điện thoại: <phone> | [09] Email:",
        "[10] Đại lý thuế, tổ chức, cá nhân được ủy quyền khai (nếu có): | [11] Mã số thuế:",
    )
    p.heading("ĐẶC ĐIỂM NHÀ, ĐẤT:")
    p.write(
        f"1. Đất: 1.1. Thửa đất số: {plot} | Tờ bản đồ số: {sheet}",
        f"1.2. Địa chỉ thửa đất: {first_up(place.whole)}",
        f"1.3. Vị trí: {draw.choice(('Hẻm', 'Mặt tiền đường'))} | 1.4. Diện tích: {draw.randrange(50, 400)} m²",
        "1.5. Nguồn gốc nhà, đất: nhận chuyển nhượng của:",
        "Tên tổ chức, cá nhân chuyển giao QSDĐ: <seller.name>",
        "Mã số thuế/Số CMND/CCCD: <seller.number>",
        "Địa chỉ người chuyển giao: <seller.home>",
        f"2. Giá trị nhà, đất thực tế chuyển giao: {draw.randrange(1, 9)}.{draw.randrange(1, 10)}00.000.000 đồng",
        "3. Thuộc diện được miễn lệ phí trước bạ (nếu có): Không",
    )
    p.text("Tôi cam đoan số liệu khai trên là đúng và chịu trách nhiệm trước pháp luật về số liệu đã khai.")
    form.need(66)
    p.foot(place.bare, day, Block(("NGƯỜI NỘP THUẾ",), "(Ký, ghi rõ họ tên)", person.name))
