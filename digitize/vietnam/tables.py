"""Ruled tables of forms: the list of papers handed in (thành phần hồ sơ)."""

import re
from collections.abc import Iterator

from digitize.model import Word
from digitize.vietnam.blocks import Run, runs_of
from digitize.vietnam.form import Form
from digitize.vietnam.near import begins, compact, phrase
from digitize.vietnam.rows import Row
from digitize.vietnam.values import Reading, reading

_HEADS = tuple(
    phrase(text)
    for text in ("tên giấy tờ", "tên thành phần hồ sơ", "thành phần hồ sơ", "tên thành phần", "tên hồ sơ, giấy tờ",
                 "tên loại giấy tờ", "loại giấy tờ", "giấy tờ")
)  # fmt: skip
_ORDINAL = re.compile(r"[\W_]*(\d{1,2})[.)|\]]?(?=\s|$)")
_EDGES = " |.;:_-—[]{}()'\"“”"


def read_components(form: Form) -> Iterator[Reading]:
    """The papers that a receipt slip lists, in order."""
    if form.kind.name != "giay_tiep_nhan":
        return
    rows = form.rows
    for index, row in enumerate(rows):
        head = next((run for run in runs_of((row,)) if _is_head(run)), None)
        if head and len(list(row.segments())) > 1:
            yield from _cells(rows[index + 1 :], head, row)
            return


def _is_head(run: Run) -> bool:
    letters = compact(run.text).letters
    return any(begins(letters, 0, text, 1) and len(letters) < len(text) + 6 for text in _HEADS)


def _cells(rows: tuple[Row, ...], head: Run, first: Row) -> Iterator[Reading]:
    """The cells under a head, one for each ordinal; a cell may go on in the rows below."""
    beyond = min((run.box.left for run in runs_of((first,)) if run.box.left > head.box.right), default=None)
    items: list[list[Word]] = []
    last, count = first, 0
    for row in rows:
        if row.page != head.row.page or row.top - last.bottom > 4 * head.height:
            break
        number = _ORDINAL.match(row.text)
        words = [
            word for word in row.words if beyond is None or (word.box.left + word.box.right) / 2 < beyond - head.height
        ]
        if number and int(number[1]) == count + 1:
            count += 1
            items.append([word for word in words if row.starts[row.words.index(word)] >= number.end()])
        elif (
            items
            and not number
            and row.top - last.bottom < head.height
            and words
            and words[0].box.left > first.words[0].box.right
        ):
            items[-1] += words
        elif items or number:
            break
        last = row
    for item in items:
        value = " ".join(word.text for word in item).strip(_EDGES)
        if any(map(str.isalpha, value)):
            yield reading("components", value, tuple(item), head.row.page)
