"""The faces of a transaction, the same for every catalog that speaks SQL: records, the desk, piles, ledger.

What databases do differently stands in a `Dialect`: how words are indexed, and how a record's text lies on the disk.
Statements are of the common kind (`ON CONFLICT`, `RETURNING`), with `?` where a value stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from digitize.desk import blocking
from digitize.errors import InputError, ServiceError
from digitize.record import Pile, Query, Record
from digitize.record_json import pile_from_json, record_from_json, record_to_json
from digitize.vietnam.fold import fold
from storage.index import Entry, compact, entry_of
from storage.keys import Keys

_LAST = "\U0010ffff"
# Whoever bears the number, or one that a filed document tells to be the same person's. Asked for as a subquery, so that
# PostgreSQL plans it once and picks the partition when it runs it: planning took three times as long as looking.
_OF_PERSON = (
    "number IN (SELECT number FROM subjects WHERE citizen = (SELECT ?) UNION SELECT subjects.number FROM aliases"
    " JOIN documents ON documents.number = aliases.number AND documents.state IN ('filed', 'to_sign')"
    " JOIN subjects ON subjects.citizen = aliases.other WHERE aliases.citizen = (SELECT ?))"
)
_WHOLE = "document, version, revision, record FROM documents NATURAL JOIN records"
Condition = tuple[str, str]


class Dialect(Protocol):
    """What one database does in its own way; a condition is SQL with one `?` and its value ("": matches nothing)."""

    def cover(self, text: str, about: str) -> str | bytes:
        """The text as it lies in the database, bound to what it is about."""
        ...

    def uncover(self, stored: Any, about: str) -> str:
        """The text again; raises ServiceError for one that was changed, or put in another's place."""
        ...

    def blind(self, text: str) -> str:
        """A number or a code as it is compared."""
        ...

    def put_words(self, connection: Any, number: int, entry: Entry) -> None:
        """Enters a document's words; those that it had go first."""
        ...

    def purge(self, connection: Any) -> None:
        """Leaves nothing behind of words that were taken out."""
        ...

    def has_phrase(self, column: str, text: str) -> Condition:
        """Documents in whose column the folded words stand one after the other."""
        ...

    def has_words(self, column: str, text: str) -> Condition:
        """Documents in whose column all folded words stand."""
        ...

    def as_written(self, query: Query) -> Condition:
        """Documents in which the query stands with its tones."""
        ...


