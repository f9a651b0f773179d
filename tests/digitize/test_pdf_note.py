"""What is stuck on a born-digital page is read where it is seen: number and date that came with the signatures."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from digitize.errors import InputError
from digitize.text_layer import read_text_layer
from tests.digitize.containers import add_page, only, saved
from tests.digitize.test_text_layer import ink_share, words

PRINT = "BT /F 14 Tf 40 120 Td (So:        /QD) Tj ET"
FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def stuck(
    *contents: str, box: tuple[float, ...] = (0, 0, 30, 20), at: tuple[float, ...] = (62, 116, 92, 136), **told: object
) -> pikepdf.Pdf:
    """A page of print with annotations that draw these contents; `told` changes the annotations."""
    pdf = pikepdf.new()
    add_page(pdf, PRINT, None, (0, 0, 300, 200))
    notes = []
    for content in contents:
        form = Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([*box]))
        form.Resources = Dictionary(Font=Dictionary(F=FONT))
        look = Dictionary(N=pdf.make_indirect(form))
        notes.append(Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([*at]), F=132, AP=look))
        for key, value in told.items():
            notes[-1][f"/{key}"] = value
    pdf.pages[0].Annots = pdf.make_indirect(Array(notes))
    return pdf


def lines(pdf: pikepdf.Pdf, folder: Path, before: bytes = b"") -> list[str]:
    return [line.text for line in read_text_layer(only(before + saved(pdf), folder))]


NUMBER = "BT /F 14 Tf 2 4 Td (015) Tj ET"


def test_a_number_in_a_gap_of_the_print_stands_in_its_line(tmp_path: Path) -> None:
    assert lines(stuck(NUMBER), tmp_path) == ["So: 015 /QD"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1, 2])
def test_it_stands_where_a_viewer_draws_it(rotate: int, scale: int, tmp_path: Path) -> None:
    """Upright for who looks at the turned page; a box of another size than its place is scaled into it."""
    across, up = (20, 30) if rotate in (90, 270) else (30, 20)
    box = (10, -5, 10 + 30 * scale, -5 + 20 * scale)
    pdf = stuck(
        f"BT /F {14 * scale} Tf {10 + 2 * scale} {4 * scale - 5} Td (015) Tj ET",
        box=box,
        at=(120, 30, 120 + across, 30 + up),
    )
    turn = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[rotate]
    pdf.pages[0].Annots[0].AP.N.Matrix = Array([*turn, 5, 7])
    pdf.pages[0].Rotate = rotate
    pdf.pages[0].MediaBox = Array([-20, 10, 280, 210])
    original = only(saved(pdf), tmp_path)
    (number,) = (word for word in words(original) if word.text == "015")
    assert ink_share(original, number) > 0.98


@pytest.mark.parametrize(
    "told",
    [{"F": 2}, {"F": 32}, {"Subtype": Name.Popup}, {"Rect": Array([62, 116, 62, 136])}, {"Rect": Array([])}],
    ids=["hidden", "no view", "closed note", "no extent", "no place"],
)
def test_what_is_not_shown_is_not_read(told: dict[str, object], tmp_path: Path) -> None:
    assert lines(stuck(NUMBER, **told), tmp_path) == ["So: /QD"]


@pytest.mark.parametrize("content", ["BT /F 14 Tf 3 Tr 2 4 Td (015) Tj ET", "BT /F 14 Tf 2 90 Td (015) Tj ET"])
def test_text_that_is_invisible_or_cut_off_is_not_read(content: str, tmp_path: Path) -> None:
    assert lines(stuck(content), tmp_path) == ["So: /QD"]


def test_ticks_in_boxes_are_no_words(tmp_path: Path) -> None:
    pdf = stuck(NUMBER)
    note = pdf.pages[0].Annots[0]
    note.AP.N = Dictionary(Yes=note.AP.N)
    note.AS = Name.Yes
    assert lines(pdf, tmp_path) == ["So: /QD"]


def test_what_stands_before_the_header_hides_no_revision(tmp_path: Path) -> None:
    """Some gateways leave bytes there: the table of contents counts from the header, and so must who reads it."""
    assert lines(stuck(NUMBER), tmp_path, b"\r\n" * 8) == ["So: 015 /QD"]


def test_blanks_too_small_to_be_seen_part_no_word(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "BT /F 14 Tf 40 120 Td (246/Q) Tj /F 0.96 Tf ( ) Tj /F 14 Tf (D-UBND) Tj ET", None, (0, 0, 300, 200))
    assert lines(pdf, tmp_path) == ["246/QD-UBND"]


def test_a_stamp_that_draws_itself_is_refused(tmp_path: Path) -> None:
    pdf = stuck(NUMBER)
    form = pdf.pages[0].Annots[0].AP.N
    form.Resources.XObject = Dictionary(M=form)
    form.write(b"/M Do")
    with pytest.raises(InputError, match="draws itself"):
        lines(pdf, tmp_path)


def test_a_thousand_stamps_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        lines(stuck(*[NUMBER] * 600), tmp_path)


def test_forms_within_forms_end_before_they_explode(tmp_path: Path) -> None:
    pdf = stuck(NUMBER)
    form = pdf.pages[0].Annots[0].AP.N
    for _ in range(8):
        outer = Stream(pdf, b"/M Do " * 40, Type=Name.XObject, Subtype=Name.Form, BBox=form.BBox)
        outer.Resources = Dictionary(XObject=Dictionary(M=form))
        form = pdf.make_indirect(outer)
    pdf.pages[0].Annots[0].AP.N = form
    with pytest.raises(InputError):
        lines(pdf, tmp_path)
