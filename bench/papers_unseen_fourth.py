"""A fourth set of layouts held out, by somebody who has seen neither the rules nor what they do on the sets before.

No rule may be made or mended by what is found on these papers.
"""

from collections.abc import Callable

from bench import papers_unseen_fourth_civil as civil
from bench import papers_unseen_fourth_counter as counter
from bench import papers_unseen_fourth_office as office
from bench.papers_civil import commune_desk, framed
from bench.papers_form import Form, title
from bench.papers_pen import Block, chief, pen, period
from bench.papers_people import first_up
from bench.papers_property import unit_desk
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_pen import also, grouped
from samples.ink import waves
from samples.sheet import Art

Maker = Callable[[Form], None]
TRADES = (
    ("Bán lẻ lương thực, thực phẩm trong các cửa hàng tổng hợp", "4711"),
    ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("Bảo dưỡng, sửa chữa mô tô, xe máy", "4542"),
    ("May trang phục", "1410"),
    ("Cắt tóc, làm đầu, gội đầu", "9631"),
)


def land_1994(form: Form) -> None:
    """Giấy chứng nhận quyền sở hữu nhà ở và quyền sử dụng đất ở of Nghị định 60/CP, of a couple with CMND."""
    draw, day = form.draw, form.draw.day(1996, 2004)
    place = next(one for one in iter(lambda: draw.place(True), None) if one.commune.startswith("phường"))
    husband, wife = draw.citizen(1930, 1968, "Nam", True), draw.citizen(1932, 1970, "Nữ", True)
    p, serial = pen(form, holder=husband, wife=wife), f"{draw.randrange(10**9, 10**10)}"
    form.sheet.paper = (252, 234, 222)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((230, 130, 120), 0.12)))
    form.sheet.frame(11, 11, 188, 275)
    p.dots, p.gap, form.y = True, min(p.gap, 1.2), 22
    p.top(None)
    title(form, ["GIẤY CHỨNG NHẬN", "QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở"], 14)
    province = place.province.removeprefix("tỉnh ")
    form.line(f"ỦY BAN NHÂN DÂN {place.province.upper()}", "centre", "b")
    form.tell("issuing_agency", f"Ủy ban nhân dân {place.province}", optional=True)
    p.text(
        "__Căn cứ Nghị định số 60/CP ngày 05 tháng 7 năm 1994 của Chính phủ về quyền sở hữu nhà ở và quyền sử dụng đất"
        " ở tại đô thị; xét hồ sơ xin cấp giấy chứng nhận;__"
    )
    form.line("CHỨNG NHẬN:", "centre", "b")
    p.write(
        "Ông: <NAME> | CMND số: <cmnd>",
        "và vợ là bà: <wife.NAME> | CMND số: <wife.cmnd>",
        "Địa chỉ thường trú: <home>",
    )
    p.heading("LÀ CHỦ SỞ HỮU NHÀ Ở VÀ SỬ DỤNG ĐẤT Ở")
    plot, sheet = parcel(p)
    area = draw.randrange(40, 160)
    p.write(
        f"Tại: số {draw.randrange(2, 300)} {draw.choice(('đường Giả Thiết', 'phố Thí Nghiệm'))}, {place.whole}",
        f"1. Nhà ở: | - Tổng diện tích sử dụng: {area + 20} m²",
        f"- Diện tích xây dựng: {area} m² | - Kết cấu nhà: Gạch | - Số tầng: 0{draw.randrange(1, 4)}",
        f"2. Đất ở: | - Thửa đất số: {plot} | - Tờ bản đồ số: {sheet}",
        f"- Diện tích: {area + draw.randrange(5, 70)} m²",
        "- Hình thức sử dụng: + Riêng: toàn bộ | + Chung: không",
        "Những thay đổi sau khi cấp giấy: xem trang 4",
    )
    rim = ("ỦY BAN NHÂN DÂN", place.province.upper())
    p.foot(province, day, Block(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "", draw.name("Nam"), rim))
    form.tell("document_number", serial)
    form.sheet.words(form.right, 282, f"Số {serial}", form.style("b", 13), "right")
    form.sheet.words(form.left, 282, f"Hồ sơ gốc số: {draw.randrange(100, 9000)}/{day.year}", form.style("", 11))


