"""Pages of a TIFF are lifted with their strips as they are, whatever the file's kind; damage is told in a sentence."""

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
from digitize.intake import open_scan
from digitize.model import Original
from tests.digitize.containers import encoded, open_bytes, pixels, sheet, strips_of, tiff_file, tiff_tags

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lifted_strips(original: Original) -> list[bytes]:
    return strips_of(Path(original.path).read_bytes())[0]


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("1", {"compression": "group4"}),
        ("1", {"compression": "group4", "strip_size": 1 << 30}),
        ("1", {"compression": "group3"}),
        ("1", {"compression": "packbits"}),
        ("1", {}),
        ("L", {"compression": "tiff_lzw"}),
        ("L", {"compression": "tiff_adobe_deflate"}),
        ("RGB", {"compression": "tiff_lzw"}),
        ("RGB", {"compression": "tiff_adobe_deflate", "tiffinfo": {278: 16}}),
        ("RGB", {"compression": "tiff_deflate"}),
        ("RGB", {"compression": "jpeg"}),
        ("L", {"compression": "jpeg", "strip_size": 1 << 30}),
        ("RGB", {}),
        ("P", {"compression": "tiff_lzw"}),
        ("I;16", {"compression": "tiff_lzw"}),
        ("CMYK", {"compression": "tiff_lzw"}),
        ("RGB", {"compression": "tiff_lzw", "big_tiff": True}),
    ],
    ids=str,
)
def test_pages_of_every_encoding_are_lifted_as_they_are(mode: str, told: dict[str, object], tmp_path: Path) -> None:
    sheets = [sheet(mode="L" if mode == "I;16" else mode, seed=seed) for seed in (1, 2)]
    if mode == "I;16":
        sheets = [Image.fromarray(np.array(one).astype(np.uint16) * 257) for one in sheets]
    data = encoded(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(300, 300), **told)

    intake = open_bytes(data, tmp_path)

    assert [original.source.page for original in intake.originals] == [1, 2]
    file = Image.open(io.BytesIO(data))
    for number, original in enumerate(intake.originals):
        assert lifted_strips(original) == strips_of(data)[number]
        file.seek(number)
        if mode == "I;16":
            expected = (np.asarray(file) >> 8).astype(np.uint8)
        else:
            expected = pixels(file.convert("RGB") if mode in ("P", "CMYK") else file)
        assert np.array_equal(open_scan(original).pixels, expected)
        assert original.dpi == 300


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("rows", [351, 100, 1])
def test_both_byte_orders_and_sizes_decode_to_the_same_pixels(order: str, big: bool, rows: int, tmp_path: Path) -> None:
    page = pixels(sheet())
    strips = [page[top : top + rows].tobytes() for top in range(0, 351, rows)]
    data = tiff_file([(tiff_tags(page, _278=[rows]), strips)] * 2, order, big=big)

    intake = open_bytes(data, tmp_path)

    assert len(intake.originals) == 2
    for original in intake.originals:
        assert np.array_equal(open_scan(original).pixels, page)
        assert lifted_strips(original) == strips


