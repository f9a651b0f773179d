"""The revision of a PDF before its first signature: what was gated, and what the first signer saw.

Source: ISO 32000-1, 7.5.6 (incremental updates), 12.8.1 (ByteRange).
"""

import mmap
from pathlib import Path
from typing import Any

import pikepdf

_END = b"%%EOF"
_MOST_FIELDS = 10_000


def before_first_signature(file: Path) -> int:
    """Length in bytes of the revision before the first signature; 0 when it cannot be told."""
    try:
        with pikepdf.open(file) as pdf:
            starts = [start for start in _starts(pdf) if start > 0]
    except pikepdf.PdfError:
        return 0
    if not starts:
        return 0
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data.rfind(_END, 0, min(starts))
        if end < 0:
            return 0
        end += len(_END)
        while end < len(data) and data[end : end + 1] in (b"\r", b"\n") and data[end - 2 : end] != b"\r\n":
            end += 1
        return end


def _starts(pdf: pikepdf.Pdf) -> list[int]:
    """Where each signature's value begins in the file (the end of the first stretch of its ByteRange)."""
    form = pdf.Root.get("/AcroForm")
    fields: list[Any] = list(form.get("/Fields", [])) if form is not None else []
    found, seen = [], 0
    while fields and seen < _MOST_FIELDS:
        field = fields.pop()
        seen += 1
        value = field.get("/V")
        if field.get("/FT") == "/Sig" and value is not None and len(value.get("/ByteRange", [])) == 4:
            found.append(int(value.ByteRange[1]))
        fields.extend(field.get("/Kids", []))
    return found
