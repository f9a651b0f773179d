"""Looks for marks of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT), printed or stamped, before anything of a page is stored.

Print is found in the lines. A stamp is looked for on its own, because cleaning may take its ink off and a frame, a turn
or print below it may spoil its reading: each patch of red ink, and each small frame of dark ink, is cut out, turned
straight, freed of its frame and read alone. Source: Luật Bảo vệ bí mật nhà nước 29/2018/QH14.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Line, Page, Pixels, Scan
from digitize.piece import as_scan
from digitize.ports import Engine
from digitize.vietnam.secrecy_marks import find_mark, is_beginning, is_stamp

FINDING = Finding("secret_mark")
LOOK_DPI = 100.0
RED, DARK, FAINT, LINE = 18, 150, 170, 0.6
# A stamp's sides in millimetres, and how far its letters may stand apart.
WIDE_MM, HIGH_MM, GAP_MM = (6.0, 75.0), (2.8, 32.0), 2.5
FRAME_MM, OBLONG = ((14.0, 70.0), (5.5, 24.0)), 1.2
ROUND, MOST = 0.8, 8
# Radii of seals; how surely words in a frame are read that need no second look.
SEAL_MM, CLEAR = (11.0, 22.0), 0.8
# How much of its rectangle a frame's inside fills; less where a seal runs over frame and letters and joins them.
FULL, CROSSED = 0.75, 0.5
LETTER = 36
_ANGLE = 25.0


@dataclass(frozen=True, slots=True)
class _Patch:
    """Where a stamp may stand: middle, sides and tilt (degrees clockwise) in pixels, whether it is of red ink.

    `beside`: what is left of it beside a seal.
    """

    middle: tuple[float, float]
    width: float
    height: float
    tilt: float
    red: bool = False
    beside: bool = False


def find_secrecy(engine: Engine, straight: Scan, lines: tuple[Line, ...]) -> tuple[Finding, ...]:
    """The finding `secret_mark` when the lines or a stamp on the straightened, uncleaned scan bear a mark, else none.

    Raises ServiceError as the engine does.
    """
    patches = (patch for patch in _stamps(straight) if patch.red or not _is_read(patch, lines))
    if find_mark(lines) or any(_reads(engine, straight, patch) for patch in patches):
        return (FINDING,)
    return ()


def is_secret(page: Page) -> bool:
    """Whether a mark of secrecy is suspected on the page."""
    return any(finding.name == FINDING.name for finding in page.findings)


def _stamps(scan: Scan) -> Iterator[_Patch]:
    """What may be a stamp, in pixels of the scan."""
    small, dpi = ink.shrink(scan.pixels, scan.dpi, LOOK_DPI)
    factor, millimetre = scan.dpi / dpi, dpi / ink.INCH
    if small.ndim == 3:
        red = np.asarray(_redness(np.asarray(cv2.blur(small, (3, 3)), np.uint8)) > RED, np.uint8)
        # A stamp's frame shows as such even where a seal runs over it and both are one patch.
        bare = _without_seals(red, millimetre)
        beside = _patches(bare, millimetre)[:MOST] if bare is not red else []
        for patch in (*_patches(red, millimetre)[:MOST], *_frames(red, millimetre, CROSSED)[:MOST]):
            yield replace(_scaled(patch, factor), red=True)
        for patch in beside:
            yield replace(_scaled(patch, factor), red=True, beside=True)
    for patch in _frames(np.asarray(ink.get_gray(small) < FAINT, np.uint8), millimetre, FULL)[:MOST]:
        yield _scaled(patch, factor)


def _redness(pixels: Pixels) -> Pixels:
    """How far red stands above the other channels."""
    channels = cv2.split(pixels)
    return np.asarray(cv2.subtract(channels[0], cv2.max(channels[1], channels[2])), np.uint8)


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


def _frames(mask: Pixels, millimetre: float, full: float) -> list[_Patch]:
    """Closed frames around a word or two; `full`: how much of its rectangle the inside of one fills at least.

    Where that is all of it, there must be ink within: letters that are connected to nothing else.
    """
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return []
    found = []
    for at in np.flatnonzero(tree[0, :, 3] >= 0):
        outline = outlines[int(at)]
        # Most are the insides of letters: their bounds tell it sooner than their least rectangle.
        large = len(outline) >= 4 and math.hypot(*cv2.boundingRect(outline)[2:]) >= FRAME_MM[0][0] * millimetre
        if large and (full < FULL or _holds_ink(mask, outline)):
            one = _patch(outline)
            fills = cv2.contourArea(outline) >= full * one.width * one.height
            # a seal's inner ring is as high as wide
            if fills and one.width > OBLONG * one.height and _is_of_frame(one, millimetre):
                found.append(one)
    return sorted(found, key=lambda one: -one.width * one.height)


def _holds_ink(mask: Pixels, outline: cv2.typing.MatLike) -> bool:
    """Whether there is ink within an outline, apart from it: the letters in a frame."""
    left, top, wide, high = cv2.boundingRect(outline)
    return bool(mask[top + 2 : top + high - 2, left + 2 : left + wide - 2].any())


def _without_seals(mask: Pixels, millimetre: float) -> Pixels:
    """Red ink without round seals and what they cover, so that letters beside stand alone; itself if there are none.

    A circle is a seal as far out as half of its way round is red.
    """
    least, most, reach = (size * millimetre for size in (*SEAL_MM, SEAL_MM[1] + 2))
    wide = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)) * 255, np.uint8)
    found = cv2.HoughCircles(
        wide, cv2.HOUGH_GRADIENT, 1.5, least, param1=100, param2=50, minRadius=round(least), maxRadius=round(most)
    )
    bare = mask
    for x, y, _ in found[0] if found is not None else ():
        centre = float(x), float(y)
        around = cv2.warpPolar(wide, (round(reach), 360), centre, reach, cv2.INTER_LINEAR)
        # the middle is found to a pixel or two
        rings = np.flatnonzero((cv2.dilate(around, np.ones((1, 5), np.uint8)) > 127).mean(axis=0) > 0.5)
        if rings.size and rings[-1] > least:
            bare = bare.copy() if bare is mask else bare
            cv2.circle(bare, (round(centre[0]), round(centre[1])), int(rings[-1]), (0,), -1)
    return bare


def _is_read(patch: _Patch, lines: tuple[Line, ...]) -> bool:
    """Whether words stand in a frame that were read surely: a cell of a form, told by its line."""
    x, y = patch.middle
    inside = [
        word
        for line in lines
        for word in line.words
        if abs((word.box.left + word.box.right) / 2 - x) < patch.width / 2
        and abs((word.box.top + word.box.bottom) / 2 - y) < patch.height / 2
    ]
    return bool(inside) and all(word.confidence >= CLEAR for word in inside)


def _is_of_frame(one: _Patch, unit: float) -> bool:
    return _between(one.width, FRAME_MM[0], unit) and _between(one.height, FRAME_MM[1], unit)


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


def _scaled(patch: _Patch, factor: float) -> _Patch:
    x, y = patch.middle
    return replace(patch, middle=(x * factor, y * factor), width=patch.width * factor, height=patch.height * factor)


def _reads(engine: Engine, scan: Scan, patch: _Patch) -> bool:
    """Whether the patch, cut out and straight, is read as a mark, with its frame or without."""
    part = _cut(scan, patch)
    texts = (_text(engine, one, scan.dpi) for one in (_inside(part), _without_frame(part)))
    return any(is_stamp(text) or (patch.beside and is_beginning(text)) for text in texts)


def _text(engine: Engine, part: Pixels, dpi: float) -> str:
    rows = np.flatnonzero((part < DARK).any(axis=1))
    if not rows.size:
        return ""
    scale = LETTER / max(8, int(rows[-1]) - int(rows[0]) + 1)
    size = max(8, round(part.shape[1] * scale)), max(8, round(part.shape[0] * scale))
    sized = cv2.resize(part, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    framed = np.asarray(cv2.copyMakeBorder(sized, *(LETTER // 2,) * 4, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    read = engine.read(as_scan(framed, dpi * scale))
    return " ".join(line.text for line in read)


def _cut(scan: Scan, patch: _Patch) -> Pixels:
    """The patch's ink alone, turned straight and as dark as print."""
    rim = round(0.6 * scan.dpi / ink.INCH)
    width, height = round(patch.width) + 2 * rim, round(patch.height) + 2 * rim
    matrix = np.asarray(cv2.getRotationMatrix2D(patch.middle, patch.tilt, 1.0), np.float64)
    matrix[:, 2] += np.array([width / 2, height / 2]) - patch.middle
    part = cv2.warpAffine(scan.pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    pixels = np.asarray(part, np.uint8)
    layer = 255 - _redness(pixels) if patch.red else ink.get_gray(pixels)
    dark, light = np.percentile(layer, (2, 90))
    even = (layer.astype(np.float32) - dark) * (255 / max(float(light - dark), 1.0))
    return np.asarray(np.clip(even, 0, 255), np.uint8)


def _inside(part: Pixels) -> Pixels:
    """The patch cut off at the lines along its sides: a frame that letters touch."""
    dark = part < DARK
    high, wide = dark.shape
    rows, columns = dark.mean(axis=1) > LINE, dark.mean(axis=0) > LINE
    top, bottom = _between_lines(rows, round(0.35 * high))
    left, right = _between_lines(columns, round(0.12 * wide))
    return part[top:bottom, left:right]


def _between_lines(full: npt.NDArray[np.bool_], reach: int) -> tuple[int, int]:
    """Where the inside begins and ends: behind the last full row near the one end, before the first near the other."""
    first, last = np.flatnonzero(full[:reach]), np.flatnonzero(full[len(full) - reach :])
    begin = int(first[-1]) + 2 if first.size else 0
    return begin, len(full) - reach + int(last[0]) - 1 if last.size else len(full)


def _without_frame(part: Pixels) -> Pixels:
    """The patch without any piece of ink that runs along most of its width or height: a frame that bends."""
    mask = np.asarray(part < DARK - 30, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    high, wide = part.shape
    frame = [at for at in range(1, count) if stats[at, 2] > 0.7 * wide or stats[at, 3] > 0.85 * high]
    bare = part.copy()
    bare[cv2.dilate(np.asarray(np.isin(labels, frame), np.uint8), np.ones((5, 5), np.uint8)) > 0] = 255
    return bare
