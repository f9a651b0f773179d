"""A notice, minutes, a contract and papers about a person's record, of bench/papers_unseen_fourth.py."""

from dataclasses import replace
from datetime import timedelta

from bench.papers_civil import commune_desk
from bench.papers_form import Desk, Form, title
from bench.papers_pen import SIGN, Block, pen, period
from bench.papers_people import Place, first_up
from bench.papers_unseen import subject
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_civil import parents
from bench.papers_unseen_third_counter import police_desk
from bench.papers_unseen_third_office import signing
from bench.papers_unseen_third_pen import also, grouped, squares
from samples.ink import portrait
from samples.people import long_date
from samples.sheet import Art


def number_notice(form: Form) -> None:
    """Thông báo số định danh cá nhân và thông tin công dân: numbered lines, parents, spouse and head with numbers."""
    old, place, day = period(form)
    draw, desk, person = form.draw, police_desk(place, old), form.draw.citizen(1968, 2004, old=old)
    year = person.person.born.year
    people = parents(form, old, year)
    p = pen(form, holder=person, **people)
    also(p, partner=draw.citizen(year - 5, year + 4, "Nữ" if person.person.sex == "Nam" else "Nam", old))
    head = draw.choice((person, people["father"]))
    p.gap, p.mark = min(p.gap, 0.3), draw.choice(("", "**"))
    p.top(desk, f"{draw.randrange(10, 5000)}/TB-CAX", day)
    lines = ["Số định danh cá nhân và thông tin công dân", "trong Cơ sở dữ liệu quốc gia về dân cư"]
    subject(form, "THÔNG BÁO", lines)
    squares(p, ("1. Số định danh cá nhân:", "<number>"))
    p.write(
        "2. Họ, chữ đệm và tên khai sinh: <NAME>",
        "3. Ngày, tháng, năm sinh: <born> | 4. Giới tính: <sex>",
        f"5. Nơi đăng ký khai sinh: {first_up(draw.place(True).whole)}",
        "6. Quê quán: <hometown>",
        "7. Dân tộc: <kin> | 8. Tôn giáo: Không | 9. Quốc tịch: <nation>",
        f"10. Số CMND 09 số (nếu có): {'<cmnd>' if draw.random() < 0.5 else ''}",
        "11. Nhóm máu: | 12. Tình trạng hôn nhân: Đã kết hôn",
        "13. Nơi thường trú: <home>",
        "14. Nơi tạm trú: Không | 15. Nơi ở hiện tại: Như trên",
        "16. Họ, chữ đệm và tên cha: <father.name>",
        "Quốc tịch: <father.nation> | Số định danh cá nhân: <father.number>",
        "17. Họ, chữ đệm và tên mẹ: <mother.name>",
        "Quốc tịch: <mother.nation> | Số định danh cá nhân: <mother.number>",
        "18. Họ, chữ đệm và tên vợ/chồng: <partner.name>",
        "Quốc tịch: <partner.nation> | Số định danh cá nhân: <partner.number>",
        f"19. Họ, chữ đệm và tên chủ hộ: {head.name}",
        f"Số định danh cá nhân: {head.number} | Quan hệ với chủ hộ: {'Chủ hộ' if head is person else 'Con'}",
    )
    p.sign(Block(("TRƯỞNG CÔNG AN",), "(Ký, ghi rõ họ tên, đóng dấu)", draw.name("Nam"), desk.rim))


