"""Where papers and dossiers begin in a pile of pages."""

from collections.abc import Sequence

from digitize.model import Page, Piece


def split(pages: Sequence[Page], dossier: str = "") -> tuple[Piece, ...]:
    """The pieces of a pile, in its order; every page is in exactly one. `dossier`: known before the pile begins."""
    return (Piece(tuple(range(len(pages))), dossier=dossier),) if pages else ()
