"""PDF files at the door: what they are (scan, born-digital, signed), and their pages' own streams.

A scanner's stream is lifted as it lies in the file: JPEG as JPEG, CCITT G4 and Flate inside a TIFF or PNG shell around
the same bytes, anything else inside a PDF page of its very pixels. A page that is not one plain image keeps its
original as a one-page PDF and is shown as rendered.
"""

import hashlib
from pathlib import Path
from uuid import uuid4

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from digitize import pdf_page, pdf_stream, pdf_value
from digitize.errors import InputError
from digitize.model import Finding, Form, Original, Pixels, Source, Step
from digitize.pdf_page import Look
from digitize.pdf_shape import quarter, turned
from digitize.pdf_value import array, entry, name
from digitize.picture import MOST_PIXELS
from digitize.resolution import find_resolution

_RENDER_DPI, _FINEST_DPI, _COARSEST_DPI = 300.0, 600.0, 150.0
_LEAST_DPI = 72.0
_MOST_PAGES, _MOST_FIELDS = 10_000, 50_000
# One-page PDFs hold what they share with other pages; together they may be so many times the file.
_MOST_COPIED, _LEAST_COPIED = 8, 64 << 20
_DAMAGED = (
    "tệp PDF bị hỏng hoặc bị cắt cụt, hãy quét lại hoặc chép lại tệp / "
    "the PDF is damaged or cut off; scan the sheets again or copy the file again"
)
_PAGE_KEYS = frozenset({"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"})
_PAGE_KEYS |= {"/Annots", "/Group"}
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


def open_pdf(path: Path, copy: Path, sha256: str) -> tuple[Form, tuple[Original, ...]]:
    """What a PDF is and its pages, lifted beside the copy; of signed and born-digital files the pages stay inside.

    Raises InputError for a damaged or password-protected file, one without pages, or one that would explode.
    """
    try:
        with pdf_value.bounded(), pikepdf.open(copy) as pdf:
            taken = _take_apart(pdf, path, copy, sha256)
            # A file whose table of contents qpdf had to guess may have lost pages, or shown older ones.
            if any("xref" in str(warning) or "reconstruct" in str(warning) for warning in pdf.get_warnings()):
                raise InputError(_DAMAGED)
            return taken
    except pikepdf.PasswordError as error:
        raise InputError(
            "tệp PDF có mật khẩu, hãy xin bản không có mật khẩu / "
            "the PDF is protected by a password; ask for a copy without one"
        ) from error
    except (pikepdf.PikepdfError, RecursionError) as error:
        raise InputError(_DAMAGED) from error


def render(original: Original) -> Pixels:
    """The page of the PDF at `original.path` (its only page, or page `source.page` of the input), gray or RGB pixels.

    Raises InputError when it cannot be drawn.
    """
    try:
        with pypdfium2.PdfDocument(original.path) as pdf:
            pdf.init_forms()
            page = pdf[original.source.page - 1 if len(pdf) > 1 else 0]
            _refuse_missing_image(page)
            pixels = _draw(pdf, page, original.width, original.height)
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise InputError(
            "không vẽ được một trang PDF, hãy quét lại tờ này hoặc in lại tệp / "
            "a page of the PDF cannot be drawn; scan the sheet again or print the file anew"
        ) from error
    gray = bool((pixels[:, :, 0] == pixels[:, :, 1]).all() and (pixels[:, :, 0] == pixels[:, :, 2]).all())
    return np.array(pixels[:, :, 0] if gray else pixels)


def _refuse_missing_image(page: pypdfium2.PdfPage) -> None:
    """Raises PdfiumError when an image that makes half of the page does not decode: it would be left out silently."""
    width, height = page.get_size()
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= width * height / 2:
            image.get_bitmap().close()


