"""A pile that was scanned in two passes: its fronts, then, turned over as a whole, its backs from last to first."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from digitize.errors import InputError

_Side = TypeVar("_Side")


def merge(fronts: Sequence[_Side], backs: Sequence[_Side]) -> tuple[_Side, ...]:
    """The sides as a duplex scanner would have given them; raises InputError when the two passes differ in number."""
    if len(fronts) != len(backs):
        raise InputError(
            f"hai lượt quét không khớp: {len(fronts)} mặt trước, {len(backs)} mặt sau; hãy quét lại cả hai lượt / "
            f"the two passes differ: {len(fronts)} fronts, {len(backs)} backs; scan both again"
        )
    return tuple(_sides(fronts, backs))


def _sides(fronts: Sequence[_Side], backs: Sequence[_Side]) -> Iterator[_Side]:
    for front, back in zip(fronts, reversed(backs), strict=True):
        yield front
        yield back