def business_2023(form: Form) -> None:
    """Giấy chứng nhận đăng ký hộ kinh doanh of Thông tư 02/2023/TT-BKHĐT, its trades in a table."""
    framed(form)
    old, place, day = period(form)
    draw = form.draw
    name = ("PHÒNG TÀI CHÍNH|- KẾ HOẠCH", "Phòng Tài chính - Kế hoạch") if old else ("PHÒNG KINH TẾ", "Phòng Kinh tế")
    owner, desk = draw.citizen(1960, 2003, old=old), unit_desk(place, old, *name)
    p, code = pen(form, holder=owner), draw.tax_code()
    also(p, kin=draw.citizen(1962, 2005, old=old))
    p.gap = min(p.gap, 0.4)
    p.top(desk)
    title(form, ["GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"], 14)
    form.y -= 3
    form.tell("document_number", code, optional=True)
    form.tell("tax_code", code, optional=True)
    form.line(f"Mã số hộ kinh doanh: {p.told('business_code', code)}", "centre", "b")
    form.line(f"Đăng ký lần đầu, {p.day(day).strip('*')}", "centre", "i")
    form.y += 2
    p.write(
        f"1. Tên hộ kinh doanh: {draw.choice(('TẠP HÓA', 'QUÁN ĂN', 'TIỆM MAY'))} {owner.name.upper()}",
        f"2. Trụ sở hộ kinh doanh: {first_up(place.whole)}",
        "Điện thoại: <phone> | Email: | Website:",
        "3. Ngành, nghề kinh doanh:",
    )
    rows = [["STT", "Tên ngành", "Mã ngành", "Ngành chính"]]
    for number, (words, digits) in enumerate(draw.sample(TRADES, draw.randint(1, 3)), 1):
        rows.append([f"{number}", words, digits, "X" if number == 1 else ""])
    form.y += 2
    p.table([12, 101, 25, 25], rows)
    p.write(
        f"4. Vốn kinh doanh: {draw.randrange(2, 50)}0.000.000 đồng",
        "5. Chủ thể thành lập hộ kinh doanh (đánh dấu X): [ ] Cá nhân | [X] Hộ gia đình",
        "6. Thông tin về chủ hộ kinh doanh:",
        "Họ và tên: <NAME> | Giới tính: <sex>",
        "Sinh ngày: <born> | Dân tộc: <kin> | Quốc tịch: <nation>",
        f"Loại giấy tờ pháp lý: Căn cước công dân | Số: {grouped(p) if draw.random() < 0.3 else '<number>'}",
        "Ngày cấp: <issued> | Nơi cấp: <police>",
        "Địa chỉ thường trú: <home>",
        f"Địa chỉ liên lạc: {owner.person.home}",
        "7. Thành viên hộ gia đình tham gia hộ kinh doanh: <kin.name>, sinh ngày <kin.born>, CCCD số <kin.number>",
    )
    p.sign(Block(("TRƯỞNG PHÒNG",), "(Ký và ghi họ tên, đóng dấu)", draw.name("Nam"), desk.rim))


