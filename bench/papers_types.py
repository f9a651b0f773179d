"""The types of NĐ 30/2020 (Phụ lục III) as papers, letters without a type name, and papers of no kind at all."""

from datetime import date

from bench.papers_cards import bars
from bench.papers_form import Entry, Form, Signer, head, sign, title
from bench.papers_office import Top, addressees, bureau, foot, office_top, type_title
from bench.papers_people import Citizen
from samples.ink import plot_plan
from samples.paper import table
from samples.prose import take
from samples.sheet import Art, Style

# name of the kind: its printed name, its abbreviation, what such papers are about
TYPES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "quyet_dinh": ("QUYẾT ĐỊNH", "QĐ", (
        "Ban hành Quy chế tiếp nhận hồ sơ",
        "Về việc thành lập Tổ số hóa",
        "Về việc phê duyệt kế hoạch năm 2026",
        "Phê duyệt danh mục thông báo, tờ trình mẫu",
    )),
    "thong_bao": ("THÔNG BÁO", "TB", (
        "Kết quả kiểm tra thủ tục hành chính quý III",
        "Về việc nghỉ lễ",
        "Kết luận của Chủ tịch tại cuộc họp giao ban",
    )),
    "to_trinh": ("TỜ TRÌNH", "TTr", (
        "Về việc phê duyệt dự toán kinh phí số hóa",
        "Về việc ban hành Nghị quyết về phí, lệ phí",
    )),
    "bao_cao": ("BÁO CÁO", "BC", (
        "Kết quả công tác cải cách hành chính năm 2025",
        "Tình hình thực hiện Quyết định số 468/QĐ-TTg",
    )),
    "ke_hoach": ("KẾ HOẠCH", "KH", (
        "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
        "Kiểm tra công vụ năm 2026",
    )),
    "nghi_quyet": ("NGHỊ QUYẾT", "NQ", (
        "Về dự toán ngân sách địa phương năm 2026",
        "Về việc thông qua Đề án sắp xếp thôn",
    )),
    "chi_thi": ("CHỈ THỊ", "CT", ("Về việc tăng cường kỷ luật, kỷ cương hành chính", "Về phòng, chống cháy rừng")),
    "quy_che": ("QUY CHẾ", "QC", ("Làm việc của Ủy ban nhân dân", "Quản lý, sử dụng chữ ký số")),
    "quy_dinh": ("QUY ĐỊNH", "QyĐ", ("Về tiếp nhận và trả kết quả", "Về quản lý hồ sơ lưu trữ")),
    "thong_cao": ("THÔNG CÁO", "TC", ("Về kỳ họp thứ nhất", "Về tình hình mưa lũ")),
    "huong_dan": ("HƯỚNG DẪN", "HD", ("Thực hiện quy trình số hóa", "Về trình tự bình xét hộ nghèo")),
    "chuong_trinh": ("CHƯƠNG TRÌNH", "CTr", ("Công tác năm 2026", "Hành động chuyển đổi số")),
    "phuong_an": ("PHƯƠNG ÁN", "PA", ("Phòng, chống thiên tai năm 2026", "Sắp xếp trụ sở làm việc")),
    "de_an": ("ĐỀ ÁN", "ĐA", ("Số hóa tài liệu lưu trữ giai đoạn 2026 - 2030", "Vị trí việc làm")),
    "du_an": ("DỰ ÁN", "DA", ("Nâng cấp hệ thống một cửa", "Xây dựng kho lưu trữ")),
    "cong_dien": ("CÔNG ĐIỆN", "CĐ", ("Về việc ứng phó với bão số 6", "Về bảo đảm an toàn hồ đập")),
    "ban_ghi_nho": ("BẢN GHI NHỚ", "BGN", ("Hợp tác chuyển đổi số", "Phối hợp chuyển phát hồ sơ")),
    "ban_thoa_thuan": ("BẢN THỎA THUẬN", "BTT", ("Chia sẻ dữ liệu hộ tịch", "Phối hợp công tác")),
    "giay_moi": ("GIẤY MỜI", "GM", ("Dự họp sơ kết công tác quý III", "Tham dự hội nghị tập huấn")),
    "giay_gioi_thieu": ("GIẤY GIỚI THIỆU", "GGT", ()),
    "giay_nghi_phep": ("GIẤY NGHỈ PHÉP", "GNP", ()),
    "phieu_gui": ("PHIẾU GỬI", "PG", ("Tài liệu, hồ sơ",)),
    "phieu_chuyen": ("PHIẾU CHUYỂN", "PC", ("Đơn của công dân",)),
    "phieu_bao": ("PHIẾU BÁO", "PB", ("Kết quả xét tuyển viên chức",)),
    "sao_y": ("SAO Y", "SY", ()),
    "trich_sao": ("TRÍCH SAO", "TrS", ()),
    "sao_luc": ("SAO LỤC", "SL", ()),
}  # fmt: skip
SUBJECTS = (
    "đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "góp ý dự thảo Quyết định",
    "báo cáo tiến độ thực hiện Kế hoạch năm 2026",
    "xác minh nơi cư trú của công dân", "triển khai Thông báo kết luận", "bảo đảm bí mật nhà nước trên mạng",
)  # fmt: skip
FIELDS = ("VP", "KGVX", "NC", "KT", "HCC", "TCKH", "VX")


