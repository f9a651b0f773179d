"""What a card says besides its print: by its QR code, and by its machine-readable zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digitize.model import Box, Line, Page
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
    """The zones, each line as it was read first or again: which of them is right, its check digits tell.

    Where both readings of a number's line are right, the second is a witness of its own.
    """
    heard: set[str] = set()
    for again in (False, True):
        lines = tuple(map(_read_again, page.lines)) if again else page.lines
        for zone, line in mrz.find_all([line.text for line in lines]):
            if citizen_id.check(zone.citizen_id):
                continue
            if zone.citizen_id not in heard:
                heard.add(zone.citizen_id)
                yield Said("mrz", number, lines[line].box, zone.citizen_id, tuple(_told(zone)))
            elif again and all(word.again for word in page.lines[line].words):
                yield Said("print_again", number, lines[line].box, zone.citizen_id, ())


def _told(zone: mrz.Mrz) -> Iterator[tuple[str, str]]:
    year = str(citizen_id.birth_year(zone.citizen_id))
    if zone.born and year.endswith(zone.born[:2]):
        yield "date_of_birth", f"{year}-{zone.born[2:4]}-{zone.born[4:]}"
    if zone.sex:
        yield "sex", zone.sex
    if zone.expiry:
        yield "expiry_date", f"20{zone.expiry[:2]}-{zone.expiry[2:4]}-{zone.expiry[4:]}"


def _read_again(line: Line) -> Line:
    """The line with second readings in the place of first ones."""
    return Line(tuple(replace(word, text=word.again or word.text) for word in line.words))
