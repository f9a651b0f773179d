"""What every signer must do, whatever holds its key: subclass it in a test and give it the fixture `signer`."""

import pickle
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import pdfplumber
import pikepdf
import pytest
from pikepdf import Dictionary, Name, pdfa

from digitize.errors import InputError
from digitize.model import Stamp
from digitize.ports import Signer
from tests.verapdf.verapdf import verapdf

AGENCY = "Trung tâm Phục vụ hành chính công xã Thử Nghiệm"
LONG_AGENCY = f"Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính của {AGENCY}"
MM = 72 / 25.4
FLIPS = 120


def paper(path: Path, flavour: Literal["2b", "3b"] = "2b", pages: int = 1, media_box: tuple[int, ...] = ()) -> Path:
    """A small PDF/A file as the pipeline makes them: an image that covers the page."""
    with pikepdf.new() as pdf:
        image = pdf.make_stream(bytes([250, 240, 230]) * 64, Width=8, Height=8, BitsPerComponent=8)
        image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = Dictionary(XObject=Dictionary(Scan=image))
            page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
            if media_box:
                page.obj.MediaBox = list(media_box)
        pdfa.save(pdf, path, flavour)
    return path


def stamp(agency: str = AGENCY, left: float = 120, width: float = 80, height: float = 15) -> Stamp:
    now = datetime.now(timezone(timedelta(hours=7))).isoformat(timespec="seconds")
    return Stamp((agency, now), now, left=left, top=5, width=width, height=height)


