"""The embedded catalog's tables (SQLite with FTS5, in an SQLCipher file).

`documents.number` is a document's own number in here; its record stands apart, so that sorting many documents reads
few pages; `text`, `names` and `written` of `words` are not stored, only
indexed. Nothing in `events` is ever changed or taken out: triggers see to it, also where REPLACE would slip past them.
"""

import sqlite3
from collections.abc import Iterator

# Each form as a change of the one before it: a new catalog goes through all of them, an old one through the rest.
_FIRST = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    filed_at TEXT NOT NULL
);
CREATE INDEX documents_newest ON documents (filed_at DESC, number DESC);

CREATE TABLE records (
    number INTEGER PRIMARY KEY REFERENCES documents,
    record TEXT NOT NULL
);

CREATE TABLE identities (
    identity TEXT PRIMARY KEY,
    number INTEGER NOT NULL REFERENCES documents
) WITHOUT ROWID;

CREATE TABLE history (
    number INTEGER NOT NULL REFERENCES documents,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (number, version, revision)
) WITHOUT ROWID;

CREATE TABLE subjects (
    citizen BLOB NOT NULL,
    number INTEGER NOT NULL REFERENCES documents,
    role TEXT NOT NULL,
    PRIMARY KEY (citizen, number, role)
) WITHOUT ROWID;
CREATE INDEX subjects_of ON subjects (number);

CREATE TABLE numbers (
    folded TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES documents,
    PRIMARY KEY (folded, number)
) WITHOUT ROWID;
CREATE INDEX numbers_of ON numbers (number);

CREATE TABLE dossiers (
    folded TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES documents,
    code TEXT NOT NULL,
    own INTEGER NOT NULL,
    PRIMARY KEY (folded, number)
) WITHOUT ROWID;
CREATE INDEX dossiers_of ON dossiers (number);

CREATE VIRTUAL TABLE words USING fts5 (
    text, names, written,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    by TEXT NOT NULL,
    document TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX events_of ON events (document, number);
CREATE TRIGGER events_unchanged BEFORE UPDATE ON events
    BEGIN SELECT RAISE (ABORT, 'an event is never changed'); END;
CREATE TRIGGER events_unremoved BEFORE DELETE ON events
    BEGIN SELECT RAISE (ABORT, 'an event is never removed'); END;
CREATE TRIGGER events_unreplaced BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE number = NEW.number)
    BEGIN SELECT RAISE (ABORT, 'an event is never replaced'); END;
"""

_PILES = """
CREATE TABLE piles (
    identity TEXT PRIMARY KEY,
    pile TEXT NOT NULL
) WITHOUT ROWID;
"""

CHANGES = (_FIRST, _PILES)
FORMAT = len(CHANGES)


def changes_since(form: int) -> tuple[str, ...]:
    """The statements that bring a catalog of that form (0: an empty file) to the present one, in one transaction."""
    if form >= FORMAT:
        return ()
    return (
        *(statement for change in CHANGES[form:] for statement in _statements(change)),
        f"PRAGMA user_version = {FORMAT};",
    )


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one (a trigger holds semicolons of its own)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
