"""Group 4: what is encoded decodes to the same pixels, and a strip that is cut is told from one that is whole."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from digitize.errors import InputError
from digitize.fax import REVERSED, encode_group4, is_whole
from digitize.intake import open_scan
from tests.digitize.containers import encoded, only, pixels, sheet, strips_of, tiff_file

INK = pixels(sheet(mode="1")) == 0
STRIP = encode_group4(INK)


def in_a_tiff(strip: bytes, height: int, width: int, **more: int) -> bytes:
    tags = {256: width, 257: height, 259: 4, 262: 0} | {int(tag[1:]): value for tag, value in more.items()}
    return tiff_file([({tag: (4, [value]) for tag, value in tags.items()}, [strip])])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 1000), st.sampled_from([0.0, 0.03, 0.5, 1.0]))
def test_any_page_decodes_to_the_same_pixels(width: int, height: int, seed: int, share: float) -> None:
    ink = np.random.default_rng(seed).random((height, width)) < share

    strip = encode_group4(ink)

    page = Image.open(io.BytesIO(in_a_tiff(strip, height, width)))
    assert np.array_equal(np.array(page.convert("L")) == 0, ink)
    assert is_whole(strip, ink)


def without_end(strip: bytes) -> bytes:
    """As writers do that leave out the end-of-facsimile-block."""
    bits = "".join(f"{byte:08b}" for byte in strip).rstrip("0")
    assert bits.endswith("000000000001000000000001")
    bits = bits[:-24]
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def test_a_strip_without_its_end_mark_is_whole(tmp_path: Path) -> None:
    bare = without_end(STRIP)

    assert is_whole(bare, INK)
    assert is_whole(STRIP + bytes(9), INK)
    assert np.array_equal(open_scan(only(in_a_tiff(bare, *INK.shape), tmp_path)).pixels == 0, INK)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_strip_is_refused(share: float, tmp_path: Path) -> None:
    cut = STRIP[: int(len(STRIP) * share)]

    for data in (in_a_tiff(cut, *INK.shape), in_a_tiff(cut.translate(REVERSED), *INK.shape, _266=2)):
        with pytest.raises(InputError, match="cut off"):
            open_scan(only(data, tmp_path))


def test_a_cut_strip_among_many_is_refused(tmp_path: Path) -> None:
    strips = strips_of(encoded(sheet(mode="1"), "TIFF", compression="group4", tiffinfo={278: 100, 262: 0}))[0]
    tags = {256: (4, [248]), 257: (4, [351]), 259: (4, [4]), 262: (4, [0]), 278: (4, [100])}

    assert np.array_equal(open_scan(only(tiff_file([(tags, strips)]), tmp_path)).pixels == 0, INK)
    for number in range(len(strips)):
        cut = [strip[: len(strip) // 2] if at == number else strip for at, strip in enumerate(strips)]
        with pytest.raises(InputError, match="cut off"):
            open_scan(only(tiff_file([(tags, cut)]), tmp_path))
