"""How the text of a visible signature is set: 10 points, wrapped into the width that is there (NĐ 30/2020, annex I)."""

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from digitize.errors import InputError
from digitize.pdf_face import open_face

POINTS = 72 / 25.4  # of a millimetre
SIZE = 10.0  # points
LEADING = 11.5  # points from line to line
TIGHTEST = 10.0  # the same, where the box is low
MOST_LINES = 3  # that one text may take
CODE = 42.0  # points, side of a QR code with its bare margin: 15 mm, the height that every stamp has
_APART = 4.0  # points between the texts and the code's margin


@dataclass(frozen=True, slots=True)
class Says:
    """What a stamp will show: texts, and perhaps a QR code at their right."""

    texts: tuple[str, ...] = ()
    code: bool = False

    def lay_out(self, width: float, height: float = float("inf")) -> tuple[tuple[str, ...], bool]:
        """Lines for a box (points), and whether the code stands beside them: it gives way where texts need the room.

        Raises InputError where a text takes more than three lines, code or not.
        """
        if self.code:
            with suppress(InputError):
                lines = wrap(self.texts, width - CODE - _APART)
                if height >= lowest(len(lines)):
                    return lines, True
        return wrap(self.texts, width), False


NOTHING = Says()


def wrap(texts: Iterable[str], width: float) -> tuple[str, ...]:
    """The texts as lines no wider than `width` points; raises InputError where one takes more than three."""
    lines: list[str] = []
    for text in texts:
        own: list[str] = []
        for word in unicodedata.normalize("NFC", text).split():
            longer = f"{own[-1]} {word}" if own else word
            if own and measure(longer) <= width:
                own[-1] = longer
            else:
                own.append(word)
        if len(own) > MOST_LINES or any(measure(line) > width for line in own):
            raise too_small("wide", width, max(measure(text) / MOST_LINES, *map(measure, own)))
        lines += own
    return tuple(lines)


def measure(text: str) -> float:
    """How wide the text runs, in points; letters that the font lacks count nothing."""
    face = open_face()
    return sum(face.metrics[face.letters[letter]][0] for letter in text if letter in face.letters) * SIZE / 1000


def lowest(count: int) -> float:
    """The least height of so many lines, in points."""
    face = open_face()
    return (face.ascent - face.descent) * SIZE / 1000 + (count - 1) * TIGHTEST


def too_small(which: str, is_: float, needed: float) -> InputError:
    """Sizes in points; what is told is in millimetres."""
    return InputError(
        f"khung chữ ký quá nhỏ / the stamp's box is {is_ / POINTS:.0f} mm {which}, its text needs "
        f"{needed / POINTS:.0f} mm: shorten the agency's name in the settings"
    )
