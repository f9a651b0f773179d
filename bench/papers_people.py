"""Invented people, places, offices and numbers for the papers of bench/papers.py, all out of one seeded draw.

Names are put together from lists, serials of citizen IDs lie above any ever given out (as in samples/people.py),
communes, districts, streets and offices do not exist. Provinces are real ones of either period, for OCR meets them.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from digitize.vietnam.citizen_id import provinces
from samples.people import Person


def listed(words: str) -> list[str]:
    """The words of a text."""
    return words.split()


FAMILIES = listed(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lương Mai Tạ Quách "
    "Cao Đoàn Thạch Kiều Triệu Lữ Âu Ông Đồng Viên Tống Doãn Khổng Chử Vi Lò Hà"
)
MALE_GIVEN = listed(
    "Thử Ước Khống Dựng Ướm Bảo Cường Dũng Đạt Định Hiếu Hưng Khải Kiệt Lợi Lực Mẫn Nghĩa Nhật Phước Quý "
    "Sơn Tài Thắng Thịnh Toản Trường Tuệ Vĩnh Vượng Ý Đệ Hợp Quyền Thưởng Luật Mỹ Sĩ Bằng Chiến"
)
FEMALE_GIVEN = listed(
    "Mẫu Ảo Bịa Dụ Ánh Bưởi Chỉnh Diễm Đào Giỏi Hạnh Hằng Huệ Hường Khuyên Liễu Loan Lụa Mơ Mừng Nga "
    "Nguyệt Nhã Oanh Phượng Quỳnh Sương Tâm Thắm Thảo Thủy Thưởng Trâm Tuyết Uyên Vân Xuyến Yến Ỷ Dưỡng"
)
MALE_MIDDLE = listed("Văn Hữu Đức Quốc Minh Thế Khắc Trọng Xuân Công Đình Bá Ngọc Gia Duy")
FEMALE_MIDDLE = listed("Thị Thị Thị Ngọc Diễm Quỳnh Bích Thúy Kim Mỹ Hồng Như Ánh Phương")
KIN = ("Kinh",) * 12 + ("Tày", "Nùng", "Mường", "Khmer", "H'Mông", "Ê Đê", "Dao", "Sán Dìu")
OLD_PROVINCES = (
    "Bắc Giang", "Bến Tre", "Bình Dương", "Hà Giang", "Hải Dương", "Kiên Giang", "Quảng Nam", "Thái Bình", "Tiền Giang",
    "Vĩnh Phúc", "Yên Bái", "Ninh Thuận", "Phú Yên", "Sóc Trăng", "Đắk Nông", "Quảng Bình",
)  # fmt: skip
NEW_PROVINCES = (
    "Bắc Ninh", "Vĩnh Long", "Tuyên Quang", "An Giang", "Hưng Yên", "Đồng Tháp", "Phú Thọ", "Lào Cai", "Khánh Hòa",
    "Đắk Lắk", "Quảng Trị", "Cà Mau", "Gia Lai", "Lâm Đồng", "Nghệ An", "Đồng Nai",
)  # fmt: skip
COMMUNES = (
    "Đồng Mẫu", "Suối Ướm", "Bến Thử", "An Giả", "Phước Dụ", "Thượng Ví", "Hạ Tưởng", "Vĩnh Khống", "Mỹ Ảo", "Tân Bịa",
    "Long Ước", "Hòa Định Giả", "Xuân Nghĩ", "Đại Mẫu Tự", "Yên Thí", "Quảng Hư", "Nậm Cấu", "Ea Thử", "Trường Phỏng",
)  # fmt: skip
DISTRICTS = ("An Thử", "Phú Mẫu", "Đức Ví", "Krông Giả", "Thuận Ướm", "Nghĩa Dụ", "Bình Phỏng")
HAMLETS = (
    "Thôn Ví Dụ", "Xóm Thửa Ruộng", "Ấp Giả Sử", "Bản Nghĩ Ra", "Tổ dân phố 4", "Khu phố Mẫu", "Buôn Ướm", "Thôn 7",
    "Số 9 phố Thí Nghiệm", "Số 27 ngõ Mẫu Tự", "Số 112/4 đường Giả Thiết", "Ấp 3", "Khóm Tưởng Tượng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper was made: names of its commune (with xã or phường), its district (old papers) and province."""

    commune: str
    district: str
    province: str

    @property
    def whole(self) -> str:
        return ", ".join(filter(None, (self.commune, self.district, self.province)))

    @property
    def bare(self) -> str:
        """The commune's name alone, as it stands before a date."""
        return self.commune.split(" ", 1)[1]


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person as papers tell of them; `cmnd` is their former number of nine digits."""

    person: Person
    cmnd: str
    hometown: str
    birthplace: str
    phone: str

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def number(self) -> str:
        return self.person.citizen_id


class Draw(random.Random):
    """A seeded draw that makes up people, places and numbers.

    `expected` is given out as the first person who is asked for and whom they could be.
    """

    expected: "Citizen | None" = None

    def day(self, first: int, last: int) -> date:
        """A day of those years."""
        start = date(first, 1, 1)
        return start + timedelta(days=self.randrange((date(last, 12, 31) - start).days))

    def place(self, old: bool) -> Place:
        commune = f"{self.choice(('xã', 'xã', 'phường'))} {self.choice(COMMUNES)}"
        if old:
            town = commune.startswith("phường")
            district = f"{'thành phố' if town else 'huyện'} {self.choice(DISTRICTS)}"
            return Place(commune, district, f"tỉnh {self.choice(OLD_PROVINCES)}")
        return Place(commune, "", f"tỉnh {self.choice(NEW_PROVINCES)}")

    def address(self, old: bool) -> str:
        return f"{self.choice(HAMLETS)}, {self.place(old).whole}"

    def name(self, sex: str) -> str:
        middles, given = (MALE_MIDDLE, MALE_GIVEN) if sex == "Nam" else (FEMALE_MIDDLE, FEMALE_GIVEN)
        middle = [self.choice(middles)] if self.random() < 0.85 else self.sample(middles, 2)
        middle = [self.choice(FAMILIES), *middle] if self.random() < 0.1 else middle
        return " ".join([self.choice(FAMILIES), *dict.fromkeys(middle), self.choice(given)])

    def citizen_id(self, sex: str, born: date) -> str:
        century = (born.year // 100 - 19) * 2 + (sex == "Nữ")
        return f"{self.choice(sorted(provinces()))}{century}{born:%y}{990000 + self.randrange(10000):06d}"

    def citizen(self, first: int = 1950, last: int = 2005, sex: str = "", old: bool = False) -> Citizen:
        """Somebody born in those years; the address is of the period."""
        known = self.expected
        if known and first <= known.person.born.year <= last and sex in ("", known.person.sex):
            self.expected = None
            return known
        sex, born = sex or self.choice(("Nam", "Nữ")), self.day(first, last)
        number = self.citizen_id(sex, born)
        person = Person(self.name(sex), sex, born, number, self.address(old), self.choice(KIN))
        cmnd = f"99{self.randrange(10**7):07d}"
        return Citizen(person, cmnd, first_up(self.place(old).whole), self.birthplace(old), self.phone())

    def phone(self) -> str:
        digits = f"09{self.randrange(10**8):08d}"
        return self.choice(
            (digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{digits[:4]}.{digits[4:7]}.{digits[7:]}")
        )

    def birthplace(self, old: bool) -> str:
        place = self.place(old)
        return self.choice((f"Trạm Y tế {place.whole}", f"Bệnh viện Đa khoa {place.province}", first_up(place.whole)))

    def tax_code(self) -> str:
        """A ten-digit tax code whose last digit checks."""
        while True:
            nine = "0" + f"{self.randrange(1, 97):02d}99{self.randrange(10000):04d}"
            rest = sum(int(d) * w for d, w in zip(nine, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)) % 11
            if rest:
                return nine + str(10 - rest)

    def dossier_code(self, day: date, old: bool) -> str:
        """The code of a dossier received on that day, in either form."""
        unit, area = self.randrange(1, 99), self.randrange(1, 64)
        head = f"000.00.{unit:02d}.H{area:02d}" if old else f"H{area:02d}.{unit:02d}"
        return f"{head}-{day:%y%m%d}-{self.randrange(1, 400):04d}"

    def procedure_code(self) -> str:
        return f"{self.choice('123')}.{self.randrange(1, 14000):06d}"

    def shown(self, day: date) -> str:
        """A date in figures as clerks write it."""
        return self.choice(
            (f"{day:%d/%m/%Y}",) * 4 + (f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}")
        )


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
