"""Layouts held out: Vietnamese forms written down as the law prints them, by somebody who has not seen the rules.

Of a layout of bench/papers_form.py they take type face and size, and the period where the form knows two; labels, their
order and their places are each form's own. No rule may be made or mended by what is found on these papers.
"""

from collections.abc import Callable
from datetime import date, timedelta

from bench import papers_unseen_civil as civil
from bench import papers_unseen_counter as counter
from bench.papers_civil import commune_desk
from bench.papers_form import CodeTold, Form, title
from bench.papers_pen import SIGN, Block, Pen, chief, pen, period
from bench.papers_people import first_up
from bench.papers_property import unit_desk
from samples.ink import plot_plan, qr_code, waves
from samples.people import long_date
from samples.sheet import Art, Sheet

Maker = Callable[[Form], None]


def plot_lines(form: Form, p: Pen) -> str:
    """`Thửa đất số: ... | Tờ bản đồ số: ...`, told."""
    plot, sheet = p.told("plot", f"{form.draw.randrange(1, 900)}"), p.told("map_sheet", f"{form.draw.randrange(1, 90)}")
    return f"Thửa đất số: {plot} | Tờ bản đồ số: {sheet}"


def land_2024(form: Form) -> None:
    """Giấy chứng nhận of Thông tư 10/2024/TT-BTNMT: code at the corner, three numbered parts on its first page."""
    place, day = form.draw.place(False), date(2025, 7, 1) + timedelta(days=form.draw.randrange(400))
    p, serial = pen(form, holder=form.draw.citizen(1945, 1996)), f"AA {form.draw.randrange(10**7, 10**8)}"
    form.sheet.paper = (252, 236, 236)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((230, 140, 150), 0.12)))
    says = f"{serial}|{form.draw.randrange(10**8)}"
    form.sheet.items.append(Art(14, 14, 24, 24, qr_code(says)))
    form.codes.append(CodeTold("QRCode", says, 1))
    form.y = 30
    p.top(None)
    lines = ["QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"]
    title(form, ["GIẤY CHỨNG NHẬN", *lines], 15)
    p.heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    p.write("<title>: <name>; CCCD số: <number>", "Địa chỉ: <home>")
    p.heading("2. Thông tin thửa đất:")
    area = f"{form.draw.randrange(80, 900)},{form.draw.randrange(1, 10)}"
    p.write(
        f"{plot_lines(form, p)} | Diện tích: {area} m²",
        "Loại đất: Đất ở tại nông thôn | Hình thức sử dụng: Sử dụng riêng",
        "Thời hạn sử dụng: Lâu dài | Nguồn gốc sử dụng: Công nhận QSDĐ",
        f"Địa chỉ: {first_up(place.whole)}",
    )
    p.heading("3. Thông tin tài sản gắn liền với đất: -/-")
    office = Block(("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "GIÁM ĐỐC"), "", form.draw.name("Nam"))
    p.foot(place.bare, day, Block(office.titles, "", office.name, ("VĂN PHÒNG ĐĂNG KÝ", "ĐẤT ĐAI")))
    form.tell("issuing_agency", "Chi nhánh Văn phòng đăng ký đất đai", optional=True)
    form.tell("document_number", serial)
    form.sheet.words(form.right, 284, serial, form.style("b", 14), "right")
    form.sheet.words(form.left, 284, f"Số vào sổ cấp GCN: VP {form.draw.randrange(1000, 9999)}", form.style("", 10))


def land_2009(form: Form) -> None:
    """Giấy chứng nhận of 2009 for a couple: the owners on the first page, plot and signature on the second."""
    place, day = form.draw.place(True), form.draw.day(2010, 2023)
    wife, husband = form.draw.citizen(1950, 1985, "Nữ", True), form.draw.citizen(1945, 1985, "Nam", True)
    p, serial = (
        pen(form, holder=husband, wife=wife),
        f"{form.draw.choice(('BX', 'CH', 'BD'))} {form.draw.randrange(10**5, 10**6)}",
    )
    form.sheets = [Sheet(paper=(250, 224, 226))]
    form.sheet.items.append(Art(6, 6, 198, 285, waves((226, 120, 130), 0.15)))
    p.dots, form.y = False, 40
    p.top(None)
    form.y += 8
    title(form, ["GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"], 14)
    p.heading("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất")
    number = form.draw.choice(("CMND số: <cmnd>", "CMND số: <cmnd>", "CCCD số: <number>"))
    p.write(f"Ông: <NAME> | Sinh năm: <year>, {number}", "Địa chỉ thường trú: <home>")
    p.write(f"và vợ là Bà: <wife.NAME> | Sinh năm: <wife.year>, {number.replace('<', '<wife.')}")
    p.write("Địa chỉ thường trú: " + husband.person.home)
    form.tell("document_number", serial)
    form.sheet.words(form.right, 280, serial, form.style("b", 15), "right")
    form.sheets.append(Sheet(paper=(250, 224, 226)))
    form.y = 24
    p.heading("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "1. Thửa đất:")
    area = form.draw.randrange(90, 600)
    p.write(
        f"a) {plot_lines(form, p)}",
        f"b) Địa chỉ: {first_up(place.whole)}",
        f"c) Diện tích: {area} m² | d) Hình thức sử dụng: riêng: {area} m²; chung: không m²",
        "đ) Mục đích sử dụng: Đất ở | e) Thời hạn sử dụng: Lâu dài",
        "g) Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất",
        "2. Nhà ở: -/- | 3. Công trình xây dựng khác: -/-",
        "4. Rừng sản xuất là rừng trồng: -/- | 5. Cây lâu năm: -/-",
        "6. Ghi chú: Không",
    )
    p.heading("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất")
    form.sheet.items.append(Art(70, form.y, 62, 56, plot_plan()))
    form.y += 66
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.district}", optional=True)
    titles = (f"TM. ỦY BAN NHÂN DÂN {place.district.upper()}", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    rim = ("ỦY BAN NHÂN DÂN", place.district.upper())
    p.foot(place.district.split(" ", 1)[1].removeprefix("phố "), day, Block(titles, "", form.draw.name("Nam"), rim))
    p.write(f"Số vào sổ cấp GCN: CH {form.draw.randrange(10**5):05d}")


def business(form: Form) -> None:
    """Giấy chứng nhận đăng ký hộ kinh doanh with the seven numbered parts of its form."""
    draw = form.draw
    old, place, day = period(form)
    owner = draw.citizen(1958, 2002, old=old)
    unit = "PHÒNG TÀI CHÍNH|- KẾ HOẠCH" if old else "PHÒNG KINH TẾ"
    name = "Phòng Tài chính - Kế hoạch" if old else "Phòng Kinh tế"
    p, desk = pen(form, holder=owner), unit_desk(place, old, unit, name)
    p.top(desk)
    title(form, ["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"], 15)
    form.y -= 3
    number = f"{draw.randrange(1, 99):02d}{draw.choice('ABCDEGH')}8{draw.randrange(10**6):06d}"
    form.tell("document_number", number, optional=True)
    form.line(f"Số: {p.told('business_code', number)}", "centre")
    form.line(f"Đăng ký lần đầu, {p.day(day)}", "centre", "i")
    form.y += 3
    p.write(
        f"1. Tên hộ kinh doanh (ghi bằng chữ in hoa): HỘ KINH DOANH {owner.name.upper()}",
        f"2. Địa chỉ trụ sở hộ kinh doanh: {first_up(place.whole)}",
        "Điện thoại: <phone> | Email:",
        f"3. Ngành, nghề kinh doanh: {draw.choice(('Sửa chữa xe máy', 'Bán lẻ đồ ngũ kim', 'Dịch vụ ăn uống'))}",
        f"4. Vốn kinh doanh: {draw.randrange(5, 60)}0.000.000 đồng",
        "5. Chủ thể thành lập hộ kinh doanh: Cá nhân",
        "6. Thông tin về chủ hộ kinh doanh:",
        "Họ và tên (ghi bằng chữ in hoa): <NAME> | Giới tính: <sex>",
        "Sinh ngày: <born> | Dân tộc: <kin> | Quốc tịch: <nation>",
        "Loại giấy tờ pháp lý của cá nhân: Thẻ căn cước công dân",
        "Số giấy tờ pháp lý của cá nhân: <number>",
        "Ngày cấp: <issued> | Nơi cấp: <police>",
        "Địa chỉ thường trú: <home>",
        f"Địa chỉ liên lạc: {owner.person.home}",
    )
    p.sign(Block(("TRƯỞNG PHÒNG",), "(Ký, ghi họ tên và đóng dấu)", draw.name("Nam"), desk.rim))


def building(form: Form) -> None:
    """Giấy phép xây dựng nhà ở riêng lẻ, mẫu số 09 of Nghị định 15/2021/NĐ-CP."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, holder=draw.citizen(1950, 1998, old=old)), commune_desk(place, old)
    form.sheet.paper, floor = (253, 250, 226), draw.randrange(50, 160)
    p.top(desk, note="Mẫu số 09")
    title(form, ["GIẤY PHÉP XÂY DỰNG"], 15)
    form.y -= 3
    form.line(f"Số: {p.told('document_number', f'{draw.randrange(1, 400):02d}/GPXD')}", "centre")
    p.note("(Sử dụng cho công trình nhà ở riêng lẻ)")
    p.write(
        "1. Cấp cho: <title> <NAME>",
        draw.choice(("Số định danh cá nhân/Mã số doanh nghiệp: <number>", "CCCD số: <number>, cấp ngày <issued>")),
        "Địa chỉ thường trú: <home>",
        "2. Được phép xây dựng công trình: Nhà ở riêng lẻ",
        f"Theo thiết kế có ký hiệu: KT-0{draw.randrange(1, 9)}/{day.year}",
        "Do: Công ty TNHH Tư vấn thiết kế Giả Sử lập",
        "Gồm các nội dung sau đây:",
        f"- Trên lô đất: {plot_lines(form, p)}",
        f"- Tại: {first_up(place.whole)}",
        "- Cốt nền xây dựng công trình: +0,30 m | - Mật độ xây dựng: 78%",
        f"- Diện tích xây dựng tầng 1: {floor} m² | - Tổng diện tích sàn: {floor * draw.randrange(2, 5)} m²",
        f"- Chiều cao công trình: {draw.randrange(7, 15)},5 m | - Số tầng: 0{draw.randrange(2, 5)}",
        f"3. Giấy tờ về quyền sử dụng đất: GCN số {draw.choice(('CS', 'DB'))} {draw.randrange(10**5, 10**6)}",
        "4. Ghi nhận các công trình đã khởi công: Không",
    )
    p.text(
        "5. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì"
        " phải đề nghị gia hạn giấy phép xây dựng."
    )
    form.need(54)
    p.receivers("Chủ đầu tư", "Công chức địa chính - xây dựng")
    p.foot(desk.place, day, chief(form, desk.rim))


def subject(form: Form, name: str, lines: list[str]) -> None:
    """The name of an office paper and what it is about, told without `Về việc`."""
    title(form, [name], 14)
    form.y -= 4
    for words in lines:
        form.line(words, "centre", "b", form.layout.size)
    whole = " ".join(lines)
    form.tell("subject", whole.removeprefix("Về việc "), whole)
    form.sheet.rule(93, form.y - 2.6, 124, form.y - 2.6)
    form.y += 4


def letter(form: Form) -> None:
    """Công văn that asks another commune about a citizen, named in running text."""
    draw = form.draw
    old, place, day = period(form)
    p, desk, there = pen(form, named=draw.citizen(1960, 2004, old=old)), commune_desk(place, old), draw.place(old)
    p.mark = ""
    p.top(desk, f"{draw.randrange(20, 1500)}/UBND-{draw.choice(('TP', 'VHXH', 'HT'))}", day)
    about = draw.choice(("xác minh tình trạng hôn nhân", "xác minh thông tin hộ tịch của công dân"))
    form.y -= 4
    form.sheet.words(56, form.y, f"V/v {about}", form.style("", 10), "centre")
    form.tell("subject", about, f"V/v {about}")
    form.y += 12
    p.to(f"Ủy ban nhân dân {there.whole}")
    form.y += 3
    p.text(
        f"Ủy ban nhân dân {place.commune} nhận được hồ sơ đề nghị cấp Giấy xác nhận tình trạng hôn nhân của"
        " <named.word> <named.name>, sinh <named.long>, giấy tờ tùy thân: CCCD số <named.number> do <named.police> cấp"
        " ngày <named.issued>, hiện thường trú tại <named.home>.",
        f"Qua kiểm tra hồ sơ, công dân có thời gian cư trú tại {there.commune} từ {long_date(draw.day(2008, 2013))}"
        f" đến {long_date(draw.day(2014, 2018))}. Căn cứ khoản 4 Điều 22 Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11"
        f" năm 2015 của Chính phủ, Ủy ban nhân dân {place.commune} đề nghị quý cơ quan kiểm tra, xác minh về tình trạng"
        " hôn nhân của công dân trong thời gian nêu trên.",
        "Kết quả xác minh đề nghị trả lời bằng văn bản trong thời hạn 03 ngày làm việc kể từ ngày nhận được văn bản.",
        "Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan./.",
    )
    form.need(50)
    p.receivers("Như trên", "Công chức tư pháp - hộ tịch", "Chủ tịch, các PCT")
    p.sign(chief(form, desk.rim))


def grounds(form: Form, p: Pen, *lines: str) -> None:
    agency = next(one.value or "" for one in form.told if one.name == "issuing_agency")
    form.line(f"CHỦ TỊCH {agency.upper()}", "centre", "b")
    form.y += 2
    p.text(*(f"__{line}__" for line in lines))
    form.line("QUYẾT ĐỊNH:", "centre", "b")
    form.y += 2


def allowance(form: Form) -> None:
    """Quyết định about a funeral or monthly allowance for one person."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, holder=draw.citizen(1935, 2012, old=old)), commune_desk(place, old)
    p.top(desk, f"{draw.randrange(20, 2500)}/QĐ-UBND", day)
    subject(form, "QUYẾT ĐỊNH", ["Về việc hưởng trợ cấp xã hội hằng tháng", "và cấp thẻ bảo hiểm y tế"])
    grounds(
        form, p,
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp xã hội"
        " đối với đối tượng bảo trợ xã hội;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
    )  # fmt: skip
    money = f"{draw.choice(('540.000', '750.000', '1.250.000'))} đồng/tháng"
    p.text("**Điều 1.** Trợ cấp xã hội hằng tháng và cấp thẻ bảo hiểm y tế cho ông (bà):")
    p.write(
        "Họ và tên: <NAME>",
        "Sinh ngày: <born> | Giới tính: <sex>",
        draw.choice(("Số CMND/CCCD/Định danh cá nhân: <number>", "Mã số định danh: <number>")),
        "Hiện thường trú tại: <home>",
        f"Mức trợ cấp: {money} | Hệ số: {draw.choice(('1,5', '2,0', '2,5'))}",
    )
    p.text(
        f"Thời gian hưởng kể từ ngày 01 tháng {day.month:02d} năm {day.year}.",
        "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.",
        "**Điều 3.** Chánh Văn phòng HĐND và UBND, Trưởng phòng Văn hóa - Xã hội và ông (bà) có tên tại Điều 1 chịu"
        " trách nhiệm thi hành Quyết định này./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Phòng Văn hóa - Xã hội")
    p.sign(chief(form, desk.rim))


def fine(form: Form) -> None:
    """Quyết định xử phạt vi phạm hành chính, mẫu quyết định số 02 of Nghị định 118/2021/NĐ-CP."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, holder=draw.citizen(1960, 2004, old=old)), commune_desk(place, old)
    p.top(desk, f"{draw.randrange(2, 300):02d}/QĐ-XPHC", day, "Mẫu quyết định số 02")
    subject(form, "QUYẾT ĐỊNH", ["Xử phạt vi phạm hành chính"])
    made = day - timedelta(days=draw.randrange(2, 7))
    grounds(
        form, p,
        "Căn cứ Luật Xử lý vi phạm hành chính ngày 20 tháng 6 năm 2012 (sửa đổi, bổ sung năm 2020);",
        f"Căn cứ Biên bản vi phạm hành chính số {draw.randrange(1, 90):02d}/BB-VPHC lập {long_date(made)}.",
    )  # fmt: skip
    p.text("**Điều 1.**", "1. Xử phạt vi phạm hành chính đối với ông/bà có tên sau đây:")
    p.write(
        "Họ và tên: <name> | Giới tính: <sex>",
        "Ngày, tháng, năm sinh: <born> | Quốc tịch: <nation>",
        "Nghề nghiệp: Lao động tự do",
        "Nơi ở hiện tại: <home>",
        "Số định danh cá nhân/CMND/Hộ chiếu: <number>",
        "ngày cấp: <issued> | nơi cấp: <police>",
    )
    p.text(
        "2. Đã thực hiện hành vi vi phạm hành chính: đổ rác thải sinh hoạt không đúng nơi quy định.",
        "3. Bị áp dụng hình thức xử phạt chính: phạt tiền, mức phạt 750.000 đồng (Bảy trăm năm mươi nghìn đồng).",
        "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.",
        "**Điều 3.** Quyết định này được giao cho ông/bà có tên tại Điều 1 để chấp hành./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Kho bạc Nhà nước khu vực")
    p.sign(chief(form, desk.rim))


def notice(form: Form) -> None:
    """Thông báo that a certificate was lost, put up in public."""
    draw = form.draw
    old, place, day = period(form)
    p, desk = pen(form, named=draw.citizen(1948, 1990, old=old)), commune_desk(place, old)
    p.mark = ""
    p.top(desk, f"{draw.randrange(5, 400):02d}/TB-UBND", day)
    subject(form, "THÔNG BÁO", ["Về việc niêm yết công khai mất", "Giấy chứng nhận quyền sử dụng đất"])
    plot, sheet = (p.told(name, f"{draw.randrange(1, 90)}", optional=True) for name in ("plot", "map_sheet"))
    given = long_date(draw.day(1999, 2012))
    p.text(
        f"Ủy ban nhân dân {place.commune} nhận được đơn trình báo của <named.word> <named.name>, sinh năm"
        " <named.year>, số định danh cá nhân: <named.number>, nơi thường trú: <named.home>.",
        f"Nội dung: bị mất Giấy chứng nhận quyền sử dụng đất do Ủy ban nhân dân huyện cấp {given}"
        f" đối với thửa đất số {plot}, tờ bản đồ số {sheet}, diện tích {draw.randrange(90, 700)} m².",
        f"Thời gian niêm yết: 30 ngày, kể từ {long_date(day)}. Địa điểm: trụ sở Ủy ban nhân dân {place.commune} và"
        " nhà văn hóa thôn.",
        "Trong thời gian niêm yết, ai tìm thấy hoặc có ý kiến khiếu nại, đề nghị gửi về Ủy ban nhân dân để được giải"
        " quyết. Hết thời hạn trên, hồ sơ được chuyển đến Chi nhánh Văn phòng đăng ký đất đai./.",
    )
    form.need(50)
    p.receivers("Ban Thường trực UBMTTQ", "Trưởng thôn", "Người trình báo")
    p.sign(chief(form, desk.rim))


def record(form: Form) -> None:
    """Biên bản of a visit to a plot: those present by rank, signatures of three."""
    draw = form.draw
    old, place, day = period(form)
    user = draw.citizen(1950, 1995, old=old)
    p, desk, clerk = pen(form, taker=user), commune_desk(place, old), draw.name("Nam")
    p.mark = ""
    p.top(desk)
    subject(form, "BIÊN BẢN", ["Về việc xác minh hiện trạng sử dụng đất"])
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    p.text(f"Hôm nay, vào hồi 08 giờ 30 phút, {long_date(day)}, tại {place.whole}, chúng tôi gồm:")
    p.heading("I. Đại diện Ủy ban nhân dân")
    p.write(f"1. Ông: {clerk} | Chức vụ: Công chức địa chính", f"2. Bà: {draw.name('Nữ')} | Chức vụ: Trưởng thôn")
    p.heading("II. Người sử dụng đất")
    p.write(
        "<taker.title>: <taker.name> | Sinh năm: <taker.year>",
        "Số CCCD/Căn cước: <taker.number>",
        "Nơi thường trú: <taker.home>",
    )
    p.heading("III. Nội dung xác minh")
    plot, sheet = (p.told(name, f"{draw.randrange(1, 90)}", optional=True) for name in ("plot", "map_sheet"))
    p.text(
        f"Thửa đất số {plot}, tờ bản đồ số {sheet}, hiện trạng là đất ở và vườn, sử dụng ổn định,"
        " ranh giới rõ ràng, không có tranh chấp, không lấn chiếm đất công.",
        "Biên bản kết thúc vào hồi 10 giờ 15 phút cùng ngày, đã đọc lại cho mọi người cùng nghe, công nhận là đúng và"
        " cùng ký tên; lập thành 02 bản có giá trị như nhau./.",
    )
    form.tell("signer", user.name, optional=True)
    form.tell("signer_title", "NGƯỜI SỬ DỤNG ĐẤT", optional=True)
    writer = Block(("NGƯỜI LẬP BIÊN BẢN",), SIGN, clerk)
    p.sign(Block(("NGƯỜI SỬ DỤNG ĐẤT",), SIGN, user.name, told=False), writer)


UNSEEN: dict[str, Maker] = {
    "giay_khai_sinh unseen": civil.birth_2020,
    "giay_khai_sinh unseen1999": civil.birth_1999,
    "trich_luc_ho_tich unseen": civil.death_extract,
    "trich_luc_ho_tich unseenmarriage": civil.marriage_extract,
    "xac_nhan_tinh_trang_hon_nhan unseen": civil.single,
    "giay_chung_nhan_ket_hon unseen": civil.marriage_2010,
    "so_ho_khau unseen": civil.member,
    "giay_chung_nhan_qsdd unseen": land_2024,
    "giay_chung_nhan_qsdd unseen2009": land_2009,
    "dang_ky_ho_kinh_doanh unseen": business,
    "giay_phep_xay_dung unseen": building,
    "giay_tiep_nhan unseen": counter.receipt,
    "don_de_nghi unseen": counter.pension_request,
    "don_de_nghi unseenresidence": counter.residence_request,
    "don_de_nghi unseenland": counter.land_request,
    "to_khai unseen": counter.copy_declaration,
    "to_khai unseenresidence": counter.residence_declaration,
    "to_khai unseenaid": counter.aid_declaration,
    "giay_uy_quyen unseen": counter.authority,
    "cong_van unseen": letter,
    "quyet_dinh unseen": allowance,
    "quyet_dinh unseenfine": fine,
    "thong_bao unseen": notice,
    "bien_ban unseen": record,
}
