"""Finds by how many degrees the lines of a page stand askew: by its letters, and by its rules where it has some."""

import math
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from digitize import ink
from digitize.baseline import Baseline, find_baseline, find_letters
from digitize.model import Pixels

WIDEST = 15.0
FEWEST_POINTS = 100
# Two punched holes tell an angle very clearly, and a wrong one: two pieces must not be most of what is there.
FEWEST_PIECES, MOST_OF_TWO = 4, 0.6
COARSE_POINTS, FINE_POINTS, RULE_POINTS = 12_000, 40_000, 12_000
# Measured by bench/geometry.py on 180 pages: seals and signatures alone come below 0.14, a title of three lines and
# all that has more text above 0.155.
SURE = 0.145
# Narrow strips know nothing of what stands at other heights elsewhere. Columns that made a false line across the page
# came below 0.4, all pages of text above 0.55.
AGREED, NARROW, AROUND = 0.5, 8, 3.0
SHEET_MM, STRIP_MM = 140.0, 24.0
# Letters that tell the angle within 0.2 degrees by themselves: rules that differ more are none.
STRONG, STRONG_POINTS, NEAR = 0.25, 8_000, 0.2
# Less clear angles are told by the letters of words, where these are clear, and doubted if the two differ by more. In
# unruled tables lines across columns came to 0.36. Below `UNCHECKED`, and without clear words, nothing is sure: lone
# words under a seal that is folded came to 0.37. What differs by no more than `NO_MORE` is left to the lines.
WEAK, UNCHECKED, SAME, NO_MORE = 0.45, 0.4, 0.25, 0.03
# Words of which so many stand on their lines, looked at closely, told angles within 0.12 degrees, whatever letters say.
TOLD, STANDING = 0.6, 150
# Looked at again, straightened by what they told, words that tell so many degrees more tell nothing yet.
STILL, MOST_LOOKS = 0.1, 3
# How clear rules are that tell the angle alone: folds around lone seals came to 0.63, an empty form's to 0.78.
ALONE = 0.7
# Letters without clear words and rules that differ by more tell nothing together.
APART = 0.5
# Lone words below a stamp came to 100 pairs of letters, of which less than 0.46 agree; tables to 230 and 0.54. Letters
# around a seal came to 0.31, and what stands across the lines to 0.34.
MANY_PAIRS, CLEAR, SEEN = 100, 0.48, 0.37
# Which way words run shows in fewer letters than their angle.
AXIS_LETTERS = 250
# How much clearer rules stand at their angle than at most others; below it, what looks like rules is texture or chance.
RULED, RULE_REACH, MANY_RULES = 1.55, 2.5, 4_000
SHORTEST_RULE_MM, WIDE_RULE, ALIKE, MANY_FOLDS = 30.0, 4, 0.06, 3
LOOK_DPI, WORDS_DPI = 100.0, 200.0
LETTER_MM = (0.7, 9.0)
THICK_MM = 1.2

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.float32]
Points = tuple[Places, Places]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The connected pieces of ink on a small image of the page (0 or 1).

    `stats`: left, top, width, height and area of each piece; `places`: the indices of the pixels that bear ink, row by
    row; `owners`: the piece to which each belongs. `gray`: the page itself, whose resolution is `gray_dpi`.
    """

    gray: Pixels
    gray_dpi: float
    mask: Pixels
    dpi: float
    stats: npt.NDArray[np.int32]
    places: npt.NDArray[np.intp]
    owners: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Skew:
    """Degrees counter-clockwise, how clearly the page shows them (0..1), and whether they are in doubt."""

    degrees: float
    confidence: float
    doubtful: bool


def find_pieces(pixels: Pixels, dpi: float) -> Pieces:
    """The ink of a page."""
    gray = ink.get_gray(pixels)
    small, look = ink.shrink(gray, dpi, LOOK_DPI)
    mask = ink.get_mask(small, look)
    found = ink.label(mask)
    return Pieces(gray, dpi, mask, look, found.boxes, found.places, found.owners)


def find_skew(pieces: Pieces) -> Skew:
    """The angle at which letters and rules, shadowed along it, fall on the fewest rows (projection profile).

    In doubt where too little is written, and where parts of the page tell different angles.
    """
    ruling = _is_rule(pieces)
    letters, rules = _points(pieces, _is_letter(pieces)), _points(pieces, ruling)
    told = _by_letters(letters, pieces.dpi / 150)
    ruled = _by_rules(rules, pieces.dpi, told) if rules[0].size >= FEWEST_POINTS else None
    if ruled is None:
        return _checked(told, pieces) if told.doubtful or told.confidence < WEAK else told
    if told.doubtful or told.confidence < STRONG or letters[0].size < STRONG_POINTS:
        return _borne_out(ruled, told, pieces)
    near = rules[0].size >= MANY_RULES and abs(ruled.degrees - told.degrees) <= NEAR
    # A fold that meets the lid's rim is near, too, on one sheet of some dozens.
    if near and np.count_nonzero(ruling & _is_inside(pieces)) >= MANY_RULES:
        return ruled
    # A few rules (below a letterhead, in a seal) tell less than a page of letters, unless its words agree with them.
    words = _clear_words(pieces) if told.confidence < WEAK else None
    if words and min(abs(words.degrees - ruled.degrees), abs(words.degrees - told.degrees)) > SAME:
        return Skew(words.degrees, told.confidence, doubtful=True)
    return ruled if words and abs(words.degrees - ruled.degrees) < abs(words.degrees - told.degrees) else told


def _borne_out(ruled: Skew, told: Skew, pieces: Pieces) -> Skew:
    """What rules tell on a page of few letters, against its words: a lid's rim or a fold may pass for rules."""
    words = _clear_words(pieces)
    if words is None and told.doubtful:
        # Nothing but rules: those of the scanner's lid tell nothing, nor do folds.
        inner = _points(pieces, _is_rule(pieces) & _is_inside(pieces))
        again = _by_rules(inner, pieces.dpi, told, MANY_FOLDS) if inner[0].size >= FEWEST_POINTS else None
        borne_out = again and again.confidence >= ALONE and abs(again.degrees - ruled.degrees) <= ALIKE
        return replace(ruled, doubtful=not borne_out)
    if words is None:
        return replace(ruled, doubtful=abs(ruled.degrees - told.degrees) > APART)
    if abs(words.degrees - ruled.degrees) <= SAME:
        return ruled
    if words.pairs >= STANDING and abs(words.degrees - told.degrees) <= SAME:
        # A lid's or a fold's rules.
        return Skew(words.degrees, told.confidence, doubtful=words.share < TOLD)
    # A few words of a form may stand unevenly, and those of a table's columns on false lines.
    unlike = min(abs(ruled.degrees - told.degrees), abs(words.degrees - told.degrees)) > SAME
    return replace(ruled, doubtful=told.doubtful or unlike or words.share >= TOLD)


