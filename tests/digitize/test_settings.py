"""Settings come from the file, then from the environment; what is wrong is told with what would be right."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from digitize.errors import ConfigError
from digitize.settings import Settings, load_settings, setting_names


def read(text: str, folder: Path, **environ: str) -> Settings:
    file = folder / "sohoa.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = read("", tmp_path)

    assert settings == Settings(folder=tmp_path)
    assert settings.ocr.engine == "lines:"
    with pytest.raises(FrozenInstanceError):
        settings.folder = tmp_path  # type: ignore[misc]


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    settings = read(
        '[run]\njobs = 2\n[agency]\nname = "Xã Bịa"',
        tmp_path,
        SOHOA_RUN_JOBS="3",
        SOHOA_SIGNING_WHEN="pending",
        PATH="x",
    )

    assert (settings.run.jobs, settings.agency.name, settings.signing.when) == (3, "Xã Bịa", "pending")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[archiv]\nstore = 's3:x'",
            "archiv; valid: agency, archive, audit, conformance, log, ocr, rules, run, signing",
        ),
        ("store = 's3:x'", "unknown section in the settings: store"),
        ("folder = 'x'", "unknown section in the settings: folder"),
        (
            "[archive]\nstor = 'x'",
            "key in [archive] in the settings: stor; valid: catalog, catalog_secret, keys, master, master_secret, "
            "store, store_secret",
        ),
        ("archive = 5", "[archive] in the settings must be a section"),
        ("[[archive]]\nstore = 'x'", "[archive] in the settings must be a section"),
        ("[run]\njobs = 'many'", "run.jobs must be a whole number"),
        ("[run]\njobs = -1", "run.jobs must be a whole number, not negative"),
        ("[run]\njobs = true", "run.jobs must be a whole number"),
        ("[run]\njobs = 1.5", "run.jobs must be a whole number"),
        ("[run]\njobs = [1]", "run.jobs must be a whole number"),
        ("[run]\npage_seconds = 0", "run.page_seconds must be at least 1"),
        ("[agency]\nname = 5", "agency.name must be a text in quotes"),
        ("[signing]\nwhen = 'never'", "signing.when must be one of: run, pending"),
        ("[signing\nwhen = 'run'", "not valid TOML"),
        ("a = 1\na = 2", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_what_would_be_right(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(text, tmp_path)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SOHOA_RUN_JOBS", "many", "run.jobs must be a whole number"),
        ("SOHOA_SIGNING_WHEN", "later", "signing.when must be one of: run, pending"),
        ("SOHOA_ARCHIVE_STROE", "directory:x", "unknown variable in the settings: SOHOA_ARCHIVE_STROE; valid: SOHOA_"),
    ],
)
def test_a_wrong_variable_is_told_too(name: str, value: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read("", tmp_path, **{name: value})

    assert words in str(refused.value)


def test_the_variable_that_holds_the_password_is_no_setting(tmp_path: Path) -> None:
    settings = read("[signing]\nsecret = 'env:SOHOA_SIGNING_PASSWORD'", tmp_path, SOHOA_SIGNING_PASSWORD="bí mật")

    assert "bí mật" not in repr(settings)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes("[agency]\nname = 'Xã Đông'".encode("utf-16"))

    for file in (tmp_path / "none.toml", tmp_path, latin):
        with pytest.raises(ConfigError, match="sohoa init"):
            load_settings(file, {})


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sohoa.toml"
    file.write_bytes("\ufeff[agency]\r\nname = 'Xã Bịa'\r\n".encode())

    assert load_settings(file, {}).agency.name == "Xã Bịa"


def test_relative_paths_start_from_the_settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/clerk")
    settings = read("", tmp_path)

    assert settings.path("spool") == tmp_path / "spool"
    assert settings.path("/var/spool") == Path("/var/spool")
    assert settings.path("~/keys") == Path("/home/clerk/keys")
    assert settings.address("directory:archive/objects") == f"directory:{tmp_path}/archive/objects"
    assert settings.address("sqlite:/var/catalog.db") == "sqlite:/var/catalog.db"
    for other in ("s3://bucket/prefix", "env:NAME", "prompt:", "fd:3", "plain", "directory:"):
        assert settings.address(other) == other
    with pytest.raises(ConfigError, match="write it in full"):
        settings.path("~nobody-of-this-name/keys")


def test_the_folder_is_whole_wherever_the_file_was_named_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sohoa.toml").write_text("")
    monkeypatch.chdir(tmp_path)

    assert load_settings(Path("sohoa.toml"), {}).folder == tmp_path


def test_every_setting_has_a_name() -> None:
    assert {"archive.store", "run.jobs", "signing.when", "log.file"} <= set(setting_names())
    assert not any(name.startswith("folder") for name in setting_names())
