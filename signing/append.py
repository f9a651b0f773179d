"""Incremental updates: bytes are added behind those that are there, which stay as they are."""

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Appender(IncrementalPdfFileWriter):
    """Leaves the document's own metadata as they are; pyHanko would name itself their producer."""

    def _update_meta(self) -> None:
        pass
