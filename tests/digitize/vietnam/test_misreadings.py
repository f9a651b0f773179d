"""What one letter is read as instead of another: frequent slips cost less than rare ones, none is impossible."""

from digitize.vietnam.misreadings import load_misreadings, read_misreadings
from digitize.vietnam.syllables import spell


def test_frequent_slips_cost_less_than_rare_ones() -> None:
    known = read_misreadings(["# a line for the reader", "ổ 100 ô 30 ồ 2"])
    assert known.cost("tổ", "tổ") == 0
    assert 0 < known.cost("tổ", "tô") < known.cost("tổ", "tồ") < known.cost("tổ", "tớ") < known.cost("tổ tổ", "tớ tớ")


def test_the_shipped_file_holds_single_letters_that_share_their_bare_letter() -> None:
    known = load_misreadings()
    assert known.met["ổ"] > 100
    for letter, others in known.read_as.items():
        assert len(letter) == 1
        assert all(len(other) == 1 and other != letter for other in others)
        assert sum(others.values()) <= known.met[letter]
        assert all(spell(other).bare == spell(letter).bare for other in others if other != "ä")
