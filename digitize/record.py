"""The nouns of the archive: what catalog, vault and trail know of documents.

Units as in `digitize.model`.
"""

from dataclasses import dataclass
from typing import Literal

from digitize.model import Field, Finding, Original, Piece, Step

State = Literal["held", "to_sign", "filed", "replaced", "revoked", "destroyed"]
Signature = Literal["none", "B-B", "B-T", "B-LT", "B-LTA", "incoming"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An object in the vault: its name, and size and SHA-256 (hex) of what lies sealed in the store."""

    name: str
    sealed_bytes: int
    sealed_sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """How long the store must keep an object (ISO 8601, UTC); `strict`: against its administrators too (compliance).

    `hold`: without end, until it is lifted (legal hold).
    """

    until: str
    strict: bool = False
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """How an input of several papers was split: written before the first of them is filed, never changed.

    The same input again is taken apart in the same way, whatever the rules of splitting have become by then.
    """

    identity: str
    batch: str
    at: str
    pieces: tuple[Piece, ...]
    separators: tuple[Kept, ...] = ()
    manifest: Kept | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in a record: its original as kept (paths empty), and the evidence of what was done to read and show it.

    `width` x `height` are the corrected page's pixels, on which the boxes of fields stand; 0 where it was not read.
    """

    kept: Kept | None
    original: Original
    turn: int = 0
    skew: float = 0.0
    blank: bool = False
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """A person whom a document concerns, by citizen ID (số định danh cá nhân), and in which role."""

    role: str
    citizen_id: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the catalog knows of one document; the sealed manifest holds the same.

    `decided`: names of the fields (also `kind`, `split`) that a person decided; no machine changes them again.
    `place`: where on page 1 a stamp may stand (millimetres: left, top, width, height). `until`: how long the signature
    can be checked before more proof must be added (ISO 8601). `linked`: codes of further dossiers.
    `hold`: must stay for a court or an inspection, however old it is.
    """

    document: str
    state: State
    identity: str
    input_sha256: str
    fingerprint: str
    filed_at: str
    version: int = 1
    revision: int = 1
    checked: bool = False
    dossier: str = ""
    kind: str = "khac"
    kind_confidence: float = 0.0
    runner_up: str = ""
    part: str = "component"
    subjects: tuple[Subject, ...] = ()
    fields: tuple[Field, ...] = ()
    doubts: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    problem: str = ""
    page_count: int = 0
    text: str = ""
    signature: Signature = "none"
    until: str = ""
    place: tuple[float, float, float, float] | None = None
    unsigned_bytes: int = 0
    pdf_bytes: int = 0
    pdf: Kept | None = None
    pages: tuple[Sheet, ...] = ()
    source: Kept | None = None
    manifest: Kept | None = None
    linked: tuple[str, ...] = ()
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail: an act on a document (a glossary name), by whom, when (ISO 8601, UTC)."""

    at: str
    act: str
    by: str
    document: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One event in the chain of the trail: its number, its own mark and its place in the chain (HMAC-SHA256, hex).

    `mark` is empty for events older than marks; `mac` is empty as long as no sealer has linked the event.
    """

    number: int
    event: Event
    mark: str = ""
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the trail as written once into the store: the last event's number and `mac`, when, by which place.

    `segment`: the sealed events since the anchor before; `stamp`: an RFC 3161 token over the rest (base64), if any.
    """

    place: int
    number: int
    mac: str
    at: str
    segment: Kept
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What came in with a batch and what became of it (đối soát), counted in scanned sides unless said.

    `sheets`: all sides taken in. Each is one of: `pages` (written, in a paper filed or held), `blanks` (backs),
    `separators_found` (separator sheets), `secret` (stopped, neither text nor picture kept). `documents` and `held`
    count papers, the held ones among the documents. `problems`: names of the glossary, with a number behind a colon
    where one is meant (`separators_missing:3`).
    """

    sheets: int
    pages: int
    blanks: int = 0
    separators_found: int = 0
    separators_expected: int = 0
    documents: int = 0
    held: int = 0
    secret: int = 0
    problems: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether nothing is missing and nothing too many; what does not balance is held."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for; empty parts do not narrow. Newest first, at most `limit`."""

    citizen_id: str = ""
    name: str = ""
    text: str = ""
    kind: str = ""
    number: str = ""
    dossier: str = ""
    states: tuple[State, ...] = ("filed", "to_sign")
    limit: int = 50
    tax_code: str = ""
