"""Applications, declarations, an authority and slips of the counter, of bench/papers_unseen_fourth.py."""

from datetime import date, timedelta

from bench.papers_civil import commune_desk
from bench.papers_counter import COMPONENTS, PROCEDURES, counter_desk
from bench.papers_form import CodeTold, Form, title
from bench.papers_pen import SIGN, Block, pen, period
from bench.papers_people import first_up
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_counter import police_desk
from bench.papers_unseen_third_declare import kinship
from bench.papers_unseen_third_office import signing
from bench.papers_unseen_third_pen import also, footnotes, grouped, squares, typed
from samples.ink import qr_code
from samples.people import long_date
from samples.sheet import Art


def receipt_portal(form: Form) -> None:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả of a portal: who handed in, whose dossier it is."""
    old, place, day = period(form)
    draw, due = form.draw, day + timedelta(days=form.draw.randrange(3, 25))
    desk, code, law = counter_desk(place, old), draw.dossier_code(day, old), draw.procedure_code()
    giver = draw.citizen(1970, 2003, old=old)
    p = pen(form, declarant=giver, holder=draw.citizen(1945, 1999, old=old))
    p.dots, p.gap, p.mark = False, min(p.gap, 0.8), ""
    p.top(desk, f"{draw.randrange(1, 4000)}/GTN", day)
    form.sheet.items.append(Art(form.left, form.y - 6, 22, 22, qr_code(code)))
    form.codes.append(CodeTold("QRCode", code, 1))
    title(form, ["GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ"], 14)
    form.line("(Liên 2: Giao cho tổ chức, cá nhân)", "centre", "i")
    form.line(f"Mã hồ sơ: {p.told('dossier_code', code)}", "centre", "b")
    form.y += 2
    what = draw.choice(PROCEDURES)
    form.tell("procedure", law, law, "code")
    p.write(
        f"Tiếp nhận hồ sơ của: <declarant.title> <declarant.name> (nộp thay) | Số ĐDCN: {grouped(p, 'declarant')}",
        f"Chủ hồ sơ: <NAME> | Số ĐDCN: {grouped(p)}",
        "Địa chỉ chủ hồ sơ: <home>",
        f"Điện thoại: <phone> | Email: {'khong.co@vidu.vn' if draw.random() < 0.4 else ''}",
        f"Nội dung yêu cầu giải quyết: {p.told('procedure', what)} (mã thủ tục: {law})",
        "Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:",
    )
    rows = [["STT", "Thành phần hồ sơ", "Bản chính", "Bản sao", "Điện tử"]]
    for number, name in enumerate(draw.sample(COMPONENTS, draw.randint(2, 4)), 1):
        form.tell("components", name)
        marks = ["", "", ""]
        marks[draw.randrange(3)] = "x"
        rows.append([f"{number}", name, *marks])
    form.y += 2
    p.table([12, 88, 21, 21, 21], rows)
    p.write(
        f"Thời gian nhận hồ sơ: 0{draw.randrange(7, 10)} giờ {draw.randrange(10, 59)} phút, ngày {day:%d/%m/%Y}",
        f"Thời gian trả kết quả: 16 giờ 00 phút, ngày {p.day(due, 'due_date', f'{due:%d/%m/%Y}')}",
        f"Thời gian giải quyết: {(due - day).days} ngày | Phí, lệ phí: {draw.choice(('0', '8.000', '15.000'))} đồng",
        f"Nhận kết quả: {draw.choice(('Trực tiếp tại Trung tâm', 'Qua dịch vụ bưu chính công ích'))}",
    )
    clerk = Block(("NGƯỜI TIẾP NHẬN",), SIGN, draw.name("Nữ"))
    p.sign(Block(("NGƯỜI NỘP HỒ SƠ",), SIGN, giver.name, told=False), clerk)


def supplement_police(form: Form) -> None:
    """Phiếu hướng dẫn bổ sung, hoàn thiện hồ sơ of the police, CT05: sentences on dots, what is missing by dashes."""
    old, place, day = period(form)
    draw, desk = form.draw, police_desk(place, old)
    p = pen(form, holder=draw.citizen(1962, 2005, old=old))
    p.gap = min(p.gap, 1.2)
    p.top(desk, f"{draw.randrange(1, 900)}/HDHS", day, "Mẫu CT05 ban hành theo TT số 66/2023/TT-BCA|ngày 17/11/2023")
    title(form, ["PHIẾU HƯỚNG DẪN", "BỔ SUNG, HOÀN THIỆN HỒ SƠ"], 14)
    came = day - timedelta(days=draw.randrange(1, 3))
    what = draw.choice(("Đăng ký thường trú", "Đăng ký tạm trú", "Tách hộ", "Xóa đăng ký thường trú"))
    p.write(
        f"Ngày {came:%d/%m/%Y}, Công an {place.commune} đã tiếp nhận hồ sơ đề nghị của:",
        "Ông/Bà: <NAME>",
        "Ngày, tháng, năm sinh: <born> | Giới tính: <sex>",
        "Số định danh cá nhân: <number>",
        "Số điện thoại liên hệ: <phone>",
        "Nơi cư trú: <home>",
        f"Nội dung yêu cầu giải quyết: {p.told('procedure', what)}",
        "Đề nghị ông/bà bổ sung, hoàn thiện hồ sơ như sau:",
    )
    for words in draw.sample(
        (
            "Giấy tờ, tài liệu chứng minh chỗ ở hợp pháp còn thiếu bản gốc để đối chiếu",
            "Tờ khai CT01 chưa có ý kiến của chủ hộ",
            "Giấy tờ chứng minh quan hệ nhân thân với chủ hộ",
            "Hợp đồng cho thuê nhà chưa ghi thời hạn",
        ),
        draw.randint(1, 3),
    ):
        p.write(f"- {words};")
    p.text(
        "Lý do: hồ sơ chưa đủ điều kiện theo quy định của Luật Cư trú. Trong quá trình hoàn thiện hồ sơ, nếu có vướng"
        " mắc, ông/bà liên hệ bộ phận tiếp nhận để được hướng dẫn./."
    )
    giver = Block(("NGƯỜI NỘP HỒ SƠ",), SIGN, p.people["holder"].citizen.name, told=False)
    p.sign(giver, Block(("CÁN BỘ TIẾP NHẬN",), "(Ký, ghi rõ họ tên, chức danh)", draw.name("Nam")))


def land_change(form: Form) -> None:
    """Đơn xin chuyển mục đích sử dụng đất, mẫu số 02c of Nghị định 102/2024/NĐ-CP, of a couple."""
    old, place, day = period(form)
    draw, day = form.draw, date(2024, 8, 1) + timedelta(days=form.draw.randrange(300)) if old else day
    husband, wife = draw.citizen(1950, 1990, "Nam", old), draw.citizen(1952, 1992, "Nữ", old)
    p = pen(form, holder=husband, wife=wife)
    p.dots, p.gap = False, min(p.gap, 1.0)
    p.top(None, note="Mẫu số 02c")
    form.sheet.words(
        (form.left + form.right) / 2, form.y - 2, f"{place.bare}, {long_date(day)}", form.style("i"), "centre"
    )
    form.tell("place", place.bare)
    form.tell("issue_date", day.isoformat(), long_date(day))
    form.y += 8
    title(form, ["ĐƠN XIN CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT"], 14)
    whom = f"Ủy ban nhân dân {place.district if old else place.commune}"
    p.to(f"Chủ tịch {whom} (1)")
    form.tell("recipients", f"Chủ tịch {whom}", role="addressee", optional=True)
    plot, sheet = parcel(p)
    area = draw.randrange(60, 300)
    p.write(
        "1. Người xin chuyển mục đích sử dụng đất (2): Ông <name>, sinh ngày <born>, CCCD số <number> do <police> cấp"
        " ngày <issued>; và vợ là bà <wife.name>, sinh ngày <wife.born>, CCCD số <wife.number> cấp ngày <wife.issued>",
        "2. Địa chỉ/trụ sở chính: <home>",
        "3. Địa chỉ liên hệ (điện thoại, fax, email...): <phone>",
        f"4. Địa điểm thửa đất/khu đất: thửa đất số {plot}, tờ bản đồ số {sheet}, {place.whole}",
        f"5. Diện tích xin chuyển mục đích (m²): {area} trong tổng số {area + draw.randrange(50, 900)}",
        "6. Mục đích sử dụng đất hiện tại: đất trồng cây lâu năm (CLN)",
        "7. Để sử dụng vào mục đích (3): đất ở tại nông thôn (ONT)",
        "8. Thời hạn sử dụng: lâu dài",
        "9. Cam kết sử dụng đất đúng mục đích, chấp hành đúng các quy định của pháp luật đất đai, nộp tiền sử dụng đất"
        " đầy đủ, đúng hạn;",
        "Các cam kết khác (nếu có): không",
        "10. Tài liệu gửi kèm (4): Giấy chứng nhận quyền sử dụng đất (bản gốc)",
    )
    p.sign(Block(("Người làm đơn",), "(Ký và ghi rõ họ tên)", husband.name))
    footnotes(
        p,
        "(1) Ghi rõ tên cơ quan có thẩm quyền cho phép chuyển mục đích sử dụng đất.",
        "(2) Ghi rõ họ, tên cá nhân, cá nhân đại diện cho hộ gia đình; ngày, tháng, năm sinh, số, ngày/tháng/năm, cơ"
        " quan cấp Căn cước công dân hoặc số định danh hoặc Hộ chiếu.",
    )


def poor(form: Form) -> None:
    """Giấy đề nghị xét duyệt hộ nghèo, phụ lục of Quyết định 24/2021/QĐ-TTg: the household's people in a table."""
    old, place, day = period(form)
    draw = form.draw
    person = draw.citizen(1952, 1988, old=old)
    others = [draw.citizen(1950, 2018, old=old) for _ in range(draw.randint(1, 4))]
    p = pen(form, holder=person)
    also(p, **{f"kin{number}": one for number, one in enumerate(others)})
    p.gap = min(p.gap, 0.6)
    p.top(None)
    title(form, ["GIẤY ĐỀ NGHỊ", "XÉT DUYỆT HỘ NGHÈO, HỘ CẬN NGHÈO"], 14)
    p.to(f"Ủy ban nhân dân {place.whole}")
    born = person.person.born
    p.write("Họ và tên: <NAME> | Giới tính: □ Nam □ Nữ".replace(f"□ {person.person.sex}", f"■ {person.person.sex}"))
    form.tell("sex", person.person.sex, optional=True)
    form.tell("date_of_birth", born.isoformat(), f"{born:%d} tháng {born:%m} năm {born.year}")
    p.write(
        f"Sinh ngày {born:%d} tháng {born:%m} năm {born.year} | Dân tộc: <kin>",
        "Số căn cước công dân/Số định danh cá nhân: <number>",
        "Ngày cấp: <issued> | Nơi cấp: Bộ Công an",
        "Nơi đăng ký thường trú: <home>",
        "Nơi ở hiện tại (ghi rõ nếu khác nơi thường trú): như trên",
    )
    p.heading("Thông tin các thành viên của hộ:")
    rows = [
        ["Số TT", "Họ và tên", "Ngày, tháng, năm sinh", "Số CCCD/ĐDCN", "Quan hệ với chủ hộ", "Tình trạng việc làm"]
    ]
    p.mark = ""
    form.tell("all_citizen_ids", person.number, role="listed", optional=True)
    rows.append(["01", person.name, draw.shown(born), person.number, "Chủ hộ", "Làm thuê"])
    for number, one in enumerate(others):
        work = "Đang đi học" if one.person.born.year > 2004 else draw.choice(("Nội trợ", "Làm nông", "Không"))
        slots = [f"<kin{number}.{key}>" for key in ("name", "born", "number")]
        rows.append([f"{number + 2:02d}", *slots, kinship(person, one), work])
    form.y += 2
    p.table([12, 45, 28, 33, 22, 23], rows)
    p.text(
        f"Lý do đề nghị: {draw.choice(('mất mùa, thiếu đất sản xuất', 'ốm đau nặng, không có thu nhập'))}.",
        "Tôi xin cam đoan những nội dung khai trong giấy này là đúng sự thật, nếu sai tôi xin chịu trách nhiệm.",
    )
    form.need(60)
    p.foot(place.bare, day, Block(("NGƯỜI ĐỀ NGHỊ",), "(Ký, ghi rõ họ tên hoặc điểm chỉ)", person.name))


