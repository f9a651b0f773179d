"""Civil status papers and registers: birth, marriage, household, land."""

from datetime import date

from samples.ink import plot_plan, waves
from samples.paper import Ink, Paper, about, holder_fields, motto, set_in, table
from samples.people import Person, date_words, long_date
from samples.sheet import POINT, Art, Sheet, Style

BIRTH = Style("tinos", 13, justify=False, indent=0)
COMMUNE_RIM = ("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ")


def pairs(sheet: Sheet, y: float, rows: list[list[tuple[str, str]]], style: Style, step: float = 8.2) -> float:
    """Lines of `label: value` pairs spread over the width, values bold; gives the y after the last."""
    for row in rows:
        x = 24.0
        for label, value in row:
            x = sheet.words(x, y, f"{label}: **{value}**" if value else f"{label}:", style) + 12
        y += step
    return y


def birth(people: dict[str, Person]) -> Paper:
    """Giấy khai sinh (bản chính)."""
    child, mother, father = people["nho"], people["mau"], people["thu"]
    issued = date(2019, 10, 14)
    sheet = Sheet(paper=(252, 247, 240))
    sheet.items.append(Art(8, 8, 194, 281, waves((236, 170, 170), 0.16)))
    sheet.frame(10, 10, 190, 277)
    sheet.frame(12, 12, 186, 273)
    sheet.words(24, 26, "ỦY BAN NHÂN DÂN", set_in(12, "tinos"))
    sheet.words(24, 31.5, "XÃ ĐỒNG MẪU", set_in(12, "tinos:b"))
    sheet.words(24, 38, "Số: 045/2019", set_in(12, "tinos"))
    motto(sheet, 138, 26)
    sheet.words(105, 60, "GIẤY KHAI SINH", set_in(24, "tinos:b"), "centre")
    rows = [
        [("Họ, chữ đệm, tên", child.name.upper())],
        [("Ngày, tháng, năm sinh", child.shown_birth), ("Giới tính", child.sex)],
        [("Ghi bằng chữ", date_words(child.born))],
        [("Dân tộc", child.kin), ("Quốc tịch", "Việt Nam")],
        [("Nơi sinh", "Trạm Y tế xã Đồng Mẫu, huyện An Thử, tỉnh Phú Thử")],
        [("Quê quán", "Xã Đồng Mẫu, huyện An Thử, tỉnh Phú Thử")],
        [("Số định danh cá nhân", child.citizen_id)],
        [("Họ, chữ đệm, tên người mẹ", mother.name.upper())],
        [("Năm sinh", str(mother.born.year)), ("Dân tộc", mother.kin), ("Quốc tịch", "Việt Nam")],
        [("Nơi cư trú", mother.home)],
        [("Họ, chữ đệm, tên người cha", father.name.upper())],
        [("Năm sinh", str(father.born.year)), ("Dân tộc", father.kin), ("Quốc tịch", "Việt Nam")],
        [("Nơi cư trú", father.home)],
        [("Họ, chữ đệm, tên người đi khai sinh", father.name)],
        [("Giấy tờ tùy thân", f"Căn cước công dân số {father.citizen_id}")],
        [("Nơi đăng ký khai sinh", "Ủy ban nhân dân xã Đồng Mẫu, huyện An Thử")],
        [("Ngày, tháng, năm đăng ký", f"{issued:%d/%m/%Y}")],
        [("Ghi chú", "")],
    ]
    y = pairs(sheet, 76, rows, BIRTH)
    sheet.rule(42, y - 8, 186, y - 8, dotted=True)
    sheet.words(150, y + 4, "NGƯỜI KÝ GIẤY KHAI SINH", set_in(12.5, "tinos:b"), "centre")
    sheet.words(150, y + 9.5, "PHÓ CHỦ TỊCH", set_in(12.5, "tinos:b"), "centre")
    Ink(11, ("UBND XÃ ĐỒNG MẪU - H. AN THỬ", "TỈNH PHÚ THỬ")).put(sheet, 150, y + 10)
    sheet.words(150, y + 39, "Hoàng Diễm Thuyết", set_in(13, "tinos:b"), "centre")
    listed = [about(child, "holder")]
    listed.append({"role": "mother", "full_name": mother.name})
    listed.append({"role": "father", "full_name": father.name, "citizen_id": father.citizen_id})
    return Paper("giay_khai_sinh", [sheet], holder_fields(child, "045/2019", issued), listed)


