"""One folding of Vietnamese for every index, so that people find with and without accents."""

import re
import unicodedata

_SPACES = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without marks, đ as d, y as i, anything but letters and digits as one space (thuỷ = thủy = thui)."""
    bare = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.replace("đ", "d").replace("y", "i")).strip()
