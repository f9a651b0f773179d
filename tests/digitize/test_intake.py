"""A file at the door: opened whatever its name says, its pages upright as their container shows them, or refused."""

import io
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from digitize.errors import InputError
from digitize.intake import digest, identify, open_input, open_scan
from tests.digitize.containers import encoded, only, open_bytes, pixels, scan_pdf, sheet, text_pdf

JPEG = encoded(sheet(), "JPEG", quality=90, dpi=(300, 300))
PNG = encoded(sheet(), "PNG", dpi=(300, 300))


def exif(orientation: int) -> bytes:
    told = Image.Exif()
    told[0x0112] = orientation
    return told.tobytes()


def png(width: int, height: int, kind: tuple[int, int], raw: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG by its header; `kind`: bits, colour type."""
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, *kind, 0, 0, 0))
    parts = (header, *more, (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    whole = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def test_a_jpeg_file_is_its_page_s_own_stream(tmp_path: Path) -> None:
    intake = open_bytes(JPEG, tmp_path)
    (original,) = intake.originals

    assert (original.path, original.media, intake.form) == (intake.copy, "image/jpeg", "scan")
    assert original.identity == intake.sha256 == digest(tmp_path / "input")
    assert intake.identity == identify(intake.originals)
    assert (original.width, original.height, original.dpi, original.shown) == (248, 351, 300, 0)


@pytest.mark.parametrize("told", [{"progressive": True}, {"subsampling": 2}, {"optimize": True}, {"quality": 1}])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpegs_of_all_kinds_are_decoded(mode: str, told: dict[str, object], tmp_path: Path) -> None:
    data = encoded(sheet(mode=mode), "JPEG", **told)

    scan = open_scan(only(data, tmp_path))

    assert np.array_equal(scan.pixels, pixels(Image.open(io.BytesIO(data))))
    assert not scan.pixels.flags.writeable


@pytest.mark.parametrize(("orientation", "shown"), [(1, 0), (3, 180), (6, 90), (8, 270)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_phone_s_pictures_stand_upright(kind: str, orientation: int, shown: int, tmp_path: Path) -> None:
    data = encoded(sheet(), kind, exif=exif(orientation))
    stored = pixels(Image.open(io.BytesIO(data)))

    original = only(data, tmp_path)
    scan = open_scan(original)

    assert (original.shown, scan.turn) == (shown, shown)
    assert (original.width, original.height) == (248, 351)
    assert (scan.width, scan.height) == ((248, 351) if shown % 180 == 0 else (351, 248))
    assert np.array_equal(scan.pixels, np.rot90(stored, -shown // 90))


def test_a_mirrored_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mirrored"):
        open_bytes(encoded(sheet(), "JPEG", exif=exif(2)), tmp_path)


def test_damaged_exif_costs_no_page(tmp_path: Path) -> None:
    data = encoded(sheet(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)

    assert only(data, tmp_path).shown == 0


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_pngs_are_decoded_to_the_same_pixels(mode: str, tmp_path: Path) -> None:
    page = sheet(mode=mode)

    scan = open_scan(only(encoded(page, "PNG"), tmp_path))

    assert np.array_equal(scan.pixels, pixels(page.convert("RGB") if mode == "P" else page))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_pngs_of_few_bits_are_decoded(bits: int, tmp_path: Path) -> None:
    levels = np.random.default_rng(1).integers(0, 1 << bits, (32, 32), dtype=np.uint8)
    spread = np.unpackbits(levels[:, :, None], axis=2)[:, :, 8 - bits :].reshape(32, -1)
    rows = b"".join(b"\0" + np.packbits(row).tobytes() for row in spread)

    scan = open_scan(only(png(32, 32, (bits, 0), rows), tmp_path))

    assert np.array_equal(scan.pixels, levels * (255 // ((1 << bits) - 1)))


def test_see_through_pixels_are_paper(tmp_path: Path) -> None:
    page = sheet(mode="RGBA")
    page.putalpha(0)
    ghost = png(1, 1, (8, 2), b"\0\x05\x06\x07", (b"tRNS", bytes([0, 5, 0, 6, 0, 7])))

    assert (open_scan(only(encoded(page, "PNG"), tmp_path)).pixels == 255).all()
    assert (open_scan(only(ghost, tmp_path)).pixels == 255).all()
    assert (open_scan(only(encoded(sheet(mode="LA"), "PNG"), tmp_path)).pixels[:9, :9] < 40).all()


def test_deep_pngs_are_read_by_their_upper_bits(tmp_path: Path) -> None:
    deep = np.random.default_rng(1).integers(0, 65536, (40, 30)).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in deep)

    assert np.array_equal(open_scan(only(png(30, 40, (16, 0), rows), tmp_path)).pixels, deep >> 8)


def test_a_png_is_known_by_its_picture_not_by_its_notes(tmp_path: Path) -> None:
    rows = b"\0\x05" * 30
    plain, noted = png(1, 30, (8, 0), rows), png(1, 30, (8, 0), rows, (b"tEXt", b"Author\0Ai"))

    assert only(plain, tmp_path).identity == only(noted, tmp_path).identity
    assert only(plain, tmp_path).identity != only(png(1, 30, (8, 0), b"\0\x06" * 30), tmp_path).identity


def test_a_file_is_known_by_its_bytes_not_by_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "input"
    copy.write_bytes(JPEG)

    assert open_input(Path("page.pdf"), copy).originals[0].media == "image/jpeg"
    copy.write_bytes(encoded(sheet(), "JPEG", comment=b"%PDF-1.7 was here"))
    assert open_input(Path("page.tif"), copy).originals[0].media == "image/jpeg"
    copy.write_bytes(b"\n\n" + text_pdf("Some programs write a line before"))
    assert open_input(Path("page.jpg"), copy).form == "digital"


def test_split_and_joined_the_pages_are_the_same(tmp_path: Path) -> None:
    other = encoded(sheet(seed=2), "JPEG")
    joined = open_bytes(scan_pdf(JPEG, other), tmp_path)

    assert [original.identity for original in joined.originals] == [
        only(one, tmp_path).identity for one in (JPEG, other)
    ]
    assert joined.identity != open_bytes(scan_pdf(other, JPEG), tmp_path).identity


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Kinh gui Uy ban nhan dan",
        b"GIF89a" + bytes(100),
        b"PK\x03\x04" + bytes(100),
        bytes(5000),
        b"\xff\xd8\xff",
        JPEG[:20],
        PNG[:20],
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-",
        b"II*\0",
        png(0, 10, (8, 0), b""),
        png(60_000, 60_000, (1, 0), b""),
        png(9, 9, (8, 7), bytes(99)),
        JPEG.replace(struct.pack(">HH", 351, 248), struct.pack(">HH", 65_000, 65_000)),
        encoded(sheet(), "JPEG", progressive=True) .replace(b"\xff\xda", b"\xff\xda" * 1000),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused_at_once(data: bytes, tmp_path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(InputError) as refused:
        open_bytes(data, tmp_path)

    assert time.monotonic() - began < 5
    assert "001085000000" not in str(refused.value)
    assert " " in str(refused.value)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "progressive", "PNG"])
def test_a_cut_picture_is_refused_when_it_is_opened(kind: str, share: float, tmp_path: Path) -> None:
    data = {"JPEG": JPEG, "PNG": PNG, "progressive": encoded(sheet(), "JPEG", progressive=True)}[kind]

    with pytest.raises(InputError, match="cut off"):
        open_scan(only(data[: int(len(data) * share)], tmp_path))


def opened_whole(data: bytes, folder: Path) -> None:
    try:
        for original in open_bytes(data, folder).originals:
            open_scan(original)
    except InputError as refused:
        assert str(refused)
        assert "001085000000" not in str(refused)


SMALL = [
    encoded(sheet(40, 50, mode), kind, **told)
    for mode, kind, told in (
        ("RGB", "JPEG", {}),
        ("L", "JPEG", {"progressive": True}),
        ("CMYK", "JPEG", {}),
        ("RGB", "JPEG", {"exif": exif(6)}),
        ("RGB", "PNG", {}),
        ("P", "PNG", {"transparency": 3}),
        ("1", "PNG", {}),
        ("LA", "PNG", {}),
    )
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SMALL), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_pictures_are_read_or_refused(tmp_path: Path, data: bytes, changes: list[tuple[float, int]]) -> None:
    changed = bytearray(data)
    for place, value in changes:
        # Most of what a reader trusts stands in the first bytes.
        changed[int(place**3 * (len(changed) - 1))] = value
    opened_whole(bytes(changed), tmp_path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b""]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, head: bytes, rest: bytes) -> None:
    opened_whole(head + rest, tmp_path)
