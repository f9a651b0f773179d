"""A line chart as an SVG file, both axes logarithmic: enough to see how something grows."""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 760, 420
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 40, 190, 50
_COLOURS = ("#1b6ca8", "#c8553d", "#3c7a3b", "#7a4b9d")


@dataclass(frozen=True)
class Line:
    """A named row of points (x, y), all above nothing; a dashed one has the colour of the line before it."""

    name: str
    points: list[tuple[float, float]]
    dashed: bool = False


@dataclass(frozen=True)
class _Axis:
    """Powers of ten from the smallest to the largest value, on so many pixels."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (self.end - self.start) * (math.log10(value) - self.low) / max(1, self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def chart(lines: list[Line], title: str, axes: tuple[str, str]) -> str:
    """The chart; `axes` names what stands on the one across and on the one upright."""
    across = _axis([x for line in lines for x, _ in line.points], _LEFT, _WIDTH - _RIGHT)
    upright = _axis([y for line in lines for _, y in line.points], _HEIGHT - _BOTTOM, _TOP)
    parts = [_text(_LEFT, 16, title, "start"), _text(across.end, _HEIGHT - 8, axes[0]), _text(8, 32, axes[1], "start")]
    for tick in across.ticks:
        x = across.at(tick)
        parts += [_stroke([(x, upright.start), (x, upright.end)], "#ddd"), _text(x, _HEIGHT - 28, f"{tick:,g}")]
    for tick in upright.ticks:
        y = upright.at(tick)
        parts += [_stroke([(across.start, y), (across.end, y)], "#ddd"), _text(_LEFT - 8, y + 4, f"{tick:g}", "end")]
    colour = -1
    for place, line in enumerate(lines):
        colour += not line.dashed
        ink, y = _COLOURS[colour % len(_COLOURS)], _TOP + 20 * place
        parts.append(_stroke([(across.at(x), upright.at(y)) for x, y in line.points], ink, dashed=line.dashed))
        parts.append(_stroke([(across.end + 15, y), (across.end + 45, y)], ink, dashed=line.dashed))
        parts.append(_text(across.end + 52, y + 4, line.name, "start"))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif"'
    return "\n".join(
        [f'{head} font-size="12">', '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>", ""]
    )


def _axis(values: list[float], start: float, end: float) -> _Axis:
    return _Axis(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))), start, end)


def _stroke(points: list[tuple[float, float]], ink: str, *, dashed: bool = False) -> str:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<polyline points="{told}" fill="none" stroke="{ink}"{dashes}/>'


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
