"""What offices do to paper, on purpose and by a seed: four levels from a fresh print to a phone's picture of it.

clean: 300 dpi, soft optics. office: 200 to 300 dpi, up to 3 degrees askew, JPEG, light shading, a red seal and a blue
signature over print. poor: up to 7 degrees askew, every third page turned by quarters, faded, blurred, noisy, the
other side shining through, a fold, punch holes, at times on a black lid. photo: a phone's picture of the sheet on a
desk (perspective, shadow, warm light), without a resolution in the file.
"""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.sheets import DPI, Pixels
from samples.ink import seal, signature
from samples.wear import light_up, wood

LEVELS = ("clean", "office", "poor", "photo")
Floats = npt.NDArray[np.float32]
Inker = Callable[[Pixels, np.random.Generator], Pixels]
PHOTO_LONG, PHOTO_SHORT = 4000, 3000


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as it comes in: a JPEG's bytes, what its header tells (None: nothing), and what was done to it.

    `turn`: degrees clockwise by which it must be turned to stand upright; `skew`: degrees counter-clockwise by which
    the upright page stands askew (0 for a photo, whose page is not flat); `corners`: of the sheet in a photo, in pixels
    from the top left one clockwise as the upright sheet has them.
    """

    jpeg: bytes
    dpi: int | None
    turn: int = 0
    skew: float = 0.0
    corners: tuple[tuple[float, float], ...] = ()


def degrade(pixels: Pixels, level: str, seed: str, back: Pixels | None = None, stamped: bool = True) -> Worn:
    """The page (RGB at 300 dpi) worn as `level` says; `back` is what stands on its other side.

    `stamped` False: the levels office and poor press no seal and signature on it (the page has its own).
    """
    draw = np.random.default_rng(list(f"{level} {seed}".encode()))
    ink = stamp if stamped else _unstamped
    if level in ("office", "poor"):
        return {"office": _office, "poor": _poor}[level](pixels, draw, back, ink)
    return {"clean": _clean, "photo": _photo}[level](pixels, draw, back)


def _unstamped(pixels: Pixels, draw: np.random.Generator) -> Pixels:
    return pixels


def _clean(pixels: Pixels, draw: np.random.Generator, back: Pixels | None) -> Worn:
    soft = cv2.GaussianBlur(pixels, (0, 0), draw.uniform(0.3, 0.5))
    return Worn(_jpeg(soft, int(draw.integers(80, 92)), DPI), DPI)


def _office(pixels: Pixels, draw: np.random.Generator, back: Pixels | None, ink: Inker) -> Worn:
    dpi = int(draw.choice((200, 240, 300)))
    inked = ink(pixels, draw)
    skew = round(float(draw.uniform(-3, 3)), 3)
    seen = lay(scaled(inked, dpi), skew, (249, 249, 248)).astype(np.float32)
    seen = cv2.GaussianBlur(seen, (0, 0), draw.uniform(0.35, 0.6) * dpi / 200)
    seen = seen * uneven(seen.shape[:2], draw, 0.08) + draw.normal(0, draw.uniform(0.5, 2), (*seen.shape[:2], 1))
    return Worn(_jpeg(seen, int(draw.integers(55, 82)), dpi), dpi, 0, skew)


def _poor(pixels: Pixels, draw: np.random.Generator, back: Pixels | None, ink: Inker) -> Worn:
    dpi = int(draw.choice((200, 240, 300)))
    inked = scaled(ink(pixels, draw), dpi).astype(np.float32)
    fade = draw.uniform(0.5, 0.85)
    inked = 255 - (255 - inked) * fade
    if back is not None:
        inked = inked * shine(scaled(back, dpi), inked.shape[:2], draw.uniform(0.05, 0.14))
    creased = crease(inked, draw)
    punched = punch(creased, dpi) if draw.random() < 0.5 else creased
    skew = round(float(draw.uniform(-7, 7)), 3)
    lid = (24, 23, 25) if draw.random() < 0.25 else (244, 243, 240)
    seen = cv2.GaussianBlur(lay(punched, skew, lid), (0, 0), draw.uniform(0.55, 0.85) * dpi / 200)
    seen = seen * uneven(seen.shape[:2], draw, 0.22)
    seen = seen + draw.normal(0, draw.uniform(4, 11), (*seen.shape[:2], 1))
    turn = int(draw.choice((90, 180, 270))) if draw.random() < 1 / 3 else 0
    turned = np.rot90(seen, turn // 90)
    return Worn(_jpeg(turned, int(draw.integers(45, 70)), dpi), dpi, turn, skew)


def _photo(pixels: Pixels, draw: np.random.Generator, back: Pixels | None) -> Worn:
    wide = pixels.shape[1] > pixels.shape[0]
    size = (PHOTO_LONG, PHOTO_SHORT) if wide else (PHOTO_SHORT, PHOTO_LONG)
    corners = quadrilateral(pixels.shape[:2], size, draw)
    height, width = pixels.shape[:2]
    edges = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(edges, corners)
    soft = cv2.GaussianBlur(pixels, (0, 0), draw.uniform(0.4, 0.8))
    page = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    under = cv2.GaussianBlur(np.roll(mask, (24, 16), (0, 1)), (0, 0), 22).astype(np.float32) / 255
    weight = mask.astype(np.float32)[..., None] / 255
    seed = int(draw.integers(1 << 30))
    mixed = page * weight + desk(size, seed) * (1 - 0.55 * under[..., None]) * (1 - weight)
    lit = light_up(mixed, seed)
    told = tuple((float(x), float(y)) for x, y in corners)
    return Worn(
        _jpeg(cv2.GaussianBlur(lit, (0, 0), draw.uniform(0.5, 0.9)), int(draw.integers(68, 85)), None),
        None,
        corners=told,
    )


def desk(size: tuple[int, int], seed: int) -> npt.NDArray[np.floating]:
    """Dark wood, light wood or a gray table top."""
    tint = ((1.0, 1.0, 1.0), (1.75, 1.9, 2.1), (0.9, 1.3, 1.9))[seed % 3]
    return np.clip(wood(size, seed) * np.array(tint, np.float32), 0, 235)


def quadrilateral(page: tuple[int, int], size: tuple[int, int], draw: np.random.Generator) -> Floats:
    """Where the sheet's corners fall in the picture: a hand's tilt, turn and nearness."""
    height, width = page
    share = draw.uniform(0.84, 0.93)
    scale = min(size[0] * share / width, size[1] * share / height)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * (width * scale / 2, height * scale / 2)
    angle = math.radians(draw.uniform(-4, 4))
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]], np.float32)
    pushed = half @ turn + draw.uniform(-0.022, 0.022, (4, 2)) * size + np.array(size) / 2
    return np.clip(pushed, 8, np.array(size) - 8).astype(np.float32)


def stamp(pixels: Pixels, draw: np.random.Generator) -> Pixels:
    """A red seal and a blue signature, multiplied onto the lower right half of the page."""
    height, width = pixels.shape[:2]
    unit = DPI / 25.4
    x, y = width * draw.uniform(0.5, 0.72), height * draw.uniform(0.55, 0.82)
    seed = int(draw.integers(1 << 30))
    worn = press(pixels, seal("ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "TỈNH PHÚ THỬ", seed), (x, y), (35 * unit, 35 * unit))
    return press(worn, signature(seed), (x + 14 * unit, y + 6 * unit), (46 * unit, 20 * unit))


def press(pixels: Pixels, paint, place: tuple[float, float], size: tuple[float, float]) -> Pixels:  # type: ignore[no-untyped-def]
    """Ink over the page at a place (left, top); what hangs over the edge is cut off."""
    width, height = round(size[0]), round(size[1])
    left, top = min(round(place[0]), pixels.shape[1] - width), min(round(place[1]), pixels.shape[0] - height)
    ink = np.asarray(paint(width, height).convert("RGBA")).astype(np.float32)
    made = pixels.copy()
    below = made[top : top + height, left : left + width].astype(np.float32)
    mixed = below * (1 - ink[..., 3:] / 255 * (1 - ink[..., :3] / 255))
    made[top : top + height, left : left + width] = mixed.astype(np.uint8)
    return made


def scaled(pixels: Pixels, dpi: int) -> Pixels:
    """From 300 dpi to another resolution."""
    if dpi == DPI:
        return pixels
    size = round(pixels.shape[1] * dpi / DPI), round(pixels.shape[0] * dpi / DPI)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def lay(pixels: npt.NDArray[np.generic], skew: float, lid: tuple[int, int, int]) -> npt.NDArray[np.generic]:
    """The sheet laid askew (counter-clockwise) under a lid, on a bed that holds all of it."""
    height, width = pixels.shape[:2]
    sine, cosine = abs(math.sin(math.radians(skew))), math.cos(math.radians(skew))
    size = math.ceil(width * cosine + height * sine), math.ceil(height * cosine + width * sine)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew, 1.0)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderValue=lid)


def uneven(shape: tuple[int, int], draw: np.random.Generator, depth: float) -> Floats:
    """Light that falls off softly, as factors."""
    light = cv2.resize(draw.random((4, 3)).astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return (1 - depth * np.clip(light, 0, 1))[..., None]


def shine(back: Pixels, shape: tuple[int, int], strength: float) -> Floats:
    """What the other side's print takes from the light, mirrored and soft, as factors."""
    mirrored = cv2.resize(np.ascontiguousarray(back[:, ::-1]), shape[::-1], interpolation=cv2.INTER_AREA)
    return 1 - strength * (1 - cv2.GaussianBlur(mirrored, (0, 0), 2.0).astype(np.float32) / 255)


