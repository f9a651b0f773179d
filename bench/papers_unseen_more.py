"""A second set of layouts held out, again by somebody who has not seen the rules: other forms and other wordings.

The rules were mended with the first set (bench/papers_unseen.py), so that it proves nothing any longer. No rule may be
made or mended by what is found on these papers.
"""

from collections.abc import Callable
from datetime import date, timedelta

from bench import papers_unseen_more_civil as civil
from bench import papers_unseen_more_counter as counter
from bench.papers_civil import commune_desk, framed
from bench.papers_form import CodeTold, Desk, Form, title
from bench.papers_pen import Block, chief, pen, period
from bench.papers_people import Place, first_up
from bench.papers_property import unit_desk
from bench.papers_unseen import grounds, plot_lines, subject
from bench.papers_unseen_more_counter import parcel
from samples.ink import qr_code, waves
from samples.sheet import Art

Maker = Callable[[Form], None]


def land_desk(place: Place, old: bool) -> Desk:
    """Who decides on a household's land: the district's committee until June 2025, the commune's since."""
    if not old:
        return commune_desk(place, False)
    upper = place.district.upper()
    name = place.district.split(" ", 1)[1].removeprefix("phố ")
    return Desk(("ỦY BAN NHÂN DÂN", upper), f"Ủy ban nhân dân {place.district}", name, ("ỦY BAN NHÂN DÂN", upper))


def recovery(form: Form) -> None:
    """Quyết định thu hồi đất of a household: it is named in Điều 1 by its head."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, holder=draw.citizen(1945, 1985, old=old)), land_desk(place, old)
    p.mark = ""
    p.top(desk, f"{draw.randrange(100, 5000)}/QĐ-UBND", day)
    road = draw.choice(("đường liên xã Ướm - Thử", "hồ chứa nước Giả Sử", "khu tái định cư Ví Dụ"))
    subject(form, "QUYẾT ĐỊNH", ["Về việc thu hồi đất", f"để thực hiện dự án {road}"])
    grounds(
        form, p,
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        f"Căn cứ Luật Đất đai ngày {'29 tháng 11 năm 2013' if old else '18 tháng 01 năm 2024'};",
        f"Căn cứ Thông báo thu hồi đất số {draw.randrange(10, 300)}/TB-UBND ngày {day - timedelta(days=120):%d/%m/%Y};",
        "Xét đề nghị của Trưởng phòng phụ trách lĩnh vực nông nghiệp và môi trường.",
    )  # fmt: skip
    plot, sheet = parcel(p)
    p.text(
        f"**Điều 1.** Thu hồi {draw.randrange(60, 900)},{draw.randrange(1, 9)} m² đất của hộ <word> <name>, sinh năm"
        f" <year>, số CCCD: <number>, thường trú tại <home>; thuộc thửa đất số {plot}, tờ bản đồ số {sheet},"
        f" tại {place.whole}.",
        f"Lý do thu hồi đất: để thực hiện dự án {road}.",
        "**Điều 2.** Giao Ủy ban nhân dân cấp xã giao Quyết định này cho hộ gia đình có tên tại Điều 1; trường hợp"
        " không nhận thì phải lập biên bản và niêm yết Quyết định tại trụ sở.",
        "**Điều 3.** Quyết định này có hiệu lực thi hành kể từ ngày ký. Tổ chức làm nhiệm vụ bồi thường, giải phóng mặt"
        " bằng và hộ gia đình có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Thanh tra", "Lưu hồ sơ")
    p.sign(chief(form, desk.rim))


def land_use(form: Form) -> None:
    """Quyết định cho phép chuyển mục đích sử dụng đất for one person, in running text."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, holder=draw.citizen(1950, 1996, old=old)), land_desk(place, old)
    p.mark = ""
    p.top(desk, f"{draw.randrange(100, 5000):04d}/QĐ-UBND", day)
    subject(form, "QUYẾT ĐỊNH", ["Cho phép chuyển mục đích sử dụng đất"])
    grounds(
        form, p,
        "Căn cứ Luật Đất đai và các văn bản hướng dẫn thi hành;",
        f"Căn cứ Quyết định số {draw.randrange(100, 900)}/QĐ-UBND phê duyệt kế hoạch sử dụng đất năm {day.year};",
        f"Xét hồ sơ xin chuyển mục đích sử dụng đất của {p.people['holder'].said('word')}"
        f" {p.people['holder'].citizen.name}.",
    )  # fmt: skip
    plot, sheet = parcel(p)
    area = draw.randrange(60, 300)
    number = draw.choice(("CCCD số <number> do <police> cấp ngày <issued>", "(Căn cước công dân số: <number>)"))
    p.text(
        f"**Điều 1.** Cho phép <word> <name> {number}, địa chỉ thường trú: <home>, được chuyển mục đích sử dụng"
        f" {area} m² đất trồng cây hằng năm khác sang đất ở tại thửa đất số {plot}, tờ bản đồ số {sheet},"
        f" {place.whole}.",
        "Thời hạn sử dụng đất: ổn định lâu dài. Phương thức: Nhà nước công nhận quyền sử dụng đất như giao đất có thu"
        " tiền sử dụng đất.",
        "**Điều 2.** Cơ quan thuế hướng dẫn người sử dụng đất nộp tiền sử dụng đất, phí và lệ phí theo quy định.",
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các cơ quan có liên quan và người được sử"
        " dụng đất có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Chi nhánh VPĐK đất đai")
    p.sign(chief(form, desk.rim))


