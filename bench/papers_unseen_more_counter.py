"""Applications, agreements of citizens and the slips of the counter, of bench/papers_unseen_more.py."""

from datetime import date, timedelta

from bench.papers_cards import bars
from bench.papers_counter import COMPONENTS, PROCEDURES, counter_desk
from bench.papers_form import CodeTold, Form, title
from bench.papers_pen import SIGN, Block, Pen, Who, pen, period
from bench.papers_people import Citizen, first_up
from samples.ink import qr_code
from samples.people import long_date
from samples.sheet import Art


def parcel(p: Pen) -> tuple[str, str]:
    """A plot's number and its map sheet's, told if they are found."""
    draw = p.form.draw
    return p.told("plot", f"{draw.randrange(1, 900)}", optional=True), p.told(
        "map_sheet", f"{draw.randrange(1, 90)}", optional=True
    )


def building_request(form: Form) -> None:
    """Đơn đề nghị cấp giấy phép xây dựng, mẫu số 01 of Nghị định 175/2024/NĐ-CP, for a house."""
    old, place, day = period(form)
    draw, floor = form.draw, form.draw.randrange(55, 140)
    person = draw.citizen(1952, 1998, old=old)
    p = pen(form, holder=person)
    p.gap = min(p.gap, 1.0)
    p.top(None, note="Mẫu số 01")
    title(form, ["ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG"], 14)
    form.y -= 3
    p.note("(Sử dụng cho công trình: Nhà ở riêng lẻ)")
    p.to(f"Ủy ban nhân dân {place.commune}")
    plot, sheet = (p.told(name, f"{draw.randrange(1, 90)}", optional=True) for name in ("plot", "map_sheet"))
    p.write(
        "1. Thông tin về chủ đầu tư:",
        "- Tên chủ đầu tư (tên chủ hộ): <name>",
        "- Người đại diện: | Chức vụ (nếu có):",
        "- Số định danh cá nhân/Mã số doanh nghiệp: <number>",
        "- Địa chỉ liên hệ: <home>",
        "- Số điện thoại: <phone>",
        "2. Thông tin công trình:",
        f"- Lô đất số: {plot} | Tờ bản đồ số: {sheet} | Diện tích: {draw.randrange(90, 400)} m²",
        f"- Địa điểm xây dựng: {first_up(place.whole)}",
        "3. Tổ chức/cá nhân lập, thẩm tra thiết kế xây dựng:",
        f"- Tên tổ chức lập thiết kế: Công ty CP Kiến trúc {draw.choice(('Ví Dụ', 'Giả Thiết', 'Mẫu Tự'))}",
        f"- Tên và mã số chứng chỉ hành nghề của chủ nhiệm thiết kế: {draw.name('Nam')}",
        "4. Nội dung đề nghị cấp phép:",
        f"- Cấp công trình: Cấp {draw.choice(('III', 'IV'))} | - Cốt xây dựng: +0,{draw.randrange(15, 60)} m",
        f"- Diện tích xây dựng tầng 1 (tầng trệt): {floor} m² | - Số tầng: 0{draw.randrange(1, 5)}",
        f"- Tổng diện tích sàn: {floor * 3} m² | - Chiều cao công trình: {draw.randrange(4, 16)},2 m",
        f"5. Dự kiến thời gian hoàn thành công trình: {draw.randrange(4, 15):02d} tháng.",
    )
    p.text(
        "6. Cam kết: Tôi xin cam đoan làm theo đúng giấy phép được cấp, nếu sai tôi xin hoàn toàn chịu trách nhiệm và"
        " bị xử lý theo quy định của pháp luật.",
        "Gửi kèm theo đơn này các tài liệu: 1. Bản sao Giấy chứng nhận quyền sử dụng đất; 2. Hồ sơ thiết kế xây dựng.",
    )
    block = Block(("NGƯỜI LÀM ĐƠN/ĐẠI DIỆN CHỦ ĐẦU TƯ",), "(Ký, ghi rõ họ tên, đóng dấu (nếu có))", person.name)
    form.need(64)
    p.foot(place.bare, day, block)


