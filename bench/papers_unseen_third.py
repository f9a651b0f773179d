"""A third set of layouts held out, by somebody who has seen neither the rules nor what they do on the sets before.

No rule may be made or mended by what is found on these papers.
"""

from collections.abc import Callable
from datetime import timedelta

from bench import papers_unseen_third_civil as civil
from bench import papers_unseen_third_counter as counter
from bench import papers_unseen_third_declare as declare
from bench import papers_unseen_third_office as office
from bench.papers_civil import commune_desk, framed
from bench.papers_form import Desk, Form, motto, title
from bench.papers_pen import SIGN, Block, chief, pen, period
from bench.papers_people import first_up
from bench.papers_property import unit_desk
from bench.papers_unseen import plot_lines
from bench.papers_unseen_more import land_desk
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_pen import also, beside, footnotes, grouped, headed, typed
from samples.ink import plot_plan, portrait, waves
from samples.people import UNITS
from samples.sheet import Art, Sheet

Maker = Callable[[Form], None]
PINK = (249, 222, 224)


def land_2004(form: Form) -> None:
    """Giấy chứng nhận quyền sử dụng đất of 2004 to 2009, four Roman parts; the area in words."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2005, 2009)
    holder, desk = draw.citizen(1935, 1975, old=True), land_desk(place, True)
    p, serial = pen(form, holder=holder), f"A{draw.choice('BCDHKLM')} {draw.randrange(10**5, 10**6)}"
    form.sheet.paper = (250, 216, 210)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((226, 116, 108), 0.12)))
    p.dots, p.gap, form.y = True, min(p.gap, 0.8), 26
    p.top(None)
    form.line(f"ỦY BAN NHÂN DÂN {place.district.upper()}", "centre", "b")
    form.tell("issuing_agency", desk.name, optional=True)
    form.y += 3
    title(form, ["GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"], 17)
    p.heading("I- TÊN NGƯỜI SỬ DỤNG ĐẤT")
    p.write(
        f"{draw.choice(('Hộ <word>', '<title>'))} <NAME>",
        "Sinh năm: <year> | CMND số: <cmnd>",
        "Địa chỉ thường trú: <home>",
    )
    p.heading("II- THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG")
    (first, second), size = plot_lines(form, p).split(" | "), draw.randrange(2, 10)
    p.write(
        f"1. {first} | 2. {second}",
        f"3. Địa chỉ thửa đất: {first_up(place.whole)}",
        f"4. Diện tích: {size}00 m² | (Bằng chữ: {UNITS[size]} trăm mét vuông)",
        "5. Hình thức sử dụng: + Sử dụng riêng: toàn bộ | + Sử dụng chung: không m²",
        f"6. Mục đích sử dụng đất: {draw.choice(('Đất ở tại nông thôn', 'Đất trồng cây lâu năm'))}",
        "7. Thời hạn sử dụng đất: Lâu dài",
        "8. Nguồn gốc sử dụng đất: Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
    )
    p.heading("III- TÀI SẢN GẮN LIỀN VỚI ĐẤT", "IV- GHI CHÚ")
    p.foot(desk.place, day, Block(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", draw.name("Nam"), desk.rim))
    form.sheet.words(form.left, 282, f"Số vào sổ cấp GCN QSDĐ: H {draw.randrange(10**4):05d}", form.style("", 11))
    form.tell("document_number", serial)
    form.sheet.words(form.right, 282, serial, form.style("b", 14), "right")


def land_2014(form: Form) -> None:
    """Giấy chứng nhận of 2014 to 2024: owner and serial on the first page, the plot in a list on the second."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2015, 2024)
    p = pen(form, holder=draw.citizen(1948, 1990, old=True))
    serial, card = f"{draw.choice(('CĐ', 'CP', 'DE', 'DH'))} {draw.randrange(10**5, 10**6)}", day.year > 2018
    form.sheets = [Sheet(paper=PINK)]
    form.sheet.items.append(Art(6, 6, 198, 285, waves((226, 120, 130), 0.13)))
    form.y, p.dots, p.gap = 60, False, min(p.gap, 1.0)
    p.top(None)
    lines = ["QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"]
    title(form, ["GIẤY CHỨNG NHẬN", *lines], 13.5)
    p.text("**I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất**")
    number = f"Thẻ căn cước công dân số: {grouped(p, mark='.')}" if card else "Giấy chứng minh nhân dân số: <cmnd>"
    p.write("<title> <NAME>", "Năm sinh: <year>", number, "Địa chỉ: <home>")
    form.tell("document_number", serial)
    form.sheet.words(form.left, 281, serial, form.style("b", 15))
    form.sheets.append(Sheet(paper=PINK))
    form.y = 22
    p.heading("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất")
    area = f"{draw.randrange(60, 900)},{draw.randrange(1, 10)} m²"
    plot, sheet = p.told("plot", f"{draw.randrange(1, 900)}"), p.told("map_sheet", f"{draw.randrange(1, 90)}")
    beside(
        p,
        62,
        f"a) Thửa đất số, tờ bản đồ số | {plot}, {sheet}".replace("*", ""),
        f"b) Địa chỉ | {first_up(place.whole)}",
        f"c) Diện tích | {area}",
        "d) Hình thức sử dụng | Sử dụng riêng",
        "đ) Mục đích sử dụng | Đất ở tại đô thị",
        "e) Thời hạn sử dụng | Lâu dài",
        f"g) Nguồn gốc sử dụng | {draw.choice(('Nhận chuyển nhượng', 'Được tặng cho', 'Thừa kế'))} đất được công nhận",
    )
    p.heading("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất")
    form.sheet.items.append(Art(75, form.y, 52, 46, plot_plan()))
    form.y += 54
    rim = (f"SỞ TN VÀ MT {place.province.upper()}", "VĂN PHÒNG ĐKĐĐ")
    form.tell("issuing_agency", f"Sở Tài nguyên và Môi trường {place.province}", optional=True)
    titles = (
        f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG {place.province.upper()}",
        "TUQ. GIÁM ĐỐC",
        "GIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
    )
    p.foot(place.province.removeprefix("tỉnh "), day, Block(titles, "", draw.name("Nam"), rim))
    p.write(f"Số vào sổ cấp GCN: CS{draw.randrange(10**5):05d}")
    p.heading("IV. Những thay đổi sau khi cấp giấy chứng nhận")
    bank = f"Thế chấp tại Ngân hàng, hồ sơ số {draw.randrange(1000, 9999)}.TC.00{draw.randrange(1, 9)}"
    form.y += 3
    p.table([120, 43], [["Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan"], [bank, ""]])


