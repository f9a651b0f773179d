"""PDF files at the door: what they are (scan, born-digital, signed), and their pages' own streams.

A scanner's stream is lifted as it lies in the file: JPEG as JPEG, CCITT G4 and Flate inside a TIFF or PNG shell around
the same bytes. A page that is not one plain image keeps its original as a one-page PDF and is shown as rendered.
"""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pikepdf
import pypdfium2

from digitize import pdf_page, pdf_stream
from digitize.errors import InputError
from digitize.model import Finding, Form, Intake, Original, Pixels, Source
from digitize.resolution import find_resolution

_RENDER_DPI = 300.0
_FINEST_DPI = 600.0
_MOST_PAGES = 10_000
_MOST_PIXELS = 120_000_000


def open_pdf(path: Path, copy: Path, sha256: str) -> Intake:
    """Opens a PDF and lifts its pages; signed and born-digital files are identified by their bytes and kept whole.

    Raises InputError for a damaged or password-protected file, one without pages, or one that would explode.
    """
    try:
        with pikepdf.open(copy) as pdf:
            return _take_apart(pdf, path, copy, sha256)
    except pikepdf.PasswordError as error:
        raise InputError("the PDF is protected by a password; ask for a copy without one") from error
    except (pikepdf.PdfError, RecursionError) as error:
        raise InputError("the PDF is damaged; scan the sheets again or copy the file again") from error


def render(original: Original) -> Pixels:
    """The page of the PDF at `original.path` (its only page, or page `source.page` of the input) as RGB pixels."""
    try:
        pdf = pypdfium2.PdfDocument(original.path)
        try:
            page = pdf[original.source.page - 1 if len(pdf) > 1 else 0]
            bitmap = page.render(scale=original.dpi / 72, rotation=0, rev_byteorder=True)
            return np.array(bitmap.to_numpy()[:, :, :3])
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        raise InputError("a page of the PDF cannot be drawn; scan the sheet again or print the file anew") from error


def _take_apart(pdf: pikepdf.Pdf, path: Path, copy: Path, sha256: str) -> Intake:
    if not 0 < len(pdf.pages) <= _MOST_PAGES:
        raise InputError("the PDF has no pages, or more than ten thousand; scan the sheets again or split the file")
    looks = [pdf_page.look(page) for page in pdf.pages]
    form = _form(pdf, looks)
    if form == "scan":
        originals = tuple(
            _lift(pdf, one, Source(str(path), number), copy.parent) for number, one in enumerate(looks, 1)
        )
        whole = hashlib.sha256("\n".join(original.identity for original in originals).encode()).hexdigest()
    else:
        originals = tuple(
            _whole(pdf.pages[number - 1], Source(str(path), number), copy, sha256)
            for number in range(1, len(looks) + 1)
        )
        whole = sha256
    if any("xref" in str(warning) or "reconstruct" in str(warning) for warning in pdf.get_warnings()):
        raise InputError("the PDF is damaged: its end or its table of contents is missing; copy or scan it again")
    return Intake(str(path), str(copy), form, sha256, whole, originals)


def _form(pdf: pikepdf.Pdf, looks: list[pdf_page.Look]) -> Form:
    if _signed(pdf):
        return "signed"
    if any(one.covered for one in looks) or not any(one.has_text for one in looks):
        return "scan"
    return "digital"


def _signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    fields = list(form.get("/Fields", [])) if form is not None else []
    seen = 0
    while fields and seen < _MOST_PAGES:
        field: Any = fields.pop()
        seen += 1
        if field.get("/FT") == "/Sig" and "/V" in field:
            return True
        fields.extend(field.get("/Kids", []))
    return False


def _whole(page: pikepdf.Page, source: Source, copy: Path, sha256: str) -> Original:
    """A page of a PDF that is kept byte for byte: drawn from the file itself."""
    width, height = _drawn_size(page, _RENDER_DPI)
    identity = f"{sha256}:{source.page}"
    return Original(source, str(copy), "application/pdf", identity, width, height, _RENDER_DPI)


def _lift(pdf: pikepdf.Pdf, one: pdf_page.Look, source: Source, spool: Path) -> Original:
    if one.plain is not None and one.plain.matrix is not None and one.plain.image is not None:
        across, down = pdf_page.resolution(one.plain)
        turn = pdf_page.turned(one.plain.matrix)
        square = across > 0 and abs(across / down - 1) < 0.02
        lifted = pdf_stream.lift(one.plain.image, spool) if turn is not None and square else None
        if lifted is not None and turn is not None:
            size = lifted.width, lifted.height
            dpi, findings = find_resolution(*size, across)
            shown = pdf_page.quarter(turn + int(pdf.pages[source.page - 1].rotation))
            return Original(source, lifted.path, lifted.media, lifted.identity, *size, dpi, shown, findings)
    return _as_page(pdf, one, source, spool)


def _as_page(pdf: pikepdf.Pdf, one: pdf_page.Look, source: Source, spool: Path) -> Original:
    """The page as a PDF of its own, to be rendered at the resolution of its finest image."""
    finest = max((max(pdf_page.resolution(image)) for image in one.images), default=_RENDER_DPI)
    dpi = min(max(finest, 150.0), _FINEST_DPI)
    page = pdf.pages[source.page - 1]
    width, height = _drawn_size(page, dpi)
    identity = pdf_stream.fingerprint(page, one)
    target = spool / f"{uuid4().hex}.pdf"
    with pikepdf.new() as single:
        single.pages.append(page)
        single.save(target, deterministic_id=True)
    step = Finding("rendered_from_pdf", (("dpi", dpi),))
    return Original(source, str(target), "application/pdf", identity, width, height, dpi, 0, (step,))


def _drawn_size(page: pikepdf.Page, dpi: float) -> tuple[int, int]:
    box = pikepdf.Rectangle(page.cropbox)
    across, up = box.width, box.height
    if page.rotation % 180:
        across, up = up, across
    # pdfium rounds up
    width, height = int(-(-across * dpi // 72)), int(-(-up * dpi // 72))
    if not 0 < width * height <= _MOST_PIXELS:
        raise InputError("a page of the PDF is larger than can be handled; print or scan it at its paper's size")
    return width, height
