"""What the lines to learn from say: office print of the corpus, and invented names, numbers, labels and leaders.

Corpus lines that share six words in a row with the papers of `signed/` are left out: those papers judge the net.
"""

import json
import os
import random
import re
import string
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from digitize.vietnam.letters import LETTERS
from ocr.line_letters import ALPHABET, PLACES

SHARED = 6
NAMES = Path(__file__).parents[2] / "digitize" / "vietnam" / "names.toml"
LABELS = Path(__file__).parents[2] / "digitize" / "vietnam" / "labels.toml"
CODES = ("QĐ", "NĐ", "TT", "TB", "CV", "NQ", "KH", "BC", "TTr", "GM", "GP", "HĐ", "BB", "CT", "QC")
BODIES = ("UBND", "HĐND", "CP", "BTP", "BNV", "BTTTT", "BTC", "BCA", "TTg", "SNV", "STP", "VP", "KGVX", "NC")
AREAS = ("thôn", "ấp", "bản", "xóm", "tổ", "phố", "đường", "ngõ", "xã", "phường", "thị trấn", "huyện", "quận", "tỉnh")
CAPITALS = "AAABBCCDĐĐEGHHIKLMNNOPQRSTTTUVVXY"
Draw = random.Random
_LEADERS = re.compile(r"(?:[.·…]\s?){3,}|…+|_{3,}")


def tidy(text: str) -> str:
    """NFC with single spaces, leaders as one sign, without letters that the net cannot write."""
    alike = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("—", "–")
    return " ".join("".join(letter for letter in _LEADERS.sub("…", alike) if letter in PLACES).split())


def plain(text: str) -> list[str]:
    """Words in small letters, without signs."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def grams(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of six words."""
    return {tuple(words[at : at + SHARED]) for at in range(len(words) - SHARED + 1)}


def held_grams() -> set[tuple[str, ...]]:
    """Runs of six words in the papers that judge; needs pypdfium2."""
    import pypdfium2

    held: set[tuple[str, ...]] = set()
    for file in sorted((Path(os.environ["SOHOA_CORPUS"]) / "signed").glob("*.pdf")):
        with pypdfium2.PdfDocument(file) as pdf:
            held |= grams(plain(" ".join(page.get_textpage().get_text_range() for page in pdf)))
    return held


def write(target: Path) -> int:
    """Writes the corpus lines to learn from into one file, which travels to where the net is trained; their number."""
    from training.syllables import corpus

    held = held_grams()
    lines = [line for raw in corpus() if len(line := tidy(raw)) > 1 and not grams(plain(line)) & held]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")
    return len(lines)


