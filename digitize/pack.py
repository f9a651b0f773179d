"""A document becomes one PDF/A file: the scanner's own images, the words invisibly over them, and what is known of it.

Source: TT 05/2025/TT-BNV, article 8 (two-layer PDF/A, 100 %); NĐ 30/2020/NĐ-CP, appendix I, II.I.2 (scale 100 %);
ISO 19005-2 (PDF/A-2b), ISO 19005-3 (PDF/A-3b when the born-digital original or flattened pages are attached).
Large things go from file to file: memory grows by a few KB a page.
"""

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from pikepdf.models.metadata import encode_pdf_date

from digitize import gate, pdf_shelf, pdf_text, xmp
from digitize.model import Document, Image, Packed, Page, Step
from digitize.pdf_font import Letters
from digitize.pdf_text import number
from digitize.record import Sheet
from digitize.stamp_place import StampPlace, place_stamp
from digitize.stamp_text import NOTHING, Says
from digitize.xmp import About

_MM = 72 / 25.4
HIDDEN = "hidden"  # the step of a blank page that is left out


@dataclass(frozen=True, slots=True)
class _Attachment:
    """A file that goes along in the PDF, and what it is to the document (ISO 32000-2, 14.13: AFRelationship)."""

    path: Path
    name: str
    media: str
    told: str
    relation: str


def pack(document: Document, target: Path, about: About, attached: Path | None = None, stamp: Says = NOTHING) -> Packed:
    """Writes the document as PDF/A-2b, or 3b where files go along, through the gate.

    Those are the original PDF, byte for byte (/Source), and the flat pages of photographs (/Supplement). Pages that
    `hide_blanks` hid are left out; the labels of the others keep the numbers of their sheets. `stamp`: what
    the visible signature will show, for which page 1 grows at the top where no bare spot holds them. The same arguments
    give the same bytes. Raises InputError when the result is no PDF/A.
    """
    shown = [number for number, page in enumerate(document.pages, 1) if not is_hidden(page)]
    sheets = [(number, document.pages[number - 1]) for number in shown]
    along = (*_source(attached), *_flat_pages(sheets))
    flavour: Literal["2b", "3b"] = "3b" if along else "2b"
    letters, place = Letters(), _place(sheets[0][1], stamp)
    with TemporaryDirectory(dir=target.parent) as folder:
        shelf = Path(folder) / "shelf.pdf"
        images = (Path(page.image.path) for _, page in sheets)
        pdf_shelf.write(shelf, [*images, *(each.path for each in along)])
        with pikepdf.open(shelf, access_mode=pikepdf.AccessMode.stream) as pdf:
            _add_pages(pdf, [page for _, page in sheets], letters, place.grown)
            _add_catalog(pdf, about, shown)
            if along:
                _attach(pdf, pdf_shelf.FIRST + len(sheets), along, about)
            xmp.describe(pdf, document, about, int(flavour[0]))
            gate.save(pdf, target, flavour)
    return Packed(str(target), flavour, place.left, place.top, place.width, place.height, letters.lacking)


def hide_blanks(document: Document) -> Document:
    """The document with the step `hidden` on blank pages, unless all are: `pack` leaves them out, records keep them."""
    if all(page.blank for page in document.pages):
        return document
    told = (replace(page, steps=(*page.steps, Step(HIDDEN))) if page.blank else page for page in document.pages)
    return replace(document, pages=tuple(told))


def is_hidden(page: Page | Sheet) -> bool:
    """Whether the page was left out of its document's PDF."""
    return any(step.name == HIDDEN for step in page.steps)


def _place(page: Page, stamp: Says) -> StampPlace:
    mm = 25.4 / page.dpi
    return place_stamp(page.spot, page.width * mm, mm, stamp)


def _add_pages(pdf: pikepdf.Pdf, pages: Sequence[Page], letters: Letters, grown: float) -> None:
    kids = []
    for count, page in enumerate(pages):
        image = pdf.get_object((pdf_shelf.FIRST + count, 0))
        assert isinstance(image, Stream)
        _describe(image, page.image)
        kids.append(pdf.make_indirect(_page(pdf, page, image, letters, 0 if count else grown)))
    font = letters.embed(pdf) if letters.used else None
    for kid in kids:
        kid.Parent = pdf.Root.Pages
        if font is not None:
            kid.Resources.Font = Dictionary(F=font)
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(kids), len(kids)


