"""The faces of a transaction in the embedded catalog: records and their search, the desk, and the trail."""

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any

from digitize.desk import blocking
from digitize.errors import InputError, ServiceError
from digitize.model import Event, Pile, Query, Record
from digitize.record_json import pile_from_json, record_from_json, record_to_json
from digitize.vietnam.fold import fold
from storage.index import all_words, as_written, compact, entry_of, phrase
from storage.keys import Keys

_LAST = "\U0010ffff"
_IN_WORDS = "number IN (SELECT rowid FROM words WHERE words MATCH ?)"


@dataclass(frozen=True, slots=True)
class SqliteRecords:
    """The records, within the transaction that is open on the connection."""

    connection: Any
    keys: Keys

    def add(self, record: Record) -> bool:
        """False, and nothing changed, when the document or what it was made from is there already."""
        taken = self._one(
            "SELECT 1 FROM documents WHERE document = ? UNION ALL SELECT 1 FROM identities WHERE identity = ?",
            (record.document, record.identity),
        )
        if taken:
            return False
        cursor = self.connection.execute(
            "INSERT INTO documents (document, version, revision, state, kind, filed_at) VALUES (?, ?, ?, ?, ?, ?)",
            _columns(record),
        )
        self._enter(cursor.lastrowid, record)
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
        run("DELETE FROM numbers WHERE number = ?", (number,))
        run("DELETE FROM dossiers WHERE number = ? AND own", (number,))
        run("DELETE FROM words WHERE rowid = ?", (number,))
        self._enter(number, record)

    def find_one(self, document: str) -> Record | None:
        """By id or a unique beginning of it; raises InputError when it is not unique."""
        # The id itself sorts before whatever begins with it.
        rows = self.connection.execute(
            "SELECT document, number FROM documents WHERE document >= ? AND document < ? ORDER BY document LIMIT 2",
            (document, document + _LAST),
        ).fetchall()
        if not document or not rows:
            return None
        if len(rows) > 1 and rows[0][0] != document:
            raise InputError(f"more than one document begins with {document}: write more of its id")
        return self._get(rows[0][1])

    def find(self, query: Query) -> tuple[Record, ...]:
        """Newest first; before them those in which the query stands with the same tones, where it has any."""
        wanted = _wanted(query, self.keys)
        if any(value == "" for _, values in wanted for value in values):
            return ()
        written = as_written("written", query)
        conditions = " AND ".join(condition for condition, _ in wanted)
        order = f"{_IN_WORDS} DESC, " if written else ""
        rows = self.connection.execute(
            f"SELECT number FROM documents WHERE {conditions or 'TRUE'}"
            f" ORDER BY {order}filed_at DESC, number DESC LIMIT ?",
            (*(value for _, values in wanted for value in values), *((written,) if written else ()), query.limit),
        )
        return tuple(self._get(number) for (number,) in rows.fetchall())

    def link(self, document: str, dossier: str) -> bool:
        """False when it was tied to it before; raises ServiceError when the document is not there."""
        row = self._one("SELECT number FROM documents WHERE document = ?", (document,))
        if not row:
            raise ServiceError(f"document {document} is not in the catalog, so it cannot be tied to a dossier")
        return self._tie(row[0], dossier, own=False)

    def _enter(self, number: int, record: Record) -> None:
        entry = entry_of(record, self.keys)
        known = self._one("SELECT number FROM identities WHERE identity = ?", (record.identity,))
        if known and known[0] != number:
            raise ServiceError(f"what document {record.document} was made from belongs to another document already")
        many = self.connection.executemany
        many("INSERT OR REPLACE INTO records VALUES (?, ?)", [(number, record_to_json(record))])
        many("INSERT OR IGNORE INTO identities VALUES (?, ?)", [(record.identity, number)])
        many("INSERT INTO subjects VALUES (?, ?, ?)", [(blind, number, role) for blind, role in entry.subjects])
        many("INSERT INTO numbers VALUES (?, ?)", [(folded, number) for folded in entry.numbers])
        many(
            "INSERT INTO words (rowid, text, names, written) VALUES (?, ?, ?, ?)",
            [(number, entry.text, entry.names, entry.written)],
        )
        if record.dossier:
            self._tie(number, record.dossier, own=True)

    def _get(self, number: int) -> Record:
        return record_from_json(self._one("SELECT record FROM records WHERE number = ?", (number,))[0])

    def _tie(self, number: int, dossier: str, *, own: bool) -> bool:
        cursor = self.connection.execute(
            "INSERT OR IGNORE INTO dossiers VALUES (?, ?, ?, ?)", (fold(dossier), number, dossier, own)
        )
        return bool(cursor.rowcount)

    def _one(self, sql: str, values: tuple[object, ...]) -> Any:
        return self.connection.execute(sql, values).fetchone()