def tax_notice(form: Form) -> None:
    """Thông báo nộp lệ phí trước bạ nhà, đất of a tax office: the payer in numbered labels."""
    draw = form.draw
    old, place, day = period(form)
    p = pen(form, holder=draw.citizen(1952, 1998, old=old))
    area = place.district if old else place.commune
    office = f"Chi cục Thuế {area}" if old else f"Thuế cơ sở {draw.randrange(1, 20)} {place.province}"
    lines = ("CỤC THUẾ " if old else "THUẾ ") + place.province.upper(), office.upper()
    desk = Desk(lines, office, place.bare, ("CƠ QUAN THUẾ", place.province.upper()))
    p.gap = min(p.gap, 1.2)
    p.top(desk, f"LTB{day:%y}{draw.randrange(10**5):05d}/TB-CCT", day, "Mẫu số 01/LPTB-TB")
    subject(form, "THÔNG BÁO", ["Nộp lệ phí trước bạ nhà, đất"])
    plot, sheet = parcel(p)
    price, size = draw.randrange(8, 90) * 100_000, draw.randrange(80, 400)
    due = price * size // 200
    p.text(
        "Căn cứ Luật Quản lý thuế; căn cứ Phiếu chuyển thông tin của Văn phòng đăng ký đất đai, cơ quan thuế thông báo:"
    )
    p.heading("I. THÔNG TIN VỀ NGƯỜI NỘP THUẾ")
    p.write(
        "1. Tên: <NAME>",
        f"2. Mã số thuế: {p.told('tax_code', draw.tax_code())} | 3. Số điện thoại: <phone>",
        "4. Số CMND/CCCD/Hộ chiếu/Số định danh: <number>",
        "5. Địa chỉ nhận thông báo: <home>",
    )
    p.heading("II. ĐẶC ĐIỂM NHÀ, ĐẤT")
    p.write(
        f"1. Thửa đất số: {plot} | Tờ bản đồ số: {sheet}",
        f"2. Địa chỉ nhà, đất: {first_up(place.whole)}",
        f"3. Diện tích: {size} m² | 4. Loại đất: Đất ở",
        f"5. Nguồn gốc: Nhận {draw.choice(('chuyển nhượng', 'tặng cho'))} quyền sử dụng đất",
    )
    p.heading("III. SỐ TIỀN PHẢI NỘP")
    p.write(
        f"1. Giá đất tính lệ phí trước bạ: {price:,} đồng/m²".replace(",", "."),
        f"2. Số tiền lệ phí trước bạ phải nộp (0,5%): {due:,} đồng".replace("0,5", "0;5")
        .replace(",", ".")
        .replace(";", ","),
        "3. Thời hạn nộp: chậm nhất 30 ngày kể từ ngày ban hành thông báo này.",
    )
    p.text("Quá thời hạn trên, người nộp thuế phải nộp thêm tiền chậm nộp theo mức 0,03%/ngày./.")
    form.need(50)
    p.receivers("Như trên", "Kho bạc Nhà nước")
    p.sign(
        Block(
            draw.choice((("KT. TRƯỞNG THUẾ CƠ SỞ", "PHÓ TRƯỞNG THUẾ CƠ SỞ"), ("TRƯỞNG THUẾ CƠ SỞ",)))
            if not old
            else ("CHI CỤC TRƯỞNG",),
            "",
            draw.name("Nam"),
            desk.rim,
        )
    )


