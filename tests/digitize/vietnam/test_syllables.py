"""Syllables are taken apart as Vietnamese spells them, wherever their tone mark stands."""

import pytest

from digitize.vietnam.syllables import move_tone, spell
from digitize.vietnam.syllables_counts import load_counts

POSSIBLE = "quyết quốc giếng gìn giết yếu kỳ nghĩa được nguyễn khuỷu huỳnh rượu thuở giữa quý ươm oanh đường ngoằn"
IMPOSSIBLE = "quyét quyêt viêc đươc kó ngia thich lap xw Bureau internet ubnd ĐĐ"


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_words_of_the_language_are_possible(word: str) -> None:
    assert spell(word).possible
    assert spell(word.upper()) == spell(word)
    assert spell(word).form == word


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_what_no_syllable_can_be_is_told(word: str) -> None:
    assert not spell(word).possible


@pytest.mark.parametrize(
    ("older", "newer"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("TÒA", "TOÀ")]
)
def test_both_placements_of_a_tone_have_one_form(older: str, newer: str) -> None:
    assert spell(older).form == spell(newer).form == older.lower()
    assert (spell(older).late, spell(newer).late) == (False, True)
    assert move_tone(older.lower()) == newer.lower()


@pytest.mark.parametrize("word", ["toàn", "quý", "quà", "của", "tiền", "hoa", "thuế", "ngoài"])
def test_other_words_have_one_placement_only(word: str) -> None:
    assert spell(word).late is None
    assert move_tone(word) == word


def test_a_tone_that_stands_on_the_wrong_vowel_counts_where_it_belongs() -> None:
    assert spell("hòan").form == "hoàn"


def test_every_counted_form_keeps_its_letters_wherever_its_tone_stands() -> None:
    for form in load_counts().single:
        assert spell(move_tone(form)).form == form
        assert len(spell(form).bare) == len(form)
