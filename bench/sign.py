"""How fast we sign, against plain use of pyHanko in the same run; a large file; flipped bytes; others' signed files.

`python -m bench.sign [--count N] [--flips N] [--megabytes N] [--corpus DIR]`. Signatures are PAdES B-B with RSA-2048,
RSASSA-PSS and a visible Vietnamese stamp, by a PKCS#12 key; both sides take turns on the same page, and what counts is
processor time (user and system) of this one process. Of the corpus counts are told, never names.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle

from bench.meter import ROOT, measure
from bench.report import write_result
from digitize.errors import InputError
from digitize.model import Stamp
from digitize.ports import Signer
from digitize.record import Record
from digitize.sign import countersign, in_vietnam
from signing import open_signer, open_verifier
from signing.demo import make_demo_certificate

FONT = ROOT / "digitize" / "fonts" / "Tinos-sohoa.ttf"
AGENCY = "Trung tâm Phục vụ hành chính công xã Thử Nghiệm"
SECRET, PASSWORD = "env:BENCH_PASSWORD", "bench"
MIB = 1 << 20


def make_page(path: Path, pages: int = 1, stream_bytes: int = 150_000) -> Path:
    """A PDF of scans: noise stands for JPEG, which nothing compresses."""
    chance = random.Random(1)
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            image = pdf.make_stream(chance.randbytes(stream_bytes), Type=pikepdf.Name.XObject)
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
        pdf.save(path, compress_streams=False)
    return path


def make_stamp() -> Stamp:
    now = in_vietnam(datetime.now(UTC))
    return Stamp((AGENCY, "Chuyển đổi từ văn bản giấy", now), now, left=125, top=5, width=80, height=15)


def make_plain(folder: Path, key: Path) -> tuple[signers.SimpleSigner, StaticStampStyle]:
    """Key and stamp as pyHanko's documentation shows them; a fixed page as stamp is the fastest that it offers."""
    signer = signers.SimpleSigner.load_pkcs12(key, passphrase=PASSWORD.encode(), prefer_pss=True)
    assert signer is not None
    page = FPDF(unit="pt", format=(227, 43))
    page.add_font("serif", fname=FONT)
    page.set_font("serif", size=10)
    page.add_page()
    for number, line in enumerate(make_stamp().texts):
        page.text(0, 10 + number * 12, line)
    page.output(str(folder / "stamp.pdf"))
    return signer, StaticStampStyle.from_pdf_file(str(folder / "stamp.pdf"), border_width=0)


