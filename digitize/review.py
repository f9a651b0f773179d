"""Checks the fields against each other, puts doubts where they disagree, and says whom the document concerns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from digitize.model import Document, Field
from digitize.record import Subject
from digitize.vietnam import citizen_id as ids
from digitize.vietnam.kinds import find_by_abbreviation

# below this confidence a kind is a doubt
KIND_SURE = 0.6


def review(document: Document, citizen_id: str = "", today: date | None = None) -> Document:
    """Cross-checks the fields and lowers the status of those in doubt; `today` (else the clock's): no date is later.

    A `citizen_id` told by the operator is the holder's; the print that says otherwise is a doubt, never a correction.
    """
    told = _told(document, citizen_id) if citizen_id else document
    found = (*_kind(told), *_holder(told), *_readings(told), *_number(told), *_future(told, today or date.today()))
    doubts = tuple(dict.fromkeys((*told.doubts, *found)))
    return replace(told, doubts=doubts, fields=tuple(_lowered(field, told, doubts) for field in told.fields))


def subjects(document: Document) -> tuple[Subject, ...]:
    """Whom a document may be found by: the holder, then the others; a number in doubt makes nobody a subject."""
    found: dict[str, Subject] = {}
    holders = [field for field in document.fields if field.name == "citizen_id"]
    others = [field for field in document.fields if field.name == "all_citizen_ids"]
    for field in (*holders, *others):
        sure = field.status == "read" or "operator" in field.witnesses
        if field.value and sure and len(field.value) == 12 and field.value.isdecimal():
            role = "holder" if field.name == "citizen_id" else field.role or "listed"
            found.setdefault(field.value, Subject(role, field.value))
    return tuple(found.values())


def _find(document: Document, name: str) -> Field | None:
    return next((field for field in document.fields if field.name == name), None)


def _told(document: Document, citizen_id: str) -> Document:
    """The holder as the operator says; where the print agrees it is a second witness."""
    printed = _find(document, "citizen_id")
    others = tuple(field for field in document.fields if field.name != "citizen_id")
    field = Field("citizen_id", citizen_id, 1.0, 1, None, witnesses=("operator",))
    doubts = tuple(doubt for doubt in document.doubts if not doubt.startswith("citizen_id:"))
    if printed and printed.value == citizen_id:
        field = replace(printed, confidence=1.0, witnesses=(*printed.witnesses, "operator"), status="read", others=())
    elif printed and printed.value:
        doubts = (*doubts, "citizen_id:operator_differs")
    return replace(document, fields=(field, *others), doubts=doubts)


def _kind(document: Document) -> Iterator[str]:
    if document.kind_confidence < KIND_SURE:
        yield "kind:doubtful"


def _holder(document: Document) -> Iterator[str]:
    """The number's structure against the printed date of birth and sex; a doubted print witnesses nothing."""
    number, born, sex = (_find(document, name) for name in ("citizen_id", "date_of_birth", "sex"))
    if not number or not number.value:
        return
    year = int(born.value[:4]) if born and born.value and born.status == "read" else None
    said = sex.value if sex and sex.status == "read" else None
    for problem in ids.check(number.value, year, said):
        yield f"citizen_id:{problem}"


def _future(document: Document, today: date) -> Iterator[str]:
    """A day of issue or birth that is still to come: a figure of it was misread."""
    for field in document.fields:
        dated = field.name in ("issue_date", "date_of_birth") and field.status == "read"
        if dated and (field.value or "") > today.isoformat():
            yield f"{field.name}:future_date"


def _readings(document: Document) -> Iterator[str]:
    """Two holders, or two numbers that differ in so few digits that one is likely the other misread."""
    numbers = [field for field in document.fields if field.name == "all_citizen_ids" and field.value]
    holder = _find(document, "citizen_id")
    if len({field.value for field in numbers if field.role == "holder"}) > 1:
        yield "citizen_id:two_values"
    for one, other in combinations(numbers, 2):
        if _alike(one.value or "", other.value or ""):
            mine = holder is not None and holder.value in (one.value, other.value)
            yield "citizen_id:two_values" if mine else "all_citizen_ids:two_values"


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and one != other and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _number(document: Document) -> Iterator[str]:
    """A symbol that names another type than the title does."""
    number = _find(document, "document_number")
    if not number or not number.value or document.kind_confidence < KIND_SURE:
        return
    said = find_by_abbreviation(number.value.split("/")[-1].split("-")[0])
    if said and "-" in number.value and said != document.kind:
        yield "document_number:type_differs"


def _lowered(field: Field, document: Document, doubts: tuple[str, ...]) -> Field:
    if field.status != "read":
        return field
    if field.name == "all_citizen_ids":
        return replace(field, status="doubtful") if _unsafe(field, document, doubts) else field
    return replace(field, status="doubtful") if any(doubt.startswith(f"{field.name}:") for doubt in doubts) else field


def _unsafe(field: Field, document: Document, doubts: tuple[str, ...]) -> bool:
    """Whether a number in the list may be somebody else's: it fails by itself, is doubted, or resembles another."""
    holder = _find(document, "citizen_id")
    doubted = any(doubt.startswith("citizen_id:") for doubt in doubts)
    if ids.check(field.value or ""):
        return True
    if field.role == "holder" and doubted:
        return (
            holder is None
            or holder.value == field.value
            or "citizen_id:operator_differs" in doubts
            or ("citizen_id:two_values" in doubts)
        )
    values = [other.value or "" for other in document.fields if other.name in ("all_citizen_ids", "citizen_id")]
    return any(_alike(field.value or "", value) for value in values)
