"""What stands in the slots of a printed form, and whose it is: two people on one page are never mixed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from digitize.model import Word
from digitize.vietnam import dates
from digitize.vietnam.labels import SECTION, Place
from digitize.vietnam.mentions import find_heads, is_mention, with_mentions
from digitize.vietnam.names import Name, read_name
from digitize.vietnam.near import bare
from digitize.vietnam.rows import FAINT, Row, around

CARDS = ("can_cuoc", "cmnd")
_DIGITS = re.compile(r"[\d\s.]*")
_BOXES = re.compile(r"(?:\s*[0-9](?:\s|$)|[\s/.-])*")
# so many digits have a CMND and a personal number
_WHOLE = (9, 12)
# names of an open book's two pages lie further apart than so many letter heights
_HALF = 12.0
_ORDINAL = re.compile(r"\W*(?:S?TT|Số TT)\b", re.IGNORECASE)
# what a form about a person asks first, and how many labels stand side by side there
_ANSWERED = frozenset({"citizen_id", "full_name", "date_of_birth"})
_MOST_LABELS = 3
_FIGURE = re.compile(r"[0-9]")
_LEADER = re.compile(r"[.…_]{2,}|…")


@dataclass(frozen=True, slots=True)
class Slot:
    """The value's place behind (or below) a label; `empty`: nothing but dots is there.

    `direct`: with a colon or at the beginning of its row, so that the words are no part of a sentence. `limit`: where
    in the row the next label begins. `faint`: something is there that could not be read. `unmarked`: neither a colon
    nor dots tell that a value belongs there. `guessed`: nothing but its place behind another
    tells that a name is somebody else's.
    """

    field: str
    role: str
    row: Row
    start: int
    end: int
    empty: bool
    below: bool
    direct: bool
    left: int = 0
    limit: int = 0
    faint: bool = False
    kind: str = ""
    unmarked: bool = False
    guessed: bool = False

    @property
    def text(self) -> str:
        """The value as read, with its dots."""
        return self.row.text[self.start : self.end]

    @property
    def dots(self) -> bool:
        """Whether a dot leader was read where the value should stand."""
        return _LEADER.search(self.row.text[self.start : self.limit]) is not None

    def words(self, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
        """The words of a span of the text."""
        last = self.end if end is None else self.start + end
        return self.row.among(self.start + start, last)


# the rows below a label, with the labels found in each
_Below = tuple[tuple[Row, tuple[Place, ...]], ...]


@dataclass(slots=True)
class _Column:
    left: int
    role: str
    named: bool = False
    guessed: bool = False


@dataclass(slots=True)
class _People:
    """Whose labels are being read, column by column; a form begins with its holder."""

    columns: list[_Column] = field(default_factory=lambda: [_Column(0, "holder")])
    holder: str | None = None
    couple: int = 0
    asked: int | None = None
    kin: bool = False
    beside: str = ""

    def at(self, left: int, tolerance: float) -> _Column:
        """The column in which a label stands."""
        return next(column for column in reversed(self.columns) if column.left <= left + tolerance or column.left == 0)


def slots_of(rows: tuple[Row, ...], found: tuple[tuple[Place, ...], ...], kind: str) -> tuple[Slot, ...]:
    """All slots of a document's rows (with the labels found in each), and the role of whom each belongs to."""
    people = _People()
    result: list[Slot] = []
    found = tuple(map(with_mentions, found))
    for index, row in enumerate(rows):
        below = tuple(zip(rows[index + 1 : index + 4], found[index + 1 : index + 4], strict=True))
        here = [_slot(place, found[index], below, kind, _column_end(place, people)) for place in found[index]]
        if result and any(_asks_for(place) for place in found[index]):
            people.asked = people.asked or len(result)
        result += _assigned(row, list(zip(found[index], here, strict=True)), people)
    if not any(slot.unmarked and slot.direct and not slot.empty for slot in result):
        # no label of this form does without a sign: something was not read here
        result = [replace(slot, faint=True) if slot.unmarked and slot.empty else slot for slot in result]
    if kind == "so_ho_khau":
        result = _by_page_of_book(result)
    return tuple(_asked_for(result, people.asked) if people.asked else result)


