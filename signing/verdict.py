"""The verdict on one signature: what it says, whether it holds, and what broke, in one sentence.

The signing time counts for the certificate's validity (TT 15/2025/TT-BKHCN); nothing is fetched from a network.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from digitize.model import Verdict
from digitize.verdict import Later
from signing.certificates import algorithm, common_name, in_vietnam, is_weak, unit, vietnam_time
from signing.container import is_well_formed, stands_alone
from signing.damage import DAMAGED
from signing.shadow import shows_otherwise
from signing.standing import Standing, look, stamps_after, token_time, tokens_of

EITHER_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
PLAIN_RSA = "rsassa_pkcs1v15"

UNREADABLE = "chữ ký bị hỏng, không đọc được / the signature is damaged and cannot be read"
CONTENT = "nội dung đã bị sửa sau khi ký / the content was changed after signing"
ADDED = "đã thêm nội dung trái phép sau khi ký / more than is allowed was added after signing"
CERTIFIED = (
    "đã thêm chữ ký hay nội dung mà chữ ký chứng nhận cấm / something was added that a certifying signature forbids"
)
SHADOWED = "trang bị che hoặc thay nội dung sau khi ký / pages show other things than when signed (shadow attack)"
PARTIAL = "chữ ký chỉ bao một phần tệp / the signature covers only a part of the file"
OUTSIDE = "có dữ liệu lạ trong vùng chữ ký / foreign bytes stand where only the signature may be"
MALFORMED = "vỏ chữ ký sai khuôn dạng / the signature's container is not of the form that it must have"
VALUE = "giá trị chữ ký sai / the signature's value is wrong: it was changed or made with another key"
REVOKED = "chứng thư đã bị thu hồi lúc ký / the certificate was revoked when it signed"
EXPIRED = "chứng thư đã hết hạn lúc ký / the certificate was expired when it signed"
EARLY = "chứng thư chưa có hiệu lực lúc ký / the certificate was not yet valid when it signed"
WEAK = "thuật toán quá yếu / the algorithm is too weak (SHA-1, MD5 or a short key; TT 15/2025/TT-BKHCN)"
NOTHING = Verdict("", "", "", False, None, False, "CMS", "", "", "")

LATER: dict[ModificationLevel, Later] = {
    ModificationLevel.NONE: "nothing",
    ModificationLevel.LTA_UPDATES: "proofs",
    ModificationLevel.FORM_FILLING: "signatures",
    ModificationLevel.ANNOTATIONS: "notes",
}

Status = PdfSignatureStatus | DocumentTimestampStatus


def judge(reader: PdfFileReader, field: Any, roots: list[Any]) -> tuple[float, Verdict]:
    """The verdict on one signature, with the number of the revision that it signs."""
    verdict, revision = NOTHING, float("inf")
    try:
        signature = EmbeddedPdfSignature(reader, field.get_object(), "")
        revision = signature.signed_revision
        _forget_stray_parameters(signature.signer_info)
        verdict = _said(signature)
        return revision, _checked(signature, verdict, roots)
    except DAMAGED:
        return revision, replace(verdict, problem=UNREADABLE)


def _forget_stray_parameters(signer_info: Any) -> None:
    """Plain RSA takes no parameters; some programs in Vietnamese offices write those of PSS, which OpenSSL ignores."""
    if signer_info["signature_algorithm"]["algorithm"].native == PLAIN_RSA:
        signer_info["signature_algorithm"] = {"algorithm": PLAIN_RSA}


def _said(signature: EmbeddedPdfSignature) -> Verdict:
    """What the signature says of itself, unchecked."""
    certificate: Any = signature.signer_cert
    standing = look(signature, stamps_after(signature.reader, signature))
    return Verdict(
        unit=unit(certificate.subject),
        until=vietnam_time(standing.until),
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        time=vietnam_time(signature.self_reported_timestamp),
        intact=False,
        trusted=None,
        covers_file=False,
        level=_level(signature, standing),
        algorithm=algorithm(signature.signer_info),
        not_before=vietnam_time(certificate.not_valid_before),
        not_after=vietnam_time(certificate.not_valid_after),
    )


def _level(signature: EmbeddedPdfSignature, standing: Standing) -> str:
    """PAdES level (ETSI EN 319 142-1, clause 6); CMS for the older forms, DTS for a document time-stamp."""
    if signature.sig_object_type == "/DocTimeStamp":
        return "DTS"
    return standing.level if signature.sig_object.get("/SubFilter") == SigSeedSubFilter.PADES.value else "CMS"


def _checked(signature: EmbeddedPdfSignature, verdict: Verdict, roots: list[Any]) -> Verdict:
    claimed = signature.self_reported_timestamp
    tokens = tokens_of(signature)
    time = token_time(tokens[-1]) if tokens else claimed
    status = _status(signature, roots, in_vietnam(time) if time else None)
    stamped, witness = _stamped(status)
    broken = _broken(signature, status)
    problem = broken or _doubtful(signature, status, stamped or claimed)
    return replace(
        verdict,
        time=vietnam_time(stamped) or verdict.time,
        witness=witness,
        intact=not broken,
        trusted=status.trusted and not problem if roots else None,
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        later=_later(status),
        problem=problem,
    )


def _status(signature: EmbeddedPdfSignature, roots: list[Any], time: datetime | None) -> Status:
    """Judged at the time of signing, by the roots given and the revocation data in the file, whenever it was made."""
    options: dict[str, Any] = {
        "trust_roots": roots,
        "moment": time,
        "best_signature_time": time,
        "retroactive_revinfo": True,
    }
    try:
        context = DocumentSecurityStore.read_dss(signature.reader).as_validation_context(options)
    except NoDSSFoundError:
        context = ValidationContext(**options)
    if signature.sig_object_type == "/DocTimeStamp":
        return validate_pdf_timestamp(signature, context)
    return validate_pdf_signature(signature, context, key_usage_settings=EITHER_USAGE)


def _stamped(status: Status) -> tuple[datetime | None, str]:
    """The time that a time-stamping authority vouches for, and its name, if its token holds."""
    token = status if isinstance(status, DocumentTimestampStatus) else status.timestamp_validity
    if token is None or not (token.intact and token.valid):
        return None, ""
    certificate: Any = token.signing_cert
    return token.timestamp, common_name(certificate.subject)


def _later(status: Status) -> Later:
    """The most that stands behind what the signature covers."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "nothing"
    return LATER.get(status.modification_level, "changes") if status.modification_level else "changes"


def _broken(signature: EmbeddedPdfSignature, status: Status) -> str:
    """What makes the signed bytes other than they were, if anything."""
    if not status.intact:
        return CONTENT
    if not status.valid:
        return VALUE
    if not stands_alone(signature):
        return OUTSIDE
    if not is_well_formed(signature):
        return MALFORMED
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return PARTIAL
    lawful = status.docmdp_ok is not False and status.modification_level != ModificationLevel.OTHER
    if lawful:
        return ""
    if signature.docmdp_level is not None:
        return CERTIFIED
    return SHADOWED if shows_otherwise(signature) else ADDED


def _doubtful(signature: EmbeddedPdfSignature, status: Status, time: datetime | None) -> str:
    """Why an intact signature should still not be relied on, if at all."""
    certificate: Any = signature.signer_cert
    if status.revoked:
        return REVOKED
    if time is not None and in_vietnam(time) > certificate.not_valid_after:
        return EXPIRED
    if time is not None and in_vietnam(time) < certificate.not_valid_before:
        return EARLY
    return WEAK if is_weak(signature.signer_info, certificate) else ""