@dataclass(frozen=True, slots=True)
class SqliteDesk:
    """What waits for a person, within the transaction that is open on the connection."""

    connection: Any

    def waiting(self, limit: int) -> tuple[Record, ...]:
        """The held records with a doubt that blocks, the longest waiting first."""
        rows = self.connection.execute(
            "SELECT record FROM documents NATURAL JOIN records WHERE state = 'held' ORDER BY filed_at, number"
        )
        held = (record_from_json(text) for (text,) in rows)
        return tuple(islice((record for record in held if blocking(record)), limit))

    def dossiers(self, document: str) -> tuple[str, ...]:
        """The codes of all dossiers that a document is tied to, its own first."""
        rows = self.connection.execute(
            "SELECT code FROM dossiers JOIN documents USING (number) WHERE document = ? ORDER BY own DESC, code",
            (document,),
        )
        return tuple(code for (code,) in rows)


@dataclass(frozen=True, slots=True)
class SqlitePiles:
    """How inputs were split, within the transaction that is open on the connection."""

    connection: Any

    def add(self, pile: Pile) -> bool:
        """False, and nothing changed, when it is known already how that input was split."""
        cursor = self.connection.execute(
            "INSERT OR IGNORE INTO piles VALUES (?, ?)", (pile.identity, record_to_json(pile))
        )
        return bool(cursor.rowcount)

    def find_one(self, identity: str) -> Pile | None:
        """How the input of that identity was split."""
        row = self.connection.execute("SELECT pile FROM piles WHERE identity = ?", (identity,)).fetchone()
        return pile_from_json(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class SqliteTrail:
    """The audit events, within the transaction that is open on the connection; the tables refuse all but adding."""

    connection: Any

    def add(self, event: Event) -> None:
        """Adds one event."""
        self.connection.execute(
            "INSERT INTO events (at, act, by, document, details) VALUES (?, ?, ?, ?, ?)",
            (event.at, event.act, event.by, event.document, json.dumps(event.details, ensure_ascii=False)),
        )

    def of(self, document: str) -> tuple[Event, ...]:
        """The events of a document, oldest first."""
        rows = self.connection.execute(
            "SELECT at, act, by, document, details FROM events WHERE document = ? ORDER BY number", (document,)
        )
        return tuple(
            Event(at, act, by, about, tuple((name, value) for name, value in json.loads(details)))
            for at, act, by, about, details in rows
        )


def _wanted(query: Query, keys: Keys) -> list[tuple[str, tuple[str | bytes, ...]]]:
    """The conditions that the query's parts set, with their values; an empty value can match nothing."""
    in_table = "number IN (SELECT number FROM {} WHERE {} = ?)".format
    parts: list[tuple[object, str, tuple[str | bytes, ...]]] = [
        (query.citizen_id, in_table("subjects", "citizen"), (keys.blind(query.citizen_id),)),
        (query.number, in_table("numbers", "folded"), (compact(query.number),)),
        (query.dossier, in_table("dossiers", "folded"), (fold(query.dossier),)),
        (query.kind, "kind = ?", (query.kind,)),
        (query.name, _IN_WORDS, (phrase("names", query.name),)),
        (query.text, _IN_WORDS, (all_words("text", query.text),)),
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
