"""The harness itself: what it says of a good, a broken and an unreadable file."""

from pathlib import Path

import pikepdf
from pikepdf import pdfa

from tests.verapdf.verapdf import Conformance, verapdf


def test_judges_many_files_in_one_run(tmp_path: Path) -> None:
    good, bad, junk = tmp_path / "good.pdf", tmp_path / "bad.pdf", tmp_path / "junk.pdf"
    paper = pikepdf.new()
    paper.add_blank_page()
    pdfa.save(paper, good, "3b")
    with pikepdf.open(good) as opened:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        opened.save(bad)
    junk.write_bytes(b"%PDF-1.7 nothing more")
    verdicts = verapdf([good, bad, junk])
    assert verdicts[good] == Conformance(True, "3b", ())
    assert verdicts[bad].compliant is False
    assert any(rule.startswith("6.5.1") for rule in verdicts[bad].failed)
    assert verdicts[junk] == Conformance(False, "", ("unreadable",))
