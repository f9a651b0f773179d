"""The nouns of the house: frozen values that move from stage to stage.

Units, unless said: pixels, dpi, degrees, seconds, UTC; confidences are 0..1; sequences are tuples; pages count from 1.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from digitize.verdict import Verdict as Verdict

Pixels = npt.NDArray[np.uint8]
Number = float | int | str
Status = Literal["read", "doubtful", "blank_on_page"]
Form = Literal["scan", "digital", "signed", "unreadable"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the corrected page, origin top left, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other box lies in this one."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read: NFC text, where it stands, how sure the reading is; `again`: a second reading of a number.

    `more`: further readings, at other sizes, where the first two differ.
    """

    text: str
    box: Box
    confidence: float
    alternatives: tuple[str, ...] = ()
    read_as: str | None = None
    again: str | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, in reading order (never empty)."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box around all words."""
        boxes = [word.box for word in self.words]
        return Box(
            min([box.left for box in boxes]),
            min([box.top for box in boxes]),
            max([box.right for box in boxes]),
            max([box.bottom for box in boxes]),
        )


@dataclass(frozen=True, slots=True)
class Code:
    """A barcode on a page: its symbology (QRCode, Code128 ...), what it says, and where it stands."""

    symbology: str
    text: str = field(repr=False)
    box: Box = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """Evidence: what was done to a page, with its numbers (`deskew degrees=-0.71`)."""

    name: str
    numbers: tuple[tuple[str, Number], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it should be on a page, by a name of the glossary, with the rule that it breaks, if any."""

    name: str
    numbers: tuple[tuple[str, Number], ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A ticket for one page of one input file (the path is for the screen and for opening, never for a log)."""

    path: str
    page: int


@dataclass(frozen=True, slots=True)
class Original:
    """A page's own encoded stream, lifted from its container into the spool; `width` x `height` as encoded.

    `identity` is the SHA-256 of the stream and of what is needed to decode it: the same page gives the same identity
    out of a PDF, a TIFF or a file of its own. `media` is image/jpeg, image/png, image/tiff or application/pdf
    (a page that is not one plain image: kept as a one-page PDF, shown as rendered). `shown`: degrees clockwise by which
    the container turns the stream before it shows it (PDF /Rotate, EXIF orientation).
    """

    source: Source
    path: str
    media: str
    identity: str
    width: int
    height: int
    dpi: float
    shown: Literal[0, 90, 180, 270] = 0
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Separator:
    """A separator sheet: before which dossier (or "") and kind of paper (or "") it lies, and its place in its print."""

    dossier: str
    kind: str
    number: int
    total: int
    print: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages (counted from 0 within their pile) that make one paper, or are a separator sheet, or must not be kept.

    `dossier` and `kind`: what slips and separator sheets tell of it, "" where they tell nothing. `doubts`: names of the
    glossary (`split:page_order`). `separator`: what a separator sheet tells, None if it could not be read.
    """

    pages: tuple[int, ...]
    role: Literal["paper", "separator", "secret"] = "paper"
    dossier: str = ""
    kind: str = ""
    doubts: tuple[str, ...] = ()
    separator: Separator | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """One input file, opened: its form, its pages as lifted, and its identity (the ordered identities of its pages).

    A born-digital or signed PDF, kept byte for byte, is identified by its bytes. `path` is the input file, `copy` its
    copy in the spool, from which all else is done. `problem` says in one sentence why a file cannot be used. `piece`:
    set where the pages are known to be one paper, split off its pile. `decided`: what is known of it from elsewhere
    than its own pages.
    """

    path: str
    copy: str
    form: Form
    sha256: str
    identity: str
    originals: tuple[Original, ...] = ()
    problem: str = ""
    decided: "Decided | None" = None
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A page in the hand: read-only pixels (height x width [x 3 RGB]), and what has been done to them so far.

    `dpi` is that of these pixels (a stage may resample). `turn`: degrees clockwise by which the original was turned to
    stand upright; `skew`: degrees counter-clockwise by which the upright content stood askew. `width` and `height` are
    those of the corrected page at the original's dpi. It never crosses a process border. `plane`: of a photographed
    sheet, the 3 x 3 homography (row by row) from the flat sheet to the picture as its container shows it, both measured
    in pixels from their centres; `width`, `height`, `skew` are then those of the flat page at the rectified dpi.
    `codes`: the barcodes found, in these pixels.
    """

    original: Original
    pixels: Pixels = field(repr=False, compare=False)
    dpi: float
    width: int
    height: int
    turn: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    plane: tuple[float, ...] | None = None
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it will stand in the PDF: a file with the encoded stream, and how to decode it (PDF 32000-1, 8.9)."""

    path: str
    filter: Literal["DCTDecode", "CCITTFaxDecode", "FlateDecode"]
    width: int
    height: int
    bits: int
    colour: Literal["DeviceGray", "DeviceRGB", "Indexed"]
    parameters: tuple[tuple[str, int | bool], ...] = ()
    palette: bytes = b""
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: a few KB, picklable; its image stays on disk.

    `width` x `height` are the corrected page's pixels at `dpi`; the image stands centred on it, turned by `turn` and
    straightened by `skew`. `spot` is a place at the top right of the page that a stamp may cover, if there is one.
    A photograph is shown as it is, only turned; `flat` is the path of its sheet made flat (JPEG), kept beside it.
    """

    original: Original
    image: Image
    width: int
    height: int
    dpi: float
    turn: int = 0
    skew: float = 0.0
    lines: tuple[Line, ...] = ()
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    blank: bool = False
    spot: Box | None = None
    flat: str = ""
    codes: tuple[Code, ...] = ()

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Field:
    """A value read from the paper, where it was read, and who witnesses it.

    `status` blank_on_page: the label is there and its slot empty, `value` is None. `role` is for list fields (holder,
    listed ...). `witnesses`: print, print_again, qr, mrz, barcode, words, repeat, slip, card, operator. `others`: what
    other witnesses say instead, where they disagree.
    """

    name: str
    value: str | None
    confidence: float
    page: int
    box: Box | None
    role: str = ""
    witnesses: tuple[str, ...] = ("print",)
    status: Status = "read"
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a document, or another paper told of it: it wins over what a machine reads again.

    `names`: of the fields that a person decided (also `kind`, `split`); `fields`: these, and those whose witness is not
    the paper itself (operator, slip, card), with their `doubts`. `revision`: that of the record in which it stood.
    """

    names: tuple[str, ...] = ()
    kind: str = ""
    fields: tuple[Field, ...] = field(default=(), repr=False)
    doubts: tuple[str, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One paper (a birth certificate, a decision): becomes one PDF/A file.

    `doubts` are names of the glossary, with the field before a colon where one is meant (`citizen_id:year_differs`).
    `form`: of a card, its generation and the sides that are there (`2021 front back`).
    """

    pages: tuple[Page, ...]
    kind: str = "khac"
    kind_confidence: float = 0.0
    runner_up: str = ""
    form: str = ""
    part: Literal["component", "result"] = "component"
    fields: tuple[Field, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the visible signature shows, and where: millimetres from the left and the top of a page.

    `texts` are wrapped into the box; `time` is the signature's (ISO 8601, +07:00), and shown if it stands in `texts`.
    `picture`: the path of a PNG with transparency that fills the box in place of texts (a signature by hand, a seal).
    `code`: what a QR code at the right of the texts says (a document's id, never a citizen's), where it finds room.
    """

    texts: tuple[str, ...]
    time: str
    left: float
    top: float
    width: float
    height: float
    page: int = 1
    picture: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed and gated PDF/A file: its flavour (2b or 3b), and where on page 1 a stamp may stand (millimetres).

    `lacking`: how many letters of the text stand in it as U+FFFD, because the embedded font has no glyph for them.
    """

    path: str
    flavour: Literal["2b", "3b"]
    left: float
    top: float
    width: float
    height: float
    lacking: int = 0
