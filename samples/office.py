"""Office papers after NĐ 30/2020: decisions, letters, notices, annexes."""

from datetime import date

from samples.paper import BODY, LEFT, RIGHT, Ink, Office, Paper, Roll, Value, about, set_in, table
from samples.people import Person
from samples.prose import take
from samples.sheet import Sheet, Style

COMMUNE = Office(("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG MẪU"), "Đồng Mẫu", ("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ"))
REGION = Office(("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỬ"), "Phú Thử", ("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỬ"))
CENTRE = Office(
    ("UBND XÃ ĐỒNG MẪU", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
    "Đồng Mẫu",
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "XÃ ĐỒNG MẪU"),
)
DISTRICT = Office(("ỦY BAN NHÂN DÂN", "HUYỆN AN THỬ"), "An Thử", ("ỦY BAN NHÂN DÂN HUYỆN AN THỬ", "TỈNH PHÚ THỬ"))
GROUNDS = [
    "__Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;__",
    "__Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;__",
    "__Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính "
    "theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia;__",
    "__Căn cứ Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 của Thủ tướng Chính phủ;__",
]


def number_fields(number: Value, issued: date | None) -> dict[str, Value]:
    """The fields of an office paper; an empty slot is None."""
    return {"document_number": number, "issue_date": issued.isoformat() if issued else None}


def decision(office: Office, number: str, issued: date, face: str, seed: int, length: int) -> Paper:
    """A decision that puts rules into force, with `length` paragraphs of them."""
    roll = Roll(Style(face=face, size=BODY.size, leading=BODY.leading))
    roll.head(office, number, issued)
    roll.title(
        "QUYẾT ĐỊNH",
        ["Ban hành Quy định về tiếp nhận, số hóa và tái sử dụng", "giấy tờ trong giải quyết thủ tục hành chính"],
    )
    for line in GROUNDS:
        roll.paragraph(line, 0.8)
    roll.paragraph("__Theo đề nghị của Chánh Văn phòng và Giám đốc Trung tâm Phục vụ hành chính công.__", 3)
    roll.centred("QUYẾT ĐỊNH:", set_in(13.5, f"{face}:b"), 7)
    roll.paragraph("**Điều 1.** Ban hành kèm theo Quyết định này Quy định về tiếp nhận, số hóa và tái sử dụng giấy tờ.")
    for index, text in enumerate(take(seed, length)):
        lead = f"**Điều {index // 3 + 2}.** " if index % 3 == 0 else f"{index % 3}. "
        roll.paragraph(lead + text)
    roll.paragraph(
        f"**Điều {length // 3 + 3}.** Chánh Văn phòng, thủ trưởng các phòng, ban và các tổ chức, cá nhân có liên quan "
        "chịu trách nhiệm thi hành Quyết định này./."
    )
    roll.foot(
        [
            "- Như Điều cuối;",
            "- Thường trực HĐND;",
            "- Chủ tịch, các PCT;",
            "- Cổng Thông tin điện tử;",
            "- Lưu: VT, KSTT.",
        ],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "Lương Vĩnh Giả Thiết",
        Ink(seed, office.rim),
    )
    return Paper("quyet_dinh", roll.sheets, number_fields(number, issued))


def approval(person: Person) -> Paper:
    """A one-page decision about one person."""
    issued = date(2026, 10, 7)
    roll = Roll()
    roll.head(COMMUNE, "214/QĐ-UBND", issued)
    roll.title("QUYẾT ĐỊNH", ["Về việc trợ cấp xã hội hằng tháng đối với cá nhân"])
    roll.centred("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", set_in(13.5, "serif:b"), 8)
    for line in GROUNDS[:3]:
        roll.paragraph(line, 0.8)
    roll.paragraph("__Xét đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 96/TTr-VHXH.__", 3)
    roll.centred("QUYẾT ĐỊNH:", set_in(13.5, "serif:b"), 7)
    roll.paragraph(
        f"**Điều 1.** Trợ cấp xã hội hằng tháng đối với ông **{person.name}**, sinh ngày {person.shown_birth}, "
        f"số định danh cá nhân: **{person.citizen_id}**, nơi cư trú: {person.home}."
    )
    roll.paragraph("Mức hưởng: 750.000 đồng (bảy trăm năm mươi nghìn đồng) một tháng, từ ngày 01 tháng 11 năm 2026.")
    for index, text in enumerate(take(77, 1)):
        roll.paragraph(f"**Điều {index + 2}.** {text}")
    roll.foot(
        ["- Như Điều 2;", "- Phòng VHXH;", f"- Ông {person.name};", "- Lưu: VT, VHXH."],
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Hoàng Diễm Thuyết",
        Ink(31, COMMUNE.rim),
    )
    fields = number_fields("214/QĐ-UBND", issued)
    fields |= {"citizen_id": person.citizen_id, "full_name": person.name, "date_of_birth": person.born.isoformat()}
    return Paper("quyet_dinh", roll.sheets, fields, [about(person, "holder")])


