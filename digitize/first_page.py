"""What a page tells of its place in a paper: whether it begins one, which number it bears, whether a paper ends on it.

First pages: Quốc hiệu and Tiêu ngữ, number and symbol, place and date, the type's name (NĐ 30/2020/NĐ-CP, Phụ lục I);
pages are numbered at the top middle from the second on (the same, II.7).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from digitize.model import Page, Word
from digitize.vietnam import document_number
from digitize.vietnam.near import Finder, begins, phrase, tolerance
from digitize.vietnam.rows import Row, rows_of
from digitize.vietnam.titles import title_scores

_MOTTO = Finder(map(phrase, ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc")))
_ATTACHED = Finder(map(phrase, ("Kèm theo", "Ban hành kèm theo", "Đính kèm")))
_ENDS = Finder(
    map(phrase, ("Nơi nhận", "Ký, ghi rõ họ", "Ký và ghi rõ họ", "Ký tên, đóng dấu", "Người làm đơn", "Người khai"))
)
_ADDRESSEE = phrase("Kính gửi")
_BACK = Finder(
    map(
        phrase,
        (
            "Đặc điểm nhận dạng", "Personal identification", "Ngón trỏ trái", "Ngón trỏ phải", "Left index finger",
            "Right index finger", "Dấu vết riêng và dị hình", "Nơi đăng ký khai sinh / Place of birth",
            "Ngày, tháng, năm hết hạn / Date of expiry",
        ),
    )
)  # fmt: skip
_NUMBER = re.compile(r"\W{0,3}(?:(?:trang|page)\s*)?(\d{1,3})(?:\s*(?:/|of)\s*(\d{1,3}))?\W{0,3}", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:số|so)\s*:?\s*(\d+[^\s,;)]*)", re.IGNORECASE)
_SECTION = re.compile(r"\W*(?:chương|mục|phần|điều|[ivx]+\b|[a-z0-9]\b)", re.IGNORECASE)
_LONGEST_TITLE = 45
_HEAD, _TITLE_ZONE, _HEADING_ZONE, _SIGNING_ZONE = 0.36, 0.5, 0.25, 0.3
_TOP, _BOTTOM = 0.075, 0.92
_FEW_ROWS = 8
_SURE_TITLE, _LOUD_TITLE = 0.5, 0.7
_CARD_MM = 120.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What one page shows. `title`: the kind whose title stands on it, "" for none, `loud`: set as titles are.

    `headed`: something in large capitals stands where titles stand; `sparse`: with little else (a map); `number`,
    `total`: of the page; `refers`: the number of the document that it says to be `attached` to; `runs_on`: begins
    within a sentence; `ends`: a paper is signed on it; `back`: of an identity card; `sides`: short and long side in
    millimetres.
    """

    motto: bool
    title: str
    loud: bool
    headed: bool
    sparse: bool
    symbol: str
    addressed: bool
    number: int | None
    total: int | None
    attached: bool
    refers: str
    runs_on: bool
    ends: bool
    back: bool
    sides: tuple[float, float]

    @property
    def card(self) -> bool:
        """Whether the page is no larger than a card."""
        return self.sides[1] < _CARD_MM

    @property
    def follows(self) -> bool:
        """Whether its own number says that pages go before it."""
        return self.number is not None and self.number > 1


def find_signs(page: Page) -> Signs:
    """Reads the signs of a page off its lines; a page without words shows none."""
    rows = rows_of(page, 1)
    upper = [row for row in rows if row.top < page.height * _HEAD]
    number, total = _page_number(rows, page)
    title, loud = _title(rows, page)
    refers = next((found for row in upper if (found := _reference(row)) is not None), None)
    wide, high = page.width / page.dpi * 25.4, page.height / page.dpi * 25.4
    return Signs(
        motto=any(any(True for _ in _MOTTO.find(row.compact)) for row in upper),
        title=title,
        loud=loud,
        headed=_is_headed(rows, page),
        sparse=len(rows) <= _FEW_ROWS,
        symbol=_symbol(upper),
        addressed=any(_opens(row, _ADDRESSEE) for row in rows if row.top < page.height * _TITLE_ZONE),
        number=number,
        total=total,
        attached=refers is not None,
        refers=refers or "",
        runs_on=_runs_on(rows, page),
        ends=_is_signed(rows, page) or any(any(True for _ in _ENDS.find(row.compact)) for row in rows),
        back=_is_back(rows),
        sides=(min(wide, high), max(wide, high)),
    )


