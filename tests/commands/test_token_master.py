"""The master key under a token's key (SoftHSM): init, filing, rotation, recovery; a wrong PIN is never tried twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commands.doors import find_settings, open_archive_keys
from digitize.errors import ConfigError, ServiceError
from digitize.record import Record
from signing.token import forget_tokens
from tests.commands.archive import Archive
from tests.signing.soft_token import KEEPER, KEEPER_MISTYPED, PIN, soft_tokens

KEY = b"\x51"


def on_token(archive: Archive, label: str = KEEPER, key_id: bytes = KEY, secret: str = "env:TOKEN_PIN") -> str:
    """Names the token in the settings; its address."""
    address, settings = soft_tokens().address(label, key_id), archive.folder / "sohoa.toml"
    lines = settings.read_text().splitlines()
    told = {"master = ": f'master = "{address}"', "master_secret = ": f'master_secret = "{secret}"'}
    new = [next((line for start, line in told.items() if one.startswith(start)), one) for one in lines]
    settings.write_text("\n".join(new) + "\n")
    return address


def content(archive: Archive) -> dict[str, object]:
    told: dict[str, object] = json.loads((archive.keys / "keys.json").read_text())
    return told


def opened(archive: Archive, record: Record) -> bytes:
    assert record.pdf
    with archive.doors[0].open(record.pdf.name) as stream:
        return stream.read()


@pytest.fixture(autouse=True)
def pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_PIN", PIN)
    forget_tokens()


@pytest.fixture
def bare(archive: Archive) -> Archive:
    """An archive whose settings stand and whose keys are still to be made."""
    for left in (archive.folder / "archive").glob("catalog.db*"):
        left.unlink()
    for left in ("keys.json", "settings.json"):
        (archive.keys / left).unlink(missing_ok=True)
    return archive


def test_init_makes_the_key_on_the_token_and_the_archive_works(bare: Archive) -> None:
    on_token(bare)
    bare.run("init", bare.folder)
    told = content(bare)
    assert "master" not in told
    assert "wrapped" in told
    record = bare.file("aa")
    assert opened(bare, record) == b"%PDF aa" * 2000
    forget_tokens()
    with ThreadPoolExecutor(4) as hands:
        vault, name = bare.doors[0], record.pdf.name if record.pdf else ""
        for stream in hands.map(vault.open, [name] * 8):
            stream.close()
    assert "aa" in bare.run("find", "--kind", "khac").output
    assert PIN not in repr(open_archive_keys(find_settings(str(bare.folder / "sohoa.toml"))))
    assert "the master key on a token" in bare.run("doctor", code=2).output


def test_the_master_key_moves_under_the_token_and_its_recovery_set_needs_none(archive: Archive, tmp_path: Path) -> None:
    record, before = archive.file("aa"), content(archive)["master"]
    sticks = [tmp_path / f"stick-{number}" for number in range(3)]
    for stick in sticks:
        stick.mkdir()
    address = on_token(archive)
    (archive.folder / "sohoa.toml").write_text(
        (archive.folder / "sohoa.toml").read_text().replace(f'master = "{address}"', 'master = ""')
    )
    assert f'master = "{address}"' in archive.run("keys", "move", address).stdout
    on_token(archive)
    assert json.dumps(before) not in (archive.keys / "keys.json").read_text()
    assert opened(archive, record) == b"%PDF aa" * 2000

    archive.run("keys", "rotate")
    assert opened(archive, record) == b"%PDF aa" * 2000
    shares = [line.partition(": ")[2] for line in archive.run("keys", "backup", *sticks).stdout.splitlines()]
    archive.run("keys", "restore", *shares[:2])
    archive.run("keys", "restore", *shares[1:], "--to", tmp_path / "new")
    told = json.loads((tmp_path / "new" / "keys.json").read_text())
    assert len(told["master"]["key"]) == 2
    assert "wrapped" not in told


def test_a_wrong_pin_is_tried_once_and_a_right_one_typed_opens(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = archive.file("aa")
    address = soft_tokens().address(KEEPER_MISTYPED, KEY)
    settings = archive.folder / "sohoa.toml"
    settings.write_text(settings.read_text().replace('master_secret = ""', 'master_secret = "env:TOKEN_PIN"'))
    archive.run("keys", "move", address)
    on_token(archive, KEEPER_MISTYPED)
    forget_tokens()

    monkeypatch.setenv("TOKEN_PIN", "000000")
    with pytest.raises(ConfigError, match=r"không thử lại.*archive\.master_secret"):
        opened(archive, record)
    monkeypatch.setenv("TOKEN_PIN", PIN)
    with pytest.raises(ConfigError, match="hãy tự nhập"):
        opened(archive, record)
    monkeypatch.setattr("signing.token._refused", set())
    with pytest.raises(ConfigError, match="hãy tự nhập"):
        opened(archive, record)
    on_token(archive, KEEPER_MISTYPED, secret="prompt:")
    monkeypatch.setattr("getpass.getpass", lambda _: PIN)
    assert opened(archive, record) == b"%PDF aa" * 2000


@pytest.mark.parametrize(
    ("label", "key_id", "says"),
    [("Không có", KEY, "fits 0 tokens"), (KEEPER, b"\x77", "no AES key"), (KEEPER, b"\x52", "another key")],
)
def test_without_the_right_token_nothing_opens_and_it_is_said(
    bare: Archive, label: str, key_id: bytes, says: str
) -> None:
    on_token(bare, key_id=b"\x52")
    bare.run("init", bare.folder)
    record = bare.file("aa")
    if says == "another key":
        told = content(bare)
        told["wrapped"] = {**told["wrapped"], "key": "00" * 40}  # type: ignore[dict-item]
        (bare.keys / "keys.json").write_text(json.dumps(told))
    on_token(bare, label, key_id)
    with pytest.raises(ConfigError, match=says):
        opened(bare, record)
    assert bare.run("find", "--kind", "khac").exit_code == 0, "looking up needs no master key"


@pytest.mark.parametrize("secret", ["", "file:/run/pin", "000000"])
def test_the_pin_comes_from_the_environment_a_descriptor_or_a_person(bare: Archive, secret: str) -> None:
    on_token(bare, secret=secret)
    with pytest.raises(ConfigError, match="where the token's PIN comes from") as raised:
        bare.run("init", bare.folder)
    assert "000000" not in str(raised.value)


def test_a_token_without_its_library_is_no_crash(bare: Archive) -> None:
    settings = bare.folder / "sohoa.toml"
    address = on_token(bare)
    settings.write_text(settings.read_text().replace(address, "pkcs11:token=x;id=%01?module-path=/nowhere.so"))
    with pytest.raises((ConfigError, ServiceError), match="does not load"):
        bare.run("init", bare.folder)
