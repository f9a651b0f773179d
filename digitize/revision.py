"""The revision of a PDF before its first signature: what was gated, what the first signer saw, and what he forbids.

Source: ISO 32000-1, 7.5.6 (incremental updates), 12.8.1 (ByteRange).
"""

import mmap
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pikepdf

from digitize import gate
from digitize.errors import InputError

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


def conformance(path: Path, length: int) -> tuple[str | None, str]:
    """The PDF/A flavour that a file claims, and the gate's verdict on its first `length` bytes (0: all of it).

    The gate knows no signed files, so of these the revision before the first signature is judged.
    """
    with tempfile.TemporaryFile(prefix="sohoa-") as revision, path.open("rb") as file:
        shutil.copyfileobj(file, revision)
        if length:
            revision.truncate(length)
        try:
            flavour, verdict, _ = gate.judge(revision)
        except InputError:
            return None, "fail"
    return flavour or None, verdict


def needs_reading_copy(signed: Path) -> bool:
    """Whether a signed PDF is no PDF/A, or a certifying signature forbids to add to it (ISO 32000-1, 12.8.2.2)."""
    if conformance(signed, before_first_signature(signed))[1] != "pass":
        return True
    with pikepdf.open(signed) as pdf:
        return "/DocMDP" in pdf.Root.get("/Perms", pikepdf.Dictionary())


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