def building_2016(form: Form) -> None:
    """Giấy phép xây dựng nhà ở riêng lẻ of Thông tư 15/2016/TT-BXD, by a district's committee."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2017, 2020)
    p, desk = pen(form, holder=draw.citizen(1948, 1990, old=True)), land_desk(place, True)
    form.sheet.paper, floor = (250, 247, 230), draw.randrange(50, 160)
    p.top(desk)
    title(form, ["GIẤY PHÉP XÂY DỰNG"], 17)
    form.y -= 3
    form.line(f"Số: {p.told('document_number', f'{draw.randrange(1, 900)}/GPXD')}", "centre")
    p.note("(Sử dụng cho nhà ở riêng lẻ)")
    plot, sheet = parcel(p)
    p.write(
        "1. Cấp cho: Ông (bà): <NAME>",
        draw.choice(("CMND số: <cmnd>", "CMND/CCCD số: <number>")),
        "Địa chỉ: <home>",
        "2. Được phép xây dựng công trình: (loại công trình) Nhà ở riêng lẻ",
        "- Theo thiết kế: Bản vẽ kèm theo giấy phép này",
        f"- Do: (tên tổ chức tư vấn) Công ty TNHH Xây dựng {draw.choice(('Ướm Thử', 'Mẫu Tự'))} lập",
        f"- Diện tích xây dựng tầng 1: {floor} m² | - Tổng diện tích sàn: {floor * 2} m²",
        f"- Chiều cao công trình: {draw.randrange(6, 12)},8 m | - Số tầng: 02",
        f"- Trên lô đất: Thửa số {plot} | Tờ bản đồ số: {sheet} | Diện tích: {floor + 60} m²",
        "- Cốt nền xây dựng công trình: +0,45 m so với mặt đường",
        "- Mật độ xây dựng: 70% | Hệ số sử dụng đất: 1,4 lần",
        "- Chỉ giới đường đỏ: 5,5 m | Chỉ giới xây dựng: 7,0 m",
        f"- Địa điểm xây dựng: {first_up(place.whole)}",
        f"3. Giấy tờ về quyền sử dụng đất: GCN số {draw.choice(('BM', 'CA'))} {draw.randrange(10**5, 10**6)}",
    )
    p.text(
        "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì"
        " phải đề nghị gia hạn giấy phép xây dựng."
    )
    form.need(54)
    p.receivers("Chủ đầu tư", "Phòng Kinh tế và Hạ tầng")
    p.foot(desk.place, day, chief(form, desk.rim))


def land_red(form: Form) -> None:
    """Giấy chứng nhận quyền sử dụng đất of 1989 to 2004: a sentence about the household and a table of its plots."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(1995, 2003)
    holder = draw.citizen(1930, 1965, old=True)
    p, upper = pen(form, holder=holder), place.district.upper()
    form.sheet.paper = (251, 214, 206)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((224, 110, 100), 0.12)))
    form.sheet.frame(12, 12, 186, 273)
    form.y, p.mark = 34, ""
    p.top(None)
    title(form, ["GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"], 20)
    serial = f"{draw.choice('DEKLMOPQ')} {draw.randrange(10**5, 10**6)}"
    form.line(f"Số: {p.told('document_number', serial)}", "centre", "b")
    form.y += 4
    form.line(f"ỦY BAN NHÂN DÂN {upper}", "centre", "b")
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.district}", optional=True)
    form.line("CHỨNG NHẬN", "centre", "b")
    form.y += 2
    kind = "Hộ <word>" if draw.random() < 0.6 else "<title>"
    number = draw.choice(("CMND số: <cmnd> | cấp tại: Công an tỉnh", "Sinh năm: <year> | Số CMND: <cmnd>"))
    area = [draw.randrange(100, 2000) for _ in range(draw.randint(1, 3))]
    p.write(
        f"{kind}: <NAME>",
        number,
        "Nơi thường trú: <home>",
        f"Được quyền sử dụng {sum(area)} m² đất",
        f"Tại: {first_up(place.whole)}",
        "Theo bảng liệt kê dưới đây:",
    )
    rows = [["Số hiệu tờ bản đồ", "Số thửa", "Diện tích (m²)", "Mục đích sử dụng đất", "Thời hạn sử dụng"]]
    for size in area:
        plot, sheet = parcel(p)
        rows.append([sheet, plot, f"{size}", draw.choice(("Đất thổ cư", "Vườn", "Lúa")), "Lâu dài"])
    p.table([30, 22, 28, 48, 35], rows)
    titles = (f"T/M ỦY BAN NHÂN DÂN {upper}", draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    name = place.district.split(" ", 1)[1].removeprefix("phố ")
    p.foot(name, day, Block(titles, "", draw.name("Nam"), ("ỦY BAN NHÂN DÂN", upper)))
    p.write(f"Vào sổ cấp giấy chứng nhận quyền sử dụng đất | Số: {draw.randrange(10**5):05d} QSDĐ")


def land_couple(form: Form) -> None:
    """Giấy chứng nhận with a QR code, its first page, of a couple; the signature stands on it too."""
    draw, place = form.draw, form.draw.place(False)
    day = date(2025, 7, 1) + timedelta(days=draw.randrange(400))
    husband, wife = draw.citizen(1950, 1990, "Nam"), draw.citizen(1952, 1994, "Nữ")
    p, serial = pen(form, holder=husband, wife=wife), f"AA {draw.randrange(10**7, 10**8)}"
    form.sheet.paper = (253, 238, 238)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((232, 150, 158), 0.12)))
    says = f"https://mplis.example.vn/gcn/{serial.replace(' ', '')}"
    form.sheet.items.append(Art(172, 14, 24, 24, qr_code(says)))
    form.codes.append(CodeTold("QRCode", says, 1))
    form.y, p.dots = 46, False
    p.top(None)
    lines = ["QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"]
    title(form, ["GIẤY CHỨNG NHẬN", *lines], 15)
    p.heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    p.write(
        "Ông <name>, Căn cước công dân số <number>",
        "và bà <wife.name>, Căn cước công dân số <wife.number>",
        "Địa chỉ: <home>",
    )
    p.heading("2. Thông tin thửa đất:")
    p.write(
        f"a) {plot_lines(form, p)}",
        f"b) Diện tích: {draw.randrange(80, 900)},{draw.randrange(1, 10)} m²",
        "c) Loại đất: Đất ở tại đô thị",
        "d) Thời hạn sử dụng đất: Lâu dài | đ) Hình thức sử dụng đất: Sử dụng chung",
        f"e) Địa chỉ: {first_up(place.whole)}",
    )
    p.heading("3. Thông tin tài sản gắn liền với đất:", "4. Ghi chú: Không")
    office = ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", draw.choice(("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")))
    form.tell("issuing_agency", "Chi nhánh Văn phòng đăng ký đất đai", optional=True)
    p.foot(place.bare, day, Block(office, "", draw.name("Nam"), ("VĂN PHÒNG ĐĂNG KÝ", "ĐẤT ĐAI")))
    form.tell("document_number", serial)
    form.sheet.words(108, 284, serial, form.style("b", 13), "centre")


