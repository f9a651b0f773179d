"""A second implementation agrees: poppler's pdfsig (NSS) says of our signatures what we say of them."""

import re
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from signing import open_signer
from signing.terms import Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.authority import Authority
from tests.signing.identities import identity


def pdfsig(file: Path) -> list[str]:
    """Its verdict on each signature, in order."""
    told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False)
    return re.findall(r"Signature Validation: (.*?)\.?$", told.stdout, re.MULTILINE)


@pytest.mark.parametrize("kind", ["pss", "pkcs1", "ecdsa", "lta"])
def test_agrees(authority: Authority, tmp_path: Path, password: str, kind: str) -> None:
    who = authority.identity() if kind == "lta" else identity()
    if kind == "ecdsa":
        who = identity(key=ec.generate_private_key(ec.SECP256R1()))
    terms = Terms((authority.roots,), "B-LTA", authority.tsa) if kind == "lta" else Terms(plain_rsa=kind == "pkcs1")
    door = open_signer(f"pkcs12:{who.save(tmp_path / 'key.p12')}", password, terms)
    signed = door.sign(paper(tmp_path / "scan.pdf"), stamp())
    assert pdfsig(signed)[0] == "Signature is Valid"  # of document time-stamps it says nothing
    signed.write_bytes(signed.read_bytes().replace(b"/MediaBox", b"/MediaBux", 1))
    assert pdfsig(signed)[0] != "Signature is Valid"
    assert not door.verify(signed)[0].intact
