"""What stands at the foot of a paper: who signed, by which authority, and who receives it (NĐ 30/2020, ô 7 and 9b)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digitize.vietnam.blocks import Run, below, is_capitals, runs_of
from digitize.vietnam.form import Form
from digitize.vietnam.names import Name, read_name
from digitize.vietnam.near import bare
from digitize.vietnam.offices import is_agency, officer, spelled
from digitize.vietnam.slots import CARDS
from digitize.vietnam.syllables import spell
from digitize.vietnam.values import Reading, named, reading

_RECEIVERS = re.compile(r"\W*no[il1]\s?nhan\b")
_ADDRESSEES = re.compile(r"\W*kinh gu[iy1l]\b\W*")
_KEPT = re.compile(r"\W*luu\b")
_MARK = re.compile(r"^\s*(?:[-–—+•*~]|[\W_]{1,2}\s)\s*")
_CITIZEN = re.compile(
    r"\W*(?:nguoi (?:yeu cau|khai|ke khai|lam don|viet don|de nghi|lam chung|uy quyen|duoc uy quyen|dang ky)"
    r"|(?:nguoi|can bo) (?:nop|nhan|tiep nhan)(?: don| ho so)?)\W*"
)
_REMARK = re.compile(
    r"\W*(?:\(|ky\b|da ky|ky boi|nguoi ky|chu ky|email|co quan|thoi gian ky|ngay ky|so chung thu|ghi ro)"
)
_WORD = re.compile(r"[^\W\d_]+")
# how a syllable begins
_ONSET = re.compile(r"(?:ngh|ch|gh|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]")
# a name stands at most this many letter heights under its title
_REACH = 16


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of authority and office, and the name under them."""

    titles: tuple[Run, ...]
    run: Run
    name: Name
    office: bool


def read_foot(form: Form) -> Iterator[Reading]:
    """Signer, the signer's title with its authority, and the recipients in order."""
    runs = [run for run in runs_of(form.rows) if not run.faint]
    block = _signature(form, runs)
    if block:
        words = block.run.row.among(block.run.start + block.name.start, block.run.start + block.name.end)
        yield named("signer", block.name.value, words, block.run.row.page)
        if form.kind.name not in CARDS:
            text = " ".join(spelled(run.text.strip(" ,;:|_-\"'")) for run in block.titles)
            words = tuple(word for run in block.titles for word in run.words)
            yield reading("signer_title", text, words, block.run.row.page, _misspelled(text))
    yield from _recipients(form, runs)


def _misspelled(title: str) -> tuple[str, ...]:
    """A doubt where a syllable is none, as where a seal took a letter: PHÓ CHỦ TỊC.

    Abbreviations are none either, nor are names of places in other tongues (KRÔNG), which begin as no syllable does.
    """
    words = [spell(word) for word in _WORD.findall(title)]
    odd = (word for word in words if word.form != word.bare and not word.possible and _ONSET.match(word.bare))
    return ("unclear",) if any(odd) else ()


def _signature(form: Form, runs: list[Run]) -> _Block | None:
    """Of several, that of an officer on the first page that has one; else the last; the lowest, then the rightmost."""
    blocks = list(_blocks(form, runs))
    offices = [block for block in blocks if block.office]
    if offices:
        page = offices[0].run.row.page
        return max((block for block in offices if block.run.row.page == page), key=_rank)
    return max(blocks, key=lambda block: (block.run.row.page, *_rank(block)), default=None)


def _rank(block: _Block) -> tuple[int, float]:
    return round(block.titles[0].row.top / (4 * block.titles[0].height)), block.run.centre


def _blocks(form: Form, runs: list[Run]) -> Iterator[_Block]:
    taken: list[Run] = []
    for run in runs:
        if any(run is other for other in taken) or not (is_capitals(run.text) or _is_person(run)):
            continue
        titles = _titles(run, runs) if officer(run.text) or is_agency(run.text) else []
        if not any(officer(title.text) for title in titles):
            continue
        taken += titles
        width = form.document.pages[run.row.page - 1].width
        found = _name_under(titles[-1], runs, width)
        if found:
            office = any(officer(title.text) == "officer" for title in titles)
            yield _Block(tuple(titles), *found, office)


def _is_person(run: Run) -> bool:
    """Whether a line is of a citizen who signs, in small letters as some forms have it: `Người yêu cầu`."""
    return _CITIZEN.fullmatch(bare(run.text)) is not None


def _titles(first: Run, runs: list[Run]) -> list[Run]:
    """The lines in capitals from this one down, and an office's own name right above it."""
    lines = [first]
    while len(lines) < 4:
        more = below(lines[-1], runs, 1.2)
        # "(Ký, ghi rõ họ tên và đóng dấu)" stands between whose signature it is and the office
        note = more if more and more.text.lstrip().startswith("(") else None
        more = below(note, runs, 1.2) if note else more
        if note and (more is None or officer(more.text) is None):
            break
        if more is None or not is_capitals(more.text) or _aside(more, first):
            break
        name = read_name(more.text)
        # a name in capitals under its title
        if officer(more.text) is None and name and name.clear and more.row.top - lines[-1].row.bottom > more.height:
            break
        lines.append(more)
    return lines


def _aside(run: Run, first: Run) -> bool:
    return abs(run.centre - first.centre) > max(4 * first.height, 0.35 * (first.box.right - first.box.left))


def _name_under(title: Run, runs: list[Run], width: int) -> tuple[Run, Name] | None:
    """The first name below a title about the same middle, before any other text."""
    under = [
        run
        for run in runs
        if run.row.page == title.row.page
        and 0 < run.row.top - title.row.top < _REACH * title.height
        and abs(run.centre - title.centre) < 0.11 * width
    ]
    aside = False
    for run in sorted(under, key=lambda run: run.row.top):
        name = read_name(run.text, titled=False)
        if name and name.clear and len(name.value.split()) <= 6 and not officer(run.text):
            return run, name
        aside = (aside or run.text.lstrip().startswith("(")) and ")" not in run.text
        if len(run.words) > 3 and not aside and ")" not in run.text and not _REMARK.match(bare(run.text)):
            return None
    return None


def _recipients(form: Form, runs: list[Run]) -> Iterator[Reading]:
    """The list under `Nơi nhận`, without what is kept (`Lưu: VT`); the addressees of `Kính gửi` bear that role."""
    for run in reversed(runs):
        if _RECEIVERS.match(bare(run.text)):
            yield from _listed(form, run, runs)
            return


def _listed(form: Form, head: Run, runs: list[Run]) -> Iterator[Reading]:
    width = form.document.pages[head.row.page - 1].width
    left = [
        run
        for run in runs
        if (run.row.page, run.row.top) > (head.row.page, head.row.top)
        and run.row.page == head.row.page
        and abs(run.box.left - head.box.left) < 0.06 * width
    ]
    last = head
    items: list[list[Run]] = []
    for run in left:
        if run.row.top - last.row.bottom > 1.8 * head.height:
            break
        if items and not _MARK.match(run.text):
            items[-1].append(run)
        else:
            items.append([run])
        last = run
    for item in items:
        text = " ".join(run.text.strip() for run in item)
        value = _MARK.sub("", text).strip(" ;.,_")
        if _KEPT.match(bare(value)):
            return
        if any(map(str.isalpha, value)):
            yield reading("recipients", value, tuple(word for run in item for word in run.words), head.row.page)