def letter(office: Office, number: str, issued: date | None, face: str, seed: int, length: int) -> Paper:
    """An official letter; a number that begins with a slash, and no date, leave the slots empty."""
    blank = number.startswith("/")
    year = issued.year - (issued.month < 4) if issued else 2026
    roll = Roll(Style(face=face, size=BODY.size, leading=BODY.leading))
    subject = "V/v đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"
    roll.head(office, number, issued, subject)
    roll.sheet.words(62, roll.y + 3, "Kính gửi:", set_in(13.5, face))
    for line in (
        "- Các phòng, ban, đơn vị trực thuộc;",
        "- Ủy ban nhân dân các xã, phường;",
        "- Bưu điện khu vực An Thử.",
    ):
        roll.sheet.words(84, roll.y + 3, line, set_in(13.5, face))
        roll.y += 6.2
    roll.y += 8
    roll.paragraph(
        f"Thực hiện Thông báo số 39/TB-UBND ngày 23/3/{year} và ý kiến chỉ đạo tại cuộc họp giao ban đầu tháng, "
        "Ủy ban nhân dân đề nghị các cơ quan, đơn vị, địa phương triển khai những nội dung sau:"
    )
    for index, text in enumerate(take(seed, length)):
        roll.paragraph(f"{index + 1}. {text}")
    roll.paragraph("Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện./.")
    roll.foot(
        ["- Như trên;", "- CT, các PCT UBND;", "- Văn phòng;", "- Lưu: VT, KGVX."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Hoàng Diễm Thuyết",
        Ink(seed, office.rim),
    )
    return Paper("cong_van", roll.sheets, number_fields(None if blank else number, issued))


def notice(seed: int, length: int) -> Paper:
    """A notice of results."""
    issued = date(2026, 9, 2)
    roll = Roll(Style(face="tinos", size=BODY.size, leading=BODY.leading))
    roll.head(REGION, "499/TB-UBND", issued)
    roll.title(
        "THÔNG BÁO", ["Kết quả kiểm tra việc thực hiện thủ tục hành chính", "quý III năm 2026 trên địa bàn tỉnh"]
    )
    roll.paragraph(
        "Ngày 28 tháng 8 năm 2026, Đoàn kiểm tra đã làm việc với 12 xã, phường; qua xem xét 1.386 hồ sơ, Ủy ban nhân "
        "dân tỉnh thông báo kết quả như sau:"
    )
    heads = ["I. KẾT QUẢ ĐẠT ĐƯỢC", "II. TỒN TẠI, HẠN CHẾ", "III. NHIỆM VỤ, GIẢI PHÁP"]
    for index, text in enumerate(take(seed, length)):
        if index % (length // 3 + 1) == 0:
            roll.paragraph(f"**{heads[index // (length // 3 + 1)]}**")
        roll.paragraph(f"{index % (length // 3 + 1) + 1}. {text}")
    roll.foot(
        ["- Văn phòng Chính phủ;", "- TT. Tỉnh ủy, TT. HĐND;", "- Các sở, ban, ngành;", "- Lưu: VT, KSTTHC."],
        ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        "Quách Nhật Minh Họa",
        Ink(seed, REGION.rim),
    )
    return Paper("thong_bao", roll.sheets, number_fields("499/TB-UBND", issued))


def annex(people: dict[str, Person]) -> Paper:
    """An annex: a wide table over two sheets, laid out across the paper."""
    sheets = [Sheet(297, 210), Sheet(297, 210)]
    first = sheets[0]
    first.words(148, 22, "PHỤ LỤC", set_in(14, "serif:b"), "centre")
    first.words(148, 28.5, "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ NĂM 2026", set_in(13.5, "serif:b"), "centre")
    note = "__(Kèm theo Quyết định số 214/QĐ-UBND ngày 07 tháng 10 năm 2026 của Ủy ban nhân dân xã Đồng Mẫu)__"
    first.words(148, 34.5, note, set_in(12.5), "centre")
    titles = ["TT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Nơi cư trú", "Số tiền (đồng)", "Ghi chú"]
    widths = [11.0, 50, 25, 38, 76, 30, 31]
    notes = ["Hộ nghèo", "Hộ cận nghèo", "Người cao tuổi", "Khuyết tật nặng", "", "Đã nhận đợt 1", "Mồ côi"]
    rows = [
        [
            str(index + 1),
            p.name,
            p.shown_birth,
            p.citizen_id,
            p.home,
            f"{(450 + index * 75) * 1000:,}".replace(",", "."),
            notes[index % 7],
        ]
        for index, p in enumerate(people.values())
    ]
    table(first, 18, 40, widths, [titles, *rows[:10]], Style(size=12))
    second = sheets[1]
    second.words(148, 12, "2", set_in(13), "centre")
    y = table(
        second, 18, 20, widths, [titles, *rows[10:], ["", "Tổng cộng", "", "", "", "11.700.000", ""]], Style(size=12)
    )
    second.words(18, y + 8, "(Bằng chữ: Mười một triệu bảy trăm nghìn đồng chẵn.)", set_in(12.5, "serif:i"))
    second.words(60, y + 18, "NGƯỜI LẬP BIỂU", set_in(13, "serif:b"), "centre")
    second.words(225, y + 18, "TRƯỞNG PHÒNG", set_in(13, "serif:b"), "centre")
    Ink(51).put(second, 60, y + 22)
    Ink(52, COMMUNE.rim).put(second, 225, y + 22)
    second.words(60, y + 50, "Mai Đức Phỏng", set_in(13, "serif:b"), "centre")
    second.words(225, y + 50, "Lý Bích Thí Điểm", set_in(13, "serif:b"), "centre")
    return Paper("phu_luc", sheets, {}, [about(person, "listed") for person in people.values()])


def minutes(person: Person) -> Paper:
    """Minutes of handing over (biên bản bàn giao), of a layout that no rule was written for."""
    roll = Roll(Style(face="tinos", size=13, leading=1.32))
    roll.head(CENTRE, "07/BB-PVHCC", date(2026, 11, 16))
    roll.title("BIÊN BẢN", ["Bàn giao thiết bị và hồ sơ giấy"])
    roll.paragraph("Hôm nay, hồi 8 giờ 30 phút, tại trụ sở Trung tâm Phục vụ hành chính công, chúng tôi gồm:")
    roll.paragraph("**Bên giao:** ông Mai Đức Phỏng, chức vụ: Chuyên viên.")
    roll.paragraph(f"**Bên nhận:** bà {person.name}, số định danh cá nhân: {person.citizen_id}.")
    rows = [
        ["TT", "Tên thiết bị, hồ sơ", "Đơn vị", "Số lượng", "Tình trạng"],
        ["1", "Máy quét hai mặt khổ A4", "chiếc", "02", "Hoạt động tốt"],
        ["2", "Tủ hồ sơ hộ tịch giai đoạn 1987 - 2015", "tủ", "03", "Khóa hỏng một tủ"],
        ["3", "Sổ đăng ký khai sinh, khai tử, kết hôn", "quyển", "148", "Giấy ố vàng, còn rõ chữ"],
        ["4", "Thiết bị lưu khóa ký số chuyên dùng", "chiếc", "05", "Đủ mật khẩu niêm phong"],
    ]
    roll.y = table(roll.sheet, LEFT, roll.y, [12, 69, 20, 22, RIGHT - LEFT - 123], rows, Style("tinos", 12)) + 9
    for text in take(404, 2):
        roll.paragraph(text)
    roll.paragraph("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.")
    roll.foot([], ["ĐẠI DIỆN BÊN GIAO"], "Mai Đức Phỏng", Ink(61, CENTRE.rim))
    fields = number_fields("07/BB-PVHCC", date(2026, 11, 16))
    fields |= {"citizen_id": person.citizen_id, "full_name": person.name}
    return Paper("bien_ban", roll.sheets, fields, [about(person, "holder")])
