"""Labels of printed forms, where they stand in a row, and whose value they announce (data: `labels.toml`)."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.resources import files
from itertools import dropwhile, pairwise
from typing import Any

from digitize.vietnam import dates
from digitize.vietnam.near import Finder, Hit, bare, begins, phrase, tolerance
from digitize.vietnam.rows import Row, row_of

SECTION = "section"
_ASIDE = re.compile(r"\s*\([^)]{0,60}\)")
_COLON = re.compile(r"\s*[:;]")
_HOW = re.compile(r"\s*\((?:viết|ghi)[^)]{0,40}\)", re.IGNORECASE)
# the mark of a footnote that tells how to fill the slot in
_NOTE = re.compile(r"\s*\([0-9lI]{1,2}\)(?=\s|$|[^\W\d])")
_ENDS = re.compile(r"\s*(?:[:;(/]|[.…_]{2}|$)")
_UNKNOWN = re.compile(r"[^:\d]{1,48}?:")
_LONG_NUMBER = re.compile(r"\s*(?:\d[\s.]?){9,}")
_CLOSING, _SHORT = 14, 6
_LIST_MARK = re.compile(r"[\W_]*(?:(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\s?[.)/]+(?:\d{1,2}[.)]?)?)*[\W_]*$")
# the number of an entry, [07], which none but a label follows
_ENTRY = re.compile(r"(?:^|\s)\[\s?[0-9]{1,2}[a-z]?\s?\][\W_]*$")
# what a slot holds, told below it in brackets: (họ và tên, viết chữ in hoa) (ngày, tháng, năm sinh)
_CAPTIONS = re.compile(r"\s*(?:\([^()]{2,60}\)\s*)+$")
# how to fill in a form, told at its foot with examples: (3) Ghi thông tin về giấy tờ tùy thân (ví dụ: Căn cước số ...)
_FOOTNOTE = re.compile(r"\W*[1-9]\W*\s(?:ghi|neu|doi voi|truong hop|gach)\b")
# words that end like a label: Theo từng lần phát sinh ngày ..., lệ phí trước bạ (nếu có):
_COMPOUND = re.compile(r"(?:khai|phát|học|vệ|thí|sản|nảy|hy|tái) sinh\b|trước bạ\b")
# what stands in no label: □ Nam ☑ Nữ are to be ticked
_SIGNS = re.compile("[:□■☐☑☒]")
_WITH = re.compile(r"\bvoi\s*$")
_GREETING = re.compile(r"\W*kinh gui\W*")
_ARTICLE = re.compile(r"\W*dieu\s[0-9]{1,2}\W*")


@dataclass(frozen=True, slots=True)
class Label:
    """A field and the compact letters by which it is announced."""

    field: str
    pattern: str
    role: str = ""
    kinds: tuple[str, ...] = ()
    mark: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A label found in a row: from `start` up to `end` (behind its colon), and what it says.

    `role` empty: the label does not say whose; `unlike`: it says so in words that are not known.
    """

    field: str
    role: str
    row: Row
    start: int
    end: int
    colon: bool
    opens: bool
    unlike: bool = False


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files("digitize.vietnam") / "labels.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _roles() -> tuple[tuple[str, str], ...]:
    pairs = [(phrase(text), role) for role, texts in _data()["roles"].items() for text in texts]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=64)
def _labels(kind: str) -> tuple[Label, ...]:
    found = []
    for table in _data()["label"]:
        only = tuple(table.get("kinds", ()))
        if not only or kind in only:
            rest = (table.get("role", ""), only, table.get("mark", False), table.get("filled", False))
            found += [Label(table["field"], phrase(text), *rest) for text in table["texts"]]
    for role, texts in _data()["sections"].items():
        found += [Label(SECTION, phrase(text), role) for text in texts]
    return tuple(found)


@lru_cache(maxsize=64)
def _finder(kind: str) -> Finder:
    return Finder(label.pattern for label in _labels(kind))


def places(row: Row, kind: str) -> tuple[Place, ...]:
    """The labels of a row from left to right; where several fit, the longest; two of one field side by side are one."""
    hits = [hit for hit in _finder(kind).find(row.compact) if _whole(row, hit)]
    hits.sort(key=lambda hit: (4 * hit.errors - hit.end + hit.start, hit.start))
    taken: list[Hit] = []
    for hit in hits:
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    taken.sort(key=lambda hit: hit.start)
    found = (_place(row, hit, _labels(kind)[hit.pattern]) for hit in taken)
    return _addressed(_joined(_announced(tuple(place for place in found if place))))


