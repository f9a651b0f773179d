"""Applications, authorities and the slips of the counter, of bench/papers_unseen_third.py."""

from datetime import timedelta

from bench.papers_counter import COMPONENTS, PROCEDURES, counter_desk
from bench.papers_form import CodeTold, Desk, Form, title
from bench.papers_pen import SIGN, Block, pen, period
from bench.papers_people import Place, first_up
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_pen import also, beside, footnotes, grouped, headed, typed, under
from samples.ink import portrait, qr_code
from samples.people import long_date
from samples.sheet import Art, Sheet


def hardship(form: Form) -> None:
    """Đơn xin xác nhận hoàn cảnh khó khăn, dots with what belongs there in brackets below; with a CMND before 2016."""
    old, place, day = period(form)
    draw = form.draw
    if old:
        place, day = draw.place(True), draw.day(2007, 2016)
    person = draw.citizen(1955, 1985, old=old)
    p = pen(form, holder=person)
    p.top(None)
    title(form, ["ĐƠN XIN XÁC NHẬN", "HOÀN CẢNH GIA ĐÌNH KHÓ KHĂN"], 15)
    p.to(f"Ủy ban nhân dân {place.whole}")
    given, agency = draw.day(1998, 2006) if old else draw.day(2021, 2024), place.province if old else "Bộ Công an"
    under(p, ("Tôi tên là", "<NAME>", "(họ và tên, viết chữ in hoa)"), ("sinh", "<born>", "(ngày, tháng, năm sinh)"))
    under(
        p,
        ("CMND số" if old else "Số CCCD", "<cmnd>" if old else "<number>", "(giấy chứng minh, căn cước)"),
        ("cấp ngày", f"‹{given:%d/%m/%Y}›", "(ngày cấp)"),
        ("tại", f"‹{'CA ' if old else ''}{agency}›", "(nơi cấp)"),
    )
    under(p, ("Hiện cư trú tại", "<home>", "(số nhà, tổ, thôn, xã, huyện, tỉnh)"))
    under(p, ("Nghề nghiệp", f"‹{draw.choice(('Làm thuê', 'Bán vé số', 'Làm nông'))}›", "(việc làm hiện nay)"))
    p.text(
        "Gia đình tôi thuộc diện khó khăn, thu nhập không ổn định, lại có con đang tuổi ăn học. Nay tôi làm đơn này"
        " kính mong Ủy ban nhân dân xác nhận hoàn cảnh nêu trên để con tôi được xét giảm học phí.",
        "Tôi xin hứa những điều trình bày trên là đúng sự thật. Xin chân thành cảm ơn.",
    )
    p.foot(
        place.bare,
        day,
        Block((f"XÁC NHẬN CỦA UBND {place.commune.upper()}",)),
        Block(("Người viết đơn",), "(Ký tên)", person.name),
    )


