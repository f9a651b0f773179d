"""A record is the same after it was written and read."""

import dataclasses
import json
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.errors import ServiceError
from digitize.model import Box, Field, Original, Source
from digitize.record import Kept, Record, Sheet, Subject
from digitize.record_json import record_from_json, record_to_json

# JSON has one kind of number: whole floats and ints are told apart by their point, not by Python's type alone.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
RECORD = Record("k7m2p", "filed", "1" * 64, "2" * 64, "sohoa 0", "2026-11-21T05:00:00Z")


@settings(max_examples=50, deadline=None)
@given(st.from_type(Record))
def test_every_record_comes_back_equal(record: Record) -> None:
    again = record_from_json(record_to_json(record))
    assert again == record
    assert repr(again) == repr(record), "types of numbers and of sequences too"


def test_a_full_record_comes_back_equal() -> None:
    original = Original(Source("", 1), "", "image/jpeg", "3" * 64, 1654, 2339, 200.0)
    record = dataclasses.replace(
        RECORD,
        subjects=(Subject("holder", "001099000017"),),
        fields=(
            Field("full_name", "Lò Văn Páo", 0.5, 1, Box(1, 2, 3, 4), "holder", ("print", "qr"), "doubtful"),
            Field("issue_date", None, 1.0, 1, None, status="blank_on_page"),
        ),
        pages=(Sheet(Kept("4" * 64, 5, "6" * 64), original, 90, -0.5), Sheet(None, original)),
        pdf=Kept("7" * 64, 8, "9" * 64),
    )
    assert record_from_json(record_to_json(record)) == record


def test_equal_records_are_written_equally_on_one_line_with_their_format() -> None:
    text = record_to_json(RECORD)
    assert text == record_to_json(dataclasses.replace(RECORD))
    assert "\n" not in text
    assert json.loads(text)["format"] == 1
    assert json.loads(text).keys() == {"format", *get_type_hints(Record)}


def test_what_an_older_record_lacks_has_its_default() -> None:
    content = json.loads(record_to_json(RECORD))
    del content["signature"], content["pages"]
    assert record_from_json(json.dumps(content)) == RECORD


def changed(**parts: Any) -> str:
    return json.dumps({**json.loads(record_to_json(RECORD)), **parts})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "1",
        "null",
        "{}",
        changed(unknown=1),
        changed(subjects=1),
        changed(pdf={"x": 1}),
        changed(format=""),
    ],
)
def test_what_is_no_record_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(ServiceError, match="could not be read") as caught:
        record_from_json(text)
    assert caught.value.__suppress_context__


def test_a_newer_record_asks_for_a_newer_sohoa() -> None:
    with pytest.raises(ServiceError, match="update"):
        record_from_json(changed(format=2, unknown=1))


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        record_to_json(dataclasses.replace(RECORD, fields=(Field("x", "y", float("nan"), 1, None),)))
