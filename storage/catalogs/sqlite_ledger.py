"""Every record of the embedded catalog, document by document."""

from dataclasses import dataclass
from typing import Any

from digitize.model import Pile, Record
from digitize.record_json import pile_from_json, record_from_json


@dataclass(frozen=True, slots=True)
class SqliteLedger:
    """All records, within the transaction that is open on the connection."""

    connection: Any

    def page(self, after: str, count: int) -> tuple[tuple[Record, ...], ...]:
        """Of the next `count` documents after that id: all records of each, the current one first."""
        rows = self.connection.execute(
            "SELECT number, record FROM documents NATURAL JOIN records WHERE document > ? ORDER BY document LIMIT ?",
            (after, count),
        ).fetchall()
        return tuple((record_from_json(record), *self._earlier(number)) for number, record in rows)

    def piles(self, after: str, count: int) -> tuple[Pile, ...]:
        """The next `count` piles after that identity."""
        rows = self.connection.execute(
            "SELECT pile FROM piles WHERE identity > ? ORDER BY identity LIMIT ?", (after, count)
        )
        return tuple(pile_from_json(pile) for (pile,) in rows)

    def _earlier(self, number: int) -> list[Record]:
        rows = self.connection.execute(
            "SELECT record FROM history WHERE number = ? ORDER BY version DESC, revision DESC", (number,)
        )
        return [record_from_json(record) for (record,) in rows]
