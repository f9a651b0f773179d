"""Looks for marks of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT), printed or stamped, before anything of a page is stored.

Print is found in the lines. A stamp is looked for on its own, because cleaning may take its ink off and a frame, a turn
or print below it may spoil its reading: each patch of red ink, and each small frame of dark ink, is cut out, turned
straight, freed of its frame and read alone. Source: Luật Bảo vệ bí mật nhà nước 29/2018/QH14.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Line, Original, Pixels, Scan, Source
from digitize.ports import Engine
from digitize.vietnam.secrecy_marks import find_mark, is_stamp

FINDING = Finding("secret_mark")
LOOK_DPI = 100.0
RED, DARK = 28, 150
# A stamp's sides in millimetres, and how far its letters may stand apart.
WIDE_MM, HIGH_MM, GAP_MM = (6.0, 75.0), (2.8, 32.0), 2.5
FRAME_MM = ((14.0, 70.0), (5.5, 24.0))
ROUND, MOST = 0.8, 8
LETTER = 36
_ANGLE = 25.0


@dataclass(frozen=True, slots=True)
class _Patch:
    """Where a stamp may stand: middle, sides and tilt (degrees clockwise) in pixels of the page."""

    middle: tuple[float, float]
    width: float
    height: float
    tilt: float


def find_secrecy(engine: Engine, straight: Scan, lines: tuple[Line, ...]) -> tuple[Finding, ...]:
    """The finding `secret_mark` when the lines or a stamp on the straightened, uncleaned scan bear a mark, else none.

    Raises ServiceError as the engine does.
    """
    if find_mark(lines) or any(_reads(engine, layer, patch, straight.dpi) for layer, patch in _stamps(straight)):
        return (FINDING,)
    return ()


def _stamps(scan: Scan) -> Iterator[tuple[Pixels, _Patch]]:
    """What may be a stamp, each with the layer of ink (dark on white) that it stands in."""
    factor = max(1, round(scan.dpi / LOOK_DPI))
    millimetre = scan.dpi / factor / ink.INCH
    if scan.pixels.ndim == 3:
        red = _red(scan.pixels)
        small = cv2.erode(red, np.ones((factor, factor), np.uint8))[::factor, ::factor]
        for patch in _patches(np.asarray(small < 255 - RED, np.uint8), millimetre)[:MOST]:
            yield red, _scaled(patch, factor)
    gray = ink.get_gray(scan.pixels)
    small = cv2.erode(gray, np.ones((factor, factor), np.uint8), anchor=(0, 0))[::factor, ::factor]
    for patch in _frames(np.asarray(small < DARK, np.uint8), millimetre)[:MOST]:
        yield gray, _scaled(patch, factor)


def _red(pixels: Pixels) -> Pixels:
    """The red ink alone: dark where red stands above the other channels."""
    channels = cv2.split(pixels)
    colour = cv2.subtract(channels[0], cv2.max(channels[1], channels[2]))
    return np.asarray(cv2.bitwise_not(colour), np.uint8)


def _patches(mask: Pixels, millimetre: float) -> list[_Patch]:
    """Groups of ink of a stamp's size, the largest first; round seals are none."""
    reach = 2 * round(GAP_MM * millimetre / 2) + 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = [_patch(outline) for outline in outlines if not _is_round(outline, millimetre)]
    fits = [
        one for one in found if _between(one.width, WIDE_MM, millimetre) and _between(one.height, HIGH_MM, millimetre)
    ]
    return sorted(fits, key=lambda one: -one.width * one.height)


def _frames(mask: Pixels, millimetre: float) -> list[_Patch]:
    """Closed frames around a word or two: nothing else is connected to them."""
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline, (_, _, inner, outer) in zip(outlines, tree[0] if tree is not None else (), strict=True):
        if outer < 0 <= inner and len(outline) >= 4:
            one = _patch(outline)
            full = cv2.contourArea(outline) >= 0.75 * one.width * one.height
            if full and _between(one.width, FRAME_MM[0], millimetre) and _between(one.height, FRAME_MM[1], millimetre):
                found.append(one)
    return sorted(found, key=lambda one: -one.width * one.height)


