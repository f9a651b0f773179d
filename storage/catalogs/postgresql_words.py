"""How the PostgreSQL catalog lies on its server's disk: records sealed, words and numbers as keyed tokens.

The server, its disks and its backups see no name, no citizen ID and no word of a paper; what they can see (how often a
token occurs, which documents share one) stands in docs/decisions/0009-postgresql.md.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from digitize.errors import ServiceError
from digitize.record import Query
from digitize.vietnam.fold import fold
from storage.catalogs.faces import Condition
from storage.index import Entry

_WORD = re.compile(r"\w+")
_NONCE = 12
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_TOKEN = 16
# A tsvector knows 16,383 positions and holds 1 MB: longer papers are found by their first words, and in any order.
_PLACES = 16_000
_WORDS = 40_000


@dataclass(frozen=True)
class PostgresqlDialect:
    """What PostgreSQL does in its own way, under keys drawn from the catalog's key (hex)."""

    key: str = field(repr=False)

    def cover(self, text: str, about: str) -> bytes:
        """The text sealed (AES-256-GCM), bound to what it is about."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._aead.encrypt(nonce, text.encode(), about.encode())

    def uncover(self, stored: Any, about: str) -> str:
        """The text again; raises ServiceError for one that was changed, or put in another's place."""
        try:
            return self._aead.decrypt(stored[:_NONCE], stored[_NONCE:], about.encode()).decode()
        except InvalidTag as error:
            raise ServiceError("a record in the catalog was changed: restore the catalog from a backup") from error

    def blind(self, text: str) -> str:
        """A number or a word as a keyed token, in letters; nothing stays nothing."""
        mac = hmac.digest(self._words, text.encode(), "sha256").hex()
        return mac[:_TOKEN].translate(_LETTERS) if text else ""

    def put_words(self, connection: Any, number: int, entry: Entry) -> None:
        """Enters a document's words; those that it had go first."""
        connection.execute("DELETE FROM words WHERE number = ?", (number,))
        unique = dict.fromkeys(entry.text.split())
        connection.execute(
            "INSERT INTO words VALUES (?, ?::tsvector, ?::tsvector, ?::tsvector)",
            (
                number,
                " ".join(self._tokens(list(unique)[:_WORDS])),
                self._placed(entry.names.split()),
                self._placed(_words(entry.written)),
            ),
        )

    def purge(self, connection: Any) -> None:
        """The server's own vacuum takes dead rows away; they are sealed and tokens only."""

    def has_phrase(self, column: str, text: str) -> Condition:
        """The folded text's words stand in the column one after the other."""
        return _in_words(column), " <-> ".join(self._tokens(fold(text).split()))

    def has_words(self, column: str, text: str) -> Condition:
        """Every word of the folded text stands in the column."""
        return _in_words(column), " & ".join(self._tokens(fold(text).split()))

    def as_written(self, query: Query) -> Condition:
        """The query's words with their tones, one after the other; empty when it has no tones."""
        asked = [_words(part) for part in (query.text, query.name) if not part.isascii()]
        return _in_words("written"), " & ".join(f"({' <-> '.join(self._tokens(words))})" for words in asked if words)

    @cached_property
    def _aead(self) -> AESGCM:
        return AESGCM(hmac.digest(bytes.fromhex(self.key), b"records", hashlib.sha256))

    @cached_property
    def _words(self) -> bytes:
        return hmac.digest(bytes.fromhex(self.key), b"words", hashlib.sha256)

    def _tokens(self, words: Iterable[str]) -> list[str]:
        return [self.blind(word) for word in words]

    def _placed(self, words: list[str]) -> str:
        return " ".join(f"{token}:{place}" for place, token in enumerate(self._tokens(words[:_PLACES]), 1))


def _in_words(column: str) -> str:
    return f"number IN (SELECT number FROM words WHERE {column} @@ ?::tsquery)"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
