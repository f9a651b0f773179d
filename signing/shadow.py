"""Shadow attacks: what a page shows after later changes, against what it showed when it was signed.

Known kinds: something laid over the page is taken away, a form or font is replaced, prepared objects take the place of
others. Whatever the trick, the objects that a page is drawn from are not those that were signed.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.validation import EmbeddedPdfSignature

DEEPEST = 40  # levels of objects below a page
DRAWN = {"/Kids", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}


def shows_otherwise(signature: EmbeddedPdfSignature) -> bool:
    """Whether the pages are drawn from other objects now than in the signed revision; raises what damage raises."""
    reader = signature.reader
    signed = reader.get_historical_resolver(signature.signed_revision)
    return _drawn(signed) != _drawn(reader)


def _drawn(handler: PdfHandler) -> bytes:
    """A digest over what all pages are drawn from; annotations are judged by the rules for additions."""
    return _Drawing({}).digest(handler.root["/Pages"], DEEPEST, pages=True)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Digests of objects with all that they refer to; each is made once, wherever it is used."""

    known: dict[Any, bytes]

    def digest(self, thing: Any, depth: int, *, pages: bool = False) -> bytes:
        """A digest over an object; of the tree of pages only what they are drawn from counts."""
        if not isinstance(thing, generic.IndirectObject):
            return self._made(thing, depth, pages)
        if thing.reference not in self.known:
            self.known[thing.reference] = b""  # for what refers to itself
            self.known[thing.reference] = self._made(thing.get_object(), depth, pages)  # type: ignore[no-untyped-call]
        return self.known[thing.reference]

    def _made(self, thing: Any, depth: int, pages: bool) -> bytes:
        digest = hashlib.sha256(type(thing).__name__.encode())
        if depth and isinstance(thing, generic.DictionaryObject):
            for key in sorted(DRAWN & thing.keys() if pages else thing):
                digest.update(key.encode() + self.digest(thing.raw_get(key), depth - 1, pages=pages and key == "/Kids"))
            if isinstance(thing, generic.StreamObject):
                digest.update(thing.encoded_data)
        elif depth and isinstance(thing, generic.ArrayObject):
            for place in range(len(thing)):
                digest.update(self.digest(thing.raw_get(place), depth - 1, pages=pages))
        else:
            digest.update(repr(thing).encode())
        return digest.digest()