def top_of(form: Form, symbol: str, subject: str = "") -> Top:
    """Number and date by the draw: now and then their slots are left open."""
    draw, old = form.draw, form.layout.old
    office = bureau(draw, old)
    day = draw.day(2011, 2024) if old else draw.day(2020, 2026)
    blank = draw.random() < 0.08
    plain = draw.randrange(1, 2400)
    number = "" if blank else f"{plain:02d}"
    return Top(office, number, symbol.replace("*", office.letters), day, blank and draw.random() < 0.7, subject)


def body(form: Form, least: int = 2, most: int = 7) -> None:
    for text in take(form.draw.randrange(10**6), form.draw.randint(least, most)):
        form.paragraph(text)


def typed(form: Form, kind: str) -> None:
    """A paper of one of the types."""
    name, short, subjects = TYPES[kind]
    top = top_of(form, f"{short}-*")
    office_top(form, top)
    subject = [form.draw.choice(subjects)] if subjects else []
    type_title(form, name, subject)
    if kind in ("quyet_dinh", "nghi_quyet", "chi_thi"):
        grounds(form, kind, name)
    elif kind in ("to_trinh", "phieu_gui", "phieu_chuyen", "giay_moi", "cong_dien"):
        addressees(form)
    if kind == "giay_moi":
        form.paragraph("Ủy ban nhân dân trân trọng kính mời Ông/Bà đến dự cuộc họp.")
        form.paragraph("Thời gian: 8 giờ 00, ngày 12 tháng 9 năm 2026. Địa điểm: Hội trường tầng 2.")
    elif kind in ("giay_gioi_thieu", "giay_nghi_phep"):
        person = form.draw.name("Nam")
        form.tell("full_name", person, optional=True)
        verb = "Trân trọng giới thiệu" if kind == "giay_gioi_thieu" else "Cấp cho"
        form.paragraph(f"{verb}: Ông {person}, chức vụ: Chuyên viên, được cử đến: Bưu điện khu vực.")
        form.paragraph("Giấy này có giá trị trong 15 ngày kể từ ngày ký.")
    body(form, 1 if kind.startswith(("giay_", "phieu_")) else 2)
    foot(form, top)


def grounds(form: Form, kind: str, name: str) -> None:
    """What decisions and resolutions rest on, and the word before their articles."""
    if form.draw.random() < 0.6:
        form.line("CHỦ TỊCH ỦY BAN NHÂN DÂN" if kind != "nghi_quyet" else "HỘI ĐỒNG NHÂN DÂN", "centre", "b")
    form.paragraph("__Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;__")
    form.paragraph("__Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ;__")
    if kind == "quyet_dinh":
        form.paragraph("__Xét đề nghị của Chánh Văn phòng tại Tờ trình số 96/TTr-VP.__")
    form.line({"nghi_quyet": "QUYẾT NGHỊ:"}.get(kind, f"{name}:"), "centre", "b")
    form.paragraph("**Điều 1.** Ban hành kèm theo văn bản này các nội dung sau.")


