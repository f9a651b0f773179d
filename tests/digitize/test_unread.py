"""A slot in which somebody wrote what no engine reads is not told as blank."""

from dataclasses import replace
from pathlib import Path

import cv2
import pytest

from digitize.classify import classify
from digitize.extract import extract
from digitize.model import Document, Page
from digitize.page import read_page
from digitize.pipeline import take_in
from digitize.unread import doubt_blanks
from ocr import open_engine
from samples.draw import draw_sheet
from samples.ink import Paint, seal, signature
from samples.sheet import Art, Sheet, Style

Arts = tuple[tuple[float, float, float, Paint], ...]


def form() -> Sheet:
    """A small form with an empty slot for the number."""
    sheet, look = Sheet(148, 125), Style("sans", 11)
    sheet.words(74, 20, "TỜ KHAI ĐĂNG KÝ KHAI SINH", Style("sans:b", 14), "centre")
    for y, words in ((35, "Dân tộc"), (50, "Số định danh cá nhân"), (68, "Nơi sinh")):
        sheet.words(15, y, words, look)
    for y, words in ((40, "Kinh"), (73, "Xã Đồng Mẫu, tỉnh Phú Thử")):
        sheet.words(15, y, words, Style("sans:b", 11))
    sheet.words(15, 90, "Tôi cam đoan nội dung khai trên đây là đúng sự thật.", look)
    return sheet


def decision() -> Sheet:
    """A decision whose number and day are still to be written."""
    sheet, look = Sheet(210, 150), Style("serif", 13)
    for x, y, words in (
        (25, 20, "ỦY BAN NHÂN DÂN"),
        (25, 27, "XÃ ĐỒNG MẪU"),
        (90, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (105, 27, "Độc lập - Tự do - Hạnh phúc"),
        (25, 38, "Số:"),
        (48, 38, "/QĐ-UBND"),
        (105, 38, "Đồng Mẫu, ngày"),
        (152, 38, "tháng"),
        (178, 38, "năm 2025"),
        (85, 55, "QUYẾT ĐỊNH"),
        (40, 63, "Về việc công nhận kết quả hòa giải tại thôn Giếng Đá"),
        (25, 85, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/02/2025;"),
        (25, 93, "Theo đề nghị của công chức Tư pháp - Hộ tịch xã."),
        (85, 105, "QUYẾT ĐỊNH:"),
        (25, 115, "Điều 1. Công nhận kết quả hòa giải giữa hai gia đình tại thôn Giếng Đá."),
    ):
        sheet.words(x, y, words, look)
    return sheet


def read(folder: Path, sheet: Sheet, arts: Arts) -> Document:
    """The sheet with art drawn at x, y and so wide, as it is read."""
    sheet.items += [Art(x, y, wide, wide if paint is SEAL else 7, paint) for x, y, wide, paint in arts]
    path = folder / "form.png"
    cv2.imwrite(str(path), draw_sheet(sheet, 200)[..., ::-1])
    intake = take_in(folder, str(path))
    page = read_page(open_engine("lines:"), (intake.form, intake.originals[0]))
    assert isinstance(page, Page)
    return extract(classify(Document((page,))))


SEAL = seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", 3)
HAND = signature(2208)


@pytest.mark.parametrize(
    ("arts", "doubts"),
    [((), ()), (((16, 51.5, 40, HAND),), ("citizen_id:blank_unsure",)), (((60, 44, 30, SEAL),), ())],
)
def test_ink_in_an_empty_slot_is_a_doubt(arts: Arts, doubts: tuple[str, ...], tmp_path: Path) -> None:
    document = read(tmp_path, form(), arts)
    number = next(one for one in document.fields if one.name == "citizen_id")
    assert (number.value, number.status) == (None, "blank_on_page")
    assert [one for one in doubt_blanks(document).doubts if "citizen_id" in one] == list(doubts)
    # what was not read has nothing that was lost
    digital = replace(document, pages=tuple(replace(page, steps=()) for page in document.pages), doubts=())
    assert doubt_blanks(digital) == digital


@pytest.mark.parametrize(
    ("arts", "doubts"),
    [
        ((), ()),
        (((33, 34.5, 12, HAND),), ("document_number:blank_unsure",)),
        (((139, 34.5, 9, HAND),), ("issue_date:blank_unsure",)),
        (((166, 34.5, 9, HAND),), ("issue_date:blank_unsure",)),
    ],
)
def test_a_hand_in_the_head_that_nobody_reads_leaves_no_blank(
    arts: Arts, doubts: tuple[str, ...], tmp_path: Path
) -> None:
    document = read(tmp_path, decision(), ())
    fields = {one.name: one for one in document.fields}
    assert (fields["document_number"].status, fields["issue_date"].value) == ("blank_on_page", "2025")
    # what was read on the sheet without a hand, over the sheet with it: engines that make nothing of it
    hand = read(tmp_path, decision(), arts)
    unread = replace(document, pages=(replace(document.pages[0], original=hand.pages[0].original),))
    told = doubt_blanks(unread)
    assert [one for one in told.doubts if "blank_unsure" in one] == list(doubts)
    dates = [one.status for one in told.fields if one.name == "issue_date"]
    assert dates == ["doubtful" if "issue_date:blank_unsure" in doubts else "read"]