def business_family(form: Form) -> None:
    """Giấy chứng nhận đăng ký hộ kinh doanh, changed once; the family's other members are in a table."""
    framed(form)
    old, place, day = period(form)
    draw = form.draw
    owner, others = (
        draw.citizen(1960, 1990, old=old),
        [draw.citizen(1965, 2004, old=old) for _ in range(draw.randint(1, 2))],
    )
    name = ("PHÒNG TÀI CHÍNH|- KẾ HOẠCH", "Phòng Tài chính - Kế hoạch") if old else ("PHÒNG KINH TẾ", "Phòng Kinh tế")
    p, desk = pen(form, holder=owner), unit_desk(place, old, *name)
    also(p, **{f"kin{number}": one for number, one in enumerate(others)})
    p.gap, p.mark, since = min(p.gap, 0.4), "", draw.day(2015, 2020)
    number = f"{draw.randrange(1, 99):02d}{draw.choice('ABCDEGH')}8{draw.randrange(10**6):06d}"
    headed(p, desk)
    title(form, ["GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"], 14.5)
    form.y -= 3
    form.tell("document_number", number, optional=True)
    form.line(f"Mã số hộ kinh doanh: {p.told('business_code', number)}", "centre", "b")
    first, second = f"ngày {since:%d} tháng {since:%m} năm {since.year}", f"ngày {day:%d} tháng {day:%m} năm {day.year}"
    form.tell("issue_date", since.isoformat(), first, optional=True)
    form.tell("issue_date", day.isoformat(), second, optional=True)
    form.line(f"Đăng ký lần đầu: {first}", "centre")
    form.line(f"Đăng ký thay đổi lần thứ 01: {second}", "centre")
    form.y += 2
    p.write(
        f"1. Tên hộ kinh doanh: {draw.choice(('TIỆM MAY', 'CƠ SỞ MỘC', 'QUÁN PHỞ'))} {owner.name.split()[-1].upper()}",
        f"2. Trụ sở: {first_up(place.whole)}",
        f"3. Mã số thuế: {p.told('tax_code', draw.tax_code())} | Điện thoại: <phone>",
        "4. Ngành, nghề kinh doanh: theo Danh mục đính kèm",
        f"5. Vốn: {draw.randrange(2, 40)}0.000.000 đồng",
        "6. Chủ hộ kinh doanh: <title> <NAME>",
        "Sinh: <born> | Dân tộc: <kin> | Quốc tịch: <nation>",
        f"Căn cước công dân: {grouped(p)}, cấp: <issued>, <police>",
        "Thường trú: <home>",
        "7. Thành viên hộ gia đình cùng tham gia:",
    )
    rows = [["STT", "Họ tên", "Ngày sinh", "Số giấy tờ pháp lý", "Chữ ký"]]
    rows += [[f"{n + 1}", f"<kin{n}.name>", f"<kin{n}.born>", f"<kin{n}.number>", ""] for n in range(len(others))]
    form.y += 2
    p.table([12, 56, 30, 40, 25], rows)
    p.sign(Block(("TRƯỞNG PHÒNG",), "", draw.name("Nữ"), desk.rim))


