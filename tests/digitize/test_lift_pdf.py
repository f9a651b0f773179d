"""Scanned pages in a PDF: their streams lifted as they lie, their pixels as a viewer shows them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from digitize.intake import open_scan
from tests.digitize.containers import (
    FULL,
    Bytes,
    add_page,
    deflated,
    encoded,
    image_pdf,
    image_stream,
    jpeg_stream,
    only,
    open_bytes,
    pixels,
    saved,
    scan_pdf,
    sheet,
    shown_by_a_viewer,
    strips_of,
)

JPEG = encoded(sheet(), "JPEG", quality=90)


def test_a_jpeg_has_one_identity_alone_and_in_a_pdf(tmp_path: Path) -> None:
    alone, inside = only(JPEG, tmp_path), only(scan_pdf(JPEG), tmp_path)

    assert Path(inside.path).read_bytes() == JPEG
    assert (inside.identity, inside.media) == (alone.identity, "image/jpeg")
    assert open_bytes(JPEG, tmp_path).identity == open_bytes(scan_pdf(JPEG), tmp_path).identity
    assert np.array_equal(open_scan(inside).pixels, pixels(Image.open(io.BytesIO(JPEG))))


def test_a_jpeg_deflated_once_more_is_still_that_jpeg(tmp_path: Path) -> None:
    told = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    twice = image_pdf(deflated(JPEG), Filter=Array([Name.FlateDecode, Name.DCTDecode]), **told)

    assert only(twice, tmp_path).identity == only(JPEG, tmp_path).identity


def test_a_jpeg_is_lifted_out_of_an_encrypted_file_that_opens_without_a_password(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan_pdf(JPEG))) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="chủ", user="", R=6))

    assert Path(only(locked, tmp_path).path).read_bytes() == JPEG


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_images_on_turned_pages_stand_as_a_viewer_shows_them(turn: int, rotate: int, tmp_path: Path) -> None:
    wide, high = (200, 100) if turn in (0, 180) else (100, 200)
    box = (10, 20, 10 + wide, 20 + high)
    matrix = {
        0: "200 0 0 100 10 20",
        90: "0 -200 100 0 10 220",
        180: "-200 0 0 -100 210 120",
        270: "0 200 -100 0 110 20",
    }[turn]
    pdf = pikepdf.new()
    page = encoded(sheet(400, 200), "JPEG", quality=95, subsampling=0)
    add_page(pdf, f"q {matrix} cm /I Do Q", {"I": jpeg_stream(pdf, page)}, box, Rotate=rotate)
    data = saved(pdf)

    original = only(data, tmp_path)
    scan = open_scan(original)

    assert original.media == "image/jpeg"
    assert original.shown == (turn + rotate) % 360
    assert original.dpi == 144
    seen = shown_by_a_viewer(data, (scan.width, scan.height))
    assert np.abs(scan.pixels.astype(int) - seen).mean() < 3


def test_a_mirrored_image_is_shown_mirrored(tmp_path: Path) -> None:
    data = image_pdf(JPEG, "q -595.2 0 0 841.92 595.2 0 cm /I Do Q", Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB)

    scan = open_scan(only(data, tmp_path))

    assert scan.original.media == "application/pdf"
    assert np.abs(scan.pixels.astype(int) - shown_by_a_viewer(data, (scan.width, scan.height))).mean() < 3


def group4(page: Image.Image) -> bytes:
    """One strip of G4, ink as ones."""
    return strips_of(encoded(page, "TIFF", compression="group4", strip_size=1 << 30))[0][0]


@pytest.mark.parametrize("black_is_one", [False, True])
@pytest.mark.parametrize("decode", [[], [0, 1], [1, 0]])
def test_fax_pages_are_lifted_as_they_are(black_is_one: bool, decode: list[int], tmp_path: Path) -> None:
    strip = group4(sheet(mode="1"))
    told = {"Decode": Array(decode)} if decode else {}
    parameters = Dictionary(K=-1, Columns=248, Rows=351, BlackIs1=black_is_one)
    data = image_pdf(
        strip,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=parameters,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        **told,
    )

    original = only(data, tmp_path)

    assert original.media == "image/tiff"
    assert strips_of(Path(original.path).read_bytes()) == [[strip]]
    ink = pixels(sheet(mode="1")) ^ 255
    assert np.array_equal(open_scan(original).pixels, ink ^ 255 if black_is_one != (decode == [1, 0]) else ink)


def test_a_fax_page_has_one_identity_in_a_tiff_and_in_a_pdf(tmp_path: Path) -> None:
    tiff = encoded(sheet(mode="1"), "TIFF", compression="group4", strip_size=1 << 30)
    (strip,) = strips_of(tiff)[0]
    parameters = Dictionary(K=-1, Columns=248, BlackIs1=True)
    pdf = image_pdf(
        strip, Filter=Name.CCITTFaxDecode, DecodeParms=parameters, ColorSpace=Name.DeviceGray, BitsPerComponent=1
    )

    assert only(pdf, tmp_path).identity == only(tiff, tmp_path).identity


def test_a_png_has_one_identity_alone_and_in_a_pdf(tmp_path: Path) -> None:
    png = encoded(sheet(), "PNG", dpi=(300, 300))
    parts = [
        png[at + 4 : at + 4 + int.from_bytes(png[at - 4 : at], "big")]
        for at in range(len(png))
        if png[at : at + 4] == b"IDAT"
    ]
    parameters = Dictionary(Predictor=15, Columns=248, Colors=3)
    pdf = image_pdf(
        b"".join(parts), Filter=Name.FlateDecode, DecodeParms=parameters, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )

    assert only(pdf, tmp_path).identity == only(png, tmp_path).identity
    assert np.array_equal(open_scan(only(pdf, tmp_path)).pixels, pixels(sheet()))


def icc(pdf: pikepdf.Pdf, colours: int) -> Array:
    return Array([Name.ICCBased, Stream(pdf, b"no profile", N=colours)])


RAW = pixels(sheet()).tobytes()
GRAY = pixels(sheet(mode="L"))
CHROMA = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
PALETTE = sheet().quantize(16, dither=Image.Dither.NONE)
INDICES = np.array(PALETTE)


def indexed(bits: int) -> dict[str, Any]:
    colours = bytes(PALETTE.getpalette() or b"")[:48]
    return {"ColorSpace": Array([Name.Indexed, Name.DeviceRGB, 15, String(colours)]), "BitsPerComponent": bits}


PLAIN: dict[str, tuple[Callable[[], bytes], str, Bytes]] = {
    "flate": (lambda: image_pdf(deflated(RAW), Filter=Name.FlateDecode, **CHROMA), "image/tiff", pixels(sheet())),
    "flate gray": (
        lambda: image_pdf(
            deflated(GRAY.tobytes()), Filter=Name.FlateDecode, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        ),
        "image/tiff",
        GRAY,
    ),
    "flate bilevel": (
        lambda: image_pdf(
            deflated(np.packbits(pixels(sheet(mode="1")) > 0, axis=1).tobytes()),
            Filter=Name.FlateDecode,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
        ),
        "image/tiff",
        pixels(sheet(mode="1")),
    ),
    "unpacked": (lambda: image_pdf(RAW, **CHROMA), "application/pdf", pixels(sheet())),
    "palette": (
        lambda: image_pdf(deflated(INDICES.tobytes()), Filter=Name.FlateDecode, **indexed(8)),
        "application/pdf",
        pixels(PALETTE.convert("RGB")),
    ),
    "palette of 4 bits": (
        lambda: image_pdf(
            deflated(((INDICES[:, 0::2] << 4) | INDICES[:, 1::2]).tobytes()), Filter=Name.FlateDecode, **indexed(4)
        ),
        "application/pdf",
        pixels(PALETTE.convert("RGB")),
    ),
    "jpeg 2000": (
        lambda: image_pdf(encoded(sheet(), "JPEG2000", irreversible=False), Filter=Name.JPXDecode),
        "application/pdf",
        pixels(sheet()),
    ),
    "fax group 3": (
        lambda: image_pdf(
            strips_of(encoded(sheet(mode="1"), "TIFF", compression="group3", strip_size=1 << 30))[0][0],
            Filter=Name.CCITTFaxDecode,
            DecodeParms=Dictionary(K=0, Columns=248, Rows=351, BlackIs1=True, EndOfLine=True),
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
        ),
        "application/pdf",
        pixels(sheet(mode="1")),
    ),
    "negative jpeg": (
        lambda: image_pdf(
            encoded(sheet(mode="L"), "JPEG"),
            Filter=Name.DCTDecode,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Decode=Array([1, 0]),
        ),
        "application/pdf",
        255 - pixels(Image.open(io.BytesIO(encoded(sheet(mode="L"), "JPEG")))),
    ),
}


@pytest.mark.parametrize("kind", PLAIN)
def test_an_image_of_any_encoding_decodes_to_its_very_pixels(kind: str, tmp_path: Path) -> None:
    make, media, expected = PLAIN[kind]

    original = only(make(), tmp_path)

    assert original.media == media
    assert not any(finding.name == "rendered_from_pdf" for finding in original.findings)
    assert np.array_equal(open_scan(original).pixels, expected)


@pytest.mark.parametrize(("colours", "mode"), [(1, "L"), (3, "RGB")])
def test_icc_based_colours_are_lifted(colours: int, mode: str, tmp_path: Path) -> None:
    page, pdf = sheet(mode=mode), pikepdf.new()
    told = {"Filter": Name.FlateDecode, "ColorSpace": icc(pdf, colours), "BitsPerComponent": 8}
    add_page(pdf, FULL, {"I": image_stream(pdf, deflated(page.tobytes()), (248, 351), **told)})

    assert np.array_equal(open_scan(only(saved(pdf), tmp_path)).pixels, pixels(page))


def test_the_same_image_has_one_identity_under_any_page(tmp_path: Path) -> None:
    jpx = encoded(sheet(), "JPEG2000", irreversible=False)
    pages = [image_pdf(jpx, content, Filter=Name.JPXDecode) for content in (FULL, f"{FULL} BT 3 Tr /F 1 Tf (x) Tj ET")]

    assert len({only(page, tmp_path).identity for page in pages}) == 1


def test_a_cmyk_jpeg_is_kept_as_it_is(tmp_path: Path) -> None:
    jpeg = encoded(sheet(mode="CMYK"), "JPEG", quality=95)
    told = {"Filter": Name.DCTDecode, "ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8}
    adobe, plain = image_pdf(jpeg, Decode=Array([1, 0] * 4), **told), image_pdf(jpeg, **told)

    as_adobe, as_told = only(adobe, tmp_path), only(plain, tmp_path)

    assert Path(as_adobe.path).read_bytes() == jpeg
    assert as_told.media == "application/pdf"
    for original, data in ((as_adobe, adobe), (as_told, plain)):
        assert [step.name for step in original.steps] == ["image_converted_to_rgb"]
        scan = open_scan(original)
        assert np.abs(scan.pixels.astype(int) - shown_by_a_viewer(data, (248, 351))).mean() < 40
