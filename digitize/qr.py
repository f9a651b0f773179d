"""QR codes that we print (ISO/IEC 18004), as runs of black modules."""

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import numpy as np
import zxingcpp

from digitize.model import Pixels

QUIET = 4  # modules that stay bare around a code


def pattern(text: str, level: Literal["M", "H"] = "H") -> Pixels:
    """The code of a text, one pixel a module, 0 is black; a third of it may be spoilt (level H), or a seventh (M)."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False), np.uint8)


def runs(pattern: Pixels) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each run of black modules."""
    for row, values in enumerate(pattern):
        for light, run in groupby(enumerate(values), key=lambda pair: bool(pair[1])):
            columns = [column for column, _ in run]
            if not light:
                yield row, columns[0], len(columns)