def sign_plainly(file: Path, signer: signers.SimpleSigner, style: StaticStampStyle) -> None:
    """Plain use of pyHanko."""
    field = fields.SigFieldSpec("Signature1", box=(354, 785, 581, 828))
    meta = signers.PdfSignatureMetadata(
        field_name="Signature1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    worker = signers.PdfSigner(meta, signer, stamp_style=style, new_field_spec=field)
    with file.open("rb") as source, file.with_suffix(".plain.pdf").open("w+b") as target:
        worker.sign_pdf(IncrementalPdfFileWriter(source), output=target)


def sign_by_turns(folder: Path, key: Path, count: int) -> dict[str, Any]:
    """Signatures a second and core of both, in turns of ten."""
    page, signer = make_page(folder / "page.pdf"), open_signer(f"pkcs12:{key}", SECRET)
    plain = make_plain(folder, key)
    sides: dict[str, Callable[[], object]] = {
        "sohoa": lambda: signer.sign(page, make_stamp()),
        "pyhanko": lambda: sign_plainly(page, *plain),
    }
    spent = dict.fromkeys(sides, 0.0)
    for sign in sides.values():
        sign()  # what is loaded once is not what is measured
    for _ in range(max(1, count // 10)):
        for name, sign in sides.items():
            start = time.process_time()
            for _ in range(10):
                sign()
            spent[name] += time.process_time() - start
    rates = {name: round(max(1, count // 10) * 10 / seconds, 1) for name, seconds in spent.items()}
    return {"per_second_and_core": rates, "ratio": round(rates["sohoa"] / rates["pyhanko"], 2)}


def flip(folder: Path, signer: Signer, count: int) -> dict[str, int]:
    """Random single bytes changed inside what the signature covers: noticed, unnoticed, crashed."""
    signed = signer.sign(make_page(folder / "flip.pdf", stream_bytes=4000), make_stamp())
    data, chance, told = signed.read_bytes(), random.Random(2), {"noticed": 0, "unnoticed": 0, "crashed": 0}
    hole = data.index(b"/Contents <") + len(b"/Contents ")
    end = data.index(b">", hole) + 1
    covered = [*range(hole), *range(end, len(data))]
    broken = folder / "broken.pdf"
    for place in chance.choices(covered, k=count):
        broken.write_bytes(data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :])
        told[_outcome(signer, broken)] += 1
    return told


def _outcome(signer: Signer, file: Path) -> str:
    try:
        verdicts = signer.verify(file)
    except InputError:
        return "noticed"
    except Exception:  # noqa: BLE001 - a crash is what is counted here
        return "crashed"
    return "unnoticed" if verdicts and all(one.intact for one in verdicts) else "noticed"


def meet_corpus(folder: Path, signer: Signer, corpus: Path) -> dict[str, int]:
    """Others' signed files: how many keep all prior verdicts when we sign behind them, and how many refuse that.

    `allowed`: those behind which `signing.incoming = "sign"` adds our signature, whatever could be added.
    """
    told = {"files": 0, "signatures": 0, "unchanged": 0, "changed": 0, "refused": 0, "allowed": 0}
    for file in sorted(corpus.glob("*.pdf")):
        copy = folder / "incoming.pdf"
        copy.write_bytes(file.read_bytes())
        before = signer.verify(copy)
        told["files"] += 1
        told["signatures"] += len(before)
        try:
            after = signer.verify(signer.sign(copy, make_stamp()))
        except InputError:
            told["refused"] += 1
            continue
        same = [(one.intact, one.problem, one.signer, one.time) for one in before] == [
            (one.intact, one.problem, one.signer, one.time) for one in after[: len(before)]
        ]
        told["unchanged" if same else "changed"] += 1
        with suppress(InputError):
            countersign(Record("bench", "filed", "", "", "", ""), copy, signer, datetime.now(UTC))
            told["allowed"] += 1
    return told


def work_on_large(act: str, file: str) -> None:
    """In a process of its own, so that its memory is its own."""
    signer = open_signer(f"pkcs12:{os.environ['BENCH_KEY']}", SECRET)
    if act == "sign":
        signer.sign(Path(file), make_stamp())
    else:
        (verdict,) = open_verifier().verify(Path(file))
        assert verdict.intact


def measure_large(folder: Path, megabytes: int) -> dict[str, Any]:
    """Processor seconds and peak memory of signing and of verifying a large file."""
    file = make_page(folder / "large.pdf", megabytes, MIB)
    told: dict[str, Any] = {"megabytes": round(file.stat().st_size / 1e6)}
    for act, path in (("idle", ""), ("sign", str(file)), ("verify", str(folder / "large.signed.pdf"))):
        command = [sys.executable, "-m", "bench.sign", "--large", act, path]
        run = measure(command, folder)
        assert run.cost.exit == 0, run.complaint
        told[act] = {"cpu": round(run.cost.cpu, 1), "peak_mib": round(run.cost.peak / MIB)}
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=150)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--large", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.large:
        if wanted.large[0] != "idle":
            work_on_large(*wanted.large)
        return
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as name:
        folder = Path(name)
        key = folder / "key.p12"
        os.environ |= {"BENCH_PASSWORD": PASSWORD, "BENCH_KEY": str(key)}
        make_demo_certificate(key, PASSWORD, "UBND xã Thử Nghiệm")
        signer = open_signer(f"pkcs12:{key}", SECRET)
        result: dict[str, Any] = {"speed": sign_by_turns(folder, key, wanted.count)}
        result["flips"] = flip(folder, signer, wanted.flips)
        result["large"] = measure_large(folder, wanted.megabytes)
        if wanted.corpus:
            result["incoming"] = meet_corpus(folder, signer, wanted.corpus)
    for what, told in result.items():
        print(f"{what}: {told}")
    write_result("sign", {"versions": {"pyhanko": version("pyhanko")}} | result)


if __name__ == "__main__":
    main()