def crease(pixels: Floats, draw: np.random.Generator) -> Floats:
    """A fold line across the page and at times one down it: a thin dark ridge beside a soft shadow."""
    worn = pixels
    for axis in (0, 1) if draw.random() < 0.3 else (0,):
        length = pixels.shape[axis]
        places = np.arange(length, dtype=np.float32) - length * np.float32(draw.uniform(0.3, 0.7))
        profile = 1 - draw.uniform(0.2, 0.5) * np.exp(-((places / 1.2) ** 2)) - 0.07 * np.exp(-((places / 40) ** 2))
        worn = worn * (profile[:, None, None] if axis == 0 else profile[None, :, None]).astype(np.float32)
    return worn


def punch(pixels: Floats, dpi: int) -> Floats:
    """Two filing holes at the left edge, 80 mm apart, dark as the lid behind them."""
    worn, unit = pixels.copy(), dpi / 25.4
    for offset in (-40, 40):
        centre = round(11 * unit), round(pixels.shape[0] / 2 + offset * unit)
        cv2.circle(worn, centre, round(2.8 * unit), (52, 50, 50), -1, cv2.LINE_AA)
    return worn


def _jpeg(pixels: npt.NDArray[np.generic], quality: int, dpi: int | None) -> bytes:
    held = io.BytesIO()
    told = {} if dpi is None else {"dpi": (dpi, dpi)}
    picture = Image.fromarray(np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    picture.save(held, "JPEG", quality=quality, **told)
    return held.getvalue()
