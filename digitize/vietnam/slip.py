"""Codes and days of the one-stop office and of registers: what stands in single slots that name no person."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from digitize.model import Word
from digitize.vietnam import dates, dossier_code, tax_code
from digitize.vietnam.form import Form, Span
from digitize.vietnam.near import bare
from digitize.vietnam.values import Reading, blank, read_date, reading

_PROCEDURE = re.compile(r"(?<![\d.])\d\.\d{6}(?:\.\d{2})?(?:\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?(?![\d])")
# the code before the name: 1.013374 - Đăng ký ...
_BEFORE = re.compile(r"\W*\d\.\d{6}[\w.]*\s*[-–—:]\s*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*$|\s*[(\[][^()\[\]]*[)\]]\s*$")
_BUSINESS = re.compile(r"\W*(\d{2}[A-Z]\d{7,9}|\d{10}(?:-\d{3})?|\d{12,13}|[0-9A-Z]{9,13})(?!\w)")
_FIGURES = re.compile(r"\W*(\d{1,5}[a-zA-Z]?)(?![\w/])")
_BOTH = re.compile(r"\W*(\d{1,5}[a-zA-Z]?)\s?[,;]\s?(\d{1,5}[a-zA-Z]?)(?![\w/])")
_FOR_EVER = "khong thoi han"


def read_slips(form: Form) -> Iterator[Reading]:
    """Dossier code, due date, procedure, validity, tax and business codes, plot and map sheet."""
    yield from _dossier(form)
    yield from _procedure(form)
    yield from _day(form, "due_date")
    # an application tells until when another paper is valid
    if form.kind.name not in ("to_khai", "don_de_nghi"):
        yield from _day(form, "expiry_date")
    yield from _tax(form)
    yield from _business(form)
    if form.kind.name in ("giay_chung_nhan_qsdd", "giay_phep_xay_dung"):
        yield from _land(form)


def _dossier(form: Form) -> Iterator[Reading]:
    """The dossier's code behind its label, else the only one that stands on the pages."""
    mine = form.of("dossier_code")
    for slot in mine:
        found = dossier_code.find(slot.text)
        if found:
            words = slot.words(found.start, found.end)
            yield reading("dossier_code", found.value, words, slot.row.page, filter(None, [found.problem]))
            return
    hits = [(row, code) for row in form.rows for code in [dossier_code.find(row.text)] if code]
    if len({code.value for _, code in hits}) == 1:
        row, code = hits[0]
        words = row.among(code.start, code.end)
        yield reading("dossier_code", code.value, words, row.page, filter(None, [code.problem]))
        return
    for slot in mine[:1]:
        first = next(iter(slot.text.strip(" .…_:").split()), "")
        if slot.empty:
            yield blank("dossier_code", slot, unsure=form.loses(slot))
        elif sum(letter.isdigit() for letter in first) >= 6:
            yield reading("dossier_code", first, slot.words(), slot.row.page, ("unclear",))


def _procedure(form: Form) -> Iterator[Reading]:
    """The procedure's name, and its code with the role `code`."""
    slot = next((slot for slot in form.of("procedure") if not slot.empty), None)
    span = form.whole(slot) if slot else Span("", ())
    name = _ASIDE.sub("", _BEFORE.sub("", span.text)).strip(" .;,…_:")
    if slot and sum(map(str.isalpha, name)) > 3:
        yield reading("procedure", name, span.words, slot.row.page, ("unclear",) if span.broken else ())
    spans = [(span, slot.row.page)] if slot else []
    spans += [(form.whole(other), other.row.page) for other in form.of("procedure_code")]
    for place, page in spans:
        code = _PROCEDURE.search(place.text)
        if code:
            words = tuple(word for word in place.words if code[0] in word.text) or place.words
            made = reading("procedure", code[0], words, page)
            yield Reading(replace(made.field, role="code"), made.doubts)
            return


def _day(form: Form, name: str) -> Iterator[Reading]:
    """A day behind its label, after the hour if there is one; cards may be valid for ever."""
    for slot in form.of(name):
        if slot.empty:
            continue
        span = form.whole(slot)
        if _FOR_EVER in bare(span.text):
            yield reading(name, "không thời hạn", span.words, slot.row.page)
            return
        found = dates.find_worded(span.text) or dates.find_figures(span.text)
        if found and found.value and len(found.value) > 4:
            words = _under(span, found.start, found.end)
            yield reading(name, found.value, words, slot.row.page, filter(None, [found.problem]))
            return
        made = read_date(slot) if not found else None
        if made and made.field.value:
            yield made
            return


def _under(span: Span, start: int, end: int) -> tuple[Word, ...]:
    """The words of a span's text between two places, as far as its words are whole ones."""
    place, words = 0, []
    for word in span.words:
        at = span.text.find(word.text, place)
        if at < 0:
            return span.words
        place = at + len(word.text)
        if at < end and place > start:
            words.append(word)
    return tuple(words) or span.words


def _tax(form: Form) -> Iterator[Reading]:
    for slot in form.of("tax_code"):
        found = tax_code.find(slot.text)
        if found:
            words = slot.words(found.start, found.end)
            yield reading("tax_code", found.value, words, slot.row.page, filter(None, [found.problem]))
            return


def _business(form: Form) -> Iterator[Reading]:
    """The registration's own number, behind its label or as `Số:` under the title of a certificate."""
    slots = form.of("business_code")
    for slot in slots:
        said = _BUSINESS.match(slot.text)
        if said:
            yield reading("business_code", said[1], slot.words(said.start(1), said.end(1)), slot.row.page)
            return
    if form.kind.name != "dang_ky_ho_kinh_doanh":
        return
    for row in form.rows:
        for start, end in row.segments():
            text = row.text[start:end]
            said = re.match(r"\W*s[oốôó0]\b\W*", text, re.IGNORECASE)
            code = _BUSINESS.match(text, said.end()) if said else None
            if row.page == 1 and said and code:
                words = row.among(start + code.start(1), start + code.end(1))
                yield reading("business_code", code[1], words, row.page)
                return


def _land(form: Form) -> Iterator[Reading]:
    """The plot and the map sheet; behind both labels together in their order: Thửa đất số, tờ bản đồ số 560, 82."""
    for slot in form.of("map_sheet"):
        found = form.labels[form.at(slot.row)]
        beside = any(
            (one.field, other.field) == ("plot", "map_sheet")
            and not re.search(r"\w", slot.row.text[one.end : other.start])
            for one, other in pairwise(found)
        )
        both = _BOTH.match(slot.text) if beside else None
        if both:
            for at, name in enumerate(("plot", "map_sheet"), 1):
                yield reading(name, both[at], slot.words(both.start(at), both.end(at)), slot.row.page)
            return
    for name in ("plot", "map_sheet"):
        yield from _figures(form, name)


def _figures(form: Form, name: str) -> Iterator[Reading]:
    for slot in form.of(name):
        said = _FIGURES.match(slot.text)
        if said:
            yield reading(name, said[1], slot.words(said.start(1), said.end(1)), slot.row.page)
            return
