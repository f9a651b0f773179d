"""Decisions, notices, a letter, minutes and contracts, of bench/papers_unseen_third.py."""

from datetime import timedelta

from bench.papers_civil import commune_desk
from bench.papers_form import Form, title
from bench.papers_pen import SIGN, Block, Pen, chief, pen, period
from bench.papers_people import first_up
from bench.papers_unseen import grounds, subject
from bench.papers_unseen_more_counter import parcel
from bench.papers_unseen_third_counter import police_desk
from bench.papers_unseen_third_pen import also, grouped, headed, typed
from samples.people import long_date


def letter(form: Form) -> None:
    """Công văn to a department about a citizen's numbers, new and former, in a list within the text."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p = pen(form, named=draw.citizen(1955, 1990, old=old))
    p.mark, p.gap, p.dots = "", min(p.gap, 1.0), False
    p.top(desk, f"{draw.randrange(20, 1500)}/UBND", day)
    about = draw.choice(("cung cấp thông tin hộ tịch", "đề nghị cung cấp hồ sơ gốc"))
    form.y -= 4
    form.sheet.words(56, form.y, f"V/v {about}", form.style("i", 10), "centre")
    form.tell("subject", about, f"V/v {about}")
    form.y += 12
    p.to(f"Sở Tư pháp {place.province}")
    p.text(
        f"Để có cơ sở giải quyết hồ sơ của công dân, {desk.name} đề nghị quý Sở kiểm tra, cung cấp thông tin đăng ký hộ"
        " tịch đối với trường hợp sau:"
    )
    p.write(
        "- Họ và tên: <named.NAME>;",
        "- Ngày sinh: <named.born>;",
        "- Số CCCD: <named.number> (CMND cũ: <named.cmnd>);",
        "- Nơi cư trú: <named.home>.",
    )
    p.text(
        "Kết quả xin gửi về bộ phận Tư pháp - Hộ tịch, điện thoại 0299 111 222, trước ngày"
        f" {day + timedelta(days=10):%d/%m/%Y}.",
        "Trân trọng cảm ơn sự phối hợp của quý Sở./.",
    )
    form.need(50)
    p.receivers("Như trên", "Lưu TP-HT")
    p.sign(chief(form, desk.rim))


def retirement(form: Form) -> None:
    """Quyết định about the retirement of an officer, whose life is told in a list."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    person = draw.citizen(day.year - 62, day.year - 57, old=old)
    p, leave = pen(form, holder=person), (day.replace(day=1) + timedelta(days=62)).replace(day=1)
    p.mark, p.gap, p.dots = "", min(p.gap, 0.8), False
    p.top(desk, f"{draw.randrange(20, 2500)}/QĐ-UBND", day)
    subject(form, "QUYẾT ĐỊNH", ["Về việc nghỉ hưu để hưởng", "chế độ bảo hiểm xã hội"])
    grounds(
        form, p,
        "Căn cứ Luật Bảo hiểm xã hội và Nghị định số 135/2020/NĐ-CP ngày 18 tháng 11 năm 2020 của Chính phủ;",
        "Theo đề nghị của công chức Văn phòng - Thống kê.",
    )  # fmt: skip
    p.text("**Điều 1.** <title> <NAME>")
    p.write(
        "Sinh: <long> | Số CCCD: <number>",
        "Quê quán: <hometown>",
        f"Chức vụ: {draw.choice(('Công chức Địa chính', 'Phó Chủ tịch Hội Nông dân', 'Văn thư'))}",
        "Nơi cư trú khi nghỉ hưu: <home>",
    )
    p.text(
        f"được nghỉ hưu để hưởng chế độ bảo hiểm xã hội kể từ {long_date(leave)}.",
        "**Điều 2.** Các chế độ khác do Bảo hiểm xã hội giải quyết theo quy định của pháp luật.",
        "**Điều 3.** Văn phòng, bộ phận Tài chính - Kế toán và <word> có tên tại Điều 1 chịu trách nhiệm thi hành./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Bảo hiểm xã hội", "Lưu hồ sơ cán bộ")
    p.sign(chief(form, desk.rim))


