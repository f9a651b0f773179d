"""A person's decisions about a document: each makes a new revision of its record, and no machine undoes it."""

import re
import unicodedata
from dataclasses import replace

from digitize import desk
from digitize.desk import find_field
from digitize.errors import InputError
from digitize.model import Document, Field
from digitize.record import Record
from digitize.review import subjects
from digitize.vietnam import citizen_id as ids
from digitize.vietnam import dates, dossier_code
from digitize.vietnam.fold import fold
from digitize.vietnam.glossary import glossary, label
from digitize.vietnam.kinds import kinds

CITIZEN_ID, KIND, SPLIT = "citizen_id", "kind", "split"
_CHECKS = ("citizen_id:year_differs", "citizen_id:sex_differs")
_NO_VALUE = frozenset({"text", "page", "secrecy", desk.LISTED, "components", "recipients"})
_DATES = frozenset({"date_of_birth", "issue_date", "expiry_date", "due_date"})
_WAITING = "đã quyết định, chờ lưu; chạy `sohoa retry` / decided, waits to be filed; run `sohoa retry`"


def accept(record: Record, names: tuple[str, ...]) -> Record:
    """What was read is right, or rightly empty; raises InputError for what is not in doubt, or a value of no use."""
    _must_be_open(record)
    for name in names:
        if name not in desk.doubted(record):
            raise InputError(
                f"`{name}` không có nghi vấn / is not in doubt: see `sohoa review show`, or use `sohoa review correct`"
            )
        field = find_field(record, name)
        read = field.value if field else None
        value = {KIND: record.kind, SPLIT: record.dossier}.get(name, read)
        record = _decided(record, name, well_formed(name, value) if value else None)
    return record


def correct(record: Record, name: str, value: str | None, *, sure: bool = False) -> Record:
    """What a person reads on the paper instead; None: its slot is empty. `split` becomes the code of its dossier.

    Raises InputError for an unknown name, a value of the wrong form, and, unless `sure`, for a citizen ID that
    contradicts the paper's date of birth or sex.
    """
    _must_be_open(record)
    if name in _NO_VALUE or name not in glossary()["fields"] or (name == KIND and value is None):
        raise InputError(f"`{name}` không sửa được như vậy / is no field that can be corrected so")
    given = None if value is None else well_formed(name, value)
    if name == CITIZEN_ID and given is not None and not sure:
        problems = ids.check(given, _birth_year(record), _sex(record))
        if problems:
            told = ", ".join(label(problem, "doubts") for problem in problems)
            raise InputError(
                f"số vừa nhập {told}; xem lại, hoặc thêm --sure nếu giấy ghi đúng như vậy / "
                "the number contradicts the paper; look again, or add --sure if it is printed so"
            )
    return _decided(record, name, given)


def reject(record: Record) -> Record:
    """No document for the archive: withdrawn, its pages stay; raises InputError unless it is held."""
    if record.state != "held":
        raise InputError("giấy tờ này không bị tạm giữ / this document is not held; see `sohoa revoke`")
    return replace(record, state="revoked")


def check(record: Record) -> Record:
    """Compared with the original paper (đã đối chiếu bản chính); raises InputError unless filed and not yet checked."""
    if record.state not in ("filed", "to_sign"):
        raise InputError("chỉ đối chiếu giấy tờ đã lưu / only a filed document can be checked; see `sohoa show`")
    if record.checked:
        raise InputError("giấy tờ đã được đối chiếu / this document has been checked already")
    return replace(record, checked=True)


