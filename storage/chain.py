"""The arithmetic of the audit trail: each event is marked when it is written, then linked to the one before it.

A mark is HMAC-SHA256 over the event and its number, a link HMAC-SHA256 over the link before it, the event and its mark.
Who changes, removes, inserts or reorders a line without the key is found; who has the key is found by the anchors.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digitize.record import Event, Link


@dataclass(frozen=True, slots=True)
class Break:
    """The first line of a trail that is not as it was written, and what is wrong (a name of the glossary)."""

    number: int
    problem: str


def mark(key: bytes, number: int, event: Event) -> str:
    """The mark of an event (hex), made in the transaction of its act."""
    return hmac.digest(key, b"event" + _content(number, event), "sha256").hex()


def link(key: bytes, before: str, one: Link) -> Link:
    """The event linked to the one before it, whose `mac` is given (empty for the first)."""
    content = _content(one.number, one.event) + bytes.fromhex(one.mark)
    return replace(one, mac=hmac.digest(key, b"link" + bytes.fromhex(before) + content, "sha256").hex())


def follow(key: bytes, links: Iterable[Link]) -> Iterator[Link | Break]:
    """The links that hold, in order, and at the first that does not a `Break`, which is the end.

    Events that no sealer has linked yet may stand at the end only.
    """
    before, marked, last = "", False, 0
    open_line = 0
    for one in links:
        if (marked or (one.mark and not last)) and one.number != last + 1:
            yield Break(last + 1, "line_removed")
            return
        if one.mark != mark(key, one.number, one.event) if one.mark else marked:
            yield Break(one.number, "line_changed" if one.mark else "line_inserted")
            return
        if one.mac and open_line:
            yield Break(open_line, "line_inserted")
            return
        if one.mac and one != link(key, before, one):
            yield Break(one.number, "line_unlinked")
            return
        before, marked, last = one.mac, bool(one.mark), one.number
        open_line = open_line or (0 if one.mac else one.number)
        yield one


def _content(number: int, event: Event) -> bytes:
    told = [number, event.at, event.act, event.by, event.document, event.details]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