def aid_list(form: Form) -> None:
    """Quyết định about aid to several households, whose heads stand in its table: nobody is its holder."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    people = {f"kin{number}": draw.citizen(1940, 1990, old=old) for number in range(draw.randint(3, 7))}
    p = pen(form)
    also(p, **people)
    p.mark = ""
    p.top(desk, f"{draw.randrange(20, 2500)}/QĐ-UBND", day)
    subject(form, "QUYẾT ĐỊNH", ["Về việc hỗ trợ gạo cứu đói dịp giáp hạt"])
    grounds(
        form, p, "Căn cứ Nghị định số 20/2021/NĐ-CP của Chính phủ;", "Xét biên bản họp xét của các thôn, tổ dân phố."
    )
    p.text(f"**Điều 1.** Hỗ trợ gạo cho {len(people):02d} hộ gia đình có tên sau đây:")
    rows = [["Số TT", "Chủ hộ", "Năm sinh", "Số CCCD", "Số khẩu", "Số gạo (kg)"]]
    for number, who in enumerate(people, 1):
        size = draw.randrange(1, 6)
        rows.append([f"{number}", f"<{who}.name>", f"<{who}.year>", f"<{who}.number>", f"{size}", f"{size * 15}"])
    form.y += 2
    p.table([14, 55, 22, 36, 17, 19], rows)
    p.text(
        "**Điều 2.** Giao các thôn, tổ dân phố cấp phát đến từng hộ trước ngày 25 hằng tháng.",
        "**Điều 3.** Văn phòng, các ngành liên quan và các hộ có tên trên chịu trách nhiệm thi hành./.",
    )
    form.need(50)
    p.receivers("Như Điều 3", "Ủy ban MTTQ")
    p.sign(chief(form, desk.rim))


def appointment(form: Form) -> None:
    """Quyết định of before 2010 that names the head of a hamlet, who has no number on it."""
    draw, place, day = form.draw, form.draw.place(True), form.draw.day(1998, 2009)
    person = draw.citizen(1945, 1975, old=True)
    p, desk = pen(form, holder=person), commune_desk(place, True)
    p.mark, word = "", "ông" if person.person.sex == "Nam" else "bà"
    headed(p, desk, f"{draw.randrange(1, 90):02d}/QĐ-UB")
    title(form, ["QUYẾT ĐỊNH", f"CỦA ỦY BAN NHÂN DÂN {place.commune.upper()}"], 14)
    form.y -= 4
    about = f"công nhận trưởng {draw.choice(('thôn 3', 'xóm Đông', 'ấp Giữa'))}"
    form.line(f"V/v {about}", "centre", "i")
    form.tell("subject", about, f"V/v {about}")
    form.y += 3
    p.text(
        "- Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân;",
        "- Căn cứ kết quả hội nghị bầu cử của nhân dân.",
    )
    form.line("QUYẾT ĐỊNH:", "centre", "b")
    p.text(
        "**Điều 1:** Nay công nhận <word> <name>, sinh ngày <born>, trú quán tại <home>, giữ chức vụ nói trên nhiệm kỳ"
        f" {day.year} - {day.year + 2}.",
        f"**Điều 2:** {first_up(word)} {person.name} có trách nhiệm điều hành công việc của thôn và được hưởng phụ cấp"
        " theo quy định hiện hành.",
        f"**Điều 3:** Các ông (bà) trong Ủy ban nhân dân và {word} {person.name} căn cứ Quyết định thi hành./.",
    )
    p.foot(desk.place, day, Block(("T/M UỶ BAN NHÂN DÂN", "CHỦ TỊCH"), "", draw.name("Nam"), desk.rim))


def residence_notice(form: Form) -> None:
    """Thông báo of the police, CT08: the result of a registration, with the head of the household."""
    old, place, day = period(form)
    draw, desk = form.draw, police_desk(place, old)
    p = pen(form, holder=draw.citizen(1965, 2005, old=old))
    also(p, head=draw.citizen(1940, 1970, old=old))
    p.gap = min(p.gap, 1.0)
    p.top(desk, f"{draw.randrange(10, 3000)}/TB", day, "Mẫu CT08")
    subject(form, "THÔNG BÁO", ["Về việc giải quyết đăng ký cư trú"])
    who = p.people["holder"]
    form.line(f"Kính gửi: {who.said('title')} {who.citizen.name}", "centre")
    p.text("Căn cứ Luật Cư trú và hồ sơ đăng ký cư trú đã tiếp nhận, Công an thông báo:")
    p.write(
        "1. Công dân: <NAME>",
        f"2. Số định danh cá nhân: {grouped(p)}",
        "3. Sinh ngày: <born> | 4. Giới tính: <sex>",
        "5. Đã đăng ký thường trú tại: <home>",
        "6. Chủ hộ: <head.name> | Số định danh cá nhân: <head.number>",
        f"7. Quan hệ với chủ hộ: {draw.choice(('Con', 'Vợ', 'Em ruột'))}",
        f"8. Ngày hoàn thành việc đăng ký: {day:%d/%m/%Y}",
    )
    p.text("Vậy thông báo để ông/bà biết và thực hiện các quyền, nghĩa vụ theo quy định của Luật Cư trú./.")
    p.sign(Block(("TRƯỞNG CÔNG AN",), "(Ký, ghi rõ họ tên, đóng dấu)", draw.name("Nam"), desk.rim))


def complaint(form: Form) -> None:
    """Thông báo that a complaint is being dealt with; who complains has somebody act for them."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p = pen(form, named=draw.citizen(1945, 1985, old=old))
    also(p, agent=draw.citizen(1970, 1998, old=old))
    p.mark = ""
    p.top(desk, f"{draw.randrange(5, 200):02d}/TB-UBND", day, "Mẫu số 01")
    subject(form, "THÔNG BÁO", ["Về việc thụ lý giải quyết khiếu nại lần đầu"])
    got = day - timedelta(days=draw.randrange(3, 9))
    p.text(
        f"{first_up(long_date(got))}, {desk.name} nhận được đơn khiếu nại của <named.word> <named.name>, số CMND/Căn"
        " cước công dân: <named.number>, ngày cấp: <named.issued>, nơi cấp: <named.police>; địa chỉ: <named.home>.",
        "Người được ủy quyền khiếu nại: <agent.title> <agent.name>, Căn cước công dân số <agent.number>.",
        f"Khiếu nại về Quyết định số {draw.randrange(100, 900)}/QĐ-UBND về việc thu hồi đất.",
        "Sau khi xem xét nội dung đơn, căn cứ Luật Khiếu nại năm 2011, đơn đủ điều kiện thụ lý và thuộc thẩm quyền giải"
        f" quyết của Chủ tịch {desk.name}. Thời hạn giải quyết là 30 ngày kể từ ngày thụ lý.",
        "Vậy thông báo để người khiếu nại được biết./.",
    )
    form.need(50)
    p.receivers("Người khiếu nại", "Thanh tra", "Ban tiếp công dân")
    p.sign(chief(form, desk.rim))


