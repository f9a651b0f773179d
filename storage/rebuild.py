"""A catalog from sealed manifests alone: every record that ever stood, piles and links, and the trail's segments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Catalog, Store, Vault
from digitize.record import Anchor, Kept, Pile, Record
from digitize.record_json import pile_from_json, record_from_json
from storage.anchors import anchored, segment
from storage.keys import Keys

_RECORD = b'{"format":1,"document":'
_PILE = b'{"format":1,"identity":'


@dataclass(frozen=True, slots=True)
class Found:
    """One manifest in the store: of which document and revision (of a pile: its identity, 0, 0)."""

    about: str
    version: int
    revision: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came back: documents, records of them, piles, events; manifests set aside because another took the place."""

    documents: int
    records: int
    piles: int
    events: int
    aside: tuple[Found, ...] = ()


def check_empty(catalog: Catalog) -> None:
    """Raises ConfigError unless nothing stands in the catalog."""
    with catalog.transaction() as transaction:
        ledger = transaction.ledger
        if ledger.page("", 1) or ledger.piles("", 1) or transaction.chain.page(0, 1):
            raise ConfigError("the catalog is not empty: name a new one, or take the useless one away first")


def look_through(store: Store, vault: Vault) -> Iterator[Found | str]:
    """Every manifest in the store, and the name of each object that does not open."""
    for name in store.names():
        if "/" in name:
            continue
        try:
            found = _manifest(name, vault)
        except ServiceError as error:
            if error.retry:
                raise
            yield name
        else:
            if found:
                yield found


def fill(catalog: Catalog, vault: Vault, manifests: Iterable[Found], anchors: Iterable[Anchor]) -> Rebuilt:
    """Writes into an empty catalog what manifests and segments hold; of two for one revision the first is taken."""
    wanted = sorted(manifests, key=lambda one: (one.about, one.version, one.revision))
    events = _fill_trail(catalog, vault, anchors)
    documents, records, piles, aside = set[str](), 0, 0, list[Found]()
    before: Found | None = None
    for one in wanted:
        if before and (one.about, one.version, one.revision) == (before.about, before.version, before.revision):
            aside.append(one)
            continue
        before = one
        if not one.version:
            piles += _add_pile(catalog, _pile(one.kept, vault))
            continue
        _add(catalog, _record(one.kept, vault), fresh=one.about not in documents)
        documents.add(one.about)
        records += 1
    return Rebuilt(len(documents), records, piles, events, tuple(aside))


def anchors_of(store: Store, keys: Keys) -> tuple[Anchor, ...]:
    """The anchors in the store up to the first that is damaged or gone."""
    found = []
    for _, one in anchored(store, keys):
        if one is None:
            break
        found.append(one)
    return tuple(found)


def _manifest(name: str, vault: Vault) -> Found | None:
    with vault.open(name) as file:
        start = file.read(len(_RECORD))
        if start not in (_RECORD, _PILE):
            return None
        text = (start + file.read()).decode()
    kept = vault.measure(name)
    if start == _PILE:
        return Found(pile_from_json(text).identity, 0, 0, kept)
    record = record_from_json(text)
    return Found(record.document, record.version, record.revision, kept)


def _record(kept: Kept, vault: Vault) -> Record:
    with vault.open(kept.name) as file:
        return replace(record_from_json(file.read().decode()), manifest=kept)


def _pile(kept: Kept, vault: Vault) -> Pile:
    with vault.open(kept.name) as file:
        return replace(pile_from_json(file.read().decode()), manifest=kept)


def _add(catalog: Catalog, record: Record, *, fresh: bool) -> None:
    with catalog.transaction() as transaction:
        if not fresh:
            transaction.records.replace(record)
        elif not transaction.records.add(record):
            raise ServiceError(f"document {record.document} cannot be put back: its identity is another's")


def _add_pile(catalog: Catalog, pile: Pile) -> bool:
    with catalog.transaction() as transaction:
        return transaction.piles.add(pile)


def _fill_trail(catalog: Catalog, vault: Vault, anchors: Iterable[Anchor]) -> int:
    kept = tuple(anchors)
    links = tuple(link for one in kept for link in segment(one, vault))
    with catalog.transaction() as transaction:
        transaction.chain.restore(links)
        for one in kept:
            transaction.chain.anchor(one)
    return len(links)