def _by_page_of_book(slots: list[Slot]) -> list[Slot]:
    """The slots of an open household book: what stands under a member's name, on that half of the sheet, is theirs."""
    names = [slot for slot in slots if slot.field == "full_name" and slot.direct]
    made = []
    for slot in slots:
        height = slot.row.bottom - slot.row.top
        above = [
            name
            for name in names
            if (name.row.page, name.row.top) <= (slot.row.page, slot.row.top)
            and name.row.page == slot.row.page
            and name.left <= slot.left + 2 * height
        ]
        # the half of the sheet first, then the nearest above
        mine = max(above, key=lambda name: (round(name.left / (_HALF * height)), name.row.top), default=None)
        moved = mine and slot.field != "full_name" and (slot.role, mine.role) == ("holder", "listed")
        made.append(replace(slot, role="listed") if moved else slot)
    return made


def _asks_for(place: Place) -> bool:
    return place.role == "owner" or (place.field == SECTION and place.role == "holder")


def _asked_for(slots: list[Slot], asked: int) -> list[Slot]:
    """Who fills in a form for another ("... cho người có tên dưới đây:") is the declarant, whatever the label says."""
    names = [
        [slot for slot in part if (slot.field, slot.role) == ("full_name", "holder")]
        for part in (slots[:asked], slots[asked:])
    ]
    mine, theirs = ({read.value.casefold() for read in map(_read, part) if read} for part in names)
    if not names[1] or mine & theirs:
        return slots
    first = [replace(slot, role="declarant") if slot.role == "holder" else slot for slot in slots[:asked]]
    return first + slots[asked:]


def _read(slot: Slot) -> Name | None:
    return read_name(slot.text)


def _column_end(place: Place, people: _People) -> int:
    """Where in its row the column of a label ends: what stands behind, beyond a gap, is of the person beside."""
    row = place.row
    height = row.bottom - row.top
    left = around(row.among(place.start, place.end)).left
    beside = min((column.left for column in people.columns if column.left > left + 2 * height), default=None)
    if beside is None:
        return len(row.text)
    cuts = (cut for cut in row.cuts if cut >= place.end and row.among(cut, cut + 1)[0].box.left > beside - 2 * height)
    return next(cuts, len(row.text))


def _slot(place: Place, found: tuple[Place, ...], below: _Below, kind: str, last: int) -> Slot | None:
    """The slot of a label: what follows in its row, else what stands below; None when the label announces nothing."""
    row = place.row
    later = [other for other in found if other.start >= place.end]
    limit = min(later[0].start, last) if later else last
    start, end, faint = _beside(place, limit, kind)
    left = around(row.among(place.start, place.end)).left
    direct = place.colon or place.opens
    dotted = _LEADER.search(row.text[place.end : limit])
    unmarked = not place.colon and not dotted
    slot = Slot(place.field, "", row, start, end, False, False, direct, left, limit, faint, kind, unmarked)
    if re.search(r"\w", slot.text) and not _is_foreign(slot, place):
        return slot
    if place.field == "citizen_id" and later and later[0].field in ("passport", "driving_licence"):
        return None
    column = not later or any(place.end <= cut <= later[0].start for cut in row.cuts)
    if below and not later and not place.opens and not row.text[place.end :].strip():
        # a sentence goes on in the next row
        following, labels = below[0]
        first = min((*(other.start for other in labels), *following.cuts, len(following.text)))
        near = following.page == row.page and following.top - row.bottom < 2 * (row.bottom - row.top)
        return replace(slot, row=following, start=0, end=first, limit=first) if near else None
    if dotted and not later and below and place.field == "citizen_id" and _is_number(below[0], row.page):
        # the dots of a long label's row leave no room for it
        following = below[0][0]
        return replace(slot, row=following, start=0, end=len(following.text), below=True, limit=len(following.text))
    if not dotted and column and (direct or kind in CARDS) and not _ORDINAL.match(row.text):
        under = _below(place, below, 6 if place.colon or kind in CARDS else 1.5)
        if under:
            following, start, end = under
            return replace(slot, row=following, start=start, end=end, below=True, limit=end, faint=False)
    if unmarked and not _stands_alone(place, found, below, kind):
        return None
    return replace(slot, empty=True, faint=slot.faint or _is_faint_below(place, below))


def _is_number(below: tuple[Row, tuple[Place, ...]], page: int) -> bool:
    """Whether nothing stands in a row but an identity paper's number, and dots."""
    row, found = below
    digits = re.sub(r"\s", "", row.text).strip("._…")
    return row.page == page and not found and digits.isdecimal() and len(digits) in _WHOLE


