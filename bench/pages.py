"""Scanner PDFs of worn JPEG pages with their truth, to be given to bench/peers.py: what a page costs.

`python -m bench.pages FOLDER [--pages 60] [--each 15] [--level office] [--seed N]`, then
`python -m bench.peers --pages FOLDER`. Real pages where `$SOHOA_CORPUS` is: keep the folder to yourself.
"""

import argparse
import io
import json
from pathlib import Path

from PIL import Image

from bench import sheets
from bench.degrade import degrade
from samples.files import Encoded, write_scanner_pdf


def make(folder: Path, options: argparse.Namespace) -> None:
    """Files of `each` pages and one of a single page, and truth.json beside them."""
    folder.mkdir(parents=True)
    prints = list(sheets.take(options.pages, options.seed))
    truth: dict[str, object] = {}
    starts = range(0, len(prints), options.each)
    for number, group in enumerate([prints[:1], *(prints[start : start + options.each] for start in starts)]):
        pages = []
        for page in group:
            worn = degrade(page.pixels, options.level, f"{options.seed} {page.name}")
            with Image.open(io.BytesIO(worn.jpeg)) as picture:
                pages.append(Encoded(worn.jpeg, *picture.size, worn.dpi or sheets.DPI))
        name = "single.pdf" if number == 0 else f"{options.level}-{number}.pdf"
        write_scanner_pdf(folder / name, pages)
        truth[name] = {"pages": [{"page": place, "text": page.segments} for place, page in enumerate(group, 1)]}
    (folder / "truth.json").write_text(json.dumps({"files": truth}, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--each", type=int, default=15, help="pages of a file (15)")
    parser.add_argument("--level", default="office")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    make(options.folder, options)


if __name__ == "__main__":
    main()
