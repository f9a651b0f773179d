"""What happens to a sheet between the printer and the file: paper, light, skew, turning, a phone's camera."""

from dataclasses import dataclass

import cv2
import numpy as np

from samples.draw import Pixels


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page was scanned.

    `skew`: degrees counter-clockwise (lines that rise to the right: positive). `rotation`: degrees clockwise by which
    the file's page must be turned to stand upright. `dirt`: 0 none, 1 an office's worth, 2 poor.
    """

    skew: float = 0.0
    rotation: int = 0
    dirt: float = 1.0
    fold: bool = False
    holes: bool = False


def scan(pixels: Pixels, wear: Wear, seed: int) -> Pixels:
    """The page as a scanner would see it."""
    worn = shade(pixels, wear.dirt, seed)
    if wear.fold:
        worn = crease(worn)
    if wear.holes:
        worn = punch(worn)
    worn = skewed(worn, wear.skew)
    return np.ascontiguousarray(np.rot90(worn, wear.rotation // 90))


def skewed(pixels: Pixels, degrees: float) -> Pixels:
    """The page turned counter-clockwise about its centre on the scanner's white lid."""
    if not degrees:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    lid = (249, 249, 248)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=lid)
    return np.asarray(turned, np.uint8)


def shade(pixels: Pixels, dirt: float, seed: int) -> Pixels:
    """Soft optics, uneven light and the paper's own grain (smooth, so that it costs few bytes)."""
    draw = np.random.default_rng(seed)
    height, width = pixels.shape[:2]
    light = cv2.resize(draw.random((4, 3)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    grain = cv2.resize(
        draw.standard_normal((height // 12, width // 12)).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    blurred = cv2.GaussianBlur(pixels, (0, 0), 0.45 + 0.25 * dirt).astype(np.float32)
    lit = blurred * (1 - 0.035 * dirt * light[..., None]) + (grain * 1.1 * dirt)[..., None]
    if dirt > 1:
        lit += draw.normal(0, 3.5 * (dirt - 1), (height, width, 1)).astype(np.float32)
    seen: Pixels = np.clip(lit, 0, 255).astype(np.uint8)
    return seen


def show_through(front: Pixels, back: Pixels) -> Pixels:
    """The back of a thin paper: the print of its front shines through, mirrored and faint."""
    shadow = cv2.GaussianBlur(front[:, ::-1], (0, 0), 2.2).astype(np.float32)
    return np.asarray(back * (0.955 + 0.045 * shadow / 255), np.uint8)


def dust(pixels: Pixels, seed: int) -> Pixels:
    """A few dark specks."""
    draw = np.random.default_rng(seed)
    worn = pixels.copy()
    for x, y in zip(draw.integers(0, pixels.shape[1], 9), draw.integers(0, pixels.shape[0], 9), strict=True):
        cv2.circle(worn, (int(x), int(y)), int(draw.integers(1, 3)), (60, 58, 56), -1)
    return worn


def crease(pixels: Pixels) -> Pixels:
    """A fold across the middle: a light ridge beside a soft shadow."""
    rows = np.arange(pixels.shape[0], dtype=np.float32) - pixels.shape[0] * 0.497
    profile = 1 - 0.16 * np.exp(-((rows / 5) ** 2)) - 0.04 * np.exp(-((rows / 60) ** 2))
    return (pixels * profile[:, None, None]).astype(np.uint8)


def punch(pixels: Pixels) -> Pixels:
    """Two filing holes at the left edge (80 mm apart)."""
    worn = pixels.copy()
    height, width = worn.shape[:2]
    unit = height / 297
    for offset in (-40, 40):
        centre = (int(width * 0.048), int(height / 2 + offset * unit))
        cv2.circle(worn, centre, int(3 * unit), (228, 226, 224), -1, cv2.LINE_AA)
        cv2.circle(worn, centre, int(3 * unit), (150, 148, 146), max(1, int(unit / 5)), cv2.LINE_AA)
    return worn


def photograph(pixels: Pixels, size: tuple[int, int], seed: int) -> Pixels:
    """A phone's picture of the page on a desk: perspective, a shadow, warm light; size is width, height."""
    width, height = size
    desk = wood(size, seed)
    corners = np.array([[0.095, 0.075], [0.93, 0.05], [0.975, 0.94], [0.045, 0.965]], np.float32) * (width, height)
    tall, wide = pixels.shape[:2]
    edges = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    matrix = cv2.getPerspectiveTransform(edges, corners.astype(np.float32))
    small = cv2.GaussianBlur(pixels, (0, 0), max(0.4, 0.35 * wide / width))
    page = cv2.warpPerspective(small, matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((tall, wide), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    under = cv2.GaussianBlur(np.roll(mask, (14, 10), (0, 1)), (0, 0), 13).astype(np.float32) / 255
    weight = mask.astype(np.float32)[..., None] / 255
    mixed = page * weight + desk * (1 - 0.55 * under[..., None]) * (1 - weight)
    return light_up(mixed, seed)


def wood(size: tuple[int, int], seed: int) -> np.ndarray:
    """A brown desk with grain along the picture."""
    width, height = size
    draw = np.random.default_rng(seed)
    grain = cv2.resize(draw.random((height // 3, 6)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.array([112, 78, 52], np.float32) * (0.8 + 0.35 * cv2.GaussianBlur(grain, (0, 0), 2.0))[..., None]


def light_up(picture: np.ndarray, seed: int) -> Pixels:
    """Lamp light from the left, the hand's shadow in the lower right corner, a sensor's noise."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    lamp = 0.98 - 0.22 * x - 0.06 * y
    hand = 1 - 0.33 / (1 + np.exp(-(x * 0.9 + y * 1.1 - 1.35) * 22))
    noise = np.random.default_rng(seed).normal(0, 1.5, (height, width, 1))
    lit = picture * (lamp * hand)[..., None] * (1.0, 0.965, 0.9) + noise
    seen: Pixels = np.clip(lit, 0, 255).astype(np.uint8)
    return seen
