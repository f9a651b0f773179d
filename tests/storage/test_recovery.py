"""Any two of three shares give the keys back; one alone, a changed one, or one of another set gives nothing."""

import base64
import json
from dataclasses import replace
from itertools import combinations, permutations

import pytest

from digitize.errors import ConfigError
from storage.key_file import new_content
from storage.recovery import Share, join, share_from_text, share_to_text, split

CONTENT = new_content()


@pytest.fixture
def shares() -> tuple[Share, ...]:
    return split(CONTENT, "abcd", "2026-11-21T05:00:00+00:00")


def test_any_two_and_all_three_restore_in_any_order(shares: tuple[Share, ...]) -> None:
    for chosen in (*permutations(shares, 2), *permutations(shares, 3)):
        assert join([share_from_text(share_to_text(one)) for one in chosen]) == CONTENT


def test_one_alone_is_not_enough(shares: tuple[Share, ...]) -> None:
    with pytest.raises(ConfigError, match="2 different shares"):
        join(shares[:1])
    with pytest.raises(ConfigError, match="2 different shares"):
        join([shares[0], shares[0]])


def test_no_share_shows_any_key(shares: tuple[Share, ...]) -> None:
    texts = [share_to_text(one) for one in shares]
    values = [CONTENT["archive"], CONTENT["index"], CONTENT["catalog"], CONTENT["master"]["key"][0]["keyData"]["value"]]
    for text in (*texts, *map(repr, shares)):
        assert not [value for value in values if value in text]
    assert len({one.part for one in shares}) == 3
    assert shares[0].part not in repr(shares[0])


def test_shares_of_two_sets_do_not_mix(shares: tuple[Share, ...]) -> None:
    other = split(CONTENT, "abcd", "2026-11-21T06:00:00+00:00")
    with pytest.raises(ConfigError, match="different recovery sets"):
        join([shares[0], other[1]])


@pytest.mark.parametrize("field", ["part", "sealed"])
def test_a_forged_share_opens_nothing(shares: tuple[Share, ...], field: str) -> None:
    data = bytearray(base64.b64decode(getattr(shares[0], field)))
    data[5] ^= 1
    forged = [replace(one, **{field: base64.b64encode(data).decode()}) for one in shares]
    for pair in combinations(forged if field == "sealed" else [forged[0], *shares[1:]], 2):
        if field == "sealed" or forged[0] in pair:
            with pytest.raises(ConfigError, match="changed"):
                join(pair)


@pytest.mark.parametrize("place", range(0, 1400, 37))
def test_a_slip_in_a_share_is_noticed(shares: tuple[Share, ...], place: int) -> None:
    text = share_to_text(shares[0])
    start = text.index('"format"')
    at = start + place % (len(text) - start - 3)
    changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
    with pytest.raises(ConfigError, match="no whole recovery share"):
        share_from_text(changed)


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", "{}", json.dumps({"checksum": "x"})])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="no whole recovery share"):
        share_from_text(text)