def _draw(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, width: int, height: int) -> Pixels:
    """The page in exactly so many pixels, with what is stuck on it and filled into its form."""
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    place = (bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER)
    pdfium.FPDF_RenderPageBitmap(*place)
    if pdf.formenv:
        pdfium.FPDF_FFLDraw(pdf.formenv, *place)
    drawn: Pixels = bitmap.to_numpy()
    return drawn


def _take_apart(pdf: pikepdf.Pdf, path: Path, copy: Path, sha256: str) -> tuple[Form, tuple[Original, ...]]:
    pages = list(pdf.pages)
    if not 0 < len(pages) <= _MOST_PAGES:
        raise InputError(
            "tệp PDF không có trang, hoặc có hơn mười nghìn trang, hãy quét lại hoặc chia nhỏ tệp / "
            "the PDF has no pages, or more than ten thousand; scan the sheets again or split the file"
        )
    pdf_value.refuse_bombs(pdf)
    budget = pdf_page.Budget()
    looks = [pdf_page.look(page, budget) for page in pages]
    form = _form(pdf, looks)
    if form == "scan":
        lifter = _Lifter(pdf, path, copy)
        numbered = zip(pages, looks, range(1, len(pages) + 1), strict=True)
        return form, tuple(lifter.lift(page, one, number) for page, one, number in numbered)
    return form, tuple(_whole(page, Source(str(path), number), copy, sha256) for number, page in enumerate(pages, 1))


def _form(pdf: pikepdf.Pdf, looks: list[Look]) -> Form:
    if _signed(pdf):
        return "signed"
    if any(one.covered for one in looks) or not any(one.has_text for one in looks):
        return "scan"
    return "digital"


def _signed(pdf: pikepdf.Pdf) -> bool:
    """Whether any form field holds a signature (ISO 32000-1, 12.8)."""
    fields = array(entry(pdf.Root, "/AcroForm"), "/Fields")
    for _ in range(_MOST_FIELDS):
        if not fields:
            return False
        field = fields.pop()
        kind = name(field, "/FT") or name(entry(field, "/Parent"), "/FT")
        if kind == "/Sig" and entry(entry(field, "/V"), "/Contents") is not None:
            return True
        fields.extend(array(field, "/Kids"))
    raise InputError(
        "biểu mẫu trong PDF có quá nhiều ô, hãy in lại tệp / "
        "the PDF's form has an absurd number of fields; print the file anew"
    )


def _whole(page: pikepdf.Page, source: Source, copy: Path, sha256: str) -> Original:
    """A page of a PDF that is kept byte for byte: drawn from the file itself."""
    dpi = _drawing_dpi(page, _RENDER_DPI)
    identity = hashlib.sha256(f"{sha256}:{source.page}".encode()).hexdigest()
    return Original(source, str(copy), "application/pdf", identity, *_drawn_size(page, dpi), dpi)