def business_2006(form: Form) -> None:
    """Giấy chứng nhận đăng ký kinh doanh of a household, of Nghị định 88/2006/NĐ-CP, typed on a blank."""
    framed(form)
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(2007, 2014)
    p, desk = pen(form, holder=draw.citizen(1948, 1985, old=True)), land_desk(place, True)
    desk = Desk((*desk.lines, "PHÒNG TÀI CHÍNH - KẾ HOẠCH"), "Phòng Tài chính - Kế hoạch", desk.place, desk.rim)
    p.gap, number = min(p.gap, 0.6), f"{draw.randrange(1, 99):02d}{draw.choice('ABCDEGH')}8{draw.randrange(10**5):05d}"
    p.top(desk)
    title(form, ["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ KINH DOANH", "HỘ KINH DOANH"], 15)
    form.tell("document_number", number, optional=True)
    form.tell("business_code", number)
    typed(
        p,
        f"Số: ‹{number}›",
        f"Đăng ký lần đầu ngày: ‹{p.day(day, shown=draw.shown(day)).strip('*')}›",
        f"1. Tên hộ kinh doanh: ‹{draw.choice(('Vật liệu xây dựng', 'Nhà thuốc', 'Cà phê'))} Thử Nghiệm›",
        f"2. Địa điểm kinh doanh: ‹{first_up(place.whole)}›",
        "Điện thoại: <phone> Fax: ‹›",
        f"3. Ngành nghề kinh doanh: ‹{draw.choice(('Mua bán vật liệu', 'Giải khát', 'Xay xát lúa gạo'))}›",
        f"4. Vốn kinh doanh: ‹{draw.randrange(2, 30)}0.000.000 đồng›",
        "5. Họ và tên cá nhân hoặc đại diện hộ gia đình: <NAME>",
        "Nam/nữ: <sex> Sinh ngày: <born>",
        "Dân tộc: <kin> Quốc tịch: <nation>",
        "Chứng minh nhân dân số: <cmnd>",
        f"Ngày cấp: ‹{draw.day(1996, 2006):%d/%m/%Y}› Cơ quan cấp: ‹CA {place.province}›",
        "Nơi đăng ký hộ khẩu thường trú: <home>",
        "Chỗ ở hiện nay: ‹như trên›",
    )
    p.sign(Block(("TRƯỞNG PHÒNG",), "(Ký tên, đóng dấu)", draw.name("Nam"), desk.rim))


