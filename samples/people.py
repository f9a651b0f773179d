"""Invented people and places: nobody lives here, and the serials were never given out."""

import random
from dataclasses import dataclass
from datetime import date

PROVINCE = "001"
UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: str
    born: date
    citizen_id: str
    home: str
    kin: str = "Kinh"

    @property
    def shown_birth(self) -> str:
        return f"{self.born:%d/%m/%Y}"


def citizen_id(sex: str, born: date, serial: int) -> str:
    """A number of right structure (province, sex and century, year) whose serial lies above any ever given out."""
    century = (born.year // 100 - 19) * 2 + (1 if sex == "Nữ" else 0)
    return f"{PROVINCE}{century}{born:%y}{serial:06d}"


ROSTER = [
    ("mau", "Nguyễn Thị Mẫu", "Nữ", date(1988, 3, 5), "Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử"),
    ("thu", "Trần Văn Thử", "Nam", date(1985, 11, 24), "Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử"),
    ("nho", "Trần Nguyễn Bảo Thí", "Nam", date(2019, 9, 30), "Thôn Ví Dụ, xã Đồng Mẫu, tỉnh Phú Thử"),
    ("du", "Phạm Quỳnh Ví Dụ", "Nữ", date(2001, 12, 8), "Xóm Thửa Ruộng, xã Đồng Mẫu, tỉnh Phú Thử"),
    ("gia", "Lê Hoàng Giả Định", "Nam", date(1999, 7, 17), "Số 9 phố Thí Nghiệm, phường Bến Thử, tỉnh Phú Thử"),
    ("uoc", "Đặng Hữu Ước", "Nam", date(1957, 2, 1), "Tổ 4, phường Bến Thử, tỉnh Phú Thử"),
    ("tuong", "Võ Thị Tưởng Tượng", "Nữ", date(1961, 10, 19), "Tổ 4, phường Bến Thử, tỉnh Phú Thử"),
    ("ao", "Huỳnh Ngọc Ảo", "Nữ", date(1992, 6, 26), "Ấp Giả Sử, xã Suối Ướm, tỉnh Phú Thử"),
    ("khong", "Dương Quốc Khống", "Nam", date(1979, 4, 13), "Ấp Giả Sử, xã Suối Ướm, tỉnh Phú Thử"),
    ("cau", "Trịnh Thị Hư Cấu", "Nữ", date(2003, 1, 31), "Bản Nghĩ Ra, xã Suối Ướm, tỉnh Phú Thử"),
    ("dung", "Đỗ Trọng Dựng", "Nam", date(1970, 8, 9), "Số 27 ngõ Mẫu Tự, phường Bến Thử, tỉnh Phú Thử"),
    ("bia", "Bùi Thị Bịa", "Nữ", date(1974, 5, 22), "Số 27 ngõ Mẫu Tự, phường Bến Thử, tỉnh Phú Thử"),
    ("uom", "Cao Thế Ướm", "Nam", date(2006, 12, 12), "Số 27 ngõ Mẫu Tự, phường Bến Thử, tỉnh Phú Thử"),
]


def make_people(seed: int) -> dict[str, Person]:
    """The roster with numbers drawn from the seed; all serials are 990000 or more."""
    draw = random.Random(seed)
    people = {}
    for key, name, sex, born, home in ROSTER:
        people[key] = Person(name, sex, born, citizen_id(sex, born, 990000 + draw.randrange(10000)), home)
    return people


def under_hundred(number: int, after: bool = False) -> str:
    """A number below 100 in Vietnamese words; `after` says that hundreds go before it."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ("linh " if after and ones else "") + UNITS[ones]
    head = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    tail = {0: "", 1: " một" if tens == 1 else " mốt", 5: " lăm"}.get(ones, f" {UNITS[ones]}")
    return head + tail


def year_words(year: int) -> str:
    """A year in words: `hai nghìn không trăm mười chín`."""
    thousands, rest = divmod(year, 1000)
    hundreds, tail = divmod(rest, 100)
    words = f"{UNITS[thousands]} nghìn"
    if rest:
        words += f" {UNITS[hundreds]} trăm"
    return words + (f" {under_hundred(tail, after=True)}" if tail else "")


def date_words(day: date) -> str:
    """A date in words, as civil status papers write it."""
    number = under_hundred(day.day)
    first = f"mùng {number}" if day.day <= 10 else number
    month = "tư" if day.month == 4 else under_hundred(day.month)
    return f"Ngày {first}, tháng {month}, năm {year_words(day.year)}"


def long_date(day: date) -> str:
    """A date as office papers write it: a leading zero for days below ten and for January and February (NĐ 30)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
