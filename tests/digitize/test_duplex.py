"""A pile scanned in two passes comes out as its sheets lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.duplex import merge
from digitize.errors import InputError


@given(st.integers(0, 200))
def test_merged_sides_are_those_of_the_sheets_each_once(count: int) -> None:
    fronts = [f"{sheet} front" for sheet in range(count)]
    backs = [f"{sheet} back" for sheet in reversed(range(count))]
    sheets = [side for sheet in range(count) for side in (f"{sheet} front", f"{sheet} back")]
    assert list(merge(fronts, backs)) == sheets


@given(st.integers(0, 50), st.integers(0, 50))
def test_merging_is_a_bijection_or_an_error(fronts: int, backs: int) -> None:
    sides = list(range(fronts + backs))
    if fronts == backs:
        assert sorted(merge(sides[:fronts], sides[fronts:])) == sides
    else:
        with pytest.raises(InputError, match=f"{fronts} mặt trước, {backs} mặt sau"):
            merge(sides[:fronts], sides[fronts:])
