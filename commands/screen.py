"""What a person or a program sees: one JSON object a line, tables, progress with rate and time left."""

import json
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width, normalize

import click

from digitize.desk import blocking, is_unchecked
from digitize.filing import Outcome
from digitize.model import Field, Finding
from digitize.pack import is_hidden
from digitize.record import Record
from digitize.vietnam.citizen_id import mask
from digitize.vietnam.glossary import label

PERSONAL_NUMBERS = frozenset({"citizen_id", "all_citizen_ids", "cmnd"})
LISTS = frozenset({"all_citizen_ids", "recipients", "components"})


def tell(text: str) -> None:
    """A line for the person, on standard error, so that standard output stays for results."""
    click.echo(text, err=True)


def print_json(value: dict[str, Any]) -> None:
    """One result as one line on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their longest cell."""
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    for number, line in enumerate(lines):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
        if not number:
            click.echo("  ".join("-" * width for width in widths))


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What `run` says of one document; citizen IDs masked."""
    record = outcome.record
    sides = [page + 1 for page in outcome.piece.pages] if outcome.piece else []
    if record is None:
        empty: dict[str, Any] = {"document": None, "version": None, "file": outcome.file, "dossier": None, "kind": None}
        empty |= {"sides": sides}
        empty |= {"pages": 0, "hidden": [], "state": outcome.state, "checked": False, "doubts": [], "subjects": []}
        return empty | {"signature": "none", "pdf_bytes": 0, "problem": outcome.problem}
    return record_json(record) | {
        "file": outcome.file,
        "sides": sides,
        "state": outcome.state,
        "problem": outcome.problem or None,
    }


def record_json(record: Record) -> dict[str, Any]:
    """A record without its fields; citizen IDs masked."""
    return {
        "document": record.document,
        "version": record.version,
        "revision": record.revision,
        "file": None,
        "dossier": record.dossier or None,
        "kind": record.kind,
        "pages": record.page_count,
        "hidden": hidden_pages(record),
        "state": record.state,
        "checked": record.checked,
        "doubts": list(record.doubts),
        "blocking": list(blocking(record)) if record.state == "held" else [],
        "unchecked": unchecked_names(record),
        "decided": list(record.decided),
        "subjects": [{"role": one.role, "citizen_id": mask(one.citizen_id)} for one in record.subjects],
        "signature": record.signature,
        "pdf_bytes": record.pdf_bytes,
        "problem": record.problem or None,
    }


def unchecked_names(record: Record) -> list[str]:
    """The names of the fields that were filed although they are unsure (chưa kiểm tra)."""
    return list(dict.fromkeys(field.name for field in record.fields if is_unchecked(field, record.kind)))


def words_of_kind(record: Record) -> str:
    """What the paper is; where that is in doubt, with what else it may be."""
    named = label(record.kind, "kinds")
    if not any(doubt.startswith("kind:") for doubt in record.doubts):
        return named
    other = f" / {label(record.runner_up, 'kinds')}" if record.runner_up else ""
    return f"{named}?{other}"


def hidden_pages(record: Record) -> list[int]:
    """The numbers of the blank sheets that were left out of the PDF."""
    return [number for number, sheet in enumerate(record.pages, 1) if is_hidden(sheet)]


def findings_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as objects: name, numbers and rule."""
    return [{"name": one.name, **dict(one.numbers), "rule": one.rule or None} for one in findings]


def fields_json(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Fields as objects; a field with roles, or of which there are several, is a list of them."""
    told: dict[str, Any] = {}
    several = _several(fields)
    for one in fields:
        box = [one.box.left, one.box.top, one.box.right, one.box.bottom] if one.box else None
        value: dict[str, Any] = {"value": one.value, "confidence": round(one.confidence, 4), "page": one.page}
        value |= {"box": box, "witnesses": list(one.witnesses), "status": one.status}
        if one.name in several:
            told.setdefault(one.name, []).append(value | ({"role": one.role} if one.role else {}))
        else:
            told[one.name] = value
    return told


def _several(fields: tuple[Field, ...]) -> set[str]:
    names = [one.name for one in fields]
    return {one.name for one in fields if one.role or one.name in LISTS or names.count(one.name) > 1}


def values_json(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Fields as plain values, personal numbers masked."""
    told: dict[str, Any] = {}
    several = _several(fields)
    for one in fields:
        personal = one.name in PERSONAL_NUMBERS or (one.name == "tax_code" and len(one.value or "") == 12)
        value = mask(one.value) if one.value and personal else one.value
        if one.name in several:
            told.setdefault(one.name, []).append(value)
        else:
            told[one.name] = value
    return told


def print_records(first: str, rows: Iterable[tuple[str, Record | None, str]]) -> None:
    """The table of documents: (a last column headed `first`, record, state)."""
    head = ("Mã / id", "Loại giấy tờ", "Số định danh", "Trang", "Nghi vấn", "Trạng thái", "Chữ ký", first)
    print_table(head, (_row(*row) for row in rows))


def _row(last: str, record: Record | None, state: str) -> tuple[str, ...]:
    if record is None:
        return ("-", "-", "-", "-", "-", label(state, "states"), "-", last)
    holder = mask(record.subjects[0].citizen_id) if record.subjects else ""
    if len(record.subjects) > 1:
        holder += f" +{len(record.subjects) - 1}"
    kind = words_of_kind(record) if record.state != "held" or blocking(record) else ""
    doubts, state = str(len(record.doubts) or ""), label(state, "states")
    if record.checked:
        state += f", {label('checked', 'states').lower()}"
    signed = record.signature if record.signature != "none" else ""
    return (record.document, kind, holder, str(record.page_count), doubts, state, signed, last)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in normalize("NFC", text))


class Progress:
    """Pages done, rate and time left on standard error; silent when nobody watches."""

    def __init__(self, total: int | None = None) -> None:
        self._start, self._done, self._total, self._told = time.monotonic(), 0, total, 0.0
        self._watched = sys.stderr.isatty()

    def __call__(self, pages: int) -> None:
        """So many more pages are done."""
        self._done += pages
        now = time.monotonic()
        if self._watched and now - self._told > 0.2:
            self._told = now
            click.echo(f"\r{self._line(now)}", err=True, nl=False)

    def expect(self, pages: int) -> None:
        """So many more pages are to come."""
        self._total = (self._total or 0) + pages

    def summary(self) -> str:
        """Pages and seconds so far."""
        seconds = time.monotonic() - self._start
        return f"{self._done} trang/pages, {seconds:.0f} s, {self._done / max(seconds, 0.001) * 60:.0f}/min"

    def end(self) -> None:
        """Clears the line."""
        if self._watched:
            click.echo("\r" + " " * 78 + "\r", err=True, nl=False)

    def _line(self, now: float) -> str:
        rate = self._done / max(now - self._start, 0.001)
        line = f"{self._done} trang/pages, {rate * 60:.0f}/min"
        if self._total and rate:
            left = max(self._total - self._done, 0) / rate
            line = f"{self._done}/{self._total} trang/pages, {rate * 60:.0f}/min, còn/left {left:.0f} s"
        return line.ljust(78)