def well_formed(name: str, value: str) -> str:
    """The value as records hold it (NFC, ISO dates, bare digits); raises InputError when it lacks the field's form."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if name in (CITIZEN_ID, "cmnd"):
        text = re.sub(r"[\s.]", "", text)
        length = 12 if name == CITIZEN_ID else 9
        fits = re.fullmatch(rf"[0-9]{{{length}}}", text) is not None
        return _given(text, fits, f"gồm {length} chữ số / {length} digits")
    if name in _DATES:
        found = dates.find_figures(text) or dates.find_worded(text)
        iso = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)
        text = text if iso else (found.value or "") if found and not found.problem else ""
        return _given(text, dates.is_possible(text), "31/12/2024, 12/2024 hoặc/or 2024-12-31")
    if name == KIND:
        text = next((kind for kind in kinds() if fold(label(kind, "kinds")) == fold(text)), text)
        return _given(text, text in kinds(), "ví dụ/e.g. giay_khai_sinh")
    if name == SPLIT:
        code = dossier_code.find(text)
        return _given(text, code is not None and code.value == text and not code.problem, "H08.12-241128-0001")
    return _given(text, bool(text), "không được để trống / not empty")


def _given(text: str, fits: bool, form: str) -> str:
    if not fits:
        raise InputError(f"giá trị không đúng dạng / the value has not the right form ({form})")
    return text


def _must_be_open(record: Record) -> None:
    if record.state in ("replaced", "revoked"):
        raise InputError("giấy tờ đã thu hồi hoặc thay thế / this document was withdrawn or replaced")
    if record.state == "held" and not desk.blocking(record) and not record.decided:
        raise InputError(
            "giấy tờ này không đọc được, hãy quét lại / this paper could not be read: scan it again; see `sohoa held`"
        )


def _decided(record: Record, name: str, value: str | None) -> Record:
    """The record with a person's value, its doubts gone, and what follows from it."""
    record = replace(record, decided=tuple(dict.fromkeys((*record.decided, name))))
    if name == KIND:
        # Certainty itself is a person's alone: classify never says more than 0.99.
        kind = kinds().get(value or "", kinds()["khac"])
        record = replace(record, kind=value or "khac", kind_confidence=1.0, runner_up="", part=kind.part)
    elif name == SPLIT:
        record = _moved(record, value or "")
    elif name != "secrecy":
        record = replace(record, fields=_with(record, name, value))
    doubts = tuple(doubt for doubt in record.doubts if doubt.partition(":")[0] != name)
    record = _rechecked(replace(record, doubts=doubts))
    document = Document((), kind=record.kind, fields=record.fields, doubts=record.doubts)
    problem = (desk.question(record) or _WAITING) if record.state == "held" else record.problem
    return replace(record, subjects=subjects(document), problem=problem)


def _moved(record: Record, dossier: str) -> Record:
    """The record in that dossier; what another one's slip or card told of it is told no more."""
    if dossier == record.dossier:
        return record
    fields = tuple(field for field in record.fields if {"slip", "card"}.isdisjoint(field.witnesses))
    return replace(record, dossier=dossier, fields=fields)


def _with(record: Record, name: str, value: str | None) -> tuple[Field, ...]:
    """The fields with that one decided, at its place on the paper; the old value stays in the history only."""
    old = find_field(record, name) or Field(name, None, 0.0, 1, None, witnesses=())
    same = old.value == value and value is not None
    witnesses = tuple(dict.fromkeys((*(old.witnesses if same else ()), "operator")))
    status = "blank_on_page" if value is None else "read"
    new = replace(old, value=value, confidence=1.0, witnesses=witnesses, status=status, others=())  # type: ignore[arg-type]
    fields = tuple(new if field is old else field for field in record.fields if field is old or field.name != name)
    if not any(field is new for field in fields):
        fields = (new, *fields)
    return desk.oust(fields, value) if name == CITIZEN_ID else fields


def _rechecked(record: Record) -> Record:
    """The holder's number against date of birth and sex as they stand now: what fits again is no doubt any more."""
    number = find_field(record, CITIZEN_ID)
    if number is None or not number.value or CITIZEN_ID in record.decided:
        return record
    problems = {f"citizen_id:{one}" for one in ids.check(number.value, _birth_year(record), _sex(record))}
    doubts = tuple(doubt for doubt in record.doubts if doubt not in _CHECKS or doubt in problems)
    clear = number.status == "doubtful" and not any(doubt.startswith("citizen_id:") for doubt in doubts)
    fields = (replace(one, status="read") if clear and one is number else one for one in record.fields)
    return replace(record, doubts=doubts, fields=tuple(fields))


def _birth_year(record: Record) -> int | None:
    born = find_field(record, "date_of_birth")
    return int(born.value[:4]) if born and born.value and born.status == "read" else None


def _sex(record: Record) -> str | None:
    sex = find_field(record, "sex")
    return sex.value if sex and sex.status == "read" else None