def marriage(people: dict[str, Person]) -> Paper:
    """Giấy chứng nhận kết hôn: wife at the left, husband at the right."""
    wife, husband = people["du"], people["gia"]
    issued = date(2026, 2, 14)
    sheet = Sheet(paper=(253, 246, 238))
    sheet.items.append(Art(8, 8, 194, 281, waves((240, 190, 150), 0.18)))
    sheet.frame(10, 10, 190, 277)
    sheet.words(22, 26, "ỦY BAN NHÂN DÂN", set_in(12))
    sheet.words(22, 31.5, "XÃ ĐỒNG MẪU", set_in(12, "serif:b"))
    sheet.words(22, 38, "Số: 17/2026", set_in(12))
    motto(sheet, 138, 26)
    sheet.words(105, 62, "GIẤY CHỨNG NHẬN KẾT HÔN", set_in(22, "serif:b"), "centre")
    for x, word, person in ((20.0, "vợ", wife), (110.0, "chồng", husband)):
        spouse(sheet, x, word, person)
    sheet.rule(105, 74, 105, 165)
    style = set_in(13)
    sheet.words(20, 178, "Nơi đăng ký kết hôn: **Ủy ban nhân dân xã Đồng Mẫu, tỉnh Phú Thử**", style)
    sheet.words(20, 187, f"Ngày, tháng, năm đăng ký: **{issued:%d/%m/%Y}**", style)
    sheet.words(20, 196, "Giấy chứng nhận này có giá trị kể từ ngày đăng ký.", set_in(13, "serif:i"))
    for x, word, seed in ((45.0, "Vợ", 21), (100.0, "Chồng", 22)):
        sheet.words(x, 212, word, set_in(13, "serif:b"), "centre")
        sheet.words(x, 217, "(Ký, ghi rõ họ, chữ đệm, tên)", set_in(10, "serif:i"), "centre")
        Ink(seed).put(sheet, x, 220)
    sheet.words(45, 250, wife.name, set_in(13), "centre")
    sheet.words(100, 250, husband.name, set_in(13), "centre")
    sheet.words(160, 212, "NGƯỜI KÝ GIẤY CHỨNG NHẬN", set_in(12, "serif:b"), "centre")
    sheet.words(160, 217.5, "CHỦ TỊCH", set_in(12, "serif:b"), "centre")
    Ink(23, COMMUNE_RIM).put(sheet, 163, 221)
    sheet.words(160, 250, "Lương Vĩnh Giả Thiết", set_in(13, "serif:b"), "centre")
    listed = [about(wife, "wife"), about(husband, "husband")]
    return Paper("giay_chung_nhan_ket_hon", [sheet], holder_fields(wife, "17/2026", issued), listed)


def spouse(sheet: Sheet, x: float, word: str, person: Person) -> None:
    """One half of the marriage certificate."""
    lines = [
        f"Họ, chữ đệm, tên {word}:",
        f"**{person.name.upper()}**",
        f"Ngày, tháng, năm sinh: **{person.shown_birth}**",
        f"Dân tộc: **{person.kin}**",
        "Quốc tịch: **Việt Nam**",
        f"Nơi cư trú: **{person.home}**",
        f"Giấy tờ tùy thân: **Căn cước số {person.citizen_id}**",
    ]
    y = 80.0
    for line in lines:
        y = sheet.column(x, y, x + 80, line, Style(size=13, indent=0, justify=False, leading=1.25)) + 3.4


