"""Going through all of a catalog, page by page, each page a transaction of its own."""

from collections.abc import Callable, Iterator
from itertools import chain
from random import Random

from digitize.filing import all_objects
from digitize.ports import Catalog
from digitize.record import Kept, Pile, Record

_PAGE = 500
_LETTERS = "abcdefghjkmnpqrstvwxyz0123456789"


def papers(catalog: Catalog, after: str = "", count: int = _PAGE) -> Iterator[tuple[tuple[Record, ...], ...]]:
    """Pages of documents after that id: all records of each, the current one first."""
    while page := _papers(catalog, after, count):
        yield page
        after = page[-1][0].document


def history(catalog: Catalog, document: str) -> tuple[Record, ...]:
    """All records of one document, the current one first; none when it is not there."""
    near = (records for page in papers(catalog, document[:-1], 1) for records in page)
    found = next((records for records in near if records[0].document >= document), ())
    return found if found and found[0].document == document else ()


def sample(
    catalog: Catalog, count: int, chance: Random, fits: Callable[[Record], bool]
) -> tuple[tuple[Record, ...], ...]:
    """So many documents at random (ids are as good as random) whose current record fits, each with all its records."""
    starts = ("".join(chance.choices(_LETTERS, k=12)) for _ in range(count * 4))
    at_random = (paper for start in starts for paper in next(papers(catalog, start, 1), ()))
    seen: dict[str, tuple[Record, ...]] = {}
    # A small archive is gone through from its beginning for what chance left out.
    for paper in chain(at_random, chain.from_iterable(papers(catalog))):
        if fits(paper[0]):
            seen[paper[0].document] = paper
        if len(seen) == count:
            break
    return tuple(seen.values())


def piles(catalog: Catalog, count: int = _PAGE) -> Iterator[Pile]:
    """How every pile was split."""
    after = ""
    while page := _piles(catalog, after, count):
        yield from page
        after = page[-1].identity


def pile_objects(pile: Pile) -> tuple[Kept, ...]:
    """Every object that a pile refers to."""
    return (*pile.separators, *((pile.manifest,) if pile.manifest else ()))


def objects(catalog: Catalog) -> Iterator[Kept]:
    """Every sealed object that the catalog refers to, some more than once: records, piles, segments of the trail."""
    for page in papers(catalog):
        yield from (kept for records in page for record in records for kept in all_objects(record))
    for pile in piles(catalog):
        yield from pile_objects(pile)
    with catalog.transaction() as transaction:
        anchors = transaction.chain.anchors()
    yield from (anchor.segment for anchor in anchors)


def _papers(catalog: Catalog, after: str, count: int) -> tuple[tuple[Record, ...], ...]:
    with catalog.transaction() as transaction:
        return transaction.ledger.page(after, count)


def _piles(catalog: Catalog, after: str, count: int) -> tuple[Pile, ...]:
    with catalog.transaction() as transaction:
        return transaction.ledger.piles(after, count)
