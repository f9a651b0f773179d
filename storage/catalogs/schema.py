"""The catalog's tables, told once for both databases, and the changes that brought them to their present form.

`documents.number` is a document's own number in here; its record stands apart, so that sorting many documents reads
few pages. SQLite (FTS5, in an SQLCipher file): `text`, `names` and `written` of `words` are not stored, only indexed.
PostgreSQL: records lie sealed, words as keyed tokens, subjects in partitions by the blind index. Nothing in `events`
is ever changed or taken out: triggers see to it, in SQLite also where REPLACE would slip past them.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

_PARTITIONS = 16


@dataclass(frozen=True, slots=True)
class Change:
    """Tables that both databases have (types in braces), and what each has of its own."""

    tables: str
    sqlite: str = ""
    postgresql: str = ""


_SQLITE = {
    "number": "INTEGER PRIMARY KEY",
    "serial": "INTEGER PRIMARY KEY AUTOINCREMENT",
    "integer": "INTEGER",
    "exact": "TEXT",
    "sealed": "TEXT",
    "bytes": "BLOB",
    "tight": " WITHOUT ROWID",
    "by_citizen": " WITHOUT ROWID",
}
_POSTGRESQL = {
    "number": "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "serial": "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "integer": "bigint",
    "exact": 'TEXT COLLATE "C"',
    "sealed": "bytea",
    "bytes": "bytea",
    "tight": "",
    "by_citizen": " PARTITION BY HASH (citizen)",
}

_FIRST = Change(
    """
CREATE TABLE documents (
    number {number},
    document {exact} NOT NULL UNIQUE,
    version {integer} NOT NULL,
    revision {integer} NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    filed_at {exact} NOT NULL
);
CREATE INDEX documents_newest ON documents (filed_at DESC, number DESC);

CREATE TABLE records (
    number {integer} PRIMARY KEY REFERENCES documents,
    record {sealed} NOT NULL
);

CREATE TABLE identities (
    identity {exact} PRIMARY KEY,
    number {integer} NOT NULL REFERENCES documents
){tight};

CREATE TABLE history (
    number {integer} NOT NULL REFERENCES documents,
    version {integer} NOT NULL,
    revision {integer} NOT NULL,
    record {sealed} NOT NULL,
    PRIMARY KEY (number, version, revision)
){tight};

CREATE TABLE subjects (
    citizen {bytes} NOT NULL,
    number {integer} NOT NULL REFERENCES documents,
    role TEXT NOT NULL,
    PRIMARY KEY (citizen, number, role)
){by_citizen};
CREATE INDEX subjects_of ON subjects (number);

CREATE TABLE numbers (
    folded {exact} NOT NULL,
    number {integer} NOT NULL REFERENCES documents,
    PRIMARY KEY (folded, number)
){tight};
CREATE INDEX numbers_of ON numbers (number);

CREATE TABLE dossiers (
    folded {exact} NOT NULL,
    number {integer} NOT NULL REFERENCES documents,
    code TEXT NOT NULL,
    own {integer} NOT NULL,
    PRIMARY KEY (folded, number)
){tight};
CREATE INDEX dossiers_of ON dossiers (number);

CREATE TABLE events (
    number {serial},
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    by TEXT NOT NULL,
    document TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX events_of ON events (document, number);
""",
    sqlite="""
CREATE VIRTUAL TABLE words USING fts5 (
    text, names, written,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER events_unchanged BEFORE UPDATE ON events
    BEGIN SELECT RAISE (ABORT, 'an event is never changed'); END;
CREATE TRIGGER events_unremoved BEFORE DELETE ON events
    BEGIN SELECT RAISE (ABORT, 'an event is never removed'); END;
CREATE TRIGGER events_unreplaced BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE number = NEW.number)
    BEGIN SELECT RAISE (ABORT, 'an event is never replaced'); END;
""",
    postgresql="".join(
        f"CREATE TABLE subjects_{part} PARTITION OF subjects"
        f" FOR VALUES WITH (MODULUS {_PARTITIONS}, REMAINDER {part});\n"
        for part in range(_PARTITIONS)
    )
    + """
CREATE TABLE words (
    number bigint PRIMARY KEY REFERENCES documents,
    text tsvector NOT NULL,
    names tsvector NOT NULL,
    written tsvector NOT NULL
);
CREATE INDEX words_text ON words USING gin (text);
CREATE INDEX words_names ON words USING gin (names);
CREATE INDEX words_written ON words USING gin (written);
CREATE FUNCTION events_stay() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'an event is never changed or removed'; END $$;
CREATE TRIGGER events_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION events_stay();
""",
)

_PILES = Change("""
CREATE TABLE piles (
    identity {exact} PRIMARY KEY,
    pile {sealed} NOT NULL
){tight};
""")

# Both ways, each named by the document that proves it; a held or revoked one proves nothing.
_ALIASES = Change("""
CREATE TABLE aliases (
    citizen {bytes} NOT NULL,
    other {bytes} NOT NULL,
    number {integer} NOT NULL REFERENCES documents,
    PRIMARY KEY (citizen, other, number)
){tight};
CREATE INDEX aliases_of ON aliases (number);
""")

# Numbers are given by the catalog from here on, without gaps. Links and anchors are added to, never changed.
_CHAIN = Change(
    """
ALTER TABLE events ADD COLUMN mark {bytes};
CREATE TABLE links (
    number {integer} PRIMARY KEY REFERENCES events,
    mac {bytes} NOT NULL
);
CREATE TABLE anchors (
    place {integer} PRIMARY KEY,
    number {integer} NOT NULL,
    anchor TEXT NOT NULL
);
""",
    sqlite="".join(
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}\n"
        f"    BEGIN SELECT RAISE (ABORT, 'the trail is never changed'); END;\n"
        for table in ("links", "anchors")
        for act in ("UPDATE", "DELETE")
    ),
    postgresql="ALTER TABLE events ALTER number DROP IDENTITY;\n"
    + "".join(
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " EXECUTE FUNCTION events_stay();\n"
        for table in ("links", "anchors")
    ),
)

# Each form as a change of the one before it: a new catalog goes through all of them, an old one through the rest.
CHANGES = (_FIRST, _PILES, _ALIASES, _CHAIN)
FORMAT = len(CHANGES)


def sqlite_since(form: int) -> tuple[str, ...]:
    """The statements that bring an SQLite catalog of that form (0: an empty file) to the present one."""
    if form >= FORMAT:
        return ()
    scripts = (change.tables.format(**_SQLITE) + change.sqlite for change in CHANGES[form:])
    return (
        *(statement for script in scripts for statement in _statements(script)),
        f"PRAGMA user_version = {FORMAT};",
    )


def postgresql_since(form: int) -> str:
    """The script that brings a catalog of that form (0: none) to the present one; `form` keeps which that is."""
    return "".join(change.tables.format(**_POSTGRESQL) + change.postgresql for change in CHANGES[form:])


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one (a trigger holds semicolons of its own)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
