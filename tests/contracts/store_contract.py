"""What every store must do, whatever it is made of: subclass it in a test and give it a fixture `store`."""

import io
import os
import pickle
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from digitize.errors import ServiceError, SohoaError
from digitize.ports import Store
from digitize.record import Lock

NAME = "0f" * 32
OTHER = "0e" * 32


def content(store: Store, name: str) -> bytes:
    with store.get(name) as stream:
        return stream.read()


class StoreContract:
    @pytest.mark.parametrize("size", [0, 1, 4096, 3_000_001])
    def test_gives_back_what_was_put(self, store: Store, size: int) -> None:
        data = os.urandom(size)
        store.put(NAME, io.BytesIO(data))
        assert content(store, NAME) == data

    def test_takes_a_stream_from_where_it_stands(self, store: Store) -> None:
        stream = io.BytesIO(b"read already, to be kept")
        stream.seek(len(b"read already, "))
        store.put(NAME, stream)
        assert content(store, NAME) == b"to be kept"

    def test_never_overwrites(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"first"))
        store.put(NAME, io.BytesIO(b"second"))
        assert content(store, NAME) == b"first"
        assert list(store.names()) == [NAME]

    def test_knows_what_is_there(self, store: Store) -> None:
        assert not store.has(NAME)
        store.put(NAME, io.BytesIO(b"x"))
        assert store.has(NAME)
        assert not store.has(OTHER)

    def test_an_empty_store_has_no_names(self, store: Store) -> None:
        assert list(store.names()) == []

    def test_lists_every_name_once(self, store: Store) -> None:
        names = {NAME, OTHER, "a", "a/b", "a/b/c-1.2", "zz.json"}
        for name in names:
            store.put(name, io.BytesIO(name.encode()))
        assert sorted(store.names()) == sorted(names)
        assert all(content(store, name) == name.encode() for name in names)

    def test_tells_what_is_old_from_what_is_new(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        assert list(store.names(before=time.time() - 60)) == []
        assert list(store.names(before=time.time() + 60)) == [NAME]

    def test_what_is_missing_is_said_to_be_missing(self, store: Store) -> None:
        with pytest.raises(ServiceError, match="not in the store"):
            store.get(NAME)

    def test_removes_and_may_be_asked_twice(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        store.put(OTHER, io.BytesIO(b"y"))
        store.remove(NAME)
        store.remove(NAME)
        assert not store.has(NAME)
        assert list(store.names()) == [OTHER]
        store.put(NAME, io.BytesIO(b"again"))
        assert content(store, NAME) == b"again"

    @pytest.mark.parametrize(
        "name", ["", ".", "..", "../x", "a/../b", "a//b", "/a", "a/", "A", "a b", "a_b", "a\\b", "a\n", "ă", "x" * 201]
    )
    def test_refuses_names_that_could_lead_elsewhere(self, store: Store, name: str) -> None:
        with pytest.raises(ValueError, match="name"):
            store.put(name, io.BytesIO(b"x"))
        with pytest.raises(ValueError, match="name"):
            store.get(name)

    def test_a_put_that_breaks_leaves_nothing(self, store: Store) -> None:
        class Breaks(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                if self.tell() > 2_000_000:
                    raise OSError(5, "Input/output error")
                return super().read(min(size or -1, 1 << 20))

        with pytest.raises((ServiceError, OSError)):
            store.put(NAME, Breaks(bytes(5_000_000)))
        assert not store.has(NAME)
        assert list(store.names()) == []
        store.put(NAME, io.BytesIO(b"whole"))
        assert content(store, NAME) == b"whole"

    def test_of_many_who_put_one_name_at_once_one_is_kept_whole(self, store: Store) -> None:
        offers = [bytes([number]) * 300_000 for number in range(8)]
        hands = [threading.Thread(target=store.put, args=(NAME, io.BytesIO(offer))) for offer in offers]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        assert content(store, NAME) in offers
        assert list(store.names()) == [NAME]

    def test_travels_to_another_process(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        assert content(pickle.loads(pickle.dumps(store)), NAME) == b"x"

    def test_what_is_locked_stays_until_its_time(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        soon = datetime.now(UTC) + timedelta(seconds=3)
        store.retain(NAME, Lock(soon.isoformat()))
        with pytest.raises(SohoaError):
            store.remove(NAME)
        assert content(store, NAME) == b"x"
        assert list(store.names()) == [NAME]
        time.sleep((soon - datetime.now(UTC)).total_seconds() + 1.5)
        store.remove(NAME)
        assert not store.has(NAME)

    def test_a_lock_is_made_longer_never_shorter(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        far, near = (datetime.now(UTC) + timedelta(seconds=more) for more in (600, 1))
        for until in (near, far, near):
            store.retain(NAME, Lock(until.isoformat()))
        time.sleep(2.5)
        with pytest.raises(SohoaError):
            store.remove(NAME)

    def test_a_legal_hold_outlasts_its_lock_until_it_is_lifted(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        soon = datetime.now(UTC) + timedelta(seconds=1)
        store.retain(NAME, Lock(soon.isoformat(), hold=True))
        time.sleep(2.5)
        with pytest.raises(SohoaError):
            store.remove(NAME)
        store.retain(NAME, Lock(soon.isoformat()))
        store.remove(NAME)
        assert not store.has(NAME)

    def test_a_strict_lock_stays_strict_for_ever_long(self, store: Store) -> None:
        store.put(NAME, io.BytesIO(b"x"))
        until = datetime.now(UTC) + timedelta(seconds=600)
        store.retain(NAME, Lock(until.isoformat(), strict=True))
        store.retain(NAME, Lock("2199-12-31T23:59:59+00:00"))
        with pytest.raises(SohoaError):
            store.remove(NAME)