def decision(form: Form) -> None:
    """A decision: half of them about one person, whose number it names."""
    if form.draw.random() < 0.5:
        typed(form, "quyet_dinh")
        return
    top, person = top_of(form, "QĐ-*"), form.draw.citizen(1940, 2000, old=form.layout.old)
    office_top(form, top)
    type_title(form, "QUYẾT ĐỊNH", ["Về việc trợ cấp xã hội hằng tháng đối với cá nhân"])
    grounds_line = form.draw.choice(
        ("Trợ cấp xã hội hằng tháng", "Hỗ trợ chi phí mai táng", "Cho phép thay đổi họ, tên")
    )
    grounds(form, "quyet_dinh", "QUYẾT ĐỊNH")
    form.paragraph(f"**Điều 2.** {grounds_line} {about(form, person)}")
    body(form, 1, 2)
    foot(form, top)


def about(form: Form, person: Citizen) -> str:
    """`đối với ông ...` with date of birth, number and address, told as the holder's."""
    word, born = ("ông" if person.person.sex == "Nam" else "bà"), person.person.born
    form.tell("full_name", person.name)
    form.tell("date_of_birth", born.isoformat(), f"{born:%d/%m/%Y}")
    form.tell("citizen_id", person.number)
    form.tell("all_citizen_ids", person.number, role="holder")
    form.tell("address", person.person.home, optional=True)
    label = form.draw.choice(("số định danh cá nhân", "CCCD số", "căn cước công dân số"))
    who = f"đối với {word} {person.name}, sinh ngày {born:%d/%m/%Y}, {label}: {person.number}"
    return f"{who}, nơi cư trú: {person.person.home}."


def letter(form: Form) -> None:
    """Công văn: no type name; V/v, addressees, a symbol that begins with the office."""
    draw = form.draw
    top = top_of(form, f"*-{draw.choice(FIELDS)}", draw.choice(SUBJECTS))
    office_top(form, top)
    addressees(form)
    form.paragraph(f"Thực hiện Thông báo số {draw.randrange(10, 99)}/TB-UBND ngày 23/3/2026, cơ quan đề nghị:")
    body(form, 2, 6)
    foot(form, top)


def minutes(form: Form) -> None:
    """Biên bản: those present are listed."""
    draw, top = form.draw, top_of(form, "BB-*")
    office_top(form, top)
    type_title(
        form, "BIÊN BẢN", [draw.choice(("Bàn giao hồ sơ giấy", "Làm việc về tranh chấp đất đai", "Họp xét hỗ trợ"))]
    )
    form.paragraph("Hôm nay, hồi 8 giờ 30 phút, tại trụ sở, chúng tôi gồm:")
    for side in ("Bên giao", "Bên nhận"):
        person = draw.citizen(1960, 2000)
        form.tell("all_citizen_ids", person.number, role="listed")
        form.paragraph(f"**{side}:** ông/bà {person.name}, số định danh cá nhân: {person.number}.")
    body(form, 1, 4)
    form.paragraph("Biên bản được lập thành 02 bản có giá trị như nhau./.")
    foot(form, top, False, Signer(("ĐẠI DIỆN BÊN GIAO",), draw.name("Nam")))


def contract(form: Form) -> None:
    """Hợp đồng: two parties, listed."""
    draw = form.draw
    day: date = draw.day(2015, 2026)
    number = f"{draw.randrange(1, 200):02d}/{day.year}/HĐ-{draw.choice(('TV', 'KT', 'DV'))}"
    form.tell("document_number", number)
    head(form, None)
    form.line(
        "HỢP ĐỒNG " + draw.choice(("THUÊ NHÀ", "CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT", "DỊCH VỤ SỐ HÓA")), "centre", "b", 14
    )
    form.line(f"Số: {number}", "centre")
    form.paragraph(f"Hôm nay, ngày {day:%d} tháng {day.month} năm {day.year}, chúng tôi gồm:")
    form.tell("issue_date", day.isoformat(), f"ngày {day:%d} tháng {day.month} năm {day.year}", optional=True)
    for words in ("BÊN A", "BÊN B"):
        person = draw.citizen(1955, 2000, old=form.layout.old)
        form.line(words, marks="b")
        form.fill([[Entry("Họ và tên", person.name)], [Entry("CCCD số", person.number, "all_citizen_ids", "listed")]])
        form.fill([[Entry("Địa chỉ", person.person.home)]])
    body(form, 2, 4)
    form.need(45)
    sign(form, Signer(("ĐẠI DIỆN BÊN A",), draw.name("Nam")))


