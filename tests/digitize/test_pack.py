"""Packing promises: the scanner's stream byte for byte, the page as large as the paper, upright, room for a stamp."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pictures

from digitize.model import Document, Image, Pixels
from digitize.pack import pack
from digitize.stamp_text import Says
from tests.digitize.paper import ABOUT, BLOCKS, DESKEWED, DPI, SIZE, SPOT, document, fax, flate, jpeg, marked, page
from tests.verapdf.verapdf import verapdf


def _packed(folder: Path, paper: Document, name: str = "packed.pdf") -> Path:
    return Path(pack(paper, folder / name, ABOUT).path)


def _shown(file: Path, number: int = 0) -> Pixels:
    with pypdfium2.PdfDocument(file) as pdf:
        picture = pdf[number].render(scale=DPI / 72, grayscale=True).to_numpy()
        return np.array(picture).reshape(picture.shape[:2])


def _shown_finely(file: Path) -> Pixels:
    """At four times the resolution by cairo: PDFium puts an image that stands askew up to 2 pixels off."""
    out = file.with_suffix("")
    command = ["pdftocairo", "-r", str(4 * DPI), "-gray", "-singlefile", "-png", str(file), str(out)]
    subprocess.run(command, check=True)
    with Pictures.open(out.with_suffix(".png")) as picture:
        return np.array(picture.convert("L"))


def _image(folder: Path, kind: str) -> Image:
    colours = Pictures.merge("RGB", (marked(), marked().rotate(180), marked()))
    made = {
        "gray JPEG": lambda: jpeg(folder, marked()),
        "colour JPEG": lambda: jpeg(folder, colours),
        "G4": lambda: fax(folder, marked().convert("1")),
        "gray PNG": lambda: flate(folder, marked()),
        "colour PNG": lambda: flate(folder, colours),
        "palette PNG": lambda: flate(folder, colours.quantize(4)),
        "bilevel, white is zero": lambda: flate(folder, marked().point(lambda v: 255 - v).convert("1"), inverted=True),
    }
    return made[kind]()


KINDS = ["gray JPEG", "colour JPEG", "G4", "gray PNG", "colour PNG", "palette PNG", "bilevel, white is zero"]


@pytest.mark.parametrize("kind", KINDS)
def test_carries_the_scanners_stream_byte_for_byte_and_shows_it(tmp_path: Path, kind: str) -> None:
    image = _image(tmp_path, kind)
    file = _packed(tmp_path, document(page(image)))
    with pikepdf.open(file) as pdf:
        assert pdf.pages[0].Resources.XObject.I.read_raw_bytes() == Path(image.path).read_bytes()
    shown = _shown(file).astype(int)
    left, top, right, bottom = BLOCKS[0]
    assert shown[top + 2 : bottom - 2, left + 2 : right - 2].mean() < 160
    assert shown[: top - 60, : left - 60].mean() > 250


@pytest.mark.parametrize(("width", "height", "dpi"), [(2480, 3508, 300.0), (1654, 2339, 200.0), (1011, 638, 300.0)])
def test_the_page_is_as_large_as_the_paper(tmp_path: Path, width: int, height: int, dpi: float) -> None:
    image = jpeg(tmp_path, Pictures.new("L", (width, height), 255))
    with pikepdf.open(_packed(tmp_path, document(page(image, dpi=dpi)))) as pdf:
        millimetres = [float(points) / 72 * 25.4 for points in pdf.pages[0].mediabox]
    assert millimetres == pytest.approx([0, 0, width / dpi * 25.4, height / dpi * 25.4], abs=0.5)


def _askew(upright: Pixels, degrees: float) -> Pixels:
    """The page turned counter-clockwise about its centre, on a canvas with room for its corners."""
    height, width = upright.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1)
    matrix[:, 2] += 50
    turned = cv2.warpAffine(upright, matrix, (width + 100, height + 100), borderValue=255)
    return np.asarray(turned, np.uint8)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.5, -4.0])
def test_turn_and_skew_make_the_page_upright_and_straight(tmp_path: Path, turn: int, skew: float) -> None:
    stored = np.rot90(_askew(np.array(marked()), skew), turn // 90)  # counter-clockwise, as the scanner saw it
    turned = page(jpeg(tmp_path, Pictures.fromarray(stored)), width=SIZE[0], height=SIZE[1], turn=turn, skew=skew)
    shown = _shown_finely(_packed(tmp_path, document(turned)))
    assert shown.shape == pytest.approx((SIZE[1] * 4, SIZE[0] * 4), abs=1)
    for left, top, right, bottom in BLOCKS:
        above, before = top - 40, left - 40
        around = shown[above * 4 : bottom * 4 + 160, before * 4 : right * 4 + 160] < 128
        rows, columns = (places / 4 for places in np.nonzero(around))
        assert rows.mean() + above == pytest.approx((top + bottom) / 2, abs=0.3)
        assert columns.mean() + before == pytest.approx((left + right) / 2, abs=0.3)
        assert around.sum() / 16 == pytest.approx((right - left) * (bottom - top), rel=0.03)
        assert np.ptp(rows) == pytest.approx(bottom - top, abs=1)


def test_a_stamp_may_stand_in_the_free_spot(tmp_path: Path) -> None:
    packed = pack(document(page(jpeg(tmp_path, marked()))), tmp_path / "packed.pdf", ABOUT)
    box = [side * 25.4 / DPI for side in (SPOT.left, SPOT.top, SPOT.right - SPOT.left, SPOT.bottom - SPOT.top)]
    assert [packed.left, packed.top, packed.width, packed.height] == pytest.approx(box)


def test_without_a_free_spot_page_one_grows_at_the_top(tmp_path: Path) -> None:
    full = page(jpeg(tmp_path, marked()), spot=None)
    packed = pack(document(full, full), tmp_path / "packed.pdf", ABOUT)
    first, second = _shown(Path(packed.path)), _shown(Path(packed.path), 1)
    grown = first.shape[0] - second.shape[0]
    assert grown / DPI * 25.4 == pytest.approx(18, abs=0.5)
    assert abs(first[grown:].astype(int) - second).mean() < 0.5
    across = SIZE[0] / DPI * 25.4
    assert 0 <= packed.top < packed.top + packed.height <= 18
    assert across - 80 - 10 <= packed.left < packed.left + packed.width <= across
    assert (packed.width, packed.height) == (80, 15)


def test_a_spot_too_low_for_the_stamp_s_text_is_left_alone(tmp_path: Path) -> None:
    """At 100 %: page 1 grows at the top by what its text needs."""
    free = page(jpeg(tmp_path, marked()))
    low = (free.spot.bottom - free.spot.top) * 25.4 / DPI
    packed = pack(document(free, free), tmp_path / "packed.pdf", ABOUT, None, Says(("dòng",) * 9))
    first, second = _shown(Path(packed.path)), _shown(Path(packed.path), 1)
    needed = (0.891 + 0.216 + 8) * 10 * 25.4 / 72
    assert low < needed <= packed.height < needed + 0.5
    assert (first.shape[0] - second.shape[0]) / DPI * 25.4 == pytest.approx(packed.height + 3, abs=0.5)


def test_the_room_for_a_stamp_fits_on_a_small_page(tmp_path: Path) -> None:
    small = page(jpeg(tmp_path, marked((300, 400))), spot=None)
    packed = pack(document(small), tmp_path / "packed.pdf", ABOUT)
    assert 0 < packed.left < packed.left + packed.width < 300 / DPI * 25.4


def test_an_attached_original_comes_out_byte_for_byte(tmp_path: Path) -> None:
    original = tmp_path / "digital.pdf"
    pikepdf.new().save(original)
    packed = pack(document(page(jpeg(tmp_path, marked()))), tmp_path / "packed.pdf", ABOUT, original)
    assert packed.flavour == "3b"
    with pikepdf.open(packed.path) as pdf:
        (file,) = pdf.Root.AF
        assert file.AFRelationship == pikepdf.Name.Source
        assert file.EF.F.read_bytes() == original.read_bytes()
        assert pdf.Root.Names.EmbeddedFiles.Names[1].objgen == file.objgen


def test_flat_pages_of_photographs_go_along(tmp_path: Path) -> None:
    flat = tmp_path / "flat"
    Pictures.new("RGB", (165, 234), (250, 248, 240)).save(flat, "JPEG", dpi=(20, 20))
    image = jpeg(tmp_path, marked())
    paper = document(page(image), page(image, flat=str(flat), spot=None), page(image, flat=str(flat)))
    packed = pack(paper, tmp_path / "photographs.pdf", ABOUT, flat)
    assert packed.flavour == "3b"
    with pikepdf.open(packed.path) as pdf:
        told = [(str(file.UF), str(file.AFRelationship), file.EF.F.read_bytes()) for file in pdf.Root.AF]
        assert [name for name, _, _ in told] == ["original.pdf", "trang-0002-nan-phang.jpg", "trang-0003-nan-phang.jpg"]
        assert [relation for _, relation, _ in told] == ["/Source", "/Supplement", "/Supplement"]
        assert {data for _, _, data in told} == {flat.read_bytes()}
        assert sorted(pdf.attachments) == [name for name, _, _ in told]
        assert pdf.pages[1].Resources.XObject.I.read_raw_bytes() == Path(image.path).read_bytes()


def test_says_what_it_is_and_what_was_done(tmp_path: Path) -> None:
    with pikepdf.open(_packed(tmp_path, document(page(jpeg(tmp_path, marked()), steps=(DESKEWED,))))) as pdf:
        told = pdf.open_metadata()
        assert told["dc:title"] == str(pdf.docinfo.Title) == ABOUT.title
        assert told["pdf:Producer"] == str(pdf.docinfo.Producer) == ABOUT.producer
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == ABOUT.created
        assert str(pdf.docinfo.CreationDate).startswith("D:20261121091530+07'00")
        assert told["xmp:Identifier"] == {ABOUT.fingerprint}
        assert told["dc:description"] == "Page 1: deskew degrees=-0.71."
        assert told["dc:source"].startswith("sha256:")
        assert told["dc:language"] == {"vi-VN"}
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.pages[0].label == "1"


def test_letters_that_xml_cannot_hold_do_not_break_the_title(tmp_path: Path) -> None:
    packed = pack(
        document(page(jpeg(tmp_path, marked()))), tmp_path / "packed.pdf", replace(ABOUT, title="A <&>\0\ufffe\x0bB")
    )
    with pikepdf.open(packed.path) as pdf:
        assert pdf.open_metadata()["dc:title"] == str(pdf.docinfo.Title) == "A <&>B"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    paper = document(page(jpeg(tmp_path, marked()), steps=(DESKEWED,)))
    first, second = _packed(tmp_path, paper, "first.pdf"), _packed(tmp_path, paper, "second.pdf")
    assert first.read_bytes() == second.read_bytes()


def test_leaves_nothing_behind_but_the_file(tmp_path: Path) -> None:
    image, out = jpeg(tmp_path, marked()), tmp_path / "out"
    out.mkdir()
    _packed(out, document(page(image)))
    assert [path.name for path in out.iterdir()] == ["packed.pdf"]


def test_verapdf_agrees(tmp_path: Path) -> None:
    files = []
    for count, kind in enumerate(KINDS):
        folder = tmp_path / str(count)
        folder.mkdir()
        paper = document(page(_image(folder, kind), skew=0.8, turn=90), page(_image(folder, kind), spot=None))
        files.append(_packed(folder, paper))
    image = jpeg(tmp_path, marked())
    with_original = pack(document(page(image, flat=image.path)), tmp_path / "3b.pdf", ABOUT, files[0])
    verdicts = verapdf([*files, Path(with_original.path)])
    assert [verdict.failed for verdict in verdicts.values()] == [()] * (len(files) + 1)
    assert {verdict.flavour for verdict in verdicts.values()} == {"2b", "3b"}


MANY_PAGES = """
import sys
from pathlib import Path
from digitize.pack import pack
from tests.digitize.paper import ABOUT, document, jpeg, marked, page

folder = Path(sys.argv[1])
image = jpeg(folder, marked())
path = Path(image.path)
data = path.read_bytes()
path.write_bytes(data[:2] + (b"\\xff\\xfe\\xff\\xff" + bytes(65533)) * 32 + data[2:])  # 2 MB of JPEG comments
paper = document(*[page(image)] * 60)

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024

pack(document(page(image)), folder / "one.pdf", ABOUT)
before = peak()
pack(paper, folder / "many.pdf", ABOUT)
print(peak() - before)
"""


def test_memory_does_not_grow_with_the_images(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY_PAGES, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert (tmp_path / "many.pdf").stat().st_size > 120_000_000
    assert int(told.stdout) < 30  # MB
