"""Certificates of land, of household businesses, and building permits."""

from datetime import timedelta

from bench.papers_civil import commune_desk, framed, head_signer, own_number, shown_name
from bench.papers_form import CodeTold, Desk, Entry, Form, Signer, head, place_and_date, sign, title
from bench.papers_people import Place, first_up
from samples.ink import plot_plan, qr_code, waves
from samples.sheet import Art, Sheet


def unit_desk(place: Place, old: bool, unit: str, name: str) -> Desk:
    """A unit below the people's committee of the district (old) or the commune."""
    area = place.district if old else place.commune
    return Desk(
        (f"UBND {area.upper()}", *unit.split("|")), f"{name}", place.bare, (unit.replace("|", " "), area.upper())
    )


def land(form: Form) -> None:
    """Giấy chứng nhận quyền sử dụng đất: pink of 2009, red of before, with a QR code of 2024; plot on page 1 or 2."""
    draw, layout = form.draw, form.layout.name
    old = form.layout.old or layout in ("after", "below")
    place, day = draw.place(old), draw.day(1996, 2023) if old else draw.day(2025, 2026)
    owner, desk = draw.citizen(1940, 1995, old=old), commune_desk(place, False)
    form.sheet.paper = (251, 226, 226) if old else (250, 240, 240)
    form.sheet.items.append(Art(6, 6, 198, 285, waves((226, 120, 130), draw.uniform(0.1, 0.2))))
    serial = f"{draw.choice(('DĐ', 'BX', 'CH', 'AG', 'CS', 'DB'))} {draw.randrange(10**5, 10**6)}"
    form.tell("document_number", serial)
    head(form, None)
    form.y += 8
    lines = {
        "after": ["QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"],
        "cells": ["QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"],
    }
    title(form, ["GIẤY CHỨNG NHẬN", *lines.get(layout, ["QUYỀN SỬ DỤNG ĐẤT"])], 15)
    form.line("I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", marks="b")
    word = "Ông" if owner.person.sex == "Nam" else "Bà"
    if form.layout.arrange in ("after", "dotted"):
        rows = [
            [
                Entry(word, shown_name(form, owner), "full_name", value=owner.name),
                Entry("Năm sinh", str(owner.person.born.year), "date_of_birth"),
            ]
        ]
    else:
        rows = [[Entry("Họ và tên", shown_name(form, owner), "full_name", value=owner.name)]]
    rows += [[own_number(owner, draw.choice(("CCCD số", "Số định danh cá nhân", "Căn cước công dân số")))]]
    form.fill([*rows, [Entry("Địa chỉ thường trú", owner.person.home, "address")]])
    if layout in ("after", "dots", "tabbed"):
        form.y = 255
        form.line(serial, "centre", "b", 17)
        form.sheets.append(Sheet(paper=form.sheet.paper))
        form.y = 24
    else:
        form.sheet.words(form.right, 285, serial, form.style("b", 14), "right")
    if not old:
        says = f"{serial}|{owner.number}|{place.commune}"
        form.sheet.items.append(Art(162, 20, 26, 26, qr_code(says)))
        form.codes.append(CodeTold("QRCode", says, 1))
    plot(form, place)
    place_and_date(form, desk.place, day)
    officer = (
        ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "GIÁM ĐỐC")
        if not old
        else ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    )
    sign(form, Signer(officer, draw.name("Nam")), desk.rim, 140)


def plot(form: Form, place: Place) -> None:
    """What the certificate says of the plot, with its plan."""
    draw = form.draw
    form.line("II. Thửa đất", marks="b")
    area = f"{draw.randrange(60, 900)},{draw.randrange(10)}"
    rows = [
        [
            Entry("Thửa đất số", str(draw.randrange(1, 900)), "plot"),
            Entry("Tờ bản đồ số", str(draw.randrange(1, 90)), "map_sheet"),
        ]
    ]
    rows += [[Entry("Địa chỉ", first_up(place.whole))], [Entry("Diện tích", f"{area} m²")]]
    rows += [[Entry("Mục đích sử dụng", "Đất ở tại nông thôn")], [Entry("Thời hạn sử dụng", "Lâu dài")]]
    rows += [[Entry("Số vào sổ cấp GCN", f"CH {draw.randrange(10000):05d}")]]
    form.fill(rows)
    form.sheet.items.append(Art(form.left, form.y, 44, 40, plot_plan()))


