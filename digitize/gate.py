"""The PDF/A gate: nothing is kept that it does not pass, and any PDF may be asked (ISO 19005-2 and -3, level B).

It is an allowlist: a yes is sound, a no may mean that it does not know a construct (verdict `not_checked`). A signed
file is always `not_checked`: ask about the revision before the signature. The structure of a file that others wrote
(cross-reference table, stream lengths) is not its subject; a file that had to be repaired to be read fails.
"""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import pikepdf

from digitize.errors import InputError

# Its rules take a fifth of a second to load, and the first process of a run never asks them.
if TYPE_CHECKING:
    from pikepdf import pdfa

Judgement = tuple[str, Literal["pass", "fail", "not_checked"], tuple[str, ...]]
DAMAGED = "sohoa:damaged"


def save(pdf: pikepdf.Pdf, target: Path, flavour: Literal["2b", "3b"]) -> None:
    """Writes the file and keeps it only if it passes; raises InputError with the rules' ids when it does not."""
    from pikepdf import pdfa

    try:
        pdfa.save(pdf, target, flavour, repair=False, deterministic_id=True)
    except pdfa.PdfaError as error:
        rules = ", ".join(_rules(error.report))
        raise InputError(
            f"không đóng gói được thành PDF/A-{flavour}, cần người xem lại bản quét / "
            f"the document cannot become PDF/A-{flavour} ({rules}); a person must look at the scan"
        ) from error


def judge(file: Path | BinaryIO) -> Judgement:
    """The flavour that a PDF claims ("" for none, and then `not_checked`), the verdict on it, and the rules it breaks.

    A claim that the gate does not know (2u, 3a ...) is `not_checked`. Raises InputError when the file is no PDF that
    can be opened.
    """
    from pikepdf import pdfa

    try:
        with pikepdf.open(_rewound(file)) as pdf:
            flavour, repaired = _claimed(pdf), bool(pdf.get_warnings())
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise InputError(
            "tệp hỏng, bị khóa hoặc không phải PDF, hãy tìm bản khác / "
            "the file is damaged, locked or no PDF; look for another copy of it"
        ) from error
    if repaired:
        return flavour, "fail", (DAMAGED,)
    if flavour not in tuple(pdfa.Flavour):
        return flavour, "not_checked", ()
    report = pdfa.validate_written(_rewound(file), flavour)
    return flavour, report.verdict, _rules(report)


def _claimed(pdf: pikepdf.Pdf) -> str:
    told = pdf.open_metadata()
    parts = [told.get(f"pdfaid:{name}", "") for name in ("part", "conformance")]
    return "".join(part for part in parts if isinstance(part, str)).lower()


def _rules(report: "pdfa.Report") -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in report.findings))


def _rewound(file: Path | BinaryIO) -> Path | BinaryIO:
    if not isinstance(file, Path):
        file.seek(0)
    return file
