"""What a card says besides its print: by its QR code, and by its machine-readable zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digitize.model import Box, Page, Word
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

    Where more than one reading tells the number, the second of them is a witness of its own. Where none of its lines is
    right but for letters among the figures of the card's number, nothing less than two readings tells it.
    """
    found = tuple(_readings(page))
    for told in dict.fromkeys(zone.citizen_id for _, zone, _ in found):
        mine = [one for one in found if one[1].citizen_id == told]
        if len(mine) > 1 or any(proven for *_, proven in mine):
            line, zone, _ = max(mine, key=lambda one: (one[2], len(tuple(_told(one[1])))))
            yield Said("mrz", number, page.lines[line].box, told, tuple(_told(zone)))
        if len(mine) > 1:
            yield Said("print_again", number, page.lines[line].box, told, ())


def _readings(page: Page) -> Iterator[tuple[int, mrz.Mrz, bool]]:
    """Each reading of a line that tells a number: the line's place, what it says, and whether it proves it alone."""
    most = max((len(word.more) for line in page.lines for word in line.words), default=0)
    for turn in range(2 + most):
        texts = [" ".join(_read(word, turn).text for word in line.words) for line in page.lines]
        proven = {at for _, at in mrz.find_all(texts)}
        for zone, at in mrz.find_all(texts, lettered=True):
            new = not turn or all(_was_read(word, turn) for word in page.lines[at].words)
            if new and not citizen_id.check(zone.citizen_id):
                yield at, zone, at in proven


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
