"""Several files as the pages of one pile: scanners that write a file for each page, and piles scanned in two passes."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from digitize.errors import InputError
from digitize.intake import identify
from digitize.model import Intake, Original

Merge = Callable[[Sequence[Original], Sequence[Original]], tuple[Original, ...]]


def join(intakes: Sequence[Intake], merge: Merge | None = None) -> Intake:
    """One input of the pages of all, in order, or, of two, as `merge` puts them together.

    Raises InputError when one of them cannot be opened or is no scan: a pile that lacks pages would be split wrongly.
    """
    for intake in intakes:
        if intake.form != "scan":
            reason = intake.problem or "là tệp điện tử, không phải bản quét / it is no scan"
            raise InputError(f"không ghép được thành một tập, chưa lưu gì / not one pile: {intake.path}: {reason}")
    first, folder = intakes[0], Path(intakes[0].copy).parent
    passes = [first.originals, *(tuple(_moved(one, folder)) for one in intakes[1:])]
    originals = merge(passes[0], passes[1]) if merge else tuple(chain.from_iterable(passes))
    sha256 = hashlib.sha256("\n".join(intake.sha256 for intake in intakes).encode()).hexdigest()
    path = str(Path(first.path).parent)
    return replace(first, path=path, sha256=sha256, identity=identify(originals), originals=originals)


def _moved(intake: Intake, folder: Path) -> list[Original]:
    """The pages of one input, moved with its folder into another's: one folder holds what belongs to one input."""
    old = Path(intake.copy).parent
    new = Path(shutil.move(old, folder / old.name))
    return [replace(original, path=str(new / Path(original.path).relative_to(old))) for original in intake.originals]