@dataclass(frozen=True, slots=True)
class CatalogRecords:
    """The records, within the transaction that is open on the connection."""

    connection: Any
    keys: Keys
    dialect: Dialect

    def add(self, record: Record) -> bool:
        """False, and nothing changed, when the document or what it was made from is there already."""
        taken = self._one(
            "SELECT 1 FROM documents WHERE document = ? UNION ALL SELECT 1 FROM identities WHERE identity = ?",
            (record.document, record.identity),
        )
        if taken:
            return False
        cursor = self.connection.execute(
            "INSERT INTO documents (document, version, revision, state, kind, filed_at) VALUES (?, ?, ?, ?, ?, ?)"
            " RETURNING number",
            _columns(record),
        )
        ((number,),) = cursor.fetchall()
        self._enter(number, record)
        return True

    def replace(self, record: Record) -> None:
        """Raises ServiceError when the document is not there, or not older (two who changed the same revision)."""
        current = self._one("SELECT number, version, revision FROM documents WHERE document = ?", (record.document,))
        if not current:
            raise ServiceError(f"document {record.document} is not in the catalog, so its record cannot be replaced")
        number, version, revision = current
        if (record.version, record.revision) <= (version, revision):
            raise ServiceError(
                f"document {record.document} has been changed in the meantime; look at it and try again", retry=True
            )
        run = self.connection.execute
        run(
            "INSERT INTO history SELECT number, version, revision, record FROM documents NATURAL JOIN records"
            " WHERE number = ?",
            (number,),
        )
        run(
            "UPDATE documents SET document = ?, version = ?, revision = ?, state = ?, kind = ?, filed_at = ?"
            " WHERE number = ?",
            (*_columns(record), number),
        )
        run("DELETE FROM subjects WHERE number = ?", (number,))
        run("DELETE FROM aliases WHERE number = ?", (number,))
        run("DELETE FROM numbers WHERE number = ?", (number,))
        run("DELETE FROM dossiers WHERE number = ? AND own = 1", (number,))
        self._enter(number, record)

    def erase(self, stubs: Iterable[Record]) -> None:
        """Puts what is left of destroyed documents in the place of all that was known of them."""
        for stub in stubs:
            self.replace(stub)
            self.connection.execute(
                "DELETE FROM history WHERE number IN (SELECT number FROM documents WHERE document = ?)",
                (stub.document,),
            )
        self.dialect.purge(self.connection)

    def find_one(self, document: str) -> Record | None:
        """By id or a unique beginning of it; raises InputError when it is not unique."""
        # The id itself sorts before whatever begins with it.
        if not document or "\0" in document:
            return None
        rows = self.connection.execute(
            f"SELECT {_WHOLE} WHERE document >= ? AND document < ? ORDER BY document LIMIT 2",
            (document, document + _LAST),
        ).fetchall()
        if not rows:
            return None
        if len(rows) > 1 and rows[0][0] != document:
            raise InputError(f"more than one document begins with {document}: write more of its id")
        return _opened(self.dialect, rows[0])

    def find(self, query: Query) -> tuple[Record, ...]:
        """Newest first; before them those in which the query stands with the same tones, where it has any."""
        wanted = _wanted(query, self.keys, self.dialect)
        if any(value == "" or (isinstance(value, str) and "\0" in value) for _, values in wanted for value in values):
            return ()
        in_words, written = self.dialect.as_written(query)
        conditions = " AND ".join(condition for condition, _ in wanted) or "TRUE"
        toned, order = (f", {in_words} AS toned", "toned DESC, ") if written else ("", "")
        order += "filed_at DESC, number DESC"
        # The newest are picked before their records are read; the limit stands in the text, for the planner to see.
        rows = self.connection.execute(
            f"SELECT document, version, revision, record FROM (SELECT number, document, version, revision, filed_at"
            f"{toned} FROM documents WHERE {conditions} ORDER BY {order} LIMIT {query.limit:d}) AS found"
            f" NATURAL JOIN records ORDER BY {order}",
            (*((written,) if written else ()), *(value for _, values in wanted for value in values)),
        )
        return tuple(_opened(self.dialect, row) for row in rows.fetchall())

    def _enter(self, number: int, record: Record) -> None:
        entry = entry_of(record, self.keys)
        known = self._one("SELECT number FROM identities WHERE identity = ?", (record.identity,))
        if known and known[0] != number:
            raise ServiceError(f"what document {record.document} was made from belongs to another document already")
        many = self.connection.executemany
        stored = self.dialect.cover(record_to_json(record), _about(*_columns(record)[:3]))
        many(
            "INSERT INTO records VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET record = excluded.record",
            [(number, stored)],
        )
        many("INSERT INTO identities VALUES (?, ?) ON CONFLICT DO NOTHING", [(record.identity, number)])
        many("INSERT INTO subjects VALUES (?, ?, ?)", [(blind, number, role) for blind, role in entry.subjects])
        both = [(*pair, number) for one, other in entry.aliases for pair in ((one, other), (other, one))]
        many("INSERT INTO aliases VALUES (?, ?, ?) ON CONFLICT DO NOTHING", both)
        many("INSERT INTO numbers VALUES (?, ?)", [(self.dialect.blind(folded), number) for folded in entry.numbers])
        self.dialect.put_words(self.connection, number, entry)
        if record.dossier:
            self._tie(number, record.dossier, own=True)
        for code in record.linked:
            self._tie(number, code, own=False)

    def _tie(self, number: int, dossier: str, *, own: bool) -> None:
        self.connection.execute(
            "INSERT INTO dossiers VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (fold(dossier), number, dossier, int(own)),
        )

    def _one(self, sql: str, values: tuple[object, ...]) -> Any:
        return self.connection.execute(sql, values).fetchone()


