"""A visible signature that is a picture: a signature by hand, an agency's seal (NĐ 30/2020/NĐ-CP, phụ lục I)."""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from digitize.hand_picture import read_picture
from digitize.model import Pixels


@dataclass(frozen=True, kw_only=True)
class PictureStyle(BaseStampStyle):
    """What pyHanko asks to draw the signature's appearance: one picture that fills its box."""

    width: int
    height: int
    colours: bytes
    opacity: bytes

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]) -> BaseStamp:
        """The appearance in one file; the parameters that pyHanko would write are not shown."""
        return _Appearance(writer, self, box)


class _Appearance(BaseStamp):
    style: PictureStyle

    def render(self) -> bytes:
        """The picture in DeviceRGB with its transparency as a soft mask, which PDF/A-2 allows (ISO 19005-2, 6.2.10)."""
        assert self.writer is not None
        mask = self.writer.add_object(_image(self.style, "/DeviceGray", self.style.opacity))
        picture = _image(self.style, "/DeviceRGB", self.style.colours)
        picture[pdf_name("/SMask")] = mask
        self.set_resource(ResourceType.XOBJECT, pdf_name("/P"), self.writer.add_object(picture))
        return b"q %g 0 0 %g 0 0 cm /P Do Q" % (self.box.width, self.box.height)


@lru_cache(maxsize=4)
def picture_style(path: str) -> PictureStyle:
    """The style of a PNG file; raises ConfigError when it is none, or has no transparent ground."""
    pixels = read_picture(path)
    height, width = pixels.shape[:2]
    return PictureStyle(
        border_width=0,
        width=width,
        height=height,
        colours=_packed(pixels[:, :, :3]),
        opacity=_packed(pixels[:, :, 3]),
    )


def _packed(pixels: Pixels) -> bytes:
    return zlib.compress(pixels.tobytes(), 9)


def _image(style: PictureStyle, colours: str, data: bytes) -> generic.StreamObject:
    """ISO 32000-1, 8.9.5."""
    entries = {
        "/Type": pdf_name("/XObject"),
        "/Subtype": pdf_name("/Image"),
        "/Width": generic.NumberObject(style.width),  # type: ignore[no-untyped-call]
        "/Height": generic.NumberObject(style.height),  # type: ignore[no-untyped-call]
        "/BitsPerComponent": generic.NumberObject(8),  # type: ignore[no-untyped-call]
        "/ColorSpace": pdf_name(colours),
        "/Filter": pdf_name("/FlateDecode"),
    }
    return generic.StreamObject({pdf_name(key): value for key, value in entries.items()}, encoded_data=data)