class _Lifter:
    """Lifts the pages of one scanned PDF; an image that stands on many pages is lifted once."""

    def __init__(self, pdf: pikepdf.Pdf, path: Path, copy: Path) -> None:
        self._pdf, self._path, self._spool = pdf, path, copy.parent
        self._lifted: dict[tuple[int, int], pdf_stream.Lifted | None] = {}
        self._room = max(_LEAST_COPIED, _MOST_COPIED * copy.stat().st_size)
        self._layered = _has_hidden_layers(pdf)

    def lift(self, page: pikepdf.Page, one: Look, number: int) -> Original:
        """The page's own stream, or the page as a PDF of its own."""
        source = Source(str(self._path), number)
        mark = one.plain
        if mark is None or mark.image is None or mark.matrix is None or self._layered:
            return self._as_page(page, one, source)
        across, down = pdf_page.resolution(mark)
        turn = turned(mark.matrix)
        lifted = self._stream(mark.image) if turn is not None and _square(across, down) else None
        if turn is None or lifted is None:
            return self._as_page(page, one, source)
        size = lifted.width, lifted.height
        dpi, findings = find_resolution(*size, across / pdf_page.unit(page))
        shown = quarter(turn + pdf_page.rotation(page))
        steps = (Step("image_converted_to_rgb"),) if lifted.converted else ()
        return Original(source, lifted.path, lifted.media, lifted.identity, *size, dpi, shown, findings, steps)

    def _stream(self, image: pikepdf.Object) -> pdf_stream.Lifted | None:
        if image.objgen not in self._lifted:
            self._lifted[image.objgen] = pdf_stream.lift(image, self._spool)
        return self._lifted[image.objgen]

    def _as_page(self, page: pikepdf.Page, one: Look, source: Source) -> Original:
        """The page as a PDF of its own, to be rendered at the resolution of its finest image."""
        finest = max((max(pdf_page.resolution(image)) for image in one.images), default=0.0) / pdf_page.unit(page)
        dpi = _drawing_dpi(page, min(max(finest, _COARSEST_DPI), _FINEST_DPI) if finest else _RENDER_DPI)
        target = self._spool / uuid4().hex
        with pikepdf.new() as single:
            self._copy_page(page, single)
            only = single.pages[0]
            outline = (pdf_page.edges(only), pdf_page.rotation(only), pdf_page.unit(only))
            parts = [entry(only.obj, key) for key in ("/Contents", "/Resources", "/Annots")]
            identity = pdf_stream.fingerprint(repr(outline), *parts)
            single.save(target, deterministic_id=True)
        self._room -= target.stat().st_size
        if self._room < 0:
            raise InputError(pdf_value.BOMB)
        finding = Finding("rendered_from_pdf", (("dpi", dpi),))
        size = _drawn_size(page, dpi)
        return Original(source, str(target), "application/pdf", identity, *size, dpi, 0, (finding,))

    def _copy_page(self, page: pikepdf.Page, single: pikepdf.Pdf) -> None:
        """Only what draws the page: shared resources that it does not use would bring the whole file along."""
        for key in _INHERITED:
            value = pdf_value.inherited(page.obj, key)
            if value is not None:
                page.obj[key] = value
        for key in [key for key in page.obj.keys() if key not in _PAGE_KEYS]:  # noqa: SIM118 - no iterator
            del page.obj[key]
        page.remove_unreferenced_resources()
        if self._layered:
            layers = self._pdf.make_indirect(self._pdf.Root.OCProperties)
            single.Root.OCProperties = single.copy_foreign(layers)
        single.pages.append(page)


def _square(across: float, down: float) -> bool:
    return across > 0 and down > 0 and abs(across / down - 1) < 0.02


def _has_hidden_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether a viewer leaves out some of what is drawn (ISO 32000-1, 8.11.4)."""
    usual = entry(entry(pdf.Root, "/OCProperties"), "/D")
    return bool(array(usual, "/OFF")) or name(usual, "/BaseState") in ("/OFF", "/Unchanged")


def _drawing_dpi(page: pikepdf.Page, wanted: float) -> float:
    """The wanted resolution, or less where the page would be larger than can be handled; raises InputError."""
    area = pdf_page.edges(page).size * (pdf_page.unit(page) / 72) ** 2
    dpi = min(wanted, (0.99 * MOST_PIXELS / area) ** 0.5) if area else 0.0
    if dpi < min(wanted, _LEAST_DPI):
        raise InputError(
            "trang PDF lớn quá mức, hãy in hoặc quét đúng khổ giấy / "
            "a page of the PDF is larger than can be handled; print or scan it at its paper's size"
        )
    return round(dpi, 3)


def _drawn_size(page: pikepdf.Page, dpi: float) -> tuple[int, int]:
    paper, scale = pdf_page.edges(page), dpi * pdf_page.unit(page) / 72
    across, up = paper.right - paper.left, paper.top - paper.bottom
    if pdf_page.rotation(page) in (90, 270):
        across, up = up, across
    return max(round(across * scale), 1), max(round(up * scale), 1)
