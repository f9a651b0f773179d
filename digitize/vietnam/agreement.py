"""What several readings of one value say together: agreement makes surer, disagreement is a doubt with all of them."""

from collections.abc import Iterable
from dataclasses import replace

from digitize.vietnam.values import SURE, Reading


def confirmed(made: Reading, witness: str, confidence: float) -> Reading:
    """The reading with one more witness that says the same: both are wrong only where both err."""
    sure = round(1 - (1 - made.field.confidence) * (1 - confidence), 4)
    heard = made.doubts if sure < SURE.get(made.field.name, 0.6) else _without(made.doubts)
    field = replace(
        made.field,
        confidence=sure,
        witnesses=(*made.field.witnesses, witness),
        status="doubtful" if heard else made.field.status if made.field.value is None else "read",
    )
    return Reading(field, heard)


def disputed(made: Reading, said: Iterable[str]) -> Reading:
    """The reading with what else was read for the same value."""
    others = tuple(dict.fromkeys((*made.field.others, *said)))
    doubts = tuple(dict.fromkeys((*made.doubts, "two_values")))
    return Reading(replace(made.field, status="doubtful", others=others), doubts)


def _without(doubts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(doubt for doubt in doubts if doubt not in ("low_confidence", "unclear_date"))
