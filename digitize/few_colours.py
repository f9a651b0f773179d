"""Pages of few colours (palette TIFF, GIF-like drawings): each pixel as its place in a palette, in as few bits as do.

Source: ISO 32000-1, 8.6.6.3 (Indexed), 7.4.4.4 (PNG predictors: a byte in front of each row, 0 for none).
"""

import zlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitize.model import Pixels

_MOST = 256
_STRIDE = 97  # pixels from one to the next that are looked at first


class Indexed(NamedTuple):
    """The deflated rows, bits of a pixel, and the palette (RGB)."""

    data: bytes
    bits: int
    palette: bytes


def index(pixels: Pixels) -> Indexed | None:
    """The page by its palette; None where it has more than 256 colours, or is gray in more than 16 shades."""
    keys = _keys(pixels)
    most = 16 if pixels.ndim == 2 else _MOST
    if len(np.unique(keys.ravel()[::_STRIDE])) > most:
        return None
    used = np.zeros(1 << 24, dtype=bool)
    used[keys] = True
    colours = np.flatnonzero(used)
    if len(colours) > most:
        return None
    places = np.zeros(1 << 24, dtype=np.uint8)
    places[colours] = np.arange(len(colours))
    bits = next(bits for bits in (1, 2, 4, 8) if len(colours) <= 1 << bits)
    rows = _packed(places[keys], bits)
    data = zlib.compress(np.pad(rows, ((0, 0), (1, 0))).tobytes(), 9)
    return Indexed(data, bits, b"".join(int(colour).to_bytes(3, "big") for colour in colours))


def _keys(pixels: Pixels) -> npt.NDArray[np.int32]:
    """Each pixel's colour as one number, 0xRRGGBB."""
    channels = [pixels] * 3 if pixels.ndim == 2 else [pixels[:, :, channel] for channel in range(3)]
    red, green, blue = (channel.astype(np.int32) for channel in channels)
    return np.asarray(red << 16 | green << 8 | blue, dtype=np.int32)


def _packed(places: Pixels, bits: int) -> Pixels:
    """Rows of so many bits a pixel, the first pixel in the highest bits."""
    if bits == 8:
        return places
    each = 8 // bits
    wide = np.pad(places, ((0, 0), (0, -places.shape[1] % each)))
    shifts = np.arange(8 - bits, -1, -bits, dtype=np.uint8)
    parts = wide.reshape(len(wide), -1, each) << shifts
    return np.asarray(np.bitwise_or.reduce(parts, axis=2), dtype=np.uint8)
