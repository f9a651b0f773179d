"""Group 4 fax: black and white pages encoded as one strip, and whether an encoded strip is whole.

Source: ITU-T T.6; 2.4.1.1 there for the end-of-facsimile-block (EOFB, twice 000000000001).
"""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image as Pictures

from digitize import tiff

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_EOFB, _EOFB_BITS, _TAIL = 0x001001, 24, 8


def encode_group4(ink: npt.NDArray[np.bool_]) -> bytes:
    """A page as one strip of G4; `ink` (height x width) tells which pixels T.6 calls black."""
    out = io.BytesIO()
    height, width = ink.shape
    page = Pictures.frombytes("1", (width, height), np.packbits(ink, axis=1).tobytes())
    # White is one here, and T.6 codes ones as ink: so saved as a negative, which Pillow is much quicker at.
    page.save(out, "TIFF", compression="group4", strip_size=1 << 30)
    found = next(tiff.pages(out))
    data = tiff.read_strip(out, found)
    return data.translate(REVERSED) if found.number(tiff.FILL_ORDER, 1) == 2 else data


def is_whole(strip: bytes, ink: npt.NDArray[np.bool_]) -> bool:
    """Whether a strip that decodes to these pixels goes to its end: a decoder shows one that is cut as white below.

    It ends as T.6 says; or, from writers that leave that out, encoding its pixels gives the same bits again.
    """
    if _payload_bits(strip) is not None:
        return True
    again = encode_group4(ink)
    bits = _payload_bits(again) or 0
    return len(strip) * 8 >= bits and strip[: bits // 8] == again[: bits // 8]


def _payload_bits(strip: bytes) -> int | None:
    """How many bits stand before the EOFB; None when there is none."""
    data = strip.rstrip(b"\0")[-_TAIL:]
    tail = int.from_bytes(data, "big")
    zeros = (tail & -tail).bit_length() - 1 if tail else 0
    if not tail or tail >> zeros & ((1 << _EOFB_BITS) - 1) != _EOFB:
        return None
    return len(strip.rstrip(b"\0")) * 8 - zeros - _EOFB_BITS
