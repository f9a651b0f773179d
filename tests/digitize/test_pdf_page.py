"""What a PDF is (scan or born-digital), and pages that are more than one picture: drawn as a viewer draws them."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from digitize.errors import InputError
from digitize.intake import open_scan
from tests.digitize.containers import (
    FULL,
    add_page,
    encoded,
    image_stream,
    jpeg_stream,
    only,
    open_bytes,
    saved,
    scan_pdf,
    sheet,
    shown_by_a_viewer,
    text_pdf,
)

JPEG = encoded(sheet(), "JPEG", quality=90)
CHROMA = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}


def test_soft_masks_and_stencils_are_drawn(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    mask = image_stream(pdf, bytes([0] * 100 + [255] * 100), (20, 10), ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    page = image_stream(pdf, bytes(600), (20, 10), SMask=mask, **CHROMA)
    add_page(pdf, "q 200 0 0 100 0 0 cm /I Do Q", {"I": page}, (0, 0, 200, 100))
    stencil = pikepdf.new()
    holes = image_stream(
        stencil, bytes([0, 0, 0] * 5 + [255, 255, 255] * 5), (20, 10), ImageMask=True, BitsPerComponent=1
    )
    add_page(stencil, "q 1 0 0 rg 200 0 0 100 0 0 cm /I Do Q", {"I": holes}, (0, 0, 200, 100))

    masked, stencilled = (open_scan(only(saved(one), tmp_path)) for one in (pdf, stencil))

    assert masked.pixels[5, 20] > 250 and masked.pixels[-5, 20] < 5
    assert tuple(stencilled.pixels[5, 20]) == (255, 0, 0) and tuple(stencilled.pixels[-5, 20]) == (255, 255, 255)
    assert masked.findings[0].name == stencilled.findings[0].name == "rendered_from_pdf"


def test_several_images_are_rendered_at_the_finest_resolution(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    halves = {
        "A": jpeg_stream(pdf, encoded(sheet(400, 200), "JPEG")),
        "B": jpeg_stream(pdf, encoded(sheet(800, 400), "JPEG")),
    }
    add_page(pdf, "q 200 0 0 100 0 100 cm /A Do Q q 200 0 0 100 0 0 cm /B Do Q", halves, (0, 0, 200, 200))
    data = saved(pdf)

    intake = open_bytes(data, tmp_path)
    scan = open_scan(intake.originals[0])

    assert intake.form == "scan"
    assert (scan.width, scan.height, scan.dpi) == (800, 800, 288)
    assert np.array_equal(scan.pixels, shown_by_a_viewer(data, (800, 800)))
    assert len(pikepdf.open(intake.originals[0].path).pages) == 1


def test_pages_that_draw_different_forms_differ(tmp_path: Path) -> None:
    def page(text: str) -> bytes:
        pdf = pikepdf.new()
        form = Stream(
            pdf, f"0 0 50 {text} re f".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99])
        )
        add_page(pdf, "/Fm Do", {"Fm": form}, (0, 0, 99, 99))
        return saved(pdf)

    assert only(page("10"), tmp_path).identity == only(page("10"), tmp_path).identity
    assert only(page("10"), tmp_path).identity != only(page("20"), tmp_path).identity


def test_names_in_an_old_code_page_are_read(tmp_path: Path) -> None:
    """Vietnamese fonts of the nineties carry names that are no UTF-8."""
    old = "<< /XObject << /I#e1 null >> /Font << /F#ff << /Type /Font /BaseFont /.VnTime#d2 /Subtype /Type1 >> >> >>"
    pdf = pikepdf.new()
    add_page(pdf, "q 595.2 0 0 841.92 0 0 cm /I#e1 Do Q 0 0 9 9 re f", {"I": jpeg_stream(pdf, JPEG)})
    image = pdf.make_indirect(pdf.pages[0].Resources.XObject.I)
    pdf.pages[0].Resources = pikepdf.Object.parse(old.encode())
    pdf.pages[0].Resources.XObject["/I\udce1"] = image

    intake = open_bytes(saved(pdf), tmp_path)

    assert intake.form == "scan"
    assert open_scan(intake.originals[0]).pixels.mean() < 240


def test_what_is_drawn_or_stuck_over_a_scan_is_not_lost(tmp_path: Path) -> None:
    """A stamp, an annotation, a clip or a crop: the picture alone would not be what a viewer shows."""
    drawn, stuck, clipped, cropped, faint = (pikepdf.new() for _ in range(5))
    image = {"I": jpeg_stream(drawn, JPEG)}
    add_page(drawn, f"{FULL} 1 0 0 rg 100 100 200 200 re f", image)
    look = Stream(
        stuck, b"1 0 0 rg 0 0 200 200 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 200])
    )
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array([100, 100, 300, 300]),
        F=4,
        AP=Dictionary(N=stuck.make_indirect(look)),
    )
    add_page(stuck, FULL, {"I": jpeg_stream(stuck, JPEG)}, Annots=Array([note]))
    add_page(clipped, f"q 0 0 300 841.92 re W n {FULL} Q", {"I": jpeg_stream(clipped, JPEG)})
    add_page(cropped, FULL, {"I": jpeg_stream(cropped, JPEG)}, CropBox=Array([0, 0, 300, 841.92]))
    add_page(faint, f"/G gs {FULL}", {"I": jpeg_stream(faint, JPEG)})
    faint.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(ca=0.3))

    for pdf in (drawn, stuck, clipped, cropped, faint):
        data = saved(pdf)
        scan = open_scan(only(data, tmp_path))
        assert scan.original.media == "application/pdf"
        assert np.abs(scan.pixels.astype(int) - shown_by_a_viewer(data, (scan.width, scan.height))).mean() < 1


def test_a_clip_or_crop_that_takes_nothing_away_lifts_the_picture(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    clip = "q -1 -1 600 850 re W n 0 0 m 595.2 0 l 595.2 841.92 l 0 841.92 l h W n"
    add_page(
        pdf,
        f"1 1 1 rg 0 0 600 850 re f {clip} {FULL} Q",
        {"I": jpeg_stream(pdf, JPEG)},
        CropBox=Array([0, 0, 595, 841]),
    )

    assert only(saved(pdf), tmp_path).media == "image/jpeg"


def test_a_small_picture_alone_on_its_sheet_is_lifted(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "q 243 0 0 153 100 600 cm /I Do Q", {"I": jpeg_stream(pdf, encoded(sheet(1012, 638), "JPEG"))})

    original = only(saved(pdf), tmp_path)

    assert (original.media, round(original.dpi)) == ("image/jpeg", 300)


def test_hidden_layers_stay_hidden(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("ẩn")))
    add_page(pdf, f"{FULL} /OC /L BDC 0 0 600 850 re f EMC", {"I": jpeg_stream(pdf, JPEG)})
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    assert open_scan(only(saved(pdf), tmp_path)).pixels.mean() > 100


def test_a_page_of_its_own_takes_only_what_it_draws(tmp_path: Path) -> None:
    """Some programs list every picture of the file in the resources of every page."""
    pdf = pikepdf.new()
    images = {f"I{number}": jpeg_stream(pdf, encoded(sheet(seed=number), "JPEG")) for number in range(20)}
    shared = {name: pdf.make_indirect(stream) for name, stream in images.items()}
    for name in images:
        add_page(pdf, f"q 300 0 0 400 0 0 cm /{name} Do Q 0 0 50 50 re f", shared)
    data = saved(pdf)

    originals = open_bytes(data, tmp_path).originals

    assert len({original.identity for original in originals}) == 20
    assert max(Path(original.path).stat().st_size for original in originals) < len(data) / 10


def test_a_picture_on_many_pages_is_lifted_once(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    stream = pdf.make_indirect(jpeg_stream(pdf, JPEG))
    for _ in range(50):
        add_page(pdf, FULL, {"I": stream})

    originals = open_bytes(saved(pdf), tmp_path).originals

    assert len(originals) == 50
    assert len({original.path for original in originals}) == 1


def test_forms_of_pdf_files(tmp_path: Path) -> None:
    under = pikepdf.new()
    add_page(
        under, f"BT /F 12 Tf 72 700 Td (Visible, yet under the scan) Tj ET {FULL}", {"I": jpeg_stream(under, JPEG)}
    )
    mixed = pikepdf.new()
    add_page(mixed, FULL, {"I": jpeg_stream(mixed, JPEG)})
    add_page(mixed, "BT /F 12 Tf 72 700 Td (A page of text) Tj ET")
    logo = pikepdf.new()
    add_page(logo, "q 99 0 0 99 0 0 cm /I Do Q BT /F 12 Tf 72 700 Td (Letter) Tj ET", {"I": jpeg_stream(logo, JPEG)})
    strips = pikepdf.new()
    upper, lower = (jpeg_stream(strips, encoded(sheet(400, 200), "JPEG")) for _ in range(2))
    halves = "q 200 0 0 100 0 100 cm /A Do Q q 200 0 0 100 0 0 cm /B Do Q"
    add_page(strips, f"BT /F 9 Tf (Under) Tj ET {halves}", {"A": upper, "B": lower}, (0, 0, 200, 200))
    blank = pikepdf.new()
    add_page(blank, "")

    forms = {
        "scan": [
            scan_pdf(JPEG),
            scan_pdf(JPEG, hidden="read by the scanner"),
            *map(saved, (under, mixed, strips, blank)),
        ],
        "digital": [text_pdf("An office wrote this", "on two pages"), saved(logo)],
    }

    for form, files in forms.items():
        assert [open_bytes(file, tmp_path).form for file in files] == [form] * len(files)


def test_a_born_digital_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    data = text_pdf("One", "Two")

    intake = open_bytes(data, tmp_path)

    assert intake.identity == intake.sha256
    assert {original.path for original in intake.originals} == {intake.copy}
    assert len({original.identity for original in intake.originals}) == 2
    for original in intake.originals:
        scan = open_scan(original)
        assert (scan.width, scan.height, scan.dpi) == (2480, 3508, 300)


def test_units_boxes_and_turns_of_a_born_digital_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    content = "BT /F 20 Tf 60 110 Td (Text) Tj ET 50 100 20 10 re f"
    add_page(pdf, content, None, (0, 0, 500, 700), CropBox=Array([50, 100, 150, 300]), Rotate=90, UserUnit=2)
    data = saved(pdf)

    scan = open_scan(only(data, tmp_path))

    assert (scan.width, scan.height) == (round(200 * 2 * 300 / 72), round(100 * 2 * 300 / 72))
    seen = shown_by_a_viewer(data, (scan.width, scan.height))
    assert np.abs(scan.pixels.astype(int) - seen[:, :, 0]).mean() < 1


def test_filled_form_fields_are_drawn(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "BT /F 20 Tf 60 110 Td (Name:) Tj ET", None, (0, 0, 300, 200))
    look = Stream(pdf, b"0 0 80 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 20]))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("a"),
            V=String("x"),
            F=4,
            Rect=Array([100, 50, 180, 70]),
        )
    )
    field.AP = Dictionary(N=pdf.make_indirect(look))
    pdf.pages[0].Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    data = saved(pdf)

    scan = open_scan(only(data, tmp_path))

    assert (scan.pixels[round(140 / 200 * scan.height), round(140 / 300 * scan.width)] < 10).all()


def test_a_poster_is_drawn_smaller_and_an_absurd_page_is_refused(tmp_path: Path) -> None:
    poster, absurd = pikepdf.new(), pikepdf.new()
    add_page(poster, "BT /F 20 Tf (A0) Tj ET", None, (0, 0, 2384, 3370))
    add_page(absurd, "BT /F 20 Tf (!) Tj ET", None, (0, 0, 1e7, 1e7))

    original = only(saved(poster), tmp_path)

    assert 200 < original.dpi < 300
    assert original.width * original.height < 120_000_000
    with pytest.raises(InputError):
        open_bytes(saved(absurd), tmp_path)


def test_resolution_comes_from_the_page_or_from_the_paper(tmp_path: Path) -> None:
    a4 = encoded(sheet(1654, 2339, "L"), "JPEG")
    pdf = pikepdf.new()
    add_page(pdf, "q 1654 0 0 2339 0 0 cm /I Do Q", {"I": jpeg_stream(pdf, a4)}, (0, 0, 1654, 2339))

    told, silent = only(scan_pdf(a4), tmp_path), only(saved(pdf), tmp_path)

    assert (round(told.dpi), told.findings) == (200, ())
    assert (silent.dpi, [finding.name for finding in silent.findings]) == (200, ["resolution_assumed"])


def test_what_pages_inherit_is_read(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan_pdf(JPEG))) as pdf:
        page = pdf.pages[0].obj
        for key in ("/Resources", "/MediaBox"):
            pdf.Root.Pages[key] = page[key]
            del page[key]
        pdf.Root.Pages.Rotate = 90
        data = saved(pdf)

    original = only(data, tmp_path)

    assert (original.media, original.shown) == ("image/jpeg", 90)
