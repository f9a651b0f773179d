"""What is kept opens again, byte for byte, or says clearly why not."""

import io
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digitize.errors import ServiceError
from digitize.ports import Store
from digitize.record import Kept
from storage import open_store, open_vault
from storage.keys import make_keys, open_keys
from storage.vault import HEADER
from tests.broken.stores import CutStore, ForgetfulStore, FullStore
from tests.storage.conftest import Place

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.jpg"
    file.write_bytes(os.urandom(3_000_000))
    return file


def opened(place: Place, name: str) -> bytes:
    with place.vault.open(name) as stream:
        return stream.read()


def object_file(place: Place, name: str) -> Path:
    return place.archive / "objects" / name[:2] / name


def key_file(place: Place, name: str) -> Path:
    return place.folder / "data" / name[:2] / name


@pytest.mark.parametrize("size", [0, 1, 150_000, 1 << 20, (1 << 20) - 56, 5_000_000])
def test_gives_back_what_was_kept(place: Place, tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "file").write_bytes(data)
    kept = place.vault.keep(tmp_path / "file")
    assert opened(place, kept.name) == data
    assert kept.sealed_bytes == object_file(place, kept.name).stat().st_size
    assert place.vault.fixity(kept)


def test_an_opened_object_can_be_sought_in(place: Place, page: Path) -> None:
    kept = place.vault.keep(page)
    with place.vault.open(kept.name) as stream:
        assert stream.seek(-10, io.SEEK_END) == 2_999_990
        assert stream.read() == page.read_bytes()[-10:]
        stream.seek(0)
        assert stream.read(5) == page.read_bytes()[:5]


def test_keeping_twice_is_harmless_and_needs_no_path(place: Place, page: Path, tmp_path: Path) -> None:
    kept = place.vault.keep(page)
    before = object_file(place, kept.name).read_bytes()
    shutil.copy(page, tmp_path / "the same page elsewhere")
    assert place.vault.keep(tmp_path / "the same page elsewhere") == kept
    assert object_file(place, kept.name).read_bytes() == before
    assert list(place.store.names()) == list(place.key_store.names()) == [kept.name]


def test_names_tell_nothing_and_sealed_bytes_even_less(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"%PDF so dinh danh 001099000017 " * 5000)
    kept = place.vault.keep(tmp_path / "file")
    sealed = object_file(place, kept.name).read_bytes()
    assert sealed.startswith(HEADER)
    assert b"%PDF so dinh" not in sealed
    assert b"001099000017" not in sealed
    make_keys(tmp_path / "other")
    with (tmp_path / "file").open("rb") as file:
        assert open_keys(tmp_path / "other").object_name(file) != kept.name


def test_an_identity_has_one_keyed_name(place: Place, tmp_path: Path) -> None:
    make_keys(tmp_path / "other")
    other = open_vault(place.store, place.key_store, open_keys(tmp_path / "other"))
    assert place.vault.identify("a" * 64) == place.vault.identify("a" * 64)
    assert place.vault.identify("a" * 64) != other.identify("a" * 64)


def test_travels_to_another_process(place: Place, page: Path) -> None:
    kept = place.vault.keep(page)
    with pickle.loads(pickle.dumps(place.vault)).open(kept.name) as stream:
        assert stream.read() == page.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[: len(HEADER) + (1 << 20)],
        lambda data: data[:20],
        lambda data: b"",
        lambda data: data + b"\0",
        lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
        lambda data: data[:-3] + bytes([data[-3] ^ 128]) + data[-2:],
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda data: data[:14] + b"2" + data[15:],
    ],
)
def test_a_changed_object_is_noticed(place: Place, page: Path, damage: Callable[[bytes], bytes]) -> None:
    kept = place.vault.keep(page)
    file = object_file(place, kept.name)
    file.write_bytes(damage(file.read_bytes()))
    assert not place.vault.fixity(kept)
    with pytest.raises(ServiceError, match="restore it from a backup"):
        place.vault.open(kept.name)
    with pytest.raises(ServiceError, match="restore it from a backup"):
        place.vault.keep(page)
    file.unlink()
    assert place.vault.keep(page).name == kept.name, "with the paper at hand, what the sentence says helps"
    assert opened(place, kept.name) == page.read_bytes()