def mortgage_request(form: Form) -> None:
    """Đơn yêu cầu xóa đăng ký thế chấp, mẫu số 04/XĐK of Thông tư 07/2019/TT-BTP."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2020, 2022)
    person = draw.citizen(1955, 1992, old=True)
    p = pen(form, holder=person)
    p.gap = min(p.gap, 0.8)
    p.top(None, note="Mẫu số 04/XĐK|(Thông tư số 07/2019/TT-BTP)")
    title(form, ["ĐƠN YÊU CẦU XÓA ĐĂNG KÝ THẾ CHẤP", "QUYỀN SỬ DỤNG ĐẤT, TÀI SẢN GẮN LIỀN VỚI ĐẤT"], 13)
    p.to(f"Chi nhánh Văn phòng đăng ký đất đai {place.district}")
    p.heading("PHẦN KÊ KHAI CỦA NGƯỜI YÊU CẦU XÓA ĐĂNG KÝ")
    paper = draw.choice(("■ Chứng minh nhân dân □ Căn cước công dân|<cmnd>", "□ CMND ■ Căn cước công dân|<number>"))
    kind, number = paper.split("|")
    new = number == "<number>"
    given, agency = draw.day(2016 if new else 2010, 2019), "Cục Cảnh sát" if new else f"Công an {place.province}"
    plot, sheet = (p.told(name, f"{draw.randrange(1, 90)}", optional=True) for name in ("plot", "map_sheet"))
    p.write(
        "1. Người yêu cầu xóa đăng ký thế chấp: ■ Bên thế chấp □ Bên nhận thế chấp",
        "1.1. Tên đầy đủ của tổ chức, cá nhân: (viết chữ IN HOA) <NAME>",
        "1.2. Địa chỉ liên hệ: <home>",
        "1.3. Số điện thoại (nếu có): <phone> | Thư điện tử (nếu có):",
        f"1.4. {kind} □ Hộ chiếu",
        f"Số: {number} | Cơ quan cấp: {agency} | cấp ngày {given:%d/%m/%Y}",
        "2. Yêu cầu xóa đăng ký thế chấp đối với tài sản sau đây:",
        f"2.1. Thửa đất số: {plot} | Tờ bản đồ số (nếu có): {sheet} | Loại đất: ONT",
        f"Địa chỉ thửa đất: {first_up(place.whole)}",
        f"Diện tích: {draw.randrange(90, 900)} m²",
        f"2.2. Giấy chứng nhận: Số phát hành: {draw.choice(('BK', 'CĐ'))} {draw.randrange(10**5, 10**6)}",
        f"Số vào sổ cấp giấy: CH{draw.randrange(10**5):05d} | cấp ngày {draw.day(2011, 2018):%d/%m/%Y}",
        f"3. Thuộc hợp đồng thế chấp số: {draw.randrange(100, 999)}/HĐTC",
        "4. Lý do xóa đăng ký: Chấm dứt nghĩa vụ được bảo đảm",
        "5. Phương thức nhận kết quả: ■ Trực tiếp □ Qua đường bưu điện",
    )
    p.text("Người yêu cầu xóa đăng ký cam đoan những thông tin được kê khai trên đơn này là trung thực, đầy đủ.")
    p.foot(place.bare, day, Block(("BÊN THẾ CHẤP",), "(Ký, ghi rõ họ tên, chức vụ, đóng dấu (nếu có))", person.name))


def disability_request(form: Form) -> None:
    """Đơn đề nghị xác định mức độ khuyết tật, mẫu số 01 of Thông tư 01/2019/TT-BLĐTBXH, by a representative."""
    old, place, day = period(form)
    draw = form.draw
    person, kin = draw.citizen(1960, 2015, old=old), draw.citizen(1958, 1998, old=old)
    p = pen(form, holder=person, declarant=kin)
    p.gap = min(p.gap, 0.6)
    p.top(None, note="Mẫu số 01")
    name = ["ĐƠN ĐỀ NGHỊ XÁC ĐỊNH, XÁC ĐỊNH LẠI MỨC ĐỘ KHUYẾT TẬT", "VÀ CẤP, CẤP ĐỔI, CẤP LẠI GIẤY XÁC NHẬN KHUYẾT TẬT"]
    title(form, name, 12.5)
    p.to(f"Chủ tịch Hội đồng xác định mức độ khuyết tật {place.commune}")
    p.text("Sau khi tìm hiểu quy định về xác định mức độ khuyết tật, tôi đề nghị:")
    p.write("■ Xác định mức độ khuyết tật và cấp Giấy xác nhận khuyết tật", "□ Cấp lại Giấy xác nhận khuyết tật")
    p.heading("I. Thông tin người được xác định mức độ khuyết tật")
    number = draw.choice(("Số CMND hoặc căn cước công dân: <number>", "Số định danh cá nhân: <number>"))
    p.write(
        "- Họ và tên: <name>",
        "- Sinh <long> | Giới tính: <sex>",
        f"- {number}",
        "- Hộ khẩu thường trú: <home>",
        f"- Nơi ở hiện nay: {person.person.home}",
    )
    p.heading("II. Thông tin người đại diện hợp pháp (nếu có)")
    p.write(
        "- Họ và tên: <declarant.name>",
        "- Mối quan hệ với người được xác định khuyết tật: Người giám hộ",
        f"- {number.replace('<', '<declarant.')}",
        "- Hộ khẩu thường trú: <declarant.home>",
        "- Số điện thoại: <declarant.phone>",
    )
    p.heading("III. Thông tin về tình trạng khuyết tật")
    p.write(
        "1. Dạng khuyết tật (đánh dấu x vào ô tương ứng):",
        "□ Vận động | □ Nghe, nói | □ Nhìn",
        "□ Thần kinh, tâm thần | □ Trí tuệ | □ Khác",
    )
    p.foot(place.bare, day, Block(("NGƯỜI VIẾT ĐƠN",), "(Ký, ghi rõ họ tên hoặc điểm chỉ)", kin.name))


def authority_sides(form: Form) -> None:
    """Giấy ủy quyền with Bên A and Bên B, each signing in a column of their own."""
    old, place, day = period(form)
    draw = form.draw
    giver, taker = draw.citizen(1945, 1999, old=old), draw.citizen(1960, 2003, old=old)
    p = pen(form, holder=giver, taker=taker)
    p.top(None)
    title(form, [draw.choice(("GIẤY ỦY QUYỀN", "GIẤY ỦY QUYỀN NỘP VÀ NHẬN KẾT QUẢ HỒ SƠ"))], 15)
    p.text(f"Hôm nay, {long_date(day)}, tại {place.whole}, chúng tôi gồm:")
    kind = draw.choice(("CCCD/Căn cước số", "Số CMND/CCCD", "Số Căn cước công dân"))
    for words, who in (("BÊN ỦY QUYỀN (BÊN A):", "holder"), ("BÊN NHẬN ỦY QUYỀN (BÊN B):", "taker")):
        p.heading(words)
        lines = ("<X.title>: <X.NAME> | Ngày sinh: <X.born>", f"{kind}: <X.number> | cấp ngày: <X.issued>")
        lines = (*lines, "Nơi cấp: <X.police>", "Địa chỉ thường trú: <X.home>", "Điện thoại liên hệ: <X.phone>")
        p.write(*(line.replace("X.", "" if who == "holder" else "taker.") for line in lines))
    p.text(
        "Bằng văn bản này, Bên A ủy quyền cho Bên B thực hiện các công việc sau đây:",
        f"**Điều 1.** Thay mặt Bên A nộp hồ sơ và nhận kết quả thủ tục: {draw.choice(PROCEDURES)}.",
        "**Điều 2.** Thời hạn ủy quyền: kể từ ngày ký cho đến khi Bên B thực hiện xong công việc được ủy quyền.",
        "**Điều 3.** Giấy ủy quyền này được lập thành 02 bản, mỗi bên giữ 01 bản có giá trị pháp lý như nhau.",
    )
    form.need(64)
    form.tell("signer", taker.name, optional=True)
    form.tell("signer_title", "BÊN B", optional=True)
    p.foot(place.bare, day, Block(("BÊN A",), SIGN, giver.name), Block(("BÊN B",), SIGN, taker.name, told=False))


def receipt_note(form: Form) -> None:
    """Biên nhận hồ sơ as some provinces print it from their system: times in figures, a QR code."""
    old, place, day = period(form)
    draw = form.draw
    desk, code, due = counter_desk(place, old), draw.dossier_code(day, old), day + timedelta(days=draw.randrange(3, 30))
    what, person = draw.choice(PROCEDURES), draw.citizen(1952, 2004, old=old)
    p = pen(form, holder=person)
    p.gap = min(p.gap, 1.2)
    p.top(desk)
    form.sheet.items.append(Art(164, form.y - 4, 24, 24, qr_code(code)))
    form.codes.append(CodeTold("QRCode", code, 1))
    name = draw.choice(("BIÊN NHẬN HỒ SƠ", "GIẤY TIẾP NHẬN VÀ HẸN TRẢ KẾT QUẢ"))
    title(form, [name], 14)
    form.line(f"Số hồ sơ: {p.told('dossier_code', code)}", "centre")
    form.sheet.items.append(Art(84, form.y - 3, 50, 8, bars(code)))
    form.codes.append(CodeTold("Code128", code, 1))
    form.y += 14
    form.tell("issue_date", day.isoformat(), f"{day:%d/%m/%Y}", optional=True)
    p.write(
        "Chủ hồ sơ: <title> <NAME>",
        "Số CCCD/Mã định danh: <number> | Điện thoại: <phone>",
        "Địa chỉ: <home>",
        f"Lĩnh vực: {draw.choice(('Hộ tịch', 'Đất đai', 'Bảo trợ xã hội'))}",
        f"Thủ tục hành chính: {p.told('procedure', what)}",
        "Giấy tờ đã nộp gồm có:",
    )
    rows = [["TT", "Tên giấy tờ", "SL", "Loại"]]
    for number, component in enumerate(draw.sample(COMPONENTS, draw.randint(2, 4)), 1):
        form.tell("components", component)
        rows.append([str(number), component, "1", draw.choice(("Bản chính", "Bản photo", "Chứng thực"))])
    form.y += 2
    p.table([12, 96, 18, 37], rows)
    p.write(
        f"Ngày nhận: {draw.randrange(7, 11):02d}:{draw.randrange(10, 59)} {day:%d/%m/%Y}",
        f"Ngày hẹn trả: 16:30 {p.day(due, 'due_date', f'{due:%d/%m/%Y}')}",
        "Nơi trả kết quả: Quầy số 2 | Phí, lệ phí: 0 đồng",
    )
    p.note("Khi đến nhận kết quả, ông (bà) mang theo biên nhận này và giấy tờ tùy thân.")
    giver = Block(("Người nộp hồ sơ",), SIGN, person.name, told=False)
    p.sign(giver, Block(("Cán bộ tiếp nhận",), SIGN, draw.name("Nữ")))


def slip_top(form: Form, symbol: str, name: list[str], mark: str) -> Pen:
    """Head and title of a slip, and the lines that say whose dossier it is about."""
    old, place, day = period(form)
    draw, desk = form.draw, counter_desk(place, old)
    p = pen(form, holder=draw.citizen(1950, 2004, old=old))
    p.top(desk, f"{draw.randrange(1, 600):02d}/{symbol}", day, mark)
    title(form, name, 14)
    first = {"HDHS": "Hồ sơ của: <title> <name>", "TCTN": "Tiếp nhận hồ sơ của: <name>"}[symbol]
    p.write(
        first,
        f"Mã số hồ sơ: {p.told('dossier_code', draw.dossier_code(day, old))}",
        f"Nội dung yêu cầu giải quyết: {p.told('procedure', draw.choice(PROCEDURES))}",
        "Địa chỉ: <home>",
        "Số CCCD/Số định danh cá nhân: <number>",
        "Số điện thoại: <phone> | Email:",
    )
    return p


def supplement_slip(form: Form) -> None:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, mẫu số 02 of Thông tư 01/2018/TT-VPCP."""
    p = slip_top(form, "HDHS", ["PHIẾU YÊU CẦU BỔ SUNG,", "HOÀN THIỆN HỒ SƠ"], "Mẫu số 02")
    p.write("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:")
    for number, what in enumerate(form.draw.sample(COMPONENTS, form.draw.randint(1, 3)), 1):
        p.write(f"{number}. Bổ sung {what[:1].lower()}{what[1:]};")
    p.text(
        "Lý do: Thành phần hồ sơ chưa đầy đủ theo quy định tại bộ thủ tục hành chính đã công bố.",
        "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông (bà) liên hệ với Bộ phận hướng dẫn, số điện thoại"
        " 0299 000 000 để được hướng dẫn./.",
    )
    p.sign(Block(("NGƯỜI HƯỚNG DẪN",), SIGN, form.draw.name("Nữ")))


