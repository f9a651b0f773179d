"""Who issued a paper, by its head, by its form or by its card."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from digitize.vietnam.blocks import Run, below, is_capitals, runs_of
from digitize.vietnam.form import Form
from digitize.vietnam.near import bare, begins, compact, phrase, tolerance
from digitize.vietnam.offices import full_agency, is_agency, is_bare, name_branch, spelled, split_agencies
from digitize.vietnam.rows import around
from digitize.vietnam.slots import CARDS
from digitize.vietnam.values import Reading, reading

_MOTTO = (phrase("Cộng hòa xã hội chủ nghĩa Việt Nam"), phrase("Độc lập - Tự do - Hạnh phúc"))
_CHIEF = re.compile(r"(?:PHÓ )?C[ỤU]C TR[ƯU][ỞO]NG\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\W*s[o0](?:\s?[:.;,]|\s+\d)|\W*/|.*\d+\s*/")
_COLUMN = re.compile(r"(?<!\w)cong hoa xa\b|(?<!\w)doc lap - tu do\b")
_COMMUNE = re.compile(r"\W*(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran)\b")
_LEADERS = re.compile(r"\s*(?::|[.…]{2,})\s*")
_WRITTEN = re.compile(r"\W*(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh)\b\W*\w")
_ABOVE = re.compile(r"\W*(?:huyen|quan|thi xa|thanh pho|tp|tinh)\b")
# papers that citizens write: no agency issues them
_OF_CITIZENS = ("to_khai", "don_de_nghi", "giay_uy_quyen")
_HEAD = 0.4
_LARGER = 1.15


def read_agency(form: Form) -> Iterator[Reading]:
    """The issuing agency (cơ quan ban hành), as printed."""
    if form.kind.name in CARDS:
        yield from _card(form)
        return
    rows = [row for row in form.rows if row.page == 1 and row.top < _HEAD * form.document.pages[0].height]
    upper = [part for run in runs_of(rows) for part in _parted(run)]
    motto = next((run for run in upper if _is_motto(run)), None)
    lines = _beside(motto, upper) or ([] if form.kind.name in _OF_CITIZENS else _under(upper)) if motto else []
    if lines:
        texts = [_LEADERS.sub(" ", run.text).strip(" .,;:|_-") for run in lines]
        value = full_agency(name_branch(split_agencies(_without_place(texts))))
        words = tuple(word for run in lines for word in run.words)
        # which people's committee was not read
        yield reading("issuing_agency", value, words, 1, ("unclear",) if is_bare(value) else ())
        return
    for slot in form.of("issuing_agency"):
        if not slot.direct or form.kind.name in _OF_CITIZENS:
            # a sentence: Đề nghị cơ quan cấp Giấy xác nhận ...; where somebody's birth was registered
            continue
        span = form.whole(slot)
        if any(map(str.isalpha, span.text)):
            yield reading("issuing_agency", span.text.strip(" .;,…_"), span.words, slot.row.page)
            return


def _without_place(lines: list[str]) -> list[str]:
    """The lines of a head without those that say where a commune lies: UBND XÃ A, HUYỆN B, TỈNH C."""
    if not lines or not _COMMUNE.match(bare(lines[0])):
        return lines
    return [line for at, line in enumerate(lines) if not at or not _ABOVE.match(bare(line))]


def _parted(run: Run) -> Iterator[Run]:
    """A run cut before the motto, where the head's two columns stand close."""
    row = run.row
    motto = _COLUMN.search(bare(run.text))
    bounds = (run.start, run.start + motto.start(), run.end) if motto and motto.start() else (run.start, run.end)
    for start, end in pairwise(bounds):
        yield Run(row, start, end, around(row.among(start, end)))


def _is_motto(run: Run) -> bool:
    return _begins_motto(run.text)


def _begins_motto(text: str) -> bool:
    letters = compact(text).letters
    return any(begins(letters, 0, motto, tolerance(len(motto)) + 2) is not None for motto in _MOTTO)


def _beside(motto: Run, upper: list[Run]) -> list[Run]:
    """The lines in capitals at the left of the motto, from its height down."""
    left = [
        run
        for run in upper
        if run.box.right < motto.box.left + motto.height and is_capitals(run.text) and not run.faint
    ]
    first = next((run for run in left if abs(run.row.top - motto.row.top) < 2 * motto.height), None)
    lines = list(takewhile(lambda run: not _NUMBER.match(bare(run.text)), _column(first, left) if first else ()))
    if not first or not is_agency(first.text):
        return []
    place = _commune_below(lines, upper) if is_bare(" ".join(run.text for run in lines)) else None
    return [*lines, *([place] if place else [])]


def _commune_below(lines: list[Run], upper: list[Run]) -> Run | None:
    """The commune or ward right below a bare UỶ BAN NHÂN DÂN, written in: `Xã: Đồng Mẫu`."""
    under = below(lines[-1], upper, 1.1)
    return under if under and _WRITTEN.match(bare(under.text)) else None


def _under(upper: list[Run]) -> list[Run]:
    """The lines in capitals under a motto that stands in the middle: of the agency above, if told, and its own."""
    mottos = [index for index, run in enumerate(upper) if _is_motto(run)]
    under = [run for run in upper[mottos[-1] + 1 :] if is_capitals(run.text) and not run.faint]
    first = next((run for run in upper[mottos[-1] + 1 : mottos[-1] + 4] if run in under and is_agency(run.text)), None)
    return list(_named(first, under)) if first else []


def _named(first: Run, runs: list[Run]) -> Iterator[Run]:
    """The lines of an agency's name from the first down, set alike; a title below them is set larger."""
    for run in _column(first, runs):
        if _NUMBER.match(bare(run.text)) or run.height > _LARGER * first.height:
            return
        yield run


def _column(first: Run, runs: list[Run]) -> Iterator[Run]:
    run: Run | None = first
    while run:
        yield run
        run = below(run, runs, 1.1)


def _card(form: Form) -> Iterator[Reading]:
    """`CỤC TRƯỞNG CỤC CẢNH SÁT ...` over one line or two, or the ministry."""
    runs = [run for run in runs_of(form.rows) if is_capitals(run.text) and not run.faint]
    for run in runs:
        chief = _CHIEF.search(run.text)
        ministry = begins(compact(run.text).letters, 0, phrase("Bộ Công an"), 1)
        if chief:
            more = below(run, runs)
            lines = [run.text[chief.end() :], *([more.text] if more else [])]
            words = (*run.words, *(more.words if more else ()))
            value = spelled(" ".join(lines).strip(" .,;:|_-"))
            yield reading("issuing_agency", value, words, run.row.page)
            return
        if ministry and len(run.words) <= 4:
            yield reading("issuing_agency", run.text.strip(" .,;:|_-"), run.words, run.row.page)
            return