class Texts:
    """Draws texts of about the length asked, from the corpus file (none: invented ones only)."""

    def __init__(self, file: Path | None) -> None:
        self.lines = file.read_text(encoding="utf-8").splitlines() if file else []
        told = tomllib.loads(NAMES.read_text(encoding="utf-8"))
        pieces = re.findall(r"[^\W\d_]+", json.dumps(told, ensure_ascii=False))
        self.syllables = sorted({piece for piece in pieces if piece[0].islower()})
        labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))["label"]
        self.labels = sorted({text for label in labels for text in label["texts"]})
        self.kinds: list[tuple[Callable[[Draw], str], int]] = [
            (self.prose, 42 if self.lines else 0),
            (self.misspelt, 10 if self.lines else 0),
            (self.name, 6),
            (self.digits, 9),
            (self.number, 8),
            (self.label, 8),
            (self.address, 4),
            (self.scatter, 8),
            (self.acronym, 5),
            (self.foreign, 2),
            (self.signs, 3),
            (self.zone, 3),
        ]

    def draw(self, draw: Draw, length: int) -> str:
        """A text of at most so many letters."""
        makers, weights = zip(*self.kinds, strict=True)
        text = ""
        while len(text) < length * 0.5:
            more = draw.choices(makers, weights)[0](draw)
            text = cut(f"{text} {more}".strip(), length, draw)
            if draw.random() < 0.25:
                break
        return tidy(cased(text, draw)) or "-"

    def prose(self, draw: Draw) -> str:
        """A line of the corpus."""
        return draw.choice(self.lines)

    def misspelt(self, draw: Draw) -> str:
        """A line of the corpus with other marks here and there: what is rarer than its twin is read all the same."""
        return twinned(self.prose(draw), draw)

    def name(self, draw: Draw) -> str:
        """Syllables of names, as no one is called."""
        made = [draw.choice(self.syllables).capitalize() for _ in range(draw.randint(2, 4))]
        return " ".join(made).upper() if draw.random() < 0.4 else " ".join(made)

    def digits(self, draw: Draw) -> str:
        """Digits that nothing foretells: identity numbers, telephones, sums, serials."""
        count = draw.choice((1, 2, 3, 4, 6, 8, 9, 10, 12, 12, 12, 13))
        run = "".join(draw.choices(string.digits, k=count))
        if count > 3 and draw.random() < 0.3:
            sign = draw.choice(". ,-")
            run = sign.join(run[max(0, at - 3) : at] for at in range(len(run), 0, -3)[::-1])
        return run + draw.choice(("", "", "", " đồng", "đ", "₫", "%", " m²", ".", ",", ";", "/"))

    def number(self, draw: Draw) -> str:
        """Dates, numbers of law and of papers."""
        day = date(1940, 1, 1) + timedelta(days=draw.randrange(34000))
        head = draw.randrange(1, 4000)
        tail = f"{draw.choice(CODES)}-{draw.choice(BODIES)}"
        return draw.choice(
            (
                f"{day:%d/%m/%Y}",
                f"{day.day}/{day.month}/{day.year}",
                f"{day:%d-%m-%Y}",
                f"ngày {day:%d} tháng {day:%m} năm {day.year}",
                f"{head}/{tail}",
                f"Số: {head:02d}/{day.year}/{tail}",
                f"Điều {head % 300} khoản {head % 9 + 1}",
                f"{head % 24:02d} giờ {head % 60:02d} phút",
                f"{head % 90},{head % 97} m²",
                f"H{head % 64:02d}.{head % 99:02d}.{head % 9}-{day:%y%m%d}-{draw.randrange(10**4):04d}",
            )
        )

    def label(self, draw: Draw) -> str:
        """A form's label, empty or filled."""
        text = draw.choice(self.labels)
        head = text[:1].upper() + text[1:] + draw.choice((":", ": ", " (1):", ""))
        fill = draw.choice((lambda _: "…", lambda _: "…", self.name, self.digits, self.number))
        return f"{draw.choice(('', '', '1. ', '- ', '☐ ', '☑ ', '• ', 'a) '))}{head} {fill(draw)}"

    def address(self, draw: Draw) -> str:
        """A place that is none."""
        parts = [f"{draw.choice(AREAS)} {self.name(draw)}" for _ in range(2)]
        return f"Số {draw.randrange(400)}, {', '.join(parts)}"

    def scatter(self, draw: Draw) -> str:
        """Letters that nothing foretells, all of them as often: no mark may depend on knowing the word."""
        words = []
        for _ in range(draw.randint(2, 5)):
            word = "".join(draw.choice(LETTERS) if draw.random() < 0.5 else _consonant(draw) for _ in range(4))
            words.append(draw.choice((word.lower(), word.lower(), word.upper(), word[0].upper() + word[1:].lower())))
        return " ".join(words)

    def acronym(self, draw: Draw) -> str:
        """Capitals as offices and their papers are called by, of no office: TTATXH, 573/TTr-SNV."""
        runs = ["".join(draw.choices(CAPITALS, k=draw.randint(2, 7))) for _ in range(draw.choice((1, 1, 2)))]
        return draw.choice(("", "", f"{draw.randrange(1, 9999)}/", "(", "TTr-")) + draw.choice("-/").join(runs)

    def foreign(self, draw: Draw) -> str:
        """Letters of English, codes, addresses of the net."""
        count = draw.randint(2, 9)
        run = "".join(draw.choices(string.ascii_letters + string.digits, k=count))
        return draw.choice((run, run.upper(), f"{run.lower()}@{run[:3].lower()}.gov.vn", f"www.{run.lower()}.vn"))

    def signs(self, draw: Draw) -> str:
        """Signs among letters, all of them as often."""
        return "".join(draw.choice(ALPHABET) for _ in range(draw.randint(1, 6)))

    def zone(self, draw: Draw) -> str:
        """A line like those of a card's machine-readable zone (ICAO 9303), of figures that belong to no one."""
        number = "".join(draw.choices(string.digits, k=24))
        name = "<<".join("".join(draw.choices(string.ascii_uppercase, k=draw.randint(2, 6))) for _ in range(2))
        lines = (f"IDVNM{number[:22]}<<{number[22]}", f"{number[:7]}M{number[7:14]}VNM{'<' * 11}", name)
        return draw.choice(lines).ljust(30, "<")[:30]


def _twins() -> dict[str, tuple[str, ...]]:
    """For each letter those that differ from it in one mark: d for đ, u and ứ for ư, ẻ and ễ for ể."""
    parts = {letter: _marks(letter) for letter in "dD" + LETTERS}
    return {
        one: tuple(other for other, (base, *marks) in parts.items() if base == mine and _one_apart(marks, its))
        for one, (mine, *its) in parts.items()
    }


def _one_apart(marks: list[str], others: list[str]) -> bool:
    return sum(one != other for one, other in zip(marks, others, strict=True)) == 1


def _marks(letter: str) -> tuple[str, str, str]:
    """A letter without marks, its own mark (circumflex, breve, horn, stroke), its tone."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D", "-", ""
    base, *marks = unicodedata.normalize("NFD", letter)
    own = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
    return base, "".join(own), "".join(mark for mark in marks if mark not in own)


TWINS = _twins()


def twinned(text: str, draw: Draw) -> str:
    """The text with one in six of its marked letters, or letters that could bear a mark, as a twin."""
    return "".join(
        draw.choice(TWINS[letter]) if letter in TWINS and draw.random() < 1 / 6 else letter for letter in text
    )


def _consonant(draw: Draw) -> str:
    return draw.choice("bcdđghklmnpqrstvxfjwz")


def cut(text: str, length: int, draw: Draw) -> str:
    """At most so many letters of the text, from the beginning of a word to the end of one where possible."""
    if len(text) <= length:
        return text
    start = draw.randrange(len(text) - length + 1)
    space = text.rfind(" ", 0, start + 1) + 1
    part = text[space : space + length]
    return (
        part.rsplit(" ", 1)[0] if " " in part and text[space + length : space + length + 1] not in ("", " ") else part
    )


def cased(text: str, draw: Draw) -> str:
    """Now and then in capitals, or each word with one."""
    chance = draw.random()
    if chance < 0.25:
        return text.upper()
    return " ".join(word[:1].upper() + word[1:] for word in text.split()) if chance < 0.29 else text