def refusal_slip(form: Form) -> None:
    """Phiếu từ chối tiếp nhận, giải quyết hồ sơ, mẫu số 03 of Thông tư 01/2018/TT-VPCP."""
    p = slip_top(form, "TCTN", ["PHIẾU TỪ CHỐI TIẾP NHẬN,", "GIẢI QUYẾT HỒ SƠ"], "Mẫu số 03")
    why = (
        "thửa đất đang có tranh chấp",
        "thủ tục không thuộc thẩm quyền giải quyết",
        "hồ sơ kê khai không đúng sự thật",
    )
    p.text(
        "Qua xem xét, cơ quan thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        f"- {first_up(form.draw.choice(why))}.",
        "Xin thông báo cho Ông/Bà được biết và thực hiện./.",
    )
    giver = Block(("NGƯỜI NỘP HỒ SƠ",), SIGN, p.people["holder"].citizen.name, told=False)
    p.sign(giver, Block(("NGƯỜI TIẾP NHẬN HỒ SƠ",), SIGN, form.draw.name("Nam")))


def couple(form: Form, old: bool) -> tuple[Citizen, Citizen]:
    """A husband and his wife."""
    return form.draw.citizen(1948, 1996, "Nam", old), form.draw.citizen(1950, 1998, "Nữ", old)


