"""The image that stands in the PDF decodes to the page's very pixels; a JPEG stays the same bytes."""

import io
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pictures

from digitize.encode import encode, finish
from digitize.intake import open_scan
from digitize.model import Box, Image, Line, Scan, Word
from digitize.pdf_stream import chunks
from tests.digitize.containers import (
    Bytes,
    add_page,
    encoded,
    image_stream,
    only,
    pixels,
    saved,
    scan_pdf,
    sheet,
    strips_of,
    tiff_file,
    tiff_tags,
)
from tests.digitize.test_intake import exif, png

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def encoded_page(data: bytes, folder: Path) -> tuple[Image, Scan, Scan]:
    scan = open_scan(only(data, folder))
    image, after = encode(scan)
    assert (image.width, image.height) == (scan.original.width, scan.original.height)
    return image, scan, after


def in_a_pdf(image: Image) -> pikepdf.Pdf:
    """A page of exactly the image, as the packing stage describes it."""
    pdf = pikepdf.new()
    told = {"ColorSpace": Name(f"/{image.colour}"), "BitsPerComponent": image.bits, "Filter": Name(f"/{image.filter}")}
    if image.parameters:
        told["DecodeParms"] = Dictionary({f"/{name}": value for name, value in image.parameters})
    if image.palette:
        count = len(image.palette) // 3 - 1
        told["ColorSpace"] = Array([Name.Indexed, Name.DeviceRGB, count, pikepdf.String(image.palette)])
    if image.inverted:
        told["Decode"] = Array([1, 0] * (3 if image.colour == "DeviceRGB" else 1))
    size = image.width, image.height
    stream = image_stream(pdf, Path(image.path).read_bytes(), size, **told)
    add_page(pdf, f"{size[0]} 0 0 {size[1]} 0 0 cm /I Do", {"I": stream}, (0, 0, *size))
    return pdf


def drawn(image: Image) -> Bytes:
    with pypdfium2.PdfDocument(saved(in_a_pdf(image))) as pdf:
        return np.array(pdf[0].render(scale=1, rev_byteorder=True).to_numpy())


def as_colour(page: Bytes) -> Bytes:
    return page if page.ndim == 3 else np.repeat(page[:, :, None], 3, axis=2)


