"""A PDF file that is nothing but streams, copied from files: large things go from disk to disk, not through memory.

Source: ISO 32000-1, 7.5 (file structure). pikepdf opens the shelf, gives the streams their dictionaries and builds the
document around them; on saving, qpdf copies each stream's bytes as they are.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
FIRST = 3


def write(shelf: Path, files: Iterable[Path]) -> None:
    """Writes the shelf; the first file's stream is object FIRST, the next one the next, and so on."""
    with shelf.open("wb") as out:
        out.write(_HEAD)
        places = []
        for count, body in enumerate((_ROOT, _PAGES), start=1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (count, body))
        for count, path in enumerate(files, start=FIRST):
            places.append(out.tell())
            out.write(b"%d 0 obj\n<< /Length %d >>\nstream\n" % (count, path.stat().st_size))
            with path.open("rb") as file:
                shutil.copyfileobj(file, out)
            out.write(b"\nendstream\nendobj\n")
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.writelines(b"%010d 00000 n \n" % place for place in places)
        out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table))
