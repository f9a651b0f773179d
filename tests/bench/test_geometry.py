"""The bench of turns and skews: what it makes is what it says, and on a few of its pages both are found."""

import numpy as np
import pytest

from bench import geometry, layouts


@pytest.fixture(autouse=True)
def invented_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOHOA_CORPUS", raising=False)


def test_few_pages_are_turned_and_straightened_as_promised() -> None:
    tally = geometry.Tally()
    for case in geometry.make_cases(3, "office", seed=1):
        geometry.judge(case, tally)
    assert tally.turns["judged"] == 12
    assert tally.turns["wrong"] == tally.turns["told"]
    assert all(abs(error) < 0.1 for error, _ in tally.errors)
    assert len(tally.errors) + len(tally.doubted) == 3
    told = geometry.figures(tally)
    assert told["skews"] == len(tally.errors)


@pytest.mark.parametrize("kind", layouts.KINDS)
def test_the_same_seed_gives_the_same_sparse_page(kind: str) -> None:
    page = layouts.sparse(kind, "3")
    assert np.array_equal(page, layouts.sparse(kind, "3"))
    assert 0 < np.count_nonzero(page.min(axis=2) < 128) < 0.2 * page[..., 0].size


def test_black_edges_reach_along_a_whole_side() -> None:
    page = np.full((300, 200, 3), 255, np.uint8)
    worn = layouts.with_black_edges(page, np.random.default_rng(2), 50.0)
    sides = (worn[0], worn[-1], worn[:, 0], worn[:, -1])
    assert any((side < 60).all() for side in sides)
    assert (page == 255).all()
