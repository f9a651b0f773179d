"""How far a signed file is proved already: what in it stands for time and for the long term (EN 319 142-1, 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import EmbeddedPdfSignature

STAMP_TOKEN = "signature_time_stamp_token"


@dataclass(frozen=True, slots=True)
class Standing:
    """`timed`: a time-stamp proves when; `lasting`: revocation data is in the file; `archived`: sealed by a time-stamp.

    `until`: when the certificate lapses by which the signature can still be checked.
    """

    timed: bool
    lasting: bool
    archived: bool
    until: datetime

    @property
    def level(self) -> str:
        """The PAdES baseline level."""
        if not self.timed:
            return "B-B"
        if not self.lasting:
            return "B-T"
        return "B-LTA" if self.archived else "B-LT"


def look(signature: EmbeddedPdfSignature, later: Sequence[EmbeddedPdfSignature]) -> Standing:
    """The standing of one signature; `later` are the document time-stamps behind it, oldest first."""
    tokens = tokens_of(signature)
    reader = signature.reader
    lasting = has_revocation_data(reader.root)
    archived = any(has_revocation_data(reader.get_historical_root(one.signed_revision)) for one in later)
    proofs = [one.signer_cert for one in later[-1:]] or [_certificate(token) for token in tokens[-1:]]
    # Without revocation data the authority must be asked, which answers until the signer's certificate lapses.
    last: Any = proofs[-1] if proofs and lasting else signature.signer_cert
    return Standing(bool(proofs), lasting, archived, last.not_valid_after)


def stamps_after(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> list[EmbeddedPdfSignature]:
    """The document time-stamps that cover a signature, oldest first."""
    return [one for one in reader.embedded_timestamp_signatures if one.signed_revision > signature.signed_revision]


def tokens_of(signature: EmbeddedPdfSignature) -> list[Any]:
    """The signature time-stamps within a signature's container."""
    return list(find_cms_attribute_iter(signature.signer_info["unsigned_attrs"], STAMP_TOKEN))


def token_time(token: Any) -> datetime:
    """The time that a token says, UTC."""
    moment: datetime = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def has_revocation_data(root: Any) -> bool:
    """Whether the document security store of a catalog holds certificates and answers on their revocation."""
    if "/DSS" not in root:
        return False
    store = root["/DSS"]
    return "/Certs" in store and bool({"/OCSPs", "/CRLs"} & set(store.keys()))


def _certificate(token: Any) -> Any:
    """The authority's certificate in a token."""
    signer = token["content"]["signer_infos"][0]["sid"].chosen
    serial = signer["serial_number"].native
    return next(one.chosen for one in token["content"]["certificates"] if one.chosen.serial_number == serial)
