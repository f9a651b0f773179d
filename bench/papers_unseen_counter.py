"""The receipt slip and what citizens write, of bench/papers_unseen.py."""

from datetime import timedelta

from bench.papers_cards import bars
from bench.papers_counter import COMPONENTS, PROCEDURES, counter_desk
from bench.papers_form import CodeTold, Form, title
from bench.papers_pen import SIGN, Block, pen, period
from samples.people import long_date
from samples.sheet import Art

OATH = "Tôi xin cam đoan những lời khai trên đây là đúng sự thật và hoàn toàn chịu trách nhiệm trước pháp luật."
NUMBERS = (
    "Số CCCD/CMND/Hộ chiếu/Định danh cá nhân: <number>",
    "Giấy tờ tùy thân: Căn cước công dân số <number>",
    "Số CCCD: <number> | Ngày cấp: <issued> | Nơi cấp: <police>",
    "CMND/CCCD/Căn cước số: <number>, cấp ngày <issued>",
)


def receipt(form: Form) -> None:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, mẫu số 01 of Thông tư 01/2018/TT-VPCP."""
    draw = form.draw
    old, place, day = period(form)
    desk, code, due = counter_desk(place, old), draw.dossier_code(day, old), day + timedelta(days=draw.randrange(3, 30))
    p, what, law = pen(form, holder=draw.citizen(1950, 2004, old=old)), draw.choice(PROCEDURES), draw.procedure_code()
    p.gap = min(p.gap, 1.4)
    p.top(desk, f"{draw.randrange(1, 3000)}/TNHS", day, "Mẫu số 01")
    title(form, ["GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"], 13.5)
    form.line(f"Mã hồ sơ: {p.told('dossier_code', code)}", "centre")
    form.sheet.items.append(Art(78, form.y - 3, 62, 9, bars(code)))
    form.codes.append(CodeTold("Code128", code, 1))
    form.y += 12
    clock = f"{draw.randrange(7, 17):02d} giờ {draw.choice((5, 20, 40)):02d} phút"
    p.write(
        f"{desk.name} {place.commune}",
        "Tiếp nhận hồ sơ của: <title> <name>",
        "Địa chỉ: <home>",
        "Số điện thoại: <phone> | Email:",
        draw.choice(NUMBERS[:3]),
        f"Nội dung yêu cầu giải quyết: {law} - {p.told('procedure', what)}",
        "Thành phần hồ sơ nộp gồm:",
    )
    form.tell("procedure", law, law, "code")
    rows = [["STT", "Tên thành phần hồ sơ", "Hình thức", "Số lượng", "Ghi chú"]]
    for place_, name in enumerate(draw.sample(COMPONENTS, draw.randint(2, 5)), 1):
        form.tell("components", name)
        rows.append([str(place_), name, draw.choice(("Bản chính", "Bản sao", "Bản điện tử")), "01", ""])
    form.y += 2
    p.table([12, 75, 30, 24, 22], rows)
    p.write(
        "Số lượng hồ sơ: 01 (bộ) | Lệ phí: 0 đồng",
        f"Thời gian giải quyết hồ sơ theo quy định là: {(due - day).days} ngày",
        f"Thời gian nhận hồ sơ: {clock}, {long_date(day)}",
        f"Thời gian trả kết quả giải quyết hồ sơ: {clock}, {p.day(due, 'due_date')}",
        f"Đăng ký nhận kết quả tại: {draw.choice(('Bộ phận Một cửa', 'Qua bưu chính công ích', 'Trực tuyến'))}",
        f"Vào Sổ theo dõi hồ sơ, Quyển số: 0{draw.randrange(1, 9)} | Số thứ tự: {draw.randrange(1, 400)}",
    )
    clerk = Block(("NGƯỜI TIẾP NHẬN HỒ SƠ",), SIGN, draw.name("Nữ"))
    p.sign(Block(("NGƯỜI NỘP HỒ SƠ",), SIGN, p.people["holder"].citizen.name, told=False), clerk)


def pension_request(form: Form) -> None:
    """Đơn đề nghị hưởng trợ cấp hưu trí xã hội: numbered questions, squares to tick."""
    old, place, day = period(form)
    person = form.draw.citizen(1940, 1950, old=old)
    p = pen(form, holder=person)
    p.top(None, note="Mẫu số 01|(Ban hành kèm theo Nghị định số 176/2025/NĐ-CP)")
    title(form, ["ĐƠN ĐỀ NGHỊ", "HƯỞNG TRỢ CẤP HƯU TRÍ XÃ HỘI"], 14)
    p.to(f"Chủ tịch Ủy ban nhân dân {place.commune}")
    account = form.draw.randrange(10**9, 10**10)
    p.heading("I. THÔNG TIN NGƯỜI ĐỀ NGHỊ")
    p.write(
        "1. Họ và tên (viết chữ in hoa): <NAME>",
        "2. Ngày/tháng/năm sinh: <born> | 3. Giới tính: <sex> | 4. Dân tộc: <kin>",
        f"5. {form.draw.choice(NUMBERS)}",
        "6. Hộ khẩu thường trú: <home>",
        f"7. Hiện ở với ai và địa chỉ nơi ở: Ở với con, {person.person.home}",
        "8. Số điện thoại liên hệ (nếu có): <phone>",
        "9. Đang hưởng lương hưu, trợ cấp BHXH hằng tháng: □ Có | □ Không",
        "10. Thuộc hộ nghèo, hộ cận nghèo: □ Có | □ Không",
    )
    p.heading("II. NỘI DUNG ĐỀ NGHỊ")
    p.write(
        "Đề nghị được hưởng trợ cấp hưu trí xã hội theo quy định của Luật Bảo hiểm xã hội.",
        "Hình thức nhận: □ Tiền mặt | □ Qua tài khoản",
        f"Số tài khoản: {account} | Ngân hàng: Agribank",
    )
    p.text(OATH)
    p.foot(place.bare, day, Block(("NGƯỜI ĐỀ NGHỊ",), "(Ký, ghi rõ họ tên hoặc điểm chỉ)", person.name))


def residence_request(form: Form) -> None:
    """Đơn xin xác nhận cư trú as people write it themselves, with room for the office at the left."""
    old, place, day = period(form)
    person, draw = form.draw.citizen(1955, 2004, old=old), form.draw
    p = pen(form, holder=person)
    p.top(None)
    title(form, [draw.choice(("ĐƠN XIN XÁC NHẬN CƯ TRÚ", "ĐƠN XIN XÁC NHẬN NƠI CƯ TRÚ"))], 15)
    p.note("(V/v: Xác nhận thời gian cư trú tại địa phương)")
    p.to(f"Công an {place.whole}")
    p.write(
        f"Tôi tên là: <{draw.choice(('name', 'NAME'))}> | Sinh ngày: <born>",
        draw.choice(NUMBERS),
        "Hiện thường trú tại: <home>",
        "Nghề nghiệp: Buôn bán tự do | Điện thoại: <phone>",
    )
    p.text(
        "Nay tôi làm đơn này kính đề nghị quý cơ quan xác nhận tôi và gia đình đã cư trú liên tục tại địa chỉ nêu trên"
        f" từ năm {draw.randrange(2005, 2019)} đến nay, luôn chấp hành tốt chủ trương, chính sách của địa phương.",
        "Lý do: bổ sung hồ sơ nhập học cho con.",
        "Kính mong quý cơ quan xem xét, giải quyết. Tôi xin chân thành cảm ơn!",
    )
    office = Block(("XÁC NHẬN CỦA CÔNG AN", place.commune.upper()))
    p.foot(place.bare, day, office, Block(("NGƯỜI LÀM ĐƠN",), SIGN, person.name))


def land_request(form: Form) -> None:
    """Đơn đăng ký biến động, mẫu số 11/ĐK of Nghị định 101/2024/NĐ-CP."""
    old, place, day = period(form)
    person, draw = form.draw.citizen(1950, 1998, old=old), form.draw
    p = pen(form, holder=person)
    p.top(None, note="Mẫu số 11/ĐK")
    title(form, ["ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"], 13.5)
    p.to(f"Chi nhánh Văn phòng đăng ký đất đai {draw.choice(('khu vực II', 'khu vực III'))}")
    p.heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    kind = draw.choice(("Căn cước công dân số", "CCCD số", "Thẻ căn cước số"))
    p.write(
        "a) Tên:(2) <name>",
        f"b) Giấy tờ nhân thân/pháp nhân:(3) {kind} <number>, cấp ngày <issued>",
        "c) Địa chỉ:(4) <home>",
        "d) Điện thoại liên hệ (nếu có): <phone> | Hộp thư điện tử (nếu có):",
    )
    p.heading("2. Nội dung biến động:(5)")
    plot, sheet = (p.told(name, f"{draw.randrange(1, 90)}", optional=True) for name in ("plot", "map_sheet"))
    p.write(
        f"Nhận chuyển nhượng quyền sử dụng đất; thửa đất số {plot}, tờ bản đồ số {sheet}, diện tích"
        f" {draw.randrange(80, 900)} m²"
    )
    p.heading("3. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có:")
    p.write("(1) Giấy chứng nhận đã cấp;", "(2) Hợp đồng chuyển nhượng quyền sử dụng đất;", "(3) Tờ khai thuế.")
    p.write("4. Đề nghị cấp Giấy chứng nhận mới: □ Có | □ Không")
    p.text("Tôi/chúng tôi " + OATH.removeprefix("Tôi "))
    p.foot(place.bare, day, Block(("NGƯỜI VIẾT ĐƠN",), "(Ký và ghi rõ họ tên, đóng dấu nếu có)", person.name))


def copy_declaration(form: Form) -> None:
    """Tờ khai cấp bản sao trích lục hộ tịch of Thông tư 04/2020/TT-BTP: who asks and whom it is about."""
    old, place, day = period(form)
    draw = form.draw
    asks, about = draw.citizen(1960, 1999, old=old), draw.citizen(1985, 2022, old=old)
    p, what = pen(form, declarant=asks, holder=about), "khai sinh"
    p.top(None)
    title(form, ["TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"], 14)
    p.to(f"Ủy ban nhân dân {place.commune}")
    p.write(
        "Họ, chữ đệm, tên người yêu cầu: <declarant.name>",
        "Nơi cư trú:(2) <declarant.home>",
        "Giấy tờ tùy thân:(3) CCCD số <declarant.number>, <declarant.police> cấp ngày <declarant.issued>",
        f"Quan hệ với người được cấp bản sao Trích lục hộ tịch: {draw.choice(('Anh, chị, em', 'Người được ủy quyền'))}",
    )
    p.heading(f"Đề nghị cơ quan cấp bản sao trích lục(4) {what} cho người có tên dưới đây:")
    blank = draw.random() < 0.3
    if blank:
        form.tell("citizen_id", None)
    p.write(
        "Họ, chữ đệm, tên: <NAME>",
        "Ngày, tháng, năm sinh: <born>",
        "Giới tính: <sex> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Nơi cư trú:(2) <home>",
        "Giấy tờ tùy thân:(3)",
        "Số định danh cá nhân (nếu có):" + ("" if blank else " <number>"),
        f"Đã đăng ký(5) {what} tại: Ủy ban nhân dân {draw.place(True).whole}",
        f"Theo(6) Giấy khai sinh số: {draw.randrange(1, 300)} | Quyển số: 01/{about.person.born.year + 1}",
        f"Số lượng bản sao yêu cầu cấp: 0{draw.randrange(1, 6)} bản.",
    )
    p.text("Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    p.foot(f"Làm tại: {place.bare}", day, Block(("Người yêu cầu",), "(Ký, ghi rõ họ, chữ đệm, tên)", asks.name))


def residence_declaration(form: Form) -> None:
    """Tờ khai thay đổi thông tin cư trú CT01: numbers in boxes, a table of the family, three opinions."""
    old, place, day = period(form)
    draw = form.draw
    person, head = draw.citizen(1970, 2005, old=old), draw.citizen(1945, 1975, old=old)
    others = [draw.citizen(1990, 2022, old=old) for _ in range(draw.randint(0, 2))]
    p = pen(form, holder=person, head=head, **{f"member{place}": one for place, one in enumerate(others)})
    p.top(None, note="Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA|ngày 17/11/2023 của Bộ trưởng Bộ Công an")
    title(form, ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"], 14)
    p.to(f"Công an {place.commune}")
    p.write(
        "1. Họ, chữ đệm và tên: <NAME>",
        "2. Ngày, tháng, năm sinh: <born> | 3. Giới tính: <sex>",
    )
    p.boxes("4. Số định danh cá nhân:", "<number>")
    p.write(
        "5. Số điện thoại liên hệ: <phone> | 6. Email:",
        "7. Họ, chữ đệm và tên chủ hộ: <head.name> | 8. Mối quan hệ với chủ hộ: Con",
    )
    p.boxes("9. Số định danh cá nhân của chủ hộ:", "<head.number>")
    p.write(
        f"10. Nội dung đề nghị:(2) {draw.choice(('Đăng ký thường trú', 'Đăng ký tạm trú'))} tại {head.person.home}",
        "11. Những thành viên trong hộ gia đình cùng thay đổi:",
    )
    heads = [
        "TT",
        "Họ, chữ đệm và tên",
        "Ngày, tháng, năm sinh",
        "Giới tính",
        "Số định danh cá nhân",
        "Mối quan hệ với chủ hộ",
    ]
    rows = [heads]
    for number in range(len(others)):
        who = f"member{number}"
        rows.append([f"{number + 1}", *(f"<{who}.{key}>" for key in ("name", "born", "sex", "number")), "Cháu"])
    p.mark = ""
    form.y += 2
    p.table([10, 46, 28, 17, 36, 26], rows if others else [heads, ["1", "", "", "", "", ""]])
    opinion = Block(("Ý KIẾN CỦA CHỦ HỘ",), "(Ký, ghi rõ họ tên)", head.name, told=False)
    owner = Block(("Ý KIẾN CỦA CHỦ SỞ HỮU",), "(chỗ ở hợp pháp)")
    p.foot(place.bare, day, opinion, owner, Block(("NGƯỜI KÊ KHAI",), SIGN, person.name))


def aid_declaration(form: Form) -> None:
    """Tờ khai đề nghị trợ giúp xã hội, mẫu số 1d of Nghị định 20/2021/NĐ-CP, filled in by a relative."""
    old, place, day = period(form)
    draw = form.draw
    p = pen(form, holder=draw.citizen(1936, 2012, old=old), declarant=draw.citizen(1965, 2000, old=old))
    p.top(None, note="Mẫu số 1d")
    title(form, ["TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI"], 14)
    p.note("(Áp dụng đối với đối tượng quy định tại khoản 5 Điều 5 Nghị định số 20/2021/NĐ-CP)")
    p.heading("Phần 1. THÔNG TIN CỦA ĐỐI TƯỢNG")
    p.write(
        "1. Họ và tên (Viết chữ in hoa): <NAME>",
        "Ngày/tháng/năm sinh: <born> | Giới tính: <sex> | Dân tộc: <kin>",
        "Giấy CMND hoặc CCCD số: <number> | Cấp ngày: <issued> | Nơi cấp: <police>",
        "2. Hộ khẩu thường trú: <home>",
        "3. Có thẻ BHYT không? □ Không | □ Có",
        f"4. Đang hưởng chế độ nào: Trợ cấp BHXH hằng tháng: {draw.choice(('0', '540.000'))} đồng",
        "5. Thuộc hộ nghèo, hộ cận nghèo không? □ Không | □ Có",
        "6. Có khuyết tật không? □ Không | □ Có (Dạng tật:",
    )
    p.text("Tôi xin cam đoan những lời khai trên là đúng, nếu có điều gì khai không đúng tôi xin chịu trách nhiệm.")
    p.heading("Thông tin người khai thay")
    p.write(
        "Họ và tên: <declarant.name>",
        "Giấy CMND hoặc CCCD số: <declarant.number> | Ngày cấp: <declarant.issued>",
        "Mối quan hệ với đối tượng: Cháu",
        "Địa chỉ: <declarant.home>",
    )
    note = "(Ký, ghi rõ họ tên. Trường hợp khai thay|phải ghi đầy đủ thông tin người khai thay)"
    p.foot(place.bare, day, Block(("NGƯỜI KHAI",), note, p.people["declarant"].citizen.name))


def authority(form: Form) -> None:
    """Giấy ủy quyền in sentences: who gives speaks of themselves, signs at the left."""
    old, place, day = period(form)
    giver, taker = form.draw.citizen(1950, 1999, old=old), form.draw.citizen(1955, 2002, old=old)
    p = pen(form, holder=giver, taker=taker)
    p.top(None)
    title(form, ["GIẤY ỦY QUYỀN"], 16)
    p.note("(Dành cho cá nhân)")
    p.text(
        "__Căn cứ Bộ luật Dân sự số 91/2015/QH13 ngày 24 tháng 11 năm 2015;__",
        f"Hôm nay, {long_date(day)}, tại {place.whole}, chúng tôi gồm có:",
        "**1. Người ủy quyền:**",
        "Tôi tên là: <NAME>, sinh <long>, giới tính: <sex>, mang CCCD số <number> do <police> cấp ngày <issued>;"
        " hiện thường trú tại: <home>.",
        "**2. Người được ủy quyền:**",
        "<taker.title> <taker.NAME>, sinh <taker.long>, mang CCCD số <taker.number> do <taker.police> cấp ngày"
        " <taker.issued>; hiện thường trú tại: <taker.home>.",
        "**3. Nội dung ủy quyền:** Bằng giấy này, tôi ủy quyền cho người có tên tại mục 2 thay mặt tôi liên hệ cơ quan"
        " có thẩm quyền nộp hồ sơ, nộp phí, lệ phí và nhận kết quả giải quyết thủ tục hành chính.",
        "**4. Thời hạn ủy quyền:** 06 tháng kể từ ngày ký.",
        "Chúng tôi cam kết chịu trách nhiệm trước pháp luật về mọi thông tin ghi trên.",
    )
    form.tell("signer", taker.name, optional=True)
    form.tell("signer_title", "NGƯỜI ĐƯỢC ỦY QUYỀN", optional=True)
    giving = Block(("NGƯỜI ỦY QUYỀN",), SIGN, giver.name)
    p.foot(place.bare, day, giving, Block(("NGƯỜI ĐƯỢC ỦY QUYỀN",), SIGN, taker.name, told=False))
