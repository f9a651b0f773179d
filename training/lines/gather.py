"""Fetches the faces of families.toml as whole fonts: `python -m training.lines.gather learned|held FOLDER`.

Needs npm and the network. A family of @fontsource comes in pieces, one for each writing; those of Latin and Vietnamese
are put together here, regular and bold, upright and italic. Families that lack a letter are said and left out.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as Merging
from fontTools.ttLib import TTFont

from training.lines.pack import DROPPED, whole

FAMILIES = Path(__file__).with_name("families.toml")
WRITINGS = ("vietnamese", "latin-ext", "latin")
FACES = {"400-normal": "Regular", "700-normal": "Bold", "400-italic": "Italic", "700-italic": "BoldItalic"}


def pieces(family: str) -> dict[str, bytes]:
    """The files of a package by their names; nothing where there is no such package."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ["npm", "pack", "--silent", f"@fontsource/{family}"]
        if subprocess.run(asked, cwd=folder, capture_output=True, check=False).returncode:
            return {}
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            files = [member for member in package if member.isfile() and member.name.endswith(".woff")]
            return {Path(member.name).name: package.extractfile(member).read() for member in files}  # type: ignore[union-attr]


def put_together(parts: list[bytes], folder: Path) -> TTFont:
    """One font of the letters of all parts."""
    named = []
    for number, part in enumerate(parts):
        with TTFont(io.BytesIO(part)) as font:
            font.flavor = None
            named.append(str(folder / f"{number}.ttf"))
            font.save(named[-1])
    return Merger(Merging(drop_tables=[*DROPPED, "vhea", "vmtx", "STAT", "BASE", "prep", "fpgm", "cvt "])).merge(named)


def write_family(family: str, target: Path) -> int:
    """Writes the faces of a family that hold all letters; how many."""
    files, made = pieces(family), 0
    for face, style in FACES.items():
        parts = [files.get(f"{family}-{writing}-{face}.woff") for writing in WRITINGS]
        path = target / f"{family.replace('-', '')}-{style}.ttf"
        with tempfile.TemporaryDirectory() as folder:
            if all(parts):
                put_together([part for part in parts if part], Path(folder)).save(path)
                made += 1
                if not whole(path):
                    path.unlink()
                    made -= 1
    return made


def main() -> None:
    """Fetches one of the two lists."""
    which, target = sys.argv[1], Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for family in tomllib.loads(FAMILIES.read_text(encoding="utf-8"))[which]:
        sys.stdout.write(f"{family}: {write_family(family, target)} faces\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