def criminal_request(form: Form) -> None:
    """Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp: parents and spouse with their numbers, where one has lived."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1970, 2003, old=old)
    year, man = person.person.born.year, person.person.sex == "Nam"
    p = pen(form, holder=person)
    also(p, father=draw.citizen(year - 40, year - 24, "Nam", old), mother=draw.citizen(year - 38, year - 21, "Nữ", old))
    also(p, partner=draw.citizen(year - 4, year + 3, "Nữ" if man else "Nam", old))
    for who in ("father", "mother"):
        p.people[who].role = who
    p.people["partner"].role, p.gap, p.mark = "listed", min(p.gap, 0.4), ""
    p.top(None, note="Mẫu số 03/2024/LLTP" if day.year > 2023 else "Mẫu số 03/2013/TT-LLTP")
    title(form, ["TỜ KHAI YÊU CẦU", "CẤP PHIẾU LÝ LỊCH TƯ PHÁP"], 14)
    form.y -= 2
    p.note("(Dùng cho cá nhân có yêu cầu cấp Phiếu lý lịch tư pháp số 1 và số 2)")
    p.to(f"{'Sở Tư pháp' if old else 'Công an'} {place.province}")
    card = draw.choice(("Căn cước công dân", "Thẻ căn cước"))
    p.write(
        "1. Tên tôi là(1): <NAME>",
        "2. Tên gọi khác (nếu có): | 3. Giới tính: <sex>",
        "4. Ngày, tháng, năm sinh: <born> | 5. Nơi sinh(2): <birthplace>",
        "6. Quốc tịch: <nation> | 7. Dân tộc: <kin>",
        "8. Nơi thường trú(3): <home>",
        "9. Nơi tạm trú(4): Không",
        f"10. Giấy CMND/Hộ chiếu: {card}(5) Số: <number>",
        "Cấp ngày: <issued> | Tại: <police>",
        "11. Số điện thoại/e-mail: <phone>",
    )
    form.line("PHẦN KHAI VỀ CHA, MẸ, VỢ/CHỒNG", "centre", "b")
    kin = (("12", "father", "cha"), ("13", "mother", "mẹ"), ("14", "partner", "vợ" if man else "chồng"))
    for number, who, words in kin:
        p.write(
            f"{number}. Họ và tên {words}: <{who}.name> | Ngày sinh: <{who}.born>",
            f"Số CMND/CCCD/Hộ chiếu: <{who}.number>",
        )
    form.line("QUÁ TRÌNH CƯ TRÚ CỦA BẢN THÂN (Tính từ khi đủ 14 tuổi)", "centre", "b")
    form.y += 2
    rows = [["Từ tháng, năm đến tháng, năm", "Nơi thường trú/ Tạm trú", "Nghề nghiệp, nơi làm việc"]]
    rows.append([f"9/{year + 14} - {draw.randrange(1, 12)}/{day.year}", person.person.home, "Lao động tự do"])
    p.table([42, 76, 45], rows)
    p.write(
        "Phần khai về án tích, nội dung bị cấm đảm nhiệm chức vụ (nếu có): Không",
        "Yêu cầu cấp Phiếu lý lịch tư pháp: Số 1 ■ Số 2 □ | Số lượng: 01 Phiếu",
        f"Mục đích yêu cầu cấp Phiếu: {draw.choice(('Xin việc làm', 'Đi lao động nước ngoài', 'Bổ túc hồ sơ'))}",
    )
    p.text("Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai.")
    form.need(58)
    p.foot(place.bare, day, Block(("Người khai",), SIGN, person.name))
    footnotes(
        p,
        "(1) Viết bằng chữ in hoa, đủ dấu. (2) Ghi rõ xã/phường/thị trấn, huyện/quận, tỉnh/thành phố.",
        "(3), (4) Trường hợp có nơi thường trú và nơi tạm trú thì ghi cả hai nơi.",
        "(5) Ghi rõ là căn cước, căn cước công dân hay hộ chiếu.",
    )


def residence_signed(form: Form) -> None:
    """Tờ khai CT01 of 2025: who agrees writes name and number below the signature."""
    draw, old, place = form.draw, False, form.draw.place(False)
    day = date(2025, 7, 15) + timedelta(days=draw.randrange(450))
    person, head = draw.citizen(1978, 2006, old=old), draw.citizen(1945, 1976, old=old)
    p = pen(form, holder=person, head=head)
    also(p, owner=draw.citizen(1945, 1985, old=old))
    p.dots, p.gap, p.mark = True, min(p.gap, 0.4), ""
    p.top(None, note="Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA")
    title(form, ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"], 14)
    p.to(f"Công an {place.commune}(1)")
    form.tell("recipients", f"Công an {place.commune}", role="addressee", optional=True)
    p.write("1. Họ, chữ đệm và tên: <NAME>", "2. Ngày, tháng, năm sinh: <born> | 3. Giới tính: <sex>")
    squares(p, ("4. Số định danh cá nhân:", "<number>"))
    p.write(
        "5. Số điện thoại liên hệ: <phone> | 6. Email:",
        f"7. Họ, chữ đệm và tên chủ hộ: <head.name> | 8. Mối quan hệ với chủ hộ: {kinship(head, person)}",
    )
    squares(p, ("9. Số định danh cá nhân của chủ hộ:", "<head.number>"))
    what = draw.choice(("Đăng ký thường trú vào chỗ ở do thuê, mượn, ở nhờ", "Gia hạn tạm trú", "Điều chỉnh thông tin"))
    at = p.told("address", person.person.home, optional=True)
    p.write(f"10. Nội dung đề nghị(2): {what}, địa chỉ: {at}")
    p.dots = False
    p.write("11. Những thành viên trong hộ gia đình cùng thay đổi:")
    rows = [["TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân", "Quan hệ"]]
    form.y += 2
    p.table([10, 48, 30, 17, 36, 22], [*rows, ["", "Không có", "", "", "", ""]])
    p.foot(
        place.bare,
        day,
        Block(("Ý KIẾN CỦA CHỦ HỘ(3)",), "Đồng ý", head.name, told=False),
        Block(("Ý KIẾN CỦA CHỦ SỞ HỮU(4)",), "Đồng ý cho ở", p.people["owner"].citizen.name, told=False),
        Block(("NGƯỜI KÊ KHAI(5)",), SIGN, person.name),
    )
    form.tell("signer_title", "NGƯỜI KÊ KHAI", optional=True)
    for number, who in enumerate(("head", "owner")):
        words = p.words(f"Số ĐDCN: <{who}.number>")
        form.sheet.words(
            form.left + (number + 0.5) * (form.right - form.left) / 3, form.y, words, form.style("", 10), "centre"
        )
    form.y += 6
    footnotes(
        p,
        "(1) Cơ quan đăng ký cư trú. (3) Áp dụng đối với các trường hợp quy định tại khoản 2 Điều 20 Luật Cư trú; chủ"
        " hộ ghi rõ họ tên, số định danh cá nhân. (4) Chủ sở hữu hoặc người đại diện chỗ ở hợp pháp.",
    )


def funeral(form: Form) -> None:
    """Tờ khai đề nghị hỗ trợ chi phí mai táng, mẫu số 04 of Nghị định 20/2021/NĐ-CP: the dead, then who is paid."""
    old, place, day = period(form)
    draw, died = form.draw, day - timedelta(days=form.draw.randrange(4, 25))
    p = pen(form, holder=draw.citizen(1928, 1950, old=old), declarant=draw.citizen(1955, 1992, old=old))
    p.gap = min(p.gap, 1.0)
    p.top(None, note="Mẫu số 04")
    title(form, ["TỜ KHAI ĐỀ NGHỊ HỖ TRỢ CHI PHÍ MAI TÁNG"], 14)
    form.y -= 3
    p.note("(Áp dụng đối với đối tượng quy định tại khoản 1 Điều 11 Nghị định số 20/2021/NĐ-CP)")
    p.heading("I. THÔNG TIN NGƯỜI CHẾT ĐƯỢC MAI TÁNG")
    p.write(
        "1. Họ và tên (Viết chữ in hoa): <NAME>",
        "Ngày/tháng/năm sinh: <born> | Giới tính: <sex> | Dân tộc: <kin>",
        "2. Số CCCD/Số định danh cá nhân: <number>",
        "3. Hộ khẩu thường trú: <home>",
        f"4. Ngày {died.day} tháng {died.month} năm {died.year} chết",
        f"5. Giấy khai tử số: {draw.randrange(1, 120)}/TLKT ngày {died + timedelta(days=2):%d/%m/%Y} do UBND"
        f" {place.commune} cấp",
        f"6. Thời điểm thôi hưởng trợ cấp xã hội hằng tháng: tháng {died.month}/{died.year}",
    )
    p.heading("II. THÔNG TIN CÁ NHÂN, CƠ QUAN, TỔ CHỨC ĐỨNG RA MAI TÁNG")
    p.write(
        "1. Trường hợp cơ quan, tổ chức đứng ra mai táng: không",
        "2. Trường hợp cá nhân đứng ra mai táng:",
        "a) Họ và tên (Viết chữ in hoa): <declarant.NAME>",
        "Ngày/tháng/năm sinh: <declarant.born>",
        "Giấy CMND hoặc CCCD số: <declarant.number> | cấp ngày <declarant.issued>",
        "b) Hộ khẩu thường trú: <declarant.home>",
        f"c) Quan hệ với người chết: {draw.choice(('Con', 'Cháu', 'Con dâu, con rể'))}",
    )
    p.text(
        "Tôi xin cam đoan những lời khai trên là đúng sự thật, nếu có điều gì khai không đúng tôi xin chịu trách nhiệm."
    )
    form.need(60)
    owner = p.people["declarant"].citizen.name
    p.foot(place.bare, day, Block(("Xác nhận của trưởng thôn",)), Block(("Người khai",), SIGN, owner))


def authority_attested(form: Form) -> None:
    """Giấy ủy quyền typed at home, whose signature the commune attests on the same sheet or the next."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    giver, taker = draw.citizen(1945, 1985, old=old), draw.citizen(1965, 2003, old=old)
    p = pen(form, holder=giver, taker=taker)
    p.mark, p.dots, p.gap = "", False, min(p.gap, 0.8)
    p.top(None)
    title(form, ["GIẤY ỦY QUYỀN"], 16)
    typed(
        p,
        "Tôi tên là: <name> Sinh ngày: <born>",
        "Căn cước công dân số: <number> cấp ngày: <issued>",
        "Địa chỉ thường trú: <home>",
        "Nay ủy quyền cho: <taker.name> Sinh ngày: <taker.born>",
        "Căn cước công dân số: <taker.number> cấp ngày: <taker.issued>",
        "Địa chỉ thường trú: <taker.home>",
        f"Quan hệ với người ủy quyền: ‹{kinship(giver, taker)}›",
    )
    p.text(
        f"Được thay mặt tôi nộp hồ sơ và nhận kết quả thủ tục {draw.choice(PROCEDURES).lower()}; việc ủy quyền không có"
        " thù lao, người được ủy quyền không có nghĩa vụ bồi thường và không được ủy quyền lại.",
        "Giấy ủy quyền này có giá trị kể từ ngày được chứng thực cho đến khi thực hiện xong công việc.",
    )
    taken = signing(p, "taker", "Người được ủy quyền")
    p.foot(place.bare, day, taken, Block(("Người ủy quyền",), SIGN, giver.name))
    form.need(95)
    form.y += 2
    form.line("LỜI CHỨNG CHỨNG THỰC CHỮ KÝ", "centre", "b")
    number, clerk = f"{draw.randrange(10, 2000)}", draw.name("Nữ")
    form.tell("document_number", number, optional=True)
    form.tell("issuing_agency", desk.name, optional=True)
    form.tell("signer", clerk, optional=True)
    form.tell("signer_title", "PHÓ CHỦ TỊCH", optional=True)
    form.y += 1
    p.text(
        f"{first_up(long_date(day))}, tại {desk.name}, {place.province}. Tôi là {clerk}, Phó Chủ tịch. Chứng thực:"
        f" Ông/bà {giver.name}, giấy tờ tùy thân số {giver.number}, cam đoan đã hiểu, tự chịu trách nhiệm về nội"
        " dung của giấy ủy quyền và đã ký vào giấy này trước mặt tôi.",
        f"Số chứng thực: {number}, quyển số: 01/{day.year}-SCT/CK,ĐC.",
    )
    p.sign(Block(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "", clerk, desk.rim, told=False))
