"""Lets witnesses speak: what QR codes, machine-readable zones, barcodes and a second reading say of the fields.

Agreement adds a witness and makes surer; disagreement is a doubt that keeps both readings. A citizen ID is sure with
two witnesses only, and no digit is ever chosen or mended. Pages of digital text were not read, so they need no second
reading. What only a card's QR code tells (name with its marks, address, former number) comes from there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digitize.model import Box, Document, Field, Line, Page, Word
from digitize.vietnam import dates, dossier_code
from digitize.vietnam.fold import fold
from digitize.vietnam.near import bare
from digitize.vietnam.plausible import oddity
from digitize.vietnam.readings import clear_days, parted_day, plain, standing, tell_day, tell_name
from digitize.vietnam.testimony import TRUST, Said, hear
from digitize.vietnam.values import SURE

CARDS = ("can_cuoc", "cmnd")
NUMBERS = ("citizen_id", "all_citizen_ids")
DATES = frozenset({"date_of_birth", "issue_date", "expiry_date", "due_date"})
# What is wrong with a date whose strokes were read as letters or figures.
UNCLEAR = frozenset({"unclear_date", "unclear"})
# What is wrong with a card's name whose marks or letters were not read.
MISREAD = frozenset({"low_confidence", "unlikely_name", "unclear"})
# What a second witness settles; what is wrong with the value by itself stays wrong.
_SETTLED = ("low_confidence", "one_witness", "unlikely_name", "unclear_date")
_JOINTS = re.compile(r"[\s.,:;|_–-]")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A field after all witnesses spoke, the doubts about it (names of the glossary), and those they settled."""

    field: Field
    doubts: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


def witness(document: Document) -> Document:
    """The document with its fields witnessed, those that only a code tells added, and doubts where witnesses differ."""
    said = hear(document.pages)
    fields = _with_card(document, said) if document.kind in CARDS else document.fields
    heard = [_hear(field, document, said) for field in (*fields, *_from_barcode(document, fields))]
    unsure = {one.field.name for one in heard if one.field.status == "doubtful"}
    settled = {
        f"{one.field.name}:{doubt}"
        for one in heard
        if len(one.field.witnesses) > 1 and one.field.name not in {"all_citizen_ids", *unsure}
        for doubt in _SETTLED
    }
    settled |= {f"{one.field.name}:{doubt}" for one in heard for doubt in one.settled}
    doubts = [doubt for doubt in document.doubts if doubt not in settled]
    doubts += [f"{one.field.name}:{doubt}" for one in heard for doubt in one.doubts]
    return replace(document, fields=tuple(one.field for one in heard), doubts=tuple(dict.fromkeys(doubts)))


def _hear(field: Field, document: Document, said: tuple[Said, ...]) -> _Heard:
    if not field.value or field.status == "blank_on_page":
        return _Heard(field)
    if field.name in NUMBERS:
        return _number(field, document, said)
    if field.name == "dossier_code":
        return _weigh(field, [("barcode", code) for code in _dossier_codes(document)])
    spoken = [(one.witness, value) for one in said for name, value in one.values if name == field.name]
    spoken = spoken if document.kind in CARDS else []
    found = _read_more(field, document, spoken)
    if found:
        return found
    heard = _weigh(field, spoken)
    return heard if heard.field.status == "read" or heard.doubts else _look_again(heard.field, document)


def _look_again(field: Field, document: Document) -> _Heard:
    """A field that the engine was unsure of: sure where it read the same again, else with the other reading beside."""
    words = _within(document.pages[field.page - 1], field.box)
    again = " ".join(word.again for word in words if word.again)
    unlikely = f"{field.name}:unlikely_name" in document.doubts
    # Two engines that make nothing of a hand's figures do not make a blank of them.
    partial = field.name in DATES and f"{field.name}:blank_unsure" in document.doubts
    if not again or partial or any(word.again is None for word in words):
        return _Heard(field)
    if not _reads_alike(field, "".join(word.text for word in words), again):
        return _Heard(replace(field, others=tuple(dict.fromkeys((*field.others, again)))))
    # Marks that are lost are lost in both readings.
    return _Heard(field) if unlikely else _weigh(field, [("print_again", field.value or "")])


