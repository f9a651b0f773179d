"""Time-stamps of an RFC 3161 authority, checked as they come; an authority that is away is left alone for a while."""

import asyncio
import time
from datetime import datetime
from functools import lru_cache
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from digitize.errors import ServiceError
from signing.certificates import load_roots
from signing.damage import DAMAGED

SECONDS = 10  # to wait for an answer
PAUSE = 60.0  # seconds in which an authority that did not answer is not asked again
DIGEST = "sha256"


class Stamper(HTTPTimeStamper):
    """Asks one authority; its tokens are verified, up to the trusted roots where there are any."""

    def __init__(self, url: str, roots: tuple[str, ...]) -> None:
        super().__init__(url, timeout=SECONDS)
        self.roots = roots
        self.away_until = 0.0

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over the digest; raises TimestampRequestError for no answer, and for one that does not hold."""
        if time.monotonic() < self.away_until:
            raise TimestampRequestError("the time-stamping authority did not answer a moment ago")
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            await self._check(token, message_digest)
        except DAMAGED as error:
            self.away_until = time.monotonic() + PAUSE
            raise TimestampRequestError(f"no usable time-stamp ({type(error).__name__})") from error
        return token

    async def _check(self, token: cms.ContentInfo, digest: bytes) -> None:
        roots: list[Any] = load_roots(self.roots)
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = await validate_tst_signed_data(token["content"], context, lambda _: digest)
        if not (status["intact"] and status["valid"]):
            raise ValueError("the token's signature is wrong")
        if roots and status["validation_path"] is None:
            raise ValueError("the token's certificate leads to no trusted root")

    async def room(self) -> int:
        """Bytes that a token takes, with a margin; asks for one the first time."""
        token = await self.async_dummy_response(DIGEST)
        return len(token.dump()) * 5 // 4 + 256

    async def lasts_until(self) -> datetime:
        """When the certificate of a time-stamp made now lapses, UTC; raises TimestampRequestError."""
        await self.async_dummy_response(DIGEST)
        last: datetime = min(one.not_valid_after for one in self._certs.values())
        return last


@lru_cache(maxsize=8)
def open_stamper(url: str, roots: tuple[str, ...]) -> Stamper:
    """The one stamper of a process for an authority."""
    return Stamper(url, roots)


def stamp_digest(url: str, roots: tuple[str, ...], digest: bytes) -> bytes:
    """A token (DER) over a SHA-256 of anything; raises ServiceError when the authority gives none."""
    try:
        token = asyncio.run(Stamper(url, roots).async_timestamp(digest, DIGEST))
    except TimestampRequestError as error:
        raise ServiceError("the time-stamping authority (signing.tsa) gave no usable time-stamp", retry=True) from error
    der: bytes = token.dump()
    return der


def check_digest_stamp(token: bytes, digest: bytes, roots: tuple[str, ...]) -> datetime | None:
    """When a token says that the digest was there, UTC; None where it does not vouch for it."""
    try:
        content = cms.ContentInfo.load(token, strict=True)
        asyncio.run(Stamper("", roots)._check(content, digest))
        made: datetime = content["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    except DAMAGED:
        return None
    return made
