"""Finds by how many degrees a page's lines stand askew by how letters stand beside letters.

For sparse pages: columns whose lines stand at different heights make false lines across the page, within a word there
are none.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitize.ink import INCH

LEAST_MM, MOST_MM = 1.0, 9.0
# So many letters, those nearest to the middle of all, tell enough; fewer pairs tell nothing.
MOST_LETTERS, FEWEST_PAIRS = 600, 40
# Letters of one line differ so much in height, and so many pixels in the height at which they end.
ALIKE, SPREAD = 1.6, 0.7
WIDEST, STEEPEST = 15.5, 0.3
# Shares that agree, so near to the highest, are as high.
ALIKE_AGREED = 0.005
# Pairs of ever more distant letters (in their heights) are looked at in ever smaller surroundings (degrees).
LOOKS = ((5.0, WIDEST, 0.25), (14.0, 0.6, 0.04), (40.0, 0.2, 0.01))

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Degrees counter-clockwise by which the letters' feet rise; pairs of neighbours, and the share that agree."""

    degrees: float
    share: float
    pairs: int


def find_baseline(
    stats: npt.NDArray[np.int32], dpi: float, looks: int = len(LOOKS), most: int = MOST_LETTERS
) -> Baseline | None:
    """By the pieces of ink (left, top, width, height and area of each, pixels); None where few letters tell it.

    One look tells the share that agrees, and the degrees within 0.3; each more tells them closer. Of the letters, the
    `most` nearest to the middle are looked at.
    """
    across, down, height = _pairs(stats, dpi, most)
    degrees, seen = 0.0, list[tuple[Numbers, Numbers]]()
    for reach, around, step in LOOKS[:looks]:
        near = (across < reach * height) & (np.abs(down) < 0.6 * height + 0.1 * across)
        rise = down + across * np.tan(np.radians(degrees))
        near &= np.abs(rise) < across * np.tan(np.radians(around)) + 2 * SPREAD
        if np.count_nonzero(near) < FEWEST_PAIRS:
            return None
        angles = degrees + np.arange(-around, around + step / 2, step)
        seen.append((across[near], down[near]))
        # Columns of words at different heights agree in false lines, which nearer letters are not on.
        agreeing = np.array([sum(_agreeing(*pairs, angle) / pairs[0].size for pairs in seen) for angle in angles])
        # Feet stand on whole pixels: short words agree alike over a span of angles.
        degrees = float(angles[agreeing > agreeing.max() - ALIKE_AGREED * len(seen)].mean())
    nearest = seen[0]
    return Baseline(degrees, _agreeing(*nearest, degrees) / nearest[0].size, nearest[0].size)


def find_letters(stats: npt.NDArray[np.int32], dpi: float, most: int = MOST_LETTERS) -> npt.NDArray[np.intp]:
    """Which pieces of ink are letters, by their size, from left to right: the `most` nearest to the middle of all."""
    unit = dpi / INCH
    left, top, width, height = stats[:, :4].T.astype(np.float64)
    letters = (np.maximum(width, height) <= MOST_MM * unit) & (height >= LEAST_MM * unit)
    letters[:1] = False
    found = np.flatnonzero(letters)
    if not found.size:
        return found
    middle, foot = (left + width / 2)[found], (top + height)[found]
    away = np.maximum(np.abs(middle - np.median(middle)), np.abs(foot - np.median(foot)))
    near = np.argsort(away)[:most]
    return found[near[np.argsort(middle[near])]]


def _pairs(stats: npt.NDArray[np.int32], dpi: float, most_letters: int) -> tuple[Numbers, Numbers, Numbers]:
    """For every two letters that may stand on one line: how far apart, how much lower the right one ends, height."""
    letters = find_letters(stats, dpi, most_letters)
    if not letters.size:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    left, top, width, height = stats[letters, :4].T.astype(np.float64)
    middle, foot = left + width / 2, top + height
    first, second = np.triu_indices(middle.size, 1)
    across, down = middle[second] - middle[first], foot[second] - foot[first]
    least, most = np.minimum(height[first], height[second]), np.maximum(height[first], height[second])
    kept = (most < ALIKE * least) & (across > 0.4 * least) & (np.abs(down) < STEEPEST * across + 1)
    return across[kept], down[kept], least[kept]


def _agreeing(across: Numbers, down: Numbers, angle: float) -> float:
    """How many pairs stand on a line of this angle; those that nearly do count in part."""
    off = (down + across * np.tan(np.radians(angle))) / SPREAD
    return float(np.exp(-off * off / 2).sum())