def test_tiles_are_lifted_with_their_edges(tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    padded = np.zeros((384, 256), np.uint8)
    padded[:351, :248] = page
    tiles = [
        zlib.compress(padded[top : top + 128, left : left + 64].tobytes())
        for top in (0, 128, 256)
        for left in range(0, 256, 64)
    ]
    tags = tiff_tags(page, _259=[8], _322=[64], _323=[128])
    del tags[278]

    original = open_bytes(tiff_file([(tags, tiles)]), tmp_path).originals[0]

    assert np.array_equal(open_scan(original).pixels, page)
    assert lifted_strips(original) == tiles


def test_separate_planes_are_lifted(tmp_path: Path) -> None:
    page = pixels(sheet())
    planes = [zlib.compress(np.ascontiguousarray(page[:, :, one]).tobytes()) for one in range(3)]

    original = open_bytes(tiff_file([(tiff_tags(page, _259=[8], _284=[2]), planes)]), tmp_path).originals[0]

    assert np.array_equal(open_scan(original).pixels, page)


def test_reversed_bits_are_read_as_the_file_says(tmp_path: Path) -> None:
    page = sheet(mode="1")
    (strip,) = strips_of(encoded(page, "TIFF", compression="group4", strip_size=1 << 30))[0]
    tags = {256: (3, [248]), 257: (3, [351]), 259: (3, [4]), 262: (3, [1])}

    plain = open_bytes(tiff_file([(tags, [strip])]), tmp_path).originals[0]
    turned = open_bytes(tiff_file([(tags | {266: (3, [2])}, [strip.translate(REVERSED)])]), tmp_path).originals[0]

    assert np.array_equal(open_scan(plain).pixels, pixels(page))
    assert np.array_equal(open_scan(turned).pixels, pixels(page))


def test_the_same_strips_have_one_identity_however_the_file_tells_of_them(tmp_path: Path) -> None:
    page = pixels(sheet())
    strip = zlib.compress(page.tobytes())
    plain = tiff_tags(page, _259=[8])
    wordy = tiff_tags(page, _259=[32946], _266=[1], _284=[1], _317=[1], _339=[1, 1, 1], _278=[100_000], _305=[65, 0])

    identities = {
        open_bytes(tiff_file([(tags, [strip])], order, big=big), tmp_path).originals[0].identity
        for tags in (plain, wordy)
        for order in "<>"
        for big in (False, True)
    }
    other = open_bytes(tiff_file([(tiff_tags(page, _259=[8], _317=[2]), [strip])]), tmp_path).originals[0].identity

    assert len(identities) == 1
    assert other not in identities


def test_a_whole_jpeg_in_a_tiff_is_the_same_page_as_the_jpeg_file(tmp_path: Path) -> None:
    jpeg = encoded(sheet(), "JPEG", quality=85)
    tags = tiff_tags(pixels(sheet()), _259=[7], _262=[6])

    inside = open_bytes(tiff_file([(tags, [jpeg])]), tmp_path).originals[0]
    alone = open_bytes(jpeg, tmp_path).originals[0]

    assert (inside.identity, inside.media) == (alone.identity, "image/jpeg")
    assert Path(inside.path).read_bytes() == jpeg


def test_previews_and_masks_are_no_pages(tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    preview, mask = tiff_tags(page, _254=[1]), tiff_tags(page, _254=[4])
    data = tiff_file([(tags, [page.tobytes()]) for tags in (preview, tiff_tags(page, _254=[2]), mask)])

    assert len(open_bytes(data, tmp_path).originals) == 1


@pytest.mark.parametrize(("orientation", "shown"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_orientation_turns_the_page(orientation: int, shown: int, tmp_path: Path) -> None:
    page = pixels(sheet())
    original = open_bytes(tiff_file([(tiff_tags(page, _274=[orientation]), [page.tobytes()])]), tmp_path).originals[0]

    assert original.shown == shown
    assert np.array_equal(open_scan(original).pixels, np.rot90(page, -shown // 90))


@pytest.mark.parametrize(
    "tags",
    [
        {274: [2]},
        {259: [6]},
        {339: [3]},
        {258: [32]},
        {258: [12]},
        {256: [60_000], 257: [60_000]},
        {256: [0]},
        {278: [10]},
        {259: [4]},
        {259: [5]},
        {259: [8]},
        {259: [7]},
        {259: [9999]},
        {262: [77]},
    ],
    ids=str,
)
def test_what_cannot_be_shown_rightly_is_refused(tags: dict[int, list[int]], tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    data = tiff_file([(tiff_tags(page, **{f"_{tag}": values for tag, values in tags.items()}), [page.tobytes()])])

    with pytest.raises(InputError):
        for original in open_bytes(data, tmp_path).originals:
            open_scan(original)


def refused_at_once(data: bytes, folder: Path) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as refused:
        for original in open_bytes(data, folder).originals:
            open_scan(original)
    assert time.monotonic() - began < 5
    assert "001085000000" not in str(refused.value)


@pytest.mark.parametrize("compression", ["raw", "group4", "tiff_lzw", "jpeg"])
def test_a_file_cut_anywhere_is_refused(compression: str, tmp_path: Path) -> None:
    mode = "1" if compression == "group4" else "RGB"
    told = {} if compression == "raw" else {"compression": compression}
    data = encoded(sheet(mode=mode), "TIFF", save_all=True, append_images=[sheet(mode=mode, seed=2)], **told)
    for share in (0.001, 0.1, 0.5, 0.9, 0.999):
        refused_at_once(data[: int(len(data) * share)], tmp_path)


def test_pages_in_a_circle_are_refused(tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    data = bytearray(tiff_file([(tiff_tags(page), [page.tobytes()])]))
    struct.pack_into("<I", data, len(data) - 4, struct.unpack_from("<I", data, 4)[0])

    refused_at_once(bytes(data), tmp_path)


def test_a_thousand_pages_of_the_same_strips_are_refused(tmp_path: Path) -> None:
    strip = bytes(1_000_000)
    tags = {256: (4, [1000]), 257: (4, [1000]), 258: (3, [8]), 259: (3, [1]), 262: (3, [1])}
    one = tiff_file([(tags, [strip])])
    directory = one[struct.unpack_from("<I", one, 4)[0] :]
    data = bytearray(one)
    for _ in range(1000):
        struct.pack_into("<I", data, len(data) - 4, len(data))
        data += directory

    refused_at_once(bytes(data), tmp_path)


@pytest.mark.parametrize(
    "entry", [(273, 4, 0xFFFFFFFF), (279, 3, 0x40000000), (258, 3, 0x7FFFFFFF), (347, 7, 0x70000000)]
)
def test_absurd_counts_are_refused(entry: tuple[int, int, int], tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    data = bytearray(tiff_file([(tiff_tags(page, _347=[1] * 8), [page.tobytes()])]))
    start = struct.unpack_from("<I", data, 4)[0]
    (many,) = struct.unpack_from("<H", data, start)
    for at in range(start + 2, start + 2 + 12 * many, 12):
        if struct.unpack_from("<H", data, at)[0] == entry[0]:
            struct.pack_into("<HHI", data, at, *entry)

    refused_at_once(bytes(data), tmp_path)


def test_strips_beyond_the_end_are_refused(tmp_path: Path) -> None:
    page = pixels(sheet(mode="L"))
    data = tiff_file([(tiff_tags(page), [page.tobytes()])], big=True)
    broken = data.replace(struct.pack("<Q", page.size), struct.pack("<Q", 1 << 62))
    assert broken != data

    refused_at_once(broken, tmp_path)


def open_all(data: bytes, folder: Path) -> None:
    try:
        for original in open_bytes(data, folder).originals:
            open_scan(original)
    except InputError as error:
        assert str(error)


@MANY
@given(st.sampled_from([b"II*\0", b"MM\0*", b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0"]), st.binary(max_size=300))
def test_any_bytes_after_a_header_are_read_or_refused(tmp_path: Path, head: bytes, rest: bytes) -> None:
    open_all(head + rest, tmp_path)


VALID = [
    tiff_file([(tiff_tags(pixels(sheet(40, 50, mode))), [pixels(sheet(40, 50, mode)).tobytes()])], order, big=big)
    for mode in ("L", "RGB")
    for order in "<>"
    for big in (False, True)
]
VALID += [
    encoded(sheet(40, 50, mode), "TIFF", compression=compression)
    for mode, compression in (("1", "group4"), ("L", "tiff_lzw"), ("RGB", "jpeg"), ("P", "tiff_adobe_deflate"))
]


@MANY
@given(st.sampled_from(VALID), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_files_are_read_or_refused(tmp_path: Path, data: bytes, changes: list[tuple[float, int]]) -> None:
    changed = bytearray(data)
    for place, value in changes:
        # Most of what a parser trusts stands in the last bytes, where the directory is.
        changed[-1 - int(place**3 * (len(changed) - 1))] = value
    open_all(bytes(changed), tmp_path)