def household(people: dict[str, Person]) -> Paper:
    """Sổ hộ khẩu: cover, head of household, two members; small pages."""
    head, others = people["uoc"], [people["tuong"], people["khong"]]
    issued = date(2008, 5, 20)
    cover = Sheet(148, 210, (238, 196, 178))
    cover.words(74, 30, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", set_in(11.5, "serif:b"), "centre")
    cover.words(74, 36, "Độc lập - Tự do - Hạnh phúc", set_in(11.5, "serif:b"), "centre")
    cover.words(74, 95, "SỔ HỘ KHẨU", set_in(30, "serif:b"), "centre")
    cover.words(74, 125, "Số: 330127744", set_in(15, "serif:b"), "centre")
    first = Sheet(148, 210, (250, 243, 230))
    first.words(74, 20, "SỔ HỘ KHẨU", set_in(16, "serif:b"), "centre")
    first.words(74, 29, "Số: 330127744", set_in(13), "centre")
    lines = [
        f"Họ và tên chủ hộ: **{head.name.upper()}**",
        f"Ngày, tháng, năm sinh: **{head.shown_birth}**",
        f"Nơi thường trú: **{head.home}**",
        "Hồ sơ hộ khẩu số: **1187**",
        "Sổ đăng ký thường trú số: **03**; tờ số: **62**",
        f"Số CMND/CCCD: **{head.citizen_id}**",
    ]
    y = 42.0
    for line in lines:
        y = first.column(14, y, 136, line, Style(size=12.5, indent=0, justify=False)) + 3.5
    first.words(98, y + 8, f"Bến Thử, {long_date(issued)}", set_in(11.5, "serif:i"), "centre")
    first.words(98, y + 14, "TRƯỞNG CÔNG AN HUYỆN AN THỬ", set_in(11.5, "serif:b"), "centre")
    Ink(41, ("CÔNG AN HUYỆN AN THỬ", "CÔNG AN TỈNH PHÚ THỬ"), 33).put(first, 98, y + 17)
    first.words(98, y + 45, "Tạ Khắc Mô Phỏng", set_in(12.5, "serif:b"), "centre")
    members = [member(person, kin, seed) for person, kin, seed in zip(others, ("Vợ", "Cháu"), (42, 43), strict=True)]
    listed = [about(head, "holder"), *(about(person, "listed") for person in others)]
    return Paper("so_ho_khau", [cover, first, *members], holder_fields(head, "330127744", issued), listed)


def member(person: Person, kin: str, seed: int) -> Sheet:
    """A member's page of the household register."""
    sheet = Sheet(148, 210, (250, 243, 230))
    sheet.words(74, 20, f"QUAN HỆ VỚI CHỦ HỘ: {kin.upper()}", set_in(13, "serif:b"), "centre")
    lines = [
        f"Họ và tên: **{person.name.upper()}**",
        "Họ và tên gọi khác (nếu có):",
        f"Ngày, tháng, năm sinh: **{person.shown_birth}**",
        f"Giới tính: **{person.sex}**",
        "Quê quán: **Xã Suối Ướm, huyện An Thử, tỉnh Phú Thử**",
        f"Dân tộc: **{person.kin}**. Tôn giáo: **Không**",
        f"Số CMND/CCCD: **{person.citizen_id}**",
        "Nghề nghiệp, nơi làm việc: **Làm ruộng, tại thôn**",
        "Chuyển đến ngày: **12/4/2008**",
        "Nơi thường trú trước khi chuyển đến: **Ấp Giả Sử, xã Suối Ướm**",
    ]
    y = 33.0
    for line in lines:
        y = sheet.column(14, y, 136, line, Style(size=12, indent=0, justify=False)) + 3.2
    sheet.words(98, y + 5, "CÁN BỘ ĐĂNG KÝ", set_in(11.5, "serif:b"), "centre")
    Ink(seed).put(sheet, 98, y + 8)
    sheet.words(98, y + 36, "Tạ Khắc Mô Phỏng", set_in(12, "serif:b"), "centre")
    return sheet


def land(people: dict[str, Person]) -> Paper:
    """Giấy chứng nhận quyền sử dụng đất: the holder's page and the page with the plan."""
    owner, spouse_ = people["dung"], people["bia"]
    issued = date(2021, 6, 8)
    first = Sheet(paper=(251, 226, 226))
    first.items.append(Art(6, 6, 198, 285, waves((226, 120, 130), 0.2)))
    first.frame(9, 9, 192, 279)
    motto(first, 105, 30, 14)
    for index, line in enumerate(
        ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT")
    ):
        first.words(105, 62 + index * 11, line, set_in(22 if index < 2 else 14, "serif:b"), "centre")
    first.words(
        20, 108, "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", set_in(13, "serif:b")
    )
    y = 120.0
    for person, title in ((owner, "Ông"), (spouse_, "Và vợ: bà")):
        line = f"{title}: **{person.name.upper()}**, sinh năm: **{person.born.year}**, CCCD số: **{person.citizen_id}**"
        y = first.column(20, y, 190, line, Style(size=13, indent=0, justify=False, leading=1.35)) + 2
    first.column(20, y + 2, 190, f"Địa chỉ thường trú: **{owner.home}**", Style(size=13, indent=0, justify=False))
    first.words(105, 205, "Giấy này chỉ là mẫu thử, không có giá trị pháp lý.", set_in(12, "serif:i"), "centre")
    first.words(105, 262, "DĐ 000417", set_in(20, "serif:b"), "centre")
    return Paper(
        "giay_chung_nhan_qsdd",
        [first, land_plan(owner, issued)],
        {
            "citizen_id": owner.citizen_id,
            "full_name": owner.name,
            "document_number": "DĐ 000417",
            "issue_date": issued.isoformat(),
        },
        [
            {"role": "holder", "full_name": owner.name, "citizen_id": owner.citizen_id},
            {"role": "holder", "full_name": spouse_.name, "citizen_id": spouse_.citizen_id},
        ],
    )


def land_plan(owner: Person, issued: date) -> Sheet:
    """The second page: the plot in words, its plan, and who certifies."""
    sheet = Sheet(paper=(251, 232, 230))
    style = Style(size=12.5, indent=0, justify=False, leading=1.3)
    lines = [
        "**II. Thửa đất, nhà ở và tài sản khác gắn liền với đất**",
        "**1. Thửa đất:**",
        "a) Thửa đất số: 218, tờ bản đồ số: 36",
        f"b) Địa chỉ: {owner.home}",
        "c) Diện tích: 146,5 m² (bằng chữ: một trăm bốn mươi sáu phẩy năm mét vuông)",
        "d) Hình thức sử dụng: sử dụng riêng",
        "đ) Mục đích sử dụng: đất ở tại đô thị 100,0 m²; đất trồng cây lâu năm 46,5 m²",
        "e) Thời hạn sử dụng: đất ở: lâu dài; đất trồng cây lâu năm: đến ngày 15/10/2063",
        "g) Nguồn gốc sử dụng: nhận chuyển nhượng đất được công nhận quyền sử dụng đất",
        "**2. Nhà ở:** nhà cấp IV, một tầng, diện tích xây dựng 82,4 m²",
        "**3. Ghi chú:** không",
        "**III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất**",
    ]
    y = 22.0
    for line in lines:
        y = sheet.column(20, y, 192, line, style) + 1.2
    sheet.frame(22, y, 84, 86)
    sheet.items.append(Art(24, y + 2, 80, 72, plot_plan()))
    for x, dy, words in (
        (58, 14, "12,35"),
        (92, 36, "11,80"),
        (58, 62, "12,10"),
        (30, 42, "12,02"),
        (57, 40, "218"),
        (48, 82, "Ngõ Mẫu Tự"),
    ):
        sheet.words(x, y + dy, words, set_in(10.5))
    rows = [["Điểm", "X (m)", "Y (m)"], ["1", "2317 004,12", "588 120,45"], ["2", "2317 005,90", "588 132,67"]]
    rows += [["3", "2316 994,31", "588 134,20"], ["4", "2316 992,77", "588 122,19"]]
    table(sheet, 114, y, [14, 32, 32], rows, Style(size=11))
    sheet.words(153, y + 48, f"Phú Thử, {long_date(issued)}", set_in(12, "serif:i"), "centre")
    for index, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")):
        sheet.words(153, y + 54 + index * 12 * POINT * 1.25, line, set_in(12, "serif:b"), "centre")
    Ink(45, ("ỦY BAN NHÂN DÂN", "HUYỆN AN THỬ")).put(sheet, 155, y + 66)
    sheet.words(153, y + 96, "Quách Nhật Minh Họa", set_in(12.5, "serif:b"), "centre")
    sheet.words(20, y + 96, "Số vào sổ cấp GCN: CH 01733", set_in(12))
    return sheet
