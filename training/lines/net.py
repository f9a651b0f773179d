"""The line net: convolutions only, a picture of 40 rows in, scores of letters for every fourth column out.

No recurrence: it runs as fast on one core as its arithmetic, and a line may be of any width.
"""

from dataclasses import dataclass

from torch import Tensor, nn

from ocr.line_letters import CLASSES
from ocr.line_shape import HEIGHT


@dataclass(frozen=True, slots=True)
class Size:
    """How wide and deep: channels and blocks at a half, a quarter and an eighth of the height, then along the line."""

    stem: int
    quarter: int
    eighth: int
    line: int
    blocks: tuple[int, int, int]
    reach: int = 9


SIZES = {
    "tiny": Size(16, 32, 64, 128, (1, 2, 4)),
    "deep": Size(16, 32, 64, 128, (2, 3, 6)),
    "small": Size(16, 40, 80, 192, (2, 2, 5)),
    "medium": Size(24, 64, 128, 256, (2, 4, 7)),
}


class Block(nn.Module):
    """Looks around each place, channel by channel, then mixes the channels; adds what it found to what it was given."""

    def __init__(self, channels: int, kernel: tuple[int, int]) -> None:
        super().__init__()
        around = (kernel[0] // 2, kernel[1] // 2)
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, kernel, padding=around, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, 2 * channels, 1, bias=False),
            nn.BatchNorm2d(2 * channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(2 * channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
        nn.init.zeros_(self.body[-1].weight)

    def forward(self, given: Tensor) -> Tensor:
        """The same shape as given."""
        found: Tensor = self.body(given)
        return given + found


def step(given: int, made: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Sequential:
    """A convolution that makes the picture smaller."""
    around = (kernel[0] // 2 if stride[0] < kernel[0] else 0, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(given, made, kernel, stride, around, bias=False), nn.BatchNorm2d(made), nn.ReLU(inplace=True)
    )


class Net(nn.Module):
    """(count, 1, 40, width) in 0..1 to (count, width / 4, classes), unnormalised."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        low = HEIGHT // 8
        first, second, third = size.blocks
        self.look = nn.Sequential(
            step(1, size.stem, (3, 3), (2, 2)),
            step(size.stem, size.quarter, (3, 3), (2, 2)),
            *(Block(size.quarter, (3, 3)) for _ in range(first)),
            step(size.quarter, size.eighth, (3, 3), (2, 1)),
            *(Block(size.eighth, (3, 3)) for _ in range(second)),
            step(size.eighth, size.line, (low, 1), (low, 1)),
        )
        self.along = nn.Sequential(*(Block(size.line, (1, size.reach)) for _ in range(third)))
        self.drop = nn.Dropout(0.1)
        self.name = nn.Conv2d(size.line, CLASSES, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Scores column by column."""
        scores: Tensor = self.name(self.drop(self.along(self.look(pictures))))
        return scores.squeeze(2).transpose(1, 2)


def weight(net: nn.Module) -> int:
    """The number of its parameters."""
    return sum(parameter.numel() for parameter in net.parameters())
