"""The campaigns of `bench/keeping.py` in small: every damage is found, no death loses or doubles anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.keeping import House, crash, damage, make_house


@pytest.fixture(params=["directory", "s3"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path, s3=request.param == "s3")
    yield made
    if made.server:
        made.server.kill()


def test_every_damaged_object_is_found_and_none_is_served(house: House) -> None:
    told = damage(house, 25)
    assert told["kinds"] == dict.fromkeys(("flip", "cut", "swap", "delete", "replay"), 5)
    assert (told["found"], told["served"]) == (25, 0)


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_killing_the_process_or_the_server_loses_and_doubles_nothing(house: House) -> None:
    told = crash(house, 10)
    assert (told["lost"], told["doubled"], told["records_without_objects"]) == (0, 0, 0)
    assert told["litter"] <= 20, "at most two objects a death"