class SignerContract:
    """The key opens, and its certificate is valid today."""

    def test_appends_one_intact_signature_of_level_b_b(self, signer: Signer, tmp_path: Path) -> None:
        file, shown = paper(tmp_path / "scan.pdf"), stamp()
        before = file.read_bytes()
        signed = signer.sign(file, shown)
        assert signed == tmp_path / "scan.signed.pdf"
        assert file.read_bytes() == before
        assert signed.read_bytes().startswith(before)
        (verdict,) = signer.verify(signed)
        assert (verdict.intact, verdict.covers_file, verdict.level, verdict.problem) == (True, True, "B-B", "")
        assert verdict.time == shown.time
        assert verdict.not_before <= verdict.time <= verdict.not_after
        assert verdict.algorithm in ("RSASSA-PSS SHA-256", "ECDSA SHA-256")
        assert verdict.signer
        assert verdict.issuer
        assert sorted(path.name for path in tmp_path.glob("scan*")) == ["scan.pdf", "scan.signed.pdf"]

    def test_trusts_nobody_and_distrusts_nobody_without_roots(self, signer: Signer, tmp_path: Path) -> None:
        (verdict,) = signer.verify(signer.sign(paper(tmp_path / "scan.pdf"), stamp()))
        assert verdict.trusted is None

    def test_an_unsigned_file_has_no_verdict(self, signer: Signer, tmp_path: Path) -> None:
        assert signer.verify(paper(tmp_path / "scan.pdf")) == ()

    def test_files_stay_pdfa_when_signed(self, signer: Signer, tmp_path: Path) -> None:
        papers = {
            "plain": signer.sign(paper(tmp_path / "plain.pdf"), stamp()),
            "long": signer.sign(paper(tmp_path / "long.pdf"), stamp(LONG_AGENCY)),
            "many": signer.sign(paper(tmp_path / "many.pdf", "3b", pages=3), stamp(left=20)),
        }
        papers["twice"] = signer.sign(papers["many"], stamp())
        told = verapdf(list(papers.values()))
        assert {name: told[path] for name, path in papers.items()} == {
            "plain": (True, "2b", ()),
            "long": (True, "2b", ()),
            "many": (True, "3b", ()),
            "twice": (True, "3b", ()),
        }

    def test_what_the_file_says_of_itself_stays(self, signer: Signer, tmp_path: Path) -> None:
        file = paper(tmp_path / "scan.pdf")
        with pikepdf.open(file) as before, pikepdf.open(signer.sign(file, stamp())) as after:
            assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
            assert dict(after.docinfo) == dict(before.docinfo)

    def test_a_second_signature_leaves_the_first_intact(self, signer: Signer, tmp_path: Path) -> None:
        once = signer.sign(paper(tmp_path / "scan.pdf"), stamp(left=20))
        first, second = signer.verify(signer.sign(once, stamp()))
        assert (first.intact, first.covers_file) == (True, False)
        assert (second.intact, second.covers_file) == (True, True)

    def test_the_stamp_shows_agency_and_time_as_the_law_says(self, signer: Signer, tmp_path: Path) -> None:
        """NĐ 30/2020, annex I: 10 points, upright, black, Times; ISO 8601 with +07:00; no picture of a seal."""
        shown = stamp(AGENCY, left=125, width=60)
        lines, letters = shown_stamp(signer.sign(paper(tmp_path / "scan.pdf"), shown))
        assert " ".join(lines[:-1]) == AGENCY
        assert lines[-1] == shown.time
        assert shown.time.endswith("+07:00")
        assert {round(letter["size"], 3) for letter in letters} == {10.0}
        assert {letter["upright"] for letter in letters} == {True}
        assert all(letter["fontname"].partition("+")[2] == "SohoaSerif" for letter in letters)
        assert {letter["non_stroking_color"] for letter in letters} <= {(0,), (0, 0, 0), 0}
        assert min(letter["x0"] for letter in letters) == pytest.approx(125 * MM, abs=1)
        assert max(letter["x1"] for letter in letters) <= (125 + 60) * MM
        assert min(letter["top"] for letter in letters) == pytest.approx(5 * MM, abs=1.5)
        assert max(letter["bottom"] for letter in letters) <= (5 + 15) * MM + 1

    def test_a_long_agency_takes_three_lines_at_most(self, signer: Signer, tmp_path: Path) -> None:
        lines, _ = shown_stamp(signer.sign(paper(tmp_path / "scan.pdf"), stamp(LONG_AGENCY)))
        assert " ".join(lines[:-1]) == LONG_AGENCY
        assert len(lines) == 4

    @pytest.mark.parametrize("box", [{"width": 40}, {"height": 7}, {"agency": f"{LONG_AGENCY} {LONG_AGENCY}"}])
    def test_a_stamp_that_does_not_fit_is_refused(self, signer: Signer, tmp_path: Path, box: dict[str, float]) -> None:
        with pytest.raises(InputError, match="khung chữ ký quá nhỏ"):
            signer.sign(paper(tmp_path / "scan.pdf"), stamp(**box))  # type: ignore[arg-type]
        assert [path.name for path in tmp_path.glob("scan*")] == ["scan.pdf"]

    def test_the_stamp_is_placed_from_the_corner_of_the_page(self, signer: Signer, tmp_path: Path) -> None:
        signed = signer.sign(paper(tmp_path / "scan.pdf", media_box=(100, 900, 695, 58)), stamp(left=50))
        with pikepdf.open(signed) as pdf:
            left, bottom, right, top = (float(side) for side in pdf.pages[0].Annots[0].Rect)
        assert left == pytest.approx(100 + 50 * MM, abs=0.01)
        assert top == pytest.approx(900 - 5 * MM, abs=0.01)
        assert right - left == pytest.approx(80 * MM, abs=1)
        assert top - bottom == pytest.approx(15 * MM, abs=1)

    def test_any_flipped_byte_is_noticed(self, signer: Signer, tmp_path: Path) -> None:
        signed = signer.sign(paper(tmp_path / "scan.pdf"), stamp()).read_bytes()
        broken = tmp_path / "broken.pdf"
        unnoticed = []
        for place in range(7, len(signed), len(signed) // FLIPS):
            broken.write_bytes(signed[:place] + bytes([signed[place] ^ 0x80]) + signed[place + 1 :])
            try:
                verdicts = signer.verify(broken)
            except InputError:
                continue
            if not verdicts or any(one.intact or not one.problem for one in verdicts):
                unnoticed.append(place)
        assert unnoticed == []

    def test_says_which_part_broke(self, signer: Signer, tmp_path: Path) -> None:
        file = paper(tmp_path / "scan.pdf")
        signed = signer.sign(file, stamp()).read_bytes()
        told = tmp_path / "broken.pdf"
        told.write_bytes(signed.replace(b"/MediaBox", b"/MediaBux", 1))
        assert "nội dung đã bị sửa" in signer.verify(told)[0].problem
        content = signed.index(b"/Contents <", file.stat().st_size) + len(b"/Contents <")
        told.write_bytes(signed[:content] + b"00" + signed[content + 2 :])
        assert "chữ ký bị hỏng" in signer.verify(told)[0].problem
        told.write_bytes(signed.replace(b"/AcroForm", b"/AcroFarm"))
        assert "biểu mẫu" in signer.verify(told)[0].problem
        told.write_bytes(signed[: len(signed) // 2])
        with pytest.raises(InputError, match="tệp hỏng"):
            signer.verify(told)

    def test_content_added_after_signing_is_noticed(self, signer: Signer, tmp_path: Path) -> None:
        signed = signer.sign(paper(tmp_path / "scan.pdf"), stamp())
        painted = tmp_path / "painted.pdf"
        painted.write_bytes(signed.read_bytes() + later_page_content(signed))
        (verdict,) = signer.verify(painted)
        assert (verdict.intact, verdict.covers_file) == (False, False)
        assert "bị che hoặc thay" in verdict.problem

    @pytest.mark.parametrize("junk", [b"", b"GIF89a", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n" * 40, b"\0" * 5000])
    def test_what_is_no_pdf_is_refused(self, signer: Signer, tmp_path: Path, junk: bytes) -> None:
        file = tmp_path / "junk.pdf"
        file.write_bytes(junk)
        with pytest.raises(InputError):
            signer.verify(file)
        with pytest.raises(InputError):
            signer.sign(file, stamp())
        assert [path.name for path in tmp_path.glob("junk*")] == ["junk.pdf"]

    def test_bytes_before_the_header_do_not_count(self, signer: Signer, tmp_path: Path) -> None:
        """Some portals put a few bytes before the file; viewers count all offsets from its header."""
        signed = signer.sign(paper(tmp_path / "scan.pdf"), stamp())
        signed.write_bytes(b"\x75\xab\x5a\x01 portal \n" + signed.read_bytes())
        (verdict,) = signer.verify(signed)
        assert verdict.intact is True

    def test_pickles(self, signer: Signer, tmp_path: Path) -> None:
        copy: Signer = pickle.loads(pickle.dumps(signer))
        assert copy == signer
        assert len(copy.verify(copy.sign(paper(tmp_path / "scan.pdf"), stamp()))) == 1


def shown_stamp(signed: Path) -> tuple[list[str], list[dict[str, object]]]:
    """The lines of the stamp and its letters as pdfplumber sees them, once the appearance is drawn on the page."""
    flat = signed.with_suffix(".flat.pdf")
    with pikepdf.open(signed) as pdf:
        widget = pdf.pages[0].Annots[0]
        assert list(widget.AP.N.Resources.keys()) == ["/Font"]
        assert "/MK" not in widget
        pdf.flatten_annotations("screen")
        pdf.save(flat)
    with pdfplumber.open(flat) as opened:
        letters = opened.pages[0].chars
        return opened.pages[0].extract_text().split("\n"), letters


def later_page_content(signed: Path) -> bytes:
    """An incremental update that paints over the first page."""
    with pikepdf.open(signed) as pdf:
        page = pdf.pages[0].obj.objgen[0]
        root = pdf.Root.objgen[0]
        entries = " ".join(f"{key} {_plain(value)}" for key, value in pdf.pages[0].obj.items() if key != "/Contents")
        size = int(pdf.trailer.Size)
    start = signed.stat().st_size
    painting = f"{size} 0 obj\n<</Length 24>>\nstream\n0 0 0 rg 9 9 99 99 re f\nendstream\nendobj\n".encode()
    changed = f"{page} 0 obj\n<<{entries} /Contents {size} 0 R>>\nendobj\n".encode()
    previous = signed.read_bytes().rsplit(b"startxref", 1)[1].split()[0].decode()
    table = (
        f"xref\n{page} 1\n{start + len(painting):010} 00000 n \n{size} 1\n{start:010} 00000 n \n"
        f"trailer\n<</Size {size + 1} /Root {root} 0 R /Prev {previous}>>\n"
        f"startxref\n{start + len(painting) + len(changed)}\n%%EOF\n"
    )
    return painting + changed + table.encode()


def _plain(value: pikepdf.Object) -> str:
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return f"{value.objgen[0]} 0 R"
    return value.unparse().decode() if isinstance(value, pikepdf.Object) else str(value)
