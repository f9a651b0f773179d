"""The clerk's desk: which doubts hold a document until a person decides, and how what was decided stays decided.

Only what decides may block: holder, kind, number, date, splitting, secrecy. All other unsure fields are filed, marked
*chưa kiểm tra*. A paper that has no number of its own (a card, an application, an annex) is known by its holder, so its
number and date decide nothing.
"""

from collections.abc import Iterable
from dataclasses import replace

from digitize.model import Decided, Document, Field, Intake
from digitize.record import Record
from digitize.vietnam.glossary import Language, label
from digitize.vietnam.kinds import Kind, kinds

MISSING = "citizen_id:missing"
LISTED = "all_citizen_ids"
_ALWAYS = frozenset({"citizen_id", "kind", "split", "secrecy"})
_NUMBERED = frozenset({"document_number", "issue_date"})
# Any of these, surely read or not, tells a clerk whose paper it is.
_CLUES = frozenset({"citizen_id", "cmnd", "full_name", "tax_code", "business_code"})
_OUTSIDE = frozenset({"operator", "slip", "card"})


def blocks(doubt: str, kind: str) -> bool:
    """Whether a document of that kind must wait for a person because of that doubt."""
    name, colon, _ = doubt.partition(":")
    return bool(colon) and (name in _ALWAYS or (name in _NUMBERED and _kind(kind).number != "none"))


def blocking(paper: Document | Record) -> tuple[str, ...]:
    """The doubts for which a document waits for a person."""
    return tuple(doubt for doubt in paper.doubts if blocks(doubt, paper.kind))


def doubted(paper: Document | Record) -> tuple[str, ...]:
    """Names of what a person may decide: fields of one value, `kind` and `split`, those that block first."""
    order = sorted(paper.doubts, key=lambda doubt: not blocks(doubt, paper.kind))
    names = (doubt.partition(":")[0] for doubt in order if ":" in doubt)
    return tuple(dict.fromkeys(name for name in names if name not in ("page", "text", LISTED)))


def is_unchecked(field: Field, kind: str) -> bool:
    """Whether a field was filed although it is unsure: it is shown as *chưa kiểm tra*."""
    return field.status == "doubtful" and not blocks(f"{field.name}:", kind)


def find_field(paper: Document | Record, name: str) -> Field | None:
    """The field of that name, the first one of a list."""
    return next((field for field in paper.fields if field.name == name), None)


def question(paper: Document | Record) -> str:
    """What a person must decide, in one sentence; empty when nothing blocks."""
    names = tuple(dict.fromkeys(doubt.partition(":")[0] for doubt in blocking(paper)))
    if not names:
        return ""
    vi, en = (_told(names, language) for language in ("vi", "en"))
    return f"cần người quyết định: {vi}; xem `sohoa review` / a person must decide: {en}; see `sohoa review`"


def require_holder(document: Document) -> Document:
    """A paper of a person that does not tell whose it is gets a doubt; of an unknown kind that is asked first."""
    kind = _kind(document.kind)
    told = any(field.value and (field.name in _CLUES or field.role == "applicant") for field in document.fields)
    if told or not kind.person or kind.name == "khac" or MISSING in document.doubts:
        return document
    return replace(document, doubts=(*document.doubts, MISSING))


def recall(record: Record) -> Decided:
    """What must outlive another reading: what a person decided, and what came from elsewhere than the paper."""
    fields = tuple(
        field for field in record.fields if field.name in record.decided or not _OUTSIDE.isdisjoint(field.witnesses)
    )
    open_names = {field.name for field in fields if field.name != LISTED} - set(record.decided)
    doubts = tuple(doubt for doubt in record.doubts if doubt.partition(":")[0] in open_names)
    kind = record.kind if "kind" in record.decided else ""
    return Decided(record.decided, kind, fields, doubts, record.revision)


def settle(document: Document, decided: Decided | None) -> Document:
    """The document with what was decided in the place of what a machine read; doing it twice changes nothing.

    Another number of the holder's, read by the machine, makes nobody a subject beside a decided one.
    """
    if decided is None:
        return document
    if decided.kind:
        part = _kind(decided.kind).part
        document = replace(document, kind=decided.kind, kind_confidence=1.0, runner_up="", part=part)
    told = tuple(field for field in decided.fields if field.name != LISTED)
    names = {*decided.names, *(field.name for field in told)}
    read = tuple(field for field in document.fields if field.name not in names)
    read += tuple(field for field in decided.fields if field.name == LISTED and field not in read)
    if "citizen_id" in decided.names:
        read = oust(read, next((field.value for field in told if field.name == "citizen_id"), None))
    kept = (doubt for doubt in document.doubts if doubt.partition(":")[0] not in names)
    return replace(document, fields=(*told, *read), doubts=tuple(dict.fromkeys((*kept, *decided.doubts))))


def oust(fields: Iterable[Field], holder: str | None) -> tuple[Field, ...]:
    """The listed numbers, those of the holder doubted unless they are the decided one."""
    return tuple(
        replace(field, status="doubtful")
        if field.name == LISTED and field.role == "holder" and field.value != holder
        else field
        for field in fields
    )


def is_free(record: Record) -> bool:
    """Whether a held document only waits to be filed: a person has decided all that blocked it."""
    return record.state == "held" and bool(record.decided) and not blocking(record)


def is_stale(intake: Intake, record: Record) -> bool:
    """Whether a person decided about a held document while a machine was reading it without knowing."""
    known = intake.decided.revision if intake.decided else 0
    return record.state == "held" and bool(record.decided) and record.revision != known


def _kind(name: str) -> Kind:
    return kinds().get(name, kinds()["khac"])


def _told(names: tuple[str, ...], language: Language) -> str:
    return ", ".join(label(name, "fields", language) for name in names)
