"""Where papers and dossiers begin in a pile of pages.

Dossiers begin at separator sheets and receipt slips, papers at first pages. No page comes into another citizen's
dossier without a doubt: where signs contradict each other, or one could not be read, what follows is doubted until the
next dossier begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from digitize.first_page import Signs, find_signs
from digitize.model import Page, Piece
from digitize.separator import Seen, find_separator
from digitize.vietnam import dossier_code
from digitize.vietnam.kinds import kinds
from digitize.vietnam.near import phrase
from digitize.whose import find_people, find_strangers

PAGE_ORDER, STRANGER = "split:page_order", "split:person_differs"
SLIP_UNREAD, SEPARATOR_UNREAD = "split:slip_unread", "split:separator_unread"
CODE_UNSURE, CODE_DIFFERS = "split:dossier_unsure", "split:dossier_differs"
_SLIP, _ANNEX = "giay_tiep_nhan", "phu_luc"
_CARDS, _BOOKLETS = ("can_cuoc", "cmnd"), ("so_ho_khau", "giay_chung_nhan_qsdd")
_OTHER_SIZE = 1.25
_CLEAR = 0.9
_LABEL = phrase("hồ sơ")


def split(pages: Sequence[Page], dossier: str = "") -> tuple[Piece, ...]:
    """The pieces of a pile, in its order; every page is in exactly one. `dossier`: known before the pile begins."""
    drafts = _cut(pages)
    pieces = list(_assign(drafts, pages, dossier))
    for _, group in groupby(range(len(pieces)), key=lambda place: pieces[place].dossier):
        places = [place for place in group if pieces[place].role == "paper"]
        for place in _strangers([drafts[place] for place in places], pages, places):
            if pieces[place].dossier:
                pieces[place] = replace(pieces[place], doubts=(*pieces[place].doubts, STRANGER))
    return tuple(pieces)


def _strangers(drafts: Sequence["_Draft"], pages: Sequence[Page], places: Sequence[int]) -> Iterator[int]:
    people = [find_people([pages[page] for page in draft.pages]) for draft in drafts]
    anchor = next((number for number, draft in enumerate(drafts) if draft.slip), None)
    return (places[number] for number in find_strangers(people, anchor))


@dataclass(slots=True)
class _Draft:
    """A piece in the making: its pages, the signs of those with words, and what a separator told."""

    pages: list[int]
    signs: list[Signs] = field(default_factory=list)
    seen: Seen | None = None
    doubted: bool = False

    @property
    def slip(self) -> bool:
        """Whether it is a receipt slip."""
        return bool(self.signs) and _is_slip(self.signs[0])

    @property
    def kind(self) -> str:
        """The kind whose title stands on its first page."""
        return self.signs[0].title if self.signs else ""

    @property
    def last_number(self) -> int:
        """The number of its last page: as printed, else as counted."""
        return self.signs[-1].number or len(self.signs)


def _is_slip(signs: Signs) -> bool:
    return signs.title == _SLIP and (signs.motto or signs.loud)


def _cut(pages: Sequence[Page]) -> list[_Draft]:
    """The pile cut into drafts; a blank page goes with what lies before it, those at the very top with what follows."""
    drafts: list[_Draft] = []
    top: list[int] = []
    for index, page in enumerate(pages):
        if page.blank:
            (drafts[-1].pages if drafts else top).append(index)
            continue
        seen, signs = find_separator(page), find_signs(page)
        paper = drafts[-1] if drafts and drafts[-1].seen is None else None
        if seen:
            drafts.append(_Draft([*top, index], seen=seen))
        elif paper is None or _begins(signs, paper):
            drafts.append(_Draft([*top, index], [signs], doubted=signs.follows))
        else:
            paper.doubted |= _is_out_of_order(signs, paper)
            paper.pages.append(index)
            paper.signs.append(signs)
        top = []
    return [*drafts, _Draft(top)] if top else drafts


def _is_out_of_order(signs: Signs, paper: _Draft) -> bool:
    expected = (paper.last_number + 1, len(paper.signs) + 1)
    return signs.number is not None and signs.number not in expected


def _begins(signs: Signs, paper: _Draft) -> bool:
    """Whether a page begins a paper of its own behind the pages of another."""
    if signs.attached:
        return not (signs.follows or _refers(signs, paper))
    if signs.motto and (signs.title or signs.symbol or signs.addressed):
        return True
    if signs.follows:
        return False
    if signs.back and not signs.title:
        return not (paper.kind in _CARDS and not any(one.back for one in paper.signs))
    if signs.motto or _differs_in_size(signs, paper):
        return True
    return not signs.runs_on and _is_titled(signs, paper)


def _refers(signs: Signs, paper: _Draft) -> bool:
    """Whether an annex is one of this paper: by its number, or, where none is printed, of an office's paper."""
    own, named = (text.partition("/")[0] for text in (paper.signs[0].symbol, signs.refers))
    return bool(paper.signs[0].symbol) and (not own or not named or own == named)


