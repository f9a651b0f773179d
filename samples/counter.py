"""Papers of the counter: applications, declarations, authorisations, receipts."""

from datetime import date

from samples.ink import qr_code
from samples.office import CENTRE
from samples.paper import LEFT, RIGHT, TOP, Ink, Paper, Roll, about, holder_fields, motto, set_in, table
from samples.people import Person, long_date
from samples.prose import take
from samples.sheet import Art, Style

FORM = Style(size=13, leading=1.32, indent=0, justify=False)


def opened(title: list[str], addressee: str) -> Roll:
    """The top of a form that a citizen fills in."""
    roll = Roll(FORM)
    motto(roll.sheet, 105, TOP)
    roll.y = TOP + 19
    for line in title:
        roll.centred(line, set_in(15, "serif:b"), 6.6)
    roll.y += 2
    roll.centred(f"Kính gửi: **{addressee}**", set_in(13), 9)
    return roll


def signed(roll: Roll, place: str, day: date, title: str, person: Person, seed: int) -> None:
    """Place, date, signature in blue and name at the lower right."""
    roll.need(48)
    sheet, y = roll.sheet, roll.y + 4
    sheet.words(148, y, f"{place}, {long_date(day)}", set_in(13, "serif:i"), "centre")
    sheet.words(148, y + 6, title, set_in(13, "serif:b"), "centre")
    sheet.words(148, y + 11, "(Ký, ghi rõ họ, chữ đệm, tên)", set_in(11, "serif:i"), "centre")
    Ink(seed).put(sheet, 148, y + 13)
    sheet.words(148, y + 41, person.name, set_in(13, "serif:b"), "centre")
    roll.y = y + 48


def person_lines(person: Person, phone: str) -> list[str]:
    """How forms ask who one is."""
    return [
        f"Họ, chữ đệm, tên: **{person.name.upper()}**",
        f"Ngày, tháng, năm sinh: **{person.shown_birth}**; giới tính: **{person.sex}**; dân tộc: **{person.kin}**",
        f"Số định danh cá nhân/Căn cước: **{person.citizen_id}**",
        f"Nơi cư trú: **{person.home}**",
        f"Số điện thoại: **{phone}**; thư điện tử: **khong-co-that@example.vn**",
    ]