def driving(form: Form) -> None:
    """Đơn đề nghị cấp giấy phép lái xe quốc tế, in two languages; the licence has a number of twelve digits, too."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1970, 2003, old=old)
    p = pen(form, holder=person)
    p.gap = min(p.gap, 0.4)
    p.top(None)
    form.sheet.items.append(Art(form.left, form.y - 4, 24, 30, portrait(draw.randrange(99))))
    title(form, ["ĐƠN ĐỀ NGHỊ CẤP", "GIẤY PHÉP LÁI XE QUỐC TẾ"], 14)
    p.note("APPLICATION FORM FOR ISSUANCE OF", "INTERNATIONAL DRIVING PERMIT")
    form.y = max(form.y, 76.0)
    p.to(f"Sở Xây dựng {place.province}" if not old else f"Sở Giao thông vận tải {place.province}")
    beside(
        p,
        58,
        "1. Tôi là (chữ in hoa) // Full name | <NAME>",
        "2. Giới tính // Sex | <sex>",
        "3. Ngày tháng năm sinh // Date of birth | <born>",
        "4. Nơi sinh // Place of birth | <birthplace>",
        "5. Quốc tịch // Nationality | <nation>",
        "6. Nơi cư trú // Permanent address | <home>",
        f"7. Số CCCD (Hộ chiếu) // ID or passport No. | {grouped(p)}",
        "8. Số điện thoại // Phone number | <phone>",
        f"9. GPLX quốc gia số // Domestic driving licence No. | {draw.randrange(10, 97)}0{draw.randrange(10**9):09d}",
        f"10. Hạng // Class | {draw.choice(('B2', 'A1, B2', 'C'))}, có giá trị đến {draw.day(2027, 2032):%d/%m/%Y}",
        f"11. Lý do // Reason | {draw.choice(('Công tác nước ngoài', 'Du lịch', 'Du học'))}",
    )
    p.text("Tôi xin cam đoan những điều ghi trên đây là đúng sự thật. __I certify that the above is true.__")
    form.need(66)
    p.foot(place.bare, day, Block(("NGƯỜI LÀM ĐƠN",), "Applicant", person.name))


def split_plot(form: Form) -> None:
    """Đơn đề nghị tách thửa, mẫu số 11/ĐK of 2014, with the receiving clerk's box in the corner."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2014, 2022)
    person = draw.citizen(1940, 1985, old=True)
    p = pen(form, holder=person)
    p.gap, old = min(p.gap, 0.5), day.year < 2019
    form.sheet.words(form.left, form.y, "Mẫu số 11/ĐK", form.style("i", 10))
    form.sheet.frame(form.right - 62, form.y - 5, 62, 22)
    for step, words in enumerate(
        ("PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ", f"Số tiếp nhận: {draw.randrange(10, 900)}", "Quyển: 02")
    ):
        form.sheet.words(form.right - 60, form.y + step * 6, words, form.style("b" if step == 0 else "", 9))
    form.y += 26
    p.top(None)
    title(form, ["ĐƠN ĐỀ NGHỊ TÁCH THỬA ĐẤT, HỢP THỬA ĐẤT"], 14)
    p.to(f"Ủy ban nhân dân {place.district}")
    p.heading("I. PHẦN KÊ KHAI CỦA NGƯỜI SỬ DỤNG ĐẤT")
    plot, sheet = parcel(p)
    p.write(
        "1. Người sử dụng đất:",
        "1.1. Tên người sử dụng đất (Viết chữ in hoa): <NAME>",
        f"Năm sinh: <year>; Số CMND/CCCD: {'<cmnd>' if old else '<number>'}",
        "1.2. Địa chỉ (hộ gia đình, cá nhân ghi địa chỉ đăng ký thường trú): <home>",
        "2. Đề nghị tách, hợp thửa đất như sau:",
        f"2.1. Đề nghị tách thửa đất số: {plot}; tờ bản đồ số: {sheet}; loại đất: ONT+CLN;",
        f"Địa chỉ thửa đất: {first_up(place.whole)}",
        f"Số phát hành Giấy chứng nhận: {draw.choice(('BG', 'BN', 'CB'))} {draw.randrange(10**5, 10**6)}",
        f"Số vào sổ cấp Giấy chứng nhận: CH{draw.randrange(10**4):05d}; ngày cấp {draw.day(2009, 2013):%d/%m/%Y}",
        f"Thành 02 thửa: Thửa thứ nhất: {draw.randrange(70, 200)} m²; Thửa thứ hai: {draw.randrange(70, 300)} m²",
        "3. Lý do tách, hợp thửa đất: Tặng cho con",
        "4. Giấy tờ nộp kèm theo đơn này gồm có: Giấy chứng nhận nói trên; Sơ đồ dự kiến tách thửa",
    )
    p.text("Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm.")
    p.foot(place.bare, day, Block(("Người viết đơn",), "(Ký, ghi rõ họ tên và đóng dấu nếu có)", person.name))