def _is_foreign(slot: Slot, place: Place) -> bool:
    """Whether words without a figure stand beyond a gap behind a day's label: another label, misread (Giới Ứnh)."""
    return (
        place.field == "date_of_birth" and not place.colon and slot.start > place.end and not _FIGURE.search(slot.text)
    )


def _stands_alone(place: Place, found: tuple[Place, ...], below: _Below, kind: str) -> bool:
    """Whether nothing belongs to a label without colon but room: one of who it is about, in a row of labels only.

    In a table's head there are more, and what stands below may go on with it: Giấy tờ tùy thân | Căn cước số ...
    """
    row = place.row
    if place.field not in _ANSWERED or kind in CARDS or not place.opens or len(found) > _MOST_LABELS:
        return False
    labelled = all(any(start <= other.start < end for other in found) for start, end in row.segments())
    under = below[0][1] if below and below[0][0].page == row.page else ()
    return labelled and found[0].start == place.start and all(other.field != place.field for other in under)


def _is_faint_below(place: Place, rows: _Below) -> bool:
    """Whether something that could not be read stands where a value below the label would."""
    label = around(place.row.among(place.start, place.end))
    reach = place.row.bottom + 1.5 * (label.bottom - label.top)
    near = [row for row, _ in rows if row.page == place.row.page and row.top < reach]
    runs = [(row, start, end) for row in near for start, end in row.segments() if row.is_faint(start, end)]
    boxes = [around(row.among(start, end)) for row, start, end in runs]
    return any(box.left < label.right and box.right > label.left for box in boxes)


def _beside(place: Place, limit: int, kind: str) -> tuple[int, int, bool]:
    """The first run of words behind a label that can be read; further runs only of digits, as boxes set them apart.

    Noise beyond a gap is no value, nor is what stands far off on a card; True when there is nothing else.
    """
    row = place.row
    bounds = [place.end, *(cut for cut in row.cuts if place.end < cut < limit), limit]
    runs = [run for run in pairwise(bounds) if re.search(r"\w", row.text[run[0] : run[1]])]
    seen = [run for run in runs if run[0] == place.end or not row.is_faint(*run)]
    if kind in CARDS:
        edge = around(row.among(place.start, place.end)).right + 4 * (row.bottom - row.top)
        seen = [run for run in seen if row.among(*run)[-1].box.left < edge or run[0] == place.end]
    if not seen:
        return (
            (place.end, place.end, len(runs) > len(seen) and kind not in CARDS) if runs else (place.end, limit, False)
        )
    start, end = seen[0]
    dated = dates.find_end(row.text, start, limit) if place.field == "date_of_birth" else None
    if dated:
        # each figure on dots of its own: Sinh ngày 11 ... tháng 8 ... năm 2018
        return start, dated, False
    if place.field == "date_of_birth" and _BOXES.fullmatch(row.text[start:end]):
        end = max((run[1] for run in seen if _BOXES.fullmatch(row.text[start : run[1]])), default=end)
    if place.field == "citizen_id" and _DIGITS.fullmatch(row.text[start:end]):
        for _, further in (run for run in seen[1:] if _DIGITS.fullmatch(row.text[run[0] : run[1]])):
            if len(re.findall(r"\d", row.text[start:end])) in _WHOLE:
                # the next is the number of the person beside
                break
            end = further
    return start, end, False


def _below(place: Place, rows: _Below, reach: float) -> tuple[Row, int, int] | None:
    """The run of words right below a label, within so many letter heights sideways, if it is no label itself."""
    label = around(place.row.among(place.start, place.end))
    height = label.bottom - label.top
    for row, found in rows:
        if row.page != place.row.page or row.top - place.row.bottom > 1.5 * height:
            return None
        for start, end in row.segments():
            start = _without_noise(row, start, end)
            if any(start <= other.start < end for other in found):
                start = _aligned(row, start, end, label.left - 1.5 * height)
            box = around(row.among(start, end))
            overlaps = box.left < label.right and box.right > label.left
            near = abs(box.left - label.left) < reach * height
            if overlaps and near and re.search(r"\w", row.text[start:end]) and not row.is_faint(start, end):
                labels = [other for other in found if start <= other.start < end]
                if place.field == "procedure":
                    # its name may hold words of labels, and its code stands behind it
                    code = next((other.start for other in labels if other.field == "procedure_code"), end)
                    labels = [other for other in labels if other.start == start or (other.colon and other.start < code)]
                    end = code
                return None if labels else (row, start, end)
    return None


