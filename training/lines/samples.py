"""Worn lines with their texts, endlessly and by a seed: what the net learns from, in batches of like widths."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitize.model import Pixels
from ocr.line_letters import encode
from ocr.line_shape import HEIGHT, STRIDE, place, shape
from training.lines.render import Renderer
from training.lines.texts import Texts
from training.lines.wear import worn

POOL = 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Where fonts and text lie, and how long the texts are (letters)."""

    folder: Path
    shortest: int = 4
    longest: int = 32


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines side by side (count, 1, HEIGHT, width), their widths in columns of the answer, and their letters."""

    pictures: npt.NDArray[np.uint8]
    columns: list[int]
    targets: list[list[int]]


def lines(source: Source, seed: str) -> Iterator[tuple[Pixels, str]]:
    """Lines as the net sees them, and what they say."""
    draw = random.Random(seed)
    corpus = source.folder / "lines.txt"
    texts, renderer = Texts(corpus if corpus.is_file() else None), Renderer(source.folder / "fonts")
    while True:
        text = texts.draw(draw, draw.randint(source.shortest, source.longest))
        drawn = renderer.line(text, draw)
        picture = shape(worn(drawn, renderer.latest, draw))[0]
        if picture.shape[1] // STRIDE > columns_needed(encode(text)) and picture.shape[1] < 36 * len(text) + 160:
            yield shifted(picture, draw), text


def columns_needed(target: list[int]) -> int:
    """The fewest columns that can say these letters: two alike need one between them."""
    return len(target) + sum(one == other for one, other in pairwise(target))


def shifted(picture: Pixels, draw: random.Random) -> Pixels:
    """A row or two higher or lower: the middle of the ink is never found exactly."""
    return place(picture, draw.choice((-2, -1, -1, 0, 0, 0, 1, 1, 2)))


def batches(source: Source, seed: str, size: int) -> Iterator[Batch]:
    """Batches of lines of nearly one width."""
    supply = lines(source, seed)
    draw = random.Random(seed)
    while True:
        pool = sorted((next(supply) for _ in range(max(POOL, size))), key=lambda one: one[0].shape[1])
        groups = [pool[at : at + size] for at in range(0, len(pool), size)]
        draw.shuffle(groups)
        for group in groups:
            yield pack(group)


def pack(group: list[tuple[Pixels, str]]) -> Batch:
    """One batch of these lines."""
    columns = [-(-picture.shape[1] // STRIDE) for picture, _ in group]
    pictures = np.zeros((len(group), 1, HEIGHT, max(columns) * STRIDE), np.uint8)
    for made, (picture, _) in zip(pictures, group, strict=True):
        made[0, :, : picture.shape[1]] = picture
    return Batch(pictures, columns, [encode(text) for _, text in group])