def _describe(stream: Stream, image: Image) -> None:
    """The image dictionary (ISO 32000-1, 8.9.5); the stream's bytes stay as they are."""
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, image.bits
    stream.Filter = Name(f"/{image.filter}")
    if image.parameters:
        stream.DecodeParms = Dictionary({f"/{name}": value for name, value in image.parameters})
    stream.ColorSpace = Name(f"/{image.colour}")
    if image.colour == "Indexed":
        stream.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, len(image.palette) // 3 - 1, String(image.palette)])
    if image.inverted:
        stream.Decode = Array([1, 0] * (3 if image.colour == "DeviceRGB" else 1))


def _page(pdf: pikepdf.Pdf, page: Page, image: Stream, letters: Letters, grown: float) -> Dictionary:
    scale = 72 / page.dpi
    matrix = " ".join(map(number, _matrix(page)))
    content = f"q\n{matrix} cm\n/I Do\nQ\n".encode("ascii") + pdf_text.show(page, letters)
    height = page.height * scale + grown * _MM
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(page.width * scale, 4), round(height, 4)]),
        Resources=Dictionary(XObject=Dictionary(I=image)),
        Contents=Stream(pdf, zlib.compress(content, 9), Filter=Name.FlateDecode),
    )


def _matrix(page: Page) -> Iterator[float]:
    """From the unit square to points: the image at 100 %, turned and straightened about the page's centre."""
    scale, clockwise = 72 / page.dpi, math.radians(page.turn + page.skew)
    width, height = page.image.width * scale, page.image.height * scale
    along = width * math.cos(clockwise), -width * math.sin(clockwise)
    up = height * math.sin(clockwise), height * math.cos(clockwise)
    yield from (*along, *up)
    yield (page.width * scale - along[0] - up[0]) / 2
    yield (page.height * scale - along[1] - up[1]) / 2


def _add_catalog(pdf: pikepdf.Pdf, about: About, shown: Sequence[int]) -> None:
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array(list(_labels(shown))))
    profile = Stream(pdf, _srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _labels(shown: Sequence[int]) -> Iterator[int | Dictionary]:
    """The numbers of the sheets (ISO 32000-1, 12.4.2): an entry at the start, and one after each gap."""
    for place, sheet in enumerate(shown):
        if not place or sheet != shown[place - 1] + 1:
            yield place
            yield Dictionary(S=Name.D, St=sheet) if sheet > 1 else Dictionary(S=Name.D)


def _srgb() -> bytes:
    """The sRGB profile that pikepdf ships."""
    return (Path(pikepdf.__file__).parent / "pdfa" / "data" / "sRGB.icc").read_bytes()


def _source(attached: Path | None) -> Iterator[_Attachment]:
    if attached:
        yield _Attachment(attached, "original.pdf", "/application/pdf", "The file as it was handed in", "/Source")


def _flat_pages(sheets: Sequence[tuple[int, Page]]) -> Iterator[_Attachment]:
    """The reading copies of photographed pages; their names tell the page and nothing of what stands on it."""
    for count, page in sheets:
        if page.flat:
            told = f"Page {count}: the sheet on the photograph, made flat for reading"
            yield _Attachment(Path(page.flat), f"trang-{count:04}-nan-phang.jpg", "/image/jpeg", told, "/Supplement")


def _attach(pdf: pikepdf.Pdf, first: int, along: Sequence[_Attachment], about: About) -> None:
    """The files as associated files (ISO 19005-3, 6.8); their streams are the objects from `first` on."""
    date = encode_pdf_date(datetime.fromisoformat(about.created))
    files = []
    for place, one in enumerate(along, start=first):
        stream = pdf.get_object((place, 0))
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name(one.media)
        stream.Params = Dictionary(Size=one.path.stat().st_size, ModDate=date)
        told = Dictionary(Type=Name.Filespec, F=one.name, UF=one.name, Desc=one.told, AFRelationship=Name(one.relation))
        told.EF = Dictionary(F=stream, UF=stream)
        files.append(pdf.make_indirect(told))
    pdf.Root.AF = Array(files)
    named = [part for one, file in zip(along, files, strict=True) for part in (String(one.name), file)]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(named)))