@dataclass(frozen=True, slots=True)
class CatalogDesk:
    """What waits for a person, within the transaction that is open on the connection."""

    connection: Any
    dialect: Dialect

    def waiting(self, limit: int) -> tuple[Record, ...]:
        """The held records with a doubt that blocks, the longest waiting first."""
        rows = self.connection.execute(f"SELECT {_WHOLE} WHERE state = 'held' ORDER BY filed_at, number")
        held = (_opened(self.dialect, row) for row in rows)
        return tuple(islice((record for record in held if blocking(record)), limit))

    def dossiers(self, document: str) -> tuple[str, ...]:
        """The codes of all dossiers that a document is tied to, its own first."""
        rows = self.connection.execute(
            "SELECT code FROM dossiers JOIN documents USING (number) WHERE document = ? ORDER BY own DESC, code",
            (document,),
        )
        return tuple(code for (code,) in rows)


@dataclass(frozen=True, slots=True)
class CatalogPiles:
    """How inputs were split, within the transaction that is open on the connection."""

    connection: Any
    dialect: Dialect

    def add(self, pile: Pile) -> bool:
        """False, and nothing changed, when it is known already how that input was split."""
        cursor = self.connection.execute(
            "INSERT INTO piles VALUES (?, ?) ON CONFLICT DO NOTHING",
            (pile.identity, self.dialect.cover(record_to_json(pile), pile.identity)),
        )
        return bool(cursor.rowcount)

    def find_one(self, identity: str) -> Pile | None:
        """How the input of that identity was split."""
        row = self.connection.execute("SELECT pile FROM piles WHERE identity = ?", (identity,)).fetchone()
        return pile_from_json(self.dialect.uncover(row[0], identity)) if row else None


@dataclass(frozen=True, slots=True)
class CatalogLedger:
    """All records and piles, within the transaction that is open on the connection."""

    connection: Any
    dialect: Dialect

    def page(self, after: str, count: int) -> tuple[tuple[Record, ...], ...]:
        """Of the next `count` documents after that id: all records of each, the current one first."""
        rows = self.connection.execute(
            f"SELECT number, {_WHOLE} WHERE document > ? ORDER BY document LIMIT ?", (after, count)
        ).fetchall()
        return tuple((_opened(self.dialect, row), *self._earlier(number, row[0])) for number, *row in rows)

    def piles(self, after: str, count: int) -> tuple[Pile, ...]:
        """The next `count` piles after that identity."""
        rows = self.connection.execute(
            "SELECT identity, pile FROM piles WHERE identity > ? ORDER BY identity LIMIT ?", (after, count)
        )
        return tuple(pile_from_json(self.dialect.uncover(pile, identity)) for identity, pile in rows)

    def _earlier(self, number: int, document: str) -> list[Record]:
        rows = self.connection.execute(
            "SELECT version, revision, record FROM history WHERE number = ? ORDER BY version DESC, revision DESC",
            (number,),
        )
        return [_opened(self.dialect, (document, *row)) for row in rows]


def _about(document: object, version: object, revision: object) -> str:
    return f"{document} {version} {revision}"


def _opened(dialect: Dialect, row: Sequence[Any]) -> Record:
    *about, stored = row
    return record_from_json(dialect.uncover(stored, _about(*about)))


def _wanted(query: Query, keys: Keys, dialect: Dialect) -> list[tuple[str, tuple[str | bytes, ...]]]:
    """The conditions that the query's parts set, with their values; an empty value can match nothing."""
    in_table = "number IN (SELECT number FROM {} WHERE {} = ?)".format
    named, worded = dialect.has_phrase("names", query.name), dialect.has_words("text", query.text)
    parts: list[tuple[object, str, tuple[str | bytes, ...]]] = [
        (query.citizen_id, _OF_PERSON, (keys.blind(query.citizen_id),) * 2),
        (query.number, in_table("numbers", "folded"), (dialect.blind(compact(query.number)),)),
        (query.dossier, in_table("dossiers", "folded"), (fold(query.dossier),)),
        (query.kind, "kind = ?", (query.kind,)),
        (query.name, named[0], (named[1],)),
        (query.text, worded[0], (worded[1],)),
        (query.states, f"state IN ({', '.join('?' * len(query.states))})", query.states),
    ]
    return [(condition, values) for given, condition, values in parts if given]


def _columns(record: Record) -> tuple[object, ...]:
    return (
        record.document,
        record.version,
        record.revision,
        record.state,
        record.kind,
        record.filed_at,
    )
