"""Whose papers a dossier's are: the applicant of its slip, or the one person whose card lies in it.

Many papers bear no twelve-digit number (birth certificates of before 2016, identity cards of nine digits). They are
found under the applicant who handed them in; the applicant is their holder only where the paper names the same person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from digitize.model import Document, Field

_SLIP, _CARD = "giay_tiep_nhan", "can_cuoc"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who handed a dossier in (chủ hồ sơ): citizen ID, name and date of birth where they are sure, and the witness."""

    citizen_id: str
    name: str
    born: str
    witness: str


def find_applicant(documents: Iterable[tuple[str, tuple[Field, ...]]]) -> Applicant | None:
    """The applicant by (kind, fields) of a dossier's papers: the slip's, else the only card's; None when unsure."""
    told = [(kind, fields) for kind, fields in documents if _sure(fields, "citizen_id")]
    for kind, witness in ((_SLIP, "slip"), (_CARD, "card")):
        found = {_sure(fields, "citizen_id"): fields for one, fields in told if one == kind}
        if len(found) > 1:
            return None
        for number, fields in found.items():
            return Applicant(number, _sure(fields, "full_name"), _sure(fields, "date_of_birth"), witness)
    return None


def share_holder(documents: Sequence[Document], known: Applicant | None = None) -> tuple[Document, ...]:
    """The papers of one dossier, those without a number of their own tied to the applicant.

    `known`: the applicant by papers of the dossier that were filed before, where these tell of none.
    """
    applicant = find_applicant((one.kind, one.fields) for one in documents) or known
    return tuple(_tied(one, applicant) if applicant else one for one in documents)


def _tied(document: Document, applicant: Applicant) -> Document:
    if any(field.value for field in document.fields if field.name in ("citizen_id", "all_citizen_ids")):
        return document
    shared = Field("citizen_id", applicant.citizen_id, 0.99, 1, None, witnesses=(applicant.witness,))
    if not _is_same(document.fields, applicant):
        shared = replace(shared, name="all_citizen_ids", role="applicant")
        return replace(document, fields=(*document.fields, shared))
    others = tuple(field for field in document.fields if field.name != "citizen_id")
    return replace(document, fields=(shared, *others))


def _is_same(fields: tuple[Field, ...], applicant: Applicant) -> bool:
    """Whether the paper names the applicant, letter by letter, and no other date of birth."""
    name, born = _sure(fields, "full_name"), _sure(fields, "date_of_birth")
    agrees = not (born and applicant.born) or born == applicant.born
    return bool(name) and agrees and _plain(name) == _plain(applicant.name)


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _sure(fields: tuple[Field, ...], name: str) -> str:
    """The value of a field that was read without doubt, else nothing."""
    found = next((field for field in fields if field.name == name), None)
    return found.value or "" if found and found.status == "read" else ""
