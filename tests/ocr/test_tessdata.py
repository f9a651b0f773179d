from pathlib import Path

import pytest

from digitize.errors import ConfigError
from ocr import tessdata


def test_tessdata_prefix_is_looked_at_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.get_folder("vie") == str(tmp_path)


def test_a_folder_that_lacks_one_of_the_languages_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.get_folder("vie") in tessdata.FOLDERS


@pytest.mark.parametrize("content", [b"", b"\1", b"\1\0\0\0" + b"\xff" * 8, b"\xff" * 64])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vie.traineddata").write_bytes(content)
    with pytest.raises(ConfigError, match="damaged"):
        tessdata.get_letters(str(tmp_path), "vie")


def test_another_file_has_another_fingerprint(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        (folder / "vie.traineddata").write_bytes(folder.name.encode())
    assert tessdata.get_fingerprint(str(first), "vie") != tessdata.get_fingerprint(str(second), "vie")