def permit_term(form: Form) -> None:
    """Giấy phép xây dựng có thời hạn of Nghị định 175/2024/NĐ-CP: until when the house may stand; duties on a back."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p = pen(form, holder=draw.citizen(1950, 1995, old=old))
    p.dots, p.gap = False, min(p.gap, 0.8)
    until = day.replace(day=1, year=day.year + draw.choice((3, 5)))
    p.top(desk, f"{draw.randrange(1, 200):02d}/GPXDCTH", note="Mẫu số 04")
    title(form, ["GIẤY PHÉP XÂY DỰNG CÓ THỜI HẠN"], 15)
    form.y -= 4
    p.note("(Sử dụng cho nhà ở riêng lẻ)")
    floor = draw.randrange(50, 130)
    plot, sheet = parcel(p)
    ends = p.told("expiry_date", until.isoformat(), f"ngày {until:%d/%m/%Y}", optional=True)
    p.write(
        "1. Cấp cho: <title> <NAME> | Số định danh cá nhân: <number>",
        "Địa chỉ: <home>",
        "2. Được phép xây dựng công trình: Nhà ở riêng lẻ có thời hạn",
        f"Theo thiết kế có ký hiệu: 0{draw.randrange(1, 9)}-KT | Do: Công ty {draw.choice(('Ví Dụ', 'Mẫu Tự'))} lập",
        "Gồm các nội dung sau:",
        f"- Vị trí xây dựng: thửa đất số {plot}, tờ bản đồ số {sheet}, {place.whole}",
        f"- Cốt nền xây dựng công trình: +0,{draw.randrange(15, 60)} m | - Mật độ xây dựng: {draw.randrange(40, 90)}%",
        f"- Chỉ giới đường đỏ, chỉ giới xây dựng: lùi {draw.randrange(2, 6)} m so với tim đường",
        f"- Diện tích xây dựng tầng 1: {floor} m² | - Tổng diện tích sàn: {floor * 2} m²",
        f"- Chiều cao công trình: {draw.randrange(4, 9)},8 m | - Số tầng: 02",
        f"3. Giấy tờ về đất đai: Giấy chứng nhận số CL {draw.randrange(10**5, 10**6)}",
        f"4. Công trình được tồn tại đến: {ends}",
    )
    p.text(
        "5. Chủ đầu tư phải tự dỡ bỏ công trình, không được đòi hỏi bồi thường phần công trình xây dựng theo giấy phép"
        " có thời hạn khi Nhà nước giải phóng mặt bằng để thực hiện quy hoạch.",
        "6. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên phải"
        " đề nghị gia hạn giấy phép xây dựng.",
    )
    form.need(60)
    p.receivers("Như trên", "Phòng Kinh tế")
    p.foot(desk.place, day, chief(form, desk.rim))
    form.need(70)
    form.y += 4
    form.line("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU ĐÂY:", "centre", "b")
    p.text(
        "1. Phải hoàn toàn chịu trách nhiệm trước pháp luật nếu xâm phạm các quyền hợp pháp của các chủ sở hữu"
        " liền kề.",
        "2. Phải thực hiện đúng các quy định của pháp luật về đất đai, về đầu tư xây dựng và Giấy phép này.",
        "3. Phải thông báo cho cơ quan cấp phép xây dựng đến kiểm tra khi định vị công trình.",
    )
    form.line("ĐIỀU CHỈNH/GIA HẠN GIẤY PHÉP", "centre", "b")


FOURTH: dict[str, Maker] = {
    "giay_khai_sinh fourth": civil.birth_again,
    "trich_luc_ho_tich fourth": civil.guardianship,
    "xac_nhan_tinh_trang_hon_nhan fourth": civil.widowed,
    "giay_chung_nhan_ket_hon fourth": civil.marriage_2006,
    "so_ho_khau fourth": civil.household_1995,
    "giay_chung_nhan_qsdd fourth": land_1994,
    "dang_ky_ho_kinh_doanh fourth": business_2023,
    "giay_phep_xay_dung fourth": permit_term,
    "giay_tiep_nhan fourth": counter.receipt_portal,
    "phieu_yeu_cau_bo_sung fourth": counter.supplement_police,
    "don_de_nghi fourth": counter.land_change,
    "don_de_nghi fourthpoor": counter.poor,
    "to_khai fourth": counter.criminal_request,
    "to_khai fourthresidence": counter.residence_signed,
    "to_khai fourthfuneral": counter.funeral,
    "giay_uy_quyen fourth": counter.authority_attested,
    "quyet_dinh fourth": civil.divorce,
    "thong_bao fourth": office.number_notice,
    "bien_ban fourth": office.mediation,
    "hop_dong fourth": office.labour,
    "khac fourth": office.criminal_record,
    "khac fourthlife": office.life,
}
