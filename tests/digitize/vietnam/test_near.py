"""Words are found in spite of a few wrong letters, and only where a word begins."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.vietnam.fold import fold
from digitize.vietnam.near import Finder, bare, begins, compact, phrase, tolerance

LETTERS = "abcdeghiklmnopqrstuvx"


@given(st.text(max_size=60))
def test_bare_keeps_every_place(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(bare(text)) == len(text)


@given(st.text(alphabet="aáàảãạăâbcdđeéêghiklmnoóôơpqrstuúưvxyý ,.:-/12", max_size=60))
def test_compact_letters_are_those_of_the_house_folding(text: str) -> None:
    assert compact(text).letters == fold(text).replace(" ", "")


@given(st.text(alphabet=LETTERS, min_size=6, max_size=30), st.data())
def test_as_many_errors_as_allowed_are_forgiven(pattern: str, data: st.DataObject) -> None:
    wrong = pattern
    for _ in range(tolerance(len(pattern))):
        place = data.draw(st.integers(0, len(wrong) - 1))
        wrong = data.draw(
            st.sampled_from([wrong[:place] + "z" + wrong[place + 1 :], wrong[:place] + wrong[place + 1 :]])
        )
    assert begins(wrong, 0, pattern, tolerance(len(pattern))) is not None


@given(st.text(alphabet=LETTERS + " ", min_size=1, max_size=80), st.text(alphabet=LETTERS, min_size=2, max_size=12))
def test_a_pattern_is_found_where_it_stands(before: str, pattern: str) -> None:
    text = compact(f"{before} {pattern} sau")
    start = len(compact(before).letters)
    assert any(hit.start == start for hit in Finder([pattern]).find(text))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Họ và tên:", True),
        ("Ho và tẻn", True),
        ("Hovà tên", True),
        ("Hộ và lên", True),
        ("Hồ sơ", False),
        ("chọhovaten", False),
    ],
)
def test_labels_as_engines_read_them(text: str, there: bool) -> None:
    assert bool(list(Finder([phrase("họ và tên")]).find(compact(text)))) == there


@given(st.text(alphabet="abc", min_size=4, max_size=12), st.text(alphabet="abc", max_size=16), st.integers(0, 3))
def test_the_end_is_where_the_edit_distance_is_least(pattern: str, letters: str, errors: int) -> None:
    rows = [list(range(len(pattern) + 1))]
    for letter in letters:
        row = [rows[-1][0] + 1]
        for place, wanted in enumerate(pattern, 1):
            row.append(min(row[-1] + 1, rows[-1][place] + 1, rows[-1][place - 1] + (letter != wanted)))
        rows.append(row)
    least = min((row[-1], abs(end - len(pattern)), end) for end, row in enumerate(rows))
    assert begins(letters, 0, pattern, errors) == ((least[2], least[0]) if least[0] <= errors else None)
