"""Number and symbol of a document (số, ký hiệu: NĐ 30/2020/NĐ-CP, Phụ lục I and III), read with tolerance.

Named types: `15/QĐ-BNV`; official letters: `05/BNV-VP`; legal texts add the year: `30/2020/NĐ-CP`; papers of civil
status: `123/2020` or a bare number.
"""

import re
from dataclasses import dataclass

from digitize.vietnam.near import bare

_HEAD = re.compile(r"^\W{0,4}[s5$][o06]\b\s*(?P<colon>[:.;,]?)", re.ASCII)
_GROUP = r"[^\W_]+(?:\s?&\s?[^\W_]+)*"
_SYMBOL = rf"(?P<symbol>[^\W\d_][^\W_]*(?:\s?&\s?[^\W_]+)*(?:\s*[-–—]\s*{_GROUP})*)"
_BLANK = r"[\s.…_]*"
_TAIL = rf"{_BLANK}/\s*(?:(?P<year>\d{{4}})\s*/\s*)?{_SYMBOL}"
_NUMBER = re.compile(rf"{_BLANK}(?P<number>\d{{0,5}}[a-z]?){_TAIL}")
_UNCLEAR = re.compile(rf"{_BLANK}(?P<number>[^/\s.…_][^/]{{0,13}}?){_TAIL}")
_SLOT = re.compile(r"[\s.…_]*(?P<number>\d{1,9}[a-zA-Z]?)(?:\s?/\s?(?P<year>\d{4}))?(?![\w/])")
_SERIAL = re.compile(r"\W*([A-ZĐ]{1,2})\s?(\d{6}|\d{8})\W*")
# a person's number is announced: Số CCCD/Căn cước
_OF_PERSON = re.compile(r"\W*(?:the )?(?:cccd|cmnd|can cuoc|cc\b|dinh danh|ho chieu|giay|chung minh)")
_MARKUP = re.compile(r"</?su[bp]>|[*]")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as read, without stray spaces; empty `number`: its slot is blank. `unclear`: it is not all figures."""

    number: str
    year: str
    symbol: str
    start: int
    end: int
    unclear: bool = False

    @property
    def value(self) -> str | None:
        """`499/TB-UBND`; None when the number is blank, whatever the symbol says."""
        return "/".join(part for part in (self.number, self.year, self.symbol) if part) if self.number else None

    @property
    def type(self) -> str:
        """The first group of the symbol: the type's abbreviation, or the agency's in an official letter."""
        return self.symbol.split("-")[0]


def find(text: str) -> DocumentNumber | None:
    """The number with symbol in a text that begins with `Số`; one inside running text is a reference and not found."""
    plain, start = _begin(text)
    if start is None:
        return None
    match = _NUMBER.match(plain, start)
    if match:
        return _number(match, unclear=False)
    match = _UNCLEAR.match(plain, start)
    return _number(match, unclear=True) if match and not _OF_PERSON.match(bare(match["number"])) else None


def find_slot(text: str) -> DocumentNumber | None:
    """Like `find`, but also a bare number, a number with its year, or a blank behind `Số:` (papers of civil status)."""
    found = find(text)
    plain, start = _begin(text)
    if found or start is None:
        return found
    match = _SLOT.match(plain, start)
    if match:
        return DocumentNumber(match["number"], match["year"] or "", "", match.start("number"), match.end())
    rest = plain[start:]
    blank = not re.search(r"\w", rest) and (":" in plain[:start] or re.search(r"[.…_]{3}", rest))
    return DocumentNumber("", "", "", start, len(text)) if blank else None


def _begin(text: str) -> tuple[str, int | None]:
    """The text without mark-up, character for character, and where the slot behind `Số` begins."""
    plain = _MARKUP.sub(lambda found: " " * len(found[0]), text)
    head = _HEAD.match(bare(plain))
    return plain, head.end() if head else None


def _number(match: re.Match[str], *, unclear: bool) -> DocumentNumber:
    symbol = re.sub(r"\s+", "", re.sub(r"[–—]", "-", match["symbol"]))
    # Tesseract writes the one letter Đ as Đ and Ð (an Icelandic letter that no Vietnamese text holds)
    symbol = re.sub("ĐÐ|ÐĐ|Ð", "Đ", symbol)
    number = re.sub(r"\s+", " ", match["number"]).strip(" .…_:")
    return DocumentNumber(number, match["year"] or "", symbol, match.start("number"), match.end(), unclear)


def find_serial(text: str) -> DocumentNumber | None:
    """The serial number of a form (`DĐ 000417`): one letter or two and six or eight digits, and nothing else."""
    match = _SERIAL.fullmatch(text)
    return DocumentNumber(f"{match[1]} {match[2]}", "", "", match.start(1), match.end()) if match else None