def land_first(form: Form) -> None:
    """Đơn đăng ký đất đai of a couple, mẫu số 15 of Nghị định 151/2025/NĐ-CP."""
    old, place, day = period(form)
    draw = form.draw
    husband, wife = draw.citizen(1950, 1992, "Nam", old), draw.citizen(1952, 1994, "Nữ", old)
    p = pen(form, holder=husband, wife=wife)
    p.gap = min(p.gap, 0.5)
    p.top(None, note="" if old else "Mẫu số 15")
    title(form, ["ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"], 14)
    p.to(f"Ủy ban nhân dân {place.commune}")
    plot, sheet = parcel(p)
    card = draw.choice(("số định danh cá nhân", "căn cước số", "CCCD"))
    p.write(
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:",
        "a) Tên(1): Ông <name> và bà <wife.name>",
        f"b) Giấy tờ nhân thân/pháp nhân(2): Chồng: {card} <number>; Vợ: {card} <wife.number>",
        "c) Địa chỉ(3): <home>",
        "d) Điện thoại liên hệ (nếu có): <phone> | Email (nếu có):",
        "2. Đề nghị(4): ■ Đăng ký đất đai | ■ Cấp Giấy chứng nhận | □ Đăng ký tài sản",
        "3. Thửa đất đăng ký:",
        f"a) Thửa đất số(5): {plot} | b) Tờ bản đồ số(5): {sheet} | c) Diện tích: {draw.randrange(80, 900)} m²",
        f"d) Địa chỉ: {first_up(place.whole)}",
        f"đ) Sử dụng vào mục đích: Đất ở, từ thời điểm: năm {draw.randrange(1985, 2004)}",
        f"e) Nguồn gốc sử dụng đất(6): {draw.choice(('Cha mẹ cho', 'Tự khai hoang', 'Mua của người quen'))}",
        "4. Nhà ở, công trình xây dựng: Nhà cấp 4, diện tích xây dựng 62 m²",
        "5. Những giấy tờ nộp kèm theo: (1) Bản vẽ; (2) Giấy viết tay",
    )
    p.text("Chúng tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai xin chịu trách nhiệm.")
    form.need(62)
    p.foot(place.bare, day, Block(("Người viết đơn",), "(Ký, ghi rõ họ tên)", husband.name))
    footnotes(
        p,
        "(1) Cá nhân ghi họ tên; vợ chồng thì ghi họ tên của vợ và chồng.",
        "(2) Ghi số định danh cá nhân; người chưa có số định danh cá nhân thì ghi số hộ chiếu.",
        "(6) Ghi cụ thể: được Nhà nước giao, cho thuê hay nhận chuyển quyền.",
    )


def authority_table(form: Form) -> None:
    """Giấy ủy quyền as a ruled table of both sides, and a witness with a number of their own."""
    old, place, day = period(form)
    draw = form.draw
    giver, taker = draw.citizen(1940, 1985, old=old), draw.citizen(1960, 2003, old=old)
    p = pen(form, holder=giver, taker=taker)
    also(p, witness=draw.citizen(1950, 1995, old=old))
    p.mark = ""
    p.top(None)
    title(form, ["GIẤY ỦY QUYỀN"], 16)
    form.line(f"Lập {long_date(day)} tại {place.commune}", "centre", "i")
    form.y += 4
    rows = [["", "Người ủy quyền", "Người được ủy quyền"]]
    for label, key in (
        ("Họ tên", "name"),
        ("Ngày sinh", "born"),
        ("Giới tính", "sex"),
        ("CCCD/Hộ chiếu", "number"),
        ("Nơi cấp", "police"),
        ("Thường trú", "home"),
        ("Điện thoại", "phone"),
    ):
        rows.append([label, f"<{key}>", f"<taker.{key}>"])
    p.table([33, 65, 65], rows)
    form.tell("issue_date", day.isoformat(), long_date(day))
    form.tell("place", place.commune, optional=True)
    p.text(
        f"**Việc ủy quyền:** nộp hồ sơ, bổ sung giấy tờ và nhận kết quả thủ tục “{draw.choice(PROCEDURES)}”.",
        "**Thù lao:** không. **Thời hạn:** đến khi xong việc. Việc ủy quyền này không được ủy quyền lại.",
        "**Người làm chứng:** <witness.title> <witness.name>, CCCD số <witness.number>, trú tại <witness.home>.",
    )
    form.tell("signer", taker.name, optional=True)
    form.tell("signer_title", "Người được ủy quyền", optional=True)
    witness = p.people["witness"].citizen.name
    form.tell("signer", witness, optional=True)
    p.sign(
        Block(("Người ủy quyền",), SIGN, giver.name),
        Block(("Người được ủy quyền",), SIGN, taker.name, told=False),
        Block(("Người làm chứng",), SIGN, witness, told=False),
    )