def signing(p: Pen, who: str, words: str) -> Block:
    """One of several who sign; a reader may tell them."""
    name = p.people[who].citizen.name
    p.form.tell("signer", name, optional=True)
    p.form.tell("signer_title", words, optional=True)
    return Block((words,), SIGN, name, told=False)


def violation(form: Form) -> None:
    """Biên bản vi phạm hành chính: who writes it, who witnesses, who did it."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    p, clerk = pen(form), draw.name("Nam")
    also(p, doer=draw.citizen(1960, 2004, old=old), witness=draw.citizen(1950, 1998, old=old))
    p.mark, p.dots, p.gap = "", False, min(p.gap, 0.6)
    number = f"{draw.randrange(1, 200):02d}/BB-VPHC"
    headed(p, desk, number, note="Mẫu biên bản số 01")
    subject(form, "BIÊN BẢN", ["Vi phạm hành chính về bảo vệ môi trường"])
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    p.text(f"Hôm nay, hồi 15 giờ 20 phút, {long_date(day)}, tại {place.commune}.")
    p.write(f"1. Người có thẩm quyền lập biên bản: {clerk} | Chức vụ: Công chức Tư pháp")
    p.text(
        "2. Với sự chứng kiến của: <witness.word> <witness.name>, số định danh cá nhân <witness.number>, địa chỉ"
        " <witness.home>."
    )
    p.write(
        "3. Tiến hành lập biên bản vi phạm hành chính đối với <doer.word> có tên sau đây:",
        "Họ và tên: <doer.name> | Giới tính: <doer.sex>",
        "Ngày, tháng, năm sinh: <doer.born> | Quốc tịch: <doer.nation>",
        "Nghề nghiệp: Chăn nuôi",
        "Nơi ở hiện tại: <doer.home>",
        "Số định danh cá nhân/CMND/Hộ chiếu: <doer.number>",
        "Ngày cấp: <doer.issued> | Nơi cấp: <doer.police>",
        "4. Đã có hành vi: xả nước thải chăn nuôi chưa xử lý ra kênh tưới.",
        "5. Ý kiến của người vi phạm: thừa nhận hành vi nêu trên.",
    )
    p.text("Biên bản lập xong hồi 16 giờ 00 phút cùng ngày, gồm 02 tờ, được lập thành 02 bản có nội dung như nhau./.")
    blocks = []
    for who, words in (("doer", "NGƯỜI VI PHẠM"), ("witness", "NGƯỜI CHỨNG KIẾN")):
        blocks.append(signing(p, who, words))
    p.sign(*blocks, Block(("NGƯỜI LẬP BIÊN BẢN",), SIGN, clerk))


def lease(form: Form) -> None:
    """Hợp đồng thuê nhà ở, both sides beside each other, with the numbers below the names."""
    old, place, day = period(form)
    draw = form.draw
    p = pen(form)
    also(p, owner=draw.citizen(1950, 1985, old=old), guest=draw.citizen(1975, 2004, old=old))
    p.dots, p.gap = False, 0.6
    p.top(None)
    title(form, ["HỢP ĐỒNG THUÊ NHÀ Ở"], 16)
    number = f"{draw.randrange(1, 60):02d}/{day.year}/HĐTN"
    form.line(f"Số: {p.told('document_number', number)}".replace("*", ""), "centre")
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    p.text(f"Hợp đồng này được lập {long_date(day)}, giữa:")
    side = (
        "<X.title>: <X.name>",
        "Sinh ngày: <X.born>",
        "CCCD số:",
        "<X.number>",
        "cấp ngày <X.issued>",
        "Trú tại: <X.home>",
    )
    sides = [
        (f"**{words}**", *(one.replace("X", who) for one in side))
        for who, words in (("owner", "BÊN CHO THUÊ (Bên A)"), ("guest", "BÊN THUÊ (Bên B)"))
    ]
    p.pair(*(tuple(one) for one in sides))
    price = draw.randrange(15, 90)
    p.text(
        f"**Điều 1.** Bên A cho Bên B thuê căn nhà tại {first_up(place.whole)} để ở.",
        f"**Điều 2.** Giá thuê: {price // 10}.{price % 10}00.000 đồng/tháng, trả ngày 05 hằng tháng; cọc 01 tháng.",
        f"**Điều 3.** Thời hạn thuê: {draw.choice((6, 12, 24)):02d} tháng kể từ ngày ký.",
        "**Điều 4.** Bên A giao nhà đúng hẹn, khai báo tạm trú cho Bên B; Bên B giữ gìn nhà, không cho thuê lại.",
        "**Điều 5.** Hợp đồng lập thành 02 bản, mỗi bên giữ 01 bản.",
    )
    form.need(50)
    p.sign(signing(p, "owner", "ĐẠI DIỆN BÊN A"), signing(p, "guest", "ĐẠI DIỆN BÊN B"))


def gift(form: Form) -> None:
    """Hợp đồng tặng cho quyền sử dụng đất from parents to a child, attested by the commune."""
    old, place, day = period(form)
    draw, desk = form.draw, commune_desk(place, old)
    husband, wife = draw.citizen(1945, 1964, "Nam", old), draw.citizen(1946, 1965, "Nữ", old)
    p = pen(form)
    also(p, husband=husband, wife=wife, child=draw.citizen(1985, 2004, old=old))
    p.mark, p.gap = "", min(p.gap, 0.6)
    p.top(None)
    title(form, ["HỢP ĐỒNG TẶNG CHO QUYỀN SỬ DỤNG ĐẤT"], 14.5)
    p.heading("Bên tặng cho:")
    typed(
        p,
        "Ông: <husband.NAME> Sinh năm: <husband.year>",
        "CCCD: <husband.number> cấp ngày <husband.issued>",
        "Bà: <wife.NAME> Sinh năm: <wife.year>",
        "CCCD: <wife.number> cấp ngày <wife.issued>",
        "Hộ khẩu thường trú: <husband.home>",
    )
    p.heading("Bên được tặng cho:")
    typed(p, "Ông/Bà: <child.NAME> Sinh năm: <child.year>", "CCCD: <child.number> Thường trú: <child.home>")
    plot, sheet = parcel(p)
    p.text(
        f"**Điều 1.** Bên tặng cho là cha mẹ đẻ, tặng cho con thửa đất số {plot}, tờ bản đồ số {sheet},"
        f" {place.commune}, theo Giấy chứng nhận số BK {draw.randrange(10**5, 10**6)}.",
        "**Điều 2.** Việc tặng cho không kèm điều kiện. **Điều 3.** Lệ phí do bên được tặng cho nộp.",
    )
    form.need(70)
    p.sign(signing(p, "husband", "BÊN TẶNG CHO"), signing(p, "child", "BÊN ĐƯỢC TẶNG CHO"))
    form.need(80)
    form.y += 4
    form.line("LỜI CHỨNG CỦA NGƯỜI THỰC HIỆN CHỨNG THỰC", "centre", "b")
    number, officer = f"{draw.randrange(1, 500)}", draw.name("Nam")
    form.tell("document_number", number, optional=True)
    form.tell("issue_date", day.isoformat(), long_date(day), optional=True)
    form.tell("issuing_agency", desk.name, optional=True)
    form.tell("signer", officer, optional=True)
    form.tell("signer_title", "CHỦ TỊCH", optional=True)
    p.text(
        f"{first_up(long_date(day))}, tại {desk.name}, tôi là {officer}, Chủ tịch, chứng thực các bên đã ký vào Hợp"
        f" đồng này trước mặt tôi. Số chứng thực: {number}, quyển số 01-SCT/HĐ,GD.",
    )
    p.sign(Block(("CHỦ TỊCH",), "", officer, desk.rim, told=False))
