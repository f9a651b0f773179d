"""Whom a paper names: the holder's number, name, birth and home, and everybody's numbers with their roles."""

import re
from collections.abc import Iterator
from dataclasses import replace

from digitize.model import Box, Word
from digitize.vietnam import citizen_id, spelled
from digitize.vietnam.agreement import confirmed, disputed
from digitize.vietnam.form import Form, Span
from digitize.vietnam.listed import listed_below, numbers_beside
from digitize.vietnam.near import bare
from digitize.vietnam.plausible import oddity
from digitize.vietnam.rows import Row
from digitize.vietnam.sentences import find_person
from digitize.vietnam.slots import CARDS, Slot
from digitize.vietnam.syllables import Spelling, spell
from digitize.vietnam.values import READERS, SURE_DOTTED, Reading, blank, named, read_date, read_id, reading

_EDGES = " .;…_\"'“”|*"
# so many words of a name may stand in the next row, no further below than so many letter heights
_REST, _NEAR = 2, 1.4
# values of so few words that a sentence may be broken within, nothing being lost before or behind
_BROKEN = ("full_name", "nationality", "ethnicity")
_LETTERS = re.compile(r"[^\W\d_ ]+(?: [^\W\d_ ]+)*")
# so many rows at most a person's labels go on below the name
_BLOCK = 8
# what tells whom a paper is about
_OWNED = frozenset({"citizen_id", "date_of_birth", "full_name"})
_PLACES = ("birthplace", "hometown", "address")
# how sure a date of birth must be whose year stands in the number, too
_SURE_YEAR = 0.5
# a place that ends so goes on somewhere
_CUT = re.compile(
    r"(?<!\w)(?:tỉnh|thành|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|[Kk]hu phố|đường|phố)\W*$|,\s*$"
)
# what another reading of a name must come to before its marks count against the first
_HEARD = 0.6


def read_people(form: Form) -> Iterator[Reading]:
    """All fields about persons."""
    person: tuple[Reading, ...] = ()
    if form.kind.about and not _is_labelled(form):
        form, person = _about(form)
    elif form.kind.about:
        person = tuple(_personal(form))
    yield from _ids(form)
    if form.kind.person:
        yield from _personal(form)
    yield from person


def _ids(form: Form) -> Iterator[Reading]:
    """The holder's number, then everybody's with their roles; numbers of nine digits are the holder's CMND."""
    mine = form.of("citizen_id")
    read = [_owned(one, slot, form) for slot in mine if not slot.empty for one in (read_id(slot),) if one]
    if not form.kind.person and not form.kind.about:
        read = [Reading(replace(one.field, role="listed"), one.doubts) for one in read]
    holders = [one for one in read if one.field.role == "holder"]
    for name in ("citizen_id", "cmnd"):
        own = [one for one in holders if one.field.name == name]
        if own:
            yield _repeated(own)
    if form.kind.person and not holders and form.kind.name not in CARDS:
        empty = [slot for slot in mine if slot.role == "holder" and (slot.empty or _is_other(slot))]
        yield from (blank("citizen_id", slot, unsure=form.loses(slot)) for slot in empty[:1])
    beside = [(word, slot.row.page) for slot in mine if not slot.below for word in numbers_beside(slot)]
    listed = [_listed(word, page) for word, page in (*listed_below(form.rows, form.labels), *beside)]
    seen: set[str | None] = set()
    for one in (*(one for one in read if one.field.name == "citizen_id"), *listed):
        if one.field.value not in seen:
            seen.add(one.field.value)
            yield Reading(replace(one.field, name="all_citizen_ids"), () if one.field.role == "holder" else one.doubts)


