"""Verification of signed PDF files, ours and others': one verdict for each signature, whatever the file holds."""

import re
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from digitize.errors import InputError
from digitize.model import Verdict
from digitize.pdf_value import NO_PDF, from_header
from signing.certificates import load_roots
from signing.damage import DAMAGED
from signing.verdict import NOTHING, judge

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,15})\s+(\d{1,15})\s")
LOCKED = "PDF có mật khẩu mở, không kiểm tra được / the PDF needs a password to be opened and cannot be checked"
LOST = "có chữ ký nhưng biểu mẫu của tệp không dẫn tới / a signature is there but the file's form has lost it"


def verify_file(file: Path, roots: tuple[str, ...] = ()) -> tuple[Verdict, ...]:
    """One verdict for each signature and document time-stamp in the file, oldest first; none for an unsigned file.

    `problem` is also set where the bytes are intact but the signature should not be relied on (weak, expired).
    Raises InputError when the file cannot be read as a PDF, ConfigError when a root cannot be read.
    """
    trusted = load_roots(roots)
    try:
        with file.open("rb") as stream:
            reader = _open(from_header(stream))
            fields = [field for _, _, field in enumerate_sig_fields(reader, filled_status=True)]
            if not fields and _has_lost_signature(reader.stream):
                return (replace(NOTHING, problem=LOST),)
            judged = [judge(reader, field, trusted) for field in fields]
    except DAMAGED as error:
        raise InputError(f"{NO_PDF} ({type(error).__name__})") from error
    return tuple(verdict for _, verdict in sorted(judged, key=lambda pair: pair[0]))


def _open(stream: BinaryIO) -> PdfFileReader:
    """Not strict: what office programs save today has cross-references in two forms, which strict readers refuse."""
    reader = PdfFileReader(stream, strict=False)
    if reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED:
        raise InputError(LOCKED)
    return reader


def _has_lost_signature(stream: BinaryIO) -> bool:
    """Whether a signature's byte range stands there although no field of the form leads to one.

    The range must frame a `<...>` in this very file: that of a signed PDF attached to this one does not.
    """
    stream.seek(0)
    data = stream.read()
    ranges = (tuple(map(int, found.groups())) for found in BYTE_RANGE.finditer(data))
    return any(data[end : end + 1] == b"<" and data[resume - 1 : resume] == b">" for end, resume in ranges)
