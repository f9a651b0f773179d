"""PDF/A and signature proven together, by others: every profile at every level with every kind of key.

veraPDF finds each signed file compliant; EU DSS and poppler find each signature intact, and EU DSS names our level.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from digitize.sign import Mark, in_vietnam, stamp_texts
from digitize.verdict import LEVELS, Level
from signing import open_signer
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.dss.dss import Opinion, dss
from tests.signing.authority import Authority
from tests.signing.soft_token import EMPTY, SoftTokens
from tests.signing.test_poppler import pdfsig
from tests.signing.test_stamp import AGENCY, NUMBER, PROFILES
from tests.verapdf.verapdf import verapdf


class Made(NamedTuple):
    """One signed file, and how it was signed."""

    key: str
    level: Level
    profile: str
    file: Path


@pytest.fixture
def everything(authority: Authority, tokens: SoftTokens, password: str, tmp_path: Path) -> list[Made]:
    files = {name: authority.identity(name).save(tmp_path / f"{name}.p12") for name in ("signer", "curve")}
    keys = {
        "PKCS#12 RSA": (f"pkcs12:{files['signer']}", password),
        "PKCS#12 EC": (f"pkcs12:{files['curve']}", password),
        "PKCS#11 RSA": (tokens.add(EMPTY, b"\x01", authority.identity()), "env:SOHOA_TEST_PIN"),
    }
    made = []
    for key, address in keys.items():
        for level in LEVELS:
            door = open_signer(*address, Terms((authority.roots,), level, authority.tsa))
            for profile in PROFILES:
                now = datetime.now(UTC)
                texts = stamp_texts(Mark(AGENCY, "", profile), (NUMBER,), now, None if profile == "digital" else now)
                shown = replace(stamp(left=125), texts=texts, time=in_vietnam(now))
                unsigned = paper(tmp_path / f"{len(made)}.pdf")
                made.append(Made(key, level, profile, door.sign(unsigned, shown)))
    return made


def test_all_agree(everything: list[Made], authority: Authority) -> None:
    files = [one.file for one in everything]
    conformance, opinions = verapdf(files), dss(files, (authority.roots,))
    for one in everything:
        assert conformance[one.file] == (True, "2b", ()), one
        # Without revocation data in the file DSS, offline, cannot conclude on the certificate.
        passed = "TOTAL_PASSED" if one.level in ("B-LT", "B-LTA") else "INDETERMINATE"
        assert opinions[one.file] == (Opinion(_baseline(one.level), True, passed),), one
        assert pdfsig(one.file)[:1] == ["Signature is Valid"], one


def _baseline(level: Level) -> str:
    return f"PAdES-BASELINE-{level.removeprefix('B-')}"


def test_all_notice_a_change(authority: Authority, password: str, tmp_path: Path) -> None:
    key = authority.identity().save(tmp_path / "key.p12")
    door = open_signer(f"pkcs12:{key}", password, Terms((authority.roots,), "B-LTA", authority.tsa))
    signed = door.sign(paper(tmp_path / "scan.pdf"), stamp())
    signed.write_bytes(signed.read_bytes().replace(b"/MediaBox", b"/MediaBux", 1))
    assert not door.verify(signed)[0].intact
    assert pdfsig(signed)[0] != "Signature is Valid"
    assert dss([signed], (authority.roots,))[signed][0].indication == "TOTAL_FAILED"