def _is_labelled(form: Form) -> bool:
    """Whether a decision names one person only, with labels as a form does: name and number, one below the other."""
    # "Giá đất tính lệ phí trước bạ: 2.500.000 đồng" is much like "bà:"
    said = (slot for slot in form.of("full_name") if slot.direct and any(map(str.isalpha, slot.text)))
    # the head of the household stands beside with name and number: Chủ hộ: ... Số định danh cá nhân: ...
    heads = [place.row for found in form.labels for place in found if place.role == "head" and place.colon]
    alone = [slot for slot in said if not any(slot.row is row for row in heads)]
    # parents and a spouse say who they are
    names = [slot for slot in alone if slot.role in ("holder", "listed") and not any(map(str.isdigit, slot.text))]
    mine = [slot for slot in form.of("citizen_id") if not any(slot.row is row for row in heads)]
    numbers = [slot for slot in mine if slot.role == "holder" and slot.direct and read_id(slot)]
    if len(names) != 1 or names[0].role != "holder" or len(numbers) != 1:
        return False
    # newer papers print the number first
    return -1 <= form.at(numbers[0].row) - form.at(names[0].row) <= _BLOCK


def _owned(made: Reading, slot: Slot, form: Form) -> Reading:
    """A holder's value, doubted where no holder was named before it, or another as well: it may be of somebody else."""
    if not form.kind.person or slot.role != "holder" or slot.field not in _OWNED or slot.kind in CARDS:
        return made
    if form.names_two():
        return Reading(replace(made.field, status="doubtful"), (*made.doubts, "two_people"))
    if form.names(slot):
        return made
    if slot.field == "citizen_id" and form.before_name(slot) and _is_born(made, form):
        # newer certificates print the number first
        return made
    return Reading(replace(made.field, status="doubtful"), (*made.doubts, "unnamed"))


def _is_born(made: Reading, form: Form) -> bool:
    """Whether the holder's day of birth, as printed, lies in the year that a number bears."""
    number = made.field.value or ""
    if made.field.name != "citizen_id" or made.doubts or not number:
        return False
    days = [one for one in map(read_date, form.of("date_of_birth", "holder")) if one]
    return [(one.field.value or "")[:4] for one in days] == [str(citizen_id.birth_year(number))]


def _is_other(slot: Slot) -> bool:
    """Whether what stands below a number's label is another sentence: nothing of a number is in it."""
    return slot.below and not any(map(str.isdigit, slot.text)) and len(slot.text.split()) > 2


def _repeated(own: list[Reading]) -> Reading:
    """The first of a holder's numbers, surer where the paper prints it again."""
    first = Reading(replace(own[0].field, role=""), own[0].doubts)
    again = [one for one in own[1:] if one.field.value == first.field.value and not one.doubts]
    return confirmed(first, "repeat", again[0].field.confidence) if again and not first.doubts else first


def _listed(word: Word, page: int) -> Reading:
    made = reading("all_citizen_ids", re.sub(r"\D", "", word.text), (word,), page)
    return Reading(replace(made.field, role="listed"), made.doubts)


def _about(form: Form) -> tuple[Form, tuple[Reading, ...]]:
    """Makes the only person of a decision its holder, where it says that it is about them; else all stay listed."""
    listed = tuple(replace(slot, role="listed") for slot in form.slots)
    mine = [slot for slot in listed if slot.field == "citizen_id" and read_id(slot)]
    person = find_person(form.rows, mine[0]) if len(mine) == 1 else None
    if person is None:
        return replace(form, slots=listed), ()
    born = [slot for slot in listed if slot.field == "date_of_birth" and any(slot.row is row for row in person.rows)]
    name = named("full_name", person.name, person.words, person.rows[0].page)
    days = [one for one in map(read_date, born) if one] if len(born) == 1 else []
    slots = tuple(replace(slot, role="holder") if slot is mine[0] else slot for slot in listed)
    return replace(form, slots=slots), (_named_again(name, form.rows), *days)


def _personal(form: Form) -> Iterator[Reading]:
    """What the holder's labels announce."""
    for name, reader in READERS.items():
        mine = form.of(name, "holder")
        found = [(slot, reader(slot)) for slot in mine if not slot.empty]
        read = [_owned(_whole(one, slot, form), slot, form) for slot, one in found if one]
        if read:
            agreed = _agreed(read)
            yield _full_name(agreed, form) if name == "full_name" else _born(_worded(agreed, form), form)
        elif mine and mine[0].empty:
            yield blank(name, mine[0], unsure=form.loses(mine[0]))
    for name in _PLACES:
        slots = (slot for slot in form.of(name, "holder") if slot.direct)
        place = next((one for one in map(form.whole, slots) if _is_place(one)), None)
        if place:
            doubts = ("unclear",) if place.broken or _CUT.search(place.text) else ()
            yield reading(name, place.text.strip(_EDGES), place.words, _page(form, place), doubts)


