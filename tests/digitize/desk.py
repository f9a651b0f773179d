"""Invented photographs: a sheet on a desk as a phone sees it, with the place of every corner known."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize.model import Pixels

Numbers = npt.NDArray[np.float64]
DESKS = {
    "brown": (112, 78, 52),
    "dark": (38, 36, 35),
    "gray": (120, 122, 125),
    "green": (58, 92, 70),
    "beige": (205, 190, 165),
    "light": (214, 213, 209),
}
TEXTURES = ("plain", "wood", "planks", "cloth", "tiles")
LIGHTS = ("even", "lamp", "hand", "edge")


@dataclass(frozen=True, slots=True)
class Photograph:
    """The picture and where the sheet's corners stand on it, clockwise from the sheet's own top left."""

    pixels: Pixels
    corners: Numbers


def photograph(sheet: Pixels, seed: int, size: tuple[int, int] = (1500, 2000), **wanted: object) -> Photograph:
    """A seeded picture; `wanted` fixes desk, texture, light, fill, tilt or roll, the seed draws the rest."""
    dice = np.random.default_rng(seed)
    told = {
        "desk": str(dice.choice(list(DESKS))),
        "texture": str(dice.choice(TEXTURES)),
        "light": str(dice.choice(LIGHTS)),
        "fill": float(dice.uniform(0.8, 0.98)),
        "tilt": float(dice.uniform(0, 22)),
        "roll": float(dice.uniform(-10, 10)),
    } | wanted
    corners = _corners(sheet.shape[:2], size, told, dice)
    mixed = _laid(sheet, _desk(size, told, dice), corners)
    return Photograph(_lit(mixed, str(told["light"]), dice), corners)


def _corners(
    shape: tuple[int, int], size: tuple[int, int], told: dict[str, object], dice: np.random.Generator
) -> Numbers:
    """A real camera's view: tilted towards any side, rolled, moved so that the sheet fills `fill` of the picture."""
    high, wide = shape
    places = np.array([[-wide, -high, 0], [wide, -high, 0], [wide, high, 0], [-wide, high, 0]]) / max(shape)
    tilt, roll, towards = np.radians([float(str(told["tilt"])), float(str(told["roll"])), dice.uniform(0, 360)])
    axis = np.array([np.cos(towards), np.sin(towards), 0.0]) * tilt
    turned = places @ np.asarray(cv2.Rodrigues(np.array([0, 0, roll]))[0]).T @ np.asarray(cv2.Rodrigues(axis)[0]).T
    seen = turned[:, :2] / (turned[:, 2:] + 2.6)
    seen -= (seen.max(0) + seen.min(0)) / 2
    scale = float(str(told["fill"])) * (np.array(size) / np.ptp(seen, axis=0)).min()
    room = np.array(size) - np.ptp(seen, axis=0) * scale
    return np.asarray(seen * scale + np.array(size) / 2 + dice.uniform(-0.4, 0.4, 2) * room)


def _laid(sheet: Pixels, desk: Numbers, corners: Numbers) -> Numbers:
    high, wide = sheet.shape[:2]
    size = desk.shape[1], desk.shape[0]
    edges = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    shift = np.array([0.5, 0.5])
    matrix = cv2.getPerspectiveTransform((edges - shift).astype(np.float32), (corners - shift).astype(np.float32))
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.4, 0.4 * high / np.ptp(corners[:, 1])))
    page = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    under = cv2.GaussianBlur(np.roll(mask, (8, 6), (0, 1)), (0, 0), 9).astype(np.float64)[..., None] / 255
    weight = mask.astype(np.float64)[..., None] / 255
    return np.asarray(page * weight + desk * (1 - 0.3 * under) * (1 - weight))


def _desk(size: tuple[int, int], told: dict[str, object], dice: np.random.Generator) -> Numbers:
    wide, high = size
    texture = told["texture"]
    if texture == "wood":
        grain = cv2.resize(dice.random((high // 4, 5)), size, interpolation=cv2.INTER_CUBIC)
        value = 0.85 + 0.3 * grain
    elif texture == "planks":
        shades = 0.8 + 0.4 * dice.random(5)
        value = np.repeat(shades, wide // 5 + 1)[None, :wide].repeat(high, 0)
        value[:, wide // 9 :: wide // 5] *= 0.6
    elif texture == "cloth":
        y, x = np.mgrid[0:high, 0:wide]
        value = 1 + 0.1 * np.sin(x / 7) * np.sin(y / 7)
    elif texture == "tiles":
        value = np.ones((high, wide))
        step = wide // 4
        value[(np.arange(high) + step // 2) % step < 5] = 0.75
        value[:, (np.arange(wide) + step // 2) % step < 5] = 0.75
    else:
        value = np.ones((high, wide))
    return np.asarray(np.array(DESKS[str(told["desk"])])[None, None, :] * value[..., None])


def _lit(picture: Numbers, light: str, dice: np.random.Generator) -> Pixels:
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0 : 1 : high * 1j, 0 : 1 : wide * 1j]
    turn = dice.uniform(0, 2 * np.pi)
    across = (x - 0.5) * np.cos(turn) + (y - 0.5) * np.sin(turn)
    value = np.full((high, wide), 0.97)
    if light != "even":
        value -= 0.3 * (across + 0.5)
    if light in ("hand", "edge"):
        sharp = 20 if light == "hand" else 90
        value *= 1 - 0.4 / (1 + np.exp(-(across - dice.uniform(0.05, 0.3)) * sharp))
    warm = np.array([1.0, 1 - dice.uniform(0, 0.06), 1 - dice.uniform(0, 0.18)])
    noisy = picture * value[..., None] * warm + dice.normal(0, dice.uniform(1, 4), (high, wide, 1))
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)
