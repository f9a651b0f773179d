"""Reads the fields of a document: what stands behind its labels, at its head and at its foot."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from digitize.model import Document
from digitize.vietnam.agency import read_agency
from digitize.vietnam.foot import read_foot
from digitize.vietnam.form import Form, read_form
from digitize.vietnam.head import read_issued, read_number
from digitize.vietnam.kinds import kinds
from digitize.vietnam.people import read_people
from digitize.vietnam.slip import read_slips
from digitize.vietnam.tables import read_components
from digitize.vietnam.title import read_subject
from digitize.vietnam.values import Reading

READERS: tuple[Callable[[Form], Iterator[Reading]], ...] = (
    read_people,
    read_number,
    read_issued,
    read_agency,
    read_subject,
    read_foot,
    read_slips,
    read_components,
)


def extract(document: Document) -> Document:
    """Adds the fields that are on the paper; a doubtful reading is kept as read, with a doubt that says why."""
    form = read_form(document, kinds().get(document.kind, kinds()["khac"]))
    found = [one for reader in READERS for one in reader(form)]
    doubts = dict.fromkeys(f"{one.field.name}:{doubt}" for one in found for doubt in one.doubts)
    fields = tuple(one.field for one in found)
    return replace(document, fields=fields, doubts=tuple(dict.fromkeys((*document.doubts, *doubts))))
