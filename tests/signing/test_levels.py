"""Levels of PAdES with a real authority on loopback: reached, missed while services are away, lifted, renewed."""

from datetime import timedelta
from pathlib import Path

import pytest

from digitize.errors import ConfigError, InputError
from digitize.ports import Signer
from signing import lift as lifting
from signing import open_signer, open_verifier
from signing.terms import LEVELS, Level, Terms
from tests.contracts.signer_contract import paper, stamp
from tests.signing.authority import Authority
from tests.verapdf.verapdf import verapdf


def terms(authority: Authority, level: Level, tsa: str = "") -> Terms:
    return Terms((authority.roots,), level, tsa or authority.tsa)


def signer(authority: Authority, level: Level, label: str = "signer", tsa: str = "") -> Signer:
    file = authority.identity(label).save(authority.folder / f"{label}.p12")
    return open_signer(f"pkcs12:{file}", "env:SOHOA_TEST_PASSWORD", terms(authority, level, tsa))


def levels(door: Signer, file: Path) -> list[str]:
    verdicts = door.verify(file)
    assert [(one.intact, one.trusted, one.problem) for one in verdicts] == [(True, True, "")] * len(verdicts)
    assert verdicts[-1].covers_file or verdicts[-1].later == "proofs"
    return [one.level for one in verdicts]


def test_each_level_is_reached_and_stays_pdfa(authority: Authority, tmp_path: Path) -> None:
    signed = {}
    for level in LEVELS:
        door = signer(authority, level)
        signed[level] = door.sign(paper(tmp_path / f"{level}.pdf"), stamp())
        assert levels(door, signed[level])[0] == level
    told = verapdf(list(signed.values()))
    assert {level: told[file] for level, file in signed.items()} == dict.fromkeys(LEVELS, (True, "2b", ()))


def test_only_bytes_are_added(authority: Authority, tmp_path: Path) -> None:
    file = paper(tmp_path / "scan.pdf")
    once = signer(authority, "B-B").sign(file, stamp())
    lifted = open_verifier(terms(authority, "B-LTA")).lift(once)
    assert lifted == tmp_path / "scan.signed.lifted.pdf"
    assert lifted.read_bytes().startswith(once.read_bytes())
    assert once.read_bytes().startswith(file.read_bytes())


@pytest.mark.parametrize("level", LEVELS[1:])
def test_without_its_services_it_is_b_b_and_lifted_later(authority: Authority, tmp_path: Path, level: Level) -> None:
    door = signer(authority, level)
    authority.away = True
    signed = door.sign(paper(tmp_path / "scan.pdf"), stamp())
    assert levels(door, signed) == ["B-B"]
    assert door.lift(signed) == signed
    authority.away = False
    _forget()
    lifted = door.lift(signed)
    assert levels(door, lifted) == {"B-T": ["B-T", "DTS"], "B-LT": ["B-LTA", "DTS"], "B-LTA": ["B-LTA", "DTS"]}[level]
    assert verapdf([lifted])[lifted].compliant
    assert door.lift(lifted) == lifted


def _forget() -> None:
    from signing.time_stamp import open_stamper

    open_stamper.cache_clear()


def test_an_authority_that_is_away_is_asked_once_in_a_while(authority: Authority, tmp_path: Path) -> None:
    door = signer(authority, "B-T")
    authority.away = True
    asked = authority.asked
    for number in range(3):
        door.sign(paper(tmp_path / f"{number}.pdf"), stamp())
    assert authority.asked - asked <= 3  # once for the time, the rest for the certificate's status


def test_an_authority_that_goes_away_between_leaves_b_b(authority: Authority, tmp_path: Path) -> None:
    door = signer(authority, "B-LTA")
    door.sign(paper(tmp_path / "first.pdf"), stamp())
    authority.away = True
    assert levels(door, door.sign(paper(tmp_path / "second.pdf"), stamp())) == ["B-B"]


def test_archive_stamps_are_renewed_before_they_lapse(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = f"{authority.url}/authority/tsa/tsa-short"
    old = signer(authority, "B-LTA", tsa=short).sign(paper(tmp_path / "scan.pdf"), stamp())
    door = open_verifier(terms(authority, "B-LTA"))
    renewed = door.lift(old)
    assert levels(door, renewed) == ["B-LTA", "DTS", "DTS"]
    assert door.lift(renewed) == renewed
    assert verapdf([renewed])[renewed].compliant
    # An authority whose own certificate lapses soon cannot give a longer time.
    assert open_verifier(terms(authority, "B-LTA", short)).lift(old) == old
    monkeypatch.setattr(lifting, "RENEW", timedelta(days=10))
    assert door.lift(old) == old


def test_time_stamps_of_a_stranger_are_not_taken(authority: Authority, tmp_path: Path) -> None:
    from tests.signing.identities import Wish, identity, rsa_key

    stranger = identity(Wish(name="Gốc khác", authority=True), rsa_key(3073))
    own = identity()
    file = own.save(tmp_path / "own.p12")
    roots = (str(stranger.save_root(tmp_path / "a.pem")), str(own.save_root(tmp_path / "b.pem")))
    door = open_signer(f"pkcs12:{file}", "env:SOHOA_TEST_PASSWORD", Terms(roots, "B-T", authority.tsa))
    assert levels(door, door.sign(paper(tmp_path / "scan.pdf"), stamp())) == ["B-B"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"level": "B-T"}, "signing.tsa"),
        ({"level": "B-T", "tsa": "ca.gov.vn/tsa"}, "http"),
        ({"level": "B-LT", "tsa": "http://localhost/"}, "signing.roots"),
    ],
)
def test_a_level_without_what_it_needs_is_refused(wrong: dict, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        Terms(**wrong)


def test_what_is_not_signed_cannot_be_lifted(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="không nâng được"):
        open_verifier(terms(authority, "B-LTA")).lift(paper(tmp_path / "scan.pdf"))
    assert [path.name for path in tmp_path.glob("scan*")] == ["scan.pdf"]
