"""Scanner PDFs of worn JPEG pages with their truth, to be given to bench/peers.py: what a page costs.

`python -m bench.pages FOLDER [--pages 60] [--each 15 | --whole] [--level office] [--seed N]`, then
`python -m bench.peers --pages FOLDER`. Real pages where `$SOHOA_CORPUS` is: keep the folder to yourself. Pages drawn at
random read as many papers cut short and are held for it; with `--whole` each file is one real document from its first
page to its last, which is filed, packed and signed.
"""

import argparse
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bench import sheets
from bench.degrade import degrade
from samples.files import Encoded, write_scanner_pdf


def make(folder: Path, options: argparse.Namespace) -> None:
    """Files of `each` pages and one of a single page, and truth.json beside them."""
    folder.mkdir(parents=True)
    truth: dict[str, object] = {}
    for number, group in enumerate(documents(options) if options.whole else piles(options)):
        pages = []
        for page in group:
            worn = degrade(page.pixels, options.level, f"{options.seed} {page.name}")
            with Image.open(io.BytesIO(worn.jpeg)) as picture:
                pages.append(Encoded(worn.jpeg, *picture.size, worn.dpi or sheets.DPI))
        name = "single.pdf" if len(group) == 1 and number == 0 else f"{options.level}-{number}.pdf"
        write_scanner_pdf(folder / name, pages)
        truth[name] = {"pages": [{"page": place, "text": page.segments} for place, page in enumerate(group, 1)]}
    (folder / "truth.json").write_text(json.dumps({"files": truth}, ensure_ascii=False), encoding="utf-8")


def piles(options: argparse.Namespace) -> Iterator[list[sheets.Print]]:
    """A file of one page, then files of so many pages each, drawn at random."""
    prints = list(sheets.take(options.pages, options.seed))
    yield prints[:1]
    for start in range(0, len(prints), options.each):
        yield prints[start : start + options.each]


def documents(options: argparse.Namespace) -> Iterator[list[sheets.Print]]:
    """Whole real documents, in an order drawn by the seed, until there are so many pages."""
    by_file: dict[Path, list[int]] = {}
    for path, number in sheets.real_places():
        by_file.setdefault(path, []).append(number)
    count = 0
    for path in random.Random(options.seed).sample(sorted(by_file), len(by_file)):
        if count < options.pages:
            yield [sheets.real_page(path, number) for number in by_file[path]]
            count += len(by_file[path])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--each", type=int, default=15, help="pages of a file (15)")
    parser.add_argument("--whole", action="store_true", help="each file one whole document ($SOHOA_CORPUS)")
    parser.add_argument("--level", default="office")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    make(options.folder, options)


if __name__ == "__main__":
    main()