def mediation(form: Form) -> None:
    """Biên bản hòa giải tranh chấp đất đai at a commune: the council by rank, both sides with their numbers."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p, chair, clerk = pen(form), draw.name("Nam"), draw.name("Nữ")
    also(p, asks=draw.citizen(1945, 1988, old=old), other=draw.citizen(1948, 1990, old=old))
    also(p, near=draw.citizen(1940, 1975, old=old))
    p.mark, p.dots, p.gap = "", False, min(p.gap, 0.6)
    p.top(desk, f"{draw.randrange(1, 40):02d}/BB-UBND", day)
    subject(form, "BIÊN BẢN", ["Hòa giải tranh chấp đất đai (lần 1)"])
    p.text(f"Hôm nay, vào lúc 08 giờ 00 phút, {long_date(day)}, tại trụ sở {desk.name}.")
    p.heading("I. THÀNH PHẦN THAM DỰ")
    p.write(
        "1. Hội đồng hòa giải:",
        f"- Ông {chair} | Phó Chủ tịch UBND, Chủ tịch Hội đồng",
        f"- Bà {clerk} | Công chức địa chính, thư ký",
        f"- Ông {draw.name('Nam')} | Đại diện UBMTTQ, thành viên",
        "2. Bên có đơn tranh chấp (nguyên đơn):",
        "<asks.title> <asks.name>, sinh năm <asks.year>; CCCD số: <asks.number>",
        "Địa chỉ: <asks.home>",
        "3. Bên bị tranh chấp (bị đơn):",
        "<other.title> <other.name>, sinh năm <other.year>; CCCD số: <other.number>",
        "Địa chỉ: <other.home>",
        "4. Người liên quan: <near.word> <near.name>, sinh năm <near.year>, CCCD số <near.number>",
    )
    plot, sheet = parcel(p)
    p.heading("II. NỘI DUNG")
    p.text(
        f"Nguyên đơn trình bày: phần đất tranh chấp rộng {draw.randrange(12, 90)} m² thuộc thửa đất số {plot}, tờ bản"
        f" đồ số {sheet} tại {place.commune} do cha mẹ để lại, bị đơn đã dựng hàng rào lấn sang từ năm"
        f" {draw.randrange(2008, 2020)}; yêu cầu tháo dỡ, trả lại đất.",
        "Bị đơn trình bày: hàng rào dựng trên ranh đất cũ, không lấn chiếm, không đồng ý yêu cầu của nguyên đơn.",
    )
    p.heading("III. KẾT LUẬN")
    p.text(
        "Hòa giải không thành. Hội đồng hướng dẫn các bên gửi đơn đến Tòa án nhân dân có thẩm quyền để giải quyết.",
        "Biên bản kết thúc lúc 10 giờ 30 phút cùng ngày, đã đọc lại cho các bên nghe và ký tên dưới đây./.",
    )
    sides = [signing(p, who, words) for who, words in (("asks", "NGUYÊN ĐƠN"), ("other", "BỊ ĐƠN"))]
    form.tell("signer", clerk, optional=True)
    form.tell("signer_title", "THƯ KÝ", optional=True)
    p.sign(*sides, Block(("THƯ KÝ",), SIGN, clerk, told=False))
    p.sign(Block(("CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH"), "", chair, desk.rim))


def labour(form: Form) -> None:
    """Hợp đồng lao động of the form of Thông tư 21/2003: who employs has an office, who works a number."""
    old, place, day = period(form)
    draw = form.draw
    p = pen(form, named=draw.citizen(1975, 2005, old=old))
    p.gap, p.mark = min(p.gap, 0.6), ""
    firm, chief_ = f"Công ty TNHH {draw.choice(('May Ví Dụ', 'Chế biến Giả Thiết', 'Mộc Mẫu Tự'))}", draw.name("Nam")
    desk = Desk((firm.upper(),), firm, place.bare, ("CÔNG TY TNHH", firm.removeprefix("Công ty TNHH ").upper()))
    number = f"{draw.randrange(1, 300):02d}/{day.year}/HĐLĐ"
    p.top(desk, number)
    form.told[0] = replace(form.told[0], optional=True)
    title(form, ["HỢP ĐỒNG LAO ĐỘNG"], 16)
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    p.text(f"Hôm nay, {long_date(day)}, tại {firm}, chúng tôi gồm có:")
    tax = p.told("tax_code", draw.tax_code(), optional=True)
    p.write(
        f"**Chúng tôi, một bên là Ông:** {chief_} | Quốc tịch: Việt Nam",
        "Chức vụ: Giám đốc",
        f"Đại diện cho: {firm} | Mã số thuế: {tax}",
        f"Địa chỉ: Lô {draw.choice('ABCD')}{draw.randrange(1, 30)} cụm công nghiệp, {place.whole}",
        "Điện thoại: 0299 123 456",
        "**Và một bên là Ông/Bà:** <named.name> | Quốc tịch: <named.nation>",
        "Sinh <named.long> | Tại: <named.hometown>",
        f"Nghề nghiệp: {draw.choice(('Công nhân', 'Thợ may', 'Lái xe'))}",
        "Địa chỉ thường trú: <named.home>",
        "Số CMND/CCCD: <named.number> | cấp ngày <named.issued>",
        "Số sổ lao động (nếu có): Không",
    )
    p.text("Thỏa thuận ký kết hợp đồng lao động và cam kết làm đúng những điều khoản sau đây:")
    until = day + timedelta(days=draw.choice((365, 730)))
    form.tell("expiry_date", until.isoformat(), f"{until:%d/%m/%Y}", optional=True)
    p.text(
        "**Điều 1: Thời hạn và công việc hợp đồng**",
        f"- Loại hợp đồng lao động: xác định thời hạn, từ ngày {day:%d/%m/%Y} đến ngày {until:%d/%m/%Y}.",
        f"- Địa điểm làm việc: tại trụ sở công ty. Thời gian thử việc: {draw.choice(('06', '30'))} ngày.",
        "**Điều 2: Chế độ làm việc** - Thời giờ làm việc: 08 giờ/ngày, 06 ngày/tuần.",
        f"**Điều 3: Mức lương chính:** {draw.randrange(5, 13)}.{draw.randrange(1, 10)}00.000 đồng/tháng, trả vào ngày"
        " 10 hằng tháng; đóng bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp theo quy định.",
        "**Điều 4: Điều khoản thi hành** - Hợp đồng được làm thành 02 bản có giá trị ngang nhau, mỗi bên giữ 01 bản.",
    )
    form.tell("signer", chief_, optional=True)
    form.tell("signer_title", "NGƯỜI SỬ DỤNG LAO ĐỘNG", optional=True)
    form.tell("signer_title", "Giám đốc", optional=True)
    worker = signing(p, "named", "NGƯỜI LAO ĐỘNG")
    p.sign(worker, Block(("NGƯỜI SỬ DỤNG LAO ĐỘNG",), "(Ký tên, đóng dấu)", chief_, desk.rim, told=False))


def record_desk(place: Place, old: bool) -> Desk:
    """Who keeps the criminal records of a province: the department of justice until February 2025, police since."""
    province = place.province.upper()
    name = place.province.removeprefix("tỉnh ")
    if old:
        return Desk((f"UBND {province}", "SỞ TƯ PHÁP"), "Sở Tư pháp", name, ("SỞ TƯ PHÁP", province))
    return Desk(("BỘ CÔNG AN", f"CÔNG AN {province}"), f"Công an {place.province}", name, ("CÔNG AN", province))


def criminal_record(form: Form) -> None:
    """Phiếu lý lịch tư pháp số 1: ten numbered lines, the last two in a table."""
    old, place, day = period(form)
    draw, desk = form.draw, record_desk(place, old)
    p = pen(form, holder=draw.citizen(1965, 2004, old=old))
    p.gap = min(p.gap, 1.2)
    p.top(
        desk,
        f"{draw.randrange(100, 30000)}/{'STP' if old else 'CAT'}-LLTP",
        day,
        "Mẫu số 01/2024/LLTP" if day.year > 2023 else "",
    )
    title(form, ["PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1"], 15)
    p.text("Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;")
    form.line("XÁC NHẬN:", "centre", "b")
    card = draw.choice(("Căn cước công dân", "Thẻ căn cước"))
    p.write(
        "1. Họ và tên: <NAME>",
        "2. Giới tính: <sex>",
        "3. Ngày, tháng, năm sinh: <born>",
        "4. Nơi sinh: <birthplace>",
        "5. Quốc tịch: <nation>",
        "6. Nơi thường trú: <home>",
        "7. Nơi tạm trú: Không",
        f"8. Giấy chứng minh nhân dân/Hộ chiếu: {card} | Số: {grouped(p) if draw.random() < 0.3 else '<number>'}",
        "Cấp ngày: <issued> | Tại: <police>",
        "9. Tình trạng án tích:",
    )
    form.y += 2
    rows = [["Số bản án, ngày tháng năm tuyên án", "Tội danh", "Hình phạt", "Ghi chú"]]
    p.table([58, 42, 40, 23], [*rows, ["Không có án tích", "", "", ""]])
    p.write("10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: Không có yêu cầu")
    titles = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if draw.random() < 0.6 else ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG")
    clerk = Block(("NGƯỜI LẬP PHIẾU",), SIGN, draw.name("Nữ"), told=False)
    p.sign(clerk, Block(titles, "", draw.name("Nam"), desk.rim))


def life(form: Form) -> None:
    """Sơ yếu lý lịch (tự thuật) of somebody who seeks work: a photograph, the family, what the commune attests."""
    old, place, day = period(form)
    draw, person = form.draw, form.draw.citizen(1985, 2006, old=old)
    people = parents(form, old, person.person.born.year)
    p = pen(form, holder=person, **people)
    p.dots, p.gap, p.mark = True, 0.6, ""
    p.top(None)
    form.sheet.items.append(Art(form.left, form.y - 4, 24, 31, portrait(draw.randrange(99))))
    form.y += 6
    title(form, ["SƠ YẾU LÝ LỊCH", "(TỰ THUẬT)"], 17)
    form.y += 8
    p.heading("I. PHẦN BẢN THÂN")
    p.write(
        "Họ và tên: <NAME> | Nam, nữ: <sex>",
        "Sinh <long> | Nơi sinh: <birthplace>",
        "Nguyên quán: <hometown>",
        "Nơi đăng ký hộ khẩu thường trú hiện nay: <home>",
        "Điện thoại liên hệ: <phone>",
        "Dân tộc: <kin> | Tôn giáo: Không",
        "Số CCCD: <number>",
        "Cấp ngày: <issued> | Nơi cấp: <police>",
        f"Trình độ văn hóa: 12/12 | Kết nạp Đoàn: {draw.randrange(1, 28)}/3/{person.person.born.year + 16}",
        f"Nghề nghiệp hoặc trình độ chuyên môn: {draw.choice(('Lao động phổ thông', 'Trung cấp điện', 'Kế toán'))}",
    )
    p.heading("II. HOÀN CẢNH GIA ĐÌNH")
    for who, words in (("father", "bố"), ("mother", "mẹ")):
        p.write(
            f"Họ và tên {words}: <{who}.name> | Sinh năm: <{who}.year>",
            "Nghề nghiệp: Làm ruộng | Dân tộc: " + f"<{who}.kin>",
            f"Chỗ ở hiện nay: <{who}.home>",
        )
    kin = draw.citizen(person.person.born.year - 8, person.person.born.year - 2, old=old)
    p.write(f"Anh chị em ruột: {kin.name} | Sinh năm: {kin.person.born.year}")
    form.y += 2
    rows = [["Từ tháng, năm đến tháng, năm", "Làm công tác gì", "Ở đâu", "Giữ chức vụ gì"]]
    p.table(
        [42, 48, 45, 28],
        [*rows, [f"9/{person.person.born.year + 15} - nay", "Học sinh, lao động", place.bare, "Không"]],
    )
    p.text("Tôi xin cam đoan những lời khai trên là đúng sự thật, nếu có điều gì sai trái, tôi xin chịu trách nhiệm.")
    form.need(62)
    p.foot(
        place.bare,
        day,
        Block((f"XÁC NHẬN CỦA UBND {place.commune.upper()}",), "(Ký tên, đóng dấu)"),
        Block(("NGƯỜI KHAI",), SIGN, person.name),
    )
