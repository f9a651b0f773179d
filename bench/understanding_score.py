"""What becomes of each field that a paper tells: found or not, right or wrong, sure or doubted."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bench.papers_form import Told
from digitize.model import Field

# fields of which a paper has several; of all others one value is enough, and each told value is right
SEVERAL = ("all_citizen_ids", "recipients", "components")
# what is judged letter by letter; the rest without regard to case, stops and strokes
EXACT = ("citizen_id", "all_citizen_ids", "cmnd", "document_number", "issue_date", "date_of_birth", "expiry_date")
EXACT = (*EXACT, "due_date", "dossier_code", "tax_code", "business_code", "plot", "map_sheet", "phone")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field: `what` is right, wrong, doubted_right, doubted_wrong or missed; `extra`: the paper tells none."""

    name: str
    what: str
    told: str | None
    found: str | None
    extra: bool = False


def outcomes(told: tuple[Told, ...], found: tuple[Field, ...]) -> Iterator[Outcome]:
    """Each told field with what was found for it, then what was found and not told."""
    for name in dict.fromkeys([one.name for one in told] + [one.name for one in found]):
        mine = [one for one in told if one.name == name]
        read = [one for one in found if one.name == name]
        yield from _several(name, mine, read) if name in SEVERAL else _single(name, mine, read)


def _single(name: str, told: list[Told], found: list[Field]) -> Iterator[Outcome]:
    for role in dict.fromkeys("code" if one.role == "code" else "" for one in [*told, *found]):
        mine = [one for one in told if (one.role == "code") == (role == "code")]
        read = [one for one in found if (one.role == "code") == (role == "code")]
        if not read:
            if any(not one.optional for one in mine):
                yield Outcome(name, "missed", mine[0].value, None)
            continue
        for one in read:
            right = any(alike(name, known.value, one) for known in mine)
            first = mine[0].value if mine else None
            yield Outcome(name, _what(one, right, bool(mine)), first, one.value, not mine)


def _several(name: str, told: list[Told], found: list[Field]) -> Iterator[Outcome]:
    values = dict.fromkeys(one.value for one in told)
    hit = set()
    for one in found:
        same = next((value for value in values if alike(name, value, one)), None)
        roles = {known.role for known in told if known.value == same}
        misplaced = name == "all_citizen_ids" and same is not None and not _placed(one.role, roles)
        hit.add(same)
        what = _what(one, same is not None and not misplaced, True)
        yield Outcome(name, what, f"{same} {sorted(roles)}", f"{one.value} [{one.role}]", same is None)
    for value in values:
        if value not in hit and any(one.value == value and not one.optional for one in told):
            yield Outcome(name, "missed", value, None)


def _placed(role: str, roles: set[str]) -> bool:
    """Whether a number's role will do: the holder's is the holder's and nobody else's; the others may be mixed up."""
    return role in roles or (role != "holder" and roles != {"holder"})


def _what(found: Field, right: bool, told: bool) -> str:
    if found.status == "blank_on_page" and not right:
        return "missed" if told else "doubted_right"
    return ("doubted_" if found.status == "doubtful" else "") + ("right" if right else "wrong")


def alike(name: str, value: str | None, found: Field) -> bool:
    """Whether a found field says what is told; an empty slot is told as None."""
    if value is None or found.value is None:
        return value is None and found.value is None
    if name in EXACT:
        return value == found.value
    return plain(value) == plain(found.value)


def plain(text: str) -> str:
    """Letters and digits with their marks, without case."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def lower_bound(right: int, cases: int, risk: float = 0.05) -> float:
    """The least share that so many right ones of so many cases prove at the risk (Clopper-Pearson, one-sided)."""
    if right == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_least(right, cases, middle) < risk else (low, middle)
    return low


def _at_least(right: int, cases: int, share: float) -> float:
    """The chance of that many right ones or more, each right with that share."""
    if share <= 0:
        return 0.0
    logs = [
        math.lgamma(cases + 1) - math.lgamma(k + 1) - math.lgamma(cases - k + 1)
        + k * math.log(share) + (cases - k) * math.log1p(-share)
        for k in range(right, cases + 1)
    ]  # fmt: skip
    return min(1.0, sum(map(math.exp, logs)))