def business_2015(form: Form) -> None:
    """Giấy chứng nhận đăng ký hộ kinh doanh of Nghị định 78/2015/NĐ-CP, phụ lục VI-1."""
    framed(form)
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2017, 2020)
    owner = draw.citizen(1955, 1997, old=True)
    p = pen(form, holder=owner)
    desk = unit_desk(place, True, "PHÒNG TÀI CHÍNH|- KẾ HOẠCH", "Phòng Tài chính - Kế hoạch")
    p.gap = min(p.gap, 1.0)
    p.top(desk)
    title(form, ["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"], 16)
    form.y -= 3
    number = f"{draw.randrange(1, 99):02d}{draw.choice('ABCDEGH')}8{draw.randrange(10**6):06d}"
    form.tell("document_number", number, optional=True)
    form.line(f"Số: {p.told('business_code', number)}", "centre")
    form.line(f"Đăng ký lần đầu, {p.day(day)}", "centre")
    form.y += 2
    kind, slot = draw.choice((("Chứng minh nhân dân", "<cmnd>"), ("Thẻ căn cước công dân", "<number>")))
    new = slot == "<number>"
    agency = "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư" if new else f"Công an {place.province}"
    given = draw.shown(draw.day(2016, day.year - 1) if new else draw.day(2005, 2015))
    p.write(
        f"1. Tên hộ kinh doanh (ghi bằng chữ in hoa): {draw.choice(('TẠP HÓA', 'QUÁN ĂN', 'CỬA HÀNG'))} NGHĨ RA",
        f"2. Địa điểm kinh doanh: {first_up(place.whole)}",
        "Điện thoại: <phone> | Fax:",
        "Email: | Website:",
        f"3. Ngành, nghề kinh doanh: {draw.choice(('Bán tạp hóa', 'Ăn uống bình dân', 'May mặc gia công'))}",
        f"4. Vốn kinh doanh: {draw.randrange(3, 50)}0.000.000 đồng",
        "5. Họ và tên đại diện hộ kinh doanh (ghi bằng chữ in hoa): <NAME>",
        "Giới tính: <sex> | Sinh ngày: <born>",
        "Dân tộc: <kin> | Quốc tịch: <nation>",
        f"Loại giấy chứng thực cá nhân: {kind}",
        f"Số giấy chứng thực cá nhân: {slot}",
        f"Ngày cấp: {given} | Nơi cấp: {agency}",
        "Nơi đăng ký hộ khẩu thường trú: <home>",
        f"Chỗ ở hiện tại: {owner.person.home}",
        "6. Danh sách cá nhân góp vốn thành lập hộ kinh doanh (nếu có):",
    )
    p.sign(Block(("TRƯỞNG PHÒNG",), "(Ký, ghi họ tên và đóng dấu)", draw.name("Nam"), desk.rim))