def _differs_in_size(signs: Signs, paper: _Draft) -> bool:
    pairs = zip(signs.sides, paper.signs[-1].sides, strict=True)
    return any(max(pair) > _OTHER_SIZE * min(pair) for pair in pairs)


def _is_titled(signs: Signs, paper: _Draft) -> bool:
    """Without the motto: a title makes a first page, unless papers of that kind repeat it on their pages."""
    ended = any(one.ends for one in paper.signs)
    if signs.addressed or (signs.symbol and (signs.loud or ended)):
        return True
    if paper.kind in _BOOKLETS and signs.title in ("", paper.kind):
        return False
    if not signs.loud:
        return signs.headed and (ended or (signs.sparse and not paper.signs[0].symbol))
    if signs.title == _ANNEX:
        return not paper.signs[0].symbol
    return ended or not kinds()[signs.title].abbreviation


def _assign(drafts: Sequence[_Draft], pages: Sequence[Page], dossier: str) -> Iterator[Piece]:
    """Each draft with the dossier that it lies in, and what is doubtful about that."""
    current = _Open(dossier, told=bool(dossier))
    for draft in drafts:
        if draft.seen:
            current = _at_separator(draft.seen, current)
            yield Piece(tuple(draft.pages), "separator", current.code, "", current.doubts, draft.seen.told)
            continue
        read = _read_codes([pages[page] for page in draft.pages])
        doubts: tuple[str, ...] = ()
        if draft.slip:
            current = _at_slip(read, current)
        elif current.code and any(not _same(code, current.code) for code in read.all):
            doubts = (CODE_DIFFERS,)
        order = (PAGE_ORDER,) if draft.doubted or _is_cut_short(draft) else ()
        told = tuple(dict.fromkeys((*current.doubts, *doubts, *order)))
        yield Piece(tuple(draft.pages), "paper", current.code, current.kind, told)
        current = replace(current, kind="", fresh=False)


def _is_cut_short(draft: _Draft) -> bool:
    last = draft.signs[-1] if draft.signs else None
    return last is not None and last.total is not None and last.number != last.total


@dataclass(frozen=True, slots=True)
class _Open:
    """The dossier that is open: `told` by a person (operator, separator), `fresh`: no paper has come since.

    `kind`: of the next paper, as told; `doubts`: of every paper until the next dossier begins.
    """

    code: str
    told: bool = False
    fresh: bool = True
    kind: str = ""
    doubts: tuple[str, ...] = ()


def _at_separator(seen: Seen, current: _Open) -> _Open:
    if seen.told is None:
        return _Open(seen.printed, told=True, doubts=(SEPARATOR_UNREAD,))
    if not seen.told.dossier:
        return replace(current, kind=seen.told.kind)
    return _Open(seen.told.dossier, told=True, kind=seen.told.kind)


@dataclass(frozen=True, slots=True)
class _Codes:
    """The dossier codes of a paper, by barcodes and by print (that of the label, with whether it was read well)."""

    barcodes: tuple[str, ...]
    printed: str
    clear: bool

    @property
    def all(self) -> tuple[str, ...]:
        """Every code that was read."""
        return (*self.barcodes, *((self.printed,) if self.printed else ()))


def _read_codes(pages: Sequence[Page]) -> _Codes:
    barcodes = [dossier_code.find(code.text) for page in pages for code in page.codes]
    values = tuple(dict.fromkeys(code.value for code in barcodes if code and not code.problem))
    for line in (line for page in pages for line in page.lines):
        found = dossier_code.find(line.text)
        if found and not found.problem and _LABEL in phrase(line.text[: found.start]):
            words = [word for word in line.words if any(sign.isdigit() for sign in word.text)]
            return _Codes(values, found.value, all(word.confidence >= _CLEAR for word in words))
    return _Codes(values, "", clear=False)


def _at_slip(read: _Codes, current: _Open) -> _Open:
    code = read.barcodes[0] if read.barcodes else read.printed
    if not code:
        # right behind what told the dossier the slip is that dossier's own; later it may be another's
        return current if current.told and current.fresh else _Open("", doubts=(SLIP_UNREAD,))
    if len({_key(one) for one in read.all}) > 1:
        return _Open(code, doubts=(CODE_DIFFERS,))
    if _same(code, current.code):
        return current
    unsure = () if read.barcodes or read.clear else (CODE_UNSURE,)
    return _Open(code, doubts=(*unsure, *((CODE_DIFFERS,) if current.told else ())))


def _same(code: str, other: str) -> bool:
    return _key(code) == _key(other)


def _key(code: str) -> tuple[frozenset[str], str]:
    """A code in its old form (`000.00.12.H08-`) and in its new one (`H08.12-`) is one code."""
    agency, _, rest = code.partition("-")
    return frozenset(part for part in agency.split(".") if part.strip("0")), rest
