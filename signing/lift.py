"""Lifts signed files to a higher PAdES level (EN 319 142-1): time-stamps and revocation data, each appended behind.

No key is needed for it. What a service that is away cannot give is left for the next time.
"""

import asyncio
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature
from pyhanko_certvalidator.errors import PathError, ValidationError

from digitize.errors import InputError
from signing.append import Appender
from signing.damage import DAMAGED
from signing.revocation import Chain, vouch
from signing.standing import Standing, look, stamps_after, tokens_of
from signing.terms import Terms
from signing.time_stamp import DIGEST, open_stamper

RENEW = timedelta(days=120)  # an archive time-stamp is renewed so long before its certificate lapses


def lift(file: Path, terms: Terms) -> Path:
    """A new file `NAME.lifted.pdf` beside the given one, at the level of the terms as far as their services answer.

    The file itself where nothing was to be added or nothing could be. Raises InputError for a file that is no signed
    PDF.
    """
    lifted = file.with_name(f"{file.stem}.lifted.pdf")
    unfinished = lifted.with_suffix(".part")
    try:
        shutil.copyfile(file, unfinished)
        with unfinished.open("r+b") as stream:
            raise_level(stream, terms)
        if unfinished.stat().st_size == file.stat().st_size:
            return file
        return unfinished.replace(lifted)
    except DAMAGED as error:
        raise InputError(
            f"không nâng được mức chữ ký / the signature cannot be lifted ({type(error).__name__})"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def raise_level(stream: BinaryIO, terms: Terms) -> None:
    """Appends to a signed file what the terms ask for and it lacks; what cannot be had now is left out."""
    if not terms.at_least("B-T"):
        return
    start = stream.seek(0, 2)
    standing = _weakest(_read(stream))
    renews = standing.archived and _lapses(standing, terms)
    if terms.at_least("B-LT") and (renews or not standing.lasting):
        _add_proofs(stream, terms.roots)
    archives = terms.at_least("B-LTA") and not standing.archived and _weakest(_read(stream)).lasting
    if (renews or archives or not standing.timed) and not _seal(stream, terms) and not standing.timed:
        stream.truncate(start)  # revocation data without a proven time prove nothing


def _read(stream: BinaryIO) -> PdfFileReader:
    return PdfFileReader(stream, strict=False)


def _lapses(standing: Standing, terms: Terms) -> bool:
    """Whether the newest time-stamp lapses soon, and one made now would last longer."""
    if standing.until - datetime.now(UTC) > RENEW:
        return False
    stamper = open_stamper(terms.tsa, terms.roots)
    try:
        return asyncio.run(stamper.lasts_until()) > standing.until
    except TimestampRequestError:
        return False


def _weakest(reader: PdfFileReader) -> Standing:
    """The least that is proved of the file's own signatures; raises ValueError for a file without any."""
    standings = [look(one, stamps_after(reader, one)) for one in reader.embedded_regular_signatures]
    if not standings:
        raise ValueError("the file is not signed")
    return Standing(
        all(one.timed for one in standings),
        all(one.lasting for one in standings),
        all(one.archived for one in standings),
        min(one.until for one in standings),
    )


def _add_proofs(stream: BinaryIO, roots: tuple[str, ...]) -> None:
    """Puts chains and revocation data of all signatures and time-stamps into the store, if they can be had now."""
    reader = _read(stream)
    try:
        paths, context = vouch(_chains(reader.embedded_signatures), roots, "require")
    except (ValidationError, PathError):
        return
    if not (context.ocsps or context.crls):
        return  # nobody was asked: a root signed by itself
    writer = Appender.from_reader(reader)
    store = DocumentSecurityStore.supply_dss_in_writer(
        writer, None, paths=paths, validation_context=context, embed_roots=False
    )
    if store.modified:
        writer.write_in_place()  # type: ignore[no-untyped-call]


def _chains(signatures: Iterable[EmbeddedPdfSignature]) -> Iterable[Chain]:
    for signature in signatures:
        for signed in (signature.signed_data, *(token["content"] for token in tokens_of(signature))):
            info = extract_certificate_info(signed)
            yield Chain(info.signer_cert, info.other_certs)


def _seal(stream: BinaryIO, terms: Terms) -> bool:
    """Appends a document time-stamp; False and nothing where its authority does not answer."""
    stamper: Any = open_stamper(terms.tsa, terms.roots)
    before = stream.seek(0, 2)
    try:
        room = asyncio.run(stamper.room())
        writer = Appender.from_reader(_read(stream))
        PdfTimeStamper(stamper).timestamp_pdf(writer, DIGEST, bytes_reserved=2 * room, in_place=True)
    except TimestampRequestError:
        stream.truncate(before)  # the place for the time-stamp is there already
        return False
    return True
