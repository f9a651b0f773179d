"""The audit trail of a catalog that speaks SQL: its events, and the chain that they are linked into."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from digitize.errors import ServiceError
from digitize.record import Anchor, Event, Kept, Link
from storage import chain

_EVENT = "at, act, by, document, details"
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class CatalogTrail:
    """The audit events, within the transaction that is open on the connection; the tables refuse all but adding."""

    connection: Any
    key: bytes

    def add(self, event: Event) -> None:
        """Adds one event under the next number: one transaction at a time writes, so that none is given twice."""
        ((number,),) = self.connection.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM events").fetchall()
        _put(self.connection, Link(number, event, chain.mark(self.key, number, event)))

    def of(self, document: str) -> tuple[Event, ...]:
        """The events of a document, oldest first."""
        rows = self.connection.execute(f"SELECT {_EVENT} FROM events WHERE document = ? ORDER BY number", (document,))
        return tuple(_event(row) for row in rows)


@dataclass(frozen=True, slots=True)
class CatalogChain:
    """The events as links, within the transaction that is open on the connection."""

    connection: Any
    key: bytes

    def seal(self) -> int:
        """Links the events that are not linked yet; how many."""
        row = self.connection.execute("SELECT number, mac FROM links ORDER BY number DESC LIMIT 1").fetchone()
        number, before = (row[0], bytes(row[1]).hex()) if row else (0, "")
        sealed = 0
        while links := self.page(number, _PAGE):
            for one in links:
                made = chain.link(self.key, before, one)
                self.connection.execute("INSERT INTO links VALUES (?, ?)", (one.number, bytes.fromhex(made.mac)))
                number, before = made.number, made.mac
            sealed += len(links)
        return sealed

    def page(self, after: int, count: int) -> tuple[Link, ...]:
        """The next `count` events after that number, in order."""
        rows = self.connection.execute(
            f"SELECT events.number, {_EVENT}, mark, mac FROM events LEFT JOIN links ON links.number = events.number"
            " WHERE events.number > ? ORDER BY events.number LIMIT ?",
            (after, count),
        ).fetchall()
        return tuple(
            Link(number, _event(parts), bytes(mark or b"").hex(), bytes(mac or b"").hex())
            for number, *parts, mark, mac in rows
        )

    def anchors(self) -> tuple[Anchor, ...]:
        """What was written into the store of the chain's head, in order."""
        rows = self.connection.execute("SELECT anchor FROM anchors ORDER BY place").fetchall()
        return tuple(anchor_from(json.loads(text)) for (text,) in rows)

    def anchor(self, anchor: Anchor) -> None:
        """Notes what was written into the store."""
        self.connection.execute(
            "INSERT INTO anchors VALUES (?, ?, ?)", (anchor.place, anchor.number, json.dumps(asdict(anchor)))
        )

    def restore(self, links: Iterable[Link]) -> None:
        """Raises ServiceError when the trail has events already."""
        if self.connection.execute("SELECT 1 FROM events LIMIT 1").fetchone():
            raise ServiceError("the trail is not empty: an old one is put back into an empty catalog only")
        for one in links:
            _put(self.connection, one)
            if one.mac:
                self.connection.execute("INSERT INTO links VALUES (?, ?)", (one.number, bytes.fromhex(one.mac)))


def anchor_from(told: dict[str, Any]) -> Anchor:
    """The anchor that was told as a mapping; raises TypeError or KeyError for what is none."""
    return Anchor(**{**told, "segment": Kept(**told["segment"])})


def _put(connection: Any, one: Link) -> None:
    event = one.event
    connection.execute(
        f"INSERT INTO events (number, {_EVENT}, mark) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            one.number,
            event.at,
            event.act,
            event.by,
            event.document,
            json.dumps(event.details, ensure_ascii=False),
            bytes.fromhex(one.mark) or None,
        ),
    )


def _event(row: Any) -> Event:
    at, act, by, about, details = row
    return Event(at, act, by, about, tuple((name, value) for name, value in json.loads(details)))