def permit_repair(form: Form) -> None:
    """Giấy phép xây dựng for the repair of a couple's house, its values in a list."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p = pen(form, holder=draw.citizen(1950, 1992, "Nam", old), wife=draw.citizen(1952, 1994, "Nữ", old))
    p.gap = min(p.gap, 0.6)
    headed(p, desk, f"{draw.randrange(1, 300)}/GPXD-SC")
    title(form, ["GIẤY PHÉP XÂY DỰNG"], 16)
    form.y -= 3
    p.note("(Sử dụng cho sửa chữa, cải tạo nhà ở riêng lẻ)")
    plot, sheet = (one.strip("*") for one in parcel(p))
    beside(
        p,
        56,
        "1. Cấp cho | Ông <name>, CCCD <number>; và vợ: bà <wife.name>, CCCD <wife.number>",
        "Địa chỉ | <home>",
        f"2. Hiện trạng công trình | Nhà cấp {draw.choice(('3', '4'))}, 0{draw.randrange(1, 4)} tầng",
        f"Lô đất | Thửa {plot}, tờ bản đồ {sheet}",
        f"Tại | {first_up(place.whole)}",
        f"3. Nội dung sửa chữa, cải tạo | Nâng thêm 01 tầng, diện tích sàn tăng thêm {draw.randrange(30, 90)} m²",
        f"Chiều cao công trình | {draw.randrange(6, 12)},4 m",
        f"4. Giấy tờ về đất | Giấy chứng nhận số CT {draw.randrange(10**5, 10**6)}",
    )
    p.text(
        "5. Giấy phép này có giá trị khởi công trong 12 tháng kể từ ngày cấp. Chủ đầu tư phải thông báo ngày khởi công"
        " cho Ủy ban nhân dân cấp xã trước 07 ngày làm việc."
    )
    form.need(60)
    p.receivers("Chủ đầu tư", "Tổ quản lý trật tự xây dựng")
    p.foot(desk.place, day, chief(form, desk.rim))


def residence_paper(form: Form) -> None:
    """Giấy xác nhận thông tin về cư trú, CT07, with the head of the household and a term."""
    old, place, day = period(form)
    draw, until = form.draw, day + timedelta(days=365)
    desk = counter.police_desk(place, old)
    p = pen(form, holder=draw.citizen(1960, 2005, old=old))
    also(p, head=draw.citizen(1940, 1970, old=old))
    p.gap = min(p.gap, 0.5)
    p.top(desk, f"{draw.randrange(1, 3000)}/XN", day, "Mẫu CT07")
    title(form, ["GIẤY XÁC NHẬN", "THÔNG TIN VỀ CƯ TRÚ"], 15)
    p.write(
        "1. Họ, chữ đệm và tên: <NAME>",
        "2. Ngày, tháng, năm sinh: <born> | 3. Giới tính: <sex>",
        f"4. Số định danh cá nhân: {grouped(p)}",
        "5. Dân tộc: <kin> | 6. Tôn giáo: Không | 7. Quốc tịch: <nation>",
        "8. Quê quán: <hometown>",
        "9. Nơi thường trú: <home>",
        "10. Nơi tạm trú: Không | 11. Nơi ở hiện tại: Như mục 9",
        "12. Họ, chữ đệm và tên chủ hộ: <head.name>",
        f"13. Số định danh cá nhân của chủ hộ: <head.number> | 14. Quan hệ: {draw.choice(('Con', 'Em', 'Cháu'))}",
        "15. Nội dung xác nhận khác: Không có",
    )
    ends = p.told("expiry_date", until.isoformat(), f"ngày {until:%d} tháng {until:%m} năm {until.year}")
    p.text(f"Giấy này có giá trị đến hết {ends}.")
    p.sign(
        Block(
            draw.choice((("TRƯỞNG CÔNG AN",), ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN"))),
            "",
            draw.name("Nam"),
            desk.rim,
        )
    )
    footnotes(p, "Giấy này có giá trị 01 năm kể từ ngày cấp; trường hợp thông tin về cư trú thay đổi thì hết giá trị.")


def health(form: Form) -> None:
    """Giấy khám sức khỏe, its first page, with a photograph and what the person was asked."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1975, 2007, old=old)
    lines = (f"SỞ Y TẾ {place.province.upper()}", "BỆNH VIỆN ĐA KHOA")
    desk = Desk(lines, "Bệnh viện Đa khoa", place.bare, ("BỆNH VIỆN ĐA KHOA", place.province.upper()))
    p = pen(form, holder=person)
    p.gap, law = min(p.gap, 1.0), "14/2013" if day.year < 2024 else "32/2023"
    p.top(desk, f"{draw.randrange(100, 9000)}/GKSK-BVĐK", note=f"Mẫu số 03|(TT {law}/TT-BYT)")
    title(form, ["GIẤY KHÁM SỨC KHỎE"], 16)
    form.sheet.items.append(Art(form.left, form.y, 28, 36, portrait(draw.randrange(99))))
    left, low = form.left, form.y + 42
    form.left, form.y = left + 36, form.y + 4
    p.write(
        "Họ và tên (viết chữ in hoa): <NAME>",
        f"Giới: <sex> | Tuổi: {day.year - person.person.born.year}",
        "Sinh <long>",
        "Số CMND/CCCD/Hộ chiếu/Định danh CD: <number>",
        "Cấp ngày: <issued> | Tại: Cục Cảnh sát",
    )
    form.left, form.y = left, max(low, form.y)
    p.write(
        "Chỗ ở hiện tại: <home>",
        f"Lý do khám sức khỏe: {draw.choice(('Đi làm', 'Học lái xe', 'Xin việc'))}",
    )
    p.heading("TIỀN SỬ BỆNH CỦA ĐỐI TƯỢNG KHÁM SỨC KHỎE")
    p.write(
        "1. Tiền sử gia đình: Có ai mắc bệnh tim mạch, đái tháo đường: □ Có ■ Không",
        "2. Tiền sử bản thân: Đã từng mắc bệnh: □ Có ■ Không",
        "3. Đang điều trị bệnh gì, các thuốc đang dùng: Không",
    )
    p.text("Tôi xin cam đoan những điều khai trên đây hoàn toàn đúng với sự thật theo sự hiểu biết của tôi.")
    p.foot(desk.place, day, Block(("Người đề nghị khám sức khỏe",), SIGN, person.name))


