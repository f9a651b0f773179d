"""What a Vietnamese syllable may look like.

A syllable is compared without the place of its tone mark: hoà and hòa have one form (`Spelling.form`), because both
placements are in use and neither is an error.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOP_TONES = ("\u0301", "\u0323")
_SPELLED = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et"
    " ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot"
    " oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn"
    " oăng oăt oe oen oeo oet u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uô uôc uôi uôm uôn uông uôt uơ"
    " uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
# qu swallows the u of a rime: quốc, quân, quyết are qu + ôc, ân, yêt.
_SPELLED_AFTER_QU = (
    "a ac ach ai an ang anh ao at au ay ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt i ich it y yên yêt ynh"
    " yt yu ơ ôc"
)
_RIMES = frozenset(_SPELLED.split())
_AFTER_QU = frozenset(_SPELLED_AFTER_QU.split())
_ALONE = frozenset(("y", "yêm", "yên", "yêng", "yêt", "yêu"))
_SHAPE = re.compile(r"(ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx]?)([aăâeêioôơuưy]+[bcdghklmnpqrstvx]*)")
_MOVING = re.compile(r"(?:^|[^q])(?:oa|oe|uy)$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word of letters only, taken apart: its bare letters, its form, whether Vietnamese allows it, where its tone is.

    `form` is lower case NFC with the tone where the older placement has it (hòa); `late` is True or False where the
    word shows one of the two placements (hoà, hòa), None where they do not differ.
    """

    bare: str
    form: str
    possible: bool
    late: bool | None


@functools.lru_cache(maxsize=8192)
def spell(word: str) -> Spelling:
    """Takes a word apart, in any case."""
    lower = word.lower()
    apart = unicodedata.normalize("NFD", lower)
    base = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    tones = [letter for letter in apart if letter in _TONES]
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("đ", "d")
    tone = tones[0] if len(tones) == 1 else ""
    possible = len(tones) < 2 and _is_possible(base, tone)
    if not possible:
        return Spelling(bare, unicodedata.normalize("NFC", lower), False, None)
    late = None
    if tone and _MOVING.search(base):
        late = unicodedata.normalize("NFC", lower) == place_tone(base, tone, late=True)
    return Spelling(bare, place_tone(base, tone, late=False), True, late)


def move_tone(form: str) -> str:
    """The form with its tone in the newer placement (hòa -> hoà); most forms have only one."""
    apart = unicodedata.normalize("NFD", form)
    tone = next((letter for letter in apart if letter in _TONES), "")
    return place_tone(unicodedata.normalize("NFC", apart.replace(tone, "", 1)), tone, late=True) if tone else form


def place_tone(base: str, tone: str, *, late: bool) -> str:
    """A toneless syllable with its tone mark: on the vowel that has a mark of its own, else by the rule of the house.

    `late`: oa, oe and uy at the end carry it on their second vowel, as school books of after 1980 have it.
    """
    if not tone:
        return base
    match = _SHAPE.fullmatch(base)
    start = match.start(2) if match else 0
    end = start
    while end < len(base) and base[end] in "aăâeêioôơuưy":
        end += 1
    marked = [index for index in range(start, end) if base[index] in "ăâêôơư"]
    if marked:
        # In ươ the second of two carries it; ưa, ưi, ưu have only their ư.
        index = marked[-1]
    elif end - start == 1:
        index = start
    elif end < len(base) or end - start == 3 or (late and _MOVING.search(base)):
        index = start + 1
    else:
        index = start
    return unicodedata.normalize("NFC", base[: index + 1] + tone + base[index + 1 :])


def _is_possible(base: str, tone: str) -> bool:
    match = _SHAPE.fullmatch(base)
    if not match:
        return False
    onset, rime = match[1], match[2]
    if rime.endswith(("c", "ch", "p", "t")) and tone not in _STOP_TONES:
        return False
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _RIMES or f"i{rime}" in _RIMES
    if rime in _ALONE:
        return not onset or (rime == "y" and onset in "hklmstv")
    front = rime[0] in "eêi"
    if onset in ("k", "gh", "ngh") and not front:
        return False
    if onset in ("c", "g", "ng") and front:
        return onset == "g" and rime in ("i", "in", "iêng", "iêt", "iêc")
    return rime in _RIMES