def _without_noise(row: Row, start: int, end: int) -> int:
    """Where a run begins that noise stands before (a picture, a code beside a card's number)."""
    words = row.among(start, end)
    clear = next((at for at, word in enumerate(words) if word.confidence >= FAINT), 0)
    return start if not clear else row.starts[row.words.index(words[clear])]


def _aligned(row: Row, start: int, end: int, left: float) -> int:
    """Where the words begin that stand no further left, where another value runs into them; else the start."""
    places = [place for place in row.starts if start <= place < end]
    return next((place for place in places if row.among(place, end)[0].box.left >= left), start)


def _assigned(row: Row, pairs: list[tuple[Place, Slot | None]], people: _People) -> list[Slot]:
    """The slots of one row with their roles; names and sections say who comes now."""
    heads = find_heads(place for place, _ in pairs)
    height = row.bottom - row.top
    if heads:
        _columns(heads, people, height)
    result = []
    for place, slot in pairs:
        left = around(row.among(place.start, place.end)).left
        column = people.at(left, 2 * height)
        people.beside = "" if place.opens else people.beside
        if place.field == SECTION:
            column.role, column.named, column.guessed = _said(place, people) or column.role, False, False
        elif is_mention(place) and slot:
            people.beside = _mentioned(slot, column, people)
        elif place.field == "kinship" and slot and slot.kind == "so_ho_khau":
            people.kin = bare(slot.text).strip(" .:") not in ("", "chu ho")
        elif place.field == "full_name" and slot:
            _named(place, slot, column, people)
        if slot and place.field != SECTION:
            role = "listed" if place.unlike else _said(place, people) if place.role != "couple" else ""
            theirs = people.beside or column.role
            if place.field == "full_name":
                slot = replace(slot, guessed=column.guessed and not is_mention(place))
            result.append(replace(slot, role=theirs if place.field == "full_name" else role or theirs))
    return result


def _columns(heads: Iterable[Place], people: _People, height: float) -> None:
    """Two names side by side open two columns; a name at the left alone ends them."""
    lefts = [around(head.row.among(head.start, head.end)).left for head in heads]
    first = people.at(lefts[0], 2 * height)
    if len(lefts) > 1:
        # who stands here may have been said right above: NGƯỜI CHA | NGƯỜI MẸ
        said = people.columns if len(people.columns) == len(lefts) else ()
        roles = [one.role if not one.named and not one.guessed else "" for one in said] or [""] * len(lefts)
        new = [_Column(left, role or "listed", guessed=not role) for left, role in zip(lefts, roles, strict=True)][1:]
        people.columns = [_Column(0, first.role, first.named), *new]
    elif len(people.columns) > 1 and first is people.columns[0]:
        people.columns = [first]


def _said(place: Place, people: _People) -> str:
    """The role that a label names; of a couple the first is the holder, unless there is one; the second the spouse.

    A household's head is whom the paper is about only where nobody else is; so is who hands in a dossier.
    """
    if place.role == "owner":
        return "holder"
    if place.role == "applicant":
        return "holder" if people.holder is None else "declarant"
    if place.role == "head":
        return "holder" if people.holder is None else "listed"
    if place.role != "couple":
        return place.role
    people.couple += 1
    return "holder" if people.couple == 1 and people.holder is None else "spouse"


def _mentioned(slot: Slot, column: _Column, people: _People) -> str:
    """The role of a person whom a sentence names, up to the next label that opens a row."""
    name = read_name(slot.text)
    value = name.value.casefold() if name else ""
    if people.holder is None and column.role == "holder" and not column.named:
        column.named, people.holder = True, value
    return "holder" if people.holder == value else "listed"


def _named(place: Place, slot: Slot, column: _Column, people: _People) -> None:
    """Who the bearer of a name is: whom the label or the section says, else the holder, once; any other is listed."""
    name = read_name(slot.text)
    value = name.value.casefold() if name else ""
    # who is told to be kin of a household's head is not the head
    said = "listed" if place.unlike or people.kin else _said(place, people)
    people.kin = False
    if said:
        column.role, column.guessed = said, False
    elif column.named or (column.role == "listed" and people.holder is None and column.left == 0):
        column.role = "holder" if people.holder in (None, value) else "listed"
        column.guessed = column.role == "listed"
    column.named = True
    if column.role == "holder" and people.holder is None and value:
        people.holder = value
