"""The page that shows what `sohoa read --debug` left: plain HTML without scripts, most doubtful pages first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from commands.debug_draw import DOUBTFUL, SURE, colour_of
from commands.words import label_doubt, words_of_numbers
from digitize.model import Document, Field, Finding, Page, Step, Word
from digitize.page import Failure
from digitize.vietnam.glossary import Language, label

_MOST_WORDS, _SLOWEST = 40, 5
_STYLE = """
body { font: 15px/1.45 sans-serif; margin: 1.5em; color: #111; background: #fff }
table { border-collapse: collapse; margin: .6em 0 } td, th { border: 1px solid #bbb; padding: .2em .6em;
text-align: left; vertical-align: top } th { background: #f0f0f0 } h2 { margin-top: 1.6em }
article { border-top: 3px solid #888; margin-top: 1.5em } .pictures { display: flex; gap: 1em; align-items: start }
.pictures a { flex: 1; max-width: 49% } img { width: 100%; border: 1px solid #999 } .en { color: #666; font-size: 90% }
.bad { color: #b00000; font-weight: bold } bdi { unicode-bidi: isolate }
"""
_HEAD = f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>sohoa read --debug</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><style>{_STYLE}</style></head><body>
"""

_NOTE = (
    f"<p>Số từ có thể sai: cộng (1 − độ chắc) của các từ có độ chắc dưới {SURE:g}; giây xử lý gồm cả việc vẽ hình. "
    f"<span class=en>/ Words likely wrong: the sum of (1 − confidence) of those below {SURE:g}; processor seconds "
    "include the drawing of the pictures.</span></p>"
)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What the index tells of one page: how many words are doubtful, how many likely wrong; processor seconds."""

    page: int
    words: int = 0
    doubtful: int = 0
    unsure: tuple[Word, ...] = ()
    corrected: tuple[Word, ...] = ()
    twice: tuple[Word, ...] = ()
    wrong: float = 0.0
    seconds: float = 0.0
    blank: bool = False
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the index tells of one input file: its pages, what was understood, or the problem."""

    path: str
    pages: tuple[ShownPage, ...]
    kind: str = ""
    kind_confidence: float = 0.0
    fields: tuple[Field, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str = ""


_Numbered = tuple[int, ShownPage]


def show(
    path: str, result: Document | Failure, seconds: Sequence[float], pictures: dict[int, tuple[str, ...]]
) -> Shown:
    """What to keep of a file for the index: little, for there may be a thousand."""
    if isinstance(result, Failure):
        spent = dict(enumerate(seconds, 1))
        pages = (ShownPage(page, seconds=spent[page], pictures=pictures.get(page, ())) for page in spent)
        return Shown(path, tuple(pages), problem=result.problem)
    pages = (
        _page(page, spent, pictures.get(page.original.source.page, ()))
        for page, spent in zip(result.pages, seconds, strict=True)
    )
    return Shown(path, tuple(pages), result.kind, result.kind_confidence, result.fields, result.doubts)


def write_index(shown: Sequence[Shown]) -> str:
    """The page as HTML; everything that comes from outside is escaped."""
    pages = [(number, page) for number, one in enumerate(shown, 1) for page in one.pages]
    pages.sort(key=lambda one: (-one[1].wrong, one[0], one[1].page))
    slowest = sorted(pages, key=lambda one: -one[1].seconds)[:_SLOWEST]
    parts = [
        _HEAD,
        "<h1>sohoa read --debug</h1>",
        "<p class=bad>Có dữ liệu cá nhân; tự xóa sau 7 ngày / personal data; cleared after 7 days.</p>",
        f"<p>{len(shown)} tệp / files, {len(pages)} trang / pages.</p>",
        _NOTE,
        "<h2>Tệp / files</h2>",
        *(_file(number, one) for number, one in enumerate(shown, 1)),
        "<h2>Chậm nhất / slowest</h2>",
        _overview(slowest),
        "<h2>Đáng ngờ nhất trước / most doubtful first</h2>",
        _overview(pages),
        *(_article(number, page) for number, page in pages),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _page(page: Page, seconds: float, pictures: tuple[str, ...]) -> ShownPage:
    words = [word for line in page.lines for word in line.words]
    unsure = sorted((word for word in words if word.confidence < DOUBTFUL), key=lambda word: word.confidence)
    return ShownPage(
        page=page.original.source.page,
        words=len(words),
        doubtful=len(unsure),
        unsure=tuple(unsure[:_MOST_WORDS]),
        corrected=tuple(word for word in words if word.read_as is not None)[:_MOST_WORDS],
        twice=tuple(word for word in words if word.alternatives)[:_MOST_WORDS],
        wrong=sum(1 - word.confidence for word in words if word.confidence < SURE),
        seconds=seconds,
        blank=page.blank,
        steps=page.steps,
        findings=page.findings,
        pictures=pictures,
    )


def _text(text: str) -> str:
    """Foreign text, held apart from the direction of what stands around it."""
    return f"<bdi>{escape(text)}</bdi>"


def _both(vi: str, en: str) -> str:
    return f"{escape(vi)} <span class=en>/ {escape(en)}</span>"


def _named(key: str, group: str) -> str:
    languages: tuple[Language, Language] = ("vi", "en")
    return _both(*(label(key, group, language) for language in languages))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML already; nothing where there are no rows."""
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>\n{body}</table>" if body else ""


def _file(number: int, one: Shown) -> str:
    told = f"<h3>{number}. {_text(one.path)}</h3>"
    if one.problem:
        return told + f"<p class=bad>{_text(one.problem)}</p>"
    doubts = "".join(
        f"<li class=bad>{_both(label_doubt(doubt), label_doubt(doubt, 'en'))}</li>" for doubt in one.doubts
    )
    fields = _table(
        (
            "Trường / field",
            "Giá trị / value",
            "Độ chắc / sure",
            "Trang / page",
            "Bằng chứng / witness",
            "Tình trạng / status",
        ),
        (
            (
                _named(field.name, "fields") + (f" ({_named(field.role, 'roles')})" if field.role else ""),
                _text(field.value) if field.value is not None else "–",
                _sure(field.confidence),
                str(field.page),
                ", ".join(escape(label(witness, "witnesses")) for witness in field.witnesses),
                _named(field.status, "statuses"),
            )
            for field in one.fields
        ),
    )
    return told + f"<p>{_named(one.kind, 'kinds')} ({one.kind_confidence:.2f})</p><ul>{doubts}</ul>{fields}"


def _sure(confidence: float) -> str:
    red, green, blue = colour_of(confidence)
    return f'<span style="color: rgb({red}, {green}, {blue})">{confidence:.2f}</span>'


def _overview(pages: Iterable[_Numbered]) -> str:
    head = (
        "Trang / page",
        "Từ / words",
        "Có thể sai / likely wrong",
        f"Dưới / below {DOUBTFUL:g}",
        "Đã sửa / corrected",
        "Đọc hai lần / read twice",
        "Nhận xét / findings",
        "Giây / seconds",
    )
    return _table(head, (_row(number, page) for number, page in pages))


def _row(number: int, page: ShownPage) -> tuple[str, ...]:
    counts = (page.doubtful, len(page.corrected), len(page.twice), len(page.findings))
    told = (str(count) if count else "" for count in counts)
    link = f'<a href="#f{number}p{page.page}">tệp {number}, trang {page.page}</a>'
    return (link, str(page.words), f"{page.wrong:.1f}", *told, f"{page.seconds:.2f}")


def _article(number: int, page: ShownPage) -> str:
    blank = f" · {_named('blank', 'findings')}" if page.blank else ""
    pictures = "".join(
        f'<a href="{escape(one)}"><img src="{escape(one)}" loading="lazy" alt="{escape(one)}"></a>'
        for one in page.pictures
    )
    return "\n".join(
        [
            f'<article id="f{number}p{page.page}"><h3>Tệp {number}, trang / page {page.page}{blank}</h3>',
            f"<p>{page.words} từ / words, {page.seconds:.2f} s</p>",
            _table(
                ("Đã làm / steps", "Số liệu / numbers"),
                ((_named(step.name, "steps"), escape(words_of_numbers(step.numbers))) for step in page.steps),
            ),
            _table(
                ("Nhận xét / findings", "Số liệu / numbers", "Quy định / rule"),
                (
                    (_named(one.name, "findings"), escape(words_of_numbers(one.numbers)), escape(one.rule))
                    for one in page.findings
                ),
            ),
            _words(page),
            f'<div class="pictures">{pictures}</div></article>',
        ]
    )


def _words(page: ShownPage) -> str:
    """The words worth a look: corrected, read twice, doubtful."""
    rows = [
        ("Đã sửa / corrected", f"{_text(word.read_as or '')} → {_text(word.text)}", word) for word in page.corrected
    ]
    rows += [
        ("Đọc hai lần / read twice", _text(" | ".join((word.text, *word.alternatives))), word) for word in page.twice
    ]
    rows += [("Nghi ngờ / doubtful", _text(word.text), word) for word in page.unsure]
    told = _table(
        ("", "Từ / word", "Độ chắc / sure"), ((why, what, _sure(word.confidence)) for why, what, word in rows)
    )
    title = f"Từ cần xem / words to look at ({len(rows)})"
    return f"<details><summary>{title}</summary>{told}</details>" if rows else ""