def _title(rows: Sequence[Row], page: Page) -> tuple[str, bool]:
    scores = title_scores(rows, page)
    best = max(scores, key=lambda name: scores[name], default="")
    if not best or scores[best] < _SURE_TITLE:
        return "", False
    return best, scores[best] >= _LOUD_TITLE and not any(_is_formula(row) for row in rows)


def _is_formula(row: Row) -> bool:
    """`QUYẾT ĐỊNH:` between the grounds and the articles of a decision is no title."""
    return row.text.rstrip().endswith(":") and row.text.isupper() and len(row.words) <= 3


def _is_headed(rows: Sequence[Row], page: Page) -> bool:
    """Whether large capitals stand in the middle at the top, as a title does that no kind knows."""
    usual = median([row.bottom - row.top for row in rows] or [1])
    for row in rows:
        middle = (row.words[0].box.left + row.words[-1].box.right) / 2 / page.width
        letters = [letter for letter in row.text if letter.isalpha()]
        if row.top < page.height * _HEADING_ZONE and 0.42 < middle < 0.58 and len(letters) >= 8:
            loud = sum(map(str.isupper, letters)) > 0.9 * len(letters) and row.bottom - row.top > 1.1 * usual
            if loud and not _SECTION.match(row.text):
                return True
    return False


def _symbol(upper: Sequence[Row]) -> str:
    """The document's number and symbol as printed at the top (`214/QĐ-UBND`, `/UBND-VP`), "" when there is none."""
    for row in upper:
        for start, _ in row.segments():
            found = document_number.find(row.text[start:])
            if found and "-" in found.symbol:
                return f"{found.number}/{found.symbol}"
    return ""


def _reference(row: Row) -> str | None:
    """The number behind `(Kèm theo Quyết định số ...`; "" where none can be read, None on other rows."""
    hit = next((hit for hit in _ATTACHED.find(row.compact) if hit.start < 4), None)
    if hit is None:
        return None
    found = _REFERENCE.search(row.text, row.compact.after(hit.end))
    return found[1] if found else ""


def _page_number(rows: Sequence[Row], page: Page) -> tuple[int | None, int | None]:
    """The page's number and how many there are, where they stand alone at the top or at the foot."""
    for row in rows:
        if page.height * _TOP < row.top < page.height * _BOTTOM:
            continue
        for start, end in row.segments():
            words = row.among(start, end)
            match = _NUMBER.fullmatch(row.text[start:end].strip())
            middle = (words[0].box.left + words[-1].box.right) / 2 / page.width
            if match and (0.42 < middle < 0.58 or (match[2] and middle > 0.3)):
                number, total = int(match[1]), int(match[2] or 0)
                if number > 0 and (not total or number <= total):
                    return number, total or None
    return None, None


def _runs_on(rows: Sequence[Row], page: Page) -> bool:
    """Whether the text begins in the middle of a sentence."""
    body = (row for row in rows if row.top > page.height * 0.04 and sum(map(str.isalpha, row.text)) >= 4)
    first = next(body, None)
    return first is not None and first.text.lstrip("“\"'(-–. ")[:1].islower()


def _is_signed(rows: Sequence[Row], page: Page) -> bool:
    """Whether a title in capitals stands above a name: who signed, and as what."""
    titles: list[tuple[int, int]] = []
    for row in rows:
        for start, end in row.segments():
            words = row.among(start, end)
            reach = words[0].box.left, words[-1].box.right
            text = row.text[start:end].strip(" .,:;")
            if text.isupper() and 4 <= len(text) <= _LONGEST_TITLE and row.top > page.height * _SIGNING_ZONE:
                titles.append(reach)
            elif _is_name(words) and any(reach[0] < right and left < reach[1] for left, right in titles):
                return True
    return False


def _is_name(words: Sequence[Word]) -> bool:
    """Two to five words as names are set under signatures: a capital, then small letters."""
    plain = [word.text.strip(".,:;") for word in words]
    return 2 <= len(plain) <= 5 and all(
        text.isalpha() and text[0].isupper() and (len(text) == 1 or text[1:].islower()) for text in plain
    )


def _opens(row: Row, pattern: str) -> bool:
    return any(
        begins(row.compact.letters, row.compact.index(start), pattern, tolerance(len(pattern)))
        for start, _ in row.segments()
    )


def _is_back(rows: Sequence[Row]) -> bool:
    """Whether it is the back of an identity card: its machine-readable lines, or words that only stand there."""
    return any(row.text.count("<") >= 5 for row in rows) or any(True for row in rows for _ in _BACK.find(row.compact))
