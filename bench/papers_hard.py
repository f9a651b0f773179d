"""Papers whose titles name another kind of paper too: what must not be taken for that other one."""

from bench.papers_civil import head_signer, name_label, own_number, shown_name
from bench.papers_counter import opened, signed, who
from bench.papers_form import Entry, Form, head, place_and_date, sign, title
from bench.papers_office import Top, addressees, foot, marks_under, office_top
from bench.papers_types import body, top_of

# kind: abbreviation, printed name, subjects in capitals
CAPITALS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "quyet_dinh": (
        "QĐ",
        "QUYẾT ĐỊNH",
        ("VỀ VIỆC CẤP GIẤY PHÉP XÂY DỰNG", "BAN HÀNH QUY CHẾ LÀM VIỆC", "PHÊ DUYỆT DỰ ÁN", "THU HỒI GIẤY KHAI SINH"),
    ),
    "bao_cao": ("BC", "BÁO CÁO", ("THẨM ĐỊNH DỰ ÁN", "THỰC HIỆN CHƯƠNG TRÌNH CÔNG TÁC", "KẾT QUẢ THỰC HIỆN KẾ HOẠCH")),
    "ke_hoach": ("KH", "KẾ HOẠCH", ("THỰC HIỆN NGHỊ QUYẾT VỀ CHUYỂN ĐỔI SỐ", "KIỂM TRA VIỆC CẤP THẺ CĂN CƯỚC")),
    "thong_bao": ("TB", "THÔNG BÁO", (
        "KẾT LUẬN CUỘC HỌP VỀ ĐỀ ÁN MỘT CỬA", "THU HỒI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
    )),
    "to_trinh": ("TTr", "TỜ TRÌNH", ("ĐỀ NGHỊ BAN HÀNH NGHỊ QUYẾT", "VỀ VIỆC PHÊ DUYỆT ĐỀ ÁN VỊ TRÍ VIỆC LÀM")),
}  # fmt: skip
DECLARATIONS = (
    ["TỜ KHAI", "CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], ["TỜ KHAI ĐĂNG KÝ KẾT HÔN"], ["TỜ KHAI CĂN CƯỚC"],
    ["TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"], ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"],
)  # fmt: skip
APPLICATIONS = (
    ["ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG"], ["ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "QUYỀN SỬ DỤNG ĐẤT"],
    ["ĐƠN XIN XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"],
    ["GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"], ["Đơn đề nghị"],
    ["ĐƠN ĐỀ NGHỊ CẤP ĐỔI GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"],
)  # fmt: skip
OTHERS = (
    "GIẤY XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", "BIÊN LAI THU PHÍ, LỆ PHÍ", "GIẤY CHỨNG NHẬN ĐĂNG KÝ XE Ô TÔ",
    "GIẤY PHÉP LÁI XE",
    "GIẤY CHỨNG SINH", "GIẤY BÁO NHẬP HỌC", "GIẤY CHỨNG TỬ", "GIẤY CHỨNG NHẬN TỐT NGHIỆP", "BẢN CAM KẾT", "PHIẾU THU",
)  # fmt: skip


def in_capitals(form: Form, kind: str) -> None:
    """A type of NĐ 30 whose subject, in capitals too, names another type or paper."""
    short, name, subjects = CAPITALS[kind]
    top = top_of(form, f"{short}-*")
    office_top(form, top)
    subject = form.draw.choice(subjects)
    form.line(name, "centre", "b", 14)
    form.line(subject, "centre", "b")
    form.tell("subject", subject.removeprefix("VỀ VIỆC "), subject)
    body(form)
    foot(form, top)


def declaration(form: Form) -> None:
    """A declaration that asks for a paper by its name."""
    place, day, person = form.draw.place(form.layout.old), form.draw.day(2019, 2026), form.draw.citizen(1960, 2004)
    opened(form, form.draw.choice(DECLARATIONS), place)
    form.fill([*who(form, person), [Entry("Nội dung đề nghị", "Cấp giấy xác nhận để bổ sung hồ sơ")]])
    signed(form, place, day, "NGƯỜI KHAI", person)


def application(form: Form) -> None:
    """An application that names what it asks for, or whose title is in small letters."""
    place, day, person = form.draw.place(form.layout.old), form.draw.day(2019, 2026), form.draw.citizen(1960, 2004)
    opened(form, form.draw.choice(APPLICATIONS), place)
    form.fill(who(form, person))
    body(form, 1, 3)
    signed(form, place, day, "NGƯỜI LÀM ĐƠN", person)


def letter(form: Form) -> None:
    """A letter without a subject line, or one that goes on about a plan in capitals."""
    top: Top = top_of(form, f"*-{form.draw.choice(('VP', 'NC', 'KT'))}")
    office_top(form, top)
    addressees(form)
    body(form, 1, 2)
    form.line("KẾ HOẠCH TRIỂN KHAI", "centre", "b")
    body(form, 1, 3)
    foot(form, top)


def rules(form: Form) -> None:
    """Quy chế, quy định issued with a decision: no number of its own, the decision's below the title."""
    form.y += 6
    name = "QUY CHẾ"
    about = "Làm việc của Ủy ban nhân dân"
    title(form, [name, about], 14)
    form.tell("subject", about)
    day = form.draw.day(2020, 2026)
    form.line(
        f"(Ban hành kèm theo Quyết định số {form.draw.randrange(9, 900)}/QĐ-UBND ngày {day:%d/%m/%Y})", "centre", "i"
    )
    form.line("Chương I", "centre", "b")
    form.line("QUY ĐỊNH CHUNG", "centre", "b")
    body(form, 4, 9)


def annex(form: Form) -> None:
    """Phụ lục that is a form, a plan or rules."""
    form.y += 4
    title(form, ["PHỤ LỤC II", form.draw.choice(("MẪU TỜ KHAI", "KẾ HOẠCH CHI TIẾT", "QUY TRÌNH NỘI BỘ"))], 14)
    form.line(f"(Kèm theo Quyết định số {form.draw.randrange(9, 900)}/QĐ-UBND)", "centre", "i")
    marks_under(form, 60)
    body(form, 3, 6)


def other(form: Form) -> None:
    """Certificates and slips that no rule knows, named much like those that one does."""
    draw, person = form.draw, form.draw.citizen(1955, 2006, old=form.layout.old)
    head(form, None)
    title(form, [draw.choice(OTHERS)], 15)
    rows = [[Entry(name_label(form), shown_name(form, person), "full_name", value=person.name)], [own_number(person)]]
    form.fill([*rows, [Entry("Nơi cư trú", person.person.home, "address")]])
    body(form, 1, 2)
    place_and_date(form, draw.place(form.layout.old).bare, draw.day(2016, 2026))
    sign(form, head_signer(form))