def _checked(told: Skew, pieces: Pieces) -> Skew:
    """What the page's lines tell only weakly, against what the letters of its words tell; in doubt if they differ."""
    words = _clear_words(pieces)
    if words is None:
        return replace(told, doubtful=told.doubtful or told.confidence < UNCHECKED)
    if not told.doubtful and abs(words.degrees - told.degrees) <= NO_MORE:
        return told
    unlike = abs(words.degrees - told.degrees) > SAME
    return Skew(words.degrees, told.confidence, doubtful=unlike and (told.doubtful or words.share < TOLD))


def _clear_words(pieces: Pieces) -> Baseline | None:
    words = find_baseline(pieces.stats, pieces.dpi)
    return _closer_words(words, pieces) if words and words.pairs >= MANY_PAIRS and words.share >= CLEAR else None


def _closer_words(words: Baseline, pieces: Pieces) -> Baseline | None:
    """What the words tell once more on the page turned straight, larger: of an askew letter a corner is the foot.

    None where they tell another angle each time: false lines across columns do.
    """
    left, top, width, height = pieces.stats[find_letters(pieces.stats, pieces.dpi), :4].T * pieces.gray_dpi / pieces.dpi
    rows, columns = (
        slice(max(0, int(start.min())), int((start + size).max()) + 1) for start, size in ((top, height), (left, width))
    )
    small, dpi = ink.shrink(pieces.gray[rows, columns], pieces.gray_dpi, WORDS_DPI)
    for _ in range(MOST_LOOKS):
        height, width = small.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -words.degrees, 1.0)
        turned = cv2.warpAffine(small, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
        closer = find_baseline(ink.label(ink.get_mask(np.asarray(turned, np.uint8), dpi)).boxes, dpi)
        if closer is None:
            return None
        words = replace(words, degrees=words.degrees + closer.degrees, share=closer.share)
        if abs(closer.degrees) <= STILL:
            return words
    return None


def find_lying_skew(pieces: Pieces) -> tuple[Skew, bool]:
    """The same by letters alone, of a page that may lie on its side, and whether it does: whichever is clearer."""
    x, y = _points(pieces, _is_letter(pieces))
    unit = pieces.dpi / 150
    ways = (x, y), (-y, x)
    looks = [_look(points, unit) for points in ways]
    lying = looks[1].confidence > looks[0].confidence
    # In tables of few words the columns are as clear as the lines, words are not.
    words = find_word_axis(pieces) if looks[lying].confidence < WEAK else None
    lying = words if words is not None else lying
    return _closer(ways[lying], looks[lying], unit), lying


def find_word_axis(pieces: Pieces) -> bool | None:
    """Whether the words of a sparse page run up or down it instead of across; None where it shows no words."""
    shares = []
    stats = pieces.stats
    for _ in range(4):
        found = find_baseline(stats, pieces.dpi, looks=1, most=AXIS_LETTERS)
        shares.append(found.share if found else 0.0)
        # Turned by a quarter: upside down the letters' heads are their feet.
        left, top, width, height, area = stats.T
        stats = np.column_stack([-top - height, left, height, width, area])
    return bool(np.argmax(shares) % 2) if max(shares) >= SEEN else None


def _is_letter(pieces: Pieces) -> Flags:
    """Which pixels of ink belong to pieces as large as letters: not to specks, rules, edges, photographs."""
    longest = pieces.stats[:, 2:4].max(axis=1) * (ink.INCH / pieces.dpi)
    letters = (longest >= LETTER_MM[0]) & (longest <= LETTER_MM[1])
    areas = np.sort(pieces.stats[letters, 4])
    if areas.size < FEWEST_PIECES or areas[-2:].sum() > MOST_OF_TWO * areas.sum():
        letters[:] = False
    return np.asarray(letters[pieces.owners], np.bool_)


def _is_inside(pieces: Pieces) -> Flags:
    """Which belong to pieces that do not reach the page's edge."""
    height, width = pieces.mask.shape
    left, top, wide, high, _ = pieces.stats.T
    inside = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    return np.asarray(inside[pieces.owners], np.bool_)


def _is_rule(pieces: Pieces) -> Flags:
    """Which belong to the thin parts of larger pieces: rules, and what of folds and photographs looks like them."""
    unit = pieces.dpi / ink.INCH
    large = pieces.stats[:, 2:4].max(axis=1) > LETTER_MM[1] * unit
    side = max(3, round(THICK_MM * unit))
    thick = cv2.morphologyEx(pieces.mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(large[pieces.owners] & (np.asarray(thick).ravel()[pieces.places] == 0), np.bool_)


def _points(pieces: Pieces, kept: Flags) -> Points:
    """Where the pixels stand, from the middle of the page.

    They are jittered within their pixels: the grid itself would else make a false peak at 0 degrees.
    """
    height, width = pieces.mask.shape
    places = pieces.places[kept]
    places = places[:: max(1, places.size // FINE_POINTS)]
    jitter = np.random.default_rng(0).random((2, places.size), np.float32)
    rows, columns = np.divmod(places, width)
    return (
        columns.astype(np.float32) + jitter[0] - np.float32(width / 2),
        rows.astype(np.float32) + jitter[1] - np.float32(height / 2),
    )


def _by_letters(points: Points, unit: float) -> Skew:
    """`unit` is 1/150 inch in pixels."""
    return _closer(points, _look(points, unit), unit)


def _look(points: Points, unit: float) -> Skew:
    """The angle to half a degree; in doubt where too little is written, or nothing stands in lines."""
    if points[0].size < FEWEST_POINTS:
        return Skew(0.0, 0.0, doubtful=True)
    angles = np.arange(-WIDEST - 0.5, WIDEST + 0.51, 0.5)
    narrow = _narrow(points, unit)
    scores = _scores(_some(points, COARSE_POINTS), angles, 4.0 * unit, (min(3, narrow), narrow))
    confidence = 1 - math.exp((float(np.median(scores)) - float(scores.max())) / 2)
    if confidence < SURE:
        return Skew(0.0, confidence, doubtful=True)
    return Skew(float(angles[scores.argmax()]), confidence, doubtful=False)


def _across(points: Points, unit: float) -> float:
    return float(np.ptp(points[0])) / (unit * 150 / ink.INCH)


def _narrow(points: Points, unit: float) -> int:
    """Into how many strips: on a card or in a booklet a strip of a sheet's many would hold less than a word."""
    across = _across(points, unit)
    return NARROW if across >= SHEET_MM else max(2, int(across / STRIP_MM))


def _closer(points: Points, told: Skew, unit: float) -> Skew:
    """The first look's angle, to hundredths of a degree; in doubt where parts of the page tell different ones."""
    if told.doubtful:
        return told
    few, many, narrow = _some(points, COARSE_POINTS), _some(points, FINE_POINTS), _narrow(points, unit)
    best = told.degrees
    for shown, reach, step, height, strips in (
        (few, 0.6, 0.1, 2.0, (2, min(4, narrow), narrow)),
        (many, 0.2, 0.04, 1.5, (1, 3, 6)),
        # Less than a pixel: rows as high as the pixels' own make a false peak at 0.
        (many, 0.1, 0.025, 0.7 / unit, (1, 3)),
    ):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = _top(angles, _scores(shown, angles, height * unit, strips))
    if _across(points, unit) < SHEET_MM:
        return replace(told, degrees=best)
    angles = best + np.append(0.0, np.arange(-AROUND, AROUND + 0.1, 0.25))
    scores = _scores(few, angles, 3.0 * unit, (NARROW,))
    usual = float(np.median(scores))
    if scores[0] - usual < AGREED * (scores.max() - usual):
        return replace(told, degrees=float(angles[scores.argmax()]), doubtful=True)
    return replace(told, degrees=best)


def _by_rules(points: Points, dpi: float, told: Skew, folds: int = 1) -> Skew | None:
    """The angle near the letters' at which rules stand in rows or columns; None where no more than folds tell it."""
    few, unit = _some(points, RULE_POINTS), dpi / 150
    sure = told.confidence >= SURE
    reach = RULE_REACH if sure else WIDEST
    angles = np.clip(told.degrees + np.arange(-reach, reach + 0.05, 0.1), -WIDEST - 0.5, WIDEST + 0.5)
    scores = _rule_scores(few if sure else _some(points, RULE_POINTS // 3), angles, 1.5 * unit, (1, 4))
    clear = float(scores.max() / np.median(scores))
    if clear < RULED:
        return None
    angles = angles[scores.argmax()] + np.arange(-0.12, 0.121, 0.02)
    best = _top(angles, _rule_scores(few, angles, unit, (1,)))
    return (
        Skew(best, max(told.confidence, 1 - 1 / clear), doubtful=False)
        if _has_fellow(points, best, dpi, folds)
        else None
    )


def _rule_scores(points: Points, angles: Numbers, height: float, strips: tuple[int, ...]) -> Numbers:
    """For each angle, how unevenly the ink falls on the rows and on the columns of the page sheared by it."""
    scores = [_scores(turned, angles, height, strips) for turned in (points, (-points[1], points[0]))]
    return np.asarray(np.exp(np.array(scores) / len(strips)).sum(axis=0))


def _profile(points: Points, angle: float, height: float) -> Numbers:
    row = ((points[1] + points[0] * np.float32(math.tan(math.radians(angle)))) / np.float32(height)).astype(np.int32)
    return np.bincount(row - row.min()).astype(np.float64)


def _has_fellow(points: Points, angle: float, dpi: float, folds: int) -> bool:
    """Whether the rules tell the same angle without so many of the longest, which may be folds or the paper's edge."""
    slope, kept = np.float32(math.tan(math.radians(angle))), np.ones(points[0].size, np.bool_)
    left = 0.0
    for row in (points[1] + points[0] * slope, points[1] * slope - points[0]):
        row = (row - row.min()).astype(np.int32)
        lengths = np.convolve(np.bincount(row), np.ones(3), "same")
        for _ in range(folds):
            first = int(lengths.argmax())
            kept &= np.abs(row - first) > WIDE_RULE
            lengths[max(0, first - WIDE_RULE) : first + WIDE_RULE + 1] = 0
        left = max(left, float(lengths.max()))
    if left < SHORTEST_RULE_MM * dpi / ink.INCH or np.count_nonzero(kept) < FEWEST_POINTS:
        return False
    angles = angle + np.arange(-0.6, 0.61, 0.05)
    few = _some((points[0][kept], points[1][kept]), RULE_POINTS)
    return abs(_top(angles, _rule_scores(few, angles, dpi / 150, (1,))) - angle) <= ALIKE


def _some(points: Points, count: int) -> Points:
    every = max(1, points[0].size // count)
    return points[0][::every], points[1][::every]


def _scores(points: Points, angles: Numbers, height: float, strips: tuple[int, ...]) -> Numbers:
    """For each angle, how unevenly the ink falls on the rows (`height` pixels) of the page sheared by it.

    The whole width gives the sharpest peak, but columns whose lines stand at different heights make false ones; in
    narrow strips those are gone. The sum of the logarithms peaks where all widths agree.
    """
    x, y = points[0] / np.float32(height), points[1] / np.float32(height)
    offset = np.float32(np.abs(x).max() * math.tan(math.radians(float(np.abs(angles).max()))) + 1 - y.min())
    rows = int(y.max() + 2 * offset + y.min()) + 2
    shares = (x - x.min()) / (np.ptp(x) + 1)
    counted = _counted(strips)
    bases = {count: (shares * count).astype(np.int32) * rows for count in counted}
    scores = np.zeros(angles.size)
    for index, angle in enumerate(angles):
        row = (y + x * np.float32(math.tan(math.radians(angle))) + offset).astype(np.int32)
        for narrow, base in bases.items():
            profile = np.bincount(row + base, minlength=rows * narrow).astype(np.float64)
            for count in counted[narrow]:
                joined = profile if count == narrow else profile.reshape(count, -1, rows).sum(axis=1).ravel()
                scores[index] += math.log(joined @ joined)
    return scores


@cache
def _counted(strips: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    """The strips that are counted, and those whose counts they make up: themselves, and wider ones of some of them."""
    narrowest = [max(more for more in strips if more % count == 0) for count in strips]
    pairs = list(zip(strips, narrowest, strict=True))
    return {count: tuple(one for one, own in pairs if own == count) for count in narrowest}


def _top(angles: Numbers, scores: Numbers) -> float:
    """The top of the parabola that fits the highest score and four neighbours on either side."""
    top = int(scores.argmax())
    near = slice(max(0, top - 4), top + 5)
    bend, slope, _ = np.polyfit(angles[near] - angles[top], scores[near], 2)
    if bend >= 0:
        return float(angles[top])
    return float(np.clip(angles[top] - slope / bend / 2, angles[near][0], angles[near][-1]))
