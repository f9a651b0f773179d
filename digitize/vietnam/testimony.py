"""What a card says besides its print: by its QR code, and by its machine-readable zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digitize.model import Box, Line, Page, Word
from digitize.vietnam import card_qr, citizen_id, mrz

# How often each is right where it can be told at all: a QR code corrects its errors, a zone has check digits.
TRUST = {"qr": 0.9999, "mrz": 0.999, "barcode": 0.9999, "print_again": 0.95, "print": 0.95}


@dataclass(frozen=True, slots=True)
class Said:
    """A card's number and its other values by field name, as one witness tells them, and where it stands."""

    witness: str
    page: int
    box: Box
    citizen_id: str
    values: tuple[tuple[str, str], ...]


def hear(pages: Sequence[Page]) -> tuple[Said, ...]:
    """All that codes and zones on the pages say of people; a code that contradicts itself says nothing."""
    return tuple(one for number, page in enumerate(pages, 1) for one in (*_codes(page, number), *_zones(page, number)))


def _codes(page: Page, number: int) -> Iterator[Said]:
    for code in page.codes:
        card = card_qr.parse(code.text)
        if card and not card.problems:
            values = {
                "full_name": card.full_name,
                "date_of_birth": card.date_of_birth,
                "sex": card.sex,
                "address": card.address,
                "issue_date": card.issue_date,
                "cmnd": card.cmnd,
            }
            yield Said("qr", number, code.box, card.citizen_id, tuple((k, v) for k, v in values.items() if v))


def _zones(page: Page, number: int) -> Iterator[Said]:
    """The zones, each line as it was read first, again or at another size: their check digits tell which are right.

    Where more than one reading of a number's line is right, the second of them is a witness of its own.
    """
    heard: set[str] = set()
    most = max((len(word.more) for line in page.lines for word in line.words), default=0)
    for turn in range(2 + most):
        lines = tuple(Line(tuple(_read(word, turn) for word in line.words)) for line in page.lines)
        for zone, line in mrz.find_all([line.text for line in lines]):
            if citizen_id.check(zone.citizen_id):
                continue
            if zone.citizen_id not in heard:
                heard.add(zone.citizen_id)
                yield Said("mrz", number, lines[line].box, zone.citizen_id, tuple(_told(zone)))
            elif turn and all(_was_read(word, turn) for word in page.lines[line].words):
                yield Said("print_again", number, lines[line].box, zone.citizen_id, ())


def _told(zone: mrz.Mrz) -> Iterator[tuple[str, str]]:
    year = str(citizen_id.birth_year(zone.citizen_id))
    if zone.born and year.endswith(zone.born[:2]):
        yield "date_of_birth", f"{year}-{zone.born[2:4]}-{zone.born[4:]}"
    if zone.sex:
        yield "sex", zone.sex
    if zone.expiry:
        yield "expiry_date", f"20{zone.expiry[:2]}-{zone.expiry[2:4]}-{zone.expiry[4:]}"


def _read(word: Word, turn: int) -> Word:
    """The word as it was read that time; as it was read first, if it was not."""
    texts = (word.text, word.again, *word.more)
    return replace(word, text=texts[turn] or word.text) if turn and turn < len(texts) else word


def _was_read(word: Word, turn: int) -> bool:
    return bool(word.again) if turn == 1 else turn - 2 < len(word.more)
