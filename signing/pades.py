"""What all signers share: a PAdES signature (ETSI EN 319 142-1) as an incremental update, with a visible stamp."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler, find_inherited_value_in_tree
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation import read_certification_data

from digitize.errors import ConfigError, InputError
from digitize.model import Stamp
from digitize.sign import FORBIDDEN
from signing.append import Appender
from signing.key import LoadedKey
from signing.lift import raise_level
from signing.picture import picture_style
from signing.stamp import stamp_box, stamp_style
from signing.terms import Terms
from signing.time_stamp import Stamper, open_stamper
from signing.verify import verify_file


def sign(file: Path, stamp: Stamp, key: LoadedKey) -> Path:
    """A new file `NAME.signed.pdf` beside the given one, which stays as it is: its bytes and one signature.

    A stamp that shows nothing makes an invisible signature. It says the stamp's time; its level is that of the key's
    terms, as far as their services answer. Raises ConfigError for a certificate that may not sign now, InputError for a
    file that cannot be signed or has no room for the stamp.
    """
    moment = _moment(stamp.time)
    for time in (datetime.now(UTC), moment):
        key.fitness.check(time)
    shown = picture_style(stamp.picture) if stamp.picture else stamp_style(stamp) if stamp.texts else None
    signed = file.with_name(f"{file.stem}.signed.pdf")
    unfinished = signed.with_suffix(".part")
    stamper, room = _time_stamping(key.terms)
    try:
        with file.open("rb") as source, unfinished.open("w+b") as target:
            # Not strict: office programs save hybrid cross-references. What that could break is looked at afterwards.
            writer = Appender.from_reader(PdfFileReader(source, strict=False))
            certified = read_certification_data(writer.prev)
            if certified is not None and certified.permission == MDPPerm.NO_CHANGES:
                raise InputError(FORBIDDEN)
            signed_before = any(enumerate_sig_fields(writer.prev, filled_status=True))
            meta = signers.PdfSignatureMetadata(
                field_name=_free_name(writer.prev), md_algorithm=key.digest, subfilter=SigSeedSubFilter.PADES
            )
            box, page = _box(writer, stamp) if shown else None, stamp.page - 1
            field = SigFieldSpec(meta.field_name or "", page, box=box)  # type: ignore[arg-type]
            _TimedSigner(meta, key, timestamper=stamper, stamp_style=shown, new_field_spec=field).at(moment).sign_pdf(
                writer, bytes_reserved=2 * (key.container_bytes + room), output=target
            )
            raise_level(target, key.terms)
        if signed_before:
            _spare_earlier(file, unfinished)
        unfinished.replace(signed)
    except (PdfError, SigningError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"tệp không ký được / this PDF cannot be signed ({type(error).__name__})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return signed


def _spare_earlier(file: Path, signed: Path) -> None:
    """Raises InputError where an earlier signature held and does not hold any more: it forbids what was added."""
    before, after = verify_file(file), verify_file(signed)
    if any(one.intact and not other.intact for one, other in zip(before, after, strict=False)):
        raise InputError(FORBIDDEN)


def _time_stamping(terms: Terms) -> tuple[Stamper | None, int]:
    """The authority and the bytes that its token takes; none where it is not wanted or does not answer."""
    if not terms.at_least("B-T"):
        return None, 0
    stamper = open_stamper(terms.tsa, terms.roots)
    try:
        return stamper, asyncio.run(stamper.room())
    except TimestampRequestError:
        return None, 0


class _TimedSigner(signers.PdfSigner):
    """Signs at a given time instead of the machine's, so that the stamp and the signature say the same."""

    moment: datetime

    def at(self, moment: datetime) -> "_TimedSigner":
        self.moment = moment
        return self

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def _moment(time: str) -> datetime:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as error:
        raise ConfigError("the stamp's time is not in ISO 8601") from error
    if moment.tzinfo is None:
        raise ConfigError("the stamp's time has no zone: write +07:00 after it")
    return moment


def _free_name(reader: PdfHandler) -> str:
    taken = {name for name, _, _ in enumerate_sig_fields(reader)}
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _box(writer: IncrementalPdfFileWriter, stamp: Stamp) -> tuple[float, float, float, float]:
    page = writer.find_page_for_modification(stamp.page - 1)[0].get_object()  # type: ignore[no-untyped-call]
    box = find_inherited_value_in_tree(page, "/MediaBox", "/Parent")  # type: ignore[no-untyped-call]
    return stamp_box(stamp, box)
