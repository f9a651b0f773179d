"""Many small JPEGs of a TIFF page become one, of the same coded data and pixels; damage is never an exception."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pictures

from digitize.encode import encode
from digitize.intake import open_scan
from digitize.jpeg_strips import join
from tests.digitize.containers import encoded, only, sheet, strips_of, tiff_file, tiff_tags


def cut(page: Pictures.Image, rows: int, **told: object) -> list[bytes]:
    """Each strip a JPEG of its own."""
    edges = range(0, page.height, rows)
    return [
        encoded(page.crop((0, top, page.width, min(top + rows, page.height))), "JPEG", quality=90, **told)
        for top in edges
    ]


def decoded(data: bytes) -> np.ndarray:
    return np.asarray(Pictures.open(io.BytesIO(data)))


@pytest.mark.parametrize("size", [(248, 351), (17, 40), (64, 64)])
@pytest.mark.parametrize(("mode", "sampling"), [("L", 0), ("RGB", 0), ("RGB", 1), ("RGB", 2)])
def test_the_joined_page_is_its_strips(size: tuple[int, int], mode: str, sampling: int) -> None:
    page, told = sheet(*size, mode=mode), {} if mode == "L" else {"subsampling": sampling}
    strips = cut(page, 16, **told)
    whole = join(strips, b"", page.height, 16)
    assert whole is not None
    assert all(strip[strip.index(b"\xff\xda") + 14 : -2] in whole for strip in strips)
    shown, parts = decoded(whole), np.concatenate([decoded(strip) for strip in strips])
    # Halved colours are smoothed from row to row by who draws them, over the edges of strips too.
    steps = [row for top in range(16, page.height, 16) for row in (top - 1, top)] if sampling == 2 else []
    assert np.array_equal(np.delete(shown, steps, 0), np.delete(parts, steps, 0))


def test_what_a_tiff_library_writes_keeps_its_size_and_its_pixels(tmp_path: Path) -> None:
    data = encoded(sheet(mode="RGB"), "TIFF", compression="jpeg", strip_size=8192)
    assert len(strips_of(data)[0]) > 3
    scan = open_scan(only(data, tmp_path))
    image, after = encode(scan)
    assert (image.filter, after.steps) == ("DCTDecode", scan.steps)
    assert Path(image.path).stat().st_size <= len(data)
    assert np.array_equal(decoded(Path(image.path).read_bytes()), scan.pixels)


def test_strips_that_are_not_alike_are_encoded_anew(tmp_path: Path) -> None:
    page = sheet(mode="L")
    strips = cut(page, 16)
    odd = [encoded(page.crop((0, 0, 248, 16)), "JPEG", quality=30), *strips[1:]]
    assert join(odd, b"", 351, 16) is None
    tags = tiff_tags(np.asarray(page), _259=[7], _262=[1], _278=[16])
    image, after = encode(open_scan(only(tiff_file([(tags, odd)]), tmp_path)))
    assert (image.filter, [step.name for step in after.steps]) == ("FlateDecode", ["image_recoded_lossless"])


@pytest.mark.parametrize(
    "strips",
    [
        [],
        [b""],
        cut(sheet(64, 40, "L"), 12),
        cut(sheet(64, 48, "L"), 16)[:2],
        cut(sheet(64, 48, "L"), 16, progressive=True),
        [strip[:-2] for strip in cut(sheet(64, 48, "L"), 16)],
        cut(sheet(64, 48, "L"), 16, restart_marker_blocks=2),
    ],
    ids=["none", "empty", "cut units", "one missing", "progressive", "no end", "restarts"],
)
def test_anything_else_is_left_alone(strips: list[bytes]) -> None:
    assert join(strips, b"", 48, 16) is None


@given(st.integers(0, 2), st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_damage_is_never_an_exception(which: int, place: int, noise: bytes) -> None:
    strips = cut(sheet(64, 48, "L"), 16)
    at = place % len(strips[which])
    strips[which] = strips[which][:at] + noise + strips[which][at + len(noise) :]
    join(strips, b"", 48, 16)
