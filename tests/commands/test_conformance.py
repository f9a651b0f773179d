"""`sohoa conformance`: veraPDF's word on what lies in the archive, seen by the operator and by the trail."""

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from digitize.filing import write_manifest
from digitize.record import Record
from tests.commands.archive import Archive
from tests.contracts.signer_contract import paper
from tests.verapdf.verapdf import verapdf_command


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_CONFORMANCE_VERAPDF", verapdf_command())


def put(archive: Archive, name: str, file: Path, *, incoming: bool = False) -> Record:
    """Files that very PDF under an id."""
    vault, catalog = archive.doors
    record = archive.file(name)
    kept = vault.keep(file)
    fresh = write_manifest(
        replace(record, pdf=kept, signature="incoming" if incoming else "B-B", revision=2), archive.folder, vault
    )
    with catalog.transaction() as transaction:
        transaction.records.replace(fresh)
    return fresh


def broken(file: Path) -> Path:
    """A page that claims PDF/A-2b and uses a colour space that no output intent covers."""
    with pikepdf.open(paper(file.with_name("whole.pdf"))) as pdf:
        pdf.pages[0].contents_add(b"1 0 0 0 k 0 0 9 9 re f")
        pdf.save(file)
    return file


def acts(archive: Archive, document: str) -> list[tuple[str, dict[str, str]]]:
    with archive.doors[1].transaction() as transaction:
        return [(one.act, dict(one.details)) for one in transaction.trail.of(document)]


@pytest.mark.usefixtures("real")
def test_what_breaks_a_rule_is_named_audited_and_told_by_the_exit_code(archive: Archive, tmp_path: Path) -> None:
    put(archive, "aa", paper(tmp_path / "good.pdf"))
    put(archive, "bb", broken(tmp_path / "bad.pdf"))
    incoming = put(archive, "cc", broken(tmp_path / "theirs.pdf"), incoming=True)
    lost = put(archive, "dd", paper(tmp_path / "lost.pdf"))
    assert lost.pdf and incoming.pdf
    archive.object_file(lost.pdf.name).unlink()

    done = archive.run("conformance", "--sample", "100%", "--json", code=3)
    told = {one["document"]: one for one in map(json.loads, done.stdout.splitlines())}

    assert sorted(told) == ["aa", "bb", "dd"]
    assert told["aa"] == {"document": "aa", "compliant": True, "flavour": "2b", "failed": []}
    assert (told["bb"]["compliant"], told["dd"]["failed"]) == (False, ["lost"])
    (rule,) = told["bb"]["failed"]
    assert rule.startswith("6.2.4.3-")
    assert acts(archive, "bb")[-1] == ("nonconformant", {"rules": rule})
    assert not acts(archive, "aa")
    assert f"bb: {rule}" in archive.run("conformance", "--sample", "50", code=3).stdout


def test_the_same_seed_draws_the_same_sample(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in program that lets everything pass: what counts here is who is drawn."""
    script = tmp_path / "passes.py"
    script.write_text(
        "import sys\n"
        "files = [word for word in sys.argv if word.endswith('.pdf')]\n"
        'report = \'<validationReport isCompliant="true" profileName="PDF/A-2B validation profile"/>\'\n'
        "jobs = ''.join(f'<job><item><name>{file}</name></item>{report}</job>' for file in files)\n"
        "print(f'<report>{jobs}</report>')\n"
    )
    monkeypatch.setenv("SOHOA_CONFORMANCE_VERAPDF", shlex.join((sys.executable, str(script))))
    for number in range(20):
        archive.file(f"{chr(ord('a') + number)}{number}")

    def drawn(*words: str) -> list[str]:
        done = archive.run("conformance", "--json", *words)
        return [json.loads(line)["document"] for line in done.stdout.splitlines()]

    five = drawn("--sample", "5", "--seed", "7")
    assert len(set(five)) == 5
    assert five == drawn("--sample", "5", "--seed", "7") != drawn("--sample", "5", "--seed", "8")
    share = drawn("--sample", "40%", "--seed", "1")
    assert share == drawn("--sample", "40%", "--seed", "1")
    assert 0 < len(share) < 20
    assert acts(archive, "")[-1] == ("conformance_checked", {"documents": str(len(share)), "failed": "0"})


@pytest.mark.parametrize("command", ["no-such-verapdf", "", "'unclosed"])
def test_without_verapdf_it_says_what_to_install(
    archive: Archive, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_CONFORMANCE_VERAPDF", command)
    archive.file("aa")
    done = archive.run("conformance", code=1)
    assert done.exception is not None
    assert "conformance.verapdf" in str(done.exception)
    assert getattr(done.exception, "exit_code", 0) == 2


@pytest.mark.parametrize("sample", ["0", "-3", "0%", "101%", "some", "5 %x"])
def test_a_sample_that_is_none_is_refused(archive: Archive, sample: str) -> None:
    archive.run("conformance", "--sample", sample, code=2)
