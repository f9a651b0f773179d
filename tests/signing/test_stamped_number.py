"""Number and date that an office's signing program stamps into the gaps of the print are read, and nothing else is."""

from dataclasses import replace
from pathlib import Path

from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle

from digitize.classify import classify
from digitize.extract import extract
from digitize.intake import open_input
from digitize.model import Box, Document, Field, Image, Line, Page, Word
from digitize.text_layer import read_text_layer
from tests.signing.identities import identity
from tests.signing.test_verify import foreign_key

FONT = next((Path(__file__).parents[2] / "digitize" / "fonts").glob("*.ttf"))
# The gaps for number, day and month (points from the left, the bottom), as an office's template leaves them.
GAPS = {"015": (85, 735), "19": (390, 735), "02": (445, 735)}
HEAD = (
    (60, 60, "ỦY BAN NHÂN DÂN"), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (60, 80, "XÃ THỬ NGHIỆM"), (340, 80, "Độc lập - Tự do - Hạnh phúc"),
    (60, 103, "Số:"), (112, 103, "/QĐ-UBND"), (290, 103, "Thử Nghiệm, ngày"), (408, 103, "tháng"),
    (463, 103, "năm 2025"), (250, 150, "QUYẾT ĐỊNH"), (120, 170, "Về việc công bố danh mục thủ tục hành chính"),
    (190, 200, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"), (80, 230, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
)  # fmt: skip


def template(path: Path) -> Path:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("F", fname=FONT)
    pdf.add_page()
    pdf.set_font("F", size=13)
    for left, down, text in HEAD:
        pdf.text(left, down, text)
    pdf.output(str(path))
    return path


def issued(path: Path, values: tuple[str, ...]) -> Path:
    """Signed once for each value, whose text is that signature's appearance."""
    for number, value in enumerate(values):
        left, bottom = GAPS[value]
        spec = fields.SigFieldSpec(f"Clerk{number}", box=(left, bottom - 4, left + 24, bottom + 12))
        style = TextStampStyle(stamp_text=value, border_width=0, background_opacity=0)
        signer = signers.PdfSigner(
            signers.PdfSignatureMetadata(field_name=spec.sig_field_name, md_algorithm="sha256"),
            foreign_key(identity()),
            stamp_style=style,
            new_field_spec=spec,
        )
        signed = path.with_name(f"{number}-{path.name}")
        with path.open("rb") as source, signed.open("w+b") as target:
            signer.sign_pdf(IncrementalPdfFileWriter(source), output=target)
        path = signed
    return path


def read(path: Path, folder: Path) -> Document:
    copy = folder / "input"
    copy.write_bytes(path.read_bytes())
    intake = open_input(path, copy)
    assert intake.form == "signed"
    (original,) = intake.originals
    image = Image("spool", "DCTDecode", original.width, original.height, 8, "DeviceGray")
    lines = read_text_layer(original)
    page = Page(original, image, original.width, original.height, original.dpi, lines=lines)
    return extract(classify(Document((page,))))


def of(document: Document, name: str) -> Field:
    return next(field for field in document.fields if field.name == name)


def test_number_and_date_of_an_electronic_decision(tmp_path: Path) -> None:
    document = read(issued(template(tmp_path / "decision.pdf"), ("015", "19", "02")), tmp_path)
    assert document.kind == "quyet_dinh"
    assert (of(document, "document_number").value, of(document, "document_number").status) == ("015/QĐ-UBND", "read")
    assert (of(document, "issue_date").value, of(document, "issue_date").status) == ("2025-02-19", "read")


def test_what_is_not_there_stays_blank_and_in_doubt(tmp_path: Path) -> None:
    document = read(issued(template(tmp_path / "draft.pdf"), ("02",)), tmp_path)
    number, date = of(document, "document_number"), of(document, "issue_date")
    assert (number.value, number.status) == (None, "blank_on_page")
    assert date.value in (None, "2025-02")
    assert {"document_number:blank_unsure", "issue_date:blank_unsure"} <= set(document.doubts)


def test_a_scanned_page_behind_makes_no_stamped_number_a_hand_written_one(tmp_path: Path) -> None:
    """What was read of another page, less surely, says nothing of this one."""
    path = issued(template(tmp_path / "decision.pdf"), ("015", "19", "02"))
    document = read(path, tmp_path)
    first = document.pages[0]
    scanned = replace(first, lines=(Line((Word("Trang", Box(100, 100, 300, 160), 0.9),)),))
    both = extract(classify(replace(document, pages=(first, scanned))))
    assert of(both, "document_number").status == "read"