def test_objects_in_each_others_place_are_noticed(place: Place, page: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    one, other = place.vault.keep(page), place.vault.keep(tmp_path / "other")
    shutil.copy(object_file(place, other.name), object_file(place, one.name))
    with pytest.raises(ServiceError, match="not what was sealed"):
        place.vault.open(one.name)
    shutil.copy(key_file(place, other.name), key_file(place, one.name))
    with pytest.raises(ServiceError, match="does not open"):
        place.vault.open(one.name)


def test_what_is_missing_is_named(place: Place, page: Path) -> None:
    kept = place.vault.keep(page)
    object_file(place, kept.name).rename(place.archive / "aside")
    assert not place.vault.fixity(kept)
    with pytest.raises(ServiceError, match="not in the store"):
        place.vault.open(kept.name)
    (place.archive / "aside").rename(object_file(place, kept.name))
    key_file(place, kept.name).unlink()
    assert place.vault.fixity(kept), "needs no key"
    for act in (lambda: place.vault.open(kept.name), lambda: place.vault.keep(page)):
        with pytest.raises(ServiceError, match="no data key"):
            act()
    assert not key_file(place, kept.name).exists(), "a new key would stand in the way of the one that opens it"


def test_fixity_tells_another_sealing_from_the_one_recorded(place: Place, page: Path) -> None:
    kept = place.vault.keep(page)
    assert not place.vault.fixity(replace(kept, sealed_sha256="0" * 64))
    assert not place.vault.fixity(replace(kept, sealed_bytes=1))
    assert not place.vault.fixity(Kept("00" * 32, 1, "0" * 64))


def test_a_key_that_a_crash_left_alone_is_used(place: Place, page: Path) -> None:
    with page.open("rb") as file:
        name = place.keys.object_name(file)
    place.key_store.put(name, place.keys.new_data_key(name))
    before = key_file(place, name).read_bytes()
    assert place.vault.keep(page).name == name
    assert key_file(place, name).read_bytes() == before
    assert opened(place, name) == page.read_bytes()


def vault_with(place: Place, store: Store) -> Callable[[Path], Kept]:
    return open_vault(store, place.key_store, place.keys).keep


def test_a_full_disk_keeps_nothing_and_can_be_run_again(place: Place, page: Path) -> None:
    with pytest.raises(ServiceError, match="disk is full"):
        vault_with(place, FullStore(place.store))(page)
    with pytest.raises(ServiceError, match="disk is full"):
        open_vault(place.store, FullStore(place.key_store), place.keys).keep(page)
    assert list(place.store.names()) == []
    assert opened(place, place.vault.keep(page).name) == page.read_bytes()


def test_a_full_temporary_folder_is_said_and_harms_nothing(
    place: Place, page: Path, tiny_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = place.vault.keep(page)
    (page.parent / "more").write_bytes(os.urandom(3_000_000))
    monkeypatch.setattr("tempfile.tempdir", str(tiny_disk))
    monkeypatch.setattr("storage.durable._IN_MEMORY", 100_000)
    with pytest.raises(ServiceError, match="disk is full"):
        place.vault.open(kept.name)
    with pytest.raises(ServiceError, match="disk is full"):
        place.vault.keep(page.parent / "more")
    assert list(place.store.names()) == [kept.name]
    assert list(tiny_disk.iterdir()) == []


def test_a_store_that_keeps_nothing_is_found_out(place: Place, page: Path) -> None:
    with pytest.raises(ServiceError, match="not in the store"):
        vault_with(place, ForgetfulStore(place.store))(page)


@pytest.mark.parametrize("after", [0, 10, 100, 1_500_000])
def test_a_stream_that_breaks_off_never_passes_for_the_whole(place: Place, page: Path, after: int) -> None:
    kept = place.vault.keep(page)
    cut = open_vault(CutStore(place.store, after), place.key_store, place.keys)
    torn = open_vault(CutStore(place.store, after, silently=False), place.key_store, place.keys)
    assert not cut.fixity(kept)
    for vault in (cut, torn):
        with pytest.raises(ServiceError):
            vault.open(kept.name)
        with pytest.raises(ServiceError):
            vault.keep(page)
    assert opened(place, kept.name) == page.read_bytes()


def test_a_file_that_is_gone_is_an_error_of_ours_without_its_name(place: Place, tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as caught:
        place.vault.keep(tmp_path / "Lo Van Pao.pdf")
    assert "Pao" not in str(caught.value)


def test_without_the_keys_nothing_opens(place: Place, page: Path, tmp_path: Path) -> None:
    kept = place.vault.keep(page)
    make_keys(tmp_path / "other")
    stranger = open_vault(place.store, place.key_store, open_keys(tmp_path / "other"))
    with pytest.raises(ServiceError, match="belongs to other keys"):
        stranger.open(kept.name)


def start(place: Place, *files: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("keeper.py")), str(place.archive), str(place.folder)]
    return subprocess.Popen(
        [*command, *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_processes_that_keep_the_same_files_at_once_all_succeed(place: Place, tmp_path: Path) -> None:
    files = []
    for number in range(40):
        files.append(tmp_path / f"{number}")
        files[-1].write_bytes(os.urandom(20_000) + bytes([number]))
    hands = [start(place, *files) for _ in range(4)]
    told = [hand.communicate(timeout=120) for hand in hands]
    assert [hand.returncode for hand in hands] == [0] * 4, told[0][1]
    assert len({out for out, _ in told}) == 1, "all were told the same names, sizes and hashes"
    for line, file in zip(told[0][0].splitlines(), files, strict=True):
        name, size, digest = line.split()
        assert opened(place, name) == file.read_bytes()
        assert place.vault.fixity(Kept(name, int(size), digest))
    assert sorted(place.store.names()) == sorted(place.key_store.names())


def test_a_process_killed_while_keeping_leaves_only_whole_objects(place: Place, tmp_path: Path) -> None:
    files = []
    for number in range(60):
        files.append(tmp_path / f"{number}")
        files[-1].write_bytes(os.urandom(60_000) + bytes([number]))
    told = []
    for lines in (1, 3, 7, 12):
        hand = start(place, *files[len(told) :])
        assert hand.stdout is not None
        told += [hand.stdout.readline().split() for _ in range(lines)]
        hand.kill()
        hand.communicate()
        names, keyed = set(place.store.names()), set(place.key_store.names())
        assert names <= keyed, "no object without its key"
        assert {name for name, _, _ in told} <= names, "what was said to be kept is kept"
        for name in names:
            place.vault.open(name).close()
        for name, size, digest in told:
            assert place.vault.fixity(Kept(name, int(size), digest))
    hand = start(place, *files)
    out, problem = hand.communicate(timeout=120)
    assert hand.returncode == 0, problem
    assert len(out.splitlines()) == len(set(place.store.names())) == 60


def test_death_before_any_touch_of_the_disk_loses_and_doubles_nothing(place: Place, page: Path) -> None:
    page.write_bytes(os.urandom(50_000))
    script = str(Path(__file__).with_name("crasher.py"))
    run = subprocess.run(
        [sys.executable, script, str(place.archive), str(place.folder), str(page)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 20, "the crash points were seen"
    for touch in range(int(run.stdout)):
        folder = place.archive / str(touch)
        store, key_store = open_store(f"directory:{folder / 'objects'}"), open_store(f"directory:{folder / 'keys'}")
        vault = open_vault(store, key_store, place.keys)
        assert set(store.names()) <= set(key_store.names()), "no object without its key"
        for name in store.names():
            vault.open(name).close()
        kept = vault.keep(page)
        with vault.open(kept.name) as stream:
            assert stream.read() == page.read_bytes()
        assert list(store.names()) == list(key_store.names()) == [kept.name]