def _whole(made: Reading, slot: Slot, form: Form) -> Reading:
    """A value broken in its sentence; a name with its end below, in its column, if the paper prints it once more."""
    index = form.at(slot.row) + 1
    if not made.field.value or index >= len(form.rows):
        return made
    row, height = form.rows[index], slot.row.bottom - slot.row.top
    first = slot.words()[-1] if slot.words() else None
    if first is None or row.page != slot.row.page or row.top - slot.row.bottom > _NEAR * height:
        return made
    broken = _broken_off(slot, row, form)
    if broken:
        words = (*slot.words(), *broken)
        make = named if slot.field == "full_name" else reading
        return make(slot.field, " ".join(map(_letters, words)), words, slot.row.page, made.doubts)
    if slot.field != "full_name":
        return made
    for start, stop in row.segments():
        rest = row.among(start, stop)
        under = rest[0].box.left > slot.left - height and rest[-1].box.right < first.box.right + height
        name = " ".join((made.field.value, *map(_letters, rest)))
        if not under or len(rest) > _REST:
            continue
        if any(_standing([spell(word) for word in name.split()], form.rows)):
            words = tuple(word for word in slot.words() if _letters(word) in made.field.value.split())
            return named("full_name", name, (*words, *rest), slot.row.page, made.doubts)
        if _like(first, rest) and not any(start <= place.start < stop for place in form.labels[index]):
            return Reading(replace(made.field, status="doubtful"), (*made.doubts, "unclear"))
    return made


def _broken_off(slot: Slot, row: Row, form: Form) -> tuple[Word, ...]:
    """The end of a few words in a sentence that is broken within them: the next row begins with it, up to a comma."""
    if slot.field not in _BROKEN or not _LETTERS.fullmatch(slot.text.strip()) or not form.runs_on(slot, row):
        return ()
    at = next((at for at, word in enumerate(row.words[:_REST]) if word.text.endswith((",", ";"))), None)
    rest = () if at is None else row.words[: at + 1]
    return rest if rest and _like(slot.row.words[-1], rest) else ()


def _like(last: Word, rest: tuple[Word, ...]) -> bool:
    """Whether words look like the end of a name that this one ends in its row: all in capitals, or each with one."""
    texts = [_letters(word) for word in rest]
    return all(text.isupper() if _letters(last).isupper() else text.istitle() for text in texts)


def _full_name(made: Reading, form: Form) -> Reading:
    """A name against its like on the paper; on dot leaders, where letters get lost, it wants surer ones."""
    if form.dotted and made.field.confidence < SURE_DOTTED and not made.doubts:
        made = Reading(replace(made.field, status="doubtful"), ("low_confidence",))
    return _named_again(made, form.rows)


def _is_place(span: Span) -> bool:
    """Whether a place may stand there; `của người cha ...` goes on with the label, in a table's cell."""
    return sum(map(str.isalpha, span.text)) >= 3 and not bare(span.text).strip().startswith("cua ")


def _page(form: Form, span: Span) -> int:
    return next(row.page for row in form.rows if any(word is span.words[0] for word in row.words))


def _agreed(read: list[Reading]) -> Reading:
    """The fullest of several readings; readings that contradict each other are a doubt."""
    best = max(read, key=lambda one: (one.field.status == "read", len(one.field.value or "")))
    value = (best.field.value or "").casefold()
    others = [one for one in read if one is not best]
    different = [one.field.value or "" for one in others if not value.startswith((one.field.value or "").casefold())]
    if different:
        return disputed(best, different)
    same = [one for one in others if (one.field.value or "").casefold() == value and not one.doubts]
    return confirmed(best, "repeat", same[0].field.confidence) if same else best


