"""Retention: counted from the end of the year, a dossier as its longest paper, for ever unless told otherwise."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digitize.errors import ConfigError
from digitize.record import Record
from digitize.vietnam.retention import FOREVER, Periods, lock, periods

PAPER = Record("a", "filed", "i", "", "f", "2026-03-05T01:00:00+00:00", kind="don_de_nghi")
TEN = Periods("01", (("don_de_nghi", "06"), ("quyet_dinh", "02"), ("thong_bao", "07:5")), ("quyet_dinh",))


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("don_de_nghi", "2036-12-31T23:59:59+00:00"),
        ("thong_bao", "2031-12-31T23:59:59+00:00"),
        ("quyet_dinh", "2096-12-31T23:59:59+00:00"),
        ("giay_khai_sinh", FOREVER),
    ],
)
def test_the_period_begins_with_the_end_of_the_year(kind: str, until: str) -> None:
    assert lock(replace(PAPER, kind=kind), (), TEN).until == until


def test_the_longest_paper_of_the_dossier_wins() -> None:
    permanent, long = replace(PAPER, kind="giay_khai_sinh"), replace(PAPER, kind="quyet_dinh")
    assert lock(PAPER, (long,), TEN).until == "2096-12-31T23:59:59+00:00"
    assert lock(PAPER, (long, permanent), TEN).until == FOREVER
    assert lock(PAPER, (replace(permanent, state="revoked"),), TEN).until == "2036-12-31T23:59:59+00:00"


def test_a_strict_kind_is_locked_hard_only_once_it_is_signed() -> None:
    decision = replace(PAPER, kind="quyet_dinh")
    assert not lock(decision, (), TEN).strict
    assert lock(replace(decision, signature="B-B"), (), TEN).strict
    assert not lock(replace(PAPER, signature="B-B"), (), TEN).strict


def test_nothing_told_is_kept_for_ever_and_the_office_may_tell(tmp_path: Path) -> None:
    today = date(2026, 11, 21)
    assert lock(PAPER, (), periods(today)).until == FOREVER
    own = tmp_path / "own.toml"
    own.write_text('effective = 2026-01-01\n[retention]\nstrict = ["a"]\n[retention.kinds]\ndon_de_nghi = "06"\n')
    found = periods(today, str(own))
    assert (found.code("don_de_nghi"), found.code("other"), found.strict) == ("06", "01", ("a",))
    assert periods(date(2025, 12, 31), str(own)).code("don_de_nghi") == "01", "not in force yet"


@pytest.mark.parametrize(
    "text",
    ["", "effective = 2026-01-01", 'effective = "x"\n[retention]', 'effective = 2026-01-01\n[retention]\nperiod = "06"',
     'effective = 2026-01-01\n[retention.kinds]\na = "08"', 'effective = 2026-01-01\n[retention]\ndefault = "07:x"'],
)  # fmt: skip
def test_a_file_that_says_nothing_usable_is_refused(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(ConfigError, match=r"rules\.retention"):
        periods(date(2026, 11, 21), str(own))