def authority_pension(form: Form) -> None:
    """Giấy ủy quyền for a pension, mẫu số 13-HSB, attested by the commune at the left."""
    old, place, day = period(form)
    draw = form.draw
    giver, taker = draw.citizen(1938, 1965, old=old), draw.citizen(1965, 2003, old=old)
    p = pen(form, holder=giver, taker=taker)
    p.gap = min(p.gap, 0.6)
    p.top(None, note="Mẫu số 13-HSB")
    title(form, ["GIẤY ỦY QUYỀN"], 15)
    book = draw.randrange(10**9, 10**10)
    typed(
        p,
        "1. Họ và tên người ủy quyền: <name> sinh <born>",
        f"Mã số BHXH: ‹{book}› Số điện thoại: <phone>",
        "Loại chế độ được hưởng: ‹Lương hưu› Nơi cư trú(1): <home>",
        "CMND/CCCD/Hộ chiếu số: <number> cấp ngày <issued>",
        "2. Họ và tên người được ủy quyền: <taker.name> sinh <taker.born>",
        "Nơi cư trú(1): <taker.home>",
        "CMND/CCCD/Hộ chiếu số: <taker.number> cấp ngày <taker.issued>",
        "Số điện thoại: <taker.phone>",
    )
    p.text(
        "3. Nội dung ủy quyền(2): Lĩnh lương hưu và chế độ BHYT hằng tháng.",
        f"4. Thời hạn ủy quyền: Từ ngày {day:%d/%m/%Y} đến ngày {day + timedelta(days=364):%d/%m/%Y}.",
        "Chúng tôi cam kết chấp hành đúng nội dung ủy quyền; nếu vi phạm phải chịu trách nhiệm trước pháp luật.",
    )
    form.tell("signer", taker.name, optional=True)
    form.tell("signer_title", "Người được ủy quyền", optional=True)
    p.foot(
        place.bare,
        day,
        Block(("Chứng thực chữ ký",), "(của cơ quan có thẩm quyền)"),
        Block(("Người được ủy quyền",), SIGN, taker.name, told=False),
        Block(("Người ủy quyền",), SIGN, giver.name),
    )
    footnotes(p, "(1) Ghi số nhà, ngõ, đường phố, xã, tỉnh. (2) Ghi rõ việc ủy quyền, ví dụ: lĩnh lương hưu.")


def police_desk(place: Place, old: bool) -> Desk:
    """The police of a commune."""
    upper, above = place.commune.upper(), place.district or place.province
    lines = (f"CÔNG AN {above.upper()}", f"CÔNG AN {upper}")
    return Desk(lines, f"Công an {place.commune}", place.bare, (f"CÔNG AN {upper}", place.province.upper()))


def receipt_police(form: Form) -> None:
    """Phiếu tiếp nhận hồ sơ và hẹn trả kết quả of the police, CT04; somebody else handed the dossier in."""
    old, place, day = period(form)
    draw, due = form.draw, day + timedelta(days=form.draw.randrange(3, 8))
    desk, code = police_desk(place, old), draw.dossier_code(day, old)
    p = pen(form, holder=draw.citizen(1965, 2004, old=old), declarant=draw.citizen(1965, 2004, old=old))
    p.gap = min(p.gap, 0.8)
    p.top(desk, f"{draw.randrange(1, 2000)}/TNHS", day, "Mẫu CT04")
    title(form, ["PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"], 14)
    what = draw.choice(("Đăng ký thường trú", "Đăng ký tạm trú", "Tách hộ", "Xác nhận thông tin về cư trú"))
    p.write(
        f"Mã hồ sơ: {p.told('dossier_code', code)}",
        "Họ, chữ đệm và tên người yêu cầu: <NAME>",
        f"Số định danh cá nhân: {grouped(p)}",
        "Số điện thoại: <phone>",
        "Địa chỉ liên hệ: <home>",
        "Người nộp hồ sơ (theo giấy ủy quyền): <declarant.name>, CCCD số <declarant.number>",
        f"Nội dung: {p.told('procedure', what)}",
        "Hồ sơ gồm:",
    )
    for number, name in enumerate(draw.sample(COMPONENTS, draw.randint(2, 3)), 1):
        form.tell("components", name)
        p.write(f"{number}) {name}: 01 bản")
    p.write(
        f"Nhận hồ sơ lúc {draw.randrange(8, 11)} giờ 10 phút {long_date(day)}",
        f"Trả kết quả: trước {draw.randrange(14, 17)} giờ 00 phút {p.day(due, 'due_date')}",
        "Lệ phí: 20.000 đồng | Nhận kết quả tại: trụ sở Công an",
    )
    giver = p.people["declarant"].citizen.name
    p.sign(Block(("NGƯỜI NỘP HỒ SƠ",), SIGN, giver, told=False), Block(("CÁN BỘ TIẾP NHẬN",), SIGN, draw.name("Nam")))