def _between(value: float, limits: tuple[float, float], unit: float) -> bool:
    return limits[0] * unit <= value <= limits[1] * unit


def _is_round(outline: cv2.typing.MatLike, millimetre: float) -> bool:
    hull = cv2.convexHull(outline)
    _, radius = cv2.minEnclosingCircle(hull)
    return bool(radius > 10 * millimetre and cv2.contourArea(hull) > ROUND * np.pi * radius**2)


def _patch(outline: cv2.typing.MatLike) -> _Patch:
    """The least rectangle around an outline, lying down; a tilt that no hand gives to a stamp counts as none."""
    middle, (width, height), tilt = cv2.minAreaRect(outline)
    if width < height:
        width, height, tilt = height, width, tilt - 90
    tilt = (tilt + 90) % 180 - 90
    if abs(tilt) > _ANGLE:
        left, top, across, down = cv2.boundingRect(outline)
        return _Patch((left + across / 2, top + down / 2), across, down, 0.0)
    return _Patch((middle[0], middle[1]), width, height, tilt)


def _scaled(patch: _Patch, factor: int) -> _Patch:
    x, y = patch.middle
    return _Patch((x * factor, y * factor), patch.width * factor, patch.height * factor, patch.tilt)


def _reads(engine: Engine, layer: Pixels, patch: _Patch, dpi: float) -> bool:
    """Whether the patch, cut out and straight, is read as a mark, with its frame or without."""
    part = _cut(layer, patch, dpi)
    bare = _without_frame(part)
    return any(is_stamp(_text(engine, one, dpi)) for one in (bare, *((part,) if bare is not part else ())))


def _text(engine: Engine, part: Pixels, dpi: float) -> str:
    rows = np.flatnonzero((part < DARK).any(axis=1))
    if not rows.size:
        return ""
    scale = LETTER / max(8, int(rows[-1]) - int(rows[0]) + 1)
    size = max(8, round(part.shape[1] * scale)), max(8, round(part.shape[0] * scale))
    sized = cv2.resize(part, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    framed = np.asarray(cv2.copyMakeBorder(sized, *(LETTER // 2,) * 4, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    framed.flags.writeable = False
    height, width = framed.shape
    original = Original(Source("", 1), "", "image/png", "", width, height, dpi * scale)
    read = engine.read(Scan(original, framed, dpi * scale, width, height))
    return " ".join(line.text for line in read)


def _cut(layer: Pixels, patch: _Patch, dpi: float) -> Pixels:
    """The patch turned straight, with its ink as dark as print."""
    rim = round(0.6 * dpi / ink.INCH)
    width, height = round(patch.width) + 2 * rim, round(patch.height) + 2 * rim
    matrix = np.asarray(cv2.getRotationMatrix2D(patch.middle, patch.tilt, 1.0), np.float64)
    matrix[:, 2] += np.array([width / 2, height / 2]) - patch.middle
    part = cv2.warpAffine(layer, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    dark, light = np.percentile(part, (2, 90))
    even = (part.astype(np.float32) - dark) * (255 / max(float(light - dark), 1.0))
    return np.asarray(np.clip(even, 0, 255), np.uint8)


def _without_frame(part: Pixels) -> Pixels:
    """The patch without what runs along most of its width or height; itself when there is nothing such."""
    mask: npt.NDArray[np.uint8] = np.asarray(part < DARK + 40, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    high, wide = part.shape
    frame = [at for at in range(1, count) if stats[at, 2] > 0.7 * wide or stats[at, 3] > 0.85 * high]
    if not frame:
        return part
    away = np.asarray(np.isin(labels, frame), np.uint8)
    bare = part.copy()
    bare[cv2.dilate(away, np.ones((3, 3), np.uint8)) > 0] = 255
    return bare
