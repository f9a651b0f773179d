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


def read(folder: Path, *arts: tuple[float, float, float, Paint]) -> Document:
    """A small form with an empty slot for the number, with art drawn at x, y and so wide, as it is read."""
    sheet, look = Sheet(148, 125), Style("sans", 11)
    sheet.words(74, 20, "TỜ KHAI ĐĂNG KÝ KHAI SINH", Style("sans:b", 14), "centre")
    for y, words in ((35, "Dân tộc"), (50, "Số định danh cá nhân"), (68, "Nơi sinh")):
        sheet.words(15, y, words, look)
    for y, words in ((40, "Kinh"), (73, "Xã Đồng Mẫu, tỉnh Phú Thử")):
        sheet.words(15, y, words, Style("sans:b", 11))
    sheet.words(15, 90, "Tôi cam đoan nội dung khai trên đây là đúng sự thật.", look)
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
def test_ink_in_an_empty_slot_is_a_doubt(
    arts: tuple[tuple[float, float, float, Paint], ...], doubts: tuple[str, ...], tmp_path: Path
) -> None:
    document = read(tmp_path, *arts)
    number = next(one for one in document.fields if one.name == "citizen_id")
    assert (number.value, number.status) == (None, "blank_on_page")
    assert [one for one in doubt_blanks(document).doubts if "citizen_id" in one] == list(doubts)
    # what was not read has nothing that was lost
    digital = replace(document, pages=tuple(replace(page, steps=()) for page in document.pages), doubts=())
    assert doubt_blanks(digital) == digital
