"""Finds the four corners of a sheet of paper on a photograph: long straight edges, paper inside, other things outside.

Places are pixels of the picture, origin top left, a pixel's corner being a whole number.
"""

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Pixels

LONGER = 480
PAD = 16
TEXT = 11
COLOUR_WEIGHT = 1.5
TURNS = np.arange(-40.0, 41.0)
LINES = 7
LEAST_VOTES = 0.12
BEYOND = 0.05
SHARPEST = 55.0
PAPER = 1.45  # between the sides' ratio of A4 and that of a card
LEAST_AREA, LEAST_RATIO = 0.25, 0.5
LEAST_SIDE, LEAST_SIDES, LEAST_STEP = 0.35, 0.6, 3.0
PLACES = 32
OVERSHOOT = np.array([-0.12, -0.09, -0.06, -0.04, 1.04, 1.06, 1.09, 1.12])
BESIDE = 4.0

Numbers = npt.NDArray[np.float64]
Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quad:
    """A sheet on a picture: its corners clockwise from the top left one of the picture, and what speaks for it.

    `support`: the share of its sides along which an edge is seen. `step`: by how many levels paper differs from what
    lies beside it, where that is least. `bend`: by how many degrees the corner that is furthest from a right angle is
    off. `rough` and `tint`: how uneven (levels) and how coloured (CIELAB) the background is.
    """

    corners: Numbers
    support: float
    step: float
    bend: float
    rough: float
    tint: float


def find_quad(pixels: Pixels) -> Quad | None:
    """The sheet that a colour picture shows, or None where no four sides of one are seen."""
    height, width = pixels.shape[:2]
    factor = max(height, width) // LONGER
    if not factor:
        return None
    small, _ = ink.shrink(pixels, factor, 1.0)
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.uint8)
    paper = _paperness(lab)
    edges, lines = _lines(paper)
    found = _best(paper, edges, lines)
    if found is None:
        return None
    rough, support, step = found
    corners = _refine(pixels, rough * factor, factor)
    unevenness, tint = _ground(lab, corners / factor)
    return Quad(corners, support, step, _bend(corners), unevenness, tint)


def _paperness(lab: Pixels) -> Values:
    """How light and how much of the paper's own tint each place is, print taken away.

    The paper is what is lightest in the middle of the picture.
    """
    padded = cv2.copyMakeBorder(lab, PAD, PAD, PAD, PAD, cv2.BORDER_REPLICATE)
    light = cv2.morphologyEx(padded[..., 0], cv2.MORPH_CLOSE, np.ones((TEXT, TEXT), np.uint8))
    light = np.asarray(cv2.medianBlur(np.ascontiguousarray(light), 5), np.float32)
    tints = [np.asarray(cv2.medianBlur(np.ascontiguousarray(padded[..., n]), 5), np.float32) for n in (1, 2)]
    height, width = light.shape
    middle = slice(height // 4, 3 * height // 4), slice(width // 4, 3 * width // 4)
    lightest = light[middle] >= np.median(light[middle])
    away = [tint - np.float32(np.median(tint[middle][lightest])) for tint in tints]
    value = light - np.float32(COLOUR_WEIGHT) * np.hypot(*away)
    return np.asarray(value[PAD:-PAD, PAD:-PAD], np.float32)


def _lines(paper: Values) -> tuple[list[Pixels], list[Numbers]]:
    """For the left, top, right and bottom side: a mask of the edges that face as it does, and its likely lines.

    A line is a, b, c with a x + b y + c = 0, (a, b) pointing inwards: Hough's transform by the direction of each edge.
    """
    smooth = cv2.GaussianBlur(paper, (0, 0), 1.0)
    across, down = (cv2.Scharr(smooth, cv2.CV_32F, *way) / 32 for way in ((1, 0), (0, 1)))
    strength = np.hypot(across, down)
    least = max(1.2, 2.0 * float(np.median(strength)))
    rows, columns = np.nonzero(_thin(strength, np.abs(across) >= np.abs(down)) & (strength > least))
    facing = np.degrees(np.arctan2(down[rows, columns], across[rows, columns]))
    weight = np.minimum(strength[rows, columns] / (3 * least), 1)
    masks, lines = [], []
    for side in (0.0, 90.0, 180.0, -90.0):
        off = (facing - side + 180) % 360 - 180
        keep = np.abs(off) <= 45
        mask = np.zeros(paper.shape, np.uint8)
        mask[rows[keep], columns[keep]] = 1
        masks.append(np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8))
        places = np.stack([columns[keep] + 0.5, rows[keep] + 0.5, off[keep], weight[keep]])
        lines.append(_vote(places.astype(np.float64), side, paper.shape))
    return masks, lines


