"""What a paper is about: the lines under its title, or behind `V/v` (trích yếu: NĐ 30/2020/NĐ-CP, Phụ lục I, ô 5)."""

import re
from collections.abc import Iterator

from digitize.vietnam.blocks import Run, below, is_capitals, runs_of
from digitize.vietnam.form import Form
from digitize.vietnam.near import bare, begins, tolerance
from digitize.vietnam.values import Reading, reading

_ABOUT = re.compile(r"\W*v\s?[/.l|]?\s?v\b\W*")
_PREFIX = re.compile(r"\W*(?:ve viec|v/v)\s+")
_STOPS = re.compile(
    r"\W*(?:kinh gui|can cu|so\s*:|chu tich|hoi dong nhan dan|thu tuong|bo truong|giam doc|\(|ngay|"
    r"uy ban nhan dan|hom nay|noi nhan|i\.|1\.|dieu)"
)
_WHOSE = re.compile(r"\W*cua (?:uy ban|ubnd|chu tich|hoi dong|giam doc|bo truong|thu tuong|truong)\b")
# these say what they are about in their text (NĐ 30/2020/NĐ-CP, Phụ lục III), copies what is copied
_UNNAMED = frozenset({"giay_gioi_thieu", "giay_nghi_phep", "sao_y", "sao_luc", "trich_sao"})
_LINES = 5
# what reaches this far to the right is running text
_MARGIN = 0.87


def read_subject(form: Form) -> Iterator[Reading]:
    """The subject without `Về việc` or `V/v`, over its lines."""
    kind = form.kind
    named = kind.abbreviation or kind.name == "cong_van"
    if not form.document.pages or kind.person or kind.name in _UNNAMED or not named:
        return
    page = form.document.pages[0]
    upper = [run for run in runs_of(row for row in form.rows if row.page == 1) if run.row.top < 0.55 * page.height]
    lines = _letter(upper, page.width) if kind.name == "cong_van" else _titled(upper, kind.titles, page.width)
    text = " ".join(run.text.strip() for run in lines)
    prefix = _ABOUT.match(bare(text)) or _PREFIX.match(bare(text))
    value = text[prefix.end() if prefix else 0 :].strip(" .;:_*")
    if any(map(str.isalpha, value)):
        yield reading("subject", value, tuple(word for run in lines for word in run.words), 1)


def _letter(upper: list[Run], width: int) -> list[Run]:
    """`V/v ...` at the left, and what goes on below it."""
    first = next((run for run in upper if _ABOUT.match(bare(run.text)) and run.box.left < 0.5 * width), None)
    return _going_on(first, [run for run in upper if run.centre < 0.52 * width], 0.9) if first else []


def _titled(upper: list[Run], titles: tuple[str, ...], width: int) -> list[Run]:
    """What stands centred under the title, up to the text."""
    middle = [run for run in upper if 0.3 * width < run.centre < 0.7 * width]
    title = next((run for run in middle if is_capitals(run.text) and _is_title(run, titles)), None)
    first = below(title, middle, 1.6) if title else None
    if first and _WHOSE.match(bare(first.text)):
        # QUYẾT ĐỊNH / CỦA ỦY BAN NHÂN DÂN XÃ ... / Về việc ...
        first = below(_going_on(first, middle, 0.9)[-1], middle, 1.6)
    if first is None or _STOPS.match(bare(first.text)) or first.faint or first.box.right > _MARGIN * width:
        return []
    return _going_on(first, middle, 0.9)


def _is_title(run: Run, titles: tuple[str, ...]) -> bool:
    letters = run.row.compact.letters
    start = run.row.compact.index(run.start)
    return any(begins(letters, start, title, tolerance(len(title))) for title in titles)


def _going_on(first: Run, runs: list[Run], gap: float) -> list[Run]:
    """The lines under the first, set like it, until something else begins."""
    lines = [first]
    while len(lines) < _LINES:
        more = below(lines[-1], runs, gap)
        if (
            more is None
            or more.faint
            or _STOPS.match(bare(more.text))
            or is_capitals(more.text) != is_capitals(first.text)
        ):
            break
        if abs(more.centre - first.centre) > 2.5 * first.height and abs(more.box.left - first.box.left) > first.height:
            break
        lines.append(more)
    return lines
