"""The measure by which readings are judged: what it counts, and what it does not."""

import random
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.cer import Score, fold, infix_distance, judge, normalise

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạấếộợửỵAĐ0123456789"
WORDS = st.text(LETTERS, min_size=1, max_size=9)
SEGMENTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8)


def slow_infix_distance(pattern: str, text: str) -> int:
    """The textbook table (Sellers 1980)."""
    column = list(range(len(pattern) + 1))
    best = column[-1]
    for letter in text:
        diagonal = 0
        for row, own in enumerate(pattern, 1):
            diagonal, column[row] = (
                column[row],
                min(diagonal + (own != letter), column[row] + 1, column[row - 1] + 1),
            )
        best = min(best, column[-1])
    return best


@given(st.text("abc ", min_size=1, max_size=90), st.text("abcd ", max_size=120))
@settings(deadline=None)
def test_bit_parallel_distance_is_the_textbooks(pattern: str, text: str) -> None:
    assert infix_distance(pattern, text) == slow_infix_distance(pattern, text)


@given(SEGMENTS)
def test_equal_text_has_no_errors(segments: list[str]) -> None:
    score = judge(segments, "\n".join(segments))
    assert (score.errors, score.folded, score.f1) == (0, 0, 1)


@given(SEGMENTS, st.randoms(use_true_random=False))
def test_order_of_segments_does_not_matter(segments: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(segments, len(segments))
    assert judge(segments, "\n".join(shuffled)) == judge(segments, "\n".join(segments))


@given(st.lists(WORDS, min_size=1, max_size=20).map(" ".join), st.data())
def test_one_wrong_letter_is_one_error(segment: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(segment) - 1))
    assume(segment[place] != " ")
    score = judge([segment], f"{segment[:place]}#{segment[place + 1 :]}")
    assert score.cer == 1 / len(segment)


@given(SEGMENTS, st.integers(1, 40))
def test_surplus_beyond_three_percent_is_counted(segments: list[str], extra: int) -> None:
    written = " ".join(segments)
    score = judge(segments, f"{written} {'#' * extra}")
    surplus = len(written) + 1 + extra - 1.03 * len(written)
    assert score.errors == pytest.approx(max(0.0, surplus))


@given(SEGMENTS)
def test_an_empty_output_misses_every_character(segments: list[str]) -> None:
    score = judge(segments, "")
    assert (score.cer, score.f1) == (1, 0)


def test_writing_everything_twice_does_not_pay() -> None:
    assert judge(["Nguyễn Văn Mẫu"], "Nguyễn Văn Mẫu Nguyễn Văn Mẫu").cer > 0.9


def test_tone_errors_are_told_apart() -> None:
    score = judge(["QUYẾT ĐỊNH"], "QUYÉT ĐỊNH")
    assert (score.errors, score.folded) == (1, 0)


@given(SEGMENTS)
def test_decomposed_output_is_equal(segments: list[str]) -> None:
    assert judge(segments, unicodedata.normalize("NFD", " ".join(segments))).errors == 0


@pytest.mark.parametrize(
    ("truth", "output"),
    [
        ("Số: 12/QĐ-UBND", "Số:  12/QĐ–UBND\n"),
        ("“Điều 1”", '"Điều 1"'),
        ("Họ và tên: Lê Thị Mẫu", "| Họ và tên: ........... Lê Thị Mẫu ……"),
        ("Nơi ở", "Nơi . . . . . ở"),
    ],
)
def test_what_is_not_an_error(truth: str, output: str) -> None:
    assert judge([truth], output).errors == 0


@given(st.text(LETTERS, max_size=30))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(normalise(text))) == len(normalise(text))


def test_a_blank_page_counts_what_is_written_on_it() -> None:
    assert judge([], "rác") == Score(errors=3, folded=3, told=1)
    assert judge([], "") == Score()
    assert Score().f1 == 1


def test_scores_add_up_by_character() -> None:
    total = judge(["abcde"], "abcde") + judge(["vwxyz"], "")
    assert (total.cer, total.f1) == (0.5, pytest.approx(2 / 3))