def assert_the_same(image: Image, scan: Scan) -> None:
    stored = np.rot90(scan.pixels, scan.original.shown // 90)
    assert np.array_equal(drawn(image), as_colour(stored))


@pytest.mark.parametrize("told", [{}, {"progressive": True}, {"subsampling": 2}, {"exif": exif(6)}], ids=str)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_stays_the_same_bytes(mode: str, told: dict[str, object], tmp_path: Path) -> None:
    data = encoded(sheet(mode=mode), "JPEG", **told)

    image, scan, after = encoded_page(data, tmp_path)

    assert Path(image.path).read_bytes() == data
    assert after is scan
    assert_the_same(image, scan)


def test_a_jpeg_of_plain_red_green_and_blue_keeps_its_colours(tmp_path: Path) -> None:
    data = encoded(sheet(), "JPEG", keep_rgb=True)
    frame = data.index(b"\xff\xc0")
    bare = data[:2] + data[data.index(b"\xff\xdb") :] if data[frame + 10 : frame + 19 : 3] == b"RGB" else data

    image, scan, _ = encoded_page(bare, tmp_path)

    assert Path(image.path).read_bytes() == bare
    assert image.parameters == (("ColorTransform", 0),)
    assert_the_same(image, scan)


def test_a_cmyk_jpeg_is_shown_converted_and_says_so(tmp_path: Path) -> None:
    data = encoded(sheet(mode="CMYK"), "JPEG")

    image, scan, after = encoded_page(data, tmp_path)

    assert Path(scan.original.path).read_bytes() == data
    assert (image.filter, [step.name for step in after.steps]) == ("FlateDecode", ["image_converted_to_rgb"])
    assert_the_same(image, scan)


def bilevel_strip() -> bytes:
    return strips_of(encoded(sheet(mode="1"), "TIFF", compression="group4", strip_size=1 << 30))[0][0]


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize("turned", [False, True])
def test_group_4_of_one_strip_stays_the_same_bytes(photometric: int, turned: bool, tmp_path: Path) -> None:
    strip = bilevel_strip()
    tags = {256: (3, [248]), 257: (3, [351]), 259: (3, [4]), 262: (3, [photometric]), 266: (3, [2 if turned else 1])}

    image, scan, after = encoded_page(tiff_file([(tags, [strip.translate(REVERSED) if turned else strip])]), tmp_path)

    assert Path(image.path).read_bytes() == strip
    assert after is scan
    assert_the_same(image, scan)


@pytest.mark.parametrize(
    ("mode", "told", "becomes"),
    [
        ("1", {"compression": "group4"}, "CCITTFaxDecode"),
        ("1", {"compression": "group3"}, "CCITTFaxDecode"),
        ("1", {"compression": "packbits"}, "CCITTFaxDecode"),
        ("1", {}, "CCITTFaxDecode"),
        ("L", {"compression": "tiff_lzw"}, "FlateDecode"),
        ("RGB", {"compression": "tiff_lzw"}, "FlateDecode"),
        ("RGB", {"compression": "tiff_adobe_deflate"}, "FlateDecode"),
        ("P", {"compression": "tiff_lzw"}, "FlateDecode"),
        ("RGB", {}, "FlateDecode"),
    ],
    ids=str,
)
def test_other_tiffs_are_encoded_anew_without_loss(
    mode: str, told: dict[str, object], becomes: str, tmp_path: Path
) -> None:
    image, scan, after = encoded_page(encoded(sheet(mode=mode), "TIFF", strip_size=8192, **told), tmp_path)

    assert (image.filter, [step.name for step in after.steps]) == (becomes, ["image_recoded_lossless"])
    assert_the_same(image, scan)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_tiff_of_one_jpeg_strip_with_tables_stays_that_jpeg(mode: str, tmp_path: Path) -> None:
    image, scan, after = encoded_page(
        encoded(sheet(mode=mode), "TIFF", compression="jpeg", strip_size=1 << 30), tmp_path
    )

    assert image.filter == "DCTDecode"
    assert after is scan
    assert_the_same(image, scan)


def test_a_tiff_jpeg_of_plain_red_green_and_blue_keeps_its_colours(tmp_path: Path) -> None:
    """The strip has no marker and numbers its components: only the TIFF says that they are no YCbCr."""
    jpeg = encoded(sheet(), "JPEG", keep_rgb=True)
    frame, scan_at = jpeg.index(b"\xff\xc0"), jpeg.index(b"\xff\xda")
    bare = bytearray(jpeg)
    for number in range(3):
        bare[frame + 10 + 3 * number] = bare[scan_at + 5 + 2 * number] = number + 1
    strip = bytes(bare[:2] + bare[jpeg.index(b"\xff\xdb") :])

    image, scan, _ = encoded_page(tiff_file([(tiff_tags(pixels(sheet()), _259=[7], _262=[2]), [strip])]), tmp_path)

    assert image.parameters == (("ColorTransform", 0),)
    assert_the_same(image, scan)


def test_tiles_palettes_and_inks_are_encoded_anew(tmp_path: Path) -> None:
    page = pixels(sheet(mode="CMYK"))
    cmyk = tiff_tags(page, _262=[5])

    image, scan, after = encoded_page(tiff_file([(cmyk, [page.tobytes()])]), tmp_path)

    assert [step.name for step in after.steps] == ["image_converted_to_rgb"]
    assert_the_same(image, scan)


@pytest.mark.parametrize("shape", [(351, 248), (351, 248, 3)], ids=["gray", "colour"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_16_bits_of_a_colour_are_all_kept(kind: str, order: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    deep = np.random.default_rng(1).integers(0, 65536, shape).astype(f"{order}u2")
    if kind == "TIFF":
        tags = tiff_tags(deep, _259=[8])
        tags[262] = (3, [1 if len(shape) == 2 else 2])
        data = tiff_file([(tags, [zlib.compress(deep.tobytes())])], order)
    else:
        rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
        data = png(248, 351, (16, 0 if len(shape) == 2 else 2), rows)

    image, _, _ = encoded_page(data, tmp_path)

    assert image.bits == 16
    with in_a_pdf(image) as pdf:
        stored = pdf.pages[0].Resources.XObject.I.read_bytes()
    assert np.array_equal(np.frombuffer(stored, ">u2").reshape(shape), deep)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_a_png_stays_its_own_stream(mode: str, tmp_path: Path) -> None:
    data = encoded(sheet(mode=mode), "PNG")

    image, scan, after = encoded_page(data, tmp_path)

    assert Path(image.path).read_bytes() == b"".join(content for name, content in chunks(data) if name == b"IDAT")
    assert after is scan
    assert_the_same(image, scan)


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_palettes_of_few_bits_stay_their_own_stream(bits: int, tmp_path: Path) -> None:
    data = encoded(sheet().quantize(1 << bits, dither=Pictures.Dither.NONE), "PNG", bits=bits)

    image, scan, _ = encoded_page(data, tmp_path)

    assert (image.bits, image.colour) == (bits, "Indexed")
    assert_the_same(image, scan)


def interlaced() -> bytes:
    """Adam7, whose first six passes a picture of one column has none or few of."""
    rows = [b"\0\x01", b"\0\x05", b"\0\x03", b"\0\x07", b"\0\x02", b"\0\x04", b"\0\x06", b"\0\x08"]
    whole = bytearray(png(1, 8, (8, 0), b"".join(rows)))
    whole[28] = 1
    whole[29:33] = zlib.crc32(bytes(whole[12:29])).to_bytes(4, "big")
    return bytes(whole)


@pytest.mark.parametrize(
    "data",
    [
        encoded(sheet(mode="RGBA"), "PNG"),
        encoded(sheet(mode="LA"), "PNG"),
        encoded(sheet(mode="P"), "PNG", transparency=5),
        interlaced(),
    ],
    ids=["alpha", "gray alpha", "one clear colour", "interlaced"],
)
def test_other_pngs_are_encoded_anew_as_they_are_shown(data: bytes, tmp_path: Path) -> None:
    image, scan, after = encoded_page(data, tmp_path)

    assert [step.name for step in after.steps] == ["image_recoded_lossless"]
    assert_the_same(image, scan)


@pytest.mark.parametrize("ink", ["0 g", "1 0 0 rg"])
def test_a_drawn_page_is_encoded_as_drawn(ink: str, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, f"{ink} BT /F 12 Tf 9 9 Td (Drawn) Tj ET", None, (0, 0, 99, 99))

    image, scan, after = encoded_page(saved(pdf), tmp_path)

    assert image.colour == ("DeviceGray" if ink == "0 g" else "Indexed")
    assert [step.name for step in after.steps] == ["image_recoded_lossless"]
    assert_the_same(image, scan)


def test_a_black_and_white_page_of_another_encoding_becomes_g4(tmp_path: Path) -> None:
    strip = strips_of(encoded(sheet(mode="1"), "TIFF", compression="group3", strip_size=1 << 30))[0][0]
    pdf = pikepdf.new()
    told = {"Filter": Name.CCITTFaxDecode, "DecodeParms": Dictionary(K=0, Columns=248, EndOfLine=True)}
    stream = image_stream(pdf, strip, (248, 351), ColorSpace=Name.DeviceGray, BitsPerComponent=1, **told)
    add_page(pdf, "q 595.2 0 0 841.92 0 0 cm /I Do Q", {"I": stream})

    image, scan, _ = encoded_page(saved(pdf), tmp_path)

    assert image.filter == "CCITTFaxDecode"
    assert_the_same(image, scan)


def test_turned_pages_are_stored_as_they_lie(tmp_path: Path) -> None:
    rgba = encoded(sheet(mode="RGBA"), "PNG", exif=exif(6))

    image, scan, _ = encoded_page(rgba, tmp_path)

    assert (image.width, image.height, scan.width, scan.height) == (248, 351, 351, 248)
    assert_the_same(image, scan)


def test_boxes_are_told_in_pixels_of_the_page_and_keep_inside_it(tmp_path: Path) -> None:
    scan = open_scan(only(scan_pdf(encoded(sheet(), "JPEG")), tmp_path))
    image, scan = encode(scan)
    boxes = [Box(20, 40, 60, 80), Box(-5, -5, 10_000, 10_000), Box(9000, 9000, 9001, 9001), Box(7, 7, 7, 7)]
    lines = (Line(tuple(Word("chữ", box, 0.9) for box in boxes)),)

    height, width = scan.pixels.shape[:2]
    twice = np.zeros((height * 2, width * 2), np.uint8)
    page = finish(replace(scan, pixels=twice, dpi=scan.dpi * 2), image, lines, None, blank=False)

    found = [word.box for word in page.lines[0].words]
    assert found[0] == Box(10, 20, 30, 40)
    for box in found:
        assert 0 <= box.left < box.right <= page.width
        assert 0 <= box.top < box.bottom <= page.height


def test_nothing_of_the_spool_is_written_outside_the_page_s_folder(tmp_path: Path) -> None:
    image, _, _ = encoded_page(encoded(sheet(), "TIFF"), tmp_path)

    assert Path(image.path).parent == tmp_path
    assert io.BytesIO(Path(image.path).read_bytes()).read(1)


@pytest.mark.parametrize("shades", [2, 3, 4, 5, 16, 17, 200, 256])
@pytest.mark.parametrize("coloured", [False, True])
def test_pages_of_few_colours_keep_each_pixel_and_grow_no_larger(shades: int, coloured: bool, tmp_path: Path) -> None:
    """As a scanner of few colours writes them: TIFF, LZW, palette."""
    rng = np.random.default_rng(shades)
    ink = rng.integers(0, shades, (45, 31), dtype=np.uint8)
    drawn_with = np.kron(np.where(rng.random((45, 31)) < 0.7, np.uint8(0), ink), np.ones((8, 8), np.uint8))
    drawn_with = np.ascontiguousarray(drawn_with[:351, :247])
    page = Pictures.frombytes("P", (247, 351), drawn_with.tobytes())
    ramp = np.linspace(0, 255, shades, dtype=np.uint8)
    page.putpalette(np.stack([ramp, ramp[::-1] if coloured else ramp, ramp], axis=1).tobytes())
    data = encoded(page, "TIFF", compression="tiff_lzw")
    image, scan, _ = encoded_page(data, tmp_path)
    assert_the_same(image, scan)
    assert Path(image.path).stat().st_size <= len(data)
    if coloured:
        assert (image.colour, len(image.palette)) == ("Indexed", 3 * len(np.unique(drawn_with)))


def test_a_page_of_more_colours_than_a_palette_holds_is_kept_too(tmp_path: Path) -> None:
    page = np.zeros((300, 300, 3), np.uint8)
    page[:16, :17, 0], page[:16, :17, 1] = np.arange(16)[:, None], np.arange(17)
    image, scan, _ = encoded_page(encoded(Pictures.fromarray(page), "TIFF", compression="tiff_lzw"), tmp_path)
    assert image.colour == "DeviceRGB"
    assert_the_same(image, scan)