def _addressed(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """The labels without words in a sentence right before another label: Thông tin của Ông/Bà: CCCD số ..."""
    last = tuple(
        place.field == "full_name" and not place.opens and not place.row.text[place.end : after.start].strip()
        for place, after in pairwise(found)
    )
    return tuple(place for place, said in zip(found, (*last, False), strict=True) if not said) if found else ()


def _announced(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """The labels without those that are words of a procedure's name: "Xác nhận tình trạng hôn nhân"."""
    named = next((place for place in found if place.field == "procedure"), None)
    return tuple(place for place in found if not named or not _is_named(named, place))


def _is_named(named: Place, place: Place) -> bool:
    return place.start > named.end and not (place.colon or place.opens or place.field == "procedure_code")


def find_places(rows: tuple[Row, ...], kind: str) -> tuple[tuple[Place, ...], ...]:
    """The labels of every row; one that is broken within its cell, beside its value, is found in its first row.

    Captions below slots, labels said again in another language and notes at a page's foot announce nothing.
    """
    found = [() if _CAPTIONS.match(row.text) else places(row, kind) for row in rows]
    _forget_translations(rows, found)
    _forget_footnotes(rows, found)
    for index, (row, below) in enumerate(pairwise(rows)):
        if row.cuts and row.page == below.page and below.top - row.bottom < row.bottom - row.top:
            broken = [place for place in map(partial(_broken, row, below, kind), row.segments()) if place]
            if broken:
                kept = [
                    one for one in found[index] if not any(one.start < it.end and it.start < one.end for it in broken)
                ]
                found[index] = tuple(sorted([*kept, *broken], key=lambda place: place.start))
    return tuple(found)


def behind_translation(text: str) -> int:
    """How many characters of a row below a value are its label's English, which the value goes on behind."""
    found = (re.match(rf"\W*{one}\b\W*", text, re.IGNORECASE) for one in _data()["translations"])
    return next((said.end() for said in found if said), 0)


def _forget_translations(rows: tuple[Row, ...], found: list[tuple[Place, ...]]) -> None:
    """Takes the labels from rows that hold nothing but the label of the row above, which has its value, once more."""
    for index in range(1, len(rows)):
        above, row = rows[index - 1], rows[index]
        if len(found[index]) != 1 or not found[index - 1] or above.page != row.page:
            continue
        first, again = found[index - 1][0], found[index][0]
        alone = not row.text[: again.start].strip() and not row.text[again.end :].strip()
        filled = re.search(r"\w", above.text[first.end :]) is not None
        if first.field == again.field and first.opens and alone and filled and not again.colon and not again.role:
            found[index] = ()


def _forget_footnotes(rows: tuple[Row, ...], found: list[tuple[Place, ...]]) -> None:
    """Takes the labels from the notes in the lower half of a page's rows that tell how to fill in the form."""
    for page in {row.page for row in rows}:
        indices = [index for index, row in enumerate(rows) if row.page == page]
        lower = indices[len(indices) // 2 :]
        for index in dropwhile(lambda index: not _FOOTNOTE.match(bare(rows[index].text)), lower):
            found[index] = ()


def _broken(row: Row, below: Row, kind: str, segment: tuple[int, int]) -> Place | None:
    """The label whose words go on below in the same cell, if what stands there is nothing but its end.

    Figures close behind it are its value, in the next cell.
    """
    start, end = segment
    figures = re.search(r"\s[0-9]", row.text[start:end])
    end = start + figures.start() if figures else end
    if end >= len(row.text):
        return None
    first = row.among(start, end)
    height = row.bottom - row.top
    for begin, stop in below.segments():
        more = below.among(begin, stop)
        if abs(more[0].box.left - first[0].box.left) < height:
            cell = row_of(row.page, (*first, *more))
            found = places(cell, kind)
            # words that are not known are no label's end but the next label
            known = found and found[0].opens and not found[0].unlike
            if known and found[0].start == 0 and found[0].end >= len(cell.text.rstrip(" :")):
                return replace(found[0], row=row, start=start, end=end)
    return None


def _whole(row: Row, hit: Hit) -> bool:
    """Whether a label ends with a word, lies within one column and reaches over no colon into a value.

    "HỌ VÀ TÊN CHỦ HỘ: Đỗ ..." is much like "họ và tên chủ hồ sơ".
    """
    start, end = row.compact.places[hit.start], row.compact.after(hit.end)
    apart = any(start < cut < end for cut in row.cuts) or _SIGNS.search(row.text[start:end])
    compound = any(found.start() < start < found.end() for found in _COMPOUND.finditer(row.text))
    return not row.text[end : end + 1].isalnum() and not apart and not compound


def _behind(row: Row, end: int, limit: int, field: str) -> tuple[int, bool]:
    """Where a label ends behind what stands in brackets before its colon and after it, and whether it has a colon."""
    # a label may end within brackets itself: Ông (bà):
    end += row.text.startswith(")", end, limit)
    aside = _ASIDE.match(row.text, end, limit)
    end = aside.end() if aside else end
    colon = _COLON.match(row.text, end)
    if not colon:
        return end, False
    note = _NOTE.match(row.text, colon.end(), limit) if field != "phone" else None
    note = note or _HOW.match(row.text, colon.end(), limit)
    return note.end() if note else colon.end(), True


def _place(row: Row, hit: Hit, label: Label) -> Place | None:
    start, end, errors = row.compact.places[hit.start], row.compact.after(hit.end), hit.errors
    limit = next((cut for cut in row.cuts if cut >= end), len(row.text))
    before = bare(row.text[max((cut for cut in row.cuts if cut <= start), default=0) : start])
    entry = _ENTRY.search(before)
    opens = _LIST_MARK.fullmatch(before) is not None or entry is not None
    role, end = _qualified(row, end, limit) if label.field != SECTION else ("", end)
    end, colon = _behind(row, end, limit, label.field)
    unlike = False
    if not colon and opens and (not label.mark or len(label.pattern) < _SHORT) and label.field != SECTION:
        end, colon, unlike = _unknown(row, end, limit)
        if not colon and row.text[end:limit].lstrip().startswith("/"):
            # another name for it in the same cell: Số định danh cá nhân/Căn cước
            end = limit
    # whom somebody is to marry
    unlike = unlike or (label.field == "full_name" and _WITH.search(before) is not None)
    number, day = _LONG_NUMBER.match(row.text, end, limit), label.field == "date_of_birth"
    if label.filled and not (dates.find_end(row.text, end, len(row.text)) if day else number):
        return None
    marked = label.mark and not number
    if marked and label.field == "full_name":
        introduced = _GREETING if label.kinds else _ARTICLE
        if introduced.fullmatch(before) and _is_name(row.text[end:], loud=not label.kinds):
            marked, opens = False, True
    if not colon and (marked or (not opens and label.field in ("full_name", SECTION))):
        return None
    if errors and not colon and end < limit and row.text[end:limit].strip():
        # words of a value that look like a label: Nguyễn Xuân is no nguyên quán
        return None
    alone = re.search(r"\w", row.text[end:limit]) is None
    # "... cho người có tên dưới đây:" closes the sentence that opens a section
    closes = colon and alone and len(label.pattern) >= _CLOSING
    if label.field == SECTION and not closes and not (opens and (colon or alone)):
        return None
    start -= len(entry[0].lstrip()) if entry else 0
    return Place(label.field, label.role or role, row, start, end, colon, opens, unlike and not role)


def _is_name(text: str, *, loud: bool) -> bool:
    """Whether nothing but a name stands there, `loud`: in capitals: Điều 1. Bà TRẦN THỊ THỬ."""
    words = text.strip(" .,;").split()
    return 2 <= len(words) <= 6 and all(
        word.isalpha() and (word.isupper() or (not loud and word.istitle())) for word in words
    )


def _qualified(row: Row, end: int, limit: int) -> tuple[str, int]:
    """Whose the label is ("người mẹ"), and the end of the words that say so: before the colon, with nothing behind."""
    colon = row.text.find(":", end, limit)
    letters, index = row.compact.letters, row.compact.index(end)
    for filler in ("cua", "ve"):
        if letters.startswith(filler, index):
            index += len(filler)
            break
    for pattern, role in _roles():
        found = begins(letters, index, pattern, tolerance(len(pattern)))
        behind = row.compact.after(found[0]) if found else end
        if found and behind <= (colon if colon >= 0 else limit) and _ENDS.match(row.text, behind, limit):
            return role, behind
    return "", end


def _unknown(row: Row, end: int, limit: int) -> tuple[int, bool, bool]:
    """Words between a label and its colon: another language behind a stroke, or somebody whom we do not know."""
    found = _UNKNOWN.match(row.text, end, limit)
    if not found:
        return end, False, False
    words = found[0][:-1].strip()
    foreign = words.startswith("/") or not any(map(str.isalnum, words))
    few = len(words.split()) <= 7
    return (found.end(), True, not foreign) if few else (end, False, False)


def _joined(found: tuple[Place, ...]) -> tuple[Place, ...]:
    joined: list[Place] = []
    for place in found:
        last = joined[-1] if joined else None
        if last and _one(last, place):
            role = place.role or last.role
            last = Place(
                place.field, role, place.row, last.start, place.end, last.colon or place.colon, last.opens, place.unlike
            )
            joined[-1] = last
        elif last and place.start < last.end:
            continue
        else:
            joined.append(place)
    return tuple(joined)


def _one(last: Place, place: Place) -> bool:
    """Whether two labels are one in two languages or two words for it ("Giấy tờ tùy thân: CCCD số")."""
    between = place.row.text[last.end : place.start]
    apart = re.search(r"\w", between) or any(last.end <= cut <= place.start for cut in place.row.cuts)
    alike = last.field == place.field != SECTION and (not place.role or place.role == last.role)
    return alike and not apart
