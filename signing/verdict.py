"""The verdict on one signature: what it says, whether it holds, and what broke, in one sentence.

The signing time counts for the certificate's validity (TT 15/2025/TT-BKHCN); nothing is fetched from a network.
"""

import struct
import zlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from digitize.model import Verdict
from signing.certificates import algorithm, common_name, in_vietnam, is_weak, vietnam_time
from signing.container import is_well_formed, stands_alone

# What parsers raise on damaged files: pyHanko, asn1crypto and cryptography have no common error.
DAMAGED = (
    *(PdfError, ValidationError, InvalidSignature, UnsupportedAlgorithm, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RuntimeError, MemoryError),
)
EITHER_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
PLAIN_RSA = "rsassa_pkcs1v15"
STAMP_TOKEN = "signature_time_stamp_token"

UNREADABLE = "chữ ký bị hỏng, không đọc được / the signature is damaged and cannot be read"
CONTENT = "nội dung đã bị sửa sau khi ký / the content was changed after signing"
ADDED = "đã thêm nội dung trái phép sau khi ký / more than is allowed was added after signing"
CERTIFIED = (
    "đã thêm chữ ký hay nội dung mà chữ ký chứng nhận cấm / something was added that a certifying signature forbids"
)
OUTSIDE = "có dữ liệu lạ trong vùng chữ ký / foreign bytes stand where only the signature may be"
MALFORMED = "vỏ chữ ký sai khuôn dạng / the signature's container is not of the form that it must have"
VALUE = "giá trị chữ ký sai / the signature's value is wrong: it was changed or made with another key"
REVOKED = "chứng thư đã bị thu hồi lúc ký / the certificate was revoked when it signed"
EXPIRED = "chứng thư đã hết hạn lúc ký / the certificate was expired when it signed"
EARLY = "chứng thư chưa có hiệu lực lúc ký / the certificate was not yet valid when it signed"
WEAK = "thuật toán quá yếu / the algorithm is too weak (SHA-1, MD5 or a short key; TT 15/2025/TT-BKHCN)"
NOTHING = Verdict("", "", "", False, None, False, "CMS", "", "", "")

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
    return Verdict(
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        time=vietnam_time(signature.self_reported_timestamp),
        intact=False,
        trusted=None,
        covers_file=False,
        level=_level(signature),
        algorithm=algorithm(signature.signer_info),
        not_before=vietnam_time(certificate.not_valid_before),
        not_after=vietnam_time(certificate.not_valid_after),
    )


def _level(signature: EmbeddedPdfSignature) -> str:
    """PAdES level (ETSI EN 319 142-1, clause 6); CMS for the older forms, DTS for a document time-stamp."""
    if signature.sig_object_type == "/DocTimeStamp":
        return "DTS"
    if signature.sig_object.get("/SubFilter") != SigSeedSubFilter.PADES.value:
        return "CMS"
    if not list(find_cms_attribute_iter(signature.signer_info["unsigned_attrs"], STAMP_TOKEN)):
        return "B-B"
    root = signature.reader.root
    if "/DSS" not in root or "/Certs" not in root["/DSS"] or not {"/OCSPs", "/CRLs"} & root["/DSS"].keys():
        return "B-T"
    stamps = (one for one in signature.reader.embedded_signatures if one.sig_object_type == "/DocTimeStamp")
    return "B-LTA" if any(one.signed_revision > signature.signed_revision for one in stamps) else "B-LT"


def _checked(signature: EmbeddedPdfSignature, verdict: Verdict, roots: list[Any]) -> Verdict:
    time = signature.self_reported_timestamp
    status = _status(signature, roots, in_vietnam(time) if time else None)
    stamped = _stamped(status)
    broken = _broken(signature, status)
    problem = broken or _doubtful(signature, status, stamped or time)
    return replace(
        verdict,
        time=vietnam_time(stamped) or verdict.time,
        intact=not broken,
        trusted=status.trusted and not problem if roots else None,
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        problem=problem,
    )


def _status(signature: EmbeddedPdfSignature, roots: list[Any], time: datetime | None) -> Status:
    context = ValidationContext(trust_roots=roots, moment=time, best_signature_time=time, allow_fetching=False)
    if signature.sig_object_type == "/DocTimeStamp":
        return validate_pdf_timestamp(signature, context)
    return validate_pdf_signature(signature, context, key_usage_settings=EITHER_USAGE)


def _stamped(status: Status) -> datetime | None:
    """The time that a time-stamping authority vouches for, if its token holds."""
    token = status if isinstance(status, DocumentTimestampStatus) else status.timestamp_validity
    return token.timestamp if token is not None and token.intact and token.valid else None


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
    lawful = status.docmdp_ok is not False and status.modification_level != ModificationLevel.OTHER
    if lawful:
        return ""
    return ADDED if signature.docmdp_level is None else CERTIFIED


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