def receipt_half(form: Form) -> None:
    """Giấy tiếp nhận on half a sheet, from a land registry: pairs of labels, a QR code."""
    old, place, day = period(form)
    draw, due = form.draw, day + timedelta(days=form.draw.randrange(5, 30))
    form.sheets, form.left, form.right, form.y = [Sheet(210, 148)], 14.0, 198.0, 14.0
    area, code = place.district or "khu vực II", draw.dossier_code(day, old)
    lines = ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", f"CHI NHÁNH {area.upper()}")
    desk = Desk(lines, f"Chi nhánh Văn phòng đăng ký đất đai {area}", place.bare, lines)
    p = pen(form, holder=draw.citizen(1950, 2000, old=old))
    p.gap, p.dots, p.mark = 0.0, False, "**"
    p.top(desk)
    form.sheet.items.append(Art(176, 32, 22, 22, qr_code(code)))
    form.codes.append(CodeTold("QRCode", code, 1))
    form.y -= 5
    title(form, ["GIẤY TIẾP NHẬN HỒ SƠ, HẸN TRẢ KẾT QUẢ"], 12.5)
    what = draw.choice(("Đăng ký biến động quyền sử dụng đất", "Đăng ký biện pháp bảo đảm", "Cấp đổi Giấy chứng nhận"))
    names = draw.sample(COMPONENTS, 2)
    for name in names:
        form.tell("components", name)
    form.tell("issue_date", day.isoformat(), f"{day:%d/%m/%Y}", optional=True)
    p.write(
        f"Mã HS: {p.told('dossier_code', code)}",
        f"Thủ tục: {p.told('procedure', what)}",
        "Người nộp: <name> | ĐT: <phone>",
        "CCCD: <number>",
        "Địa chỉ: <home>",
        f"Giấy tờ: {names[0]} (01); {names[1]} (01)",
        f"Ngày nhận: {day:%d/%m/%Y} | Ngày hẹn trả: {p.day(due, 'due_date', f'{due:%d/%m/%Y}')}",
    )
    form.y -= 3
    p.sign(
        Block(("Người nộp",), "", p.people["holder"].citizen.name, told=False),
        Block(("Người nhận",), "", draw.name("Nữ")),
    )


def supplement(form: Form) -> None:
    """Phiếu yêu cầu bổ sung of Nghị định 118/2025/NĐ-CP: what is missing in a table with the reasons."""
    old, place, day = period(form)
    draw, desk = form.draw, counter_desk(place, old)
    p = pen(form, holder=draw.citizen(1950, 2004, old=old))
    p.gap = min(p.gap, 1.0)
    p.top(desk, f"{draw.randrange(1, 600)}/PBS", day)
    title(form, ["PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"], 14)
    form.line(
        "Kính gửi: <title> <name>".replace("<title> <name>", p.words("<title> <name>").replace("*", "")), "centre"
    )
    came = day - timedelta(days=draw.randrange(1, 4))
    code = p.told("dossier_code", draw.dossier_code(came, old))
    p.text(
        f"Ngày {came:%d/%m/%Y}, {desk.name} nhận được hồ sơ mã số {code} của <word> (số định danh cá"
        f" nhân: <number>; địa chỉ: <home>) về thủ tục: {p.told('procedure', draw.choice(PROCEDURES))}.",
        "Sau khi kiểm tra, đề nghị bổ sung, hoàn thiện các giấy tờ sau:",
    )
    rows = [["STT", "Giấy tờ cần bổ sung, hoàn thiện", "Lý do"]]
    for number, what in enumerate(draw.sample(COMPONENTS, draw.randint(1, 3)), 1):
        rows.append([f"{number}", what, draw.choice(("Bản chụp bị mờ", "Thiếu chữ ký", "Chưa nộp bản chính"))])
    form.y += 3
    p.table([14, 90, 59], rows)
    limit = day + timedelta(days=draw.randrange(7, 20))
    p.text(f"Thời hạn bổ sung: chậm nhất ngày {limit:%d/%m/%Y}; quá thời hạn trên, hồ sơ sẽ được trả lại./.")
    p.sign(Block(("CÔNG CHỨC TIẾP NHẬN",), "(Ký số hoặc ký, ghi rõ họ tên)", draw.name("Nữ"), desk.rim))