def _with_card(document: Document, said: tuple[Said, ...]) -> tuple[Field, ...]:
    """The fields of a card, with those added that print did not tell and its code or zone does."""
    if len({one.citizen_id for one in said}) != 1:
        return document.fields
    told = {field.name for field in document.fields if field.value and field.role in ("", "holder")}
    fresh: dict[str, Field] = {}
    numbers = () if "citizen_id" in told else NUMBERS
    for one in said:
        values = (*((name, one.citizen_id) for name in numbers), *one.values)
        for name, value in values:
            # A zone has no marks, and no check digit for a name.
            if name not in told and name not in fresh and (one.witness == "qr" or name != "full_name"):
                role = {"all_citizen_ids": "holder", "cmnd": "alias"}.get(name, "")
                trust = TRUST[one.witness]
                fresh[name] = Field(name, value, trust, one.page, one.box, role, (one.witness,))
    kept = (field for field in document.fields if field.name not in fresh)
    return (*kept, *fresh.values())


def _number(field: Field, document: Document, said: tuple[Said, ...]) -> _Heard:
    """A citizen ID: sure with two witnesses, in doubt when one of them differs."""
    mine = document.kind in CARDS and field.name == "citizen_id"
    spoken = [(one.witness, one.citizen_id) for one in said if mine or one.citizen_id == field.value]
    page = document.pages[field.page - 1]
    if "print" in field.witnesses:
        again = _second_readings(field, page, document.pages)
        # where a code says the same, only another number contradicts, not what was read around it
        told = any(value == field.value for _, value in spoken)
        spoken += [one for one in again if not told or _digits(one[1]) == len(field.value or "")]
    elif _is_printed(field.value or "", document.pages):
        spoken.append(("print", field.value or ""))
    heard = _weigh(field, spoken)
    if len(heard.field.witnesses) > 1 or heard.doubts or _is_digital(page):
        return heard
    return _Heard(replace(heard.field, status="doubtful"), ("one_witness",))


def _weigh(field: Field, spoken: Iterable[tuple[str, str]]) -> _Heard:
    """The field with those witnesses who agree; in doubt, with what the others say, where one does not."""
    witnesses, others, confidence = field.witnesses, field.others, field.confidence
    for name, value in spoken:
        if not _same(field, value):
            others = (*others, value)
        elif name not in witnesses:
            witnesses = (*witnesses, name)
            confidence = 1 - (1 - confidence) * (1 - TRUST[name])
    field = replace(field, witnesses=witnesses, others=tuple(dict.fromkeys(others)), confidence=round(confidence, 4))
    if field.others:
        return _Heard(replace(field, status="doubtful"), ("witnesses_differ",))
    return _Heard(replace(field, status="read") if len(witnesses) > 1 else field)


def _reads_alike(field: Field, first: str, again: str) -> bool:
    """Whether both readings are the same; of a date, whether the second is clearly the day of the first."""
    if field.name in DATES:
        # the second picture may show the end of the label, too
        found = dates.find_filled(again) or dates.find(again)
        if found is not None and not found.problem:
            return found.value == field.value
        return field.value in clear_days([first]) and parted_day(again) == field.value
    return _JOINTS.sub("", again) == _JOINTS.sub("", first)


def _same(field: Field, value: str) -> bool:
    """Whether a witness says what the field does; capitals and the way a place is shortened are no difference."""
    mine = field.value or ""
    if field.name == "address":
        return fold(mine) in fold(value) or fold(value) in fold(mine)
    return mine.casefold() == value.casefold()


