"""Puts what the training needs into one folder that can travel: `python -m training.lines.pack FOLDER [FONTS...]`.

Needs `$SOHOA_CORPUS` and the fonts of this machine (Debian: fonts-croscore, -liberation2, -texgyre, -freefont-ttf,
-dejavu, -noto-core, -crosextra-carlito, -sil-charis, -sil-gentiumplus), or folders of fonts, such as
training/lines/gather.py makes. Made there: `fonts/` and `lines.txt`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

from digitize.vietnam.letters import LETTERS
from ocr.line_letters import ALPHABET
from training.lines import texts

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts/opentype"))
# Script and display faces, in which no office prints.
UNLIKE = ("Display", "chorus", "MathTeX", "ExtraLight")
DROPPED = ["FFTM", "GDEF", "GPOS", "GSUB", "Glat", "Gloc", "Silf", "Sill", "Silt", "Feat", "kern", "DSIG", "gasp"]
NOTO = ("NotoSans-", "NotoSerif-")


def fonts(folders: Sequence[Path]) -> list[Path]:
    """The fonts in these folders that hold all Vietnamese letters."""
    found = (path for folder in folders for kind in ("*.ttf", "*.otf") for path in sorted(folder.rglob(kind)))
    usable = (path for path in found if not any(word in path.name for word in UNLIKE))
    return [path for path in usable if (not path.name.startswith("Noto") or path.name.startswith(NOTO)) and whole(path)]


def whole(path: Path) -> bool:
    """Whether a font has all 146 letters."""
    try:
        with TTFont(path, lazy=True) as font:
            known = font.getBestCmap() or {}
    except TTLibError:
        return False
    return all(ord(letter) in known for letter in LETTERS)


def write_subset(path: Path, target: Path) -> None:
    """The font with the letters that the net writes, without hints and features, which drawing does not use."""
    options = Options(hinting=False, layout_features=[], notdef_outline=True, drop_tables=DROPPED)
    subsetter = Subsetter(options)
    subsetter.populate(text=ALPHABET)
    with TTFont(path) as font:
        subsetter.subset(font)
        font.save(target)


def main() -> None:
    """Makes the folder and says what is in it."""
    folder = Path(sys.argv[1])
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    for path in fonts([Path(word) for word in sys.argv[2:]] or FOLDERS):
        write_subset(path, folder / "fonts" / path.name)
    count = texts.write(folder / "lines.txt")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    sys.stdout.write(f"{len(list((folder / 'fonts').iterdir()))} fonts, {count} lines, {size / 2**20:.1f} MiB\n")


if __name__ == "__main__":
    main()
