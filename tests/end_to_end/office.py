"""The real command, run as a clerk runs it, on archives of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
DOSSIERS, BROKEN = SAMPLES / "dossiers", SAMPLES / "broken"


@dataclass(frozen=True)
class Office:
    """An archive with its keys, and the command that works on it."""

    folder: Path
    keys: Path

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def run(self, *words: object, code: int = 0, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        """Runs `sohoa` with these words and checks its exit code."""
        done = subprocess.run(
            [sys.executable, "-c", "import cli; cli.main()", "--config", self.folder / "sohoa.toml", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            env=os.environ | environ,
            timeout=900,
            check=False,
        )
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done

    def json(self, *words: object, code: int = 0, stdin: str = "") -> list[dict[str, Any]]:
        """The JSON lines that a command prints."""
        done = self.run(*words, "--json", code=code, stdin=stdin)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def documents(self) -> list[dict[str, Any]]:
        """Everything that can be found."""
        return self.json("find", "--limit", 1000)


def prove_recovery(office: Office, folder: Path) -> None:
    """Makes a recovery set and shows that it opens, as `doctor` demands."""
    places = [folder / f"stick-{number}" for number in range(3)]
    for place in places:
        place.mkdir()
    told = office.run("keys", "backup", *places).stdout.splitlines()
    office.run("keys", "restore", *(line.partition(": ")[2] for line in told[:2]))


def make_office(folder: Path) -> Office:
    office = Office(folder / "office", folder / "keys")
    subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "init", office.folder, "--keys", office.keys],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return office


Make = Callable[[Path], Path]


def draw_slip(path: Path, *lines: str) -> Path:
    """A small scanned slip, quick to read: the first line is its title, the others stand below."""
    page = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(ROOT / "digitize" / "fonts" / "Tinos-sohoa.ttf"), 34)
    for number, line in enumerate(lines):
        place = (500, 180) if number == 0 else (80, 180 + number * 90)
        draw.text(place, line, fill="black", font=font, anchor="ma" if number == 0 else "la")
    page.save(path, dpi=(200, 200), quality=80)
    return path