def refusal(form: Form) -> None:
    """Phiếu từ chối giải quyết hồ sơ, its values in a list below each other."""
    old, place, day = period(form)
    draw, desk = form.draw, counter_desk(place, old)
    p = pen(form, holder=draw.citizen(1950, 2004, old=old))
    headed(p, desk, f"{draw.randrange(1, 300)}/TCGQ")
    title(form, ["PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ"], 14)
    beside(
        p,
        52,
        f"Mã số hồ sơ | {p.told('dossier_code', draw.dossier_code(day, old)).strip('*')}",
        "Chủ hồ sơ | <name>",
        "Căn cước/CCCD số | <number>",
        "Nơi ở | <home>",
        "Liên hệ | <phone>",
        f"Thủ tục | {p.told('procedure', draw.choice(PROCEDURES)).strip('*')}",
    )
    why = (
        "Hồ sơ quá thời hạn bổ sung theo quy định",
        "Công trình nằm trong chỉ giới quy hoạch",
        "Không đúng đối tượng",
    )
    p.text(
        f"Cơ quan không giải quyết hồ sơ nói trên vì: {draw.choice(why).lower()}. Ông (bà) có quyền khiếu nại theo quy"
        " định của pháp luật về khiếu nại.",
        "Giấy tờ đã nộp được trả lại kèm theo phiếu này./.",
    )
    p.foot(desk.place, day, Block(("PHỤ TRÁCH BỘ PHẬN",), "", draw.name("Nam"), desk.rim))


def apology(form: Form) -> None:
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả, mẫu số 04 of Thông tư 01/2018/TT-VPCP, in sentences."""
    old, place, day = period(form)
    draw, desk = form.draw, counter_desk(place, old)
    p, due = pen(form, holder=draw.citizen(1950, 2004, old=old)), day + timedelta(days=draw.randrange(3, 15))
    p.top(desk, f"{draw.randrange(1, 90):02d}/PXL", day, "Mẫu số 04")
    title(form, ["PHIẾU XIN LỖI VÀ HẸN LẠI", "NGÀY TRẢ KẾT QUẢ"], 14)
    form.line(f"Kính gửi: {p.words('<title> <name>').replace('*', '')}", "centre")
    form.y += 3
    came = day - timedelta(days=14)
    code, what = p.told("dossier_code", draw.dossier_code(came, old)), p.told("procedure", draw.choice(PROCEDURES))
    form.tell("due_date", day.isoformat(), f"{day:%d/%m/%Y}", optional=True)
    again = p.told("due_date", due.isoformat(), long_date(due), optional=True)
    p.text(
        f"Ngày {came:%d/%m/%Y}, {desk.name} {place.commune} tiếp nhận giải quyết hồ sơ đề nghị"
        f" {what} của Ông/Bà, mã số {code}. Thời gian hẹn trả kết quả: ngày {day:%d/%m/%Y}.",
        "Thông tin liên hệ của Ông/Bà: CCCD số <number>; địa chỉ <home>; điện thoại <phone>.",
        "Tuy nhiên, đến nay chúng tôi chưa trả kết quả đúng thời hạn. Lý do: phải xin ý kiến cơ quan chuyên môn.",
        f"Sự chậm trễ này đã gây phiền hà cho Ông/Bà, chúng tôi xin lỗi và sẽ trả kết quả vào {again}.",
        "Mong nhận được sự thông cảm của Ông/Bà./.",
    )
    p.sign(Block(("THỦ TRƯỞNG CƠ QUAN",), "(Ký, ghi rõ họ tên, đóng dấu)", draw.name("Nam"), desk.rim))
