"""What memory each process of `sohoa run` holds while one long TIFF passes through it, and whether that grows.

`python -m bench.memory [--pages N] [--kind fax|jpeg] [--jobs N]`. The document is made here, from a seed: `fax` is A4
at 200 dpi in G4 with one line of words a page, so that time goes to the long document and not to reading; `jpeg` is A4
at 300 dpi in colour, full of text. Resident memory is sampled ten times a second and told by process and by quarter of
the run; a page that is shared by processes counts in each of them.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bench.meter import ROOT

SOHOA = Path(sys.executable).with_name("sohoa")
FONT = ROOT / "digitize" / "fonts" / "Tinos-sohoa.ttf"
WORDS = "công dân xã phường giấy khai sinh hộ tịch bản sao quyết định số ngày tháng năm người nộp đơn ủy ban"
PAUSE = 0.1
MIB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Sample:
    """Resident bytes of one process at one moment (seconds from the start); its role is what it was started as."""

    moment: float
    process: int
    role: str
    resident: int


def make_tiff(path: Path, pages: int, kind: str) -> None:
    """Writes the document; the same arguments give the same pixels."""
    draw, compression, dpi = (draw_jpeg, "jpeg", 300) if kind == "jpeg" else (draw_fax, "group4", 200)
    picture, rest = draw(0), (draw(number) for number in range(1, pages))
    # One strip a page, as scanners write it.
    told = {278: picture.height}
    options = {"save_all": True, "append_images": rest, "compression": compression, "tiffinfo": told}
    picture.save(path, "TIFF", dpi=(dpi, dpi), **options)


def draw_fax(number: int) -> Image.Image:
    """A bilevel A4 page at 200 dpi: its number and a few words."""
    chance = random.Random(number)
    picture = Image.new("1", (1654, 2339), 1)
    words = " ".join([str(number + 1), *chance.choices(WORDS.split(), k=7)])
    ImageDraw.Draw(picture).text((200, 300 + chance.randrange(1500)), words, 0, ImageFont.truetype(FONT, 36))
    return picture


def draw_jpeg(number: int) -> Image.Image:
    """A colour A4 page at 300 dpi, full of words, on paper that is not quite white."""
    chance = random.Random(number)
    picture = Image.new("RGB", (2480, 3508), (250, 248, 242))
    pen, face = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 54)
    for line in range(40):
        pen.text((300, 300 + 72 * line), " ".join(chance.choices(WORDS.split(), k=12)), (25, 25, 30), face)
    return picture


def watch(command: list[str]) -> tuple[list[Sample], float, int]:
    """Runs the command; samples of it and of all that it started, its seconds of the clock and its exit code."""
    samples: list[Sample] = []
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        while process.poll() is None:
            moment = time.monotonic() - start
            samples += [Sample(moment, *found) for found in find_processes(process.pid)]
            time.sleep(PAUSE)
    return samples, time.monotonic() - start, process.returncode


def find_processes(first: int) -> Iterator[tuple[int, str, int]]:
    """The process and its descendants: number, role, resident bytes; one that ends meanwhile is left out."""
    waiting = [(first, 0)]
    while waiting:
        process, depth = waiting.pop()
        try:
            home = Path("/proc", str(process))
            resident = int((home / "statm").read_text(encoding="ascii").split()[1]) * PAGE
            command = (home / "cmdline").read_bytes().decode(errors="replace")
            children = (home / "task" / str(process) / "children").read_text(encoding="ascii").split()
        except OSError:
            continue
        tracker = "resource_tracker" in command
        yield process, "tracker" if tracker else ("main", "fork server", "worker")[min(depth, 2)], resident
        waiting += [(int(child), depth + 1) for child in children]


def report(samples: list[Sample], wall: float) -> None:
    """The peak of each process, whole and by quarter of the run, in MiB."""
    peaks: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0] * 4)
    for sample in samples:
        quarters = peaks[sample.role, sample.process]
        quarter = min(3, int(4 * sample.moment / wall))
        quarters[quarter] = max(quarters[quarter], sample.resident / MIB)
    print(f"{'process':12}{'peak':>8}" + "".join(f"{f'quarter {n}':>12}" for n in range(1, 5)) + "   MiB")
    for (role, _), quarters in sorted(peaks.items()):
        print(f"{role:12}{max(quarters):8.0f}" + "".join(f"{value:12.0f}" for value in quarters))


def main() -> None:
    """Makes the document, files it in an archive of its own, and tells."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kind", choices=("fax", "jpeg"), default="fax")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_tiff(folder / "long.tif", asked.pages, asked.kind)
        subprocess.run([SOHOA, "init", folder / "archive", "--keys", folder / "keys"], check=True, capture_output=True)
        command = [str(SOHOA), "--config", str(folder / "archive" / "sohoa.toml"), "run", str(folder / "long.tif")]
        samples, wall, code = watch([*command, "--jobs", str(asked.jobs)])
    print(f"{asked.pages} pages ({asked.kind}), {wall:.0f} s of the clock, exit code {code}")
    report(samples, wall)


if __name__ == "__main__":
    main()
