"""How the embedded catalog indexes words (FTS5); its records lie open in it, because SQLCipher seals every page."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from digitize.record import Query
from digitize.vietnam.fold import fold
from storage.catalogs.faces import Condition
from storage.index import Entry

_WORD = re.compile(r"\w+")
_IN_WORDS = "number IN (SELECT rowid FROM words WHERE words MATCH ?)"


@dataclass(frozen=True, slots=True)
class SqliteDialect:
    """What SQLite does in its own way."""

    def cover(self, text: str, about: str) -> str:
        """The text as it is: every page of the file is sealed."""
        return text

    def uncover(self, stored: str, about: str) -> str:
        """The text as it is."""
        return stored

    def blind(self, text: str) -> str:
        """The text as it is."""
        return text

    def put_words(self, connection: Any, number: int, entry: Entry) -> None:
        """Enters a document's words; those that it had go first."""
        connection.execute("DELETE FROM words WHERE rowid = ?", (number,))
        connection.execute(
            "INSERT INTO words (rowid, text, names, written) VALUES (?, ?, ?, ?)",
            (number, entry.text, entry.names, entry.written),
        )

    def purge(self, connection: Any) -> None:
        """Merges the index into one piece: what was taken out is only struck out before."""
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")

    def has_phrase(self, column: str, text: str) -> Condition:
        """The folded text's words stand in the column one after the other."""
        return _IN_WORDS, _expression(column, f'"{fold(text)}"' if fold(text) else "")

    def has_words(self, column: str, text: str) -> Condition:
        """Every word of the folded text stands in the column (quoted: no word is an operator)."""
        return _IN_WORDS, _expression(column, " ".join(f'"{word}"' for word in fold(text).split()))

    def as_written(self, query: Query) -> Condition:
        """The query's words with their tones, one after the other; empty when it has no tones."""
        asked = [unicodedata.normalize("NFC", part) for part in (query.text, query.name) if not part.isascii()]
        parts = (_expression("written", f'"{" ".join(_WORD.findall(part))}"') for part in asked)
        return _IN_WORDS, " AND ".join(parts)


def _expression(column: str, words: str) -> str:
    return f"{column} : ({words})" if words else ""
