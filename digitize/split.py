"""Where papers and dossiers begin in a pile of pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from digitize.model import Page


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages (indexes from 0 into the pile) that make one paper, or are a separator sheet.

    `dossier`: the code of the dossier that they belong to, `kind`: told by a separator sheet; both "" when not known.
    `doubts`: names of the glossary (`split:page_order`).
    """

    pages: tuple[int, ...]
    role: Literal["paper", "separator"]
    dossier: str = ""
    kind: str = ""
    doubts: tuple[str, ...] = ()


def split(pages: Sequence[Page], dossier: str = "") -> tuple[Piece, ...]:
    """The pieces of a pile, in its order; every page is in exactly one. `dossier`: known before the pile begins."""
    return (Piece(tuple(range(len(pages))), "paper", dossier),) if pages else ()
