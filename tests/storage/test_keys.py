"""The key folder: made once, read by its owner alone, never shown."""

import copy
import io
import json
import pickle
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digitize.errors import ConfigError, ServiceError
from storage.keys import FILE, Keys, inside, make_keys, open_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_keys(tmp_path / "keys")
    return tmp_path / "keys"


def secrets_of(folder: Path) -> list[str]:
    content = json.loads((folder / FILE).read_text())
    return [content["archive"], content["index"], content["catalog"], content["master"]["key"][0]["keyData"]["value"]]


def test_only_the_owner_may_look_in(folder: Path) -> None:
    modes = {path.relative_to(folder): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {Path(): 0o700, Path(FILE): 0o600, Path("data"): 0o700}


def test_keys_that_are_there_are_never_overwritten(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    make_keys(folder)
    assert (folder / FILE).read_bytes() == before


def test_every_set_of_keys_is_another(tmp_path: Path) -> None:
    make_keys(tmp_path / "a")
    make_keys(tmp_path / "b")
    values = secrets_of(tmp_path / "a") + secrets_of(tmp_path / "b")
    assert len(set(values)) == 8


def test_making_that_was_cut_short_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "keys" / "data").mkdir(parents=True)
    (tmp_path / "keys" / "tmpabc").write_bytes(b'{"form')
    make_keys(tmp_path / "keys")
    assert open_keys(tmp_path / "keys").catalog_key


def test_data_keys_without_their_master_are_no_place_for_new_keys(folder: Path) -> None:
    (folder / "data" / "00").mkdir()
    (folder / FILE).unlink()
    with pytest.raises(ConfigError, match="restore the whole folder"):
        make_keys(folder)
    assert not (folder / FILE).exists()


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda content: content.pop(name)


@pytest.mark.parametrize(
    "damage",
    [
        *(without(name) for name in ("format", "archive", "index", "catalog", "master")),
        lambda content: content.update(archive="abc"),
        lambda content: content.update(index=""),
        lambda content: content.update(master={}),
        lambda content: content.update(format=2),
        lambda content: content.clear(),
    ],
)
def test_an_incomplete_set_is_refused_and_left_as_it_is(folder: Path, damage: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads((folder / FILE).read_text())
    damage(content)
    (folder / FILE).write_text(json.dumps(content))
    with pytest.raises(ConfigError):
        open_keys(folder)
    with pytest.raises(ConfigError):
        make_keys(folder)
    assert json.loads((folder / FILE).read_text()) == content


def test_what_is_no_key_file_is_refused_without_showing_it(folder: Path) -> None:
    value = secrets_of(folder)[0]
    (folder / FILE).write_text(f'{{"archive": "{value}", ')
    with pytest.raises(ConfigError) as caught:
        open_keys(folder)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert value not in str(caught.value)


def test_missing_keys_and_a_missing_key_store_are_said(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        open_keys(tmp_path / "nowhere")
    shutil.rmtree(folder / "data")
    with pytest.raises(ConfigError, match="data/"):
        open_keys(folder)
    with pytest.raises(ConfigError, match="data/"):
        make_keys(folder)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_keys_that_others_may_read_are_refused(folder: Path, mode: int) -> None:
    (folder / FILE).chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        open_keys(folder)


def test_keys_show_and_pickle_their_folder_only(folder: Path) -> None:
    keys = open_keys(folder)
    values = secrets_of(folder)
    shown = [repr(keys), str(keys), repr(keys._secrets), str(vars(copy.copy(keys)))]
    pickled = pickle.dumps(keys)
    for value in values:
        assert value not in " ".join(shown)
        assert value.encode() not in pickled
    for value in values[:3]:
        assert bytes.fromhex(value) not in pickled
        assert repr(bytes.fromhex(value)) not in " ".join(shown)
    assert pickle.loads(pickled) == keys
    assert pickle.loads(pickled).catalog_key == keys.catalog_key


def test_keys_are_read_on_first_use(tmp_path: Path) -> None:
    keys = Keys(str(tmp_path / "keys"))
    make_keys(tmp_path / "keys")
    assert keys.catalog_key == open_keys(tmp_path / "keys").catalog_key


def test_names_follow_content_and_key(folder: Path, tmp_path: Path) -> None:
    make_keys(tmp_path / "other")
    keys, other = open_keys(folder), open_keys(tmp_path / "other")
    name = keys.object_name(io.BytesIO(b"same"))
    assert name == keys.object_name(io.BytesIO(b"same"))
    names = {name, keys.object_name(io.BytesIO(b"more")), other.object_name(io.BytesIO(b"same")), keys.identify("same")}
    assert len(names) == 4
    assert all(len(each) == 64 for each in names)


def test_the_blind_index_overlooks_how_an_id_is_written(folder: Path) -> None:
    keys = open_keys(folder)
    assert keys.blind("001099000017") == keys.blind("001 099.000-017") != keys.blind("001099000018")


def test_a_data_key_opens_for_its_own_object_only(folder: Path) -> None:
    keys = open_keys(folder)
    wrapped = keys.new_data_key("0a").read()
    assert keys.data_key("0a", wrapped)
    for name, bad in (("0b", wrapped), ("0a", wrapped[:-9] + wrapped[-8:]), ("0a", b""), ("0a", b"[]"), ("0a", b"1")):
        with pytest.raises(ServiceError, match="does not open"):
            keys.data_key(name, bad)
    with pytest.raises(ServiceError, match="newer"):
        keys.data_key("0a", wrapped.replace(b'"format": 1', b'"format": 2'))


def test_keys_inside_the_archive_are_seen_through_links(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / "keys").mkdir(parents=True)
    (tmp_path / "link").symlink_to(archive / "keys")
    (tmp_path / "archive-keys").mkdir()
    assert inside(archive / "keys", archive)
    assert inside(archive, archive)
    assert inside(tmp_path / "link", archive)
    assert inside(tmp_path / "elsewhere" / ".." / "archive" / "new", archive)
    assert not inside(tmp_path / "archive-keys", archive)
    assert not inside(tmp_path, archive)
