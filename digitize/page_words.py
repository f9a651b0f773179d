"""The words of finished pages, on disk between the process that reads a page and the one that understands its document.

The first process of a run only hands pages on: of a thousand pages full of text it would else hold every word twice.
The files lie in the input's own folder of the spool, which is the user's alone and goes when the input is done.
"""

import pickle
from dataclasses import replace
from pathlib import Path

from digitize.model import Page


def lay_down(page: Page) -> Page:
    """Writes the page's lines beside its stream; returns the page without them."""
    _place(page).write_bytes(pickle.dumps(page.lines, pickle.HIGHEST_PROTOCOL))
    return replace(page, lines=())


def take_up(page: Page) -> Page:
    """The page with the lines that were laid down."""
    return replace(page, lines=pickle.loads(_place(page).read_bytes()))


def _place(page: Page) -> Path:
    return Path(page.original.path).with_name(f"words-{page.original.source.page}")