def diploma(form: Form) -> None:
    """Bằng tốt nghiệp trung học phổ thông in two languages, a wide sheet with serial and book numbers."""
    old, place, day = period(form)
    draw, serial = form.draw, f"B {form.draw.randrange(10**6, 10**7)}"
    form.sheets, form.left, form.right, form.y = [Sheet(252, 192, (250, 246, 232))], 40.0, 214.0, 20.0
    form.sheet.items.append(Art(6, 6, 240, 180, waves((220, 170, 120), 0.13)))
    form.sheet.frame(9, 9, 234, 174)
    person = draw.citizen(day.year - 19, day.year - 18, old=old)
    p, province = pen(form, holder=person), place.province.removeprefix("tỉnh ")
    motto(form, 127, form.y)
    form.y += 14
    form.line("GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO", "centre", "b")
    form.tell("issuing_agency", "Sở Giáo dục và Đào tạo", optional=True)
    form.y += 4
    title(form, ["BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG"], 17)
    form.y -= 4
    form.line("UPPER SECONDARY EDUCATION GRADUATION DIPLOMA", "centre", "i", 9.5)
    form.y, p.gap = form.y + 3, -0.4
    beside(
        p,
        46,
        "Cấp cho // Upon | <NAME>",
        "Ngày sinh // Date of birth | <born>",
        "Nơi sinh // Place of birth | <birthplace>",
        "Giới tính, dân tộc // Gender, ethnicity | <sex>, <kin>",
        f"Học sinh trường // From | THPT {draw.choice(('Ví Dụ', 'Giả Thiết', 'Mẫu Tự'))}",
    )
    form.tell("document_number", serial, optional=True)
    form.tell("place", province, optional=True)
    form.sheet.words(form.left, form.y + 22, f"Số hiệu: {serial}", form.style("b", 11))
    form.sheet.words(
        form.left, form.y + 28, f"Số vào sổ gốc cấp bằng: {draw.randrange(10, 900)}/{day.year}", form.style("", 11)
    )
    form.sheet.words(form.right - 43, form.y + 2, f"{province}, {p.day(day).strip('*')}", form.style("i", 11), "centre")
    form.y += 4
    p.sign(Block(("GIÁM ĐỐC",), "", draw.name("Nam"), ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", place.province.upper())))


THIRD: dict[str, Maker] = {
    "giay_khai_sinh third": civil.birth_typed,
    "giay_khai_sinh third1990": civil.birth_1990,
    "giay_khai_sinh thirdcolumns": civil.birth_columns,
    "trich_luc_ho_tich third": civil.extract_birth,
    "trich_luc_ho_tich thirdchange": civil.extract_change,
    "trich_luc_ho_tich thirdmarriage": civil.extract_marriage,
    "xac_nhan_tinh_trang_hon_nhan third": civil.single_divorced,
    "xac_nhan_tinh_trang_hon_nhan thirdpartner": civil.single_partner,
    "giay_chung_nhan_ket_hon third": civil.marriage_listed,
    "giay_chung_nhan_ket_hon third1995": civil.marriage_1995,
    "so_ho_khau third": civil.household,
    "giay_chung_nhan_qsdd third": land_2014,
    "giay_chung_nhan_qsdd third2004": land_2004,
    "dang_ky_ho_kinh_doanh third": business_family,
    "dang_ky_ho_kinh_doanh third2006": business_2006,
    "giay_phep_xay_dung third": permit_repair,
    "giay_tiep_nhan third": counter.receipt_police,
    "giay_tiep_nhan thirdhalf": counter.receipt_half,
    "phieu_yeu_cau_bo_sung third": counter.supplement,
    "phieu_tu_choi third": counter.refusal,
    "phieu_xin_loi third": counter.apology,
    "don_de_nghi third": counter.hardship,
    "don_de_nghi thirddriving": counter.driving,
    "don_de_nghi thirdsplit": counter.split_plot,
    "don_de_nghi thirdfirst": counter.land_first,
    "to_khai third": declare.declare_death,
    "to_khai thirdchange": declare.declare_change,
    "to_khai thirdresidence": declare.residence_2021,
    "to_khai thirdcard": declare.card_form,
    "to_khai thirdinsurance": declare.insurance,
    "to_khai thirdfee": declare.fee_form,
    "giay_uy_quyen third": counter.authority_table,
    "giay_uy_quyen thirdpension": counter.authority_pension,
    "cong_van third": office.letter,
    "quyet_dinh third": office.retirement,
    "quyet_dinh thirdlist": office.aid_list,
    "quyet_dinh thirdoffice": office.appointment,
    "thong_bao third": office.residence_notice,
    "thong_bao thirdcomplaint": office.complaint,
    "bien_ban third": office.violation,
    "hop_dong third": office.lease,
    "hop_dong thirdgift": office.gift,
    "khac third": residence_paper,
    "khac thirdhealth": health,
    "khac thirddiploma": diploma,
}