def business(form: Form) -> None:
    """Giấy chứng nhận đăng ký hộ kinh doanh."""
    draw, old = form.draw, form.layout.old
    framed(form)
    place, day, owner = draw.place(old), draw.day(2010, 2026), draw.citizen(1955, 2002, old=old)
    desk = unit_desk(
        place,
        old,
        "PHÒNG TÀI CHÍNH|KẾ HOẠCH" if old else "PHÒNG KINH TẾ",
        "Phòng Tài chính Kế hoạch" if old else "Phòng Kinh tế",
    )
    number = f"{draw.randrange(1, 99):02d}{draw.choice('ABCDE')}8{draw.randrange(10**6):06d}"
    tax = draw.tax_code()
    form.tell("document_number", number, optional=True)
    form.tell("business_code", number)
    head(form, desk, number)
    title(
        form,
        ["GIẤY CHỨNG NHẬN ĐĂNG KÝ", "HỘ KINH DOANH"]
        if draw.random() < 0.5
        else ["GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"],
        15,
        number,
    )
    form.fill([[Entry("Đăng ký lần đầu, ngày", draw.shown(day), "issue_date", value=day.isoformat())]])
    rows = [[Entry("Tên hộ kinh doanh", f"HỘ KINH DOANH {owner.name.upper()}")]]
    rows += [[Entry("Mã số hộ kinh doanh", number)]] if form.layout.number == "right" else []
    rows += [[Entry("Mã số thuế", tax, "tax_code")], [Entry("Địa điểm kinh doanh", first_up(place.whole))]]
    rows += [
        [Entry("Ngành, nghề kinh doanh", "Bán lẻ lương thực, thực phẩm"), Entry("Vốn kinh doanh", "150.000.000 đồng")]
    ]
    rows += [[Entry("Họ và tên chủ hộ kinh doanh", shown_name(form, owner), "full_name", value=owner.name)]]
    born = owner.person.born
    rows += [
        [
            Entry("Sinh ngày", draw.shown(born), "date_of_birth", value=born.isoformat()),
            Entry("Giới tính", owner.person.sex, "sex"),
        ]
    ]
    rows += [[Entry("Dân tộc", owner.person.kin, "ethnicity"), Entry("Quốc tịch", "Việt Nam", "nationality")]]
    rows += [[own_number(owner, "Số CCCD" if draw.random() < 0.5 else "Số định danh cá nhân")]]
    rows += [[Entry("Nơi đăng ký hộ khẩu thường trú" if old else "Nơi thường trú", owner.person.home, "address")]]
    form.fill(
        [*rows, [Entry("Số điện thoại", owner.phone, "phone", value=owner.phone.translate({32: None, 46: None}))]]
    )
    form.need(48)
    sign(form, Signer(("TRƯỞNG PHÒNG",), draw.name("Nam")), desk.rim)


def permit(form: Form) -> None:
    """Giấy phép xây dựng."""
    draw, old = form.draw, form.layout.old
    place, day, owner = draw.place(old), draw.day(2012, 2026), draw.citizen(1950, 2000, old=old)
    desk = commune_desk(place, False)
    number = f"{draw.randrange(1, 300):02d}/GPXD"
    form.tell("document_number", number)
    head(form, desk, number)
    if form.layout.head == "split" and draw.random() < 0.5:
        place_and_date(form, desk.place, day)
        day_told = True
    else:
        day_told = False
    title(form, ["GIẤY PHÉP XÂY DỰNG"], 16, number)
    form.line("(Sử dụng cho nhà ở riêng lẻ)", "centre", "i")
    rows = [
        [
            Entry(
                "1. Cấp cho ông/bà" if form.layout.arrange != "cells" else "Cấp cho ông/bà",
                shown_name(form, owner),
                "full_name",
                value=owner.name,
            )
        ]
    ]
    rows += [[own_number(owner, "CCCD số" if draw.random() < 0.5 else "Số định danh cá nhân")]]
    rows += [[Entry("Địa chỉ thường trú", owner.person.home, "address")]]
    rows += [[Entry("2. Được phép xây dựng công trình", "Nhà ở riêng lẻ, cấp III")]]
    plot, sheet = draw.randrange(1, 700), draw.randrange(1, 80)
    rows += [[Entry("Trên lô đất", f"Thửa đất số {plot}, tờ bản đồ số {sheet}")]]
    form.tell("plot", str(plot), optional=True)
    form.tell("map_sheet", str(sheet), optional=True)
    rows += [[Entry("Mật độ xây dựng", f"{draw.randrange(50, 95)} %"), Entry("Cốt nền xây dựng", "+0,45 m")]]
    rows += [
        [
            Entry("Tổng diện tích sàn", f"{draw.randrange(80, 420)},5 m²"),
            Entry("Số tầng", f"{draw.randrange(1, 6):02d}"),
        ]
    ]
    form.fill(rows)
    until = day + timedelta(days=365)
    form.paragraph(
        "3. Giấy phép có hiệu lực khởi công xây dựng trong 12 tháng kể từ ngày cấp; quá hạn phải xin gia hạn."
    )
    if draw.random() < 0.4:
        form.fill([[Entry("Có giá trị đến ngày", draw.shown(until), "expiry_date", value=until.isoformat())]])
    if not day_told:
        place_and_date(form, desk.place, day)
    form.need(45)
    sign(form, head_signer(form), desk.rim)
