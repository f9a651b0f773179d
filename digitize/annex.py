"""An annex in a file of its own: number of the document that it belongs to and time of signing, top right on page 1.

Source: NĐ 30/2020/NĐ-CP, phụ lục I, phần II: the agency signs it by these words, without a picture of its seal.
"""

from pathlib import Path

import pikepdf

from digitize import gate
from digitize.errors import InputError
from digitize.intake import open_input, open_scan
from digitize.pdf_page import edges, rotation, sheet, unit
from digitize.spot import find_spot
from digitize.stamp_place import StampPlace, place_stamp
from digitize.stamp_text import POINTS, Says


def make_room(file: Path, stamp: Says) -> StampPlace:
    """A bare place for the stamp; without one, page 1 of the file grows at the top, all else stays as it is.

    Millimetres from the left and top of the page. Raises InputError where page 1 is shown turned, or not at its size.
    """
    scan = open_scan(open_input(file, file).originals[0])
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        paper = sheet(page)
        if rotation(page) or unit(page) != 1 or edges(page) != paper:
            raise InputError(
                "trang 1 bị xoay hoặc bị xén, hãy lưu lại tệp với khổ trang thật / page 1 is turned or cropped: "
                "save the file anew with the page as it is shown"
            )
        across = (paper.right - paper.left) / POINTS
        place = place_stamp(find_spot(scan), across, across / scan.width, stamp)
        if place.grown:
            top = paper.top + place.grown * POINTS
            for box in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if box == "/MediaBox" or box in page.obj:
                    page.obj[box] = pikepdf.Array([paper.left, paper.bottom, paper.right, round(top, 4)])
            _save(pdf, file)
    return place


def _save(pdf: pikepdf.Pdf, file: Path) -> None:
    """Over the file, past the gate again."""
    pdf.save(file)
    if gate.judge(file)[1] != "pass":
        raise InputError("thêm chỗ cho dấu thì tệp không còn là PDF/A / with room for the stamp it is no PDF/A")