def annex(form: Form) -> None:
    """Phụ lục, danh sách: a table of people, listed."""
    draw = form.draw
    names = draw.choice(
        (
            ["PHỤ LỤC", "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ"],
            ["DANH SÁCH", "HỘ NGHÈO NĂM 2026"],
            ["PHỤ LỤC I"],
            ["BIỂU TỔNG HỢP", "SỐ LIỆU NĂM 2026"],
        )
    )
    form.y += 4
    title(form, names, 14)
    note = f"(Kèm theo Quyết định số {draw.randrange(10, 900)}/QĐ-UBND ngày {draw.day(2020, 2026):%d/%m/%Y})"
    form.line(note, "centre", "i", form.layout.size * 0.92)
    rows = [["TT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Ghi chú"]]
    for place in range(draw.randint(4, 14)):
        person = draw.citizen(1935, 2010)
        form.tell("all_citizen_ids", person.number, role="listed")
        rows.append(
            [
                str(place + 1),
                person.name,
                f"{person.person.born:%d/%m/%Y}",
                person.number,
                draw.choice(("", "Hộ nghèo")),
            ]
        )
    form.y = table(form.sheet, form.left, form.y + 3, [11, 50, 27, 44, 30], rows, Style(form.layout.face, 10.5)) + 6


def thanks(form: Form) -> None:
    """Thư công: a letter of office without number."""
    top = top_of(form, "*")
    head(form, top.office.desk)
    title(form, ["THƯ CÔNG"], 15)
    addressees(form)
    body(form, 2, 4)
    sign(form, Signer(form.draw.choice(top.office.signers), form.draw.name("Nam")), top.office.desk.rim)


def drawing(form: Form) -> None:
    """Bản vẽ: a plan with a name block."""
    title(form, ["BẢN VẼ THIẾT KẾ NHÀ Ở"], 14)
    plan(
        form,
        (
            ("CHỦ ĐẦU TƯ", form.draw.name("Nam")),
            ("TỶ LỆ", "1/100"),
            ("BẢN VẼ SỐ", f"KT-{form.draw.randrange(1, 30):02d}"),
        ),
    )


def map_sheet(form: Form) -> None:
    """Bản đồ."""
    title(form, ["BẢN ĐỒ ĐỊA CHÍNH"], 14)
    place = form.draw.place(form.layout.old)
    plan(form, (("ĐỊA DANH", place.whole), ("TỶ LỆ", "1/500"), ("TỜ BẢN ĐỒ SỐ", str(form.draw.randrange(1, 80)))))


def plan(form: Form, rows: tuple[tuple[str, str], ...]) -> None:
    form.sheet.items.append(Art(30, form.y + 4, 150, 130, plot_plan()))
    form.y += 150
    for label, value in rows:
        form.line(f"{label}: {value}")


def other(form: Form) -> None:
    """Papers of no kind that the rules know: kind `khac`."""
    draw = form.draw
    name = draw.choice(
        (
            "SƠ YẾU LÝ LỊCH",
            "GIẤY RA VIỆN",
            "HÓA ĐƠN BÁN HÀNG",
            "BẢNG ĐIỂM",
            "PHIẾU LÝ LỊCH TƯ PHÁP",
            "THẺ BẢO HIỂM Y TẾ",
        )
    )
    head(form, None)
    title(form, [name], 15)
    person = draw.citizen(1950, 2008, old=form.layout.old)
    born = person.person.born
    rows = [[Entry("Họ và tên", person.name.upper(), "full_name", value=person.name)]]
    rows += [
        [
            Entry("Ngày sinh", f"{born:%d/%m/%Y}", "date_of_birth", value=born.isoformat()),
            Entry("Giới tính", person.person.sex, "sex"),
        ]
    ]
    if draw.random() < 0.6:
        rows += [[Entry("Số CCCD", person.number, "citizen_id", "holder", also="all_citizen_ids")]]
    form.fill([*rows, [Entry("Địa chỉ", person.person.home, "address")]])
    if name == "THẺ BẢO HIỂM Y TẾ":
        form.sheet.items.append(Art(130, form.y, 50, 10, bars(f"GD4990{draw.randrange(10**9):09d}")))
    body(form, 1, 3)
