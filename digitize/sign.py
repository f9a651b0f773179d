"""The signature on a document's PDF: what its stamp says, by the rules of the day, and that it verifies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from digitize.errors import InputError, ServiceError
from digitize.model import Field, Stamp
from digitize.ports import Signer
from digitize.record import Record
from digitize.verdict import Verdict
from digitize.vietnam import stamps

# Vietnam has one time zone (ISO 8601 +07:00, NĐ 30/2020 PL I).
VIETNAM = timezone(timedelta(hours=7))
SAME_ACT = timedelta(minutes=10)  # signed so soon after the conversion, one time tells both
FORBIDDEN = "chữ ký trước không cho ký thêm / an earlier signature in the file forbids another"
DIGITAL = "digital"  # the stamp of what came as data: nothing was converted from paper


@dataclass(frozen=True, slots=True)
class Mark:
    """Which stamp to show, whose name stands in it, and the office's own file of stamps, if it has one.

    `waits`: documents are signed later than they are converted, so that the stamp must have room for both times.
    `number`: the number to show, in place of the document's own (of an attestation, of the paper an annex belongs to).
    `qr`: what stands before the document's id in the QR code of a digitised copy; empty: no code.
    """

    agency: str
    person: str = ""
    stamp: str = "archive"
    own: str = ""
    waits: bool = False
    number: str = ""
    qr: str = ""


def stamp_texts(mark: Mark, fields: Iterable[Field], now: datetime, converted: datetime | None) -> tuple[str, ...]:
    """What the stamp says; `converted` is None for what came as data.

    Raises ConfigError where the law wants a word that is missing, InputError where the paper's own number is.
    """
    number = next((one.value for one in fields if one.name == "document_number" and one.status == "read"), "")
    earlier = converted if converted and now - converted > SAME_ACT else None
    words = {
        "agency": mark.agency,
        "person": mark.person,
        "time": in_vietnam(now),
        "converted": in_vietnam(earlier) if earlier else "",
        "number": mark.number or number or "",
    }
    return stamps.texts(_profile(mark, converted), now.astimezone(VIETNAM).date(), words, mark.own)


def bears_code(mark: Mark, now: datetime, converted: datetime | None) -> bool:
    """Whether the stamp shows a QR code that leads back to the document."""
    return bool(mark.qr) and stamps.may_bear_code(_profile(mark, converted), now.astimezone(VIETNAM).date(), mark.own)


def _profile(mark: Mark, converted: datetime | None) -> str:
    return mark.stamp if converted else DIGITAL


def sign(record: Record, path: Path, mark: Mark, signer: Signer, now: datetime) -> tuple[Record, Path]:
    """The record and the file signed and verified; what lies in the vault is for the caller to change.

    Raises ConfigError, InputError and ServiceError as `Signer.sign` does, and ServiceError when the new signature does
    not verify.
    """
    assert record.place is not None
    converted = datetime.fromisoformat(record.filed_at) if record.source is None else None
    texts = stamp_texts(mark, record.fields, now, converted)
    code = mark.qr + record.document if bears_code(mark, now, converted) else ""
    signed = signer.sign(path, Stamp(texts, in_vietnam(now), *record.place, code=code))
    return judged(record, signed, signer), signed


def countersign(record: Record, path: Path, signer: Signer, now: datetime) -> tuple[Record, Path]:
    """Our invisible signature behind those of an incoming file, and the record with its size.

    Raises InputError where an earlier signature does not hold, or forbids it (ISO 32000-1, 12.8.2.2: DocMDP), or would
    be judged otherwise afterwards; ServiceError when ours does not verify.
    """
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
            raise InputError(
                "tệp có dữ liệu lạ trước phần đầu, không ký thêm được / bytes stand before the file's header: nothing "
                "can be added to it"
            )
    before = signer.verify(path)
    if not before or not all(one.intact for one in before):
        raise InputError("chữ ký trước không còn đúng, không ký thêm / an earlier signature does not hold: not signed")
    signed = signer.sign(path, Stamp((), in_vietnam(now), 0, 0, 0, 0))
    after = signer.verify(signed)
    if [_held(one) for one in after[: len(before)]] != [_held(one) for one in before]:
        raise InputError(FORBIDDEN)
    if len(after) == len(before) or not after[-1].intact or not after[-1].ends_file:
        raise ServiceError("the new signature does not verify, nothing was filed; run `sohoa doctor`")
    return replace(record, pdf_bytes=signed.stat().st_size), signed


def _held(one: Verdict) -> Verdict:
    """A verdict without what any later signature changes: how much of the file it covers, and what follows."""
    return replace(one, covers_file=False, later="signatures")


def judged(record: Record, signed: Path, signer: Signer) -> Record:
    """The record with what its signed file proves; raises ServiceError when that does not verify."""
    verdicts = signer.verify(signed)
    if not verdicts or not all(one.intact for one in verdicts) or not verdicts[-1].ends_file:
        raise ServiceError("the new signature does not verify, nothing was filed; run `sohoa doctor`")
    first = verdicts[0]
    return replace(
        record,
        state="filed",
        signature=first.level,  # type: ignore[arg-type]
        until=first.until,
        pdf_bytes=signed.stat().st_size,
    )


def in_vietnam(moment: datetime) -> str:
    """ISO 8601 with +07:00, to the second."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")
