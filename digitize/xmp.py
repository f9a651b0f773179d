"""What a PDF says of itself: XMP (ISO 16684-1) and the document information that must agree with it.

The PDF/A gate takes no properties of our own: the pipeline's fingerprint stands in xmp:Identifier, the identity of the
pages in dc:source, and what was done to them, in words, in dc:description. No citizen's ID or name is put here; the
title is the caller's.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf.models.metadata import encode_pdf_date

from digitize.model import Document, Page

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class About:
    """What the caller says of a document; `created` is ISO 8601 with a time zone, `language` a BCP 47 tag."""

    title: str
    producer: str
    fingerprint: str
    created: str
    language: str = "vi-VN"


def describe(pdf: pikepdf.Pdf, document: Document, about: About, part: int) -> None:
    """Writes XMP and document information of a PDF/A of that part (2 or 3), level B."""
    created = datetime.fromisoformat(about.created)
    stamp = created.isoformat(timespec="seconds")
    title, producer = _clean(about.title), _clean(about.producer)
    date = encode_pdf_date(created)
    pdf.docinfo = pdf.make_indirect(
        pikepdf.Dictionary(Title=title, Producer=producer, Creator=producer, CreationDate=date, ModDate=date)
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["dc:title"] = title
        told["dc:language"] = {about.language}
        told["dc:format"] = "application/pdf"
        told["dc:source"] = f"sha256:{_identity(document)}"
        if steps := "\n".join(_steps(document)):
            told["dc:description"] = _clean(steps)
        told["xmp:Identifier"] = {_clean(about.fingerprint)}
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            told[name] = stamp
        told["xmp:CreatorTool"] = told["pdf:Producer"] = producer
        told["pdfaid:part"], told["pdfaid:conformance"] = str(part), "B"


def _identity(document: Document) -> str:
    """As intake names an input: the SHA-256 of its pages' identities, in order."""
    return hashlib.sha256("\n".join(page.original.identity for page in document.pages).encode()).hexdigest()


def _steps(document: Document) -> Iterator[str]:
    for count, page in enumerate(document.pages, start=1):
        if page.steps:
            yield f"Page {count}: {_in_words(page)}."


def _in_words(page: Page) -> str:
    return "; ".join(" ".join([step.name, *(f"{name}={value}" for name, value in step.numbers)]) for step in page.steps)


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNWRITABLE.sub("", text)