def _second_readings(field: Field, page: Page, pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    """What the words of a number say when read again, and the same number where it stands once more.

    A reading that was unsure, or that the second contradicts, needs two further ones that both agree with it.
    """
    value = field.value or ""
    words = _within(page, field.box)
    again, *more = (_JOINTS.sub("", text) for text in _readings(words))
    unsure = field.confidence < SURE["citizen_id"]
    agreed, borne_out = _tells(again, value), len(more) > 1 and all(_tells(text, value) for text in more)
    if (agreed or not unsure) and (borne_out or (agreed and not unsure)):
        yield "print_again", value
    else:
        yield from (
            ("print_again", text) for text in (again, *more) if not _tells(text, value) and _is_long(text, value)
        )
    elsewhere = (word for one in pages for word in _words(one) if one is not page or word not in words)
    if any(_JOINTS.sub("", word.text) == value for word in elsewhere):
        yield "print_again", value


def _tells(text: str, value: str) -> bool:
    """Whether a reading is the number; an engine may tell one word twice, any other digit makes it another number."""
    return re.fullmatch(rf"(?:[^0-9]*{re.escape(value)})+[^0-9]*", text) is not None


def _is_long(text: str, value: str) -> bool:
    """Whether a reading holds digits enough to be meant as such a number."""
    return _digits(text) >= len(value) // 2


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _readings(words: tuple[Word, ...]) -> Iterator[str]:
    """What the words say together when read a second time, then at other sizes as far as all of them were."""
    yield " ".join(word.again or "" for word in words)
    yield from (" ".join(texts) for texts in zip(*(word.more for word in words), strict=False))


def _read_more(field: Field, document: Document, spoken: list[tuple[str, str]]) -> _Heard | None:
    """A day or a name that was read unsurely, where readings at other sizes or a code tell it; None where they do not.

    What spells a day out, and where a name stands once more, must say the same.
    """
    named = [doubt.partition(":") for doubt in document.doubts]
    doubts = {doubt for name, _, doubt in named if name == field.name}
    words = _within(document.pages[field.page - 1], field.box)
    readings = tuple(_readings(words))
    value = None
    if field.name in DATES and doubts and doubts <= {*UNCLEAR, "low_confidence", "two_values"}:
        said = [value for _, value in spoken]
        value = tell_day(" ".join(word.text for word in words), readings, [*said, *field.others])
        again = value in clear_days(readings) or not said
    elif field.name == "full_name" and doubts & MISREAD and doubts <= {*MISREAD, "two_values"} and spoken:
        # print loses marks, a code does not; a code that tells another name is a doubt
        value = _coded(field, spoken, garbled="unclear" in doubts)
        again = False
    elif field.name == "full_name" and doubts and doubts <= {"low_confidence", "unlikely_name", "two_values"}:
        sure = field.confidence >= SURE["full_name"] and "unlikely_name" not in doubts
        read, first = tuple(_readings(_of_name(words, field.value or ""))), field.value or ""
        value = tell_name(first, read, sure=sure) or tell_name(first, (*read, *field.others), sure=sure)
        again = True
        value = value if value and _stands_so(value, field, document.pages) else None
    if not value:
        return None
    heard = _weigh(replace(field, value=value, others=()), [*spoken, *([("print_again", value)] if again else ())])
    return replace(heard, settled=tuple(doubts))


def _coded(field: Field, spoken: list[tuple[str, str]], *, garbled: bool) -> str | None:
    """The name that all codes tell, if it has the letters that were read; whatever was, where that was no name."""
    told = {value for _, value in spoken}
    name = told.pop() if len(told) == 1 else ""
    return name if name and (garbled or bare(plain(name)) == bare(plain(field.value or ""))) else None


def _of_name(words: tuple[Word, ...], value: str) -> tuple[Word, ...]:
    """Those of the words in a name's box that are the name's, without noise that stands among them; all if unsure."""
    parts = plain(value).split()
    mine = tuple(word for word in words if plain(word.text) in parts)
    return mine if [plain(word.text) for word in mine] == parts else words


def _stands_so(name: str, field: Field, pages: tuple[Page, ...]) -> bool:
    """Whether wherever else a name stands it is read with the same marks, at first or again, or as nobody's name."""
    if any(bare(other) != bare(name) for other in field.others):
        return False
    others = (words for page in pages for words in standing(name, page))
    elsewhere = (words for words in others if not (field.box and field.box.holds(Line(words).box)))
    return all(
        plain(name)
        in (plain(" ".join(word.text for word in words)), plain(" ".join(word.again or "" for word in words)))
        or oddity(" ".join(word.text for word in words)) > oddity(name)
        for words in elsewhere
    )


def _is_printed(value: str, pages: tuple[Page, ...]) -> bool:
    """Whether a number that a code tells stands in print too, wherever that is."""
    digits = re.compile(r"(?<![0-9])" + r"\s?".join(value) + r"(?![0-9<])")
    return any(digits.search(line.text) and "VNM" not in line.text for page in pages for line in page.lines)


def _within(page: Page, box: Box | None) -> tuple[Word, ...]:
    """The words whose middle lies in the box."""
    if box is None:
        return ()
    return tuple(word for word in _words(page) if box.holds(word.box))


def _words(page: Page) -> Iterator[Word]:
    return (word for line in page.lines for word in line.words)


def _is_digital(page: Page) -> bool:
    """Whether the page's words are digital text: only what an engine reads is cleaned before."""
    return all(step.name != "clean" for step in page.steps)


def _dossier_codes(document: Document) -> tuple[str, ...]:
    found = (dossier_code.find(code.text) for page in document.pages for code in page.codes)
    return tuple(dict.fromkeys(code.value for code in found if code and not code.problem))


def _from_barcode(document: Document, fields: tuple[Field, ...]) -> Iterator[Field]:
    """The dossier's code, where only one barcode tells it."""
    codes = _dossier_codes(document)
    if len(codes) != 1 or any(field.name == "dossier_code" and field.value for field in fields):
        return
    for number, page in enumerate(document.pages, 1):
        for code in page.codes:
            if dossier_code.find(code.text):
                yield Field("dossier_code", codes[0], TRUST["barcode"], number, code.box, witnesses=("barcode",))
                return
