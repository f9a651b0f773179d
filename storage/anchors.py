"""The trail's head outside of the database: anchors, written once into the store, one after the other.

An anchor names the last event and its link, and the sealed segment of all events since the anchor before: who cuts the
trail, or rewrites it with the key in hand, is found back to the last anchor, and a lost catalog's trail comes back.
Object names: `anchor/` and the place in letters; places count from 1 without gaps, so that none need be listed.
"""

import hashlib
import hmac
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digitize.errors import ServiceError
from digitize.ports import Catalog, Store, Vault
from digitize.record import Anchor, Event, Link
from storage.catalogs.trail import anchor_from
from storage.chain import Break, follow
from storage.keys import Keys

PREFIX = "anchor/"
_FORMAT = 1
_PAGE = 1000
_PLACES = 12
# So many anchors beyond the last are looked for: one taken away by hand does not hide the rest.
_BEYOND = 8
Stamper = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit of the trail saw: how many events, anchors and stamps hold, and the first that does not."""

    events: int
    sealed: int
    anchors: tuple[Anchor, ...]
    broken: Break | None = None


@dataclass(frozen=True, slots=True)
class Trailing:
    """The doors that anchoring and auditing need."""

    catalog: Catalog
    vault: Vault
    store: Store
    keys: Keys = field(repr=False)


def seal(catalog: Catalog) -> int:
    """Links what is not linked yet; how many events."""
    with catalog.transaction() as transaction:
        return transaction.chain.seal()


def anchor(
    house: Trailing, folder: Path, stamp: Stamper | None = None, since: timedelta = timedelta()
) -> Anchor | None:
    """Writes the trail's head into the store where an unanchored event is older than `since`; None where none is.

    `folder`: where the segment lies while it is sealed; `stamp` gives an RFC 3161 token for a SHA-256. Raises
    ServiceError when the store holds an anchor that this trail does not lead to: the trail was cut or put back.
    """
    with house.catalog.transaction() as transaction:
        transaction.chain.seal()
        anchors = transaction.chain.anchors()
        last = anchors[-1] if anchors else None
        links = transaction.chain.page(last.number if last else 0, _PAGE)
    if not links or datetime.now(UTC) - min(_when(one.event) for one in links) < since:
        return None
    made = _made(house, last, links, folder)
    if stamp is not None:
        made = replace(made, stamp=stamp(_digest(made)).hex())
    with house.catalog.transaction() as transaction:
        known = transaction.chain.anchors()
        if (known[-1] if known else None) != last:
            return None
        house.store.put(_name(made.place), io.BytesIO(_written(made, house.keys)))
        there = _read(house.store, made.place, house.keys)
        if there is None or (there != made and not _leads_to(there, last, links)):
            raise ServiceError("the store holds an anchor that the trail does not lead to: run `sohoa audit verify`")
        transaction.chain.anchor(there)
    return there


def anchored(store: Store, keys: Keys) -> Iterator[tuple[int, Anchor | None]]:
    """The anchors in the store by their places; None for one that is damaged, or gone from between others."""
    place = 1
    while any(store.has(_name(further)) for further in range(place, place + _BEYOND)):
        yield place, _read(store, place, keys)
        place += 1


def audit(house: Trailing) -> Report:
    """Walks through the whole trail and its anchors; nothing is changed. The first break ends the walk."""
    with house.catalog.transaction() as transaction:
        noted = transaction.chain.anchors()
    found = dict(anchored(house.store, house.keys))
    broken = _first_lost(found, noted)
    heads = {one.number: one for one in found.values() if one is not None}
    good: list[Anchor] = []
    events = sealed = last = 0
    for one in follow(house.keys.trail, _links(house.catalog)):
        if isinstance(one, Break):
            return Report(events, sealed, tuple(good), one)
        events, sealed, last = events + 1, sealed + bool(one.mac), one.number
        if one.number in heads:
            if one.mac != heads[one.number].mac:
                start = good[-1].number + 1 if good else 1
                return Report(events, sealed, tuple(good), Break(start, "trail_rewritten"))
            good.append(heads.pop(one.number))
    if any(number > last for number in heads):
        broken = Break(last + 1, "tail_cut")
    elif heads:
        broken = Break(min(heads), "line_removed")
    return Report(events, sealed, tuple(good), broken)


def segment(anchored: Anchor, vault: Vault) -> tuple[Link, ...]:
    """The events of an anchor's segment."""
    with vault.open(anchored.segment.name) as file:
        return tuple(_link(json.loads(line)) for line in file)


def digest(one: Anchor) -> bytes:
    """What an anchor's time-stamp vouches for."""
    return _digest(one)


def _first_lost(found: dict[int, Anchor | None], noted: tuple[Anchor, ...]) -> Break | None:
    """An anchor that is damaged or gone, by the last event before it."""
    for one in noted:
        if found.get(one.place) != one:
            return Break(one.number, "anchor_lost")
    lost = [place for place, one in found.items() if one is None]
    return Break(0, "anchor_lost") if lost else None


def _links(catalog: Catalog) -> Iterator[Link]:
    after, more = 0, True
    while more:
        with catalog.transaction() as transaction:
            page = transaction.chain.page(after, _PAGE)
        yield from page
        more = bool(page)
        after = page[-1].number if page else after


def _made(house: Trailing, last: Anchor | None, first: tuple[Link, ...], folder: Path) -> Anchor:
    """The next anchor, its segment kept."""
    path, links = folder / "segment", first
    with path.open("w", encoding="utf-8") as file:
        while links:
            file.writelines(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in links if one.mac)
            head = next(one for one in reversed(links) if one.mac)
            with house.catalog.transaction() as transaction:
                links = tuple(one for one in transaction.chain.page(head.number, _PAGE) if one.mac)
    kept = house.vault.keep(path)
    path.unlink()
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Anchor(last.place + 1 if last else 1, head.number, head.mac, at, kept)


def _leads_to(there: Anchor, last: Anchor | None, links: tuple[Link, ...]) -> bool:
    """Whether an anchor that a killed process left in the store is one of this very trail."""
    known = {one.number: one.mac for one in links}
    return known.get(there.number) == there.mac and there.number > (last.number if last else 0)


def _name(place: int) -> str:
    letters = f"{place:0{_PLACES}x}".translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))
    return f"{PREFIX}{letters}"


def _content(one: Anchor) -> bytes:
    return json.dumps({"format": _FORMAT, **asdict(replace(one, stamp=""))}, separators=(",", ":")).encode()


def _digest(one: Anchor) -> bytes:
    return hashlib.sha256(_content(one)).digest()


def _written(one: Anchor, keys: Keys) -> bytes:
    mac = hmac.digest(keys.trail, b"anchor" + _content(one) + one.stamp.encode(), "sha256").hex()
    return json.dumps({"anchor": asdict(one), "mac": mac}).encode()


def _read(store: Store, place: int, keys: Keys) -> Anchor | None:
    """The anchor at a place; None where there is none that was written with these keys."""
    if not store.has(_name(place)):
        return None
    with store.get(_name(place)) as file:
        content = file.read()
    try:
        one = anchor_from(json.loads(content)["anchor"])
        whole = hmac.compare_digest(_written(one, keys), content) and one.place == place
    except (ValueError, KeyError, TypeError):
        return None
    return one if whole else None


def _link(told: dict[str, object]) -> Link:
    event = told["event"]
    assert isinstance(event, dict)
    details = tuple((name, value) for name, value in event["details"])
    return Link(**{**told, "event": Event(**{**event, "details": details})})  # type: ignore[arg-type]


def _when(event: Event) -> datetime:
    at = datetime.fromisoformat(event.at)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