def _worded(made: Reading, form: Form) -> Reading:
    """A date of birth against the same spelled out beside or below it."""
    if made.field.name != "date_of_birth" or made.field.value is None:
        return made
    slots = form.of("date_of_birth", "holder")
    rows = {form.at(slot.row) + step for slot in slots for step in (0, 1, 2)}
    spans = [form.whole(slot) for slot in form.of("in_words", "holder") if form.at(slot.row) in rows]
    for span in spans:
        said = spelled.read_date(span.text)
        if said and (said == made.field.value or not span.broken):
            sure = min(word.confidence for word in span.words)
            return confirmed(made, "words", sure) if said == made.field.value else disputed(made, [said])
    return made


def _born(made: Reading, form: Form) -> Reading:
    """A date of birth whose year the holder's number repeats may be read less surely."""
    if made.field.name != "date_of_birth" or made.doubts != ("low_confidence",) or made.field.confidence < _SURE_YEAR:
        return made
    numbers = [one for one in map(read_id, form.of("citizen_id", "holder")) if one and not one.doubts]
    years = {citizen_id.birth_year(one.field.value or "") for one in numbers if one.field.name == "citizen_id"}
    fits = len(made.field.value or "") == len("1999-12-31") and years == {int((made.field.value or "0")[:4])}
    return Reading(replace(made.field, status="read")) if fits else made


def _named_again(made: Reading, rows: tuple[Row, ...]) -> Reading:
    """A name against the same letters elsewhere on the paper (under a signature, in a sentence), marks and all."""
    value = made.field.value
    if not value or made.field.box is None:
        return made
    wanted = [spell(word) for word in value.split()]
    same: list[tuple[Word, ...]] = []
    different: list[tuple[Word, ...]] = []
    for row, words in _standing(wanted, rows):
        if row.page == made.field.page and _inside(words[0].box, made.field.box):
            continue
        whole = _whole_name(row, words)
        forms = [spell(_letters(word)).form for word in whole]
        (same if forms == [one.form for one in wanted] else different).append(whole)
    sure = max((min(word.confidence for word in words) for words in same), default=0.0)
    heard = [words for words in different if min(word.confidence for word in words) >= _HEARD]
    if heard:
        return disputed(made, [" ".join(_letters(word) for word in words) for words in heard])
    # what Vietnamese does not allow is the same misreading twice
    if same and "unclear" not in made.doubts and oddity(value) < 1.0:
        return confirmed(made, "repeat", sure)
    return made


def _whole_name(row: Row, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with those that follow, where they stand alone with them, as under a signature: a longer name.

    What was read of a name elsewhere may then be its beginning only, the rest being on the next line.
    """
    for start, end in row.segments():
        segment = row.among(start, end)
        if segment[: len(words)] == words and len(segment) <= len(words) + 2:
            return segment if all(_letters(word).istitle() for word in segment) else words
        behind = next((at + 1 for at, word in enumerate(segment) if word is words[-1]), len(segment))
        if behind < len(segment) and _ends_name(words[-1], segment[behind], behind + 1 == len(segment)):
            return (*words, segment[behind])
    return words


def _ends_name(last: Word, word: Word, at_end: bool) -> bool:
    """Whether one more word of a name in a sentence stands behind the last, before a comma or the line's end."""
    joined = last.text == _letters(last) and _letters(word).istitle() and _letters(last).istitle()
    return joined and (at_end or word.text.endswith((",", ";", ".")))


def _letters(word: Word) -> str:
    return word.text.strip(" .,;:…_-–()[]/\"'“”")


def _inside(box: Box, other: Box) -> bool:
    return other.left <= box.left < other.right and other.top <= box.top < other.bottom


def _standing(wanted: list[Spelling], rows: tuple[Row, ...]) -> Iterator[tuple[Row, tuple[Word, ...]]]:
    """Runs of words with the bare letters of the wanted syllables."""
    bares = [one.bare for one in wanted]
    for row in rows:
        texts = [bare(_letters(word)) for word in row.words]
        for at in range(len(texts) - len(bares) + 1):
            if texts[at : at + len(bares)] == bares:
                yield row, row.words[at : at + len(bares)]