def _thin(strength: Values, level: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Where the strength is greater than on either side of the edge."""
    inner = strength[1:-1, 1:-1]
    beside = (inner >= strength[1:-1, :-2]) & (inner > strength[1:-1, 2:])
    above = (inner >= strength[:-2, 1:-1]) & (inner > strength[2:, 1:-1])
    result = np.zeros(strength.shape, np.bool_)
    result[1:-1, 1:-1] = np.where(level[1:-1, 1:-1], beside, above)
    return result


def _vote(places: Numbers, side: float, shape: tuple[int, ...]) -> Numbers:
    """The lines (n x 3) on which most edges stand; `places`: x, y, degrees off the side's facing, weight."""
    x, y, off, weight = places
    reach = int(np.hypot(shape[0], shape[1])) + 2
    votes = np.zeros((TURNS.size, 2 * reach))
    for row, turn in enumerate(TURNS):
        near = np.abs(off - turn) <= 10
        angle = np.radians(side + turn)
        distance = (x[near] * np.cos(angle) + y[near] * np.sin(angle) + reach).astype(np.int32)
        votes[row] = np.bincount(distance, weight[near], 2 * reach)
    votes += 0.5 * (np.roll(votes, 1, 1) + np.roll(votes, -1, 1))
    found: list[tuple[float, float, float]] = []
    while len(found) < LINES and votes.max() >= LEAST_VOTES * min(shape):
        row, place = divmod(int(votes.argmax()), 2 * reach)
        angle = np.radians(side + TURNS[row])
        found.append((np.cos(angle), np.sin(angle), reach - place - 0.5))
        votes[max(row - 4, 0) : row + 5, max(place - 5, 0) : place + 6] = 0
    return np.array(found).reshape(-1, 3)


def _best(paper: Values, edges: list[Pixels], lines: list[Numbers]) -> tuple[Numbers, float, float] | None:
    """Corners, support and step of the best quadrilateral of one line for each side."""
    picks = np.array(list(product(*(range(len(each)) for each in lines))), np.int64).reshape(-1, 4)
    sides = [each[picks[:, number]] for number, each in enumerate(lines)]
    crossings = [np.cross(sides[number], sides[(number + 1) % 4]) for number in range(4)]
    with np.errstate(all="ignore"):
        corners = np.stack([each[:, :2] / each[:, 2:] for each in crossings], 1)
    corners, likely = _shapely(corners, paper.shape)
    if not len(corners):
        return None
    judged = [_judge_side(paper, edges[(number + 1) % 4], corners, number) for number in range(4)]
    support, beyond, step = (np.stack(each, 1) for each in zip(*judged, strict=True))
    score = (support * (0.4 + 0.6 * np.clip(step / 20, 0, 1)) - 0.5 * beyond).sum(1) + likely
    good = (support.min(1) >= LEAST_SIDE) & (support.mean(1) >= LEAST_SIDES) & (step.min(1) >= LEAST_STEP)
    if not good.any():
        return None
    best = int(np.where(good, score, -1).argmax())
    return corners[best], float(support[best].mean()), float(step[best].min())


def _shapely(corners: Numbers, shape: tuple[int, ...]) -> tuple[Numbers, Numbers]:
    """Those quadrilaterals that a sheet may look like, and how likely each is by its size and its sides alone."""
    size = np.array(shape[1::-1], np.float64)
    rim = size * BEYOND
    inside = ((corners >= -rim) & (corners <= size + rim)).all((1, 2))
    corners = corners[inside]
    along = np.roll(corners, -1, 1) - corners
    length = np.hypot(along[..., 0], along[..., 1])
    after = np.roll(along, -1, 1)
    turning = along[..., 0] * after[..., 1] - along[..., 1] * after[..., 0]
    sine = turning / np.maximum(length * np.roll(length, -1, 1), 1e-6)
    beyond = np.roll(corners, -1, 1)
    doubled = corners[..., 0] * beyond[..., 1] - corners[..., 1] * beyond[..., 0]
    area = np.abs(doubled.sum(1)) / 2 / size.prod()
    opposite = length[:, :2] / np.maximum(length[:, 2:], 1e-6)
    even = ((opposite > LEAST_RATIO) & (opposite < 1 / LEAST_RATIO)).all(1)
    good = (sine > np.sin(np.radians(SHARPEST))).all(1) & (area > LEAST_AREA) & even
    sides = np.log(length[:, ::2].sum(1) / np.maximum(length[:, 1::2].sum(1), 1e-6))
    usual = np.abs(np.abs(sides) - np.log(PAPER)) < 0.15
    return corners[good], (1.2 * area + 0.4 * usual)[good]


def _judge_side(paper: Values, edge: Pixels, corners: Numbers, number: int) -> tuple[Numbers, Numbers, Numbers]:
    """For each quadrilateral: the share of one side (0 top, then clockwise) that is edge, and the step across it.

    In between: the share that is edge of the same line beyond the corners, where a sheet ends, but no shadow or plank.
    """
    start, along = corners[:, number], corners[:, (number + 1) % 4] - corners[:, number]
    inwards = np.stack([-along[:, 1], along[:, 0]], 1) / np.hypot(along[:, 0], along[:, 1])[:, None]
    shares = (np.arange(PLACES) + 0.5) / PLACES
    on = start[:, None] + along[:, None] * shares[None, :, None]
    beside = inwards[:, None] * BESIDE
    support = _share(edge, on, PLACES * 0.3)
    ahead = start[:, None] + along[:, None] * OVERSHOOT[None, :, None]
    inner, (outer, seen) = _look(paper, on + beside)[0], _look(paper, on - beside)
    step = (np.clip(inner - outer, -60, 60) * seen).sum(1) / np.maximum(seen.sum(1), 1)
    return support, _share(edge, ahead, 2), step


def _share(edge: Pixels, places: Numbers, fewest: float) -> Numbers:
    """The share of the places on the picture that are edge; 0 where too few are on it."""
    hit, seen = _look(edge, places)
    count = seen.sum(1)
    return np.where(count >= fewest, (hit * seen).sum(1) / np.maximum(count, 1), 0.0)


def _look(image: npt.NDArray[np.generic], places: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """The image's values at the places (its rim's for those beyond), and whether each lies on the image at all."""
    size = np.array(image.shape[1::-1])
    seen = np.asarray(((places >= 0) & (places < size)).all(-1), np.bool_)
    columns, rows = np.moveaxis(np.clip(places.astype(np.int32), 0, size - 1), -1, 0)
    return np.asarray(image[rows, columns], np.float64), seen


def _refine(pixels: Pixels, corners: Numbers, factor: int) -> Numbers:
    """The corners moved to where the sides, looked at closely along their whole length, cross."""
    for reach in (5.0, 2.0):
        sides = [_side(pixels, corners[n], corners[(n + 1) % 4], reach * factor) for n in range(4)]
        crossings = np.array([np.cross(sides[n - 1], sides[n]) for n in range(4)])
        corners = crossings[:, :2] / crossings[:, 2:]
    return corners


def _side(pixels: Pixels, start: Numbers, end: Numbers, reach: float) -> Numbers:
    """The line (a, b, c) of the edge along a side, sought up to `reach` pixels to either hand."""
    along = end - start
    inwards = np.array([-along[1], along[0]]) / np.hypot(*along)
    shares = np.linspace(0.04, 0.96, 96)
    offsets = np.linspace(-reach, reach, 61)
    places = start + along * shares[:, None, None] + inwards * offsets[None, :, None]
    wanted = (places - 0.5).astype(np.float32)
    seen = cv2.remap(pixels, wanted[..., 0], wanted[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    values = seen.astype(np.float64)
    colour = np.median(values[:, 45:] - values[:, 15::-1][:, :16], axis=(0, 1))
    profile = values @ (colour / max(float(np.linalg.norm(colour)), 1.0))
    sums = np.cumsum(np.pad(profile, ((0, 0), (1, 0))), 1)
    rise = sums[:, 12:] - 2 * sums[:, 6:-6] + sums[:, :-12]
    peak = offsets[rise.argmax(1) + 6] - (offsets[1] - offsets[0]) / 2
    on_picture = ((places[:, 30] >= 0) & (places[:, 30] < np.array(pixels.shape[1::-1]))).all(-1)
    slope, shift = _fit(shares[on_picture], peak[on_picture])
    first, last = start + inwards * shift, end + inwards * (shift + slope)
    return np.cross([*first, 1.0], [*last, 1.0])


def _fit(x: Numbers, y: Numbers) -> tuple[float, float]:
    """Slope and height of the line through most of the points."""
    if x.size < 8:
        return 0.0, 0.0
    first, second = np.triu_indices(x.size, 8)
    slope = float(np.median((y[second] - y[first]) / (x[second] - x[first])))
    rest = y - slope * x
    near = np.abs(rest - np.median(rest)) <= 2.5 * np.median(np.abs(rest - np.median(rest))) + 0.3
    slope, shift = np.polyfit(x[near], y[near], 1)
    return float(slope), float(shift)


def _bend(corners: Numbers) -> float:
    """By how many degrees the corner furthest from a right angle is off."""
    along = np.roll(corners, -1, 0) - corners
    facing = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    return float(np.abs((np.roll(facing, -1) - facing) % 180 - 90).max())


def _ground(lab: Pixels, corners: Numbers) -> tuple[float, float]:
    """How uneven and how coloured the picture is around the sheet; 0, 0 where too little of that is seen."""
    sheet = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(sheet, np.round(corners).astype(np.int32), 1)
    around = lab[cv2.dilate(sheet, np.ones((9, 9), np.uint8)) == 0].astype(np.float64)
    if len(around) < LONGER:
        return 0.0, 0.0
    return float(around[:, 0].std()), float(np.hypot(*(np.median(around[:, 1:], 0) - 128)))
