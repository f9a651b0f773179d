"""Whether certificates are good now, asked of those who issued them (OCSP RFC 6960, CRL RFC 5280).

Asked are only the addresses in certificates of our own key, its authorities and our time-stamping authority, never
those in what others send us. Answers serve a batch, not a day.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from signing.certificates import load_roots

FRESH = 600.0  # seconds for which an answer is not asked for again
Mode = Literal["soft-fail", "require"]


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate and those who vouch for it on the way to a root."""

    certificate: Any
    others: Sequence[Any] = ()


@dataclass(slots=True)
class _Answers:
    """What the responders said, by the roots that it was asked for."""

    since: float = 0.0
    ocsps: tuple[Any, ...] = ()
    crls: tuple[Any, ...] = ()


@lru_cache(maxsize=8)
def _answers(roots: tuple[str, ...]) -> _Answers:
    return _Answers()


def vouch(chains: Iterable[Chain], roots: tuple[str, ...], mode: Mode) -> tuple[list[Any], ValidationContext]:
    """The paths of the chains to trusted roots, and the context with what was fetched to prove that they hold now.

    Raises what pyhanko_certvalidator raises: ValidationError, PathError. In the mode `require` every certificate below
    a root must be proved not to be revoked; in `soft-fail` what cannot be asked is in `soft_fail_exceptions`.
    """
    chains = tuple(chains)
    answers = _answers(roots)
    if time.monotonic() - answers.since > FRESH:
        answers.ocsps = answers.crls = ()
    if answers.ocsps or answers.crls:
        with suppress(ValidationError, PathError):
            context = _context(roots, "require", answers, fetch=False)
            return asyncio.run(_paths(chains, context)), context
    context = _context(roots, mode, answers, fetch=True)
    paths = asyncio.run(_paths(chains, context))
    answers.ocsps, answers.crls = _unique(context.ocsps), _unique(context.crls)
    answers.since = time.monotonic()
    return paths, context


def _context(roots: tuple[str, ...], mode: Mode, answers: _Answers, *, fetch: bool) -> ValidationContext:
    return ValidationContext(
        trust_roots=load_roots(roots),
        ocsps=answers.ocsps,
        crls=answers.crls,
        revocation_mode=mode,
        allow_fetching=fetch,
    )


async def _paths(chains: Sequence[Chain], context: ValidationContext) -> list[Any]:
    try:
        return [await _path(chain, context) for chain in chains]
    finally:
        await context.aclose()  # type: ignore[no-untyped-call]


async def _path(chain: Chain, context: ValidationContext) -> Any:
    validator = CertificateValidator(
        chain.certificate, intermediate_certs=list(chain.others), validation_context=context
    )
    return await validator.async_validate_usage(key_usage=set())  # type: ignore[no-untyped-call]


def _unique(answers: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({one.dump(): one for one in answers}.values())
