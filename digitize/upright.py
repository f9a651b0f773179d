"""Turns a page upright by quarter turns: a small network looks at it, closer where it is not sure.

Network: PP-LCNet x1.0 for document orientation (digitize/models/README.md).
"""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Pixels, Scan, Step
from digitize.network import answer
from digitize.skew import Pieces, find_lying_skew, find_pieces, find_word_axis

NETWORK = Path(__file__).parent / "models" / "orientation.onnx"
# Two looks this sure, at the page and at it upside down, are enough where it bears as much ink as nearly all full ones
# do: of 4800 first looks at 1200 worn pages (bench/geometry.py) the wrong ones that were surer bore less, few lines,
# seals, tables with few words, but for one of 1600 more, 12 degrees askew, which the second took for upside down too.
SURE, SPARSE = 0.9, 0.045
# Log-likelihood by which the best turn must beat the second after all looks: of pages with text no wrong one had 3,
# nearly all right ones had 9; lone seals came to 7.
MARGIN = 8.0
# One end of the page alone tells it where the words and the first look agree and it leads by so much: wrong ones came
# to 3.8 there, and to 11.1 where the first look did not agree.
PLAIN_MARGIN = 10.0
_LOOK_DPI = 50.0
_SHORT, _SIDE = 256, 224
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)
_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_Scores = npt.NDArray[np.float64]


def upright(scan: Scan) -> Scan:
    """The scan turned upright; where no turn is likely enough the page stays as it came, with a finding.

    The step holds the degrees clockwise by which it was turned here, and the confidence.
    """
    quarter, confidence = _judge(scan)
    if confidence < SURE:
        return turn(replace(scan, findings=(*scan.findings, Finding("turn_doubtful"))), 0, confidence)
    return turn(scan, 90 * quarter, confidence)


def turn(scan: Scan, degrees: int, confidence: float) -> Scan:
    """The scan turned clockwise by 0, 90, 180 or 270 degrees, with the step that tells it."""
    step = Step("upright", (("turn", degrees), ("confidence", round(confidence, 3))))
    scan = replace(scan, steps=(*scan.steps, step))
    if not degrees:
        return scan
    pixels = np.asarray(cv2.rotate(scan.pixels, _ROTATIONS[degrees]), np.uint8)
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    whole = (0, 90, 180, 270)[(scan.turn + degrees) // 90 % 4]
    return replace(scan, pixels=pixels, width=width, height=height, turn=whole)  # type: ignore[arg-type]


def find_turns(scan: Scan) -> tuple[int, ...]:
    """The two turns (degrees clockwise) that make the lines of a page run across; none where it shows no lines."""
    found, lying = find_lying_skew(find_pieces(scan.pixels, scan.dpi))
    if found.doubtful:
        return ()
    return (90, 270) if lying else (0, 180)


def _judge(scan: Scan) -> tuple[int, float]:
    """Quarter turns clockwise that make the page upright, and how sure: by two looks, else by more, closer ones.

    After more looks the answer must also run along the words; where none are seen it is in doubt.
    """
    small, _ = ink.shrink(scan.pixels, scan.dpi, _LOOK_DPI)
    page: Pixels = small if small.ndim == 3 else np.asarray(cv2.cvtColor(small, cv2.COLOR_GRAY2RGB), np.uint8)
    seen = _look(page)
    if seen.max() >= SURE and _inked_share(page) >= SPARSE:
        again = np.roll(_look(page[::-1, ::-1]), 2)
        if again.argmax() == seen.argmax() and again.max() >= SURE:
            return -int(seen.argmax()) % 4, float(seen.max())
    pieces = find_pieces(scan.pixels, scan.dpi)
    # The same answer must come however the page is held: each turned look votes, turned back.
    votes: _Scores = np.zeros(4)
    lying, lead = find_word_axis(pieces), 0.0
    for part in _ends(_inked(_straightened(page, pieces))):
        votes += sum(np.roll(np.log(_look(np.rot90(part, -turn)) + 1e-6), -turn) for turn in range(4))
        lead = _lead(votes, lying)
        if lying is not None and lead >= PLAIN_MARGIN and votes.argmax() == seen.argmax():
            break
    # where no words are seen the network is never sure: at worn seals alone it told a wrong turn with a lead of 21
    plain = lying is not None and lead >= MARGIN
    confidence = SURE + (1 - SURE) * (1 - MARGIN / lead) if plain else SURE * min(lead / MARGIN, 0.99)
    return -int(votes.argmax()) % 4, confidence


def _lead(votes: _Scores, lying: bool | None) -> float:
    """By how much the likeliest turn leads; not at all where the words that are seen run across it."""
    best, second = np.sort(votes)[::-1][:2]
    return 0.0 if lying is not None and lying != bool(votes.argmax() % 2) else float(best - second)


def _inked_share(page: Pixels) -> float:
    return float(ink.get_mask(ink.get_darkest(page), _LOOK_DPI).mean())


def _straightened(page: Pixels, pieces: Pieces) -> Pixels:
    """The page without its skew: the network has seen few that were more than some degrees askew."""
    found = find_lying_skew(pieces)[0]
    if found.doubtful:
        return page
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), -found.degrees, 1.0)
    paper = [float(level) for level in np.median(page[::8, ::8], axis=(0, 1))]
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=paper), np.uint8)


def _ends(page: Pixels) -> tuple[Pixels, ...]:
    """Both ends of a long page: the network looks at a square, which may be the empty middle."""
    height, width = page.shape[:2]
    side = round(_SHORT / _SIDE * min(height, width))
    if max(height, width) <= side:
        return (page,)
    return page[:side, :side], page[-side:, -side:]


def _inked(page: Pixels) -> Pixels:
    """The part of the page that bears ink, with a rim: on a sparse page the network would see mostly paper."""
    bounds = ink.find_bounds(ink.get_mask(ink.get_darkest(page), _LOOK_DPI))
    if bounds is None:
        return page
    rim = 10
    return page[max(bounds.top - rim, 0) : bounds.bottom + rim, max(bounds.left - rim, 0) : bounds.right + rim]


def _look(page: npt.NDArray[np.uint8]) -> _Scores:
    """How likely the page stands turned clockwise by 0, 1, 2, 3 quarters."""
    height, width = page.shape[:2]
    scale = _SHORT / min(height, width)
    size = max(round(width * scale), _SHORT), max(round(height * scale), _SHORT)
    fitted = cv2.resize(np.ascontiguousarray(page), size, interpolation=cv2.INTER_AREA)
    left, top = (size[0] - _SIDE) // 2, (size[1] - _SIDE) // 2
    values = fitted[top : top + _SIDE, left : left + _SIDE].astype(np.float32) / 255
    given = np.ascontiguousarray(((values - _MEAN) / _SPREAD).transpose(2, 0, 1)[None], np.float32)
    return np.asarray(answer(NETWORK, given), np.float64).ravel()
