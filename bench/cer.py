"""The order-free character error rate by which this project judges every reading.

Each segment of the truth (a run of words without a wide gap) is held against its best place in the output (edit
distance, infix); the errors are summed and divided by the truth's characters. Output longer than 1.03 times the truth
counts its surplus as errors, so that nobody wins by writing everything twice. Reading order is judged elsewhere.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SLACK = 1.03
_LEADERS = re.compile(r"(?:[.·]\s?){3,}|…")
_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−\u00ad", "-") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | {"|": " "}
)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up over pages; `folded` are the errors that stay when diacritics are taken off both sides."""

    errors: float = 0.0
    folded: float = 0.0
    characters: int = 0
    common: int = 0
    told: int = 0
    true: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.errors + other.errors,
            self.folded + other.folded,
            self.characters + other.characters,
            self.common + other.common,
            self.told + other.told,
            self.true + other.true,
        )

    @property
    def cer(self) -> float:
        """Errors per character of the truth (above 1 where the surplus is large)."""
        return self.errors / max(self.characters, 1)

    @property
    def folded_cer(self) -> float:
        """The same without diacritics: what is missing from `cer` are errors of tone and vowel marks."""
        return self.folded / max(self.characters, 1)

    @property
    def f1(self) -> float:
        """Of the words as a multiset; 1 where both sides are empty."""
        return 2 * self.common / (self.told + self.true) if self.told + self.true else 1.0


def judge(segments: Sequence[str], output: str) -> Score:
    """The score of one page's output against its true segments."""
    truth = [segment for segment in map(normalise, segments) if segment]
    told = normalise(output)
    true_words, told_words = Counter(" ".join(truth).split()), Counter(told.split())
    return Score(
        errors=errors(truth, told),
        folded=errors([fold(segment) for segment in truth], fold(told)),
        characters=sum(map(len, truth)),
        common=(true_words & told_words).total(),
        told=told_words.total(),
        true=true_words.total(),
    )


def errors(truth: Sequence[str], told: str) -> float:
    """Edit distance of every segment at its best place, and the surplus; both sides normalised."""
    # The truth's length counts one space between segments, as the output's does: a table of many short cells told
    # exactly would else be punished for its spaces.
    length = len(" ".join(truth))
    return sum(infix_distance(segment, told) for segment in truth) + max(0.0, len(told) - SLACK * length)


def normalise(text: str) -> str:
    """NFC; one form of dashes, quotes and white space; without bars and dot leaders."""
    alike = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return " ".join(_LEADERS.sub(" ", alike).split())


def fold(text: str) -> str:
    """The text without its diacritics (đ too), of the same length where the text is NFC Vietnamese."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def infix_distance(pattern: str, text: str) -> int:
    """The least edit distance between the pattern and any stretch of the text.

    Myers' bit-parallel algorithm (J. ACM 46, 1999; Hyyrö 2003) with one long integer for a whole column of the table.
    """
    if pattern in text:
        return 0
    full, top = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    places: dict[str, int] = {}
    for index, letter in enumerate(pattern):
        places[letter] = places.get(letter, 0) | 1 << index
    rises, falls = full, 0
    score = best = len(pattern)
    for letter in text:
        equal = places.get(letter, 0)
        diagonal = (((equal & rises) + rises) ^ rises) | equal | falls
        right_rises = falls | ~(diagonal | rises) & full
        right_falls = rises & diagonal
        if right_rises & top:
            score += 1
        elif right_falls & top:
            score -= 1
            best = min(best, score)
        right_rises = right_rises << 1 & full
        right_falls = right_falls << 1 & full
        rises = right_falls | ~(diagonal | right_rises) & full
        falls = right_rises & diagonal
    return best
