"""More ways to set a form, for bench/papers_unseen_third.py: blanks typed on, labels below dots, squares.

A value is a slot of bench/papers_pen.py, `<mother.name>`, or what stands between ‹ and ›.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bench.papers_form import Desk, motto
from bench.papers_pen import Pen, Who, fitted
from bench.papers_people import Citizen
from samples.paper import plain_words, set_in
from samples.sheet import POINT, Style, measure, wrap

VALUE = re.compile(r"(<[\w.]+>|‹[^›]*›)")
SIZES = ((3, 3, 6), (3, 3, 3, 3), (4, 4, 4))


def said(p: Pen, part: str) -> str:
    """What is printed of a value."""
    return p.words(part.strip("‹›")).replace("*", "")


def also(p: Pen, **people: Citizen) -> None:
    """Makes people known to the pen of whom only the numbers are told, as listed."""
    p.people |= {name: Who(p.form, citizen, "listed") for name, citizen in people.items()}


def grouped(p: Pen, who: str = "holder", mark: str = " ") -> str:
    """Somebody's number in groups of digits, told so."""
    told, sizes, digits, groups = p.form.told, p.form.draw.choice(SIZES), iter(p.people[who].citizen.number), []
    first = len(told)
    p.people[who].number()
    for size in sizes:
        groups.append("".join(next(digits) for _ in range(size)))
    shown = mark.join(groups)
    told[first:] = [replace(one, printed=shown) for one in told[first:]]
    return shown


def split_born(p: Pen, who: str = "holder") -> str:
    """A date of birth as three values of their own, told as one date."""
    born, one = p.people[who].citizen.person.born, p.people[who]
    one.tell("date_of_birth", born.isoformat(), f"ngày {born:%d} tháng {born:%m} năm {born.year}")
    return f"ngày ‹{born:%d}› tháng ‹{born:%m}› năm ‹{born.year}›"


def typed(p: Pen, *lines: str) -> None:
    """Lines of a blank whose values were typed on dotted leaders in another face."""
    for line in lines:
        p.form.need(p.form.step * 2)
        parts = VALUE.split(line)
        _leaders(p, [one.strip() for one in parts[0::2]], [said(p, one) for one in parts[1::2]])
        p.form.y += p.form.step + p.gap


def _leaders(p: Pen, labels: list[str], values: list[str]) -> None:
    """One line of such a blank: what has no room goes on below."""
    form, style = p.form, p.form.style()
    face = "mono" if form.layout.face in ("serif", "tinos") else "tinos:b"
    ink = Style(face, form.layout.size * (0.9 if face == "mono" else 1.05), indent=0, justify=False)
    wide = [measure(label, style.face, style.size) + 4 for label in labels]
    need = [measure(value, ink.face, ink.size) + 3 for value in values]
    spare = max(0.0, (form.right - form.left - sum(wide) - sum(need)) / max(1, len(values)))
    x = form.left
    for place, value in enumerate(values):
        if place and x + wide[place] + need[place] > form.right + 0.1:
            x, form.y = form.left, form.y + form.step
        start = form.sheet.words(x, form.y, labels[place], style) + 1.5 if labels[place] else x
        last = place == len(values) - 1 and not labels[-1]
        end = form.right if last else min(form.right, start + need[place] + spare)
        room = Style(ink.face, ink.size, indent=start - form.left + 1.5, justify=False)
        for number, words in enumerate(wrap(value, form.right - form.left - 1, room)):
            form.y += form.step if number else 0
            at = form.left + 1.5 if number else start + 1.5
            form.sheet.words(at, form.y - 0.3, plain_words(words), ink)
            form.sheet.rule(at - 1.5, form.y + 0.7, form.right if number else end, form.y + 0.7, 0.22, dotted=True)
        x = end + 1.5
    if labels[-1]:
        form.sheet.words(x, form.y, labels[-1], style)


def under(p: Pen, *cells: tuple[str, str, str]) -> None:
    """Label, value on dots and what it is in brackets below; several side by side."""
    form = p.form
    form.need(form.step * 2.2)
    part = (form.right - form.left) / len(cells)
    for place, (label, slot, note) in enumerate(cells):
        x = form.left + place * part
        start = form.sheet.words(x, form.y, label, form.style()) + 1.5 if label else x
        end, value = x + part - (3 if place < len(cells) - 1 else 0), said(p, slot)
        middle = (start + end) / 2
        if value:
            size = fitted(value, f"{form.layout.face}:b", form.layout.size, end - start - 2)
            form.sheet.words(middle, form.y - 0.4, value, form.style("b", size), "centre")
        form.sheet.rule(start, form.y + 0.7, end, form.y + 0.7, 0.22, dotted=True)
        form.sheet.words(middle, form.y + 4.4, note, form.style("i", 8.5), "centre")
    form.y += form.step + 4.6