def application(people: dict[str, Person]) -> Paper:
    """Đơn đề nghị: two pages and more of wishes."""
    person, day = people["ao"], date(2026, 11, 3)
    roll = opened(["ĐƠN ĐỀ NGHỊ", "HỖ TRỢ SỬA CHỮA NHÀ Ở"], "Ủy ban nhân dân xã Suối Ướm, tỉnh Phú Thử")
    for line in person_lines(person, "0900 000 417"):
        roll.paragraph(line)
    roll.body = Style(size=13, leading=1.32)
    roll.paragraph(
        "Gia đình tôi hiện có 05 nhân khẩu, sống trong căn nhà cấp IV dựng từ năm 1996, nay mái đã dột, tường nứt, nền "
        "sụt lún sau đợt mưa bão tháng 9 năm 2026. Gia đình thuộc diện hộ cận nghèo, có mẹ già ốm yếu và hai cháu nhỏ "
        "đang tuổi đi học, thu nhập chủ yếu nhờ trồng lúa, chăn vịt đẻ và làm thuê theo mùa vụ."
    )
    roll.paragraph("Căn cứ quy định về hỗ trợ nhà ở, tôi làm đơn này đề nghị được xem xét những việc sau:")
    for index, text in enumerate(take(303, 9)):
        roll.paragraph(f"{index + 1}. {text}")
    rows = [
        ["TT", "Thành phần hồ sơ nộp kèm", "Bản chính", "Bản sao", "Ghi chú"],
        ["1", "Giấy chứng nhận quyền sử dụng đất", "", "01", "Đã đối chiếu"],
        ["2", "Giấy xác nhận hộ cận nghèo năm 2026", "01", "", ""],
        ["3", "Ảnh chụp hiện trạng nhà ở (04 ảnh)", "01", "", "In màu"],
    ]
    roll.need(45)
    roll.y = table(roll.sheet, LEFT, roll.y, [12, 75, 24, 22, RIGHT - LEFT - 133], rows, Style(size=12)) + 8
    roll.paragraph("Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    signed(roll, "Suối Ướm", day, "NGƯỜI LÀM ĐƠN", person, 71)
    return Paper("don_de_nghi", roll.sheets, holder_fields(person, issued=day), [about(person, "holder")])


def declaration(people: dict[str, Person]) -> Paper:
    """Tờ khai đăng ký lại khai sinh."""
    person, day = people["khong"], date(2026, 8, 25)
    roll = opened(["TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH"], "Ủy ban nhân dân xã Suối Ướm, tỉnh Phú Thử")
    for line in person_lines(person, "0900 000 512"):
        roll.paragraph(line)
    lines = [
        "Quan hệ với người được khai sinh: **Bản thân**",
        "**Đề nghị cơ quan đăng ký lại việc khai sinh cho người có tên dưới đây:**",
        f"Họ, chữ đệm, tên: **{person.name.upper()}**",
        f"Nơi sinh: **Nhà hộ sinh xã Suối Ướm**; quê quán: **{person.home}**",
        "Họ, chữ đệm, tên người mẹ: **Đặng Thị Ỷ Niệm**; năm sinh: **1951**; dân tộc: **Kinh**",
        "Họ, chữ đệm, tên người cha: **Dương Khắc Ngỡ**; năm sinh: **1949**; dân tộc: **Kinh**",
        "Đã đăng ký khai sinh tại: **Ủy ban nhân dân xã Suối Ướm, ngày 20 tháng 4 năm 1979**",
        "Giấy khai sinh số: **112**; quyển số: **02/1979**",
        "Lý do đăng ký lại: **sổ hộ tịch gốc bị hư hỏng do lũ lụt, không còn lưu trữ được**",
    ]
    for line in lines:
        roll.paragraph(line)
    roll.body = Style(size=13, leading=1.32)
    roll.paragraph(take(505, 1)[0])
    roll.paragraph(
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật, tôi đã nộp đủ các giấy tờ hiện có và chịu trách "
        "nhiệm trước pháp luật về nội dung cam đoan của mình."
    )
    signed(roll, "Suối Ướm", day, "NGƯỜI YÊU CẦU", person, 72)
    return Paper("to_khai", roll.sheets, holder_fields(person, issued=day), [about(person, "holder")])


def authorisation(people: dict[str, Person]) -> Paper:
    """Giấy ủy quyền between two people."""
    giver, taker, day = people["bia"], people["uom"], date(2026, 11, 9)
    roll = Roll(FORM)
    motto(roll.sheet, 105, TOP)
    roll.y = TOP + 20
    roll.centred("GIẤY ỦY QUYỀN", set_in(16, "serif:b"), 7)
    roll.centred("(Nộp hồ sơ và nhận kết quả thủ tục hành chính)", set_in(13, "serif:i"), 9)
    for title, person, phone in (
        ("I. BÊN ỦY QUYỀN", giver, "0900 000 611"),
        ("II. BÊN ĐƯỢC ỦY QUYỀN", taker, "0900 000 612"),
    ):
        roll.paragraph(f"**{title}**")
        for line in person_lines(person, phone):
            roll.paragraph(line)
    roll.body = Style(size=13, leading=1.32)
    roll.paragraph("**III. NỘI DUNG ỦY QUYỀN**")
    roll.paragraph(
        "Bên được ủy quyền thay mặt bên ủy quyền nộp hồ sơ đăng ký biến động đất đai, ký nhận giấy tiếp nhận, nộp phí, "
        "lệ phí và nhận kết quả tại Trung tâm Phục vụ hành chính công. Thời hạn ủy quyền: 06 tháng kể từ ngày ký."
    )
    roll.paragraph(
        "Hai bên tự chịu trách nhiệm trước pháp luật về mọi lời khai và không đòi thù lao dưới bất kỳ hình thức nào."
    )
    sheet, y = roll.sheet, roll.y + 4
    sheet.words(148, y, f"Bến Thử, {long_date(day)}", set_in(13, "serif:i"), "centre")
    for x, title, person, seed in ((65, "BÊN ĐƯỢC ỦY QUYỀN", taker, 74), (148, "BÊN ỦY QUYỀN", giver, 73)):
        sheet.words(x, y + 7, title, set_in(13, "serif:b"), "centre")
        Ink(seed).put(sheet, x, y + 9)
        sheet.words(x, y + 36, person.name, set_in(13, "serif:b"), "centre")
    fields = holder_fields(giver, issued=day)
    return Paper("giay_uy_quyen", roll.sheets, fields, [about(giver, "holder"), about(taker, "agent")])


def receipt(people: dict[str, Person]) -> Paper:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, with the dossier's code as text and QR code."""
    person, day, code = people["ao"], date(2026, 11, 20), "H08.12-261120-0001"
    roll = Roll(Style(size=13, leading=1.3, indent=0, justify=False))
    roll.head(CENTRE, "0001/TNHS", day)
    roll.sheet.items.append(Art(164, 50, 27, 27, qr_code(code)))
    roll.y += 3
    roll.centred("GIẤY TIẾP NHẬN HỒ SƠ", set_in(15, "serif:b"), 6.6)
    roll.centred("VÀ HẸN TRẢ KẾT QUẢ", set_in(15, "serif:b"), 7)
    roll.centred(f"Mã hồ sơ: **{code}**", set_in(13), 12)
    lines = [
        "Bộ phận Tiếp nhận và Trả kết quả: **Trung tâm Phục vụ hành chính công xã Đồng Mẫu**",
        f"Tiếp nhận hồ sơ của: **{person.name}**",
        f"Số định danh cá nhân: **{person.citizen_id}**; ngày sinh: **{person.shown_birth}**",
        f"Địa chỉ: **{person.home}**",
        "Số điện thoại: **0900 000 417**",
        "Nội dung yêu cầu giải quyết: **Hỗ trợ sửa chữa nhà ở (mã thủ tục 1.000894)**",
        "Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:",
    ]
    for line in lines:
        roll.paragraph(line)
    rows = [
        ["TT", "Tên giấy tờ", "Bản chính", "Bản sao", "Số hóa"],
        ["1", "Đơn đề nghị hỗ trợ sửa chữa nhà ở", "01", "", "Có"],
        ["2", "Giấy chứng nhận quyền sử dụng đất", "", "01", "Có"],
        ["3", "Giấy xác nhận hộ cận nghèo", "01", "", "Có"],
        ["4", "Ảnh chụp hiện trạng nhà ở", "04", "", "Không"],
    ]
    roll.y = table(roll.sheet, LEFT, roll.y, [12, 80, 24, 22, RIGHT - LEFT - 138], rows, Style(size=12)) + 8
    for line in (
        "Số lượng hồ sơ: **01** (bộ). Thời gian giải quyết: **15** ngày làm việc",
        "Thời gian nhận hồ sơ: **08 giờ 15 phút, ngày 20 tháng 11 năm 2026**",
        "Thời gian trả kết quả: **16 giờ 30 phút, ngày 11 tháng 12 năm 2026**",
        "Đăng ký nhận kết quả tại: **Quầy số 3, hoặc qua dịch vụ bưu chính công ích**",
        "Vào sổ theo dõi hồ sơ, quyển số: **02**; số thứ tự: **417**",
    ):
        roll.paragraph(line)
    y = roll.y + 5
    for x, title, name, ink in (
        (65, "NGƯỜI NỘP HỒ SƠ", person.name, Ink(71)),
        (150, "NGƯỜI TIẾP NHẬN HỒ SƠ", "Mai Đức Phỏng", Ink(61, CENTRE.rim, 30)),
    ):
        roll.sheet.words(x, y, title, set_in(13, "serif:b"), "centre")
        ink.put(roll.sheet, x, y + 3)
        roll.sheet.words(x, y + 29, name, set_in(13, "serif:b"), "centre")
    fields = holder_fields(person, "0001/TNHS", day)
    fields["dossier_code"] = code
    return Paper("giay_tiep_nhan", roll.sheets, fields, [about(person, "holder")])
