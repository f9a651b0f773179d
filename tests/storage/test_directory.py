"""What a store in a folder promises beyond the contract: modes, leftovers, full disks."""

import io
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digitize.errors import ServiceError
from storage import open_store
from tests.storage.conftest import Place

NAME = "ab" + "0f" * 31
ROOT = Path(__file__).parents[2]


def put(place: Place, name: str, data: bytes = b"x") -> None:
    place.store.put(name, io.BytesIO(data))


def test_objects_are_their_owners_alone_and_fanned_out(place: Place) -> None:
    put(place, NAME)
    put(place, "cd/ef")
    root = place.archive / "objects"
    modes = {str(path.relative_to(root)): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}
    assert modes == {"_incoming": 0o700, "ab": 0o700, f"ab/{NAME}": 0o600, "cd": 0o700, "cd/cd_ef": 0o600}
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_what_a_crash_left_is_no_object_and_goes_after_a_day(place: Place) -> None:
    put(place, NAME)
    incoming = place.archive / "objects" / "_incoming"
    (incoming / "fresh").write_bytes(b"somebody writes this now")
    (incoming / "old").write_bytes(b"half an obj")
    os.utime(incoming / "old", (time.time() - 25 * 3600,) * 2)
    assert list(place.store.names()) == [NAME]
    put(place, "cd")
    assert [file.name for file in incoming.iterdir()] == ["fresh"]


def test_files_of_others_are_no_objects(place: Place) -> None:
    put(place, NAME)
    root = place.archive / "objects"
    for stray in (root / "README.txt", root / "ab" / "lost+found", root / "ab" / "cd00", root / "ab" / "ABC"):
        stray.write_bytes(b"x")
    assert list(place.store.names()) == [NAME]


def test_nothing_is_left_in_the_way_of_a_put(place: Place) -> None:
    for _ in range(3):
        put(place, NAME)
    assert list((place.archive / "objects" / "_incoming").iterdir()) == []


def test_a_write_that_the_system_refuses_leaves_nothing(place: Place) -> None:
    script = (
        "import io, resource, sys\n"
        "from storage import open_store\n"
        "from digitize.errors import ServiceError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: open_store(sys.argv[1]).put('abc', io.BytesIO(bytes(5_000_000)))\n"
        "except ServiceError as error: print(error, error.retry)\n"
    )
    address = f"directory:{place.archive / 'objects'}"
    run = subprocess.run(
        [sys.executable, "-c", script, address], capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
    assert "could not be put into the store: File too large False" in run.stdout
    assert not place.store.has("abc")
    assert list((place.archive / "objects" / "_incoming").iterdir()) == []


def test_a_full_disk_is_said_plainly_and_leaves_what_was_kept(tiny_disk: Path) -> None:
    store = open_store(f"directory:{tiny_disk / 'objects'}")
    store.put("kept", io.BytesIO(bytes(50_000)))
    with pytest.raises(ServiceError, match=r"disk is full.*free space and run again") as caught:
        store.put("more", io.BytesIO(bytes(500_000)))
    assert not caught.value.retry
    assert list(store.names()) == ["kept"]
    store.remove("kept")
    store.put("more", io.BytesIO(bytes(150_000)))
    with store.get("more") as stream:
        assert len(stream.read()) == 150_000


def test_errors_do_not_name_files(place: Place) -> None:
    (place.archive / "objects").write_bytes(b"a file where the store should be")
    with pytest.raises(ServiceError) as caught:
        put(place, NAME)
    assert str(place.archive) not in str(caught.value)
