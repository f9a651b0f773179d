"""Turns a page upright by quarter turns: a small network looks at it, closer where it is not sure.

Network: PP-LCNet x1.0 for document orientation (digitize/models/README.md), run by OpenCV.
"""

from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.model import Finding, Pixels, Scan, Step

# One look this sure is enough; of 77 real pages in four turns each wrong look stayed below 0.71.
SURE = 0.8
# Log-likelihood by which the best turn must beat the second after four looks: right ones stood above 9, wrong below 3.
MARGIN = 5.0
_LOOK_DPI = 50.0
_SHORT, _SIDE = 256, 224
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)
_Scores = npt.NDArray[np.float64]


def upright(scan: Scan) -> Scan:
    """The scan turned upright; where no turn is likely enough the page stays as it came, with a finding.

    The step holds the degrees clockwise by which it was turned here, and the confidence.
    """
    small, _ = ink.shrink(scan.pixels, scan.dpi, _LOOK_DPI)
    quarter, confidence = _judge(small if small.ndim == 3 else np.asarray(cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)))
    doubtful = confidence < SURE
    degrees = 0 if doubtful else 90 * quarter
    step = Step("upright", (("turn", degrees), ("confidence", round(confidence, 3))))
    findings = (*scan.findings, Finding("turn_doubtful")) if doubtful else scan.findings
    scan = replace(scan, steps=(*scan.steps, step), findings=findings)
    if not degrees:
        return scan
    pixels = np.ascontiguousarray(np.rot90(scan.pixels, -quarter))
    pixels.flags.writeable = False
    height, width = pixels.shape[:2]
    turn = (0, 90, 180, 270)[(scan.turn + degrees) // 90 % 4]
    return replace(scan, pixels=pixels, width=width, height=height, turn=turn)  # type: ignore[arg-type]


def _judge(page: Pixels) -> tuple[int, float]:
    """Quarter turns clockwise that make the page upright, and how sure: by one look, else by four at its ink."""
    seen = _look(page)
    if seen.max() >= SURE:
        return -int(seen.argmax()) % 4, float(seen.max())
    # The same answer must come however the page is held: each turned look votes, turned back.
    held = _inked(page)
    votes: _Scores = sum(
        (np.roll(np.log(_look(np.rot90(held, -turn)) + 1e-6), -turn) for turn in range(4)), np.zeros(4)
    )
    best, second = np.sort(votes)[::-1][:2]
    confidence = SURE + (1 - SURE) * (1 - MARGIN / (best - second)) if best - second >= MARGIN else seen.max()
    return -int(votes.argmax()) % 4, float(confidence)


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
    network = _network()
    network.setInput(np.ascontiguousarray(((values - _MEAN) / _SPREAD).transpose(2, 0, 1)[None]))
    return np.asarray(network.forward(), np.float64).ravel()


@cache
def _network() -> cv2.dnn.Net:
    with as_file(files("digitize") / "models" / "orientation.onnx") as path:
        return cv2.dnn.readNetFromONNX(str(path))