MORE: dict[str, Maker] = {
    "giay_khai_sinh more": civil.birth_copy,
    "trich_luc_ho_tich more": civil.birth_extract,
    "trich_luc_ho_tich moredeath": civil.death_first,
    "xac_nhan_tinh_trang_hon_nhan more": civil.single_2010,
    "giay_chung_nhan_ket_hon more": civil.marriage_2020,
    "giay_chung_nhan_qsdd more": land_couple,
    "giay_chung_nhan_qsdd morered": land_red,
    "giay_phep_xay_dung more": building_2016,
    "dang_ky_ho_kinh_doanh more": business_2015,
    "giay_tiep_nhan more": counter.receipt_note,
    "phieu_yeu_cau_bo_sung more": counter.supplement_slip,
    "phieu_tu_choi more": counter.refusal_slip,
    "don_de_nghi more": counter.building_request,
    "don_de_nghi moremortgage": counter.mortgage_request,
    "don_de_nghi moredisability": counter.disability_request,
    "to_khai more": civil.declare_birth,
    "to_khai moremarriage": civil.declare_marriage,
    "to_khai moremarital": civil.declare_single,
    "to_khai moreagain": civil.declare_again,
    "giay_uy_quyen more": counter.authority_sides,
    "quyet_dinh more": recovery,
    "quyet_dinh moreuse": land_use,
    "thong_bao more": tax_notice,
    "hop_dong more": counter.sale,
}