def beside(p: Pen, tab: float, *rows: str) -> None:
    """`label | value`: values below each other from the tab on; after `//` the label's second language, under it."""
    form = p.form
    for row in rows:
        form.need(form.step * 2.2)
        label, slot = row.split(" | ")
        label, _, foreign = label.partition(" // ")
        style = Style(form.layout.face, form.layout.size, leading=1.2, indent=0, justify=False)
        bold = Style(f"{form.layout.face}:b", form.layout.size, leading=1.2, indent=0, justify=False)
        top, lead = form.y, form.layout.size * POINT * 1.2
        low = form.sheet.column(form.left, top, form.left + tab - 3, label, style)
        if foreign:
            small = set_in(form.layout.size * 0.76, f"{form.layout.face}:i")
            form.sheet.words(form.left, low - lead + 3.9, foreign, small)
            low += 3.9
        value = "".join(said(p, part) if VALUE.fullmatch(part) else part for part in VALUE.split(slot))
        end = form.sheet.column(form.left + tab, top, form.right, value, bold)
        form.y = max(low, end) + form.step - lead + p.gap


def squares(p: Pen, *cells: tuple[str, str]) -> None:
    """Labels and digits that stand in squares, one after the other; a space parts groups of squares."""
    form = p.form
    form.need(form.step + 4)
    form.y += 1.5
    x = form.left
    for label, slot in cells:
        x = form.sheet.words(x, form.y, label, form.style()) + 2.5 if label else x
        for digit in said(p, slot):
            if digit == " ":
                x += 2.6
                continue
            form.sheet.frame(x, form.y - 4.3, 5.2, 5.8)
            form.sheet.words(x + 2.6, form.y, digit.strip("_"), set_in(11, form.layout.face), "centre")
            x += 5.2
        x += 3.5
    form.y += form.step + 1.5


def columns(p: Pen, put: Callable[..., None], *sides: tuple[str, ...]) -> None:
    """Columns that are each written by `put`."""
    form = p.form
    left, right, top, ends = form.left, form.right, form.y, []
    width = (right - left) / len(sides)
    for place, lines in enumerate(sides):
        form.left, form.right, form.y = left + place * width, left + (place + 1) * width - 4, top
        put(p, *lines)
        ends.append(form.y)
    form.left, form.right, form.y = left, right, max(ends)


def struck(p: Pen, wrong: str, right: str, rest: str) -> None:
    """A line that begins with a choice of two words, of which the unfit one is crossed out."""
    form, style = p.form, p.form.style()
    form.need(form.step)
    end = form.sheet.words(form.left, form.y, wrong, style)
    form.sheet.rule(form.left - 0.5, form.y - 1.3, end + 0.5, form.y - 1.3, 0.35)
    end = form.sheet.words(end, form.y, f"/{right}", style)
    form.sheet.words(end + 1.5, form.y, p.words(rest), style)
    form.y += form.step + p.gap


def headed(p: Pen, desk: Desk, number: str = "", book: str = "", note: str = "") -> None:
    """The motto in the middle, the issuer's lines below at the left, number and book beside them at the right."""
    form = p.form
    if note:
        form.sheet.words(form.left, form.y, note, form.style("i", 9), "left")
        form.y += 5
    motto(form, (form.left + form.right) / 2, form.y)
    form.y += 15
    top = form.y
    for words in desk.lines:
        form.sheet.words(form.left, form.y, words, form.style("b", min(11.5, form.layout.size)))
        form.y += 5.4
    form.tell("issuing_agency", desk.name, " ".join(desk.lines))
    if number:
        form.sheet.words(form.right, top, f"Số: {number}", form.style(), "right")
        form.tell("document_number", number, f"Số: {number}")
    if book:
        form.sheet.words(form.right, top + 5.8, book, form.style(), "right")
    form.y = max(form.y, top + 11) + 7


def footnotes(p: Pen, *notes: str) -> None:
    """How to fill in the form, in small type at the foot of the sheet, where there is room for it."""
    form = p.form
    style = Style(form.layout.face, 8.5, leading=1.15, indent=0, justify=False)
    lines = [words for note in notes for words in wrap(note, form.right - form.left, style)]
    y = form.sheet.height - 9 - len(lines) * 3.5
    if form.y + 2 > y:
        return
    form.sheet.rule(form.left, y - 4, form.left + 50, y - 4)
    for words in lines:
        form.sheet.words(form.left, y, plain_words(words), style)
        y += 3.5