def sale(form: Form) -> None:
    """Hợp đồng chuyển nhượng quyền sử dụng đất between two couples, and what the notary attests on its last page."""
    draw = form.draw
    old, place, day = period(form)
    p, sides = pen(form), (couple(form, old), couple(form, old))
    p.mark = ""
    for side, pair in zip("ab", sides, strict=True):
        for number, person in enumerate(pair):
            p.people[f"{side}{number}"] = Who(form, person, "listed")
    p.top(None)
    title(form, ["HỢP ĐỒNG CHUYỂN NHƯỢNG", "QUYỀN SỬ DỤNG ĐẤT"], 15)
    notary = f"Văn phòng công chứng {draw.choice(('Giả Thiết', 'Ví Dụ'))}"
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    p.text(f"Hôm nay, {long_date(day)}, tại {notary}, {place.province}, chúng tôi gồm có:")
    for words, side in (
        ("BÊN CHUYỂN NHƯỢNG (sau đây gọi là Bên A):", "a"),
        ("BÊN NHẬN CHUYỂN NHƯỢNG (sau đây gọi là Bên B):", "b"),
    ):
        p.heading(words)
        lines = (
            "Ông: <X0.NAME> | Sinh năm: <X0.year>",
            "Căn cước công dân số: <X0.number> | cấp ngày <X0.issued>",
            "Cùng vợ là bà: <X1.NAME> | Sinh năm: <X1.year>",
            "Căn cước công dân số: <X1.number> | cấp ngày <X1.issued>",
            "Cùng thường trú tại: <X0.home>",
        )
        p.write(*(line.replace("X", side) for line in lines))
    plot, sheet = parcel(p)
    p.text(
        f"**Điều 1.** Bên A chuyển nhượng cho Bên B quyền sử dụng thửa đất số {plot}, tờ bản đồ số {sheet}, tại"
        f" {place.whole}, diện tích {draw.randrange(80, 600)} m², theo Giấy chứng nhận số DB"
        f" {draw.randrange(10**5, 10**6)}.",
        f"**Điều 2.** Giá chuyển nhượng là {draw.randrange(2, 10)}50.000.000 đồng; Bên B trả một lần.",
        "**Điều 3.** Bên A có nghĩa vụ giao thửa đất và giấy tờ cho Bên B; Bên B đăng ký quyền sử dụng đất.",
        "**Điều 4.** Thuế thu nhập cá nhân do Bên A nộp; lệ phí trước bạ do Bên B nộp.",
        "**Điều 5.** Hai bên cam đoan những thông tin về nhân thân, thửa đất ghi trong Hợp đồng này là đúng sự thật.",
    )
    names = [pair[0].name for pair in sides]
    for name, words in zip(names, ("BÊN A", "BÊN B"), strict=True):
        form.tell("signer", name, optional=True)
        form.tell("signer_title", words, optional=True)
    p.sign(Block(("BÊN A",), SIGN, names[0], told=False), Block(("BÊN B",), SIGN, names[1], told=False))
    attest(p, notary, day)


def attest(p: Pen, notary: str, day: date) -> None:
    """The notary's words under a contract."""
    form, draw = p.form, p.form.draw
    name, number = draw.name("Nữ"), f"{draw.randrange(100, 9000)}"
    form.need(100)
    form.y += 3
    form.line("LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN", "centre", "b")
    form.tell("document_number", number, optional=True)
    form.tell("issuing_agency", notary, optional=True)
    form.tell("signer", name, optional=True)
    form.tell("signer_title", "CÔNG CHỨNG VIÊN", optional=True)
    p.text(
        f"{first_up(long_date(day))}, tại trụ sở {notary}, tôi - {name}, Công chứng viên, chứng nhận: Hợp đồng này được"
        " giao kết giữa Bên A và Bên B; các bên đã tự nguyện thỏa thuận, có năng lực hành vi dân sự và đã ký vào từng"
        " trang của Hợp đồng trước mặt tôi.",
        f"Số công chứng: {number}, quyển số 0{draw.randrange(1, 9)}/{day.year} TP/CC-SCC/HĐGD.",
    )
    p.sign(Block(("CÔNG CHỨNG VIÊN",), "", name, ("VĂN PHÒNG", "CÔNG CHỨNG"), told=False))
