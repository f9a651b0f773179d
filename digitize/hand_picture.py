"""Pictures for visible signatures: transparent PNG, blue for a person's hand, red for an agency's seal, in true size.

Source: NĐ 30/2020/NĐ-CP, phụ lục I, phần II (hình thức chữ ký số): màu xanh, màu đỏ, định dạng .png nền trong suốt.
"""

from typing import Literal

import numpy as np
from PIL import Image as Pictures

from digitize.errors import ConfigError
from digitize.model import Pixels

Role = Literal["officer", "agency"]
_MOST = 4000  # pixels to a side; a seal of 40 mm at 600 dpi has 945
_USUAL_DPI = 300.0
_LEAST_TRANSPARENT, _MARGIN = 0.1, 20.0


def read_picture(path: str) -> Pixels:
    """The picture's pixels, RGBA; raises ConfigError when it is no PNG, too large, or has no transparent ground."""
    pixels, _ = _open(path)
    return pixels


def measure_picture(path: str, role: Role) -> tuple[float, float]:
    """Its width and height in millimetres, by the resolution in the file (300 dpi where it tells none).

    Raises ConfigError as `read_picture` does, and when a signature is not blue or a seal not red.
    """
    pixels, dpi = _open(path)
    red, _, blue = (float(each) for each in pixels[pixels[:, :, 3] > 127][:, :3].mean(axis=0))
    if role == "officer" and blue < red + _MARGIN:
        raise ConfigError("ảnh chữ ký phải màu xanh / the picture of a signature must be blue (NĐ 30/2020, phụ lục I)")
    if role == "agency" and red < blue + _MARGIN:
        raise ConfigError("ảnh con dấu phải màu đỏ / the picture of a seal must be red (NĐ 30/2020, phụ lục I)")
    return pixels.shape[1] / dpi * 25.4, pixels.shape[0] / dpi * 25.4


def _open(path: str) -> tuple[Pixels, float]:
    try:
        with Pictures.open(path, formats=("PNG",)) as opened:
            if max(opened.size) > _MOST:
                raise ConfigError("ảnh chữ ký quá lớn / the picture of the signature has more than 4000 pixels a side")
            dpi = float(opened.info.get("dpi", (_USUAL_DPI,))[0]) or _USUAL_DPI
            pixels = np.asarray(opened.convert("RGBA"), np.uint8)
    except (OSError, SyntaxError, ValueError) as error:
        raise ConfigError("không đọc được ảnh chữ ký / the picture of the signature is no readable PNG file") from error
    shown = (pixels[:, :, 3] > 127).mean()
    if not 0 < shown < 1 - _LEAST_TRANSPARENT:
        raise ConfigError("ảnh chữ ký phải có nền trong suốt / the picture must have a transparent ground (PNG)")
    return pixels, dpi
